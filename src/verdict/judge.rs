//! One verdict after another, in the same memory.
//!
//! Most claims have one statement or a few, and there are very many of them: so what a verdict is
//! made from is kept in buffers that the next one fills again.

use super::chains::{ChainGraph, Gathering};
use super::direct::Directs;
use super::facets::{Facets, closure};
use super::independence::{self, Count};
use super::status::{self, Remains};
use super::support;
use super::table::{Building, Said};
use super::witnesses::{self, Witnesses};
use super::{Role, failure, flags};
use crate::evidence::{Grouping, Snapshot};
use crate::model::Polarity;

/// What verdicts are made with.
#[derive(Debug)]
pub(super) struct Judge<'s, 'e> {
    snapshot: &'s Snapshot<'e>,
    facets: Facets,
    gathering: Gathering,
    directs: Directs,
    directs_against: Directs,
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
    pub(super) fn new(snapshot: &'s Snapshot<'e>) -> Self {
        Self {
            snapshot,
            facets: Facets::default(),
            gathering: Gathering::default(),
            directs: Directs::default(),
            directs_against: Directs::default(),
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
        let has_grounded = self.gathering.gather(
            snapshot,
            supporting,
            self.facets.support(),
            &mut self.support,
        );
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
        let support_rank = rank(&self.support, !self.points.is_empty());
        let has_single_origin = self.points.iter().any(|point| point.0 == Role::Origin);
        let flags = flags::flags(&flags::Question {
            snapshot,
            claim,
            facets: &self.facets,
            supporting,
            chains: &self.support,
            directs: &self.directs,
            witnesses: &self.witnesses,
            has_single_relay: self.points.iter().any(|point| point.0 == Role::Relay),
            independence: independence.value,
        });
        for (role, _, is_named, group) in &self.points {
            let members = self.support.members(*group).iter();
            let agents = members.map(|node| self.support.nodes[*node as usize].agent);
            table.point(*role, !is_named, agents);
        }
        table.verdict(&Said {
            status: status::status(
                support_rank,
                opposition_rank,
                has_single_origin,
                has_grounded,
                || Remains::new(snapshot, &self.facets),
            ),
            independence,
            support: support::of(&self.support, &self.directs),
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
        let Self {
            snapshot,
            facets,
            gathering,
            directs_against: directs,
            opposition,
            ..
        } = self;
        let claim = facets.claim;
        let of_deniers;
        let denying = if facets.entailed.len() == 1 {
            own
        } else {
            of_deniers = snapshot.grouping(&facets.entailed);
            &of_deniers
        };
        gathering.gather(snapshot, denying, facets.denials(), opposition);
        if opposition.is_empty() && facets.contradicting.is_empty() {
            return 0;
        }
        directs.fill(opposition);
        let mut highest = 0;
        let mut survives = false;
        let mut weigh = |chains: &ChainGraph, directs: &Directs, grouping: &Grouping<'_, '_>| {
            highest = highest.max(rank(chains, has_single_point(chains, directs)));
            let interested = grouping.interested(claim);
            // Every node is on a chain: with nobody to leave out, a node is enough.
            survives |= if interested.is_empty() {
                !chains.is_empty()
            } else {
                chains.reaches(|group| {
                    let group = &chains.groups[group as usize];
                    interested.binary_search(&group.representative).is_err()
                })
            };
        };
        weigh(opposition, directs, denying);
        for rival in &facets.contradicting {
            let claims = closure(&[*rival], snapshot.tables().entailed_by);
            let grouping = snapshot.grouping(&claims);
            let of_rival = facets.of(&claims, Polarity::Support);
            gathering.gather(snapshot, &grouping, of_rival, opposition);
            directs.fill(opposition);
            weigh(opposition, directs, &grouping);
        }
        if !facets.contradicting.is_empty() {
            let mut claims = facets.entailed.clone();
            claims.extend(&facets.contradicting);
            let grouping = snapshot.grouping(&claims);
            let rivals = facets.of(&facets.contradicting, Polarity::Support);
            let all = facets.denials().chain(rivals);
            gathering.gather(snapshot, &grouping, all, opposition);
            directs.fill(opposition);
        }
        if survives {
            highest
        } else {
            // Only those with an interest say so.
            highest.min(1)
        }
    }
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

/// Whether some group stands on every chain. Two chains without a relay, by two groups, have
/// nobody in common; where all begin as such a chain of one group, it is that group.
fn has_single_point(graph: &ChainGraph, directs: &Directs) -> bool {
    !graph.is_empty()
        && directs.groups().nth(1).is_none()
        && (directs.are_all() || graph.is_path() || !failure::single_points(graph).is_empty())
}

/// Whether some chain begins first-hand with authority and is attested there, or passes only
/// through relays graded C or better. O(nodes + steps).
fn is_official(graph: &ChainGraph) -> bool {
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
