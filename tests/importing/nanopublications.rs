//! Nanopublications: what is made of them, which are refused, and the suite of their makers.

use std::fs;
use std::path::{Path, PathBuf};

use sayso::import::Format;

use super::{fixture, foreign, imported, text};

#[test]
fn nanopublications_become_claims_by_their_makers() {
    let made = imported(Format::Nanopublication, &fixture("heron.trig")).expect("it is in order");
    assert!(made.findings.is_empty(), "{:?}", made.findings);
    assert_eq!(made.counts.retractions, 1);
    insta::assert_snapshot!("import-nanopublications", made.text);
    insta::assert_debug_snapshot!("import-nanopublications-report", (made.counts, made.report));
}

#[test]
fn what_is_no_nanopublication_is_refused_with_the_reason() {
    let whole = text(&fixture("heron.trig"));
    for (old, new, says) in [
        ("np:hasProvenance sub:provenance ;", "", "0 graphs"),
        ("ex:heron ex:nestsOn ex:town-hall .", "", "is empty"),
        (
            "sub:assertion prov:wasAttributedTo ex:watcher ;",
            "ex:other prov:wasAttributedTo ex:watcher ;",
            "says nothing of its assertion",
        ),
        (
            "np:hasPublicationInfo sub:pubinfo",
            "np:hasPublicationInfo sub:assertion",
            "names of their own",
        ),
        (
            "sub:head {",
            "ex:a { ex:b ex:c ex:d } sub:head {",
            "belongs to no nanopublication",
        ),
        (
            "sub:head {",
            "ex:b ex:c ex:d . sub:head {",
            "in no named graph",
        ),
        (
            "ex:town-hall .",
            "\"two\"^^xsd:integer .",
            "not what its type says",
        ),
        (
            "np.example/heron/>",
            "np.example/egret/>",
            "does not begin with",
        ),
        ("sub:pubinfo {", "sub:pubinfo ", "file:28:"),
    ] {
        assert!(whole.contains(old), "{old}");
        let wrong = whole.replacen(old, new, 1);
        let error = imported(Format::Nanopublication, wrong.as_bytes()).expect_err("it is wrong");
        assert!(
            error.to_string().contains(says),
            "{says:?} is not in {error}"
        );
    }
    let error = imported(Format::Nanopublication, b"")
        .expect_err("it is wrong")
        .to_string();
    assert!(error.contains("no np:Nanopublication"), "{error}");
}

/// What only a check of signatures would refuse.
const UNVERIFIED: [&str; 2] = ["simple1-invalid-dsa.trig", "simple1-invalid-rsa.trig"];

#[test]
fn the_suite_of_nanopublications_is_taken_and_refused_as_it_should_be() {
    let Some(one) = foreign("nanopub/testsuite/valid/plain/simple1.trig") else {
        return;
    };
    let suite = one.ancestors().nth(3).expect("it is that deep");
    for (folder, is_valid) in [("valid", true), ("invalid", false)] {
        let files = trig_files(&suite.join(folder));
        assert!(files.len() > 10);
        for path in files {
            let bytes = fs::read(&path).expect("it can be read");
            let made = imported(Format::Nanopublication, &bytes);
            let is_unverified = UNVERIFIED.iter().any(|name| path.ends_with(name));
            let place = path.display();
            match made {
                Ok(made) => {
                    assert!(is_valid || is_unverified, "{place} was taken");
                    assert!(made.findings.is_empty(), "{place}: {:?}", made.findings);
                    assert!(made.counts.claims > 0, "{place}");
                }
                Err(error) => assert!(!is_valid && !is_unverified, "{place}: {error}"),
            }
        }
    }
}

fn trig_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("it can be listed") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "trig") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
