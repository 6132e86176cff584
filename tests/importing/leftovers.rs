//! Nothing is lost without a word: every value of a file makes a difference, or is told by its path;
//! and what is wrong is left out by itself.

use std::collections::BTreeSet;

use sayso::import::{self, Format, History, Imported, Input, Options, turtle};
use serde_json::{Value, json};

use super::fixture;

/// A file as it is read where nobody is strict, and its publisher is known.
fn made(format: Format, json: &Value) -> Result<Imported, import::Error> {
    let bytes = json.to_string().into_bytes();
    let input = Input {
        name: "file",
        bytes: &bytes,
    };
    let options = Options {
        publisher: Some("Reed Desk".to_owned()),
        recorded_at: Some("2025-01-01".to_owned()),
        ..Options::default()
    };
    let file = import::read(format, input, &options)?;
    let history = History::default();
    turtle(file.record(&history), &history, "made by a test")
}

/// The values of a file, each with where it stands and the path that it is told by.
fn leaves(json: &Value, at: &str, path: &str, found: &mut Vec<(String, String)>) {
    match json {
        Value::Object(fields) => {
            for (name, value) in fields {
                let escaped = name.replace('~', "~0").replace('/', "~1");
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                leaves(value, &format!("{at}/{escaped}"), &path, found);
            }
        }
        Value::Array(values) => {
            for (number, value) in values.iter().enumerate() {
                leaves(
                    value,
                    &format!("{at}/{number}"),
                    &format!("{path}[]"),
                    found,
                );
            }
        }
        Value::Null => {}
        Value::String(text) if text.trim().is_empty() => {}
        _ => found.push((at.to_owned(), path.to_owned())),
    }
}

/// Another value in the place of one.
fn altered(value: &Value) -> Value {
    match value {
        Value::Bool(is) => Value::Bool(!is),
        Value::Number(number) => json!(number.as_f64().unwrap_or_default() + 1.0),
        Value::String(text) => Value::String(format!("{text}9")),
        other => other.clone(),
    }
}

/// Takes each value away in turn, and puts another one in its place: the result is another one, or
/// the report names the value by the end of its path. What a file is, and what its words mean, is its
/// frame and no value; `deciding` are values that are compared with others, and need not alter anything.
fn nothing_is_lost(format: Format, name: &str, deciding: &[&str]) {
    const FRAME: [&str; 2] = ["@type", "@context"];
    let json: Value = serde_json::from_slice(&fixture(name)).expect("it is JSON");
    let whole = made(format, &json).expect("it is in order");
    let told: BTreeSet<&String> = whole.report.fields.keys().collect();
    // Names that are made of the bytes of the file are other ones in any case.
    let plain = |made: &Imported| {
        let words = made.text.split([' ', '<', '>', '"', '\n']);
        let words: BTreeSet<String> = words
            .filter(|word| word.len() < 64)
            .map(str::to_owned)
            .collect();
        (words, made.report.left_out.clone(), made.counts)
    };
    let is_same = |other: &Value| {
        let other = made(format, other);
        other.is_ok_and(|other| plain(&other) == plain(&whole))
    };
    let mut found = Vec::new();
    leaves(&json, "", "", &mut found);
    // A value may stand in several places, in some of which it makes no difference.
    let mut used = BTreeSet::new();
    let mut lost = BTreeSet::new();
    for (at, path) in found {
        let field = path
            .trim_end_matches("[]")
            .rsplit('.')
            .next()
            .unwrap_or_default();
        let is_deciding = |end: &&str| path == **end || path.ends_with(&format!(".{end}"));
        if FRAME.contains(&field) || deciding.iter().any(is_deciding) {
            continue;
        }
        let is_told = told.iter().any(|told| {
            let mut parts = told.split(['.', '[', ']']);
            parts.any(|part| part == field)
        });
        let mut less = json.clone();
        let place = less.pointer_mut(&at).expect("it is there");
        let other = altered(place);
        *place = Value::Null;
        let mut changed = json.clone();
        *changed.pointer_mut(&at).expect("it is there") = other;
        if is_told || used.contains(&path) {
        } else if is_same(&less) && is_same(&changed) {
            lost.insert(path);
        } else {
            used.insert(path);
        }
    }
    lost.retain(|path| !used.contains(path));
    assert!(
        lost.is_empty(),
        "{name}: lost without a word: {lost:?}\ntold: {told:?}"
    );
}

#[test]
fn no_value_of_a_bundle_is_lost() {
    nothing_is_lost(Format::Stix, "bundle.json", &[]);
}

