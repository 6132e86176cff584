//! Small cases, one for each thing that is easily read otherwise.

use std::collections::BTreeSet;

use super::super::case::{
    Address, Agent, Case, Claim, Document, Grade, Stance, Statement, Tie, TieKind, View, When,
};
use super::super::verdict::{Flag, Status, Verdict, verdict};

/// One claim, and so many agents graded B, of whom each asserts it first-hand, on a day of its own, in a document of its
/// own that is cited.
fn voices(count: usize) -> Case {
    let mut case = Case {
        claims: vec![Claim::default()],
        ..Case::default()
    };
    for agent in 0..count {
        case.agents.push(Agent {
            grade: Some(Grade::B),
            ..Agent::default()
        });
        let page = u8::try_from(3 * agent).unwrap_or(u8::MAX);
        let spelling = 0;
        case.documents.push(Document {
            publishers: BTreeSet::from([agent]),
            addresses: BTreeSet::from([Address { page, spelling }]),
            ..Document::default()
        });
        let mut voice = Statement::new(agent, Stance::Asserts, 0);
        voice.first_hand = Some(true);
        voice.said_at = Some(When::Day(61 + u16::try_from(agent).unwrap_or(0)));
        voice.documents.insert(agent);
        case.statements.push(voice);
    }
    case
}

fn asked(case: &Case) -> Verdict {
    verdict(case, 0, &View::default())
}

fn numbers(case: &Case) -> (Status, usize, usize) {
    let found = asked(case);
    (found.status, found.established, found.independence)
}

fn tie(kind: TieKind, dependent: usize, principal: usize) -> Tie {
    Tie {
        kind,
        dependent,
        principal,
        valid_from: None,
        valid_until: None,
        recorded_at: None,
    }
}

const TWO: (Status, usize, usize) = (Status::Corroborated, 2, 2);
const ONE: (Status, usize, usize) = (Status::SingleSource, 1, 1);

#[test]
fn one_text_is_one_witness() {
    assert_eq!(numbers(&voices(2)), TWO);
    let mut same = voices(2);
    same.documents[1].same_text.insert(0);
    let mut addressed = voices(2);
    addressed.documents[1].addresses.insert(Address {
        page: 0,
        spelling: 5,
    });
    let mut captured = voices(2);
    captured.documents[0].capture = Some(7);
    captured.documents[1].capture = Some(7);
    let mut signed = voices(2);
    signed.statements[1].documents = BTreeSet::from([0]);
    signed.documents[0].publishers.insert(1);
    for case in [same, addressed, captured, signed] {
        assert_eq!(numbers(&case), ONE);
        assert!(asked(&case).flags.contains(&Flag::SameText));
        // To take back what one has signed does not make the other a second witness.
        let mut retracted = case.clone();
        let mut again = voices(2).statements[1].clone();
        again.documents = BTreeSet::from([retracted.documents.len()]);
        let mut own = voices(2).documents[1].clone();
        own.addresses = BTreeSet::from([Address {
            page: 99,
            spelling: 0,
        }]);
        retracted.documents.push(own);
        retracted.statements.push(again);
        let mut retraction = Statement::new(1, Stance::Retracts, 0);
        retraction.target = Some(1);
        retracted.statements.push(retraction);
        assert_eq!(numbers(&retracted), ONE);
        assert!(asked(&retracted).flags.contains(&Flag::PartlyRetracted));
    }
    // A place that merely looks alike is another one.
    let mut apart = voices(2);
    apart.documents[1].addresses = BTreeSet::from([Address {
        page: 1,
        spelling: 5,
    }]);
    assert_eq!(numbers(&apart), TWO);
}

#[test]
fn what_is_copied_is_relayed() {
    let mut case = voices(2);
    case.documents[1].copies.insert(0);
    assert_eq!(numbers(&case), ONE);
    assert!(asked(&case).flags.contains(&Flag::SameText));
    // What denies it is on the other side, and copied from nobody.
    case.statements[0].stance = Stance::Denies;
    assert_eq!(numbers(&case), (Status::Disputed, 1, 1));
    assert!(!asked(&case).flags.contains(&Flag::SameText));
}

#[test]
fn who_gives_no_basis_may_have_it_from_anybody() {
    let mut case = voices(2);
    case.statements[1].first_hand = None;
    assert_eq!(numbers(&case), (Status::SeveralSources, 1, 2));
    case.agents[1].first_hand = true;
    assert_eq!(numbers(&case), TWO);
    case.statements[1].first_hand = Some(false);
    assert_eq!(numbers(&case), (Status::SeveralSources, 1, 2));
}

#[test]
fn the_interviews_of_a_keeper_are_as_many_as_there_are() {
    let mut case = voices(2);
    case.agents.push(Agent::default());
    for source in 0..2 {
        case.agents[source].anonymous = true;
        case.agents[source].vouched_by.insert(2);
        case.statements[source].documents.clear();
        let mut interview = Statement::new(2, Stance::Reports, 0);
        interview.relays.insert(source);
        interview.confidence = Some(50);
        case.statements.push(interview);
    }
    assert_eq!(numbers(&case), (Status::Unsupported, 0, 0));
    case.keepers.insert(2);
    assert_eq!(numbers(&case), TWO);
    assert!((asked(&case).support - (1.0 - 0.3 * 0.3)).abs() < 1e-9);
    // To another reader the desk is an outlet, and its sources have no name.
    case.documents[0].publishers.insert(2);
    case.statements[2].documents.insert(0);
    case.statements[3].documents.insert(0);
    case.keepers.clear();
    assert_eq!(numbers(&case), (Status::SingleOutlet, 1, 1));
    // A confidence of nothing is nothing, the keeper's too.
    case.keepers.insert(2);
    case.statements[3].confidence = Some(0);
    assert_eq!(numbers(&case), ONE);
}

