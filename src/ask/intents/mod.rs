//! What people ask for, and the forms in which they ask it.
//!
//! Each intent has a few forms; what may go with any of them (times, numbers, *first*, *about* and
//! the like) is no matter of forms but of [parts](super::parts). A form says by [`Asks`] what it
//! stands for, and what fills its slots goes where its kind belongs: a source is who said it, a
//! claim is what it is on. `docs/questions.md` shows every form; a test writes and holds it.

mod claims;
mod reasons;
mod record;
mod sources;
mod statements;

use super::Sort;
use super::form::Slot;
use crate::model::Stance;

/// A form that a question may have.
#[derive(PartialEq, Debug)]
pub struct Form {
    /// What it asks for.
    pub asks: Asks,
    /// The words, in the language of [`super::form`].
    pub words: &'static str,
    /// A question of this form. Names stand in braces.
    pub example: &'static str,
    /// What a reader of the answer should be told.
    pub note: Option<&'static str>,
}

/// What a form asks for. What fills its slots is put where its kind belongs, unless it is said
/// otherwise.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Asks {
    /// The claims of a status or with a flag; all where neither is named.
    Claims,
    /// What a canonical word asks for.
    Word(&'static str),
    /// The claims without the status named.
    Lacking,
    /// The claims of which something is not said, by the source or of the stance named.
    Unsaid,
    /// The claims of which nothing is left without the source.
    RestsOn,
    /// The claims of which something is left without the source.
    StandsWithout,
    /// Statements.
    Statements(Sort),
    /// Statements of these stances.
    Said(&'static [Stance]),
    /// The claims that the source made: its assertions and confirmations.
    Made,
    /// Statements in documents.
    Documented,
    /// Statements of a sort to the source.
    To(Sort),
    /// Statements that repeat the source; where two are named, the other.
    Repeating,
    /// Whether there are such statements.
    Whether,
    /// The words of such statements.
    Quoted,
    /// Why a claim has its verdict.
    Why,
    /// The same; and of several claims, which are corroborated.
    Corroborated,
    /// The claims that mention some words.
    Mentioning,
    /// Something that is not recorded, and what is.
    Unrecorded(&'static str),
    /// What changed since the date.
    Diff,
    /// How much of everything there is.
    Stats,
    /// What has some words.
    Find,
    /// What is worth checking next.
    Next,
    /// Everything about the source.
    Source,
    /// A saved query, with its parameters.
    Query(&'static str, &'static [(&'static str, Parameter)]),
}

/// What a parameter of a query is given.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Parameter {
    /// What fills a slot.
    Slot(Slot),
    /// Always this.
    Text(&'static str),
}

/// An intent: its title, and its forms.
pub type Intent = (&'static str, &'static [Form]);

/// All intents, in order.
pub const INTENTS: [Intent; 15] = [
    ("About a source", sources::ABOUT),
    ("What was taken back", statements::TAKEN_BACK),
    ("Which claims", claims::WHICH),
    ("What hangs on a source", claims::HANGING),
    ("What there is about something", claims::ABOUT),
    ("Why a claim has its verdict", reasons::WHY),
    ("Where a claim comes from", reasons::ORIGINS),
    ("Who said what", statements::SAID),
    ("Yes or no", statements::WHETHER),
    ("Who did not answer", statements::UNANSWERED),
    ("Who copied whom", statements::COPIED),
    ("Where something was said", statements::DOCUMENTED),
    (
        "What connects two sources, and where they disagree",
        sources::TWO,
    ),
    ("What to check next", record::NEXT),
    ("The record", record::RECORD),
];

/// All forms, in order.
pub fn all() -> impl Iterator<Item = &'static Form> {
    INTENTS.iter().flat_map(|(_, forms)| *forms)
}

/// A form without a note.
const fn form(asks: Asks, words: &'static str, example: &'static str) -> Form {
    Form {
        asks,
        words,
        example,
        note: None,
    }
}

impl Form {
    /// The same, with something to tell whoever reads the answer.
    const fn noting(self, note: &'static str) -> Self {
        Self {
            note: Some(note),
            ..self
        }
    }
}

/// A form's example as a plain question.
pub fn example(form: &Form) -> String {
    form.example.replace(['{', '}'], "")
}

/// A parameter that one slot fills.
const fn slot(name: &'static str, slot: Slot) -> (&'static str, Parameter) {
    (name, Parameter::Slot(slot))
}

/// A parameter that is always the same.
const fn text(name: &'static str, text: &'static str) -> (&'static str, Parameter) {
    (name, Parameter::Text(text))
}
