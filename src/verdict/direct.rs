//! Chains without a relay: statements with a basis, in a document of their own.
//!
//! Most of a record is of that kind, and it makes the rest of it easy. Such a chain is a witness
//! of one group, or of one group and the unnamed origin behind it; so whatever else that group
//! passes on, with the same origin, is no minimal witness; and the least that takes away all
//! support takes away that group. What is left to be searched is mostly nothing.

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
    /// How many statements with a basis are not among them.
    others: usize,
}

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
        for origin in &graph.origins {
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
            .sort_unstable_by_key(|direct| (direct.group, direct.node));
    }

    /// By group.
    pub(super) fn groups(&self) -> impl Iterator<Item = &[Direct]> {
        self.all.chunk_by(|a, b| a.group == b.group)
    }

    /// Those of a group.
    pub(super) fn of_group(&self, group: u32) -> &[Direct] {
        let start = self.all.partition_point(|direct| direct.group < group);
        let length = self.all[start..].partition_point(|direct| direct.group == group);
        &self.all[start..start + length]
    }

    /// Whether every chain that is worth something has no relay.
    pub(super) fn are_all(&self) -> bool {
        self.others == 0
    }

    /// Marks the nodes that are on some chain with relays, through none of the nodes that
    /// `is_out`, and ending at its first attested statement; `None` if there is no such chain.
    /// O(nodes + steps).
    pub(super) fn rest(
        &self,
        graph: &ChainGraph,
        is_out: impl Fn(u32) -> bool,
    ) -> Option<Vec<bool>> {
        if self.are_all() {
            return None;
        }
        let is_end = |node: u32| graph.nodes[node as usize].attestation.is_some();
        let mut is_reached = vec![false; graph.nodes.len()];
        let mut open: Vec<u32> = Vec::new();
        for origin in &graph.origins {
            let is_direct = is_end(*origin)
                || (graph.nodes[*origin as usize].is_implicit && is_end(graph.next(*origin)[0]));
            if !is_direct && !is_out(*origin) {
                is_reached[*origin as usize] = true;
                open.push(*origin);
            }
        }
        let mut ends = Vec::new();
        while let Some(node) = open.pop() {
            for other in graph.next(node) {
                if !is_reached[*other as usize] && !is_out(*other) {
                    is_reached[*other as usize] = true;
                    if is_end(*other) {
                        ends.push(*other);
                    } else {
                        open.push(*other);
                    }
                }
            }
        }
        if ends.is_empty() {
            return None;
        }
        let mut is_kept = vec![false; graph.nodes.len()];
        for node in &ends {
            is_kept[*node as usize] = true;
        }
        while let Some(node) = ends.pop() {
            for other in graph.previous(node) {
                if is_reached[*other as usize] && !is_end(*other) && !is_kept[*other as usize] {
                    is_kept[*other as usize] = true;
                    ends.push(*other);
                }
            }
        }
        Some(is_kept)
    }
}
