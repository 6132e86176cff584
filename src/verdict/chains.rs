//! The graph of chains: origin → … → attested statement, each step in the colour of its group.
//!
//! A node is a live statement of the right polarity, or the implicit anonymous origin behind a
//! statement that gives no basis. Every node has a group (its colour) and a threshold (how low
//! the group's latent variable must be for the step to be sound). A chain is a path from an
//! origin to an attested node; everything that a verdict says about independence is a property
//! of this coloured graph. Statements on no chain are left out.

use petgraph::visit::{
    Data, EdgeRef, GraphBase, GraphRef, IntoEdgeReferences, IntoEdges, IntoNeighbors,
    IntoNodeIdentifiers, NodeCount, NodeIndexable, Visitable,
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::liveness::Liveness;
use crate::evidence::{Grouping, Snapshot};
use crate::model::{Grade, Polarity};

/// How a statement is attested in a document of its own group.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Attestation {
    /// The document has a locator.
    Cited,
    /// A capture of the document is held.
    Held,
}

/// One step that a chain can take.
#[derive(Clone, Debug)]
pub struct Node {
    /// The statement; for an implicit origin, the one that it stands behind.
    pub statement: u32,
    /// Whether this is the implicit anonymous origin behind the statement.
    pub is_implicit: bool,
    /// The group, by its position in [`ChainGraph::groups`].
    pub group: u32,
    /// The step is sound if the group's latent variable is at most this.
    pub threshold: f64,
    /// Whether chains begin here.
    pub is_origin: bool,
    /// How chains may end here.
    pub attestation: Option<Attestation>,
    /// Whether the speaker has it first-hand and has authority over the claim.
    pub is_official: bool,
    /// Whether a confirmation may pass through: the speaker is graded C or better.
    pub carries_confirmation: bool,
    /// Whether the origin is unnamed or ungraded, so that it may be the same as another such.
    pub is_indistinct: bool,
}

/// A group that stands on some chain.
#[derive(Clone, Debug)]
pub struct Group {
    /// The representative of the agents.
    pub representative: u32,
    /// Whether this is the implicit anonymous origin behind that group.
    pub is_implicit: bool,
    /// The agents of the group that speak on the chains, in order.
    pub agents: Vec<u32>,
}

/// The coloured graph of all chains of one question.
#[derive(Clone, Debug, Default)]
pub struct ChainGraph {
    /// The steps.
    pub nodes: Vec<Node>,
    /// The groups.
    pub groups: Vec<Group>,
    /// The nodes of each group.
    pub members: Vec<Vec<u32>>,
    /// Where chains begin.
    pub origins: Vec<u32>,
    next: Vec<Vec<u32>>,
    previous: Vec<Vec<u32>>,
}

/// A chain graph, and what was left out of it.
#[derive(Debug, Default)]
pub(super) struct Chains {
    pub(super) graph: ChainGraph,
    /// Whether there is grounded support, on a chain or not.
    pub(super) has_grounded: bool,
    /// Grounded statements that no chain brings to an attested statement.
    pub(super) unattested: Vec<u32>,
}

/// A claim and the side of it that is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facet<'l> {
    pub(super) claim: u32,
    pub(super) side: Polarity,
    pub(super) liveness: &'l Liveness,
}

impl Chains {
    /// Gathers the chains of some facets into one graph. O(statements + relays).
    pub(super) fn new(
        snapshot: &Snapshot<'_>,
        grouping: &Grouping<'_, '_>,
        facets: &[Facet<'_>],
    ) -> Self {
        let mut builder = Builder {
            snapshot,
            grouping,
            all: ChainGraph::default(),
            group_numbers: FxHashMap::default(),
        };
        for facet in facets {
            builder.add(*facet);
        }
        builder.finish()
    }

    /// Whether a chain is left when the statements of some groups of agents are deleted.
    pub(super) fn survives_without(&self, banned: &FxHashSet<u32>) -> bool {
        let groups = &self.graph.groups;
        self.graph
            .reaches(|group| !banned.contains(&groups[group as usize].representative))
    }
}

struct Builder<'s, 'e> {
    snapshot: &'s Snapshot<'e>,
    grouping: &'s Grouping<'s, 'e>,
    all: ChainGraph,
    group_numbers: FxHashMap<(u32, bool), u32>,
}

impl Builder<'_, '_> {
    fn group(&mut self, agent: u32, is_implicit: bool) -> u32 {
        let representative = self.grouping.group(agent);
        let groups = &mut self.all.groups;
        let number = *self
            .group_numbers
            .entry((representative, is_implicit))
            .or_insert_with(|| {
                groups.push(Group {
                    representative,
                    is_implicit,
                    agents: Vec::new(),
                });
                groups.len() as u32 - 1
            });
        let agents = &mut groups[number as usize].agents;
        if !agents.contains(&agent) {
            agents.push(agent);
        }
        number
    }

