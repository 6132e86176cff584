//! Texts that a query makes longer and longer.
//!
//! Each step of `CONCAT(?x, ?x)` doubles a text: a query of a few lines would ask for more memory
//! than there is, and a process that gets none ends where it stands. So what such functions are
//! given is measured first, and past a length the whole query fails, rather than one row of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use oxrdf::{Literal, NamedNode, Term, Variable};
use spareval::{
    QueryEvaluationError, QueryEvaluator, QueryResults, QuerySolutionIter, QueryTripleIter,
};
use spargebra::Query;
use spargebra::algebra::{
    AggregateExpression, AggregateFunction, Expression, Function, GraphPattern, OrderExpression,
};
use thiserror::Error;

/// How long a text may be that a function makes of others, in bytes.
const LONGEST: usize = 16 << 20;

/// How long what is looked for and put in may be where texts are replaced: the lengths multiply.
const LONGEST_REPLACED: usize = 4 << 10;

/// A query has made a text that is too long.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("the query makes a text of more than {} megabytes", LONGEST >> 20)]
pub struct TooLong;

/// Gives back what it is given, if that is no longer than a number says.
fn measure() -> NamedNode {
    NamedNode::new_unchecked("https://w3id.org/sayso/function/short-enough")
}

/// A query whose growing texts are measured.
pub(super) struct Measured {
    pub(super) query: Query,
    is_too_long: Arc<AtomicBool>,
}

impl Measured {
    /// `None` where nothing can grow: one function makes a text no longer than what it is given,
    /// only several after each other do.
    pub(super) fn new(query: &Query) -> Option<Self> {
        let mut query = query.clone();
        let mut guard = Guard::default();
        let (Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. }) = &mut query;
        guard.pattern(pattern);
        (guard.growing > 1).then(|| Self {
            query,
            is_too_long: Arc::default(),
        })
    }

    /// An evaluator that measures.
    pub(super) fn evaluator(&self, evaluator: QueryEvaluator) -> QueryEvaluator {
        let is_too_long = Arc::clone(&self.is_too_long);
        evaluator.with_custom_function(measure(), move |arguments| {
            let [Term::Literal(text), Term::Literal(most)] = arguments else {
                return arguments.first().cloned();
            };
            if text.value().len() > most.value().parse().unwrap_or(LONGEST) {
                is_too_long.store(true, Ordering::Relaxed);
                return None;
            }
            Some(text.clone().into())
        })
    }

    /// The same results, which fail with [`TooLong`] once a text was.
    pub(super) fn watched(
        &self,
        results: QueryResults<'static>,
    ) -> Result<QueryResults<'static>, QueryEvaluationError> {
        let is_too_long = Arc::clone(&self.is_too_long);
        Ok(match results {
            QueryResults::Boolean(_) if is_too_long.load(Ordering::Relaxed) => {
                return Err(failure());
            }
            QueryResults::Boolean(_) => results,
            QueryResults::Solutions(solutions) => {
                let variables: Arc<[Variable]> = solutions.variables().into();
                QuerySolutionIter::new(variables, watch(solutions, is_too_long)).into()
            }
            QueryResults::Graph(triples) => {
                QueryTripleIter::new(watch(triples, is_too_long)).into()
            }
        })
    }
}

fn failure() -> QueryEvaluationError {
    QueryEvaluationError::Dataset(Box::new(TooLong))
}

fn watch<T>(
    mut rows: impl Iterator<Item = Result<T, QueryEvaluationError>>,
    is_too_long: Arc<AtomicBool>,
) -> impl Iterator<Item = Result<T, QueryEvaluationError>> {
    let mut is_over = false;
    std::iter::from_fn(move || {
        if is_over {
            return None;
        }
        let row = rows.next();
        if is_too_long.load(Ordering::Relaxed) {
            is_over = true;
            return Some(Err(failure()));
        }
        row
    })
}

/// Puts measures into a query, and counts what can grow.
#[derive(Default)]
struct Guard {
    growing: usize,
}

