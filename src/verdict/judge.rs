//! One verdict after another, in the same memory.
//!
//! Most claims have one statement or a few, and there are very many of them: so what a verdict is
//! made from is kept in buffers that the next one fills again.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

use super::chains::{ChainGraph, Facet, Gathering};
use super::direct::Directs;
use super::established::Established;
use super::facets::{Facets, closure};
use super::independence::{self, Count};
use super::status::{self, Remains};
use super::support;
use super::table::{Building, Said};
use super::witnesses::{self, Witnesses};
use super::{Role, failure, flags};
use crate::evidence::{Grouping, Snapshot, Surrounding};
use crate::model::{Polarity, Status};

/// What verdicts are made with.
#[derive(Debug)]
pub(super) struct Judge<'s, 'e> {
    snapshot: &'s Snapshot<'e>,
    ranks: &'s Ranks,
    facets: Facets,
    gathering: Gathering,
    directs: Directs,
    directs_against: Directs,
    established: Established,
    points: Vec<(Role, u32, bool, u32)>,
    /// The chains for the claim, and their minimal witnesses.
    pub(super) support: ChainGraph,
    pub(super) witnesses: Witnesses,
    /// Statements for it, with a basis, that nobody attests.
    pub(super) unattested: Vec<u32>,
    /// The chains against it: denials and the support of contradicting claims, in one graph.
    pub(super) opposition: ChainGraph,
}

impl<'s, 'e> Judge<'s, 'e> {
    pub(super) fn new(snapshot: &'s Snapshot<'e>, ranks: &'s Ranks) -> Self {
        Self {
            snapshot,
            ranks,
            facets: Facets::default(),
            gathering: Gathering::default(),
            directs: Directs::default(),
            directs_against: Directs::default(),
            established: Established::default(),
            points: Vec::new(),
            support: ChainGraph::default(),
            witnesses: Witnesses::default(),
            unattested: Vec::new(),
            opposition: ChainGraph::default(),
        }
    }

    /// Statements against the claim, with a basis, that nobody attests.
    pub(super) fn unattested_opposition(&self) -> &[u32] {
        &self.gathering.unattested
    }

    /// Adds the verdict on a claim.
    pub(super) fn judge(&mut self, claim: u32, table: &mut Building) {
        let snapshot = self.snapshot;
        let own = snapshot.grouping(&[claim]);
        self.facets.fill(snapshot, claim, &own);
        let of_supporters;
        let supporting = if self.facets.supporting.len() == 1 {
            &own
        } else {
            of_supporters = snapshot.grouping(&self.facets.supporting);
            &of_supporters
        };
        let joint = self.gathering.gather(
            snapshot,
            supporting,
            self.facets.support(),
            |_| false,
            &mut self.support,
        );
        let speaking = joint.as_ref().unwrap_or(supporting);
        std::mem::swap(&mut self.unattested, &mut self.gathering.unattested);
        let opposition_rank = self.oppose(&own);

        self.directs.fill(&self.support);
        let is_path = self.support.is_path();
        witnesses::fill(&mut self.witnesses, &self.support, &self.directs);
        self.find_points(is_path);
        let independence = if self.points.is_empty() {
            independence::of(&self.support, &self.directs)
        } else {
            // Somebody stands on every chain: one suffices.
            Count {
                value: 1,
                is_exact: true,
            }
        };
        let established = self.established.of(&self.support, independence);
        let support_rank = rank(&self.support, || established.value >= 2);
        let has_single_origin = self.points.iter().any(|point| point.0 == Role::Origin);
        let status = status::status(
            support_rank,
            opposition_rank,
            independence.value >= 2,
            has_single_origin,
            || Remains::new(snapshot, &self.facets),
        );
        let flags = flags::flags(&flags::Question {
            snapshot,
            claim,
            facets: &self.facets,
            own: &own,
            supporting,
            speaking,
            is_joint: joint.is_some(),
            is_partly_retracted: status != Status::Retracted && status::has_retracted(&self.facets),
            chains: &self.support,
            directs: &self.directs,
            witnesses: &self.witnesses,
            has_single_relay: self.points.iter().any(|point| point.0 == Role::Relay),
        });
        for (role, _, is_named, group) in &self.points {
            let members = self.support.members(*group).iter();
            let agents = members.map(|node| self.support.nodes[*node as usize].agent);
            table.point(*role, !is_named, agents);
        }
        let support = support::of(&self.support, &self.directs);
        table.verdict(&Said {
            status,
            independence,
            established,
            support,
            support_if_one: support::if_one(&self.support, &self.directs, support),
            opposition: support::of(&self.opposition, &self.directs_against),
            flags,
            witnesses: self.witnesses.count(),
            witnesses_complete: self.witnesses.is_complete,
            support_rank,
            opposition_rank,
        });
    }

