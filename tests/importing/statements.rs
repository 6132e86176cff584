//! Statements of `FollowTheMoney`: each dataset speaks for what it has, once.

use std::fs;

use sayso::import::{self, Format, History, Imported, Input, Options, turtle};
use sayso::model::Status;

use super::{data, datasets, fixture, imported, statuses, workspace};
use crate::program::{root, sayso, text};

/// Statements as they are read where nobody is strict.
fn made(csv: &str, publisher: Option<&str>) -> Result<Imported, import::Error> {
    let input = Input {
        name: "statements.csv",
        bytes: csv.as_bytes(),
    };
    let options = Options {
        publisher: publisher.map(ToOwned::to_owned),
        ..Options::default()
    };
    let file = import::read(Format::Ftm, input, &options)?;
    let history = History::default();
    turtle(file.record(&history), &history, "made by a test")
}

fn refused(csv: &str) -> String {
    let error = made(csv, None).expect_err("it is wrong");
    error.to_string()
}

#[test]
fn values_become_claims_by_the_datasets_that_have_them() {
    let made = imported(Format::Ftm, &fixture("statements.csv")).expect("it is in order");
    assert!(made.findings.is_empty(), "{:?}", made.findings);
    insta::assert_snapshot!("import-statements", made.text);
    insta::assert_debug_snapshot!("import-statements-report", (made.counts, made.report));
}

#[test]
fn one_value_in_two_datasets_is_one_claim_and_what_stands_in_one_file_is_one_act() {
    let made = imported(Format::Ftm, &fixture("statements.csv")).expect("it is in order");
    let all = statuses(&data(&[&made.text]));
    let births: Vec<_> = all
        .iter()
        .filter(|(it, ..)| it.contains("/birthDate/"))
        .collect();
    assert_eq!(births.len(), 1, "{all:?}");
    for (claim, number, status) in all {
        assert_eq!((number, status), (1, Status::SingleSource), "{claim}");
    }
}

#[test]
fn two_files_of_one_dataset_are_one_source() {
    let csv = text(&fixture("statements.csv"));
    let with = |name: &str| made(&csv.replace("yy_marsh_register", name), None);
    let other = with("xx_harbour_list").expect("it is in order").text;
    let most = |texts: &[&str]| statuses(&data(texts)).iter().map(|it| it.1).max();
    assert_eq!(most(&[&other]), Some(1));
    // Two datasets, each from a file of its own, are two.
    let only = |name: &str| {
        let is_kept = |line: &&str| line.starts_with("canonical_id") || line.contains(name);
        let rows: Vec<&str> = csv.lines().filter(is_kept).collect();
        made(&rows.join("\n"), None).expect("it is in order").text
    };
    let apart = [only("xx_harbour_list"), only("yy_marsh_register")];
    assert_eq!(most(&[&apart[0], &apart[1]]), Some(2));
}

#[test]
fn who_published_the_file_reports_and_adds_no_support() {
    let csv = text(&fixture("statements.csv"));
    let alone = made(&csv, None).expect("it is in order");
    let told = made(&csv, Some("Open Reeds")).expect("it is in order");
    assert_eq!(told.counts.statements, 2 * alone.counts.statements);
    assert_eq!(told.counts.speakers, alone.counts.speakers + 1);
    let told = statuses(&data(&[&told.text]));
    for (claim, number, status) in told {
        // Two datasets may be behind it, and one outlet is.
        let statuses = [Status::SingleSource, Status::SingleOutlet];
        assert!(
            number <= 2 && statuses.contains(&status),
            "{claim}: {status:?}"
        );
    }
    // A dataset that publishes itself passes nothing on.
    let own = "entity_id,prop,value,dataset\na,name,A,reeds\n";
    let own = made(own, Some("reeds")).expect("it is in order");
    assert_eq!((own.counts.statements, own.counts.speakers), (1, 1));
}

