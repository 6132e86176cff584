//! What earlier imports of the same source hold: a later one adds to them, and says nothing twice.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::identifier::PUBLISHER;
use super::learnt::{self, Head};
use super::record::{Property, Record, Value};
use super::report::CITED_BEFORE;
use super::{Error, date};
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
    /// Whether it is earlier than the file that is imported.
    is_past: bool,
}

/// A statement of an earlier import.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// The statement.
    pub statement: String,
    /// Who made it.
    pub by: String,
}

/// A statement in any file: of which claim and by whom, and when it was made.
#[derive(Clone, Debug)]
struct Version {
    statement: String,
    by: String,
    said_at: Option<(Time, String)>,
}

/// What earlier imports hold, and what later ones and other datasets have of the same things.
///
/// Files are read once, however many are imported after each other; what is earlier grows as the
/// imports go on in the order of their times.
#[derive(Debug, Default)]
pub struct History {
    files: Vec<File>,
    /// In which files something is said of a thing.
    places: FxHashMap<String, Vec<u32>>,
    /// The files that are not yet earlier, by their times.
    waiting: BTreeSet<(Time, u32)>,
    /// The time of the file that is imported; without one, nothing is earlier or later.
    before: Option<Time>,
    /// The statements on each claim, but those that were taken back.
    said: BTreeMap<String, Vec<Said>>,
    /// The claims of these statements.
    claims: BTreeMap<String, String>,
    /// Statements of earlier imports that were taken back, and the retractions.
    dead: FxHashSet<String>,
    /// The statements on each claim in all files.
    versions: BTreeMap<String, Vec<Version>>,
    /// What is taken back in any file.
    targets: FxHashSet<String>,
    /// What things are called elsewhere: in other files of the same import, and in other datasets.
    names: BTreeMap<String, String>,
}

impl History {
    /// The files of a dataset, of which those count that were recorded before a time.
    ///
    /// What was recorded at the very time, or without any, is no history: so an import does not
    /// depend on whether it was done before. O(bytes).
    ///
    /// # Errors
    ///
    /// [`Error::Unreadable`].
    pub fn read(sources: &[Source], before: Option<&str>) -> Result<Self, Error> {
        let mut history = Self::default();
        for source in sources {
            history.add(source)?;
        }
        history.advance(before);
        Ok(history)
    }

    /// Adds a file. O(bytes).
    ///
    /// # Errors
    ///
    /// [`Error::Unreadable`].
    pub fn add(&mut self, source: &Source) -> Result<(), Error> {
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
        let number = self.files.len() as u32;
        let mut last = None;
        for quad in &graph.quads {
            if last != Some(quad.subject) {
                last = Some(quad.subject);
                let places = self
                    .places
                    .entry(graph.terms.text(quad.subject).to_owned())
                    .or_default();
                if places.last() != Some(&number) {
                    places.push(number);
                }
            }
        }
        let file = File {
            name: source.name.clone(),
            triples: graph
                .quads
                .iter()
                .map(|quad| (quad.subject, quad.predicate, quad.object))
                .collect(),
            recorded_at,
            terms: graph.terms,
            is_past: false,
        };
        let statements = Statements::of(&file);
        self.targets.extend(statements.dead.iter().cloned());
        for (statement, claim) in statements.claims {
            if let Some(by) = statements.speakers.get(&statement) {
                let version = Version {
                    by: by.clone(),
                    said_at: statements.times.get(&statement).cloned(),
                    statement,
                };
                self.versions.entry(claim).or_default().push(version);
            }
        }
        if let Some(time) = file.recorded_at {
            self.waiting.insert((time, number));
        }
        self.files.push(file);
        Ok(())
    }

    /// Goes on to the time of another file: what was recorded before is earlier from now on. Times
    /// only grow.
    pub fn advance(&mut self, before: Option<&str>) {
        self.before = before.and_then(Time::parse_any);
        let Some(before) = self.before else { return };
        while let Some((time, number)) = self.waiting.first().copied()
            && time < before
        {
            self.waiting.pop_first();
            self.take(number as usize);
        }
    }

