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

#[test]
fn a_keeper_is_written_into_the_settings_and_read_from_there() {
    use sayso::workspace::Workspace;
    let folder = TempDir::new().unwrap();
    let odd = "The \"Gazette\" \\ \u{7f}";
    for (name, keepers) in [
        ("one", vec!["My Desk"]),
        ("two", vec![odd, "desk:us"]),
        ("none", vec![]),
    ] {
        let options = keepers.iter().flat_map(|keeper| ["--keeper", *keeper]);
        let arguments: Vec<&str> = ["init", name].into_iter().chain(options).collect();
        assert!(sayso(folder.path(), &arguments).status.success());
        let made = Workspace::find(&folder.path().join(name)).unwrap().unwrap();
        assert_eq!(made.config.keeper, keepers);
        assert!(made.config.record_times);
    }
    let again = sayso(folder.path(), &["init", "one", "--keeper", "Another"]);
    assert!(stderr(&again).contains("write the keeper into it yourself"));
    ends(
        &sayso(folder.path(), &["init", "more", "--keeper", " "]),
        2,
        "the name of an agent",
    );
}

#[test]
fn a_keeper_that_makes_no_sense_is_an_error_with_its_place() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("sayso.toml");
    for (text, says) in [
        ("keeper = 3\n", "keeper must be the name of an agent"),
        ("keeper = []\n", "keeper must be the name of an agent"),
        ("keeper = [\"a\", \" \"]\n", "line 1"),
        ("record-times = \"yes\"\n", "line 1"),
        (
            "[profile]\nkeeper = \"a\"\n",
            "stands above the first line in brackets",
        ),
    ] {
        fs::write(&file, text).unwrap();
        ends(&sayso(folder.path(), &["ask", "all"]), 3, says);
    }
}
