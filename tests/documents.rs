//! The documents show what the program does.
//!
//! Every command in a ```` ```console ```` block of README.md and docs/ is run, in a copy of this workspace,
//! and must print what is shown. `TRYCMD=overwrite cargo test --release documents` writes what it prints now into
//! the documents; read the difference before you keep it. `docs/terminal.svg` is held to the same output; it is
//! drawn anew by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sayso::check::check;
use sayso::data::Data;
use sayso::read::Severity;
use sayso::workspace::Source;

use crate::program::root;

const BINARY: &str = env!("CARGO_BIN_EXE_sayso");

fn text(path: &str) -> String {
    let text = fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    text.replace("\r\n", "\n")
}

/// README.md, ARCHITECTURE.md, CONTRIBUTING.md and everything in docs/, relative to the root.
fn pages() -> Vec<String> {
    let mut pages: Vec<String> = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]
        .map(str::to_owned)
        .to_vec();
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if Path::new(&name).extension().is_some_and(|e| e == "md") {
            pages.push(format!("docs/{name}"));
        }
    }
    pages.sort();
    pages
}

/// The fenced blocks of a page, each with its language.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (open.as_mut(), line.trim_start().strip_prefix("```")) {
            (None, Some(language)) => open = Some((language.trim().to_owned(), String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some((_, body)), None) => {
                body.push_str(line);
                body.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block that nobody closes");
    blocks
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Makes a copy of this workspace, as far as the documents use it.
fn copy_workspace(to: &Path) {
    for part in ["datasets", "queries", "tests/fixtures"] {
        copy(&root().join(part), &to.join(part));
    }
    fs::copy(root().join("sayso.toml"), to.join("sayso.toml")).unwrap();
}

/// Puts an empty line before the end of every console block, or takes it away: `trycmd` wants it, where a
/// reader does not.
fn at_ends_of_console(page: &str, wanted: bool) -> String {
    let mut text = String::new();
    let mut language = None;
    for line in page.lines() {
        match (language, line.strip_prefix("```")) {
            (None, Some(opening)) => language = Some(opening),
            (Some("console"), Some(_)) => {
                while text.ends_with("\n\n") {
                    text.pop();
                }
                if wanted {
                    text.push('\n');
                }
                language = None;
            }
            (Some(_), Some(_)) => language = None,
            (_, None) => {}
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[test]
fn commands_print_what_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let mut copies: Vec<(String, PathBuf)> = Vec::new();
    let cases = trycmd::TestCases::new();
    for page in pages() {
        let body = text(&page);
        let console = blocks(&body);
        let mut console = console
            .iter()
            .filter(|(language, _)| language == "console")
            .peekable();
        if console.peek().is_none() {
            continue;
        }
        for (_, block) in console {
            for command in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
                // Other programs would be passed over in silence.
                assert!(
                    command.starts_with("sayso "),
                    "{page}: only sayso is run: {command}"
                );
            }
        }
        // The commands of a page are run in the folder that is named like it.
        let page_here = folder.path().join(page.replace('/', "-"));
        fs::write(&page_here, at_ends_of_console(&body, true)).unwrap();
        let here = page_here.with_extension("in");
        if page == "docs/recording.md" {
            // It begins where its reader does: with nothing.
            fs::create_dir_all(&here).unwrap();
        } else {
            copy_workspace(&here);
        }
        cases.case(&page_here);
        copies.push((page, page_here));
    }
    assert!(copies.iter().any(|(page, _)| page == "README.md"));
    cases
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        // What is recorded bears the time.
        .env("SOURCE_DATE_EPOCH", "1714816800")
        .register_bin("sayso", trycmd::schema::Bin::Path(BINARY.into()))
        .run();
    if std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite") {
        for (page, page_here) in copies {
            let body = fs::read_to_string(page_here).unwrap();
            fs::write(root().join(page), at_ends_of_console(&body, false)).unwrap();
        }
    }
}

/// What a command prints on standard output, in this repository.
fn output(arguments: &[&str]) -> String {
    let output = Command::new(BINARY)
        .args(arguments)
        .current_dir(root())
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn picture_shows_what_is_printed() {
    let picture = text("docs/terminal.svg");
    let shown: Vec<String> = picture
        .split("<tspan ")
        .skip(1)
        .filter_map(|piece| piece.split_once('>')?.1.split_once("</tspan>"))
        .flat_map(|(words, _)| words.split_whitespace())
        .map(|word| {
            word.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
        })
        .collect();
    let printed = format!(
        "$ sayso ask corroborated\n{}$ sayso why \"mail server\"\n{}",
        output(&["ask", "corroborated"]),
        output(&["why", "mail server"]),
    );
    let printed: Vec<&str> = printed.split_whitespace().collect();
    assert_eq!(shown.join(" "), printed.join(" "));
}

/// The sections of docs/checks.md by code: text up to the next heading.
fn checks() -> BTreeMap<String, String> {
    let page = text("docs/checks.md");
    let mut sections = BTreeMap::new();
    for section in page.split("\n### `").skip(1) {
        let (code, rest) = section.split_once('`').unwrap();
        let rest = rest.split("\n## ").next().unwrap();
        let former = sections.insert(code.to_owned(), rest.to_owned());
        assert!(former.is_none(), "{code} is documented twice");
    }
    sections
}

/// The codes of findings, with their severities, as the sources have them.
fn codes_in_sources() -> BTreeMap<String, String> {
    let mut codes = BTreeMap::new();
    let folders = ["src", "crates/graph/src", "crates/meaning/src"].into_iter();
    for entry in folders.flat_map(|folder| walkdir::WalkDir::new(root().join(folder))) {
        let path = entry.unwrap().into_path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let source = fs::read_to_string(path).unwrap();
        for severity in ["error", "warning", "note"] {
            let call = format!("Diagnostic::{severity}(");
            for piece in source.split(&call).skip(1) {
                // Codes passed on by name are found where the name gets its value, below.
                if let Some(code) = piece.trim_start().strip_prefix('"') {
                    let code = code.split('"').next().unwrap();
                    codes.insert(code.to_owned(), severity.to_owned());
                }
            }
        }
    }
    for code in ["missing-speaker", "missing-claim", "missing-stance"] {
        codes.insert(code.to_owned(), "error".to_owned());
    }
    codes
}

#[test]
fn every_finding_is_documented() {
    let documented = checks();
    let codes = codes_in_sources();
    let known: BTreeSet<&String> = codes.keys().collect();
    assert_eq!(known, documented.keys().collect());
    for (code, severity) in codes {
        let section = &documented[&code];
        assert!(
            section.trim_start().starts_with(&format!("**{severity}**")),
            "{code} is of severity {severity}"
        );
    }
}

/// The findings on a piece of Turtle, after the prefixes that docs/checks.md begins with.
fn findings(turtle: &str) -> Vec<(String, String)> {
    let prefixes = blocks(&text("docs/checks.md"))
        .into_iter()
        .find(|(language, _)| language == "turtle")
        .map(|(_, block)| block)
        .unwrap();
    let source = Source::text(
        "example.ttl",
        "https://example.org/desk",
        format!("{prefixes}{turtle}"),
    );
    let data = Data::inspect(&[source]).unwrap();
    let is_wrong = data.findings.iter().any(|f| f.severity == Severity::Error);
    let findings = if is_wrong {
        data.findings
    } else {
        check(&data, sayso::evidence::View::default(), None)
    };
    let findings = findings.into_iter();
    findings
        .map(|finding| (finding.code.to_owned(), finding.severity.to_string()))
        .collect()
}

#[test]
fn examples_of_findings_are_right() {
    let mut examples = 0;
    for (code, section) in checks() {
        let turtle = blocks(&section);
        let mut turtle = turtle
            .iter()
            .filter(|(language, _)| language == "turtle")
            .map(|(_, block)| block);
        if let Some(wrong) = turtle.next() {
            let found = findings(wrong);
            assert!(
                found.iter().any(|(other, _)| *other == code),
                "the example of {code} gives {found:?}"
            );
            examples += 1;
        }
        if let Some(right) = turtle.next() {
            let found = findings(right);
            assert!(found.is_empty(), "the fix of {code} gives {found:?}");
        }
    }
    assert!(examples > 20);
}

/// Every name of a field in a value, maps by name left aside.
fn fields(value: &serde_json::Value, names: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(object) => {
            for (name, value) in object {
                names.insert(name.clone());
                if !["statuses", "stances"].contains(&name.as_str()) && !value.is_null() {
                    let is_map = name == "flags" && value.is_object();
                    if !is_map {
                        fields(value, names);
                    }
                }
            }
        }
        serde_json::Value::Array(items) => {
            for item in items {
                fields(item, names);
            }
        }
        _ => {}
    }
}

#[test]
fn every_field_of_json_is_documented() {
    let page = text("docs/json.md");
    let mut names = BTreeSet::new();
    for command in [
        &["ask", "all"][..],
        &["ask", "unanswered"],
        &["why", "mail server", "--since", "2025-01-01"],
        &[
            "why",
            "mail server",
            "--data",
            "datasets",
            "--data",
            "tests/fixtures/vsse/b.ttl",
        ],
        &["diff", "--from", "2025-01-01"],
        &["match", "--least", "0"],
        &["copies"],
        &["check", "tests/fixtures/bad/bad-time.ttl"],
        &["stats"],
        &[
            "say",
            "prosecutor",
            "denies",
            "mail server",
            "--quoted-in",
            "vsse:techcrunch-article",
            "--dry-run",
        ],
    ] {
        let printed = output(&[command, &["--format", "json"]].concat());
        let value: serde_json::Value =
            serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{command:?}: {error}"));
        assert_eq!(value["version"], 2, "{command:?}");
        fields(&value, &mut names);
    }
    for name in names {
        assert!(page.contains(&format!("`{name}`")), "docs/json.md: {name}");
    }
}

/// The words of a help text that match.
fn words(help: &str, matches: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let words = help.split(|c: char| c.is_whitespace() || c == ',');
    words
        .filter(|word| matches(word))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_command_and_option_is_documented() {
    let page = text("docs/command-line.md");
    let help = output(&["--help"]);
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let commands = commands.split("\n\n").next().unwrap();
    let commands = commands
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help");
    for command in commands {
        let heading = format!("\n### `sayso {command}");
        let (_, section) = page.split_once(&heading).expect(command);
        let section = section.split("\n### ").next().unwrap();
        let mut help = output(&[command, "--help"]);
        if command == "add" {
            for kind in ["claim", "agent", "document", "tie"] {
                help += &output(&[command, kind, "--help"]).replace("\nExamples:", "\n");
            }
        }
        let (_, options) = help.split_once("Options:\n").unwrap();
        let options = options.split("\nExamples:").next().unwrap();
        for option in words(options, |word| {
            word.starts_with("--") && !["--", "--help"].contains(&word)
        }) {
            // What every command takes is told once.
            let everywhere = ["--data", "--dataset", "--color"];
            let view = ["--said-by", "--known-at", "--strict"];
            let shared = everywhere.contains(&option.as_str()) || view.contains(&option.as_str());
            let place = if shared { page.as_str() } else { section };
            assert!(
                place.contains(&format!("`{option}")),
                "sayso {command} {option}"
            );
        }
    }
}

#[test]
fn every_dependency_has_a_reason() {
    let page = text("ARCHITECTURE.md");
    let crates = ["graph", "meaning", "import"].map(|name| format!("crates/{name}/Cargo.toml"));
    for file in crates.iter().map(String::as_str).chain(["Cargo.toml"]) {
        let manifest: toml::Table = text(file).parse().unwrap();
        let parts = ["dependencies", "dev-dependencies"];
        let names = parts
            .iter()
            .filter_map(|part| manifest.get(*part)?.as_table())
            .flat_map(toml::Table::keys);
        for name in names {
            assert!(
                page.contains(&format!("`{name}`")),
                "ARCHITECTURE.md: {name}"
            );
        }
    }
}

#[test]
fn links_lead_somewhere() {
    for page in pages() {
        let body = text(&page);
        let folder = root().join(&page).parent().unwrap().to_owned();
        for link in body.split("](").skip(1) {
            let link = link.split(')').next().unwrap();
            if link.contains("://") || link.starts_with('#') || link.contains(char::is_whitespace) {
                continue;
            }
            let path = link.split('#').next().unwrap();
            assert!(folder.join(path).exists(), "{page}: {link}");
        }
    }
}
