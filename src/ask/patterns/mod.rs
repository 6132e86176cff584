//! The patterns: what can be asked in English, and the command that each question stands for.
//!
//! One file per family. `docs/questions.md` shows every pattern; a test writes and holds it.

mod claims;
mod reasons;
mod record;
mod retractions;
mod sources;
mod statements;

/// A form that a question may have.
#[derive(PartialEq, Eq, Debug)]
pub struct Pattern {
    /// The words, in the language of [`super::pattern`].
    pub words: &'static str,
    /// The command that answers it, without `sayso`; the slots of the pattern stand in it.
    pub command: &'static str,
    /// A question of this form. Names stand in braces.
    pub example: &'static str,
    /// What a reader of the answer should be told.
    pub note: Option<&'static str>,
}

/// A family of patterns, under a title.
pub type Family = (&'static str, &'static [Pattern]);

/// All families, in order.
pub const FAMILIES: [Family; 6] = [
    ("What was taken back", retractions::PATTERNS),
    ("Claims", claims::PATTERNS),
    ("One claim", reasons::PATTERNS),
    ("Who said what", statements::PATTERNS),
    ("Sources", sources::PATTERNS),
    ("The record", record::PATTERNS),
];

/// All patterns, in order.
pub fn all() -> impl Iterator<Item = &'static Pattern> {
    FAMILIES.iter().flat_map(|(_, patterns)| *patterns)
}

/// A pattern without a note.
const fn asks(words: &'static str, command: &'static str, example: &'static str) -> Pattern {
    Pattern {
        words,
        command,
        example,
        note: None,
    }
}

impl Pattern {
    /// The same, with something to tell whoever reads the answer.
    const fn noting(self, note: &'static str) -> Self {
        Self {
            note: Some(note),
            ..self
        }
    }
}
