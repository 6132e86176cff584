//! Gathering the chains of a question into one graph.

use super::{Attestation, ChainGraph, Group, Lists, Node, Speaking};
use crate::evidence::{Grouping, Snapshot, Surrounding};
use crate::model::Polarity;
use crate::verdict::liveness::Liveness;

/// A claim and the side of it that is asked for.
#[derive(Clone, Copy, Debug)]
pub(in crate::verdict) struct Facet<'l> {
    pub(in crate::verdict) claim: u32,
    pub(in crate::verdict) side: Polarity,
    pub(in crate::verdict) liveness: &'l Liveness,
    /// Whether the question is about several claims.
    pub(in crate::verdict) is_pooled: bool,
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
    marks: Vec<u8>,
    open: Vec<u32>,
    node_of: Vec<u32>,
    /// The nodes kept, by representative, named before implicit: all in one number, which sorts
    /// faster.
    order: Vec<u64>,
    /// Attested statements that may stand in one text with another, with their speakers.
    spoken: Vec<(u32, u32)>,
    /// Grounded statements that no chain brings to an attested statement.
    pub(in crate::verdict) unattested: Vec<u32>,
}

const GROUNDED: u8 = 1;
const ATTESTED: u8 = 2;
const ON_A_CHAIN: u8 = GROUNDED | ATTESTED;

/// No step: the statement is on no chain.
const NOWHERE: u32 = u32::MAX;
/// No step of its own: the keeper of the record tells us, and what that repeats is attested by it.
const KEPT: u32 = u32::MAX - 1;

