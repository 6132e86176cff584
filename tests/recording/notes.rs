//! Notes: `sayso note`, talked to through a terminal.

use std::fs;
use std::path::Path;
use std::process::Command;

use rexpect::session::{PtySession, spawn_command};

use super::{desk, ends, sayso};

/// `sayso note` at a terminal.
fn note(folder: &Path) -> PtySession {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command
        .arg("note")
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("TERM", "xterm");
    spawn_command(command, Some(20_000)).unwrap()
}

/// Talks to `sayso note` as a person at a terminal does.
#[test]
fn a_note_is_taken_at_a_terminal() {
    let (folder, file) = desk();
    let before = fs::read_to_string(&file).unwrap();
    for is_written in [false, true] {
        let mut talk = note(folder.path());
        let mut answer = |question: &str, reply: &str| {
            talk.exp_string(question)
                .unwrap_or_else(|error| panic!("{question}: {error}"));
            talk.send(reply).unwrap();
            talk.flush().unwrap();
        };
        answer("Who said it?", "the harbour office\r");
        answer("Make a new source", "y\r");
        answer("How reliable", "Z\r");
        answer("a grade is a letter", "");
        answer("How reliable", "B\r");
        answer("How do they stand", "\r");
        answer("Which claim?", "builder knew of cracks\r");
        answer("Where can it be read?", "radio\r");
        answer("When did they say it?", "2025-03-03\r");
        answer("On what basis?", "\r");
        answer("Your own confidence", ".6\r");
        answer("Words of the document", "\r");
        answer("Write it?", if is_written { "y\r" } else { "n\r" });
        let rest = talk.exp_eof().unwrap();
        let after = fs::read_to_string(&file).unwrap();
        if is_written {
            assert!(
                rest.contains("added to datasets/example/bridge.ttl"),
                "{rest}"
            );
            assert!(after.contains(":harbour-office rdfs:label \"the harbour office\"@en ; sayso:reliability sayso:B ."), "{after}");
            assert!(
                after.contains("sayso:by :harbour-office ; sayso:asserts :cracks-known ;"),
                "{after}"
            );
            assert!(after.contains("sayso:confidence 0.6"), "{after}");
        } else {
            assert_eq!(after, before);
        }
    }
    assert_eq!(sayso(folder.path(), &["check"]).status.code(), Some(0));
}

/// A new document and its publisher are made on the way, and words of it are found in a copy.
#[test]
fn a_note_makes_a_document_and_finds_words_in_its_copy() {
    let (folder, file) = desk();
    fs::write(
        folder.path().join("extra.txt"),
        "The builder knew.\nThe builder knew of the \u{201c}cracks\u{201d}.",
    )
    .unwrap();
    let mut talk = note(folder.path());
    let mut answer = |question: &str, reply: &str| {
        talk.exp_string(question)
            .unwrap_or_else(|error| panic!("{question}: {error}"));
        talk.send(reply).unwrap();
        talk.flush().unwrap();
    };
    answer("Who said it?", "the evening paper\r");
    // Enter after `y` ends this answer, and does not pass over the next question.
    answer("Make a new source", "y\r");
    answer("How reliable", "C\r");
    answer("How do they stand", "\r");
    answer("Which claim?", "builder knew of cracks\r");
    answer("Where can it be read?", "Extra edition on the cracks\r");
    answer("Make a new document", "\r");
    answer("Who published it?", "evening paper\r");
    answer("When did it come out?", "31 April\r");
    answer("not a time", "");
    answer("When did it come out?", "2025-03-04\r");
    answer("Where is it?", "extra.example\r");
    answer("an address begins with its scheme", "");
    answer("Where is it?", "https://evening.example/extra\r");
    answer("Your capture of it", "nowhere.txt\r");
    answer("Your capture of it", "extra.txt\r");
    answer("their own document", "");
    answer("empty: when it was issued, 2025-03-04", "\r");
    answer("On what basis?", "\r");
    answer("Your own confidence", "\r");
    answer("Words of the document", "builder knew\r");
    answer("Your copy of the document", "extra.txt\r");
    // Down to the second of the places.
    answer("They stand there more than once", "\u{1b}[B\r");
    answer("Write it?", "\r");
    let rest = talk.exp_eof().unwrap();
    assert!(rest.contains("added to"), "{rest}");
    let after = fs::read_to_string(&file).unwrap();
    for part in [
        "rdfs:label \"Extra edition on the cracks\"@en ;",
        "dcterms:publisher :evening-paper ; dcterms:issued \"2025-03-04\"^^xsd:date ;",
        "schema:url <https://evening.example/extra> ;",
        "sayso:by :evening-paper ; sayso:asserts :cracks-known ;",
        "sayso:saidAt \"2025-03-04\"^^xsd:date",
        "oa:start 22 ; oa:end 34",
    ] {
        assert!(after.contains(part), "{part} is not in:\n{after}");
    }
    let checked = sayso(folder.path(), &["check", "--documents", "."]);
    ends(&checked, 0, "nothing to report");
}

/// `sayso init` asks who keeps the record, at a terminal; Enter passes it over.
#[test]
fn a_new_workspace_asks_who_keeps_it() {
    for (reply, line) in [
        ("The Gazette\r", "\nkeeper = \"The Gazette\"\n"),
        ("\r", "\n# keeper = "),
    ] {
        let folder = tempfile::TempDir::new().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command
            .args(["init", "--empty"])
            .current_dir(folder.path())
            .env("NO_COLOR", "1")
            .env("TERM", "xterm");
        let mut talk = spawn_command(command, Some(20_000)).unwrap();
        talk.exp_string("Who keeps this record").unwrap();
        talk.send(reply).unwrap();
        talk.flush().unwrap();
        talk.exp_eof().unwrap();
        let text = fs::read_to_string(folder.path().join("sayso.toml")).unwrap();
        assert!(text.contains(line), "{text}");
    }
}
