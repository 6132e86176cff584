//! Parts of a question that mean the same wherever they stand, each recognised on its own.
//!
//! *In 2024*, *first*, *how many*, *about the grid*, *except the Post* go with many questions. So
//! they are taken out before the rest is held against the [forms](super::intents), and put to what
//! that asks for afterwards; what cannot go with it is not understood. Whether words are such a
//! part or belong to a name is not always plain: then both are tried.

use super::dates::{self, Date, Period};
use super::form::{phrase, starts_with};
use super::vocabulary::{BEGINNINGS, ENDINGS};
use super::words::Word;

/// What was taken out of a question.
#[derive(Clone, Default, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent parts, each with a name of its own"
)]
pub struct Parts {
    /// A stretch of time: *in 2024*, *since May*.
    pub period: Option<Period>,
    /// A day by whose end things are asked about: *as of 2024-03-12*.
    pub moment: Option<Date>,
    /// The earliest only.
    pub is_first: bool,
    /// From the speaker's own knowledge only.
    pub is_first_hand: bool,
    /// How many there are.
    pub is_count: bool,
    /// The words themselves.
    pub is_quote: bool,
    /// What it is about: words for a claim, or words that claims mention.
    pub about: Option<Vec<Word>>,
    /// The document that it is in.
    pub document: Option<Vec<Word>>,
    /// To whom it was said.
    pub to: Option<Vec<Word>>,
    /// Who is left out.
    pub except: Option<Vec<Word>>,
    /// How many words of a number these are. Other parts count for nothing beside a form: words that
    /// may belong to a name are tried there first.
    pub fixed: usize,
}

/// The words that mark parts.
pub const WORDS: &[&str] = &[
    "first",
    "earliest",
    "originally",
    "initially",
    "how many",
    "how often",
    "number of",
    "count",
    "share",
    "percentage",
    "proportion",
    "fraction",
    "about",
    "regarding",
    "concerning",
    "in",
    "to",
    "except",
    "besides",
    "but not",
    "other than",
    "apart from",
    "aside from",
    "excluding",
    "exactly",
    "verbatim",
    "word for word",
    "at first hand",
    "firsthand",
    "first hand",
    "directly",
    "as of",
    "on",
    "over",
];

/// A question with some parts taken out.
#[derive(Clone, Debug)]
pub struct Peeled {
    /// The parts.
    pub parts: Parts,
    /// The words that are left.
    pub words: Vec<Word>,
}

/// No more parts than these are taken from the end of a question.
const MOST_AT_END: usize = 3;
/// No name that is left out has more words.
const LONGEST_NAME: usize = 6;

const FIRST: &[&str] = &["first", "earliest", "originally", "initially"];
const FIRST_HAND: &[&str] = &[
    "at first hand",
    "first hand",
    "firsthand",
    "directly",
    "from own knowledge",
];
const EXACTLY: &[&str] = &["exactly", "verbatim", "word for word", "literally"];
const EXCEPT: &[&str] = &[
    "except for",
    "except",
    "besides",
    "but not",
    "other than",
    "apart from",
    "aside from",
    "excluding",
];
const ABOUT: &[&str] = &["about", "regarding", "concerning", "with regard to", "on"];
/// How one begins who asks for a number: and how one asks for the things themselves.
const COUNTING: &[(&str, &str)] = &[
    ("how many of", "which"),
    ("how many", "which"),
    ("what is number of", "which"),
    ("what is the number of", "which"),
    ("the number of", "which"),
    ("number of", "which"),
    ("count all", "which"),
    ("count the", "which"),
    ("count", "which"),
    ("what share of", "which"),
    ("what percentage of", "which"),
    ("what proportion of", "which"),
    ("what fraction of", "which"),
    ("how often", ""),
    ("how many times", ""),
];

/// All ways to take parts out of a question, none at all among them.
pub fn peel(words: &[Word]) -> Vec<Peeled> {
    let mut found = vec![Peeled {
        parts: Parts::default(),
        words: words.to_vec(),
    }];
    for step in [counting, leading_period, first_hand, first, exactly, except] {
        let more: Vec<Peeled> = found.iter().flat_map(step).collect();
        found.extend(more);
    }
    for _ in 0..MOST_AT_END {
        let more: Vec<Peeled> = found.iter().flat_map(at_end).collect();
        let known: Vec<(String, Vec<usize>)> = found.iter().map(key).collect();
        let before = found.len();
        found.extend(
            more.into_iter()
                .filter(|peeled| !known.contains(&key(peeled))),
        );
        if found.len() == before || found.len() > MOST {
            break;
        }
    }
    found
}

/// More ways than these are not tried.
const MOST: usize = 400;

/// What tells two ways apart: the words that are left, and which parts there are.
fn key(peeled: &Peeled) -> (String, Vec<usize>) {
    let places = peeled.words.iter().map(|word| word.place).collect();
    (format!("{:?}", peeled.parts), places)
}

/// The words after what people say before they ask.
pub fn without_beginning(words: &[Word]) -> &[Word] {
    let mut rest = words;
    loop {
        let beginning = BEGINNINGS.iter().filter_map(|beginning| {
            let beginning: Vec<&str> = beginning.split(' ').collect();
            let is_there = starts_with(rest, &beginning) && rest.len() > beginning.len();
            is_there.then_some(beginning.len())
        });
        match beginning.max() {
            Some(length) => rest = &rest[length..],
            None => return rest,
        }
    }
}

/// The words before what people say after they have asked.
pub fn without_ending(words: &[Word]) -> &[Word] {
    let mut rest = words;
    loop {
        let ending = ENDINGS.iter().filter_map(|ending| {
            let ending: Vec<&str> = ending.split(' ').collect();
            let start = rest
                .len()
                .checked_sub(ending.len())
                .filter(|start| *start > 0)?;
            starts_with(&rest[start..], &ending).then_some(ending.len())
        });
        match ending.max() {
            Some(length) => rest = &rest[..rest.len() - length],
            None => return rest,
        }
    }
}

