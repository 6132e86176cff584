//! Statements of `FollowTheMoney`: which dataset has which value of a person, a company or a link
//! between them, and since when. `ftm statements` and `OpenSanctions` publish them, as CSV.
//!
//! A row is one value that one dataset has of one entity. So a value of an entity is a claim, and
//! every dataset that has it asserts it, in itself: that two lists have the same date of birth is two
//! rows, one claim and two who speak.

use std::collections::{BTreeMap, BTreeSet};

use super::history::History;
use super::identifier::{DATE, DESCRIPTION, FTM, TYPE, segment, short, statement};
use super::publisher::Published;
use super::record::{Record, Value};
use super::rows::{Layout, Row, Rows, Understood, answer};
use super::{Error, Foreign, Input, Options, date, words};
use crate::escape::shorten;
use crate::vocab::Known;

/// The columns that must be there.
const NEEDED: [&str; 4] = ["entity_id", "prop", "value", "dataset"];
/// Other columns that are used.
const OTHERS: [&str; 5] = [
    "canonical_id",
    "schema",
    "prop_type",
    "original_value",
    "external",
];
/// Since when a dataset has a value, and until when it had it.
const TIMES: [&str; 2] = ["first_seen", "last_seen"];
/// What things are called by: addresses and files have no name.
const CAPTIONS: [&str; 3] = ["name", "full", "fileName"];
/// A link is called by so many of those that it links.
const MOST_ENDS: usize = 3;
/// What is told of values that are candidates.
const EXTERNAL: &str = "values marked as external, which nobody has said to be of the entity";

/// Statements, read and not yet understood.
pub struct Statements<'i> {
    input: Input<'i>,
    options: Options,
    table: Understood,
    /// Rows that are left out as candidates.
    external: Vec<Row>,
    /// Entities by their identifiers: themselves, or what they were merged into.
    entities: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
    recorded_at: Option<String>,
}

impl<'i> Statements<'i> {
    /// Reads statements. O(bytes · log).
    ///
    /// # Errors
    ///
    /// [`Error::Wrong`], with the place.
    pub fn read(input: Input<'i>, options: Options) -> Result<Self, Error> {
        let rows = Rows::new(&input, Layout::Csv)?;
        let columns = rows.columns(&input, &NEEDED, &[&OTHERS[..], &TIMES].concat())?;
        let check = |row: &mut Row| row.wrong(&input, &NEEDED, &TIMES);
        let mut table = rows.understood(&columns, options.strict, check)?;
        let is_external = |row: &mut Row| row.get("external").and_then(answer) == Some("true");
        let external = table.rows.extract_if(.., is_external).collect();
        let (mut entities, mut names) = (BTreeMap::new(), BTreeMap::new());
        for row in &table.rows {
            entities.insert(named(row, "entity_id"), entity(row));
            entities.insert(entity(row), entity(row));
        }
        for caption in CAPTIONS {
            for row in table.rows.iter().filter(|row| property(row) == caption) {
                let name = row.get("value").unwrap_or_default().to_owned();
                names.entry(entity(row)).or_insert(name);
            }
        }
        let recorded_at = options.recorded_at.clone();
        let recorded_at = recorded_at.or_else(|| table.newest(&TIMES));
        Ok(Self {
            input,
            options,
            table,
            external,
            entities,
            names,
            recorded_at,
        })
    }

    /// What a value names, where it is another entity.
    fn other(&self, row: &Row) -> Option<String> {
        let iri = named(row, "value");
        let known = self.entities.get(&iri).cloned();
        match row.get("prop_type") {
            Some("entity") => Some(known.unwrap_or(iri)),
            Some(_) => None,
            None => known.filter(|known| *known != entity(row)),
        }
    }

    /// What all things are called: by their names, or by what they link.
    fn captions(&self, history: &History) -> BTreeMap<String, String> {
        let name = |iri: &String| self.names.get(iri).cloned().or_else(|| history.name(iri));
        let mut nameless: BTreeMap<String, (&str, BTreeSet<String>)> = BTreeMap::new();
        for row in &self.table.rows {
            let other = self.other(row);
            if let Some(other) = &other {
                nameless.entry(other.clone()).or_default();
            }
            let (kind, ends) = nameless.entry(entity(row)).or_default();
            *kind = row.get("schema").unwrap_or(kind);
            ends.extend(other.and_then(|it| name(&it)));
        }
        let caption = |(iri, (kind, ends)): (String, (&str, BTreeSet<String>))| {
            let kind = words::spaced(if kind.is_empty() { "entity" } else { kind });
            let ends: Vec<String> = ends.into_iter().take(MOST_ENDS).collect();
            let caption = name(&iri).unwrap_or_else(|| match &ends[..] {
                [] => words::unnamed(&kind),
                ends => format!("{kind} of {}", ends.join(" and ")),
            });
            (iri, caption)
        };
        nameless.into_iter().map(caption).collect()
    }

