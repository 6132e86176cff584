//! Single points of failure: the groups without which nothing is left.
//!
//! Where each group has one statement these are the dominators of the sink. A group may have
//! several, and then no dominator tree knows it; so the question is asked for all candidates at
//! once by halving: with half of the candidates taken out, what the other half reaches is shared
//! by all questions in that half.

use super::chains::ChainGraph;
use super::direct::Directs;

/// The groups that stand on every chain, sorted. Empty if there is no chain.
///
/// The candidates are the groups of one shortest chain, halved in the order of that chain. For m
/// nodes and steps and k candidates O(m log k) where each group has one statement: what lies
/// behind a stretch of the chain is then reached once on each of the log k levels. O(m k) at the
/// worst, where groups have many.
pub fn single_points(graph: &ChainGraph) -> Vec<u32> {
    let Some(chain) = graph.chain(|_| true) else {
        return Vec::new();
    };
    let mut is_listed = vec![false; graph.groups.len()];
    let candidates: Vec<u32> = chain
        .iter()
        .map(|node| graph.nodes[*node as usize].group)
        .filter(|group| !std::mem::replace(&mut is_listed[*group as usize], true))
        .collect();
    let mut search = Halving {
        graph,
        is_out: vec![false; graph.groups.len()],
        is_reached: vec![false; graph.nodes.len()],
        ends_reached: 0,
        found: Vec::new(),
    };
    for group in &candidates {
        search.is_out[*group as usize] = true;
    }
    search.reach(graph.origins.clone());
    search.halve(&candidates);
    search.found.sort_unstable();
    search.found
}

/// Whether some group stands on every chain. Two chains without a relay, by two groups, have
/// nobody in common; where all begin as such a chain of one group, it is that group.
pub(super) fn has_single_point(graph: &ChainGraph, directs: &Directs) -> bool {
    !graph.is_empty()
        && directs.groups().nth(1).is_none()
        && (directs.are_all() || graph.is_path() || !single_points(graph).is_empty())
}

struct Halving<'g> {
    graph: &'g ChainGraph,
    /// Groups that are taken out at the moment.
    is_out: Vec<bool>,
    /// Nodes that a path from an origin reaches without the groups taken out.
    is_reached: Vec<bool>,
    /// How many of these end a chain.
    ends_reached: usize,
    found: Vec<u32>,
}

impl Halving<'_> {
    /// Decides the candidates, all of which are out while everything else is in.
    fn halve(&mut self, candidates: &[u32]) {
        if self.ends_reached > 0 {
            // A chain is left without any of them.
            return;
        }
        if let [only] = candidates {
            self.found.push(*only);
            return;
        }
        let (left, right) = candidates.split_at(candidates.len() / 2);
        for (kept_out, let_in) in [(left, right), (right, left)] {
            let reached = self.let_in(let_in);
            self.halve(kept_out);
            self.take_out(let_in, &reached);
        }
    }

    /// Lets groups in again; gives the nodes that this reaches.
    fn let_in(&mut self, groups: &[u32]) -> Vec<u32> {
        for group in groups {
            self.is_out[*group as usize] = false;
        }
        let graph = self.graph;
        let members = groups.iter().flat_map(|group| graph.members(*group));
        let starts = members.copied().filter(|node| {
            graph.nodes[*node as usize].is_origin
                || graph
                    .previous(*node)
                    .iter()
                    .any(|before| self.is_reached[*before as usize])
        });
        let starts: Vec<u32> = starts.collect();
        self.reach(starts)
    }

    fn take_out(&mut self, groups: &[u32], reached: &[u32]) {
        for group in groups {
            self.is_out[*group as usize] = true;
        }
        for node in reached {
            self.is_reached[*node as usize] = false;
            self.ends_reached -= usize::from(self.is_end(*node));
        }
    }

    fn is_end(&self, node: u32) -> bool {
        self.graph.nodes[node as usize].attestation.is_some()
    }

    /// Reaches on from some nodes; gives those newly reached.
    fn reach(&mut self, mut open: Vec<u32>) -> Vec<u32> {
        let graph = self.graph;
        let mut reached = Vec::new();
        while let Some(node) = open.pop() {
            let group = graph.nodes[node as usize].group;
            if self.is_out[group as usize]
                || std::mem::replace(&mut self.is_reached[node as usize], true)
            {
                continue;
            }
            reached.push(node);
            self.ends_reached += usize::from(self.is_end(node));
            open.extend_from_slice(graph.next(node));
        }
        reached
    }
}
