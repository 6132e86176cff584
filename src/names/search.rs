//! Words, ranked: which things they describe best.
//!
//! BM25 (Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond*, 2009)
//! over what a thing is called, its topics and what is quoted of it. Words count by their stem, so
//! that *toothbrush* finds *toothbrushes*; a word that nothing has counts, at half its weight, as
//! those that it begins or that are one or two letters away.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use super::directory::Entry;
use super::{is_small, significant_words};

/// How soon more of the same word adds nothing.
const SATURATION: f64 = 1.2;
/// How much the length of a text counts.
const LENGTH: f64 = 0.75;
/// A word of a label counts as so many elsewhere.
const LABEL: f64 = 2.0;
/// What a word counts that is not quite the one that was typed.
const NEARLY: f64 = 0.5;
/// A word with fewer letters begins no other, and is not forgiven a wrong one.
const SHORTEST: usize = 4;
/// A word with as many letters may have two wrong ones.
const LONG: usize = 8;

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// The stem of an English word: *hacks* and *hacked* have one.
pub fn stem(word: &str) -> String {
    STEMMER.stem(word).into_owned()
}

/// How often each stem is in what a thing is known by, and how long that is.
struct Text {
    stems: BTreeMap<String, f64>,
    length: f64,
}

impl Text {
    fn new(entry: &Entry) -> Self {
        let mut stems: BTreeMap<String, f64> = BTreeMap::new();
        let labels = entry.labels.iter().flat_map(|label| super::words_of(label));
        let others = entry.words.iter().chain(&entry.topics).chain(&entry.quoted);
        for word in labels.filter(|word| !is_small(word)) {
            *stems.entry(stem(&word)).or_default() += LABEL;
        }
        for word in others.filter(|word| !is_small(word)) {
            *stems.entry(stem(word)).or_default() += 1.0;
        }
        let length = stems.values().sum();
        Self { stems, length }
    }
}

/// Whether a stem is nearly another: it begins it, or few letters are wrong.
fn is_nearly(wanted: &str, other: &str) -> bool {
    let length = wanted.chars().count();
    if length < SHORTEST {
        return false;
    }
    let most = if length < LONG { 1 } else { 2 };
    other.starts_with(wanted)
        || (other.chars().count().abs_diff(length) <= most
            && strsim::osa_distance(wanted, other) <= most)
}

/// Things by how well words describe them, best first; those that have none of the words are left
/// out. O(words of all things).
pub(super) fn ranked(entries: &[Entry], text: &str, most: usize) -> Vec<u32> {
    let texts: Vec<Text> = entries.iter().map(Text::new).collect();
    let average = texts.iter().map(|text| text.length).sum::<f64>() / texts.len().max(1) as f64;
    let mut scores = vec![0.0; texts.len()];
    for wanted in significant_words(text) {
        let wanted = stem(&wanted);
        let is_known = texts.iter().any(|text| text.stems.contains_key(&wanted));
        let counted: Vec<f64> = texts
            .iter()
            .map(|text| match text.stems.get(&wanted) {
                Some(times) => *times,
                None if is_known => 0.0,
                None => {
                    let near = text
                        .stems
                        .iter()
                        .filter(|(stem, _)| is_nearly(&wanted, stem));
                    NEARLY * near.map(|(_, times)| times).sum::<f64>()
                }
            })
            .collect();
        let having = counted.iter().filter(|times| **times > 0.0).count() as f64;
        let rarity = ((texts.len() as f64 - having + 0.5) / (having + 0.5)).ln_1p();
        for ((score, times), text) in scores.iter_mut().zip(counted).zip(&texts) {
            let length = 1.0 - LENGTH + LENGTH * text.length / average.max(1.0);
            *score += rarity * times * (SATURATION + 1.0) / (times + SATURATION * length);
        }
    }
    let mut found: Vec<u32> = (0..scores.len() as u32)
        .filter(|number| scores[*number as usize] > 0.0)
        .collect();
    found.sort_by(|a, b| {
        let [a_score, b_score] = [a, b].map(|number| scores[*number as usize]);
        b_score.total_cmp(&a_score).then(a.cmp(b))
    });
    found.truncate(most);
    found
}

/// The things that have all of some words, in whatever form, in what they are called or in their
/// topics; in order. A word of four letters and more may begin another.
pub(super) fn mentioning(entries: &[Entry], text: &str) -> Vec<u32> {
    let wanted: Vec<String> = significant_words(text).iter().map(|it| stem(it)).collect();
    let has = |entry: &Entry, wanted: &String| {
        let labels = entry.labels.iter().flat_map(|label| super::words_of(label));
        let mut words = labels.chain(entry.words.iter().chain(&entry.topics).cloned());
        words.any(|word| {
            (word.starts_with(wanted.as_str()) && wanted.chars().count() >= SHORTEST)
                || stem(&word) == *wanted
        })
    };
    (0..)
        .zip(entries)
        .filter(|(_, entry)| !wanted.is_empty() && wanted.iter().all(|word| has(entry, word)))
        .map(|(number, _)| number)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Entry, mentioning, ranked};
    use crate::names::words_of;

    fn entries(labels: &[&str]) -> Vec<Entry> {
        let entry = |label: &&str| Entry {
            labels: vec![(*label).to_owned()],
            local: Vec::new(),
            names: vec![words_of(label)],
            words: words_of(label),
            topics: Vec::new(),
            quoted: Vec::new(),
        };
        labels.iter().map(entry).collect()
    }

    #[test]
    fn what_has_the_rarer_words_comes_first_and_typing_errors_are_forgiven() {
        let claims = entries(&[
            "The attack hit the grid",
            "Toothbrushes were used in an attack",
            "The grid was breached",
        ]);
        assert_eq!(ranked(&claims, "toothbrush attack", 5), [1, 0]);
        assert_eq!(ranked(&claims, "toothbrsh", 5), [1]);
        assert_eq!(ranked(&claims, "the grid", 1).len(), 1);
        assert!(ranked(&claims, "elephant", 5).is_empty());
    }

    #[test]
    fn a_mention_has_every_word_in_whatever_form() {
        let claims = entries(&[
            "Russian hackers hit the grid",
            "Putin tried to hack the grid",
        ]);
        assert_eq!(mentioning(&claims, "the hack"), [0, 1]);
        assert_eq!(mentioning(&claims, "Putin's hack"), [1]);
        assert!(mentioning(&claims, "").is_empty());
    }
}
