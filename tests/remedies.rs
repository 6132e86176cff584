//! What an explanation promises is so: each remedy is applied to a random record, and the question
//! asked again; what is said to add nothing is taken away, and nothing changes.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use sayso::evidence::{Evidence, Snapshot, View, build};
use sayso::model::{Polarity, Status};
use sayso::read::{Care, Graph, Severity};
use sayso::verdict::explanation::{Explanation, explain};
use sayso::verdict::remedy::{Document, Remedy};
use sayso::verdict::{self, Verdict};
use sayso::workspace::Source;

use crate::agreement::{seeds, view_of};
use crate::oracle::case::{self, Case};
use crate::oracle::generate::{Shape, generate, generate_view};
use crate::oracle::turtle::{DATA, Naming, SAYSO, to_turtle};

/// A record that can be asked.
struct Record {
    text: String,
    graph: Graph,
    evidence: Evidence,
    /// Who keeps it, by IRI.
    keepers: Vec<String>,
}

impl Record {
    fn new(text: String, keepers: Vec<String>) -> Self {
        let source = Source::text("case.ttl", "https://example.org/case", text.clone());
        let (graph, findings) = sayso::read::read(&[source], Care::Fast).expect("readable");
        let (evidence, more) = build::build(&graph);
        for finding in findings.iter().chain(&more) {
            assert_ne!(finding.severity, Severity::Error, "{finding:?}\n{text}");
        }
        Self {
            text,
            graph,
            evidence,
            keepers,
        }
    }

    fn snapshot(&self, view: View) -> Snapshot<'_> {
        let agents = 0..self.evidence.agents.len() as u32;
        let keepers: Vec<u32> = agents
            .filter(|agent| self.keepers.contains(&self.agent_iri(*agent)))
            .collect();
        Snapshot::kept_by(&self.evidence, view, &keepers)
    }

    fn of(case: &Case) -> Self {
        let naming = Naming::plain(case);
        let keepers = case.keepers.iter().map(|keeper| naming.agent(*keeper));
        Self::new(to_turtle(case, &naming), keepers.collect())
    }

    /// The record with more triples.
    fn with(&self, triples: &str) -> Self {
        Self::new(format!("{}\n{triples}", self.text), self.keepers.clone())
    }

    fn claim(&self, iri: &str) -> u32 {
        let claims = self.evidence.claims.iter();
        let mut numbered = (0..).zip(claims);
        let found = numbered.find(|(_, claim)| self.graph.terms.text(claim.term) == iri);
        found.expect("the claim is still there").0
    }

    fn verdict(&self, iri: &str, view: View) -> Verdict {
        verdict::evaluate(&self.snapshot(view), self.claim(iri)).verdict
    }

    fn claim_iri(&self, claim: u32) -> String {
        let term = self.evidence.claims[claim as usize].term;
        self.graph.terms.text(term).to_owned()
    }

    fn statement_iri(&self, statement: u32) -> String {
        let term = self.evidence.statements[statement as usize].term;
        self.graph.terms.text(term).to_owned()
    }

    fn agent_iri(&self, agent: u32) -> String {
        let term = self.evidence.agents[agent as usize].term;
        self.graph.terms.text(term).to_owned()
    }
}

/// A statement of somebody new, in a document of its own.
fn speech(
    claim: &str,
    side: Polarity,
    first_hand: bool,
    document: Document,
    number: usize,
) -> String {
    let first_hand = if first_hand {
        format!("<{SAYSO}firstHand> true ; ")
    } else {
        String::new()
    };
    let stance = match side {
        Polarity::Support => "asserts",
        Polarity::Denial => "denies",
    };
    format!(
        "<{DATA}new-s{number}> a <{SAYSO}Statement> ; <{SAYSO}claim> <{claim}> ; \
         <{SAYSO}by> <{DATA}new-a{number}> ; <{SAYSO}stance> <{SAYSO}{stance}> ; \
         {first_hand}<{SAYSO}in> <{DATA}new-d{number}> .\n\
         <{DATA}new-a{number}> a <{SAYSO}Agent> .\n\
         {}",
        new_document(document, number, &format!("{DATA}new-a{number}"))
    )
}

