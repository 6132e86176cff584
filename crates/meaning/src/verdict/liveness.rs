//! Which statements of a claim are seen, which are alive, and on which side they count.

use crate::evidence::{Grouping, Snapshot, Statement, Surrounding};
use crate::model::{Polarities, Polarity, Stance};

/// The statements of one claim under a snapshot; rows are positions within the claim.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent things to know of the relays of a claim"
)]
pub(super) struct Liveness {
    /// The number of the first statement.
    pub(super) first: u32,
    states: Vec<State>,
    /// The rows of live answers that say nothing.
    pub(super) non_answers: Vec<u32>,
    /// Whether a live statement counts for the claim, and whether one counts against it.
    pub(super) counting: Polarities,
    /// The relays within the claim: the row that is relayed, and the one that relays it.
    pub(super) relays: Vec<(u32, u32)>,
    /// Whether there are relays of statements of other claims.
    pub(super) has_relays_across: bool,
    /// Whether live relays go round in a ring.
    pub(super) has_ring: bool,
    /// Whether a live statement relays one that has been taken back.
    pub(super) relays_dead: bool,
    /// Whether a live statement relays one that is certainly later.
    pub(super) relays_later: bool,
    /// Relays that would be there if the view knew of a copy: the row that would be relayed, and
    /// the other; in order.
    unknown_copies: Vec<(u32, u32)>,
    /// The rows of statements that have a target.
    retracting: Vec<u32>,
    open: Vec<u32>,
    waiting_for: Vec<u32>,
}

/// What is known of one statement.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent of each other")]
struct State {
    /// Said and recorded by the times of the view.
    is_seen: bool,
    /// Seen, and not effectively retracted.
    is_live: bool,
    /// The sides on which it counts; a report has those of what it relays.
    sides: Polarities,
    /// Whether it says so in its own words, and does not just pass on what others say.
    is_own: bool,
    /// Whether it relays anything at all, seen or unseen, on its claim or another.
    is_relaying: bool,
}

impl Liveness {
    /// O(statements + relays of the claim).
    pub(super) fn new(snapshot: &Snapshot<'_>, claim: u32, grouping: &Grouping<'_, '_>) -> Self {
        let mut liveness = Self::default();
        liveness.fill(snapshot, claim, grouping);
        liveness
    }

    /// Makes this the liveness of another claim, in the same memory.
    pub(super) fn fill(
        &mut self,
        snapshot: &Snapshot<'_>,
        claim: u32,
        grouping: &Grouping<'_, '_>,
    ) {
        let tables = snapshot.tables();
        let claim = &tables.claims[claim as usize];
        let range = claim.statements();
        self.first = range.start;
        let statements = &tables.statements[range.start as usize..range.end as usize];
        self.begin(snapshot, statements);
        if !self.retracting.is_empty() {
            self.retract(snapshot, statements, grouping);
            let states = &self.states;
            self.non_answers.retain(|row| states[*row as usize].is_live);
        }
        self.relays.clear();
        self.unknown_copies.clear();
        self.has_ring = false;
        self.relays_dead = false;
        self.relays_later = false;
        if claim.has(Surrounding::Relays) {
            self.relay(snapshot, statements, claim.has(Surrounding::Copies));
        }
        self.has_relays_across = claim.has(Surrounding::RelaysAcross);
        self.counting = Polarities::NONE;
        for state in &self.states {
            if state.is_live {
                self.counting = self.counting.union(state.sides);
            }
        }
    }

    /// How many statements the claim has.
    pub(super) fn len(&self) -> usize {
        self.states.len()
    }

    /// Whether a row has been said and recorded.
    pub(super) fn is_seen(&self, row: usize) -> bool {
        self.states[row].is_seen
    }

    /// Whether a row is seen, and not effectively retracted.
    pub(super) fn is_live(&self, row: usize) -> bool {
        self.states[row].is_live
    }

