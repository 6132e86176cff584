//! What strangers hand over, and what is typed by mistake: it ends at once, stays in the folder,
//! and shows as what it is.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::program::{command, run};

const PREFIXES: &str =
    "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix schema: <https://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
";

/// A record of one claim that two papers speak of.
fn record(stance: &str) -> String {
    format!(
        "{PREFIXES}:c rdfs:label \"The lock was open\" .
:one dcterms:publisher :a ; schema:url <https://a.example/> . :two dcterms:publisher :b ; schema:url <https://b.example/> .
:s1 sayso:by :a ; sayso:{stance} :c ; sayso:in :one ; sayso:firstHand true .
:s2 sayso:by :b ; sayso:{stance} :c ; sayso:in :two ; sayso:firstHand true .
"
    )
}

/// A workspace in a folder of its own, with one file, and room beside it.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let desk = Self(folder);
        fs::create_dir_all(desk.at("desk/datasets")).unwrap();
        fs::write(desk.at("desk/sayso.toml"), "").unwrap();
        fs::write(desk.at("desk/datasets/story.ttl"), record("asserts ")).unwrap();
        desk
    }

    fn at(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        run(&self.at("desk"), arguments)
    }

    /// All that is in the folder, but for what is compiled.
    fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        let mut open = vec![self.0.path().to_owned()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                if entry.file_name() == ".sayso" {
                    continue;
                }
                if entry.file_type().unwrap().is_dir() {
                    open.push(entry.path());
                } else {
                    files.push(entry.path().display().to_string());
                }
            }
        }
        files.sort();
        files
    }
}

/// The arguments that write something somewhere.
fn writing(place: &str) -> Vec<Vec<String>> {
    let with = |words: &[&str]| {
        let words = words.iter().map(|word| (*word).to_owned());
        words.chain([place.to_owned()]).collect()
    };
    vec![
        with(&["export", "--output"]),
        with(&["match", "--least", "0", "--output"]),
        with(&[
            "say",
            "a",
            "denies",
            "c",
            "--in",
            "one",
            "--at",
            "2025-01-01",
            "--into",
        ]),
        with(&["retract", ":s1", "--in", "one", "--into"]),
        with(&["add", "agent", "Zoe", "--into"]),
        with(&["add", "agent", "Zoe", "--data"]),
    ]
}

#[test]
fn nothing_is_written_out_of_the_workspace() {
    let desk = Desk::new();
    let whole = desk.at("out.ttl").display().to_string();
    let bare = desk.at("out").display().to_string();
    let before = desk.files();
    for place in [
        "../out.ttl",
        "datasets/../../out.ttl",
        "../../out",
        "../out",
        &whole,
        &bare,
    ] {
        for arguments in writing(place) {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let (code, printed, told) = desk.run(&arguments);
            let is_loose = arguments.contains(&"--data") && !place.contains(".ttl");
            assert!(
                code == 2 || is_loose && code == 4,
                "{arguments:?} {code}\n{printed}{told}"
            );
            assert!(told.contains("hint") || code == 4, "{arguments:?}\n{told}");
            assert_eq!(desk.files(), before, "{arguments:?}");
            // To say that it is meant does not help a path that only leads somewhere.
            if place.starts_with('.') && code == 2 {
                assert_eq!(desk.run(&[&arguments[..], &["--force"]].concat()).0, 2);
                assert_eq!(desk.files(), before, "{arguments:?}");
            }
        }
    }
    for arguments in [
        vec!["export", "--force", "--output", &whole],
        vec![
            "add",
            "agent",
            "Zoe",
            "--force",
            "--into",
            &whole.replace("out", "new"),
        ],
        vec!["add", "agent", "Ann", "--force", "--data", &whole],
        vec!["export", "--output", "datasets/../inside.ttl"],
        vec!["add", "agent", "Max", "--into", "new"],
    ] {
        let (code, _, told) = desk.run(&arguments);
        assert_eq!(code, 0, "{arguments:?}\n{told}");
    }
    assert_eq!(desk.files().len(), before.len() + 4);
}

