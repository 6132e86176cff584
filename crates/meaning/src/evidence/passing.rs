//! What reports pass on: whose words stand at the end of their relays, and on which side of the
//! claim that puts them.
//!
//! A report of a denial is no support, and a report of a *no comment* is on no side at all. So
//! whoever lists statements asks here first.

use rustc_hash::FxHashSet;

use super::Evidence;
use crate::model::{Polarities, Polarity, Stance};

/// Past so many statements, the words at the end of relays are not looked for.
const MOST_STEPS: usize = 1_000;

/// The side of every statement: its own, or, of a report, that of what it passes on.
#[derive(Debug)]
pub struct Sides(Vec<Polarities>);

impl Sides {
    /// Passes sides on along the relays within each claim. O(statements + relays).
    pub fn new(evidence: &Evidence) -> Self {
        let all = 0..evidence.statements.len() as u32;
        let mut sides: Vec<Polarities> = all.map(|number| own_side(evidence, number)).collect();
        let mut open: Vec<u32> = (0..sides.len() as u32)
            .filter(|number| sides[*number as usize] != Polarities::NONE)
            .collect();
        while let Some(number) = open.pop() {
            for relaying in evidence.relayed_by.row(number) {
                let is_report = evidence.statements[*relaying as usize].stance() == Stance::Reports;
                let before = sides[*relaying as usize];
                let with = before.union(sides[number as usize]);
                if is_report && with != before {
                    sides[*relaying as usize] = with;
                    open.push(*relaying);
                }
            }
        }
        Self(sides)
    }

    /// The side of a statement; a report may be on both, or on none.
    pub fn of(&self, statement: u32) -> Polarities {
        self.0[statement as usize]
    }
}

/// The side that a statement takes in its own words. A report of nobody says so itself.
fn own_side(evidence: &Evidence, number: u32) -> Polarities {
    let statement = &evidence.statements[number as usize];
    let is_bare = !statement.is_relaying() && evidence.relays_across.row(number).is_empty();
    match statement.stance() {
        Stance::Reports if is_bare => Polarities::only(Polarity::Support),
        stance => stance
            .own_polarity()
            .map_or(Polarities::NONE, Polarities::only),
    }
}

/// The side of one statement, as in [`Sides`], where few are asked about.
pub fn side(evidence: &Evidence, number: u32) -> Polarities {
    let ends = passed_on(evidence, number).into_iter();
    ends.map(|end| own_side(evidence, end))
        .fold(own_side(evidence, number), Polarities::union)
}

/// Whose words a report passes on: the statements at the end of its relays that say something
/// themselves, in order. Nothing for what is no report, or reports nobody.
///
/// O(relays behind it), up to a fixed number of steps.
pub fn passed_on(evidence: &Evidence, number: u32) -> Vec<u32> {
    let is_passing = |number: u32| {
        evidence.statements[number as usize].stance() == Stance::Reports
            && !evidence.relays.row(number).is_empty()
    };
    let mut ends = Vec::new();
    let mut seen = FxHashSet::default();
    let mut open = vec![number];
    while let Some(at) = open.pop() {
        if !is_passing(at) {
            ends.push(at);
        } else if seen.insert(at) && seen.len() <= MOST_STEPS {
            open.extend(evidence.relays.row(at));
        }
    }
    ends.retain(|end| *end != number);
    ends.sort_unstable();
    ends.dedup();
    ends
}
