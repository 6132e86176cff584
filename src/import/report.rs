//! What an import made, what it left out, and why.

use std::collections::BTreeMap;

/// How many examples of what was left out are kept.
const EXAMPLES: usize = 3;
/// How many names of fields are kept; a file could make up any number of them.
const MOST_FIELDS: usize = 1000;

/// What was left out for one reason.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct LeftOut {
    /// How many.
    pub number: usize,
    /// The first few.
    pub examples: Vec<String>,
}

/// What an import could not take over, by reason.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Report {
    /// What was left out, by reason.
    pub left_out: BTreeMap<String, LeftOut>,
    /// Fields that sayso has no place for, by name, and how often they occur.
    pub fields: BTreeMap<String, usize>,
}

impl Report {
    /// Notes something that was left out.
    pub(super) fn leave_out(&mut self, reason: &str, example: &str) {
        let entry = self.left_out.entry(reason.to_owned()).or_default();
        entry.number += 1;
        let is_known = entry.examples.iter().any(|known| known == example);
        if entry.examples.len() < EXAMPLES && !is_known {
            entry.examples.push(example.to_owned());
        }
    }

    /// Notes a field that was left out.
    pub(super) fn field(&mut self, name: &str) {
        if let Some(number) = self.fields.get_mut(name) {
            *number += 1;
        } else if self.fields.len() < MOST_FIELDS {
            self.fields.insert(name.to_owned(), 1);
        }
    }

    /// How much was left out for a reason.
    pub fn number(&self, reason: &str) -> usize {
        self.left_out.get(reason).map_or(0, |entry| entry.number)
    }
}
