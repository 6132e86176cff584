//! Random cases. The same seed and shape give the same case, for ever.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::case::{
    Agent, Case, Claim, Day, Document, Grade, Stance, Statement, Tie, TieKind, View,
};
use super::verdict::entailed;

/// `SplitMix64`.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 if `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.bits() % bound).unwrap_or(0)
    }

    /// A number of the range.
    pub fn within(&mut self, range: &RangeInclusive<usize>) -> usize {
        range.start() + self.below((range.end() + 1).saturating_sub(*range.start()))
    }

    /// True in so many of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the items, unless there are none.
    pub fn pick<T: Clone>(&mut self, items: &[T]) -> Option<T> {
        items.get(self.below(items.len())).cloned()
    }

    /// A day up to `last`.
    pub fn day(&mut self, last: usize) -> Day {
        Day::try_from(1 + self.below(last)).unwrap_or(1)
    }

    /// Puts the items into a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for index in (1..items.len()).rev() {
            items.swap(index, self.below(index + 1));
        }
    }
}

/// What may occur in a random case.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each switch restricts one thing, independently of the others"
)]
pub struct Shape {
    /// How many agents.
    pub agents: RangeInclusive<usize>,
    /// How many claims.
    pub claims: RangeInclusive<usize>,
    /// How many statements.
    pub statements: RangeInclusive<usize>,
    /// Ties of any kind.
    pub ties: bool,
    /// `entails`, `contradicts` and `presupposes`, and time spans.
    pub links: bool,
    /// `saidAt`, and the validity of ties.
    pub dates: bool,
    /// `recordedAt`, on statements, ties, documents and agents.
    pub recorded: bool,
    /// Denials, non-answers.
    pub negative: bool,
    /// Retractions.
    pub retractions: bool,
    /// Relays.
    pub relays: bool,
    /// Relays of statements that come later in the case; among them rings and self-loops.
    pub rings: bool,
    /// Relays of statements on another claim.
    pub relays_across: bool,
    /// `sayso:confidence`.
    pub confidences: bool,
    /// Grades.
    pub grades: bool,
    /// Each agent makes at most one statement, and no tie contracts.
    pub one_statement_per_group: bool,
    /// Claims that entail, together with themselves, something contradictory.
    pub inconsistent_claims: bool,
}

impl Default for Shape {
    /// Everything but inconsistent claims.
    fn default() -> Self {
        Self {
            agents: 2..=6,
            claims: 1..=3,
            statements: 3..=9,
            ties: true,
            links: true,
            dates: true,
            recorded: true,
            negative: true,
            retractions: true,
            relays: true,
            rings: true,
            relays_across: true,
            confidences: true,
            grades: true,
            one_statement_per_group: false,
            inconsistent_claims: false,
        }
    }
}

impl Shape {
    /// One claim, and nothing that links it to another.
    pub fn single_claim() -> Self {
        Self {
            claims: 1..=1,
            links: false,
            relays_across: false,
            ..Self::default()
        }
    }

    /// One claim, only support and what it relays.
    pub fn positive() -> Self {
        Self {
            negative: false,
            retractions: false,
            ..Self::single_claim()
        }
    }

    /// As [`Shape::positive`], each group speaking once.
    pub fn one_statement_per_group() -> Self {
        Self {
            one_statement_per_group: true,
            agents: 4..=9,
            ..Self::positive()
        }
    }
}

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
        Self {
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
        said_by: random.chance(25).then(|| random.day(70)),
        known_at: random.chance(25).then(|| random.day(90)),
        strict: random.chance(30),
    }
}

fn claim(random: &mut Random, case: &Case, shape: &Shape) -> Claim {
    let mut claim = Claim::default();
    for topic in 0..case.topics {
        if random.chance(35) {
            claim.topics.insert(topic);
        }
    }
    if shape.links && random.chance(30) {
        let from = random.day(60);
        claim.span_from = random.chance(80).then_some(from);
        claim.span_until = random.chance(50).then(|| from + random.day(40));
    }
    claim
}

fn link(random: &mut Random, case: &mut Case, shape: &Shape) {
    let claims = case.claims.len();
    let leaning = random.pick(&[0, 12, 30]).unwrap_or(0);
    for one in 0..claims {
        for other in (0..claims).filter(|&other| other != one) {
            let before = case.claims[one].clone();
            match random.below(100) {
                drawn if drawn < leaning => {
                    case.claims[one].entails.insert(other);
                }
                drawn if drawn < leaning + 12 => {
                    case.claims[one].contradicts.insert(other);
                }
                drawn if drawn < leaning + 25 => {
                    case.claims[one].presupposes.insert(other);
                }
                drawn if drawn < leaning + 30 => {
                    case.claims[one].same.insert(other);
                }
                _ => {}
            }
            if !shape.inconsistent_claims && inconsistent(case) {
                case.claims[one] = before;
            }
        }
    }
}

