//! STIX 2.0 and 2.1, and ATT&CK, which is written in it.
//!
//! A relationship is a claim, and so is that an object is what it is described to be. Who made the
//! object speaks; where the object cites documents, their publishers speak, and who made it
//! reports what they say.

mod citation;
mod claims;
mod speech;
mod unused;
mod wire;

use std::collections::{BTreeMap, BTreeSet};

use super::history::History;
use super::identifier::{DESCRIPTION, STIX};
use super::json::Whole;
use super::publisher::{Address, Own, Published};
use super::record::{Record, Value};
use super::report::wrong_ones;
use super::{Error, Foreign, Input, Options, date};
use crate::vocab::Known;
use wire::{Bundle, Object, Reference};

/// A bundle, read and not yet understood.
pub struct Stix<'i> {
    input: Input<'i>,
    options: Options,
    bundle: Bundle<'i>,
    /// When all this was recorded: as said, or the time of the release, or else of the newest
    /// object in it.
    recorded_at: Option<String>,
}

/// What is left out where a text cites a name that its object does not explain.
pub const UNRESOLVED: &str = "citations in texts without an entry among the references";

impl<'i> Stix<'i> {
    /// Reads a bundle, or an array of objects.
    ///
    /// O(bytes); of each object only the fields that are used are kept.
    ///
    /// # Errors
    ///
    /// [`Error::Wrong`], with the place.
    pub fn read(input: Input<'i>, options: Options) -> Result<Self, Error> {
        let whole = Whole::new(input, "a STIX bundle")?;
        let mut bundle = Bundle::read(&whole)?;
        if options.strict || bundle.objects.is_empty() {
            Error::all(std::mem::take(&mut bundle.wrong))?;
        }
        if bundle.objects.is_empty() {
            let hint = "a bundle has them in \"objects\"";
            return Err(Error::whole(
                &input,
                "there are no objects in this bundle",
                hint,
            ));
        }
        if options.strict {
            let pairs = bundle.objects.iter().zip(&bundle.pieces);
            let wrong = pairs.flat_map(|(object, piece)| {
                let messages = object.rest.wrong.iter();
                messages.map(|message| whole.refuse(piece, message))
            });
            Error::all(wrong.collect())?;
        }
        let recorded_at = options
            .recorded_at
            .clone()
            .or_else(|| newest(&bundle.objects));
        Ok(Self {
            input,
            options,
            bundle,
            recorded_at,
        })
    }

    /// Who published the bundle: as said, or who made the collection that it is, or who made every
    /// object in it. Else nobody is named.
    fn publisher(&self, record: &mut Record) -> String {
        if let Some(name) = &self.options.publisher {
            return record.publisher(&Published::told(name));
        }
        let collection = self
            .bundle
            .objects
            .iter()
            .find(|object| is(object, "x-mitre-collection"));
        let of_collection = collection.and_then(|object| object.created_by_ref.as_ref());
        let made = self.bundle.objects.iter().filter(|object| {
            object.created.is_some() && !is(object, "identity") && !is(object, "marking-definition")
        });
        let makers: BTreeSet<Option<&String>> =
            made.map(|object| object.created_by_ref.as_ref()).collect();
        let maker = if makers.len() == 1 {
            makers.into_iter().next().flatten()
        } else {
            None
        };
        if let Some(author) = of_collection.or(maker) {
            return format!("{STIX}{author}");
        }
        record.unnamed(self.input.name)
    }

    /// The bundle itself, as a document.
    fn capture(&self, record: &mut Record, publisher: &str) -> String {
        let capture = record.capture(self.input.bytes, publisher);
        let collection = self
            .bundle
            .objects
            .iter()
            .find(|object| is(object, "x-mitre-collection"));
        let name = collection.and_then(|object| object.name.as_deref());
        let release = collection.and_then(|object| object.release.as_deref());
        let issued = collection.and_then(|object| object.modified.as_deref());
        let label = match (name, release) {
            (Some(name), Some(release)) => format!("{name} {release}"),
            (Some(name), None) => name.to_owned(),
            _ => "a STIX bundle".to_owned(),
        };
        record
            .of(Known::Document, &capture)
            .say(Known::Label, Value::text(label))
            .maybe(Known::Issued, issued.and_then(Value::time));
        capture
    }
}

