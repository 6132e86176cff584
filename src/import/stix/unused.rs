//! What of an object is not taken over, field by field: whatever it holds, less what is used of an
//! object of its type.

use super::Importer;
use super::citation::without_marks;
use super::claims::is_alias;
use super::wire::{Object, Reference};
use crate::import::identifier::{CITATION, DESCRIPTION, REFERENCES, STIX};
use crate::import::json::{Leaves, Rest};
use crate::import::record::Value;
use crate::vocab::Known;

/// What is used of every object.
const ALWAYS: [&str; 7] = [
    "type",
    "id",
    "created",
    "modified",
    "created_by_ref",
    "revoked",
    "x_mitre_deprecated",
];

/// What is used of objects of some types, beside that.
const BY_TYPE: [(&str, &[&str]); 7] = [
    (
        "relationship",
        &[
            "relationship_type",
            "source_ref",
            "target_ref",
            "start_time",
            "stop_time",
            "description",
            "lang",
            "confidence",
            "external_references",
        ],
    ),
    (
        "sighting",
        &[
            "sighting_of_ref",
            "where_sighted_refs",
            "count",
            "first_seen",
            "last_seen",
            "description",
            "lang",
            "confidence",
            "external_references",
        ],
    ),
    (
        "opinion",
        &["opinion", "explanation", "lang", "object_refs"],
    ),
    (
        "report",
        &[
            "name",
            "published",
            "description",
            "object_refs",
            "external_references",
        ],
    ),
    (
        "identity",
        &["name", "description", "lang", "external_references"],
    ),
    (
        "location",
        &["name", "description", "lang", "external_references"],
    ),
    ("x-mitre-collection", &["name", "x_mitre_version"]),
];

/// What is used of all others.
const DESCRIBED: [&str; 12] = [
    "name",
    "description",
    "lang",
    "aliases",
    "x_mitre_aliases",
    "x_mitre_detection",
    "first_seen",
    "last_seen",
    "x_mitre_first_seen_citation",
    "x_mitre_last_seen_citation",
    "confidence",
    "external_references",
];

/// What names an object that has no name, in the order in which it is looked for.
const NAMES: [&[&str]; 4] = [
    &["value"],
    &["city", "administrative_area", "country"],
    &["region"],
    &["pattern"],
];

impl Importer<'_> {
    /// Notes what is not used of an object that is taken over.
    pub(super) fn unused(&mut self, kind: &str, object: &Object) {
        let by_type = BY_TYPE.iter().find(|(name, _)| *name == kind);
        let mut used: Vec<&str> = by_type.map_or(&DESCRIBED[..], |(_, used)| used).to_vec();
        used.extend(ALWAYS);
        let fields = object.fields(&used);
        if object
            .name
            .as_deref()
            .is_none_or(|name| name.trim().is_empty())
        {
            let is_there = |names: &&&[&str]| {
                let mut all = fields.iter();
                all.any(|(field, _)| names.contains(field))
            };
            used.extend(NAMES.iter().find(is_there).copied().unwrap_or_default());
        }
        let mut rest = Rest::default();
        for (field, number) in object.fields(&used) {
            rest.fields.insert(field.to_owned(), number);
        }
        // When it was made is told only of the first version.
        let is_retracted = object.revoked == Some(true) || object.is_deprecated == Some(true);
        if object.created.is_some()
            && object.modified.is_some()
            && object.created != object.modified
            && !is_retracted
        {
            rest.fields.insert("created".to_owned(), 1);
        }
        if used.contains(&"external_references") {
            for reference in object.external_references.iter().flatten() {
                let is_used = match (&reference.external_id, &reference.url) {
                    (Some(_), _) => false,
                    (None, None) => !is_alias(object, reference),
                    (None, Some(_)) => true,
                };
                let words = reference.description.as_deref().map(without_marks);
                if !is_used && words.is_some_and(|words| !words.trim().is_empty()) {
                    let path = "external_references[].description".to_owned();
                    *rest.fields.entry(path).or_default() += 1;
                }
            }
        }
        rest.add("", object.rest.clone());
        let wrong = std::mem::take(&mut rest.wrong);
        let mut told = Rest::default();
        told.add(kind, rest);
        told.wrong = wrong;
        self.record.report.rest(&told);
        if object.revoked == Some(true) && matches!(kind, "report" | "identity" | "location") {
            let reason = "reports, identities and locations that were revoked, which stay: nothing is said by them";
            let id = object.id.as_deref().unwrap_or_default();
            self.record.report.leave_out(reason, id);
        }
    }

    /// Notes all that an object holds that is left out as a whole.
    pub(super) fn unused_whole(&mut self, kind: &str, piece: &str) {
        let Ok(mut leaves) = serde_json::from_str::<Leaves>(piece) else {
            return;
        };
        leaves.0.remove("type");
        leaves.0.remove("id");
        let mut told = Rest::default();
        told.field(kind, leaves);
        self.record.report.rest(&told);
    }

    /// Identities and locations: things with a name, and what is said of them. Nobody claims them.
    pub(super) fn placed(&mut self, object: &Object) {
        let id = object.id.as_deref().unwrap_or_default();
        let iri = format!("{STIX}{id}");
        let name = self.name(id);
        let description = object.description.as_deref().map(str::trim);
        let description = description.filter(|text| !text.is_empty());
        self.record
            .thing(&iri)
            .say(Known::Label, Value::text(name))
            .maybe(
                DESCRIPTION,
                description.map(|it| super::claims::text(object, it)),
            );
        self.identified(object, &iri);
        for reference in object.external_references.iter().flatten() {
            let address = reference.url.as_deref();
            let address = address.and_then(|url| self.record.address(url));
            let address = address.map(|address| Value::iri(address.url()));
            self.record.thing(&iri).maybe(REFERENCES, address);
        }
        self.printed(object, &iri);
    }

    /// Sources that are named without an address: kept as they are cited, since nobody's document is
    /// at hand.
    pub(super) fn printed(&mut self, object: &Object, of: &str) {
        for reference in object.external_references.iter().flatten() {
            let is_printed = reference.url.is_none()
                && reference.external_id.is_none()
                && !is_alias(object, reference);
            if is_printed && let Some(citation) = citation(reference) {
                self.record.thing(of).say(CITATION, Value::text(citation));
            }
        }
    }
}

/// How a source is cited.
fn citation(reference: &Reference) -> Option<String> {
    let parts = [&reference.source_name, &reference.description];
    let parts: Vec<&str> = parts
        .into_iter()
        .flatten()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}
