//! The pages of help: every example on them is run, and what is made of them works in other tools.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::program::{self, root, text};

/// Examples that cannot be run here, each with the reason. What is not here is run.
const NOT_RUN: &[(&str, &str)] = &[
    (
        "man -l -",
        "`man` formats for a terminal; that pages can be formatted is tested below",
    ),
    (
        "sayso note",
        "it asks on a terminal; tests/recording/notes.rs talks to it through one",
    ),
    (
        "--copy",
        "it needs the reader's own copy of a document; tests/recording/commands.rs makes one",
    ),
];

/// A line of a page, and how it must end: with 0, unless the remark beside it begins "exit N".
struct Example {
    line: String,
    code: i32,
}

fn sayso(arguments: &[&str]) -> Output {
    program::sayso(root(), arguments)
}

/// The lines of a section of a page, up to the next empty one.
fn section<'p>(page: &'p str, title: &str) -> Vec<&'p str> {
    let lines = page.lines().skip_while(|line| *line != title).skip(1);
    lines.take_while(|line| !line.trim().is_empty()).collect()
}

/// Every command with its page of help, found by following the pages.
fn pages() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    let mut open: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(command) = open.pop() {
        let words: Vec<&str> = command.iter().map(String::as_str).collect();
        let help = sayso(&[&words[..], &["--help"]].concat());
        assert!(help.status.success(), "{command:?}");
        let page = text(&help.stdout);
        let short = sayso(&[&words[..], &["-h"]].concat());
        let examples = section(&page, "Examples:");
        assert_eq!(
            examples,
            section(&text(&short.stdout), "Examples:"),
            "{command:?}"
        );
        for line in section(&page, "Commands:") {
            // Deeper lines go on with the line before.
            let name = line
                .strip_prefix("  ")
                .filter(|line| !line.starts_with(' '));
            let name = name.and_then(|line| line.split_whitespace().next());
            if let Some(name) = name.filter(|name| *name != "help") {
                open.push([&command[..], &[name.to_owned()]].concat());
            }
        }
        pages.push((command.join(" "), page));
    }
    pages
}

fn examples(page: &str) -> Vec<Example> {
    let lines = section(page, "Examples:").into_iter().map(|line| {
        let (line, remark) = line.trim().split_once("   ").unwrap_or((line.trim(), ""));
        let code = remark.trim().strip_prefix("exit ");
        let code = code.and_then(|rest| rest.split([' ', ':']).next()?.parse().ok());
        Example {
            line: line.trim().to_owned(),
            code: code.unwrap_or(0),
        }
    });
    lines.collect()
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("the folder can be made");
        for entry in fs::read_dir(from).expect("the folder can be listed") {
            let entry = entry.expect("the folder can be listed");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).expect("the file can be copied");
    }
}

/// A workspace like that of the repository, with what the examples take for granted.
fn scratch() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for name in ["sayso.toml", "datasets", "queries"] {
        copy(&root().join(name), &folder.path().join(name));
    }
    for name in [
        "captures",
        ".local/share/bash-completion/completions",
        ".zfunc",
        ".config/fish/completions",
    ] {
        fs::create_dir_all(folder.path().join(name)).expect("the folder can be made");
    }
    for (name, content) in [
        ("article.txt", "An article."),
        ("judged.txt", "# nothing is judged yet\n"),
    ] {
        fs::write(folder.path().join(name), content).expect("it can be written");
    }
    fs::copy(
        root().join("queries/asked.rq"),
        folder.path().join("my-query.rq"),
    )
    .expect("the query can be copied");
    for name in [
        "bundle.json",
        "event.json",
        "galaxy.json",
        "reviews.json",
        "statements.csv",
        "table.csv",
        "heron.trig",
    ] {
        let file = root().join("tests/fixtures/import").join(name);
        fs::copy(file, folder.path().join(name)).expect("the file can be copied");
    }
    folder
}

fn has(tool: &str) -> bool {
    let found = Command::new("sh")
        .args(["-c", &format!("command -v {tool}")])
        .stdout(Stdio::null())
        .status();
    found.is_ok_and(|status| status.success())
}

/// The commands of a line of shell that are not ours.
fn tools(line: &str) -> Vec<&str> {
    let commands = line
        .split(['|', '&'])
        .filter_map(|command| command.split_whitespace().next());
    commands
        .filter(|command| {
            let is_plain = command.chars().all(|c| c.is_ascii_alphanumeric());
            is_plain && !["sayso", "cd"].contains(command)
        })
        .collect()
}

