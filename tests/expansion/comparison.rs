//! The query beside the reader: on the datasets, on random ones, and on single cases by hand.

use std::fmt::Write as _;
use std::fs;

use sayso::read::{Care, Severity};
use sayso::workspace::Source;

use super::random::{PREFIXES, generate};
use super::{BASE, BREACH, Query, by_reader, canonical, difference, seeds, text_of, turtle_files};

fn assert_same(query: &Query, what: &str, texts: &[&str]) {
    let expected = canonical(query.on_texts(texts));
    let actual = canonical(by_reader(texts));
    assert!(
        expected == actual,
        "{what}:\n{}\n{}",
        difference(&expected, &actual),
        if what.starts_with("seed") {
            texts.join("")
        } else {
            String::new()
        },
    );
}

#[test]
fn the_dataset_reads_without_errors() {
    let source = Source::text("breach.ttl", BASE, text_of(BREACH));
    let (_, findings) = sayso::read::read(&[source], Care::Fast).expect("text is readable");
    assert!(
        findings
            .iter()
            .all(|finding| finding.severity != Severity::Error)
    );
}

#[test]
fn the_query_and_the_reader_agree_on_the_dataset() {
    assert_same(&Query::new(), BREACH, &[&text_of(BREACH)]);
}

#[test]
fn the_query_and_the_reader_agree_on_the_fixtures() {
    let query = Query::new();
    let breach = text_of(BREACH);
    for path in turtle_files("tests/fixtures/vsse") {
        let what = path.display().to_string();
        let text = fs::read_to_string(&path).expect("the file is there");
        if matches!(
            path.file_name().and_then(|name| name.to_str()),
            Some("short.ttl" | "long.ttl")
        ) {
            assert_same(&query, &what, &[&text]);
        } else {
            // These say of themselves that they are to be read together with the dataset.
            assert_same(&query, &what, &[&breach, &text]);
        }
    }
}

#[test]
fn the_query_and_the_reader_agree_on_random_datasets() {
    let query = Query::new();
    for seed in 0..seeds() {
        let text = generate(seed).turtle();
        assert_same(&query, &format!("seed {seed}"), &[&text]);
    }
}

/// A chain of blank statements deeper than the query reaches in one run: it leaves them blank and
/// loses nothing, and reaches them in the next run.
#[test]
fn the_query_reaches_deep_relays_run_by_run() {
    let mut text = String::from(
        "@prefix : <https://example.org/desk#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
         @prefix dcterms: <http://purl.org/dc/terms/> .
         :d dcterms:publisher :p . _:s0 sayso:by :a0 ; sayso:asserts :c .\n",
    );
    for depth in 1..5 {
        let _ = writeln!(
            text,
            "_:s{depth} sayso:by :a{depth} ; sayso:reports :c ; sayso:relays _:s{} ; sayso:quotedIn :d .",
            depth - 1
        );
    }
    let query = Query::new();
    let expected = canonical(by_reader(&[&text]));
    let mut triples = query.on_texts(&[&text]);
    assert_ne!(canonical(triples.clone()), expected, "the limit is gone");
    for _ in 0..4 {
        triples = query.run(triples);
    }
    let reached = canonical(triples);
    assert!(reached == expected, "{}", difference(&reached, &expected));
}

