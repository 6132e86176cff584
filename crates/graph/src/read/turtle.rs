//! The fast way in: Turtle and its kin through `rio_turtle`, straight into the dictionary.
//!
//! `rio_turtle` gives no positions and stops at the first error, so a file that it refuses is
//! read again by [`super::locate`], which finds all errors and their places.

use std::collections::BTreeMap;

use oxiri::Iri;
use rio_api::parser::{ParseError, QuadsParser, TriplesParser};
use rio_turtle::{NQuadsParser, NTriplesParser, TriGParser, TurtleError, TurtleParser};

use super::graph::Graph;
use super::sink::{self, Blanks, Unwelcome};
use crate::progress;
use crate::workspace::Format;

/// Why the fast reader gave up on a file.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) message: String,
    /// Line and byte in the line, both from one, where known.
    pub(super) position: Option<(u64, u64)>,
}

/// Why reading stops inside a triple.
enum Stop {
    Syntax(TurtleError),
    Unwelcome(Unwelcome),
}

impl From<TurtleError> for Stop {
    fn from(error: TurtleError) -> Self {
        Self::Syntax(error)
    }
}

impl From<Unwelcome> for Stop {
    fn from(reason: Unwelcome) -> Self {
        Self::Unwelcome(reason)
    }
}

/// Reads one file into the graph.
///
/// O(length of the file). On a refusal the graph keeps the quads read so far; callers throw the
/// graph away then.
pub(super) fn read(
    bytes: &[u8],
    format: Format,
    base: &str,
    file: usize,
    graph: &mut Graph,
) -> Result<(), Refusal> {
    read_with(bytes, format, base, Blanks::new(Some(file)), graph)
}

/// Reads a piece of a file into a graph of its own, blank nodes under the labels of the file.
pub(super) fn read_piece(bytes: &[u8], format: Format, base: &str) -> Result<Graph, Refusal> {
    let mut graph = Graph::default();
    read_with(bytes, format, base, Blanks::new(None), &mut graph)?;
    Ok(graph)
}

fn read_with(
    bytes: &[u8],
    format: Format,
    base: &str,
    mut blanks: Blanks,
    graph: &mut Graph,
) -> Result<(), Refusal> {
    let base = Iri::parse(base.to_owned()).ok();
    let graph_name = graph.terms.iri(base.as_ref().map_or("", Iri::as_str));
    let Graph { terms, quads, .. } = graph;
    let mut prefixes = BTreeMap::new();
    let outcome: Result<(), Stop> = match format {
        Format::TriG => {
            let mut parser = TriGParser::new(bytes, base);
            let outcome = parser.parse_all(&mut |quad| {
                quads.push(sink::rio_quad(quad, graph_name, terms, &mut blanks)?);
                Ok(())
            });
            prefixes.extend(parser.prefixes().clone());
            outcome
        }
        Format::NTriples => NTriplesParser::new(bytes).parse_all(&mut |triple| {
            quads.push(sink::rio_triple(triple, graph_name, terms, &mut blanks)?);
            Ok(())
        }),
        Format::NQuads => NQuadsParser::new(bytes).parse_all(&mut |quad| {
            quads.push(sink::rio_quad(quad, graph_name, terms, &mut blanks)?);
            Ok(())
        }),
        _ => {
            let mut parser = TurtleParser::new(bytes, base);
            let outcome = parser.parse_all(&mut |triple| {
                quads.push(sink::rio_triple(triple, graph_name, terms, &mut blanks)?);
                Ok(())
            });
            prefixes.extend(parser.prefixes().clone());
            outcome
        }
    };
    for (prefix, namespace) in &prefixes {
        graph.declare(prefix, namespace);
    }
    progress::read(bytes.len());
    outcome.map_err(|stop| match stop {
        Stop::Syntax(error) => Refusal {
            position: error
                .textual_position()
                .map(|position| (position.line_number(), position.byte_number())),
            message: error.to_string(),
        },
        Stop::Unwelcome(Unwelcome::QuotedTriple) => Refusal {
            message: format!(
                "quoted triples (`<< … >>`) are not RDF 1.1 {}",
                format.name()
            ),
            position: None,
        },
        Stop::Unwelcome(Unwelcome::TooLong) => Refusal {
            message: sink::too_long(),
            position: None,
        },
    })
}
