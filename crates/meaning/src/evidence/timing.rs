//! When statements were said: as stated, else when the earliest document that they are in was
//! issued, else no later than the earliest statement that relays them.

use super::record::Timing;
use super::{Document, RowsView, Statement};
use crate::model::Interval;
use crate::vocab::Id;

/// What times are worked out from.
pub(super) struct Sources<'s> {
    pub(super) statements: &'s [Statement],
    pub(super) documents: &'s [Document],
    pub(super) documents_of: RowsView<'s>,
    pub(super) relays: RowsView<'s>,
    pub(super) relays_across: RowsView<'s>,
}

impl Sources<'_> {
    /// The time of each statement that states none, with the literal that says it, by number.
    ///
    /// Only documents and statements that are known count. Bounds flow from what relays to what is
    /// relayed and only ever become earlier, so this ends. O(statements + relays) where relays do
    /// not lead round in circles.
    pub(super) fn unstated(
        &self,
        knows_document: impl Fn(u32) -> bool,
        knows_statement: impl Fn(&Statement) -> bool,
    ) -> Vec<(u32, Timing, Option<Id>)> {
        let unstated = (0..).zip(self.statements);
        let unstated = unstated.filter(|(_, statement)| statement.stated().is_none());
        let mut found: Vec<(u32, Timing, Option<Id>)> = unstated
            .map(|(number, _)| match self.issued(number, &knows_document) {
                Some((time, literal)) => (number, Timing::own(time), Some(literal)),
                None => (number, Timing::UNKNOWN, None),
            })
            .collect();
        if found.is_empty()
            || (self.relays.items().is_empty() && self.relays_across.items().is_empty())
        {
            return found;
        }
        let time_of = |found: &[(u32, Timing, Option<Id>)], statement: u32| {
            let row = &self.statements[statement as usize];
            row.stated().or_else(|| {
                let place = found.binary_search_by_key(&statement, |(number, ..)| *number);
                found[place.ok()?].1.time_or_bound()
            })
        };
        let relaying = (0..self.statements.len() as u32).rev();
        let mut open: Vec<u32> = relaying
            .filter(|number| self.relayed(*number).next().is_some())
            .collect();
        while let Some(number) = open.pop() {
            if !knows_statement(&self.statements[number as usize]) {
                continue;
            }
            let Some(time) = time_of(&found, number) else {
                continue;
            };
            for target in self.relayed(number) {
                let place = found.binary_search_by_key(&target, |(number, ..)| *number);
                let Ok(place) = place else { continue };
                let timing = &mut found[place].1;
                if timing.of_its_own().is_some() {
                    continue;
                }
                let held = timing.time_or_bound();
                let bound = held.map_or(time, |held| held.earlier(time));
                if held != Some(bound) {
                    *timing = Timing::by(bound);
                    open.push(target);
                }
            }
        }
        found
    }

    fn relayed(&self, number: u32) -> impl Iterator<Item = u32> {
        let within = self.relays.row(number).iter();
        within.chain(self.relays_across.row(number)).copied()
    }

    /// When the earliest document that a statement is in was issued. Of two that may each be the
    /// earlier, the time is whatever the earlier of both can be.
    fn issued(&self, number: u32, knows: impl Fn(u32) -> bool) -> Option<(Interval, Id)> {
        let documents = self.documents_of.row(number).iter();
        let issued = documents
            .filter(|document| knows(**document))
            .filter_map(|document| self.documents[*document as usize].issued());
        issued.reduce(|(one, literal), (other, other_literal)| {
            let literal = if other.first < one.first {
                other_literal
            } else {
                literal
            };
            (one.earlier(other), literal)
        })
    }
}
