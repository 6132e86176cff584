//! What a whole dataset comes down to.

use std::collections::BTreeMap;

use crate::data::Data;
use crate::evidence::Snapshot;
use crate::model::{Flag, Status};
use crate::verdict::{Role, Verdict};

/// Agents, and how many claims they stand behind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tally {
    /// The agents of one group.
    pub agents: Vec<u32>,
    /// How many claims.
    pub claims: usize,
}

/// What a whole dataset comes down to.
#[derive(Clone, Debug)]
pub struct Overview {
    /// How many claims there are.
    pub claims: usize,
    /// How many of them have a chain.
    pub supported: usize,
    /// How many documents there are, and of how many a capture is held.
    pub documents: (usize, usize),
    /// For each status that occurs: how many claims, and where these come from.
    pub statuses: Vec<(Status, usize, Vec<Tally>)>,
    /// The groups that most claims cannot do without, if they are relays.
    pub pillars: Vec<Tally>,
    /// The non-answers that stand.
    pub unanswered: Vec<u32>,
}

/// How many names a line of the overview lists.
const MOST_NAMES: usize = 6;

impl Overview {
    /// Sums the verdicts up. O(verdicts).
    pub fn new(data: &Data, snapshot: &Snapshot<'_>, verdicts: &[Verdict]) -> Self {
        let supported = verdicts.iter().filter(|v| v.support_rank > 0).count();
        let statuses = Status::ALL
            .iter()
            .filter_map(|status| {
                let claims: Vec<&Verdict> =
                    verdicts.iter().filter(|v| v.status == *status).collect();
                let sources = tally(claims.iter().copied(), |verdict| {
                    points(verdict, Role::Origin)
                });
                (!claims.is_empty()).then(|| (*status, claims.len(), top(sources)))
            })
            .collect();
        let pillars = tally(verdicts.iter(), |verdict| points(verdict, Role::Relay))
            .into_iter()
            .filter(|tally| tally.claims > 1 && tally.claims * 2 >= supported)
            .collect();
        let unanswered = verdicts
            .iter()
            .filter(|verdict| verdict.flags.contains(Flag::Unanswered))
            .flat_map(|verdict| crate::verdict::unanswered(snapshot, verdict.claim))
            .collect();
        let documents = &data.evidence.documents;
        Self {
            claims: verdicts.len(),
            supported,
            documents: (
                documents.len(),
                documents
                    .iter()
                    .filter(|document| document.is_held())
                    .count(),
            ),
            statuses,
            pillars: top(pillars),
            unanswered,
        }
    }
}

/// The groups of agents that play a part among what a claim rests on.
fn points(verdict: &Verdict, role: Role) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = verdict
        .single_points
        .iter()
        .filter(|point| point.role == role)
        .map(|point| point.agents.clone())
        .collect();
    groups.sort();
    groups.dedup();
    groups
}

fn tally<'v>(
    verdicts: impl Iterator<Item = &'v Verdict>,
    of: impl Fn(&Verdict) -> Vec<Vec<u32>>,
) -> Vec<Tally> {
    let mut counts: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    for verdict in verdicts {
        for agents in of(verdict) {
            *counts.entry(agents).or_default() += 1;
        }
    }
    let mut tallies: Vec<Tally> = counts
        .into_iter()
        .map(|(agents, claims)| Tally { agents, claims })
        .collect();
    tallies.sort_by(|a, b| b.claims.cmp(&a.claims).then(a.agents.cmp(&b.agents)));
    tallies
}

fn top(mut tallies: Vec<Tally>) -> Vec<Tally> {
    tallies.truncate(MOST_NAMES);
    tallies
}
