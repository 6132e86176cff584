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
        self.marks.clear();
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

    fn push(&mut self, node: Node, mark: u8) -> u32 {
        self.nodes.push(node);
        self.marks.push(mark);
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
        let has_relays = !liveness.relays.is_empty();
        if has_relays {
            self.node_of.resize(liveness.len(), u32::MAX);
        }
        let has_authorities = !tables.authorities.row(claim).is_empty();
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
            let has_authority = has_authorities && grouping.has_authority(agent, claim);
            let is_basis = !statement.is_relaying();
            let is_first_hand = is_basis && statement.first_hand().unwrap_or(has_authority);
            let is_anonymous = grouping.is_anonymous(agent);
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
            // A basis is reached from an origin: itself, or the unnamed one right behind it, which
            // in turn reaches what it does.
            let mut mark = if is_basis { GROUNDED } else { 0 };
            if spoken.attestation.is_some() {
                mark |= ATTESTED;
            }
            let node = self.push(spoken, mark);
            if has_relays {
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
                let implicit = self.push(implicit, mark);
                self.steps.push((implicit, node));
            }
        }
        for (target, row) in &liveness.relays {
            let [from, to] = [target, row].map(|row| self.node_of[*row as usize]);
            if from != u32::MAX && to != u32::MAX {
                self.steps.push((from, to));
                self.has_relays = true;
            }
        }
    }

    /// Marks what is reached from an origin, and what reaches an attested statement. Where
    /// nothing relays anything that is known from the start.
    fn mark(&mut self) {
        if !self.has_relays {
            return;
        }
        let count = self.nodes.len();
        self.next.fill(count, self.steps.iter().copied());
        let back = self.steps.iter().map(|(from, to)| (*to, *from));
        self.previous.fill(count, back);
        self.sweep(GROUNDED);
        self.sweep(ATTESTED);
    }

    /// Passes a mark on along the steps, or against them.
    fn sweep(&mut self, mark: u8) {
        let steps = if mark == GROUNDED {
            &self.next
        } else {
            &self.previous
        };
        for (number, held) in (0..).zip(&self.marks) {
            if held & mark != 0 && !steps.row(number).is_empty() {
                self.open.push(number);
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
        let are_all_kept = self.marks.iter().all(|mark| *mark == ON_A_CHAIN);
        let has_grounded = are_all_kept || self.marks.iter().any(|mark| mark & GROUNDED != 0);
        if are_all_kept {
            std::mem::swap(&mut graph.nodes, &mut self.nodes);
        } else {
            self.keep_some(graph);
        }
        self.number_groups(graph);
        if are_all_kept && self.has_relays {
            std::mem::swap(&mut graph.next, &mut self.next);
            std::mem::swap(&mut graph.previous, &mut self.previous);
        } else {
            graph.put_in_steps(&self.steps);
        }
        has_grounded
    }

    fn keep_some(&mut self, graph: &mut ChainGraph) {
        self.node_of.clear();
        for (node, mark) in self.nodes.iter().zip(&self.marks) {
            self.node_of.push(if *mark == ON_A_CHAIN {
                graph.nodes.push(*node);
                graph.nodes.len() as u32 - 1
            } else {
                u32::MAX
            });
            if *mark == GROUNDED && !node.is_implicit {
                self.unattested.push(node.statement);
            }
        }
        let node_of = &self.node_of;
        self.steps.retain_mut(|(from, to)| {
            (*from, *to) = (node_of[*from as usize], node_of[*to as usize]);
            *from != u32::MAX && *to != u32::MAX
        });
    }

    /// Numbers groups in order of their agents, each before its unnamed origin.
    fn number_groups(&mut self, graph: &mut ChainGraph) {
        self.order.clear();
        for (number, node) in (0..).zip(&graph.nodes) {
            if node.is_origin {
                graph.origins.push(number);
            }
            let order = u64::from(node.group) << 32 | u64::from(number);
            self.order.push(order);
        }
        self.order.sort_unstable();
        for joined in self.order.chunk_by(|a, b| a >> 32 == b >> 32) {
            for is_implicit in [false, true] {
                let group = graph.groups.len() as u32;
                let mut has_members = false;
                for order in joined {
                    let number = *order as u32;
                    let node = &mut graph.nodes[number as usize];
                    if node.is_implicit == is_implicit {
                        node.group = group;
                        graph.members.push(number);
                        has_members = true;
                    }
                }
                if has_members {
                    graph.members.end_row();
                    graph.groups.push(Group {
                        representative: (joined[0] >> 32) as u32,
                        is_implicit,
                    });
                }
            }
        }
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
        let known = snapshot.publication(*document);
        let attests = match known.attests {
            None => continue,
            Some(true) => Attestation::Held,
            Some(false) => Attestation::Cited,
        };
        let is_own = if let Some(only) = known.publisher {
            grouping.group(only) == own
        } else {
            let mut publishers = tables.publishers.row(*document).iter();
            publishers.any(|publisher| grouping.group(*publisher) == own)
        };
        if is_own {
            best = best.max(Some(attests));
        }
    }
    best
}
