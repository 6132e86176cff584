//! The oracle against the laws of docs/semantics.md.

use super::super::case::{Case, View};
use super::super::generate::{Shape, generate, generate_view};
use super::super::transform::{
    Transformation, add_denial, add_non_answer, add_pure_copy, add_support, copy_document,
    derive_origin, duplicate_live, merge_groups, name_origin, rebuild, retract_support, share_text,
};
use super::super::verdict::{Verdict, least_independence, size_ok, verdict};
use super::SEEDS;

/// For each seed, a case of manageable size and a view.
pub(super) fn cases(seeds: u64, shape: &Shape) -> impl Iterator<Item = (u64, Case, View)> {
    (0..seeds)
        .map(|seed| (seed, generate(seed, shape), generate_view(seed)))
        .filter(|(_, case, _)| size_ok(case))
}

/// Compares the verdict on each claim before and after.
fn assert_law(
    seeds: u64,
    shape: &Shape,
    change: Transformation,
    law: impl Fn(&Verdict, &Verdict) -> bool,
) {
    let mut applied = 0;
    for (seed, case, view) in cases(seeds, shape) {
        for claim in 0..case.claims.len() {
            let Some(changed) = change(&case, claim, &view, seed) else {
                continue;
            };
            if !size_ok(&changed) {
                continue;
            }
            applied += 1;
            let (before, after) = (
                verdict(&case, claim, &view),
                verdict(&changed, claim, &view),
            );
            assert!(
                law(&before, &after),
                "seed {seed}, claim {claim}\n{view:?}\n{before:#?}\n{after:#?}\n{case:#?}\n{changed:#?}"
            );
        }
    }
    assert!(
        applied > seeds / 20,
        "the law was tried only {applied} times"
    );
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

fn same_support(before: &Verdict, after: &Verdict) -> bool {
    before.independence == after.independence
        && before.established == after.established
        && close(before.support_if_one, after.support_if_one)
        && before.spof == after.spof
        && close(before.support, after.support)
}

#[test]
fn law_2_a_duplicate_changes_nothing() {
    assert_law(SEEDS, &Shape::default(), duplicate_live, |before, after| {
        same_support(before, after)
            && close(before.opposition, after.opposition)
            && before.status == after.status
            && before.flags == after.flags
            && before.witnesses == after.witnesses
    });
}

#[test]
fn law_3_a_pure_copy_adds_nothing() {
    assert_law(SEEDS, &Shape::default(), add_pure_copy, |before, after| {
        same_support(before, after)
            && before.status == after.status
            && close(before.opposition, after.opposition)
    });
}

#[test]
fn law_4_support_never_lowers() {
    assert_law(SEEDS, &Shape::default(), add_support, |before, after| {
        after.independence >= before.independence
            && after.established >= before.established
            && after.support >= before.support - 1e-9
    });
}

#[test]
fn law_5_retracting_support_never_raises() {
    assert_law(
        SEEDS,
        &Shape::default(),
        retract_support,
        |before, after| {
            after.independence <= before.independence
                && after.established <= before.established
                && after.support <= before.support + 1e-9
        },
    );
}

#[test]
fn law_6_merging_never_raises() {
    assert_law(SEEDS, &Shape::default(), merge_groups, |before, after| {
        after.independence <= before.independence
    });
}

#[test]
fn law_7_derivation_never_raises() {
    assert_law(SEEDS, &Shape::default(), derive_origin, |before, after| {
        after.independence <= before.independence
    });
}

#[test]
fn law_8_the_other_side_stays() {
    let same =
        |before: &Verdict, after: &Verdict| same_support(before, after) && before.p == after.p;
    assert_law(SEEDS, &Shape::default(), add_denial, same);
    assert_law(SEEDS, &Shape::default(), add_non_answer, same);
}

#[test]
fn laws_9_and_11_of_every_verdict() {
    for (seed, case, view) in cases(SEEDS, &Shape::default()) {
        for claim in 0..case.claims.len() {
            let found = verdict(&case, claim, &view);
            assert_eq!(
                found.independence == 1,
                !found.spof.is_empty(),
                "seed {seed}\n{found:#?}"
            );
            assert!(
                found.packing <= found.independence,
                "seed {seed}\n{found:#?}"
            );
            assert!(
                found.best_chain <= found.support + 1e-9,
                "seed {seed}\n{found:#?}"
            );
            assert!(
                found.support <= found.origin_bound + 1e-9,
                "seed {seed}\n{found:#?}"
            );
        }
    }
}

#[test]
fn law_12_a_view_is_what_is_left_of_the_record() {
    let mut compared = 0;
    for (seed, case, view) in cases(4 * SEEDS, &Shape::default()) {
        let Some(rebuilt) = rebuild(&case, &view) else {
            continue;
        };
        let strict = View {
            strict: view.strict,
            ..View::default()
        };
        for claim in 0..case.claims.len() {
            compared += 1;
            let (seen, left) = (
                verdict(&case, claim, &view),
                verdict(&rebuilt, claim, &strict),
            );
            assert_eq!(
                seen, left,
                "seed {seed}, claim {claim}\n{view:?}\n{case:#?}"
            );
        }
    }
    assert!(compared > SEEDS / 2, "only {compared} views compared");
}

/// The shapes that say much of who is who.
fn of_sources() -> [Shape; 5] {
    [
        Shape::default(),
        Shape::single_claim(),
        Shape::anonymous(),
        Shape::texts(),
        Shape::kept(),
    ]
}

#[test]
fn law_14_established_independence_is_the_least_over_all_identities() {
    let mut below = 0;
    for shape in of_sources() {
        for (seed, case, view) in cases(SEEDS, &shape) {
            for claim in 0..case.claims.len() {
                let found = verdict(&case, claim, &view);
                assert!(found.established <= found.independence, "seed {seed}");
                assert_eq!(
                    found.established == 0,
                    found.independence == 0,
                    "seed {seed}"
                );
                below += u64::from(found.established < found.independence);
                if let Some(least) = least_independence(&case, claim, &view) {
                    assert_eq!(
                        found.established, least,
                        "seed {seed}\n{found:#?}\n{case:#?}"
                    );
                }
            }
        }
    }
    assert!(
        below > SEEDS / 10,
        "only {below} claims with unnamed origins that count"
    );
}

#[test]
fn law_15_one_text_never_raises() {
    for shape in of_sources() {
        assert_law(SEEDS, &shape, share_text, |before, after| {
            after.independence <= before.independence && after.established <= before.established
        });
    }
}

#[test]
fn law_15_copying_never_raises() {
    for shape in of_sources() {
        assert_law(SEEDS, &shape, copy_document, |before, after| {
            after.independence <= before.independence
        });
    }
}

#[test]
fn law_16_a_name_never_lowers() {
    for shape in of_sources() {
        assert_law(SEEDS, &shape, name_origin, |before, after| {
            after.established >= before.established
        });
    }
}
