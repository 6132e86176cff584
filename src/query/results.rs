//! The results of queries, written down.

use std::io::{self, Write};

use oxrdf::Term;
use rustc_hash::FxHashMap;
use sparesults::{QueryResultsFormat, QueryResultsSerializer};
use spareval::{QueryEvaluationError, QueryResults};

use crate::names::Names;
use crate::read::Graph;
use crate::vocab::namespace;

/// How results are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// A table for people; Turtle where the results are triples.
    Table,
    /// SPARQL 1.1 results as CSV.
    Csv,
    /// SPARQL 1.1 results as TSV.
    Tsv,
    /// SPARQL 1.1 results as JSON.
    Json,
    /// SPARQL 1.1 results as XML.
    Xml,
    /// Turtle, for CONSTRUCT and DESCRIBE.
    Turtle,
}

/// Why results could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The evaluation failed on the way.
    #[error("the query failed: {0}")]
    Evaluation(#[from] QueryEvaluationError),
    /// The results cannot be written like that.
    #[error("{0}")]
    Format(&'static str),
    /// Nobody takes the output.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Rows of a table: the variables, and the cells as people read them.
pub type Rows = (Vec<String>, Vec<Vec<String>>);

/// Results as rows for a table; a yes-or-no answer is one cell; triples are three columns.
///
/// Things are called by their labels. The name of one stands with its label where another thing
/// in the table has the same, and alone where the label stands beside it.
///
/// # Errors
///
/// [`Error::Evaluation`].
pub fn rows(results: QueryResults<'_>, graph: &Graph, names: &Names) -> Result<Rows, Error> {
    match results {
        QueryResults::Boolean(value) => {
            let answer = if value { "yes" } else { "no" };
            Ok((vec!["answer".to_owned()], vec![vec![answer.to_owned()]]))
        }
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let mut rows: Vec<Vec<Option<Term>>> = Vec::new();
            for solution in solutions {
                let solution = solution?;
                let cells = variables.iter();
                rows.push(
                    cells
                        .map(|variable| solution.get(variable).cloned())
                        .collect(),
                );
            }
            let columns = variables
                .iter()
                .map(|variable| variable.as_str().to_owned());
            Ok((columns.collect(), called(&rows, graph, names)))
        }
        QueryResults::Graph(triples) => {
            let mut rows: Vec<Vec<String>> = Vec::new();
            for triple in triples {
                let triple = triple?;
                let parts = [
                    triple.subject.into(),
                    triple.predicate.into(),
                    triple.object,
                ];
                rows.push(parts.iter().map(|term| cell(term, graph)).collect());
            }
            let names = ["subject", "predicate", "object"];
            Ok((names.map(str::to_owned).to_vec(), rows))
        }
    }
}

/// Writes results in one of the standard formats.
///
/// # Errors
///
/// [`Error`]; among them, that XML has no way to write a character.
pub fn write(
    results: QueryResults<'_>,
    format: Format,
    graph: &Graph,
    mut writer: impl Write,
) -> Result<(), Error> {
    if format == Format::Xml {
        let mut bytes = Vec::new();
        plain(results, format, graph, &mut bytes)?;
        return Ok(writer.write_all(&well_formed(&bytes)?)?);
    }
    plain(results, format, graph, writer)
}

/// XML has no way to write most control characters, not even escaped, and readers take a raw
/// carriage return for a line feed.
fn well_formed(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let text = String::from_utf8_lossy(bytes);
    let is_foreign = |character: char| matches!(character, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    if text.contains(is_foreign) {
        return Err(Error::Format(
            "a result holds a control character, which XML cannot; choose csv, tsv or json",
        ));
    }
    Ok(text.replace('\r', "&#xD;").into_bytes())
}

/// Writes results as the serialisers do.
fn plain(
    results: QueryResults<'_>,
    format: Format,
    graph: &Graph,
    mut writer: impl Write,
) -> Result<(), Error> {
    let standard = match format {
        Format::Csv => QueryResultsFormat::Csv,
        Format::Tsv => QueryResultsFormat::Tsv,
        Format::Json => QueryResultsFormat::Json,
        Format::Xml => QueryResultsFormat::Xml,
        Format::Table | Format::Turtle => {
            let QueryResults::Graph(triples) = results else {
                return Err(Error::Format(
                    "only CONSTRUCT and DESCRIBE give triples; choose csv, tsv, json or xml",
                ));
            };
            return turtle(triples, graph, writer);
        }
    };
    let serializer = QueryResultsSerializer::from_format(standard);
    match results {
        QueryResults::Boolean(value) => {
            serializer.serialize_boolean_to_writer(&mut writer, value)?;
        }
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let mut out = serializer.serialize_solutions_to_writer(&mut writer, variables)?;
            for solution in solutions {
                out.serialize(&solution?)?;
            }
            out.finish()?;
        }
        QueryResults::Graph(_) => {
            return Err(Error::Format(
                "this query gives triples; choose the format turtle",
            ));
        }
    }
    if matches!(format, Format::Json | Format::Xml) {
        writer.write_all(b"\n")?;
    }
    Ok(())
}

fn turtle(
    triples: impl Iterator<Item = Result<oxrdf::Triple, QueryEvaluationError>>,
    graph: &Graph,
    writer: impl Write,
) -> Result<(), Error> {
    let mut triples: Vec<oxrdf::Triple> = triples.collect::<Result<_, _>>()?;
    triples.sort_by_cached_key(ToString::to_string);
    triples.dedup();
    let mut serializer = oxttl::TurtleSerializer::new();
    let declared = graph.prefixes.iter().map(|(p, n)| (p.as_str(), n.as_str()));
    for (prefix, namespace) in namespace::WELL_KNOWN.into_iter().chain(declared) {
        if let Ok(with) = serializer.clone().with_prefix(prefix, namespace) {
            serializer = with;
        }
    }
    let mut out = serializer.for_writer(writer);
    for triple in &triples {
        out.serialize_triple(triple)?;
    }
    out.finish()?;
    Ok(())
}

/// The cells of some rows in words.
fn called(rows: &[Vec<Option<Term>>], graph: &Graph, names: &Names) -> Vec<Vec<String>> {
    let label = |term: &Term| match term {
        Term::NamedNode(node) => {
            let id = graph.terms.find_iri(node.as_str())?;
            names.label(id).map(str::to_owned)
        }
        _ => None,
    };
    // Which things have which label: one, or several.
    let mut bearers: FxHashMap<String, (&Term, bool)> = FxHashMap::default();
    for term in rows.iter().flatten().flatten() {
        if let Some(label) = label(term) {
            let bearer = bearers.entry(label).or_insert((term, false));
            bearer.1 |= bearer.0 != term;
        }
    }
    let cell_of = |term: &Term, row: &[Option<Term>]| match label(term) {
        None => cell(term, graph),
        Some(label) => {
            let is_beside = row.iter().flatten().any(|other| match other {
                Term::Literal(literal) => literal.value() == label,
                _ => false,
            });
            let is_shared = bearers.get(&label).is_some_and(|(_, shared)| *shared);
            match (is_beside, is_shared) {
                (true, _) => cell(term, graph),
                (false, true) => format!("{label} ({})", cell(term, graph)),
                (false, false) => label,
            }
        }
    };
    rows.iter()
        .map(|row| {
            let cells = row.iter().map(|term| {
                let term = term.as_ref();
                term.map_or_else(String::new, |term| cell_of(term, row))
            });
            cells.collect()
        })
        .collect()
}

/// A term in a cell: prefixed names, words of ours without a prefix, and literals without their
/// quotes.
fn cell(term: &Term, graph: &Graph) -> String {
    match term {
        Term::NamedNode(node) => match node.as_str().strip_prefix(namespace::SAYSO) {
            Some(word) if !word.is_empty() => word.to_owned(),
            _ => graph.shorten(node.as_str()),
        },
        Term::BlankNode(node) => format!("_:{}", node.as_str()),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}