#[cfg(unix)]
#[test]
fn every_example_on_every_page_of_help_runs() {
    let program = Path::new(env!("CARGO_BIN_EXE_sayso"));
    let folder = program.parent().expect("it stands in a folder");
    let mut path = folder.as_os_str().to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    // Of a pipe, bash tells whether its beginning failed; other shells may not.
    let shell: &[&str] = if has("bash") {
        &["bash", "-o", "pipefail", "-c"]
    } else {
        &["sh", "-c"]
    };
    let mut run = 0;
    for (command, page) in pages() {
        let examples = examples(&page);
        assert!(
            !examples.is_empty(),
            "the help of `sayso {command}` has no examples"
        );
        assert!(
            examples
                .iter()
                .any(|example| example.line.contains(&format!("sayso {command}"))),
            "the help of `sayso {command}` has no example of it"
        );
        // Later examples of a page may build on what earlier ones made.
        let scratch = scratch();
        for Example { line, code } in examples {
            if let Some((_, reason)) = NOT_RUN.iter().find(|(part, _)| line.contains(part)) {
                eprintln!("NOT RUN: {line}: {reason}");
                continue;
            }
            if let Some(tool) = tools(&line).into_iter().find(|tool| !has(tool)) {
                eprintln!("SKIPPED, for there is no {tool}: {line}");
                continue;
            }
            let output = Command::new(shell[0])
                .args(&shell[1..])
                .arg(&line)
                .current_dir(scratch.path())
                .env("PATH", &path)
                .env("HOME", scratch.path())
                .env("MANPATH", scratch.path().join(".local/share/man"))
                .stdin(Stdio::null())
                .output()
                .expect("a shell starts");
            assert_eq!(
                output.status.code(),
                Some(code),
                "{line}\n{}\n{}",
                text(&output.stdout),
                text(&output.stderr)
            );
            run += 1;
        }
    }
    assert!(run > 20, "only {run} examples were run");
}

#[test]
fn completions_are_scripts_that_their_shells_read() {
    let folder = TempDir::new().expect("a folder");
    for (shell, check) in [
        ("bash", "bash -n"),
        ("zsh", "zsh -n"),
        ("fish", "fish --no-execute"),
    ] {
        let output = sayso(&["completions", shell]);
        assert!(output.status.success());
        let script = text(&output.stdout);
        for (command, _) in pages() {
            let Some(name) = command.split(' ').next_back().filter(|it| !it.is_empty()) else {
                continue;
            };
            let form = match shell {
                "bash" => format!(",{name})\n"),
                "zsh" => format!("({name})\n"),
                _ => format!("-a \"{name}\" "),
            };
            assert!(script.contains(&form), "{shell} does not know {name}");
        }
        if !has(shell) {
            eprintln!("SKIPPED, for there is no {shell}: whether it reads its completions");
            continue;
        }
        let path = folder.path().join(shell);
        fs::write(&path, &script).expect("the script can be written");
        let mut words = check.split(' ');
        let read = Command::new(words.next().expect("a shell"))
            .args(words)
            .arg(&path)
            .output()
            .expect("the shell starts");
        assert!(read.status.success(), "{shell}: {}", text(&read.stderr));
    }
}

#[test]
fn every_command_has_a_manual_page_that_can_be_formatted() {
    let folder = TempDir::new().expect("a folder");
    let name = folder.path().to_string_lossy();
    let output = sayso(&["manual", &name]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let has_groff = has("groff");
    if !has_groff {
        eprintln!("SKIPPED, for there is no groff: whether manual pages can be formatted");
    }
    for (command, _) in pages() {
        let file = format!("sayso {command}.1")
            .replace(" .1", ".1")
            .replace(' ', "-");
        let path = folder.path().join(&file);
        let page = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
        for heading in ["NAME", "SYNOPSIS", "OPTIONS", "EXAMPLES", "\"EXIT STATUS\""] {
            assert!(
                page.contains(&format!(".SH {heading}\n")),
                "{file} has no {heading}"
            );
        }
        if has_groff {
            let formatted = Command::new("groff")
                .args(["-man", "-ww", "-Tutf8"])
                .arg(&path)
                .output()
                .expect("groff starts");
            assert_eq!(text(&formatted.stderr), "", "{file}");
            assert!(
                formatted.status.success() && !formatted.stdout.is_empty(),
                "{file}"
            );
        }
    }
    let page = fs::read_to_string(folder.path().join("sayso-check.1")).expect("it is there");
    let version = env!("CARGO_PKG_VERSION");
    insta::assert_snapshot!("sayso-check.1", page.replace(version, "VERSION"));
}
