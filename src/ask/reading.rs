//! Questions in English, read: as one request, or as up to three to choose from.
//!
//! Nothing is answered here: what answers the request answers the question. The rule above all is
//! that no word is dropped: each belongs to a form, to a part or to a name, or the question is not
//! understood. And a name that is perhaps not meant is never answered from.

use std::cmp::Reverse;

use super::dates::{self, Date};
use super::form::{self, phrase};
use super::intents::Form;
use super::mending::{Corrected, corrected};
use super::parts::{self, peel};
use super::readings::{self, Candidate, Obstacle};
use super::request::Request;
use super::suggest;
use super::things::{self, Doubt, NamesOf, Thing, slice};
use super::words::{Word, split};
use crate::data::Data;
use crate::vocab::Id;

pub use super::readings::Doubted;

/// How long a question may be, in bytes.
pub const LONGEST: usize = 2_000;

/// How many words a question may have.
pub const MOST_WORDS: usize = 100;

/// How many readings are offered.
pub(super) const MOST_OFFERS: usize = 3;

/// A question, understood.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// What it asks for.
    pub request: Request,
    /// The day by whose end things are asked about, where it is about the past.
    pub as_of: Option<Date>,
    /// The words that were taken for others: as typed, and what each was taken for.
    pub corrections: Vec<(String, String)>,
    /// The form that it fits.
    pub form: &'static Form,
    /// What a reader of the answer should be told.
    pub note: Option<&'static str>,
}

/// A question that was not understood as one thing.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
#[error("the question was not understood as one thing")]
pub struct Misunderstood {
    /// Why.
    pub reason: Reason,
    /// What may have been meant: at most three.
    pub offers: Vec<Offer>,
    /// The claims that the words of the question describe best.
    pub claims: Vec<Id>,
}

/// A reading to choose, and what speaks against it.
#[derive(Clone, PartialEq, Debug)]
pub struct Offer {
    /// What it asks for.
    pub request: Request,
    /// The day by whose end things are asked about.
    pub as_of: Option<Date>,
    /// The names that are perhaps not of what they were taken for.
    pub doubts: Vec<Doubted>,
    /// The words of the question that it leaves out.
    pub leaves_out: Option<String>,
}

/// Why a question was not understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// It is too long to be one.
    TooLong,
    /// No form fits.
    Form,
    /// Words point at something that stands in no question: *it*, *she*, *the story*, *I*.
    Pointing(String),
    /// A name is known to nothing; these come nearest.
    Unknown {
        /// What was said.
        name: String,
        /// What may have been meant, and the nearest of each kind.
        nearest: Vec<(Thing, Vec<Id>)>,
    },
    /// What is asked for is not recorded.
    Unrecorded(&'static str),
    /// A name fits several things.
    Ambiguous {
        /// What was said.
        name: String,
        /// What was meant.
        thing: Thing,
        /// What fits.
        candidates: Vec<Id>,
    },
    /// A name is perhaps not of what it fits.
    Doubtful(Doubted),
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
/// O(forms · words³) for each way to take parts out of it, where names are few words away from each
/// other; names are looked up once each, in O(things).
///
/// # Errors
///
/// [`Misunderstood`], with what may have been meant.
pub fn read(text: &str, data: &Data) -> Result<Reading, Misunderstood> {
    let too_long = || Misunderstood {
        reason: Reason::TooLong,
        offers: Vec::new(),
        claims: Vec::new(),
    };
    if text.len() > LONGEST {
        return Err(too_long());
    }
    let mut words = split(text);
    if words.len() > MOST_WORDS {
        return Err(too_long());
    }
    // The quotes around a whole question are the shell's business.
    let first = words.first().map_or(0, |word| word.quotation);
    if words.iter().all(|word| word.quotation == first) {
        for word in &mut words {
            word.quotation = 0;
        }
    }
    let words = parts::without_beginning(&words);
    let names = NamesOf::new(data);
    let found = match search(text, words, &names) {
        Found::One(candidate) => return Ok(reading(candidate, Vec::new())),
        found @ Found::None(..) => found,
    };
    match corrected(text, words, &names) {
        Corrected::Read(reading) => return Ok(reading),
        Corrected::Doubtful(word, candidates) => {
            return Err(Misunderstood {
                reason: Reason::Spelling { word, candidates },
                offers: Vec::new(),
                claims: suggest::matching(text, words, &names),
            });
        }
        Corrected::Not => {}
    }
    Err(misunderstood(found, text, words, &names))
}

pub(super) fn reading(candidate: Candidate, corrections: Vec<(String, String)>) -> Reading {
    Reading {
        request: candidate.request,
        as_of: candidate.as_of,
        corrections,
        form: candidate.form,
        note: candidate.note,
    }
}

/// What reading some words came to.
#[expect(
    clippy::large_enum_variant,
    reason = "there is one of these for a question"
)]
pub(super) enum Found {
    /// One reading, of which everything is sure.
    One(Candidate),
    /// Readings in which a name is in doubt, and what stood in the way of others, if anything did.
    None(Vec<Candidate>, Option<Obstacle>),
}

