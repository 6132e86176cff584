//! Captures: kept under their hash, recorded, and from then on checked and quoted.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::{desk, ends, sayso, told, words};
use crate::program;

const TEXT: &str =
    "Bridge closed.\nThe office said: \u{201c}The bridge was closed at noon.\u{201d}\n";

fn hash(text: &[u8]) -> String {
    let digest = Sha256::digest(text);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A workspace with a document of the radio that has no hash yet, and a text for it.
fn with_document() -> (TempDir, PathBuf) {
    let (folder, file) = desk();
    let line = "add document 'Bulletin' --publisher radio --url https://radio.example/bulletin";
    ends(&sayso(folder.path(), &words(line)), 0, "added to");
    fs::write(folder.path().join("text.txt"), TEXT).unwrap();
    (folder, file)
}

fn captures(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder.join("captures")) else {
        return Vec::new();
    };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn from_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = program::command(folder, arguments);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_capture_is_kept_recorded_checked_and_quoted() {
    let (folder, file) = with_document();
    let here = folder.path();
    let name = format!("{}.txt", hash(TEXT.as_bytes()));
    let before = fs::read_to_string(&file).unwrap();
    ends(
        &sayso(here, &words("capture Bulletin text.txt --dry-run")),
        0,
        "would be kept",
    );
    assert!(captures(here).is_empty());
    assert_eq!(fs::read_to_string(&file).unwrap(), before);

    ends(&sayso(here, &words("capture Bulletin text.txt")), 0, &name);
    assert_eq!(captures(here), [name.as_str()]);
    assert_eq!(
        fs::read_to_string(here.join("captures").join(&name)).unwrap(),
        TEXT
    );
    let after = fs::read_to_string(&file).unwrap();
    let line = format!(":bulletin sayso:sha256 \"{}\" .", hash(TEXT.as_bytes()));
    assert!(after.contains(&line), "{after}");
    // A second time nothing is added.
    let again = from_input(here, &["capture", "Bulletin", "-"], TEXT.as_bytes());
    ends(&again, 0, "recorded already");
    assert_eq!(fs::read_to_string(&file).unwrap(), after);

    let say = "say radio says noon-closed --in Bulletin --anchor 'bridge was closed at noon'";
    ends(
        &sayso(
            here,
            &words("add claim 'The bridge was closed at noon' --new --name noon-closed"),
        ),
        0,
        "added",
    );
    ends(&sayso(here, &words(say)), 0, "oa:start 37");
    ends(&sayso(here, &["check"]), 0, "nothing to report");
    for format in ["text", "markdown"] {
        let why = sayso(here, &["why", "noon-closed", "--format", format]);
        ends(&why, 0, "bridge was closed at noon");
        assert!(
            told(&why).contains("radio.example/bulletin"),
            "{}",
            told(&why)
        );
    }
    let why = sayso(here, &["why", "noon-closed", "--format", "json"]);
    let why: serde_json::Value = serde_json::from_slice(&why.stdout).unwrap();
    let words = &why["chains"][0]["steps"][0]["words"][0];
    assert_eq!(words["words"], "bridge was closed at noon");
    assert_eq!(words["address"], "https://radio.example/bulletin");

    // A capture that somebody changed is told of, and nothing is quoted from it.
    fs::write(
        here.join("captures").join(&name),
        TEXT.replace("noon", "dawn"),
    )
    .unwrap();
    ends(&sayso(here, &["check"]), 1, "changed-capture");
    let why = sayso(here, &["why", "noon-closed"]);
    assert!(!told(&why).contains("closed at dawn"), "{}", told(&why));
    // Capturing it again mends it.
    ends(
        &sayso(here, &["capture", "Bulletin", "text.txt"]),
        0,
        "recorded already",
    );
    ends(&sayso(here, &["check"]), 0, "nothing to report");
    // Without it, nobody complains: it may be on another desk.
    fs::remove_dir_all(here.join("captures")).unwrap();
    ends(&sayso(here, &["check"]), 0, "nothing to report");
}

#[test]
fn another_text_of_a_document_is_refused() {
    let (folder, file) = with_document();
    let here = folder.path();
    ends(
        &sayso(here, &words("capture Bulletin text.txt")),
        0,
        "kept in",
    );
    let before = (fs::read(&file).unwrap(), captures(here));
    fs::write(here.join("other.txt"), "Another text").unwrap();
    ends(
        &sayso(here, &words("capture Bulletin other.txt")),
        2,
        "a document of its own",
    );
    fs::write(here.join("empty.txt"), " \n").unwrap();
    ends(
        &sayso(here, &words("capture Bulletin empty.txt")),
        2,
        "there is nothing in",
    );
    ends(
        &sayso(here, &words("capture Bulletin missing.txt")),
        4,
        "cannot read",
    );
    ends(
        &sayso(here, &words("capture Nobody text.txt")),
        2,
        "there is no document",
    );
    assert_eq!((fs::read(&file).unwrap(), captures(here)), before);
    let loose = ["capture", "Bulletin", "text.txt", "--data"];
    let loose = [&loose[..], &[file.to_str().unwrap()]].concat();
    ends(&sayso(here, &loose), 2, "captures are kept in a workspace");
}

/// Two documents with one text, and a file that is no text.
#[test]
fn one_text_of_two_documents_is_told_and_what_is_no_text_is_kept() {
    let (folder, _) = with_document();
    let here = folder.path();
    ends(
        &sayso(
            here,
            &words("add document 'Reprint' --publisher radio --issued 2025-01-01 --new"),
        ),
        0,
        "added",
    );
    ends(
        &sayso(here, &words("capture Bulletin text.txt")),
        0,
        "kept in",
    );
    ends(
        &sayso(here, &words("capture Reprint text.txt")),
        0,
        "the text of another document",
    );
    assert_eq!(captures(here).len(), 1);
    ends(
        &sayso(
            here,
            &words("add document 'A scan' --publisher radio --new"),
        ),
        0,
        "added",
    );
    fs::write(here.join("scan.pdf"), b"%PDF\xff\xfe").unwrap();
    ends(
        &sayso(here, &words("capture 'A scan' scan.pdf")),
        0,
        "no words of it can be anchored",
    );
    let json = sayso(here, &words("capture 'A scan' scan.pdf --format json"));
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["known"], true);
    assert_eq!(json["sha256"], hash(b"%PDF\xff\xfe"));
}