    fn push(&mut self, node: Node) -> u32 {
        self.all.nodes.push(node);
        self.all.next.push(Vec::new());
        self.all.previous.push(Vec::new());
        self.all.nodes.len() as u32 - 1
    }

    fn connect(&mut self, from: u32, to: u32) {
        self.all.next[from as usize].push(to);
        self.all.previous[to as usize].push(from);
    }

    fn add(&mut self, facet: Facet<'_>) {
        let Facet {
            claim,
            side,
            liveness,
        } = facet;
        let evidence = self.snapshot.evidence;
        let mut node_of = vec![u32::MAX; liveness.len()];
        for row in 0..liveness.len() {
            if !liveness.counts(row, side) {
                continue;
            }
            let number = liveness.first + row as u32;
            let statement = &evidence.statements[number as usize];
            let grade = self.grouping.grade(statement.agent);
            let counted = grade.unwrap_or(Grade::F);
            let has_authority = self.grouping.has_authority(statement.agent, claim);
            let is_basis = !statement.is_relaying;
            let is_first_hand = is_basis && statement.first_hand.unwrap_or(has_authority);
            let group = self.group(statement.agent, false);
            let is_anonymous = evidence.agents[statement.agent as usize].is_anonymous;
            let threshold = if is_first_hand {
                statement.confidence.unwrap_or(counted.as_origin())
            } else if statement.is_relaying {
                statement.confidence.unwrap_or(counted.as_relay())
            } else {
                counted.as_relay()
            };
            let node = self.push(Node {
                statement: number,
                is_implicit: false,
                group,
                threshold,
                is_origin: is_first_hand,
                attestation: self.attestation(number, statement.agent),
                is_official: is_first_hand && has_authority,
                carries_confirmation: grade.is_some_and(Grade::carries_confirmation),
                is_indistinct: is_first_hand && (is_anonymous || grade.is_none()),
            });
            node_of[row] = node;
            if is_basis && !is_first_hand {
                let group = self.group(statement.agent, true);
                let implicit = self.push(Node {
                    statement: number,
                    is_implicit: true,
                    group,
                    threshold: statement
                        .confidence
                        .unwrap_or(counted.one_below().as_origin()),
                    is_origin: true,
                    attestation: None,
                    is_official: false,
                    carries_confirmation: false,
                    is_indistinct: true,
                });
                self.connect(implicit, node);
            }
        }
        for row in 0..liveness.len() {
            if node_of[row] == u32::MAX {
                continue;
            }
            for target in liveness.relayed(self.snapshot, row) {
                if node_of[target] != u32::MAX {
                    self.connect(node_of[target], node_of[row]);
                }
            }
        }
    }

    /// Held before cited; only in a document that the speaker's own group published.
    fn attestation(&self, statement: u32, agent: u32) -> Option<Attestation> {
        let snapshot = self.snapshot;
        let own = self.grouping.group(agent);
        snapshot
            .evidence
            .documents_of
            .row(statement)
            .iter()
            .filter(|document| snapshot.knows_document(**document))
            .map(|document| &snapshot.evidence.documents[*document as usize])
            .filter(|document| {
                let mut publishers = document.publishers.iter();
                publishers.any(|publisher| self.grouping.group(*publisher) == own)
            })
            .filter_map(|document| {
                if document.is_held {
                    Some(Attestation::Held)
                } else if document.has_url && !snapshot.view.strict {
                    Some(Attestation::Cited)
                } else {
                    None
                }
            })
            .max()
    }