/// Reads words: by the forms and parts that account for most of them, and among those by the first
/// whose names are known for sure.
pub(super) fn search(text: &str, words: &[Word], names: &NamesOf<'_>) -> Found {
    let mut fits = Vec::new();
    for peeled in peel(words) {
        for fit in form::fits(&peeled.words) {
            fits.push((peeled.parts.fixed + fit.fixed, fit, peeled.clone()));
        }
    }
    // Any words at all fit a slot for text: that comes after what means something.
    let is_text = |fit: &form::Fit| fit.slots.iter().any(|(slot, _)| *slot == form::Slot::Text);
    fits.sort_by_key(|(fixed, fit, _)| (Reverse(*fixed), is_text(fit), fit.place));
    let mut doubtful: Vec<Candidate> = Vec::new();
    let mut doubted_at = None;
    let mut obstacle: Option<(&usize, Obstacle)> = None;
    for (fixed, fit, peeled) in &fits {
        // What accounts for fewer words does not do away with a doubt.
        if doubted_at.is_some_and(|at| fixed < at) {
            break;
        }
        match readings::candidates(fit, peeled, text, names) {
            Ok(candidates) => {
                if let [candidate] = candidates.as_slice()
                    && candidate.doubts.is_empty()
                {
                    return Found::One(candidate.clone());
                }
                doubted_at.get_or_insert(fixed);
                doubtful.extend(candidates);
            }
            Err(Obstacle::Part) => {}
            // *Anybody* and *nothing* point at nothing: they are parts that do not go with it.
            Err(Obstacle::Pointing(_)) if pointing(text, words).is_none() => {}
            Err(found) => {
                if matches!(found, Obstacle::Unrecorded(_)) {
                    doubted_at.get_or_insert(fixed);
                }
                if let (
                    Some((at, Obstacle::Unknown(name, nearest))),
                    Obstacle::Unknown(other, more),
                ) = (&mut obstacle, &found)
                    && *at == fixed
                    && name == other
                {
                    // One name, looked for among things of several kinds.
                    let is_new = |(thing, _): &&(Thing, Vec<u32>)| {
                        nearest.iter().all(|(known, _)| known != thing)
                    };
                    let more: Vec<_> = more.iter().filter(is_new).cloned().collect();
                    nearest.extend(more);
                    continue;
                }
                if rank(&found) > obstacle.as_ref().map_or(0, |(_, it)| rank(it)) {
                    obstacle = Some((fixed, found));
                }
            }
        }
    }
    Found::None(doubtful, obstacle.map(|(_, obstacle)| obstacle))
}

/// Which of several obstacles is told.
const fn rank(obstacle: &Obstacle) -> u8 {
    match obstacle {
        Obstacle::Part => 0,
        Obstacle::Unknown(..) => 1,
        Obstacle::Pointing(_) => 2,
        Obstacle::Unrecorded(_) => 3,
    }
}

