//! Confidence: the probability that some chain is sound from end to end.
//!
//! Every group draws one latent variable, uniform on (0, 1]; a step is sound if its group's
//! variable is at most the step's threshold. Steps of one group share the variable, so copying
//! adds nothing. This is two-terminal network reliability with comonotone failures: exact by
//! factoring (conditioning on one group at a time, with splitting into independent parts) while
//! that is affordable, else a bracket.

use petgraph::algo::astar;

use super::chains::{ChainGraph, Node};

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

/// How many steps of the graph factoring may visit in one part before the bracket is given.
const BUDGET: usize = 4_000_000;
/// How many groups may be conditioned on at once; bounds the depth of the recursion.
const DEEPEST: usize = 400;

/// The probability that some chain is sound.
///
/// Parts without a common group are independent and are multiplied. Where a part is too large
/// for factoring, its strongest chain bounds it from below, and from above the chance that not
/// all its origin groups are unsound.
pub fn support(graph: &ChainGraph) -> Bounds {
    if graph.is_empty() {
        return Bounds {
            lower: 0.0,
            upper: 0.0,
        };
    }
    let mut none_lower = 1.0;
    let mut none_upper = 1.0;
    let mut is_exact = true;
    for part in graph.parts() {
        let mut factoring = Factoring::new(&part);
        let nodes: Vec<u32> = (0..part.nodes.len() as u32).collect();
        let (lower, upper) =
            if let Some(value) = single_path(&part).or_else(|| factoring.run(&nodes, 0)) {
                (value, value)
            } else {
                is_exact = false;
                (
                    strongest_chain(&part).map_or(0.0, |(_, s)| s),
                    origin_bound(&part),
                )
            };
        none_lower *= 1.0 - upper;
        none_upper *= 1.0 - lower;
    }
    let lower = tidy(1.0 - none_upper);
    Bounds {
        lower,
        upper: if is_exact {
            lower
        } else {
            tidy(1.0 - none_lower)
        },
    }
}

/// Rounds away what depends only on the order of multiplication.
fn tidy(value: f64) -> f64 {
    (value * 1e12).round() / 1e12
}

/// The exact probability of a graph that is one path: for each group, its lowest threshold.
fn single_path(graph: &ChainGraph) -> Option<f64> {
    let numbers = 0..graph.nodes.len() as u32;
    let is_path = graph.origins.len() == 1
        && numbers
            .clone()
            .all(|node| graph.next(node).len() <= 1 && graph.previous(node).len() <= 1)
        && numbers
            .filter(|node| graph.nodes[*node as usize].attestation.is_some())
            .all(|node| graph.next(node).is_empty());
    is_path.then(|| soundness(graph, 0..graph.nodes.len() as u32))
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
    let weigh = |node: u32| {
        graph
            .nodes
            .get(node as usize)
            // A threshold of zero is never sound: as good as no step, but still a step.
            .map_or(0.0, |node: &Node| -node.threshold.max(1e-300).ln())
    };
    let (_, mut path) = astar(
        flow,
        flow.root(),
        |node| node == flow.sink(),
        |step| weigh(petgraph::visit::EdgeRef::target(&step)),
        |_| 0.0,
    )?;
    path.retain(|node| (*node as usize) < graph.nodes.len());
    let value = soundness(graph, path.iter().copied());
    Some((path, value))
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

/// Conditioning on the groups, one cut of one variable at a time.
struct Factoring<'g> {
    graph: &'g ChainGraph,
    /// What is known of each group's variable: it lies in (low, high].
    low: Vec<f64>,
    high: Vec<f64>,
    budget: usize,
    mark: Vec<u8>,
}

const FORWARD: u8 = 1;
const BACKWARD: u8 = 2;
const SURE: u8 = 4;

impl<'g> Factoring<'g> {
    fn new(graph: &'g ChainGraph) -> Self {
        Self {
            low: vec![0.0; graph.groups.len()],
            high: vec![1.0; graph.groups.len()],
            budget: BUDGET,
            mark: vec![0; graph.nodes.len()],
            graph,
        }
    }

    fn is_possible(&self, node: &Node) -> bool {
        node.threshold > self.low[node.group as usize]
    }

    fn is_sure(&self, node: &Node) -> bool {
        node.threshold >= self.high[node.group as usize]
    }

    /// The probability, given what is known, that a chain within these nodes is sound.
    fn run(&mut self, nodes: &[u32], depth: usize) -> Option<f64> {
        self.budget = self.budget.checked_sub(nodes.len() * 4 + 1)?;
        if depth > DEEPEST {
            return None;
        }
        let (useful, is_certain) = self.prune(nodes);
        if is_certain {
            return Some(1.0);
        }
        if useful.is_empty() {
            return Some(0.0);
        }
        let parts = self.parts(&useful);
        if parts.len() > 1 {
            let mut none = 1.0;
            for part in parts {
                none *= 1.0 - self.run(&part, depth + 1)?;
            }
            return Some(1.0 - none);
        }
        let (group, cut) = self.choose(&useful)?;
        let (low, high) = (self.low[group], self.high[group]);
        let below = (cut - low) / (high - low);
        self.high[group] = cut;
        let sound = self.run(&useful, depth + 1);
        self.high[group] = high;
        self.low[group] = cut;
        let unsound = self.run(&useful, depth + 1);
        self.low[group] = low;
        Some(below * sound? + (1.0 - below) * unsound?)
    }

