//! What others than the creator of an event say of what is in it: sightings, opinions and
//! relationships.

use std::collections::BTreeSet;

use super::speech::Word;
use super::wire::{Opinion, Relationship, Sighting};
use super::{Context, Importer, said};
use crate::identifier::{self, DESCRIPTION, MISP, SOURCE};
use crate::model::Time;
use crate::record::{Property, Value};
use crate::vocab::Known;

/// What is left out because it was said before an attribute got the value that it has.
const EARLIER: &str = "sightings and opinions of an earlier value of an attribute";

/// What others speak of.
pub(super) struct Seen<'s> {
    /// The attribute or the event.
    pub(super) thing: &'s str,
    /// Where the names of claims on it begin, as it is now.
    pub(super) start: &'s str,
    /// What that is called.
    pub(super) name: &'s str,
    /// What its creator claims of it.
    pub(super) claim: &'s str,
    /// Since when its creator claims that, where an earlier file has another claim.
    pub(super) since: Option<Time>,
}

impl Seen<'_> {
    fn is_before(&self, time: Option<&str>) -> bool {
        let time = time.and_then(Time::parse_any);
        time.zip(self.since)
            .is_some_and(|(time, since)| time < since)
    }
}

impl Importer<'_> {
    /// A sighting of an attribute. That a value was seen is a claim of its own, and says nothing of
    /// what it indicates; that it was seen and found harmless, or harmful, does.
    pub(super) fn sighting(&mut self, sighting: &Sighting, of: &Seen<'_>) {
        let Seen {
            thing,
            start,
            name,
            claim,
            ..
        } = *of;
        let at = self.instant(sighting.at.as_ref(), thing);
        if of.is_before(at.as_deref()) {
            self.record.report.leave_out(EARLIER, name);
            return;
        }
        let day = at.as_deref().and_then(|at| at.split('T').next());
        let local = start.strip_prefix(MISP).unwrap_or(start);
        let (claim, stance, is_observed) = match said(sighting.kind.as_ref()) {
            Some("0") => {
                let own = format!("{MISP}sighted_{local}");
                self.record
                    .of(Known::Claim, &own)
                    .say(
                        Known::Label,
                        Value::English(format!("{name} has been seen")),
                    )
                    .say(Known::RdfSubject, Value::iri(thing))
                    .say(
                        Known::RdfPredicate,
                        Value::iri(format!("{MISP}property_sighted")),
                    );
                (own, Known::Asserts, true)
            }
            Some("1") => (claim.to_owned(), Known::Denies, true),
            Some("2") => {
                let Some((at, day)) = at.as_deref().zip(day) else {
                    let reason = "expirations without a time";
                    self.record.report.leave_out(reason, name);
                    return;
                };
                let own = format!("{MISP}expired_{local}_{}", identifier::segment(at));
                self.record
                    .of(Known::Claim, &own)
                    .say(
                        Known::Label,
                        Value::English(format!("{name} expired on {day}")),
                    )
                    .say(Known::RdfSubject, Value::iri(thing))
                    .say(
                        Known::RdfPredicate,
                        Value::iri(format!("{MISP}property_expired")),
                    )
                    .maybe(Known::RdfObject, Value::time(at))
                    .once(Known::SpanFrom, Value::time(at));
                (own, Known::Asserts, false)
            }
            Some("3") => (claim.to_owned(), Known::Confirms, true),
            _ => {
                let reason = "sightings of a type that is not known";
                self.record.report.leave_out(reason, name);
                return;
            }
        };
        let by = sighting.by.as_ref().and_then(|by| by.0.as_ref());
        let by = by.and_then(|it| self.organisation(it));
        let by = by.unwrap_or_else(|| self.withheld());
        let mut details: BTreeSet<(Property, Value)> = BTreeSet::new();
        if is_observed {
            let yes = Value::Typed("true".to_owned(), Known::Boolean.id());
            details.insert((Known::FirstHand.into(), yes));
        }
        let source = said(sighting.source.as_ref()).map(Value::text);
        details.extend(source.map(|source| (SOURCE.into(), source)));
        self.say(&Word {
            claim: &claim,
            by: &by,
            stance,
            said_at: at,
            version: said(sighting.at.as_ref()).unwrap_or_default(),
            details,
        });
    }

    /// Whoever made a sighting of which the file does not say by whom. All such are one source, in
    /// whatever file: they may be.
    fn withheld(&mut self) -> String {
        let iri = format!("{MISP}withheld");
        let publisher = Value::iri(self.publisher.as_str());
        self.record
            .of(Known::AnonymousSource, &iri)
            .say(
                Known::Label,
                Value::English("an organisation whose name is withheld".to_owned()),
            )
            .say(Known::VouchedBy, publisher);
        iri
    }

    /// How an organisation sees a thing related to another: that is its own word.
    pub(super) fn relationship(
        &mut self,
        context: &Context<'_>,
        from: &str,
        relationship: &Relationship,
    ) {
        let Some(to) = said(relationship.target.as_ref()) else {
            let reason = "relationships to nothing";
            self.record.report.leave_out(reason, from);
            return;
        };
        let by = relationship.by.as_ref().and_then(|by| by.0.as_ref());
        let Some(by) = by.and_then(|it| self.organisation(it)) else {
            let reason = "relationships of which it is not said by whom";
            self.record.report.leave_out(reason, from);
            return;
        };
        let kind = said(relationship.kind.as_ref());
        let claim = self.linked(context, from, kind, &super::thing(to));
        let modified = said(relationship.modified.as_ref()).unwrap_or_default();
        self.say(&Word {
            claim: &claim,
            by: &by,
            stance: Known::Asserts,
            said_at: Some(written(modified)),
            version: modified,
            details: BTreeSet::new(),
        });
    }

    /// How far an organisation agrees with what somebody else says.
    pub(super) fn opinion(&mut self, opinion: &Opinion, of: &Seen<'_>) {
        let claim = of.claim;
        let modified = said(opinion.modified.as_ref()).unwrap_or_default();
        let said_at = written(modified);
        if of.is_before(Some(&said_at)) {
            self.record.report.leave_out(EARLIER, of.name);
            return;
        }
        let figure = said(opinion.figure.as_ref()).unwrap_or_default();
        let stance = match figure.parse::<u8>() {
            Ok(0..50) => Known::Denies,
            Ok(50) => Known::NeitherConfirmsNorDenies,
            Ok(51..=100) => Known::Confirms,
            _ => {
                let reason = "opinions that are no number from 0 to 100";
                self.record.report.leave_out(reason, figure);
                return;
            }
        };
        let by = opinion.by.as_ref().and_then(|by| by.0.as_ref());
        let Some(by) = by.and_then(|it| self.organisation(it)) else {
            let reason = "opinions of which it is not said by whom";
            self.record.report.leave_out(reason, claim);
            return;
        };
        let mut details: BTreeSet<(Property, Value)> = BTreeSet::new();
        let words = Value::English(format!("an agreement of {figure} in 100"));
        details.insert((Known::StatedConfidence.into(), words));
        let comment = said(opinion.comment.as_ref()).map(Value::text);
        details.extend(comment.map(|text| (DESCRIPTION.into(), text)));
        self.say(&Word {
            claim,
            by: &by,
            stance,
            said_at: Some(said_at),
            version: modified,
            details,
        });
    }
}

/// A time as databases write it, with a blank between day and hour, as the standard has it.
fn written(time: &str) -> String {
    time.replacen(' ', "T", 1)
}
