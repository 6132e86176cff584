//! What counts for one, or for nothing, though it may not look so: texts that several share, ties
//! whose dates lend nothing, claims that contradict themselves, and circles of those who stand for
//! each other.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::Checker;
use crate::evidence::Surrounding;
use crate::model::TieKind;
use crate::read::{Diagnostic, Part};
use crate::verdict;
use crate::vocab::{Id, Known};

impl Checker<'_> {
    fn agent_name(&self, agent: u32) -> String {
        let evidence = &self.data.evidence;
        self.data
            .graph
            .display(evidence.agents[agent as usize].term)
    }

    /// Statements on a claim, by several groups, in one text: they count as one.
    /// O(statements · log).
    pub(super) fn shared_texts(&mut self) {
        let evidence = &self.data.evidence;
        let mut findings: Vec<(Diagnostic, Id)> = Vec::new();
        for (number, claim) in (0..).zip(evidence.claims.iter()) {
            if !claim.has(Surrounding::SharedTexts) {
                continue;
            }
            let grouping = self.snapshot.grouping(&[number]);
            let mut spoken: Vec<(u32, u32, u32)> = claim
                .statements()
                .filter(|number| {
                    let stance = evidence.statements[*number as usize].stance();
                    stance.own_polarity().is_some()
                })
                .flat_map(|number| {
                    let agent = evidence.statements[number as usize].agent;
                    let documents = evidence.documents_of.row(number).iter();
                    documents.map(move |document| (*document, agent, number))
                })
                .map(|(document, agent, number)| {
                    (self.snapshot.text(document), grouping.group(agent), number)
                })
                .collect();
            spoken.sort_unstable();
            for pair in spoken.windows(2) {
                let [(text, one, first), (other_text, other, second)] = [pair[0], pair[1]];
                if text != other_text || one == other {
                    continue;
                }
                let [first, second] = [first, second].map(|it| &evidence.statements[it as usize]);
                let (who, whom) = (self.agent_name(first.agent), self.agent_name(second.agent));
                findings.push((
                    Diagnostic::note(
                        "one-text",
                        format!("{who} and {whom} speak in one text here, and count as one source"),
                    )
                    .hint("that is right for what they signed together, and for one text at two addresses; if one of them has it from elsewhere, record where it says so by itself"),
                    second.term,
                ));
            }
        }
        for (finding, term) in findings {
            self.report(finding, term, Known::By, Part::Subject);
        }
    }

    /// Statements by somebody whose tie to an authority has dates that do not certainly hold then.
    /// O(statements · ties of their speakers).
    pub(super) fn lapsed_ties(&mut self) {
        let evidence = &self.data.evidence;
        let mut findings = Vec::new();
        for (number, statement) in (0..).zip(evidence.statements.iter()) {
            if statement.stance().own_polarity().is_none() || statement.is_relaying() {
                continue;
            }
            let at = self.snapshot.timing(number).of_its_own();
            let authorities = evidence.authorities.row(statement.claim);
            if authorities.is_empty()
                || self
                    .snapshot
                    .has_authority(statement.agent, statement.claim, at)
            {
                continue;
            }
            let lapsed = evidence.ties_of.row(statement.agent).iter().find(|tie| {
                let tie = &evidence.ties[**tie as usize];
                let speaks_for = match tie.kind() {
                    TieKind::SameAs => true,
                    TieKind::SpokespersonOf => {
                        tie.is_directed() && tie.agents[0] == statement.agent
                    }
                    _ => false,
                };
                speaks_for
                    && authorities
                        .binary_search(&tie.other(statement.agent))
                        .is_ok()
            });
            let Some(tie) = lapsed else { continue };
            let tie = &evidence.ties[*tie as usize];
            let who = self.agent_name(statement.agent);
            let whom = self.agent_name(tie.other(statement.agent));
            let why = if at.is_some() {
                "was not said certainly within the dates of the tie between them"
            } else {
                "has no date, and the tie between them has"
            };
            findings.push((
                Diagnostic::note(
                    "tie-lends-nothing",
                    format!("{who} does not speak with the authority of {whom} here: it {why}"),
                )
                .hint("check both dates; who has left an office confirms nothing officially"),
                statement.term,
            ));
        }
        for (finding, term) in findings {
            self.report(finding, term, Known::By, Part::Subject);
        }
    }

    /// Claims of which what they entail cannot all be so. O(claims · links).
    pub(super) fn contradictory_claims(&mut self) {
        let evidence = &self.data.evidence;
        for claim in verdict::contradicting_themselves(&self.snapshot) {
            let term = evidence.claims[claim as usize].term;
            let predicate = if self.places.of(term, Known::Contradicts).is_some() {
                Known::Contradicts
            } else {
                Known::Entails
            };
            let name = self.data.graph.display(term);
            self.report(
                Diagnostic::warning(
                    "contradicts-itself",
                    format!("the claim {name} contradicts itself: what is said for it counts against it too"),
                )
                .hint("take out a sayso:contradicts or a sayso:entails; a denial of a claim needs no claim of its own, it is a statement with sayso:denies"),
                term,
                predicate,
                Part::Subject,
            );
        }
    }

    /// Agents who vouch or speak for each other in a circle, so that nobody stands at its end.
    /// O(agents + ties + vouchers).
    pub(super) fn circles(&mut self) {
        let evidence = &self.data.evidence;
        let mut graph: DiGraph<(), ()> = DiGraph::new();
        for _ in 0..evidence.agents.len() {
            graph.add_node(());
        }
        let node = |agent: u32| NodeIndex::new(agent as usize);
        let mut standing: Vec<(u32, u32)> = Vec::new();
        for tie in evidence.ties.iter() {
            let [dependent, principal] = tie.agents;
            match tie.kind() {
                TieKind::SpokespersonOf if tie.is_directed() => {
                    standing.push((dependent, principal));
                }
                TieKind::SameAs => {
                    graph.add_edge(node(dependent), node(principal), ());
                    graph.add_edge(node(principal), node(dependent), ());
                }
                _ => {}
            }
        }
        for agent in 0..evidence.agents.len() as u32 {
            if evidence.agents[agent as usize].is_anonymous() {
                let vouchers = evidence.vouchers.row(agent).iter();
                standing.extend(vouchers.map(|voucher| (agent, *voucher)));
            }
        }
        for (one, other) in &standing {
            graph.add_edge(node(*one), node(*other), ());
        }
        let mut circle_of = vec![0; evidence.agents.len()];
        for (number, circle) in kosaraju_scc(&graph).into_iter().enumerate() {
            for member in circle {
                circle_of[member.index()] = number;
            }
        }
        standing.retain(|(one, other)| circle_of[*one as usize] == circle_of[*other as usize]);
        standing.sort_unstable_by_key(|(one, other)| (circle_of[*one as usize], *one, *other));
        standing.dedup_by_key(|(one, _)| circle_of[*one as usize]);
        standing.sort_unstable();
        for (one, other) in standing {
            let (who, whom) = (self.agent_name(one), self.agent_name(other));
            let term = evidence.agents[one as usize].term;
            let predicate = if self.places.of(term, Known::VouchedBy).is_some() {
                Known::VouchedBy
            } else {
                Known::Type
            };
            self.report(
                Diagnostic::warning(
                    "circle-of-standing",
                    format!("{who} stands for {whom}, and {whom} for {who}, if by way of others: nobody lends them a grade or a name"),
                )
                .hint("whoever vouches or is spoken for stands at the end: take out the tie or the sayso:vouchedBy that leads back"),
                term,
                predicate,
                Part::Subject,
            );
        }
    }
}
