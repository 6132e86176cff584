//! Foreign formats in: what is made of them, what is refused, and what independent counts say.

mod addresses;
mod copies;
mod events;
mod history;
mod leftovers;
mod mutations;
mod nanopublications;
mod others;
mod places;
mod ratings;
mod refusals;
mod spreadsheets;
mod statements;

use std::fs;
use std::path::{Path, PathBuf};

use sayso::data::Data;
use sayso::import::table::{Layout, Mapping, guess};
use sayso::import::{self, Format, History, Imported, Input, Options, turtle};
use sayso::workspace::Source;
use tempfile::TempDir;

use crate::program::{root, sayso, text};

/// A file among the fixtures.
fn fixture(name: &str) -> Vec<u8> {
    fs::read(root().join("tests/fixtures/import").join(name)).expect("the fixture is there")
}

/// A file made into Turtle, as the first of its dataset.
fn imported(format: Format, bytes: &[u8]) -> Result<Imported, import::Error> {
    imported_as("file", format, bytes)
}

/// A file of a name made into Turtle, as the first of its dataset.
fn imported_as(name: &str, format: Format, bytes: &[u8]) -> Result<Imported, import::Error> {
    let input = Input { name, bytes };
    let mut options = Options {
        strict: true,
        ..Options::default()
    };
    if let Format::Table(layout) = format {
        // Drafted from the columns that the fixtures have, and not from what a test made of them.
        let name = if layout == Layout::Csv {
            "table.csv"
        } else {
            "table.jsonl"
        };
        let bytes = fixture(name);
        let drafted = guess(
            &Input {
                name,
                bytes: &bytes,
            },
            layout,
        )?;
        options.mapping = Some(Mapping::read(&Input {
            name: "mapping.toml",
            bytes: drafted.as_bytes(),
        })?);
    }
    let file = import::read(format, input, &options)?;
    let history = History::default();
    turtle(file.record(&history), &history, "made by a test")
}

/// A text of Turtle as data.
fn data(texts: &[&str]) -> Data {
    let sources: Vec<Source> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let name = format!("{number}.ttl");
            Source::text(&name, &format!("https://example.org/{name}"), *text)
        })
        .collect();
    Data::load(&sources).expect("it is in order")
}

/// A file of the data that others wrote, if it is at hand.
fn foreign(path: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("SAYSO_TEST_DATA")
        .map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let path = folder.join(path);
    if path.is_file() {
        return Some(path);
    }
    eprintln!(
        "SKIPPED: there is no {}; set SAYSO_TEST_DATA to run this",
        path.display()
    );
    None
}

/// An empty workspace, in which imports bear the times of what is imported.
fn workspace() -> TempDir {
    let folder = workspace_with_times();
    let settings = folder.path().join("sayso.toml");
    let text = fs::read_to_string(&settings).expect("it can be read");
    let timeless = text.replace("record-times = true", "");
    fs::write(settings, timeless).expect("it can be written");
    folder
}

