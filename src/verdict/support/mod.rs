//! Confidence: the probability that some chain is sound from end to end.
//!
//! Every group draws one latent variable, uniform on (0, 1]; a step is sound if its group's
//! variable is at most the step's threshold. Steps of one group share the variable, so copying
//! adds nothing. This is two-terminal network reliability with comonotone failures: exact by
//! `reduction` and `factoring` up to a size, and as long as that is affordable; else a
//! bracket.

mod factoring;
mod reduction;
mod unnamed;

use petgraph::algo::astar;

use super::chains::{ChainGraph, Node};
use super::direct::{Direct, Directs};
use reduction::Network;
pub(super) use unnamed::if_one;

/// A probability, exact or between bounds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bounds {
    /// Not less than this.
    pub lower: f64,
    /// Not more than this.
    pub upper: f64,
}

impl Bounds {
    /// Whether the two bounds are one.
    pub fn is_exact(self) -> bool {
        self.lower.total_cmp(&self.upper).is_eq()
    }
}

/// The largest part whose exact value is tried, in steps: taking it apart may cost the square.
const LARGEST_PART: usize = 10_000;
/// Probabilities are given to twelve digits; what is nearer to one than this is the last before it.
const NEGLIGIBLE: f64 = 5e-13;
/// The last of them before one.
const NEARLY_CERTAIN: f64 = 1.0 - 1e-12;

/// The probability that some chain is sound.
pub fn support(graph: &ChainGraph) -> Bounds {
    of(graph, &Directs::of(graph))
}

/// The probability that some chain of a graph is sound whose chains without a relay are known.
pub(super) fn of(graph: &ChainGraph, directs: &Directs) -> Bounds {
    match *graph.nodes {
        [] => return exactly(0.0),
        [only] => return exactly(only.threshold),
        _ => {}
    }
    if graph.is_path() {
        if graph.groups.len() == graph.nodes.len() {
            return exactly(graph.nodes.iter().map(|node| node.threshold).product());
        }
        return exactly(soundness(graph, 0..graph.nodes.len() as u32));
    }
    joined(graph, directs, &[])
}

/// The probability that some chain of a graph is sound, if some groups, given by those who stand
/// for them, sorted, were one: what they draw, and what the unnamed origins behind them draw, is
/// drawn once for all of them.
///
/// Groups that have no other chains are independent of everything and are multiplied; so are
/// parts of the rest without a common group. Where a part is too large for factoring, what was
/// found by then bounds it; and from below its strongest chain, or its chains without a relay,
/// and from above the chance that not all its origin groups are unsound.
fn joined(graph: &ChainGraph, directs: &Directs, one: &[u32]) -> Bounds {
    let is_one = |group: u32| {
        let group = &graph.groups[group as usize];
        one.binary_search(&group.representative).is_ok()
    };
    let of_one = |of_group: &&[Direct]| !one.is_empty() && is_one(of_group[0].group);
    let together: Vec<Direct> = directs.groups().filter(of_one).flatten().copied().collect();
    let apart = || directs.groups().filter(|of_group| !of_one(of_group));
    let groups = || {
        let together = Some(&*together).filter(|of_group| !of_group.is_empty());
        apart().chain(together)
    };
    // The chance that none of them is sound; what they draw is independent.
    let none_direct: f64 = groups()
        .map(|of_group| 1.0 - any_sound(graph, of_group))
        .product();
    if none_direct < NEGLIGIBLE {
        // Only what is certain is told as such.
        let is_certain = groups().any(|of_group| any_sound(graph, of_group) >= 1.0);
        return exactly(if is_certain { 1.0 } else { NEARLY_CERTAIN });
    }
    let of_group = |group: u32| {
        if !one.is_empty() && is_one(group) {
            &*together
        } else {
            directs.of_group(group)
        }
    };
    let Some(mut keep) = directs.rest(graph, |node| adds_nothing(graph, of_group, node)) else {
        return exactly(1.0 - none_direct);
    };
    // Chains without a relay of a group that is on others too belong with these.
    let mut is_shared = vec![false; graph.groups.len()];
    for node in &keep {
        is_shared[graph.nodes[*node as usize].group as usize] = true;
    }
    let is_one_shared = !one.is_empty() && {
        let mut kept = keep.iter().map(|node| graph.nodes[*node as usize].group);
        kept.any(is_one)
    };
    let mut none_lower = 1.0;
    for of_group in groups() {
        let is_shared = of_group.iter().any(|direct| {
            let behind = direct.behind.map(|node| graph.nodes[node as usize].group);
            is_shared[direct.group as usize]
                || behind.is_some_and(|group| is_shared[group as usize])
        });
        if is_shared || is_one_shared && of_one(&of_group) {
            for direct in of_group {
                keep.push(direct.node);
                keep.extend(direct.behind);
            }
        } else {
            none_lower *= 1.0 - any_sound(graph, of_group);
        }
    }
    keep.sort_unstable();
    keep.dedup();
    let mut none_upper = none_lower;
    let mut is_exact = true;
    directs.with_part(graph, &keep, |shared, _| {
        let regrouped;
        let shared = if is_one_shared {
            let first = one[0];
            let is_one = |group: u32| one.binary_search(&group).is_ok();
            regrouped = shared.regrouped(|group| if is_one(group) { first } else { group });
            &regrouped
        } else {
            shared
        };
        for part in shared.parts() {
            let bounds = of_part(&part);
            is_exact &= bounds.is_exact();
            none_lower *= 1.0 - bounds.upper;
            none_upper *= 1.0 - bounds.lower;
        }
    });
    let bounds = exactly(1.0 - none_upper);
    if is_exact {
        return bounds;
    }
    Bounds {
        upper: tidy(1.0 - none_lower),
        ..bounds
    }
}

