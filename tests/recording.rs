//! Adding to a record: what was there stays as it was, and what is added says what was asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxrdf::{Dataset, GraphName, Literal, NamedNode, Quad};
use oxttl::TurtleParser;
use proptest::prelude::*;
use sayso::evidence::View;
use sayso::model::Stance;
use sayso::names::Kind;
use sayso::record::saying::Saying;
use sayso::record::{Change, Draft, Error, Into, Recording};
use sayso::vocab::Known;
use tempfile::TempDir;

use crate::program;

const HERE: &str = "https://example.org/w#";

/// Files as people and editors leave them. In each, `:d` is a document, `:p` its publisher, `:c` a
/// claim and `:s` a statement, in one namespace.
const FILES: [&str; 8] = [
    // Sections, comments at the end.
    "# SYNTHETIC\n@prefix :        <https://example.org/w#> .\n@prefix sayso:   <https://w3id.org/sayso/ns#> .\n\n# documents\n:d <http://purl.org/dc/terms/publisher> :p .\n\n# claims\n:c <http://www.w3.org/2000/01/rdf-schema#label> \"The #1 claim. It ends here .\"@en . # a remark\n\n# statements\n:s sayso:by :p ; sayso:asserts :c ;\n\tsayso:in :d .\n# the end",
    // CRLF with a byte order mark and no end to the last line.
    "\u{feff}@prefix : <https://example.org/w#> .\r\n@prefix sayso: <https://w3id.org/sayso/ns#> .\r\n\r\n:d <http://purl.org/dc/terms/publisher> :p .\r\n:c a sayso:Claim .\r\n\r\n:s sayso:by :p ;\r\n  sayso:asserts :c ;\r\n  sayso:in :d .",
    // All in one line.
    "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> . :d <http://purl.org/dc/terms/publisher> :p . :s sayso:by :p ; sayso:asserts :c ; sayso:in :d .",
    // No prefixes at all.
    "<https://example.org/w#d> <http://purl.org/dc/terms/publisher> <https://example.org/w#p> .\n<https://example.org/w#s> <https://w3id.org/sayso/ns#by> <https://example.org/w#p> ; <https://w3id.org/sayso/ns#asserts> <https://example.org/w#c>;<https://w3id.org/sayso/ns#in> <https://example.org/w#d>.\n",
    // A base, SPARQL's directives, a prefix that means something else, a name with a full stop.
    "BASE <https://example.org/w>\nPREFIX sayso: <https://w3id.org/sayso/ns#>\nPREFIX xsd: <https://example.org/not-xsd#>\n<#d> <http://purl.org/dc/terms/publisher> <#p> .\n<#s> sayso:by <#p>; sayso:asserts <#c>; sayso:in <#d>; xsd:a.b xsd:c.d.\n",
    // A default prefix that changes on the way, labelled blank nodes, long strings, collections.
    "@prefix sayso: <https://w3id.org/sayso/ns#> .\n@prefix : <https://example.org/other#> .\n_:x :y ( 1 2.5 [ :z _:x ] ) .\n:q :note \"\"\"two\nlines . # no comment\"\"\" .\n@prefix : <https://example.org/w#> .\n:d <http://purl.org/dc/terms/publisher> :p .\n:s sayso:by :p ; sayso:asserts :c ; sayso:in :d .\n[] :of _:x ; sayso:kind sayso:SharedDesk ; sayso:between :p , :q .\n",
    // Each claim followed by what was said of it, a property a line.
    "@prefix : <https://example.org/w#> .\n@prefix sayso: <https://w3id.org/sayso/ns#> .\n\n:d <http://purl.org/dc/terms/publisher> :p .\n\n:b a sayso:Claim .\n\n[] sayso:by :p ;\n    sayso:asserts :b ;\n    sayso:in :d .\n\n:c a sayso:Claim .\n\n:s sayso:by :p ;\n    sayso:asserts :c ;\n    sayso:in :d .\n\n",
    // Comments without a space, and an empty line that is not empty.
    "@prefix :<https://example.org/w#>.#a\n@prefix sayso:<https://w3id.org/sayso/ns#>.#b\n   \n:d<http://purl.org/dc/terms/publisher>:p.#c\n:s sayso:by :p;sayso:asserts :c;sayso:in :d.#d",
];

