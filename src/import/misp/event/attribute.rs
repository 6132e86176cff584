//! What attributes claim: that a value is an indicator of an event, or belongs to it.

use std::collections::{BTreeMap, BTreeSet};

use super::cluster::Attached;
use super::sighting::Seen;
use super::speech::Word;
use super::wire::{Attribute, Event, Object, Proposal, Reference};
use super::{Context, Importer, quoted, said, thing};
use crate::import::identifier::{self, DESCRIPTION, MISP};
use crate::import::record::{Property, Value};
use crate::import::words::{unnamed, verb};
use crate::model::Time;
use crate::vocab::Known;

/// Objects that stand for a report that others published.
pub(super) const REPORT: &str = "report";
/// The longest value in a label.
const LONGEST: usize = 120;

/// What a value is said to be.
struct Said<'s> {
    /// The attribute, or the proposal of one.
    thing: String,
    kind: &'s str,
    category: &'s str,
    value: &'s str,
    is_indicator: bool,
    /// What it is called.
    name: String,
}

impl Said<'_> {
    /// Where the names of claims on this value begin. Another value of the same attribute is another
    /// thing to speak of.
    fn start(&self) -> String {
        let content = identifier::short(&[self.category, self.kind, self.value]);
        format!("{}_{content}", self.thing)
    }
}

