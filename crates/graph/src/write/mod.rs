//! Writing datasets down: the same data gives the same bytes, and nothing is put in place before
//! another parser has read it back.

mod blanks;
mod canonical;
mod csv;
mod facts;
mod json_ld;
mod lines;
pub mod metadata;
mod nanopublication;
mod network;
mod place;
pub mod selection;
mod shorten;
mod terms;
mod turtle;
mod verify;

use std::io;

use thiserror::Error;

pub use json_ld::CONTEXT;
pub use nanopublication::checks::problems as nanopublication_problems;
pub use place::{create, has_written, is_same_file, replace, replace_with};

use crate::read::{Graph, Quad};
use crate::vocab::Known;
use facts::Facts;
use lines::Lines;

pub use terms::{Prefixes, iri};

/// What a dataset is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Turtle in the form that people type.
    TurtleShort,
    /// Turtle with every statement spelled out.
    TurtleLong,
    /// Canonical N-Triples (RDFC-1.0): the data alone, whatever file it is from. Its SHA-256 is
    /// the hash that [`metadata`] gives.
    NTriples,
    /// Canonical N-Quads (RDFC-1.0), each file a graph, and what the export says of itself one
    /// of its own.
    NQuads,
    /// `TriG`: the data as the default graph, the verdicts as `sayso:verdicts`.
    TriG,
    /// JSON-LD with its context, the long form.
    JsonLd,
    /// `TriG` with each statement as a nanopublication, unsigned.
    Nanopublications,
    /// CSV, one row a statement.
    Csv,
    /// `GraphML`: agents, claims, documents and statements as nodes.
    GraphMl,
    /// The same as DOT, to be drawn by Graphviz.
    Dot,
}

/// Why a dataset was not written.
#[derive(Debug, Error)]
pub enum Error {
    /// What another parser read back is not what was to be written.
    #[error("what was written does not read back as the same data ({0}); nothing was put in place")]
    Unfaithful(String),
    /// Data that a format has no valid form for.
    #[error("it cannot be written in this format: {0}")]
    Invalid(String),
    /// Blank nodes that cannot be told apart within the work allowed.
    #[error("{0} blank nodes cannot be told apart; give them names to export them")]
    Indistinct(usize),
    /// The file system refuses.
    #[error("cannot write {path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
}

/// A dataset as it is written, read back already.
pub struct Written(Form);

enum Form {
    Text(String),
    Lines(Lines),
}

impl Written {
    /// Writes it down. O(bytes).
    ///
    /// # Errors
    ///
    /// Those of the output.
    pub fn put(&self, output: &mut dyn io::Write) -> io::Result<()> {
        match &self.0 {
            Form::Text(text) => output.write_all(text.as_bytes()),
            Form::Lines(lines) => lines.put(output),
        }
    }
}

/// Writes a graph in the long form, verdicts included where the format has a place for them, and
/// reads what is RDF back by a parser other than the one that wrote or first read it.
///
/// O(q log q) for q quads, beside the labelling of blank nodes (RDFC-1.0).
///
/// # Errors
///
/// [`Error::Unfaithful`], [`Error::Indistinct`] and, for nanopublications, [`Error::Invalid`].
pub fn written(graph: &Graph, format: Format) -> Result<Written, Error> {
    let parts = parts(graph);
    let with_metadata = || [parts.data.as_slice(), &parts.metadata].concat();
    let lines = |lines: Lines| {
        verify::lines(&lines)?;
        Ok(Written(Form::Lines(lines)))
    };
    let text = match format {
        Format::NTriples => return lines(Lines::new(graph, &parts.data, false)?),
        Format::NQuads => return lines(Lines::new(graph, &with_metadata(), true)?),
        Format::JsonLd => json_ld::json_ld(graph, &Facts::new(graph, &with_metadata())?)?,
        Format::Nanopublications => {
            nanopublication::nanopublications(graph, &parts.data, &parts.metadata)?
        }
        Format::Csv => csv::csv(&Facts::new(graph, &parts.data)?),
        Format::GraphMl => network::graphml(graph, &Facts::new(graph, &parts.data)?),
        Format::Dot => network::dot(graph, &Facts::new(graph, &parts.data)?),
        Format::TurtleShort => turtle::short(graph, &with_metadata())?,
        Format::TurtleLong => turtle::long(graph, &with_metadata())?,
        Format::TriG => {
            let facts = Facts::new(graph, &with_metadata())?;
            let data = turtle::page(&facts, &parts.verdicts);
            let verdicts = turtle::verdicts(&facts, &parts.verdicts);
            verify::trig(graph, data + &verdicts)?
        }
    };
    Ok(Written(Form::Text(text)))
}

/// Like [`written`], as one text.
///
/// # Errors
///
/// Those of [`written`].
pub fn export(graph: &Graph, format: Format) -> Result<String, Error> {
    match written(graph, format)?.0 {
        Form::Text(text) => Ok(text),
        Form::Lines(lines) => Ok(lines.iter().collect()),
    }
}

/// What a graph holds.
struct Parts {
    data: Vec<Quad>,
    metadata: Vec<Quad>,
    verdicts: Vec<Quad>,
}

fn parts(graph: &Graph) -> Parts {
    let mut parts = Parts {
        data: Vec::new(),
        metadata: Vec::new(),
        verdicts: Vec::new(),
    };
    for quad in &graph.quads {
        let part = if quad.graph == Known::Verdicts.id() {
            &mut parts.verdicts
        } else if metadata::is_metadata(graph, quad) {
            &mut parts.metadata
        } else {
            &mut parts.data
        };
        part.push(*quad);
    }
    parts
}
