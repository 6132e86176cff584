//! What comes with the program: every file of `queries/`, in standard SPARQL, each with a header that says all.

use std::fs;

use sayso::query::saved::embedded;
use spargebra::{Query, SparqlParser};

use super::examples;
use crate::program::root;

#[test]
fn every_file_is_embedded() {
    let mut files: Vec<String> = fs::read_dir(root().join("queries"))
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").file_name())
        .filter_map(|name| name.to_str()?.strip_suffix(".rq").map(str::to_owned))
        .collect();
    files.sort();
    let names: Vec<String> = embedded().into_iter().map(|query| query.name).collect();
    assert_eq!(names, files);
    assert!(names.len() >= 28);
    for query in embedded() {
        let path = root().join(format!("queries/{}.rq", query.name));
        let text = fs::read_to_string(path).expect("the file is there");
        assert_eq!(query.text, text, "{}", query.name);
    }
}

#[test]
fn headers_are_complete_and_queries_are_standard() {
    let kinds = [
        "claim", "agent", "iri", "string", "integer", "decimal", "boolean", "date",
    ];
    for query in embedded() {
        let name = &query.name;
        assert!(
            name.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
            "{name}"
        );
        assert!(
            !query.title.is_empty() && !query.title.ends_with('.'),
            "{name}"
        );
        assert!(query.summary.ends_with('.'), "{name}: {}", query.summary);
        let examples = examples(&query);
        for (parameter, _) in &examples {
            assert!(
                query.parameters.iter().any(|p| p.name == *parameter),
                "{name}: {parameter}"
            );
        }
        // Every prefix is declared: other tools know none.
        let parsed = SparqlParser::new()
            .parse_query(&query.text)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        if matches!(parsed, Query::Select { .. }) {
            assert!(query.text.contains("ORDER BY"), "{name} has no order");
        }
        for parameter in &query.parameters {
            assert!(
                kinds.contains(&parameter.kind.as_str()),
                "{name}: {parameter:?}"
            );
            assert!(!parameter.summary.is_empty(), "{name}: {parameter:?}");
            let Query::Select { pattern, .. } = &parsed else {
                continue;
            };
            let mut is_selected = false;
            pattern.on_in_scope_variable(|variable| {
                is_selected |= variable.as_str() == parameter.name;
            });
            assert!(is_selected, "{name} does not select {}", parameter.name);
        }
        // Walks along repetition want an end to begin from: a parameter, or the statement of which it
        // is told what it passes on.
        let text = query
            .text
            .replace("?statement sayso:relays+ ?passed", "")
            .replace("?another sayso:relays+ ?far", "");
        let walks = ["relays+", "sameClaim)+", "principal))+"];
        if walks.iter().any(|walk| text.contains(walk)) {
            let is_bounded = query.parameters.iter().any(|p| p.is_required);
            assert!(
                is_bounded && !examples.is_empty(),
                "{name} walks from nowhere"
            );
        }
    }
}
