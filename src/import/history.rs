//! What earlier imports of the same source hold: a later one adds to them, and says nothing twice.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::Error;
use super::identifier::PUBLISHER;
use super::learnt::{self, Head};
use super::record::{Property, Record, Value};
use super::report::CITED_BEFORE;
use crate::model::{Time, time};
use crate::read::terms::{TermRef, Terms};
use crate::read::{Care, Graph, Unreadable, read};
use crate::vocab::{Id, Known};
use crate::workspace::{Contents, Source};

/// One file of the dataset.
#[derive(Debug)]
struct File {
    name: String,
    terms: Terms,
    triples: FxHashSet<(Id, Id, Id)>,
    /// When the last of its statements was recorded.
    recorded_at: Option<Time>,
}

/// A statement of an earlier import.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// The statement.
    pub statement: String,
    /// Who made it.
    pub by: String,
}

/// What earlier imports hold.
#[derive(Debug, Default)]
pub struct History {
    files: Vec<File>,
    /// The statements on each claim, but those that were taken back.
    said: BTreeMap<String, Vec<Said>>,
    /// The claims of these statements.
    claims: BTreeMap<String, String>,
    /// Files that were recorded later.
    later: Vec<File>,
    /// What things are called elsewhere: in other files of the same import, and in other datasets.
    names: BTreeMap<String, String>,
}

impl History {
    /// The files of a dataset that were recorded before a time.
    ///
    /// What was recorded at the very time, or without any, is no history: so an import does not
    /// depend on whether it was done before. O(bytes).
    ///
    /// # Errors
    ///
    /// [`Error::Unreadable`].
    pub fn read(sources: &[Source], before: Option<&str>) -> Result<Self, Error> {
        let mut history = Self::default();
        let Some(before) = before.and_then(Time::parse_any) else {
            return Ok(history);
        };
        for source in sources {
            let bytes = source.bytes().map_err(|error| Unreadable {
                name: source.name.clone(),
                source: error,
            })?;
            let source = Source {
                contents: Contents::Text(bytes.clone()),
                ..source.clone()
            };
            let (graph, _) = read(std::slice::from_ref(&source), Care::Fast)?;
            let recorded_at = match learnt::head(&bytes) {
                Head::Newest(time) => time,
                Head::Silent => recorded_at(&graph),
            };
            let file = File {
                name: source.name.clone(),
                triples: graph
                    .quads
                    .iter()
                    .map(|quad| (quad.subject, quad.predicate, quad.object))
                    .collect(),
                recorded_at,
                terms: graph.terms,
            };
            match file.recorded_at {
                Some(time) if time < before => history.files.push(file),
                Some(time) if time > before => history.later.push(file),
                _ => {}
            }
        }
        history.files.sort_by_key(|file| file.recorded_at);
        history.index();
        Ok(history)
    }

    fn index(&mut self) {
        let mut claims: BTreeMap<String, String> = BTreeMap::new();
        let mut speakers: BTreeMap<String, String> = BTreeMap::new();
        let mut dead: FxHashSet<String> = FxHashSet::default();
        for file in &self.files {
            // The order cannot be seen: the maps are ordered.
            #[expect(clippy::iter_over_hash_type, reason = "what is filled is ordered")]
            for (subject, predicate, object) in &file.triples {
                let text = |id: &Id| file.terms.text(*id).to_owned();
                match Known::from_id(*predicate) {
                    Some(Known::ClaimOf) => claims.insert(text(subject), text(object)),
                    Some(Known::By) => speakers.insert(text(subject), text(object)),
                    Some(Known::Target) => {
                        dead.insert(text(object));
                        dead.insert(text(subject));
                        None
                    }
                    _ => None,
                };
            }
        }
        for (statement, claim) in claims {
            if let (Some(by), false) = (speakers.get(&statement), dead.contains(&statement)) {
                let said = Said {
                    by: by.clone(),
                    statement: statement.clone(),
                };
                self.said.entry(claim.clone()).or_default().push(said);
                self.claims.insert(statement, claim);
            }
        }
    }