impl Importer<'_> {
    /// Takes over an attribute, of an object or of the event itself.
    pub(super) fn attribute(
        &mut self,
        context: &Context<'_>,
        attribute: &Attribute,
        object: Option<&Object>,
    ) {
        let uuid = attribute.uuid.as_ref().map_or("", |uuid| uuid.0.as_str());
        let distribution = attribute.distribution.as_ref().map(|it| it.0.as_str());
        self.restricted(distribution, uuid);
        let changed_at = self.instant(attribute.timestamp.as_ref(), uuid);
        let tags = attribute.tags.as_deref().unwrap_or_default();
        let (judgement, named) = self.judge(tags, &context.author);
        let details = judgement.within(&context.judgement).details();
        let is_deleted = is_set(attribute.deleted.as_ref());
        let is_deleted = is_deleted || object.is_some_and(|it| is_set(it.deleted.as_ref()));
        let Some(value) = said(attribute.value.as_ref()) else {
            self.record
                .report
                .leave_out("attributes without a value", uuid);
            return;
        };
        if is_of_event(attribute, object) {
            // They are part of what the event as a whole says.
            let seen = attribute.sightings.iter().flatten().count();
            for _ in 0..seen {
                let reason = "sightings of links and comments";
                self.record.report.leave_out(reason, value);
            }
            return;
        }
        let said_to_be = Said {
            thing: thing(uuid),
            kind: said(attribute.kind.as_ref()).unwrap_or_default(),
            category: said(attribute.category.as_ref()).unwrap_or_default(),
            value,
            is_indicator: is_set(attribute.to_ids.as_ref()),
            name: what(attribute, object),
        };
        let start = said_to_be.start();
        let claim = self.claim(context, &said_to_be);
        let mut own = details.clone();
        let comment = said(attribute.comment.as_ref()).map(Value::text);
        own.extend(comment.map(|text| (DESCRIPTION.into(), text)));
        let reports = context.mentions.get(uuid).into_iter().flatten();
        own.extend(reports.map(|it| (Known::In.into(), Value::iri(it.as_str()))));
        let word = Word {
            claim: &claim,
            by: &context.author,
            stance: Known::Asserts,
            said_at: changed_at.clone(),
            version: said(attribute.timestamp.as_ref()).unwrap_or_default(),
            details: own,
        };
        if is_deleted {
            self.withdraw(&word);
        } else {
            self.say(&word);
            self.seen(&word, attribute, &said_to_be);
            let attached = Attached {
                to: &said_to_be.thing,
                start: &start,
                name: &said_to_be.name,
                galaxies: attribute.galaxies.as_deref().unwrap_or_default(),
                named: &named,
                details,
                said_at: changed_at.as_deref(),
            };
            self.clusters(&attached, &context.author);
        }
        let changed_at = changed_at.as_deref();
        self.replaced(&said_to_be.thing, &context.author, changed_at);
        let all = format!("{}_", said_to_be.thing);
        let mut earlier = self.history.below(&all);
        let has_changed = earlier.any(|(earlier, _)| !earlier.starts_with(&start));
        let seen = Seen {
            thing: &said_to_be.thing,
            start: &start,
            name: &said_to_be.name,
            claim: &claim,
            since: changed_at.filter(|_| has_changed).and_then(Time::parse_any),
        };
        for sighting in attribute.sightings.iter().flatten() {
            self.sighting(sighting, &seen);
        }
        for opinion in attribute.opinions.iter().flatten() {
            self.opinion(opinion, &seen);
        }
        for relationship in attribute.relationships.iter().flatten() {
            self.relationship(context, &said_to_be.thing, relationship);
        }
        for proposal in attribute.proposals.iter().flatten() {
            self.proposal(context, proposal);
        }
    }

    /// The claim that a value is an indicator of an event, or belongs to it.
    fn claim(&mut self, context: &Context<'_>, said: &Said<'_>) -> String {
        let (role, words) = if said.is_indicator {
            ("indicator", "is an indicator of")
        } else {
            ("attribute", "belongs to")
        };
        let claim = format!("{}_{role}", said.start());
        let mut label = format!("{} {words} {}", said.name, quoted(&context.name));
        if !said.category.is_empty() {
            label = format!("{label} ({})", said.category);
        }
        let kind = identifier::segment(said.kind);
        self.record
            .thing(&said.thing)
            .say(Known::Label, Value::text(said.name.as_str()));
        self.record
            .of(Known::Claim, &claim)
            .say(Known::Label, Value::English(label))
            .say(Known::RdfSubject, Value::iri(context.iri.as_str()))
            .say(
                Known::RdfPredicate,
                Value::iri(format!("{MISP}{role}_{kind}")),
            )
            .say(Known::RdfObject, Value::text(said.value));
        claim
    }

    /// When the value was first and last seen: each a claim of its own, since another time is
    /// another claim.
    fn seen(&mut self, word: &Word<'_>, attribute: &Attribute, said_to_be: &Said<'_>) {
        let ends = [
            ("first", &attribute.first_seen, Known::SpanFrom),
            ("last", &attribute.last_seen, Known::SpanUntil),
        ];
        for (end, time, span) in ends {
            let Some(time) = said(time.as_ref()) else {
                continue;
            };
            let Some(value) = Value::time(time) else {
                self.record.report.leave_out(super::NO_TIME, time);
                continue;
            };
            let day = time.split('T').next().unwrap_or_default();
            let thing = &said_to_be.thing;
            let start = said_to_be.start();
            let claim = format!("{start}_{end}-seen_{}", identifier::segment(time));
            let label = format!("{} was {end} seen on {day}", said_to_be.name);
            self.record
                .of(Known::Claim, &claim)
                .say(Known::Label, Value::English(label))
                .say(Known::RdfSubject, Value::iri(thing.as_str()))
                .say(
                    Known::RdfPredicate,
                    Value::iri(format!("{MISP}property_{end}_seen")),
                )
                .say(Known::RdfObject, value.clone())
                .say(span, value);
            self.say(&Word {
                claim: &claim,
                said_at: word.said_at.clone(),
                details: BTreeSet::new(),
                ..*word
            });
        }
    }

    /// Takes over an object: its attributes, and how it is linked to others.
    pub(super) fn object(&mut self, context: &Context<'_>, object: &Object) {
        for attribute in object.attributes.iter().flatten() {
            self.attribute(context, attribute, Some(object));
        }
        for reference in object.references.iter().flatten() {
            self.reference(context, object, reference);
        }
        let uuid = said(object.uuid.as_ref()).unwrap_or_default();
        if let Some(comment) = said(object.comment.as_ref()) {
            let comment = Value::text(comment);
            self.record.thing(&thing(uuid)).say(DESCRIPTION, comment);
        }
        for relationship in object.relationships.iter().flatten() {
            self.relationship(context, &thing(uuid), relationship);
        }
    }

    fn reference(&mut self, context: &Context<'_>, object: &Object, reference: &Reference) {
        let from = said(reference.source.as_ref()).or(said(object.uuid.as_ref()));
        let (Some(from), Some(to)) = (from, said(reference.target.as_ref())) else {
            let example = said(object.uuid.as_ref()).unwrap_or_default();
            let reason = "references from objects to nothing";
            self.record.report.leave_out(reason, example);
            return;
        };
        let kind = said(reference.kind.as_ref());
        let claim = self.linked(context, &thing(from), kind, &thing(to));
        let mut details = context.judgement.details();
        let comment = said(reference.comment.as_ref()).map(Value::text);
        details.extend(comment.map(|text| (DESCRIPTION.into(), text)));
        let word = Word {
            claim: &claim,
            by: &context.author,
            stance: Known::Asserts,
            said_at: self.instant(reference.timestamp.as_ref(), &claim),
            version: said(reference.timestamp.as_ref()).unwrap_or_default(),
            details,
        };
        if is_set(reference.deleted.as_ref()) || is_set(object.deleted.as_ref()) {
            self.withdraw(&word);
        } else {
            self.say(&word);
        }
    }

    /// The claim that something is linked to something else; gives its name. Whoever sees the same
    /// link speaks of the same claim.
    pub(super) fn linked(
        &mut self,
        context: &Context<'_>,
        from: &str,
        kind: Option<&str>,
        to: &str,
    ) -> String {
        let kind = kind.unwrap_or("related-to");
        let segment = identifier::segment(kind);
        let target = to.strip_prefix(MISP).unwrap_or(to);
        let claim = format!("{from}_{segment}_{target}");
        // An identifier is no name.
        let mut called = [from, to].map(|iri| {
            let known = self.history.name(iri);
            known.unwrap_or_else(|| "something that is not in this file".to_owned())
        });
        for (iri, called) in [from, to].into_iter().zip(&mut called) {
            if iri == context.iri {
                *called = quoted(&context.name);
            } else if let Some(name) = context.names.get(iri) {
                called.clone_from(name);
                self.record
                    .thing(iri)
                    .say(Known::Label, Value::text(name.as_str()));
            }
        }
        let [one, other] = called;
        self.record
            .of(Known::Claim, &claim)
            .say(
                Known::Label,
                Value::English(format!("{one} {} {other}", verb(kind))),
            )
            .say(Known::RdfSubject, Value::iri(from))
            .say(
                Known::RdfPredicate,
                Value::iri(format!("{MISP}relationship_{segment}")),
            )
            .say(Known::RdfObject, Value::iri(to));
        claim
    }

    /// What another organisation proposes to add or to alter: that is its own word.
    pub(super) fn proposal(&mut self, context: &Context<'_>, proposal: &Proposal) {
        let uuid = proposal.uuid.as_ref().map_or("", |uuid| uuid.0.as_str());
        let by = proposal.by.as_ref().and_then(|by| by.0.as_ref());
        let by = by.and_then(|it| self.organisation(it));
        let reason = match by {
            _ if is_set(proposal.deletes.as_ref()) => "proposals to delete, which give no reason",
            _ if is_set(proposal.deleted.as_ref()) => {
                "proposals that were withdrawn or discarded; it is not said by whom"
            }
            None => "proposals of which it is not said by whom",
            _ => "proposals without a value",
        };
        let is_live = !is_set(proposal.deletes.as_ref()) && !is_set(proposal.deleted.as_ref());
        let (Some(by), Some(value), true) = (by, said(proposal.value.as_ref()), is_live) else {
            self.record.report.leave_out(reason, uuid);
            return;
        };
        let kind = said(proposal.kind.as_ref()).unwrap_or_default();
        let said_to_be = Said {
            thing: thing(uuid),
            kind,
            category: said(proposal.category.as_ref()).unwrap_or_default(),
            value,
            is_indicator: is_set(proposal.to_ids.as_ref()),
            name: format!("{kind} {}", crate::escape::shorten(value, LONGEST)),
        };
        let claim = self.claim(context, &said_to_be);
        let note = Value::English("a proposal, not taken over into the event".to_owned());
        let mut details: BTreeSet<(Property, Value)> =
            [(identifier::TYPE.into(), note)].into_iter().collect();
        let comment = said(proposal.comment.as_ref()).map(Value::text);
        details.extend(comment.map(|text| (DESCRIPTION.into(), text)));
        let said_at = self.instant(proposal.timestamp.as_ref(), uuid);
        self.say(&Word {
            claim: &claim,
            by: &by,
            stance: Known::Asserts,
            said_at,
            version: said(proposal.timestamp.as_ref()).unwrap_or_default(),
            details,
        });
    }
}

