//! What an import left out, and why; and what it found of signatures.

use std::collections::BTreeMap;

use super::json::Rest;

/// How many examples of what was left out are kept.
const EXAMPLES: usize = 3;
/// How many names of fields are kept; a file could make up any number of them.
const MOST_FIELDS: usize = 1000;
/// How many keys are told apart; each line of a file could have one of its own.
const MOST_KEYS: usize = 100;
/// What is said of signatures by keys beyond that number.
const OTHER_KEYS: &str = "signature verified: other keys";

/// What is told where a release no longer cites somebody whom an earlier one does.
pub(super) const CITED_BEFORE: &str = "statements of publishers whom an earlier release cites and this one no more; they stand, for only who made a statement can take it back. See whether the documents say so";

/// What is told of elements of a file that are left out because something is wrong with them.
pub(super) fn wrong_ones(elements: &str) -> String {
    format!("{elements} with something wrong in them, left out; --strict refuses the file instead")
}

/// Things of which one and the same is told.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Told {
    /// How many.
    pub number: usize,
    /// The first few.
    pub examples: Vec<String>,
}

/// What an import could not take over, by reason, and who signed what it took.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Report {
    /// What was left out, by reason.
    pub left_out: BTreeMap<String, Told>,
    /// Fields that sayso has no place for, by name, and how often they occur.
    pub fields: BTreeMap<String, usize>,
    /// Signatures, by what is to be said of them.
    pub signatures: BTreeMap<String, Told>,
}

impl Told {
    fn note(&mut self, example: &str) {
        self.number += 1;
        let is_known = self.examples.iter().any(|known| known == example);
        if self.examples.len() < EXAMPLES && !is_known {
            self.examples.push(example.to_owned());
        }
    }
}

impl Report {
    /// Notes something that was left out.
    pub(super) fn leave_out(&mut self, reason: &str, example: &str) {
        let entry = self.left_out.entry(reason.to_owned()).or_default();
        entry.note(example);
    }

    /// Notes who signed something, or that nobody did.
    pub(super) fn sign(&mut self, said: &str, example: &str) {
        let is_room = self.signatures.len() < MOST_KEYS || self.signatures.contains_key(said);
        let said = if is_room { said } else { OTHER_KEYS };
        let entry = self.signatures.entry(said.to_owned()).or_default();
        entry.note(example);
    }

    /// Notes a field that was left out.
    pub(super) fn field(&mut self, name: &str) {
        self.fields(name, 1);
    }

    /// Notes a field that was left out so often.
    pub(super) fn fields(&mut self, name: &str, times: usize) {
        if let Some(number) = self.fields.get_mut(name) {
            *number += times;
        } else if self.fields.len() < MOST_FIELDS {
            self.fields.insert(name.to_owned(), times);
        }
    }

    /// Notes what of an element was not used, and what in it was wrong.
    pub(super) fn rest(&mut self, rest: &Rest) {
        for (path, number) in &rest.fields {
            self.fields(path, *number);
        }
        for message in &rest.wrong {
            self.leave_out(&wrong_ones("parts"), message);
        }
    }

    /// How much was left out for a reason.
    pub fn number(&self, reason: &str) -> usize {
        self.left_out.get(reason).map_or(0, |entry| entry.number)
    }
}
