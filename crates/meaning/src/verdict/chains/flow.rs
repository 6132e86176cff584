//! The graph of chains as petgraph's algorithms take it.

use petgraph::visit::{
    Data, EdgeRef, GraphBase, GraphRef, IntoEdgeReferences, IntoEdges, IntoNeighbors,
    IntoNodeIdentifiers, NodeCount, NodeIndexable, Visitable,
};

use super::ChainGraph;

/// A chain graph with a root before all origins and a sink after all attested nodes.
#[derive(Clone, Copy, Debug)]
pub struct Flow<'g> {
    graph: &'g ChainGraph,
}

impl<'g> Flow<'g> {
    pub(super) fn new(graph: &'g ChainGraph) -> Self {
        Self { graph }
    }

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
