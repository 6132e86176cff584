//! What changed between two views, held against the verdicts of either.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::program::root;

/// What the program prints, and what it says beside it.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null())
        .output()
        .expect("sayso runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let code = output.status.code().unwrap_or(-1);
    (code, text(&output.stdout), text(&output.stderr))
}

fn json(arguments: &[&str]) -> Value {
    let (code, told, talk) = run(&[arguments, &["--format", "json"]].concat());
    assert_eq!(code, 0, "{arguments:?}: {talk}");
    serde_json::from_str(&told).expect("it is JSON")
}

/// The parts of each claim's verdict that a difference is made of, by IRI.
fn standings(view: &[&str]) -> BTreeMap<String, Value> {
    let claims = json(&[&["ask", "all"], view].concat());
    let standing = |claim: &Value| {
        let parts = [
            "status",
            "independence",
            "independence_exact",
            "independence_at_most",
            "independence_at_most_exact",
            "support",
            "support_if_one",
            "opposition",
            "flags",
        ];
        let parts = parts
            .iter()
            .map(|part| ((*part).to_owned(), claim[*part].clone()));
        Value::Object(parts.collect())
    };
    let claims = claims["claims"].as_array().expect("claims").iter();
    claims
        .map(|claim| (claim["iri"].as_str().unwrap().to_owned(), standing(claim)))
        .collect()
}

/// What `diff` tells is what two answers to `ask all` differ in, no more and no less.
#[test]
fn what_changed_is_what_two_answers_differ_in() {
    let mut changed = 0;
    for data in [
        "datasets/tour/tour.ttl",
        "datasets/vsse-breach/vsse-breach.ttl",
    ] {
        let data = ["--data", data];
        for (from, to) in [
            ("2023-06", Some("2025-01-01")),
            ("2024-03-12", Some("2024-04-15")),
            ("2024-03-12", None),
            ("2030", None),
        ] {
            for axis in ["--said-by", "--known-at"] {
                let is_recorded = axis == "--known-at";
                let mut arguments = vec!["diff", "--from", from];
                arguments.extend(to.iter().flat_map(|to| ["--to", *to]));
                arguments.extend(is_recorded.then_some("--recorded"));
                arguments.extend(data);
                let told = json(&arguments);
                let before = standings(&[&data[..], &[axis, from]].concat());
                let view: Vec<&str> = to.iter().flat_map(|to| [axis, *to]).collect();
                let after = standings(&[&data[..], &view].concat());
                let expected: Vec<(&String, &Value, &Value)> = after
                    .iter()
                    .map(|(claim, standing)| (claim, &before[claim], standing))
                    .filter(|(_, before, after)| before != after)
                    .collect();
                let found: Vec<&Value> = told["claims"].as_array().unwrap().iter().collect();
                assert_eq!(found.len(), expected.len(), "{arguments:?}");
                changed += found.len();
                for (found, (claim, before, after)) in found.iter().zip(expected) {
                    assert_eq!(found["iri"], claim.as_str());
                    assert_eq!((&found["before"], &found["after"]), (before, after));
                }
            }
        }
    }
    assert!(changed > 10, "the examples must show something: {changed}");
}

#[test]
fn the_statements_that_did_it_are_told_and_those_without_date_counted() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("record.ttl");
    let text = "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix schema: <https://schema.org/> .
:c rdfs:label \"The pump failed\"@en . :d rdfs:label \"The well was dry\"@en .
:one-doc dcterms:publisher :one ; schema:url <https://one.example/> .
:two-doc dcterms:publisher :two ; schema:url <https://two.example/> .
[] sayso:by :one ; sayso:asserts :c ; sayso:in :one-doc ; sayso:firstHand true ; sayso:saidAt \"2024-01-01\"^^xsd:date .
[] sayso:by :two ; sayso:asserts :c ; sayso:in :two-doc ; sayso:firstHand true ; sayso:saidAt \"2024-02-01\"^^xsd:date .
[] sayso:by :one ; sayso:asserts :d ; sayso:in :one-doc ; sayso:firstHand true .\n";
    fs::write(&file, text).unwrap();
    let data = ["--data", file.to_str().unwrap()];
    let told = json(&[&["diff", "--from", "2024-01-15"], &data[..]].concat());
    let claims = told["claims"].as_array().unwrap();
    assert_eq!(claims.len(), 1, "{told}");
    assert_eq!(claims[0]["before"]["status"], "single-source");
    assert_eq!(claims[0]["after"]["status"], "corroborated");
    let statements = claims[0]["new_statements"].as_array().unwrap();
    assert_eq!(statements.len(), 1);
    assert_eq!(statements[0]["by"]["iri"], "https://example.org/w#two");
    assert_eq!(told["undated"], 1);
    let (code, text, talk) = run(&[&["diff", "--from", "2024-01-15"], &data[..]].concat());
    assert_eq!(code, 0);
    assert!(
        text.starts_with(
            "from: said by 2024-01-15; to: all that is recorded\n1 of 2 claims stands otherwise\n"
        ),
        "{text}"
    );
    assert!(text.contains("single-source 1 → corroborated 2"), "{text}");
    assert!(talk.contains("1 statement has no date"), "{talk}");
    let (code, _, talk) = run(&[&["diff", "--from", "2024", "--to", "2023"], &data[..]].concat());
    assert!(
        code == 2 && talk.contains("the earlier view comes first"),
        "{talk}"
    );
    // In English it is the same.
    let asked = json(&[&["ask", "what changed since 15 January 2024?"], &data[..]].concat());
    assert_eq!(asked["claims"], told["claims"]);
    assert!(
        asked["question"]["command"]
            .as_str()
            .unwrap()
            .contains("diff --from 2024-01-15")
    );
}
