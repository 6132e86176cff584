//! The tour shows everything that there is, and its page says what the program says.
//!
//! `TRYCMD=overwrite cargo test --release tour` writes what the program prints now into the console blocks of the
//! page; read the difference before you keep it. The table is changed by hand.

use std::collections::{BTreeMap, BTreeSet};

use sayso::check::check;
use sayso::data::Data;
use sayso::evidence::View;
use sayso::model::{Flag, Stance, Status, TieKind};
use sayso::read::Severity;
use sayso::verdict::{self, Verdict};
use sayso::workspace::loose;

use crate::program::{self, root, sayso};

const DATASET: &str = "datasets/tour/tour.ttl";
const PAGE: &str = "datasets/tour/README.md";

fn data() -> Data {
    Data::load(&[loose(&root().join(DATASET))]).expect("the data is right")
}

fn verdicts(data: &Data) -> Vec<Verdict> {
    verdict::all(&data.snapshot(View::default()))
}

fn text(path: &str) -> String {
    let text = std::fs::read_to_string(root().join(path)).expect("the file is there");
    text.replace("\r\n", "\n")
}

/// The rows of the table of claims, without the back-ticks: claim, status, ι, S, flags.
fn table() -> Vec<[String; 5]> {
    let page = text(PAGE);
    let (_, table) = page
        .split_once("| claim | status | ι | S | flags |\n")
        .expect("the table is there");
    let rows = table.lines().skip(1);
    rows.take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells = line.trim_matches('|').split('|');
            let cells: Vec<String> = cells.map(|cell| cell.trim().replace('`', "")).collect();
            cells.try_into().expect("five columns")
        })
        .collect()
}

/// What the program prints, in this workspace.
fn output(arguments: &[&str]) -> String {
    let output = program::command(root(), arguments)
        .env_remove("COLUMNS")
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("the binary runs");
    // What a question in English was taken for is told beside the answer, and nothing else.
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let is_expected = |line: &str| line.starts_with("understood as: sayso ");
    assert!(told.lines().all(is_expected), "{arguments:?}: {told}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The arguments of a command line, with double quotes as the only sign.
fn arguments(line: &str) -> Vec<&str> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(number, part)| {
            if number % 2 == 1 {
                vec![part]
            } else {
                part.split_whitespace().collect()
            }
        })
        .collect()
}

#[test]
fn everything_there_is_occurs() {
    let data = data();
    let verdicts = verdicts(&data);
    for status in Status::ALL {
        let occurs = verdicts.iter().any(|verdict| verdict.status == *status);
        assert!(occurs, "{status}");
    }
    for flag in Flag::ALL {
        let occurs = verdicts.iter().any(|verdict| verdict.flags.contains(*flag));
        assert!(occurs, "{flag}");
    }
    for stance in Stance::ALL {
        let mut statements = data.evidence.statements.iter();
        assert!(
            statements.any(|found| found.stance() == *stance),
            "{stance}"
        );
    }
    for kind in TieKind::ALL {
        let mut ties = data.evidence.ties.iter();
        assert!(ties.any(|tie| tie.kind() == *kind), "{kind}");
    }
    let evidence = &data.evidence;
    assert!(!evidence.entails.is_empty());
    assert!(!evidence.contradicts.is_empty());
    assert!(!evidence.presupposes.is_empty());
    let mut agents = (0_u32..).zip(evidence.agents.iter());
    assert!(agents.any(|(number, agent)| {
        agent.is_anonymous() && !evidence.vouchers.row(number).is_empty()
    }));
    assert!(evidence.ties.iter().any(|tie| !tie.is_undated()));
    assert!(
        evidence
            .documents
            .iter()
            .any(sayso::evidence::Document::is_held)
    );
    let mut documents = evidence.documents.iter();
    assert!(documents.any(|document| document.has_url() && !document.is_held()));
}

#[test]
fn every_property_that_data_writes_occurs() {
    let computed = [
        "status",
        "independence",
        "independenceAtMost",
        "support",
        "supportIfOne",
        "opposition",
        "restsOn",
        "flag",
    ];
    let dataset = text(DATASET);
    let is_written = |name: &str| {
        let mut words = dataset.split([' ', '\n']);
        words.any(|word| word.strip_prefix("sayso:") == Some(name))
    };
    let mut properties = 0;
    for line in text("ontology/sayso.ttl").lines() {
        let Some((name, what)) = line.split_once(" a ") else {
            continue;
        };
        let Some(name) = name.strip_prefix("sayso:") else {
            continue;
        };
        if what.contains("rdf:Property") && !computed.contains(&name) {
            assert!(is_written(name), "sayso:{name}");
            properties += 1;
        }
    }
    assert!(properties > 30, "{properties}");
    // On an agent it is a default for all that the agent says.
    let mut agents = dataset
        .lines()
        .filter(|line| line.contains("sayso:reliability"));
    assert!(agents.any(|line| line.contains("sayso:firstHand true")));
}

