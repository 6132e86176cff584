//! The words for what would change a verdict.

use std::collections::BTreeSet;

use super::phrase::{MOST_NAMES, Phrases, at_most, join, join_or};
use crate::model::Polarity;
use crate::verdict::SinglePoint;
use crate::verdict::remedy::{Document, Remedy};

impl Phrases<'_> {
    /// Something that would change the verdict.
    pub fn remedy(&self, remedy: &Remedy) -> String {
        match remedy {
            Remedy::Speech {
                side,
                groups,
                first_hand,
                other_than,
                document,
                becomes,
            } => {
                let said = match side {
                    Polarity::Support => "statement",
                    Polarity::Denial => "denial",
                };
                let others = other_than.iter().map(|agent| self.agent(*agent));
                let what = match (groups, first_hand, other_than.as_slice()) {
                    (1, false, _) => format!("one {said}"),
                    (1, true, []) => format!("one first-hand {said} by a named source"),
                    (1, true, _) => format!(
                        "one first-hand {said} by a named source of a group other than {}",
                        Self::any_of(others)
                    ),
                    _ => format!("two first-hand {said}s by named sources of two groups"),
                };
                let each = if *groups == 1 { "" } else { "each " };
                format!(
                    "{what}, {each}in a document of its own{}, would make it {}",
                    held(*document),
                    becomes.words()
                )
            }
            Remedy::Attestation {
                statements,
                captures,
                document,
                becomes,
            } => {
                let would = becomes.map_or_else(
                    || "would make it count".to_owned(),
                    |status| format!("would make it {}", status.words()),
                );
                let documents = &self.data().evidence.documents;
                let titles = captures.iter();
                let titles = titles.map(|document| self.quoted(documents[*document as usize].term));
                let mut ways = Vec::new();
                if !captures.is_empty() {
                    ways.push(format!("a capture of {}", Self::any_of(titles)));
                }
                let statements = statements.iter();
                let uncaptured = statements.filter(|number| {
                    let documents = self.data().evidence.documents_of.row(**number);
                    !documents.iter().any(|document| captures.contains(document))
                });
                let speakers: Vec<String> =
                    uncaptured.map(|number| self.speaker(*number)).collect();
                if !speakers.is_empty() {
                    ways.push(format!(
                        "a document of the speaker's own{} in which {} can be read saying so",
                        held(*document),
                        Self::any_of(speakers.into_iter())
                    ));
                }
                format!("{} {would}", ways.join(", or "))
            }
            Remedy::Fall { side, groups, .. } => format!(
                "if {} fell, nothing would be left {} it",
                self.points(groups),
                match side {
                    Polarity::Support => "for",
                    Polarity::Denial => "against",
                }
            ),
        }
    }

    fn quoted(&self, term: crate::vocab::Id) -> String {
        format!("“{}”", self.term(term))
    }

    fn points(&self, points: &[SinglePoint]) -> String {
        join(
            points
                .iter()
                .map(|point| self.single_point(point))
                .collect(),
        )
    }

    /// Some names of which any one will do, each once.
    fn any_of(names: impl Iterator<Item = String>) -> String {
        let mut seen = BTreeSet::new();
        let names = names.filter(|name| seen.insert(name.clone())).collect();
        join_or(at_most(names, MOST_NAMES))
    }
}

fn held(document: Document) -> &'static str {
    match document {
        Document::Cited => "",
        Document::Held => " of which a capture is held",
    }
}
