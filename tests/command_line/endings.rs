//! How it ends: the exit code and the word for wrong usage, bad data, and what the system refuses.

use std::fs;
#[cfg(target_os = "linux")]
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::{PREFIXES, ends};
use crate::program::{root, sayso, stderr};

#[test]
fn what_is_wrong_with_the_command_line_is_usage() {
    let folder = TempDir::new().unwrap();
    ends(&sayso(folder.path(), &["ask", "all"]), 2, "sayso init");
    ends(
        &sayso(root(), &["ask", "corroboratd"]),
        0,
        "understood as: sayso ask corroborated",
    );
    ends(
        &sayso(root(), &["why", "no such thing at all"]),
        2,
        "there is no claim",
    );
    ends(&sayso(root(), &["why", "Barracuda"]), 2, "say which");
    ends(
        &sayso(root(), &["ask", "how", "tall", "is", "Le Soir"]),
        2,
        "perhaps one of these was meant",
    );
    ends(
        &sayso(root(), &["query", "chain"]),
        2,
        "did you mean `chains`?",
    );
    ends(
        &sayso(root(), &["query", "chains", "-p", "clam=x"]),
        2,
        "it has claim",
    );
    ends(&sayso(root(), &["query", "-e", "SELECT * {"]), 2, "error");
    ends(
        &sayso(root(), &["ask", "all", "--said-by", "soon"]),
        2,
        "not a time",
    );
    ends(&sayso(root(), &["chekc"]), 2, "check");
    ends(
        &sayso(
            root(),
            &[
                "query",
                "-e",
                &format!(
                    "ASK {{ FILTER({}1{}) }}",
                    "(".repeat(20_000),
                    ")".repeat(20_000)
                ),
            ],
        ),
        2,
        "nested",
    );
}

#[test]
fn what_is_wrong_with_the_data_is_bad_data() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("x.ttl");
    let path = file.to_str().unwrap();
    let ask = |bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        sayso(folder.path(), &["ask", "all", "--data", path])
    };
    ends(
        &ask(b"@prefix : <https://example.org/> . :a :b"),
        3,
        "x.ttl:1",
    );
    ends(&ask(b":a :b :c ."), 3, "@prefix");
    ends(&ask(b"\xff\xfe"), 3, "UTF-8");
    ends(&ask(b""), 3, "no claims");
    ends(&ask("<a> <b> \"unterminated .\n".as_bytes()), 3, "x.ttl:1");
    ends(
        &ask(format!("{PREFIXES}[] sayso:by :a .").as_bytes()),
        3,
        "no stance and no claim",
    );
    let huge = format!("{PREFIXES}:a :b \"{}\" .", "x".repeat(100_000_000));
    ends(&ask(huge.as_bytes()), 3, "longer than 16 MiB");
    // A byte order mark is no error.
    let marked = ask(format!("\u{feff}{PREFIXES}[] sayso:by :a ; sayso:asserts :c .").as_bytes());
    assert!(marked.status.success(), "{}", stderr(&marked));
    // All problems in one go.
    let many = ask(format!(
        "{PREFIXES}[] sayso:by :a ; sayso:asert :c .\n[] sayso:by :b ; sayso:denise :c ."
    )
    .as_bytes());
    ends(&many, 3, "sayso:asserts?");
    ends(&many, 3, "sayso:denies?");
    fs::write(folder.path().join("sayso.toml"), "bass = 1").unwrap();
    ends(&sayso(folder.path(), &["ask", "all"]), 3, "sayso.toml");
    fs::write(folder.path().join("sayso.toml"), "").unwrap();
    ends(&sayso(folder.path(), &["ask", "all"]), 3, "no datasets");
}

#[test]
fn what_the_file_system_refuses_is_input_or_output() {
    let folder = TempDir::new().unwrap();
    ends(
        &sayso(folder.path(), &["ask", "all", "--data", "missing.ttl"]),
        4,
        "missing.ttl",
    );
    ends(
        &sayso(folder.path(), &["init", "/proc/nowhere"]),
        4,
        "cannot make a workspace",
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_a_closed_pipe_is_not() {
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["ask", "all"])
        .current_dir(root())
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    ends(&output, 4, "cannot write the output");
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["ask", "all", "--format", "json"])
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), stderr(&output)),
        (Some(0), String::new())
    );
}

#[test]
fn findings_decide_the_exit_code_of_check_and_of_fail_on() {
    assert_eq!(sayso(root(), &["check"]).status.code(), Some(0));
    let bad = sayso(root(), &["check", "tests/fixtures/bad/unknown-term.ttl"]);
    assert_eq!(bad.status.code(), Some(1));
    let json = sayso(
        root(),
        &[
            "check",
            "--format",
            "json",
            "tests/fixtures/bad/unknown-term.ttl",
        ],
    );
    let shape: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert!(shape["errors"].as_u64().unwrap() > 0);
    assert!(shape["findings"][0]["line"].as_u64().unwrap() > 0);
    let fails = sayso(root(), &["ask", "all", "--fail-on", "single-source"]);
    assert_eq!(fails.status.code(), Some(1));
    let passes = sayso(root(), &["ask", "all", "--fail-on", "contradicted"]);
    assert_eq!(passes.status.code(), Some(0));
}