    /// Whether a row was seen and has been taken back.
    pub(super) fn is_dead(&self, row: usize) -> bool {
        self.states[row].is_seen && !self.states[row].is_live
    }

    /// Whether some statement on the claim takes another back, with effect or without.
    pub(super) fn has_retractions(&self) -> bool {
        !self.retracting.is_empty()
    }

    /// Whether a row has a side, alive or not.
    pub(super) fn is_on(&self, row: usize, side: Polarity) -> bool {
        self.states[row].sides.has(side)
    }

    /// Whether a row is alive and counts on a side.
    pub(super) fn counts(&self, row: usize, side: Polarity) -> bool {
        self.is_live(row) && self.is_on(row, side)
    }

    /// Whether a row counts on a side in its own words.
    pub(super) fn says(&self, row: usize, side: Polarity) -> bool {
        self.states[row].is_own && self.counts(row, side)
    }

    /// Whether a row relays anything at all, seen or unseen, on its claim or another.
    pub(super) fn is_relaying(&self, row: usize) -> bool {
        self.states[row].is_relaying
    }

    /// Whether a row relays something for no other reason than that its document copies another.
    pub(super) fn is_only_copying(&self, row: usize, statement: &Statement) -> bool {
        statement.is_only_copying() && self.is_relaying(row)
    }