/// Whether this is part of what the event as a whole says: a link to an analysis, or a remark.
fn is_of_event(attribute: &Attribute, object: Option<&Object>) -> bool {
    let is_report = object.is_some_and(|object| said(object.name.as_ref()) == Some(REPORT));
    match object {
        None => is_link(attribute) || is_note(attribute),
        Some(_) => is_report && is_link(attribute),
    }
}

/// Whether this links to what others published about the event.
pub(super) fn is_link(attribute: &Attribute) -> bool {
    let kind = said(attribute.kind.as_ref());
    let category = said(attribute.category.as_ref());
    matches!(kind, Some("link" | "url"))
        && category == Some("External analysis")
        && !is_set(attribute.to_ids.as_ref())
}

/// Whether this is a remark on the event, and no value of anything.
pub(super) fn is_note(attribute: &Attribute) -> bool {
    matches!(said(attribute.kind.as_ref()), Some("comment" | "text"))
}

pub(super) fn is_set(flag: Option<&super::super::value::Flag>) -> bool {
    flag.is_some_and(|flag| flag.0)
}

/// What an attribute is called: its type and its value, and in an object, of what.
fn what(attribute: &Attribute, object: Option<&Object>) -> String {
    let kind = said(attribute.kind.as_ref()).unwrap_or_default();
    let value = said(attribute.value.as_ref()).unwrap_or_default();
    let value = crate::escape::shorten(value, LONGEST);
    let of = object.and_then(|object| said(object.name.as_ref()));
    match (of, said(attribute.relation.as_ref())) {
        (Some(of), Some(relation)) => format!("{kind} {value} ({relation} of {of})"),
        _ => format!("{kind} {value}"),
    }
}

/// What the attributes and objects of an event are called, by their IRIs. An object has the name of
/// its first attribute.
pub(super) fn names(event: &Event) -> BTreeMap<String, String> {
    let iri =
        |uuid: &Option<super::super::value::Scalar>| thing(said(uuid.as_ref()).unwrap_or_default());
    let mut names = BTreeMap::new();
    for attribute in event.attributes.iter().flatten() {
        names.insert(iri(&attribute.uuid), what(attribute, None));
    }
    for object in event.objects.iter().flatten() {
        let attributes = object.attributes.iter().flatten();
        for attribute in attributes.clone() {
            names.insert(iri(&attribute.uuid), what(attribute, Some(object)));
        }
        let kind = said(object.name.as_ref()).unwrap_or("object");
        let value = attributes
            .into_iter()
            .find_map(|it| said(it.value.as_ref()));
        let value = value.map(|text| crate::escape::shorten(text, LONGEST));
        let name = match value {
            Some(value) => format!("the {kind} {value}"),
            None => unnamed(kind),
        };
        names.insert(iri(&object.uuid), name);
    }
    names
}