#[test]
fn without_a_workspace_the_current_folder_is_the_limit() {
    let folder = TempDir::new().unwrap();
    let here = folder.path().join("here");
    fs::create_dir(&here).unwrap();
    fs::write(folder.path().join("x.ttl"), record("asserts")).unwrap();
    let export = |output: &str| run(&here, &["export", "--data", "../x.ttl", "--output", output]).0;
    assert_eq!(export("out.ttl"), 0);
    assert_eq!(export("../out.ttl"), 2);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_not_written_through() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    fs::create_dir_all(desk.at("elsewhere")).unwrap();
    fs::write(desk.at("elsewhere/kept.ttl"), PREFIXES).unwrap();
    symlink("../elsewhere/kept.ttl", desk.at("desk/link.ttl")).unwrap();
    symlink(
        "../../elsewhere/kept.ttl",
        desk.at("desk/datasets/link.ttl"),
    )
    .unwrap();
    symlink("../../elsewhere", desk.at("desk/datasets/claim-review")).unwrap();
    symlink("../elsewhere", desk.at("desk/.sayso")).unwrap();
    let reviews = crate::program::root().join("tests/fixtures/import/reviews.json");
    for arguments in [
        vec!["export", "--output", "link.ttl"],
        vec!["add", "agent", "Zoe", "--into", "link"],
        vec!["add", "agent", "Zoe", "--into", "datasets/link.ttl"],
        vec!["import", "claim-review", reviews.to_str().unwrap()],
    ] {
        let (code, _, told) = desk.run(&arguments);
        assert_eq!(code, 2, "{arguments:?}\n{told}");
    }
    assert_eq!(desk.run(&["ask", "all"]).0, 0);
    let there: Vec<_> = fs::read_dir(desk.at("elsewhere")).unwrap().collect();
    assert_eq!(there.len(), 1);
    assert_eq!(
        fs::read_to_string(desk.at("elsewhere/kept.ttl")).unwrap(),
        PREFIXES
    );
}

/// Runs a command that must end by itself, and soon.
#[track_caller]
fn soon(folder: &Path, arguments: &[&str]) -> i32 {
    let mut child = command(folder, arguments)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code().unwrap_or(-1);
        }
        if begun.elapsed() > Duration::from_secs(60) {
            child.kill().unwrap();
            panic!("{arguments:?} goes on and on");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[cfg(unix)]
#[test]
fn nobody_waits_for_a_pipe() {
    let made = |path: &Path| {
        let _ = fs::remove_file(path);
        assert!(
            std::process::Command::new("mkfifo")
                .arg(path)
                .status()
                .unwrap()
                .success()
        );
    };
    let desk = Desk::new();
    let here = desk.at("desk");
    fs::create_dir(here.join(".sayso")).unwrap();
    made(&here.join(".sayso/lock"));
    assert_eq!(soon(&here, &["ask", "all"]), 0);
    fs::remove_file(here.join(".sayso/lock")).unwrap();
    assert_eq!(soon(&here, &["ask", "all"]), 0);
    let kept: Vec<_> = fs::read_dir(here.join(".sayso"))
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    assert_eq!(kept.len(), 3);
    for path in &kept {
        made(path);
        assert_eq!(soon(&here, &["ask", "all"]), 0, "{}", path.display());
        let _ = fs::remove_file(path);
    }
    made(&here.join("pipe"));
    for (code, arguments) in [
        (4, vec!["ask", "all", "--data", "pipe"]),
        (4, vec!["check", "pipe"]),
        (4, vec!["query", "-f", "pipe"]),
        (4, vec!["match", "--apply", "pipe"]),
        (4, vec!["import", "stix", "pipe"]),
        (4, vec!["export", "--redact", ":a", "--redact-key", "pipe"]),
        (
            4,
            vec![
                "say", "a", "denies", "c", "--in", "one", "--anchor", "x", "--copy", "pipe",
            ],
        ),
    ] {
        let found = soon(&here, &arguments);
        assert!(
            found == code || arguments[0] == "say" && found != 0,
            "{arguments:?} {found}"
        );
    }
    made(&here.join("datasets/pipe.ttl"));
    assert_eq!(soon(&here, &["ask", "all"]), 4);
    fs::remove_file(here.join("datasets/pipe.ttl")).unwrap();
    made(&here.join("sayso.toml"));
    assert_eq!(soon(&here, &["ask", "all"]), 4);
}

#[test]
fn an_archive_is_believed_only_for_the_files_that_it_was_made_from() {
    let desk = Desk::new();
    let file = desk.at("desk/datasets/story.ttl");
    let archive = || {
        let folder = fs::read_dir(desk.at("desk/.sayso")).unwrap();
        let mut files = folder.map(|entry| entry.unwrap().path());
        files
            .find(|path| path.extension().is_some_and(|found| found == "archive"))
            .unwrap()
    };
    let answer = || desk.run(&["ask", "all"]).1;
    let old = answer();
    assert!(old.starts_with("corroborated"), "{old}");
    let kept = fs::read(archive()).unwrap();
    fs::write(&file, record("denies  ")).unwrap();
    let new = answer();
    assert!(new.starts_with("contradicted"), "{new}");
    for is_in_place in [true, false] {
        // Over another one, or in place of it.
        let path = archive();
        if !is_in_place {
            fs::remove_file(&path).unwrap();
        }
        fs::write(&path, &kept).unwrap();
        assert_eq!(answer(), new);
    }
}

/// Times of content can be put back; that something was changed still shows.
#[cfg(unix)]
#[test]
fn a_change_shows_though_size_and_time_are_those_of_before() {
    let desk = Desk::new();
    let path = desk.at("desk/datasets/story.ttl");
    let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000);
    let set = |text: &str| {
        fs::write(&path, text).unwrap();
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(long_ago).unwrap();
    };
    set(&record("asserts "));
    std::thread::sleep(Duration::from_millis(3_200));
    assert!(desk.run(&["ask", "all"]).1.starts_with("corroborated"));
    set(&record("denies  "));
    assert!(desk.run(&["ask", "all"]).1.starts_with("contradicted"));
}

