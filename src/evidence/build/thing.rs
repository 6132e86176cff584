//! Claims, agents and documents.

use super::Builder;
use crate::evidence::Rows;
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
                let claim = &mut self.evidence.claims[slot];
                let held = if known == Known::SpanFrom {
                    &mut claim.span_from
                } else {
                    &mut claim.span_until
                };
                let is_second = held.is_some_and(|held| Some(held) != time);
                *held = time;
                if is_second {
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
                let claims = &mut self.evidence.claims;
                match known {
                    Known::Entails => claims[slot].entails.push(other),
                    Known::Presupposes => claims[slot].presupposes.push(other),
                    _ => {
                        claims[slot].contradicts.push(other);
                        claims[other as usize].contradicts.push(number);
                    }
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
                self.evidence.agents[slot].is_anonymous = true;
            }
            Known::Reliability => {
                let grade = Known::from_id(object).and_then(Grade::from_term);
                let held = self.evidence.agents[slot].grade;
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
                    self.evidence.agents[slot].grade = grade;
                }
            }
            Known::VouchedBy => {
                if self.thing(index, object, "an agent")
                    && let Some(voucher) = self.agents.get(object)
                {
                    self.evidence.agents[slot].vouchers.push(voucher);
                }
            }
            Known::InterestIn => {
                if self.thing(index, object, "a claim")
                    && let Some(claim) = self.claims.get(object)
                {
                    self.evidence.claims[claim as usize].interested.push(number);
                }
            }
            Known::AuthorityOver if self.thing(index, object, "a claim or a topic") => {
                self.authority.push((number, object));
            }
            Known::RecordedAt => {
                let time = self.time(index, object);
                let place = &mut self.evidence.agents[slot].recorded_at;
                let held = std::mem::replace(place, time);
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
                    self.evidence.documents[slot].publishers.push(publisher);
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
                    self.evidence.documents[slot].has_url = true;
                }
            }
            Known::Sha256 => {
                let text = self.graph.terms.text(object);
                if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                    self.evidence.documents[slot].is_held = true;
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
            Known::Issued => {
                if let Some(time) = self.time(index, object) {
                    let held = self.evidence.documents[slot].issued.replace((time, object));
                    if held.is_some_and(|(held, _)| held != time) {
                        self.twice(
                            index,
                            "a document is issued once; for a new version make a new document",
                        );
                    }
                }
            }
            Known::RecordedAt => {
                let time = self.time(index, object);
                let place = &mut self.evidence.documents[slot].recorded_at;
                let held = std::mem::replace(place, time);
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
                self.evidence.claims[claim as usize].authorities.push(agent);
            }
        }
        let mut entailed_by = Vec::new();
        for (number, claim) in self.evidence.claims.iter_mut().enumerate() {
            for list in [
                &mut claim.entails,
                &mut claim.contradicts,
                &mut claim.presupposes,
                &mut claim.authorities,
                &mut claim.interested,
            ] {
                list.sort_unstable();
                list.dedup();
            }
            entailed_by.extend(claim.entails.iter().map(|other| (*other, number as u32)));
        }
        self.evidence.entailed_by = Rows::new(self.evidence.claims.len(), entailed_by);
    }

    pub(super) fn finish_documents(&mut self) {
        let mut named: Vec<Option<usize>> = vec![None; self.documents.terms.len()];
        for (index, quad) in self.graph.quads.iter().enumerate() {
            if quad.predicate == Known::In.id()
                && let Some(document) = self.documents.get(quad.object)
            {
                named[document as usize].get_or_insert(index);
            }
        }
        for (slot, at) in named.into_iter().enumerate() {
            let document = &mut self.evidence.documents[slot];
            document.publishers.sort_unstable();
            document.publishers.dedup();
            if let (true, Some(at)) = (document.publishers.is_empty(), at) {
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