    /// Whether an earlier import says this.
    pub(super) fn holds(&self, subject: &str, property: Property, value: &Value) -> bool {
        let (property, value) = (property.iri(), value.term());
        self.files.iter().any(|file| {
            let subject = file.terms.find_iri(subject);
            let property = file.terms.find_iri(&property);
            let (Some(subject), Some(property)) = (subject, property) else {
                return false;
            };
            let value = file.terms.find_term(&value);
            value.is_some_and(|value| file.triples.contains(&(subject, property, value)))
        })
    }

    /// What a thing is called in what is at hand beside the file.
    pub(super) fn name(&self, iri: &str) -> Option<String> {
        self.names.get(iri).cloned()
    }

    /// Whether an earlier import made this statement.
    pub(super) fn has_statement(&self, iri: &str) -> bool {
        self.files.iter().any(|file| has_statement(file, iri))
    }

    /// Whether an earlier import has this claim.
    pub(super) fn claim_is_known(&self, claim: &str) -> bool {
        let class = Value::iri(Known::Claim.iri());
        self.holds(claim, Known::Type.into(), &class)
    }

    /// What was said of a claim and not taken back.
    pub(super) fn said(&self, claim: &str) -> &[Said] {
        self.said.get(claim).map_or(&[], Vec::as_slice)
    }

    /// The claim of a statement of an earlier import that was not taken back.
    pub(super) fn claim_of(&self, statement: &str) -> Option<&str> {
        self.claims.get(statement).map(String::as_str)
    }

    /// The later file that made this statement, if there is one.
    pub(super) fn later(&self, iri: &str) -> Option<&str> {
        let file = self.later.iter().find(|file| has_statement(file, iri))?;
        Some(&file.name)
    }

    /// Tells whom an earlier import cites for the claims whose names begin so, and a record no more.
    ///
    /// What they said stands: a retraction counts only by whoever made the statement, and whoever
    /// cited it did not. `compilers` are those who cite.
    pub(super) fn tell_cited_before(&self, start: &str, record: &mut Record, compilers: &[&str]) {
        for (claim, said) in self.below(start) {
            for said in said {
                let is_cited = said.by.starts_with(PUBLISHER);
                let is_compiler = compilers.contains(&said.by.as_str());
                if is_cited && !is_compiler && !record.entries.contains_key(&said.statement) {
                    let publisher = said.by.trim_start_matches(PUBLISHER);
                    let example = format!("{publisher} on {claim}");
                    record.report.leave_out(CITED_BEFORE, &example);
                }
            }
        }
    }

    /// The claims whose names begin so, each with what was said of it and not taken back.
    pub(super) fn below<'h>(
        &'h self,
        start: &'h str,
    ) -> impl Iterator<Item = (&'h String, &'h Vec<Said>)> {
        let from = self.said.range(start.to_owned()..);
        from.take_while(move |(claim, _)| claim.starts_with(start))
    }
}

fn has_statement(file: &File, iri: &str) -> bool {
    file.terms.find_iri(iri).is_some_and(|iri| {
        let triple = (iri, Known::Type.id(), Known::Statement.id());
        file.triples.contains(&triple)
    })
}

/// When the last statement of a file was recorded.
fn recorded_at(graph: &Graph) -> Option<Time> {
    let quads = graph.quads.iter();
    let times = quads.filter(|quad| quad.predicate == Known::RecordedAt.id());
    let times = times.filter_map(|quad| match graph.terms.get(quad.object) {
        TermRef::Literal {
            value,
            datatype: Some(datatype),
            ..
        } => {
            let datatype = Known::from_id(datatype)?;
            time::DATATYPES
                .contains(&datatype)
                .then(|| Time::parse(value, datatype))?
        }
        _ => None,
    });
    times.max()
}
