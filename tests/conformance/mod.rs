//! The W3C's own tests, run on what is ours: how files are read, how blank nodes are labelled, and
//! what queries are answered from.
//!
//! They are not part of this repository. `SAYSO_TEST_DATA` names a folder that has them in `w3c/`:
//! <https://github.com/w3c/rdf-tests> as `rdf-tests` and <https://github.com/w3c/rdf-canon> as
//! `rdf-canon`. Where they are missing, that is said loudly, and nothing is tested.
//!
//! What comes out otherwise than the W3C has it stands in `differences.tsv`, with the reason. A
//! difference that is not there fails the test, and so does one that is no more.

mod canonical;
mod formats;
mod manifest;
mod sparql;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use crate::program::root;

/// A folder of the W3C's tests, if they are at hand.
pub(crate) fn w3c(folder: &str) -> Option<PathBuf> {
    let data = std::env::var_os("SAYSO_TEST_DATA")
        .map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let path = data.join("w3c").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    // Past the test harness, which keeps what passing tests print to itself.
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED: no W3C tests at {}; set SAYSO_TEST_DATA to run them",
        path.display()
    );
    None
}

/// The differences of a suite that are known, by test: a table of suite, test and reason.
fn known(suite: &str) -> BTreeSet<&'static str> {
    let lines = include_str!("differences.tsv").lines();
    let rows = lines.filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.filter_map(|line| {
        let mut cells = line.split('\t');
        let (of, test, reason) = (cells.next()?, cells.next()?, cells.next());
        assert!(reason.is_some_and(|it| !it.is_empty()), "no reason: {line}");
        (of == suite).then_some(test)
    })
    .collect()
}

/// Fails unless what failed is what is known to, and at least so many tests were run.
#[track_caller]
fn judge(suite: &str, run: usize, at_least: usize, failures: &BTreeMap<String, String>) {
    assert!(run >= at_least, "{suite}: only {run} tests found");
    let known = known(suite);
    let mut wrong = String::new();
    for (test, failure) in failures {
        if !known.contains(test.as_str()) {
            let _ = writeln!(wrong, "{suite}\t{test}\t{failure}");
        }
    }
    for test in known {
        if !failures.contains_key(test) {
            let _ = writeln!(wrong, "{suite}\t{test}\tno longer differs");
        }
    }
    assert!(wrong.is_empty(), "of {run} tests:\n{wrong}");
}
