//! Which documents are one text, who speaks jointly in one, and what is copied.

use std::collections::BTreeSet;

use super::super::case::Document;
use super::{Grouping, Pool, World};

/// Joins two members of a partition, each of which has the least member of its part.
pub(super) fn join(least: &mut [usize], one: usize, other: usize) {
    let (one, other) = (least[one], least[other]);
    for label in least {
        if *label == one || *label == other {
            *label = one.min(other);
        }
    }
}

impl World<'_> {
    /// For each document the least one of its text: "`sameText` (symmetric), equal `sayso:sha256` and equal `schema:url`
    /// make two documents one text", step by step, among the documents that the view knows.
    fn texts(&self) -> Vec<usize> {
        let one_text = |index: usize, other: usize, one: &Document, two: &Document| {
            one.same_text.contains(&other)
                || two.same_text.contains(&index)
                || (one.capture.is_some() && one.capture == two.capture)
                || one
                    .addresses
                    .iter()
                    .any(|one| two.addresses.iter().any(|two| one.page == two.page))
        };
        let count = self.case.documents.len();
        let mut least: Vec<usize> = (0..count).collect();
        for index in 0..count {
            for other in 0..index {
                if let (Some(one), Some(two)) = (self.document(index), self.document(other))
                    && one_text(index, other, one, two)
                {
                    join(&mut least, index, other);
                }
            }
        }
        least
    }

    /// "agents whose attested statements on c, of one side, stand in one text are one group for that question".
    pub(super) fn joint_grouping(&self, pool: &Pool, ties: &Grouping) -> Grouping {
        let texts = self.texts();
        let mut joint = ties.clone();
        for &text in &texts {
            let stands_in_it = |statement: usize| {
                self.statement(statement)
                    .documents
                    .iter()
                    .any(|&document| texts[document] == text && self.document(document).is_some())
            };
            let speakers: Vec<usize> = self
                .all_visible()
                .filter(|&statement| {
                    let claim = self.statement(statement).claim;
                    let mut signs = self.polarity(statement).into_iter();
                    signs.any(|sign| pool.contains(&(claim, sign)))
                })
                .filter(|&statement| self.attested(statement, ties) && stands_in_it(statement))
                .map(|statement| self.statement(statement).by)
                .collect();
            for pair in speakers.windows(2) {
                join(&mut joint, pair[0], pair[1]);
            }
        }
        joint
    }

    /// "what a publisher of `?d` says in `?d` relays what is said in `?e` on the same claim and side". What stands in `?e`
    /// itself is said there, and has it from nobody.
    pub(super) fn copied_by(&self, statement: usize) -> BTreeSet<usize> {
        let mut copied = BTreeSet::new();
        if !self.visible(statement) {
            return copied;
        }
        let told = self.statement(statement);
        let sides = self.polarity(statement);
        let sources = told
            .documents
            .iter()
            .filter_map(|&document| self.document(document))
            .filter(|document| document.publishers.contains(&told.by))
            .flat_map(|document| &document.copies)
            .filter(|source| !told.documents.contains(source));
        for source in sources {
            copied.extend(self.all_visible().filter(|&other| {
                self.document(*source).is_some()
                    && self.statement(other).documents.contains(source)
                    && self.statement(other).claim == told.claim
                    && !self.polarity(other).is_disjoint(&sides)
            }));
        }
        copied
    }
}
