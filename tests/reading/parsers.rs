//! The two parsers, the fast one and the one that tells places: they read the same, and refuse the same.

use std::collections::BTreeSet;

use sayso::evidence::build;
use sayso::read::{Care, Diagnostic};
use sayso::workspace::Source;

use super::{bad_files, from_file, has_errors, read};
use crate::expansion::{canonical, triples_of, turtle_files};

fn assert_same_both_ways(source: &Source) {
    let (fast, fast_findings) = read(source, Care::Fast);
    let (located, located_findings) = read(source, Care::Located);
    let what = |findings: &[Diagnostic]| {
        findings
            .iter()
            .map(|finding| (finding.code, finding.message.clone()))
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(
        what(&fast_findings),
        what(&located_findings),
        "{}",
        source.name
    );
    assert_eq!(
        canonical(triples_of(&fast)),
        canonical(triples_of(&located)),
        "{}",
        source.name
    );
    assert_eq!(fast.prefixes, located.prefixes, "{}", source.name);
    assert!(fast.places.is_empty());
    assert_eq!(located.places.len(), located.quads.len());
    assert_eq!(
        build::build(&fast).0.statements.len(),
        build::build(&located).0.statements.len()
    );
}

#[test]
fn both_ways_of_reading_agree() {
    let folders = ["datasets/vsse-breach", "tests/fixtures/vsse", "ontology"];
    for path in folders.into_iter().flat_map(turtle_files) {
        assert_same_both_ways(&from_file(&path));
    }
}

/// Bad in what they mean, but Turtle, or whatever they should be.
#[test]
fn both_ways_of_reading_agree_on_what_is_bad() {
    for path in bad_files() {
        let source = from_file(&path);
        let (_, findings) = read(&source, Care::Fast);
        let is_turtle = findings
            .iter()
            .all(|finding| !matches!(finding.code, "syntax" | "not-utf-8"));
        if is_turtle {
            assert_same_both_ways(&source);
        } else {
            assert!(has_errors(&read(&source, Care::Located).1), "{path:?}");
        }
    }
}

/// The fast reader passes over it, and so would answers be given from a file that `check` refuses.
#[test]
fn a_semicolon_missing_within_brackets_is_an_error_both_ways() {
    let source = |body: &str| {
        let text = format!("@prefix : <https://example.org/#> .\n{body}\n");
        Source::text("story.ttl", "https://example.org/story", text)
    };
    let wrong = [
        "[ :by :mayor :asserts :fire ] .",
        ":s :p [ :q \"a\", \"b\" :r 1 ] .",
        ":s :p ( [ :q :a :r :b ] ) .",
    ];
    for body in wrong {
        for care in [Care::Fast, Care::Located] {
            let (_, findings) = read(&source(body), care);
            assert!(has_errors(&findings), "{care:?}: {body}");
        }
    }
    let right = [
        "[ :by :mayor ; :asserts :fire ] .",
        ":s :p [ :q \"a\", [ :r 1 ] , ( 1 2 3 ) ; a :t ; ] .",
        ":s :p [ :q \"; [ :a :b :c ]\"@en ] . # [ :a :b :c :d ]",
    ];
    for body in right {
        assert_same_both_ways(&source(body));
    }
}
