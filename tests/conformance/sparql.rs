//! SPARQL 1.1: what queries are answered from is ours, so the answers must be right wherever
//! they are over the store of the library that the evaluator is from.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput,
};
use oxigraph::store::Store;
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{BlankNode, Graph, Literal, NamedNode, NamedOrBlankNode, Term, TermRef, Triple};
use oxsdatatypes::{Decimal, Double, Float};
use sayso::index::Index;
use sayso::query::{evaluate, parse};
use sayso::read::{Care, Severity, read};
use sayso::workspace::Source;
use spareval::QueryResults;
use spargebra::Query;
use spargebra::algebra::QueryDataset;

use super::manifest::{Case, File, Manifest};
use super::{judge, known, w3c};
use crate::expansion::canonical;

const ROWS: &str = "https://example.org/rows#";

/// What a query gives, in a form in which equal answers are equal.
#[derive(PartialEq, Debug)]
enum Answer {
    /// Yes or no.
    Boolean(bool),
    /// Triples, or rows as triples.
    Triples(std::collections::BTreeSet<String>),
    /// Rows without blank nodes, sorted or in order.
    Rows(Vec<String>),
}

type Row = Vec<(String, Term)>;

/// A term in a form in which equal numbers are equal: the W3C's results are written in many.
fn value(term: Term) -> Term {
    let Term::Literal(literal) = &term else {
        return term;
    };
    let text = literal.value();
    let datatype = literal.datatype();
    let canonical = if datatype == xsd::DECIMAL {
        text.parse::<Decimal>().map(|it| it.to_string()).ok()
    } else if datatype == xsd::DOUBLE {
        text.parse::<Double>().map(|it| it.to_string()).ok()
    } else if datatype == xsd::FLOAT {
        text.parse::<Float>().map(|it| it.to_string()).ok()
    } else {
        None
    };
    canonical.map_or(term.clone(), |text| {
        Literal::new_typed_literal(text, datatype).into()
    })
}

fn rows(mut rows: Vec<Row>, is_ordered: bool) -> Answer {
    for row in &mut rows {
        row.sort_by(|a, b| a.0.cmp(&b.0));
        for cell in row {
            cell.1 = value(cell.1.clone());
        }
    }
    let has_blanks = rows.iter().flatten().any(|(_, term)| term.is_blank_node());
    if has_blanks {
        let triples = rows.iter().enumerate().flat_map(|(number, row)| {
            let node = BlankNode::default();
            let order = is_ordered.then(|| {
                let number = Literal::from(number as u64);
                let property = NamedNode::new_unchecked(format!("{ROWS}number"));
                Triple::new(node.clone(), property, number)
            });
            let cells = row.iter().map({
                let node = node.clone();
                move |(name, term)| {
                    let property = NamedNode::new_unchecked(format!("{ROWS}{name}"));
                    Triple::new(node.clone(), property, term.clone())
                }
            });
            let cells: Vec<_> = cells.chain(order).collect();
            cells
        });
        return Answer::Triples(canonical(triples));
    }
    let lines = rows.iter().map(|row| format!("{row:?}"));
    let mut lines: Vec<String> = lines.collect();
    if !is_ordered {
        lines.sort();
    }
    Answer::Rows(lines)
}

fn answer(results: QueryResults<'_>, is_ordered: bool) -> Result<Answer, String> {
    Ok(match results {
        QueryResults::Boolean(value) => Answer::Boolean(value),
        QueryResults::Graph(triples) => {
            let triples: Result<Vec<_>, _> = triples.collect();
            Answer::Triples(canonical(triples.map_err(|error| error.to_string())?))
        }
        QueryResults::Solutions(solutions) => {
            let mut found = Vec::new();
            for solution in solutions {
                let solution = solution.map_err(|error| error.to_string())?;
                let cells = solution.iter();
                found.push(
                    cells
                        .map(|(name, term)| (name.as_str().to_owned(), term.clone()))
                        .collect(),
                );
            }
            rows(found, is_ordered)
        }
    })
}

