//! What is refused, with a word on what to do, and nothing is written.

use std::fs;

use super::{desk, ends, sayso, words};

#[test]
#[expect(clippy::too_many_lines, reason = "one refusal after another")]
fn what_makes_no_sense_is_refused_and_nothing_is_written() {
    let (folder, file) = desk();
    let before = fs::read(&file).unwrap();
    for (line, says) in [
        (
            "say mayor confirmed 'bridge closed' --quoted-in gazette-article",
            "already at datasets/example/bridge.ttl:",
        ),
        (
            "say mayor denys cracks --in radio-item",
            "did you mean `denies`?",
        ),
        ("say mayor retracts cracks --in radio-item", "sayso retract"),
        (
            "say 'the baker' denies cracks --in radio-item",
            "sayso add agent \"the baker\"",
        ),
        (
            "say mayor denies 'it rained' --in radio-item",
            "sayso add claim \"it rained\"",
        ),
        (
            "say mayor denies cracks --in diary",
            "sayso add document diary",
        ),
        (
            "say mayor denies cracks --in radio-item --at soon",
            "not a time",
        ),
        (
            "say mayor denies cracks --in radio-item --confidence 2",
            "from 0 to 1",
        ),
        (
            "say mayor denies cracks --in radio-item --credibility 7",
            "7",
        ),
        (
            "say mayor denies cracks --in radio-item --name gazette",
            "something already",
        ),
        (
            "say mayor denies cracks --in radio-item --anchor x",
            "--copy FILE",
        ),
        (
            "say mayor denies cracks --in radio-item --deflects-to radio",
            "deflects only",
        ),
        (
            "say mayor denies cracks --in radio-item --at 2025-02-30",
            "there is no such day",
        ),
        (
            "say mayor denies cracks --in radio-item --at '3 March 2025'",
            "did you mean 2025-03-03?",
        ),
        ("say mayor denies cracks", "--in DOCUMENT for"),
        (
            "say mayor denies cracks --in radio-item --into exampel",
            "did you mean example?",
        ),
        (
            "say mayor reports cracks --relays nothing --in radio-item",
            "there is no statement",
        ),
        (
            "add claim 'The builders knew about the cracks'",
            "reads alike",
        ),
        ("add claim ' '", "needs a label"),
        ("add claim Rain --language 'no tag'", "no language tag"),
        ("add agent Gazette", "reads alike"),
        ("add agent Source --anonymous", "--vouched-by"),
        (
            "add document Other --publisher Gazette --url http://www.gazette.example/bridge/",
            ":gazette-article",
        ),
        ("add tie Gazette Gazette --kind same-as", "two agents"),
        ("add tie Gazette Radio --kind cousin", "owned-by"),
        (
            "retract mayor cracks --in gazette-article",
            "nothing is recorded",
        ),
        ("note", "sayso say"),
    ] {
        ends(&sayso(folder.path(), &words(line)), 2, says);
    }
    for trial in [
        "say radio denies cracks --in radio-item --dry-run",
        "say mayor reports cracks --relays 'gazette cracks' --in radio-item --dry-run",
    ] {
        ends(
            &sayso(folder.path(), &words(trial)),
            0,
            "Nothing was written",
        );
    }
    ends(
        &sayso(folder.path(), &words("add agent X --data none.ttl")),
        4,
        "--into none.ttl",
    );
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn what_would_go_astray_is_refused_and_nothing_is_written() {
    let (folder, file) = desk();
    let tie = "add tie Gazette Radio --kind shared-desk --valid-from 2024";
    assert!(sayso(folder.path(), &words(tie)).status.success());
    let before = fs::read(&file).unwrap();
    for (line, says) in [
        (tie, "recorded already"),
        // A slip of the pen is neither a claim nor a topic.
        (
            "add agent council --authority-over brigde",
            "there is no claim",
        ),
        // Nobody would read it there.
        (
            "say mayor denies cracks --quoted-in radio-item --into elsewhere.ttl",
            "--into elsewhere",
        ),
    ] {
        ends(&sayso(folder.path(), &words(line)), 2, says);
        assert_eq!(fs::read(&file).unwrap(), before, "{line}");
        assert!(!folder.path().join("elsewhere.ttl").exists());
    }
    let later = "add tie Gazette Radio --kind shared-desk --valid-from 2025";
    assert!(sayso(folder.path(), &words(later)).status.success());
}

#[test]
fn a_record_with_errors_is_mended_first() {
    let (folder, file) = desk();
    let broken = fs::read_to_string(&file).unwrap()
        + "\n[] sayso:by :mayor ; sayso:asert :bridge-closed .\n";
    fs::write(&file, &broken).unwrap();
    let output = sayso(
        folder.path(),
        &[
            "say",
            "mayor",
            "denies",
            "cracks",
            "--quoted-in",
            "radio-item",
        ],
    );
    ends(&output, 3, "sayso:asserts?");
    assert_eq!(fs::read_to_string(&file).unwrap(), broken);
}

#[test]
fn a_file_that_may_not_be_written_is_not() {
    let (folder, file) = desk();
    let before = fs::read(&file).unwrap();
    let mut permissions = fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).unwrap();
    let output = sayso(
        folder.path(),
        &[
            "say",
            "mayor",
            "denies",
            "cracks",
            "--quoted-in",
            "radio-item",
        ],
    );
    ends(&output, 4, "read-only; nothing was written");
    assert_eq!(fs::read(&file).unwrap(), before);
}
