//! RDFC-1.0: how blank nodes are labelled in canonical exports.

use std::collections::BTreeMap;

use oxrdf::GraphName;
use oxttl::NQuadsParser;
use sayso::read::{Care, read};
use sayso::workspace::Source;
use sayso::write::{Error, Format, export};

use super::manifest::{Case, Manifest};
use super::{judge, w3c};

/// What is wrong with the labels, if anything is.
///
/// An export names the graph of each file, which goes into the labels. So a test is exported
/// without graphs if it has none, and with them if everything is in one.
fn failure(case: &Case) -> Option<String> {
    let text = case.action.text();
    let quads = NQuadsParser::new().for_slice(&text);
    let in_graphs: Vec<bool> = quads
        .map(|quad| quad.expect("it is N-Quads").graph_name != GraphName::DefaultGraph)
        .collect();
    let has_graphs = in_graphs.contains(&true);
    if has_graphs && in_graphs.contains(&false) {
        return Some("has quads with and without a graph".to_owned());
    }
    let source = Source::text("x.nq", "https://example.org/x", text);
    let (graph, _) = read(&[source], Care::Fast).expect("it is in memory");
    let format = if has_graphs {
        Format::NQuads
    } else {
        Format::NTriples
    };
    match (export(&graph, format), case.kind.contains("Negative")) {
        (Ok(found), false) => {
            let expected = case.result.as_ref().expect("there is a result").text();
            (found != expected).then(|| format!("expected\n{expected}, wrote\n{found}"))
        }
        (Err(Error::Indistinct(_)), true) => None,
        (Ok(_), true) => Some("is labelled".to_owned()),
        (Err(error), _) => Some(error.to_string()),
    }
}

#[test]
fn labels_are_canonical() {
    let Some(folder) = w3c("rdf-canon/tests") else {
        return;
    };
    let base = "https://w3c.github.io/rdf-canon/tests/";
    let cases = Manifest::read(&folder, "manifest.ttl", base).cases();
    let mut failures = BTreeMap::new();
    // Maps of labels are what canonical N-Quads are made by; they are not kept.
    let evaluated = cases.iter().filter(|case| case.kind.ends_with("EvalTest"));
    let mut run = 0;
    for case in evaluated {
        run += 1;
        // Another hash than SHA-256 is not on offer.
        if let Some(failure) = failure(case) {
            failures.insert(case.name.clone(), failure);
        }
    }
    judge("rdfc10", run, 60, &failures);
}