/// The rows that are written down as triples, if these are such.
fn result_set(triples: &Graph) -> Option<Vec<Row>> {
    const RESULTS: &str = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#";
    let property = |name: &str| NamedNode::new_unchecked(format!("{RESULTS}{name}"));
    let (solution, binding) = (property("solution"), property("binding"));
    let (variable, value) = (property("variable"), property("value"));
    let node = |term: TermRef<'_>| match term {
        TermRef::NamedNode(node) => NamedOrBlankNode::from(node.into_owned()),
        TermRef::BlankNode(node) => node.into_owned().into(),
        TermRef::Literal(literal) => panic!("{literal} is no node"),
    };
    let class = property("ResultSet");
    let set = triples.subject_for_predicate_object(rdf::TYPE, &class)?;
    let solutions = triples.objects_for_subject_predicate(set, &solution);
    let row = |solution: TermRef<'_>| -> Row {
        let solution = node(solution);
        let bindings = triples.objects_for_subject_predicate(&solution, &binding);
        let cell = |cell: TermRef<'_>| {
            let cell = node(cell);
            let of = |property| triples.object_for_subject_predicate(&cell, property);
            let Some(TermRef::Literal(name)) = of(&variable) else {
                panic!("a binding without a variable");
            };
            let value = of(&value).expect("a binding has a value");
            (name.value().to_owned(), value.into_owned())
        };
        bindings.map(cell).collect()
    };
    Some(solutions.map(row).collect())
}

/// What the W3C expects.
fn expected(file: &File, is_ordered: bool) -> Answer {
    let bytes = file.bytes();
    let format = match file.ending().as_str() {
        "srx" => QueryResultsFormat::Xml,
        "srj" => QueryResultsFormat::Json,
        "tsv" => QueryResultsFormat::Tsv,
        _ => {
            let parser = RdfParser::from_format(RdfFormat::Turtle);
            let parser = parser.with_base_iri(&file.iri).expect("an IRI");
            let quads = parser.for_slice(&bytes);
            let triples = quads.map(|quad| Triple::from(quad.expect("the result is Turtle")));
            let triples: Graph = triples.collect();
            return result_set(&triples).map_or_else(
                || Answer::Triples(canonical(triples.iter().map(Triple::from))),
                |found| rows(found, is_ordered),
            );
        }
    };
    let parser = QueryResultsParser::from_format(format);
    match parser.for_slice(&bytes).expect("the result can be read") {
        SliceQueryResultsParserOutput::Boolean(value) => Answer::Boolean(value),
        SliceQueryResultsParserOutput::Solutions(solutions) => rows(
            solutions
                .map(|solution| {
                    let solution = solution.expect("the result can be read");
                    let cells = solution.iter();
                    cells
                        .map(|(name, term)| (name.as_str().to_owned(), term.clone()))
                        .collect()
                })
                .collect(),
            is_ordered,
        ),
    }
}

/// Our answer, by our reading, over our index.
fn ours(case: &Case, query: &Query, is_ordered: bool) -> Result<Answer, String> {
    let files = case.data.iter().chain(&case.graphs);
    let mut sources: Vec<Source> = files
        .map(|file| {
            let name = file.path.display().to_string();
            Source::text(&name, &file.iri, file.bytes())
        })
        .collect();
    sources.dedup_by(|a, b| a.base == b.base);
    let (graph, findings) = read(&sources, Care::Fast).expect("it is in memory");
    let mut errors = findings.iter();
    if let Some(error) = errors
        .find(|finding| finding.severity == Severity::Error)
        .map(|finding| &finding.message)
    {
        return Err(error.clone());
    }
    let index = Arc::new(Index::new(graph.terms, &graph.quads));
    // Our default graph is the union of all; the W3C's is that of some files alone.
    let mut query = query.clone();
    if let (
        false,
        Query::Select { dataset, .. }
        | Query::Construct { dataset, .. }
        | Query::Describe { dataset, .. }
        | Query::Ask { dataset, .. },
    ) = (case.graphs.is_empty(), &mut query)
    {
        let names = |files: &[File]| {
            let names = files.iter().map(|file| NamedNode::new_unchecked(&file.iri));
            names.collect::<Vec<_>>()
        };
        dataset.get_or_insert(QueryDataset {
            default: names(&case.data),
            named: Some(names(&case.graphs)),
        });
    }
    let results = evaluate(&index, &query, &[]).map_err(|error| error.to_string())?;
    answer(results, is_ordered)
}

