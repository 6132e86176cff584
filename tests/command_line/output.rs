//! What it prints: the same bytes for the same question, no wider than the terminal, and nothing raw of what data says.

use std::fs;
#[cfg(unix)]
use std::process::Command;

use tempfile::TempDir;

use super::PREFIXES;
use crate::program::{root, sayso, stderr, stdout};

/// On a terminal a table is as wide as that at most, however long the names; elsewhere names stay
/// whole, so that they can be copied.
#[cfg(unix)]
#[test]
fn tables_fit_the_terminal() {
    let query = "query statements --data datasets/tour/tour.ttl";
    let widest = |text: &str| text.lines().map(|line| line.chars().count()).max();
    for width in [80, 40] {
        for colour in ["never", "always"] {
            let binary = env!("CARGO_BIN_EXE_sayso");
            let mut command = Command::new("sh");
            command.current_dir(root()).args([
                "-c",
                &format!("stty cols {width} rows 50; {binary} {query} --color {colour}"),
            ]);
            let session = rexpect::session::spawn_command(command, Some(60_000));
            let shown = session.expect("a terminal").exp_eof().expect("it ends");
            // Every byte of it comes as a character.
            let bytes = shown.chars().filter(|byte| *byte != '\r');
            let shown = String::from_utf8(bytes.map(|byte| byte as u8).collect());
            let shown = shown.expect("it is UTF-8");
            assert!(shown.lines().count() > 10, "{shown}");
            assert!(widest(&shown) <= Some(width), "{shown}");
        }
    }
    let arguments: Vec<&str> = query.split(' ').collect();
    let piped = sayso(root(), &arguments);
    assert!(
        widest(&stdout(&piped)) > Some(80),
        "the example is a wide one"
    );
}

#[test]
fn short_and_long_form_give_the_same_bytes() {
    for arguments in [
        vec!["ask", "all", "--format", "json"],
        vec!["why", "access", "--format", "json"],
        vec!["why", "investigation", "--format", "markdown"],
    ] {
        let answer = |file: &str| {
            let mut arguments = arguments.clone();
            arguments.extend(["--data", file]);
            let output = sayso(root(), &arguments);
            assert!(output.status.success(), "{}", stderr(&output));
            output.stdout
        };
        let short = answer("tests/fixtures/vsse/short.ttl");
        assert_eq!(
            String::from_utf8_lossy(&short),
            String::from_utf8_lossy(&answer("tests/fixtures/vsse/long.ttl"))
        );
    }
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    for arguments in [
        ["ask", "all", "--format", "json"],
        ["why", "mail server", "--format", "dot"],
    ] {
        assert_eq!(
            sayso(root(), &arguments).stdout,
            sayso(root(), &arguments).stdout
        );
    }
}

#[test]
fn hostile_text_reaches_no_terminal_raw() {
    let folder = TempDir::new().unwrap();
    let evil = "\\u001B[31mred\\u202Eright\\u0007 %s <script> \\\" | `x`";
    fs::write(
        folder.path().join("x.ttl"),
        format!(
            "{PREFIXES}@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:c rdfs:label \"{evil}\" . :a rdfs:label \"{evil}\" .
:d <http://purl.org/dc/terms/publisher> :a ; <https://schema.org/url> <https://example.org/> ; rdfs:label \"{evil}\" .
[] sayso:by :a ; sayso:asserts :c ; sayso:in :d ."
        ),
    )
    .unwrap();
    for arguments in [
        vec!["ask", "all"],
        vec!["ask", "corroborated"],
        vec!["why", ":c"],
        vec!["why", ":c", "--format", "markdown"],
        vec!["why", ":c", "--format", "dot"],
        vec!["query", "said-by"],
        vec!["stats"],
        vec!["check"],
    ] {
        let mut with_data = arguments.clone();
        with_data.extend(["--data", "x.ttl"]);
        let output = sayso(folder.path(), &with_data);
        let said = stdout(&output) + &stderr(&output);
        for raw in ['\u{1b}', '\u{202e}', '\u{7}'] {
            assert!(!said.contains(raw), "{arguments:?} lets {raw:?} through");
        }
        if arguments.contains(&"markdown") {
            assert!(!said.contains("<script>"), "{said}");
        }
    }
}