/// Cases by hand, each small enough to see what is meant.
#[test]
fn the_query_and_the_reader_agree_on_single_cases() {
    let query = Query::new();
    let cases = [
        ("nothing", ""),
        ("foreign", ":a :b [ :c ( 1 2 [ ] ) ] ."),
        ("blank claim", "[] sayso:by :a ; sayso:asserts [ rdfs:label \"It rained\" ] ."),
        (
            "blank claim, quoted",
            "[] sayso:by :a ; sayso:asserts [ rdfs:label \"It rained\" ] ; sayso:quotedIn :d . :d dcterms:publisher :p .",
        ),
        (
            "blank publishers",
            "[] sayso:by :a ; sayso:asserts :c ; sayso:quotedIn :d .
             :d dcterms:publisher [ rdfs:label \"one\" ] , [ rdfs:label \"two\" ] .",
        ),
        (
            "blank document",
            "[] sayso:by :a ; sayso:asserts :c ; sayso:quotedIn [ dcterms:publisher :p ; dcterms:issued \"2025\"^^xsd:gYear ] .",
        ),
        (
            "one statement twice",
            "[] sayso:by :a ; sayso:asserts :c . [] sayso:asserts :c ; sayso:by :a ; a sayso:Statement .",
        ),
        (
            "a stance both ways",
            "[] sayso:by :a ; sayso:asserts :c ; sayso:claim :c ; sayso:stance sayso:asserts .",
        ),
        (
            "a retraction without claim",
            ":s sayso:by :a ; sayso:asserts :c . [] sayso:by :a ; sayso:stance sayso:retracts ; sayso:target :s .",
        ),
        (
            "a retraction of a retraction, both without claim",
            ":s sayso:by :a ; sayso:asserts :c . :r sayso:by :a ; sayso:stance sayso:retracts ; sayso:target :s .
             [] sayso:by :a ; sayso:stance sayso:retracts ; sayso:target :r ; sayso:quotedIn :d . :d dcterms:publisher :p .",
        ),
        (
            "retractions in a ring",
            ":r sayso:by :a ; sayso:stance sayso:retracts ; sayso:target :q . :q sayso:by :a ; sayso:stance sayso:retracts ; sayso:target :r .",
        ),
        (
            "text for things",
            ":s sayso:by \"me\" ; sayso:asserts \"this\" ; sayso:in \"there\" ; sayso:to \"you\" . :d dcterms:publisher \"them\" .",
        ),
        (
            "quoted by text",
            ":s sayso:by :a ; sayso:asserts :c ; sayso:quotedIn :d . :d dcterms:publisher \"them\" ; dcterms:issued \"then\" .",
        ),
        (
            "a chain of quotations",
            ":s sayso:by :a ; sayso:asserts :c ; sayso:quotedIn :d , :e .
             :d dcterms:publisher :p , :q ; dcterms:issued \"2025\"^^xsd:gYear , \"2025-01\"^^xsd:gYearMonth .
             :e dcterms:publisher :p .",
        ),
        (
            "topics and authority",
            ":c dcterms:subject :t . :a sayso:authorityOver :t , :c2 ; sayso:interestIn :c3 ; sayso:vouchedBy :b .",
        ),
        (
            "links of claims",
            ":a sayso:entails :b . :c sayso:contradicts :d . :e sayso:presupposes :f . :g sayso:sameClaim :h .",
        ),
        (
            "ties",
            "[] sayso:kind sayso:OwnedBy ; sayso:dependent :a ; sayso:principal :b . :t sayso:kind sayso:SameAs .
             :u sayso:between :x , :y . :v sayso:kind sayso:Government ; sayso:between :x , :z .",
        ),
        (
            "publishers of documents that nothing is in",
            ":d dcterms:publisher :p . :e dcterms:publisher :q . :s sayso:by :a ; sayso:asserts :c ; sayso:in :e .",
        ),
    ];
    agree(&query, &cases);
}

/// What lacks a part, or has one too often. The two agree here as well: what the reader reports
/// must be what a user of the query sees. Two cases are left out. A statement with two claims that
/// is quoted: the query makes a report with two claims of it, the reader none, so that the fault is
/// told once. A blank statement that says nothing: only the reader gives it a name.
#[test]
fn the_query_and_the_reader_agree_on_faulty_cases() {
    let query = Query::new();
    let cases = [
        ("a speaker alone", ":s sayso:by :a ."),
        ("a blank speaker alone", "[] sayso:by :a ."),
        ("a claim alone", ":s sayso:claim :c ."),
        ("a blank claim alone", "[] sayso:claim :c ."),
        ("a stance alone", ":s sayso:stance sayso:asserts ."),
        ("a blank stance alone", "[] sayso:stance sayso:asserts ."),
        ("a type alone", ":s a sayso:Statement ."),
        (
            "a type and a relay",
            "[] a sayso:Statement ; sayso:relays :t .",
        ),
        ("no speaker", "[] sayso:asserts :c ."),
        ("no claim", "[] sayso:by :a ; sayso:stance sayso:asserts ."),
        ("no stance", "[] sayso:by :a ; sayso:claim :c ."),
        (
            "quoted without a claim",
            "[] sayso:by :a ; sayso:quotedIn :d . :d dcterms:publisher :p .",
        ),
        (
            "only quoted",
            ":s sayso:quotedIn :d . :d dcterms:publisher :p .",
        ),
        (
            "quoted in nothing",
            "[] sayso:by :a ; sayso:asserts :c ; sayso:quotedIn :d .",
        ),
        (
            "two stances",
            "[] sayso:by :a ; sayso:asserts :c ; sayso:denies :c .",
        ),
        (
            "a retraction of nothing",
            "[] sayso:by :a ; sayso:stance sayso:retracts .",
        ),
        (
            "a retraction of two",
            ":s sayso:by :a ; sayso:asserts :c . :t sayso:by :a ; sayso:asserts :e .
             :r sayso:by :a ; sayso:stance sayso:retracts ; sayso:target :s , :t .",
        ),
        (
            "a retraction of a statement with two claims",
            ":s sayso:by :a ; sayso:asserts :c , :e .
             :r sayso:by :a ; sayso:stance sayso:retracts ; sayso:target :s .",
        ),
        (
            "a retraction that also asserts",
            ":s sayso:by :a ; sayso:asserts :c . :r sayso:by :a ; sayso:stance sayso:retracts , sayso:asserts ; sayso:target :s .",
        ),
        (
            "a document quoted as text",
            ":s sayso:by :a ; sayso:asserts :c ; sayso:quotedIn \"the paper\" .",
        ),
    ];
    agree(&query, &cases);
}

/// Each case must mean the same to both; all that do not are told.
fn agree(query: &Query, cases: &[(&str, &str)]) {
    let mut differences = String::new();
    for (what, text) in cases {
        let text = format!("{PREFIXES}{text}");
        let expected = canonical(query.on_texts(&[&text]));
        let actual = canonical(by_reader(&[&text]));
        if expected != actual {
            let _ = writeln!(differences, "{what}:\n{}", difference(&expected, &actual));
        }
    }
    assert!(differences.is_empty(), "{differences}");
}
