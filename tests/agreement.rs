//! The algorithms against the brute-force oracle, on thousands of random graphs.
//!
//! The oracle shares nothing with the crate but the Turtle between them.

use std::collections::{BTreeMap, BTreeSet};

use sayso::evidence::{Snapshot, View, build};
use sayso::model::{Flag, Time};
use sayso::read::{Care, Graph};
use sayso::verdict::{self, Role, Verdict};
use sayso::workspace::Source;

use crate::oracle::case::{self, Case};
use crate::oracle::generate::{Shape, generate, generate_view};
use crate::oracle::turtle::{Naming, to_turtle};
use crate::oracle::verdict::{self as reference, GroupName, size_ok, verdict as expected};

/// How many random graphs each shape is tried on; `SAYSO_TEST_SEEDS` asks for more.
pub(crate) fn seeds() -> u64 {
    let more = std::env::var("SAYSO_TEST_SEEDS").ok();
    more.and_then(|seeds| seeds.parse().ok()).unwrap_or(1_500)
}

pub(crate) fn view_of(view: &case::View) -> View {
    let time = |when: case::When| Time::parse_any(&when.text()).expect("it is a time");
    View {
        said_by: view.said_by.map(time),
        known_at: view.known_at.map(time),
        strict: view.strict,
    }
}

/// The verdicts of the crate on a case, by claim IRI.
pub(crate) fn actual(
    case: &Case,
    naming: &Naming,
    view: &case::View,
) -> (Graph, BTreeMap<String, Verdict>, Vec<String>) {
    let text = to_turtle(case, naming);
    let source = Source::text("case.ttl", "https://example.org/case", text.clone());
    let (graph, findings) = sayso::read::read(&[source], Care::Fast).expect("text is readable");
    let (evidence, more) = build::build(&graph);
    for finding in findings.iter().chain(&more) {
        assert_ne!(
            finding.severity,
            sayso::read::Severity::Error,
            "{finding:?}\n{text}"
        );
    }
    let agents: Vec<String> = evidence
        .agents
        .iter()
        .map(|agent| graph.terms.text(agent.term).to_owned())
        .collect();
    let number_of = |keeper: &usize| {
        let iri = naming.agent(*keeper);
        let number = agents.iter().position(|agent| *agent == iri);
        number.expect("a keeper is an agent") as u32
    };
    let keepers: Vec<u32> = case.keepers.iter().map(number_of).collect();
    let snapshot = Snapshot::kept_by(&evidence, view_of(view), &keepers);
    let verdicts = verdict::all(&snapshot);
    for verdict in &verdicts {
        // The table takes short ways that the explanation of one claim does not.
        let explained = verdict::evaluate(&snapshot, verdict.claim).verdict;
        assert_eq!(format!("{verdict:?}"), format!("{explained:?}"), "{text}");
    }
    let by_iri = verdicts
        .into_iter()
        .map(|verdict| {
            let term = evidence.claims[verdict.claim as usize].term;
            (graph.terms.text(term).to_owned(), verdict)
        })
        .collect();
    (graph, by_iri, agents)
}

