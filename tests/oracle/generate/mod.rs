//! Random cases. The same seed and shape give the same case, for ever.

mod agents;
mod claims;
mod publications;
mod random;
mod shape;
mod statements;

use super::case::{Case, View, When};
use agents::{agent, break_circles, tie};
use claims::{claim, link};
use publications::publish;
pub use random::Random;
pub use shape::Shape;
use statements::{ring, statement};

/// How one case leans, so that a run of cases is varied.
struct Mood {
    relay: usize,
    ring: usize,
    deny: usize,
    non_answer: usize,
    retract: usize,
    held: usize,
    cited: usize,
    first_hand: usize,
    authority: usize,
    interest: usize,
    tie: usize,
    dated: usize,
    /// Where there is one, it relays what all others say, and only its documents are captured.
    outlet: Option<usize>,
}

impl Mood {
    fn new(random: &mut Random, agents: usize) -> Self {
        let outlet = random.chance(25).then(|| random.below(agents));
        let mut one_of = |leanings: &[usize]| random.pick(leanings).unwrap_or(0);
        let mood = Self {
            relay: one_of(&[15, 35, 55, 80]),
            ring: one_of(&[0, 5, 15, 60]),
            deny: one_of(&[0, 5, 15, 35, 50]),
            non_answer: one_of(&[0, 0, 5, 15]),
            retract: one_of(&[0, 0, 8, 20, 35]),
            held: one_of(&[25, 60, 85, 95]),
            cited: one_of(&[10, 30, 70]),
            first_hand: one_of(&[15, 45, 75]),
            authority: one_of(&[0, 5, 15, 30]),
            interest: one_of(&[0, 0, 10, 30]),
            tie: one_of(&[0, 30, 60, 100]),
            dated: one_of(&[0, 50, 80, 100]),
            outlet,
        };
        // Sometimes many speak for themselves, each in a document of its own.
        if !random.chance(20) {
            return mood;
        }
        Self {
            relay: 20,
            ring: 0,
            retract: 0,
            held: 90,
            first_hand: 60,
            outlet: None,
            ..mood
        }
    }
}

/// A random case. No retraction is on a cycle; each document has a publisher; a retraction carries the claim of its
/// target; `reports` may relay nothing, and any statement may relay anything, as far as the shape lets it.
pub fn generate(seed: u64, shape: &Shape) -> Case {
    let mut random = Random::new(seed);
    let agents = random.within(&shape.agents);
    let mood = Mood::new(&mut random, agents);
    let mut case = Case {
        topics: random.within(&(1..=3)),
        ..Case::default()
    };
    // Fewer claims more often, so that there is more to say of each.
    let claims = random
        .within(&shape.claims)
        .min(random.within(&shape.claims));
    for _ in 0..claims {
        let claim = claim(&mut random, &case, shape);
        case.claims.push(claim);
    }
    if shape.links {
        link(&mut random, &mut case, shape);
    }
    if random.chance(shape.keepers) {
        for _ in 0..if random.chance(20) { 2 } else { 1 } {
            case.keepers.insert(random.below(agents));
        }
    }
    for _ in 0..agents {
        let agent = agent(&mut random, &case, shape, &mood);
        case.agents.push(agent);
    }
    if shape.ties {
        for _ in 0..agents {
            if random.chance(mood.tie) {
                case.ties.extend(tie(&mut random, agents, shape, &mood));
            }
        }
    }
    break_circles(&mut case);
    // More statements more often.
    let statements = random
        .within(&shape.statements)
        .max(random.within(&shape.statements));
    let mut speakers: Vec<usize> = (0..agents).collect();
    random.shuffle(&mut speakers);
    if !shape.one_statement_per_group {
        speakers = (0..statements).map(|_| random.below(agents)).collect();
    }
    speakers.truncate(statements);
    let statements = speakers.len();
    for (index, by) in speakers.into_iter().enumerate() {
        let statement = statement(&mut random, &case, by, statements, shape, &mood);
        case.statements.push(statement);
        publish(&mut random, &mut case, index, shape, &mood);
    }
    if shape.rings {
        ring(&mut random, &mut case, shape, &mood);
    }
    case
}

/// A random view; often the one that shows everything.
pub fn generate_view(seed: u64) -> View {
    let mut random = Random::new(seed ^ 0x5EED);
    View {
        said_by: random.chance(25).then(|| {
            let day = random.day(70);
            random.time_on(day, 20)
        }),
        known_at: random.chance(25).then(|| When::Day(random.day(90))),
        strict: random.chance(30),
    }
}
