//! Adding to a record: what was there stays as it was, and what is added says what was asked for.

mod captures;
mod commands;
mod layouts;
#[cfg(unix)]
mod notes;
mod refusals;
mod times;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;

use crate::program;

fn sayso(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = program::command(folder, arguments);
    let output = command.env("COLUMNS", "100").output();
    output.expect("the program starts")
}

fn told(output: &Output) -> String {
    program::stdout(output) + &program::stderr(output)
}

#[track_caller]
fn ends(output: &Output, code: i32, says: &str) {
    let told = told(output);
    assert_eq!(output.status.code(), Some(code), "{told}");
    assert!(told.contains(says), "{says:?} is not in:\n{told}");
}

/// A workspace with the invented example, and its one dataset. It notes no times: what is
/// written is the same on every day.
fn desk() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    assert!(sayso(folder.path(), &["init"]).status.success());
    let settings = folder.path().join("sayso.toml");
    let text = fs::read_to_string(&settings).unwrap();
    let timeless = text.replace("record-times = true", "");
    assert_ne!(timeless, text);
    fs::write(settings, timeless).unwrap();
    let file = folder.path().join("datasets/example/bridge.ttl");
    (folder, file)
}

/// The words of a command line: at spaces, but for what stands in single quotes.
fn words(line: &str) -> Vec<&str> {
    let pieces = line.split('\'').enumerate();
    pieces
        .flat_map(|(at, piece)| {
            if at % 2 == 1 {
                vec![piece]
            } else {
                piece.split_whitespace().collect()
            }
        })
        .collect()
}
