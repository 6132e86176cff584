//! A question with its typing errors mended, if that makes it readable.

use super::form;
use super::reading::{Found, Reading, reading, search};
use super::readings::Candidate;
use super::spelling::Dictionary;
use super::things::NamesOf;
use super::words::Word;

/// What comes of mending typing errors.
#[expect(
    clippy::large_enum_variant,
    reason = "there is one of these for a question"
)]
pub(super) enum Corrected {
    Read(Reading),
    /// A word may stand for several, and the question would mean different things.
    Doubtful(String, Vec<String>),
    /// It cannot be mended so that it could be read.
    Not,
}

/// Reads a question with its typing errors mended, if that makes it readable.
pub(super) fn corrected(text: &str, words: &[Word], names: &NamesOf<'_>) -> Corrected {
    let dictionary = Dictionary::new(names.words().chain(form::known_words()));
    let typed: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let ways = dictionary.readings(&typed);
    let mut found: Vec<(Candidate, &Vec<(usize, &str)>)> = Vec::new();
    for corrections in &ways {
        let (text, words) = mend(text, words, corrections);
        if let Found::One(candidate) = search(&text, &words, names) {
            found.push((candidate, corrections));
        }
    }
    let Some((first, corrections)) = found.first() else {
        return Corrected::Not;
    };
    // Several corrections that come to the same are no doubt.
    let differing = found
        .iter()
        .find(|(other, _)| other.request != first.request);
    let Some((_, others)) = differing else {
        let pairs = corrections.iter();
        let pairs = pairs.map(|(place, known)| (typed[*place].to_owned(), (*known).to_owned()));
        return Corrected::Read(reading(first.clone(), pairs.collect()));
    };
    let mut pairs = corrections.iter().zip(*others);
    let Some(((place, _), _)) = pairs.find(|((_, one), (_, other))| one != other) else {
        return Corrected::Not;
    };
    let meant = found.iter().filter_map(|(_, corrections)| {
        let known = corrections.iter().find(|(at, _)| at == place);
        known.map(|(_, known)| (*known).to_owned())
    });
    let mut candidates: Vec<String> = meant.collect();
    candidates.dedup();
    Corrected::Doubtful(typed[*place].to_owned(), candidates)
}

/// The question with some of its words replaced.
fn mend(text: &str, words: &[Word], corrections: &[(usize, &str)]) -> (String, Vec<Word>) {
    let mut mended = String::with_capacity(text.len());
    let mut words = words.to_vec();
    let mut end = 0;
    for (position, word) in words.iter_mut().enumerate() {
        let correction = corrections.iter().find(|(at, _)| *at == position);
        let typed = text[word.span.clone()].to_owned();
        // The two words of a contraction may share their place.
        mended.push_str(&text[end.min(word.span.start)..word.span.start]);
        end = word.span.end;
        let start = mended.len();
        match correction {
            Some((_, known)) => {
                mended.push_str(known);
                (*known).clone_into(&mut word.text);
            }
            None => mended.push_str(&typed),
        }
        word.span = start..mended.len();
    }
    mended.push_str(&text[end..]);
    (mended, words)
}
