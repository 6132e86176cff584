//! What an event as a whole claims: that it is what it is called, and who and what is behind it.

use std::collections::{BTreeMap, BTreeSet};

use super::attribute::{REPORT, is_link, is_note, is_set, names};
use super::cluster::Attached;
use super::sighting::Seen;
use super::speech::Word;
use super::wire::{Attribute, Event};
use super::{Context, Importer, RESTRICTIONS, creator, owner, quoted, said, thing, title};
use crate::identifier::{self, CITATION, DATE, DESCRIPTION, MISP, REFERENCES};
use crate::publisher::Address;
use crate::record::{Cited, Property, Value};
use crate::vocab::Known;

impl Importer<'_> {
    /// Takes over one event.
    pub(super) fn event(&mut self, event: &Event) {
        let uuid = event.uuid.as_ref().map_or("", |uuid| uuid.0.as_str());
        self.restricted(event.distribution.as_ref().map(|it| it.0.as_str()), uuid);
        let mut own = self.record.own.clone();
        let author = creator(event).and_then(|it| self.organisation(it));
        let author = author.unwrap_or_else(|| self.publisher.clone());
        if let Some(owner) = owner(event) {
            self.organisation(owner);
        }
        for name in [creator(event), owner(event)].into_iter().flatten() {
            if let Some(name) = said(name.name.as_ref()) {
                own.add(name);
            }
        }
        let before = std::mem::replace(&mut self.record.own, own);
        self.listed = None;
        let changed_at = self.instant(event.timestamp.as_ref(), uuid);
        let (judgement, named) = self.judge(event.tags.as_deref().unwrap_or_default(), &author);
        let context = Context {
            iri: thing(uuid),
            name: title(event),
            author,
            changed_at,
            judgement,
            names: names(event),
            mentions: BTreeMap::new(),
        };
        let mentions = self.reports(event, &context);
        let context = Context {
            mentions,
            ..context
        };
        self.document(event, &context);
        let sources = self.described(event, &context);
        self.listed = Some((context.author.clone(), sources));
        let attached = Attached {
            to: &context.iri,
            start: &context.iri,
            name: &quoted(&context.name),
            galaxies: event.galaxies.as_deref().unwrap_or_default(),
            named: &named,
            details: context.judgement.details(),
            said_at: context.changed_at.as_deref(),
        };
        self.clusters(&attached, &context.author);
        let seen = Seen {
            thing: &context.iri,
            start: &context.iri,
            name: &context.name,
            claim: &format!("{}_described", context.iri),
            since: None,
        };
        for opinion in event.opinions.iter().flatten() {
            self.opinion(opinion, &seen);
        }
        for relationship in event.relationships.iter().flatten() {
            self.relationship(&context, &context.iri, relationship);
        }
        let author = context.author.as_str();
        self.replaced(&context.iri, author, context.changed_at.as_deref());
        let compilers = [author, self.publisher.as_str()];
        let start = format!("{}_", context.iri);
        self.history
            .tell_cited_before(&start, &mut self.record, &compilers);
        for attribute in event.attributes.iter().flatten() {
            self.attribute(&context, attribute, None);
        }
        for object in event.objects.iter().flatten() {
            self.object(&context, object);
        }
        for proposal in event.proposals.iter().flatten() {
            self.proposal(&context, proposal);
        }
        self.record.own = before;
    }

    /// Tells of restrictions: whatever is not for all.
    pub(super) fn restricted(&mut self, distribution: Option<&str>, of: &str) {
        let whom = match distribution {
            Some("0") => "the organisation only",
            Some("1") => "this community only",
            Some("2") => "connected communities only",
            Some("4") => "a sharing group only",
            _ => return,
        };
        let example = format!("{whom} (of {of})");
        self.record.report.leave_out(RESTRICTIONS, &example);
    }

    /// The event as a document by whoever created it.
    fn document(&mut self, event: &Event, context: &Context<'_>) {
        let issued = self.instant(event.first_publication.as_ref(), &context.name);
        let extends = said(event.extends.as_ref()).map(|uuid| Value::iri(thing(uuid)));
        self.record
            .of(Known::Document, &context.iri)
            .say(Known::Label, Value::text(context.name.as_str()))
            .say(Known::Publisher, Value::iri(context.author.as_str()))
            .once(Known::Issued, issued.as_deref().and_then(Value::time))
            .maybe(DATE, said(event.date.as_ref()).and_then(Value::time))
            .maybe(REFERENCES, extends);
    }

    /// That the event is what it is called. Those whose analyses it links to say so; gives where.
    fn described(&mut self, event: &Event, context: &Context<'_>) -> Vec<Address> {
        let claim = format!("{}_described", context.iri);
        self.record
            .of(Known::Claim, &claim)
            .say(Known::Label, Value::text(context.name.as_str()))
            .say(Known::RdfSubject, Value::iri(context.iri.as_str()))
            .say(Known::RdfPredicate, Value::iri(Known::Type.iri()))
            .say(Known::RdfObject, Value::iri(format!("{MISP}type_event")));
        let mut details = context.judgement.details();
        let mut stance = Known::Asserts;
        let mut sources = Vec::new();
        for note in event.attributes.iter().flatten() {
            if is_note(note) && !is_set(note.deleted.as_ref()) {
                let text = said(note.value.as_ref()).map(Value::text);
                details.extend(text.map(|text| (DESCRIPTION.into(), text)));
            }
        }
        let objects = event.objects.iter().flatten();
        let reports = objects.filter(|object| {
            said(object.name.as_ref()) == Some(REPORT) && !is_set(object.deleted.as_ref())
        });
        let inner = reports.flat_map(|object| object.attributes.iter().flatten());
        for attribute in event.attributes.iter().flatten().chain(inner) {
            if !is_link(attribute) || is_set(attribute.deleted.as_ref()) {
                continue;
            }
            if let Some((property, value, address)) = self.link(&claim, attribute) {
                if property == Known::Relays.into() {
                    stance = Known::Reports;
                    sources.push(address);
                }
                details.insert((property, value));
            }
        }
        self.say(&Word {
            claim: &claim,
            by: &context.author,
            stance,
            said_at: context.changed_at.clone(),
            version: "",
            details,
        });
        sources
    }

    /// A link to an analysis from elsewhere; gives what whoever links to it says by that.
    fn link(&mut self, claim: &str, attribute: &Attribute) -> Option<(Property, Value, Address)> {
        let url = said(attribute.value.as_ref()).unwrap_or_default();
        let Some(address) = self.record.address(url) else {
            let reason = "links whose address is none";
            self.record.report.leave_out(reason, url);
            return None;
        };
        let cited = match self.record.cite(claim, &address) {
            Cited::Said {
                statement,
                document,
            } => (document, Known::Relays.into(), statement),
            Cited::Pointed { document, reason } => {
                self.record.report.leave_out(reason.reason(), url);
                (document.clone(), REFERENCES.into(), document)
            }
        };
        let (document, property, value) = cited;
        let comment = said(attribute.comment.as_ref()).map(Value::text);
        self.record
            .of(Known::Document, &document)
            .maybe(CITATION, comment);
        Some((property, Value::iri(value), address))
    }

    /// Reports on the event are documents by whoever created it; gives which mention an attribute.
    fn reports<'e>(
        &mut self,
        event: &'e Event,
        context: &Context<'_>,
    ) -> BTreeMap<&'e str, BTreeSet<String>> {
        let mut mentions: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for report in event.reports.iter().flatten() {
            let uuid = report.uuid.as_ref().map_or("", |uuid| uuid.0.as_str());
            if is_set(report.deleted.as_ref()) {
                self.record
                    .report
                    .leave_out("reports that were deleted", uuid);
                continue;
            }
            // A later version is a document of its own.
            let changed_at = self.instant(report.timestamp.as_ref(), uuid);
            let version = said(report.timestamp.as_ref()).unwrap_or_default();
            let iri = format!("{}_{}", thing(uuid), identifier::segment(version));
            let text = said(report.content.as_ref());
            self.record
                .of(Known::Document, &iri)
                .maybe(Known::Label, said(report.name.as_ref()).map(Value::text))
                .say(Known::Publisher, Value::iri(context.author.as_str()))
                .once(Known::Issued, changed_at.as_deref().and_then(Value::time))
                .maybe(DESCRIPTION, text.map(Value::text))
                .say(REFERENCES, Value::iri(context.iri.as_str()));
            for uuid in mentioned(text.unwrap_or_default()) {
                mentions.entry(uuid).or_default().insert(iri.clone());
            }
        }
        mentions
    }
}

/// The attributes that the text of a report mentions: `@[attribute](UUID)`.
fn mentioned(text: &str) -> impl Iterator<Item = &str> {
    let marks = text.split("@[attribute](").skip(1);
    marks.filter_map(|rest| rest.split_once(')').map(|(uuid, _)| uuid))
}
