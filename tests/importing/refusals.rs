//! Files that are not what they should be: a clear error with its place, and nothing written.

use std::fs;

use sayso::import::{Format, MOST_BYTES};

use super::{datasets, fixture, imported, sayso, text, workspace};

#[track_caller]
fn refused(format: Format, bytes: &[u8], says: &str) {
    let error = imported(format, bytes)
        .expect_err("it is wrong")
        .to_string();
    assert!(error.contains(says), "{says:?} is not in {error:?}");
}

#[test]
fn what_ends_too_soon_is_refused_with_its_place() {
    let whole = fixture("bundle.json");
    for end in [1, whole.len() / 2, whole.len() - 3] {
        refused(Format::Stix, &whole[..end], "EOF while parsing");
    }
    let end = &whole[..whole.len() - 3];
    let place = format!("file:{}:", text(end).lines().count());
    refused(Format::Stix, end, &place);
    refused(Format::Stix, b"", "EOF while parsing");
    refused(
        Format::MispGalaxy,
        &fixture("galaxy.json")[..500],
        "EOF while parsing",
    );
}

#[test]
fn wrong_types_are_refused_with_their_places() {
    let bundle = text(&fixture("bundle.json"));
    let line = |of: &str| {
        bundle
            .lines()
            .position(|line| line.contains(of))
            .map_or(0, |at| at + 1)
    };
    for (old, new, says) in [
        (
            "\"confidence\": 85",
            "\"confidence\": \"high\"",
            "expected u64",
        ),
        (
            "\"revoked\": true",
            "\"revoked\": \"yes\"",
            "expected a boolean",
        ),
        (
            "\"aliases\": [\"Quiet Heron\", \"Grey Bird\"]",
            "\"aliases\": \"Grey Bird\"",
            "expected a sequence",
        ),
    ] {
        assert!(bundle.contains(old));
        let wrong = bundle.replace(old, new);
        let place = format!("file:{}:", line(old));
        refused(Format::Stix, wrong.as_bytes(), says);
        refused(Format::Stix, wrong.as_bytes(), &place);
    }
    refused(Format::Stix, b"[1]", "expected a STIX object");
    refused(
        Format::Stix,
        b"{\"type\": \"bundle\"}",
        "there are no \"objects\"",
    );
    refused(
        Format::Stix,
        b"{\"type\": \"report\", \"objects\": []}",
        "not a \"bundle\"",
    );
    refused(Format::Stix, b"{\"objects\": []}", "there are no objects");
    refused(Format::Stix, b"\xff\xfe{", "not UTF-8");
    refused(
        Format::MispGalaxy,
        b"{\"values\": 1}",
        "expected a sequence",
    );
    refused(Format::MispGalaxy, b"{}", "missing field `values`");
}

#[test]
fn identifiers_that_would_break_out_of_a_name_are_refused() {
    let bundle = text(&fixture("bundle.json"));
    let old = "malware--00000000-0000-4000-8000-000000000040";
    for new in [
        "malware--1> <x",
        "malware--00000000-0000-4000-8000-00000000004g",
        "x",
    ] {
        refused(
            Format::Stix,
            bundle.replace(old, new).as_bytes(),
            "identifier of STIX",
        );
    }
    let galaxy = text(&fixture("galaxy.json"));
    let wrong = galaxy.replace("00000000-0000-4000-8000-0000000000a1", "a> <b");
    refused(Format::MispGalaxy, wrong.as_bytes(), "is no UUID");
}

#[test]
fn deep_nesting_and_rings_of_references_are_no_trouble() {
    let deep = format!(
        "{{\"objects\": {}1{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    refused(Format::Stix, deep.as_bytes(), "expected a STIX object");
    let deep = format!(
        "{{\"objects\": [{{\"id\": {}1{}}}]}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    refused(Format::Stix, deep.as_bytes(), "expected a string");
    let ignored = format!("{{\"x\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    refused(Format::Stix, ignored.as_bytes(), "there are no \"objects\"");
    let ring = |from: u8, to: u8| {
        format!(
            r#"{{"type": "relationship", "id": "relationship--00000000-0000-4000-8000-00000000000{from}",
            "created": "2024-01-01T00:00:00Z", "relationship_type": "related-to",
            "source_ref": "relationship--00000000-0000-4000-8000-00000000000{to}",
            "target_ref": "relationship--00000000-0000-4000-8000-00000000000{from}"}}"#
        )
    };
    let bundle = format!("[{}, {}]", ring(1, 2), ring(2, 1));
    let made = imported(Format::Stix, bundle.as_bytes()).expect("it is in order");
    assert_eq!(made.counts.claims, 2);
}

#[test]
fn nothing_is_written_unless_everything_is_in_order() {
    let folder = workspace();
    let path = folder.path();
    fs::write(path.join("good.json"), fixture("bundle.json")).expect("it can be written");
    fs::write(path.join("bad.json"), &fixture("bundle.json")[..900]).expect("it can be written");
    let output = sayso(path, &["import", "stix", "good.json", "bad.json"]);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(
        text(&output.stderr).contains("bad.json:"),
        "{}",
        text(&output.stderr)
    );
    assert!(
        text(&output.stderr).contains("nothing was written"),
        "{}",
        text(&output.stderr)
    );
    assert!(datasets(path).is_empty());
    // A file that is too long is refused by its length, before it is read.
    let long = fs::File::create(path.join("long.json")).expect("it can be made");
    long.set_len(MOST_BYTES + 1).expect("it is sparse");
    let output = sayso(path, &["import", "stix", "long.json"]);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(
        text(&output.stderr).contains("no more than 512 MB"),
        "{}",
        text(&output.stderr)
    );
    for (arguments, says) in [
        (
            &["import", "stix", "missing.json"][..],
            "cannot read missing.json",
        ),
        (
            &["import", "stix", "good.json", "--into", "../out"],
            "no name of a dataset",
        ),
        (
            &["import", "stix", "good.json", "./good.json"],
            "would become one file",
        ),
        (
            &["import", "stix", "good.json", "--data", "x.ttl"],
            "not into loose files",
        ),
    ] {
        let output = sayso(path, arguments);
        assert!(!output.status.success());
        assert!(
            text(&output.stderr).contains(says),
            "{says}: {}",
            text(&output.stderr)
        );
    }
    assert!(datasets(path).is_empty());
    let output = sayso(path, &["import", "stix", "good.json", "--dry-run"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(datasets(path).is_empty());
}
