//! Reviews of claims and tables: what is made of them, and what is refused.

use std::fs;

use sayso::import::table::{Layout, Mapping, Table, guess};
use sayso::import::{Error, Foreign, Format, History, Imported, Input, Options, turtle};

use super::{datasets, fixture, imported, sayso, statuses, text, workspace};
use crate::importing::data;

fn table(bytes: &[u8], layout: Layout, mapping: &[u8]) -> Result<Imported, Error> {
    let mapping = Mapping::read(&Input {
        name: "mapping.toml",
        bytes: mapping,
    })?;
    let input = Input {
        name: "table",
        bytes,
    };
    let strict = Options {
        strict: true,
        ..Options::default()
    };
    let table = Table::read(input, layout, mapping, strict)?;
    let history = History::default();
    turtle(table.record(&history), &history, "made by a test")
}

#[test]
fn reviews_become_the_word_of_claimants_and_reviewers() {
    let made = imported(Format::ClaimReview, &fixture("reviews.json")).expect("it is in order");
    assert!(made.findings.is_empty(), "{:?}", made.findings);
    insta::assert_snapshot!("import-reviews", made.text);
    insta::assert_debug_snapshot!("import-reviews-report", (made.counts, made.report));
    let statuses = statuses(&data(&[&made.text]));
    let mut found: Vec<String> = statuses
        .iter()
        .map(|(.., status)| status.to_string())
        .collect();
    found.sort();
    // Denied by the reviewer and asserted by the claimant; neither; confirmed by the reviewer alone.
    assert_eq!(found, ["disputed", "single-source", "single-source"]);
}

#[test]
fn one_review_alone_and_in_an_array_are_the_same() {
    let review = r#"{"@type": "ClaimReview", "url": "https://checks.example/a", "claimReviewed": "A.",
        "author": {"name": "Checks"}, "reviewRating": {"alternateName": "True"}}"#;
    let body = |made: Imported| made.text;
    let alone = body(imported(Format::ClaimReview, review.as_bytes()).expect("it is in order"));
    for written in [format!("[{review}]"), format!("{{\"@graph\": [{review}]}}")] {
        let made = imported(Format::ClaimReview, written.as_bytes()).expect("it is in order");
        assert_eq!(body(made), alone);
    }
}

#[test]
fn what_is_no_review_is_refused() {
    for (bytes, says) in [
        (&b"{}"[..], "no ClaimReview"),
        (b"[1]", "no ClaimReview"),
        (b"{\"@type\": \"ClaimReview\"}", "without the text"),
        (
            b"{\"@type\": \"ClaimReview\", \"claimReviewed\": 1}",
            "without the text",
        ),
        (b"{\"@graph\": [{\"@type\":", "EOF"),
    ] {
        let error = imported(Format::ClaimReview, bytes)
            .expect_err("it is wrong")
            .to_string();
        assert!(error.contains(says), "{says:?} is not in {error:?}");
        assert!(error.starts_with("file"), "{error}");
    }
}

#[test]
fn a_table_becomes_claims_by_its_mapping() {
    let made = table(&fixture("table.csv"), Layout::Csv, &fixture("mapping.toml"));
    let made = made.expect("it is in order");
    assert!(made.findings.is_empty(), "{:?}", made.findings);
    insta::assert_snapshot!("import-table", made.text);
    insta::assert_debug_snapshot!("import-table-report", (made.counts, made.report));
    let tabs =
        text(&fixture("table.csv")).replace("\"It landed, I saw it.\"", "It landed. I saw it.");
    let tabs = tabs.replace(',', "\t").replace("landed.", "landed,");
    let other =
        table(tabs.as_bytes(), Layout::Tsv, &fixture("mapping.toml")).expect("it is in order");
    assert_eq!(other.text, made.text);
}

#[test]
fn a_mapping_is_drafted_and_the_draft_works() {
    for (name, layout) in [
        ("table.csv", Layout::Csv),
        ("table.jsonl", Layout::JsonLines),
    ] {
        let bytes = fixture(name);
        let drafted = guess(
            &Input {
                name,
                bytes: &bytes,
            },
            layout,
        )
        .expect("it can be read");
        insta::assert_snapshot!(format!("import-guess-{name}"), drafted);
        let made = table(&bytes, layout, drafted.as_bytes()).expect("the draft works");
        assert!(made.counts.claims > 1);
    }
}

#[test]
fn wrong_rows_and_mappings_are_refused_with_their_lines() {
    let mapping = text(&fixture("mapping.toml"));
    let csv = text(&fixture("table.csv"));
    for (old, new, says) in [
        (",denies,", ",shrugs,", "table:3:1: \"shrugs\" is no stance"),
        ("2024-03-02", "2 March", "table:3:1: \"2 March\" is no time"),
        (",Nobody,", ",Nobody,,", "table:6:1: this row has"),
        ("Claim,Who", "Who,Who", "two columns are called"),
    ] {
        let error = table(
            csv.replace(old, new).as_bytes(),
            Layout::Csv,
            mapping.as_bytes(),
        );
        let error = error.expect_err("it is wrong").to_string();
        assert!(error.contains(says), "{says:?} is not in {error:?}");
    }
    for (old, new, says) in [
        ("name = \"herons\"", "nme = 1", "mapping.toml:2:1"),
        (
            "claim = \"Claim\"",
            "claim = \"Klaim\"",
            "no column is called \"Klaim\"",
        ),
        ("claim = \"Claim\"", "", "no column holds the claim"),
        (
            "\"says\" = \"asserts\"",
            "\"says\" = \"shouts\"",
            "\"shouts\" is no stance",
        ),
    ] {
        let error = table(
            csv.as_bytes(),
            Layout::Csv,
            mapping.replace(old, new).as_bytes(),
        );
        let error = error.expect_err("it is wrong").to_string();
        assert!(error.contains(says), "{says:?} is not in {error:?}");
    }
    let mapping = "name = \"x\"\n[columns]\nclaim = \"claim\"\nspeaker = \"claim\"\n";
    let error = table(b"{\"claim\": 1}\n[", Layout::JsonLines, mapping.as_bytes());
    assert!(
        error
            .expect_err("it is wrong")
            .to_string()
            .starts_with("table:2:")
    );
}

#[test]
fn a_table_is_imported_with_a_drafted_mapping() {
    let folder = workspace();
    let path = folder.path();
    fs::write(path.join("table.csv"), fixture("table.csv")).expect("it can be written");
    let output = sayso(path, &["import", "csv", "table.csv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("--guess"),
        "{}",
        text(&output.stderr)
    );
    let output = sayso(path, &["import", "csv", "table.csv", "--guess"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let draft = text(&output.stdout);
    fs::write(path.join("mapping.toml"), draft).expect("it can be written");
    let arguments = ["import", "csv", "table.csv", "--mapping", "mapping.toml"];
    let output = sayso(path, &arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let before = datasets(path);
    assert_eq!(before.len(), 1);
    sayso(path, &arguments);
    assert_eq!(datasets(path), before);
}
