//! For a question that fits no pattern: the questions that come nearest, with the names that
//! occurred in it.

use std::collections::BTreeMap;

use super::grammar::slice;
use super::pattern::{Slot, fixed_words};
use super::patterns::{self, Pattern};
use super::things::{NamesOf, Thing};
use super::vocabulary::{PASSED_OVER, POINTING};
use super::words::Word;
use crate::names::Match;

/// How many questions are suggested.
const MOST: usize = 3;

/// No name is looked for in more words than these, and none in a longer question.
const LONGEST_NAME: usize = 6;
const LONGEST_QUESTION: usize = 30;

/// What can be asked of anything, where nothing comes near; with a name, and without.
const ANYWAY: [(&str, Option<Slot>); 10] = [
    ("Why {}?", Some(Slot::Claim)),
    ("Who says that {}?", Some(Slot::Claim)),
    ("Who denied {}?", Some(Slot::Claim)),
    ("What did {} say?", Some(Slot::Agent)),
    ("What rests on {}?", Some(Slot::Agent)),
    ("How reliable is {}?", Some(Slot::Agent)),
    ("What does {} say?", Some(Slot::Document)),
    ("Which claims are corroborated?", None),
    ("Why CLAIM?", None),
    ("What did SOURCE say?", None),
];

/// A share of the words that two questions must have in common to be near, and how far the
/// words that they differ in may weigh.
const NEAR: f64 = 0.3;

/// The questions nearest to one that was not understood, each of another command.
///
/// The words that few patterns have weigh most (Spärck Jones, *A Statistical Interpretation of
/// Term Specificity*, 1972). O(patterns · words).
pub(super) fn nearest(text: &str, words: &[Word], names: &NamesOf<'_>) -> Vec<String> {
    let fixed: Vec<(&Pattern, Vec<&str>)> = patterns::all()
        .map(|pattern| (pattern, fixed_words(pattern)))
        .collect();
    let mut frequency: BTreeMap<&str, usize> = BTreeMap::new();
    for word in fixed.iter().flat_map(|(_, words)| words) {
        *frequency.entry(word).or_default() += 1;
    }
    let weight = |word: &str| {
        let patterns = frequency.get(word).copied().unwrap_or(1) as f64;
        (fixed.len() as f64 / patterns).ln()
    };
    let occurring = occurring(text, words, names);
    let is_in_name = |position: usize| {
        occurring
            .values()
            .any(|(_, range)| range.contains(&position))
    };
    let asked: Vec<&str> = words
        .iter()
        .enumerate()
        .filter(|(position, word)| {
            !is_in_name(*position) && !PASSED_OVER.contains(&word.text.as_str())
        })
        .map(|(_, word)| word.text.as_str())
        .collect();
    let whole: f64 = asked.iter().map(|word| weight(word)).sum();
    let mut scored: Vec<(i64, &Pattern)> = fixed
        .iter()
        .map(|(pattern, fixed)| {
            let common: f64 = asked
                .iter()
                .filter(|word| fixed.contains(word))
                .map(|word| weight(word))
                .sum();
            let share = if whole > 0.0 { common / whole } else { 0.0 };
            // A question that leaves out a name which occurred, or wants one that did not, is
            // further away.
            let slots = slots(pattern);
            let missing = slots
                .iter()
                .filter(|slot| !occurring.contains_key(slot))
                .count();
            let unused = occurring
                .keys()
                .filter(|slot| !slots.contains(slot))
                .count();
            let score = if share >= NEAR {
                share - 0.05 * (missing + unused) as f64
            } else {
                -1.0
            };
            ((score * 1000.0) as i64, *pattern)
        })
        .filter(|(score, _)| *score > -500)
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let mut commands: Vec<&str> = Vec::new();
    let mut questions = Vec::new();
    for (_, pattern) in scored {
        if !commands.contains(&pattern.command) && questions.len() < MOST {
            commands.push(pattern.command);
            questions.push(with_names(pattern, &occurring));
        }
    }
    if questions.is_empty() {
        let fitting = ANYWAY
            .into_iter()
            .filter_map(|(question, slot)| match slot {
                Some(slot) => Some(question.replace("{}", &occurring.get(&slot)?.0)),
                None => Some(question.to_owned()),
            });
        questions.extend(fitting.take(MOST));
    }
    questions
}