/// What two verdicts must share, in words that both can be put into.
fn differences(
    naming: &Naming,
    agents: &[String],
    expected: &reference::Verdict,
    actual: &Verdict,
) -> Vec<String> {
    let mut found = Vec::new();
    let mut compare = |what: &str, expected: String, actual: String| {
        if expected != actual {
            found.push(format!("{what}: expected {expected}, found {actual}"));
        }
    };
    compare(
        "status",
        expected.status.term().to_owned(),
        actual.status.name().to_owned(),
    );
    let (most, established) = (&actual.independence, &actual.established);
    compare(
        "independence at most",
        format!("{} true", expected.independence),
        format!("{} {}", most.value, most.is_exact),
    );
    compare(
        "established independence",
        format!("{} true", expected.established),
        format!("{} {}", established.value, established.is_exact),
    );
    compare(
        "ranks",
        format!("{} {}", expected.p, expected.n),
        format!("{} {}", actual.support_rank, actual.opposition_rank),
    );
    compare(
        "witnesses",
        expected.witnesses.len().to_string(),
        actual.witnesses.to_string(),
    );
    let close = |a: f64, b: sayso::verdict::Bounds| {
        (a - b.lower).abs() < 1e-9 && (a - b.upper).abs() < 1e-9
    };
    for (what, expected, actual) in [
        ("support", expected.support, actual.support),
        (
            "support if the unnamed sources are one",
            expected.support_if_one,
            actual.support_if_one,
        ),
        ("opposition", expected.opposition, actual.opposition),
    ] {
        if !close(expected, actual) {
            compare(what, expected.to_string(), format!("{actual:?}"));
        }
    }
    let flags: BTreeSet<&str> = actual.flags.iter().map(Flag::name).collect();
    let expected_flags: BTreeSet<&str> = expected.flags.iter().map(|flag| flag.term()).collect();
    compare("flags", format!("{expected_flags:?}"), format!("{flags:?}"));
    compare(
        "single points of failure",
        expected.spof.len().to_string(),
        actual.single_points.len().to_string(),
    );
    for (name, role) in &expected.spof {
        let (is_implicit, members) = match name {
            GroupName::Named(members) => (false, members),
            GroupName::Anonymous(members) => (true, members),
        };
        let is_found = actual.single_points.iter().any(|point| {
            point.is_implicit == is_implicit
                && !point.agents.is_empty()
                && (point.role == Role::Origin) == (*role == reference::Role::Origin)
                && point.agents.iter().all(|agent| {
                    let member = naming.agent_of(&agents[*agent as usize]);
                    member.is_some_and(|member| members.contains(&member))
                })
        });
        if !is_found {
            compare(
                "single point",
                format!("{name:?} {role:?}"),
                "none".to_owned(),
            );
        }
    }
    found
}

fn agree_on(shape: &Shape, first: u64) {
    let mut compared: u64 = 0;
    for seed in first..first + seeds() {
        let case = generate(seed, shape);
        if !size_ok(&case) {
            continue;
        }
        let view = generate_view(seed);
        let naming = Naming::shuffled(&case, seed);
        let (_, actual, agents) = actual(&case, &naming, &view);
        for claim in 0..case.claims.len() {
            let Some(found) = actual.get(&naming.claim(claim)) else {
                // A claim that nothing is said of need not appear.
                assert!(
                    case.statements
                        .iter()
                        .all(|statement| statement.claim != claim)
                );
                continue;
            };
            let differences = differences(&naming, &agents, &expected(&case, claim, &view), found);
            assert!(
                differences.is_empty(),
                "seed {seed}, claim {}, view {view:?}, kept by {:?}:\n{}\n{}",
                naming.claim(claim),
                case.keepers
                    .iter()
                    .map(|keeper| naming.agent(*keeper))
                    .collect::<Vec<_>>(),
                differences.join("\n"),
                to_turtle(&case, &naming),
            );
            compared += 1;
        }
    }
    assert!(compared > seeds() / 2, "only {compared} verdicts compared");
}

#[test]
fn on_random_graphs() {
    agree_on(&Shape::default(), 0);
}

#[test]
fn on_single_claims() {
    agree_on(&Shape::single_claim(), 1_000_000);
}

#[test]
fn on_support_alone() {
    agree_on(&Shape::positive(), 2_000_000);
}

#[test]
fn on_groups_that_speak_once() {
    agree_on(&Shape::one_statement_per_group(), 3_000_000);
}

#[test]
fn on_claims_that_contradict_themselves() {
    let shape = Shape {
        inconsistent_claims: true,
        ..Shape::default()
    };
    agree_on(&shape, 4_000_000);
}

#[test]
fn on_sources_without_names() {
    agree_on(&Shape::anonymous(), 5_000_000);
}

#[test]
fn on_texts_that_are_shared_and_copied() {
    agree_on(&Shape::texts(), 6_000_000);
}

#[test]
fn on_records_that_somebody_keeps() {
    agree_on(&Shape::kept(), 7_000_000);
}

#[test]
fn on_times_that_are_known_in_part() {
    agree_on(&Shape::times(), 8_000_000);
}
