//! The names of statements without one: they follow the rule, whatever a statement holds, in rings as well.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use oxrdf::{NamedNode, NamedOrBlankNode, Triple};
use sha2::{Digest, Sha256};

use super::random::Lines;
use super::{as_text, by_reader, canonical, text_of};
use crate::oracle::generate::Random;

fn name_of(lines: &[&str]) -> NamedNode {
    let hash = Sha256::digest(lines.join("\n").as_bytes());
    let hex = hash.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    NamedNode::new(format!("https://w3id.org/sayso/statement/{hex}")).expect("an IRI")
}

/// The objects of a property of a subject.
fn objects(triples: &[Triple], subject: &NamedNode, property: &str) -> BTreeSet<String> {
    let iri = format!("https://w3id.org/sayso/ns#{property}");
    triples
        .iter()
        .filter(|triple| {
            triple.subject == NamedOrBlankNode::from(subject.clone())
                && triple.predicate.as_str() == iri
        })
        .map(|triple| triple.object.to_string())
        .collect()
}

fn hash_of(lines: &[&str]) -> String {
    let name = name_of(lines);
    let (_, hash) = name.as_str().rsplit_once('/').expect("a name has a slash");
    hash.to_owned()
}

#[test]
fn names_follow_the_rule() {
    let triples = by_reader(&[&text_of("tests/fixtures/vsse/short.ttl")]);
    let statement = name_of(&[
        "<https://w3id.org/sayso/ns#by> <https://example.org/desk#le-soir>",
        "<https://w3id.org/sayso/ns#claim> <https://example.org/desk#access>",
        "<https://w3id.org/sayso/ns#stance> <https://w3id.org/sayso/ns#asserts>",
    ]);
    let relays = format!("<https://w3id.org/sayso/ns#relays> {statement}");
    let report = name_of(&[
        "<https://w3id.org/sayso/ns#by> <https://example.org/desk#techcrunch>",
        "<https://w3id.org/sayso/ns#claim> <https://example.org/desk#access>",
        "<https://w3id.org/sayso/ns#in> <https://example.org/desk#story>",
        &relays,
        "<https://w3id.org/sayso/ns#saidAt> \"2025-02-28\"^^<http://www.w3.org/2001/XMLSchema#date>",
        "<https://w3id.org/sayso/ns#stance> <https://w3id.org/sayso/ns#reports>",
    ]);
    assert_eq!(
        objects(&triples, &statement, "by"),
        BTreeSet::from(["<https://example.org/desk#le-soir>".to_owned()]),
    );
    assert_eq!(
        objects(&triples, &report, "relays"),
        BTreeSet::from([statement.to_string()]),
    );
}

#[test]
fn names_of_what_holds_blank_nodes_and_escapes_follow_the_rule() {
    let text = r#"
@prefix : <https://example.org/desk#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
[] a sayso:Statement ; sayso:by :a ; sayso:asserts :c ;
   sayso:statedConfidence "a \"quoted\" word,\na line and a \\"@EN-gb ; sayso:confidence 0.90 ;
   sayso:anchor [ a :Outer ; :inner [ :deep [ ] ; :start 01 ] ] .
"#;
    let empty = hash_of(&[]);
    let deep = hash_of(&[
        &format!("<https://example.org/desk#deep> _:{empty}"),
        "<https://example.org/desk#start> \"01\"^^<http://www.w3.org/2001/XMLSchema#integer>",
    ]);
    let anchor = hash_of(&[
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/desk#Outer>",
        &format!("<https://example.org/desk#inner> _:{deep}"),
    ]);
    let statement = name_of(&[
        &format!("<https://w3id.org/sayso/ns#anchor> _:{anchor}"),
        "<https://w3id.org/sayso/ns#by> <https://example.org/desk#a>",
        "<https://w3id.org/sayso/ns#claim> <https://example.org/desk#c>",
        "<https://w3id.org/sayso/ns#confidence> \"0.90\"^^<http://www.w3.org/2001/XMLSchema#decimal>",
        "<https://w3id.org/sayso/ns#stance> <https://w3id.org/sayso/ns#asserts>",
        "<https://w3id.org/sayso/ns#statedConfidence> \"a \"quoted\" word,\\na line and a \\\\\"@en-gb",
    ]);
    let triples = by_reader(&[text]);
    assert_eq!(
        objects(&triples, &statement, "by").len(),
        1,
        "{}",
        as_text(&triples)
    );
}

/// Rings of blank statements are beyond the query; the reader names them, in any order of the
/// file, and tells apart what can be told apart.
#[test]
fn rings_are_named() {
    let ring = |size: usize, marked: bool| {
        let mut lines = Vec::new();
        for index in 0..size {
            lines.push(format!("_:s{index} sayso:by :a ."));
            lines.push(format!("_:s{index} sayso:reports :c ."));
            lines.push(format!(
                "_:s{index} sayso:relays _:s{} .",
                (index + 1) % size
            ));
        }
        if marked {
            lines.push("_:s0 rdfs:label \"the first\" .".to_owned());
        }
        Lines { lines }
    };
    for (size, marked, expected) in [(1, false, 1), (6, false, 1), (6, true, 6), (7, true, 7)] {
        let mut lines = ring(size, marked);
        let first = canonical(by_reader(&[&lines.turtle()]));
        let statements = first
            .iter()
            .filter(|line| line.ends_with("<https://w3id.org/sayso/ns#Statement>"))
            .count();
        assert_eq!(statements, expected, "{first:?}");
        assert!(first.iter().all(|line| !line.contains("_:")));
        for seed in 0..5 {
            Random::new(seed).shuffle(&mut lines.lines);
            assert_eq!(canonical(by_reader(&[&lines.turtle()])), first);
        }
    }
}
