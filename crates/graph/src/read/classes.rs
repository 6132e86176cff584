//! Which things are of which class, and which classes follow from use.

use fixedbitset::FixedBitSet;

use super::terms::Terms;
use crate::vocab::{Id, Known};

/// The classes whose instances follow from use.
const CLASSES: [Known; 5] = [
    Known::Claim,
    Known::Statement,
    Known::Agent,
    Known::Document,
    Known::Tie,
];

/// Which terms are known to be of which of the classes that follow from use (claims, statements,
/// agents, documents and ties): a byte a term, since nearly every triple asks, and most that ask
/// are answered that it is so already.
pub struct Classes(Vec<u8>);

impl Classes {
    pub(super) fn new(terms: usize) -> Self {
        Self(vec![0; terms])
    }

    /// What follows from the properties used in some triples in the long form, whatever types
    /// these give. O(triples).
    pub fn implied(terms: &Terms, triples: impl Iterator<Item = [Id; 3]> + Clone) -> Self {
        let mut classes = Self::new(terms.len());
        implied(terms, triples, |_, id, class| {
            classes.insert(id, class);
        });
        classes
    }

    /// Whether that is news. Of other classes nothing is.
    pub(super) fn insert(&mut self, id: Id, class: Known) -> bool {
        let Some(bit) = bit(class) else {
            return false;
        };
        let held = &mut self.0[id.index()];
        let before = *held;
        *held |= bit;
        *held != before
    }

    /// Whether a term is known to be of a class.
    pub fn contains(&self, id: Id, class: Known) -> bool {
        bit(class).is_some_and(|bit| self.0[id.index()] & bit != 0)
    }
}

fn bit(class: Known) -> Option<u8> {
    let place = CLASSES.iter().position(|known| *known == class)?;
    Some(1 << place)
}

/// Tells the types that follow from the properties used, each as often as it follows, with the
/// place of the triple from which it does. O(triples).
pub(super) fn implied(
    terms: &Terms,
    triples: impl Iterator<Item = [Id; 3]> + Clone,
    mut tell: impl FnMut(usize, Id, Known),
) {
    let mut topics = FixedBitSet::with_capacity(terms.len());
    let mut documents = FixedBitSet::with_capacity(terms.len());
    for [_, predicate, object] in triples.clone() {
        match Known::from_id(predicate) {
            Some(Known::Subject) => topics.insert(object.index()),
            Some(Known::In) => documents.insert(object.index()),
            _ => {}
        }
    }
    for (index, [subject, predicate, object]) in triples.enumerate() {
        let mut add = |id: Id, class: Known| tell(index, id, class);
        match Known::from_id(predicate) {
            Some(Known::ClaimOf) => {
                add(subject, Known::Statement);
                add(object, Known::Claim);
            }
            Some(Known::Entails | Known::Contradicts | Known::Presupposes | Known::SameClaim) => {
                add(subject, Known::Claim);
                add(object, Known::Claim);
            }
            Some(Known::InterestIn) => add(object, Known::Claim),
            Some(Known::AuthorityOver) if !topics.contains(object.index()) => {
                add(object, Known::Claim);
            }
            Some(Known::Stance) => add(subject, Known::Statement),
            Some(Known::Kind) => add(subject, Known::Tie),
            Some(Known::By) => {
                add(subject, Known::Statement);
                add(object, Known::Agent);
            }
            Some(Known::To | Known::DeflectsTo | Known::VouchedBy) => {
                add(object, Known::Agent);
            }
            Some(Known::Between | Known::Dependent | Known::Principal) => {
                add(subject, Known::Tie);
                add(object, Known::Agent);
            }
            Some(Known::Publisher) if documents.contains(subject.index()) => {
                add(object, Known::Agent);
            }
            Some(Known::In) => add(object, Known::Document),
            Some(Known::Copies | Known::SameText) => {
                add(subject, Known::Document);
                add(object, Known::Document);
            }
            _ => {}
        }
    }
}
