//! What an object claims.

use oxrdf::Literal;

use super::citation::{marks, without_marks};
use super::wire::{Object, Reference};
use super::{Importer, UNRESOLVED, thing};
use crate::identifier::{self, IDENTIFIER, REFERENCES, STIX};
use crate::record::Value;
use crate::vocab::Known;
use crate::words::{self, first_sentence};

/// Types of objects that claim nothing, and why they are left out; those with no reason are
/// taken over in another way.
const NO_CLAIMS: [(&str, Option<&str>); 9] = [
    ("identity", None),
    ("location", None),
    ("report", None),
    ("x-mitre-collection", None),
    (
        "marking-definition",
        Some("markings, which restrict sharing and claim nothing"),
    ),
    (
        "extension-definition",
        Some("definitions of extensions, which claim nothing"),
    ),
    ("language-content", Some("translations of other objects")),
    ("note", Some("notes, which take no stance")),
    ("grouping", Some("groupings, which take no stance")),
];

/// Where alternative names come from.
const ALTERNATIVE: &str = "http://www.w3.org/2004/02/skos/core#altLabel";

impl<'o> Importer<'o> {
    /// Takes over one object.
    pub(super) fn object(&mut self, object: &'o Object, piece: &str) {
        let kind = object.kind.as_deref().unwrap_or_default();
        if let Some(reason) = left_out(object) {
            self.leave_out(reason, object);
            self.unused_whole(kind, piece);
        } else {
            self.unused(kind, object);
            match kind {
                "relationship" => self.relationship(object),
                "sighting" => self.sighting(object),
                "opinion" => self.opinion(object),
                "identity" | "location" => self.placed(object),
                _ if NO_CLAIMS.iter().any(|(name, _)| *name == kind) => {}
                _ => self.described(object),
            }
        }
        self.replaced(object);
    }

    fn leave_out(&mut self, reason: &str, object: &Object) {
        let id = object.id.as_deref().unwrap_or_default();
        self.record.report.leave_out(reason, id);
    }

    fn relationship(&mut self, object: &'o Object) {
        let parts = (
            &object.source_ref,
            &object.relationship_type,
            &object.target_ref,
        );
        let (Some(source), Some(verb), Some(target)) = parts else {
            self.leave_out("relationships without a source, a target or a type", object);
            return;
        };
        let label = format!(
            "{} {} {}",
            self.name(source),
            words::verb(verb),
            self.name(target),
        );
        let claim = thing(object);
        self.name_thing(source);
        self.name_thing(target);
        let predicate = format!("{STIX}relationship_{}", identifier::segment(verb));
        self.record
            .of(Known::Claim, &claim)
            .say(Known::Label, Value::English(label))
            .say(Known::RdfSubject, Value::iri(format!("{STIX}{source}")))
            .say(Known::RdfPredicate, Value::iri(predicate))
            .say(Known::RdfObject, Value::iri(format!("{STIX}{target}")))
            .once(
                Known::SpanFrom,
                object.start_time.as_deref().and_then(Value::time),
            )
            .once(
                Known::SpanUntil,
                object.stop_time.as_deref().and_then(Value::time),
            );
        self.identified(object, &claim);
        self.printed(object, &claim);
        let references = cited(object);
        self.unresolved(object, object.description.as_deref().unwrap_or_default());
        self.say(object, &claim, &references, object.description.as_deref());
    }

    /// That an object is what it is described to be, and what else it says of itself.
    fn described(&mut self, object: &'o Object) {
        let id = object.id.as_deref().unwrap_or_default();
        let kind = object.kind.as_deref().unwrap_or_default();
        let name = self.name(id);
        self.name_thing(id);
        let description = object
            .description
            .as_deref()
            .filter(|text| !text.trim().is_empty());
        let sentence = description
            .map(|text| first_sentence(&without_marks(text)))
            .filter(|text| !text.is_empty());
        let plain_kind = kind
            .strip_prefix("x-mitre-")
            .unwrap_or(kind)
            .replace('-', " ");
        // The words of the source, in whatever language these are.
        let label = match sentence {
            Some(sentence) => text(object, &words::about(&name, &sentence)),
            None => Value::English(format!("{name} is of the type {plain_kind}")),
        };
        let thing = thing(object);
        self.identified(object, &thing);
        self.printed(object, &thing);
        let claim = format!("{thing}_described");
        self.record
            .of(Known::Claim, &claim)
            .say(Known::Label, label)
            .say(Known::RdfSubject, Value::iri(thing.as_str()))
            .say(Known::RdfPredicate, Value::iri(Known::Type.iri()))
            .say(Known::RdfObject, Value::iri(format!("{STIX}type_{kind}")));
        let texts = [description, object.detection.as_deref()];
        let texts = texts.into_iter().flatten().collect::<Vec<_>>().join("\n");
        self.unresolved(object, &texts);
        let references = describing(object, &texts);
        self.say(object, &claim, &references, description);
        self.aliases(object, &thing, &name);
        self.seen(object, &thing, &name);
    }

