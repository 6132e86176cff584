//! What a whole dataset comes down to.

use rustc_hash::FxHashMap;

use crate::data::Data;
use crate::evidence::Snapshot;
use crate::model::{Stance, Status};
use crate::verdict::explanation::explain;
use crate::verdict::remedy::Remedy;
use crate::verdict::{Role, Verdicts};

/// Agents, and how many claims they stand behind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tally {
    /// The agents of one group.
    pub agents: Vec<u32>,
    /// How many claims.
    pub claims: usize,
}

/// Where the claims of a status come from. Every claim is counted once.
#[derive(Clone, Default, Debug)]
pub struct Sources {
    /// The origins without which nothing is left of a claim, group by group, and of how many
    /// claims they are; those of most claims first.
    pub listed: Vec<(Vec<Vec<u32>>, usize)>,
    /// How many other such origins there are, and of how many claims.
    pub further: (usize, usize),
    /// How many claims have none.
    pub without: usize,
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
    pub statuses: Vec<(Status, usize, Sources)>,
    /// The groups that most claims cannot do without, if they are relays.
    pub pillars: Vec<Tally>,
    /// How many such groups are not among them.
    pub further_pillars: usize,
    /// The non-answers that stand: those on the best supported claims, if they are many.
    pub unanswered: Vec<u32>,
    /// How many claims have further ones.
    pub further_unanswered: usize,
    /// How many statements take something back.
    pub retractions: usize,
}

/// How many claims are looked at for one that a single statement would corroborate.
const MOST_LOOKED_AT: usize = 20;

/// A claim that one more statement would corroborate, the best supported of them, and what that
/// statement is. Looks at few.
pub fn nearest_to_corroborated(
    snapshot: &Snapshot<'_>,
    verdicts: &Verdicts,
) -> Option<(u32, Remedy)> {
    let all = 0..verdicts.len() as u32;
    let supported = all.filter(|claim| verdicts.support_rank(*claim) > 0);
    let ranked = verdicts.ranked(supported).into_iter();
    ranked.take(MOST_LOOKED_AT).find_map(|verdict| {
        let explanation = explain(snapshot, verdict.claim, None);
        let mut remedies = explanation.remedies.into_iter();
        let remedy = remedies.find(|remedy| {
            matches!(remedy, Remedy::Speech { becomes, .. } if *becomes == Status::Corroborated)
        })?;
        Some((verdict.claim, remedy))
    })
}

/// How many names a line of the overview lists.
const MOST_NAMES: usize = 6;
/// How many non-answers it tells before it only counts claims.
const MOST_NON_ANSWERS: usize = 12;

impl Overview {
    /// Sums the verdicts up. O(verdicts).
    pub fn new(data: &Data, snapshot: &Snapshot<'_>, verdicts: &Verdicts) -> Self {
        let mut of_status = vec![(0, FxHashMap::default()); Status::ALL.len()];
        let mut pillars = Tallies::default();
        let mut supported = 0;
        for claim in 0..verdicts.len() as u32 {
            supported += usize::from(verdicts.support_rank(claim) > 0);
            // A group, and the unnamed origin behind it, is counted once a claim.
            let groups = |role: Role| -> Vec<&[u32]> {
                let points = verdicts.single_points(claim);
                let points = points.filter(|point| point.role == role);
                let mut groups: Vec<&[u32]> = points.map(|point| point.agents).collect();
                groups.sort_unstable();
                groups.dedup();
                groups
            };
            let (count, sources): &mut (usize, FxHashMap<Vec<&[u32]>, usize>) =
                &mut of_status[verdicts.status(claim) as usize];
            *count += 1;
            *sources.entry(groups(Role::Origin)).or_default() += 1;
            for agents in groups(Role::Relay) {
                *pillars.entry(agents).or_default() += 1;
            }
        }
        let statuses = Status::ALL.iter().zip(of_status);
        let statuses = statuses
            .filter(|(_, (count, _))| *count > 0)
            .map(|(status, (count, sources))| (*status, count, Sources::new(sources)))
            .collect();
        let mut pillars = ranked(pillars, |claims| claims > 1 && claims * 2 >= supported);
        let further_pillars = pillars.len().saturating_sub(MOST_NAMES);
        pillars.truncate(MOST_NAMES);
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
            pillars,
            further_pillars,
            unanswered,
            further_unanswered: asked_on.len(),
            retractions: snapshot
                .seen()
                .filter(|number| {
                    let statement = &data.evidence.statements[*number as usize];
                    statement.stance() == Stance::Retracts
                })
                .count(),
        }
    }
}

/// On how many claims each group of agents plays a part.
type Tallies<'v> = FxHashMap<&'v [u32], usize>;

/// The groups with enough claims, those with most of them first.
fn ranked(tallies: Tallies<'_>, is_enough: impl Fn(usize) -> bool) -> Vec<Tally> {
    let tallies = tallies.into_iter();
    let mut tallies: Vec<_> = tallies.filter(|(_, claims)| is_enough(*claims)).collect();
    tallies.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let tallies = tallies.into_iter();
    tallies
        .map(|(agents, claims)| Tally {
            agents: agents.to_vec(),
            claims,
        })
        .collect()
}

impl Sources {
    fn new(mut sources: FxHashMap<Vec<&[u32]>, usize>) -> Self {
        let without = sources.remove(&Vec::new()).unwrap_or_default();
        let mut ranked: Vec<(Vec<&[u32]>, usize)> = sources.into_iter().collect();
        ranked.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let further = ranked.split_off(ranked.len().min(MOST_NAMES));
        let owned = |groups: Vec<&[u32]>| groups.into_iter().map(<[u32]>::to_vec).collect();
        Self {
            listed: ranked
                .into_iter()
                .map(|(groups, claims)| (owned(groups), claims))
                .collect(),
            further: (
                further.len(),
                further.iter().map(|(_, claims)| claims).sum(),
            ),
            without,
        }
    }
}
