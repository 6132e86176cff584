//! How a query was evaluated: the steps of the evaluator's plan, and how much each gave.

use std::fmt::Write as _;
use std::sync::Arc;

use oxrdf::Term;
use serde::Deserialize;
use spareval::{QueryEvaluationError, QueryResults};
use spargebra::Query;

use super::growing::{Measured, TooLong};
use super::{Error, bound, instants, nowhere};
use crate::index::{Dataset, Index};

/// One step of a plan, with the steps that feed it.
#[derive(Clone, PartialEq, Eq, Deserialize, Debug)]
pub struct Step {
    /// What it does, in the words of the evaluator.
    pub name: String,
    /// How many rows it gave, over all the times that it was run.
    #[serde(rename = "number of results")]
    pub rows: u64,
    /// The steps that feed it.
    pub children: Vec<Step>,
}

/// The plan of a query and what came of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// The query as it was understood, prefixes spelled out.
    pub sparql: String,
    /// The last step, with all that feed it.
    pub root: Step,
    /// How many rows or triples the answer has; a yes-or-no answer is one row.
    pub rows: u64,
}

/// Evaluates a query to its end and tells how that went. It takes as long as the query, and
/// counts; times are left out, for they are other ones on each run.
///
/// # Errors
///
/// [`Error::Evaluation`].
pub fn explain(
    index: &Arc<Index>,
    query: &Query,
    bindings: &[(String, Term)],
) -> Result<Plan, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::Evaluation(error.to_string());
    let unanswered = |error: QueryEvaluationError| match error {
        QueryEvaluationError::Dataset(error) if error.is::<TooLong>() => Error::TooLong(TooLong),
        error => failed(&error),
    };
    let written_out = nowhere::written_out(index, query);
    let query = written_out.as_ref().unwrap_or(query);
    let mut evaluator = instants::evaluator().compute_statistics();
    let measured = Measured::new(query);
    let evaluated = measured.as_ref().map_or(query, |measured| &measured.query);
    if let Some(measured) = &measured {
        evaluator = measured.evaluator(evaluator);
    }
    let (results, explanation) =
        bound(evaluator.prepare(evaluated), bindings).explain(Dataset(Arc::clone(index)));
    let mut results = results.map_err(|error| failed(&error))?;
    if let Some(measured) = &measured {
        results = measured.watched(results).map_err(unanswered)?;
    }
    let mut rows = 0;
    match results {
        QueryResults::Boolean(_) => rows = 1,
        QueryResults::Solutions(solutions) => {
            for solution in solutions {
                solution.map_err(unanswered)?;
                rows += 1;
            }
        }
        QueryResults::Graph(triples) => {
            for triple in triples {
                triple.map_err(unanswered)?;
                rows += 1;
            }
        }
    }
    let mut text = Vec::new();
    explanation
        .write_in_json(&mut text)
        .map_err(|error| failed(&error))?;
    // A query may be nested deeper than JSON commonly is; how deep at the most, `parse` has seen to.
    let mut reader = serde_json::Deserializer::from_slice(&text);
    reader.disable_recursion_limit();
    let written = Written::deserialize(&mut reader).map_err(|error| failed(&error))?;
    let mut names = Names::default();
    let sparql = names.steady(&query.to_string());
    let mut root = written.plan;
    let mut open = vec![&mut root];
    while let Some(step) = open.pop() {
        step.name = names.steady(&step.name);
        open.extend(step.children.iter_mut().rev());
    }
    Ok(Plan { sparql, root, rows })
}

/// Variables that the parser and the evaluator have made up, which have other names on each run.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    /// A text with its made-up variables numbered in the order in which they come.
    fn steady(&mut self, text: &str) -> String {
        let mut parts = text.split('?');
        let mut steady = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(|c: char| !c.is_ascii_hexdigit());
            let (name, rest) = part.split_at(end.unwrap_or(part.len()));
            steady.push('?');
            // They are 128 random bits in hexadecimal, leading zeros left out.
            if (24..=32).contains(&name.len()) {
                let known = self.0.iter().position(|other| other == name);
                let number = known.unwrap_or_else(|| {
                    self.0.push(name.to_owned());
                    self.0.len() - 1
                });
                let _ = write!(steady, "_{}", number + 1);
            } else {
                steady.push_str(name);
            }
            steady.push_str(rest);
        }
        steady
    }
}

/// An explanation as the evaluator writes it down.
#[derive(Deserialize)]
struct Written {
    plan: Step,
}
