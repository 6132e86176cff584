//! That a name means no one thing: the one error for all who look something up.

use super::Kind;

/// A name that means no one thing.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("“{name}” names no one {}", kind.word())]
pub struct Unresolved {
    /// What was said.
    pub name: String,
    /// What was looked for.
    pub kind: Kind,
    /// Why nothing was taken for it.
    pub reason: Reason,
}

/// Why a name means no one thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// Several things fit, by number.
    Several(Vec<u32>),
    /// Nothing fits; these come nearest, by number.
    Nothing(Vec<u32>),
}