/// A document that nothing else is one text with.
fn new_document(document: Document, number: usize, publisher: &str) -> String {
    let locator = match document {
        Document::Cited => {
            format!("<https://schema.org/url> <https://new.example/{number}>")
        }
        Document::Held => hash(number),
    };
    format!(
        "<{DATA}new-d{number}> a <{SAYSO}Document> ; \
         <http://purl.org/dc/terms/publisher> <{publisher}> ; {locator} .\n"
    )
}

fn hash(number: usize) -> String {
    format!("<{SAYSO}sha256> \"{:064x}\"", 0xfff_0000 + number)
}

/// Applies a remedy and asks again.
fn apply(record: &Record, case: &Case, claim: &str, remedy: &Remedy, view: View) {
    let context = |after: &Verdict| {
        let mut text = format!("{remedy:?}\nof {claim} under {view:?}, but it is {after:?}\n");
        let _ = write!(text, "{}", record.text);
        text
    };
    match remedy {
        Remedy::Speech {
            side,
            groups,
            first_hand,
            document,
            becomes,
            ..
        } => {
            let triples: String = (0..*groups)
                .map(|number| speech(claim, *side, *first_hand, *document, number))
                .collect();
            let after = record.with(&triples).verdict(claim, view);
            assert_eq!(after.status, *becomes, "{}", context(&after));
        }
        Remedy::Attestation {
            statements,
            captures,
            document,
            becomes,
        } => {
            let mut ways: Vec<String> = Vec::new();
            for (number, statement) in statements.iter().enumerate() {
                let agent = record.evidence.statements[*statement as usize].agent;
                ways.push(format!(
                    "<{}> <{SAYSO}in> <{DATA}new-d{number}> .\n{}",
                    record.statement_iri(*statement),
                    new_document(*document, number, &record.agent_iri(agent))
                ));
            }
            for captured in captures {
                let term = record.evidence.documents[*captured as usize].term;
                let iri = record.graph.terms.text(term);
                ways.push(format!("<{iri}> {} .\n", hash(0)));
            }
            // Any one of them suffices.
            for way in ways {
                let after = record.with(&way).verdict(claim, view);
                assert!(after.support_rank > 0, "{way}\n{}", context(&after));
                if let Some(status) = becomes {
                    assert_eq!(after.status, *status, "{way}\n{}", context(&after));
                }
            }
        }
        Remedy::Fall {
            side, statements, ..
        } => {
            let gone: BTreeSet<String> = statements
                .iter()
                .map(|statement| record.statement_iri(*statement))
                .collect();
            let after = without(case, &gone).verdict(claim, view);
            let left = match side {
                Polarity::Support => after.support_rank,
                Polarity::Denial => after.opposition_rank,
            };
            assert_eq!(left, 0, "{}", context(&after));
        }
    }
}

/// The record in which nobody believes that some statements were made.
fn without(case: &Case, gone: &BTreeSet<String>) -> Record {
    let naming = Naming::plain(case);
    let mut case = case.clone();
    for (index, statement) in case.statements.iter_mut().enumerate() {
        if gone.contains(&naming.statement(index)) {
            statement.confidence = Some(0);
        }
    }
    Record::of(&case)
}

/// What is said to add nothing is taken away: all of it, and nothing changes.
fn take_away_what_adds_nothing(record: &Record, case: &Case, explained: &Explanation, view: View) {
    let claim = record.claim_iri(explained.verdict.claim);
    let gone: BTreeSet<String> = explained
        .idle
        .iter()
        .map(|idle| record.statement_iri(idle.statement))
        .collect();
    if gone.is_empty() {
        return;
    }
    let after = without(case, &gone).verdict(&claim, view);
    let before = &explained.verdict;
    let figures = |verdict: &Verdict| {
        let round = |value: f64| format!("{value:.9}");
        (
            [verdict.established, verdict.independence],
            [verdict.support, verdict.support_if_one].map(|bounds| round(bounds.lower)),
            verdict.support_rank,
            verdict.single_points.len(),
        )
    };
    assert_eq!(
        figures(before),
        figures(&after),
        "{claim} without {gone:?}\n{}",
        record.text
    );
}

