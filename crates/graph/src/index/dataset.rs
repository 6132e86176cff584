//! The index as a dataset that the SPARQL evaluator can ask.

use std::convert::Infallible;
use std::ops::Range;
use std::sync::Arc;

use oxrdf::Term;
use spareval::{InternalQuad, QueryableDataset};

use super::Index;
use super::layer::{Places, Rows, SHORT};
use crate::vocab::{Id, Known};

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

/// Walks the places of a pattern, in the data and then, where asked, in the verdicts.
struct Matches {
    index: Arc<Index>,
    graphs: Graphs,
    /// What every match has at these places; for places that hold others too.
    pattern: [Option<u32>; 3],
    places: Places,
    rows: Option<Rows>,
    /// Quads that were read and not yet given.
    quads: [[u32; 4]; SHORT],
    ahead: Range<usize>,
    is_in_verdicts: bool,
    last: Option<[u32; 3]>,
}

impl Matches {
    fn next_quad(&mut self) -> Option<[u32; 4]> {
        loop {
            for quad in self.ahead.by_ref().map(|position| self.quads[position]) {
                let fits =
                    |part: usize| self.pattern[part].is_none_or(|wanted| wanted == quad[part]);
                if fits(0) && fits(1) && fits(2) {
                    return Some(quad);
                }
            }
            let layer = if self.is_in_verdicts {
                &self.index.verdicts
            } else {
                &self.index.data
            };
            if let Some(rows) = &mut self.rows
                && !rows.range.is_empty()
            {
                let length;
                (self.quads, length) = layer.take(rows);
                self.ahead = 0..length;
                continue;
            }
            self.rows = layer.next(&mut self.places);
            if self.rows.is_some() {
                continue;
            }
            if self.is_in_verdicts || !matches!(self.graphs, Graphs::Named) {
                return None;
            }
            self.is_in_verdicts = true;
            self.places = self.index.verdicts.places(self.pattern);
        }
    }
}

impl Iterator for Matches {
    type Item = Result<InternalQuad<InternalTerm>, Infallible>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let [subject, predicate, object, graph] = self.next_quad()?;
            let graph_name = match self.graphs {
                Graphs::Union => {
                    // The same triple in several graphs stands in one stretch: give it once.
                    let triple = [subject, predicate, object];
                    if self.last == Some(triple) {
                        continue;
                    }
                    self.last = Some(triple);
                    None
                }
                Graphs::One(one) if one != graph => continue,
                Graphs::Named | Graphs::One(_) => Some(InternalTerm::Known(graph)),
            };
            return Some(Ok(InternalQuad {
                subject: InternalTerm::Known(subject),
                predicate: InternalTerm::Known(predicate),
                object: InternalTerm::Known(object),
                graph_name,
            }));
        }
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
        let is_known = bound.iter().flatten().all(|term| term.number().is_some());
        let is_in_verdicts = matches!(graphs, Some(Graphs::One(graph)) if is_verdicts(graph));
        let layer = if is_in_verdicts {
            &self.0.verdicts
        } else {
            &self.0.data
        };
        let (places, graphs) = match graphs {
            Some(graphs) if is_known => (layer.places(pattern), graphs),
            _ => (Places::One(None), Graphs::Union),
        };
        Matches {
            index: Arc::clone(&self.0),
            graphs,
            pattern,
            places,
            rows: None,
            quads: [[0; 4]; SHORT],
            ahead: 0..0,
            is_in_verdicts,
            last: None,
        }
    }

    fn internal_named_graphs(
        &self,
    ) -> impl Iterator<Item = Result<InternalTerm, Infallible>> + use<> {
        let layers = [&self.0.data, &self.0.verdicts];
        let graphs = layers.map(|layer| layer.graphs.to_vec());
        let graphs = graphs.into_iter().flatten();
        graphs.map(|graph| Ok(InternalTerm::Known(graph)))
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

/// Whether a graph holds verdicts rather than data.
const fn is_verdicts(graph: u32) -> bool {
    graph == Known::Verdicts.id().0
}
