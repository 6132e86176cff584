//! Chains without a relay: statements with a basis, in a document of their own.
//!
//! Most of a record is of that kind, and it makes the rest of it easy. Such a chain is a witness
//! of one group, or of one group and the unnamed origin behind it; so whatever else that group
//! passes on, with the same origin, is no minimal witness; and the least that takes away all
//! support takes away that group. What is left to be searched is mostly nothing.

use std::cell::RefCell;

use super::chains::ChainGraph;

/// A statement with a basis that is attested by a document of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Direct {
    /// The group of the speaker.
    pub(super) group: u32,
    /// Its node.
    pub(super) node: u32,
    /// The node of the unnamed origin behind it, if it is not first-hand.
    pub(super) behind: Option<u32>,
}

/// All chains without a relay, ordered by group.
#[derive(Debug, Default)]
pub(super) struct Directs {
    all: Vec<Direct>,
    /// For each group, where its own end in that order; they begin where those before end.
    ends: Vec<u32>,
    /// How many statements with a basis are not among them.
    others: usize,
    /// Whether they are looked for in this graph at all.
    are_looked_for: bool,
    search: RefCell<Search>,
    /// The memory of [`Directs::with_part`].
    part: RefCell<ChainGraph>,
}

/// The memory of a search for other chains.
#[derive(Debug, Default)]
struct Search {
    /// What is known of each node; nothing between two searches.
    marks: Vec<u8>,
    /// The nodes reached, in that order.
    reached: Vec<u32>,
    /// Nodes that some chain passes through, to be followed back.
    ends: Vec<u32>,
}

const REACHED: u8 = 1;
const KEPT: u8 = 2;

impl Directs {
    pub(super) fn of(graph: &ChainGraph) -> Self {
        let mut directs = Self::default();
        directs.fill(graph);
        directs
    }

    /// Makes these the chains without a relay of another graph, in the same memory.
    /// O(nodes + steps).
    pub(super) fn fill(&mut self, graph: &ChainGraph) {
        self.all.clear();
        self.others = 0;
        // The keeper of the record may tell what an unnamed origin says without speaking itself:
        // then chains of two groups hold the same origin, and none is taken by itself.
        let is_told = |origin: &u32| {
            let node = &graph.nodes[*origin as usize];
            node.is_implicit && node.attestation.is_some()
        };
        self.are_looked_for = !graph.origins.iter().any(is_told);
        if !self.are_looked_for {
            self.others = graph.origins.len();
        }
        let origins = graph.origins.iter();
        for origin in origins.filter(|_| self.are_looked_for) {
            let node = &graph.nodes[*origin as usize];
            let (node, behind) = if node.is_implicit {
                // An unnamed origin stands behind one statement.
                (graph.next(*origin)[0], Some(*origin))
            } else {
                (*origin, None)
            };
            let spoken = &graph.nodes[node as usize];
            if spoken.attestation.is_some() {
                self.all.push(Direct {
                    group: spoken.group,
                    node,
                    behind,
                });
            } else {
                self.others += 1;
            }
        }
        self.all
            .sort_unstable_by_key(|direct| u64::from(direct.group) << 32 | u64::from(direct.node));
        self.ends.clear();
        self.ends.resize(graph.groups.len(), 0);
        let mut end = 0;
        for of_group in self.all.chunk_by(|a, b| a.group == b.group) {
            end += of_group.len() as u32;
            self.ends[of_group[0].group as usize] = end;
        }
        let mut end = 0;
        for slot in &mut self.ends {
            end = end.max(*slot);
            *slot = end;
        }
    }

    /// By group.
    pub(super) fn groups(&self) -> impl Iterator<Item = &[Direct]> {
        self.all.chunk_by(|a, b| a.group == b.group)
    }

    /// Those of a group.
    pub(super) fn of_group(&self, group: u32) -> &[Direct] {
        let start = match group {
            0 => 0,
            group => self.ends[group as usize - 1],
        };
        &self.all[start as usize..self.ends[group as usize] as usize]
    }

    /// Whether every chain that is worth something has no relay.
    pub(super) fn are_all(&self) -> bool {
        self.others == 0
    }

    /// The nodes that are on some chain with relays, through none of the nodes that `is_out`,
    /// and ending at its first attested statement; sorted, `None` if there is no such chain.
    /// O(nodes + steps).
    pub(super) fn rest(
        &self,
        graph: &ChainGraph,
        is_out: impl Fn(u32) -> bool,
    ) -> Option<Vec<u32>> {
        if self.are_all() {
            return None;
        }
        let is_end = |node: u32| graph.nodes[node as usize].attestation.is_some();
        let Search {
            marks,
            reached,
            ends,
        } = &mut *self.search.borrow_mut();
        if marks.len() < graph.nodes.len() {
            marks.resize(graph.nodes.len(), 0);
        }
        reached.clear();
        for origin in &graph.origins {
            let is_direct = self.are_looked_for
                && (is_end(*origin)
                    || (graph.nodes[*origin as usize].is_implicit
                        && is_end(graph.next(*origin)[0])));
            if !is_direct && !is_out(*origin) {
                marks[*origin as usize] = REACHED;
                reached.push(*origin);
            }
        }
        let mut position = 0;
        while let Some(node) = reached.get(position).copied() {
            position += 1;
            if is_end(node) {
                marks[node as usize] |= KEPT;
                ends.push(node);
                continue;
            }
            for other in graph.next(node) {
                if marks[*other as usize] == 0 && !is_out(*other) {
                    marks[*other as usize] = REACHED;
                    reached.push(*other);
                }
            }
        }
        let has_ends = !ends.is_empty();
        while let Some(node) = ends.pop() {
            for other in graph.previous(node) {
                if marks[*other as usize] == REACHED && !is_end(*other) {
                    marks[*other as usize] |= KEPT;
                    ends.push(*other);
                }
            }
        }
        let mut kept = Vec::with_capacity(if has_ends { reached.len() } else { 0 });
        for node in &*reached {
            if std::mem::take(&mut marks[*node as usize]) & KEPT != 0 {
                kept.push(*node);
            }
        }
        kept.sort_unstable();
        has_ends.then_some(kept)
    }

    /// Looks at the part of a graph that some of its nodes make, with its chains cut short where
    /// they are attested; and at the numbers that its groups have in the graph.
    pub(super) fn with_part<T>(
        &self,
        graph: &ChainGraph,
        nodes: &[u32],
        look: impl FnOnce(&ChainGraph, Vec<u32>) -> T,
    ) -> T {
        let part = &mut *self.part.borrow_mut();
        let numbers = graph.restrict_into(nodes, |node| node.attestation.is_none(), part);
        look(part, numbers)
    }
}
