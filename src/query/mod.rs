//! SPARQL over the data and the verdicts: saved queries and queries of one's own.

pub mod growing;
mod instants;
pub mod limit;
mod mistakes;
mod nowhere;
mod ordered;
pub mod plan;
pub mod results;
pub mod saved;

use std::sync::Arc;

use oxrdf::{Term, Variable};
use spareval::{PreparedQuery, QueryEvaluationError, QueryResults};
use spargebra::{Query, SparqlParser};
use thiserror::Error;

use crate::index::{Dataset, Index};
use crate::vocab::namespace;
use growing::{Measured, TooLong};

/// How deep brackets in a query may nest. The parser recurses, and a few thousand levels would
/// end the process.
const DEEPEST: usize = 250;

/// Longer lines are not shown with an error: the place is enough.
const LONGEST_LINE: usize = 200;

/// How long a query may be, in bytes: chains of operators make the parser recurse too.
const LONGEST: usize = 100_000;

/// Why a query has no results.
#[derive(Debug, Error)]
pub enum Error {
    /// The text is not SPARQL 1.1.
    #[error("{0}")]
    Syntax(String),
    /// The evaluation failed.
    #[error("the query failed: {0}")]
    Evaluation(String),
    /// It makes a text that is too long.
    #[error(transparent)]
    TooLong(TooLong),
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
    if text.len() > LONGEST {
        return Err(Error::Syntax(format!(
            "a query may have {LONGEST} characters at the most"
        )));
    }
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
        .map_err(|error| Error::Syntax(misread(text, &error.to_string())))
}

/// Where and why a query could not be read, with the line in question.
///
/// The parser lists every token that might have come; that fills a screen and helps nobody. What
/// it says in words is kept.
fn misread(text: &str, message: &str) -> String {
    let place = message.strip_prefix("error at ").and_then(|rest| {
        let (place, expected) = rest.split_once(": ")?;
        let (line, column) = place.split_once(':')?;
        Some((line.parse().ok()?, column.parse().ok()?, expected))
    });
    let Some((line, column, expected)) = place else {
        return message.to_owned();
    };
    let (mut line, mut column): (usize, usize) = (line, column);
    let listed = expected.trim_start_matches("expected ");
    let words = listed
        .trim_start_matches("one of ")
        .split(", ")
        .flat_map(|items| items.split(" or "))
        .find(|item| {
            item.contains(' ') && item.starts_with(char::is_uppercase) && !item.contains('[')
        });
    // Some mistakes are only told at the end of what they are in, some not by name.
    let end = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    let rest = text.get(end..).unwrap_or_default();
    let before: String = rest.chars().take(column.saturating_sub(1)).collect();
    let before = before.trim_end();
    let is_after_group = before.is_empty() || before.ends_with('}') || rest.len() == before.len();
    let sentences = [
        words.unwrap_or_default(),
        "BIND is overriding",
        "variable that is unbound",
    ];
    let found = sentences
        .iter()
        .filter(|sentence| {
            !sentence.is_empty() && (words.is_none() && is_after_group || Some(**sentence) == words)
        })
        .find_map(|sentence| mistakes::find(text, sentence));
    let words = match &found {
        Some(mistake) => {
            let before = &text[..mistake.at];
            line = before.matches('\n').count() + 1;
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            column = text[start..mistake.at].chars().count() + 1;
            Some(mistake.message.as_str())
        }
        None => words,
    };
    let mut reason = words
        .unwrap_or("SPARQL does not go on like this")
        .to_owned();
    if words == Some("Prefix not found") {
        "the prefix before this place is not declared".clone_into(&mut reason);
    }
    let source = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    if source.len() > LONGEST_LINE {
        return format!("line {line}, column {column}: {reason}");
    }
    let source = source.replace('\t', " ");
    let before = column.saturating_sub(1);
    format!(
        "line {line}, column {column}: {reason}\n  {source}\n  {:before$}^",
        ""
    )
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
    let failed = |error: QueryEvaluationError| Error::Evaluation(error.to_string());
    let written_out = nowhere::written_out(index, query);
    let query = written_out.as_ref().unwrap_or(query);
    if let Some(measured) = Measured::new(query) {
        let evaluator = measured.evaluator(instants::evaluator());
        let results = bound(evaluator.prepare(&measured.query), bindings)
            .execute(Dataset(Arc::clone(index)))
            .map_err(failed)?;
        return measured
            .watched(results)
            .map_err(|_| Error::TooLong(TooLong));
    }
    if let Some(results) = ordered::evaluate(index, query, bindings) {
        return Ok(results);
    }
    let evaluator = instants::evaluator();
    bound(evaluator.prepare(query), bindings)
        .execute(Dataset(Arc::clone(index)))
        .map_err(failed)
}

