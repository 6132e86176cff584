//! Claims, agents and documents.

use fixedbitset::FixedBitSet;

use super::Builder;
use crate::model::Grade;
use crate::read::{Diagnostic, Part};
use crate::vocab::{Id, Known};

impl Builder<'_> {
    pub(super) fn describe_claim(&mut self, index: usize, known: Known, subject: Id, object: Id) {
        if known == Known::Subject {
            if let Some(claim) = self.claims.get(subject) {
                self.topics.entry(object).or_default().push(claim);
            }
            return;
        }
        if !matches!(
            known,
            Known::Entails
                | Known::Contradicts
                | Known::Presupposes
                | Known::SameClaim
                | Known::SpanFrom
                | Known::SpanUntil
        ) {
            return;
        }
        let Some(number) = self.claims.get(subject) else {
            return;
        };
        let slot = number as usize;
        match known {
            Known::SpanFrom | Known::SpanUntil => {
                let time = self.time(index, object).map(|time| (time, object));
                let claim = &mut self.rows.claims[slot];
                let held = if known == Known::SpanFrom {
                    let held = claim.span_from();
                    claim.set_span_from(time);
                    held
                } else {
                    let held = claim.span_until();
                    claim.set_span_until(time);
                    held
                };
                if held.is_some_and(|held| Some(held) != time) {
                    self.twice(index, "a claim begins once and ends once");
                }
            }
            _ => {
                if !self.thing(index, object, "a claim") {
                    return;
                }
                let Some(other) = self.claims.get(object) else {
                    return;
                };
                let both = [(number, other), (other, number)];
                match known {
                    Known::Entails => self.pairs.entails.push((number, other)),
                    // Two wordings of one claim: each entails the other, and that is all.
                    Known::SameClaim => self.pairs.entails.extend(both),
                    Known::Presupposes => self.pairs.presupposes.push((number, other)),
                    _ => self.pairs.contradicts.extend(both),
                }
            }
        }
    }

    pub(super) fn describe_agent(&mut self, index: usize, known: Known, subject: Id, object: Id) {
        let Some(number) = self.agents.get(subject) else {
            return;
        };
        let slot = number as usize;
        match known {
            Known::Type if object == Known::AnonymousSource.id() => {
                self.rows.agents[slot].set_anonymous();
            }
            Known::Reliability => {
                let grade = Known::from_id(object).and_then(Grade::from_term);
                if self.is_unknown(object) {
                    return;
                }
                let held = self.rows.agents[slot].grade();
                if grade.is_none() {
                    let text = self.name(object);
                    self.report(
                        Diagnostic::error(
                            "bad-grade",
                            format!("{text} is not a grade of reliability"),
                        )
                        .hint("the grades are sayso:A (completely reliable) to sayso:E (unreliable), and sayso:F (cannot be judged)"),
                        index,
                        Part::Object,
                    );
                } else if held.is_some() && held != grade {
                    let name = self.name(subject);
                    self.report(
                        Diagnostic::error("graded-twice", format!("{name} has two grades"))
                            .hint("keep the one that you stand by"),
                        index,
                        Part::Object,
                    );
                } else {
                    self.rows.agents[slot].set_grade(grade);
                }
            }
            Known::VouchedBy => {
                if self.thing(index, object, "an agent")
                    && let Some(voucher) = self.agents.get(object)
                {
                    self.pairs.vouchers.push((number, voucher));
                }
            }
            Known::InterestIn => {
                if self.thing(index, object, "a claim")
                    && let Some(claim) = self.claims.get(object)
                {
                    self.pairs.interested.push((claim, number));
                }
            }
            Known::AuthorityOver if self.thing(index, object, "a claim or a topic") => {
                self.authority.push((number, object));
            }
            Known::FirstHand if self.statements.get(subject).is_none() => {
                if let Some(is_so) = self.boolean(index, object) {
                    let held = self.rows.agents[slot].first_hand();
                    self.rows.agents[slot].set_first_hand(is_so);
                    self.changed(index, held, is_so, "keep the one that you stand by");
                }
            }
            Known::RecordedAt => {
                let time = self.time(index, object).map(|time| time.first);
                let agent = &mut self.rows.agents[slot];
                let held = agent.recorded_at();
                agent.set_recorded_at(time);
                if held.is_some() && held != time {
                    self.twice(index, "keep the time of the first record");
                }
            }
            _ => {}
        }
    }

    pub(super) fn describe_document(
        &mut self,
        index: usize,
        known: Known,
        subject: Id,
        object: Id,
    ) {
        let Some(number) = self.documents.get(subject) else {
            return;
        };
        let slot = number as usize;
        match known {
            Known::Publisher => {
                if self.thing(index, object, "an agent")
                    && let Some(publisher) = self.agents.get(object)
                {
                    self.pairs.publishers.push((number, publisher));
                }
            }
            Known::Url => {
                if self.graph.terms.text(object).trim().is_empty() {
                    self.report(
                        Diagnostic::error("empty-url", "an empty URL leads nowhere")
                            .hint("leave schema:url out while you have none; then nothing attests the document"),
                        index,
                        Part::Object,
                    );
                } else {
                    self.rows.documents[slot].set_url();
                    self.marks.addresses.push((number, object));
                }
            }
            Known::Sha256 => {
                let text = self.graph.terms.text(object);
                if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                    self.rows.documents[slot].set_held();
                    self.marks.hashes.push((number, object));
                } else {
                    let text = self.name(object);
                    self.report(
                        Diagnostic::error("bad-hash", format!("{text} is not a SHA-256 hash"))
                            .hint("it has 64 hexadecimal digits; on Unix: sha256sum FILE"),
                        index,
                        Part::Object,
                    );
                }
            }
            Known::Copies | Known::SameText => {
                if self.thing(index, object, "a document")
                    && let Some(other) = self.documents.get(object)
                    && other != number
                {
                    if known == Known::Copies {
                        self.pairs.copies.push((number, other));
                    } else {
                        self.pairs
                            .same_text
                            .extend([(number, other), (other, number)]);
                    }
                }
            }
            Known::Issued => {
                if let Some(time) = self.time(index, object) {
                    let document = &mut self.rows.documents[slot];
                    let held = document.issued();
                    document.set_issued(Some((time, object)));
                    if held.is_some_and(|(held, _)| held != time) {
                        self.twice(
                            index,
                            "a document is issued once; for a new version make a new document",
                        );
                    }
                }
            }
            Known::RecordedAt => {
                let time = self.time(index, object).map(|time| time.first);
                let document = &mut self.rows.documents[slot];
                let held = document.recorded_at();
                document.set_recorded_at(time);
                if held.is_some() && held != time {
                    self.twice(index, "keep the time of the first record");
                }
            }
            _ => {}
        }
    }

    pub(super) fn finish_claims(&mut self) {
        for (agent, over) in std::mem::take(&mut self.authority) {
            let direct = self.claims.get(over);
            let topical = self.topics.get(&over).into_iter().flatten().copied();
            for claim in topical.chain(direct) {
                self.pairs.authorities.push((claim, agent));
            }
        }
    }

    pub(super) fn finish_documents(&mut self) {
        let mut named: Vec<Option<usize>> = vec![None; self.documents.terms.len()];
        // A publisher that is text is no agent, and has been reported.
        let mut published = FixedBitSet::with_capacity(named.len());
        for (index, quad) in self.graph.quads.iter().enumerate() {
            if quad.predicate == Known::Publisher.id()
                && let Some(document) = self.documents.get(quad.subject)
            {
                published.insert(document as usize);
            }
            if quad.predicate == Known::In.id()
                && let Some(document) = self.documents.get(quad.object)
            {
                named[document as usize].get_or_insert(index);
            }
        }
        for (slot, at) in named.into_iter().enumerate() {
            if let (false, Some(at)) = (published[slot], at) {
                let name = self.name(self.documents.terms[slot]);
                self.report(
                    Diagnostic::error(
                        "document-without-publisher",
                        format!("the document {name} has no publisher"),
                    )
                    .hint(format!(
                        "say who published it:  {name} dcterms:publisher :the-outlet ."
                    )),
                    at,
                    Part::Object,
                );
            }
        }
    }
}
