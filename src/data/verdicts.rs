//! The verdicts on all claims: kept with the data for the view that is asked for by default, made
//! when they are asked for in any other; and as a graph beside the data, so that saved queries
//! see them.

use std::sync::Arc;

use super::Data;
use crate::evidence::View;
use crate::index::Index;
use crate::read::terms::Terms;
use crate::read::{Graph, Quad};
use crate::verdict::{self, Verdicts};
use crate::vocab::Known;

/// Verdicts with the view that they are for.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) view: View,
    pub(super) keepers: Vec<u32>,
    pub(super) verdicts: Arc<Verdicts>,
}

impl Data {
    /// Makes the verdicts of a view, and the graph of them, a part of the data. O(claims +
    /// statements) in the usual case, and O(terms).
    pub(super) fn keep_verdicts(&mut self, view: View) {
        let verdicts = Arc::new(verdict::table(&self.snapshot(view)));
        let mut terms = self.index.terms.clone();
        let quads = quads(self, &mut terms, &verdicts);
        let terms = terms.frozen();
        self.graph.terms = terms.clone();
        self.index = Arc::new(self.index.with_verdicts(terms, &quads));
        self.names = crate::names::Names::new(Arc::clone(&self.index));
        let keepers = self.keepers.clone();
        self.kept = Some(Kept {
            view,
            keepers,
            verdicts,
        });
    }

    /// Whether the verdicts of a view, and of those who keep the record now, are kept.
    pub fn keeps(&self, view: View) -> bool {
        self.kept(view).is_some()
    }

    fn kept(&self, view: View) -> Option<&Kept> {
        let kept = self.kept.as_ref();
        kept.filter(|kept| kept.view == view && kept.keepers == self.keepers)
    }

    /// The verdicts on all claims under a view.
    pub fn verdicts(&self, view: View) -> Arc<Verdicts> {
        match self.kept(view) {
            Some(kept) => Arc::clone(&kept.verdicts),
            None => Arc::new(verdict::table(&self.snapshot(view))),
        }
    }

    /// The data with the verdicts of a view beside it, as the graph that SPARQL sees under the
    /// name `sayso:verdicts`. O(verdicts + terms), or O(1) where they are kept.
    pub fn with_verdicts(&self, view: View) -> Arc<Index> {
        if self.keeps(view) {
            return Arc::clone(&self.index);
        }
        let mut terms = self.index.terms.clone();
        let quads = quads(self, &mut terms, &self.verdicts(view));
        Arc::new(self.index.with_verdicts(terms, &quads))
    }

    /// Data and verdicts as one graph, all quads in memory. O(quads + verdicts).
    pub fn whole_with_verdicts(&self, view: View) -> Graph {
        let mut graph = self.whole();
        let more = quads(self, &mut graph.terms, &self.verdicts(view));
        graph.quads.extend(more);
        graph
    }
}

/// The quads that state verdicts. O(verdicts).
fn quads(data: &Data, terms: &mut Terms, verdicts: &Verdicts) -> Vec<Quad> {
    let mut quads = Vec::new();
    let decimal = Known::Decimal.iri();
    let integer = Known::Integer.iri();
    for verdict in verdicts.iter() {
        let subject = data.evidence.claims[verdict.claim as usize].term;
        let mut objects = vec![
            (Known::Status, verdict.status.term().id()),
            (
                Known::Independence,
                terms.typed(&verdict.established.value.to_string(), &integer),
            ),
            (
                Known::IndependenceAtMost,
                terms.typed(&verdict.independence.value.to_string(), &integer),
            ),
            (
                Known::Support,
                terms.typed(&decimal_text(verdict.support.lower), &decimal),
            ),
            (
                Known::SupportIfOne,
                terms.typed(&decimal_text(verdict.support_if_one.lower), &decimal),
            ),
            (
                Known::Opposition,
                terms.typed(&decimal_text(verdict.opposition.lower), &decimal),
            ),
        ];
        objects.extend(
            verdict
                .flags
                .iter()
                .map(|flag| (Known::Flag, flag.term().id())),
        );
        for agent in verdict.single_points.iter().flat_map(|point| &point.agents) {
            objects.push((Known::RestsOn, data.evidence.agents[*agent as usize].term));
        }
        for (predicate, object) in objects {
            quads.push(Quad {
                subject,
                predicate: predicate.id(),
                object,
                graph: Known::Verdicts.id(),
            });
        }
    }
    quads
}

/// A probability as `xsd:decimal` writes it.
fn decimal_text(value: f64) -> String {
    let text = format!("{value:.12}");
    let text = text.trim_end_matches('0');
    if text.ends_with('.') {
        format!("{text}0")
    } else {
        text.to_owned()
    }
}
