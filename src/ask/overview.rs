//! What a whole dataset comes down to.

use rustc_hash::FxHashMap;

use crate::data::Data;
use crate::evidence::Snapshot;
use crate::model::Status;
use crate::verdict::{Role, Verdicts};

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
    /// The non-answers that stand: those on the best supported claims, if they are many.
    pub unanswered: Vec<u32>,
    /// How many claims have further ones.
    pub further_unanswered: usize,
}

/// How many names a line of the overview lists.
const MOST_NAMES: usize = 6;
/// How many non-answers it tells before it only counts claims.
const MOST_NON_ANSWERS: usize = 12;

impl Overview {
    /// Sums the verdicts up. O(verdicts).
    pub fn new(data: &Data, snapshot: &Snapshot<'_>, verdicts: &Verdicts) -> Self {
        let all = || 0..verdicts.len() as u32;
        let mut of_status = vec![(0, Tallies::default()); Status::ALL.len()];
        let mut pillars = Tallies::default();
        let mut supported = 0;
        let mut groups = Vec::new();
        for claim in all() {
            supported += usize::from(verdicts.support_rank(claim) > 0);
            let (count, sources) = &mut of_status[verdicts.status(claim) as usize];
            *count += 1;
            for (role, tallies) in [(Role::Origin, sources), (Role::Relay, &mut pillars)] {
                // A group, and the unnamed origin behind it, is counted once a claim.
                let points = verdicts.single_points(claim);
                let points = points.filter(|point| point.role == role);
                groups.clear();
                groups.extend(points.map(|point| point.agents));
                groups.sort_unstable();
                groups.dedup();
                for agents in &groups {
                    *tallies.entry(*agents).or_default() += 1;
                }
            }
        }
        let statuses = Status::ALL.iter().zip(of_status);
        let statuses = statuses
            .filter(|(_, (count, _))| *count > 0)
            .map(|(status, (count, sources))| (*status, count, top(sources, |_| true)))
            .collect();
        let mut asked_on = super::unanswered(verdicts).into_iter();
        let mut unanswered = Vec::new();
        while unanswered.len() < MOST_NON_ANSWERS
            && let Some(claim) = asked_on.next()
        {
            unanswered.extend(crate::verdict::unanswered(snapshot, claim));
        }
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
            pillars: top(pillars, |claims| claims > 1 && claims * 2 >= supported),
            unanswered,
            further_unanswered: asked_on.len(),
        }
    }
}

/// On how many claims each group of agents plays a part.
type Tallies<'v> = FxHashMap<&'v [u32], usize>;

/// The groups with most claims, of those with enough of them.
fn top(tallies: Tallies<'_>, is_enough: impl Fn(usize) -> bool) -> Vec<Tally> {
    let tallies = tallies.into_iter();
    let mut tallies: Vec<_> = tallies.filter(|(_, claims)| is_enough(*claims)).collect();
    tallies.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    tallies.truncate(MOST_NAMES);
    let tallies = tallies.into_iter();
    tallies
        .map(|(agents, claims)| Tally {
            agents: agents.to_vec(),
            claims,
        })
        .collect()
}
