//! Random agents, and the ties between them.

use std::collections::BTreeSet;

use super::super::case::{Agent, Case, Grade, Tie, TieKind, When};
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
    if before > 0 && random.chance(shape.anonymous) {
        agent.anonymous = true;
        for chance in [75, 15] {
            if random.chance(chance) {
                agent.vouched_by.insert(random.below(before));
            }
        }
        for &keeper in &case.keepers {
            if keeper != before && random.chance(40) {
                agent.vouched_by.insert(keeper);
            }
        }
        if random.chance(70) {
            agent.grade = None;
        }
    }
    agent.first_hand = random.chance(12);
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
    agent.recorded_at = (shape.recorded && random.chance(15)).then(|| When::Day(random.day(80)));
    agent
}

pub(super) fn tie(random: &mut Random, agents: usize, shape: &Shape, mood: &Mood) -> Option<Tie> {
    let kind = if random.chance(shape.aliases) {
        TieKind::SameAs
    } else {
        random.pick(&TieKind::ALL)?
    };
    let (dependent, principal) = (random.below(agents), random.below(agents));
    if dependent == principal || (shape.one_statement_per_group && kind.contracts()) {
        return None;
    }
    let dated = shape.dates && random.chance(mood.dated.min(60));
    let from = random.day(60);
    let until = from + random.day(30) - 1;
    let valid_from = (dated && random.chance(75)).then(|| random.time_on(from, shape.partial));
    let valid_until = (dated && random.chance(60)).then(|| random.time_on(until, shape.partial));
    let recorded_at = (shape.recorded && random.chance(15)).then(|| When::Day(random.day(80)));
    Some(Tie {
        kind,
        dependent,
        principal,
        valid_from,
        valid_until,
        recorded_at,
    })
}

/// Takes away what vouches in a circle, or for a spokesperson in a circle: what grades there are in it is no meaning that
/// two programs need to share.
pub(super) fn break_circles(case: &mut Case) {
    for agent in 0..case.agents.len() {
        let names = closure(case, BTreeSet::from([agent]), &aliases);
        let asked = closure(case, lenders(case, &names), &|case, agent| {
            &aliases(case, agent) | &lenders(case, &BTreeSet::from([agent]))
        });
        if !asked.is_disjoint(&names) {
            case.agents[agent].vouched_by.clear();
        }
    }
}

type Step = dyn Fn(&Case, usize) -> BTreeSet<usize>;

fn closure(case: &Case, mut all: BTreeSet<usize>, step: &Step) -> BTreeSet<usize> {
    loop {
        let more: BTreeSet<usize> = all.iter().flat_map(|&agent| step(case, agent)).collect();
        if more.is_subset(&all) {
            return all;
        }
        all.extend(more);
    }
}

fn aliases(case: &Case, agent: usize) -> BTreeSet<usize> {
    let ties = case.ties.iter().filter(|tie| tie.kind == TieKind::SameAs);
    ties.map(|tie| [tie.dependent, tie.principal])
        .filter(|ends| ends.contains(&agent))
        .flatten()
        .collect()
}

/// From whom these agents may take a grade.
fn lenders(case: &Case, agents: &BTreeSet<usize>) -> BTreeSet<usize> {
    let ties = case.ties.iter();
    ties.filter(|tie| tie.kind == TieKind::SpokespersonOf && agents.contains(&tie.dependent))
        .map(|tie| tie.principal)
        .chain(
            agents
                .iter()
                .flat_map(|&agent| case.agents[agent].vouched_by.iter().copied()),
        )
        .collect()
}
