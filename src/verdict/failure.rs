//! Single points of failure: the groups without which nothing is left.

use petgraph::algo::dominators::simple_fast;

use super::chains::ChainGraph;

/// Up to this many steps of work, trying each candidate in turn beats building a tree.
const TRY_EACH: usize = 1 << 14;

/// The groups that stand on every chain, sorted. Empty if there is no chain.
///
/// The candidates are the groups of one shortest chain. A group with one statement is on every
/// chain if and only if that statement dominates the sink (Cooper, Harvey and Kennedy, *A Simple,
/// Fast Dominance Algorithm*, as petgraph has it); one tree decides all of these. A group with
/// several statements is taken out and the sink looked for again: O(groups of one chain · size).
pub fn single_points(graph: &ChainGraph) -> Vec<u32> {
    let Some(chain) = graph.chain(|_| true) else {
        return Vec::new();
    };
    let mut candidates = graph.groups_of(&chain);
    let size = graph.nodes.len();
    if candidates.len() * size <= TRY_EACH {
        candidates.retain(|candidate| !graph.reaches(|group| group != *candidate));
        return candidates;
    }
    let flow = graph.flow();
    let dominators = simple_fast(flow, flow.root());
    let mut dominates = vec![false; size + 2];
    for node in dominators
        .strict_dominators(flow.sink())
        .into_iter()
        .flatten()
    {
        dominates[node as usize] = true;
    }
    candidates.retain(
        |candidate| match graph.members[*candidate as usize].as_slice() {
            [only] => dominates[*only as usize],
            members => {
                members.iter().any(|node| dominates[*node as usize])
                    || !graph.reaches(|group| group != *candidate)
            }
        },
    );
    candidates
}
