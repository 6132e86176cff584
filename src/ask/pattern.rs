//! The language that patterns are written in, and how one fits a question.
//!
//! A pattern is words. `a|b` is either word, `[a]` may be missing, a word in capitals is a class
//! of words ([`vocabulary::CLASSES`]), and `{claim}` and the like are slots for names. Words that
//! say nothing ([`vocabulary::PASSED_OVER`]) may stand between any two. The whole question must
//! fit.

use std::ops::Range;
use std::sync::LazyLock;

use super::patterns::Pattern;
use super::vocabulary::{self, CLASSES, ENDINGS, PASSED_OVER};
use super::words::Word;
use super::{canonical, dates, patterns};

/// What stands for a name in a pattern.
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
    /// A day, a month or a year that is over by then: *on*, *in*, *by*, *as of* it.
    Moment,
    /// A stretch of time: *on*, *since*, *after*, *before*, *until* or *between* dates.
    Period,
    /// Any words.
    Text,
}

impl Slot {
    /// Every slot.
    pub const ALL: [Self; 12] = [
        Self::Claim,
        Self::Agent,
        Self::Other,
        Self::Document,
        Self::Topic,
        Self::Status,
        Self::Flag,
        Self::Stance,
        Self::Date,
        Self::Moment,
        Self::Period,
        Self::Text,
    ];

    /// How patterns and commands write it, without braces.
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
            Self::Moment => "moment",
            Self::Period => "period",
            Self::Text => "text",
        }
    }
}

/// A part of a pattern.
#[derive(Clone, Debug)]
enum Part {
    /// One of these phrases.
    Words(Vec<Vec<&'static str>>),
    /// A name.
    Slot(Slot),
    /// Parts that may be missing.
    Maybe(Vec<Part>),
}

/// A pattern, read.
#[derive(Debug)]
struct Compiled {
    pattern: &'static Pattern,
    parts: Vec<Part>,
}

/// All patterns, read once.
static COMPILED: LazyLock<Vec<Compiled>> = LazyLock::new(|| {
    patterns::all()
        .map(|pattern| Compiled {
            pattern,
            parts: parts(pattern.words),
        })
        .collect()
});

fn parts(pattern: &'static str) -> Vec<Part> {
    let mut found = Vec::new();
    let mut rest = pattern.trim();
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

/// One way in which a pattern fits a question.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The pattern.
    pub pattern: &'static Pattern,
    /// What fills its slots, as ranges of words.
    pub slots: Vec<(Slot, Range<usize>)>,
    /// How many words are fixed by the pattern, or by the vocabulary.
    pub fixed: usize,
    /// The words that were passed over, by position.
    pub passed: Vec<usize>,
}

/// All ways in which patterns fit the words: those with most fixed words first, then in the
/// order of the patterns, then with the shortest names first.
///
/// O(patterns · words³) at worst; a pattern has at most two names side by side.
pub fn fits(words: &[Word]) -> Vec<Fit> {
    let mut found = Vec::new();
    for compiled in COMPILED.iter() {
        let start = Fit {
            pattern: compiled.pattern,
            slots: Vec::new(),
            fixed: 0,
            passed: Vec::new(),
        };
        let parts: Vec<&Part> = compiled.parts.iter().collect();
        fit(&parts, words, 0, start, &mut found);
    }
    // Any words at all fit a slot for text: that comes after what means something.
    let is_text = |fit: &Fit| fit.slots.iter().any(|(slot, _)| *slot == Slot::Text);
    found.sort_by_key(|fit| (std::cmp::Reverse(fit.fixed), is_text(fit)));
    found
}

fn is_passed_over(word: &Word) -> bool {
    PASSED_OVER.contains(&word.text.as_str())
}

/// The words passed over where a question may end: nothing is left, or only a phrase that says
/// nothing.
fn end(words: &[Word]) -> Option<Vec<usize>> {
    let mut rest = words;
    let mut passed = Vec::new();
    while let Some((first, others)) = rest.split_first() {
        let ending = ENDINGS.iter().find_map(|ending| {
            let ending: Vec<&str> = ending.split(' ').collect();
            starts_with(rest, &ending).then_some(ending.len())
        });
        rest = match ending {
            Some(length) => &rest[length..],
            None if is_passed_over(first) => {
                passed.push(words.len() - rest.len());
                others
            }
            None => return None,
        };
    }
    Some(passed)
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

fn fit(parts: &[&Part], words: &[Word], at: usize, mut so_far: Fit, found: &mut Vec<Fit>) {
    let Some((part, rest)) = parts.split_first() else {
        if let Some(passed) = end(&words[at..]) {
            so_far.passed.extend(passed.iter().map(|it| at + it));
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
                so_far.passed.push(at);
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
            next.passed.extend(at..start);
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
        Slot::Moment => dates::moment(words).is_some(),
        Slot::Period => dates::period(words).is_some(),
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
        (!word.starts_with("not-") && word != "unanswered").then(|| format!("not-{word}"))
    })
}

/// The canonical word for a flag.
pub fn flag(phrase: &str) -> Option<&'static str> {
    let phrase = phrase.strip_prefix("the flag ").unwrap_or(phrase);
    vocabulary::lookup(vocabulary::FLAGS, phrase)
}

/// Every word that the patterns and the vocabulary know, in order.
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
        ENDINGS,
        vocabulary::BEGINNINGS,
        vocabulary::BEFORE_CLAIM,
        vocabulary::BEFORE_AGENT,
        dates::AROUND,
    ];
    let lists = lists.into_iter().flatten().copied();
    words.extend(phrases.chain(lists).flat_map(|phrase| phrase.split(' ')));
    words.extend(dates::MONTHS.iter().flat_map(|names| names.iter()));
    words.sort_unstable();
    words.dedup();
    words
}

/// The words that a question of a pattern may have beside names: each class, and each slot for
/// words of the vocabulary, with all of its words.
pub fn fixed_words(pattern: &Pattern) -> Vec<&'static str> {
    let split = |text: &'static str| text.split(['|', ' ']);
    let mut words: Vec<&str> = Vec::new();
    for word in pattern.words.split([' ', '[', ']', '|']) {
        let table = match word {
            "{status}" => vocabulary::STATUSES,
            "{flag}" => vocabulary::FLAGS,
            "{stance}" => vocabulary::STANCES,
            _ => &[],
        };
        words.extend(table.iter().flat_map(|(phrase, _)| split(phrase)));
        if !word.is_empty() && !word.starts_with('{') {
            words.extend(split(vocabulary::lookup(CLASSES, word).unwrap_or(word)));
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}