fn iri(local: &str) -> NamedNode {
    NamedNode::new(format!("{HERE}{local}")).unwrap()
}

fn open(path: &Path) -> Result<Recording, Error> {
    Recording::open(vec![sayso::workspace::loose(path)], View::default())
}

fn triples(bytes: &[u8]) -> Dataset {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let parser = TurtleParser::new().for_slice(bytes);
    parser
        .map(|triple| {
            triple
                .expect("what is written is Turtle")
                .in_graph(GraphName::DefaultGraph)
        })
        .collect()
}

fn same(mut one: Dataset, mut other: Dataset) -> bool {
    let algorithm = CanonicalizationAlgorithm::Rdfc10 {
        hash_algorithm: CanonicalizationHashAlgorithm::Sha256,
    };
    one.canonicalize(algorithm);
    other.canonicalize(algorithm);
    one == other
}

/// Whether the one is the other with lines put in between.
fn only_grew(before: &[u8], after: &[u8]) -> bool {
    let lines = |bytes: &[u8]| -> Vec<Vec<u8>> {
        let lines = bytes.split(|byte| *byte == b'\n');
        lines
            .map(|line| line.strip_suffix(b"\r").unwrap_or(line).to_vec())
            .collect()
    };
    let after = lines(after);
    let mut rest = after.iter();
    let is_kept = lines(before)
        .iter()
        .all(|line| rest.any(|other| other == line));
    let ends = |bytes: &[u8]| bytes.ends_with(b"\n");
    is_kept && after.len() > 1 && ends(before) == ends(after.join(&b"\n"[..]).as_slice())
}

/// One thing to add, as a test thinks of it.
#[derive(Clone, Debug)]
enum Act {
    Claim(String),
    Agent(String),
    Say(usize, String),
    Retract,
}

/// The draft, and the triples it must come to, made without it.
fn act(act: &Act, number: usize) -> (Draft, Vec<(String, String, oxrdf::Term)>) {
    let sayso = |local: &str| format!("https://w3id.org/sayso/ns#{local}");
    let label = "http://www.w3.org/2000/01/rdf-schema#label".to_owned();
    let name = iri(&format!("n{number}"));
    let own = name.as_str().to_owned();
    match act {
        Act::Claim(text) | Act::Agent(text) => {
            let (kind, class) = match act {
                Act::Claim(_) => (Kind::Claim, "Claim"),
                _ => (Kind::Agent, "Agent"),
            };
            let mut draft = Draft::new(kind, Some(name));
            let value = Literal::new_language_tagged_literal(text, "en").unwrap();
            draft.say(Known::Label, value.clone());
            let class = NamedNode::new(sayso(class)).unwrap();
            let kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type".to_owned();
            (
                draft,
                vec![
                    (own.clone(), label, value.into()),
                    (own, kind, class.into()),
                ],
            )
        }
        Act::Say(stance, text) => {
            let (stance, local) = [
                (Stance::Asserts, "asserts"),
                (Stance::Denies, "denies"),
                (Stance::NoResponse, "noResponse"),
            ][*stance];
            let mut saying = Saying::new(iri("p"), stance, iri("c"));
            saying.name = Some(name);
            saying.quoted_in = vec![iri("d")];
            saying.said_at = sayso::record::draft::time("2025-03-01");
            saying.stated_confidence = vec![Literal::new_simple_literal(text)];
            let date = NamedNode::new("http://www.w3.org/2001/XMLSchema#date").unwrap();
            let expected = vec![
                (own.clone(), sayso("by"), iri("p").into()),
                (own.clone(), sayso(local), iri("c").into()),
                (own.clone(), sayso("quotedIn"), iri("d").into()),
                (
                    own.clone(),
                    sayso("saidAt"),
                    Literal::new_typed_literal("2025-03-01", date).into(),
                ),
                (
                    own,
                    sayso("statedConfidence"),
                    Literal::new_simple_literal(text).into(),
                ),
            ];
            (saying.draft(), expected)
        }
        Act::Retract => {
            let mut saying = Saying::new(iri("p"), Stance::Retracts, iri("c"));
            saying.name = Some(name);
            saying.target = Some(iri("s"));
            saying.within = vec![iri("d")];
            let expected = vec![
                (own.clone(), sayso("by"), iri("p").into()),
                (own.clone(), sayso("retracts"), iri("c").into()),
                (own.clone(), sayso("target"), iri("s").into()),
                (own, sayso("in"), iri("d").into()),
            ];
            (saying.draft(), expected)
        }
    }
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let text = || {
        prop_oneof![
            any::<String>(),
            Just("\"\"\"'''\\ \r\n\t\u{0} %s \u{202e}\u{feff}\u{10ffff} \u{e000}".to_owned()),
            Just("x".repeat(100_000)),
        ]
    };
    let one = prop_oneof![
        text().prop_map(Act::Claim),
        text().prop_map(Act::Agent),
        (0..3_usize, text()).prop_map(|(stance, text)| Act::Say(stance, text)),
        Just(Act::Retract),
    ];
    proptest::collection::vec(one, 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_added_is_all_that_changes(file in 0..FILES.len(), acts in acts()) {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("w.ttl");
        fs::write(&path, FILES[file]).unwrap();
        let mut expected = triples(FILES[file].as_bytes());
        for (number, one) in acts.iter().enumerate() {
            let before = fs::read(&path).unwrap();
            let (draft, own) = act(one, number);
            let change = open(&path).unwrap().change(&[draft], &Into::Fitting).unwrap();
            prop_assert_eq!(&fs::read(&path).unwrap(), &before, "nothing is written before it is asked for");
            change.write().unwrap();
            let after = fs::read(&path).unwrap();
            prop_assert!(only_grew(&before, &after), "{}", String::from_utf8_lossy(&after));
            for (subject, predicate, object) in own {
                expected.insert(&Quad::new(
                    NamedNode::new(subject).unwrap(),
                    NamedNode::new(predicate).unwrap(),
                    object,
                    GraphName::DefaultGraph,
                ));
            }
            prop_assert!(same(triples(&after), expected.clone()), "{}", String::from_utf8_lossy(&after));
        }
    }
}

/// A file of one of the layouts, and a denial added to it.
fn denied(file: usize) -> (String, Change) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("w.ttl");
    fs::write(&path, FILES[file]).unwrap();
    let mut saying = Saying::new(iri("p"), Stance::Denies, iri("c"));
    saying.quoted_in = vec![iri("d")];
    saying.said_at = sayso::record::draft::time("2025");
    let change = open(&path)
        .unwrap()
        .change(&[saying.draft()], &Into::Fitting)
        .unwrap();
    change.write().unwrap();
    (fs::read_to_string(path).unwrap(), change)
}

