//! Verdicts: what each claim rests on, and whether it is corroborated independently.
//!
//! One file per definition: `liveness` (which statements count), [`chains`] (the graph of
//! chains), [`witnesses`] (minimal sets of groups that carry a claim), [`failure`] (single points
//! of failure), [`independence`], [`support`] (probability), [`status`] and `flags`; and
//! [`explanation`], which puts them in the order in which a sceptic asks.
//!
//! A verdict is a pure function of the evidence and the view. Claims are independent of each
//! other but for the links between them, so all verdicts are computed in parallel.

pub mod chains;
pub mod explanation;
mod facets;
pub mod failure;
mod flags;
pub mod independence;
mod liveness;
pub mod remedy;
pub mod status;
pub mod support;
pub mod witnesses;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::evidence::{Grouping, Snapshot};
use crate::model::{Flag, Polarity, Status};

pub use chains::ChainGraph;
use chains::Chains;
use facets::Facets;
pub use independence::Count;
pub use support::Bounds;
pub use witnesses::Witnesses;

/// What part a single point of failure plays.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Role {
    /// Some minimal chain begins with it.
    Origin,
    /// It only passes on.
    Relay,
}

/// A group without which nothing is left.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SinglePoint {
    /// Its agents that speak on the chains, by number, in order.
    pub agents: Vec<u32>,
    /// Whether it is the implicit anonymous origin behind those agents.
    pub is_implicit: bool,
    /// Its part.
    pub role: Role,
}

/// The answer on one claim.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The claim, by number.
    pub claim: u32,
    /// Its status.
    pub status: Status,
    /// How many groups would all have to be wrong for nothing to be left.
    pub independence: Count,
    /// Probability that some chain supports it soundly.
    pub support: Bounds,
    /// Probability that some chain speaks against it soundly.
    pub opposition: Bounds,
    /// The groups without which nothing is left: origins first, then by name.
    pub single_points: Vec<SinglePoint>,
    /// What a reader should know beside the status.
    pub flags: Vec<Flag>,
    /// How many minimal witnesses are known.
    pub witnesses: usize,
    /// Whether these are all.
    pub witnesses_complete: bool,
    /// The rank of the support, 0 to 3.
    pub support_rank: u8,
    /// The rank of what speaks against it, 0 to 3.
    pub opposition_rank: u8,
    /// Statements for it, with a basis, that nobody attests.
    pub unattested: Vec<u32>,
    /// Statements against it, with a basis, that nobody attests.
    pub unattested_opposition: Vec<u32>,
}

/// A verdict together with the chains that it was made from.
#[derive(Debug)]
pub struct CaseFile {
    /// The verdict.
    pub verdict: Verdict,
    /// The chains for it.
    pub support: ChainGraph,
    /// Their minimal witnesses.
    pub witnesses: Witnesses,
    /// The chains against it.
    pub opposition: ChainGraph,
}

/// The verdicts on all claims, in order of claim. Parallel; the cost is that of the claims
/// added up.
pub fn all(snapshot: &Snapshot<'_>) -> Vec<Verdict> {
    (0..snapshot.evidence.claims.len() as u32)
        .into_par_iter()
        .map(|claim| evaluate(snapshot, claim).verdict)
        .collect()
}

/// The verdicts on all claims, best supported first: by status, independence and support, then
/// by IRI.
pub fn ranked(snapshot: &Snapshot<'_>) -> Vec<Verdict> {
    let mut verdicts = all(snapshot);
    verdicts.sort_by(|a, b| {
        a.status
            .cmp(&b.status)
            .then(b.independence.value.cmp(&a.independence.value))
            .then(b.support.lower.total_cmp(&a.support.lower))
            .then(a.claim.cmp(&b.claim))
    });
    verdicts
}

/// The verdict on one claim, with its chains.
pub fn evaluate(snapshot: &Snapshot<'_>, claim: u32) -> CaseFile {
    let facets = Facets::new(snapshot, claim);
    let supporting = snapshot.grouping(&facets.supporting);
    let chains = Chains::new(snapshot, &supporting, &facets.support());
    let single_points = failure::single_points(&chains.graph);
    let support_rank = rank(&chains.graph, !single_points.is_empty());
    let witnesses = witnesses::minimal_witnesses(&chains.graph);
    let single_points = with_roles(&chains.graph, &witnesses, &single_points);
    let opposition = Opposition::new(snapshot, &facets);
    let status = status::status(
        support_rank,
        opposition.rank,
        &single_points,
        &chains,
        || status::Remains::new(snapshot, &facets),
    );
    let independence = if single_points.is_empty() {
        independence::independence(&chains.graph)
    } else {
        // Somebody stands on every chain: one suffices.
        Count {
            value: 1,
            is_exact: true,
        }
    };
    let mut verdict = Verdict {
        claim,
        status,
        independence,
        support: support::support(&chains.graph),
        opposition: support::support(&opposition.chains.graph),
        single_points,
        flags: Vec::new(),
        witnesses: witnesses.sets.len(),
        witnesses_complete: witnesses.is_complete,
        support_rank,
        opposition_rank: opposition.rank,
        unattested: chains.unattested.clone(),
        unattested_opposition: opposition.chains.unattested.clone(),
    };
    verdict.flags = flags::flags(&flags::Question {
        snapshot,
        claim,
        facets: &facets,
        supporting: &supporting,
        chains: &chains.graph,
        witnesses: &witnesses,
        verdict: &verdict,
    });
    CaseFile {
        verdict,
        support: chains.graph,
        witnesses,
        opposition: opposition.chains.graph,
    }
}

