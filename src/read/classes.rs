//! Which things are of which class.

use crate::vocab::{Id, Known};

/// The classes whose instances follow from use.
const CLASSES: [Known; 5] = [
    Known::Claim,
    Known::Statement,
    Known::Agent,
    Known::Document,
    Known::Tie,
];

/// Which terms are known to be of which of [`CLASSES`]: a byte a term, since nearly every triple
/// asks, and most that ask are answered that it is so already.
pub(super) struct Classes(Vec<u8>);

impl Classes {
    pub(super) fn new(terms: usize) -> Self {
        Self(vec![0; terms])
    }

    /// Whether that is news. Of other classes nothing is.
    pub(super) fn insert(&mut self, id: Id, class: Known) -> bool {
        let Some(bit) = CLASSES.iter().position(|known| *known == class) else {
            return false;
        };
        let held = &mut self.0[id.index()];
        let before = *held;
        *held |= 1 << bit;
        *held != before
    }
}
