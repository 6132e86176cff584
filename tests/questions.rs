//! Questions in English: what each is taken for, and what is refused.
//!
//! `tests/fixtures/questions.tsv` and `tests/fixtures/refused.tsv` are the tables. The part of
//! `docs/questions.md` that shows the patterns is written by
//! `SAYSO_UPDATE=1 cargo test --release questions`.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Output};
use std::sync::LazyLock;

use proptest::prelude::*;
use sayso::ask::intents::{self, INTENTS, example};
use sayso::ask::reading::Reason;
use sayso::ask::reading::{self, Misunderstood, Reading};
use sayso::ask::{canonical, canonical_words, vocabulary};
use sayso::data::Data;
use sayso::render::refusal;
use sayso::workspace::loose;

use crate::program::{self, root};

fn load(name: &str) -> Data {
    let path = format!("datasets/{name}/{name}.ttl");
    Data::load(&[loose(&root().join(path))]).expect("the data is right")
}

static VSSE: LazyLock<Data> = LazyLock::new(|| load("vsse-breach"));
static TOUR: LazyLock<Data> = LazyLock::new(|| load("tour"));

fn data(name: &str) -> &'static Data {
    match name {
        "vsse-breach" => &VSSE,
        "tour" => &TOUR,
        other => panic!("there is no dataset {other}"),
    }
}

fn read(question: &str, data: &Data) -> Result<Reading, Misunderstood> {
    reading::read(question, data)
}

/// The command that a question was understood as, without `sayso`.
fn command(reading: &Reading, data: &Data) -> String {
    let command = refusal::command(&reading.request, reading.as_of.as_ref(), data);
    let shown = command.to_string();
    shown.strip_prefix("sayso ").unwrap_or(&shown).to_owned()
}

fn text(path: &str) -> String {
    let text = fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    text.replace("\r\n", "\n")
}

