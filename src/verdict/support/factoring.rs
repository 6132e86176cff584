//! Conditioning on the groups, one cut of one variable at a time.
//!
//! Either the group's variable is at most the cut, and the steps with a threshold of at least
//! that are sound; or it is above, and those with a threshold of at most that are not. Between
//! cuts, what is on no chain any more is dropped, and what has no group in common is computed
//! apart. (The factoring theorem of network reliability: Moskowitz, 1958; Satyanarayana and
//! Chang, 1983.) Sets of steps are sets of bits, so a cut costs a few operations a step.

use super::Bounds;
use super::reduction::{Link, Network};

/// How many cuts may be made in one part.
const MOST_CUTS: usize = 20_000;
/// A case less probable than this is not looked into: it cannot change the twelve digits given,
/// unless very many such add up, and then the bounds show it.
const IMPROBABLE: f64 = 1e-15;
/// Bounds closer than this are the same in the digits given.
const SAME: f64 = 5e-13;

/// The largest part that is factored, in steps after reduction. Past it nothing is found.
pub(super) const LARGEST: usize = 256;

/// The probability that a chain of a network is sound, or bounds for it.
pub(super) fn reliability(network: &Network) -> Bounds {
    let links = network.links();
    let (lower, upper) = match links.len() {
        0 => (0.0, 0.0),
        1..=64 => Factoring::<1>::new(&links).run_all(),
        65..=LARGEST => Factoring::<{ LARGEST / 64 }>::new(&links).run_all(),
        _ => (0.0, 1.0),
    };
    Bounds {
        lower,
        upper: if upper - lower < SAME { lower } else { upper },
    }
}

/// A set of steps.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Steps<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> Steps<WORDS> {
    const NONE: Self = Self([0; WORDS]);

    fn insert(&mut self, step: u32) {
        self.0[step as usize / 64] |= 1 << (step % 64);
    }

    fn has(&self, step: u32) -> bool {
        self.0[step as usize / 64] >> (step % 64) & 1 != 0
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    fn and(mut self, other: &Self) -> Self {
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word &= other;
        }
        self
    }

    fn and_not(mut self, other: &Self) -> Self {
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word &= !other;
        }
        self
    }

    fn or(mut self, other: &Self) -> Self {
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word |= other;
        }
        self
    }

    fn first(&self) -> Option<u32> {
        let word = self.0.iter().position(|word| *word != 0)?;
        Some(word as u32 * 64 + self.0[word].trailing_zeros())
    }

    fn iter(mut self) -> impl Iterator<Item = u32> {
        std::iter::from_fn(move || {
            let first = self.first()?;
            self.0[first as usize / 64] &= self.0[first as usize / 64] - 1;
            Some(first)
        })
    }
}

struct Factoring<'l, const WORDS: usize> {
    links: &'l [Link],
    next: Vec<Steps<WORDS>>,
    previous: Vec<Steps<WORDS>>,
    origins: Steps<WORDS>,
    ends: Steps<WORDS>,
    /// The steps of the group of each step.
    siblings: Vec<Steps<WORDS>>,
    /// What is known of each group's variable: it lies in (low, high].
    low: Vec<f64>,
    high: Vec<f64>,
    cuts_left: usize,
}

impl<'l, const WORDS: usize> Factoring<'l, WORDS> {
    fn new(links: &'l [Link]) -> Self {
        let set = |list: &[u32]| {
            let mut set = Steps::NONE;
            for step in list {
                set.insert(*step);
            }
            set
        };
        let groups = links.iter().map(|link| link.group as usize + 1).max();
        let groups = groups.unwrap_or_default();
        let mut members = vec![Steps::NONE; groups];
        let mut origins = Steps::NONE;
        let mut ends = Steps::NONE;
        for (step, link) in (0..).zip(links) {
            members[link.group as usize].insert(step);
            if link.is_origin {
                origins.insert(step);
            }
            if link.is_end {
                ends.insert(step);
            }
        }
        Self {
            links,
            next: links.iter().map(|link| set(&link.next)).collect(),
            previous: links.iter().map(|link| set(&link.previous)).collect(),
            origins,
            ends,
            siblings: links
                .iter()
                .map(|link| members[link.group as usize])
                .collect(),
            low: vec![0.0; groups],
            high: vec![1.0; groups],
            cuts_left: MOST_CUTS,
        }
    }

    fn run_all(mut self) -> (f64, f64) {
        let mut possible = Steps::NONE;
        let mut sure = Steps::NONE;
        for (step, link) in (0..).zip(self.links) {
            if link.threshold > 0.0 {
                possible.insert(step);
            }
            if link.threshold >= 1.0 {
                sure.insert(step);
            }
        }
        self.run(possible, sure, 1.0)
    }

    /// Bounds for the probability, given what is known, that a chain within the possible steps
    /// is sound; `chance` is that of the case. The depth is at most the number of steps, since
    /// each cut decides one at least.
    fn run(&mut self, possible: Steps<WORDS>, sure: Steps<WORDS>, chance: f64) -> (f64, f64) {
        if self.is_certain(&possible, &sure) {
            return (1.0, 1.0);
        }
        self.run_uncertain(possible, sure, chance)
    }

    /// Whether some chain within the possible steps is of sure ones alone.
    fn is_certain(&self, possible: &Steps<WORDS>, sure: &Steps<WORDS>) -> bool {
        let known = possible.and(sure);
        let certain = sweep(self.origins.and(&known), &self.next, &known);
        !certain.and(&self.ends).is_empty()
    }