#[test]
fn a_syntax_error_has_no_consequences() {
    let desk = Desk::new();
    // A name that does not exist, a document without publisher, and half a file.
    fs::write(
        desk.at("desk/datasets/open.ttl"),
        format!("{PREFIXES}:s3 sayso:asserst :c ; sayso:quotedIn :nowhere .\n:s4 sayso:by \"open"),
    )
    .unwrap();
    let (code, printed, _) = desk.run(&["check"]);
    assert_eq!(code, 1);
    assert!(!printed.contains("story.ttl"), "{printed}");
    for line in printed.lines().filter(|line| line.starts_with("error")) {
        assert!(line.starts_with("error[syntax]"), "{printed}");
    }
    assert!(
        printed.contains("further checks were not made"),
        "{printed}"
    );
    let (_, json, _) = desk.run(&["check", "--format", "json"]);
    assert!(json.contains("\"incomplete\": true"), "{json}");
    let (code, _, told) = desk.run(&["ask", "all"]);
    assert_eq!(code, 3);
    assert!(!told.contains("story.ttl"), "{told}");
}

#[test]
fn hidden_signs_show_in_lines_and_in_what_was_typed() {
    let desk = Desk::new();
    let hidden = "\u{9b}31m\u{200b}\u{2028}\u{feff}\u{e0041}\u{202e}";
    let shown = "\\u{9b}31m\\u{200b}\\u{2028}\\u{feff}\\u{e0041}\\u{202e}";
    fs::write(
        desk.at("desk/datasets/odd.ttl"),
        format!("{PREFIXES}:a sayso:reliability \"{hidden}\" .\r\n"),
    )
    .unwrap();
    let (_, printed, _) = desk.run(&["check"]);
    assert_eq!(printed.matches(shown).count(), 2, "{printed}");
    // The place is below what it was.
    let lines: Vec<&str> = printed.lines().collect();
    let line = lines
        .iter()
        .position(|line| line.starts_with("4 |"))
        .unwrap();
    let marked = lines[line + 1].find('^').unwrap();
    assert_eq!(&lines[line][marked..=marked], "\"", "{printed}");
    assert_eq!(
        lines[line + 1].matches('^').count(),
        shown.len() + 2,
        "{printed}"
    );
    let (_, _, whole) = desk.run(&["export", "--form", hidden]);
    assert!(whole.contains(shown), "{whole}");
    let equal = format!("--status={hidden}");
    for arguments in [
        vec!["ask", "--status", hidden],
        vec!["ask", equal.as_str()],
        vec![hidden],
        vec!["export", "--form", hidden],
        vec!["query", "--timeout", hidden],
        vec!["why", hidden],
        vec!["ask", "all", hidden],
        vec!["ask", "all", "a\u{1b}[31m\nerror: all is lost"],
    ] {
        let (code, printed, told) = desk.run(&arguments);
        assert_ne!(code, 0, "{arguments:?}");
        for text in [printed, told] {
            let bad = text
                .chars()
                .find(|it| *it != '\n' && sayso::escape::is_hidden(*it));
            assert_eq!(bad, None, "{arguments:?}\n{text}");
            assert!(!text.contains("\nerror: all is lost"), "{text}");
        }
    }
}

