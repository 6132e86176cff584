//! Which blank nodes a page writes where they are referred to, and which need a name.

use fixedbitset::FixedBitSet;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};

use super::facts::{Facts, Thing};
use crate::read::Quad;
use crate::vocab::Id;

/// How deep blank nodes are written where they are referred to; readers have limits, ours among
/// them.
const DEEPEST: usize = 64;

/// How the blank nodes of a page are written.
#[derive(Default)]
pub(super) struct Blanks {
    /// Things that something written refers to.
    referred: FixedBitSet,
    inline: FixedBitSet,
}

impl Blanks {
    /// From the subjects that are written, and quads that stand beside the page and call things
    /// by name. O(q) for q triples.
    pub(super) fn new(
        facts: &Facts<'_>,
        written: impl Iterator<Item = Thing>,
        beside: &[Quad],
    ) -> Self {
        let mut referred = FixedBitSet::with_capacity(facts.count());
        let mut references: FxHashMap<Thing, usize> = FxHashMap::default();
        let mut links: DiGraph<Thing, ()> = DiGraph::new();
        let mut nodes: FxHashMap<Thing, NodeIndex> = FxHashMap::default();
        for subject in written {
            for object in facts.about(subject).flat_map(|(_, objects)| objects) {
                referred.insert(object.index());
                if !facts.is_blank(*object) {
                    continue;
                }
                *references.entry(*object).or_default() += 1;
                let mut node = |thing| *nodes.entry(thing).or_insert_with(|| links.add_node(thing));
                let object = node(*object);
                if facts.is_blank(subject) {
                    let subject = node(subject);
                    links.add_edge(subject, object, ());
                }
            }
        }
        let beside = beside.iter().flat_map(|quad| [quad.subject, quad.object]);
        let beside: FxHashSet<Id> = beside.collect();
        let is_beside = |thing: Thing| beside.contains(&facts.id(thing));
        for thing in facts.terms().filter(|thing| is_beside(*thing)) {
            referred.insert(thing.index());
        }
        let mut inline = FixedBitSet::with_capacity(facts.count());
        let mut depths = vec![0; links.node_count()];
        // Kosaraju gives what is referred to before what refers to it.
        for ring in kosaraju_scc(&links) {
            let [node] = ring[..] else { continue };
            if links.contains_edge(node, node) {
                continue;
            }
            let thing = links[node];
            let below = links.neighbors(node);
            let below = below.filter(|other| inline.contains(links[*other].index()));
            let depth = 1 + below.map(|other| depths[other.index()]).max().unwrap_or(0);
            depths[node.index()] = depth;
            let is_once = references.get(&thing) == Some(&1) && !is_beside(thing);
            if is_once && depth <= DEEPEST {
                inline.insert(thing.index());
            }
        }
        Self { referred, inline }
    }

    /// Whether a blank node is written where it is referred to: something refers to it once, it
    /// is in no ring, and does not nest too deep.
    pub(super) fn is_inline(&self, thing: Thing) -> bool {
        self.inline.contains(thing.index())
    }

    /// Whether something refers to a thing.
    pub(super) fn is_referred(&self, thing: Thing) -> bool {
        self.referred.contains(thing.index())
    }
}