impl Foreign for Stix<'_> {
    fn recorded_at(&self) -> Option<&str> {
        self.recorded_at.as_deref()
    }

    fn names(&self) -> Vec<(String, String)> {
        let names = wire::names(&self.bundle.objects).into_iter();
        names
            .map(|(id, name)| (format!("{STIX}{id}"), name))
            .collect()
    }

    fn record(&self, history: &History) -> Record {
        let mut record = Record::new(&self.options, self.recorded_at.as_deref());
        record.is_by_object = true;
        let publisher = self.publisher(&mut record);
        let capture = self.capture(&mut record, &publisher);
        record.report.rest(&self.bundle.rest);
        for error in &self.bundle.wrong {
            let reason = wrong_ones("objects");
            record.report.leave_out(&reason, &error.to_string());
        }
        let objects = &self.bundle.objects;
        let mut importer = Importer {
            names: wire::names(objects),
            record,
            history,
            publisher,
            capture,
            reports: BTreeMap::new(),
            listed: BTreeMap::new(),
            own: BTreeMap::new(),
            current: current(objects),
        };
        importer.identities(objects);
        importer.own_pages(objects);
        importer.reports(objects);
        for (object, piece) in objects.iter().zip(&self.bundle.pieces) {
            importer.object(object, piece);
        }
        importer.record
    }
}

/// What makes a record of objects.
struct Importer<'o> {
    names: BTreeMap<&'o str, String>,
    record: Record,
    history: &'o History,
    /// Who published the bundle.
    publisher: String,
    /// The bundle.
    capture: String,
    /// The reports that name an object: report and who made it.
    reports: BTreeMap<&'o str, Vec<(String, String)>>,
    /// The sources that these list for an object, with who lists them.
    listed: BTreeMap<&'o str, Vec<(String, &'o Reference)>>,
    /// The pages of each maker.
    own: BTreeMap<String, Own>,
    /// When each object was last modified, where the bundle has several versions of it.
    current: BTreeMap<&'o str, &'o str>,
}

impl<'o> Importer<'o> {
    /// Who made an object: as it says, or else who published the bundle.
    fn author(&self, object: &Object) -> String {
        let made = object.created_by_ref.as_ref();
        made.map_or_else(
            || self.publisher.clone(),
            |author| format!("{STIX}{author}"),
        )
    }

    /// What an object is called: by its name here, or else in what is at hand beside this file. An
    /// identifier is no name.
    fn name(&self, id: &str) -> String {
        let known = self.names.get(id).cloned();
        let known = known.or_else(|| self.history.name(&format!("{STIX}{id}")));
        known.unwrap_or_else(|| wire::nameless(id))
    }

    /// Those who are named as makers or seers, under the names that they have here.
    fn identities(&mut self, objects: &'o [Object]) {
        let made = objects
            .iter()
            .filter_map(|object| object.created_by_ref.as_deref());
        let authors: BTreeSet<&str> = made.collect();
        for author in authors {
            let name = self.name(author);
            let iri = format!("{STIX}{author}");
            self.record
                .of(Known::Agent, &iri)
                .say(Known::Label, Value::text(name));
        }
    }

