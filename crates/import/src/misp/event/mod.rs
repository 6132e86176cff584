//! Events of MISP: what an organisation knows of an incident, a campaign or a report.
//!
//! That an attribute is an indicator of an event, or belongs to it, is a claim, by the organisation
//! that created the event; the one from whose instance the file is reports it. A sighting is the
//! observation of whoever made it, and no word on what the event is about.

mod attribute;
mod cluster;
mod judgement;
mod sighting;
mod speech;
mod whole;
mod wire;

use std::collections::{BTreeMap, BTreeSet};

use super::super::history::History;
use super::super::identifier::MISP;
use super::super::json::{Rest, Whole};
use super::super::publisher::{Address, Published};
use super::super::record::{Record, Value};
use super::super::report::wrong_ones;
use super::super::{Error, Foreign, Input, Options, date};
use super::value::Scalar;
use crate::model::Time;
use crate::vocab::Known;
use judgement::Judgement;
use wire::{Event, File, Organisation};

/// What is left out because it restricts what may be done with the rest.
const RESTRICTIONS: &str = "restrictions on sharing (tlp, PAP, distribution), which have no place here; mind them before you pass the data on";

/// Events, read and not yet understood.
pub struct Events<'i> {
    input: Input<'i>,
    options: Options,
    all: Vec<Event>,
    rest: Rest,
    /// Events that were left out, and why.
    wrong: Vec<Error>,
    /// When all this was recorded: as said, or the newest time in it.
    recorded_at: Option<String>,
}

impl<'i> Events<'i> {
    /// Reads an event, an array of them, or the answer of an instance.
    ///
    /// O(bytes); only the fields that are used are kept.
    ///
    /// # Errors
    ///
    /// [`Error::Wrong`], with the place.
    pub fn read(input: Input<'i>, options: Options) -> Result<Self, Error> {
        let whole = Whole::new(input, "events of MISP")?;
        let mut file = File::read(&whole, options.strict)?;
        if options.strict || file.events.is_empty() {
            Error::all(std::mem::take(&mut file.wrong))?;
        }
        if file.events.is_empty() {
            let hint = "an export has each of them as \"Event\"";
            return Err(Error::whole(
                &input,
                "there are no events in this file",
                hint,
            ));
        }
        let recorded_at = options.recorded_at.clone().or_else(|| newest(&file.events));
        Ok(Self {
            input,
            options,
            all: file.events,
            rest: file.rest,
            wrong: file.wrong,
            recorded_at,
        })
    }

    /// Who published the file: as said, or the organisation that has all of its events, or, where
    /// none says that, the one that created them all. Else nobody is named.
    fn publisher(&self, record: &mut Record) -> String {
        if let Some(name) = &self.options.publisher {
            return record.publisher(&Published::told(name));
        }
        let is_owned = self.all.iter().any(|event| owner(event).is_some());
        let organisations = self.all.iter().map(|event| {
            let organisation = if is_owned {
                owner(event)
            } else {
                creator(event)
            };
            organisation.and_then(|it| Some((agent(it)?, it)))
        });
        let all: BTreeMap<Option<String>, Option<&Organisation>> = organisations
            .map(|it| it.map_or((None, None), |(iri, it)| (Some(iri), Some(it))))
            .collect();
        if let (1, Some((Some(iri), Some(organisation)))) = (all.len(), all.into_iter().next()) {
            name(record, &iri, organisation);
            return iri;
        }
        record.unnamed(self.input.name)
    }
}

impl Foreign for Events<'_> {
    fn recorded_at(&self) -> Option<&str> {
        self.recorded_at.as_deref()
    }

    fn names(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for event in &self.all {
            if let Some(uuid) = said(event.uuid.as_ref()) {
                all.push((thing(uuid), title(event)));
            }
            all.extend(attribute::names(event));
        }
        all
    }

    fn record(&self, history: &History) -> Record {
        let mut record = Record::new(&self.options, self.recorded_at.as_deref());
        record.report.rest(&self.rest);
        for error in &self.wrong {
            let reason = wrong_ones("events");
            record.report.leave_out(&reason, &error.to_string());
        }
        let publisher = self.publisher(&mut record);
        let capture = record.capture(self.input.bytes, &publisher);
        let label = match &self.all[..] {
            [event] => format!("MISP event: {}", title(event)),
            events => format!("{} MISP events", events.len()),
        };
        record
            .of(Known::Document, &capture)
            .say(Known::Label, Value::text(label));
        let mut importer = Importer {
            record,
            history,
            publisher,
            capture,
            listed: None,
        };
        for event in &self.all {
            importer.event(event);
        }
        importer.record
    }
}