#[test]
fn each_file_is_added_to_in_its_own_manner() {
    let all: String = (0..FILES.len())
        .map(|file| {
            let (text, change) = denied(file);
            format!("---- {file}, line {}\n{text}\n", change.added[0].line)
        })
        .collect();
    insta::assert_snapshot!(
        "recording-layouts",
        all.replace('\r', "␍").replace('\u{feff}', "<BOM>")
    );
}

#[test]
fn a_file_that_somebody_else_changed_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("w.ttl");
    fs::write(&path, FILES[0]).unwrap();
    let (draft, _) = act(&Act::Retract, 1);
    let change = open(&path)
        .unwrap()
        .change(&[draft], &Into::Fitting)
        .unwrap();
    let theirs = format!("{}\n# mine", FILES[0]);
    fs::write(&path, &theirs).unwrap();
    assert!(matches!(change.write(), Err(Error::Changed(_))));
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "no temporary file stays"
    );
}

#[cfg(unix)]
#[test]
fn what_a_link_points_to_is_added_to_and_the_link_stays() {
    let folder = TempDir::new().unwrap();
    let (path, link) = (folder.path().join("w.ttl"), folder.path().join("link.ttl"));
    fs::write(&path, FILES[0]).unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let (draft, _) = act(&Act::Retract, 1);
    open(&link)
        .unwrap()
        .change(&[draft], &Into::Fitting)
        .unwrap()
        .write()
        .unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(
        fs::read_to_string(&path)
            .unwrap()
            .contains("sayso:retracts")
    );
}

fn sayso(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = program::command(folder, arguments);
    let output = command.env("COLUMNS", "100").output();
    output.expect("the program starts")
}

fn told(output: &Output) -> String {
    program::stdout(output) + &program::stderr(output)
}

