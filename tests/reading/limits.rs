//! What is deep, long or many: it is read in the time that its length takes, or refused.

use std::fmt::Write as _;

use sayso::evidence::build;
use sayso::read::Care;
use sayso::workspace::Source;

use super::{PREFIXES, accepted, has_errors, one_line, read_text, refused};

fn nested(depth: usize) -> String {
    format!(
        "{PREFIXES}:a :p {}\"core\"{} .",
        "[ :p ".repeat(depth),
        " ]".repeat(depth)
    )
}

#[test]
fn deep_nesting_does_no_harm() {
    assert_eq!(accepted(nested(50)), 51);
    for depth in [1_000, 100_000] {
        for care in [Care::Fast, Care::Located] {
            let (graph, findings) = read_text(nested(depth), care);
            for finding in &findings {
                let line = finding
                    .location
                    .as_ref()
                    .map_or(0, |location| location.line);
                assert!(line > 0, "{care:?}, {depth} deep: {}", one_line(finding));
            }
            let _ = build::build(&graph);
        }
        let brackets = format!("{PREFIXES}:a :p {}", "( ".repeat(depth));
        refused(brackets);
        let open = format!("{PREFIXES}{}", "[ :p ".repeat(depth));
        refused(open);
    }
    // As deep as one reads, the other reads as well.
    for depth in [60, 100, 120, 127, 128, 129, 200, 1_000] {
        let outcome =
            [Care::Fast, Care::Located].map(|care| has_errors(&read_text(nested(depth), care).1));
        assert_eq!(outcome[0], outcome[1], "{depth} deep");
    }
}

/// Nested blank statements reach every stage: expansion must not recurse by them.
#[test]
fn long_chains_of_blank_statements_do_no_harm() {
    let mut text = format!("{PREFIXES}_:s0 sayso:by :a ; sayso:asserts :c .\n");
    for index in 1..20_000 {
        let _ = writeln!(
            text,
            "_:s{index} sayso:by :a ; sayso:reports :c ; sayso:relays _:s{} .",
            index - 1
        );
    }
    let (graph, findings) = read_text(text, Care::Fast);
    assert!(findings.is_empty());
    let (evidence, _) = build::build(&graph);
    assert_eq!(evidence.statements.len(), 20_000);
}

/// A ring of blank statements costs a round of hashing for each that can be told apart.
#[test]
fn rings_of_blank_statements_do_no_harm() {
    let size = 1_000;
    let mut text = format!("{PREFIXES}_:s0 sayso:saidAt \"2025\" .\n");
    for index in 0..size {
        let _ = writeln!(
            text,
            "_:s{index} sayso:by :a ; sayso:reports :c ; sayso:relays _:s{} .",
            (index + 1) % size
        );
    }
    let (graph, _) = read_text(text, Care::Fast);
    assert_eq!(build::build(&graph).0.statements.len(), size);
}

#[test]
fn terms_have_a_limit() {
    let long = "x".repeat(sayso::read::LONGEST_TERM + 1);
    let found = refused(format!(
        "{PREFIXES}:a :b :c ;\n :d \"{long}\" .\n:e :f :g ."
    ));
    assert!(found.iter().any(|finding| finding.code == "term-too-long"));
    refused(format!("{PREFIXES}:a :b <https://example.org/{long}> ."));
    refused(format!("{PREFIXES}<https://example.org/{long}> :a :b ."));
    refused(format!("{PREFIXES}:a <https://example.org/{long}> :b ."));
    let just = "x".repeat(sayso::read::LONGEST_TERM);
    assert_eq!(accepted(format!("{PREFIXES}:a :b \"{just}\" .")), 1);
}

/// Contexts that belong to terms copy each other: `terms` of them, and things with some as types.
fn scoped(terms: usize, things: usize, types: usize) -> String {
    let list = |number: usize, item: &dyn Fn(usize) -> String| {
        (0..number).map(item).collect::<Vec<_>>().join(",")
    };
    let context = list(terms, &|term| {
        format!(
            "\"T{term}\":{{\"@id\":\"urn:T{term}\",\"@context\":{{\"p{term}\":\"urn:p{term}\"}}}}"
        )
    });
    let kinds = list(types, &|kind| format!("\"T{kind}\""));
    let nodes = list(things, &|thing| {
        format!("{{\"@id\":\"urn:n{thing}\",\"@type\":[{kinds}],\"p0\":\"x\"}}")
    });
    format!("{{\"@context\":{{{context}}},\"@graph\":[{nodes}]}}")
}

#[test]
fn contexts_have_a_limit() {
    let read = |text: &str| {
        let source = Source::text("x.jsonld", "https://example.org/x", text);
        sayso::read::read(&[source], Care::Fast).unwrap()
    };
    for (terms, things, types) in [(3_000, 1, 1), (200, 300, 100), (200, 40_000, 1)] {
        let (_, findings) = read(&scoped(terms, things, types));
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["costly-contexts"], "{terms} {things} {types}");
    }
    let (graph, findings) = read(&scoped(50, 100, 3));
    assert!(findings.is_empty(), "{findings:?}");
    assert!(graph.quads.len() >= 300);
}

#[test]
fn a_long_line_takes_no_longer_than_its_length() {
    let mut text = PREFIXES.replace('\n', " ");
    let mut number = 0;
    while text.len() < 20 << 20 {
        let _ = write!(
            text,
            ":s{number} :p \"value {number}\" , :o{} . ",
            number % 977
        );
        number += 1;
    }
    let (graph, findings) = read_text(text.clone(), Care::Fast);
    assert!(findings.is_empty());
    assert_eq!(graph.quads.len(), 2 * number);
    let (located, findings) = read_text(text.clone(), Care::Located);
    assert!(findings.is_empty());
    assert_eq!(located.quads.len(), 2 * number);
    text.push_str(":broken");
    refused(text);
}

/// Many findings in a long file: telling each its place must not read the file again for each.
#[test]
fn many_findings_take_no_longer_than_the_file() {
    let mut text = PREFIXES.to_owned();
    let count = 20_000;
    for number in 0..count {
        let _ = writeln!(
            text,
            ":s{number} sayso:by :a ; sayso:asserts :c ; sayso:confidence {number}.5 ."
        );
    }
    let (graph, _) = read_text(text, Care::Located);
    let (_, findings) = build::build(&graph);
    assert_eq!(findings.len(), count - 1);
}