/// Whether some claim entails, together with itself, two claims that contradict each other.
pub fn inconsistent(case: &Case) -> bool {
    (0..case.claims.len()).any(|claim| {
        let all = entailed(case, claim);
        all.iter()
            .any(|&one| !case.claims[one].contradicts.is_disjoint(&all))
    })
}

fn agent(random: &mut Random, case: &Case, shape: &Shape, mood: &Mood) -> Agent {
    let mut agent = Agent::default();
    let before = case.agents.len();
    if shape.grades && random.chance(75) {
        agent.grade = random.pick(&[
            Grade::A,
            Grade::B,
            Grade::B,
            Grade::C,
            Grade::D,
            Grade::E,
            Grade::F,
        ]);
    }
    if before > 0 && random.chance(15) {
        agent.anonymous = true;
        agent.vouched_by.insert(random.below(before));
        if random.chance(15) {
            agent.vouched_by.insert(random.below(before));
        }
        if random.chance(70) {
            agent.grade = None;
        }
    }
    for claim in 0..case.claims.len() {
        if random.chance(mood.interest) {
            agent.interests.insert(claim);
        }
        if random.chance(mood.authority) {
            agent.authority_over_claims.insert(claim);
        }
    }
    for topic in 0..case.topics {
        if random.chance(mood.authority / 3) {
            agent.authority_over_topics.insert(topic);
        }
    }
    agent.recorded_at = (shape.recorded && random.chance(15)).then(|| random.day(80));
    agent
}

fn tie(random: &mut Random, agents: usize, shape: &Shape, mood: &Mood) -> Option<Tie> {
    let kind = random.pick(&TieKind::ALL)?;
    let (dependent, principal) = (random.below(agents), random.below(agents));
    if dependent == principal || (shape.one_statement_per_group && kind.contracts()) {
        return None;
    }
    let dated = shape.dates && random.chance(mood.dated.min(60));
    let from = random.day(60);
    let valid_from = (dated && random.chance(75)).then_some(from);
    let valid_until = (dated && random.chance(60)).then(|| from + random.day(30) - 1);
    let recorded_at = (shape.recorded && random.chance(15)).then(|| random.day(80));
    Some(Tie {
        kind,
        dependent,
        principal,
        valid_from,
        valid_until,
        recorded_at,
    })
}

fn statement(
    random: &mut Random,
    case: &Case,
    by: usize,
    of: usize,
    shape: &Shape,
    mood: &Mood,
) -> Statement {
    let index = case.statements.len();
    let claims = case.claims.len();
    // Most statements go to the first claim.
    let claim = if random.chance(45) {
        0
    } else {
        random.below(claims)
    };
    let mut statement = Statement::new(by, stance(random, shape, mood), claim);
    if shape.dates && random.chance(mood.dated) {
        let place = if random.chance(85) {
            index
        } else {
            random.below(of)
        };
        statement.said_at = Day::try_from(1 + place * 6 + random.below(8)).ok();
    }
    if shape.recorded && random.chance(40) {
        statement.recorded_at = Some(statement.said_at.unwrap_or(1) + random.day(25) - 1);
    }
    if shape.confidences && random.chance(20) {
        statement.confidence = random.pick(&[0, 5, 20, 35, 50, 60, 70, 80, 90, 95, 97, 99, 100]);
    }
    if random.chance(mood.first_hand) {
        statement.first_hand = Some(true);
    } else if random.chance(30) {
        statement.first_hand = Some(false);
    }
    if statement.stance == Stance::Retracts {
        retract(random, case, &mut statement);
    }
    if statement.stance == Stance::Reports && random.chance(80) && !shape.one_statement_per_group {
        statement.by = mood.outlet.unwrap_or(statement.by);
    }
    let own_words = statement.stance != Stance::Retracts && !statement.stance.is_non_answer();
    if own_words && shape.relays {
        let eager = match statement.stance {
            Stance::Reports => 92,
            Stance::Denies => mood.relay / 2,
            _ => mood.relay,
        };
        if random.chance(eager) {
            relay(random, case, &mut statement, shape, mood);
        }
    }
    if statement.stance.is_non_answer() || random.chance(5) {
        statement.to = random.chance(70).then(|| random.below(case.agents.len()));
    }
    if statement.stance == Stance::Deflects {
        statement.deflects_to = Some(random.below(case.agents.len()));
    }
    statement
}

fn stance(random: &mut Random, shape: &Shape, mood: &Mood) -> Stance {
    if shape.retractions && random.chance(mood.retract) {
        return Stance::Retracts;
    }
    if shape.negative && random.chance(mood.deny) {
        return Stance::Denies;
    }
    if shape.negative && random.chance(mood.non_answer) {
        return random
            .pick(&Stance::NON_ANSWERS)
            .unwrap_or(Stance::Declines);
    }
    if shape.relays && random.chance(mood.relay) {
        return if random.chance(85) {
            Stance::Reports
        } else {
            Stance::Asserts
        };
    }
    random
        .pick(&[
            Stance::Asserts,
            Stance::Asserts,
            Stance::Confirms,
            Stance::Reports,
        ])
        .unwrap_or(Stance::Asserts)
}

