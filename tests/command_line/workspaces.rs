//! Workspaces: a new one answers at once, and its settings must make sense.

use std::fs;

use tempfile::TempDir;

use super::ends;
use crate::program::{sayso, stderr, stdout};

#[test]
fn a_new_workspace_answers_at_once_and_is_left_alone_by_a_second_init() {
    let folder = TempDir::new().unwrap();
    assert!(sayso(folder.path(), &["init", "desk"]).status.success());
    let desk = folder.path().join("desk");
    let answer = sayso(&desk, &["ask", "all"]);
    assert!(answer.status.success(), "{}", stderr(&answer));
    assert!(stdout(&answer).contains("officially confirmed (1)"));
    assert!(stdout(&answer).contains("single source (1)"));
    let check = sayso(&desk, &["check"]);
    assert!(check.status.success(), "{}", stdout(&check));
    assert!(sayso(&desk, &["query", "who-said-what"]).status.success());
    fs::write(desk.join("sayso.toml"), "# mine\n").unwrap();
    assert!(stdout(&sayso(&desk, &["init"])).contains("kept"));
    assert_eq!(
        fs::read_to_string(desk.join("sayso.toml")).unwrap(),
        "# mine\n"
    );
    let files: Vec<_> = fs::read_dir(&desk).unwrap().collect();
    assert_eq!(files.len(), 5, "no temporary file stays behind: {files:?}");
}

#[test]
fn a_base_must_take_paths_behind_it() {
    let folder = TempDir::new().expect("a folder");
    for base in ["my desk", "https://example.org/my-desk", "desk/"] {
        fs::write(
            folder.path().join("sayso.toml"),
            format!("base = \"{base}\"\n"),
        )
        .expect("it can be written");
        let output = sayso(folder.path(), &["ask", "all"]);
        ends(&output, 3, "base must be an IRI that ends with a slash");
        assert!(stderr(&output).contains("line 1"), "{}", stderr(&output));
    }
}
