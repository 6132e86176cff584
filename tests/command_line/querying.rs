//! Queries as they are given: explained, with parameters, and with errors in them.

use std::fs;

use tempfile::TempDir;

use super::ends;
use crate::program::{root, sayso, stderr, stdout};

#[test]
fn an_explained_query_is_told_the_same_on_every_run_and_hostile_values_stay_harmless() {
    for arguments in [
        vec!["query", "origins", "-p", "claim=mail server", "--explain"],
        vec!["query", "find", "--explain", "--format", "json"],
    ] {
        let first = sayso(root(), &arguments);
        assert!(first.status.success(), "{}", stderr(&first));
        assert_eq!(first.stdout, sayso(root(), &arguments).stdout);
    }
    let output = sayso(
        root(),
        &[
            "query",
            "find",
            "-p",
            "words=\u{1b}[31m> ?0123456789",
            "--explain",
        ],
    );
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).contains("?words is \"\\u001B[31m> ?0123456789\""));
    let csv = sayso(root(), &["query", "find", "--explain", "--format", "csv"]);
    ends(&csv, 2, "--format json");
    // As deep as queries may nest: deeper than readers of JSON commonly go.
    let deep = format!(
        "ASK {}{}",
        "{ OPTIONAL ".repeat(200) + "{}",
        "}".repeat(200)
    );
    let output = sayso(root(), &["query", "-e", &deep, "--explain"]);
    ends(&output, 0, "");
}

#[test]
fn a_parameter_that_a_query_needs_is_asked_for() {
    ends(
        &sayso(root(), &["query", "chains"]),
        2,
        "-p claim=\"mail server\"",
    );
    let twice = [
        "query",
        "said-by",
        "-p",
        "source=Mandiant",
        "-p",
        "source=Barracuda",
    ];
    ends(&sayso(root(), &twice), 2, "source is given twice");
    assert!(stdout(&sayso(root(), &["queries", "chains"])).contains("(claim, required)"));
}

#[test]
fn a_decimal_has_no_exponent() {
    let folder = TempDir::new().expect("a folder");
    let query = folder.path().join("q.rq");
    fs::write(
        &query,
        "#+ params:\n#+   - name: least\n#+     type: decimal\n\nSELECT ?least { }",
    )
    .expect("it can be written");
    let query = query.to_string_lossy();
    let given = |value: &str| {
        sayso(
            root(),
            &["query", "-f", &query, "-p", &format!("least={value}")],
        )
    };
    ends(&given("1e5"), 2, "least must be a number such as 0.85");
    ends(&given("-.5"), 0, "");
}

#[test]
fn errors_in_a_query_are_short_and_have_a_place() {
    let query = "SELECT *\nWHERE { ?s foo:bar ?o }";
    let output = sayso(root(), &["query", "-e", query]);
    ends(
        &output,
        2,
        "line 2, column 19: the prefix before this place is not declared",
    );
    assert!(stderr(&output).lines().count() <= 4, "{}", stderr(&output));
    let output = sayso(
        root(),
        &["query", "-e", "SELECT ?s { ?s ?p ?o FILTER(?x > }"],
    );
    ends(&output, 2, "column 35: SPARQL does not go on like this");
}