/// An empty workspace, in which imports bear the time when they were made.
fn workspace_with_times() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let made = sayso(folder.path(), &["init", "--empty"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    folder
}

/// Every file below the datasets of a workspace, with its content.
fn datasets(folder: &Path) -> Vec<(PathBuf, String)> {
    let files =
        sayso::workspace::dataset_files(&folder.join("datasets")).expect("it can be listed");
    let read = |path: &PathBuf| fs::read_to_string(path).expect("it can be read");
    files
        .iter()
        .map(|path| (path.clone(), read(path)))
        .collect()
}

#[test]
fn a_bundle_becomes_claims_by_those_who_are_cited() {
    let made = imported(Format::Stix, &fixture("bundle.json")).expect("it is in order");
    assert!(made.findings.is_empty(), "{:?}", made.findings);
    insta::assert_snapshot!("import-bundle", made.text);
    insta::assert_debug_snapshot!("import-bundle-report", (made.counts, made.report));
}

#[test]
fn a_galaxy_becomes_claims_by_those_who_are_cited() {
    let made = imported(Format::MispGalaxy, &fixture("galaxy.json")).expect("it is in order");
    assert!(made.findings.is_empty(), "{:?}", made.findings);
    insta::assert_snapshot!("import-galaxy", made.text);
    insta::assert_debug_snapshot!("import-galaxy-report", (made.counts, made.report));
}

#[test]
fn one_publisher_cited_twice_is_one_source_and_two_are_two() {
    let made = imported(Format::Stix, &fixture("bundle.json")).expect("it is in order");
    let data = data(&[&made.text]);
    let statuses = statuses(&data);
    let status = |local: &str| {
        let iri =
            format!("https://w3id.org/sayso/stix/relationship--00000000-0000-4000-8000-{local}");
        statuses
            .iter()
            .find(|(claim, ..)| *claim == iri)
            .map(|(_, count, _)| *count)
    };
    // Lantern and Beacon; Beacon twice, which is disputed beside; taken back.
    assert_eq!(status("000000000050"), Some(2));
    assert_eq!(status("000000000051"), Some(1));
    assert_eq!(status("000000000052"), Some(0));
}

/// Each claim with its independence and its status.
fn statuses(data: &Data) -> Vec<(String, usize, sayso::model::Status)> {
    let snapshot = data.snapshot(sayso::evidence::View::default());
    sayso::verdict::all(&snapshot)
        .into_iter()
        .map(|verdict| {
            let term = data.evidence.claims[verdict.claim as usize].term;
            let iri = data.graph.terms.text(term).to_owned();
            (iri, verdict.independence.value, verdict.status)
        })
        .collect()
}

#[test]
fn importing_another_catalogue_raises_no_independence() {
    let bundle = imported(Format::Stix, &fixture("bundle.json"))
        .expect("it is in order")
        .text;
    let galaxy = imported(Format::MispGalaxy, &fixture("galaxy.json"))
        .expect("it is in order")
        .text;
    let mut pairs = vec![(bundle, galaxy)];
    let paths = [
        "attack/ics-attack-18.1.json",
        "misp-galaxy/threat-actor.json",
    ]
    .map(foreign);
    if let [Some(attack), Some(actors)] = paths {
        let read = |path: &Path, format| {
            let bytes = fs::read(path).expect("it can be read");
            imported(format, &bytes).expect("it is in order").text
        };
        pairs.push((
            read(&attack, Format::Stix),
            read(&actors, Format::MispGalaxy),
        ));
    }
    for (one, other) in pairs {
        let alone = [statuses(&data(&[&one])), statuses(&data(&[&other]))].concat();
        let mut together = statuses(&data(&[&one, &other]));
        together.sort();
        let mut alone: Vec<_> = alone;
        alone.sort();
        assert_eq!(together, alone);
    }
}

#[test]
fn two_blogs_of_one_company_count_once_while_they_are_one() {
    let publishers = root().join("datasets/publishers/publishers.ttl");
    let publishers = fs::read_to_string(publishers).expect("the dataset is there");
    for (year, independence) in [("2021", 2), ("2023", 1)] {
        let bundle = format!(
            r#"[{{"type": "relationship", "id": "relationship--00000000-0000-4000-8000-000000000001",
            "created": "2024-01-01T00:00:00Z", "relationship_type": "uses",
            "source_ref": "tool--00000000-0000-4000-8000-000000000002",
            "target_ref": "tool--00000000-0000-4000-8000-000000000003",
            "external_references": [
                {{"source_name": "One", "url": "https://www.mandiant.com/a", "description": "({year}, May 1)"}},
                {{"source_name": "Other", "url": "https://blog.google/a", "description": "({year}, May 2)"}}]}}]"#
        );
        let made = imported(Format::Stix, bundle.as_bytes()).expect("it is in order");
        let found = statuses(&data(&[&made.text, &publishers]));
        let [(_, count, _)] = &found[..] else {
            panic!("one claim: {found:?}");
        };
        assert_eq!(*count, independence, "{year}");
    }
}

#[test]
fn every_tie_between_publishers_says_where_it_is_from() {
    let text = fs::read_to_string(root().join("datasets/publishers/publishers.ttl"))
        .expect("the dataset is there");
    let ties = text.matches("sayso:kind").count();
    assert!(ties > 50);
    assert_eq!(text.matches("dcterms:source \"").count(), ties);
    let source = Source::text(
        "publishers.ttl",
        "https://example.org/publishers",
        text.as_str(),
    );
    let data = Data::inspect(&[source]).expect("it can be read");
    assert!(data.findings.is_empty(), "{:?}", data.findings);
}
