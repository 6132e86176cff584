//! What the queries answer on the datasets that come with the program.

use std::collections::BTreeSet;
use std::fs;

use sayso::query::saved::embedded;

use super::{TOUR, desks, examples};
use crate::program::root;

/// Values of parameters for the tour; the headers of the queries have those for the other dataset.
const ON_THE_TOUR: &[(&str, &[(&str, &str)])] = &[
    ("about-thing", &[]),
    ("authority", &[("claim", "resign")]),
    ("anonymous", &[("voucher", "tour:ledger")]),
    ("by-confidence", &[("least", "0.5"), ("most", "0.9")]),
    ("chains", &[("claim", "brake test")]),
    ("corroborated", &[("status", "sayso:disputed")]),
    ("denials", &[("claim", "brake bought used")]),
    ("describe", &[("claim", "tour:sabotage")]),
    ("documents", &[("publisher", "Gull")]),
    ("find", &[("words", "DRIVER had")]),
    ("flagged", &[("flag", "sayso:relay-spof")]),
    (
        "in-common",
        &[("source", "tour:ledger"), ("other", "tour:estravian")],
    ),
    ("interests", &[("interested", "tour:norrow")]),
    ("is-corroborated", &[("claim", "tour:crane-fell")]),
    ("leads-to", &[("claim", "wind 90")]),
    ("learnt-since", &[("since", "2024-06")]),
    ("origins", &[("claim", "brake test")]),
    ("period", &[("from", "2024-03-14"), ("until", "2024-04")]),
    ("provenance", &[("claim", "tour:driver-drunk")]),
    ("rests-on", &[("source", "tour:ledger")]),
    ("said-by", &[("source", "spokeswoman")]),
    (
        "statements",
        &[("claim", "tour:used-brake"), ("stance", "sayso:denies")],
    ),
    ("sources", &[("source", "tour:gull")]),
    ("tied-to", &[("agent", "tour:estravian")]),
    ("ties", &[("day", "2024-06-01")]),
    (
        "ties-of",
        &[("agent", "tour:ledger-house"), ("other", "tour:ledger")],
    ),
    ("topics", &[("topic", "tour:port-staff")]),
];

#[test]
fn answers_are_as_before() {
    let mut expected = BTreeSet::new();
    for (dataset, desk) in desks() {
        if dataset == "vsse-breach-b" {
            continue;
        }
        for query in embedded() {
            let given: Vec<(String, String)> = if dataset == "tour" {
                let given = ON_THE_TOUR.iter().find(|(name, _)| *name == query.name);
                let given = given.map_or(&[][..], |(_, given)| given);
                let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
                given.iter().map(own).collect()
            } else {
                examples(&query)
            };
            let given: Vec<(&str, &str)> = given
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            let mut text = format!("# by default\n{}", desk.written(&query.name, &[]));
            if !given.is_empty() {
                let values = given.iter().map(|(name, value)| format!("{name}={value}"));
                let values = values.collect::<Vec<_>>().join(", ");
                let answer = desk.written(&query.name, &given);
                text.push_str(&format!("\n# {values}\n{answer}"));
            }
            // Snapshots are read by people: short names instead of full ones, and no prefixes.
            let lines = text.lines().filter(|line| !line.starts_with("@prefix"));
            let text = lines.collect::<Vec<_>>().join("\n");
            let text = text
                .replace("https://w3id.org/sayso/ns#", "sayso:")
                .replace("https://w3id.org/sayso/data/vsse-breach#", "vsse:")
                .replace("https://w3id.org/sayso/data/tour#", "tour:");
            let name = format!("queries-{dataset}-{}", query.name);
            insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!(name.clone(), text);
            });
            expected.insert(format!("{name}.snap"));
        }
    }
    let folder = fs::read_dir(root().join("tests/queries/snapshots")).expect("there are snapshots");
    for entry in folder {
        let name = entry.expect("it can be listed").file_name();
        let name = name.to_string_lossy().into_owned();
        let is_mine = name.starts_with("queries-") && !name.contains(".snap.");
        assert!(
            !is_mine || expected.contains(&name) || !root().join(TOUR).exists(),
            "{name} is of no query"
        );
    }
}