const PAGE: &str = "<!DOCTYPE html><html><head><title>t</title><script>alert(1)</script></head><body>
<nav><a href='/'>Home</a></nav><article><h1>Bridge closed</h1><p>The office said, after a week of waiting, that <b>the
bridge was closed</b> at noon, and that nobody was hurt, which the radio had from two drivers.</p>
<p>A second paragraph, with more words, so that it is seen to be an article and no list of links.</p></article></body></html>";

#[test]
fn of_a_page_the_text_is_recorded_and_the_page_is_kept_beside_it() {
    let (folder, file) = with_document();
    let here = folder.path();
    fs::write(here.join("page.html"), PAGE).unwrap();
    ends(
        &sayso(here, &words("capture Bulletin page.html")),
        0,
        "the page beside it",
    );
    let names = captures(here);
    assert_eq!(names.len(), 2, "{names:?}");
    let (page, text) = (&names[0], &names[1]);
    assert!(
        page.ends_with(&format!("{}.html", hash(PAGE.as_bytes()))),
        "{page}"
    );
    let text = fs::read_to_string(here.join("captures").join(text)).unwrap();
    assert!(text.contains("the bridge was closed at noon"), "{text}");
    assert!(!text.contains("alert") && !text.contains("Home"), "{text}");
    assert!(
        fs::read_to_string(file)
            .unwrap()
            .contains(&hash(text.as_bytes()))
    );
    let deep = format!("<html>{}", "<div>".repeat(100_000));
    let deep = from_input(here, &["capture", "Bulletin", "-"], deep.as_bytes());
    ends(&deep, 2, "too many elements");
}

/// As it came, a page can be kept as well.
#[test]
fn a_page_without_an_article_is_refused_or_kept_as_it_is() {
    let (folder, _) = with_document();
    let bare = "<!DOCTYPE html><html><body></body></html>";
    let page = from_input(
        folder.path(),
        &["capture", "Bulletin", "-"],
        bare.as_bytes(),
    );
    ends(&page, 2, "save the text of the article");
    assert!(captures(folder.path()).is_empty());
    let page = ["capture", "Bulletin", "-", "--text"];
    ends(
        &from_input(folder.path(), &page, bare.as_bytes()),
        0,
        "kept in",
    );
}

/// The words stand in the data themselves (`oa:exact`), with or without a capture.
#[test]
fn words_that_stand_in_the_data_are_quoted() {
    let (folder, file) = with_document();
    let text = fs::read_to_string(&file).unwrap();
    let text = text
        + "[] sayso:by :radio ; sayso:asserts :shut ; sayso:in :bulletin ;
    sayso:anchor [ a <http://www.w3.org/ns/oa#TextQuoteSelector> ; <http://www.w3.org/ns/oa#exact> \"shut \u{1b}[31mat noon\" ] .
:shut <http://www.w3.org/2000/01/rdf-schema#label> \"The gate was shut\" .\n";
    fs::write(&file, text).unwrap();
    let why = sayso(folder.path(), &["why", ":shut"]);
    ends(&why, 0, "at noon\u{201d} (https://radio.example/bulletin)");
    assert!(!told(&why).contains('\u{1b}'), "{}", told(&why));
}

/// What a dataset gives for a hash leads nowhere outside the folder.
#[test]
fn a_hash_that_is_a_path_leads_nowhere() {
    use sayso::check::Captures;
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("secret.txt"), "secret").unwrap();
    let captures = Captures::new(folder.path().join("captures"));
    fs::create_dir(captures.folder()).unwrap();
    for hash in ["../secret", "", "..", &"/".repeat(64)] {
        assert!(captures.find(hash).is_none(), "{hash}");
    }
}