/// Why a question was not understood, with what may have been meant.
fn misunderstood(found: Found, text: &str, words: &[Word], names: &NamesOf<'_>) -> Misunderstood {
    let (doubtful, obstacle) = match found {
        Found::None(doubtful, obstacle) => (doubtful, obstacle),
        Found::One(candidate) => (vec![candidate], None),
    };
    let mut offers: Vec<Offer> = Vec::new();
    let mut offer = |request: Request, as_of, doubts, leaves_out| {
        let is_new = offers.iter().all(|offer| offer.request != request);
        if is_new && offers.len() < MOST_OFFERS {
            offers.push(Offer {
                request,
                as_of,
                doubts,
                leaves_out,
            });
        }
    };
    let doubt = doubtful
        .iter()
        .find_map(|candidate| candidate.doubts.first().cloned());
    for candidate in doubtful {
        offer(candidate.request, candidate.as_of, candidate.doubts, None);
    }
    let date = dates::doubtful(text, words).or_else(|| match &obstacle {
        None if doubt.is_none() => dates::without_year(text, words),
        // A name may hold a day, but a day is no name.
        Some(Obstacle::Unknown(name, _)) => {
            dates::without_year(name, &split(name)).filter(|day| day == name)
        }
        _ => None,
    });
    let pointing = pointing(text, words);
    let reason = match (date, obstacle, doubt, pointing) {
        (Some(date), ..) => Reason::Date(date),
        (_, Some(Obstacle::Pointing(word)), ..)
        | (_, None | Some(Obstacle::Part | Obstacle::Unknown(..)), None, Some(word)) => {
            Reason::Pointing(word)
        }
        (_, Some(Obstacle::Unrecorded(why)), None, _) => Reason::Unrecorded(why),
        (_, _, Some(doubt), _) => match (doubt.doubt, names.several(doubt.thing, &doubt.name)) {
            (Doubt::OneOfSeveral, Some(found)) => Reason::Ambiguous {
                candidates: names.ids(doubt.thing, &found),
                name: doubt.name,
                thing: doubt.thing,
            },
            _ => Reason::Doubtful(doubt),
        },
        (_, Some(Obstacle::Unknown(name, nearest)), ..) => {
            let nearest = nearest.into_iter();
            let nearest = nearest.map(|(thing, numbers)| (thing, names.ids(thing, &numbers)));
            Reason::Unknown {
                nearest: nearest.collect(),
                name,
            }
        }
        (_, Some(Obstacle::Part) | None, None, None) => Reason::Form,
    };
    if matches!(reason, Reason::Form | Reason::Unknown { .. }) {
        for (candidate, left_out) in suggest::with_less(text, words, names) {
            offer(
                candidate.request,
                candidate.as_of,
                candidate.doubts,
                Some(left_out),
            );
        }
    }
    if reason == Reason::Form {
        for request in suggest::of_names(text, words, names) {
            offer(request, None, Vec::new(), None);
        }
    }
    Misunderstood {
        reason,
        offers,
        claims: suggest::matching(text, words, names),
    }
}

/// What points at something that stands in no question, if anything does.
fn pointing(text: &str, words: &[Word]) -> Option<String> {
    const POINTERS: &[&str] = &[
        "it", "its", "this", "these", "those", "he", "him", "his", "she", "her", "hers", "they",
        "them", "their", "i", "me", "my", "mine", "we", "us", "our", "you", "your",
    ];
    let is_capital = |word: &Word| things::is_capital(&text[word.span.clone()]);
    // *The claim that …* says which.
    let is_told = |at: usize| words.get(at + 2).is_some_and(|word| word.text == "that");
    let mut pairs = words.windows(2).enumerate();
    let story = pairs.find(|(at, two)| {
        let said = phrase(two);
        matches!(
            said.as_str(),
            "the story" | "the article" | "the report" | "that story" | "the claim"
        ) && !is_told(*at)
    });
    let story = story.map(|(_, two)| slice(text, two).into_owned());
    story.or_else(|| {
        // Whoever asks is no source: *what should I check*, *do we have*.
        let is_asker = |at: usize| {
            let before = at.checked_sub(1).map(|before| words[before].text.as_str());
            let after = words.get(at + 1).map(|after| after.text.as_str());
            let asks = ["should", "can", "could", "may", "shall", "do", "must"];
            let knows = ["know", "knew", "learn", "learnt", "have"];
            let shows = ["show", "give", "tell", "find", "get"];
            if before.is_some_and(|before| shows.contains(&before)) {
                return true;
            }
            (before.is_some_and(|before| asks.contains(&before))
                || after.is_some_and(|after| knows.contains(&after)))
                && ["i", "we", "you"].contains(&words[at].text.as_str())
        };
        let mut words_at = words.iter().enumerate();
        let word = words_at.find(|(at, word)| {
            POINTERS.contains(&word.text.as_str()) && !is_capital(word) && !is_asker(*at)
        });
        word.map(|(_, word)| text[word.span.clone()].to_owned())
    })
}