    /// What a row is about, and the claim that it makes, if it makes one.
    fn claim(
        &self,
        record: &mut Record,
        captions: &BTreeMap<String, String>,
        row: &Row,
    ) -> Option<String> {
        let (thing, value) = (entity(row), row.get("value")?);
        let caption = captions.get(&thing)?;
        record
            .thing(&thing)
            .say(Known::Label, Value::text(caption))
            .maybe(TYPE, row.get("schema").map(Value::text));
        // That something is what it is, and under which number, is no claim.
        let property = property(row);
        if matches!(property, "id" | "schema") {
            return None;
        }
        let other = self.other(row);
        let called = other.as_ref().and_then(|other| captions.get(other));
        let called = shorten(called.map_or(value, String::as_str), words::LONGEST);
        let label = format!("{caption} has {} {called}", words::spaced(property));
        let key = short(&[other.as_deref().unwrap_or(value)]);
        let claim = format!("{thing}/{}/{key}", segment(property));
        let is_date = row.get("prop_type") == Some("date");
        let time = || Value::time(value).filter(|_| is_date);
        let object = other.map(Value::Iri).or_else(time);
        let object = object.unwrap_or_else(|| Value::text(value));
        let predicate = format!("{FTM}property/{}", segment(property));
        record.claim(&claim, Value::English(label), &thing, &predicate, object);
        Some(claim)
    }
}

impl Foreign for Statements<'_> {
    fn recorded_at(&self) -> Option<&str> {
        self.recorded_at.as_deref()
    }

    fn names(&self) -> Vec<(String, String)> {
        self.names.clone().into_iter().collect()
    }

    fn record(&self, history: &History) -> Record {
        let mut record = Record::new(&self.options, self.recorded_at());
        self.table.tell(&mut record);
        for row in &self.external {
            let example = ["prop", "value"].map(|it| row.get(it).unwrap_or_default());
            record.report.leave_out(EXTERNAL, &example.join(" "));
        }
        let captions = self.captions(history);
        let mut said: BTreeMap<(String, &str), Vec<&Row>> = BTreeMap::new();
        for row in &self.table.rows {
            if let Some(claim) = self.claim(&mut record, &captions, row) {
                let dataset = row.get("dataset").unwrap_or_default();
                said.entry((claim, dataset)).or_default().push(row);
            }
        }
        let compiler = record.published(&self.options, &self.input, "statements of FollowTheMoney");
        let mut speakers: BTreeMap<_, _> = compiler.clone().into_iter().collect();
        for ((claim, dataset), rows) in said {
            let agent = record.publisher(&Published::named(dataset));
            // Where nobody is said to have published the file, those whose values stand in it did: the
            // file at hand is their word, and that of several in one file is one act.
            let (own, document) = match &compiler {
                Some((by, file)) => (*by == agent, file.clone()),
                None => (true, record.capture(self.input.bytes, &agent)),
            };
            let [first, last] = TIMES.map(|name| rows.iter().filter_map(move |row| row.get(name)));
            let (first, last) = (date::oldest(first), date::newest(last));
            let said = statement(&[&claim, "dataset", &agent]);
            let entry = record.statement(&said, &agent, Known::Asserts, &claim);
            if own {
                entry.say(Known::In, Value::iri(document.as_str()));
            }
            entry
                .maybe(Known::SaidAt, first.as_deref().and_then(Value::time))
                .maybe(DATE, last.as_deref().and_then(Value::time));
            for row in rows {
                let original = row.get("original_value").map(Value::text);
                entry.maybe(DESCRIPTION, original);
            }
            if let Some((by, capture)) = compiler.as_ref().filter(|(by, _)| *by != agent) {
                record.pass_on(&said, &claim, by, capture);
            }
            speakers.entry(agent).or_insert(document);
        }
        // What is missing beside a row that is wrong may stand in that row.
        if self.table.wrong.is_empty() {
            for entity in self.entities.values().collect::<BTreeSet<_>>() {
                record.replace(history, &format!("{entity}/"), &speakers);
            }
        }
        record
    }
}

/// The name of the entity whose identifier stands in a column.
fn named(row: &Row, column: &str) -> String {
    format!("{FTM}{}", segment(row.get(column).unwrap_or_default()))
}

/// The name of the entity that a row is of: where it was merged, of what it was merged into.
fn entity(row: &Row) -> String {
    let is_merged = row.get("canonical_id").is_some();
    named(
        row,
        if is_merged {
            "canonical_id"
        } else {
            "entity_id"
        },
    )
}

/// The property of a row, which may be told with its schema: `Person:name`.
fn property(row: &Row) -> &str {
    let whole = row.get("prop").unwrap_or_default();
    whole.rsplit(':').next().unwrap_or(whole)
}
