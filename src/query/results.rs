//! The results of queries, written down.

use std::io::{self, Write};

use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxrdf::Term;
use spareval::{QueryEvaluationError, QueryResults};

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
/// # Errors
///
/// [`Error::Evaluation`].
pub fn rows(results: QueryResults<'_>, graph: &Graph) -> Result<Rows, Error> {
    match results {
        QueryResults::Boolean(value) => {
            let answer = if value { "yes" } else { "no" };
            Ok((vec!["answer".to_owned()], vec![vec![answer.to_owned()]]))
        }
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let mut rows = Vec::new();
            for solution in solutions {
                let solution = solution?;
                let cells = variables.iter().map(|variable| {
                    let term = solution.get(variable);
                    term.map_or_else(String::new, |term| cell(term, graph))
                });
                rows.push(cells.collect());
            }
            let names = variables
                .iter()
                .map(|variable| variable.as_str().to_owned());
            Ok((names.collect(), rows))
        }
        QueryResults::Graph(triples) => {
            let mut rows = Vec::new();
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

/// A term in a cell: prefixed names, and literals without their quotes.
fn cell(term: &Term, graph: &Graph) -> String {
    match term {
        Term::NamedNode(node) => graph.shorten(node.as_str()),
        Term::BlankNode(node) => format!("_:{}", node.as_str()),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}
