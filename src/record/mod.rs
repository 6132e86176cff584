//! Adding to a record as a person would: a sentence of Turtle, put where it belongs.
//!
//! A [`Draft`] is what is to be added, in triples. [`Recording::change`] finds the place for it,
//! writes it in the manner of the file, reads the result back and holds it against the draft, and
//! checks the whole record with it; all that in memory. [`Change::write`] then puts the file in
//! place at once. Every byte that was there before stays; things are only put in between.

pub mod alike;
pub mod capture;
mod change;
pub mod copies;
pub mod draft;
mod layout;
pub mod matching;
pub mod naming;
mod page;
mod place;
pub mod quotation;
pub mod saying;
mod sentence;
mod target;
mod verify;
pub mod wording;

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use thiserror::Error;

use crate::check::check;
use crate::data::Data;
use crate::evidence::View;
use crate::model::{Flags, Status};
use crate::read::{Diagnostic, Location, Part, Severity, Unreadable};
use crate::verdict::{Bounds, Count, Verdict};
use crate::vocab::{Id, Known};
use crate::workspace::{Contents, Format, Source};

pub use change::{Added, Change, Move};
pub use draft::{Draft, Value};
pub use target::Into;

/// Why nothing was added.
#[derive(Debug, Error)]
pub enum Error {
    /// A file of the record cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The record has errors, or would have them.
    #[error("the data has errors")]
    Wrong {
        /// All of them, with places.
        findings: Vec<Diagnostic>,
        /// The files, by name, to show the places in.
        files: Vec<(String, Arc<[u8]>)>,
        /// Whether they come with what was to be added.
        is_new: bool,
    },
    /// It could go into several files.
    #[error("it could go into several files")]
    Which(Vec<String>),
    /// There is no file to put it into.
    #[error("there is no file to put it into")]
    Nowhere,
    /// What is to be added to is not a file.
    #[error("{0} is not a file that can be added to")]
    NotAFile(String),
    /// What is to be added to is in a format that is only read.
    #[error("{file} is {format}, which is read but not written", format = format.name())]
    NotTurtle {
        /// The file.
        file: String,
        /// What it is written in.
        format: Format,
    },
    /// What was written would not read back as what was meant.
    #[error("{file} cannot be added to without changing what it says ({reason})")]
    Unfaithful {
        /// The file.
        file: String,
        /// What differs.
        reason: String,
    },
    /// The file is not as it was read.
    #[error("{0} was changed by somebody else meanwhile")]
    Changed(String),
    /// The file may not be written.
    #[error("{0} is read-only")]
    ReadOnly(String),
    /// The file system refuses.
    #[error("cannot write {path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
}

/// The parts of a verdict that people follow.
#[derive(Clone, PartialEq, Debug)]
pub struct Standing {
    /// The status.
    pub status: Status,
    /// Established independence.
    pub established: Count,
    /// Independence, if the unnamed differ.
    pub independence: Count,
    /// The support, if the unnamed differ.
    pub support: Bounds,
    /// The support, if the unnamed are one.
    pub support_if_one: Bounds,
    /// The opposition.
    pub opposition: Bounds,
    /// The flags.
    pub flags: Flags,
}

impl From<&Verdict> for Standing {
    fn from(verdict: &Verdict) -> Self {
        Self {
            status: verdict.status,
            established: verdict.established,
            independence: verdict.independence,
            support: verdict.support,
            support_if_one: verdict.support_if_one,
            opposition: verdict.opposition,
            flags: verdict.flags,
        }
    }
}

/// A record that something is to be added to.
#[derive(Debug)]
pub struct Recording {
    /// The files, each read once.
    sources: Vec<Source>,
    /// Where they are; none for what is not a file.
    paths: Vec<Option<PathBuf>>,
    data: Data,
    view: View,
    /// Who keeps the record, by name.
    keeper: Vec<String>,
    findings: Vec<Diagnostic>,
    standings: BTreeMap<String, Standing>,
}

impl Recording {
    /// Reads and checks the record as it is. A source that is a file which does not exist yet is
    /// an empty one.
    ///
    /// # Errors
    ///
    /// [`Error::Unreadable`], or [`Error::Wrong`] where the record has errors already.
    pub fn open(sources: Vec<Source>, view: View, keeper: Vec<String>) -> Result<Self, Error> {
        let paths = sources.iter().map(|source| match &source.contents {
            Contents::File(path) => Some(path.clone()),
            Contents::Text(_) => None,
        });
        let paths = paths.collect();
        let sources: Vec<Source> = sources.into_iter().map(held).collect::<Result<_, _>>()?;
        let data = inspect(&sources, &keeper, false)?;
        Ok(Self {
            findings: check(&data, view, None),
            standings: standings(&data, view),
            sources,
            paths,
            data,
            view,
            keeper,
        })
    }

    /// Whether a draft is of something that the record says nothing of yet.
    pub fn is_new(&self, draft: &Draft) -> bool {
        let terms = &self.data.graph.terms;
        let term = draft
            .name
            .as_ref()
            .map(|name| terms.find_iri(name.as_str()));
        !term
            .flatten()
            .is_some_and(|term| naming::is_described(&self.data, term))
    }

    /// The record as it is.
    pub fn data(&self) -> &Data {
        &self.data
    }
}

/// A source with its bytes.
fn held(source: Source) -> Result<Source, Unreadable> {
    let bytes = match source.bytes() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Arc::default(),
        bytes => bytes.map_err(|error| Unreadable {
            name: source.name.clone(),
            source: error,
        })?,
    };
    Ok(Source {
        contents: Contents::Text(bytes),
        ..source
    })
}

/// Reads sources with places.
fn inspect(sources: &[Source], keeper: &[String], is_new: bool) -> Result<Data, Error> {
    let mut data = Data::inspect(sources)?;
    data.keep_by(keeper);
    let is_wrong = |finding: &Diagnostic| finding.severity == Severity::Error;
    if !data.findings.iter().any(is_wrong) {
        return Ok(data);
    }
    let files = data.graph.files.into_iter();
    Err(Error::Wrong {
        findings: data.findings,
        files: files.zip(data.graph.contents).collect(),
        is_new,
    })
}

/// How each claim stands, by IRI.
fn standings(data: &Data, view: View) -> BTreeMap<String, Standing> {
    data.verdicts(view)
        .iter()
        .map(|verdict| {
            let term = data.evidence.claims[verdict.claim as usize].term;
            let standing = Standing::from(&verdict);
            (data.graph.terms.text(term).to_owned(), standing)
        })
        .collect()
}

/// Where a thing is first described, or else first named.
pub fn location(data: &Data, term: Id) -> Option<Location> {
    let quads = || data.graph.quads.iter().enumerate();
    let described = quads()
        .find(|(_, quad)| quad.subject == term && quad.predicate != Known::Type.id())
        .map(|(at, _)| (at, Part::Subject));
    let named = || {
        quads()
            .find(|(_, quad)| quad.object == term)
            .map(|(at, _)| (at, Part::Object))
    };
    let (at, part) = described.or_else(named)?;
    data.graph.location(at, part)
}