#[track_caller]
fn ends(output: &Output, code: i32, says: &str) {
    let told = told(output);
    assert_eq!(output.status.code(), Some(code), "{told}");
    assert!(told.contains(says), "{says:?} is not in:\n{told}");
}

/// A workspace with the invented example, and its one dataset.
fn desk() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    assert!(sayso(folder.path(), &["init"]).status.success());
    let file = folder.path().join("datasets/example/bridge.ttl");
    (folder, file)
}

/// The words of a command line: at spaces, but for what stands in single quotes.
fn words(line: &str) -> Vec<&str> {
    let pieces = line.split('\'').enumerate();
    pieces
        .flat_map(|(at, piece)| {
            if at % 2 == 1 {
                vec![piece]
            } else {
                piece.split_whitespace().collect()
            }
        })
        .collect()
}

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

#[test]
fn a_verdict_moves_and_moves_back() {
    let (folder, file) = desk();
    let capture = folder.path().join("radio.txt");
    fs::write(
        &capture,
        "Today on air:\nthe builder  knew\nof the \u{201c}cracks\u{201d}, and knew.",
    )
    .unwrap();
    let say = |line: &str| sayso(folder.path(), &words(line));
    let radio = "say radio says cracks --in radio-item --first-hand --name radio-on-cracks --recorded-at 2025-03-04";
    let anchor = "--anchor 'builder knew of the \"cracks\"' --copy radio.txt";
    ends(&say(&format!("{radio} {anchor}")), 0, "→ corroborated 2");
    let text = fs::read_to_string(&file).unwrap();
    for part in [
        ":radio-on-cracks sayso:by :radio ; sayso:asserts :cracks-known ;",
        "oa:start 18 ; oa:end 47",
        "@prefix oa:      <http://www.w3.org/ns/oa#> .",
    ] {
        assert!(text.contains(part), "{text}");
    }
    assert!(!text.contains('“'), "the words themselves are not kept");
    let denial = "say radio denies cracks --in radio-item --copy radio.txt";
    ends(&say(&format!("{denial} --anchor knew")), 2, "2  line 3: ");
    ends(
        &say(&format!("{denial} --anchor knew --occurrence 3")),
        2,
        "no occurrence 3",
    );
    ends(
        &say(&format!("{denial} --anchor KNEW")),
        2,
        "in other letters",
    );
    let retraction = "retract radio cracks --in radio-item --at 2025-03-05";
    ends(&say(retraction), 0, "corroborated 2 → single-source 1");
    ends(&say(retraction), 2, "taken back already");
    ends(&say("check"), 0, "nothing to report");
    let json = say("add tie Gazette Radio --kind 'shared desk' --dry-run --format json");
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["written"], false);
    let turtle = value["added"][0]["turtle"].as_str().unwrap();
    assert!(
        turtle.contains("sayso:between :gazette , :radio"),
        "{turtle}"
    );
}

#[test]
fn what_is_put_into_several_files_says_which() {
    let (folder, file) = desk();
    let say = |line: &str| sayso(folder.path(), &words(line));
    ends(
        &say("add agent 'Harbour Post' --into harbour"),
        0,
        "began datasets/harbour.ttl, line 8",
    );
    // Beside the claim, whatever else there is; with a full IRI for what another file names.
    let before = fs::read(&file).unwrap();
    ends(
        &say("say 'Harbour Post' says cracks --quoted-in radio-item"),
        0,
        "added to datasets/example/bridge.ttl",
    );
    assert_ne!(fs::read(&file).unwrap(), before);
    ends(
        &say("add claim 'Ships were late in June'"),
        0,
        "datasets/example/bridge.ttl",
    );
    ends(
        &say("add claim 'The quay was flooded' --into harbour"),
        0,
        "datasets/harbour.ttl",
    );
    ends(
        &say("add claim 'Trains ran as planned'"),
        2,
        "--into datasets/harbour.ttl",
    );
    ends(&say("check"), 0, "nothing to report");
}

