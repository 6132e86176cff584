//! Which file something new belongs in, where nobody says.

use std::collections::BTreeSet;

use oxrdf::NamedNode;
use rustc_hash::FxHashMap;

use super::{Draft, Error, Recording};
use crate::names::Kind;
use crate::vocab::{Id, Known};
use crate::workspace::Format;

/// Which file to add to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Into {
    /// The one where it belongs.
    Fitting,
    /// The source of this number.
    Source(usize),
}

impl Recording {
    /// The file that something belongs in: that of the claim for a statement, else that of what
    /// it refers to, else the only one that holds its kind.
    pub(super) fn target(&self, drafts: &[Draft], into: &Into) -> Result<usize, Error> {
        let target = match into {
            Into::Source(number) => *number,
            Into::Fitting => self.fitting(drafts)?,
        };
        if self.paths[target].is_none() {
            return Err(Error::NotAFile(self.sources[target].name.clone()));
        }
        let format = self.sources[target].format();
        if format != Format::Turtle {
            return Err(Error::NotTurtle {
                file: self.sources[target].name.clone(),
                format,
            });
        }
        Ok(target)
    }

    fn fitting(&self, drafts: &[Draft]) -> Result<usize, Error> {
        if let [_] = self.sources.as_slice() {
            return Ok(0);
        }
        if self.sources.is_empty() {
            return Err(Error::Nowhere);
        }
        // What is added together goes together: the statement, which comes last, decides.
        for draft in drafts.iter().rev() {
            // More of something goes where the rest of it is.
            if let Some(file) = draft.name.as_ref().and_then(|name| self.home(name)) {
                return Ok(file);
            }
            let claims = super::saying::claims_of(draft);
            let others = draft.properties.iter().flat_map(|(_, values)| values);
            let others = others.filter_map(|value| match value {
                super::Value::Term(oxrdf::Term::NamedNode(iri)) => Some(iri.clone()),
                _ => None,
            });
            for iri in claims.into_iter().chain(others) {
                if let Some(file) = self.home(&iri) {
                    return Ok(file);
                }
            }
        }
        let kind = drafts.last().map_or(Kind::Statement, |draft| draft.kind);
        let terms = kind.terms(&self.data.evidence);
        let known = self.homes();
        let homes: BTreeSet<usize> = terms
            .iter()
            .filter_map(|term| known.get(term).copied())
            .collect();
        let homes: Vec<usize> = homes.into_iter().collect();
        match homes.as_slice() {
            [one] => Ok(*one),
            _ => Err(Error::Which(
                self.sources
                    .iter()
                    .filter(|source| source.format() == Format::Turtle)
                    .map(|source| source.name.clone())
                    .collect(),
            )),
        }
    }

    fn home(&self, iri: &NamedNode) -> Option<usize> {
        let term = self.data.graph.terms.find_iri(iri.as_str())?;
        self.homes().get(&term).copied()
    }

    /// The file in which each thing is described: where it has its label, else where anything is
    /// said of it, else, of a claim, where it is spoken of. O(quads).
    fn homes(&self) -> FxHashMap<Id, usize> {
        let graph = &self.data.graph;
        let mut homes: FxHashMap<Id, (u8, usize)> = FxHashMap::default();
        let mut note = |term: Id, rank: u8, file: u32| {
            if Known::from_id(term).is_none() {
                let home = homes.entry(term).or_insert((rank, file as usize));
                if rank < home.0 {
                    *home = (rank, file as usize);
                }
            }
        };
        for (quad, place) in graph.quads.iter().zip(&graph.places) {
            match Known::from_id(quad.predicate) {
                Some(Known::Label) => note(quad.subject, 0, place.file),
                Some(Known::Type) => {}
                _ => note(quad.subject, 1, place.file),
            }
            if quad.predicate == Known::ClaimOf.id() {
                note(quad.object, 2, place.file);
            }
        }
        let homes = homes.into_iter();
        homes.map(|(term, (_, file))| (term, file)).collect()
    }
}
