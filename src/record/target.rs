//! Which file something new belongs in, where nobody says.

use std::collections::BTreeSet;

use oxrdf::NamedNode;

use super::{Draft, Error, Recording};
use crate::names::Kind;
use crate::vocab::{Id, Known};

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
        let homes: BTreeSet<usize> = terms
            .iter()
            .filter_map(|term| self.home_of(*term))
            .collect();
        let homes: Vec<usize> = homes.into_iter().collect();
        match homes.as_slice() {
            [one] => Ok(*one),
            _ => Err(Error::Which(
                self.sources.iter().map(|it| it.name.clone()).collect(),
            )),
        }
    }

    fn home(&self, iri: &NamedNode) -> Option<usize> {
        let term = self.data.graph.terms.find_iri(iri.as_str())?;
        self.home_of(term)
    }

    /// The file in which a thing is described: where it has its label, else where anything is
    /// said of it, else, of a claim, where it is spoken of.
    fn home_of(&self, term: Id) -> Option<usize> {
        let graph = &self.data.graph;
        let said = || graph.quads.iter().zip(&graph.places);
        let is_known_term = Known::from_id(term).is_some();
        let labelled =
            said().find(|(quad, _)| quad.subject == term && quad.predicate == Known::Label.id());
        let described =
            || said().find(|(quad, _)| quad.subject == term && quad.predicate != Known::Type.id());
        let claimed = || {
            said().find(|(quad, _)| quad.object == term && quad.predicate == Known::ClaimOf.id())
        };
        if is_known_term {
            return None;
        }
        let found = labelled.or_else(described).or_else(claimed);
        found.map(|(_, place)| place.file as usize)
    }
}