pub(super) fn exactly(value: f64) -> Bounds {
    let value = tidy(value);
    Bounds {
        lower: value,
        upper: value,
    }
}

fn of_part(part: &ChainGraph) -> Bounds {
    if part.is_path() {
        let value = soundness(part, 0..part.nodes.len() as u32);
        return Bounds {
            lower: value,
            upper: value,
        };
    }
    if part.is_tree() {
        let value = of_tree(part);
        return Bounds {
            lower: value,
            upper: value,
        };
    }
    let found = if part.nodes.len() <= LARGEST_PART {
        factoring::reliability(&Network::of(part))
    } else {
        Bounds {
            lower: 0.0,
            upper: 1.0,
        }
    };
    if found.is_exact() {
        return found;
    }
    let directs = Directs::of(part);
    let none_direct: f64 = directs
        .groups()
        .map(|of_group| 1.0 - any_sound(part, of_group))
        .product();
    let strongest = strongest_chain(part).map_or(0.0, |(_, value)| value);
    Bounds {
        lower: found.lower.max(strongest).max(1.0 - none_direct),
        upper: found.upper.min(origin_bound(part)),
    }
}

/// The probability that some chain of a tree is sound: no two of its steps share a group, so
/// what follows a step in different directions is independent. O(nodes).
fn of_tree(tree: &ChainGraph) -> f64 {
    let mut order = tree.origins.clone();
    let mut position = 0;
    while let Some(node) = order.get(position) {
        position += 1;
        order.extend_from_slice(tree.next(*node));
    }
    // For each step, the chance that nothing that follows it brings it to an end.
    let mut breaks_off = vec![1.0; tree.nodes.len()];
    let mut sound = 0.0;
    for number in order.iter().rev() {
        let node = &tree.nodes[*number as usize];
        sound = node.threshold;
        if node.attestation.is_none() {
            sound *= 1.0 - breaks_off[*number as usize];
        }
        if let [before] = tree.previous(*number) {
            breaks_off[*before as usize] *= 1.0 - sound;
        }
    }
    // The origin comes last.
    sound
}

/// The probability that one of the chains without a relay of one group is sound: the area below
/// a staircase, since the unnamed origin and the speaker each draw one variable for all of them.
fn any_sound(graph: &ChainGraph, of_group: &[Direct]) -> f64 {
    let corner = |direct: &Direct| {
        let threshold = |node: u32| graph.nodes[node as usize].threshold;
        (direct.behind.map_or(1.0, threshold), threshold(direct.node))
    };
    if let [only] = of_group {
        let (behind, spoken) = corner(only);
        return behind * spoken;
    }
    // Mostly they share one, or have none: then the staircase has one step.
    let (behind, mut highest) = corner(&of_group[0]);
    let mut is_one_step = true;
    for direct in &of_group[1..] {
        let (other, spoken) = corner(direct);
        is_one_step &= other.total_cmp(&behind).is_eq();
        highest = highest.max(spoken);
    }
    if is_one_step {
        return behind * highest;
    }
    let mut corners: Vec<(f64, f64)> = of_group.iter().map(corner).collect();
    corners.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut area = 0.0;
    let mut height = 0.0_f64;
    for (position, (behind, spoken)) in corners.iter().enumerate() {
        height = height.max(*spoken);
        let until = corners.get(position + 1).map_or(0.0, |next| next.0);
        area += (behind - until) * height;
    }
    area
}