/// The answer over the library's own store.
fn theirs(case: &Case, query: &str, is_ordered: bool) -> Result<Answer, String> {
    let store = Store::new().map_err(|error| error.to_string())?;
    let load = |file: &File, is_named: bool| {
        let format = RdfFormat::from_extension(&file.ending()).expect("a format");
        let mut parser = RdfParser::from_format(format)
            .with_base_iri(&file.iri)
            .expect("an IRI");
        if is_named {
            parser = parser.with_default_graph(NamedNode::new_unchecked(&file.iri));
        }
        let loaded = store.load_from_slice(parser, &file.bytes());
        loaded.map_err(|error| error.to_string())
    };
    for file in &case.data {
        load(file, false)?;
    }
    for file in &case.graphs {
        load(file, true)?;
    }
    let evaluator = oxigraph::sparql::SparqlEvaluator::new()
        .with_base_iri(&case.action.iri)
        .map_err(|error| error.to_string())?;
    let prepared = evaluator.parse_query(query).map_err(|it| it.to_string())?;
    let results = prepared.on_store(&store).execute();
    // The store gives the results of the evaluator under another name.
    let results = match results.map_err(|error| error.to_string())? {
        oxigraph::sparql::QueryResults::Boolean(value) => return Ok(Answer::Boolean(value)),
        oxigraph::sparql::QueryResults::Graph(triples) => {
            let triples: Result<Vec<_>, _> = triples.collect();
            return Ok(Answer::Triples(canonical(
                triples.map_err(|error| error.to_string())?,
            )));
        }
        oxigraph::sparql::QueryResults::Solutions(solutions) => solutions,
    };
    let mut found = Vec::new();
    for solution in results {
        let solution = solution.map_err(|error| error.to_string())?;
        let cells = solution.iter();
        found.push(
            cells
                .map(|(name, term)| (name.as_str().to_owned(), term.clone()))
                .collect(),
        );
    }
    Ok(rows(found, is_ordered))
}

fn evaluation(case: &Case) -> (Option<String>, bool) {
    let text = case.action.text();
    let is_ordered = text.to_ascii_uppercase().contains("ORDER BY");
    let expected = expected(case.result.as_ref().expect("a result"), is_ordered);
    let differs = |found: Result<Answer, String>| match found {
        Ok(found) if found == expected => None,
        Ok(found) => Some(format!("expected {expected:?}, found {found:?}")),
        Err(error) => Some(error),
    };
    let theirs = differs(theirs(case, &text, is_ordered));
    let ours = match parse(&format!("BASE <{}>\n{text}", case.action.iri), []) {
        Ok(query) => differs(ours(case, &query, is_ordered)),
        Err(error) => Some(error.to_string()),
    };
    (ours, theirs.is_none())
}

/// The folders of queries. Left out: updates, which there are none of; entailment, for nothing
/// is inferred; services, for nothing is asked of the network.
const FOLDERS: [&str; 15] = [
    "aggregates",
    "bind",
    "bindings",
    "cast",
    "construct",
    "csv-tsv-res",
    "exists",
    "functions",
    "grouping",
    "json-res",
    "negation",
    "project-expression",
    "property-path",
    "subquery",
    "syntax-query",
];

fn cases(folder: &Path, kind: impl Fn(&str) -> bool) -> Vec<(String, Case)> {
    let folders = FOLDERS.into_iter();
    let mut found = Vec::new();
    for name in folders {
        let base = format!("https://w3c.github.io/rdf-tests/sparql/sparql11/{name}/");
        let manifest = Manifest::read(&folder.join(name), "manifest.ttl", &base);
        let cases = manifest.cases().into_iter().filter(|case| kind(&case.kind));
        found.extend(cases.map(|case| (format!("{name}/{}", case.name), case)));
    }
    found
}

#[test]
fn queries_are_answered_as_the_w3c_has_it() {
    let Some(folder) = w3c("rdf-tests/sparql/sparql11") else {
        return;
    };
    let cases = cases(&folder, |kind| kind == "QueryEvaluationTest");
    let known = known("sparql11");
    let mut failures = BTreeMap::new();
    let mut only_ours = Vec::new();
    for (name, case) in &cases {
        let (ours, is_right_there) = evaluation(case);
        if let Some(failure) = ours {
            if is_right_there && !known.contains(name.as_str()) {
                only_ours.push(name.clone());
            }
            let there = if is_right_there {
                ""
            } else {
                "(in the store too) "
            };
            failures.insert(name.clone(), format!("{there}{failure}"));
        }
    }
    judge("sparql11", cases.len(), 220, &failures);
    assert!(
        only_ours.is_empty(),
        "right in the store only: {only_ours:?}"
    );
}

#[test]
fn queries_are_accepted_and_refused_as_the_w3c_has_it() {
    let Some(folder) = w3c("rdf-tests/sparql/sparql11") else {
        return;
    };
    let cases = cases(&folder, |kind| {
        kind.ends_with("SyntaxTest11") || kind.ends_with("SyntaxTest")
    });
    let mut failures = BTreeMap::new();
    for (name, case) in &cases {
        let text = format!("BASE <{}>\n{}", case.action.iri, case.action.text());
        match (parse(&text, []), case.kind.starts_with("Negative")) {
            (Ok(_), true) => drop(failures.insert(name.clone(), "is accepted".to_owned())),
            (Err(error), false) => drop(failures.insert(name.clone(), error.to_string())),
            _ => {}
        }
    }
    judge("sparql11-syntax", cases.len(), 70, &failures);
}
