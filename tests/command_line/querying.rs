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

/// The rows of a query over a file, as CSV without the header.
fn rows(turtle: &str, arguments: &[&str]) -> Vec<String> {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("data.ttl");
    fs::write(&file, turtle).expect("it can be written");
    let file = file.display().to_string();
    let given = [&["query"], arguments, &["--data", &file, "--format", "csv"]].concat();
    let output = sayso(root(), &given);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    text.lines().skip(1).map(str::to_owned).collect()
}

const ZONES: &str = "@prefix : <https://example.org/d#> .
@prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:d dcterms:publisher :p ; schema:url <https://a.example/> .
:s1 sayso:by :p ; sayso:asserts :c ; sayso:in :d ; sayso:saidAt \"2024-06-01T22:00:00-04:00\"^^xsd:dateTime .
:s2 sayso:by :p ; sayso:asserts :c ; sayso:in :d ; sayso:saidAt \"2024-06-02+12:00\"^^xsd:date .
:s3 sayso:by :p ; sayso:asserts :c ; sayso:in :d ; sayso:saidAt \"2024\"^^xsd:gYear .
:s4 sayso:by :p ; sayso:asserts :c ; sayso:in :d ; sayso:recordedAt \"2024-06-01T22:00:00-04:00\"^^xsd:dateTime .
";

#[test]
fn saved_queries_compare_instants() {
    let period = ["period", "-p", "from=2024-06-01", "-p", "until=2024-06-01"];
    let found = rows(ZONES, &period);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("2024-06-02+12:00"), "{found:?}");
    let line: Vec<String> = rows(ZONES, &["timeline"]);
    let times: Vec<&str> = line
        .iter()
        .filter_map(|row| row.split(',').next())
        .collect();
    assert_eq!(
        times,
        ["2024", "2024-06-02+12:00", "2024-06-01T22:00:00-04:00"]
    );
    assert_eq!(
        rows(ZONES, &["learnt-since", "-p", "since=2024-06-02"]).len(),
        1
    );
    assert_eq!(
        rows(ZONES, &["learnt-since", "-p", "since=2024-06-03"]).len(),
        0
    );
}

#[test]
fn a_path_of_no_length_leads_from_what_is_nowhere_to_itself() {
    for (query, number) in [
        ("SELECT ?o { <urn:nowhere> <urn:p>* ?o }", 1),
        ("SELECT ?o { <urn:nowhere> <urn:p>? ?o }", 1),
        ("SELECT ?o { ?o (<urn:p>|<urn:q>)* <urn:nowhere> }", 1),
        ("SELECT ?o { <urn:nowhere> <urn:p>+ ?o }", 0),
        ("SELECT ?o { <urn:nowhere> <urn:p>*/<urn:q> ?o }", 0),
        ("SELECT ?o { <urn:a> <urn:p>* ?o }", 2),
    ] {
        let found = rows("<urn:a> <urn:p> <urn:b> .", &["-e", query]);
        assert_eq!(found.len(), number, "{query}: {found:?}");
    }
}

#[test]
fn rdf_without_claims_can_be_asked_and_an_absent_graph_is_told() {
    let found = rows(
        "<urn:a> <urn:p> <urn:b> .",
        &["-e", "SELECT * { ?s ?p ?o }"],
    );
    assert_eq!(found, ["urn:b,urn:p,urn:a"]);
    let output = sayso(
        root(),
        &["query", "-e", "SELECT * FROM <urn:none> { ?s ?p ?o }"],
    );
    assert!(
        stderr(&output).contains("<urn:none>, and there is no such graph"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn mistakes_in_bind_and_in_groups_have_their_place() {
    for (query, place) in [
        (
            "SELECT * {\n ?a ?p ?b BIND(1 AS ?b) }",
            "line 2, column 21: BIND gives ?b",
        ),
        (
            "SELECT ?a ?b { ?a ?p ?b } GROUP BY ?a",
            "line 1, column 11: ?b is not one value",
        ),
        (
            "SELECT ?a { ?a ?p ?b FILTER(COUNT(?b) > 1) }",
            "column 29: COUNT is of groups",
        ),
    ] {
        let output = sayso(root(), &["query", "-e", query]);
        ends(&output, 2, place);
    }
}
