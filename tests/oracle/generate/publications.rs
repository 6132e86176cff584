//! Where random statements are published, and which texts are shared or copied.

use std::collections::BTreeSet;

use super::super::case::{Address, Case, Document, When};
use super::statements::day_at;
use super::{Mood, Random, Shape};

/// Puts a statement into a document of its own, one of its agent's, somebody else's, or none.
pub(super) fn publish(
    random: &mut Random,
    case: &mut Case,
    index: usize,
    shape: &Shape,
    mood: &Mood,
) {
    let by = case.statements[index].by;
    let rounds = if random.chance(10) { 2 } else { 1 };
    for _ in 0..rounds {
        let captured = mood.outlet.is_none_or(|outlet| outlet == by);
        let percent = if captured {
            mood.held.max(mood.cited).max(75)
        } else {
            6
        };
        if !random.chance(percent) {
            continue;
        }
        // Where groups speak once, each has its own documents.
        let earlier: Vec<usize> = (0..case.documents.len())
            .filter(|_| !shape.one_statement_per_group)
            .collect();
        let document = match random.pick(&earlier) {
            Some(document) if random.chance(20) => {
                // Somebody signs what another has written.
                if random.chance(shape.shared) {
                    case.documents[document].publishers.insert(by);
                }
                document
            }
            _ => {
                let document = document(random, case, index, shape, mood);
                case.documents.push(document);
                case.documents.len() - 1
            }
        };
        case.statements[index].documents.insert(document);
    }
}

fn document(
    random: &mut Random,
    case: &Case,
    index: usize,
    shape: &Shape,
    mood: &Mood,
) -> Document {
    let by = case.statements[index].by;
    let agents = case.agents.len();
    let publisher = if random.chance(80) {
        by
    } else {
        random.below(agents)
    };
    let mut publishers = BTreeSet::from([publisher]);
    if random.chance(12) {
        publishers.insert(random.below(agents));
    }
    let number = u8::try_from(case.documents.len()).unwrap_or(u8::MAX);
    let mut document = Document {
        publishers,
        capture: random.chance(mood.held).then_some(number),
        ..Document::default()
    };
    if random.chance(mood.cited) {
        document.addresses.insert(address(random, number));
        if random.chance(15) {
            document.addresses.insert(address(random, number + 100));
        }
    }
    if shape.dates && random.chance(mood.dated.min(70)) {
        let day = day_at(random, index);
        document.issued = match case.statements[index].said_at {
            Some(said_at) if random.chance(60) => Some(said_at),
            _ => Some(random.time_on(day, shape.partial)),
        };
    }
    document.recorded_at = (shape.recorded && random.chance(12)).then(|| When::Day(random.day(80)));
    if random.chance(shape.shared) {
        share(random, case, index, &mut document);
    }
    document
}

fn address(random: &mut Random, page: u8) -> Address {
    let spelling = random.below(usize::from(Address::SPELLINGS));
    Address {
        page,
        spelling: u8::try_from(spelling).unwrap_or(0),
    }
}

/// Lets the document have the text of an earlier one, in one of four ways, or copy it; preferably one in which something is
/// said of the same claim.
fn share(random: &mut Random, case: &Case, index: usize, document: &mut Document) {
    let claim = case.statements[index].claim;
    let told: Vec<usize> = case.statements[..index]
        .iter()
        .filter(|told| told.claim == claim)
        .flat_map(|told| told.documents.iter().copied())
        .collect();
    let earlier: Vec<usize> = (0..case.documents.len()).collect();
    let among = if told.is_empty() || random.chance(15) {
        &earlier
    } else {
        &told
    };
    let Some(other) = random.pick(among) else {
        return;
    };
    let twin = &case.documents[other];
    match random.below(100) {
        0..25 => {
            document.same_text.insert(other);
        }
        25..45 if twin.capture.is_some() => document.capture = twin.capture,
        45..65 if !twin.addresses.is_empty() => {
            let pages: Vec<u8> = twin.addresses.iter().map(|address| address.page).collect();
            let page = random.pick(&pages).unwrap_or(0);
            document.addresses.insert(address(random, page));
        }
        _ => {
            document.copies.insert(other);
            // Copies of what was written later, and in a ring, are recorded by mistake.
            if random.chance(5) {
                document.copies.insert(case.documents.len());
            }
        }
    }
}
