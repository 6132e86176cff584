//! Answers that are refused past a number of rows.

use std::sync::Arc;

use oxrdf::Variable;
use spareval::{QueryEvaluationError, QueryResults, QuerySolutionIter, QueryTripleIter};
use thiserror::Error;

/// An answer has more rows, or triples, than it may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("the answer has more than {0} rows")]
pub struct TooManyRows(pub usize);

/// The same results, which fail with [`TooManyRows`] where they have more rows or triples than
/// some number. No more than one of these is ever worked out.
pub fn at_most(results: QueryResults<'static>, most: usize) -> QueryResults<'static> {
    match results {
        QueryResults::Boolean(_) => results,
        QueryResults::Solutions(solutions) => {
            let variables: Arc<[Variable]> = solutions.variables().into();
            QuerySolutionIter::new(variables, limited(solutions, most)).into()
        }
        QueryResults::Graph(triples) => QueryTripleIter::new(limited(triples, most)).into(),
    }
}

fn limited<T>(
    rows: impl Iterator<Item = Result<T, QueryEvaluationError>>,
    most: usize,
) -> impl Iterator<Item = Result<T, QueryEvaluationError>> {
    rows.enumerate().map(move |(number, row)| {
        if number < most {
            row
        } else {
            Err(QueryEvaluationError::Dataset(Box::new(TooManyRows(most))))
        }
    })
}
