//! The values of parameters: whatever one holds, it is a value and no part of the query.

use oxrdf::Term;
use sayso::query::saved::embedded;
use spareval::QueryResults;

use super::{Desk, VSSE};

const HOSTILE: [&str; 8] = [
    "\"} DROP ALL",
    "\" . } } ; DROP GRAPH <https://w3id.org/sayso/ns#verdicts> #",
    "\\\"}) UNION { ?s ?p ?o }",
    "' OR '1' = '1",
    "x> } SELECT * WHERE { ?s ?p ?o } #",
    "line\nbreak\r\n\ttab \"quote\" \\ backslash",
    "?claim",
    "\u{0}\u{202e}",
];

#[test]
fn a_hostile_value_changes_nothing_but_the_binding() {
    let desk = Desk::files(&[VSSE]);
    let open: Vec<String> = embedded()
        .iter()
        .map(|q| desk.written(&q.name, &[]))
        .collect();
    for value in HOSTILE {
        for query in embedded() {
            for parameter in &query.parameters {
                let given = [(parameter.name.clone(), value.to_owned())];
                let Ok(bindings) = query.bindings(&given, &desk.data) else {
                    // It names nothing, and is no number or date.
                    assert_ne!(parameter.kind, "string", "a string may be anything");
                    continue;
                };
                assert!(
                    !["integer", "decimal", "boolean", "date"].contains(&parameter.kind.as_str()),
                    "{}: {value:?} is no {}",
                    query.name,
                    parameter.kind
                );
                let bound = bindings.iter().find(|(name, _)| *name == parameter.name);
                let (_, bound) = bound.expect("the parameter is bound");
                if let (Term::Literal(literal), "string") = (bound, parameter.kind.as_str()) {
                    assert_eq!(literal.value(), value);
                }
                let QueryResults::Solutions(solutions) = desk.evaluate(&query, &bindings) else {
                    continue;
                };
                for solution in solutions {
                    let solution = solution.expect("the evaluation goes through");
                    assert_eq!(solution.get(parameter.name.as_str()), Some(bound));
                }
            }
        }
    }
    let after: Vec<String> = embedded()
        .iter()
        .map(|q| desk.written(&q.name, &[]))
        .collect();
    assert_eq!(open, after);
}

#[test]
fn a_hostile_value_finds_what_is_called_so() {
    for value in HOSTILE {
        let label = oxrdf::Literal::new_simple_literal(value).to_string();
        let desk = Desk::text(&format!(
            "[] sayso:by :a ; sayso:asserts :odd . :odd rdfs:label {label} .
             [] sayso:by :a ; sayso:asserts :plain . :plain rdfs:label \"plain\" ."
        ));
        let rows = desk.rows("find", &[("words", value)]);
        assert_eq!(rows.len(), 1, "{value:?}");
        assert_eq!(rows[0]["label"], value);
        assert_eq!(rows[0]["words"], value);
        assert_eq!(rows[0]["claim"], "https://example.org/desk#odd");
    }
}
