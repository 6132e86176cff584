//! Order: that of the data changes no answer, and that of the rows is as SPARQL has it.

use std::sync::Arc;

use sayso::index::Dataset;
use sayso::query;
use sayso::query::results::{self, Format};
use sayso::query::saved::embedded;
use sayso::workspace::{Source, loose};
use spareval::QueryEvaluator;

use super::{Desk, TOUR, VSSE};
use crate::program::root;

#[test]
fn neither_files_nor_their_order_matter_to_answers() {
    for file in [VSSE, TOUR] {
        if !root().join(file).exists() {
            eprintln!("SKIPPED: {file} is not there");
            continue;
        }
        let one = Desk::files(&[file]);
        // The same triples again, last first, so that every term gets another number.
        let terms = &one.data.graph.terms;
        let mut again = String::new();
        for quad in one.data.graph.quads.iter().rev() {
            let parts = [quad.subject, quad.predicate, quad.object];
            if parts.iter().any(|part| terms.is_blank(*part)) {
                continue;
            }
            let parts = parts.map(|part| terms.to_term(part).to_string());
            again.push_str(&format!("{} .\n", parts.join(" ")));
        }
        let again = Source::text("again.ttl", "https://example.org/again", again);
        let two = Desk::new(&[again, loose(&root().join(file))]);
        for query in embedded() {
            let turtle = |text: String| {
                // The prefixes are those of the files.
                let lines = text.lines().filter(|line| !line.starts_with("@prefix"));
                lines.map(str::to_owned).collect::<Vec<_>>()
            };
            if query.name == "describe" {
                continue; // anchors are blank nodes, whose names may differ
            }
            let before = one.written(&query.name, &[]);
            let after = two.written(&query.name, &[]);
            assert_eq!(turtle(before), turtle(after), "{file}: {}", query.name);
        }
    }
}

#[test]
fn rows_are_ordered_as_the_evaluator_orders_them() {
    let desk = Desk::text(
        ":a :n 10, 9 ; :t \"b\", \"é\" ; :r :b, [] ; :m \"1\", 1 .
         :b :n 1.5, 01 ; :t \"B\" ; :r :a ; :m \"x\"@en, <x:y>, 2.5 .
         :c :n 1 ; :t \"\", \"b\" ; :r :c, [] ; :m true, \"2025-01-01\"^^<x:z> .
         :d :n -3 ; :is true, false ; :m \"1\"@en .",
    );
    let orders = [
        "ORDER BY ?x ?s",
        "ORDER BY DESC(?x) ?s",
        "ORDER BY ?s DESC(?x)",
        "ORDER BY STR(?x) ?s ?x",
        "ORDER BY DESC(STRLEN(STR(?x))) STR(?x) ?s ?x",
        "ORDER BY ?x ?s OFFSET 2 LIMIT 3",
        "ORDER BY ?x ?s OFFSET 100",
    ];
    for property in ["n", "t", "r", "is", "m"] {
        for order in orders {
            for what in ["?s ?x", "DISTINCT ?x ?s", "?s (STR(?x) AS ?text)"] {
                let text = format!(
                    "PREFIX : <https://example.org/desk#> SELECT {what} WHERE {{
                         VALUES ?s {{ :a :b :c :d :e }} OPTIONAL {{ ?s :{property} ?x }}
                     }} {order}"
                );
                let parsed = query::parse(&text, []).unwrap();
                let evaluator = QueryEvaluator::new();
                let expected = evaluator
                    .prepare(&parsed)
                    .execute(Dataset(Arc::clone(&desk.index)))
                    .unwrap();
                let found = query::evaluate(&desk.index, &parsed, &[]).unwrap();
                let [expected, found] = [expected, found].map(|results| {
                    let mut bytes = Vec::new();
                    results::write(results, Format::Tsv, &desk.graph, &mut bytes).unwrap();
                    String::from_utf8(bytes).unwrap()
                });
                assert_eq!(found, expected, "{text}");
            }
        }
    }
}