/// Where nobody can be told, the answer stands and the exit code is what it was.
#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_error_is_no_fault() {
    let desk = Desk::new();
    for (code, arguments) in [
        (2, vec!["query", "nothing"]),
        (0, vec!["export", "--redact", ":a"]),
        (2, vec!["ask", "--status", "x"]),
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = command(&desk.at("desk"), &arguments);
        let output = command.stderr(full).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    }
}

#[test]
fn texts_that_double_stop_the_query() {
    let desk = Desk::new();
    let chain = |first: &str, step: &str, times: usize| {
        let mut query = format!("SELECT (STRLEN(?x{times}) AS ?n) {{ BIND({first} AS ?x0) ");
        for number in 0..times {
            let next = step.replace("?x", &format!("?x{number}"));
            query.push_str(&format!("BIND({next} AS ?x{}) ", number + 1));
        }
        query + "}"
    };
    for step in [
        "CONCAT(?x, ?x)",
        "CONCAT(?x, \"-\", ?x)",
        "REPLACE(?x, \"(.)\", \"$1$1\")",
        "IF(true, CONCAT(?x, STR(?x)), 1)",
        "COALESCE(ENCODE_FOR_URI(CONCAT(?x, \"%\", ?x)), ?x)",
    ] {
        let query = chain("\"aaaaaaaaaaaaaaaa\"", step, 60);
        let code = soon(
            &desk.at("desk"),
            &["query", "-e", &query, "--timeout", "40"],
        );
        assert_eq!(code, 5, "{step}");
        let asked = query
            .replacen("SELECT (STRLEN(?x60) AS ?n)", "ASK", 1)
            .replace('}', "FILTER(STRLEN(?x60) > 1) }");
        assert_eq!(
            soon(&desk.at("desk"), &["query", "-e", &asked]),
            5,
            "{step}"
        );
        assert_eq!(
            soon(&desk.at("desk"), &["query", "-e", &query, "--explain"]),
            5,
            "{step}"
        );
    }
    // What stays short is answered as ever.
    let (code, printed, told) = desk.run(&[
        "query",
        "-e",
        &chain("\"ab\"", "CONCAT(?x, ?x)", 10),
        "--format",
        "csv",
    ]);
    assert_eq!((code, printed.as_str()), (0, "n\r\n2048\r\n"), "{told}");
    let query = "SELECT (GROUP_CONCAT(CONCAT(?a, \"-\", REPLACE(?a, \"b\", \"c\")); separator=\",\") AS ?all) { VALUES ?a { \"ab\"@en \"b\" } }";
    let (_, printed, _) = desk.run(&["query", "-e", query, "--format", "csv"]);
    assert!(printed.contains("ab-ac,b-c"), "{printed}");
}

#[test]
fn rings_of_blank_nodes_are_answered_or_refused() {
    let folder = TempDir::new().unwrap();
    for (number, code) in [(60, 0), (3_000, 3)] {
        let ring: String = (0..number)
            .map(|one| format!("_:b{one} :next _:b{} .\n", (one + 1) % number))
            .collect();
        fs::write(folder.path().join("x.ttl"), record("asserts") + &ring).unwrap();
        for format in ["turtle", "ntriples", "trig", "jsonld"] {
            let arguments = ["export", "--data", "x.ttl", "--format", format];
            assert_eq!(soon(folder.path(), &arguments), code, "{number} {format}");
        }
        assert_eq!(soon(folder.path(), &["ask", "all", "--data", "x.ttl"]), 0);
    }
}
