//! Finishing statements: are they whole, and what do they hang together with?

use super::{Builder, Draft, NONE};
use crate::evidence::Statement;
use crate::evidence::record::Parts;
use crate::model::Stance;
use crate::read::{Diagnostic, Part};
use crate::vocab::Known;

/// Which statements relay which, by number.
#[derive(Default)]
pub(super) struct Relays {
    pub(super) within: Vec<(u32, u32)>,
    pub(super) across: Vec<(u32, u32)>,
}

impl Builder<'_> {
    pub(super) fn finish_statements(&mut self) -> Relays {
        let drafts = std::mem::take(&mut self.drafts);
        // Statements in order of claim; within a claim they already are in order of IRI.
        let mut order: Vec<u32> = Vec::with_capacity(drafts.len());
        for (slot, draft) in drafts.iter().enumerate() {
            if self.is_complete(slot, draft) {
                order.push(slot as u32);
            }
        }
        order.sort_by_key(|slot| drafts[*slot as usize].claim.map(|(claim, _)| claim));
        let mut renumbered = vec![NONE; drafts.len()];
        for (position, slot) in order.iter().enumerate() {
            renumbered[*slot as usize] = position as u32;
        }
        for slot in &order {
            let draft = &drafts[*slot as usize];
            let (Some((claim, _)), Some((agent, _)), Some((stance, _))) =
                (draft.claim, draft.agent, draft.stance)
            else {
                continue;
            };
            let target = self.target(*slot, draft, claim, &drafts);
            self.remark(*slot, draft);
            self.rows.statements.push(Statement::new(&Parts {
                term: self.statements.terms[*slot as usize],
                claim,
                agent,
                stance,
                first_hand: draft.first_hand.map(|(value, _)| value),
                said_at: draft.said_at,
                recorded_at: draft.recorded_at,
                confidence: draft.confidence,
                is_relaying: draft.is_relaying,
                target: target
                    .map(|target| renumbered[target as usize])
                    .filter(|target| *target != NONE),
            }));
        }
        let statements = &self.rows.statements;
        let mut start = 0;
        for (number, claim) in self.rows.claims.iter_mut().enumerate() {
            claim.first = start;
            while statements
                .get(start as usize)
                .is_some_and(|statement| statement.claim as usize == number)
            {
                start += 1;
            }
            claim.end = start;
        }
        let mut relays = Relays::default();
        for (statement, target, at) in std::mem::take(&mut self.relays) {
            let (from, to) = (renumbered[statement as usize], renumbered[target as usize]);
            if from == NONE || to == NONE {
                continue;
            }
            let (later, earlier) = (
                &self.rows.statements[from as usize],
                &self.rows.statements[to as usize],
            );
            if later.claim == earlier.claim {
                relays.within.push((from, to));
            } else {
                relays.across.push((from, to));
                self.report(
                    Diagnostic::warning(
                        "relay-across-claims",
                        "a statement relays a statement of another claim; that is no chain",
                    )
                    .hint(
                        "relay a statement of the same claim, or link the claims by sayso:entails",
                    ),
                    at as usize,
                    Part::Object,
                );
            }
        }
        for pairs in [
            &mut self.pairs.documents_of,
            &mut self.pairs.askers,
            &mut self.pairs.deflects_to,
        ] {
            for (statement, _) in &mut *pairs {
                *statement = renumbered[*statement as usize];
            }
            pairs.retain(|(statement, _)| *statement != NONE);
        }
        self.find_retraction_cycles();
        relays
    }

    fn is_complete(&mut self, slot: usize, draft: &Draft) -> bool {
        let term = self.statements.terms[slot];
        let at = draft.any.unwrap_or(0) as usize;
        let is_excused = draft.is_broken || self.graph.misspelt.contains(&term);
        let mut missing = |present: bool, code, what: &str, hint: &str| {
            if !present && !is_excused {
                let name = self.called(term, "statement");
                let finding = Diagnostic::error(code, format!("{name} has no {what}")).hint(hint);
                self.report(finding, at, Part::Subject);
            }
        };
        missing(
            draft.agent.is_some(),
            "missing-speaker",
            "speaker",
            "say who said it:  sayso:by :agent",
        );
        let has_stance = draft.stance.is_some();
        let has_claim = draft.claim.is_some();
        let is_retraction = draft.stance.map(|(stance, _)| stance) == Some(Stance::Retracts);
        if !has_stance && !has_claim {
            missing(
                false,
                "missing-stance",
                "stance and no claim",
                "say what it does with which claim:  sayso:asserts :claim",
            );
        } else {
            missing(
                has_stance,
                "missing-stance",
                "stance",
                "say what it does with the claim:  sayso:asserts, sayso:confirms, sayso:denies, …",
            );
            missing(
                has_claim || !is_retraction || draft.target.is_some(),
                "retraction-without-target",
                "target",
                "say what it takes back:  sayso:target :the-statement",
            );
            missing(
                has_claim || (is_retraction && draft.target.is_none()),
                "missing-claim",
                "claim",
                "say which claim it speaks of:  sayso:claim :claim",
            );
        }
        has_claim && has_stance && draft.agent.is_some() && !draft.is_broken
    }

    /// The target of a retraction, checked against what a retraction may be.
    fn target(&mut self, slot: u32, draft: &Draft, claim: u32, drafts: &[Draft]) -> Option<u32> {
        let is_retraction = draft.stance.map(|(stance, _)| stance) == Some(Stance::Retracts);
        let term = self.statements.terms[slot as usize];
        let Some((target, at)) = draft.target else {
            if is_retraction {
                let name = self.called(term, "statement");
                let at = draft.any.unwrap_or(0) as usize;
                self.report(
                    Diagnostic::error(
                        "retraction-without-target",
                        format!("{name} does not say what it takes back"),
                    )
                    .hint("name the statement:  sayso:target :the-statement"),
                    at,
                    Part::Subject,
                );
            }
            return None;
        };
        if !is_retraction {
            let name = self.called(term, "statement");
            self.report(
                Diagnostic::error(
                    "target-without-retraction",
                    format!("{name} has a sayso:target but is no retraction"),
                )
                .hint("sayso:target belongs to sayso:retracts; to repeat a statement use sayso:relays"),
                at as usize,
                Part::Predicate,
            );
            return None;
        }
        let target = self.statements.get(target)?;
        let other = drafts[target as usize].claim.map(|(claim, _)| claim);
        if other.is_some_and(|other| other != claim) {
            let name = self.called(term, "statement");
            self.report(
                Diagnostic::error(
                    "retraction-of-another-claim",
                    format!("{name} speaks of another claim than the statement that it takes back"),
                )
                .hint("a retraction carries the claim of its target; leave the claim out and it will be filled in"),
                at as usize,
                Part::Object,
            );
            return None;
        }
        Some(target)
    }

    /// What is odd about a complete statement, without being wrong.
    fn remark(&mut self, slot: u32, draft: &Draft) {
        let term = self.statements.terms[slot as usize];
        let stance = draft.stance.map(|(stance, _)| stance);
        let at = draft.stance.map_or(0, |(_, at)| at) as usize;
        if stance == Some(Stance::Reports) && !draft.is_relaying {
            let name = self.called(term, "statement");
            self.report(
                Diagnostic::note(
                    "reports-nothing",
                    format!("{name} reports but relays no statement; it counts as asserting without saying on what basis"),
                )
                .hint("name what it repeats:  sayso:relays :the-statement"),
                at,
                Part::Predicate,
            );
        }
        if let (Some((_, at)), true) = (draft.first_hand, draft.is_relaying) {
            let name = self.called(term, "statement");
            self.report(
                Diagnostic::warning(
                    "first-hand-relay",
                    format!("{name} relays another statement, so its sayso:firstHand is ignored"),
                )
                .hint("what somebody repeats is not first-hand; record their own knowledge as a statement of its own"),
                at as usize,
                Part::Object,
            );
        }
    }

    /// Retractions whose targets lead round in a circle. O(statements).
    fn find_retraction_cycles(&mut self) {
        let statements = &self.rows.statements;
        let mut state = vec![0_u8; statements.len()];
        let mut cycles = Vec::new();
        for start in 0..statements.len() {
            let mut path = Vec::new();
            let mut at = start;
            while state[at] == 0 {
                state[at] = 1;
                path.push(at);
                let Some(target) = statements[at].target() else {
                    break;
                };
                at = target as usize;
            }
            if state[at] == 1 && statements[at].target().is_some() && path.contains(&at) {
                cycles.push(at);
            }
            for visited in path {
                state[visited] = 2;
            }
        }
        for statement in cycles {
            let term = self.rows.statements[statement].term;
            let quad = self
                .graph
                .quads
                .iter()
                .position(|quad| quad.subject == term && quad.predicate == Known::Target.id());
            let name = self.called(term, "statement");
            self.report(
                Diagnostic::error(
                    "retraction-cycle",
                    format!("{name} takes itself back by way of others"),
                )
                .hint("a retraction takes back something said before it; remove one sayso:target"),
                quad.unwrap_or(0),
                Part::Object,
            );
        }
    }
}