    /// Keeps the nodes that are on a chain: reached from an origin, and reaching an attested one.
    fn finish(self) -> Chains {
        let all = self.all;
        let sweep = |starts: Vec<u32>, steps: &[Vec<u32>]| {
            let mut reached = vec![false; all.nodes.len()];
            let mut open = starts;
            for node in &open {
                reached[*node as usize] = true;
            }
            while let Some(node) = open.pop() {
                for other in &steps[node as usize] {
                    if !std::mem::replace(&mut reached[*other as usize], true) {
                        open.push(*other);
                    }
                }
            }
            reached
        };
        let origins = positions(&all.nodes, |node| node.is_origin);
        let ends = positions(&all.nodes, |node| node.attestation.is_some());
        let grounded = sweep(origins, &all.next);
        let attested = sweep(ends, &all.previous);
        let keep: Vec<bool> = grounded
            .iter()
            .zip(&attested)
            .map(|(a, b)| *a && *b)
            .collect();
        let unattested = positions(&all.nodes, |node| !node.is_implicit)
            .into_iter()
            .filter(|node| grounded[*node as usize] && !attested[*node as usize])
            .map(|node| all.nodes[node as usize].statement)
            .collect();
        Chains {
            has_grounded: grounded.contains(&true),
            unattested,
            graph: all.restricted(&keep),
        }
    }
}

fn positions(nodes: &[Node], which: impl Fn(&Node) -> bool) -> Vec<u32> {
    (0..nodes.len() as u32)
        .filter(|node| which(&nodes[*node as usize]))
        .collect()
}

impl ChainGraph {
    /// The part of the graph whose nodes are marked, with groups renumbered.
    pub(super) fn restricted(&self, keep: &[bool]) -> Self {
        let mut part = Self::default();
        let mut node_of = vec![u32::MAX; self.nodes.len()];
        let mut group_of = vec![u32::MAX; self.groups.len()];
        for (number, node) in self.nodes.iter().enumerate() {
            if !keep[number] {
                continue;
            }
            let group = &mut group_of[node.group as usize];
            if *group == u32::MAX {
                *group = part.groups.len() as u32;
                let mut kept = self.groups[node.group as usize].clone();
                kept.agents.sort_unstable();
                part.groups.push(kept);
                part.members.push(Vec::new());
            }
            node_of[number] = part.nodes.len() as u32;
            part.members[*group as usize].push(node_of[number]);
            if node.is_origin {
                part.origins.push(node_of[number]);
            }
            part.nodes.push(Node {
                group: *group,
                ..node.clone()
            });
        }
        let renumber = |steps: &[Vec<u32>]| -> Vec<Vec<u32>> {
            (0..self.nodes.len())
                .filter(|number| keep[*number])
                .map(|number| {
                    let others = steps[number].iter().map(|other| node_of[*other as usize]);
                    others.filter(|other| *other != u32::MAX).collect()
                })
                .collect()
        };
        part.next = renumber(&self.next);
        part.previous = renumber(&self.previous);
        part
    }

    /// Whether there is no chain at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The steps after a node.
    pub fn next(&self, node: u32) -> &[u32] {
        &self.next[node as usize]
    }

    /// The steps before a node.
    pub fn previous(&self, node: u32) -> &[u32] {
        &self.previous[node as usize]
    }

    /// Whether some chain stays within the allowed groups. O(nodes + steps).
    pub fn reaches(&self, allowed: impl Fn(u32) -> bool) -> bool {
        self.chain(allowed).is_some()
    }

    /// A chain of fewest steps within the allowed groups, origin first. O(nodes + steps).
    pub fn chain(&self, allowed: impl Fn(u32) -> bool) -> Option<Vec<u32>> {
        self.chain_from(&self.origins, allowed)
    }

