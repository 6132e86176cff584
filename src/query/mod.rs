//! SPARQL over the data and the verdicts: saved queries and queries of one's own.

pub mod results;
pub mod saved;
pub mod verdicts;

use std::sync::Arc;

use oxrdf::{Term, Variable};
use spareval::{QueryEvaluator, QueryResults};
use spargebra::{Query, SparqlParser};
use thiserror::Error;

use crate::index::{Dataset, Index};
use crate::vocab::namespace;

/// How deep brackets in a query may nest. The parser recurses, and a few thousand levels would
/// end the process.
const DEEPEST: usize = 250;

/// Why a query has no results.
#[derive(Debug, Error)]
pub enum Error {
    /// The text is not SPARQL 1.1.
    #[error("{0}")]
    Syntax(String),
    /// The evaluation failed.
    #[error("the query failed: {0}")]
    Evaluation(String),
}

/// Parses a query. The prefixes given, and the well-known ones, need not be declared.
///
/// # Errors
///
/// [`Error::Syntax`].
pub fn parse<'p>(
    text: &str,
    prefixes: impl IntoIterator<Item = (&'p str, &'p str)>,
) -> Result<Query, Error> {
    if depth(text) > DEEPEST {
        return Err(Error::Syntax(format!(
            "brackets are nested more than {DEEPEST} deep"
        )));
    }
    let mut parser = SparqlParser::new();
    for (prefix, namespace) in namespace::WELL_KNOWN.into_iter().chain(prefixes) {
        parser = parser
            .with_prefix(prefix, namespace)
            .map_err(|error| Error::Syntax(error.to_string()))?;
    }
    parser
        .parse_query(text)
        .map_err(|error| Error::Syntax(error.to_string()))
}

/// Evaluates a query, some of its variables replaced by terms.
///
/// # Errors
///
/// [`Error::Evaluation`].
pub fn evaluate(
    index: &Arc<Index>,
    query: &Query,
    bindings: &[(String, Term)],
) -> Result<QueryResults<'static>, Error> {
    let evaluator = QueryEvaluator::new();
    let mut prepared = evaluator.prepare(query);
    for (name, term) in bindings {
        prepared = prepared.substitute_variable(Variable::new_unchecked(name), term.clone());
    }
    prepared
        .execute(Dataset(Arc::clone(index)))
        .map_err(|error| Error::Evaluation(error.to_string()))
}

/// How deep brackets nest, strings, IRIs and comments left aside as far as they matter here.
fn depth(text: &str) -> usize {
    let mut depth: usize = 0;
    let mut deepest = 0;
    let mut quote = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(_), '\\') => {
                characters.next();
            }
            (Some(open), character) => quote = (open != character).then_some(open),
            (None, '"' | '\'') => quote = Some(character),
            (None, '(' | '{' | '[') => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            (None, ')' | '}' | ']') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
