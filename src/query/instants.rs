//! Times as instants. Texts of times are not in the order of the times: a day in one zone begins
//! before the evening before in another, and SPARQL compares no day with an hour.
//!
//! Two functions give the first and the last instant that a time means, in milliseconds since 1970,
//! for the saved queries and for those of one's own.

use oxrdf::{Literal, NamedNode, Term};
use spareval::QueryEvaluator;

use crate::model::Interval;
use crate::vocab::Known;

/// An evaluator that knows the functions.
pub(super) fn evaluator() -> QueryEvaluator {
    let named = |name| NamedNode::new_unchecked(format!("https://w3id.org/sayso/function/{name}"));
    QueryEvaluator::new()
        .with_custom_function(named("first-instant"), |arguments| {
            interval(arguments).map(|interval| Literal::from(interval.first.0).into())
        })
        .with_custom_function(named("last-instant"), |arguments| {
            interval(arguments).map(|interval| Literal::from(interval.last.0).into())
        })
}

/// The stretch that a time covers.
fn interval(arguments: &[Term]) -> Option<Interval> {
    let [Term::Literal(time)] = arguments else {
        return None;
    };
    let datatypes = crate::model::time::DATATYPES;
    let datatype = datatypes
        .into_iter()
        .find(|datatype: &Known| time.datatype().as_str() == datatype.iri())?;
    Interval::parse(time.value(), datatype)
}
