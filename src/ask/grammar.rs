//! Questions in English: read by fixed patterns, so that what is understood can be written down.
//!
//! A question becomes a command. Nothing is answered here: what answers the command answers the
//! question. `docs/questions.md` tells the rules.

use std::ops::Range;

use super::pattern::{self, Fit, Slot, phrase, starts_with};
use super::patterns::Pattern;
use super::spelling::Dictionary;
use super::things::{NamesOf, Thing};
use super::vocabulary::{self, BEFORE_AGENT, BEFORE_CLAIM, BEGINNINGS};
use super::words::{Word, split};
use super::{dates, suggest};
use crate::data::Data;
use crate::names::Match;
use crate::vocab::Id;

/// How long a question may be, in bytes.
pub const LONGEST: usize = 2_000;

/// How many words a question may have.
pub const MOST_WORDS: usize = 150;

/// A question, understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// The arguments of the command that answers it, without `sayso`.
    pub command: Vec<String>,
    /// The words that were taken for others: as typed, and what each was taken for.
    pub corrections: Vec<(String, String)>,
    /// The words that make no difference to the command, though they may to what was meant.
    pub left_aside: Vec<String>,
    /// The pattern that it fits.
    pub pattern: &'static Pattern,
}

/// Why a question was not understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Misunderstood {
    /// It is too long to be one.
    TooLong,
    /// No pattern fits; these questions come nearest.
    Pattern(Vec<String>),
    /// A pattern fits, but a name is known to nothing; these come nearest.
    Unknown {
        /// What was said.
        name: String,
        /// What may have been meant, and the nearest of each kind.
        nearest: Vec<(Thing, Vec<Id>)>,
    },
    /// A pattern fits, but a name fits several things.
    Ambiguous {
        /// What was said.
        name: String,
        /// What was meant.
        thing: Thing,
        /// What fits.
        candidates: Vec<Id>,
    },
    /// A date is in a form that is not understood, or is none.
    Date(String),
    /// A word is mistyped, and may stand for several.
    Spelling {
        /// What was typed.
        word: String,
        /// What it may stand for.
        candidates: Vec<String>,
    },
}

/// Reads a question.
///
/// O(patterns · words³) where names are few words away from each other; names are looked up
/// once each, in O(things).
///
/// # Errors
///
/// [`Misunderstood`], with what comes nearest.
pub fn read(text: &str, data: &Data) -> Result<Reading, Misunderstood> {
    if text.len() > LONGEST {
        return Err(Misunderstood::TooLong);
    }
    let mut words = split(text);
    // The quotes around a whole question are the shell's business.
    let first = words.first().map_or(0, |word| word.quotation);
    if words.iter().all(|word| word.quotation == first) {
        for word in &mut words {
            word.quotation = 0;
        }
    }
    if words.len() > MOST_WORDS {
        return Err(Misunderstood::TooLong);
    }
    let words = without_beginning(&words);
    let names = NamesOf::new(data);
    let reason = match read_words(text, words, &names) {
        Ok(reading) => return Ok(reading),
        Err(reason) => reason,
    };
    let mended = match read_corrected(text, words, &names) {
        Corrected::Read(reading) => return reading,
        Corrected::Mended(text, words) => Some((text, words)),
        Corrected::Not => None,
    };
    if let Some(date) = dates::doubtful(text, words) {
        return Err(Misunderstood::Date(date));
    }
    // Where a pattern fits, its doubt comes first: a name may hold a day.
    if reason.is_none()
        && let Some(date) = dates::without_year(text, words)
    {
        return Err(Misunderstood::Date(date));
    }
    Err(reason.unwrap_or_else(|| {
        let nearest = match &mended {
            Some((text, words)) => suggest::nearest(text, words, &names),
            None => suggest::nearest(text, words, &names),
        };
        Misunderstood::Pattern(nearest)
    }))
}

/// What comes of mending typing errors.
enum Corrected {
    /// The question can be read, or is in doubt.
    Read(Result<Reading, Misunderstood>),
    /// It cannot be read, but there is one way to mend it.
    Mended(String, Vec<Word>),
    /// There is nothing to mend, or no one way.
    Not,
}

