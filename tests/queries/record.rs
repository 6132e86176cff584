//! Answers that can be read off the record as well: claims and their links, times, ties, documents, provenance.

use std::collections::BTreeSet;

use sayso::evidence::View;
use sayso::model::{Interval, Stance, Time};
use sayso::verdict::explanation::explain;
use spareval::QueryResults;

use super::{Desk, desks, query_named};

#[test]
fn claims_taken_as_one_are_listed_once_and_lead_to_each_other() {
    let desk = Desk::text(
        "[] sayso:by :a ; sayso:asserts :x . [] sayso:by :a ; sayso:asserts :y .
         [] sayso:by :b ; sayso:asserts :z . [] sayso:by :a ; sayso:asserts :w .
         :x sayso:sameClaim :y . :y sayso:sameClaim :x . :z sayso:sameClaim :y . :y sayso:entails :w .",
    );
    let name = |name: &str| format!("https://example.org/desk#{name}");
    let pairs = desk.set("same-claims", &[], &["claim", "same"]);
    assert_eq!(
        pairs,
        BTreeSet::from([vec![name("x"), name("y")], vec![name("y"), name("z")]])
    );
    let leads = desk.set("leads-to", &[("claim", "z")], &["relation", "other"]);
    let pair = |relation: &str, other: &str| vec![relation.to_owned(), name(other)];
    assert_eq!(
        leads,
        BTreeSet::from([
            pair("it entails", "x"),
            pair("it entails", "y"),
            pair("it entails", "w"),
            pair("is entailed by", "x"),
            pair("is entailed by", "y"),
        ])
    );
}

#[test]
fn times_agree() {
    for (dataset, desk) in desks() {
        let evidence = &desk.data.evidence;
        let snapshot = desk.data.snapshot(View::default());
        let mut tense = BTreeSet::new();
        for claim in desk.claims() {
            if !explain(&snapshot, claim, None).conflicting_spans.is_empty() {
                tense.insert(vec![desk.claim(claim)]);
            }
        }
        let spans = desk.rows("spans", &[]).into_iter();
        let spans: BTreeSet<Vec<String>> = spans
            .filter(|row| row.get("tension").is_some_and(|tension| tension == "true"))
            .map(|row| vec![row["claim"].clone()])
            .collect();
        assert_eq!(spans, tense, "{dataset}");

        let said: Vec<Option<Time>> = evidence
            .statements
            .iter()
            .map(|statement| statement.said_at().map(|(said, _)| said.first))
            .collect();
        let undated = said.iter().filter(|time| time.is_none()).count();
        assert_eq!(desk.rows("undated", &[]).len(), undated, "{dataset}");
        let dated = said.len() - undated;
        assert_eq!(desk.rows("timeline", &[]).len(), dated, "{dataset}");
        assert_eq!(desk.rows("period", &[]).len(), dated, "{dataset}");
        for (from, until, end) in [
            ("2023-05", "2023-06", "2023-07"),
            ("2024-03-14", "2024-03-16", "2024-03-17"),
            ("2024-03-11", "2024-03-11", "2024-03-12"),
            ("2024", "2024", "2025"),
        ] {
            let time = |text| Time::parse_any(text).expect("a time");
            let is_in =
                |at: &&Option<Time>| at.is_some_and(|at| time(from) <= at && at < time(end));
            let expected = said.iter().filter(is_in).count();
            let found = desk.rows("period", &[("from", from), ("until", until)]);
            assert_eq!(found.len(), expected, "{dataset}: {from} to {until}");
        }
    }
}

