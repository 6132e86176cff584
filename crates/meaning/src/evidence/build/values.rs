//! Reading values, and saying what is wrong with them.

use super::Builder;
use crate::model::{Interval, Time};
use crate::read::terms::TermRef;
use crate::read::{Diagnostic, Part};
use crate::vocab::{Id, Known, namespace};

impl Builder<'_> {
    pub(super) fn report(&mut self, finding: Diagnostic, quad: usize, part: Part) {
        self.findings
            .push(finding.at(self.graph.location(quad, part)));
    }

    /// A term as its author wrote it.
    pub(super) fn name(&self, id: Id) -> String {
        if self.graph.terms.is_blank(id) {
            "[]".to_owned()
        } else {
            self.graph.display(id)
        }
    }

    /// A thing as its author knows it: "the tie :t", or "this tie" where it has no name of its
    /// own and the place says which.
    pub(super) fn called(&self, id: Id, what: &str) -> String {
        let iri = self.graph.terms.as_iri(id);
        if iri.is_none_or(|iri| iri.starts_with(namespace::STATEMENT)) {
            format!("this {what}")
        } else {
            format!("the {what} {}", self.graph.display(id))
        }
    }

    /// An object that must be a thing of its own, not text.
    pub(super) fn thing(&mut self, index: usize, object: Id, what: &str) -> bool {
        if !self.graph.terms.is_literal(object) {
            return true;
        }
        let property = match Known::from_id(self.graph.quads[index].predicate) {
            // A stance used as a property has become a claim and a stance.
            Some(Known::ClaimOf) => "the stance".to_owned(),
            _ => self.name(self.graph.quads[index].predicate),
        };
        let text = self.name(object);
        self.report(
            Diagnostic::error(
                "text-for-a-thing",
                format!("{property} takes {what}, not the text {text}"),
            )
            .hint(format!(
                "give {what} a name, and the text as its label:  :name rdfs:label {text} ."
            )),
            index,
            Part::Object,
        );
        false
    }

    /// The datatype and the text of a literal.
    fn literal(&self, object: Id) -> Option<(Known, &str)> {
        match self.graph.terms.get(object) {
            TermRef::Literal {
                value,
                datatype: Some(datatype),
                ..
            } => Known::from_id(datatype).map(|datatype| (datatype, value)),
            _ => None,
        }
    }

    /// Whether a term is one of ours that does not exist: that has been reported.
    pub(super) fn is_unknown(&self, id: Id) -> bool {
        let iri = self.graph.terms.as_iri(id);
        Known::from_id(id).is_none() && iri.is_some_and(|iri| iri.starts_with(namespace::SAYSO))
    }

    /// A time, nothing being said where it is none.
    pub(super) fn parsed_time(&mut self, object: Id) -> Option<Interval> {
        if let Some(known) = self.times.get(&object) {
            return *known;
        }
        let literal = self.literal(object);
        let time = literal.and_then(|(datatype, value)| Interval::parse(value, datatype));
        self.times.insert(object, time);
        time
    }

    pub(super) fn time(&mut self, index: usize, object: Id) -> Option<Interval> {
        let parsed = self.parsed_time(object);
        if parsed.is_none() {
            let text = self.name(object);
            let guess = Time::parse_any(self.graph.terms.text(object)).is_some();
            let hint = if guess {
                let bare = self.graph.terms.text(object);
                let datatype = match bare.len() {
                    4 => "xsd:gYear",
                    5..=7 => "xsd:gYearMonth",
                    8..=10 => "xsd:date",
                    _ => "xsd:dateTime",
                };
                format!("give it its datatype:  \"{bare}\"^^{datatype}")
            } else {
                "write it as \"2025-02-28\"^^xsd:date, \"2025-02\"^^xsd:gYearMonth, \"2025\"^^xsd:gYear or \"2025-02-28T09:30:00Z\"^^xsd:dateTime".to_owned()
            };
            self.report(
                Diagnostic::error("bad-time", format!("{text} is not a time that can be read"))
                    .hint(hint),
                index,
                Part::Object,
            );
        }
        parsed
    }

    pub(super) fn number(&mut self, index: usize, object: Id) -> Option<f64> {
        let parsed = match self.literal(object) {
            Some((Known::Integer | Known::Decimal | Known::Double | Known::Float, value)) => value
                .parse::<f64>()
                .ok()
                .filter(|value| (0.0..=1.0).contains(value)),
            _ => None,
        };
        if parsed.is_none() {
            let text = self.name(object);
            self.report(
                Diagnostic::error(
                    "bad-confidence",
                    format!("{text} is not a confidence: it must be a number from 0 to 1"),
                )
                .hint("write it as 0.7, without quotes; the speaker's own words of confidence go into sayso:statedConfidence"),
                index,
                Part::Object,
            );
        }
        parsed
    }

    pub(super) fn boolean(&mut self, index: usize, object: Id) -> Option<bool> {
        let parsed = match self.literal(object) {
            Some((Known::Boolean, "true" | "1")) => Some(true),
            Some((Known::Boolean, "false" | "0")) => Some(false),
            _ => None,
        };
        if parsed.is_none() {
            let text = self.name(object);
            self.report(
                Diagnostic::error("bad-boolean", format!("{text} is neither true nor false"))
                    .hint("write true or false, without quotes; leave the triple out when nothing is said"),
                index,
                Part::Object,
            );
        }
        parsed
    }

    pub(super) fn credibility(&mut self, index: usize, object: Id) -> Option<u8> {
        let parsed = match self.literal(object) {
            Some((Known::Integer, value)) => {
                value.parse().ok().filter(|value| (1..=6).contains(value))
            }
            _ => None,
        };
        if parsed.is_none() {
            let text = self.name(object);
            self.report(
                Diagnostic::error("bad-credibility", format!("{text} is not a credibility"))
                    .hint("it is a whole number from 1 (confirmed) to 5 (improbable), or 6 (cannot be judged), without quotes"),
                index,
                Part::Object,
            );
        }
        parsed
    }
}
