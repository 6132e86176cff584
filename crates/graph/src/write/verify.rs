//! Reading back what was written, by another parser than the one that read the data.

use oxjsonld::JsonLdParser;
use oxrdf::{Dataset, GraphName, GraphNameRef, Quad, TermRef};
use oxttl::{NQuadsParser, TriGParser, TurtleParser};
use rustc_hash::FxHashMap;

use super::facts::Facts;
use super::lines::{Lines, labels};
use super::{Error, canonical};
use crate::read::{self, Care, Graph, Severity};
use crate::vocab::{Id, Known};
use crate::workspace::Source;

/// Where what is read back is said to be; relative IRIs are never written.
const BASE: &str = "https://w3id.org/sayso/export";

/// The triples that must be read back, by their numbers in a dictionary: texts are compared
/// where a term is looked up, and never copied.
pub(super) struct Expected<'g> {
    graph: &'g Graph,
    triples: Vec<[Id; 3]>,
    /// Blank nodes by their canonical labels.
    blanks: FxHashMap<String, Id>,
}

impl<'g> Expected<'g> {
    /// O(q log q).
    pub(super) fn new(facts: &Facts<'g>) -> Self {
        let rows = facts.lines().rows().iter();
        let ids = facts.lines().ids();
        let triples = rows.map(|row| [0, 1, 2].map(|part| ids[row[part] as usize]));
        let mut triples: Vec<[Id; 3]> = triples.collect();
        triples.sort_unstable();
        let blanks = facts.terms().filter(|thing| facts.is_blank(*thing));
        let blanks = blanks.map(|thing| (facts.notation(thing).to_owned(), facts.id(thing)));
        Self {
            graph: facts.graph(),
            triples,
            blanks: blanks.collect(),
        }
    }

    /// A graph must have the same triples, whatever their graphs. O(q log q), beside the
    /// labelling of blank nodes.
    fn is(&self, found: &Graph) -> Result<(), Error> {
        let labels = labels(found, &found.quads, false)?;
        let blank = |id: Id| self.blanks.get(&labels.get(&id)?.to_string()).copied();
        let here = self.graph.terms.counterparts(&found.terms, blank);
        let here = |id: Id| here[id.index()];
        let quads = found.quads.iter();
        let triples =
            quads.map(|it| Some([here(it.subject)?, here(it.predicate)?, here(it.object)?]));
        let triples: Option<Vec<[Id; 3]>> = triples.collect();
        let is_same = triples.is_some_and(|mut triples| {
            triples.sort_unstable();
            triples.dedup();
            triples == self.triples
        });
        if is_same {
            return Ok(());
        }
        let expected = self.triples.iter().map(|triple| {
            let [subject, predicate, object] = *triple;
            read::Quad {
                subject,
                predicate,
                object,
                graph: subject,
            }
        });
        let expected = Lines::new(self.graph, &expected.collect::<Vec<_>>(), false)?;
        let found = Lines::new(found, &found.quads, false)?;
        compare(expected.iter(), found.iter())
    }
}

/// Turtle must mean the same triples, in the long form, to two parsers that share no code: rio,
/// with which datasets are read, and oxttl. Both read at the same time.
pub(super) fn turtle(text: &str, expected: &Expected<'_>) -> Result<(), Error> {
    let (first, second) = rayon::join(
        || expected.is(&read_as_dataset(text)?),
        || expected.is(&read_by_oxttl(text)?),
    );
    first.and(second)
}

/// A Turtle text in the long form, as a file of a dataset is read.
fn read_as_dataset(text: &str) -> Result<Graph, Error> {
    let source = Source::text("the export", BASE, text);
    let (graph, findings) =
        read::read(&[source], Care::Fast).map_err(|error| Error::Unfaithful(error.to_string()))?;
    let error = findings
        .iter()
        .find(|finding| finding.severity == Severity::Error && finding.code == "syntax");
    match error {
        Some(error) => Err(Error::Unfaithful(error.message.clone())),
        None => Ok(graph),
    }
}

/// The same by another parser.
fn read_by_oxttl(text: &str) -> Result<Graph, Error> {
    let quads = TurtleParser::new().for_slice(text);
    let quads = quads.map(|triple| triple.map(|triple| triple.in_graph(GraphName::DefaultGraph)));
    let mut graph = read::numbered(quads, BASE).map_err(Error::Unfaithful)?;
    // What is wrong with the data is none of the writer's business.
    read::complete(&mut graph);
    Ok(graph)
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
    let found =
        read::numbered(TriGParser::new().for_slice(&text), BASE).map_err(Error::Unfaithful)?;
    let mut terms = graph.terms.clone();
    let default = terms.iri(BASE);
    let quads = graph.quads.iter().map(|quad| {
        let is_verdict = quad.graph == Known::Verdicts.id();
        read::Quad {
            graph: if is_verdict { quad.graph } else { default },
            ..*quad
        }
    });
    let expected = graph.with(terms.clone(), quads.collect());
    let [expected, found] = [expected, found].map(|graph| Lines::new(&graph, &graph.quads, true));
    compare(expected?.iter(), found?.iter())?;
    Ok(text)
}

/// JSON-LD must parse into the triples that it was written from.
pub(super) fn json_ld(text: &str, expected: &Expected<'_>) -> Result<(), Error> {
    let found = read::numbered(JsonLdParser::new().for_slice(text), BASE);
    expected.is(&found.map_err(Error::Unfaithful)?)
}

/// A page of `TriG` must parse into some quads, in their order.
///
/// Nothing is sorted, so that much can be compared; blank nodes must be called on the page what
/// they are called in the graph.
pub(super) fn in_order(text: &str, expected: &Graph) -> Result<(), Error> {
    let terms = &expected.terms;
    let line = |quad: &read::Quad| {
        let [subject, predicate, object, graph] =
            [quad.subject, quad.predicate, quad.object, quad.graph].map(|id| terms.to_term(id));
        format!("{subject} {predicate} {object} {graph} .\n")
    };
    let mut quads = expected.quads.iter();
    for found in TriGParser::new().for_slice(text) {
        let found = found.map_err(|error| Error::Unfaithful(error.to_string()))?;
        let is_it = |quad: &&read::Quad| {
            let graph = found.graph_name.as_ref();
            TermRef::from(found.subject.as_ref()) == terms.as_term(quad.subject)
                && TermRef::from(found.predicate.as_ref()) == terms.as_term(quad.predicate)
                && found.object.as_ref() == terms.as_term(quad.object)
                && matches!(graph, GraphNameRef::NamedNode(node) if terms.as_term(quad.graph) == node.into())
        };
        let expected = quads.next();
        if !expected.is_some_and(|quad| is_it(&quad)) {
            let expected = expected.map(line);
            return compare(
                expected.into_iter(),
                std::iter::once(format!("{found} .\n")),
            );
        }
    }
    compare(quads.take(1).map(line), std::iter::empty())
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
