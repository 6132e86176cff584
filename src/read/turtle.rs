//! The fast way in: Turtle through `rio_turtle`, straight into the dictionary.
//!
//! `rio_turtle` gives no positions and stops at the first error, so a file that it refuses is
//! read again by [`super::locate`], which finds all errors and their places.

use std::collections::BTreeMap;

use oxiri::Iri;
use rio_api::model::{Literal, Subject, Term, Triple};
use rio_api::parser::{ParseError, TriplesParser};
use rio_turtle::{TurtleError, TurtleParser};
use rustc_hash::FxHashMap;

use super::graph::{Graph, Quad};
use super::terms::Terms;
use crate::vocab::Id;

/// The longest term that is read, in bytes. No name, label or quotation comes near it.
pub const LONGEST_TERM: usize = 16 * 1024 * 1024;

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
    QuotedTriple,
    TooLong,
}

impl From<TurtleError> for Stop {
    fn from(error: TurtleError) -> Self {
        Self::Syntax(error)
    }
}

/// Reads one Turtle file into the graph.
///
/// O(length of the file). On a refusal the graph keeps the quads read so far; callers throw the
/// graph away then.
pub(super) fn read(
    bytes: &[u8],
    base: &str,
    file: usize,
    graph: &mut Graph,
) -> Result<(), Refusal> {
    read_with(bytes, base, Blanks::new(Some(file)), graph)
}

/// Reads a piece of a file into a graph of its own, blank nodes under the labels of the file.
pub(super) fn read_piece(bytes: &[u8], base: &str) -> Result<Graph, Refusal> {
    let mut graph = Graph::default();
    read_with(bytes, base, Blanks::new(None), &mut graph)?;
    Ok(graph)
}

fn read_with(
    bytes: &[u8],
    base: &str,
    mut blanks: Blanks,
    graph: &mut Graph,
) -> Result<(), Refusal> {
    let base = Iri::parse(base.to_owned()).ok();
    let graph_name = graph.terms.iri(base.as_ref().map_or("", Iri::as_str));
    let mut parser = TurtleParser::new(bytes, base);
    let Graph { terms, quads, .. } = graph;
    let outcome = parser.parse_all(&mut |triple| {
        quads.push(quad(triple, graph_name, terms, &mut blanks)?);
        Ok(())
    });
    let prefixes: BTreeMap<_, _> = parser.prefixes().iter().collect();
    for (prefix, namespace) in prefixes {
        graph.declare(prefix, namespace);
    }
    outcome.map_err(|stop| match stop {
        Stop::Syntax(error) => Refusal {
            position: error
                .textual_position()
                .map(|position| (position.line_number(), position.byte_number())),
            message: error.to_string(),
        },
        Stop::QuotedTriple => Refusal {
            message: "quoted triples (`<< … >>`) are not RDF 1.1 Turtle".to_owned(),
            position: None,
        },
        Stop::TooLong => Refusal {
            message: format!("a term is longer than {} MiB", LONGEST_TERM >> 20),
            position: None,
        },
    })
}

/// The label of a blank node.
pub(super) fn blank_label(file: usize, number: usize) -> String {
    format!("f{file}b{number}")
}

/// Gives blank nodes labels that are unique in the graph: file number, then order of appearance.
pub(super) struct Blanks {
    /// The number of the file; without one, labels stay as they are.
    file: Option<usize>,
    seen: FxHashMap<String, Id>,
}

impl Blanks {
    pub(super) fn new(file: Option<usize>) -> Self {
        Self {
            file,
            seen: FxHashMap::default(),
        }
    }

    pub(super) fn id(&mut self, label: &str, terms: &mut Terms) -> Id {
        if let Some(id) = self.seen.get(label) {
            return *id;
        }
        let id = match self.file {
            Some(file) => terms.blank(&blank_label(file, self.seen.len())),
            None => terms.blank(label),
        };
        self.seen.insert(label.to_owned(), id);
        id
    }
}

fn quad(
    triple: Triple<'_>,
    graph: Id,
    terms: &mut Terms,
    blanks: &mut Blanks,
) -> Result<Quad, Stop> {
    let limit = |text: &str| {
        if text.len() > LONGEST_TERM {
            Err(Stop::TooLong)
        } else {
            Ok(())
        }
    };
    let subject = match triple.subject {
        Subject::NamedNode(node) => {
            limit(node.iri)?;
            terms.iri(node.iri)
        }
        Subject::BlankNode(node) => blanks.id(node.id, terms),
        Subject::Triple(_) => return Err(Stop::QuotedTriple),
    };
    let object = match triple.object {
        Term::NamedNode(node) => {
            limit(node.iri)?;
            terms.iri(node.iri)
        }
        Term::BlankNode(node) => blanks.id(node.id, terms),
        Term::Triple(_) => return Err(Stop::QuotedTriple),
        Term::Literal(literal) => match literal {
            Literal::Simple { value } => {
                limit(value)?;
                terms.string(value)
            }
            Literal::LanguageTaggedString { value, language } => {
                limit(value)?;
                terms.language_string(value, language)
            }
            Literal::Typed { value, datatype } => {
                limit(value)?;
                terms.typed(value, datatype.iri)
            }
        },
    };
    limit(triple.predicate.iri)?;
    Ok(Quad {
        subject,
        predicate: terms.iri(triple.predicate.iri),
        object,
        graph,
    })
}