    /// The single points of failure of the support: origins first, then by name. Agents are
    /// numbered in order of their IRIs, and no two groups share one.
    fn find_points(&mut self, is_path: bool) {
        let Self {
            support: graph,
            witnesses,
            points,
            directs,
            ..
        } = self;
        points.clear();
        if graph.is_empty() || directs.groups().nth(1).is_some() {
            // Two chains without a relay, by two groups, have nobody in common.
            return;
        }
        let add = |group: u32| {
            let members = graph.members(group).iter();
            let mut members = members.map(|node| &graph.nodes[*node as usize]);
            let first = members.clone().map(|node| node.agent).min();
            let is_origin = if is_path {
                members.any(|node| node.is_origin)
            } else {
                witnesses::is_origin_of_minimal_chain(graph, witnesses, group)
            };
            let role = if is_origin { Role::Origin } else { Role::Relay };
            let is_named = !graph.groups[group as usize].is_implicit;
            points.push((role, first.unwrap_or_default(), is_named, group));
        };
        if witnesses.is_complete {
            witnesses.intersection().for_each(add);
        } else {
            failure::single_points(graph).into_iter().for_each(add);
        }
        points.sort_unstable();
    }

    /// Gathers what speaks against the claim; gives its rank, 0 to 3.
    fn oppose(&mut self, own: &Grouping<'s, 'e>) -> u8 {
        let snapshot = self.snapshot;
        let facets = std::mem::take(&mut self.facets);
        let of_deniers;
        let denying = if facets.entailed.len() == 1 {
            own
        } else {
            of_deniers = snapshot.grouping(&facets.entailed);
            &of_deniers
        };
        let mut weight = self.weigh(facets.claim, denying, facets.denials());
        for rival in &facets.contradicting {
            weight.add(self.weigh_rival(&facets, *rival));
        }
        if facets.contradicting.is_empty() {
            if !self.opposition.is_empty() {
                self.directs_against.fill(&self.opposition);
            }
        } else {
            let mut claims = facets.entailed.clone();
            claims.extend(&facets.contradicting);
            let grouping = snapshot.grouping(&claims);
            let rivals = facets.of(&facets.contradicting, Polarity::Support);
            let all = facets.denials().chain(rivals);
            let opposition = &mut self.opposition;
            self.gathering
                .gather(snapshot, &grouping, all, |_| false, opposition);
            self.directs_against.fill(opposition);
        }
        self.facets = facets;
        if weight.survives {
            weight.rank
        } else {
            // Only those with an interest say so.
            weight.rank.min(1)
        }
    }

    /// What the support of one contradicting claim weighs by itself. Its rank is the same for
    /// whatever it contradicts, so it is worked out once.
    fn weigh_rival(&mut self, facets: &Facets, rival: u32) -> Weight {
        let snapshot = self.snapshot;
        let is_of_interest = snapshot.tables().claims[facets.claim as usize];
        let is_of_interest = is_of_interest.has(Surrounding::Interests);
        if !is_of_interest && let Some(rank) = self.ranks.get(rival) {
            return Weight::of(rank);
        }
        let claims = closure(&[rival], snapshot.tables().entailed_by);
        let grouping = snapshot.grouping(&claims);
        let support = facets.of(&claims, Polarity::Support);
        let weight = self.weigh(facets.claim, &grouping, support);
        self.ranks.set(snapshot, rival, weight.rank);
        weight
    }