/// What makes a record of events.
struct Importer<'h> {
    record: Record,
    history: &'h History,
    /// Who published the file.
    publisher: String,
    /// The file.
    capture: String,
    /// Who created the event at hand, and what it links to as its sources.
    listed: Option<(String, Vec<Address>)>,
}

/// What holds for everything in an event.
struct Context<'e> {
    /// The event.
    iri: String,
    /// What it is called.
    name: String,
    /// Who created it.
    author: String,
    /// When it was last changed.
    changed_at: Option<String>,
    /// What its tags judge.
    judgement: Judgement,
    /// What its attributes and objects are called.
    names: BTreeMap<String, String>,
    /// The reports that mention an attribute.
    mentions: BTreeMap<&'e str, BTreeSet<String>>,
}

impl Importer<'_> {
    /// The agent that an organisation is, with its name.
    fn organisation(&mut self, organisation: &Organisation) -> Option<String> {
        let iri = agent(organisation)?;
        name(&mut self.record, &iri, organisation);
        Some(iri)
    }

    /// A number of seconds since 1970 as a time. What is none is told.
    fn instant(&mut self, seconds: Option<&Scalar>, of: &str) -> Option<String> {
        let told = said(seconds).filter(|text| *text != "0")?;
        let time = instant(told);
        if time.is_none() {
            let example = format!("{told} of {of}");
            self.record.report.leave_out(NO_TIME, &example);
        }
        time
    }
}

/// What is left out where a time cannot be read.
const NO_TIME: &str = "times that are none";

/// Seconds since 1970, or another time, as a time of the years that have four digits.
fn instant(told: &str) -> Option<String> {
    const LONGEST: usize = 10;
    let is_short = told.len() <= LONGEST;
    let seconds: Option<i64> = told.parse().ok().filter(|_| is_short);
    if let Some(seconds) = seconds {
        return (seconds > 0).then(|| Time(seconds * 1000).to_string());
    }
    date::instant(told).map(|time| time.to_string())
}

/// What a field says, if anything.
fn said(field: Option<&Scalar>) -> Option<&str> {
    let text = field?.0.trim();
    (!text.is_empty()).then_some(text)
}

fn owner(event: &Event) -> Option<&Organisation> {
    event.owner.as_ref()?.0.as_ref()
}

fn creator(event: &Event) -> Option<&Organisation> {
    event.creator.as_ref()?.0.as_ref()
}

/// The agent's IRI: by its UUID, or else by its name.
fn agent(organisation: &Organisation) -> Option<String> {
    if let Some(uuid) = said(organisation.uuid.as_ref()) {
        return Some(thing(uuid));
    }
    Some(Published::named(said(organisation.name.as_ref())?).iri())
}

fn name(record: &mut Record, iri: &str, organisation: &Organisation) {
    let name = said(organisation.name.as_ref()).map(Value::text);
    record.of(Known::Agent, iri).maybe(Known::Label, name);
}

/// What an event is called.
fn title(event: &Event) -> String {
    said(event.info.as_ref()).map_or_else(|| "an event without a title".to_owned(), str::to_owned)
}

/// A title within a sentence.
fn quoted(title: &str) -> String {
    format!("“{title}”")
}

fn thing(uuid: &str) -> String {
    format!("{MISP}{}", uuid.to_ascii_lowercase())
}

/// The newest time in any event.
fn newest(events: &[Event]) -> Option<String> {
    let mut newest: Option<(Time, String)> = None;
    let mut see = |field: Option<&Scalar>| {
        let Some(text) = said(field).and_then(instant) else {
            return;
        };
        let found = Time::parse_any(&text).map(|time| (time, text));
        newest = newest.take().max(found);
    };
    for event in events {
        see(event.timestamp.as_ref());
        see(event.publish_timestamp.as_ref());
        let objects = event.objects.iter().flatten();
        let inner = objects.flat_map(|object| object.attributes.iter().flatten());
        for attribute in event.attributes.iter().flatten().chain(inner) {
            see(attribute.timestamp.as_ref());
            for sighting in attribute.sightings.iter().flatten() {
                see(sighting.at.as_ref());
            }
        }
        for report in event.reports.iter().flatten() {
            see(report.timestamp.as_ref());
        }
    }
    newest.map(|(_, text)| text)
}