    /// Which pages are those of the makers themselves.
    fn own_pages(&mut self, objects: &'o [Object]) {
        let mut made: BTreeMap<String, Vec<Vec<Address>>> = BTreeMap::new();
        for object in objects {
            if is(object, "relationship") || is(object, "sighting") || is(object, "identity") {
                continue;
            }
            let references = object.external_references.iter().flatten();
            let addresses = references
                .filter_map(|reference| self.record.address(reference.url.as_deref()?))
                .collect();
            let author = self.author(object);
            made.entry(author).or_default().push(addresses);
        }
        for (author, entries) in &made {
            let mut own = self.record.own.clone();
            own.add_catalogue(entries.iter().map(|addresses| addresses.iter().collect()));
            let local = author.strip_prefix(STIX).unwrap_or_default();
            if let Some(name) = self.names.get(local) {
                own.add(name);
            }
            let identity = objects
                .iter()
                .filter(|object| is(object, "identity") && object.id.as_deref() == Some(local));
            for reference in identity.flat_map(|it| it.external_references.iter().flatten()) {
                let address = reference
                    .url
                    .as_deref()
                    .and_then(|url| self.record.address(url));
                if let Some(address) = address {
                    own.add_address(&address, self.record.web());
                }
            }
            self.own.insert(author.clone(), own);
        }
    }

    /// Reports are documents by those who made them. What they list as their sources they relay, also
    /// for the objects in them.
    fn reports(&mut self, objects: &'o [Object]) {
        for object in objects.iter().filter(|object| is(object, "grouping")) {
            self.listed(object);
        }
        for object in objects.iter().filter(|object| is(object, "report")) {
            self.listed(object);
            let author = self.author(object);
            let iri = thing(object);
            for named in object.object_refs.iter().flatten() {
                let entry = self.reports.entry(named.as_str()).or_default();
                entry.push((iri.clone(), author.clone()));
            }
            let links: Vec<String> = object
                .external_references
                .iter()
                .flatten()
                .filter_map(|reference| self.record.address(reference.url.as_deref()?))
                .map(|address| address.url().to_owned())
                .collect();
            let document = self.record.of(Known::Document, &iri);
            document
                .maybe(Known::Label, object.name.as_deref().map(Value::text))
                .say(Known::Publisher, Value::iri(author.as_str()))
                .once(
                    Known::Issued,
                    object.published.as_deref().and_then(Value::time),
                )
                .maybe(DESCRIPTION, object.description.as_deref().map(Value::text));
            for link in links {
                document.say(super::identifier::REFERENCES, Value::iri(link));
            }
            self.record.of(Known::Agent, &author);
        }
    }

    /// Notes the sources that an object lists for others.
    fn listed(&mut self, object: &'o Object) {
        let author = self.author(object);
        for named in object.object_refs.iter().flatten() {
            let entry = self.listed.entry(named.as_str()).or_default();
            let sources = claims::cited(object).into_iter();
            entry.extend(sources.map(|reference| (author.clone(), reference)));
        }
    }
}

/// Whether an object is of a type.
fn is(object: &Object, kind: &str) -> bool {
    object.kind.as_deref() == Some(kind)
}

/// The IRI of an object.
fn thing(object: &Object) -> String {
    format!("{STIX}{}", object.id.as_deref().unwrap_or_default())
}

/// The time of the collection, or else the newest time of any object.
fn newest(objects: &[Object]) -> Option<String> {
    let collection = objects
        .iter()
        .filter(|object| is(object, "x-mitre-collection"));
    let latest = |objects: &mut dyn Iterator<Item = &Object>| {
        let times = objects.filter_map(|object| {
            let text = object.modified.as_ref().or(object.created.as_ref())?;
            Some(text.as_str())
        });
        date::newest(times)
    };
    latest(&mut collection.into_iter()).or_else(|| latest(&mut objects.iter()))
}

/// When each object was last modified.
fn current(objects: &[Object]) -> BTreeMap<&str, &str> {
    let mut current: BTreeMap<&str, &str> = BTreeMap::new();
    for object in objects {
        let (Some(id), Some(modified)) = (object.id.as_deref(), object.modified.as_deref()) else {
            continue;
        };
        let held = current.entry(id).or_insert(modified);
        *held = modified.max(*held);
    }
    current
}