    /// What catalogues call a thing, and where they have it.
    pub(super) fn identified(&mut self, object: &Object, thing: &str) {
        for reference in object.external_references.iter().flatten() {
            let Some(external) = &reference.external_id else {
                continue;
            };
            let source = reference.source_name.as_deref().unwrap_or_default();
            let identifier = format!("{source}: {external}");
            let address = reference
                .url
                .as_deref()
                .and_then(|url| self.record.address(url));
            let address = address.map(|address| Value::iri(address.url()));
            self.record
                .thing(thing)
                .say(IDENTIFIER, Value::text(identifier))
                .maybe(REFERENCES, address);
        }
    }

    /// Other names. Of ATT&CK a reference with the name itself tells who uses it.
    fn aliases(&mut self, object: &'o Object, thing: &str, name: &str) {
        let lists = [&object.aliases, &object.mitre_aliases];
        for alias in lists
            .into_iter()
            .flatten()
            .flatten()
            .filter(|alias| *alias != name)
        {
            let claim = format!("{thing}_alias_{}", identifier::segment(alias));
            self.record
                .of(Known::Claim, &claim)
                .say(
                    Known::Label,
                    Value::English(format!("{name} is also called {alias}")),
                )
                .say(Known::RdfSubject, Value::iri(thing))
                .say(Known::RdfPredicate, Value::iri(ALTERNATIVE))
                .say(Known::RdfObject, Value::text(alias.as_str()));
            let entries = object.external_references.iter().flatten();
            let of_alias = entries.filter(|entry| entry.source_name.as_deref() == Some(alias));
            let texts = of_alias.filter_map(|entry| entry.description.as_deref());
            let texts = texts.collect::<Vec<_>>().join("\n");
            let references = marked(object, &texts);
            self.say(object, &claim, &references, None);
        }
        for entry in object.external_references.iter().flatten() {
            if entry.url.is_none() {
                self.unresolved(object, entry.description.as_deref().unwrap_or_default());
            }
        }
    }

    /// When something was first and last seen: each a claim of its own, since another time is
    /// another claim.
    fn seen(&mut self, object: &'o Object, thing: &str, name: &str) {
        let ends = [
            (
                "first",
                &object.first_seen,
                &object.first_seen_citation,
                Known::SpanFrom,
            ),
            (
                "last",
                &object.last_seen,
                &object.last_seen_citation,
                Known::SpanUntil,
            ),
        ];
        for (end, time, citation, span) in ends {
            let Some(time) = time else { continue };
            let Some(value) = Value::time(time) else {
                self.leave_out("times that are none", object);
                continue;
            };
            let day = time.split('T').next().unwrap_or_default();
            let claim = format!("{thing}_{end}-seen_{}", identifier::segment(time));
            self.record
                .of(Known::Claim, &claim)
                .say(
                    Known::Label,
                    Value::English(format!("{name} was {end} seen on {day}")),
                )
                .say(Known::RdfSubject, Value::iri(thing))
                .say(
                    Known::RdfPredicate,
                    Value::iri(format!("{STIX}property_{end}_seen")),
                )
                .say(Known::RdfObject, value.clone())
                .say(span, value);
            let citation = citation.as_deref().unwrap_or_default();
            self.unresolved(object, citation);
            let references = marked(object, citation);
            self.say(object, &claim, &references, None);
        }
    }

    fn sighting(&mut self, object: &'o Object) {
        let Some(seen) = &object.sighting_of_ref else {
            self.leave_out("sightings of nothing", object);
            return;
        };
        let mut label = format!("{} was sighted", self.name(seen));
        let places = object.where_sighted_refs.iter().flatten();
        let places: Vec<String> = places.map(|place| self.name(place)).collect();
        if !places.is_empty() {
            label = format!("{label} by {}", places.join(", "));
        }
        match object.count {
            // None where it was looked for and not found.
            None | Some(0) => {}
            Some(1) => label.push_str(", once"),
            Some(count) => label = format!("{label}, {count} times"),
        }
        let claim = thing(object);
        self.name_thing(seen);
        let entry = self.record.of(Known::Claim, &claim);
        entry
            .say(Known::Label, Value::English(label))
            .say(Known::RdfSubject, Value::iri(format!("{STIX}{seen}")))
            .say(
                Known::RdfPredicate,
                Value::iri(format!("{STIX}relationship_sighted")),
            )
            .once(
                Known::SpanFrom,
                object.first_seen.as_deref().and_then(Value::time),
            )
            .once(
                Known::SpanUntil,
                object.last_seen.as_deref().and_then(Value::time),
            );
        if let [place] = object.where_sighted_refs.as_deref().unwrap_or_default() {
            entry.say(Known::RdfObject, Value::iri(format!("{STIX}{place}")));
        }
        for place in object.where_sighted_refs.iter().flatten() {
            self.name_thing(place);
        }
        self.identified(object, &claim);
        self.printed(object, &claim);
        let mut references = cited(object);
        if object.count == Some(0) {
            // Who says that nothing was seen is not made to say the contrary.
            for reference in std::mem::take(&mut references) {
                let url = reference.url.as_deref();
                let address = url.and_then(|url| self.record.address(url));
                let address = address.map(|address| Value::iri(address.url()));
                self.record.thing(&claim).maybe(REFERENCES, address);
            }
        }
        self.say(object, &claim, &references, object.description.as_deref());
    }