    /// The same where no chain is certain.
    fn run_uncertain(
        &mut self,
        possible: Steps<WORDS>,
        sure: Steps<WORDS>,
        chance: f64,
    ) -> (f64, f64) {
        let forward = sweep(self.origins.and(&possible), &self.next, &possible);
        let useful = sweep(self.ends.and(&forward), &self.previous, &forward);
        if useful.is_empty() {
            return (0.0, 0.0);
        }
        self.run_useful(useful, sure, chance)
    }

    /// The same where every step is on a chain besides.
    fn run_useful(&mut self, useful: Steps<WORDS>, sure: Steps<WORDS>, chance: f64) -> (f64, f64) {
        if chance < IMPROBABLE || self.cuts_left == 0 {
            return (0.0, 1.0);
        }
        // A sure end joins nothing: every chain that reaches it is sound by then.
        let walls = useful.and(&sure).and(&self.ends).and_not(&self.origins);
        let mut open = useful.and_not(&walls);
        let first = self.part(&open, &sure);
        if first == open {
            return self.cut(useful, sure, chance);
        }
        let (mut none_lower, mut none_upper) = (1.0, 1.0);
        while !open.is_empty() {
            let part = self.part(&open, &sure);
            open = open.and_not(&part);
            let mut ends = Steps::NONE;
            for step in part.iter() {
                ends = ends.or(&self.next[step as usize].and(&walls));
            }
            let (lower, upper) = self.run_uncertain(part.or(&ends), sure, chance);
            none_lower *= 1.0 - upper;
            none_upper *= 1.0 - lower;
        }
        (1.0 - none_upper, 1.0 - none_lower)
    }

    /// The steps that share a link or an undecided group, directly or by others, with the first.
    fn part(&self, open: &Steps<WORDS>, sure: &Steps<WORDS>) -> Steps<WORDS> {
        let mut part = Steps::NONE;
        let Some(first) = open.first() else {
            return part;
        };
        let mut fresh = Steps::NONE;
        fresh.insert(first);
        while let Some(step) = fresh.first() {
            part.insert(step);
            let at = step as usize;
            let mut around = self.next[at].or(&self.previous[at]);
            if !sure.has(step) {
                around = around.or(&self.siblings[at].and_not(sure));
            }
            fresh = fresh.or(&around.and(open)).and_not(&part);
        }
        part
    }

    /// The middle one of the thresholds of some steps, of which there are some.
    fn middle(&self, steps: Steps<WORDS>) -> f64 {
        let mut thresholds = steps.iter().map(|step| self.links[step as usize].threshold);
        let first = thresholds.next().unwrap_or_default();
        let Some(second) = thresholds.next() else {
            return first;
        };
        let mut thresholds: Vec<f64> = [first, second].into_iter().chain(thresholds).collect();
        thresholds.sort_by(f64::total_cmp);
        thresholds.dedup();
        thresholds[thresholds.len() / 2]
    }

    /// Cuts the variable of the undecided group that most depends on, at the middle one of its
    /// thresholds.
    fn cut(&mut self, useful: Steps<WORDS>, sure: Steps<WORDS>, chance: f64) -> (f64, f64) {
        let undecided = useful.and_not(&sure);
        let mut heaviest = (0, 0);
        let mut left = undecided;
        while let Some(first) = left.first() {
            let of_group = self.siblings[first as usize].and(&undecided);
            left = left.and_not(&of_group);
            let weight: usize = of_group
                .iter()
                .map(|step| {
                    let link = &self.links[step as usize];
                    link.next.len() + link.previous.len() + 1
                })
                .sum();
            if weight > heaviest.0 {
                heaviest = (weight, first);
            }
        }
        let siblings = self.siblings[heaviest.1 as usize];
        let of_group = siblings.and(&undecided);
        let threshold = |step: u32| self.links[step as usize].threshold;
        let cut = self.middle(of_group);
        let mut sound = sure;
        let mut possible = useful;
        for step in siblings.iter() {
            if threshold(step) >= cut {
                sound.insert(step);
            }
            if threshold(step) <= cut {
                let mut this = Steps::NONE;
                this.insert(step);
                possible = possible.and_not(&this);
            }
        }
        let group = self.links[heaviest.1 as usize].group as usize;
        let (low, high) = (self.low[group], self.high[group]);
        let below = (cut - low) / (high - low);
        self.cuts_left -= 1;
        self.high[group] = cut;
        // What is sound now takes no step off its chains, and what is not makes no chain certain.
        let if_sound = if self.is_certain(&useful, &sound) {
            (1.0, 1.0)
        } else {
            self.run_useful(useful, sound, chance * below)
        };
        self.high[group] = high;
        self.low[group] = cut;
        let if_not = self.run_uncertain(possible, sure, chance * (1.0 - below));
        self.low[group] = low;
        let mix = |sound: f64, not: f64| below * sound + (1.0 - below) * not;
        (mix(if_sound.0, if_not.0), mix(if_sound.1, if_not.1))
    }
}

/// What is reached from some steps within others.
fn sweep<const WORDS: usize>(
    start: Steps<WORDS>,
    links: &[Steps<WORDS>],
    within: &Steps<WORDS>,
) -> Steps<WORDS> {
    let mut reached = start;
    let mut fresh = start;
    while let Some(step) = fresh.first() {
        let mut this = Steps::NONE;
        this.insert(step);
        let more = links[step as usize].and(within).and_not(&reached);
        reached = reached.or(&more);
        fresh = fresh.and_not(&this).or(&more);
    }
    reached
}