/// Whether every chain through a node is sound only where a chain without a relay, by its group,
/// is.
fn adds_nothing<'d>(graph: &ChainGraph, of_group: impl Fn(u32) -> &'d [Direct], node: u32) -> bool {
    let threshold = |node: u32| graph.nodes[node as usize].threshold;
    let this = &graph.nodes[node as usize];
    if let (true, Some(spoken)) = (this.is_implicit, graph.next(node).first().copied()) {
        let mut directs = of_group(graph.nodes[spoken as usize].group).iter();
        directs.any(|direct| {
            direct
                .behind
                .is_none_or(|behind| threshold(behind) >= this.threshold)
                && threshold(direct.node) >= threshold(spoken)
        })
    } else {
        let mut directs = of_group(this.group).iter();
        directs.any(|direct| direct.behind.is_none() && threshold(direct.node) >= this.threshold)
    }
}

/// Rounds away what depends only on the order of multiplication.
fn tidy(value: f64) -> f64 {
    (value * 1e12).round() / 1e12
}

/// The probability that some steps are all sound.
pub fn soundness(graph: &ChainGraph, steps: impl IntoIterator<Item = u32>) -> f64 {
    let mut lowest: Vec<(u32, f64)> = steps
        .into_iter()
        .map(|node| &graph.nodes[node as usize])
        .map(|node| (node.group, node.threshold))
        .collect();
    lowest.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    lowest.dedup_by_key(|(group, _)| *group);
    lowest.sort_by(|a, b| a.1.total_cmp(&b.1));
    lowest.into_iter().map(|(_, threshold)| threshold).product()
}

/// A strongest chain, origin first, with its probability.
///
/// Dijkstra over −ln of the thresholds, O(m log n). A group that stands on the chain twice
/// weighs twice in the search, so the chain is the strongest among those that name each group
/// once; its probability is exact.
pub fn strongest_chain(graph: &ChainGraph) -> Option<(Vec<u32>, f64)> {
    let flow = graph.flow();
    let path = strongest_way(graph, flow.root(), flow.sink())?;
    let value = soundness(graph, path.iter().copied());
    Some((path, value))
}

/// A strongest chain through a step: the strongest way to it, and the strongest on from it.
pub(super) fn strongest_through(graph: &ChainGraph, node: u32) -> Option<(Vec<u32>, f64)> {
    let flow = graph.flow();
    let mut path = strongest_way(graph, flow.root(), node)?;
    let onward = strongest_way(graph, node, flow.sink())?;
    path.extend(onward.into_iter().skip(1));
    let value = soundness(graph, path.iter().copied());
    Some((path, value))
}

/// The strongest way between two steps, both included, of which the root and the sink are none.
fn strongest_way(graph: &ChainGraph, from: u32, to: u32) -> Option<Vec<u32>> {
    let weigh = |node: u32| {
        graph
            .nodes
            .get(node as usize)
            // A threshold of zero is never sound: as good as no step, but still a step.
            .map_or(0.0, |node: &Node| -node.threshold.max(1e-300).ln())
    };
    let (_, mut path) = astar(
        graph.flow(),
        from,
        |node| node == to,
        |step| weigh(petgraph::visit::EdgeRef::target(&step)),
        |_| 0.0,
    )?;
    path.retain(|node| (*node as usize) < graph.nodes.len());
    Some(path)
}

/// The chance that not all origin groups are unsound: an upper bound.
pub fn origin_bound(graph: &ChainGraph) -> f64 {
    let mut best = vec![0.0_f64; graph.groups.len()];
    for origin in &graph.origins {
        let node = &graph.nodes[*origin as usize];
        let slot = &mut best[node.group as usize];
        *slot = slot.max(node.threshold);
    }
    1.0 - best.into_iter().map(|a| 1.0 - a).product::<f64>()
}