/// A query with some of its variables replaced by terms.
fn bound<'q>(mut prepared: PreparedQuery<'q>, bindings: &[(String, Term)]) -> PreparedQuery<'q> {
    for (name, term) in bindings {
        prepared = prepared.substitute_variable(Variable::new_unchecked(name), term.clone());
    }
    prepared
}

/// The graphs that a query asks `FROM` which are not in the data: it finds nothing in them.
pub fn absent_graphs(index: &Index, query: &Query) -> Vec<String> {
    let (Query::Select { dataset, .. }
    | Query::Construct { dataset, .. }
    | Query::Describe { dataset, .. }
    | Query::Ask { dataset, .. }) = query;
    let Some(dataset) = dataset else {
        return Vec::new();
    };
    let named = dataset.named.iter().flatten();
    let graphs = dataset.default.iter().chain(named);
    let absent = graphs.filter(|graph| !index.has_graph(graph.as_str()));
    absent.map(|graph| graph.as_str().to_owned()).collect()
}

/// Whether a query may look beyond the default graph: by `GRAPH`, or by a dataset of its own.
///
/// It may say so of a query that only has such a word in a string, never the other way round.
pub fn names_graphs(query: &Query) -> bool {
    let text = query.to_string();
    text.contains("GRAPH") || text.contains("FROM")
}

/// How deep brackets nest. Strings, IRIs and comments are left aside.
fn depth(text: &str) -> usize {
    let mut depth: usize = 0;
    let mut deepest = 0;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        match character {
            '#' => rest = rest.find('\n').map_or("", |end| &rest[end..]),
            '"' | '\'' => rest = after_string(rest, character),
            // An IRI, or "less than" and what comes after it: quotes and signs of comments in it
            // are none, but brackets that open may be brackets.
            '<' => {
                let end = rest.find(|c: char| c == '>' || c.is_whitespace() || c == '<');
                if let Some(end) = end.filter(|end| rest[*end..].starts_with('>')) {
                    depth += rest[..end].matches(['(', '{', '[']).count();
                    deepest = deepest.max(depth);
                    rest = &rest[end + 1..];
                }
            }
            '(' | '{' | '[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            ')' | '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// What comes after a string whose opening quote has been read.
fn after_string(rest: &str, quote: char) -> &str {
    let long: String = [quote; 3].iter().collect();
    let (rest, end) = match rest.strip_prefix(&long[1..]) {
        Some(rest) => (rest, long.as_str()),
        None => (rest, &long[..1]),
    };
    let mut is_escaped = false;
    for (position, character) in rest.char_indices() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if rest[position..].starts_with(end) => return &rest[position + end.len()..],
            _ => {}
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[test]
    fn depth_is_that_of_the_brackets() {
        assert_eq!(depth("SELECT * { ?s ?p (1 2) }"), 2);
        assert_eq!(depth("# don't\n((("), 3);
        assert_eq!(depth("<http://example.org/it's> (("), 2);
        assert_eq!(depth("FILTER(?a<((?c))&&?b>1)"), 3);
        assert_eq!(depth("\"\"\"a\"(b\"\"\" (("), 2);
        assert_eq!(depth("'' (''((("), 4);
        assert_eq!(depth("\"((\\\"((\" 'x(' ("), 1);
        assert_eq!(depth("FILTER(?a < 3 && ?b > (1))"), 2);
    }
}
