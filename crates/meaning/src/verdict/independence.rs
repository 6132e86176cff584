//! Independence: how many groups would all have to be wrong for nothing to be left.
//!
//! The smallest set of groups that meets every chain is a minimum hitting set, hard in general.
//! Parts of the graph that share no group add up. Within a part, disjoint chains taken greedily
//! bound it from below; a minimum cut of the graph with each group contracted to one node bounds
//! it from above (contracting invents chains, so the cut may be too large, never too small). Only
//! where the two differ is a hitting set searched for, by branching on the groups of a chain.

use petgraph::graph::DiGraph;

use super::chains::ChainGraph;
use super::direct::Directs;
use super::failure::single_points;

/// A count, and whether it is exact or only known to be at least that.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Count {
    /// The number.
    pub value: usize,
    /// Whether it is exact; if not, the true number is larger or equal.
    pub is_exact: bool,
}

/// How much searching one part may cost, in steps of the graph, before a bound is given instead.
const BUDGET: usize = 20_000_000;
/// Above this many steps (groups × nodes) the contracted cut is not worth its cost.
const LARGEST_CUT: usize = 50_000;

/// The independence of a chain graph. Whether it is 0, 1 or at least 2 is always exact.
pub fn independence(graph: &ChainGraph) -> Count {
    of(graph, &Directs::of(graph))
}

/// The independence of a graph whose chains without a relay are known.
///
/// Each group that has one of these must be wrong, and nobody else need be for that chain to
/// fall. So they are counted, and only chains without any of them are left to be met.
pub(super) fn of(graph: &ChainGraph, directs: &Directs) -> Count {
    let mut total = exact(directs.groups().count());
    let rest = directs.rest(graph, |node| {
        let group = graph.nodes[node as usize].group;
        !directs.of_group(group).is_empty()
    });
    if let Some(keep) = rest {
        directs.with_part(graph, &keep, |rest, _| {
            for part in rest.parts() {
                let count = of_part(&part);
                total.value += count.value;
                total.is_exact &= count.is_exact;
            }
        });
    }
    total
}

fn of_part(graph: &ChainGraph) -> Count {
    if graph.origins.len() == 1 || !single_points(graph).is_empty() {
        return exact(1);
    }
    // Nobody stands on every chain: at least two.
    let lower = disjoint_chains(graph, &[]).max(2);
    let mut upper = graph.groups.len();
    for ends in [
        graph.groups_of(&graph.origins),
        graph.groups_of(
            &(0..graph.nodes.len() as u32)
                .filter(|node| graph.nodes[*node as usize].attestation.is_some())
                .collect::<Vec<_>>(),
        ),
    ] {
        upper = upper.min(ends.len());
    }
    if lower < upper && graph.nodes.len() <= LARGEST_CUT {
        upper = upper.min(contracted_cut(graph, upper));
    }
    let mut search = Search {
        graph,
        budget: BUDGET,
    };
    for size in lower..upper {
        match search.hits_all(size, &mut Vec::new()) {
            Some(true) => return exact(size),
            Some(false) => {}
            None => {
                return Count {
                    value: size,
                    is_exact: false,
                };
            }
        }
    }
    exact(upper)
}

const fn exact(value: usize) -> Count {
    Count {
        value,
        is_exact: true,
    }
}

/// A packing: chains that share no group with each other or with those banned, shortest first.
fn disjoint_chains(graph: &ChainGraph, banned: &[u32]) -> usize {
    let mut is_banned = vec![false; graph.groups.len()];
    for group in banned {
        is_banned[*group as usize] = true;
    }
    let mut count = 0;
    while let Some(chain) = graph.chain(|group| !is_banned[group as usize]) {
        for node in chain {
            is_banned[graph.nodes[node as usize].group as usize] = true;
        }
        count += 1;
    }
    count
}

/// The minimum cut of the graph in which every group is one node.
fn contracted_cut(graph: &ChainGraph, most: usize) -> usize {
    // Each group is a node split in two with capacity one between; a root and a sink.
    let mut network: DiGraph<(), u32> = DiGraph::new();
    let groups = graph.groups.len();
    let infinite = most as u32 + 1;
    let nodes: Vec<_> = (0..2 * groups + 2).map(|_| network.add_node(())).collect();
    let (root, sink) = (nodes[2 * groups], nodes[2 * groups + 1]);
    for group in 0..groups {
        network.add_edge(nodes[2 * group], nodes[2 * group + 1], 1);
    }
    let mut edges = Vec::new();
    for (number, node) in graph.nodes.iter().enumerate() {
        let group = node.group as usize;
        if node.is_origin {
            edges.push((2 * groups, 2 * group));
        }
        if node.attestation.is_some() {
            edges.push((2 * group + 1, 2 * groups + 1));
        }
        for other in graph.next(number as u32) {
            let other = graph.nodes[*other as usize].group as usize;
            if other != group {
                edges.push((2 * group + 1, 2 * other));
            }
        }
    }
    edges.sort_unstable();
    edges.dedup();
    for (from, to) in edges {
        network.add_edge(nodes[from], nodes[to], infinite);
    }
    let (flow, _) = petgraph::algo::maximum_flow::dinics(&network, root, sink);
    flow as usize
}

/// A search for a hitting set of at most a given size.
struct Search<'g> {
    graph: &'g ChainGraph,
    budget: usize,
}

impl Search<'_> {
    /// Whether some `size` groups beside those chosen meet every chain; `None` when the budget
    /// is spent.
    fn hits_all(&mut self, size: usize, chosen: &mut Vec<u32>) -> Option<bool> {
        let cost = self.graph.nodes.len() * (size + 1);
        self.budget = self.budget.checked_sub(cost)?;
        let Some(chain) = self.graph.chain(|group| !chosen.contains(&group)) else {
            return Some(true);
        };
        if size == 0 || disjoint_chains(self.graph, chosen) > size {
            return Some(false);
        }
        for group in self.graph.groups_of(&chain) {
            chosen.push(group);
            let hit = self.hits_all(size - 1, chosen);
            chosen.pop();
            match hit {
                Some(false) => {}
                decided => return decided,
            }
        }
        Some(false)
    }
}

/// A smallest set of groups without which nothing is left, if one is found within the budget.
pub fn smallest_cut(graph: &ChainGraph) -> Option<Vec<u32>> {
    let size = independence(graph);
    if !size.is_exact || size.value > 6 {
        return None;
    }
    let mut search = Search {
        graph,
        budget: BUDGET,
    };
    let mut chosen = Vec::new();
    search.find(size.value, &mut chosen).then_some(chosen)
}

impl Search<'_> {
    fn find(&mut self, size: usize, chosen: &mut Vec<u32>) -> bool {
        let Some(chain) = self.graph.chain(|group| !chosen.contains(&group)) else {
            return true;
        };
        let cost = self.graph.nodes.len();
        self.budget = self.budget.saturating_sub(cost);
        if size == 0 || self.budget == 0 {
            return false;
        }
        for group in self.graph.groups_of(&chain) {
            chosen.push(group);
            if self.find(size - 1, chosen) {
                return true;
            }
            chosen.pop();
        }
        false
    }
}
