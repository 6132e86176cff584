//! The program as people run it: what it prints, and how it ends.

mod checks;
mod endings;
mod output;
mod patience;
mod querying;
mod workspaces;

use std::process::Output;

use crate::program::{stderr, stdout};

const PREFIXES: &str = "@prefix : <https://example.org/w#> .
@prefix sayso: <https://w3id.org/sayso/ns#> .
";

#[track_caller]
fn ends(output: &Output, code: i32, says: &str) {
    assert_eq!(
        output.status.code(),
        Some(code),
        "{}\n{}",
        stdout(output),
        stderr(output)
    );
    assert!(
        stderr(output).contains(says),
        "{says:?} is not in:\n{}",
        stderr(output)
    );
    assert!(!stderr(output).contains("panicked"), "{}", stderr(output));
}