/// The live non-answers on a claim that their agent has not answered since, by number.
pub fn unanswered(snapshot: &Snapshot<'_>, claim: u32) -> Vec<u32> {
    let grouping = snapshot.grouping(&[claim]);
    flags::unanswered(
        snapshot,
        &liveness::Liveness::new(snapshot, claim, &grouping),
    )
}

/// 0: no chain; 1: somebody carries it alone; 2: nobody does; 3: official.
fn rank(graph: &ChainGraph, has_single_point: bool) -> u8 {
    if graph.is_empty() {
        0
    } else if is_official(graph) {
        3
    } else if has_single_point {
        1
    } else {
        2
    }
}

/// Whether some chain begins first-hand with authority and is attested there, or passes only
/// through relays graded C or better. O(nodes + steps).
fn is_official(graph: &ChainGraph) -> bool {
    let mut open: Vec<u32> = (0..graph.nodes.len() as u32)
        .filter(|node| graph.nodes[*node as usize].is_official)
        .collect();
    let mut reached = vec![false; graph.nodes.len()];
    while let Some(node) = open.pop() {
        if std::mem::replace(&mut reached[node as usize], true) {
            continue;
        }
        if graph.nodes[node as usize].attestation.is_some() {
            return true;
        }
        let next = graph.next(node).iter().copied();
        open.extend(next.filter(|other| graph.nodes[*other as usize].carries_confirmation));
    }
    false
}

fn with_roles(graph: &ChainGraph, witnesses: &Witnesses, groups: &[u32]) -> Vec<SinglePoint> {
    let mut points: Vec<SinglePoint> = groups
        .iter()
        .map(|number| {
            let group = &graph.groups[*number as usize];
            let is_origin = witnesses::is_origin_of_minimal_chain(graph, witnesses, *number);
            SinglePoint {
                agents: group.agents.clone(),
                is_implicit: group.is_implicit,
                role: if is_origin { Role::Origin } else { Role::Relay },
            }
        })
        .collect();
    // Agents are numbered in order of their IRIs.
    points.sort_by(|a, b| {
        (a.role, &a.agents, !a.is_implicit).cmp(&(b.role, &b.agents, !b.is_implicit))
    });
    points
}

/// What speaks against a claim.
struct Opposition {
    rank: u8,
    /// Denials and the support of contradicting claims, in one graph.
    chains: Chains,
}

impl Opposition {
    fn new(snapshot: &Snapshot<'_>, facets: &Facets<'_, '_>) -> Self {
        let claim = facets.claim;
        let denying = snapshot.grouping(&facets.entailed);
        let denials = Chains::new(snapshot, &denying, &facets.denials());
        let mut opposition = Self {
            rank: 0,
            chains: Chains::default(),
        };
        let mut survives = false;
        let mut weigh = |chains: &Chains, grouping: &Grouping<'_, '_>| {
            let single = failure::single_points(&chains.graph);
            opposition.rank = opposition.rank.max(rank(&chains.graph, !single.is_empty()));
            let interested: FxHashSet<u32> = grouping.interested(claim).into_iter().collect();
            survives |= chains.survives_without(&interested);
        };
        weigh(&denials, &denying);
        for rival in &facets.contradicting {
            let claims = facets.supporting_of(*rival);
            let grouping = snapshot.grouping(&claims);
            let chains = Chains::new(snapshot, &grouping, &facets.of(&claims, Polarity::Support));
            weigh(&chains, &grouping);
        }
        if !survives {
            // Only those with an interest say so.
            opposition.rank = opposition.rank.min(1);
        }
        opposition.chains = if facets.contradicting.is_empty() {
            denials
        } else {
            let mut claims = facets.entailed.clone();
            claims.extend(&facets.contradicting);
            let grouping = snapshot.grouping(&claims);
            let mut all = facets.denials();
            all.extend(facets.of(&facets.contradicting, Polarity::Support));
            Chains::new(snapshot, &grouping, &all)
        };
        opposition
    }
}