impl Gathering {
    /// Gathers the chains of some facets into one graph, without what some agents say. Gives who counts as one in it, where that
    /// is more than ties make of it: those who speak together in one text.
    /// O((statements + relays) log groups).
    pub(in crate::verdict) fn gather<'f, 's, 'e>(
        &mut self,
        snapshot: &'s Snapshot<'e>,
        grouping: &Grouping<'s, 'e>,
        facets: impl Iterator<Item = Facet<'f>>,
        is_out: impl Fn(u32) -> bool + Copy,
        graph: &mut ChainGraph,
    ) -> Option<Grouping<'s, 'e>> {
        self.nodes.clear();
        self.marks.clear();
        self.steps.clear();
        self.has_relays = false;
        self.unattested.clear();
        self.spoken.clear();
        graph.clear();
        for facet in facets {
            let claim = &snapshot.tables().claims[facet.claim as usize];
            let may_share_texts = facet.is_pooled || claim.has(Surrounding::SharedTexts);
            let may_count = facet.liveness.counting.has(facet.side)
                || (may_share_texts && facet.liveness.has_retractions());
            if may_count {
                self.add(snapshot, grouping, facet, may_share_texts, is_out);
            }
        }
        let joint = self.join(snapshot, grouping);
        if self.nodes.is_empty() {
            return joint;
        }
        self.mark();
        self.keep(graph);
        joint
    }

    /// Takes as one group those who speak in one text, where what they say is attested without
    /// that. O(statements · their documents, log of these), and nothing where no text is shared.
    fn join<'s, 'e>(
        &mut self,
        snapshot: &'s Snapshot<'e>,
        grouping: &Grouping<'s, 'e>,
    ) -> Option<Grouping<'s, 'e>> {
        let tables = snapshot.tables();
        let mut in_text: Vec<(u32, u32)> = Vec::new();
        for (number, agent) in &self.spoken {
            let documents = tables.documents_of.row(*number).iter();
            let known = documents.filter(|document| snapshot.knows_document(**document));
            in_text.extend(known.map(|document| (snapshot.text(*document), *agent)));
        }
        in_text.sort_unstable();
        let mut joint: Option<Grouping<'s, 'e>> = None;
        for pair in in_text.windows(2) {
            let [(text, one), (other_text, other)] = [pair[0], pair[1]];
            let grouping = joint.as_ref().unwrap_or(grouping);
            if text == other_text && grouping.group(one) != grouping.group(other) {
                let mut joined = grouping.clone();
                joined.join(one, other);
                joint = Some(joined);
            }
        }
        if let Some(joint) = &joint {
            for node in &mut self.nodes {
                node.group = joint.group(node.agent);
            }
        }
        joint
    }

    fn push(&mut self, node: Node, mark: u8) -> u32 {
        self.nodes.push(node);
        self.marks.push(mark);
        self.nodes.len() as u32 - 1
    }

    fn add(
        &mut self,
        snapshot: &Snapshot<'_>,
        grouping: &Grouping<'_, '_>,
        facet: Facet<'_>,
        may_share_texts: bool,
        is_out: impl Fn(u32) -> bool,
    ) {
        let Facet {
            claim,
            side,
            liveness,
            ..
        } = facet;
        let tables = snapshot.tables();
        self.node_of.clear();
        let has_relays = !liveness.relays.is_empty();
        if has_relays {
            self.node_of.resize(liveness.len(), NOWHERE);
        }
        let speaking = Speaking::new(grouping, claim);
        let statements = &tables.statements[liveness.first as usize..][..liveness.len()];
        for (row, statement) in statements.iter().enumerate() {
            // What was taken back still tells who spoke together.
            let is_counted = liveness.counts(row, side);
            let is_told = may_share_texts && liveness.is_dead(row) && liveness.is_on(row, side);
            if !is_counted && !is_told {
                continue;
            }
            let number = liveness.first + row as u32;
            let is_basis = !liveness.is_relaying(row);
            let (spoken, implicit) = speaking.nodes(number, statement, is_basis);
            if may_share_texts && spoken.attestation.is_some() {
                self.spoken.push((number, statement.agent));
            }
            if !is_counted || statement.confidence() == Some(0.0) || is_out(statement.agent) {
                // Of confidence 0: whoever keeps the record does not believe that it was said.
                continue;
            }
            if snapshot.is_keeper(statement.agent) && !spoken.is_origin {
                // Who reads the record relies on its keeper anyway.
                let attestation = spoken.attestation;
                let told = implicit.map(|implicit| Node {
                    attestation,
                    ..implicit
                });
                let told = told.map(|told| self.push(told, ON_A_CHAIN));
                if has_relays {
                    self.node_of[row] = told.unwrap_or(KEPT);
                }
                continue;
            }
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
            if let Some(implicit) = implicit {
                let implicit = self.push(implicit, mark);
                self.steps.push((implicit, node));
            }
        }
        for (target, row) in &liveness.relays {
            let [from, to] = [target, row].map(|row| self.node_of[*row as usize]);
            match (from, to) {
                (NOWHERE, _) | (_, NOWHERE) | (KEPT, KEPT) => {}
                (KEPT, to) => self.step_over(&liveness.relays, *target, to),
                (from, KEPT) => {
                    let attestation = &mut self.nodes[from as usize].attestation;
                    attestation.get_or_insert(Attestation::Kept);
                    self.marks[from as usize] |= ATTESTED;
                    self.has_relays = true;
                }
                (from, to) => {
                    self.steps.push((from, to));
                    self.has_relays = true;
                }
            }
        }
    }

    /// Leads to a node from all that a keeper's relay repeats, directly or by way of further ones
    /// of keepers. O(relays) for each such step.
    fn step_over(&mut self, relays: &[(u32, u32)], kept: u32, to: u32) {
        let mut open = vec![kept];
        let mut seen: rustc_hash::FxHashSet<u32> = open.iter().copied().collect();
        while let Some(at) = open.pop() {
            for (target, _) in relays.iter().filter(|(_, row)| *row == at) {
                match self.node_of[*target as usize] {
                    NOWHERE => {}
                    KEPT => {
                        if seen.insert(*target) {
                            open.push(*target);
                        }
                    }
                    from => {
                        self.steps.push((from, to));
                        self.has_relays = true;
                    }
                }
            }
        }
    }

    /// Marks what is reached from an origin, and what reaches an attested statement. Where
    /// nothing relays anything that is known from the start.
    fn mark(&mut self) {
        if self.has_relays {
            self.pass_on(GROUNDED);
            self.pass_on(ATTESTED);
        }
    }

    /// Passes a mark on along the steps, or against them. O(nodes + steps).
    ///
    /// Steps mostly come in order of time, so going over them once, along or against that order,
    /// marks all there is to mark. What that left is followed.
    fn pass_on(&mut self, mark: u8) {
        let marks = &mut self.marks;
        let mut pass = |(from, to): (u32, u32)| marks[to as usize] |= marks[from as usize] & mark;
        let is_forward = mark == GROUNDED;
        if is_forward {
            self.steps.iter().copied().for_each(&mut pass);
        } else {
            let back = self.steps.iter().rev();
            back.map(|(from, to)| (*to, *from)).for_each(&mut pass);
        }
        let is_left =
            |(from, to): (u32, u32)| marks[from as usize] & !marks[to as usize] & mark != 0;
        let turned = |(from, to): (u32, u32)| if is_forward { (from, to) } else { (to, from) };
        let steps = self.steps.iter().map(|step| turned(*step));
        if !steps.clone().any(is_left) {
            return;
        }
        self.next.fill(self.nodes.len(), steps.clone());
        let left = steps.filter(|step| is_left(*step));
        self.open.extend(left.map(|(from, _)| from));
        while let Some(node) = self.open.pop() {
            for other in self.next.row(node) {
                let held = &mut marks[*other as usize];
                if *held & mark == 0 {
                    *held |= mark;
                    self.open.push(*other);
                }
            }
        }
    }

    /// Puts the nodes that are on a chain into a graph: reached from an origin, and reaching an
    /// attested one.
    fn keep(&mut self, graph: &mut ChainGraph) {
        let are_all_kept = self.marks.iter().all(|mark| *mark == ON_A_CHAIN);
        if are_all_kept {
            std::mem::swap(&mut graph.nodes, &mut self.nodes);
        } else {
            self.keep_some(graph);
        }
        self.number_groups(graph);
        graph.put_in_steps(&self.steps);
    }

    fn keep_some(&mut self, graph: &mut ChainGraph) {
        self.node_of.clear();
        for (node, mark) in self.nodes.iter().zip(&self.marks) {
            self.node_of.push(if *mark == ON_A_CHAIN {
                graph.nodes.push(*node);
                graph.nodes.len() as u32 - 1
            } else {
                NOWHERE
            });
            if *mark == GROUNDED && !node.is_implicit {
                self.unattested.push(node.statement);
            }
        }
        let node_of = &self.node_of;
        self.steps.retain_mut(|(from, to)| {
            (*from, *to) = (node_of[*from as usize], node_of[*to as usize]);
            *from != NOWHERE && *to != NOWHERE
        });
    }

    /// Numbers groups in order of their agents, each before its unnamed origin.
    fn number_groups(&mut self, graph: &mut ChainGraph) {
        self.order.clear();
        for (number, node) in (0..).zip(&graph.nodes) {
            if node.is_origin {
                graph.origins.push(number);
            }
            // A claim has fewer than 2³¹ of them: each takes 40 bytes.
            let place = u64::from(node.is_implicit) << 31 | u64::from(number);
            self.order.push(u64::from(node.group) << 32 | place);
        }
        self.order.sort_unstable();
        for members in self.order.chunk_by(|a, b| a >> 31 == b >> 31) {
            let group = graph.groups.len() as u32;
            graph.groups.push(Group {
                representative: (members[0] >> 32) as u32,
                is_implicit: members[0] >> 31 & 1 != 0,
            });
            for member in members {
                let number = (*member & 0x7fff_ffff) as u32;
                graph.nodes[number as usize].group = group;
                graph.members.push(number);
            }
            graph.members.end_row();
        }
    }
}
