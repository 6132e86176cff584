//! Which statements of a claim are seen, which are alive, and on which side they count.

use crate::evidence::{Grouping, Snapshot};
use crate::model::{Polarities, Polarity, Stance};

/// The statements of one claim under a snapshot; rows are positions within the claim.
#[derive(Debug)]
pub(super) struct Liveness {
    /// The number of the first statement.
    pub(super) first: u32,
    /// Said and recorded by the times of the view.
    pub(super) seen: Vec<bool>,
    /// Seen, and not effectively retracted.
    pub(super) live: Vec<bool>,
    /// The sides on which a statement counts; a report has those of what it relays.
    pub(super) sides: Vec<Polarities>,
}

impl Liveness {
    /// O(statements + relays of the claim).
    pub(super) fn new(snapshot: &Snapshot<'_>, claim: u32, grouping: &Grouping<'_, '_>) -> Self {
        let evidence = snapshot.evidence;
        let first = evidence.claims[claim as usize].statements().start;
        let statements = evidence.statements_of(claim);
        let seen: Vec<bool> = statements.iter().map(|s| snapshot.sees(s)).collect();
        let mut liveness = Self {
            first,
            live: seen.clone(),
            sides: vec![Polarities::NONE; seen.len()],
            seen,
        };
        liveness.retract(snapshot, grouping);
        liveness.take_sides(snapshot);
        liveness
    }

    /// How many statements the claim has.
    pub(super) fn len(&self) -> usize {
        self.seen.len()
    }

    /// Whether a statement, by its number in the evidence, is alive and counts on a side.
    pub(super) fn counts(&self, row: usize, side: Polarity) -> bool {
        self.live[row] && self.sides[row].has(side)
    }

    /// The rows of the statements of this claim that a row relays.
    pub(super) fn relayed<'a>(
        &'a self,
        snapshot: &'a Snapshot<'_>,
        row: usize,
    ) -> impl Iterator<Item = usize> + 'a {
        snapshot
            .evidence
            .relays
            .row(self.first + row as u32)
            .iter()
            .map(|target| (target - self.first) as usize)
    }

    /// A retraction is effective if it comes from the group of its target, does not predate it,
    /// and is not itself effectively retracted; its target is dead then.
    fn retract(&mut self, snapshot: &Snapshot<'_>, grouping: &Grouping<'_, '_>) {
        let evidence = snapshot.evidence;
        let statement = |row: usize| &evidence.statements[self.first as usize + row];
        let mut retractors: Vec<Vec<usize>> = Vec::new();
        let mut order = Vec::new();
        for row in 0..self.len() {
            let this = statement(row);
            let Some(target) = this.target() else {
                continue;
            };
            let target_row = (target - self.first) as usize;
            let other = statement(target_row);
            let predates = match (this.said_at(), other.said_at()) {
                (Some((said, _)), Some((target_said, _))) => said < target_said,
                _ => false,
            };
            if self.seen[row]
                && self.seen[target_row]
                && this.stance() == Stance::Retracts
                && !predates
                && grouping.group(this.agent) == grouping.group(other.agent)
            {
                retractors.resize(self.len(), Vec::new());
                retractors[target_row].push(row);
                order.push(row);
            }
        }
        if order.is_empty() {
            return;
        }
        // Retractions form a forest towards their targets: decide those that nothing retracts
        // first, then what they retract, and so on.
        let mut open: Vec<usize> = retractors.iter().map(Vec::len).collect();
        let mut ready: Vec<usize> = (0..self.len()).filter(|row| open[*row] == 0).collect();
        while let Some(row) = ready.pop() {
            self.live[row] = self.seen[row]
                && !retractors[row]
                    .iter()
                    .any(|retractor| self.live[*retractor]);
            if let Some(target) = statement(row).target() {
                let target = (target - self.first) as usize;
                if retractors[target].contains(&row) {
                    open[target] -= 1;
                    if open[target] == 0 {
                        ready.push(target);
                    }
                }
            }
        }
    }

    /// Least fixpoint: sides flow from what is relayed to the reports that relay it, through
    /// dead statements too, but not from statements that the view does not see.
    fn take_sides(&mut self, snapshot: &Snapshot<'_>) {
        let evidence = snapshot.evidence;
        let mut changed = Vec::new();
        for row in 0..self.len() {
            let statement = &evidence.statements[self.first as usize + row];
            let own = match statement.stance() {
                // A report that relays nothing asserts.
                Stance::Reports if !statement.is_relaying() => Some(Polarity::Support),
                stance => stance.own_polarity(),
            };
            if let (Some(side), true) = (own, self.seen[row]) {
                self.sides[row] = Polarities::only(side);
                changed.push(row);
            }
        }
        while let Some(row) = changed.pop() {
            for relaying in evidence.relayed_by.row(self.first + row as u32) {
                let relaying_row = (relaying - self.first) as usize;
                let statement = &evidence.statements[*relaying as usize];
                let sides = self.sides[relaying_row].union(self.sides[row]);
                if statement.stance() == Stance::Reports
                    && self.seen[relaying_row]
                    && sides != self.sides[relaying_row]
                {
                    self.sides[relaying_row] = sides;
                    changed.push(relaying_row);
                }
            }
        }
    }
}
