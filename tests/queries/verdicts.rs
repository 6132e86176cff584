//! Answers that the verdicts give as well: statuses, what a claim rests on, who was asked, chains, what was taken back.

use std::collections::{BTreeMap, BTreeSet};

use sayso::evidence::View;
use sayso::model::{Flag, Stance, Status};
use sayso::verdict;
use sayso::verdict::explanation::explain;
use spareval::QueryResults;

use super::{Desk, desks, query_named};

fn sayso(name: impl std::fmt::Display) -> String {
    format!("https://w3id.org/sayso/ns#{name}")
}

#[test]
fn verdicts_agree() {
    for (dataset, desk) in desks() {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for verdict in &desk.verdicts {
            *counts.entry(sayso(verdict.status)).or_default() += 1;
        }
        let counted: BTreeMap<String, usize> = desk
            .rows("statuses", &[])
            .into_iter()
            .map(|row| (row["status"].clone(), row["claims"].parse().unwrap()))
            .collect();
        assert_eq!(counts, counted, "{dataset}");

        let expected: BTreeSet<Vec<String>> = desk
            .verdicts
            .iter()
            .map(|verdict| {
                vec![
                    desk.claim(verdict.claim),
                    sayso(verdict.status),
                    verdict.established.value.to_string(),
                    verdict.independence.value.to_string(),
                ]
            })
            .collect();
        let variables = ["claim", "status", "independence", "independenceAtMost"];
        assert_eq!(
            desk.set("corroborated", &[], &variables),
            expected,
            "{dataset}"
        );
        for row in desk.rows("corroborated", &[]) {
            let mut all = desk.verdicts.iter();
            let verdict = all.find(|verdict| desk.claim(verdict.claim) == row["claim"]);
            let verdict = verdict.unwrap();
            for (shown, bounds) in [
                ("support", verdict.support),
                ("supportIfOne", verdict.support_if_one),
            ] {
                let shown: f64 = row[shown].parse().unwrap();
                assert!((shown - bounds.lower).abs() < 1e-9, "{row:?}");
            }
        }
        let statuses = desk.rows("corroborated", &[]);
        let rank = |row: &BTreeMap<String, String>| {
            let all = Status::ALL.iter();
            all.copied()
                .position(|status| sayso(status) == row["status"])
        };
        assert!(statuses.is_sorted_by_key(rank), "{dataset}");
        let several = desk.claims_where(|verdict| verdict.status == Status::SeveralSources);
        let found = desk.set("several-sources", &[], &["claim"]);
        assert_eq!(found, several, "{dataset}");

        let mut rests: BTreeSet<Vec<String>> = BTreeSet::new();
        for verdict in &desk.verdicts {
            for agent in verdict.single_points.iter().flat_map(|point| &point.agents) {
                rests.insert(vec![desk.agent(*agent), desk.claim(verdict.claim)]);
            }
        }
        assert_eq!(
            desk.set("rests-on", &[], &["source", "claim"]),
            rests,
            "{dataset}"
        );
        for row in desk.rows("only-carriers", &[]) {
            let carried = rests.iter().filter(|pair| pair[0] == row["source"]).count();
            assert_eq!(row["claims"], carried.to_string(), "{dataset}: {row:?}");
        }
        for flag in desk
            .verdicts
            .iter()
            .flat_map(|verdict| verdict.flags.iter())
        {
            let flagged = desk.set("flagged", &[("flag", &format!("sayso:{flag}"))], &["claim"]);
            let expected = desk.claims_where(|verdict| verdict.flags.contains(flag));
            assert_eq!(flagged, expected, "{dataset}: {flag}");
        }
        for verdict in &desk.verdicts {
            let claim = desk.claim(verdict.claim);
            let found = desk.run(&query_named("is-corroborated"), &[("claim", &claim)]);
            let QueryResults::Boolean(answer) = found else {
                panic!("is-corroborated is a question")
            };
            assert_eq!(answer, verdict.status == Status::Corroborated, "{claim}");
        }
    }
}

