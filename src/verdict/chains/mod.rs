//! The graph of chains: origin → … → attested statement, each step in the colour of its group.
//!
//! A node is a live statement of the right polarity, or the implicit anonymous origin behind a
//! statement that gives no basis. Every node has a group (its colour) and a threshold (how low
//! the group's latent variable must be for the step to be sound). A chain is a path from an
//! origin to an attested node; everything that a verdict says about independence is a property
//! of this coloured graph. Statements on no chain are left out.

mod flow;
mod gather;
mod parts;

pub use flow::{Flow, Step};
pub(super) use gather::{Chains, Facet};

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
#[expect(
    clippy::struct_excessive_bools,
    reason = "five independent properties of a step, each with a name of its own"
)]
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

impl ChainGraph {
    /// The part of the graph whose nodes are marked, with groups renumbered.
    pub(in crate::verdict) fn restricted(&self, keep: &[bool]) -> Self {
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

    /// The view of the graph that petgraph's algorithms take.
    pub fn flow(&self) -> Flow<'_> {
        Flow::new(self)
    }
}
