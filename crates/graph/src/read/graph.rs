//! What reading gives: numbered quads, their terms, and where they stand.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::diagnostic::{Lines, Location, Place};
use super::terms::Terms;
use crate::vocab::Id;

/// One quad, as numbers of the dictionary.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Quad {
    /// Subject.
    pub subject: Id,
    /// Predicate.
    pub predicate: Id,
    /// Object.
    pub object: Id,
    /// The graph: one per file.
    pub graph: Id,
}

/// Which part of a triple a finding points at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The subject.
    Subject,
    /// The predicate.
    Predicate,
    /// The object.
    Object,
}

/// A set of files as numbered quads.
#[derive(Debug, Default)]
pub struct Graph {
    /// The dictionary.
    pub terms: Terms,
    /// The quads, file by file in the order read; after expansion, in the long form. Once they
    /// are sorted into an index they are kept here only if their places are known.
    pub quads: Vec<Quad>,
    /// The prefixes that files declare; where two differ, the first one read.
    pub prefixes: BTreeMap<String, String>,
    /// The names of the files.
    pub files: Vec<String>,
    /// For each file, the checksum of its bytes.
    pub hashes: Vec<u64>,
    /// What each prefix stands for, with the first file that says so; until all are read.
    pub(super) declared: BTreeMap<(String, String), String>,
    /// Subjects of which something is said in a term of ours that does not exist: what seems to
    /// be missing from them is probably there under its wrong name.
    pub misspelt: FxHashSet<Id>,
    /// Statements that `sayso:quotedIn` has made: their time is that of the document, so what is
    /// wrong with it is told there, once.
    pub derived: FxHashSet<Id>,
    /// Whether a file could not be understood to its end: what seems to be missing may be there,
    /// so nothing more is looked for.
    pub is_broken: bool,
    /// Where each quad stands: empty after a fast read, parallel to `quads` after a located one.
    pub places: Vec<Place>,
    /// The bytes of the files, after a located read.
    pub contents: Vec<Arc<[u8]>>,
    /// For each file, where its lines begin.
    pub(super) lines: Vec<Lines>,
}

impl Graph {
    /// Where a part of a quad stands, if this was a located read.
    pub fn location(&self, quad: usize, part: Part) -> Option<Location> {
        let place = self.places.get(quad)?;
        let file = place.file as usize;
        let span = match part {
            Part::Subject => place.subject,
            Part::Predicate => place.predicate,
            Part::Object => place.object,
        };
        Some(self.lines[file].location(&self.files[file], &self.contents[file], span))
    }

    /// A term as a reader of the data would write it: a prefixed name where one fits.
    pub fn display(&self, id: Id) -> String {
        match self.terms.get(id) {
            super::terms::TermRef::Iri(iri) => self.shorten(iri),
            super::terms::TermRef::Blank(label) => format!("_:{label}"),
            super::terms::TermRef::Literal { value, .. } => format!("\"{value}\""),
        }
    }

    /// An IRI as a prefixed name, where a declared prefix fits and the rest is a plain name.
    pub fn shorten(&self, iri: &str) -> String {
        let plain = |rest: &str| {
            !rest.is_empty()
                && rest
                    .chars()
                    .all(|character| character.is_alphanumeric() || matches!(character, '-' | '_'))
        };
        let declared = self
            .prefixes
            .iter()
            .map(|(prefix, namespace)| (prefix.as_str(), namespace.as_str()));
        declared
            .chain(crate::vocab::namespace::WELL_KNOWN)
            .filter_map(|(prefix, namespace)| {
                let rest = iri.strip_prefix(namespace)?;
                plain(rest).then(|| (namespace.len(), format!("{prefix}:{rest}")))
            })
            .max_by_key(|(length, _)| *length)
            .map_or_else(|| format!("<{iri}>"), |(_, name)| name)
    }

    /// The same files and prefixes with other terms and quads, and no places.
    #[must_use]
    pub fn with(&self, terms: Terms, quads: Vec<Quad>) -> Self {
        Self {
            terms,
            quads,
            prefixes: self.prefixes.clone(),
            files: self.files.clone(),
            ..Self::default()
        }
    }

    /// Declares a prefix of the file read last.
    pub(super) fn declare(&mut self, prefix: &str, namespace: &str) {
        let file = self.files.last().cloned().unwrap_or_default();
        self.declare_in(prefix, namespace, file);
    }

    /// Declares a prefix of a file.
    pub(super) fn declare_in(&mut self, prefix: &str, namespace: &str, file: String) {
        self.prefixes
            .entry(prefix.to_owned())
            .or_insert_with(|| namespace.to_owned());
        self.declared
            .entry((prefix.to_owned(), namespace.to_owned()))
            .or_insert(file);
    }

    /// Where files differ in what a prefix stands for, names are told apart by the names of their
    /// files, and can be typed so. O(prefixes²).
    pub(super) fn tell_apart(&mut self) {
        let declared = std::mem::take(&mut self.declared);
        let mut further = Vec::new();
        for ((prefix, namespace), file) in &declared {
            let differs = declared
                .keys()
                .any(|(other, theirs)| other == prefix && theirs != namespace);
            // A prefix with a name is the first one's; one without is nobody's.
            let is_first = self.prefixes.get(prefix) == Some(namespace) && !prefix.is_empty();
            let has_other = self
                .prefixes
                .iter()
                .any(|(other, known)| known == namespace && other != prefix);
            if differs && !is_first && !has_other {
                further.push((stem(file), namespace.clone()));
            }
        }
        for (name, namespace) in further {
            let numbered = (2..).map(|number| format!("{name}{number}"));
            let mut names = std::iter::once(name.clone()).chain(numbered);
            if let Some(free) = names.find(|name| !self.prefixes.contains_key(name)) {
                self.prefixes.insert(free, namespace);
            }
        }
    }
}

/// The name of a file as a prefix: without its folders and its ending, in plain characters.
fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let name = name.split('.').next().unwrap_or(name);
    let plain = name.chars().map(|character| {
        if character.is_alphanumeric() || character == '_' {
            character
        } else {
            '-'
        }
    });
    let name: String = plain.collect();
    if name.starts_with(char::is_alphabetic) {
        name.trim_end_matches('-').to_owned()
    } else {
        format!("data-{name}").trim_end_matches('-').to_owned()
    }
}
