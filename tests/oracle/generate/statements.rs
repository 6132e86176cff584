//! Random statements: who says what of which claim, and what it takes back or relays.

use super::super::case::{Case, Day, Stance, Statement, Tie, When};
use super::{Mood, Random, Shape};

pub(super) fn statement(
    random: &mut Random,
    case: &Case,
    by: usize,
    of: usize,
    shape: &Shape,
    mood: &Mood,
) -> Statement {
    let index = case.statements.len();
    let claims = case.claims.len();
    // Most statements go to the first claim.
    let claim = if random.chance(45) {
        0
    } else {
        random.below(claims)
    };
    let mut statement = Statement::new(by, stance(random, shape, mood), claim);
    if shape.dates && random.chance(mood.dated) {
        let place = if random.chance(85) {
            index
        } else {
            random.below(of)
        };
        let day = day_at(random, place);
        statement.said_at = Some(random.time_on(day, shape.partial));
    }
    if shape.recorded && random.chance(40) {
        let said = if statement.said_at.is_some() {
            day_at(random, index)
        } else {
            1
        };
        statement.recorded_at = Some(When::Day(said + random.day(25) - 1));
    }
    if shape.confidences && random.chance(20) {
        statement.confidence = random.pick(&[0, 5, 20, 35, 50, 60, 70, 80, 90, 95, 97, 99, 100]);
    }
    if random.chance(mood.first_hand) {
        statement.first_hand = Some(true);
    } else if random.chance(30) {
        statement.first_hand = Some(false);
    }
    if statement.stance == Stance::Retracts {
        retract(random, case, &mut statement);
    }
    if statement.stance == Stance::Reports && random.chance(80) && !shape.one_statement_per_group {
        statement.by = mood.outlet.unwrap_or(statement.by);
    }
    let own_words = statement.stance != Stance::Retracts && !statement.stance.is_non_answer();
    if own_words && shape.relays {
        let eager = match statement.stance {
            Stance::Reports => 92,
            Stance::Denies => mood.relay / 2,
            _ => mood.relay,
        };
        if random.chance(eager) {
            relay(random, case, &mut statement, shape, mood);
        }
    }
    if statement.stance.is_non_answer() || random.chance(5) {
        statement.to = random.chance(70).then(|| random.below(case.agents.len()));
    }
    if statement.stance == Stance::Deflects {
        statement.deflects_to = Some(random.below(case.agents.len()));
    }
    statement
}

/// About when the statement of that place in the case is made.
pub(super) fn day_at(random: &mut Random, place: usize) -> Day {
    Day::try_from(1 + place * 6 + random.below(8)).unwrap_or(1)
}

fn stance(random: &mut Random, shape: &Shape, mood: &Mood) -> Stance {
    if shape.retractions && random.chance(mood.retract) {
        return Stance::Retracts;
    }
    if shape.negative && random.chance(mood.deny) {
        return Stance::Denies;
    }
    if shape.negative && random.chance(mood.non_answer) {
        return random
            .pick(&Stance::NON_ANSWERS)
            .unwrap_or(Stance::Declines);
    }
    if shape.relays && random.chance(mood.relay) {
        return if random.chance(85) {
            Stance::Reports
        } else {
            Stance::Asserts
        };
    }
    random
        .pick(&[
            Stance::Asserts,
            Stance::Asserts,
            Stance::Confirms,
            Stance::Reports,
        ])
        .unwrap_or(Stance::Asserts)
}

/// Makes the statement a retraction of an earlier one, preferably of the same agent or of one tied to it; or a plain
/// assertion, if there is none.
fn retract(random: &mut Random, case: &Case, statement: &mut Statement) {
    let earlier: Vec<usize> = (0..case.statements.len()).collect();
    let tied = |target: &usize| {
        let by = case.statements[*target].by;
        let joins = |tie: &Tie| {
            let ends = [tie.dependent, tie.principal];
            ends.contains(&by) && ends.contains(&statement.by)
        };
        by == statement.by || case.ties.iter().any(joins)
    };
    let own: Vec<usize> = earlier.iter().copied().filter(tied).collect();
    let among = if own.is_empty() || random.chance(10) {
        &earlier
    } else {
        &own
    };
    let Some(target) = random.pick(among) else {
        statement.stance = Stance::Asserts;
        return;
    };
    statement.target = Some(target);
    statement.claim = case.statements[target].claim;
    if own.is_empty() && random.chance(80) {
        statement.by = if random.chance(90) {
            case.statements[target].by
        } else {
            statement.by
        };
    }
}

/// Lets the statement relay one earlier one or more, nearly always on its own claim.
fn relay(random: &mut Random, case: &Case, statement: &mut Statement, shape: &Shape, mood: &Mood) {
    let relayed: Vec<usize> = (0..case.statements.len())
        .filter(|&other| {
            case.statements[other].stance != Stance::Retracts
                && !case.statements[other].stance.is_non_answer()
        })
        .collect();
    let across = shape.relays_across && random.chance(7);
    let own: Vec<usize> = relayed
        .iter()
        .copied()
        .filter(|&other| case.statements[other].claim == statement.claim)
        .collect();
    let (chosen, any) = if across {
        (&relayed, random.chance(10))
    } else {
        (&own, false)
    };
    statement.relays.extend(random.pick(chosen));
    let more = if mood.outlet == Some(statement.by) {
        70
    } else {
        25
    };
    while random.chance(more) && statement.relays.len() < 3.min(chosen.len()) {
        statement.relays.extend(random.pick(chosen));
    }
    if any {
        statement
            .relays
            .extend(random.pick(&(0..case.statements.len()).collect::<Vec<_>>()));
    }
}

/// Lets some statements relay later ones, or themselves.
pub(super) fn ring(random: &mut Random, case: &mut Case, shape: &Shape, mood: &Mood) {
    for index in 0..case.statements.len() {
        let Statement { claim, stance, .. } = case.statements[index];
        if stance == Stance::Retracts || stance.is_non_answer() || !random.chance(mood.ring) {
            continue;
        }
        let later: Vec<usize> = (index + 1..case.statements.len())
            .filter(|&other| {
                case.statements[other].claim == claim || (shape.relays_across && random.chance(5))
            })
            .filter(|&other| case.statements[other].stance != Stance::Retracts)
            .collect();
        // A ring that keeps its origin grounds nothing new; one that loses it is circular.
        if let Some(other) = random.pick(&later) {
            case.statements[index].relays.insert(other);
            if random.chance(75) {
                case.statements[other].relays.insert(index);
            }
        } else if random.chance(20) {
            case.statements[index].relays.insert(index);
        }
    }
    // A statement that kills or answers nothing passes nothing on.
    for statement in &mut case.statements {
        if statement.stance == Stance::Retracts || statement.stance.is_non_answer() {
            statement.relays.clear();
        }
    }
}
