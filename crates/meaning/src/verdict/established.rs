//! Established independence: how many groups would all have to be wrong, whoever the unnamed are.
//!
//! An unnamed origin may be any other unnamed one, or anybody named. The worst of all these cases
//! has a closed form: the independence of the chains that begin with somebody named, but at least
//! one where there is any chain. For: whoever carries a chain that begins with somebody named may
//! be the informant of all the others, so that the groups which bring down the named chains bring
//! down all; and no identification can do with fewer, since it leaves the named chains as they are.

use super::chains::ChainGraph;
use super::direct::Directs;
use super::failure::has_single_point;
use super::independence::{self, Count};

/// Memory that serves one claim after another.
#[derive(Debug, Default)]
pub(super) struct Established {
    named: ChainGraph,
    directs: Directs,
}

/// What part of the chains begins with somebody named.
enum Named {
    All,
    Some,
    None,
}

fn named(graph: &ChainGraph) -> Named {
    let mut named = graph
        .origins
        .iter()
        .map(|origin| graph.nodes[*origin as usize].is_named);
    match named.next() {
        None => Named::None,
        Some(first) if named.all(|other| other == first) => {
            if first {
                Named::All
            } else {
                Named::None
            }
        }
        Some(_) => Named::Some,
    }
}

impl Established {
    /// Established independence, where independence is known. At most it, at least one where it is;
    /// whether it is 0, 1 or more is always exact. O(nodes + steps), and the cost of independence
    /// where some chains begin with somebody named and others do not.
    pub(super) fn of(&mut self, graph: &ChainGraph, independence: Count) -> Count {
        if independence.value <= 1 {
            return independence;
        }
        match named(graph) {
            Named::All => independence,
            Named::None => Count {
                value: 1,
                is_exact: true,
            },
            Named::Some => {
                self.restrict(graph);
                let count = independence::of(&self.named, &self.directs);
                Count {
                    value: count.value.max(1),
                    ..count
                }
            }
        }
    }

    /// Whether two groups or more would have to be wrong, whoever the unnamed are.
    pub(super) fn is_plural(&mut self, graph: &ChainGraph, directs: &Directs) -> bool {
        match named(graph) {
            Named::All => !has_single_point(graph, directs),
            Named::None => false,
            Named::Some => {
                self.restrict(graph);
                !has_single_point(&self.named, &self.directs)
            }
        }
    }

    /// Keeps the chains that begin with somebody named.
    fn restrict(&mut self, graph: &ChainGraph) {
        graph.restrict_into(&named_nodes(graph), |_| true, &mut self.named);
        self.directs.fill(&self.named);
    }
}

/// The chains that begin with somebody named.
pub(super) fn named_chains(graph: &ChainGraph) -> ChainGraph {
    graph.restricted(&named_nodes(graph), |_| true).0
}

fn named_nodes(graph: &ChainGraph) -> Vec<u32> {
    let origins = graph.origins.iter().copied();
    graph.reached_from(origins.filter(|origin| graph.nodes[*origin as usize].is_named))
}
