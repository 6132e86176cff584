//! The worked example of docs/semantics.md.

use std::collections::BTreeSet;

use super::super::case::{
    Address, Agent, Case, Claim, Document, Grade, Stance, Statement, Tie, TieKind, View, When,
};
use super::super::turtle::{Naming, to_turtle};
use super::super::verdict::{Flag, GroupName, Role, Status, verdict};
use super::super::when::date;

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
    case.claims[ACCESS].span_from = Some(When::Day(10));
    case.claims[EXPLOITED].span_from = Some(When::Day(200));
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
    let number = u8::try_from(case.documents.len()).unwrap_or(u8::MAX);
    case.documents.push(Document {
        publishers: BTreeSet::from([publisher]),
        addresses: BTreeSet::from([Address {
            page: number,
            spelling: 0,
        }]),
        capture: Some(number),
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

/// Addition (b′) of docs/semantics.md: the agency confirms; and the prosecutor, if wanted.
fn addition_b_prime(prosecutor: bool) -> Case {
    let mut case = addition_a();
    let confirming = if prosecutor {
        vec![VSSE, PROSECUTOR]
    } else {
        vec![VSSE]
    };
    for agent in confirming {
        let release = held(&mut case, agent);
        let mut confirmed = Statement::new(agent, Stance::Confirms, ACCESS);
        confirmed.first_hand = Some(true);
        confirmed.documents.insert(release);
        told(&mut case, confirmed);
    }
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
    assert_row(
        &addition_b(),
        ACCESS,
        Status::SeveralSources,
        2,
        &[],
        0.734_8,
    );
    let several = verdict(&addition_b(), ACCESS, &EVERYTHING);
    assert_eq!(several.established, 1);
    // One source, and two outlets that have it: .50 × (1 − .03²).
    assert!((several.support_if_one - 0.485).abs() < 0.000_005);
    let agency = verdict(&addition_b_prime(false), ACCESS, &EVERYTHING);
    assert_eq!(
        (agency.status, agency.established, agency.independence),
        (Status::SeveralSources, 1, 2)
    );
    let both = verdict(&addition_b_prime(true), ACCESS, &EVERYTHING);
    assert_eq!(
        (both.status, both.established, both.independence),
        (Status::Corroborated, 2, 3)
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