    /// The rows of the statements of this claim that a row relays.
    pub(super) fn relayed<'a>(
        &'a self,
        snapshot: &'a Snapshot<'_>,
        row: usize,
    ) -> impl Iterator<Item = usize> + 'a {
        let relayed = snapshot.tables().relays.row(self.first + row as u32);
        let relayed = relayed.iter().map(|target| target - self.first);
        relayed
            .filter(move |target| self.knows_relay(*target, row as u32))
            .map(|target| target as usize)
    }

    /// Whether a relay is known in the view: it may be there only for a copy that is not.
    fn knows_relay(&self, target: u32, row: u32) -> bool {
        let unknown = &self.unknown_copies;
        unknown.is_empty() || unknown.binary_search(&(target, row)).is_err()
    }

    /// Passes sides on along relays, and sees what is to be said of the relays of live
    /// statements. O(statements + relays).
    ///
    /// What is relayed only because a document copies another lends no side: it is relayed by the
    /// side on which both are already.
    fn relay(&mut self, snapshot: &Snapshot<'_>, statements: &[Statement], has_copies: bool) {
        let tables = snapshot.tables();
        let first = self.first;
        let copies = |row: u32| {
            if has_copies {
                tables.copied.row(first + row)
            } else {
                &[]
            }
        };
        for (row, statement) in (0..).zip(statements) {
            if !statement.is_relaying() {
                continue;
            }
            for target in tables.relays.row(first + row) {
                if copies(row).binary_search(target).is_ok() {
                    continue;
                }
                let target = target - first;
                self.relays.push((target, row));
                if let Some(sides) = passed_on(&self.states, target, row) {
                    self.states[row as usize].sides = sides;
                }
            }
        }
        self.pass_sides_on();
        if has_copies {
            for (row, statement) in (0..).zip(statements) {
                for target in copies(row) {
                    let target = target - first;
                    let [one, other] = [row, target].map(|row| self.states[row as usize].sides);
                    if one.meets(other) && snapshot.knows_copy(first + row, first + target) {
                        self.relays.push((target, row));
                        let state = &mut self.states[row as usize];
                        state.is_relaying = true;
                        state.is_own &= statement.stance() != Stance::Reports;
                    } else {
                        self.unknown_copies.push((target, row));
                    }
                }
            }
            self.unknown_copies.sort_unstable();
        }
        self.look_at_relays(snapshot);
    }

    /// Sees what is to be said of the relays of live statements. O(statements + relays).
    fn look_at_relays(&mut self, snapshot: &Snapshot<'_>) {
        // Whether every live relay goes to something before it: in order of time and then of
        // row, or in order of row alone. Then none is on a ring. That is nearly always so, and
        // quickly seen.
        let (mut go_back, mut go_up) = (true, true);
        for (target, row) in self.relays.iter().copied() {
            if !self.states[row as usize].is_live {
                continue;
            }
            let State {
                is_seen, is_live, ..
            } = self.states[target as usize];
            let [said, other] = [row, target].map(|row| snapshot.possible(self.first + row));
            go_back &= !is_live || (other.first, target) < (said.first, row);
            go_up &= !is_live || target < row;
            self.relays_dead |= is_seen && !is_live;
            self.relays_later |= is_seen && said.is_before(other);
        }
        self.has_ring = !go_back && !go_up && self.goes_round(snapshot);
    }

    /// Whether live relays go round in a ring. What relays nothing alive is taken away until
    /// nothing more can be: what is left is on a ring, or relays one. O(statements + relays).
    fn goes_round(&mut self, snapshot: &Snapshot<'_>) -> bool {
        let tables = snapshot.tables();
        let mut waiting_for = std::mem::take(&mut self.waiting_for);
        let mut free = std::mem::take(&mut self.open);
        waiting_for.clear();
        let mut left = 0;
        for row in 0..self.len() {
            let mut count = 0;
            if self.is_live(row) {
                left += 1;
                let relayed = self.relayed(snapshot, row);
                count = relayed.filter(|target| self.is_live(*target)).count();
                if count == 0 {
                    free.push(row as u32);
                }
            }
            waiting_for.push(count as u32);
        }
        while let Some(row) = free.pop() {
            left -= 1;
            for relaying in tables.relayed_by.row(self.first + row) {
                let relaying = relaying - self.first;
                if self.knows_relay(row, relaying) && self.is_live(relaying as usize) {
                    let waiting = &mut waiting_for[relaying as usize];
                    *waiting -= 1;
                    if *waiting == 0 {
                        free.push(relaying);
                    }
                }
            }
        }
        self.waiting_for = waiting_for;
        self.open = free;
        left > 0
    }

    /// What each statement is by itself.
    fn begin(&mut self, snapshot: &Snapshot<'_>, statements: &[Statement]) {
        self.states.clear();
        self.non_answers.clear();
        self.retracting.clear();
        let sees_all = snapshot.sees_all();
        let first = self.first;
        let state = |(number, statement): (u32, &Statement)| {
            // What only copies is by itself as what relays nothing: copying lends no side.
            let is_relaying = statement.is_relaying() && !statement.is_only_copying();
            let manner = MANNERS[statement.stance() as usize][usize::from(is_relaying)];
            if sees_all || snapshot.sees(number) {
                manner
            } else {
                State {
                    is_seen: false,
                    is_live: false,
                    sides: Polarities::NONE,
                    ..manner
                }
            }
        };
        self.states.extend((first..).zip(statements).map(state));
        for (row, statement) in (0..).zip(statements) {
            if statement.stance().is_non_answer() && self.states[row as usize].is_seen {
                self.non_answers.push(row);
            }
            if statement.target().is_some() {
                self.retracting.push(row);
            }
        }
    }

    /// A retraction is effective if it comes from the group of its target, does not certainly
    /// predate it, and is not itself effectively retracted; its target is dead then. O(retractions · log).
    fn retract(
        &mut self,
        snapshot: &Snapshot<'_>,
        statements: &[Statement],
        grouping: &Grouping<'_, '_>,
    ) {
        let own = self.first;
        let target = |row: u32| {
            let target = statements[row as usize].target();
            target.map(|target| target - own)
        };
        let mut retractions: Vec<(u32, u32)> = Vec::new();
        for row in &self.retracting {
            let Some(target) = target(*row) else {
                continue;
            };
            let (this, other) = (&statements[*row as usize], &statements[target as usize]);
            let said = snapshot.possible(own + *row);
            let predates = said.is_before(snapshot.possible(own + target));
            if self.is_seen(*row as usize)
                && self.is_seen(target as usize)
                && this.stance() == Stance::Retracts
                && !predates
                && grouping.group(this.agent) == grouping.group(other.agent)
            {
                retractions.push((target, *row));
            }
        }
        retractions.sort_unstable();
        let start = |target: u32| retractions.partition_point(|(other, _)| *other < target);
        let is_target = |row: u32| {
            let first = retractions.get(start(row));
            first.is_some_and(|(target, _)| *target == row)
        };
        // Retractions form a forest towards their targets: first come those that nothing
        // retracts, then what they retract, and so on. At the first retraction of each target is
        // counted how many of them are not decided.
        let mut open = vec![0; retractions.len()];
        for (target, _) in &retractions {
            open[start(*target)] += 1;
        }
        let rows = retractions.iter().map(|(_, row)| *row);
        let mut ready: Vec<u32> = rows.filter(|row| !is_target(*row)).collect();
        while let Some(row) = ready.pop() {
            let Some(target) = target(row) else {
                continue;
            };
            if retractions.binary_search(&(target, row)).is_err() {
                continue;
            }
            let first = start(target);
            open[first] -= 1;
            if open[first] == 0 {
                let is_retracted = retractions[first..]
                    .iter()
                    .take_while(|(other, _)| *other == target)
                    .any(|(_, retractor)| self.states[*retractor as usize].is_live);
                self.states[target as usize].is_live &= !is_retracted;
                ready.push(target);
            }
        }
    }

    /// Least fixpoint: sides flow from what is relayed to the reports that relay it, through
    /// dead statements too, but not from statements that the view does not see.
    ///
    /// One look at each relay did most of it; what it left to be passed on is followed.
    fn pass_sides_on(&mut self) {
        let is_left =
            |states: &[State], (target, row): (u32, u32)| passed_on(states, target, row).is_some();
        let mut relays = self.relays.iter().copied();
        if !relays.any(|relay| is_left(&self.states, relay)) {
            return;
        }
        let mut by_target = self.relays.clone();
        by_target.sort_unstable();
        let left = by_target
            .iter()
            .filter(|relay| is_left(&self.states, **relay));
        self.open.extend(left.map(|(target, _)| *target));
        while let Some(target) = self.open.pop() {
            let start = by_target.partition_point(|(other, _)| *other < target);
            for (_, row) in by_target[start..]
                .iter()
                .take_while(|(other, _)| *other == target)
            {
                if let Some(sides) = passed_on(&self.states, target, *row) {
                    self.states[*row as usize].sides = sides;
                    self.open.push(*row);
                }
            }
        }
    }
}