#[test]
fn four_columns_are_enough_and_a_schema_may_stand_with_the_property() {
    let csv = "value,dataset,entity_id,prop\nMara Heron,reeds,m,Person:name\nm,reeds,o,owner\n";
    let made = made(csv, None).expect("it is in order");
    for says in [
        "\"Mara Heron has name Mara Heron\"@en",
        "\"entity of Mara Heron has owner Mara Heron\"@en",
        "rdf:object ftm:m",
    ] {
        assert!(made.text.contains(says), "{says} is not in\n{}", made.text);
    }
    assert!(!made.text.contains("saidAt"), "{}", made.text);
}

#[test]
fn one_wrong_row_is_left_out_and_told() {
    let csv = "entity_id,prop,value,dataset,first_seen\na,name,A,reeds,2024\nb,name,B,reeds,once\n,name,C,reeds,\nd,name\n";
    let lax = made(csv, None).expect("the rest is in order");
    assert_eq!((lax.counts.claims, lax.counts.statements), (1, 1));
    let (_, told) = lax.report.left_out.first_key_value().expect("it is told");
    assert_eq!(told.number, 3, "{:?}", lax.report);
    for (example, says) in told.examples.iter().zip([
        "statements.csv:3:1: first_seen: \"once\" is no time",
        "statements.csv:4:1: there is no entity_id",
        "statements.csv:5:1: this row has 2 values",
    ]) {
        assert!(example.starts_with(says), "{example}");
    }
    let strict = imported(Format::Ftm, csv.as_bytes()).expect_err("it is wrong");
    assert!(strict.to_string().contains("file:3:1"), "{strict}");
}

#[test]
fn what_is_no_statements_is_refused() {
    for (csv, says) in [
        ("", "this table is empty"),
        ("name,age\nA,1\n", "no column is called \"entity_id\""),
        (
            "entity_id,prop,value\na,name,A\n",
            "no column is called \"dataset\"",
        ),
        (
            "entity_id,prop,value,dataset\n,name,A,\n",
            "there is no entity_id",
        ),
    ] {
        let error = refused(csv);
        assert!(error.contains(says), "{says:?} is not in {error:?}");
    }
}

#[test]
fn what_a_later_release_has_no_more_its_dataset_takes_back() {
    let folder = workspace();
    let csv = text(&fixture("statements.csv"));
    fs::write(folder.path().join("old.csv"), &csv).expect("it can be written");
    let later = csv.replace("2025-02-28", "2025-03-31");
    let later: Vec<&str> = later
        .lines()
        .filter(|line| !line.contains(",topics,"))
        .collect();
    fs::write(folder.path().join("new.csv"), later.join("\n")).expect("it can be written");
    for order in [["old.csv", "new.csv"], ["new.csv", "old.csv"]] {
        let output = sayso(folder.path(), &[&["import", "ftm"][..], &order].concat());
        assert!(output.status.success(), "{}", text(&output.stderr));
        let made = datasets(folder.path());
        let made: Vec<&str> = made.iter().map(|(_, made)| made.as_str()).collect();
        let data = data(&made);
        let back: Vec<_> = statuses(&data)
            .into_iter()
            .filter(|(.., status)| *status == Status::Retracted)
            .collect();
        assert_eq!(back.len(), 1, "{back:?}");
        assert!(back[0].0.contains("/topics/"), "{back:?}");
    }
}

#[test]
fn every_format_is_told_in_help_and_in_the_documentation() {
    let page = text(&sayso(root(), &["import", "--help"]).stdout);
    let formats = fs::read_to_string(root().join("docs/formats.md")).expect("it is there");
    let commands = fs::read_to_string(root().join("docs/command-line.md")).expect("it is there");
    for (format, name, _) in Format::ALL {
        assert_eq!((Format::named(name), format.name()), (Some(format), name));
        assert!(
            page.contains(&format!("- {name}:")),
            "{name} is not in the help"
        );
        assert!(
            formats.contains(&format!("`{name}`")),
            "{name} is not in docs/formats.md"
        );
        assert!(
            commands.contains(&format!("`{name}`")),
            "{name} is not in docs/command-line.md"
        );
    }
}
