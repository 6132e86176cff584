//! How much of everything there is, as text and as JSON.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::json::Shapes;
use crate::data::Data;
use crate::evidence::Snapshot;
use crate::model::{Flag, Stance, Status};
use crate::verdict::Verdicts;

/// How much of everything there is. What does not occur is not listed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Counts {
    /// The files read.
    pub files: usize,
    /// Their triples, in the long form.
    pub triples: usize,
    /// Claims.
    pub claims: usize,
    /// Statements that the view sees.
    pub statements: usize,
    /// Agents.
    pub agents: usize,
    /// Documents.
    pub documents: usize,
    /// Documents of which a capture is held.
    pub documents_held: usize,
    /// Ties between agents.
    pub ties: usize,
    /// Claims by status.
    pub statuses: BTreeMap<&'static str, usize>,
    /// Statements by stance.
    pub stances: BTreeMap<&'static str, usize>,
    /// Claims by flag.
    pub flags: BTreeMap<&'static str, usize>,
}

impl Counts {
    /// Counts. O(claims + statements + documents).
    pub fn new(data: &Data, snapshot: &Snapshot<'_>, verdicts: &Verdicts) -> Self {
        let claims = || 0..verdicts.len() as u32;
        let statements = &data.evidence.statements;
        let seen = || snapshot.seen().map(|number| &statements[number as usize]);
        let documents = data.evidence.documents.iter();
        Self {
            files: data.graph.files.len(),
            triples: data.index.data.len(),
            claims: data.evidence.claims.len(),
            statements: seen().count(),
            agents: data.evidence.agents.len(),
            documents: data.evidence.documents.len(),
            documents_held: documents.filter(|document| document.is_held()).count(),
            ties: data.evidence.ties.len(),
            statuses: tally(Status::ALL, Status::name, |status| {
                claims()
                    .filter(|claim| verdicts.status(*claim) == status)
                    .count()
            }),
            stances: tally(Stance::ALL, Stance::name, |stance| {
                seen()
                    .filter(|statement| statement.stance() == stance)
                    .count()
            }),
            flags: tally(Flag::ALL, Flag::name, |flag| {
                claims()
                    .filter(|claim| verdicts.flags(*claim).contains(flag))
                    .count()
            }),
        }
    }

    /// A line for each kind of thing.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut line = |name: &str, number: usize, note: &str| {
            let _ = writeln!(text, "{name:<12} {number:>9}{note}");
        };
        line("files", self.files, "");
        line("triples", self.triples, "   in the long form");
        line("claims", self.claims, &listed(&self.statuses));
        line("statements", self.statements, &listed(&self.stances));
        line("agents", self.agents, "");
        let held = format!("   {} held", self.documents_held);
        line("documents", self.documents, &held);
        line("ties", self.ties, "");
        line("flags", self.flags.values().sum(), &listed(&self.flags));
        text
    }

    /// As JSON.
    pub fn json(&self, shapes: &Shapes<'_, '_>) -> String {
        shapes.text(self)
    }
}

fn listed(tally: &BTreeMap<&'static str, usize>) -> String {
    let items = tally
        .iter()
        .map(|(name, number)| format!("{name} {number}"));
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        String::new()
    } else {
        format!("   {}", items.join(", "))
    }
}

fn tally<T: Copy>(
    all: &[T],
    name: impl Fn(T) -> &'static str,
    count: impl Fn(T) -> usize,
) -> BTreeMap<&'static str, usize> {
    all.iter()
        .map(|member| (name(*member), count(*member)))
        .filter(|(_, number)| *number > 0)
        .collect()
}
