//! Gathering the chains of a question into one graph.

use super::{Attestation, ChainGraph, Group, Lists, Node};
use crate::evidence::{Grouping, Snapshot};
use crate::model::{Grade, Polarity};
use crate::verdict::liveness::Liveness;

/// A claim and the side of it that is asked for.
#[derive(Clone, Copy, Debug)]
pub(in crate::verdict) struct Facet<'l> {
    pub(in crate::verdict) claim: u32,
    pub(in crate::verdict) side: Polarity,
    pub(in crate::verdict) liveness: &'l Liveness,
}

/// The statements of some facets before it is known which of them are on a chain. The memory
/// serves one question after another.
#[derive(Debug, Default)]
pub(in crate::verdict) struct Gathering {
    /// Their group is the representative of its agents until it is numbered.
    nodes: Vec<Node>,
    steps: Vec<(u32, u32)>,
    has_relays: bool,
    next: Lists,
    previous: Lists,
    marks: Vec<u8>,
    open: Vec<u32>,
    node_of: Vec<u32>,
    /// The nodes kept, by representative: both numbers in one, which sorts faster.
    order: Vec<u64>,
    /// Grounded statements that no chain brings to an attested statement.
    pub(in crate::verdict) unattested: Vec<u32>,
}

const GROUNDED: u8 = 1;
const ATTESTED: u8 = 2;
const ON_A_CHAIN: u8 = GROUNDED | ATTESTED;