/// Where one of some phrases stands among words: its place and its length; longer phrases first.
fn places<'w>(words: &'w [Word], phrases: &'w [&str]) -> impl Iterator<Item = (usize, usize)> + 'w {
    (0..words.len()).filter_map(move |at| {
        let lengths = phrases.iter().filter_map(|wanted| {
            let wanted: Vec<&str> = wanted.split(' ').collect();
            let is_here = starts_with(&words[at..], &wanted) && words[at].quotation == 0;
            is_here.then_some(wanted.len())
        });
        lengths.max().map(|length| (at, length))
    })
}

/// The words without some of them.
fn without(words: &[Word], at: usize, length: usize) -> Vec<Word> {
    [&words[..at], &words[at + length..]].concat()
}

fn counting(peeled: &Peeled) -> Vec<Peeled> {
    let words = &peeled.words;
    let beginning = COUNTING.iter().find(|(asked, _)| {
        let asked: Vec<&str> = asked.split(' ').collect();
        starts_with(words, &asked) && words.len() > asked.len()
    });
    let Some((asked, instead)) = beginning else {
        return Vec::new();
    };
    let length = asked.split(' ').count();
    let mut rest = words[length..].to_vec();
    if !instead.is_empty() {
        let mut first = words[0].clone();
        (*instead).clone_into(&mut first.text);
        rest.insert(0, first);
    }
    let mut parts = peeled.parts.clone();
    parts.is_count = true;
    // The word that stands for them is fixed by a form once more.
    parts.fixed += length - usize::from(!instead.is_empty());
    vec![Peeled { parts, words: rest }]
}

/// *In 2024, who denied …*
fn leading_period(peeled: &Peeled) -> Vec<Peeled> {
    let words = &peeled.words;
    let most = words.len().saturating_sub(1).min(LONGEST_NAME);
    let longest = (2..=most).rev().find_map(|length| {
        let mut parts = peeled.parts.clone();
        set_time(&mut parts, &words[..length]).then(|| Peeled {
            parts,
            words: words[length..].to_vec(),
        })
    });
    longest.into_iter().collect()
}

/// Takes words for a time, if they are one.
fn set_time(parts: &mut Parts, words: &[Word]) -> bool {
    if parts.period.is_some() || parts.moment.is_some() {
        return false;
    }
    parts.moment = dates::moment(words);
    parts.period = dates::period(words);
    parts.moment.is_some() || parts.period.is_some()
}

fn mark(peeled: &Peeled, phrases: &[&str], set: impl Fn(&mut Parts)) -> Vec<Peeled> {
    let places = places(&peeled.words, phrases);
    places
        .map(|(at, length)| {
            let mut parts = peeled.parts.clone();
            set(&mut parts);
            let words = without(&peeled.words, at, length);
            Peeled { parts, words }
        })
        .collect()
}

fn first_hand(peeled: &Peeled) -> Vec<Peeled> {
    mark(peeled, FIRST_HAND, |parts| parts.is_first_hand = true)
}

fn first(peeled: &Peeled) -> Vec<Peeled> {
    mark(peeled, FIRST, |parts| parts.is_first = true)
}

fn exactly(peeled: &Peeled) -> Vec<Peeled> {
    mark(peeled, EXACTLY, |parts| parts.is_quote = true)
}

fn except(peeled: &Peeled) -> Vec<Peeled> {
    let words = &peeled.words;
    let places = places(words, EXCEPT);
    places
        .flat_map(|(at, length)| {
            let most = (words.len() - at - length).min(LONGEST_NAME);
            (1..=most).map(move |name| (at, length, name))
        })
        .map(|(at, length, name)| {
            let mut parts = peeled.parts.clone();
            parts.except = Some(words[at + length..at + length + name].to_vec());
            Peeled {
                parts,
                words: without(words, at, length + name),
            }
        })
        .collect()
}

/// What can be taken from the end: a time, what it is about, the document, who was told.
fn at_end(peeled: &Peeled) -> Vec<Peeled> {
    let words = &peeled.words;
    let mut found = Vec::new();
    let shorter = without_ending(words);
    if shorter.len() < words.len() {
        found.push(Peeled {
            parts: peeled.parts.clone(),
            words: shorter.to_vec(),
        });
    }
    for at in 1..words.len() {
        let (before, tail) = words.split_at(at);
        if tail[0].quotation > 0 {
            continue;
        }
        let mut push = |set: &dyn Fn(&mut Parts, &[Word]) -> bool, marks: usize| {
            let mut parts = peeled.parts.clone();
            if tail.len() >= marks && set(&mut parts, &tail[marks..]) {
                let words = before.to_vec();
                found.push(Peeled { parts, words });
            }
        };
        push(&set_time, 0);
        let marks = ABOUT.iter().filter(|about| {
            let about: Vec<&str> = about.split(' ').collect();
            starts_with(tail, &about) && tail.len() > about.len()
        });
        if let Some(length) = marks.map(|about| about.split(' ').count()).max() {
            push(
                &|parts, name| parts.about.replace(name.to_vec()).is_none(),
                length,
            );
        }
        let named = tail.len() > 1;
        let is = |mark: &str| named && phrase(&tail[..1]) == mark;
        if is("in") {
            push(
                &|parts, name| parts.document.replace(name.to_vec()).is_none(),
                1,
            );
        }
        if is("to") {
            push(&|parts, name| parts.to.replace(name.to_vec()).is_none(), 1);
        }
    }
    found
}