    /// What some chains weigh against a claim, and whether anything is left of it without those
    /// who have an interest in the claim.
    fn weigh<'f>(
        &mut self,
        claim: u32,
        grouping: &Grouping<'s, 'e>,
        chains: impl Iterator<Item = Facet<'f>> + Clone,
    ) -> Weight {
        let Self {
            snapshot,
            gathering,
            directs_against: directs,
            established,
            opposition,
            ..
        } = self;
        let joint = gathering.gather(snapshot, grouping, chains.clone(), |_| false, opposition);
        if opposition.is_empty() {
            return Weight::of(0);
        }
        directs.fill(opposition);
        let rank = rank(opposition, || established.is_plural(opposition, directs));
        let speaking = joint.as_ref().unwrap_or(grouping);
        let interested = speaking.interested(claim);
        let is_out = |agent: u32| interested.binary_search(&speaking.group(agent)).is_ok();
        let survives = if interested.is_empty() {
            true
        } else if snapshot.keepers().is_empty() {
            opposition.reaches(|group| {
                let group = &opposition.groups[group as usize];
                interested.binary_search(&group.representative).is_err()
            })
        } else {
            // What an interested keeper tells of leaves no step of its own to be taken out.
            let mut left = ChainGraph::default();
            let unattested = std::mem::take(&mut gathering.unattested);
            gathering.gather(snapshot, grouping, chains, is_out, &mut left);
            gathering.unattested = unattested;
            !left.is_empty()
        };
        Weight { rank, survives }
    }
}

/// What some chains weigh against a claim.
#[derive(Clone, Copy)]
struct Weight {
    /// 0 to 3.
    rank: u8,
    /// Whether anything is left of them without those who have an interest in the claim.
    survives: bool,
}

impl Weight {
    /// That of chains in which nobody with an interest speaks.
    fn of(rank: u8) -> Self {
        Self {
            rank,
            survives: rank > 0,
        }
    }

    fn add(&mut self, other: Self) {
        self.rank = self.rank.max(other.rank);
        self.survives |= other.survives;
    }
}

/// The ranks of the support of claims that contradict others, once they are known: every claim
/// that such a one contradicts asks for it. Shared by all who judge the same snapshot.
#[derive(Debug, Default)]
pub(super) struct Ranks(OnceLock<Vec<AtomicU8>>);

const UNKNOWN: u8 = u8::MAX;

impl Ranks {
    fn get(&self, claim: u32) -> Option<u8> {
        let rank = self.0.get()?[claim as usize].load(Ordering::Relaxed);
        (rank != UNKNOWN).then_some(rank)
    }

    fn set(&self, snapshot: &Snapshot<'_>, claim: u32, rank: u8) {
        let claims = snapshot.tables().claims.len();
        let ranks = self
            .0
            .get_or_init(|| (0..claims).map(|_| AtomicU8::new(UNKNOWN)).collect());
        ranks[claim as usize].store(rank, Ordering::Relaxed);
    }
}

/// 0: no chain; 1: somebody may carry it alone; 2: nobody does; 3: official.
fn rank(graph: &ChainGraph, is_plural: impl FnOnce() -> bool) -> u8 {
    if graph.is_empty() {
        0
    } else if is_official(graph) {
        3
    } else if is_plural() {
        2
    } else {
        1
    }
}

/// Whether some chain begins first-hand with authority and is attested there, or passes only
/// through relays graded C or better. O(nodes + steps).
pub(super) fn is_official(graph: &ChainGraph) -> bool {
    let is_official = |node: &u32| graph.nodes[*node as usize].is_official;
    let mut open: Vec<u32> = graph.origins.iter().copied().filter(is_official).collect();
    if open.is_empty() {
        return false;
    }
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
