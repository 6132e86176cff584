//! What is said of a statement, part by part.

use super::{Builder, Draft, list_of, nearest};
use crate::model::Stance;
use crate::read::{Diagnostic, Part};
use crate::vocab::{Id, Known};

impl Builder<'_> {
    #[expect(
        clippy::too_many_lines,
        reason = "one arm a property: a table, not a procedure"
    )]
    pub(super) fn describe_statement(
        &mut self,
        index: usize,
        known: Known,
        subject: Id,
        object: Id,
    ) {
        let Some(number) = self.statements.get(subject) else {
            self.stray(index, known, subject);
            return;
        };
        let slot = number as usize;
        let at = index as u32;
        self.drafts[slot].any.get_or_insert(at);
        match known {
            Known::ClaimOf => {
                if !self.thing(index, object, "a claim") {
                    self.drafts[slot].is_broken = true;
                    return;
                }
                let claim = self.claims.get(object);
                self.once(slot, index, "claim", claim, |draft| &mut draft.claim);
            }
            Known::By => {
                if !self.thing(index, object, "an agent") {
                    self.drafts[slot].is_broken = true;
                    return;
                }
                let agent = self.agents.get(object);
                self.once(slot, index, "speaker", agent, |draft| &mut draft.agent);
            }
            Known::Stance => {
                let stance = Known::from_id(object).and_then(Stance::from_term);
                if stance.is_none() {
                    if !self.is_unknown(object) {
                        let text = self.name(object);
                        let stances = list_of(Stance::ALL, Stance::name);
                        self.report(
                            Diagnostic::error("not-a-stance", format!("{text} is not a stance"))
                                .hint(format!("the stances are {stances}")),
                            index,
                            Part::Object,
                        );
                    }
                    self.drafts[slot].is_broken = true;
                }
                self.once(slot, index, "stance", stance, |draft| &mut draft.stance);
            }
            Known::FirstHand => {
                let value = self.boolean(index, object);
                self.once(slot, index, "firstHand", value, |draft| {
                    &mut draft.first_hand
                });
            }
            // The time of the document, which is read there.
            Known::SaidAt if self.graph.derived.contains(&subject) => {
                let time = self.parsed_time(object);
                self.drafts[slot].said_at = time.map(|time| (time, object));
            }
            Known::SaidAt => {
                if let Some(time) = self.time(index, object) {
                    let held = self.drafts[slot].said_at.replace((time, object));
                    self.changed(
                        index,
                        held.map(|(held, _)| held),
                        time,
                        "a statement is said once: keep one time, or write two statements",
                    );
                }
            }
            Known::RecordedAt => {
                if let Some(time) = self.time(index, object) {
                    let held = self.drafts[slot].recorded_at.replace(time.first);
                    self.changed(index, held, time.first, "keep the time of the first record");
                }
            }
            Known::Confidence => {
                if let Some(value) = self.number(index, object) {
                    let held = self.drafts[slot].confidence.replace(value);
                    self.changed(index, held, value, "keep the one that you stand by");
                }
            }
            Known::Relays => {
                self.describe_relay(index, number, object);
            }
            Known::Target => {
                self.describe_target(index, slot, object);
            }
            Known::Credibility => {
                if let Some(value) = self.credibility(index, object) {
                    let held = self.drafts[slot].credibility.replace(value);
                    self.changed(index, held, value, "keep the one that you stand by");
                }
            }
            Known::In => {
                if self.thing(index, object, "a document")
                    && let Some(document) = self.documents.get(object)
                {
                    self.pairs.documents_of.push((number, document));
                }
            }
            Known::To | Known::DeflectsTo => {
                if self.thing(index, object, "an agent")
                    && let Some(agent) = self.agents.get(object)
                {
                    if known == Known::To {
                        self.pairs.askers.push((number, agent));
                    } else {
                        self.pairs.deflects_to.push((number, agent));
                    }
                }
            }
            _ => {}
        }
    }

    fn describe_relay(&mut self, index: usize, statement: u32, object: Id) {
        if !self.thing(index, object, "a statement") {
            self.drafts[statement as usize].is_broken = true;
            return;
        }
        self.drafts[statement as usize].is_relaying = true;
        match self.statements.get(object) {
            Some(target) => self.relays.push((statement, target, index as u32)),
            None => self.dangling(index, object),
        }
    }

    fn describe_target(&mut self, index: usize, slot: usize, object: Id) {
        if !self.thing(index, object, "a statement") {
            self.drafts[slot].is_broken = true;
            return;
        }
        if self.statements.get(object).is_none() {
            self.dangling(index, object);
        }
        self.once(slot, index, "target", Some(object), |draft| {
            &mut draft.target
        });
    }

    /// A property of statements on something that is none.
    fn stray(&mut self, index: usize, known: Known, subject: Id) {
        if matches!(
            known,
            Known::Relays
                | Known::Target
                | Known::FirstHand
                | Known::In
                | Known::To
                | Known::DeflectsTo
                | Known::SaidAt
                | Known::Confidence
                | Known::StatedConfidence
                | Known::Credibility
        ) {
            if known == Known::FirstHand && self.agents.get(subject).is_some() {
                // It is of an agent: the default for what that says.
                return;
            }
            if known == Known::Confidence && self.ties.get(subject).is_some() {
                // It is of a tie: how sure the recorder is of that. It is shown, and never counted.
                let object = self.graph.quads[index].object;
                let _ = self.number(index, object);
                return;
            }
            let name = self.called(subject, "statement");
            self.report(
                Diagnostic::error(
                    "missing-stance",
                    format!("{name} has sayso:{} but no speaker, claim or stance", known.parts().1),
                )
                .hint("a statement reads:  [] sayso:by :agent ; sayso:asserts :claim ; sayso:quotedIn :document ."),
                index,
                Part::Subject,
            );
        }
    }

    fn dangling(&mut self, index: usize, object: Id) {
        let name = self.name(object);
        let text = self.graph.terms.text(object);
        let nearest = nearest(
            text,
            self.statements
                .terms
                .iter()
                .map(|id| (*id, self.graph.terms.text(*id))),
        );
        let mut finding = Diagnostic::warning(
            "dangling-reference",
            format!("no statement {name} is known here; what repeats it counts for nothing"),
        );
        if let Some(nearest) = nearest {
            finding = finding.hint(format!("did you mean {}?", self.name(nearest)));
        } else {
            finding = finding
                .hint("name the statement where it is made, or add the dataset that holds it");
        }
        self.report(finding, index, Part::Object);
    }

    /// Sets a part that a statement has exactly once; saying the same twice is no harm.
    fn once<T: PartialEq + Copy>(
        &mut self,
        slot: usize,
        index: usize,
        what: &str,
        value: Option<T>,
        part: impl Fn(&mut Draft) -> &mut Option<(T, u32)>,
    ) {
        let Some(value) = value else { return };
        let held = part(&mut self.drafts[slot]);
        match held {
            None => *held = Some((value, index as u32)),
            Some((other, _)) if *other == value => {}
            Some(_) => {
                self.drafts[slot].is_broken = true;
                let name = self.called(self.graph.quads[index].subject, "statement");
                self.report(
                    Diagnostic::error(
                        "said-twice",
                        format!("{name} has more than one {what}"),
                    )
                    .hint("a statement is one agent taking one stance on one claim: write two statements"),
                    index,
                    Part::Object,
                );
            }
        }
    }
}
