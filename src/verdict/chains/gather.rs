//! Gathering the chains of a question into one graph.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Attestation, ChainGraph, Group, Node};
use crate::evidence::{Grouping, Snapshot};
use crate::model::{Grade, Polarity};
use crate::verdict::liveness::Liveness;

/// A chain graph, and what was left out of it.
#[derive(Debug, Default)]
pub(in crate::verdict) struct Chains {
    pub(in crate::verdict) graph: ChainGraph,
    /// Whether there is grounded support, on a chain or not.
    pub(in crate::verdict) has_grounded: bool,
    /// Grounded statements that no chain brings to an attested statement.
    pub(in crate::verdict) unattested: Vec<u32>,
}

/// A claim and the side of it that is asked for.
#[derive(Clone, Copy, Debug)]
pub(in crate::verdict) struct Facet<'l> {
    pub(in crate::verdict) claim: u32,
    pub(in crate::verdict) side: Polarity,
    pub(in crate::verdict) liveness: &'l Liveness,
}

impl Chains {
    /// Gathers the chains of some facets into one graph. O(statements + relays).
    pub(in crate::verdict) fn new(
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
    pub(in crate::verdict) fn survives_without(&self, banned: &FxHashSet<u32>) -> bool {
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
        for (row, node_of) in node_of.iter_mut().enumerate() {
            if !liveness.counts(row, side) {
                continue;
            }
            let number = liveness.first + row as u32;
            let statement = &evidence.statements[number as usize];
            let grade = self.grouping.grade(statement.agent);
            let counted = grade.unwrap_or(Grade::F);
            let has_authority = self.grouping.has_authority(statement.agent, claim);
            let is_basis = !statement.is_relaying();
            let is_first_hand = is_basis && statement.first_hand().unwrap_or(has_authority);
            let group = self.group(statement.agent, false);
            let is_anonymous = evidence.agents[statement.agent as usize].is_anonymous();
            let threshold = if is_first_hand {
                statement.confidence().unwrap_or(counted.as_origin())
            } else if statement.is_relaying() {
                statement.confidence().unwrap_or(counted.as_relay())
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
            *node_of = node;
            if is_basis && !is_first_hand {
                let group = self.group(statement.agent, true);
                let implicit = self.push(Node {
                    statement: number,
                    is_implicit: true,
                    group,
                    threshold: statement
                        .confidence()
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
        for (row, node) in node_of.iter().enumerate() {
            if *node == u32::MAX {
                continue;
            }
            for target in liveness.relayed(self.snapshot, row) {
                if node_of[target] != u32::MAX {
                    self.connect(node_of[target], *node);
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
            .filter(|document| {
                let mut publishers = snapshot.evidence.publishers.row(**document).iter();
                publishers.any(|publisher| self.grouping.group(*publisher) == own)
            })
            .map(|document| &snapshot.evidence.documents[*document as usize])
            .filter_map(|document| {
                if document.is_held() {
                    Some(Attestation::Held)
                } else if document.has_url() && !snapshot.view.strict {
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
