//! When things are recorded: commands note it where the workspace wants that.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use super::{ends, told, words};
use crate::program;

/// The first second of a day in May 2025.
const DAY: u64 = 24 * 60 * 60;
const FIRST_OF_MAY: u64 = 1_746_057_600;

fn on(day: u64, folder: &Path, line: &str) -> Output {
    let clock = (FIRST_OF_MAY + (day - 1) * DAY).to_string();
    let mut command = program::command(folder, &words(line));
    command
        .env("SOURCE_DATE_EPOCH", clock)
        .env("COLUMNS", "100");
    command.output().unwrap()
}

#[track_caller]
fn done(day: u64, folder: &Path, line: &str) -> String {
    let output = on(day, folder, line);
    assert_eq!(output.status.code(), Some(0), "{line}\n{}", told(&output));
    told(&output)
}

/// A record that commands alone made, over some days.
fn record() -> TempDir {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    done(1, here, "init --empty");
    done(
        1,
        here,
        "add agent 'The Dispatch' --reliability B --language en --into well",
    );
    done(1, here, "add agent 'Radio Riverside' --reliability B");
    done(1, here, "add claim 'The well was closed' --name closed");
    let document = "--issued 2025-04-30 --url https://dispatch.example/well";
    done(
        1,
        here,
        &format!("add document 'On the well' --publisher Dispatch {document}"),
    );
    let document = "--issued 2025-04-30 --url https://radio.example/well";
    done(
        1,
        here,
        &format!("add document 'An item' --publisher Radio {document}"),
    );
    done(
        2,
        here,
        "say Dispatch says closed --in 'On the well' --first-hand",
    );
    done(3, here, "say Radio says closed --in 'An item' --first-hand");
    folder
}

#[test]
fn a_record_made_by_commands_alone_can_be_asked_what_was_known_when() {
    let folder = record();
    let here = folder.path();
    let file = fs::read_to_string(here.join("datasets/well.ttl")).unwrap();
    for day in ["2025-05-01", "2025-05-02", "2025-05-03"] {
        let stamp = format!("sayso:recordedAt \"{day}T00:00:00Z\"^^xsd:dateTime");
        assert!(file.contains(&stamp), "{day}\n{file}");
    }
    let claim = file
        .lines()
        .find(|line| line.contains("The well was closed"));
    assert!(
        !claim.unwrap().contains("recordedAt"),
        "claims have no such time"
    );
    for (time, status) in [
        ("2025-05-01T12:00:00", "unsupported"),
        ("2025-05-02T12:00:00", "single-source"),
        ("2025-05-03T12:00:00", "corroborated"),
    ] {
        let answer = done(9, here, &format!("why closed --known-at {time}"));
        assert!(answer.starts_with(status), "{time}\n{answer}");
    }
    let since = done(
        9,
        here,
        "query learnt-since --parameter since=2025-05-03 --format csv",
    );
    assert_eq!(since.lines().count(), 2, "{since}");
    let changes = done(
        9,
        here,
        "diff --recorded --from 2025-05-02T12:00:00 --to 2025-05-03T12:00:00",
    );
    assert!(changes.contains("corroborated"), "{changes}");
    assert!(!changes.contains("no date"), "{changes}");
}

#[test]
fn a_time_that_is_given_wins_over_the_clock() {
    let folder = record();
    let here = folder.path();
    done(4, here, "add agent 'The Mill' --recorded-at 2024-12-24");
    let line = "add tie Mill Radio --kind client-of --recorded-at 2024-12-25";
    done(4, here, line);
    done(
        4,
        here,
        "retract Radio closed --in 'An item' --at 2025-05-04 --recorded-at 2025-05-05",
    );
    let file = fs::read_to_string(here.join("datasets/well.ttl")).unwrap();
    assert!(!file.contains("2025-05-04T"), "{file}");
    for time in ["2024-12-24", "2024-12-25", "2025-05-05"] {
        assert!(
            file.contains(&format!("sayso:recordedAt \"{time}\"^^xsd:date")),
            "{file}"
        );
    }
}

#[test]
fn a_clock_that_is_none_is_refused_and_nothing_is_written() {
    let folder = record();
    let file = folder.path().join("datasets/well.ttl");
    let before = fs::read(&file).unwrap();
    for clock in ["", "yesterday", "-1", "99999999999999"] {
        let mut command = program::command(folder.path(), &["add", "agent", "The Mill"]);
        let output = command.env("SOURCE_DATE_EPOCH", clock).output().unwrap();
        ends(&output, 2, "SOURCE_DATE_EPOCH");
    }
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn without_the_setting_no_time_is_noted() {
    let folder = record();
    let settings = folder.path().join("sayso.toml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replace("record-times = true", "")).unwrap();
    let told = done(4, folder.path(), "add agent 'The Mill'");
    assert!(!told.contains("recordedAt"), "{told}");
}

/// An import bears the time when it was made; made again, it is the same bytes.
#[test]
fn an_import_is_learnt_of_when_it_is_made_first() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    done(1, here, "init --empty");
    let bundle = program::root().join("tests/fixtures/import/bundle.json");
    fs::copy(bundle, here.join("bundle.json")).unwrap();
    done(2, here, "import stix bundle.json");
    let file = here.join("datasets/stix/bundle.ttl");
    let first = fs::read_to_string(&file).unwrap();
    assert!(first.contains("2025-05-02T00:00:00Z"), "{first}");
    assert!(first.contains("# Newest time in it: "), "{first}");
    done(5, here, "import stix bundle.json");
    assert_eq!(fs::read_to_string(&file).unwrap(), first);
    done(5, here, "import stix bundle.json --recorded-at 2020");
    let given = fs::read_to_string(&file).unwrap();
    assert!(given.contains("recordedAt \"2020\""), "{given}");
    assert!(!given.contains("2025-05"), "{given}");
}
