//! The quads in sorted order, answering SPARQL.
//!
//! Two permutations of the numbered quads, each sorted, so that every pattern is a stretch of
//! one of them, or one stretch a predicate. Terms are compared as numbers and decoded only when
//! they leave; lexical forms stay as written. The default graph is the distinct union of the data
//! graphs; the verdict graph is a layer beside it, under its own name.

mod dataset;
mod layer;
mod order;

use std::sync::Arc;

use crate::read::Quad;
use crate::read::terms::Terms;
use crate::vocab::{Id, Known};

pub use dataset::{Dataset, InternalTerm};
pub use layer::Layer;

/// Sorted permutations over a dictionary.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// The dictionary.
    pub terms: Terms,
    /// The data, in the long form.
    pub data: Arc<Layer>,
    /// The verdicts of one view.
    pub verdicts: Arc<Layer>,
}

impl Index {
    /// Sorts data into an index without verdicts. O(quads + terms).
    pub fn new(terms: &Terms, quads: &[Quad]) -> Self {
        let (terms, data) = rayon::join(|| terms.frozen(), || Layer::new(quads, terms.len()));
        Self {
            terms,
            data: Arc::new(data),
            verdicts: Arc::default(),
        }
    }

    /// The same data beside other verdicts. O(quads of verdicts + terms).
    ///
    /// The dictionary must be that of this index, or one that went on from it.
    #[must_use]
    pub fn with_verdicts(&self, terms: Terms, quads: &[Quad]) -> Self {
        Self {
            data: Arc::clone(&self.data),
            verdicts: Arc::new(Layer::new(quads, terms.len())),
            terms,
        }
    }

    /// Whether a graph of this name holds anything, data or verdicts. O(graphs).
    pub fn has_graph(&self, iri: &str) -> bool {
        let graph = self.terms.find_iri(iri);
        let layers = [&self.data, &self.verdicts];
        graph.is_some_and(|graph| {
            let mut layers = layers.into_iter();
            layers.any(|layer| layer.graphs.to_vec().contains(&graph.0))
        })
    }

    /// The objects of a subject and a predicate in the data, in order of number.
    pub fn objects(&self, subject: Id, predicate: Known) -> impl Iterator<Item = Id> {
        self.data.objects(subject.0, predicate.id().0).map(Id)
    }
}
