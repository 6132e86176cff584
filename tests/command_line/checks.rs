//! What `sayso check` holds against the data: copies of documents, and who published what somebody said.

use std::fs;

use tempfile::TempDir;

use super::PREFIXES;
use crate::program::{sayso, stdout};

#[test]
fn anchors_are_held_against_copies() {
    let folder = TempDir::new().unwrap();
    let copies = folder.path().join("copies");
    fs::create_dir(&copies).unwrap();
    let text = "The mayor said that the bridge is closed.";
    let dataset = format!(
        "{PREFIXES}@prefix oa: <http://www.w3.org/ns/oa#> . @prefix dcterms: <http://purl.org/dc/terms/> .
:d dcterms:publisher :p ; sayso:sha256 \"{}\" .
[] sayso:by :mayor ; sayso:asserts :closed ; sayso:quotedIn :d ;
   sayso:anchor [ a oa:TextPositionSelector ; oa:start 20 ; oa:end 40 ; sayso:sha256 \"{}\" ] .",
        hash(text),
        hash("the bridge is closed"),
    );
    fs::write(folder.path().join("x.ttl"), dataset).unwrap();
    let check = || sayso(folder.path(), &["check", "x.ttl", "--documents", "copies"]);
    assert!(stdout(&check()).contains("no-copy"));
    fs::write(copies.join("a.txt"), text).unwrap();
    assert_eq!(check().status.code(), Some(0), "{}", stdout(&check()));
    fs::write(
        copies.join("a.txt"),
        "The mayor said that the bridge is closed!",
    )
    .unwrap();
    let changed = stdout(&check());
    assert!(
        changed.contains("changed-copy") && !changed.contains("anchor-mismatch"),
        "{changed}"
    );
    fs::write(copies.join("a.txt"), "Nobody said that the bridge is open.").unwrap();
    assert!(stdout(&check()).contains("no-copy"));
}

fn hash(text: &str) -> String {
    use sha2::Digest;
    sayso::read::hex(&sha2::Sha256::digest(text.as_bytes()))
}

#[test]
fn what_nobody_attests_is_told_by_what_its_document_lacks() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("x.ttl");
    let told = |body: &str| {
        let head = "@prefix dcterms: <http://purl.org/dc/terms/> . @prefix schema: <https://schema.org/> .\n";
        let claim = ":d dcterms:publisher :courier . :s sayso:asserts :c ; sayso:by ";
        fs::write(&file, format!("{PREFIXES}{head}{claim}{body}")).expect("it can be written");
        let output = sayso(folder.path(), &["check", "x.ttl"]);
        assert_eq!(output.status.code(), Some(1));
        stdout(&output)
    };
    assert!(told(":mayor .").contains("say where it can be read"));
    assert!(told(":mayor ; sayso:in :d .").contains(":d was published by :courier"));
    assert!(
        told(":courier ; sayso:in :d .").contains(":d has neither a schema:url nor a sayso:sha256")
    );
    let cited = told(":courier ; sayso:in :e . :e dcterms:publisher :mayor . :d schema:url <u> .");
    assert!(cited.contains(":e was published by :mayor"), "{cited}");
}