    /// A chain of fewest steps from one of the given origins within the allowed groups.
    pub fn chain_from(&self, origins: &[u32], allowed: impl Fn(u32) -> bool) -> Option<Vec<u32>> {
        const START: u32 = u32::MAX - 1;
        let mut came_from = vec![u32::MAX; self.nodes.len()];
        let mut open: Vec<u32> = Vec::new();
        for origin in origins {
            if allowed(self.nodes[*origin as usize].group) {
                came_from[*origin as usize] = START;
                open.push(*origin);
            }
        }
        let mut position = 0;
        while let Some(node) = open.get(position).copied() {
            position += 1;
            if self.nodes[node as usize].attestation.is_some() {
                let mut chain = vec![node];
                let mut at = came_from[node as usize];
                while at != START {
                    chain.push(at);
                    at = came_from[at as usize];
                }
                chain.reverse();
                return Some(chain);
            }
            for other in self.next(node) {
                let slot = &mut came_from[*other as usize];
                if *slot == u32::MAX && allowed(self.nodes[*other as usize].group) {
                    *slot = node;
                    open.push(*other);
                }
            }
        }
        None
    }

    /// The groups on a chain, sorted.
    pub fn groups_of(&self, chain: &[u32]) -> Vec<u32> {
        let mut groups: Vec<u32> = chain
            .iter()
            .map(|node| self.nodes[*node as usize].group)
            .collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    /// Splits the graph into parts that share neither a step nor a group, so that independence
    /// adds up over them and unsoundness multiplies. O(nodes + steps).
    pub fn parts(&self) -> Vec<Self> {
        let mut union = petgraph::unionfind::UnionFind::<u32>::new(self.nodes.len());
        for members in &self.members {
            for pair in members.windows(2) {
                union.union(pair[0], pair[1]);
            }
        }
        for node in 0..self.nodes.len() as u32 {
            for other in self.next(node) {
                union.union(node, *other);
            }
        }
        let labels = union.into_labeling();
        let mut distinct: Vec<u32> = labels.clone();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() <= 1 {
            return vec![self.clone()];
        }
        self.split(&labels, &distinct)
    }

    fn split(&self, labels: &[u32], distinct: &[u32]) -> Vec<Self> {
        // Parts are cut out one by one from sorted positions, so the whole costs O(n log n).
        let mut nodes: Vec<(u32, u32)> = labels
            .iter()
            .enumerate()
            .map(|(node, label)| (*label, node as u32))
            .collect();
        nodes.sort_unstable();
        let mut start = 0;
        distinct
            .iter()
            .map(|label| {
                let length = nodes[start..].partition_point(|(other, _)| other == label);
                let part = self.induced(&nodes[start..start + length]);
                start += length;
                part
            })
            .collect()
    }

    /// The subgraph on some nodes that are closed under steps and groups. O(size of the part).
    fn induced(&self, nodes: &[(u32, u32)]) -> Self {
        let position: FxHashMap<u32, u32> = nodes
            .iter()
            .enumerate()
            .map(|(new, (_, old))| (*old, new as u32))
            .collect();
        let mut groups: FxHashMap<u32, u32> = FxHashMap::default();
        let mut part = Self::default();
        for (new, (_, old)) in nodes.iter().enumerate() {
            let node = &self.nodes[*old as usize];
            let group = *groups.entry(node.group).or_insert_with(|| {
                part.groups.push(self.groups[node.group as usize].clone());
                part.members.push(Vec::new());
                part.groups.len() as u32 - 1
            });
            part.members[group as usize].push(new as u32);
            if node.is_origin {
                part.origins.push(new as u32);
            }
            part.nodes.push(Node {
                group,
                ..node.clone()
            });
            let steps = |list: &[u32]| list.iter().map(|other| position[other]).collect();
            part.next.push(steps(self.next(*old)));
            part.previous.push(steps(self.previous(*old)));
        }
        part
    }

    /// The graph with all indistinct origins joined into one group: is independence established
    /// if the unnamed and ungraded sources are one?
    #[must_use]
    pub fn with_indistinct_origins_joined(&self) -> Self {
        let mut joined = self.clone();
        let indistinct: Vec<u32> = self
            .origins
            .iter()
            .filter(|origin| self.nodes[**origin as usize].is_indistinct)
            .map(|origin| self.nodes[*origin as usize].group)
            .collect();
        let Some(one) = indistinct.iter().min().copied() else {
            return joined;
        };
        for node in &mut joined.nodes {
            if indistinct.contains(&node.group) {
                node.group = one;
            }
        }
        joined.members = vec![Vec::new(); joined.groups.len()];
        for (number, node) in joined.nodes.iter().enumerate() {
            joined.members[node.group as usize].push(number as u32);
        }
        joined
    }

    /// The view of the graph that petgraph's algorithms take.
    pub fn flow(&self) -> Flow<'_> {
        Flow { graph: self }
    }
}

/// A chain graph with a root before all origins and a sink after all attested nodes.
#[derive(Clone, Copy, Debug)]
pub struct Flow<'g> {
    graph: &'g ChainGraph,
}