#[test]
fn a_copy_with_another_hash_is_no_copy() {
    let (folder, _) = desk();
    fs::write(folder.path().join("a.txt"), "The mayor resigned.").unwrap();
    fs::write(folder.path().join("b.txt"), "The mayor resigned!").unwrap();
    let say = |words: &[&str]| sayso(folder.path(), words);
    ends(
        &say(&[
            "add",
            "document",
            "Extra edition",
            "--publisher",
            "Gazette",
            "--capture",
            "a.txt",
        ]),
        0,
        "sayso:sha256",
    );
    ends(
        &say(&["add", "claim", "The mayor resigned", "--language", "en-GB"]),
        0,
        "\"The mayor resigned\"@en-gb",
    );
    let quote = [
        "say",
        "Gazette",
        "says",
        "resigned",
        "--in",
        "extra edition",
        "--anchor",
        "mayor resigned",
    ];
    ends(
        &say(&[&quote[..], &["--copy", "b.txt"]].concat()),
        2,
        "is not the copy",
    );
    ends(
        &say(&[&quote[..], &["--documents", "."]].concat()),
        0,
        "oa:start 4 ; oa:end 18",
    );
    ends(&say(&["check", "--documents", "."]), 0, "nothing to report");
}

/// Talks to `sayso note` as a person at a terminal does.
#[cfg(unix)]
#[test]
fn a_note_is_taken_at_a_terminal() {
    let (folder, file) = desk();
    let before = fs::read_to_string(&file).unwrap();
    for is_written in [false, true] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command
            .arg("note")
            .current_dir(folder.path())
            .env("NO_COLOR", "1")
            .env("TERM", "xterm");
        let mut talk = rexpect::session::spawn_command(command, Some(20_000)).unwrap();
        let mut answer = |question: &str, reply: &str| {
            talk.exp_string(question)
                .unwrap_or_else(|error| panic!("{question}: {error}"));
            talk.send(reply).unwrap();
            talk.flush().unwrap();
        };
        answer("Who said it?", "the harbour office\r");
        answer("Make a new source", "y\r");
        answer("How reliable", "Z\r");
        answer("a grade is a letter", "");
        answer("How reliable", "B\r");
        answer("How do they stand", "\r");
        answer("Which claim?", "builder knew of cracks\r");
        answer("Where can it be read?", "radio\r");
        answer("When did they say it?", "2025-03-03\r");
        answer("On what basis?", "\r");
        answer("Your own confidence", ".6\r");
        answer("Words of the document", "\r");
        answer("Write it?", if is_written { "y\r" } else { "n\r" });
        let rest = talk.exp_eof().unwrap();
        let after = fs::read_to_string(&file).unwrap();
        if is_written {
            assert!(
                rest.contains("added to datasets/example/bridge.ttl"),
                "{rest}"
            );
            assert!(after.contains(":harbour-office rdfs:label \"the harbour office\"@en ; sayso:reliability sayso:B ."), "{after}");
            assert!(
                after.contains("sayso:by :harbour-office ; sayso:asserts :cracks-known ;"),
                "{after}"
            );
            assert!(after.contains("sayso:confidence 0.6"), "{after}");
        } else {
            assert_eq!(after, before);
        }
    }
    assert_eq!(sayso(folder.path(), &["check"]).status.code(), Some(0));
}

