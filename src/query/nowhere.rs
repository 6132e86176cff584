//! Paths of no length from what is nowhere in the data.
//!
//! A path that may have no length leads from every term to itself, also from one that the data does
//! not know (SPARQL 1.1, 18.4): `:nowhere :p* ?o` has one row. The evaluator only looks among what it
//! finds. From what is nowhere no other path leads anywhere, so the whole of it is that one row.

use std::sync::Arc;

use oxrdf::Term;
use spareval::QueryableDataset;
use spargebra::Query;
use spargebra::algebra::{GraphPattern, PropertyPathExpression};
use spargebra::term::{GroundTerm, TermPattern};

use crate::index::{Dataset, Index};

/// The same query with such paths written out; `None` where there are none.
pub(super) fn written_out(index: &Arc<Index>, query: &Query) -> Option<Query> {
    let mut query = query.clone();
    let mut paths = Paths {
        dataset: Dataset(Arc::clone(index)),
        is_changed: false,
    };
    let (Query::Select {
        pattern, dataset, ..
    }
    | Query::Construct {
        pattern, dataset, ..
    }
    | Query::Describe {
        pattern, dataset, ..
    }
    | Query::Ask {
        pattern, dataset, ..
    }) = &mut query;
    // What is nowhere in a part of the data may be somewhere in it.
    if dataset.is_some() {
        return None;
    }
    paths.pattern(pattern);
    paths.is_changed.then_some(query)
}

struct Paths {
    dataset: Dataset,
    is_changed: bool,
}

impl Paths {
    fn pattern(&mut self, pattern: &mut GraphPattern) {
        match pattern {
            GraphPattern::Path {
                subject,
                path,
                object,
            } => {
                if let Some(rows) = self.path(subject, path, object) {
                    *pattern = rows;
                    self.is_changed = true;
                }
            }
            // Of a named graph it is another question what is in it.
            GraphPattern::Bgp { .. }
            | GraphPattern::Values { .. }
            | GraphPattern::Graph { .. }
            | GraphPattern::Service { .. } => {}
            GraphPattern::Join { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right }
            | GraphPattern::LeftJoin { left, right, .. } => {
                self.pattern(left);
                self.pattern(right);
            }
            GraphPattern::Filter { inner, .. }
            | GraphPattern::Extend { inner, .. }
            | GraphPattern::OrderBy { inner, .. }
            | GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. }
            | GraphPattern::Group { inner, .. } => self.pattern(inner),
        }
    }

    /// The rows of a path that has an end that is nowhere.
    fn path(
        &self,
        subject: &TermPattern,
        path: &PropertyPathExpression,
        object: &TermPattern,
    ) -> Option<GraphPattern> {
        let times = without_length(path);
        let (end, other) = match (ground(subject), ground(object)) {
            (Some(end), None) => (end, object),
            (None, Some(end)) => (end, subject),
            (Some(one), Some(two)) if one == two => (one, subject),
            _ => return None,
        };
        if times == 0 || !self.is_nowhere(&end) {
            return None;
        }
        let (variables, row) = match other {
            TermPattern::Variable(variable) => (vec![variable.clone()], vec![Some(end)]),
            TermPattern::BlankNode(_) => return None,
            _ => (Vec::new(), Vec::new()),
        };
        Some(GraphPattern::Values {
            variables,
            bindings: vec![row; times],
        })
    }

    /// Whether a term is neither the subject nor the object of anything.
    fn is_nowhere(&self, term: &GroundTerm) -> bool {
        let Ok(term) = self.dataset.internalize_term(Term::from(term.clone()));
        let mut of = self
            .dataset
            .internal_quads_for_pattern(Some(&term), None, None, Some(None));
        let mut to = self
            .dataset
            .internal_quads_for_pattern(None, None, Some(&term), Some(None));
        of.next().is_none() && to.next().is_none()
    }
}

fn ground(term: &TermPattern) -> Option<GroundTerm> {
    match term {
        TermPattern::NamedNode(node) => Some(node.clone().into()),
        TermPattern::Literal(literal) => Some(literal.clone().into()),
        TermPattern::BlankNode(_) | TermPattern::Variable(_) => None,
    }
}

/// In how many ways a path may have no length.
fn without_length(path: &PropertyPathExpression) -> usize {
    match path {
        PropertyPathExpression::ZeroOrMore(_) | PropertyPathExpression::ZeroOrOne(_) => 1,
        PropertyPathExpression::Reverse(path) => without_length(path),
        PropertyPathExpression::OneOrMore(path) => without_length(path).min(1),
        PropertyPathExpression::Sequence(one, two) => without_length(one) * without_length(two),
        PropertyPathExpression::Alternative(one, two) => {
            without_length(one).saturating_add(without_length(two))
        }
        PropertyPathExpression::NamedNode(_) | PropertyPathExpression::NegatedPropertySet(_) => 0,
    }
}
