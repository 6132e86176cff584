//! Random numbers: from a seed, and the same on every machine.

use std::ops::RangeInclusive;

use super::super::case::{Day, When};
use super::super::when::month;

/// `SplitMix64`.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 if `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.bits() % bound).unwrap_or(0)
    }

    /// A number of the range.
    pub fn within(&mut self, range: &RangeInclusive<usize>) -> usize {
        range.start() + self.below((range.end() + 1).saturating_sub(*range.start()))
    }

    /// True in so many of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the items, unless there are none.
    pub fn pick<T: Clone>(&mut self, items: &[T]) -> Option<T> {
        items.get(self.below(items.len())).cloned()
    }

    /// A day up to `last`.
    pub fn day(&mut self, last: usize) -> Day {
        Day::try_from(1 + self.below(last)).unwrap_or(1)
    }

    /// A time on that day: the day, or (so many of a hundred times) its month, its year, an hour of it, or another year.
    pub fn time_on(&mut self, day: Day, partial: usize) -> When {
        if !self.chance(partial) {
            return When::Day(day);
        }
        match self.below(100) {
            0..40 => When::Month(month(day).0),
            40..55 => When::Year(2024),
            55..60 => When::Year(2023),
            60..63 => When::Year(2025),
            _ => When::Hour(day, [0, 6, 9, 23][self.below(4)]),
        }
    }

    /// Puts the items into a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for index in (1..items.len()).rev() {
            items.swap(index, self.below(index + 1));
        }
    }
}
