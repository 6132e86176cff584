//! The language that forms are written in, and how one fits a question.
//!
//! A form is words. `a|b` is either word, `[a]` may be missing, a word in capitals is a class
//! of words ([`vocabulary::CLASSES`]), and `{claim}` and the like are slots for names. Words that
//! say nothing ([`vocabulary::PASSED_OVER`]) may stand between any two. The whole question must
//! fit, but for the [parts](super::parts) that were taken out of it before.

use std::ops::Range;
use std::sync::LazyLock;

use super::intents::{self, Form};
use super::vocabulary::{self, CLASSES, PASSED_OVER};
use super::words::Word;
use super::{canonical, dates};

/// What stands for a name in a form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Slot {
    /// A claim.
    Claim,
    /// A source.
    Agent,
    /// Another source.
    Other,
    /// A document.
    Document,
    /// A topic that claims are on.
    Topic,
    /// Words for a status.
    Status,
    /// Words for a flag.
    Flag,
    /// Words for a stance.
    Stance,
    /// A day, a month or a year.
    Date,
    /// Any words.
    Text,
}

impl Slot {
    /// Every slot.
    pub const ALL: [Self; 10] = [
        Self::Claim,
        Self::Agent,
        Self::Other,
        Self::Document,
        Self::Topic,
        Self::Status,
        Self::Flag,
        Self::Stance,
        Self::Date,
        Self::Text,
    ];

    /// How forms write it, without braces.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Agent => "agent",
            Self::Other => "other",
            Self::Document => "document",
            Self::Topic => "topic",
            Self::Status => "status",
            Self::Flag => "flag",
            Self::Stance => "stance",
            Self::Date => "date",
            Self::Text => "text",
        }
    }
}

/// A part of a form.
#[derive(Clone, Debug)]
enum Part {
    /// One of these phrases.
    Words(Vec<Vec<&'static str>>),
    /// A name.
    Slot(Slot),
    /// Parts that may be missing.
    Maybe(Vec<Part>),
}

/// A form, read.
#[derive(Debug)]
struct Compiled {
    form: &'static Form,
    parts: Vec<Part>,
}

/// All forms, read once.
static COMPILED: LazyLock<Vec<Compiled>> = LazyLock::new(|| {
    intents::all()
        .map(|form| Compiled {
            form,
            parts: parts(form.words),
        })
        .collect()
});

fn parts(form: &'static str) -> Vec<Part> {
    let mut found = Vec::new();
    let mut rest = form.trim();
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('[') {
            let end = inner.find(']').unwrap_or(inner.len());
            found.push(Part::Maybe(parts(&inner[..end])));
            rest = inner[end..].strip_prefix(']').unwrap_or("").trim_start();
            continue;
        }
        let end = rest.find([' ', '[']).unwrap_or(rest.len());
        found.push(part(&rest[..end]));
        rest = rest[end..].trim_start();
    }
    found
}

fn part(text: &'static str) -> Part {
    let name = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'));
    if let Some(slot) = Slot::ALL.iter().find(|slot| Some(slot.name()) == name) {
        return Part::Slot(*slot);
    }
    let options = text.split('|').flat_map(|option| {
        let class = vocabulary::lookup(CLASSES, option);
        class.unwrap_or(option).split('|')
    });
    Part::Words(options.map(|option| option.split(' ').collect()).collect())
}

/// One way in which a form fits a question.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The form.
    pub form: &'static Form,
    /// Its place among all forms.
    pub place: usize,
    /// What fills its slots, as ranges of words.
    pub slots: Vec<(Slot, Range<usize>)>,
    /// How many words are fixed by the form, or by the vocabulary.
    pub fixed: usize,
}

/// All ways in which forms fit the words, in the order of the forms, with the shortest names first.
///
/// O(forms · words³) at worst; a form has at most two names side by side.
pub fn fits(words: &[Word]) -> Vec<Fit> {
    let mut found = Vec::new();
    for (place, compiled) in COMPILED.iter().enumerate() {
        let start = Fit {
            form: compiled.form,
            place,
            slots: Vec::new(),
            fixed: 0,
        };
        let parts: Vec<&Part> = compiled.parts.iter().collect();
        fit(&parts, words, 0, start, &mut found);
    }
    found
}

pub(super) fn is_passed_over(word: &Word) -> bool {
    PASSED_OVER.contains(&word.text.as_str())
}

/// Whether the words begin with a phrase.
pub fn starts_with(words: &[Word], phrase: &[&str]) -> bool {
    words.len() >= phrase.len()
        && words
            .iter()
            .zip(phrase)
            .all(|(word, wanted)| word.text == *wanted)
}

/// Whether a quotation is cut in two before a position.
fn cuts(words: &[Word], position: usize) -> bool {
    position > 0
        && words.get(position).is_some_and(|word| {
            word.quotation > 0 && word.quotation == words[position - 1].quotation
        })
}

fn fit(parts: &[&Part], words: &[Word], at: usize, so_far: Fit, found: &mut Vec<Fit>) {
    let Some((part, rest)) = parts.split_first() else {
        if words[at..].iter().all(is_passed_over) {
            found.push(so_far);
        }
        return;
    };
    match part {
        Part::Maybe(inner) => {
            let with: Vec<&Part> = inner.iter().chain(rest.iter().copied()).collect();
            fit(&with, words, at, so_far.clone(), found);
            fit(rest, words, at, so_far, found);
        }
        Part::Words(options) => {
            let mut at = at;
            loop {
                let here = &words[at..];
                let fitting: Vec<usize> = options
                    .iter()
                    .filter(|option| starts_with(here, option))
                    .map(Vec::len)
                    .filter(|length| !cuts(words, at + length))
                    .collect();
                for length in &fitting {
                    let mut next = so_far.clone();
                    next.fixed += length;
                    fit(rest, words, at + length, next, found);
                }
                let is_skipped = fitting.is_empty() && here.first().is_some_and(is_passed_over);
                if !is_skipped {
                    return;
                }
                at += 1;
            }
        }
        Part::Slot(slot) => fit_slot(*slot, rest, words, at, &so_far, found),
    }
}

