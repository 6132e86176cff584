//! For a question that is not understood as one thing: what it would be with fewer words, what can be
//! asked of the names in it, and the claims that its words describe best.

use super::form;
use super::reading::{Found, MOST_OFFERS, search};
use super::readings::Candidate;
use super::request::Request;
use super::things::{self, Meaning, NamesOf, Thing, slice};
use super::vocabulary::{PASSED_OVER, POINTING};
use super::words::Word;
use super::{Sort, Statements};
use crate::vocab::Id;

/// In a longer question nothing is left out to find one that comes near.
const MOST_WORDS: usize = 14;
/// No more words than these are left out at a time.
const MOST_LEFT_OUT: usize = 3;
/// How many claims are shown.
const MOST_CLAIMS: usize = 5;
/// No name is looked for in more words than these.
const LONGEST_NAME: usize = 6;

/// What the question would mean without some of its words: those that leave out fewest come first.
pub(super) fn with_less(
    text: &str,
    words: &[Word],
    names: &NamesOf<'_>,
) -> Vec<(Candidate, String)> {
    let mut found = Vec::new();
    if words.len() > MOST_WORDS {
        return found;
    }
    for length in 1..=MOST_LEFT_OUT.min(words.len().saturating_sub(1)) {
        for at in 0..=words.len() - length {
            let left_out = &words[at..at + length];
            // Without the word that turned it round, a question is another.
            let turns = |word: &Word| things::TURNING.contains(&word.text.as_str());
            if left_out.iter().all(form::is_passed_over) || left_out.iter().any(turns) {
                continue;
            }
            let rest = [&words[..at], &words[at + length..]].concat();
            if let Found::One(candidate) = search(text, &rest, names) {
                found.push((candidate, slice(text, left_out).into_owned()));
            }
            if found.len() >= MOST_OFFERS {
                return found;
            }
        }
    }
    found
}

/// What can be asked of a source or of a claim whose name stands in the question: the longest name that
/// is sure.
pub(super) fn of_names(text: &str, words: &[Word], names: &NamesOf<'_>) -> Vec<Request> {
    if words.len() > MOST_WORDS {
        return Vec::new();
    }
    let known = form::known_words();
    for length in (1..=LONGEST_NAME.min(words.len())).rev() {
        for name in words.windows(length) {
            let is_known = |word: &Word| known.binary_search(&word.text.as_str()).is_ok();
            if [name.first(), name.last()]
                .into_iter()
                .flatten()
                .any(is_known)
            {
                continue;
            }
            if let Meaning::One(agent) = names.meaning(Thing::Agent, text, name, false) {
                let by = Some(agent);
                let said = Statements {
                    kind: Sort::Any,
                    by,
                    ..Statements::default()
                };
                return vec![Request::Source(agent), Request::statements(said)];
            }
            if let Meaning::One(claim) = names.meaning(Thing::Claim, text, name, false) {
                let on = Some(claim);
                let said = Statements {
                    kind: Sort::Any,
                    on,
                    ..Statements::default()
                };
                return vec![Request::why(claim), Request::statements(said)];
            }
        }
    }
    Vec::new()
}

/// The claims that the words of a question describe best, its small words left aside.
pub(super) fn matching(text: &str, words: &[Word], names: &NamesOf<'_>) -> Vec<Id> {
    let is_telling = |word: &&Word| {
        let lists = [PASSED_OVER, POINTING];
        let is_small = lists.iter().any(|list| list.contains(&word.text.as_str()));
        let known = form::known_words();
        !is_small && known.binary_search(&word.text.as_str()).is_err()
    };
    let telling: Vec<&str> = words
        .iter()
        .filter(is_telling)
        .map(|word| &text[word.span.clone()])
        .collect();
    let directory = names.directory(Thing::Claim);
    names.ids(
        Thing::Claim,
        &directory.search(&telling.join(" "), MOST_CLAIMS),
    )
}
