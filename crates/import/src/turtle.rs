//! From a record to a file of Turtle.

use std::collections::{BTreeMap, BTreeSet};

use super::history::History;
use super::record::{Entry, Record, Value};
use super::report::Report;
use super::{Error, identifier};
use crate::read::{Diagnostic, Graph, Quad, Severity, complete};
use crate::vocab::{Id, Known};
use crate::write::{Format, export};

/// How much an import made.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Counts {
    /// Claims that were not there before.
    pub claims: usize,
    /// Statements that were not there before, retractions among them.
    pub statements: usize,
    /// Retractions.
    pub retractions: usize,
    /// Documents that were not there before.
    pub documents: usize,
    /// Those who speak in them.
    pub speakers: usize,
    /// Statements that an earlier import had made already.
    pub known: usize,
}

/// An import, not yet put anywhere.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The file: Turtle.
    pub text: String,
    /// How much it holds.
    pub counts: Counts,
    /// What was left out.
    pub report: Report,
    /// What is wrong with it; of an importer that works, nothing.
    pub findings: Vec<Diagnostic>,
}

/// Lays a record out as Turtle, less what earlier imports said already, under a title of one or
/// more lines. It is read back by two parsers and compared.
///
/// O(n log n).
///
/// # Errors
///
/// [`Error::Later`] where a later release was imported before, and [`Error::Write`].
pub fn turtle(mut record: Record, history: &History, title: &str) -> Result<Imported, Error> {
    let mut counts = Counts::default();
    subtract(&mut record, history, &mut counts)?;
    let mut speakers = BTreeSet::new();
    for entry in record.entries.values() {
        if entry.is(Known::Statement) {
            speakers.extend(entry.values(Known::By).cloned());
        }
    }
    counts.speakers = speakers.len();
    let mut graph = graph(std::mem::take(&mut record.entries));
    let findings = complete(&mut graph);
    let findings = findings
        .into_iter()
        .filter(|finding| finding.severity != Severity::Note);
    let body = export(&graph, Format::TurtleShort)?;
    let lines = title
        .lines()
        .map(|line| format!("# {}", crate::escape::terminal(line)));
    let title = lines.collect::<Vec<_>>().join("\n");
    Ok(Imported {
        text: format!("{title}\n\n{body}"),
        counts,
        report: record.report,
        findings: findings.collect(),
    })
}

/// Takes out what was said before.
fn subtract(record: &mut Record, history: &History, counts: &mut Counts) -> Result<(), Error> {
    let mut mentioned: BTreeSet<String> = BTreeSet::new();
    let mut known = BTreeSet::new();
    for (iri, entry) in &record.entries {
        if !entry.is(Known::Statement) {
            continue;
        }
        let is_said_again = record.said_again.contains(iri);
        if let Some(file) = history.later(iri).filter(|_| !is_said_again) {
            if record.is_by_object {
                // The later file holds this very word, and is later by itself alone.
                known.insert(iri.clone());
                continue;
            }
            return Err(Error::Later(file.to_owned()));
        }
        let is_added_to = record.added_to.contains(iri);
        if history.has_statement(iri) && !is_added_to {
            known.insert(iri.clone());
            continue;
        }
        counts.statements += 1;
        let retracts = Value::iri(Known::Retracts.iri());
        counts.retractions += usize::from(entry.values(Known::Stance).any(|it| *it == retracts));
        mentioned.extend(
            entry
                .properties
                .iter()
                .filter_map(|(_, value)| match value {
                    Value::Iri(iri) => Some(iri.clone()),
                    _ => None,
                }),
        );
    }
    counts.known = known.len();
    let publishers: Vec<String> = mentioned
        .iter()
        .filter_map(|iri| record.entries.get(iri))
        .flat_map(|entry| entry.values(Known::Publisher))
        .filter_map(|value| match value {
            Value::Iri(iri) => Some(iri.clone()),
            _ => None,
        })
        .collect();
    mentioned.extend(publishers);
    let is_new = |iri: &str, entry: &Entry| {
        let mut properties = entry.properties.iter();
        properties.any(|(property, value)| !history.holds(iri, *property, value))
    };
    record.entries.retain(|iri, entry| {
        let is_kept = !known.contains(iri)
            && (entry.is(Known::Statement) || mentioned.contains(iri) || is_new(iri, entry));
        let is_there = |class: Known| {
            let class = Value::iri(class.iri());
            history.holds(iri, Known::Type.into(), &class)
        };
        if is_kept && entry.is(Known::Claim) && !is_there(Known::Claim) {
            counts.claims += 1;
        }
        if is_kept && entry.is(Known::Document) && !is_there(Known::Document) {
            counts.documents += 1;
        }
        is_kept
    });
    Ok(())
}

/// A record as a graph.
fn graph(entries: BTreeMap<String, Entry>) -> Graph {
    let mut graph = Graph::default();
    for (prefix, namespace) in identifier::PREFIXES {
        graph
            .prefixes
            .insert(prefix.to_owned(), namespace.to_owned());
    }
    let file = graph.terms.iri("https://w3id.org/sayso/import");
    for (iri, entry) in entries {
        let subject = graph.terms.iri(&iri);
        for class in &entry.classes {
            let quad = Quad {
                subject,
                predicate: Known::Type.id(),
                object: *class,
                graph: file,
            };
            graph.quads.push(quad);
        }
        for (property, value) in &entry.properties {
            let predicate = graph.terms.iri(&property.iri());
            let object: Id = match value {
                Value::Iri(iri) => graph.terms.iri(iri),
                Value::Text(text) => graph.terms.string(text),
                Value::English(text) => graph.terms.language_string(text, "en"),
                Value::Typed(text, datatype) => {
                    let datatype = graph.terms.text(*datatype).to_owned();
                    graph.terms.typed(text, &datatype)
                }
                Value::Literal {
                    text,
                    language: Some(language),
                    ..
                } => graph.terms.language_string(text, language),
                Value::Literal { text, datatype, .. } => graph.terms.typed(text, datatype),
            };
            graph.quads.push(Quad {
                subject,
                predicate,
                object,
                graph: file,
            });
        }
    }
    graph
}