/// No phrase of the vocabulary, and no date or period, has more words.
const LONGEST_PHRASE: usize = 12;

fn fit_slot(
    slot: Slot,
    rest: &[&Part],
    words: &[Word],
    at: usize,
    so_far: &Fit,
    found: &mut Vec<Fit>,
) {
    let is_name = matches!(
        slot,
        Slot::Claim | Slot::Agent | Slot::Other | Slot::Document | Slot::Topic | Slot::Text
    );
    // Words of the vocabulary may have others before them that say nothing.
    let mut starts = vec![at];
    while !is_name
        && words
            .get(starts[starts.len() - 1])
            .is_some_and(is_passed_over)
    {
        starts.push(starts[starts.len() - 1] + 1);
    }
    for start in starts {
        let most = words.len() - start;
        let most = if is_name {
            most
        } else {
            most.min(LONGEST_PHRASE)
        };
        for length in 1..=most {
            let range = start..start + length;
            if cuts(words, range.start) || cuts(words, range.end) {
                continue;
            }
            if !is_known(slot, &words[range.clone()]) {
                continue;
            }
            let mut next = so_far.clone();
            next.fixed += if is_name { 0 } else { length };
            next.slots.push((slot, range.clone()));
            fit(rest, words, range.end, next, found);
        }
    }
}

/// Whether words mean something of the vocabulary.
fn is_known(slot: Slot, words: &[Word]) -> bool {
    match slot {
        Slot::Status => status(&phrase(words)).is_some(),
        Slot::Flag => flag(&phrase(words)).is_some(),
        Slot::Stance => vocabulary::lookup(vocabulary::STANCES, &phrase(words)).is_some(),
        Slot::Date => dates::date(words).is_some(),
        // A date, or what looks like one and is not understood, is no text to look for.
        Slot::Text => !dates::is_doubtful(words) && !dates::has_date(words),
        _ => true,
    }
}

/// Words as a phrase.
pub fn phrase(words: &[Word]) -> String {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    texts.join(" ")
}

/// The canonical word for a status, with `not-` before it where the question has *not*; several
/// with commas where it has *or*.
pub fn status(phrase: &str) -> Option<String> {
    if let Some(word) = unopposed(phrase) {
        return Some(word);
    }
    if let Some((first, rest)) = phrase
        .split_once(" or ")
        .or_else(|| phrase.split_once(" and "))
    {
        let halves = [status(first)?, status(rest)?];
        // What is neither of two is not what one says: "not this or that" is no list.
        if halves.iter().any(|word| word.contains("not-")) {
            return None;
        }
        let word = halves.join(",");
        return canonical(&word).map(|_| word);
    }
    let plain = vocabulary::lookup(vocabulary::STATUSES, phrase).map(str::to_owned);
    plain.or_else(|| {
        let rest = phrase.strip_prefix("not ")?;
        let rest = rest.strip_prefix("yet ").unwrap_or(rest);
        let word = vocabulary::lookup(vocabulary::STATUSES, rest)?;
        // Nobody's denying it is no status.
        let is_plain = !word.starts_with("not-") && word != "unanswered" && word != "denied";
        is_plain.then(|| format!("not-{word}"))
    })
}

/// What nobody disputes or denies is not what merely has another status: *not denied* are the
/// claims that nothing speaks against.
fn unopposed(phrase: &str) -> Option<String> {
    let rest = phrase.strip_prefix("not ")?;
    let rest = rest.strip_prefix("yet ").unwrap_or(rest);
    let word = vocabulary::lookup(vocabulary::STATUSES, rest)?;
    matches!(word, "disputed" | "contested" | "contradicted").then(|| "not-opposed".to_owned())
}

/// The canonical word for a flag.
pub fn flag(phrase: &str) -> Option<&'static str> {
    let phrase = phrase.strip_prefix("the flag ").unwrap_or(phrase);
    vocabulary::lookup(vocabulary::FLAGS, phrase)
}

/// Every word that the forms, the parts and the vocabulary know, in order.
pub fn known_words() -> Vec<&'static str> {
    fn gather(parts: &[Part], words: &mut Vec<&'static str>) {
        for part in parts {
            match part {
                Part::Words(options) => words.extend(options.iter().flatten()),
                Part::Maybe(inner) => gather(inner, words),
                Part::Slot(_) => {}
            }
        }
    }
    let mut words = Vec::new();
    for compiled in COMPILED.iter() {
        gather(&compiled.parts, &mut words);
    }
    let tables = [vocabulary::STATUSES, vocabulary::FLAGS, vocabulary::STANCES];
    let phrases = tables.into_iter().flatten().map(|(phrase, _)| *phrase);
    let lists = [
        PASSED_OVER,
        vocabulary::ENDINGS,
        vocabulary::BEGINNINGS,
        vocabulary::BEFORE_CLAIM,
        vocabulary::BEFORE_AGENT,
        vocabulary::POINTING,
        super::parts::WORDS,
        dates::AROUND,
    ];
    let lists = lists.into_iter().flatten().copied();
    words.extend(phrases.chain(lists).flat_map(|phrase| phrase.split(' ')));
    words.extend(dates::MONTHS.iter().flat_map(|names| names.iter()));
    words.sort_unstable();
    words.dedup();
    words
}
