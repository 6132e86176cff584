//! The index as a dataset that the SPARQL evaluator can ask.

use std::convert::Infallible;
use std::sync::Arc;

use oxrdf::Term;
use spareval::{InternalQuad, QueryableDataset};

use super::{Index, is_verdicts};
use crate::vocab::Id;

/// A term inside a query: a number of the dictionary, or a value that a query made.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum InternalTerm {
    /// In the dictionary.
    Known(u32),
    /// Made by the query; equal to nothing in the data.
    Fresh(Arc<Term>),
}

impl InternalTerm {
    fn number(&self) -> Option<u32> {
        match self {
            Self::Known(number) => Some(*number),
            Self::Fresh(_) => None,
        }
    }
}

/// A shared index, queryable.
#[derive(Clone, Debug)]
pub struct Dataset(pub Arc<Index>);

/// Which graphs a pattern asks.
#[derive(Clone, Copy)]
enum Graphs {
    /// The distinct union of the data graphs.
    Union,
    /// Every named graph.
    Named,
    /// One of them.
    One(u32),
}

/// Walks one stretch of one permutation.
struct Matches {
    index: Arc<Index>,
    permutation: usize,
    position: usize,
    end: usize,
    graphs: Graphs,
    last: Option<[u32; 3]>,
}

impl Iterator for Matches {
    type Item = Result<InternalQuad<InternalTerm>, Infallible>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.position < self.end {
            let [subject, predicate, object, graph] =
                self.index.quad(self.permutation, self.position);
            self.position += 1;
            let graph_name = match self.graphs {
                Graphs::Union => {
                    // The same triple in several graphs stands in one stretch: give it once.
                    let triple = [subject, predicate, object];
                    if is_verdicts(graph) || self.last == Some(triple) {
                        continue;
                    }
                    self.last = Some(triple);
                    None
                }
                Graphs::Named => Some(InternalTerm::Known(graph)),
                Graphs::One(one) if one == graph => Some(InternalTerm::Known(graph)),
                Graphs::One(_) => continue,
            };
            return Some(Ok(InternalQuad {
                subject: InternalTerm::Known(subject),
                predicate: InternalTerm::Known(predicate),
                object: InternalTerm::Known(object),
                graph_name,
            }));
        }
        None
    }
}

impl QueryableDataset<'static> for Dataset {
    type InternalTerm = InternalTerm;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&InternalTerm>,
        predicate: Option<&InternalTerm>,
        object: Option<&InternalTerm>,
        graph_name: Option<Option<&InternalTerm>>,
    ) -> impl Iterator<Item = Result<InternalQuad<InternalTerm>, Infallible>> + use<> {
        let bound = [subject, predicate, object];
        let pattern = bound.map(|term| term.and_then(InternalTerm::number));
        let graphs = match graph_name {
            None => Some(Graphs::Named),
            Some(None) => Some(Graphs::Union),
            Some(Some(graph)) => graph.number().map(Graphs::One),
        };
        let is_unknown = bound.iter().flatten().any(|term| term.number().is_none());
        let (permutation, stretch) = match graphs {
            Some(_) if !is_unknown => self.0.stretch(pattern),
            _ => (0, 0..0),
        };
        Matches {
            index: Arc::clone(&self.0),
            permutation,
            position: stretch.start,
            end: stretch.end,
            graphs: graphs.unwrap_or(Graphs::Named),
            last: None,
        }
    }

    fn internal_named_graphs(
        &self,
    ) -> impl Iterator<Item = Result<InternalTerm, Infallible>> + use<> {
        self.0
            .graphs()
            .into_iter()
            .map(|graph| Ok(InternalTerm::Known(graph.0)))
    }

    fn internalize_term(&self, term: Term) -> Result<InternalTerm, Infallible> {
        Ok(match self.0.terms.find_term(&term) {
            Some(id) => InternalTerm::Known(id.0),
            None => InternalTerm::Fresh(Arc::new(term)),
        })
    }

    fn externalize_term(&self, term: InternalTerm) -> Result<Term, Infallible> {
        Ok(match term {
            InternalTerm::Known(number) => self.0.terms.to_term(Id(number)),
            InternalTerm::Fresh(term) => Term::clone(&term),
        })
    }
}