/// The slots of a pattern that stand for names.
fn slots(pattern: &Pattern) -> Vec<Slot> {
    let slots = Slot::ALL.into_iter();
    slots
        .filter(|slot| placeholder(*slot).is_some())
        .filter(|slot| pattern.words.contains(&format!("{{{}}}", slot.name())))
        .collect()
}

/// What stands in a suggestion where the name of a thing is wanted.
const fn placeholder(slot: Slot) -> Option<&'static str> {
    Some(match slot {
        Slot::Claim => "CLAIM",
        Slot::Agent => "SOURCE",
        Slot::Other => "ANOTHER SOURCE",
        Slot::Document => "DOCUMENT",
        Slot::Topic => "TOPIC",
        Slot::Text => "WORDS",
        Slot::Status | Slot::Flag | Slot::Stance | Slot::Date | Slot::Moment | Slot::Period => {
            return None;
        }
    })
}

type Occurring = BTreeMap<Slot, (String, std::ops::Range<usize>)>;

/// The names in a question: for each kind of thing the longest that means exactly one.
fn occurring(text: &str, words: &[Word], names: &NamesOf<'_>) -> Occurring {
    let mut found = Occurring::new();
    if words.len() > LONGEST_QUESTION {
        return found;
    }
    let slots = [
        (Slot::Agent, Thing::Agent),
        (Slot::Claim, Thing::Claim),
        (Slot::Document, Thing::Document),
    ];
    for (slot, thing) in slots {
        let names_of = (1..=LONGEST_NAME.min(words.len()))
            .rev()
            .flat_map(|length| (0..=words.len() - length).map(move |start| start..start + length));
        for range in names_of {
            let stretch = &words[range.clone()];
            let is_taken = found
                .values()
                .any(|(_, other): &(String, std::ops::Range<usize>)| {
                    other.start < range.end && range.start < other.end
                });
            let says_little = |word: &Word| {
                let lists = [PASSED_OVER, POINTING];
                lists.iter().any(|list| list.contains(&word.text.as_str()))
            };
            let is_bare =
                stretch.first().is_some_and(says_little) || stretch.last().is_some_and(says_little);
            if is_taken || is_bare {
                continue;
            }
            let name = slice(text, stretch);
            if let Match::One(_) = names.find(thing, name) {
                found.insert(slot, (name.to_owned(), range));
                break;
            }
        }
    }
    found
}

/// The example of a pattern, with names that occurred in place of its own.
fn with_names(pattern: &Pattern, occurring: &Occurring) -> String {
    let mut question = String::new();
    let mut slots = slots_in_order(pattern).into_iter();
    for (number, piece) in pattern.example.split(['{', '}']).enumerate() {
        if number % 2 == 0 {
            question.push_str(piece);
            continue;
        }
        let slot = slots.next();
        let name = slot
            .and_then(|slot| occurring.get(&slot))
            .map(|(name, _)| name.as_str());
        let name = name.or_else(|| slot.and_then(placeholder));
        question.push_str(name.unwrap_or(piece));
    }
    question
}

/// The slots for names, as they follow each other in a pattern.
fn slots_in_order(pattern: &Pattern) -> Vec<Slot> {
    let mut slots = slots(pattern);
    slots.sort_by_key(|slot| pattern.words.find(&format!("{{{}}}", slot.name())));
    slots
}

/// A pattern's example as a plain question.
pub fn example(pattern: &Pattern) -> String {
    pattern.example.replace(['{', '}'], "")
}
