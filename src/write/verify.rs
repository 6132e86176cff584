//! Reading back what was written, by another parser than the one that read the data.

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxrdf::{Dataset, GraphName, NamedNode, Quad};
use oxttl::{NQuadsParser, TriGParser};

use super::lines::Lines;
use super::{Error, canonical};
use crate::read::{Care, Graph, Severity, read};
use crate::vocab::{Known, namespace};
use crate::workspace::Source;

/// Where what is read back is said to be; relative IRIs are never written.
const BASE: &str = "https://w3id.org/sayso/export";

/// Turtle must mean the same triples, given as canonical N-Triples: by the careful reader (oxttl) and by the fast one (rio),
/// both expanded into the long form.
pub(super) fn turtle(text: &str, expected: &Lines) -> Result<(), Error> {
    for care in [Care::Fast, Care::Located] {
        let graph = expanded(text, care)?;
        let found = Lines::new(&graph, &graph.quads, false)?;
        compare(expected.iter(), found.iter())?;
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

/// How many lines are read back at once.
const BLOCK: usize = 4096;

/// N-Quads must parse into the quads that they were made of, line by line; and the labels of
/// blank nodes must be those that the quads with blank nodes have in canonical form.
pub(super) fn lines(expected: &Lines) -> Result<(), Error> {
    let mut with_blanks = Dataset::new();
    let mut blank_lines: Vec<String> = Vec::new();
    let mut lines = expected.iter();
    loop {
        let block: Vec<String> = lines.by_ref().take(BLOCK).collect();
        if block.is_empty() {
            break;
        }
        let quads: Vec<Quad> = NQuadsParser::new()
            .for_slice(&block.concat())
            .collect::<Result<_, _>>()
            .map_err(|error| Error::Unfaithful(error.to_string()))?;
        let found = quads.iter().map(|quad| format!("{quad} .\n"));
        compare(block.iter().cloned(), found)?;
        for (quad, line) in quads.iter().zip(block) {
            let is_blank = quad.subject.is_blank_node()
                || quad.object.is_blank_node()
                || quad.graph_name.is_blank_node();
            if is_blank {
                with_blanks.insert(quad);
                blank_lines.push(line);
            }
        }
    }
    let found = canonical::n_quads(&canonical::labelled(with_blanks)?);
    compare(
        blank_lines.into_iter(),
        found.split_inclusive('\n').map(str::to_owned),
    )
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
    same(&canonical::n_quads(&expected), &canonical::n_quads(&found))?;
    Ok(text)
}

/// `TriG` must parse into the quads that it was written from.
pub(super) fn quads(text: &str, expected: Dataset) -> Result<(), Error> {
    let found: Dataset = TriGParser::new()
        .for_slice(text)
        .collect::<Result<_, _>>()
        .map_err(|error| Error::Unfaithful(error.to_string()))?;
    let (expected, found) = (canonical::labelled(expected)?, canonical::labelled(found)?);
    same(&canonical::n_quads(&expected), &canonical::n_quads(&found))
}

/// JSON-LD must parse into the triples that it was written from.
pub(super) fn json_ld(text: &str, expected: &Dataset) -> Result<(), Error> {
    let format = RdfFormat::JsonLd {
        profile: JsonLdProfileSet::empty(),
    };
    let found: Dataset = RdfParser::from_format(format)
        .for_slice(text)
        .collect::<Result<_, _>>()
        .map_err(|error| Error::Unfaithful(error.to_string()))?;
    let found = canonical::labelled(found)?;
    same(&canonical::n_quads(expected), &canonical::n_quads(&found))
}

/// Two texts must have the same lines.
fn same(expected: &str, found: &str) -> Result<(), Error> {
    let [expected, found] = [expected, found].map(|text| text.split_inclusive('\n'));
    compare(expected.map(str::to_owned), found.map(str::to_owned))
}

/// The lines must be the same.
fn compare(
    expected: impl Iterator<Item = String>,
    mut found: impl Iterator<Item = String>,
) -> Result<(), Error> {
    for expected in expected {
        match found.next() {
            Some(found) if found == expected => {}
            Some(found) => {
                let (expected, found) = (expected.trim_end(), found.trim_end());
                return Err(Error::Unfaithful(format!(
                    "expected {expected}, read {found}"
                )));
            }
            None => {
                return Err(Error::Unfaithful(format!(
                    "{} is missing",
                    expected.trim_end()
                )));
            }
        }
    }
    match found.next() {
        None => Ok(()),
        Some(found) => Err(Error::Unfaithful(format!("{} is new", found.trim_end()))),
    }
}