/// The rows of a table of tests: cells separated by tabs; `#` begins a comment.
fn rows(path: &str) -> Vec<Vec<String>> {
    text(path)
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

#[test]
fn every_example_is_understood_by_its_form() {
    let mut wrong = Vec::new();
    for form in intents::all() {
        let question = example(form);
        let is_read = [&VSSE, &TOUR]
            .into_iter()
            .any(|data| match read(&question, data) {
                Ok(reading) => reading.form.asks == form.asks,
                // What is not recorded is told, and not answered.
                Err(error) => matches!(error.reason, Reason::Unrecorded(_)),
            });
        if !is_read {
            let readings = [&VSSE, &TOUR].map(|data| match read(&question, data) {
                Ok(reading) => format!("{:?}: {}", reading.form, command(&reading, data)),
                Err(error) => format!("{:?}", error.reason),
            });
            wrong.push(format!(
                "{}\n    {question}\n    {}",
                form.words,
                readings.join("\n    ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The arguments of a command of the tables.
fn arguments(command: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    for (number, piece) in command.split('\'').enumerate() {
        if number % 2 == 1 {
            arguments.push(piece.to_owned());
        } else {
            arguments.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    arguments
}

#[test]
fn questions_become_commands() {
    let rows = rows("tests/fixtures/questions.tsv");
    assert!(rows.len() >= 150, "{}", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let [question, dataset, expected] = row.as_slice() else {
            panic!("{row:?}");
        };
        let got = match read(question, data(dataset)) {
            Ok(reading) => command(&reading, data(dataset)),
            Err(error) => format!("{:?}", error.reason),
        };
        if got != *expected {
            wrong.push(format!("{question}\n    {got}\n    not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn sayso(arguments: &[&str]) -> Output {
    let mut command = program::command(root(), arguments);
    let output = command.env("COLUMNS", "80").output();
    output.expect("the program starts")
}

fn utf8(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8")
}

#[test]
fn questions_that_make_no_sense_are_refused_with_what_comes_near() {
    let rows = rows("tests/fixtures/refused.tsv");
    assert!(rows.len() >= 30, "{}", rows.len());
    for row in &rows {
        let [question, dataset, error, hint] = row.as_slice() else {
            panic!("{row:?}");
        };
        let output = sayso(&["ask", question, "--dataset", dataset]);
        let told = utf8(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{question}: {told}");
        assert!(output.stdout.is_empty(), "{question}");
        for part in [error, hint] {
            assert!(
                told.contains(part.as_str()),
                "{question}: no “{part}” in\n{told}"
            );
        }
    }
}

/// What is offered is a command, and so can be asked.
#[test]
fn what_is_offered_can_be_asked() {
    for row in rows("tests/fixtures/refused.tsv") {
        let data = data(&row[1]);
        let Err(error) = read(&row[0], data) else {
            panic!("{} is understood", row[0]);
        };
        assert!(error.offers.len() <= 3, "{}", row[0]);
        for offer in &error.offers {
            let command = refusal::command(&offer.request, offer.as_of.as_ref(), data);
            let parts: Vec<&str> = command.0.iter().map(String::as_str).collect();
            let output = sayso(&[&parts[..], &["--dataset", &row[1]]].concat());
            assert!(
                output.status.success(),
                "{}: {}: {}",
                row[0],
                command,
                utf8(&output.stderr)
            );
        }
    }
}

/// A JSON answer without the question that it answers.
fn without_question(bytes: &[u8]) -> serde_json::Value {
    let mut value: serde_json::Value = serde_json::from_slice(bytes).expect("this is JSON");
    let object = value.as_object_mut().expect("an answer is an object");
    object.remove("question");
    // The standard form for results of queries has no envelope of ours.
    object.remove("table").unwrap_or(value)
}

#[test]
fn a_question_and_its_command_have_the_same_answer() {
    let mut seen = BTreeSet::new();
    for row in rows("tests/fixtures/questions.tsv") {
        let [question, dataset, command] = row.as_slice() else {
            panic!("{row:?}");
        };
        if !seen.insert((dataset.clone(), command.clone())) {
            continue;
        }
        let command = arguments(command);
        for format in [&[][..], &["--format", "json"]] {
            let tail = [&["--dataset", dataset.as_str()][..], format].concat();
            let by_question = sayso(&[&["ask", question.as_str()][..], &tail].concat());
            let parts: Vec<&str> = command.iter().map(String::as_str).collect();
            let by_command = sayso(&[&parts[..], &tail].concat());
            assert!(by_command.status.success(), "{}", utf8(&by_command.stderr));
            assert_eq!(by_question.status, by_command.status, "{question}");
            if format.is_empty() {
                assert_eq!(
                    utf8(&by_question.stdout),
                    utf8(&by_command.stdout),
                    "{question}"
                );
                let told = utf8(&by_question.stderr);
                assert!(told.contains("understood as: sayso "), "{question}: {told}");
            } else {
                let answer: serde_json::Value =
                    serde_json::from_slice(&by_question.stdout).expect("this is JSON");
                assert_eq!(answer["question"]["text"], question.trim(), "{question}");
                assert_eq!(
                    without_question(&by_question.stdout),
                    without_question(&by_command.stdout),
                    "{question}"
                );
            }
        }
    }
}

/// The parts of a command as a shell takes it, read by one.
#[cfg(unix)]
#[test]
fn the_command_can_be_typed_into_a_shell() {
    for question in [
        "Which claims mention \"it's 10 %\"?",
        "what is known about the flaw",
    ] {
        let output = sayso(&["ask", question, "--format", "json"]);
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let command = answer["question"]["command"]
            .as_str()
            .expect("a text")
            .to_owned();
        let rest = command.strip_prefix("sayso ").expect("a command of ours");
        let typed = format!("{} {rest} --format json", env!("CARGO_BIN_EXE_sayso"));
        let again = Command::new("sh")
            .args(["-c", &typed])
            .current_dir(root())
            .output()
            .expect("there is a shell");
        assert!(again.status.success(), "{command}: {}", utf8(&again.stderr));
        assert_eq!(
            without_question(&output.stdout),
            without_question(&again.stdout)
        );
    }
}

#[test]
fn the_view_and_the_data_belong_to_the_command() {
    let output = sayso(&[
        "ask",
        "what",
        "is",
        "corroborated?",
        "--strict",
        "--said-by",
        "2024-05",
        "--dataset",
        "tour",
    ]);
    let told = utf8(&output.stderr);
    let expected =
        "sayso ask corroborated --said-by 2024-05-01T00:00:00Z --strict --dataset tour\n";
    assert!(told.contains(expected), "{told}");
    let question = ["ask", "Which claims are disputed?", "--dataset", "tour"];
    let fails = sayso(&[&question[..], &["--fail-on", "disputed"]].concat());
    assert_eq!(fails.status.code(), Some(1));
    assert_eq!(sayso(&question).status.code(), Some(0));
}

#[test]
fn options_choose_and_do_not_mix() {
    let count = |arguments: &[&str]| {
        let output = sayso(&[&["ask"][..], arguments, &["--count", "--dataset", "tour"]].concat());
        let text = utf8(&output.stdout);
        let number = text.split(' ').next().unwrap_or_default().parse();
        number.unwrap_or_else(|_| panic!("{arguments:?}: {}", utf8(&output.stderr)))
    };
    let all: usize = count(&["all"]);
    for word in [
        "corroborated",
        "disputed",
        "circular",
        "retracted",
        "relay-spof",
    ] {
        let not = format!("not-{word}");
        assert_eq!(count(&[word]) + count(&[&not]), all, "{word}");
    }
    assert_eq!(count(&["disputed,contradicted"]), count(&["contested"]));
    assert_eq!(
        count(&["disputed"]) + count(&["contradicted"]),
        count(&["contested"])
    );
    // A time cuts the dated statements in two.
    let dated = count(&["statements", "--since", "0001"]);
    assert_eq!(
        count(&["--before", "2024-04"]) + count(&["--since", "2024-04"]),
        dated
    );
    assert_eq!(
        count(&["--until", "2024-04"]) + count(&["--after", "2024-04"]),
        dated
    );
    for wrong in [
        &["corroborated", "--by", "Gull"][..],
        &["statements", "--rests-on", "Gull"],
        &["what", "is", "corroborated", "--by", "Gull"],
        &["--stance", "shouts"],
        &["--since", "soon"],
        &[],
    ] {
        let output = sayso(&[&["ask"][..], wrong, &["--dataset", "tour"]].concat());
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn a_question_as_long_as_a_book_is_refused_at_once() {
    for question in [
        "who denied ".repeat(9_000),
        "x".repeat(100_000),
        "'".repeat(100_000),
        "the ".repeat(25_000),
        "the ".repeat(499),
        "a a ".repeat(499),
    ] {
        assert!(read(&question, &VSSE).is_err());
    }
}

/// Questions that could be read in many ways: the work must stay bounded.
#[test]
fn many_names_in_a_row_are_no_trouble() {
    for piece in [
        "and ",
        "who said ",
        "mandiant and ",
        "is corroborated ",
        "since 2024 ",
        "on what did ",
    ] {
        let question = piece.repeat(reading::MOST_WORDS / piece.split_whitespace().count());
        let _ = read(&question, &VSSE);
        let _ = read(&format!("what do {question} both carry"), &TOUR);
        let _ = read(&format!("are {question} independent of {question}"), &TOUR);
    }
}

#[test]
fn hostile_names_are_harmless() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("x.ttl");
    fs::write(
        &file,
        "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:a rdfs:label \"Mallory\\u001B[31m\\u202E\" . :b rdfs:label \"Mallory\\u001B]0;x\\u0007 two\" .
<https://example.org/w#it's$(x)> rdfs:label \"Trudy\" .
[] sayso:by :a ; sayso:asserts :c . [] sayso:by :b ; sayso:asserts :c .
[] sayso:by <https://example.org/w#it's$(x)> ; sayso:asserts :c .
:c rdfs:label \"a claim \\u001B[2J\" .",
    )
    .expect("it can be written");
    let path = file.to_str().expect("a path");
    for question in [
        "what did Mallory say?",
        "why claim",
        "what did Mallory two say",
        "what did Trudy say?",
        "who said \u{1b}[31m?",
        "is Trudy \u{202e} tall",
    ] {
        let output = sayso(&["ask", question, "--data", path]);
        let shown = utf8(&output.stdout) + &utf8(&output.stderr);
        let is_bare = |c: char| c == '\u{202e}' || c == '\u{7}' || (c.is_control() && c != '\n');
        // Where nobody looks on, there is no colour.
        assert!(!shown.contains(is_bare), "{question}: {shown:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_makes_the_grammar_panic(text in any::<String>()) {
        let _ = read(&text, &VSSE);
    }

    #[test]
    fn no_words_of_the_grammar_make_it_panic(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "who", "what", "which", "claims", "denied", "corroborated", "not", "the", "Mandiant", "Le Soir",
                "mail", "server", "'", "\"", "“", "”", "’s", "n't", "and", "on", "since", "2024", "March", "12",
                "vsse:le-soir", "<a:b>", "<", "?", "is", "are", "how", "many", "\u{301}", "İ", "ß", "--", ":", "…",
            ]),
            0..25,
        ),
        blank in prop::sample::select(vec![" ", ""]),
    ) {
        let question = words.join(blank);
        if let Ok(reading) = read(&question, &VSSE) {
            prop_assert!(!command(&reading, &VSSE).is_empty());
        }
    }

    #[test]
    fn one_wrong_letter_in_a_long_word_is_forgiven(
        row in prop::sample::select(vec![
            "which claims are corroborated", "what would collapse without Mandiant", "who confirmed the investigation",
            "what rests on TechCrunch", "which documents were never captured", "who repeats Barracuda",
        ]),
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
    ) {
        let mut words: Vec<String> = row.split(' ').map(str::to_owned).collect();
        let long: Vec<usize> = (0..words.len()).filter(|number| words[*number].len() >= 9).collect();
        prop_assume!(!long.is_empty());
        let word = &mut words[long[which.index(long.len())]];
        // Two letters swapped, but for the first: what is left out at an end is a beginning.
        let at = 1 + at.index(word.len() - 2);
        let mut letters: Vec<char> = word.chars().collect();
        letters.swap(at, at + 1);
        *word = letters.into_iter().collect();
        let asked = words.join(" ");
        let of = |question: &str| read(question, &VSSE).map(|reading| command(&reading, &VSSE)).ok();
        prop_assert_eq!(of(&asked), of(row), "{}", asked);
    }
}

// ---- the page of documentation

const PAGE: &str = "docs/questions.md";

/// A cell of a table: code.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

/// What an example is understood as, on the dataset in which it can be asked.
fn understood(question: &str) -> String {
    let read = [&VSSE, &TOUR].into_iter().find_map(|data| {
        let reading = read(question, data).ok()?;
        Some(code(&command(&reading, data)))
    });
    read.unwrap_or_else(|| "not recorded, which is told".to_owned())
}

/// The generated part of the page, between its marks.
fn generated() -> String {
    let mut page = String::new();
    for (title, forms) in INTENTS {
        page.push_str(&format!(
            "### {title}\n\n| form | for example | is |\n|---|---|---|\n"
        ));
        for form in forms {
            page.push_str(&format!(
                "| {} | {} | {} |\n",
                code(form.words),
                example(form),
                understood(&example(form))
            ));
        }
        page.push('\n');
    }
    page.push_str("### Classes of words\n\n| class | any of |\n|---|---|\n");
    for (class, words) in vocabulary::CLASSES {
        page.push_str(&format!("| `{class}` | {} |\n", words.replace('|', ", ")));
    }
    page.push_str(&format!(
        "\nPassed over: {}.\n\n",
        vocabulary::PASSED_OVER.join(", ")
    ));
    let tables = [
        ("Words for a status", "word", vocabulary::STATUSES),
        ("Words for a flag", "flag", vocabulary::FLAGS),
        ("Words for a stance", "stances", vocabulary::STANCES),
    ];
    for (title, meaning, table) in tables {
        page.push_str(&format!(
            "## {title}\n\n| {meaning} | people say |\n|---|---|\n"
        ));
        let mut meanings: Vec<&str> = Vec::new();
        for (_, meaning) in table {
            if !meanings.contains(meaning) {
                meanings.push(meaning);
            }
        }
        for meaning in meanings {
            let phrases = table.iter().filter(|(_, other)| *other == meaning);
            let phrases: Vec<&str> = phrases.map(|(phrase, _)| *phrase).collect();
            page.push_str(&format!("| `{meaning}` | {} |\n", phrases.join(", ")));
        }
        page.push('\n');
    }
    page
}

#[test]
fn the_page_shows_the_grammar_as_it_is() {
    const BEGIN: &str = "<!-- begin: written by the tests -->\n\n";
    const END: &str = "<!-- end: written by the tests -->";
    let page = text(PAGE);
    let (before, rest) = page.split_once(BEGIN).expect("the page has its first mark");
    let (shown, after) = rest.split_once(END).expect("the page has its last mark");
    let expected = generated();
    if std::env::var_os("SAYSO_UPDATE").is_some() {
        fs::write(
            root().join(PAGE),
            format!("{before}{BEGIN}{expected}{END}{after}"),
        )
        .expect("the page can be written");
    } else if shown != expected {
        panic!("{PAGE} is out of date; SAYSO_UPDATE=1 cargo test --release questions writes it");
    }
}

#[test]
fn every_canonical_word_is_documented() {
    let page = text(PAGE);
    for word in canonical_words() {
        assert!(page.contains(&format!("`{word}`")), "{word}");
        assert!(canonical(word).is_some(), "{word}");
    }
}

#[test]
fn what_people_say_means_something() {
    for (phrase, word) in vocabulary::STATUSES.iter().chain(vocabulary::FLAGS) {
        assert!(canonical(word).is_some(), "{phrase}: {word}");
    }
    for (phrase, stances) in vocabulary::STANCES {
        for stance in stances.split(',') {
            let is_known = sayso::model::Stance::ALL
                .iter()
                .any(|known| known.name() == stance);
            assert!(is_known, "{phrase}: {stance}");
        }
    }
    for (class, words) in vocabulary::CLASSES {
        let words: Vec<&str> = words.split('|').collect();
        let distinct: BTreeSet<&&str> = words.iter().collect();
        assert_eq!(words.len(), distinct.len(), "{class}");
    }
}