    /// The nodes that are on a chain that may yet be sound, and whether one surely is.
    fn prune(&mut self, nodes: &[u32]) -> (Vec<u32>, bool) {
        let graph = self.graph;
        let mut inside = vec![false; graph.nodes.len()];
        for node in nodes {
            inside[*node as usize] = true;
            self.mark[*node as usize] = 0;
        }
        let mut is_certain = false;
        let sweep = |this: &mut Self, bit: u8, starts: Vec<u32>, backward: bool| {
            let mut open = starts;
            for node in &open {
                this.mark[*node as usize] |= bit;
            }
            while let Some(node) = open.pop() {
                let steps = if backward {
                    graph.previous(node)
                } else {
                    graph.next(node)
                };
                for other in steps {
                    let known = &graph.nodes[*other as usize];
                    let passes = if bit == SURE {
                        this.is_sure(known)
                    } else {
                        this.is_possible(known)
                    };
                    if inside[*other as usize] && passes && this.mark[*other as usize] & bit == 0 {
                        this.mark[*other as usize] |= bit;
                        open.push(*other);
                    }
                }
            }
        };
        let of = |this: &Self, which: &dyn Fn(&Self, &Node) -> bool| -> Vec<u32> {
            nodes
                .iter()
                .copied()
                .filter(|node| which(this, &graph.nodes[*node as usize]))
                .collect()
        };
        let sure = of(self, &|this, node| node.is_origin && this.is_sure(node));
        sweep(self, SURE, sure, false);
        for node in nodes {
            is_certain |= self.mark[*node as usize] & SURE != 0
                && graph.nodes[*node as usize].attestation.is_some();
        }
        if is_certain {
            return (Vec::new(), true);
        }
        let origins = of(self, &|this, node| node.is_origin && this.is_possible(node));
        sweep(self, FORWARD, origins, false);
        let ends = of(self, &|this, node| {
            node.attestation.is_some() && this.is_possible(node)
        });
        sweep(self, BACKWARD, ends, true);
        let useful = nodes
            .iter()
            .copied()
            .filter(|node| self.mark[*node as usize] & (FORWARD | BACKWARD) == FORWARD | BACKWARD)
            .collect();
        (useful, false)
    }

    /// Splits nodes into parts that are independent given what is known. An attested node that
    /// is surely sound ends every chain that reaches it, so it joins nothing.
    fn parts(&self, nodes: &[u32]) -> Vec<Vec<u32>> {
        let graph = self.graph;
        let position = |node: u32| nodes.binary_search(&node).ok();
        let is_wall = |node: u32| {
            let known = &graph.nodes[node as usize];
            self.is_sure(known) && known.attestation.is_some() && !known.is_origin
        };
        let mut union = petgraph::unionfind::UnionFind::<u32>::new(nodes.len());
        let mut of_group: Vec<(u32, u32)> = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            if is_wall(*node) {
                continue;
            }
            let known = &graph.nodes[*node as usize];
            if !self.is_sure(known) {
                of_group.push((known.group, at as u32));
            }
            for other in graph.next(*node) {
                if let Some(other_at) = position(*other)
                    && !is_wall(*other)
                {
                    union.union(at as u32, other_at as u32);
                }
            }
        }
        of_group.sort_unstable();
        for pair in of_group.windows(2) {
            if pair[0].0 == pair[1].0 {
                union.union(pair[0].1, pair[1].1);
            }
        }
        let mut parts: std::collections::BTreeMap<u32, Vec<u32>> =
            std::collections::BTreeMap::new();
        for (at, node) in nodes.iter().enumerate() {
            if !is_wall(*node) {
                parts.entry(union.find(at as u32)).or_default().push(*node);
            }
        }
        let mut parts: Vec<Vec<u32>> = parts.into_values().collect();
        if parts.len() > 1 {
            // Each part keeps the walls that its own chains end at.
            for part in &mut parts {
                let walls: Vec<u32> = part
                    .iter()
                    .flat_map(|node| graph.next(*node))
                    .copied()
                    .filter(|other| is_wall(*other) && position(*other).is_some())
                    .collect();
                part.extend(walls);
                part.sort_unstable();
                part.dedup();
            }
        } else {
            parts = vec![nodes.to_vec()];
        }
        parts
    }

    /// The group to condition on, and where to cut: the undecided group with the most steps,
    /// at the middle one of its thresholds.
    fn choose(&self, nodes: &[u32]) -> Option<(usize, f64)> {
        let mut weight: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
        for node in nodes {
            let known = &self.graph.nodes[*node as usize];
            if !self.is_sure(known) {
                let steps = self.graph.next(*node).len() + self.graph.previous(*node).len() + 1;
                *weight.entry(known.group).or_default() += steps;
            }
        }
        let (group, _) = weight
            .into_iter()
            .max_by_key(|(group, weight)| (*weight, std::cmp::Reverse(*group)))?;
        let mut cuts: Vec<f64> = nodes
            .iter()
            .map(|node| &self.graph.nodes[*node as usize])
            .filter(|node| node.group == group && !self.is_sure(node) && self.is_possible(node))
            .map(|node| node.threshold)
            .collect();
        cuts.sort_by(f64::total_cmp);
        cuts.dedup();
        let cut = *cuts.get(cuts.len() / 2)?;
        Some((group as usize, cut))
    }
}