#[test]
fn no_value_of_an_event_is_lost() {
    nothing_is_lost(
        Format::Misp,
        "event.json",
        &["tag_name", "publish_timestamp", "Galaxy[].type"],
    );
}

#[test]
fn no_value_of_a_galaxy_is_lost() {
    nothing_is_lost(Format::MispGalaxy, "galaxy.json", &["source"]);
}

#[test]
fn no_value_of_a_review_is_lost() {
    let deciding = ["ratingValue", "bestRating", "worstRating", "url"];
    nothing_is_lost(Format::ClaimReview, "reviews.json", &deciding);
}

#[test]
fn printed_sources_places_and_what_was_not_seen() {
    let id =
        |kind: &str, number: u8| format!("{kind}--00000000-0000-4000-8000-0000000000{number:02}");
    let time = "2024-01-01 09:30:00";
    let bundle = json!([
        {"type": "identity", "id": id("identity", 1), "created": time, "modified": time, "name": "Reed Lab", "description": "Who they are."},
        {"type": "malware", "id": id("malware", 2), "created": time, "modified": time, "created_by_ref": id("identity", 1), "name": "Reedcutter",
         "external_references": [{"source_name": "Bulletin", "description": "Harbour Watch, printed bulletin 12"}]},
        {"type": "location", "id": id("location", 3), "created": time, "modified": time, "created_by_ref": id("identity", 1), "country": "LV"},
        {"type": "indicator", "id": id("indicator", 4), "created": time, "modified": time, "created_by_ref": id("identity", 1), "pattern": "[ipv4-addr:value = '198.51.100.7']"},
        {"type": "relationship", "id": id("relationship", 5), "created": time, "modified": time, "created_by_ref": id("identity", 1),
         "relationship_type": "targets", "source_ref": id("malware", 2), "target_ref": id("location", 3)},
        {"type": "relationship", "id": id("relationship", 6), "created": time, "modified": time, "created_by_ref": id("identity", 1),
         "relationship_type": "uses", "source_ref": id("malware", 2), "target_ref": id("tool", 9)},
        {"type": "sighting", "id": id("sighting", 7), "created": time, "modified": time, "created_by_ref": id("identity", 1),
         "sighting_of_ref": id("malware", 2), "count": 0}
    ]);
    let text = made(Format::Stix, &bundle).expect("it is in order").text;
    for piece in [
        "\"Bulletin: Harbour Watch, printed bulletin 12\"",
        "\"Who they are.\"",
        "\"Reedcutter targets LV\"",
        "\"Reedcutter uses a tool without a name\"",
        "[ipv4-addr:value = '198.51.100.7'] is of the type indicator",
        "sayso:saidAt \"2024-01-01T09:30:00\"^^xsd:dateTime",
        "sayso:denies stix:sighting--",
    ] {
        assert!(text.contains(piece), "{piece} is not in:\n{text}");
    }
}

#[test]
fn what_is_wrong_is_left_out_by_itself() {
    let cases = [
        (
            Format::MispGalaxy,
            json!({"name": "G", "values": [
                {"value": "A", "uuid": "00000000-0000-4000-8000-000000000001", "related": [{"dest-uuid": "", "type": "uses"}]},
                {"value": "B", "uuid": "no"}
            ]}),
            2,
        ),
        (
            Format::Stix,
            json!([
                {"type": "malware", "id": "malware--00000000-0000-4000-8000-000000000001", "created": "2024-01-01T00:00:00Z", "name": "A"},
                {"type": "malware", "id": "malware--1", "created": "2024-01-01T00:00:00Z", "name": "B"},
                {"type": "report", "id": "report--00000000-0000-4000-8000-000000000002", "created": "2024-01-01T00:00:00Z", "name": "R", "object_refs": ["ttp-1"]}
            ]),
            2,
        ),
        (
            Format::Misp,
            json!([{"Event": {"uuid": "00000000-0000-4000-8000-000000000001", "info": "A", "Orgc": "Harbour Watch", "Attribute": [
                {"uuid": "00000000-0000-4000-8000-000000000002", "type": "domain", "value": {}},
                {"uuid": "00000000-0000-4000-8000-000000000003", "type": "domain", "value": "reed.example"}
            ]}}, 7]),
            2,
        ),
    ];
    for (format, json, number) in cases {
        let made = made(format, &json).expect("the rest is in order");
        assert!(made.counts.claims > 0);
        let wrong = made.report.left_out.iter();
        let wrong = wrong.filter(|(reason, _)| reason.contains("--strict"));
        let told: usize = wrong.map(|(_, told)| told.number).sum();
        assert_eq!(told, number, "{:?}", made.report);
    }
}