impl Guard {
    fn pattern(&mut self, pattern: &mut GraphPattern) {
        match pattern {
            GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => {}
            GraphPattern::Join { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right } => {
                self.pattern(left);
                self.pattern(right);
            }
            GraphPattern::LeftJoin {
                left,
                right,
                expression,
            } => {
                self.pattern(left);
                self.pattern(right);
                if let Some(expression) = expression {
                    self.expression(expression);
                }
            }
            GraphPattern::Filter { expr, inner } => {
                self.expression(expr);
                self.pattern(inner);
            }
            GraphPattern::Extend {
                inner, expression, ..
            } => {
                self.expression(expression);
                self.pattern(inner);
            }
            GraphPattern::OrderBy { inner, expression } => {
                for order in expression {
                    let (OrderExpression::Asc(expression) | OrderExpression::Desc(expression)) =
                        order;
                    self.expression(expression);
                }
                self.pattern(inner);
            }
            GraphPattern::Group {
                inner, aggregates, ..
            } => {
                for (_, aggregate) in aggregates {
                    self.aggregate(aggregate);
                }
                self.pattern(inner);
            }
            GraphPattern::Graph { inner, .. }
            | GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. }
            | GraphPattern::Service { inner, .. } => self.pattern(inner),
        }
    }

    fn aggregate(&mut self, aggregate: &mut AggregateExpression) {
        let AggregateExpression::FunctionCall { name, expr, .. } = aggregate else {
            return;
        };
        self.expression(expr);
        if matches!(name, AggregateFunction::GroupConcat { .. }) {
            self.growing += 1;
            measured(expr, LONGEST >> 4);
        }
    }

    fn expression(&mut self, expression: &mut Expression) {
        match expression {
            Expression::NamedNode(_)
            | Expression::Literal(_)
            | Expression::Variable(_)
            | Expression::Bound(_) => {}
            Expression::Or(a, b)
            | Expression::And(a, b)
            | Expression::Equal(a, b)
            | Expression::SameTerm(a, b)
            | Expression::Greater(a, b)
            | Expression::GreaterOrEqual(a, b)
            | Expression::Less(a, b)
            | Expression::LessOrEqual(a, b)
            | Expression::Add(a, b)
            | Expression::Subtract(a, b)
            | Expression::Multiply(a, b)
            | Expression::Divide(a, b) => {
                self.expression(a);
                self.expression(b);
            }
            Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => {
                self.expression(a);
            }
            Expression::In(a, list) => {
                self.expression(a);
                self.list(list);
            }
            Expression::Exists(pattern) => self.pattern(pattern),
            Expression::If(a, b, c) => {
                self.expression(a);
                self.expression(b);
                self.expression(c);
            }
            Expression::Coalesce(list) => self.list(list),
            Expression::FunctionCall(function, list) => {
                self.list(list);
                self.call(function, list);
            }
        }
    }

    fn list(&mut self, expressions: &mut [Expression]) {
        for expression in expressions {
            self.expression(expression);
        }
    }

    /// Measures what a function is given that can make it longer.
    fn call(&mut self, function: &Function, arguments: &mut [Expression]) {
        let most = match function {
            Function::Concat => LONGEST / arguments.len().max(1),
            // Every sign may become several.
            Function::EncodeForUri | Function::UCase | Function::LCase => LONGEST / 9,
            Function::Replace => LONGEST_REPLACED,
            _ => return,
        };
        self.growing += 1;
        for argument in arguments {
            measured(argument, most);
        }
    }
}

fn measured(expression: &mut Expression, most: usize) {
    // What is written in the query is as short as that.
    if matches!(expression, Expression::Literal(_)) {
        return;
    }
    let most = Expression::Literal(Literal::from(most as u64));
    let inner = std::mem::replace(expression, most.clone());
    *expression = Expression::FunctionCall(Function::Custom(measure()), vec![inner, most]);
}