impl Gathering {
    /// Gathers the chains of some facets into one graph; says whether there is grounded support,
    /// on a chain or not. O((statements + relays) log groups).
    pub(in crate::verdict) fn gather<'f>(
        &mut self,
        snapshot: &Snapshot<'_>,
        grouping: &Grouping<'_, '_>,
        facets: impl Iterator<Item = Facet<'f>>,
        graph: &mut ChainGraph,
    ) -> bool {
        self.nodes.clear();
        self.steps.clear();
        self.has_relays = false;
        self.unattested.clear();
        graph.clear();
        for facet in facets {
            if facet.liveness.counting.has(facet.side) {
                self.add(snapshot, grouping, facet);
            }
        }
        if self.nodes.is_empty() {
            return false;
        }
        self.mark();
        self.keep(graph)
    }

    fn push(&mut self, node: Node) -> u32 {
        self.nodes.push(node);
        self.nodes.len() as u32 - 1
    }

    fn add(&mut self, snapshot: &Snapshot<'_>, grouping: &Grouping<'_, '_>, facet: Facet<'_>) {
        let Facet {
            claim,
            side,
            liveness,
        } = facet;
        let tables = snapshot.tables();
        self.node_of.clear();
        if liveness.has_relays {
            self.node_of.resize(liveness.len(), u32::MAX);
        }
        let statements = &tables.statements[liveness.first as usize..][..liveness.len()];
        for (row, statement) in statements.iter().enumerate() {
            if !liveness.counts(row, side) {
                continue;
            }
            let number = liveness.first + row as u32;
            let agent = statement.agent;
            let representative = grouping.group(agent);
            let grade = grouping.grade(agent);
            let counted = grade.unwrap_or(Grade::F);
            let has_authority = grouping.has_authority(agent, claim);
            let is_basis = !statement.is_relaying();
            let is_first_hand = is_basis && statement.first_hand().unwrap_or(has_authority);
            let is_anonymous = tables.agents[agent as usize].is_anonymous();
            let threshold = if is_first_hand {
                statement.confidence().unwrap_or(counted.as_origin())
            } else if statement.is_relaying() {
                statement.confidence().unwrap_or(counted.as_relay())
            } else {
                counted.as_relay()
            };
            let spoken = Node {
                threshold,
                statement: number,
                agent,
                group: representative,
                is_implicit: false,
                is_origin: is_first_hand,
                attestation: attestation(snapshot, grouping, number, representative),
                is_official: is_first_hand && has_authority,
                carries_confirmation: grade.is_some_and(Grade::carries_confirmation),
                is_indistinct: is_first_hand && (is_anonymous || grade.is_none()),
            };
            let node = self.push(spoken);
            if liveness.has_relays {
                self.node_of[row] = node;
            }
            if is_basis && !is_first_hand {
                let behind = statement.confidence();
                let implicit = Node {
                    threshold: behind.unwrap_or(counted.one_below().as_origin()),
                    is_implicit: true,
                    is_origin: true,
                    attestation: None,
                    is_official: false,
                    carries_confirmation: false,
                    is_indistinct: true,
                    ..spoken
                };
                let implicit = self.push(implicit);
                self.steps.push((implicit, node));
            }
        }
        for row in 0..self.node_of.len() {
            let node = self.node_of[row];
            if node != u32::MAX {
                for target in liveness.relayed(snapshot, row) {
                    if self.node_of[target] != u32::MAX {
                        self.steps.push((self.node_of[target], node));
                        self.has_relays = true;
                    }
                }
            }
        }
    }

    /// Marks what is reached from an origin, and what reaches an attested statement.
    fn mark(&mut self) {
        let count = self.nodes.len();
        if !self.has_relays {
            self.mark_alone();
            return;
        }
        self.next.fill(count, self.steps.iter().copied());
        let back = self.steps.iter().map(|(from, to)| (*to, *from));
        self.previous.fill(count, back);
        self.marks.clear();
        self.marks.resize(count, 0);
        let starts = |node: &Node| node.is_origin;
        self.sweep(GROUNDED, starts);
        let ends = |node: &Node| node.attestation.is_some();
        self.sweep(ATTESTED, ends);
    }

    /// The same where nothing relays anything: each statement stands by itself, or with the
    /// implicit origin that comes right after it.
    fn mark_alone(&mut self) {
        self.marks.clear();
        for (number, node) in self.nodes.iter().enumerate() {
            let mark = if node.is_implicit {
                GROUNDED | (self.marks[number - 1] & ATTESTED)
            } else {
                let has_origin = self
                    .nodes
                    .get(number + 1)
                    .is_some_and(|next| next.is_implicit);
                let grounded = if node.is_origin || has_origin {
                    GROUNDED
                } else {
                    0
                };
                grounded
                    | if node.attestation.is_some() {
                        ATTESTED
                    } else {
                        0
                    }
            };
            self.marks.push(mark);
        }
    }

    fn sweep(&mut self, mark: u8, starts: impl Fn(&Node) -> bool) {
        let steps = if mark == GROUNDED {
            &self.next
        } else {
            &self.previous
        };
        for (number, node) in self.nodes.iter().enumerate() {
            if starts(node) {
                self.marks[number] |= mark;
                self.open.push(number as u32);
            }
        }
        while let Some(node) = self.open.pop() {
            for other in steps.row(node) {
                let held = &mut self.marks[*other as usize];
                if *held & mark == 0 {
                    *held |= mark;
                    self.open.push(*other);
                }
            }
        }
    }

    /// Puts the nodes that are on a chain into a graph: reached from an origin, and reaching an
    /// attested one.
    fn keep(&mut self, graph: &mut ChainGraph) -> bool {
        let mut has_grounded = false;
        self.order.clear();
        self.node_of.clear();
        for (node, mark) in self.nodes.iter().zip(&self.marks) {
            let mark = *mark;
            has_grounded |= mark & GROUNDED != 0;
            let is_kept = mark == ON_A_CHAIN;
            self.node_of.push(if is_kept {
                let kept = graph.nodes.len() as u32;
                if node.is_origin {
                    graph.origins.push(kept);
                }
                self.order
                    .push(u64::from(node.group) << 32 | u64::from(kept));
                graph.nodes.push(*node);
                kept
            } else {
                u32::MAX
            });
            if mark == GROUNDED && !node.is_implicit {
                self.unattested.push(node.statement);
            }
        }
        // Groups are numbered in order of their agents, each before its unnamed origin.
        self.order.sort_unstable();
        for joined in self.order.chunk_by(|a, b| a >> 32 == b >> 32) {
            for is_implicit in [false, true] {
                let mut is_new = true;
                for order in joined {
                    let node = &mut graph.nodes[*order as u32 as usize];
                    if node.is_implicit == is_implicit {
                        if std::mem::take(&mut is_new) {
                            graph.groups.push(Group {
                                representative: (order >> 32) as u32,
                                is_implicit,
                            });
                        }
                        node.group = graph.groups.len() as u32 - 1;
                    }
                }
            }
        }
        if self.has_relays && graph.nodes.len() == self.nodes.len() {
            // All are kept, with the numbers that they have.
            std::mem::swap(&mut graph.next, &mut self.next);
            std::mem::swap(&mut graph.previous, &mut self.previous);
            graph.list_members();
            return has_grounded;
        }
        let node_of = &self.node_of;
        self.steps.retain_mut(|(from, to)| {
            (*from, *to) = (node_of[*from as usize], node_of[*to as usize]);
            *from != u32::MAX && *to != u32::MAX
        });
        graph.connect(&self.steps);
        has_grounded
    }
}

/// Held before cited; only in a document that the speaker's own group published.
fn attestation(
    snapshot: &Snapshot<'_>,
    grouping: &Grouping<'_, '_>,
    statement: u32,
    own: u32,
) -> Option<Attestation> {
    let tables = snapshot.tables();
    let mut best = None;
    for document in tables.documents_of.row(statement) {
        if !snapshot.knows_document(*document) {
            continue;
        }
        let known = &tables.documents[*document as usize];
        let attests = if known.is_held() {
            Attestation::Held
        } else if known.has_url() && !snapshot.view.strict {
            Attestation::Cited
        } else {
            continue;
        };
        let mut publishers = tables.publishers.row(*document).iter();
        if publishers.any(|publisher| grouping.group(*publisher) == own) {
            best = best.max(Some(attests));
        }
    }
    best
}
