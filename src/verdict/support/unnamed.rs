//! Support if all unnamed origins are one.
//!
//! An origin is a statement that relays nothing; it is unnamed if it gives no basis, or if an
//! anonymous source makes it. Taken as one group, those who make such statements count as if a tie
//! joined them: they draw one latent variable between them, and one unnamed origin stands behind
//! all of them.

use super::{Bounds, ChainGraph, Directs, joined};

/// The probability that some chain is sound, if all unnamed origins are one group. Where one group
/// has them all, or there are none, that is support as it is. Costs what support costs.
pub(in crate::verdict) fn if_one(graph: &ChainGraph, directs: &Directs, support: Bounds) -> Bounds {
    let unnamed = || {
        let origins = graph.origins.iter();
        let origins = origins.map(|origin| &graph.nodes[*origin as usize]);
        let unnamed = origins.filter(|node| !node.is_named);
        unnamed.map(|node| graph.groups[node.group as usize].representative)
    };
    let Some(first) = unnamed().next() else {
        return support;
    };
    if unnamed().all(|group| group == first) {
        return support;
    }
    let mut one: Vec<u32> = unnamed().collect();
    one.sort_unstable();
    one.dedup();
    joined(graph, directs, &one)
}
