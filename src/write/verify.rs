//! Reading back what was written, by another parser than the one that read the data.

use oxrdf::{Dataset, GraphName, NamedNode, Quad};
use oxttl::{NQuadsParser, TriGParser};

use super::{Error, canonical};
use crate::read::{Care, Graph, Severity, read};
use crate::vocab::{Known, namespace};
use crate::workspace::Source;

/// Where what is read back is said to be; relative IRIs are never written.
const BASE: &str = "https://w3id.org/sayso/export";

/// Turtle must mean the same triples, given as canonical N-Triples: by the careful reader (oxttl) and by the fast one (rio),
/// both expanded into the long form.
pub(super) fn turtle(text: &str, expected: &str) -> Result<(), Error> {
    for care in [Care::Fast, Care::Located] {
        let graph = expanded(text, care)?;
        compare(expected, &canonical::n_triples(&graph, &graph.quads)?)?;
    }
    Ok(())
}

/// A Turtle text in the long form.
pub(super) fn expanded(text: &str, care: Care) -> Result<Graph, Error> {
    let source = Source::text("the export", BASE, text);
    let (graph, findings) =
        read(&[source], care).map_err(|error| Error::Unfaithful(error.to_string()))?;
    let error = findings
        .iter()
        .find(|finding| finding.severity == Severity::Error && finding.code == "syntax");
    match error {
        Some(error) => Err(Error::Unfaithful(error.message.clone())),
        None => Ok(graph),
    }
}

/// N-Quads must parse into the dataset whose canonical form they are.
pub(super) fn n_quads(text: String) -> Result<String, Error> {
    let dataset: Dataset = NQuadsParser::new()
        .for_slice(&text)
        .collect::<Result<_, _>>()
        .map_err(|error| Error::Unfaithful(error.to_string()))?;
    compare(&text, &canonical::n_quads(&canonical::labelled(dataset)?))?;
    Ok(text)
}

/// `TriG` must parse into the data as default graph and the verdicts as their own.
pub(super) fn trig(graph: &Graph, text: String) -> Result<String, Error> {
    let found: Dataset = TriGParser::new()
        .for_slice(&text)
        .collect::<Result<_, _>>()
        .map_err(|error| Error::Unfaithful(error.to_string()))?;
    let (verdicts, data): (Vec<_>, Vec<_>) = graph
        .quads
        .iter()
        .copied()
        .partition(|quad| quad.graph == Known::Verdicts.id());
    let mut expected = canonical::dataset(graph, &data, false);
    let name = GraphName::from(NamedNode::new_unchecked(format!(
        "{}verdicts",
        namespace::SAYSO
    )));
    for quad in &canonical::dataset(graph, &verdicts, false) {
        expected.insert(&Quad::new(
            quad.subject,
            quad.predicate,
            quad.object,
            name.clone(),
        ));
    }
    let (expected, found) = (canonical::labelled(expected)?, canonical::labelled(found)?);
    compare(&canonical::n_quads(&expected), &canonical::n_quads(&found))?;
    Ok(text)
}

fn compare(expected: &str, found: &str) -> Result<(), Error> {
    if expected == found {
        return Ok(());
    }
    let difference = expected
        .lines()
        .zip(found.lines())
        .find(|(expected, found)| expected != found);
    Err(Error::Unfaithful(difference.map_or_else(
        || "one has more triples than the other".to_owned(),
        |(expected, found)| format!("expected {expected}, read {found}"),
    )))
}