/// The chains shown account for support: with nothing but them it is the same.
fn keep_what_is_shown(record: &Record, case: &Case, explained: &Explanation, view: View) {
    if explained.more_chains > 0 || explained.untested > 0 {
        return;
    }
    let claim = record.claim_iri(explained.verdict.claim);
    let steps = explained.chains.iter().flat_map(|chain| &chain.steps);
    let kept: BTreeSet<String> = steps
        .map(|step| record.statement_iri(step.statement))
        .collect();
    let all = 0..record.evidence.statements.len() as u32;
    let gone: BTreeSet<String> = all
        .filter(|number| {
            // What whoever keeps the record passes on hangs on that, and is told with it.
            let statement = &record.evidence.statements[*number as usize];
            !record.keepers.contains(&record.agent_iri(statement.agent))
                && statement.stance().own_polarity() != Some(Polarity::Denial)
        })
        .map(|number| record.statement_iri(number))
        .filter(|iri| !kept.contains(iri))
        .collect();
    let after = without(case, &gone).verdict(&claim, view);
    assert!(
        (after.support.lower - explained.verdict.support.lower).abs() < 1e-9,
        "{claim} with {kept:?} alone is {after:?}\n{explained:?}\n{}",
        record.text
    );
}

fn ask_all(seed: u64, shape: &Shape) -> BTreeSet<&'static str> {
    let case = generate(seed, shape);
    let record = Record::of(&case);
    let view = view_of(&match seed % 4 {
        0 => case::View::default(),
        1 => case::View {
            strict: true,
            ..case::View::default()
        },
        _ => generate_view(seed),
    });
    let snapshot = record.snapshot(view);
    let mut kinds = BTreeSet::new();
    for claim in 0..record.evidence.claims.len() as u32 {
        let explained = explain(&snapshot, claim, None);
        let iri = record.claim_iri(claim);
        for remedy in &explained.remedies {
            kinds.insert(match remedy {
                Remedy::Speech {
                    side: Polarity::Denial,
                    ..
                } => "denial",
                Remedy::Speech { groups: 2, .. } => "two",
                Remedy::Speech {
                    becomes: Status::Corroborated,
                    ..
                } => "corroborated",
                Remedy::Speech { .. } => "one",
                Remedy::Attestation { captures, .. } if !captures.is_empty() => "capture",
                Remedy::Attestation { .. } => "attestation",
                Remedy::Fall {
                    side: Polarity::Support,
                    ..
                } => "fall",
                Remedy::Fall { .. } => "fall of what speaks against it",
            });
            apply(&record, &case, &iri, remedy, view);
        }
        take_away_what_adds_nothing(&record, &case, &explained, view);
        keep_what_is_shown(&record, &case, &explained, view);
        if explained.chains.iter().any(|chain| chain.raises.is_some()) {
            kinds.insert("raises");
        }
    }
    kinds
}

#[test]
fn every_remedy_does_what_it_says() {
    let mut kinds = BTreeSet::new();
    let shapes = [
        Shape::default(),
        Shape::single_claim(),
        Shape::positive(),
        Shape::anonymous(),
        Shape::texts(),
        Shape::kept(),
        Shape {
            inconsistent_claims: true,
            ..Shape::default()
        },
    ];
    for seed in 0..seeds().div_ceil(5) {
        for shape in &shapes {
            kinds.extend(ask_all(seed, shape));
        }
    }
    let all = [
        "attestation",
        "capture",
        "corroborated",
        "denial",
        "fall",
        "fall of what speaks against it",
        "one",
        "raises",
        "two",
    ];
    assert_eq!(kinds, BTreeSet::from(all), "each kind of remedy was tried");
}
