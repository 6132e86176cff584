//! The oracle against the worked example of docs/semantics.md, against the laws of docs/semantics.md, and the variety of its random cases.

use std::collections::{BTreeMap, BTreeSet};

use super::case::{Agent, Case, Claim, Document, Grade, Stance, Statement, Tie, TieKind, View};
use super::generate::{Random, Shape, generate, generate_view};
use super::transform::{
    Transformation, add_denial, add_non_answer, add_pure_copy, add_support, derive_origin,
    duplicate_live, merge_groups, retract_support,
};
use super::turtle::{Naming, date, to_turtle};
use super::verdict::{Flag, GroupName, Role, Status, Verdict, size_ok, verdict};

const LE_SOIR: usize = 0;
const TECHCRUNCH: usize = 1;
const PROSECUTOR: usize = 2;
const MANDIANT: usize = 3;
const BARRACUDA: usize = 4;
const LOCAL_MEDIA: usize = 5;
const VSSE: usize = 6;
const SECOND_OUTLET: usize = 7;
const THE_RECORD: usize = 8;
const POLITICO: usize = 9;

const ACCESS: usize = 0;
const INVESTIGATION: usize = 1;
const EXPLOITED: usize = 2;
const DISCLOSED: usize = 3;
const COMPROMISE: usize = 4;
const DROPPED: usize = 5;

const EVERYTHING: View = View {
    said_by: None,
    known_at: None,
    strict: false,
};

fn told(case: &mut Case, told: Statement) -> usize {
    case.statements.push(told);
    case.statements.len() - 1
}

/// The dataset of docs/semantics.md, one claim for each row.
fn vsse() -> Case {
    let grade_of = |agent| match agent {
        PROSECUTOR => Some(Grade::A),
        LOCAL_MEDIA => Some(Grade::F),
        VSSE => None,
        _ => Some(Grade::B),
    };
    let agents = (LE_SOIR..=POLITICO)
        .map(|agent| Agent {
            grade: grade_of(agent),
            ..Agent::default()
        })
        .collect();
    let mut case = Case {
        agents,
        ..Case::default()
    };
    case.agents[PROSECUTOR]
        .authority_over_claims
        .insert(INVESTIGATION);
    case.agents[BARRACUDA]
        .authority_over_claims
        .insert(DISCLOSED);
    case.claims = vec![Claim::default(); 6];
    case.claims[ACCESS].presupposes.insert(EXPLOITED);
    case.claims[ACCESS].span_from = Some(10);
    case.claims[EXPLOITED].span_from = Some(200);
    let story = held(&mut case, TECHCRUNCH);
    let first_hand = Some(true);
    for spoken in [
        Statement::new(LE_SOIR, Stance::Asserts, ACCESS),
        Statement {
            first_hand,
            ..Statement::new(PROSECUTOR, Stance::Confirms, INVESTIGATION)
        },
        Statement {
            first_hand,
            ..Statement::new(MANDIANT, Stance::Asserts, EXPLOITED)
        },
        Statement {
            first_hand,
            confidence: Some(90),
            ..Statement::new(BARRACUDA, Stance::Asserts, DISCLOSED)
        },
        Statement {
            first_hand,
            ..Statement::new(BARRACUDA, Stance::Asserts, COMPROMISE)
        },
        Statement::new(LOCAL_MEDIA, Stance::Asserts, DROPPED),
    ] {
        let claim = spoken.claim;
        let source = told(&mut case, spoken);
        relay(&mut case, TECHCRUNCH, claim, source, story);
    }
    let asker = Some(TECHCRUNCH);
    told(
        &mut case,
        Statement {
            to: asker,
            deflects_to: Some(VSSE),
            ..Statement::new(BARRACUDA, Stance::Deflects, ACCESS)
        },
    );
    told(
        &mut case,
        Statement {
            to: asker,
            ..Statement::new(VSSE, Stance::NoResponse, ACCESS)
        },
    );
    case
}

fn held(case: &mut Case, publisher: usize) -> usize {
    case.documents.push(Document {
        publishers: BTreeSet::from([publisher]),
        url: true,
        sha256: true,
        ..Document::default()
    });
    case.documents.len() - 1
}

fn relay(case: &mut Case, by: usize, claim: usize, source: usize, document: usize) -> usize {
    told(
        case,
        Statement {
            relays: BTreeSet::from([source]),
            documents: BTreeSet::from([document]),
            ..Statement::new(by, Stance::Reports, claim)
        },
    )
}

/// Addition (a) of docs/semantics.md.
fn addition_a() -> Case {
    let mut case = vsse();
    let own = held(&mut case, LE_SOIR);
    case.statements[0].documents.insert(own);
    for outlet in [THE_RECORD, POLITICO] {
        let article = held(&mut case, outlet);
        relay(&mut case, outlet, ACCESS, 0, article);
    }
    case
}

/// Addition (b) of docs/semantics.md.
fn addition_b() -> Case {
    let mut case = addition_a();
    let article = held(&mut case, SECOND_OUTLET);
    let mut second = Statement::new(SECOND_OUTLET, Stance::Asserts, ACCESS);
    second.first_hand = Some(false);
    second.documents.insert(article);
    told(&mut case, second);
    case
}

/// Addition (c) of docs/semantics.md.
fn addition_c() -> Case {
    let mut case = addition_b();
    case.ties.push(Tie {
        kind: TieKind::OwnedBy,
        dependent: SECOND_OUTLET,
        principal: LE_SOIR,
        valid_from: None,
        valid_until: None,
        recorded_at: None,
    });
    case
}