#[test]
fn the_table_agrees_with_the_verdicts() {
    let data = data();
    let mut computed = BTreeMap::new();
    for verdict in verdicts(&data) {
        let term = data.evidence.claims[verdict.claim as usize].term;
        let name = data.graph.terms.text(term).rsplit('#').next();
        let flags: Vec<&str> = verdict.flags.iter().map(Flag::name).collect();
        assert!(verdict.support.is_exact() && verdict.independence.is_exact);
        let most = verdict.independence.value;
        let independence = match verdict.established.value {
            established if established == most => most.to_string(),
            established => format!("{established} of {most}"),
        };
        let number = |value: f64| format!("{value:.3}").trim_start_matches('0').to_owned();
        let support = number(verdict.support.lower);
        let if_one = number(verdict.support_if_one.lower);
        let support = if support == if_one {
            support
        } else {
            format!("{support} or {if_one}")
        };
        let row = [
            verdict.status.to_string(),
            independence,
            support,
            flags.join(", "),
        ];
        computed.insert(name.expect("a name").to_owned(), row);
    }
    let mut shown = BTreeMap::new();
    for [claim, row @ ..] in table() {
        assert!(shown.insert(claim.clone(), row).is_none(), "{claim} twice");
    }
    assert_eq!(shown, computed);
}

#[test]
fn what_was_known_makes_a_difference() {
    let row = |known_at: &str| {
        let command = ["why", "tour:log-missing", "--dataset", "tour"];
        let answer = output(&[&command[..], &["--known-at", known_at]].concat());
        answer
            .lines()
            .next()
            .expect("an answer")
            .split_whitespace()
            .next()
            .map(str::to_owned)
    };
    assert_eq!(row("2024-09-01").as_deref(), Some("corroborated"));
    assert_eq!(row("2024-09-15").as_deref(), Some("single-source"));
}

#[test]
fn check_finds_only_what_is_meant() {
    let findings = check(&data(), sayso::evidence::View::default(), None);
    let mut found: Vec<(&str, Severity)> = findings
        .iter()
        .map(|finding| (finding.code, finding.severity))
        .collect();
    found.sort_by_key(|(code, _)| *code);
    // Joint releases; the wreck, reported before it was said; and the union's word on the hacking, which no document shows.
    let meant = [
        ("one-text", Severity::Note),
        ("one-text", Severity::Note),
        ("relays-later", Severity::Warning),
        ("unattested", Severity::Warning),
    ];
    assert_eq!(found, meant);
    let printed = sayso(root(), &["check", "--data", DATASET]);
    let printed = program::stdout(&printed);
    assert!(
        printed.ends_with("1 file checked: 2 warnings, 2 notes\n"),
        "{printed}"
    );
}

#[test]
fn the_page_shows_what_is_printed() {
    let page = text(PAGE);
    let mut printed = String::new();
    let mut lines = page.lines();
    let mut commands = 0;
    while let Some(line) = lines.next() {
        printed.push_str(line);
        printed.push('\n');
        if line != "```console" {
            continue;
        }
        let command = lines.next().expect("a command");
        let arguments = arguments(command.strip_prefix("$ sayso ").expect(command));
        let answer = output(&arguments);
        printed.push_str(&format!("{command}\n{}\n```\n", answer.trim_end()));
        commands += 1;
        // What was shown.
        lines.by_ref().find(|line| *line == "```").expect(command);
    }
    assert!(commands > 5);
    if std::env::var("TRYCMD").is_ok_and(|mode| mode == "overwrite") {
        std::fs::write(root().join(PAGE), printed).expect("the page can be written");
    } else {
        assert!(
            page == printed,
            "{PAGE} shows something else; TRYCMD=overwrite"
        );
    }
}

#[test]
fn one_claim_of_each_status_is_explained() {
    let mut explained = BTreeSet::new();
    for [claim, status, ..] in table() {
        if explained.insert(status.clone()) {
            let name = format!("tour:{claim}");
            let why = ["why", &name, "--dataset", "tour", "--format", "markdown"];
            insta::assert_snapshot!(status, output(&why));
        }
    }
    assert_eq!(explained.len(), Status::ALL.len());
}
