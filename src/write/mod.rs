//! Writing datasets down: the same data gives the same bytes, and nothing is put in place before
//! another parser has read it back.

mod canonical;
mod shorten;
mod terms;
mod turtle;
mod verify;

use std::io::Write as _;
use std::path::Path;
use std::{fs, io};

use oxrdf::Dataset;
use thiserror::Error;

use crate::read::Graph;
use crate::vocab::Known;

pub(crate) use terms::{Prefixes, iri};

/// What a dataset is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Turtle in the form that people type.
    TurtleShort,
    /// Turtle with every statement spelled out.
    TurtleLong,
    /// Canonical N-Quads, each file a graph.
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
    let (data, verdicts): (Vec<_>, Vec<_>) = graph
        .quads
        .iter()
        .copied()
        .partition(|quad| quad.graph != Known::Verdicts.id());
    let written = match format {
        Format::NQuads => {
            let labelled = canonical::labelled(canonical::dataset(graph, &data, true))?;
            return verify::n_quads(canonical::n_quads(&labelled));
        }
        Format::TurtleShort => turtle::shortest(graph, &data)?,
        Format::TurtleLong => turtle::long(graph, &data)?,
        Format::TriG => {
            let data = turtle::long(graph, &data)?;
            let verdicts = turtle::verdicts(graph, &verdicts);
            return verify::trig(graph, data + &verdicts);
        }
    };
    verify::turtle(&written, &union(graph, &data)?)?;
    Ok(written)
}

/// The triples of some quads, whatever their graphs, with canonical labels.
fn union(graph: &Graph, quads: &[crate::read::Quad]) -> Result<Dataset, Error> {
    canonical::labelled(canonical::dataset(graph, quads, false))
}

/// Puts a text in place of a file at once: written beside it, brought to disk, and renamed. At
/// every moment the file is whole, the old one or the new one.
///
/// # Errors
///
/// [`Error::Io`]; the file is then as it was.
pub fn replace(path: &Path, text: &str) -> Result<(), Error> {
    put(path, text, |file| file.persist(path).map(|_| ()))
}

/// Like [`replace`], for a file that must not be there yet.
///
/// # Errors
///
/// [`Error::Io`], also where there is a file of that name; it is then as it was.
pub fn create(path: &Path, text: &str) -> Result<(), Error> {
    put(path, text, |file| file.persist_noclobber(path).map(|_| ()))
}

fn put(
    path: &Path,
    text: &str,
    persist: impl FnOnce(tempfile::NamedTempFile) -> Result<(), tempfile::PersistError>,
) -> Result<(), Error> {
    let refuse = |source: io::Error| Error::Io {
        path: path.display().to_string(),
        source,
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(refuse)?;
    file.write_all(text.as_bytes()).map_err(refuse)?;
    // A file that is replaced keeps its permissions; a new one gets those of any new file.
    if let Ok(metadata) = fs::metadata(path) {
        file.as_file()
            .set_permissions(metadata.permissions())
            .map_err(refuse)?;
    } else {
        open_to_readers(file.as_file()).map_err(refuse)?;
    }
    file.as_file().sync_all().map_err(refuse)?;
    persist(file).map_err(|error| refuse(error.error))?;
    // The rename itself must reach the disk too, where folders can be synchronised.
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Temporary files are for their owner alone; a dataset is for everybody who may read the folder.
#[cfg(unix)]
fn open_to_readers(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_readers(_: &fs::File) -> io::Result<()> {
    Ok(())
}