/// Addition (d) of docs/semantics.md.
fn addition_d() -> Case {
    let mut case = addition_a();
    let article = held(&mut case, SECOND_OUTLET);
    relay(&mut case, SECOND_OUTLET, ACCESS, 0, article);
    case
}

fn named(members: &[usize]) -> GroupName {
    GroupName::Named(members.iter().copied().collect())
}

fn anonymous(members: &[usize]) -> GroupName {
    GroupName::Anonymous(members.iter().copied().collect())
}

fn assert_row(
    case: &Case,
    claim: usize,
    status: Status,
    independence: usize,
    spof: &[GroupName],
    support: f64,
) {
    let found = verdict(case, claim, &EVERYTHING);
    assert_eq!(found.status, status, "{found:#?}");
    assert_eq!(found.independence, independence, "{found:#?}");
    assert_eq!(
        found.spof.keys().cloned().collect::<BTreeSet<_>>(),
        spof.iter().cloned().collect(),
        "{found:#?}"
    );
    assert!((found.support - support).abs() < 0.000_5, "{found:#?}");
}

#[test]
fn running_example() {
    let case = vsse();
    let techcrunch = || named(&[TECHCRUNCH]);
    let le_soir = [anonymous(&[LE_SOIR]), named(&[LE_SOIR]), techcrunch()];
    assert_row(&case, ACCESS, Status::SingleSource, 1, &le_soir, 0.470);
    let prosecutor = [named(&[PROSECUTOR]), techcrunch()];
    assert_row(
        &case,
        INVESTIGATION,
        Status::OfficiallyConfirmed,
        1,
        &prosecutor,
        0.873,
    );
    assert_row(
        &case,
        EXPLOITED,
        Status::SingleSource,
        1,
        &[named(&[MANDIANT]), techcrunch()],
        0.679,
    );
    let barracuda = [named(&[BARRACUDA]), techcrunch()];
    assert_row(
        &case,
        DISCLOSED,
        Status::OfficiallyConfirmed,
        1,
        &barracuda,
        0.873,
    );
    assert_row(
        &case,
        COMPROMISE,
        Status::SingleSource,
        1,
        &barracuda,
        0.679,
    );
    let local_media = [
        anonymous(&[LOCAL_MEDIA]),
        named(&[LOCAL_MEDIA]),
        techcrunch(),
    ];
    assert_row(&case, DROPPED, Status::SingleSource, 1, &local_media, 0.461);
    let access = verdict(&case, ACCESS, &EVERYTHING);
    assert_eq!(
        access.flags,
        BTreeSet::from([Flag::RelaySpof, Flag::Unanswered, Flag::TemporalTension])
    );
    assert_eq!(access.spof[&anonymous(&[LE_SOIR])], Role::Origin);
    assert_eq!(access.spof[&named(&[LE_SOIR])], Role::Relay);
}

#[test]
fn running_example_additions() {
    let le_soir = [anonymous(&[LE_SOIR]), named(&[LE_SOIR])];
    assert_row(
        &addition_a(),
        ACCESS,
        Status::SingleSource,
        1,
        &le_soir,
        0.485,
    );
    assert_row(&addition_b(), ACCESS, Status::Corroborated, 2, &[], 0.734_8);
    assert!(
        verdict(&addition_b(), ACCESS, &EVERYTHING)
            .flags
            .contains(&Flag::IndependenceNotEstablished)
    );
    let owned = [LE_SOIR, SECOND_OUTLET];
    assert_row(
        &addition_c(),
        ACCESS,
        Status::SingleSource,
        1,
        &[anonymous(&owned), named(&owned)],
        0.485,
    );
    assert_row(
        &addition_d(),
        ACCESS,
        Status::SingleSource,
        1,
        &le_soir,
        0.485,
    );
}

#[test]
fn running_example_in_turtle() {
    let case = addition_b();
    let plain = to_turtle(&case, &Naming::plain(&case));
    for line in [
        "<https://example.org/case#s1> sayso:relays <https://example.org/case#s0> .",
        "<https://example.org/case#s6> sayso:confidence 0.90 .",
        "<https://example.org/case#a0> sayso:reliability sayso:B .",
    ] {
        assert!(plain.lines().any(|found| found == line), "{line}\n{plain}");
    }
    let naming = Naming::shuffled(&case, 7);
    let shuffled = to_turtle(&case, &naming);
    assert_eq!(plain.lines().count(), shuffled.lines().count());
    assert_eq!(naming.agent_of(&naming.agent(3)), Some(3));
    assert_eq!(
        (date(1), date(60), date(366)),
        (
            "2024-01-01".into(),
            "2024-02-29".into(),
            "2024-12-31".into()
        )
    );
}

/// For each seed, a case of manageable size and a view.
fn cases(seeds: u64, shape: &Shape) -> impl Iterator<Item = (u64, Case, View)> {
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
        applied > seeds / 5,
        "the law was tried only {applied} times"
    );
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

fn same_support(before: &Verdict, after: &Verdict) -> bool {
    before.independence == after.independence
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
        after.independence >= before.independence && after.support >= before.support - 1e-9
    });
}

#[test]
fn law_5_retracting_support_never_raises() {
    assert_law(
        SEEDS,
        &Shape::default(),
        retract_support,
        |before, after| {
            after.independence <= before.independence && after.support <= before.support + 1e-9
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
    for (_, case, view) in cases(5_000, &Shape::default()) {
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