    /// Makes a file one of the earlier ones.
    fn take(&mut self, number: usize) {
        let file = &mut self.files[number];
        file.is_past = true;
        let statements = Statements::of(file);
        for statement in statements.dead {
            if let Some(claim) = self.claims.remove(&statement)
                && let Some(said) = self.said.get_mut(&claim)
            {
                said.retain(|said| said.statement != statement);
            }
            self.dead.insert(statement);
        }
        for (statement, claim) in statements.claims {
            let Some(by) = statements.speakers.get(&statement) else {
                continue;
            };
            if self.dead.contains(&statement) || self.claims.contains_key(&statement) {
                continue;
            }
            let all = self.said.entry(claim.clone()).or_default();
            let at = all.partition_point(|said| said.statement < statement);
            let said = Said {
                by: by.clone(),
                statement: statement.clone(),
            };
            all.insert(at, said);
            self.claims.insert(statement, claim);
        }
    }

    /// Adds what things are called, for those that have no other name: in other datasets, or in
    /// other files of the same import.
    pub fn call(&mut self, names: impl IntoIterator<Item = (String, String)>) {
        for (iri, name) in names {
            self.names.entry(iri).or_insert(name);
        }
    }

    fn places(&self, iri: &str) -> impl Iterator<Item = &File> {
        let places = self.places.get(iri).into_iter().flatten();
        places.map(|number| &self.files[*number as usize])
    }

    /// Whether an earlier import says this.
    pub(super) fn holds(&self, subject: &str, property: Property, value: &Value) -> bool {
        let mut past = self.places(subject).filter(|file| file.is_past).peekable();
        if past.peek().is_none() {
            return false;
        }
        let (property, value) = (property.iri(), value.term());
        past.any(|file| {
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
        self.places(iri)
            .any(|file| file.is_past && has_statement(file, iri))
    }

    /// Whether any other file has this statement, earlier or not.
    pub(super) fn has_anywhere(&self, iri: &str) -> bool {
        self.places(iri).any(|file| has_statement(file, iri))
    }

    /// The time of the newest word of somebody on the claims whose names begin so, where it is newer
    /// than a time; in earlier files alone, or in all of them.
    pub(super) fn newer(
        &self,
        start: &str,
        by: &str,
        than: &str,
        is_in_past: bool,
    ) -> Option<String> {
        let than = date::instant(than)?;
        let from = self.versions.range(start.to_owned()..);
        let below = from.take_while(|(claim, _)| claim.starts_with(start));
        let words = below.flat_map(|(_, versions)| versions);
        let words = words
            .filter(|word| word.by == by && (!is_in_past || self.has_statement(&word.statement)));
        let times = words.filter_map(|word| word.said_at.as_ref());
        let newest = times.filter(|(time, _)| *time > than).max();
        newest.map(|(_, text)| text.clone())
    }

    /// Whether somebody says something of a claim in any file, newer than a time, and does not take it
    /// back.
    pub(super) fn says_later(&self, claim: &str, by: &str, than: &str) -> bool {
        let Some(than) = date::instant(than) else {
            return false;
        };
        let mut words = self.versions.get(claim).into_iter().flatten();
        words.any(|word| {
            let is_newer = word.said_at.as_ref().is_some_and(|(time, _)| *time > than);
            is_newer && word.by == by && !self.targets.contains(&word.statement)
        })
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
        let before = self.before?;
        let file = self.places(iri).find(|file| {
            let is_later = file.recorded_at.is_some_and(|time| time > before);
            is_later && has_statement(file, iri)
        })?;
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

/// The statements of a file.
#[derive(Default)]
struct Statements {
    claims: BTreeMap<String, String>,
    speakers: BTreeMap<String, String>,
    times: BTreeMap<String, (Time, String)>,
    /// What is taken back, and the retractions.
    dead: BTreeSet<String>,
}

impl Statements {
    fn of(file: &File) -> Self {
        let mut found = Self::default();
        // The order cannot be seen: what is filled is ordered.
        #[expect(clippy::iter_over_hash_type, reason = "what is filled is ordered")]
        for (subject, predicate, object) in &file.triples {
            let text = |id: &Id| file.terms.text(*id).to_owned();
            match Known::from_id(*predicate) {
                Some(Known::ClaimOf) => {
                    found.claims.insert(text(subject), text(object));
                }
                Some(Known::By) => {
                    found.speakers.insert(text(subject), text(object));
                }
                Some(Known::SaidAt) => {
                    if let Some(time) = Time::parse_any(file.terms.text(*object)) {
                        found.times.insert(text(subject), (time, text(object)));
                    }
                }
                Some(Known::Target) => {
                    found.dead.insert(text(object));
                    found.dead.insert(text(subject));
                }
                _ => {}
            }
        }
        found
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
