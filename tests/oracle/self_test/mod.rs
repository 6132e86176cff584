//! The oracle against the worked example and the laws of docs/semantics.md, and the variety of its random cases.

mod example;
mod laws;
mod readings;

use std::collections::{BTreeMap, BTreeSet};

use super::case::Stance;
use super::generate::{Random, Shape, generate};
use super::verdict::{Flag, Status, verdict};

#[test]
fn shapes_restrict() {
    for seed in 0..SEEDS {
        let case = generate(seed, &Shape::one_statement_per_group());
        let speakers: BTreeSet<usize> = case
            .statements
            .iter()
            .map(|statement| statement.by)
            .collect();
        assert_eq!(speakers.len(), case.statements.len());
        assert!(case.ties.iter().all(|tie| !tie.kind.contracts()));
        let positive = generate(seed, &Shape::positive());
        assert!(positive.statements.iter().all(|statement| {
            !statement.stance.is_non_answer()
                && !matches!(statement.stance, Stance::Denies | Stance::Retracts)
        }));
        let any = generate(seed, &Shape::default());
        assert!(
            any.documents
                .iter()
                .all(|document| !document.publishers.is_empty())
        );
        for (index, statement) in any.statements.iter().enumerate() {
            let target = statement
                .target
                .map(|target| (target, any.statements[target].claim));
            assert!(
                target.is_none_or(|(target, claim)| target < index && claim == statement.claim)
            );
            assert_eq!(target.is_some(), statement.stance == Stance::Retracts);
        }
    }
}

/// How many seeds a law is tried on.
const SEEDS: u64 = 400;

#[test]
fn random_cases_are_varied() {
    let mut statuses: BTreeMap<Status, usize> = BTreeMap::new();
    let mut flags: BTreeMap<Flag, usize> = BTreeMap::new();
    let mut independence: BTreeMap<usize, usize> = BTreeMap::new();
    let (mut total, mut tried) = (0, 0);
    for (_, case, view) in laws::cases(5_000, &Shape::default()) {
        tried += 1;
        for claim in 0..case.claims.len() {
            let found = verdict(&case, claim, &view);
            total += 1;
            *statuses.entry(found.status).or_default() += 1;
            *independence.entry(found.independence).or_default() += 1;
            for flag in found.flags {
                *flags.entry(flag).or_default() += 1;
            }
        }
    }
    println!("{tried} cases, {total} claims");
    println!("{independence:?}");
    for status in Status::ALL {
        let count = statuses.get(&status).copied().unwrap_or(0);
        println!(
            "{:5.1} % {}",
            100.0 * f64::from(u32::try_from(count).unwrap_or(0)) / f64::from(total),
            status.term()
        );
        assert!(count > 0, "{status:?} never occurs");
        assert!(
            count * 100 < 35 * usize::try_from(total).unwrap_or(0),
            "{status:?} occurs too often"
        );
    }
    for flag in Flag::ALL {
        let count = flags.get(&flag).copied().unwrap_or(0);
        println!(
            "{:5.1} % {}",
            100.0 * f64::from(u32::try_from(count).unwrap_or(0)) / f64::from(total),
            flag.term()
        );
        assert!(count > 0, "{flag:?} never occurs");
    }
    assert!(tried > 4_500, "too many cases are too large: {tried}");
    let mut random = Random::new(0);
    assert_eq!(random.bits(), 0xE220_A839_7B1D_CDAF);
}
