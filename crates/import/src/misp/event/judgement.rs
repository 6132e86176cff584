//! Tags: what of them judges the information, what restricts its use, and what names a cluster.

use std::collections::BTreeSet;

use super::super::super::record::{Property, Value};
use super::super::likelihood;
use super::wire::Tag;
use super::{Importer, RESTRICTIONS, said};
use crate::vocab::Known;

/// What tags judge.
#[derive(Clone, Default)]
pub(super) struct Judgement {
    /// How sure somebody claims to be, or what of the source, in words.
    words: BTreeSet<String>,
    /// How credible the information is, from 1 to 5.
    credibility: Option<char>,
}

impl Judgement {
    /// The same as properties of a statement.
    pub(super) fn details(&self) -> BTreeSet<(Property, Value)> {
        let words = self.words.iter().map(|words| {
            let words = Value::text(words.as_str());
            (Known::StatedConfidence.into(), words)
        });
        let credibility = self.credibility.map(|figure| {
            let figure = Value::Typed(figure.to_string(), Known::Integer.id());
            (Known::Credibility.into(), figure)
        });
        words.chain(credibility).collect()
    }

    /// Of an attribute in an event: its own, and where that has none, the event's.
    pub(super) fn within(&self, event: &Self) -> Self {
        Self {
            words: if self.words.is_empty() {
                event.words.clone()
            } else {
                self.words.clone()
            },
            credibility: self.credibility.or(event.credibility),
        }
    }
}

/// A tag that names a cluster: the type of the galaxy, and the cluster.
pub(super) struct Named<'t> {
    pub(super) tag: &'t str,
    pub(super) kind: &'t str,
    pub(super) value: &'t str,
    pub(super) is_local: bool,
}

impl Importer<'_> {
    /// Tells tags apart. Those of an instance for itself are its owner's, and no judgement of whoever
    /// created the event.
    pub(super) fn judge<'t>(
        &mut self,
        tags: &'t [Tag],
        author: &str,
    ) -> (Judgement, Vec<Named<'t>>) {
        let mut judgement = Judgement::default();
        let mut figures = BTreeSet::new();
        let mut named = Vec::new();
        for tag in tags {
            let Some(name) = said(tag.name.as_ref()) else {
                continue;
            };
            let is_local = tag.is_local.as_ref().is_some_and(|local| local.0);
            let (space, predicate, value) = parts(name);
            let mut leave_out = |reason| self.record.report.leave_out(reason, name);
            match (space.to_ascii_lowercase().as_str(), predicate, value) {
                ("tlp" | "pap", ..) => leave_out(RESTRICTIONS),
                ("misp-galaxy", kind, Some(value)) => named.push(Named {
                    tag: name,
                    kind,
                    value,
                    is_local,
                }),
                _ if is_local && author != self.publisher => {
                    leave_out("tags that an instance has put on for itself");
                }
                ("admiralty-scale", "information-credibility", Some(value)) => match value {
                    "1" | "2" | "3" | "4" | "5" => {
                        figures.extend(value.chars().next());
                    }
                    // That it cannot be judged says nothing.
                    "6" => {}
                    _ => leave_out("tags of the Admiralty scale that are not on it"),
                },
                ("admiralty-scale", "source-reliability", Some(value)) => {
                    match reliability(value) {
                        Some(words) => drop(judgement.words.insert(words)),
                        None => leave_out("tags of the Admiralty scale that are not on it"),
                    }
                }
                ("misp", "confidence-level", Some(value)) => {
                    judgement.words.insert(value.replace('-', " "));
                }
                _ => match likelihood(name) {
                    Some(words) => drop(judgement.words.insert(words)),
                    None => leave_out("tags that judge nothing"),
                },
            }
        }
        if figures.len() > 1 {
            let figures: Vec<String> = figures.iter().map(ToString::to_string).collect();
            let reason = "credibilities of one thing that differ";
            self.record.report.leave_out(reason, &figures.join(" and "));
        } else {
            judgement.credibility = figures.into_iter().next();
        }
        (judgement, named)
    }
}

/// The parts of a machine tag: `namespace:predicate="value"`.
fn parts(tag: &str) -> (&str, &str, Option<&str>) {
    let Some((space, rest)) = tag.split_once(':') else {
        return (tag, "", None);
    };
    match rest.split_once('=') {
        Some((predicate, value)) => (space, predicate, Some(value.trim_matches('"'))),
        None => (space, rest, None),
    }
}

/// What a letter of the Admiralty scale says of a source.
fn reliability(letter: &str) -> Option<String> {
    let words = match letter.to_ascii_lowercase().as_str() {
        "a" => "completely reliable",
        "b" => "usually reliable",
        "c" => "fairly reliable",
        "d" => "not usually reliable",
        "e" => "unreliable",
        "f" => "of a reliability that cannot be judged",
        _ => return None,
    };
    Some(format!("from a source {words}"))
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn tags_have_parts() {
        assert_eq!(parts("tlp:amber+strict"), ("tlp", "amber+strict", None));
        assert_eq!(
            parts("misp-galaxy:threat-actor=\"A = B\""),
            ("misp-galaxy", "threat-actor", Some("A = B"))
        );
        assert_eq!(parts("plain"), ("plain", "", None));
    }
}
