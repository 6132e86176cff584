//! The laws of docs/semantics.md, section 13, on the crate itself.
//!
//! The changes come from the oracle, so that a law is tried on what it speaks of; the verdicts
//! are the crate's.

use std::collections::BTreeSet;
use std::ops::Deref;

use sayso::verdict::{Role, Verdict};

use crate::agreement::{actual, seeds};
use crate::oracle::case::{Case, View};
use crate::oracle::generate::{Shape, generate, generate_view};
use crate::oracle::transform::{
    Transformation, add_denial, add_non_answer, add_pure_copy, add_support, copy_document,
    derive_origin, duplicate_live, merge_groups, name_origin, rebuild, retract_support, share_text,
};
use crate::oracle::turtle::Naming;
use crate::oracle::verdict::{least_independence, size_ok};

/// How much two sums of products may differ by the order of the factors.
const ROUNDING: f64 = 1e-9;

/// A verdict, and the names of what it rests on.
#[derive(Debug)]
struct Seen {
    verdict: Verdict,
    rests_on: BTreeSet<(Vec<String>, bool, Role)>,
}

impl Deref for Seen {
    type Target = Verdict;

    fn deref(&self) -> &Verdict {
        &self.verdict
    }
}

fn verdict_on(case: &Case, claim: usize, view: &View) -> Option<Seen> {
    let naming = Naming::plain(case);
    let (_, mut verdicts, agents) = actual(case, &naming, view);
    let verdict = verdicts.remove(&naming.claim(claim))?;
    let points = verdict.single_points.iter();
    let rests_on = points
        .map(|point| {
            let names = point
                .agents
                .iter()
                .map(|agent| agents[*agent as usize].clone());
            (names.collect(), point.is_implicit, point.role)
        })
        .collect();
    Some(Seen { verdict, rests_on })
}

/// Tries a law on many random graphs: the verdict before a change, and after it.
fn hold(change: Transformation, law: impl Fn(&Seen, &Seen) -> bool) {
    hold_on(&Shape::default(), change, law);
}

fn hold_on(shape: &Shape, change: Transformation, law: impl Fn(&Seen, &Seen) -> bool) {
    let mut tried: u64 = 0;
    for seed in 0..seeds() {
        let case = generate(seed, shape);
        let view = generate_view(seed);
        for claim in 0..case.claims.len() {
            let Some(changed) = change(&case, claim, &view, seed) else {
                continue;
            };
            let before = verdict_on(&case, claim, &view);
            let after = verdict_on(&changed, claim, &view);
            let (Some(before), Some(after)) = (before, after) else {
                continue;
            };
            tried += 1;
            assert!(
                law(&before, &after),
                "seed {seed}, claim {claim}\n{before:#?}\n{after:#?}"
            );
        }
    }
    assert!(tried > seeds() / 20, "the law was tried only {tried} times");
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < ROUNDING
}

fn same_support(before: &Seen, after: &Seen) -> bool {
    before.rests_on == after.rests_on && same_figures(before, after)
}

/// The same support, whatever the names.
fn same_figures(before: &Verdict, after: &Verdict) -> bool {
    before.independence == after.independence
        && before.established == after.established
        && same(before.support_if_one.lower, after.support_if_one.lower)
        && before.single_points.len() == after.single_points.len()
        && before.support_rank == after.support_rank
        && same(before.support.lower, after.support.lower)
}

#[test]
fn law_1_order_and_naming_never_matter() {
    for seed in 0..seeds() {
        let case = generate(seed, &Shape::default());
        if !size_ok(&case) {
            continue;
        }
        let view = generate_view(seed);
        let (plain, shuffled) = (Naming::plain(&case), Naming::shuffled(&case, seed));
        let (_, one, _) = actual(&case, &plain, &view);
        let (_, other, _) = actual(&case, &shuffled, &view);
        for claim in 0..case.claims.len() {
            let (Some(one), Some(other)) = (
                one.get(&plain.claim(claim)),
                other.get(&shuffled.claim(claim)),
            ) else {
                continue;
            };
            assert!(same_figures(one, other), "seed {seed}, claim {claim}");
            assert_eq!(
                (one.status, &one.flags),
                (other.status, &other.flags),
                "seed {seed}"
            );
            assert!(
                same(one.opposition.lower, other.opposition.lower),
                "seed {seed}"
            );
        }
    }
}