#[test]
fn who_was_asked_and_has_not_answered_agrees() {
    for (dataset, desk) in desks() {
        let snapshot = desk.data.snapshot(View::default());
        let mut standing = BTreeSet::new();
        for claim in desk.claims() {
            for number in verdict::unanswered(&snapshot, claim) {
                let statement = &desk.data.evidence.statements[number as usize];
                standing.insert(vec![
                    desk.claim(claim),
                    desk.agent(statement.agent),
                    desk.iri(statement.stance().term().id()),
                ]);
            }
        }
        let asked = desk.set("asked", &[], &["claim", "asked", "reply"]);
        let silent = [
            Stance::Declines,
            Stance::NoResponse,
            Stance::Deflects,
            Stance::NeitherConfirmsNorDenies,
            Stance::Retracts,
        ]
        .map(|stance| desk.iri(stance.term().id()));
        let rows = desk.rows("statements", &[]);
        let is_answered = |row: &Vec<String>| {
            let mine = |other: &&BTreeMap<String, String>| {
                other["claim"] == row[0] && other["speaker"] == row[1]
            };
            let mut when = rows.iter().filter(mine);
            let when = when.find(|other| other["stance"] == row[2]);
            let Some(when) = when.and_then(|row| row.get("said")) else {
                return false;
            };
            rows.iter().filter(mine).any(|other| {
                !silent.contains(&other["stance"]) && other.get("said").is_some_and(|s| s > when)
            })
        };
        let expected: BTreeSet<Vec<String>> =
            asked.into_iter().filter(|row| !is_answered(row)).collect();
        assert_eq!(standing, expected, "{dataset}");
        let flagged = desk.set("flagged", &[("flag", "sayso:unanswered")], &["claim"]);
        let claims: BTreeSet<Vec<String>> =
            expected.iter().map(|row| vec![row[0].clone()]).collect();
        assert!(claims.is_subset(&flagged), "{dataset}");
    }
}

#[test]
fn origins_of_chains_agree() {
    for (dataset, desk) in desks() {
        let snapshot = desk.data.snapshot(View::default());
        for claim in desk.claims() {
            let name = desk.claim(claim);
            let explanation = explain(&snapshot, claim, None);
            let explained: BTreeSet<Vec<String>> = explanation
                .chains
                .iter()
                .filter(|chain| chain.claim == claim)
                .map(|chain| {
                    let first = &desk.data.evidence.statements[chain.steps[0].statement as usize];
                    vec![desk.agent(first.agent)]
                })
                .collect();
            let given = [("claim", name.as_str())];
            let origins = desk.set("origins", &given, &["origin"]);
            assert!(explained.is_subset(&origins), "{dataset}: {name}");
            if !dataset.starts_with("vsse") {
                continue;
            }
            // There everybody who says something on a basis of their own is on a chain.
            assert_eq!(explained, origins, "{dataset}: {name}");
            if dataset == "vsse-breach" {
                // And everybody is repeated by TechCrunch, those who did not answer as well.
                let mut repeated = BTreeSet::new();
                for row in desk.rows("chains", &given) {
                    if row.get("origin").is_some_and(|origin| origin == "true") {
                        repeated.insert(vec![row["repeats"].clone()]);
                    }
                }
                for asked in desk.rows("asked", &[]) {
                    if asked["claim"] == name {
                        repeated.remove(&vec![asked["asked"].clone()]);
                    }
                }
                assert_eq!(repeated, explained, "{name}");
            }
        }
    }
}

#[test]
fn what_was_taken_back_agrees() {
    for (dataset, desk) in desks() {
        let retracted = desk.set("retractions", &[], &["claim"]);
        let emptied = desk.claims_where(|verdict| {
            [Status::Retracted, Status::BasisWithdrawn].contains(&verdict.status)
        });
        assert!(emptied.is_subset(&retracted), "{dataset}");
        let targets = desk.data.evidence.statements.iter();
        let targets = targets.filter(|statement| statement.target().is_some());
        assert_eq!(
            desk.rows("retractions", &[]).len(),
            targets.count(),
            "{dataset}"
        );
        let stale = desk.claims_where(|verdict| verdict.flags.contains(Flag::StaleBasis));
        assert_eq!(desk.set("stale-bases", &[], &["claim"]), stale, "{dataset}");
    }
}

#[test]
fn a_retraction_taken_back_leaves_no_stale_basis() {
    let text = ":first sayso:by :a ; sayso:asserts :c . :copy sayso:by :b ; sayso:reports :c ; sayso:relays :first .
        :back sayso:by :a ; sayso:retracts :c ; sayso:target :first .";
    let desk = Desk::text(text);
    assert_eq!(desk.rows("stale-bases", &[]).len(), 1);
    let again = format!("{text} :again sayso:by :a ; sayso:retracts :c ; sayso:target :back .");
    let desk = Desk::text(&again);
    assert_eq!(desk.rows("stale-bases", &[]).len(), 0);
    let taken: Vec<String> = desk
        .rows("retractions", &[])
        .into_iter()
        .map(|row| format!("{} {}", row["stance"], row["takenBack"]))
        .collect();
    assert_eq!(
        taken,
        [
            format!("{} true", sayso("asserts")),
            format!("{} false", sayso("retracts")),
        ]
    );
}