    /// The claim that is made by an object; an opinion is of that.
    pub(super) fn claim_of(id: &str) -> Option<String> {
        let kind = id.split("--").next().unwrap_or_default();
        let claims_nothing = NO_CLAIMS.iter().any(|(name, _)| *name == kind);
        match kind {
            "relationship" | "sighting" => Some(format!("{STIX}{id}")),
            "opinion" | "observed-data" => None,
            _ => (!claims_nothing).then(|| format!("{STIX}{id}_described")),
        }
    }

    /// Gives a thing the name that it has in this bundle.
    fn name_thing(&mut self, id: &str) {
        if let Some(name) = self.names.get(id) {
            let name = Value::text(name.as_str());
            self.record
                .thing(&format!("{STIX}{id}"))
                .say(Known::Label, name);
        }
    }

    /// Tells of names that a text cites and the object does not explain.
    fn unresolved(&mut self, object: &Object, text: &str) {
        let mut told: Vec<&str> = Vec::new();
        for name in marks(text) {
            let mut entries = object.external_references.iter().flatten();
            let is_explained = entries.any(|entry| explains(entry, name));
            if !is_explained && !told.contains(&name) {
                told.push(name);
                let id = object.id.as_deref().unwrap_or_default();
                self.record
                    .report
                    .leave_out(UNRESOLVED, &format!("{name} (in {id})"));
            }
        }
    }
}

/// Why an object is left out as a whole, if it is.
fn left_out(object: &Object) -> Option<&'static str> {
    let kind = object.kind.as_deref().unwrap_or_default();
    if let Some((_, reason)) = NO_CLAIMS.iter().find(|(name, _)| *name == kind) {
        return *reason;
    }
    match kind {
        "relationship" | "sighting" | "opinion" => None,
        "observed-data" => Some("observed data, which are no claims"),
        _ if object.created.is_none() => Some("cyber-observable objects, which are no claims"),
        _ => None,
    }
}

/// A text of an object, in the language that the object says.
pub(super) fn text(object: &Object, text: &str) -> Value {
    let language = object.lang.as_deref();
    let tagged = language.map(|language| Literal::new_language_tagged_literal(text, language));
    match tagged {
        Some(Ok(literal)) => Value::literal(&literal),
        _ => Value::text(text),
    }
}

/// Whether a reference tells who uses another name of an object, rather than where something stands.
pub(super) fn is_alias(object: &Object, reference: &Reference) -> bool {
    let lists = [&object.aliases, &object.mitre_aliases];
    let mut names = lists.into_iter().flatten().flatten().chain(&object.name);
    let is_named = names.any(|name| reference.source_name.as_deref() == Some(name));
    let words = reference.description.as_deref().unwrap_or_default();
    is_named || !marks(words).is_empty()
}

/// Whether a reference is the one that a mark means.
fn explains(reference: &Reference, name: &str) -> bool {
    reference
        .source_name
        .as_deref()
        .is_some_and(|source| source.trim() == name)
}

/// The references of an object that cite something. Those with an identifier name the object
/// elsewhere; those without an address tell of an alias.
pub(super) fn cited(object: &Object) -> Vec<&Reference> {
    let all = object.external_references.iter().flatten();
    all.filter(|reference| reference.external_id.is_none() && reference.url.is_some())
        .collect()
}

/// The references that a text marks.
fn marked<'r>(object: &'r Object, text: &str) -> Vec<&'r Reference> {
    let names = marks(text);
    let mut references = cited(object);
    references.retain(|reference| names.iter().any(|name| explains(reference, name)));
    references
}

/// The references for a description: those that it marks, and those that nothing marks.
fn describing<'r>(object: &'r Object, texts: &str) -> Vec<&'r Reference> {
    let own = marks(texts);
    let entries = object.external_references.iter().flatten();
    let aliases = entries.filter(|entry| entry.url.is_none());
    let mut other: Vec<&str> = aliases
        .filter_map(|entry| entry.description.as_deref())
        .flat_map(marks)
        .collect();
    for citation in [&object.first_seen_citation, &object.last_seen_citation] {
        other.extend(citation.as_deref().map(marks).unwrap_or_default());
    }
    let mut references = cited(object);
    references.retain(|reference| {
        let is_in = |names: &[&str]| names.iter().any(|name| explains(reference, name));
        is_in(&own) || !is_in(&other)
    });
    references
}