#[test]
fn law_2_a_duplicate_of_a_live_statement_changes_nothing() {
    hold(duplicate_live, |before, after| {
        same_support(before, after)
            && before.status == after.status
            && same(before.opposition.lower, after.opposition.lower)
    });
}

#[test]
fn law_3_a_pure_copy_adds_nothing() {
    hold(add_pure_copy, same_support);
}

#[test]
fn law_4_support_never_lowers() {
    hold(add_support, |before, after| {
        after.independence.value >= before.independence.value
            && after.established.value >= before.established.value
            && after.support.lower >= before.support.lower - ROUNDING
    });
}

#[test]
fn law_5_retracting_support_never_raises() {
    hold(retract_support, |before, after| {
        after.independence.value <= before.independence.value
            && after.established.value <= before.established.value
            && after.support.lower <= before.support.lower + ROUNDING
    });
}

#[test]
fn law_6_merging_groups_never_raises_independence() {
    hold(merge_groups, |before, after| {
        after.independence.value <= before.independence.value
    });
}

#[test]
fn law_7_learning_that_an_origin_was_derivative_never_raises_independence() {
    hold(derive_origin, |before, after| {
        after.independence.value <= before.independence.value
    });
}

#[test]
fn law_8_denials_and_non_answers_leave_the_support_alone() {
    hold(add_denial, same_support);
    hold(add_non_answer, same_support);
}

#[test]
fn law_9_one_is_a_single_point_of_failure() {
    for seed in 0..seeds() {
        let case = generate(seed, &Shape::default());
        let (_, verdicts, _) = actual(&case, &Naming::plain(&case), &generate_view(seed));
        for verdict in verdicts.values() {
            assert_eq!(
                verdict.independence.value == 1,
                !verdict.single_points.is_empty(),
                "seed {seed}\n{verdict:#?}"
            );
        }
    }
}

#[test]
fn law_12_a_view_is_what_is_left_of_the_record() {
    let mut compared = 0;
    for seed in 0..seeds() {
        let case = generate(seed, &Shape::default());
        let view = generate_view(seed);
        let Some(rebuilt) = rebuild(&case, &view) else {
            continue;
        };
        let all = View {
            strict: view.strict,
            ..View::default()
        };
        for claim in 0..case.claims.len() {
            let seen = verdict_on(&case, claim, &view);
            let left = verdict_on(&rebuilt, claim, &all);
            let (Some(seen), Some(left)) = (seen, left) else {
                continue;
            };
            compared += 1;
            assert!(
                same_support(&seen, &left)
                    && (seen.status, &seen.flags) == (left.status, &left.flags)
                    && same(seen.opposition.lower, left.opposition.lower),
                "seed {seed}, claim {claim}\n{seen:#?}\n{left:#?}"
            );
        }
    }
    assert!(compared > seeds() / 10, "only {compared} views compared");
}

#[test]
fn law_14_established_independence_is_the_least_over_all_identities() {
    for shape in [Shape::default(), Shape::anonymous()] {
        for seed in 0..seeds() {
            let case = generate(seed, &shape);
            if !size_ok(&case) {
                continue;
            }
            let view = generate_view(seed);
            for claim in 0..case.claims.len() {
                let least = least_independence(&case, claim, &view);
                let found = verdict_on(&case, claim, &view);
                let (Some(least), Some(found)) = (least, found) else {
                    continue;
                };
                assert_eq!(found.established.value, least, "seed {seed}\n{found:#?}");
            }
        }
    }
}

#[test]
fn law_15_one_text_or_a_copy_never_raises_independence() {
    for shape in [Shape::default(), Shape::texts()] {
        hold_on(&shape, share_text, |before, after| {
            after.independence.value <= before.independence.value
                && after.established.value <= before.established.value
        });
        hold_on(&shape, copy_document, |before, after| {
            after.independence.value <= before.independence.value
        });
    }
}

#[test]
fn law_16_a_name_never_lowers_established_independence() {
    for shape in [Shape::default(), Shape::anonymous()] {
        hold_on(&shape, name_origin, |before, after| {
            after.established.value >= before.established.value
        });
    }
}