#[test]
fn ties_agree() {
    let dated = "[] sayso:kind sayso:OwnedBy ; sayso:dependent :a ; sayso:principal :b ;
        sayso:validFrom \"2023\"^^<http://www.w3.org/2001/XMLSchema#gYear> ;
        sayso:validUntil \"2024-06\"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> .
        [] sayso:kind sayso:SharedDesk ; sayso:between :c , :d .
        [] sayso:by :a ; sayso:asserts :claim .";
    let mut desks = desks();
    desks.push(("dated", Desk::text(dated)));
    for (dataset, desk) in desks {
        for day in [
            "2022-12-31",
            "2023-01-01",
            "2024-05-31",
            "2024-06-01",
            "2024-06-30",
            "2024-07-01",
            "2024-12-31",
            "2025-01-01",
        ] {
            let at = Time::parse_any(day).expect("a day");
            let at = Interval {
                first: at,
                last: at,
            };
            let expected: BTreeSet<Vec<String>> = desk
                .data
                .evidence
                .ties
                .iter()
                .filter(|tie| tie.may_hold(at))
                .map(|tie| tie.agents.map(|agent| desk.agent(agent)).to_vec())
                .collect();
            let found = desk.set("ties", &[("day", day)], &["one", "other"]);
            assert_eq!(found, expected, "{dataset}: {day}");
        }
    }
}

#[test]
fn counts_of_documents_agree() {
    for (dataset, desk) in desks() {
        let evidence = &desk.data.evidence;
        let uncaptured: BTreeSet<Vec<String>> = evidence
            .documents
            .iter()
            .filter(|document| !document.is_held())
            .map(|document| vec![desk.iri(document.term)])
            .collect();
        let found = desk.set("never-captured", &[], &["document"]);
        assert_eq!(found, uncaptured, "{dataset}");
        let numbers = 0..evidence.statements.len() as u32;
        let nowhere = numbers.filter(|n| evidence.documents_of.row(*n).is_empty());
        let found = desk.rows("without-document", &[]).len();
        assert_eq!(found, nowhere.count(), "{dataset}");
        for (number, document) in evidence.documents.iter().enumerate() {
            let rows = desk.rows("documents", &[]);
            let mut rows = rows.iter();
            let row = rows.find(|row| row["document"] == desk.iri(document.term));
            let row = row.expect("each document has a publisher");
            let inside = (0..evidence.statements.len() as u32)
                .filter(|n| evidence.documents_of.row(*n).contains(&(number as u32)))
                .count();
            assert_eq!(row["statements"], inside.to_string(), "{dataset}");
            assert_eq!(row["held"], document.is_held().to_string(), "{dataset}");
        }
    }
}

#[test]
fn words_against_a_claim_agree() {
    for (dataset, desk) in desks() {
        let denied: BTreeSet<Vec<String>> = desk
            .data
            .evidence
            .statements
            .iter()
            .filter(|statement| statement.stance() == Stance::Denies)
            .map(|statement| vec![desk.claim(statement.claim), desk.agent(statement.agent)])
            .collect();
        let found = desk.set("denials", &[], &["claim", "speaker"]);
        assert_eq!(found, denied, "{dataset}");
        let mut rivals = BTreeSet::new();
        for claim in desk.claims() {
            for rival in desk.data.evidence.contradicts.row(claim) {
                let is_supported = |n: u32| desk.verdicts[n as usize].support.lower > 0.0;
                if claim < *rival && is_supported(claim) && is_supported(*rival) {
                    rivals.insert(vec![desk.claim(claim), desk.claim(*rival)]);
                }
            }
        }
        let found = desk.set("contradictions", &[], &["claim", "rival"]);
        assert_eq!(found, rivals, "{dataset}");
    }
}

#[test]
fn provenance_is_that_of_the_claim_alone() {
    for (dataset, desk) in desks() {
        for claim in desk.claims() {
            let name = desk.claim(claim);
            let found = desk.run(&query_named("provenance"), &[("claim", &name)]);
            let QueryResults::Graph(triples) = found else {
                panic!("provenance is a graph")
            };
            let mut attributed = 0;
            for triple in triples {
                let triple = triple.expect("the evaluation goes through");
                if triple.predicate.as_str() == "http://purl.org/dc/terms/subject" {
                    attributed += 1;
                    let object = triple.object.to_string();
                    assert_eq!(object, format!("<{name}>"), "{dataset}");
                }
            }
            let statements = desk.data.evidence.claims[claim as usize].statements();
            assert_eq!(attributed, statements.len(), "{dataset}: {name}");
        }
    }
}
