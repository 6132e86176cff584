//! The W3C's tests of Turtle, on both parsers and what is read with them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxttl::{NTriplesParser, TurtleParser};
use sayso::read::Care;
use sayso::workspace::Source;

use super::{from_file, has_errors, read};
use crate::conformance::w3c;
use crate::expansion::{canonical, triples_of};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Expected {
    Accepted,
    Refused,
}

struct Case {
    name: String,
    action: String,
    result: Option<String>,
    expected: Expected,
}

/// What a manifest lists, in order of name.
fn manifest(folder: &Path, base: &str) -> Vec<Case> {
    const MANIFEST: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
    const KIND: &str = "http://www.w3.org/ns/rdftest#";
    let text = fs::read_to_string(folder.join("manifest.ttl")).expect("the manifest is there");
    let mut about: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for triple in TurtleParser::new()
        .with_base_iri(base)
        .expect("an IRI")
        .for_slice(&text)
    {
        let Triple {
            subject,
            predicate,
            object,
        } = triple.expect("the manifest is Turtle");
        let (NamedOrBlankNode::NamedNode(subject), object) = (subject, object) else {
            continue;
        };
        let object = match object {
            Term::NamedNode(node) => node.into_string(),
            Term::Literal(literal) => literal.value().to_owned(),
            Term::BlankNode(_) => continue,
        };
        about
            .entry(subject.into_string())
            .or_default()
            .insert(predicate.into_string(), object);
    }
    let local = |iri: &String| iri.strip_prefix(base).unwrap_or(iri).to_owned();
    about
        .values()
        .filter_map(|properties| {
            let kind = properties.get("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")?;
            let kind = kind.strip_prefix(KIND)?;
            Some(Case {
                name: properties.get(&format!("{MANIFEST}name"))?.clone(),
                action: local(properties.get(&format!("{MANIFEST}action"))?),
                result: properties.get(&format!("{MANIFEST}result")).map(local),
                expected: if kind.contains("Negative") {
                    Expected::Refused
                } else {
                    Expected::Accepted
                },
            })
        })
        .collect()
}

/// Where a parser is known to differ from the W3C, and why that is left so.
const KNOWN_DIFFERENCES: [(&str, Care, &str); 0] = [];

#[test]
fn the_w3c_turtle_tests_pass() {
    let Some(folder) = w3c("rdf-tests/rdf/rdf11/rdf-turtle") else {
        return;
    };
    let base = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/";
    let cases = manifest(&folder, base);
    assert!(cases.len() > 300, "only {} cases found", cases.len());
    let mut failures = String::new();
    for case in &cases {
        let path = folder.join(&case.action);
        let source = Source {
            base: format!("{base}{}", case.action),
            ..from_file(&path)
        };
        for care in [Care::Fast, Care::Located] {
            let (graph, findings) = read(&source, care);
            let failure = match (case.expected, has_errors(&findings)) {
                (Expected::Refused, true) => None,
                (Expected::Refused, false) => Some("accepted, must be refused".to_owned()),
                (Expected::Accepted, true) => Some(format!("refused: {findings:?}")),
                (Expected::Accepted, false) => {
                    let result = case.result.as_ref().map(|result| {
                        let text = fs::read_to_string(folder.join(result)).expect("a result");
                        canonical(
                            NTriplesParser::new()
                                .for_slice(&text)
                                .map(|triple| triple.expect("the result is N-Triples")),
                        )
                    });
                    let found = canonical(triples_of(&graph));
                    result
                        .filter(|result| *result != found)
                        .map(|result| format!("expected {result:?}, found {found:?}"))
                }
            };
            let is_known = KNOWN_DIFFERENCES
                .iter()
                .any(|(name, of, _)| *name == case.name && *of == care);
            match failure {
                Some(failure) if !is_known => {
                    let _ = writeln!(failures, "{} {care:?}: {failure}", case.name);
                }
                None if is_known => {
                    let _ = writeln!(failures, "{} {care:?}: no longer differs", case.name);
                }
                _ => {}
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
