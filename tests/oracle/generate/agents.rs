//! Random agents, and the ties between them.

use super::super::case::{Agent, Case, Grade, Tie, TieKind};
use super::{Mood, Random, Shape};

pub(super) fn agent(random: &mut Random, case: &Case, shape: &Shape, mood: &Mood) -> Agent {
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

pub(super) fn tie(random: &mut Random, agents: usize, shape: &Shape, mood: &Mood) -> Option<Tie> {
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