/// A new document and its publisher are made on the way, and words of it are found in a copy.
#[cfg(unix)]
#[test]
fn a_note_makes_a_document_and_finds_words_in_its_copy() {
    let (folder, file) = desk();
    fs::write(
        folder.path().join("extra.txt"),
        "The builder knew.\nThe builder knew of the \u{201c}cracks\u{201d}.",
    )
    .unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command
        .arg("note")
        .current_dir(folder.path())
        .env("NO_COLOR", "1")
        .env("TERM", "xterm");
    let mut talk = rexpect::session::spawn_command(command, Some(20_000)).unwrap();
    let mut answer = |question: &str, reply: &str| {
        talk.exp_string(question)
            .unwrap_or_else(|error| panic!("{question}: {error}"));
        talk.send(reply).unwrap();
        talk.flush().unwrap();
    };
    answer("Who said it?", "the evening paper\r");
    // Enter after `y` ends this answer, and does not pass over the next question.
    answer("Make a new source", "y\r");
    answer("How reliable", "C\r");
    answer("How do they stand", "\r");
    answer("Which claim?", "builder knew of cracks\r");
    answer("Where can it be read?", "Extra edition on the cracks\r");
    answer("Make a new document", "\r");
    answer("Who published it?", "evening paper\r");
    answer("When did it come out?", "31 April\r");
    answer("not a time", "");
    answer("When did it come out?", "2025-03-04\r");
    answer("Where is it?", "extra.example\r");
    answer("an address begins with its scheme", "");
    answer("Where is it?", "https://evening.example/extra\r");
    answer("Your capture of it", "nowhere.txt\r");
    answer("Your capture of it", "extra.txt\r");
    answer("their own document", "");
    answer("empty: when it was issued, 2025-03-04", "\r");
    answer("On what basis?", "\r");
    answer("Your own confidence", "\r");
    answer("Words of the document", "builder knew\r");
    answer("Your copy of the document", "extra.txt\r");
    // Down to the second of the places.
    answer("They stand there more than once", "\u{1b}[B\r");
    answer("Write it?", "\r");
    let rest = talk.exp_eof().unwrap();
    assert!(rest.contains("added to"), "{rest}");
    let after = fs::read_to_string(&file).unwrap();
    for part in [
        "rdfs:label \"Extra edition on the cracks\"@en ;",
        "dcterms:publisher :evening-paper ; dcterms:issued \"2025-03-04\"^^xsd:date ;",
        "schema:url <https://evening.example/extra> ;",
        "sayso:by :evening-paper ; sayso:asserts :cracks-known ;",
        "sayso:saidAt \"2025-03-04\"^^xsd:date",
        "oa:start 22 ; oa:end 34",
    ] {
        assert!(after.contains(part), "{part} is not in:\n{after}");
    }
    let checked = sayso(folder.path(), &["check", "--documents", "."]);
    ends(&checked, 0, "nothing to report");
}

#[test]
fn the_names_of_those_involved_make_nothing_read_alike() {
    let (folder, _) = desk();
    let say = |line: &str| sayso(folder.path(), &words(line));
    ends(
        &say("add document 'Radio Riverside on the bridge' --publisher radio"),
        0,
        "counts for nothing; --url, --capture or --sha256 gives it one",
    );
    ends(
        &say(
            "add document 'Radio Riverside apologises' --publisher radio --url https://radio.example/2",
        ),
        0,
        "added",
    );
    ends(
        &say("add document 'Radio Riverside on bridges' --publisher radio"),
        2,
        "reads alike",
    );
    ends(
        &say("add agent 'Ann Bo, head of Radio Riverside'"),
        0,
        "added",
    );
    ends(&say("add agent 'Radio Riverside News'"), 2, "reads alike");
    // Whoever says that a claim contradicts another has seen the other.
    ends(
        &say("add claim 'The bridge was closed on 3 March 2025'"),
        2,
        "reads alike",
    );
    ends(
        &say("add claim 'The bridge was closed on 3 March 2025' --contradicts bridge-closed"),
        0,
        "added",
    );
}

#[test]
fn what_stands_in_a_document_of_ones_own_was_said_when_it_was_issued() {
    let (folder, file) = desk();
    let say = |line: &str| sayso(folder.path(), &words(line));
    ends(
        &say("say radio says cracks --in radio-item"),
        0,
        "sayso:saidAt \"2025-03-03\"^^xsd:date",
    );
    // So a retraction that is too early is found out.
    ends(
        &say("retract radio cracks --in radio-item --at 2025-03-01 --dry-run"),
        0,
        "predates what it takes back",
    );
    ends(
        &say("add document 'The radio takes it back' --publisher radio --issued 2025-03-09"),
        0,
        "added",
    );
    ends(
        &say("retract radio cracks --in 'takes it back'"),
        0,
        "sayso:saidAt \"2025-03-09\"^^xsd:date",
    );
    let again = say("retract radio cracks --in 'takes it back'");
    ends(&again, 2, "taken back already");
    assert!(!told(&again).contains("retracted"), "{}", told(&again));
    ends(
        &say("say mayor says cracks --quoted-in gazette-article"),
        0,
        "[] sayso:by :mayor ; sayso:asserts :cracks-known ; sayso:quotedIn :gazette-article .",
    );
    assert!(fs::read_to_string(&file).unwrap().contains("2025-03-09"));
}

#[test]
fn a_statement_is_known_by_the_name_of_its_claim() {
    let (folder, _) = desk();
    let relaying =
        "say radio reports cracks --in radio-item --relays 'gazette cracks-known' --at 2025-03-05";
    ends(
        &sayso(folder.path(), &words(relaying)),
        0,
        "sayso:relays :gazette-on-cracks",
    );
}
