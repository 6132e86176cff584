//! Typing errors: a word that nobody knows is taken for the one known word nearest to it.
//!
//! Words count as near by the number of letters left out, put in, exchanged or swapped
//! (Damerau, *A Technique for Computer Detection and Correction of Spelling Errors*, 1964): one
//! in a word of four letters or more, two in one of eight or more.

use std::collections::BTreeSet;

/// How many readings of a question with several doubtful words are tried.
const MOST_READINGS: usize = 16;

/// The words that a question may be made of.
#[derive(Debug)]
pub(super) struct Dictionary<'w> {
    words: BTreeSet<&'w str>,
}

impl<'w> Dictionary<'w> {
    /// A dictionary of these words.
    pub(super) fn new(words: impl Iterator<Item = &'w str>) -> Self {
        Self {
            words: words.collect(),
        }
    }

    /// Whether a word is known, or begins one that is.
    fn knows(&self, word: &str) -> bool {
        let mut following = self.words.range(word..);
        following
            .next()
            .is_some_and(|known| *known == word || (word.len() > 3 && known.starts_with(word)))
    }

    /// The known words nearest to a word, if any are near. O(words of the dictionary).
    fn nearest(&self, word: &str) -> Vec<&'w str> {
        let length = word.chars().count();
        let most = match length {
            0..=3 => return Vec::new(),
            4..=7 => 1,
            _ => 2,
        };
        let mut found = Vec::new();
        let mut least = most;
        for known in &self.words {
            if known.chars().count().abs_diff(length) > least {
                continue;
            }
            let distance = strsim::osa_distance(word, known);
            if distance < least {
                found.clear();
                least = distance;
            }
            if distance == least {
                found.push(*known);
            }
        }
        found
    }

    /// What a question may have been meant to say: for each reading, the words that are
    /// replaced, by position. A word with digits in it is never replaced.
    ///
    /// Empty if no word is doubtful, or if a question could be read in too many ways.
    pub(super) fn readings(&self, words: &[&str]) -> Vec<Vec<(usize, &'w str)>> {
        let mut readings: Vec<Vec<(usize, &'w str)>> = vec![Vec::new()];
        for (position, word) in words.iter().enumerate() {
            if !word.chars().all(char::is_alphabetic) || self.knows(word) {
                continue;
            }
            let nearest = self.nearest(word);
            if nearest.is_empty() {
                continue;
            }
            if readings.len() * nearest.len() > MOST_READINGS {
                return Vec::new();
            }
            readings = readings
                .into_iter()
                .flat_map(|reading| {
                    nearest.iter().map(move |known| {
                        let mut longer = reading.clone();
                        longer.push((position, *known));
                        longer
                    })
                })
                .collect();
        }
        readings.retain(|reading| !reading.is_empty());
        readings
    }
}

#[cfg(test)]
mod tests {
    use super::Dictionary;

    #[test]
    fn only_near_words_are_taken_for_another() {
        let known = [
            "corroborated",
            "denied",
            "dented",
            "soir",
            "who",
            "mandiant",
        ];
        let dictionary = Dictionary::new(known.into_iter());
        let one = |word: &str| dictionary.readings(&[word]);
        assert_eq!(one("corrobrated"), [[(0, "corroborated")]]);
        assert_eq!(one("sior"), [[(0, "soir")]]);
        assert_eq!(one("dneied"), [[(0, "denied")]]);
        assert_eq!(one("deneed"), [[(0, "denied")], [(0, "dented")]]);
        assert!(one("wo").is_empty(), "short words are left alone");
        assert!(one("mandi").is_empty(), "the beginning of a word is known");
        assert!(one("2024").is_empty());
        assert!(one("elephant").is_empty());
    }
}