mod graphs {
    //! Laws 10 and 11, which speak of the graph of chains.

    use petgraph::algo::dominators::simple_fast;
    use petgraph::algo::maximum_flow::dinics;
    use petgraph::graph::DiGraph;
    use sayso::evidence::{Snapshot, build};
    use sayso::read::{Care, read};
    use sayso::verdict::support::{origin_bound, strongest_chain};
    use sayso::verdict::{ChainGraph, evaluate};
    use sayso::workspace::Source;

    use super::{ROUNDING, generate, generate_view, seeds};
    use crate::agreement::view_of;
    use crate::oracle::generate::Shape;
    use crate::oracle::turtle::{Naming, to_turtle};

    fn each(shape: &Shape, mut check: impl FnMut(u64, &sayso::verdict::CaseFile)) {
        for seed in 0..seeds() {
            let case = generate(seed, shape);
            let text = to_turtle(&case, &Naming::plain(&case));
            let source = Source::text("case.ttl", "https://example.org/case", text);
            let (graph, _) = read(&[source], Care::Fast).expect("text is readable");
            let (evidence, _) = build::build(&graph);
            let snapshot = Snapshot::new(&evidence, view_of(&generate_view(seed)));
            for claim in 0..evidence.claims.len() as u32 {
                check(seed, &evaluate(&snapshot, claim));
            }
        }
    }

    /// The maximum flow with every group a node of capacity one.
    fn maximum_flow(chains: &ChainGraph) -> usize {
        let mut network: DiGraph<(), u32> = DiGraph::new();
        let count = chains.groups.len();
        let nodes: Vec<_> = (0..2 * count + 2).map(|_| network.add_node(())).collect();
        let most = count as u32 + 1;
        for group in 0..count {
            network.add_edge(nodes[2 * group], nodes[2 * group + 1], 1);
        }
        for (number, node) in chains.nodes.iter().enumerate() {
            let group = node.group as usize;
            if node.is_origin {
                network.add_edge(nodes[2 * count], nodes[2 * group], most);
            }
            if node.attestation.is_some() {
                network.add_edge(nodes[2 * group + 1], nodes[2 * count + 1], most);
            }
            for other in chains.next(number as u32) {
                let other = chains.nodes[*other as usize].group as usize;
                network.add_edge(nodes[2 * group + 1], nodes[2 * other], most);
            }
        }
        dinics(&network, nodes[2 * count], nodes[2 * count + 1]).0 as usize
    }

    #[test]
    fn law_10_where_groups_speak_once_flow_and_dominators_say_the_same() {
        let mut compared = 0;
        each(&Shape::one_statement_per_group(), |seed, case| {
            let chains = &case.support;
            if chains.is_empty()
                || (0..chains.groups.len() as u32).any(|group| chains.members(group).len() > 1)
            {
                return;
            }
            compared += 1;
            assert_eq!(
                case.verdict.independence.value,
                maximum_flow(chains),
                "seed {seed}"
            );
            let flow = chains.flow();
            let dominators = simple_fast(flow, flow.root());
            let mut dominating: Vec<u32> = dominators
                .strict_dominators(flow.sink())
                .into_iter()
                .flatten()
                .filter(|node| *node < chains.nodes.len() as u32)
                .map(|node| chains.nodes[node as usize].group)
                .collect();
            dominating.sort_unstable();
            let found = sayso::verdict::failure::single_points(chains);
            assert_eq!(found, dominating, "seed {seed}");
        });
        assert!(compared > seeds() / 4, "only {compared} graphs compared");
    }

    #[test]
    fn law_11_support_lies_between_its_strongest_chain_and_its_origins() {
        let mut supported = 0;
        each(&Shape::default(), |seed, case| {
            supported += u64::from(!case.support.is_empty());
            let support = case.verdict.support.lower;
            let strongest = strongest_chain(&case.support).map_or(0.0, |(_, value)| value);
            assert!(strongest <= support + ROUNDING, "seed {seed}");
            assert!(
                support <= origin_bound(&case.support) + ROUNDING,
                "seed {seed}"
            );
        });
        assert!(
            supported > seeds() / 4,
            "only {supported} claims had chains"
        );
    }
}
