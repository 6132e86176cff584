//! Which texts share long wording: copies, found in the texts themselves.
//!
//! Texts are read as words outside quotation marks ([`words`]), for what two outlets quote from one
//! press conference is no copying. Of every run of [`RUN`] words a hash is made, and of every
//! [`WINDOW`] neighbouring hashes the smallest is kept: *winnowing* (Schleimer, Wilkerson and Aiken,
//! *Winnowing: Local Algorithms for Document Fingerprinting*, 2003). Two texts that have
//! `RUN + WINDOW - 1` words in a row in common have a fingerprint in common, however else they
//! differ; so only pairs with one are looked at, and these exactly ([`shared`]).
//!
//! What stands in very many texts, such as a footer, brings no two of them together: such
//! fingerprints are set aside, with the words that they are of.
//!
//! O(words · log words) for the fingerprints, O(words of the two) for each pair that has one in
//! common. Hashes have 64 bits: that two runs of different words meet is not to be expected.

pub mod shared;
pub mod words;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

pub use shared::{Passage, Runs, Sharing, sharing};
pub use words::{Reading, read};

/// So many words in a row are wording, and no mere name or phrase.
pub const RUN: usize = 8;
/// Of so many runs that follow each other, one is a fingerprint.
pub const WINDOW: usize = 5;
/// Fingerprints in more texts than this, and in more than one of a hundred, are set aside.
pub const MOST_TEXTS: usize = 50;

/// A fingerprint in a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Fingerprint {
    hash: u64,
    text: u32,
    /// The word that its run begins with.
    word: u32,
}

/// Which texts may share wording.
#[derive(Debug, Default)]
pub struct Candidates {
    /// Pairs by number, the smaller first, in order.
    pub pairs: Vec<(u32, u32)>,
    /// How many fingerprints were set aside, for they stand in very many texts.
    pub set_aside: usize,
    /// What very many is here.
    pub most: usize,
}

/// Finds the pairs of texts that have a fingerprint in common, and sets aside, in the texts, what
/// stands in very many of them. `may_pair` says whether two texts are to be compared at all.
pub fn candidates(
    texts: &mut [Reading],
    may_pair: impl Fn(usize, usize) -> bool + Sync,
) -> Candidates {
    let most = MOST_TEXTS.max(texts.len() / 100);
    let mut prints: Vec<Fingerprint> = texts
        .par_iter()
        .enumerate()
        .flat_map_iter(|(number, text)| {
            fingerprints(text).map(move |(hash, word)| Fingerprint {
                hash,
                text: number as u32,
                word,
            })
        })
        .collect();
    prints.par_sort_unstable();
    let mut set_aside = 0;
    let mut kept: Vec<(u64, u32)> = Vec::with_capacity(prints.len());
    for same in prints.chunk_by(|one, next| one.hash == next.hash) {
        let in_texts = || same.chunk_by(|one, next| one.text == next.text);
        if in_texts().count() > most {
            set_aside += 1;
            for print in same {
                texts[print.text as usize].set_aside(print.word as usize, RUN);
            }
        } else {
            kept.extend(in_texts().map(|it| (it[0].hash, it[0].text)));
        }
    }
    drop(prints);
    Candidates {
        pairs: pairs(&kept, texts.len(), may_pair),
        set_aside,
        most,
    }
}

/// The pairs of texts that have a fingerprint in common: text by text, so that never more than the
/// pairs of a few texts are held beside the fingerprints.
fn pairs(
    kept: &[(u64, u32)],
    texts: usize,
    may_pair: impl Fn(usize, usize) -> bool + Sync,
) -> Vec<(u32, u32)> {
    // For each text, the stretches of `kept` that it stands in.
    let mut stretches: Vec<Vec<(u32, u32)>> = vec![Vec::new(); texts];
    let mut start = 0;
    for same in kept.chunk_by(|one, next| one.0 == next.0) {
        let end = start + same.len();
        if same.len() > 1 {
            for (_, text) in same {
                stretches[*text as usize].push((start as u32, end as u32));
            }
        }
        start = end;
    }
    (0..texts)
        .into_par_iter()
        .flat_map_iter(|text| {
            let number = text as u32;
            let mut others: FxHashSet<u32> = FxHashSet::default();
            for (start, end) in &stretches[text] {
                let same = &kept[*start as usize..*end as usize];
                others.extend(
                    same.iter()
                        .map(|(_, other)| *other)
                        .filter(|it| *it > number),
                );
            }
            let mut others: Vec<u32> = others.into_iter().collect();
            others.sort_unstable();
            others.retain(|other| may_pair(text, *other as usize));
            others.into_iter().map(move |other| (number, other))
        })
        .collect()
}

/// The winnowed fingerprints of a text, each with the word that its run begins with: of every
/// window the smallest hash, of equal ones the last, each once.
fn fingerprints(text: &Reading) -> impl Iterator<Item = (u64, u32)> + use<> {
    let mut found: Vec<(u64, u32)> = Vec::new();
    for stretch in text.stretches() {
        let runs = runs(text, stretch);
        let mut last = None;
        // A stretch with fewer runs than a window has is a window by itself.
        for window in runs.windows(WINDOW.min(runs.len()).max(1)) {
            let smallest = window
                .iter()
                .min_by(|one, other| one.0.cmp(&other.0).then(other.1.cmp(&one.1)));
            if smallest.copied() != last {
                last = smallest.copied();
                found.extend(last);
            }
        }
    }
    found.into_iter()
}

/// The hashes of the runs of a stretch of words, each with the word that it begins with.
fn runs(text: &Reading, stretch: std::ops::Range<usize>) -> Vec<(u64, u32)> {
    // An odd base has an inverse, so that no word is lost in the product.
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    let words = &text.words[stretch.clone()];
    if words.len() < RUN {
        return Vec::new();
    }
    let top = (1..RUN).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let mut hash = words[..RUN].iter().fold(0_u64, |hash, word| {
        hash.wrapping_mul(BASE).wrapping_add(word.hash)
    });
    let mut found = Vec::with_capacity(words.len() - RUN + 1);
    found.push((mixed(hash), stretch.start as u32));
    for at in RUN..words.len() {
        let gone = words[at - RUN].hash.wrapping_mul(top);
        hash = hash
            .wrapping_sub(gone)
            .wrapping_mul(BASE)
            .wrapping_add(words[at].hash);
        found.push((mixed(hash), (stretch.start + at + 1 - RUN) as u32));
    }
    found
}

/// Spreads a hash over all its bits: the smallest is to be any run, not one that begins with a
/// word of small hash.
const fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}

/// Where each run of a text stands.
fn places(text: &Reading) -> FxHashMap<u64, Vec<u32>> {
    let mut places: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for stretch in text.stretches() {
        for (hash, word) in runs(text, stretch) {
            places.entry(hash).or_default().push(word);
        }
    }
    places
}