/// Makes the statement a retraction of an earlier one, preferably of the same agent or of one tied to it; or a plain
/// assertion, if there is none.
fn retract(random: &mut Random, case: &Case, statement: &mut Statement) {
    let earlier: Vec<usize> = (0..case.statements.len()).collect();
    let tied = |target: &usize| {
        let by = case.statements[*target].by;
        let joins = |tie: &Tie| {
            let ends = [tie.dependent, tie.principal];
            ends.contains(&by) && ends.contains(&statement.by)
        };
        by == statement.by || case.ties.iter().any(joins)
    };
    let own: Vec<usize> = earlier.iter().copied().filter(tied).collect();
    let among = if own.is_empty() || random.chance(10) {
        &earlier
    } else {
        &own
    };
    let Some(target) = random.pick(among) else {
        statement.stance = Stance::Asserts;
        return;
    };
    statement.target = Some(target);
    statement.claim = case.statements[target].claim;
    if own.is_empty() && random.chance(80) {
        statement.by = if random.chance(90) {
            case.statements[target].by
        } else {
            statement.by
        };
    }
}

/// Lets the statement relay one earlier one or more, nearly always on its own claim.
fn relay(random: &mut Random, case: &Case, statement: &mut Statement, shape: &Shape, mood: &Mood) {
    let relayed: Vec<usize> = (0..case.statements.len())
        .filter(|&other| {
            case.statements[other].stance != Stance::Retracts
                && !case.statements[other].stance.is_non_answer()
        })
        .collect();
    let across = shape.relays_across && random.chance(7);
    let own: Vec<usize> = relayed
        .iter()
        .copied()
        .filter(|&other| case.statements[other].claim == statement.claim)
        .collect();
    let (chosen, any) = if across {
        (&relayed, random.chance(10))
    } else {
        (&own, false)
    };
    statement.relays.extend(random.pick(chosen));
    let more = if mood.outlet == Some(statement.by) {
        70
    } else {
        25
    };
    while random.chance(more) && statement.relays.len() < 3.min(chosen.len()) {
        statement.relays.extend(random.pick(chosen));
    }
    if any {
        statement
            .relays
            .extend(random.pick(&(0..case.statements.len()).collect::<Vec<_>>()));
    }
}

/// Lets some statements relay later ones, or themselves.
fn ring(random: &mut Random, case: &mut Case, shape: &Shape, mood: &Mood) {
    for index in 0..case.statements.len() {
        let Statement { claim, stance, .. } = case.statements[index];
        if stance == Stance::Retracts || stance.is_non_answer() || !random.chance(mood.ring) {
            continue;
        }
        let later: Vec<usize> = (index + 1..case.statements.len())
            .filter(|&other| {
                case.statements[other].claim == claim || (shape.relays_across && random.chance(5))
            })
            .filter(|&other| case.statements[other].stance != Stance::Retracts)
            .collect();
        // A ring that keeps its origin grounds nothing new; one that loses it is circular.
        if let Some(other) = random.pick(&later) {
            case.statements[index].relays.insert(other);
            if random.chance(75) {
                case.statements[other].relays.insert(index);
            }
        } else if random.chance(20) {
            case.statements[index].relays.insert(index);
        }
    }
    // A statement that kills or answers nothing passes nothing on.
    for statement in &mut case.statements {
        if statement.stance == Stance::Retracts || statement.stance.is_non_answer() {
            statement.relays.clear();
        }
    }
}

/// Puts a statement into a document of its own, one of its agent's, somebody else's, or none.
fn publish(random: &mut Random, case: &mut Case, index: usize, shape: &Shape, mood: &Mood) {
    let by = case.statements[index].by;
    let agents = case.agents.len();
    let rounds = if random.chance(10) { 2 } else { 1 };
    for _ in 0..rounds {
        let captured = mood.outlet.is_none_or(|outlet| outlet == by);
        let percent = if captured {
            mood.held.max(mood.cited).max(75)
        } else {
            6
        };
        if random.chance(percent) {
            let earlier: Vec<usize> = (0..case.documents.len()).collect();
            let document = match random.pick(&earlier) {
                Some(document) if random.chance(20) => document,
                _ => {
                    let publisher = if random.chance(80) {
                        by
                    } else {
                        random.below(agents)
                    };
                    let mut publishers = BTreeSet::from([publisher]);
                    if random.chance(12) {
                        publishers.insert(random.below(agents));
                    }
                    case.documents.push(Document {
                        publishers,
                        url: random.chance(mood.cited),
                        sha256: random.chance(mood.held),
                        issued: case.statements[index].said_at.filter(|_| random.chance(60)),
                        recorded_at: (shape.recorded && random.chance(12)).then(|| random.day(80)),
                    });
                    case.documents.len() - 1
                }
            };
            case.statements[index].documents.insert(document);
        }
    }
}
