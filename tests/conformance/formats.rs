//! RDF 1.1: what is read of Turtle, `TriG`, N-Triples and N-Quads, both fast and with places.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::dataset::CanonicalizationAlgorithm;
use oxrdf::{Dataset, GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use oxttl::NQuadsParser;
use sayso::read::{Care, Graph, Severity, read};
use sayso::workspace::Source;

use super::manifest::{Case, Manifest};
use super::{judge, w3c};

/// Quads as sorted lines whose blank nodes have canonical labels.
fn canonical(mut dataset: Dataset) -> BTreeSet<String> {
    dataset.canonicalize(CanonicalizationAlgorithm::Unstable);
    dataset.iter().map(|quad| quad.to_string()).collect()
}

/// What was read of a file; what is in the graph of the file is in the default graph.
fn dataset(graph: &Graph, base: &str) -> Dataset {
    let node = |term: Term| match term {
        Term::NamedNode(node) => NamedOrBlankNode::from(node),
        Term::BlankNode(node) => node.into(),
        Term::Literal(literal) => panic!("{literal} is no node"),
    };
    let quads = graph.quads.iter().map(|quad| {
        let term = |id| graph.terms.to_term(id);
        let name = match node(term(quad.graph)) {
            NamedOrBlankNode::NamedNode(name) if name.as_str() == base => GraphName::DefaultGraph,
            name => name.into(),
        };
        Quad::new(
            node(term(quad.subject)),
            NamedNode::new_unchecked(graph.terms.text(quad.predicate)),
            term(quad.object),
            name,
        )
    });
    quads.collect()
}

/// What is wrong with how a file is read, if anything is.
fn failure(test: &Case, care: Care) -> Option<String> {
    let name = format!("{}.{}", test.name, test.action.ending());
    let source = Source::text(&name, &test.action.iri, test.action.bytes());
    let (graph, findings) = read(&[source], care).expect("it is in memory");
    let mut errors = findings.iter();
    let error = errors
        .find(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.message.clone());
    match (test.kind.contains("Negative"), error) {
        (true, Some(_)) => None,
        (true, None) => Some("is accepted".to_owned()),
        (false, Some(error)) => Some(format!("is refused: {error}")),
        (false, None) => {
            let result = test.result.as_ref()?.text();
            let expected = NQuadsParser::new().for_slice(&result);
            let expected = expected.map(|quad| quad.expect("the result is N-Quads"));
            let (expected, found) = (
                canonical(expected.collect()),
                canonical(dataset(&graph, &test.action.iri)),
            );
            (expected != found).then(|| format!("expected {expected:?}, read {found:?}"))
        }
    }
}

fn suite(name: &str, at_least: usize) {
    let Some(folder) = w3c(&format!("rdf-tests/rdf/rdf11/{name}")) else {
        return;
    };
    let base = format!("https://w3c.github.io/rdf-tests/rdf/rdf11/{name}/");
    let cases = Manifest::read(&folder, "manifest.ttl", &base).cases();
    let mut failures = BTreeMap::new();
    for case in &cases {
        for care in [Care::Fast, Care::Located] {
            if let Some(failure) = failure(case, care) {
                failures.insert(format!("{} {care:?}", case.name), failure);
            }
        }
    }
    judge(name, cases.len(), at_least, &failures);
}

#[test]
fn turtle() {
    suite("rdf-turtle", 313);
}

#[test]
fn trig() {
    suite("rdf-trig", 356);
}

#[test]
fn n_triples() {
    suite("rdf-n-triples", 70);
}

#[test]
fn n_quads() {
    suite("rdf-n-quads", 87);
}
