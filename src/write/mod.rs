//! Writing datasets down: the same data gives the same bytes, and nothing is put in place before
//! another parser has read it back.

mod canonical;
pub mod metadata;
mod place;
pub mod selection;
mod shorten;
mod terms;
mod turtle;
mod verify;

use std::io;

use oxrdf::Dataset;
use thiserror::Error;

pub use place::{create, is_same_file, replace};

use crate::read::{Graph, Quad};
use crate::vocab::Known;

pub(crate) use terms::{Prefixes, iri};

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
}

/// Why a dataset was not written.
#[derive(Debug, Error)]
pub enum Error {
    /// What another parser read back is not what was to be written.
    #[error("what was written does not read back as the same data ({0}); nothing was put in place")]
    Unfaithful(String),
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

/// Writes a graph in the long form, verdicts included where the format has a place for them, and
/// reads it back by a parser other than the one that wrote or first read it.
///
/// O(q log q) for q quads, beside the labelling of blank nodes (RDFC-1.0).
///
/// # Errors
///
/// [`Error::Unfaithful`] and [`Error::Indistinct`].
pub fn export(graph: &Graph, format: Format) -> Result<String, Error> {
    let parts = parts(graph);
    let with_metadata = [parts.data.as_slice(), &parts.metadata].concat();
    match format {
        Format::NTriples => verify::n_quads(canonical::n_triples(graph, &parts.data)?),
        Format::NQuads => {
            let labelled = canonical::labelled(canonical::dataset(graph, &with_metadata, true))?;
            verify::n_quads(canonical::n_quads(&labelled))
        }
        Format::TurtleShort => turtle::shortest(graph, &with_metadata),
        Format::TurtleLong => turtle::long(graph, &with_metadata),
        Format::TriG => {
            let data = turtle::long(graph, &with_metadata)?;
            let verdicts = turtle::verdicts(graph, &parts.verdicts);
            verify::trig(graph, data + &verdicts)
        }
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

/// The triples of some quads, whatever their graphs, with canonical labels.
fn union(graph: &Graph, quads: &[Quad]) -> Result<Dataset, Error> {
    canonical::labelled(canonical::dataset(graph, quads, false))
}
