//! Which cases are small enough to be enumerated.

use std::collections::BTreeSet;

use super::super::case::{Case, TieKind};

/// How many relay paths are followed.
const PATHS: usize = 2_000;

/// Whether enumerating is cheap enough: few statements, few relay paths, few cells.
pub fn size_ok(case: &Case) -> bool {
    case.statements.len() <= 12 && relay_paths(case) <= PATHS && cells(case) <= 1 << 16
}

/// What a statement relays, or may relay by what its documents copy, within its claim.
fn relayed(case: &Case, statement: usize) -> BTreeSet<usize> {
    let told = &case.statements[statement];
    let mut relayed = told.relays.clone();
    for &document in &told.documents {
        for &copied in &case.documents[document].copies {
            let in_copied = |&other: &usize| case.statements[other].documents.contains(&copied);
            relayed.extend((0..case.statements.len()).filter(in_copied));
        }
    }
    relayed.retain(|&other| case.statements[other].claim == told.claim);
    relayed
}

/// The number of simple paths along relays within a claim (or a little more than are followed).
fn relay_paths(case: &Case) -> usize {
    fn extend(relayed: &[BTreeSet<usize>], path: &mut Vec<usize>, count: &mut usize) {
        *count += 1;
        let Some(&last) = path.last() else { return };
        for &next in &relayed[last] {
            if !path.contains(&next) && *count <= PATHS {
                path.push(next);
                extend(relayed, path, count);
                path.pop();
            }
        }
    }
    let relayed: Vec<BTreeSet<usize>> = (0..case.statements.len())
        .map(|statement| relayed(case, statement))
        .collect();
    let mut count = 0;
    for start in 0..case.statements.len() {
        extend(&relayed, &mut vec![start], &mut count);
    }
    count
}

/// An upper bound, whatever the groups, on the cells between the thresholds of a pool.
fn cells(case: &Case) -> usize {
    // Where a dated tie may lend a grade, two statements of one agent may have two grades.
    let lent = case.ties.iter().any(|tie| {
        (tie.valid_from.is_some() || tie.valid_until.is_some())
            && matches!(tie.kind, TieKind::SameAs | TieKind::SpokespersonOf)
    });
    let mut product = 1_usize;
    for agent in 0..case.agents.len() {
        let mut own = BTreeSet::new();
        let mut behind = BTreeSet::new();
        for (index, statement) in case.statements.iter().enumerate() {
            if statement.by != agent {
                continue;
            }
            let of = lent.then_some(index);
            let origin = statement.relays.is_empty();
            own.insert((
                origin && statement.confidence.is_none(),
                statement.confidence,
                of,
            ));
            if origin {
                own.insert((false, None, of));
                behind.insert((statement.confidence, of));
            }
        }
        product = product
            .saturating_mul(own.len() + 1)
            .saturating_mul(behind.len() + 1);
    }
    product
}
