//! Gathering the chains of a question into one graph.

use super::{Attestation, ChainGraph, Group, Lists, Node};
use crate::evidence::{Grouping, Printed, Snapshot, Statement, Surrounding};
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
    marks: Vec<u8>,
    open: Vec<u32>,
    node_of: Vec<u32>,
    /// The nodes kept, by representative, named before implicit: all in one number, which sorts
    /// faster.
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
        let speaking = Speaking::new(grouping, claim);
        let statements = &tables.statements[liveness.first as usize..][..liveness.len()];
        for (row, statement) in statements.iter().enumerate() {
            if !liveness.counts(row, side) {
                continue;
            }
            let number = liveness.first + row as u32;
            let (spoken, implicit) = speaking.nodes(number, statement);
            let is_basis = !statement.is_relaying();
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
            if from != u32::MAX && to != u32::MAX {
                self.steps.push((from, to));
                self.has_relays = true;
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
    fn keep(&mut self, graph: &mut ChainGraph) -> bool {
        let are_all_kept = self.marks.iter().all(|mark| *mark == ON_A_CHAIN);
        let has_grounded = are_all_kept || self.marks.iter().any(|mark| mark & GROUNDED != 0);
        if are_all_kept {
            std::mem::swap(&mut graph.nodes, &mut self.nodes);
        } else {
            self.keep_some(graph);
        }
        self.number_groups(graph);
        graph.put_in_steps(&self.steps);
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

/// Turns statements on one claim into steps of chains.
pub(in crate::verdict) struct Speaking<'g, 's, 'e> {
    grouping: &'g Grouping<'s, 'e>,
    claim: u32,
    has_authorities: bool,
    /// When documents were recorded matters only to a view of some time.
    is_of_all_times: bool,
}

impl<'g, 's, 'e> Speaking<'g, 's, 'e> {
    pub(in crate::verdict) fn new(grouping: &'g Grouping<'s, 'e>, claim: u32) -> Self {
        let snapshot = grouping.snapshot();
        let known = &snapshot.tables().claims[claim as usize];
        Self {
            grouping,
            claim,
            has_authorities: known.has(Surrounding::Authorities),
            is_of_all_times: snapshot.view.known_at.is_none(),
        }
    }

    /// The step of a statement; and that of the unnamed origin behind it, if it has a basis and
    /// is not first-hand. Their groups are the representative of its agents.
    pub(in crate::verdict) fn nodes(
        &self,
        number: u32,
        statement: &Statement,
    ) -> (Node, Option<Node>) {
        let grouping = self.grouping;
        let agent = statement.agent;
        let group = grouping.group(agent);
        let grade = grouping.grade(agent);
        let counted = grade.unwrap_or(Grade::F);
        let is_basis = !statement.is_relaying();
        let has_authority =
            is_basis && self.has_authorities && grouping.has_authority(agent, self.claim);
        let is_first_hand = is_basis && statement.first_hand().unwrap_or(has_authority);
        let threshold = if is_first_hand {
            statement.confidence().unwrap_or(counted.as_origin())
        } else if is_basis {
            counted.as_relay()
        } else {
            statement.confidence().unwrap_or(counted.as_relay())
        };
        let spoken = Node {
            threshold,
            statement: number,
            agent,
            group,
            is_implicit: false,
            is_origin: is_first_hand,
            attestation: self.attestation(number, statement, group),
            is_official: is_first_hand && has_authority,
            carries_confirmation: grade.is_some_and(Grade::carries_confirmation),
            is_indistinct: is_first_hand && (grouping.is_anonymous(agent) || grade.is_none()),
        };
        let implicit = (is_basis && !is_first_hand).then(|| Node {
            threshold: statement
                .confidence()
                .unwrap_or(counted.one_below().as_origin()),
            is_implicit: true,
            is_origin: true,
            attestation: None,
            is_official: false,
            carries_confirmation: false,
            is_indistinct: true,
            ..spoken
        });
        (spoken, implicit)
    }

    fn attestation(&self, number: u32, statement: &Statement, own: u32) -> Option<Attestation> {
        match statement.printed() {
            Printed::Nowhere => None,
            Printed::Once { publisher, is_held } if self.is_of_all_times => {
                let counts = is_held || !self.grouping.snapshot().view.strict;
                (counts && self.grouping.group(publisher) == own).then_some(if is_held {
                    Attestation::Held
                } else {
                    Attestation::Cited
                })
            }
            Printed::Once { .. } | Printed::Often => attestation(self.grouping, number, own),
        }
    }
}

/// Held before cited; only in a document that the speaker's own group published.
fn attestation(grouping: &Grouping<'_, '_>, statement: u32, own: u32) -> Option<Attestation> {
    let snapshot = grouping.snapshot();
    let tables = snapshot.tables();
    let mut best = None;
    for document in tables.documents_of.row(statement) {
        let attests = match snapshot.attests(*document) {
            None => continue,
            Some(true) => Attestation::Held,
            Some(false) => Attestation::Cited,
        };
        let mut publishers = tables.publishers.row(*document).iter();
        if publishers.any(|publisher| grouping.group(*publisher) == own) {
            best = best.max(Some(attests));
        }
    }
    best
}