#[test]
fn a_tie_joins_if_it_may_have_been_in_force() {
    let mut case = voices(2);
    case.ties.push(tie(TieKind::OwnedBy, 1, 0));
    // The voices are of 1 and 2 March.
    let mut until = |valid_until| {
        case.ties[0].valid_until = Some(valid_until);
        numbers(&case)
    };
    assert_eq!(until(When::Day(61)), ONE);
    assert_eq!(until(When::Day(60)), TWO);
    assert_eq!(until(When::Year(2024)), ONE);
    assert_eq!(until(When::Hour(61, 0)), ONE);
    case.ties[0].valid_until = Some(When::Day(60));
    for statement in &mut case.statements {
        statement.said_at = Some(When::Year(2024));
    }
    assert_eq!(numbers(&case), ONE);
    // Nobody dated it: up to the bound, by who relays it, it may have been said at any time.
    case.statements[0].said_at = None;
    case.statements[1].said_at = Some(When::Day(70));
    case.ties[0].valid_until = None;
    case.ties[0].valid_from = Some(When::Day(80));
    assert_eq!(numbers(&case), ONE);
    let mut report = Statement::new(1, Stance::Reports, 0);
    report.relays.insert(0);
    report.said_at = Some(When::Day(75));
    case.statements.push(report);
    assert_eq!(numbers(&case), TWO);
}

#[test]
fn a_dated_tie_lends_only_what_is_certain() {
    let mut case = voices(1);
    case.agents[0].grade = None;
    case.agents.push(Agent {
        grade: Some(Grade::A),
        authority_over_claims: BTreeSet::from([0]),
        ..Agent::default()
    });
    case.ties.push(tie(TieKind::SpokespersonOf, 0, 1));
    let mut found = |valid_from, said_at| {
        case.ties[0].valid_from = valid_from;
        case.statements[0].said_at = said_at;
        let found = asked(&case);
        (found.status, (found.support * 100.0).round())
    };
    let (official, alone) = (
        (Status::OfficiallyConfirmed, 90.0),
        (Status::SingleSource, 50.0),
    );
    assert_eq!(found(None, None), official);
    assert_eq!(found(Some(When::Day(61)), Some(When::Day(61))), official);
    assert_eq!(found(Some(When::Day(62)), Some(When::Day(61))), alone);
    assert_eq!(found(Some(When::Day(61)), Some(When::Month(3))), official);
    assert_eq!(found(Some(When::Day(62)), Some(When::Month(3))), alone);
    assert_eq!(found(Some(When::Day(61)), None), alone);
    case.documents[0].issued = Some(When::Day(61));
    case.statements[0].said_at = None;
    assert_eq!(asked(&case).status, Status::OfficiallyConfirmed);
}

#[test]
fn aliases_share_the_lowest_grade() {
    let mut case = voices(1);
    case.agents.push(Agent {
        grade: Some(Grade::E),
        ..Agent::default()
    });
    case.ties.push(tie(TieKind::SameAs, 0, 1));
    assert!((asked(&case).support - 0.1).abs() < 1e-9);
    case.agents[1].grade = Some(Grade::A);
    assert!((asked(&case).support - 0.7).abs() < 1e-9);
}

#[test]
fn a_retraction_fails_only_if_it_is_certainly_before() {
    let mut case = voices(1);
    let mut retraction = Statement::new(0, Stance::Retracts, 0);
    retraction.target = Some(0);
    case.statements.push(retraction);
    for (said_at, status) in [
        (None, Status::Retracted),
        (Some(When::Day(61)), Status::Retracted),
        (Some(When::Year(2024)), Status::Retracted),
        (Some(When::Day(60)), Status::SingleSource),
        (Some(When::Month(2)), Status::SingleSource),
    ] {
        case.statements[1].said_at = said_at;
        assert_eq!(asked(&case).status, status, "{said_at:?}");
    }
}

#[test]
fn what_nobody_had_printed_is_in_no_view() {
    let mut case = voices(1);
    case.statements[0].said_at = None;
    case.agents.push(Agent::default());
    case.documents.push(Document {
        publishers: BTreeSet::from([1]),
        capture: Some(1),
        issued: Some(When::Month(5)),
        ..Document::default()
    });
    let mut report = Statement::new(1, Stance::Reports, 0);
    report.relays.insert(0);
    report.documents.insert(1);
    case.statements.push(report);
    let by = |day| {
        let view = View {
            said_by: Some(When::Day(day)),
            ..View::default()
        };
        verdict(&case, 0, &view).status
    };
    // May begins on the 122nd day.
    assert_eq!(by(121), Status::Unsupported);
    assert_eq!(by(122), Status::SingleSource);
}
