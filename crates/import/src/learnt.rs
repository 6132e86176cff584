//! When the recorder learnt of what is imported, for those who want that to be told.
//!
//! An importer says of each statement that it was recorded at the newest time in its file, and
//! releases are put in order by that. A desk that notes when it learnt of things wants the time of
//! the import there. So the newest time moves into a line at the head of the file, where later
//! imports find it; and a statement that an earlier import of the same file made keeps the time
//! that it was given then, so that the same file still becomes the same bytes.

use std::collections::BTreeMap;

use oxrdf::Term;

use super::Error;
use super::record::{Property, Record, Value};
use crate::model::Time;
use crate::read::{Care, read};
use crate::vocab::Known;
use crate::workspace::Source;

/// What the line begins with.
const LINE: &str = "Newest time in it: ";
/// What stands there for no time.
const NONE: &str = "none";
/// The line stands among the first of a file.
const MOST_LINES: usize = 16;

/// When statements were learnt of.
#[derive(Clone, Debug)]
pub struct Learnt {
    now: Value,
    before: BTreeMap<String, Value>,
}

impl Learnt {
    /// Now, as an `xsd:dateTime`; but for what the file that is to be replaced has already.
    ///
    /// O(bytes of that file).
    ///
    /// # Errors
    ///
    /// [`Error::Unreadable`].
    pub fn new(now: &str, replaced: Option<&Source>) -> Result<Self, Error> {
        let mut before = BTreeMap::new();
        if let Some(source) = replaced {
            let (graph, _) = read(std::slice::from_ref(source), Care::Fast)?;
            for quad in &graph.quads {
                if quad.predicate == Known::RecordedAt.id()
                    && let Term::Literal(time) = graph.terms.to_term(quad.object)
                {
                    let statement = graph.terms.text(quad.subject).to_owned();
                    let known = Value::time(time.value()).unwrap_or(Value::literal(&time));
                    before.insert(statement, known);
                }
            }
        }
        Ok(Self {
            now: Value::Typed(now.to_owned(), Known::DateTime.id()),
            before,
        })
    }

    /// Gives every statement of a record the time when it was learnt of.
    pub fn stamp(&self, record: &mut Record) {
        let property = Property::from(Known::RecordedAt);
        for (iri, entry) in &mut record.entries {
            if entry.is(Known::Statement) {
                entry.properties.retain(|(held, _)| *held != property);
                let time = self.before.get(iri).unwrap_or(&self.now);
                entry.say(property, time.clone());
            }
        }
    }

    /// The line for the head of the file.
    pub fn line(newest: Option<&str>) -> String {
        format!("{LINE}{}", newest.unwrap_or(NONE))
    }
}

/// What the head of a file tells of the newest time in what it was made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Head {
    /// Nothing: it was made where nobody notes when things are learnt, or not by an import.
    Silent,
    /// A time; none where there was none.
    Newest(Option<Time>),
}

/// Reads the head of a file.
pub(super) fn head(bytes: &[u8]) -> Head {
    let lines = bytes.split(|byte| *byte == b'\n').take(MOST_LINES);
    let mut head = lines.map_while(|line| line.strip_prefix(b"# "));
    let told = head.find_map(|line| line.strip_prefix(LINE.as_bytes()));
    let told = told.and_then(|told| std::str::from_utf8(told).ok());
    match told.map(str::trim) {
        Some(NONE) => Head::Newest(None),
        Some(time) => Time::parse_any(time).map_or(Head::Silent, |it| Head::Newest(Some(it))),
        None => Head::Silent,
    }
}