/// What a statement that is seen is by itself: by its stance, and whether it relays anything.
const MANNERS: [[State; 2]; Stance::ALL.len()] = {
    let unset = State {
        is_seen: true,
        is_live: true,
        sides: Polarities::NONE,
        is_own: true,
        is_relaying: false,
    };
    let mut manners = [[unset; 2]; Stance::ALL.len()];
    let mut stance = 0;
    while stance < Stance::ALL.len() {
        let of_stance = &mut manners[stance];
        of_stance[1].is_relaying = true;
        match (Stance::ALL[stance], Stance::ALL[stance].own_polarity()) {
            (Stance::Reports, _) => {
                // A report that relays nothing asserts.
                of_stance[0].sides = Polarities::only(Polarity::Support);
                of_stance[1].is_own = false;
            }
            (_, Some(side)) => {
                of_stance[0].sides = Polarities::only(side);
                of_stance[1].sides = Polarities::only(side);
            }
            (_, None) => {}
        }
        stance += 1;
    }
    manners
};

/// The sides of a row that relays another, if that one adds to them.
fn passed_on(states: &[State], target: u32, row: u32) -> Option<Polarities> {
    let State {
        is_seen,
        is_own,
        sides,
        ..
    } = states[row as usize];
    let both = sides.union(states[target as usize].sides);
    (is_seen && !is_own && both != sides).then_some(both)
}
