//! What two texts share, exactly: the words of each that stand in a run of words of the other.

use std::cmp::Ordering;
use std::ops::Range;

use super::words::{Reading, Voice};
use super::{RUN, places, runs};

/// A passage may stand in a text many times; so many places of a run are tried.
const MOST_PLACES: usize = 16;

/// What two texts share.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sharing {
    /// Of each text: how many of its own words it has.
    pub own: [usize; 2],
    /// Of each text: how many of these stand in a run of at least [`RUN`] that the other has too.
    pub shared: [usize; 2],
    /// Of each text: how many words it quotes.
    pub quoted: [usize; 2],
    /// Of each text: how many of these the other quotes too, in runs.
    pub quoted_shared: [usize; 2],
    /// Of each text: how many words were set aside, for very many texts have them.
    pub set_aside: [usize; 2],
    /// The passages that they share, the longest first.
    pub passages: Vec<Passage>,
}

/// A passage that two texts have word for word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// How many words it has.
    pub words: usize,
    /// Its characters in each text.
    pub places: [Range<usize>; 2],
}

impl Sharing {
    /// Which part of each text's own words is shared, from 0 to 1.
    pub fn shares(&self) -> [f64; 2] {
        [0, 1].map(|at| self.shared[at] as f64 / self.own[at].max(1) as f64)
    }
}

/// The runs of a text's own words in order of their hashes, so that many pairs can be counted.
#[derive(Clone, Debug)]
pub struct Runs(Vec<(u64, u32)>);

impl Runs {
    /// The runs of a text. O(words · log words).
    pub fn new(text: &Reading) -> Self {
        let mut all: Vec<(u64, u32)> = Vec::new();
        for stretch in text.stretches() {
            all.extend(runs(text, stretch));
        }
        all.sort_unstable();
        Self(all)
    }

    /// How many words of each of two texts stand in a run that both have. O(words).
    pub fn shared(&self, other: &Self) -> [usize; 2] {
        let mut found: [Vec<u32>; 2] = [Vec::new(), Vec::new()];
        let (mut one, mut two) = (self.0.as_slice(), other.0.as_slice());
        while let (Some((a, _)), Some((b, _))) = (one.first(), two.first()) {
            let (a, b) = (*a, *b);
            match a.cmp(&b) {
                Ordering::Less => one = taken(one, a, None),
                Ordering::Greater => two = taken(two, b, None),
                Ordering::Equal => {
                    one = taken(one, a, Some(&mut found[0]));
                    two = taken(two, b, Some(&mut found[1]));
                }
            }
        }
        found.map(|mut words| {
            words.sort_unstable();
            let mut until = 0;
            let mut covered = 0;
            for word in words {
                let word = word as usize;
                covered += word + RUN - until.max(word);
                until = word + RUN;
            }
            covered
        })
    }
}

/// What is left of some runs behind those with a hash, whose words are put into a list.
fn taken<'r>(
    mut runs: &'r [(u64, u32)],
    hash: u64,
    mut words: Option<&mut Vec<u32>>,
) -> &'r [(u64, u32)] {
    while let Some(((held, word), rest)) = runs.split_first()
        && *held == hash
    {
        if let Some(words) = &mut words {
            words.push(*word);
        }
        runs = rest;
    }
    runs
}

/// Holds two texts against each other. O(words of both), beside what repeats itself.
pub fn sharing(one: &Reading, other: &Reading) -> Sharing {
    let texts = [one, other];
    let quotations = texts.map(Reading::of_quotations);
    let counts = |voice: Voice| texts.map(|text| text.count(voice));
    Sharing {
        own: counts(Voice::Own),
        shared: [covered(one, other), covered(other, one)],
        quoted: counts(Voice::Quoted),
        quoted_shared: [
            covered(&quotations[0], &quotations[1]),
            covered(&quotations[1], &quotations[0]),
        ],
        set_aside: counts(Voice::SetAside),
        passages: passages(one, other),
    }
}

/// How many of a text's own words stand in a run that the other text has too.
pub(super) fn covered(text: &Reading, other: &Reading) -> usize {
    let there = places(other);
    let mut covered = 0;
    for stretch in text.stretches() {
        let mut until = stretch.start;
        for (hash, word) in runs(text, stretch) {
            if there.contains_key(&hash) {
                let word = word as usize;
                covered += word + RUN - until.max(word);
                until = word + RUN;
            }
        }
    }
    covered
}

/// The passages that two texts share: from left to right the longest at each place, none inside
/// another.
fn passages(one: &Reading, other: &Reading) -> Vec<Passage> {
    let there = places(other);
    let mut found = Vec::new();
    let place = |text: &Reading, from: usize, length: usize| {
        text.words[from].start as usize..text.words[from + length - 1].end as usize
    };
    for stretch in one.stretches() {
        let mut until = stretch.start;
        let end = stretch.end;
        for (hash, word) in runs(one, stretch) {
            let word = word as usize;
            let Some(others) = there.get(&hash).filter(|_| word >= until) else {
                continue;
            };
            let lengths = others.iter().take(MOST_PLACES).map(|at| {
                let at = *at as usize;
                let pairs = one.words[word..end].iter().zip(&other.words[at..]);
                let same = pairs.take_while(|(a, b)| a.hash == b.hash && b.voice == Voice::Own);
                (same.count(), at)
            });
            // Of equally long ones the first.
            let longest = lengths.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
            if let Some((length, at)) = longest.filter(|(length, _)| *length >= RUN) {
                found.push(Passage {
                    words: length,
                    places: [place(one, word, length), place(other, at, length)],
                });
                until = word + length;
            }
        }
    }
    found.sort_by(|a, b| {
        let length = b.words.cmp(&a.words);
        length.then_with(|| a.places[0].start.cmp(&b.places[0].start))
    });
    found
}