impl<'g> Flow<'g> {
    /// The root.
    pub fn root(self) -> u32 {
        self.graph.nodes.len() as u32
    }

    /// The sink.
    pub fn sink(self) -> u32 {
        self.graph.nodes.len() as u32 + 1
    }

    fn steps(self, node: u32) -> Steps<'g> {
        let (list, end): (&'g [u32], Option<u32>) = if node == self.root() {
            (&self.graph.origins, None)
        } else if node == self.sink() {
            (&[], None)
        } else {
            let is_end = self.graph.nodes[node as usize].attestation.is_some();
            (self.graph.next(node), is_end.then(|| self.sink()))
        };
        list.iter().copied().chain(end)
    }
}

type Steps<'g> =
    std::iter::Chain<std::iter::Copied<std::slice::Iter<'g, u32>>, std::option::IntoIter<u32>>;

/// A step, as petgraph wants to see it.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    from: u32,
    to: u32,
}

impl EdgeRef for Step {
    type NodeId = u32;
    type EdgeId = (u32, u32);
    type Weight = ();

    fn source(&self) -> u32 {
        self.from
    }
    fn target(&self) -> u32 {
        self.to
    }
    fn weight(&self) -> &() {
        &()
    }
    fn id(&self) -> (u32, u32) {
        (self.from, self.to)
    }
}

impl GraphBase for Flow<'_> {
    type NodeId = u32;
    type EdgeId = (u32, u32);
}
impl GraphRef for Flow<'_> {}
impl Data for Flow<'_> {
    type NodeWeight = ();
    type EdgeWeight = ();
}
impl NodeCount for Flow<'_> {
    fn node_count(&self) -> usize {
        self.graph.nodes.len() + 2
    }
}
impl NodeIndexable for Flow<'_> {
    fn node_bound(&self) -> usize {
        self.graph.nodes.len() + 2
    }
    fn to_index(&self, node: u32) -> usize {
        node as usize
    }
    fn from_index(&self, index: usize) -> u32 {
        index as u32
    }
}
impl IntoNodeIdentifiers for Flow<'_> {
    type NodeIdentifiers = std::ops::Range<u32>;
    fn node_identifiers(self) -> Self::NodeIdentifiers {
        0..self.graph.nodes.len() as u32 + 2
    }
}
impl<'g> IntoNeighbors for Flow<'g> {
    type Neighbors = Steps<'g>;
    fn neighbors(self, node: u32) -> Steps<'g> {
        self.steps(node)
    }
}
impl IntoEdgeReferences for Flow<'_> {
    type EdgeRef = Step;
    type EdgeReferences = std::vec::IntoIter<Step>;
    fn edge_references(self) -> Self::EdgeReferences {
        let all: Vec<Step> = self
            .node_identifiers()
            .flat_map(|from| self.steps(from).map(move |to| Step { from, to }))
            .collect();
        all.into_iter()
    }
}
impl<'g> IntoEdges for Flow<'g> {
    type Edges =
        std::iter::Map<std::iter::Zip<Steps<'g>, std::iter::Repeat<u32>>, fn((u32, u32)) -> Step>;
    fn edges(self, node: u32) -> Self::Edges {
        let step: fn((u32, u32)) -> Step = |(to, from)| Step { from, to };
        self.steps(node).zip(std::iter::repeat(node)).map(step)
    }
}
impl Visitable for Flow<'_> {
    type Map = fixedbitset::FixedBitSet;
    fn visit_map(&self) -> Self::Map {
        fixedbitset::FixedBitSet::with_capacity(self.graph.nodes.len() + 2)
    }
    fn reset_map(&self, map: &mut Self::Map) {
        map.clear();
    }
}