/// The words after what people say before they ask.
fn without_beginning(words: &[Word]) -> &[Word] {
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

/// Reads a question as it was typed. Without a reason, no pattern fits.
fn read_words(
    text: &str,
    words: &[Word],
    names: &NamesOf<'_>,
) -> Result<Reading, Option<Misunderstood>> {
    let mut reason: Option<(usize, Misunderstood)> = None;
    for fit in pattern::fits(words) {
        // What fits with fewer words does not do away with a doubt.
        if let Some((fixed, Misunderstood::Ambiguous { .. })) = &reason
            && fit.fixed < *fixed
        {
            break;
        }
        match command(&fit, text, words, names) {
            Ok(command) => {
                return Ok(Reading {
                    command,
                    corrections: Vec::new(),
                    left_aside: left_aside(&fit, text, words),
                    pattern: fit.pattern,
                });
            }
            Err(found) => {
                if let (
                    Some((fixed, Misunderstood::Unknown { name, nearest })),
                    Misunderstood::Unknown {
                        name: other,
                        nearest: more,
                    },
                ) = (&mut reason, &found)
                    && *fixed == fit.fixed
                    && name == other
                {
                    // One name, looked for among things of several kinds.
                    let is_new = |(thing, _): &&(Thing, Vec<Id>)| {
                        nearest.iter().all(|(known, _)| known != thing)
                    };
                    let more: Vec<_> = more.iter().filter(is_new).cloned().collect();
                    nearest.extend(more);
                    continue;
                }
                let is_doubt = matches!(found, Misunderstood::Ambiguous { .. });
                let was_unknown = matches!(reason, Some((_, Misunderstood::Unknown { .. })));
                if reason.is_none() || (is_doubt && was_unknown) {
                    reason = Some((fit.fixed, found));
                }
            }
        }
    }
    Err(reason.map(|(_, reason)| reason))
}

/// The words that a pattern passes over, and that somebody may have meant something by.
fn left_aside(fit: &Fit, text: &str, words: &[Word]) -> Vec<String> {
    let passed = fit.passed.iter().map(|position| &words[*position]);
    passed
        .filter(|word| vocabulary::TELLING.contains(&word.text.as_str()))
        .map(|word| text[word.span.clone()].to_owned())
        .collect()
}

/// Reads a question with its typing errors mended, if that makes it readable.
fn read_corrected(text: &str, words: &[Word], names: &NamesOf<'_>) -> Corrected {
    let dictionary = Dictionary::new(names.words().chain(pattern::known_words()));
    let typed: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let mut found: Vec<(Reading, Vec<(usize, &str)>)> = Vec::new();
    let mut doubt = None;
    let mut only = None;
    let readings = dictionary.readings(&typed);
    if let [corrections] = readings.as_slice() {
        let (mended, words) = mend(text, words, corrections);
        only = Some((mended, words));
    }
    for corrections in readings {
        let (mended, words) = mend(text, words, &corrections);
        match read_words(&mended, &words, names) {
            Ok(mut reading) => {
                let pairs = corrections.iter();
                reading.corrections = pairs
                    .map(|(position, known)| (typed[*position].to_owned(), (*known).to_owned()))
                    .collect();
                found.push((reading, corrections));
            }
            Err(reason @ Some(Misunderstood::Ambiguous { .. })) => {
                doubt = doubt.or(reason);
            }
            Err(_) => {}
        }
    }
    let Some((first, corrections)) = found.first() else {
        return match (doubt, only) {
            (Some(doubt), _) => Corrected::Read(Err(doubt)),
            (None, Some((text, words))) => Corrected::Mended(text, words),
            (None, None) => Corrected::Not,
        };
    };
    // Several corrections that come to the same are no doubt.
    if found
        .iter()
        .all(|(other, _)| other.command == first.command)
    {
        return Corrected::Read(Ok(first.clone()));
    }
    let differing = corrections
        .iter()
        .enumerate()
        .find(|(number, (_, known))| found.iter().any(|(_, other)| other[*number].1 != *known));
    let Some((number, (position, _))) = differing else {
        return Corrected::Not;
    };
    let mut candidates: Vec<String> = found
        .iter()
        .map(|(_, other)| other[number].1.to_owned())
        .collect();
    candidates.dedup();
    Corrected::Read(Err(Misunderstood::Spelling {
        word: typed[*position].to_owned(),
        candidates,
    }))
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

/// The arguments of the command that a fitting pattern stands for.
fn command(
    fit: &Fit,
    text: &str,
    words: &[Word],
    names: &NamesOf<'_>,
) -> Result<Vec<String>, Misunderstood> {
    let mut values = Vec::new();
    for (slot, range) in &fit.slots {
        values.push((
            *slot,
            value(*slot, &words[range.clone()], fit, text, names)?,
        ));
    }
    let mut arguments = Vec::new();
    for part in fit.pattern.command.split(' ') {
        if part == POSITION {
            let stances = values.iter().find(|(slot, _)| *slot == Slot::Stance);
            let is_earliest = arguments.iter().any(|it| it == "earliest");
            let options = stances.map(|(_, stances)| position(stances, is_earliest));
            arguments.extend(options.into_iter().flatten());
            continue;
        }
        let slot = values.iter().find_map(|(slot, value)| {
            let place = format!("{{{}}}", slot.name());
            part.contains(&place).then_some((place, value))
        });
        match slot {
            None => arguments.push(part.to_owned()),
            Some((place, value)) => {
                arguments.extend(value.iter().map(|value| part.replace(&place, value)));
            }
        }
    }
    Ok(arguments)
}

/// In a command, the words for a stance as a position on a claim.
const POSITION: &str = "{position}";

/// The options for a position on a claim: who reports that it is so is on its side, and who reports
/// a denial of it is not. Who first said so may have been the first by any words for it.
fn position(stances: &[String], is_earliest: bool) -> Vec<String> {
    let is_for = |stances: &String| stances.contains("asserts") || stances.contains("reports");
    if is_earliest && stances.iter().any(is_for) {
        return Vec::new();
    }
    let mut options = vec!["--stance".to_owned()];
    options.extend_from_slice(stances);
    if stances.iter().any(|stances| stances.contains("reports")) {
        options.extend(["--side".to_owned(), "support".to_owned()]);
    }
    options
}

/// What the words in a slot stand for in a command; a period is several arguments.
fn value(
    slot: Slot,
    words: &[Word],
    fit: &Fit,
    text: &str,
    names: &NamesOf<'_>,
) -> Result<Vec<String>, Misunderstood> {
    let thing = match slot {
        Slot::Claim => Thing::Claim,
        Slot::Agent | Slot::Other => Thing::Agent,
        Slot::Document => Thing::Document,
        Slot::Topic => Thing::Topic,
        // The patterns have looked these up before they fitted.
        Slot::Status => return Ok(pattern::status(&phrase(words)).into_iter().collect()),
        Slot::Flag => {
            let flag = pattern::flag(&phrase(words)).map(str::to_owned);
            return Ok(flag.into_iter().collect());
        }
        Slot::Stance => {
            let stance = vocabulary::lookup(vocabulary::STANCES, &phrase(words));
            return Ok(stance.map(str::to_owned).into_iter().collect());
        }
        Slot::Date => return Ok(dates::date(words).into_iter().collect()),
        Slot::Moment => return Ok(dates::moment(words).into_iter().collect()),
        Slot::Period => return Ok(dates::period(words).unwrap_or_default()),
        Slot::Text => {
            let is_small = |word: &&Word| vocabulary::PASSED_OVER.contains(&word.text.as_str());
            let lead = words.iter().take_while(is_small).count();
            return Ok(vec![
                slice(text, &words[lead.min(words.len() - 1)..]).to_owned(),
            ]);
        }
    };
    let name = slice(text, without_lead(words, thing));
    let directory = names.directory(thing);
    let ids = |numbers: &[u32]| -> Vec<Id> {
        let terms = directory.terms();
        numbers
            .iter()
            .map(|number| terms[*number as usize])
            .collect()
    };
    // Where a source may be meant, an article that merely mentions it is not.
    let is_titled = |number: u32| {
        thing != Thing::Document
            || !fit.pattern.words.contains("DO {document}")
            || directory.begins(number, name)
    };
    match names.find(thing, name) {
        Match::One(number) if !is_titled(number) => Err(Misunderstood::Unknown {
            name: name.to_owned(),
            nearest: vec![(thing, ids(&[number]))],
        }),
        Match::One(number) => {
            let term = directory.terms()[number as usize];
            Ok(vec![names.data.graph.display(term)])
        }
        Match::Several(candidates) => Err(Misunderstood::Ambiguous {
            name: name.to_owned(),
            thing,
            candidates: ids(&candidates),
        }),
        Match::None(nearest) => Err(Misunderstood::Unknown {
            name: name.to_owned(),
            nearest: vec![(thing, ids(&nearest))],
        }),
    }
}

/// The stretch of the question that words stand in.
pub(super) fn slice<'t>(text: &'t str, words: &[Word]) -> &'t str {
    let range: Option<Range<usize>> = words
        .first()
        .zip(words.last())
        .map(|(first, last)| first.span.start..last.span.end);
    range.map_or("", |range| &text[range])
}

/// The words of a name without what people say before it.
fn without_lead(words: &[Word], thing: Thing) -> &[Word] {
    let leads = match thing {
        Thing::Claim => BEFORE_CLAIM,
        Thing::Agent => BEFORE_AGENT,
        Thing::Document | Thing::Topic => return words,
    };
    let lead = leads.iter().filter_map(|lead| {
        let lead: Vec<&str> = lead.split(' ').collect();
        (starts_with(words, &lead) && words.len() > lead.len()).then_some(lead.len())
    });
    &words[lead.max().unwrap_or(0)..]
}
