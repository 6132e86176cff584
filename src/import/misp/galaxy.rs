//! Clusters of a MISP galaxy: threat actors, tools and the like, each with references.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::super::history::History;
use super::super::identifier::{self, DESCRIPTION, MISP, REFERENCES};
use super::super::publisher::{Address, Published};
use super::super::record::{Cited, Record, Value};
use super::super::words::{about, first_sentence, verb};
use super::super::{Error, Foreign, Input, Options, parsed};
use crate::vocab::Known;

/// What others call a thing.
const ALTERNATIVE: &str = "http://www.w3.org/2004/02/skos/core#altLabel";

/// The file of a galaxy.
#[derive(Deserialize)]
struct File {
    name: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    source: Option<String>,
    version: Option<u64>,
    uuid: Option<IgnoredAny>,
    authors: Option<IgnoredAny>,
    category: Option<IgnoredAny>,
    description: Option<IgnoredAny>,
    values: Vec<Cluster>,
}

/// One cluster.
#[derive(Deserialize)]
struct Cluster {
    value: String,
    #[serde(deserialize_with = "uuid")]
    uuid: String,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    meta: Meta,
    #[serde(default)]
    related: Vec<Related>,
}

/// A UUID. They become parts of IRIs, so nothing else may pass.
fn uuid<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let uuid = String::deserialize(deserializer)?;
    if identifier::is_uuid(&uuid) {
        Ok(uuid)
    } else {
        Err(D::Error::custom(format!("{uuid:?} is no UUID")))
    }
}

/// A link to another cluster.
#[derive(Deserialize)]
struct Related {
    #[serde(rename = "dest-uuid", deserialize_with = "uuid")]
    target: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    tags: Vec<String>,
}

/// Whatever a cluster says of itself.
#[derive(Default)]
struct Meta {
    references: Vec<String>,
    synonyms: Vec<String>,
    country: Vec<String>,
    confidence: Vec<String>,
    sponsors: Vec<String>,
    victims: Vec<String>,
    /// What catalogues call it.
    identifiers: Vec<String>,
    /// The names of its other fields.
    others: Vec<String>,
}

impl<'de> Deserialize<'de> for Meta {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MetaVisitor)
    }
}

struct MetaVisitor;

impl<'de> Visitor<'de> for MetaVisitor {
    type Value = Meta;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the fields of a cluster")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Meta, A::Error> {
        let mut meta = Meta::default();
        while let Some(key) = map.next_key::<String>()? {
            let field = match key.as_str() {
                "refs" => &mut meta.references,
                "synonyms" => &mut meta.synonyms,
                "external_id" | "external-id" => &mut meta.identifiers,
                "country" => &mut meta.country,
                "attribution-confidence" => &mut meta.confidence,
                "cfr-suspected-state-sponsor" => &mut meta.sponsors,
                "cfr-suspected-victims" | "suspected-victims" => &mut meta.victims,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    // One field for each name that somebody has given; the names do not matter.
                    let kind = key.split(':').next().unwrap_or_default();
                    meta.others.push(kind.to_owned());
                    continue;
                }
            };
            field.extend(map.next_value::<Texts>()?.0);
        }
        Ok(meta)
    }
}

/// One text or several; numbers count as texts.
struct Texts(Vec<String>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextsVisitor)
    }
}

struct TextsVisitor;

impl<'de> Visitor<'de> for TextsVisitor {
    type Value = Texts;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text or an array of texts")
    }

    fn visit_str<E>(self, text: &str) -> Result<Texts, E> {
        Ok(Texts(vec![text.to_owned()]))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Texts, E> {
        Ok(Texts(vec![number.to_string()]))
    }

    fn visit_unit<E>(self) -> Result<Texts, E> {
        Ok(Texts(Vec::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Texts, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = seq.next_element::<String>()? {
            texts.push(text);
        }
        Ok(Texts(texts))
    }
}

/// A galaxy's clusters, read and not yet understood.
pub struct Galaxy<'i> {
    input: Input<'i>,
    options: Options,
    file: File,
}

impl<'i> Galaxy<'i> {
    /// Reads a file of clusters. O(bytes).
    ///
    /// # Errors
    ///
    /// [`Error::Wrong`], with the place.
    pub fn read(input: Input<'i>, options: Options) -> Result<Self, Error> {
        Ok(Self {
            file: parsed(&input, "a MISP galaxy's clusters")?,
            input,
            options,
        })
    }
}

impl Galaxy<'_> {
    /// Which pages are those of the galaxy itself.
    fn own_pages(&self, record: &mut Record) {
        if let Some(source) = &self.file.source {
            record.own.add(source);
        }
        let clusters = self.file.values.iter();
        let entries: Vec<Vec<Address>> = clusters
            .map(|cluster| {
                let references = cluster.meta.references.iter();
                references.filter_map(|it| record.address(it)).collect()
            })
            .collect();
        let entries = entries.iter().map(|addresses| addresses.iter().collect());
        record.own.add_catalogue(entries);
    }
}

impl Foreign for Galaxy<'_> {
    fn recorded_at(&self) -> Option<&str> {
        self.options.recorded_at.as_deref()
    }

    fn record(&self, history: &History) -> Record {
        let recorded_at = self.options.recorded_at.as_deref();
        let mut record = Record::new(&self.options, recorded_at);
        self.own_pages(&mut record);
        let named = self
            .options
            .publisher
            .as_deref()
            .or(self.file.source.as_deref());
        let author = match named.filter(|name| !name.trim().is_empty()) {
            Some(name) => record.publisher(&Published::told(name)),
            None => record.unnamed(self.input.name),
        };
        let capture = record.capture(self.input.bytes, &author);
        for (field, value) in [
            ("uuid", &self.file.uuid),
            ("authors", &self.file.authors),
            ("category", &self.file.category),
            ("description", &self.file.description),
        ] {
            if value.is_some() {
                record.report.field(field);
            }
        }
        let name = self.file.name.as_deref().unwrap_or("clusters");
        let release = self
            .file
            .version
            .map(|version| format!(" {version}"))
            .unwrap_or_default();
        let label = format!("MISP galaxy: {name}{release}");
        record
            .of(Known::Document, &capture)
            .say(Known::Label, Value::text(label));
        let kind = self.file.kind.as_deref().unwrap_or("cluster");
        let clusters = self.file.values.iter();
        let pairs = clusters.map(|cluster| (cluster.uuid.as_str(), cluster.value.as_str()));
        let mut importer = Importer {
            record,
            author,
            capture,
            kind,
            names: pairs.collect(),
        };
        for cluster in &self.file.values {
            importer.cluster(cluster);
            importer.replaced(cluster, history);
        }
        importer.record
    }
}

struct Importer<'f> {
    record: Record,
    /// Who maintains the galaxy.
    author: String,
    /// The file.
    capture: String,
    kind: &'f str,
    /// What clusters are called, by their UUIDs.
    names: BTreeMap<&'f str, &'f str>,
}

impl Importer<'_> {
    fn cluster(&mut self, cluster: &Cluster) {
        let name = cluster.value.as_str();
        let thing = thing(&cluster.uuid);
        self.record
            .thing(&thing)
            .say(Known::Label, Value::text(name));
        for identifier in &cluster.meta.identifiers {
            self.record
                .thing(&thing)
                .say(identifier::IDENTIFIER, Value::text(identifier.trim()));
        }
        for field in &cluster.meta.others {
            self.record.report.field(field);
        }
        let description = cluster
            .description
            .as_deref()
            .filter(|text| !text.trim().is_empty());
        let sentence = description
            .map(first_sentence)
            .filter(|text| !text.is_empty());
        // The words of the source, in whatever language these are.
        let label = match sentence {
            Some(sentence) => Value::text(about(name, &sentence)),
            None => Value::English(format!(
                "{name} is of the type {}",
                self.kind.replace('-', " ")
            )),
        };
        let kind = Value::iri(format!("{MISP}type_{}", identifier::segment(self.kind)));
        let claim = self.claim(&thing, "described", label, &Known::Type.iri(), kind);
        let (mut relayed, mut pointed) = (Vec::new(), Vec::new());
        for reference in &cluster.meta.references {
            let Some(address) = self.record.address(reference) else {
                self.record
                    .report
                    .leave_out("references whose address is none", reference);
                continue;
            };
            match self.record.cite(&claim, &address) {
                Cited::Said { statement, .. } => relayed.push(statement),
                Cited::Pointed { document, reason } => {
                    self.record.report.leave_out(reason.reason(), reference);
                    pointed.push(document);
                }
            }
        }
        let stance = if relayed.is_empty() {
            Known::Asserts
        } else {
            Known::Reports
        };
        let statement = self.say(&claim, stance);
        let entry = self.record.of(Known::Statement, &statement);
        entry.maybe(DESCRIPTION, description.map(Value::text));
        for relayed in relayed {
            entry.say(Known::Relays, Value::iri(relayed));
        }
        for document in pointed {
            entry.say(REFERENCES, Value::iri(document));
        }
        self.attribution(cluster, &thing);
        for synonym in cluster
            .meta
            .synonyms
            .iter()
            .filter(|synonym| *synonym != name)
        {
            let part = format!("alias_{}", identifier::segment(synonym));
            let label = Value::English(format!("{name} is also called {synonym}"));
            let claim = self.claim(&thing, &part, label, ALTERNATIVE, Value::text(synonym));
            self.say(&claim, Known::Asserts);
        }
        for related in &cluster.related {
            self.related(name, &thing, related);
        }
    }

    /// Where an actor is from, who is behind it and whom it attacks: in the maintainers' word
    /// alone, since the references are given for the cluster as a whole.
    fn attribution(&mut self, cluster: &Cluster, thing: &str) {
        let name = cluster.value.as_str();
        let meta = &cluster.meta;
        for (values, part, words) in [
            (&meta.country, "country", "is attributed to"),
            (&meta.sponsors, "sponsor", "is suspected to be sponsored by"),
            (&meta.victims, "victim", "is suspected to have attacked"),
        ] {
            for value in values {
                let label = Value::English(format!("{name} {words} {value}"));
                let predicate = format!("{MISP}property_{part}");
                let part_of = format!("{part}_{}", identifier::segment(value));
                let claim = self.claim(
                    thing,
                    &part_of,
                    label,
                    &predicate,
                    Value::text(value.as_str()),
                );
                let statement = self.say(&claim, Known::Asserts);
                if part == "victim" {
                    continue;
                }
                for confidence in &meta.confidence {
                    let number = confidence.trim().parse().ok().and_then(Value::hundredths);
                    let value = number.unwrap_or_else(|| Value::text(confidence.trim()));
                    self.record
                        .of(Known::Statement, &statement)
                        .say(Known::StatedConfidence, value);
                }
            }
        }
    }

    fn related(&mut self, name: &str, from: &str, related: &Related) {
        let target = related.target.as_str();
        let other = self.names.get(target).copied().unwrap_or(target);
        let label = Value::English(format!("{name} {} {other}", verb(&related.kind)));
        let kind = identifier::segment(&related.kind);
        let part = format!("{kind}_{}", related.target.to_ascii_lowercase());
        let predicate = format!("{MISP}relationship_{kind}");
        let claim = self.claim(
            from,
            &part,
            label,
            &predicate,
            Value::iri(thing(&related.target)),
        );
        let statement = self.say(&claim, Known::Asserts);
        for tag in &related.tags {
            match super::likelihood(tag) {
                Some(words) => {
                    let entry = self.record.of(Known::Statement, &statement);
                    entry.say(Known::StatedConfidence, Value::text(words));
                }
                None => self
                    .record
                    .report
                    .leave_out("tags of links between clusters", tag),
            }
        }
    }

    /// A claim about a thing; gives its name.
    fn claim(
        &mut self,
        thing: &str,
        part: &str,
        label: Value,
        predicate: &str,
        object: Value,
    ) -> String {
        let claim = format!("{thing}_{part}");
        self.record
            .of(Known::Claim, &claim)
            .say(Known::Label, label)
            .say(Known::RdfSubject, Value::iri(thing))
            .say(Known::RdfPredicate, Value::iri(predicate))
            .say(Known::RdfObject, object);
        claim
    }

    /// The maintainers' word on a claim; gives the statement's name.
    fn say(&mut self, claim: &str, stance: Known) -> String {
        let name = identifier::statement(&[claim, "author", &self.author]);
        let capture = Value::iri(self.capture.as_str());
        self.record
            .statement(&name, &self.author, stance, claim)
            .say(Known::In, capture);
        name
    }

    /// What earlier versions have the maintainers say of a cluster, and this one no more.
    fn replaced(&mut self, cluster: &Cluster, history: &History) {
        let start = format!("{}_", thing(&cluster.uuid));
        history.tell_cited_before(&start, &mut self.record, &[&self.author]);
        for (claim, said) in history.below(&start) {
            if self.record.entries.contains_key(claim) {
                continue;
            }
            for said in said.iter().filter(|said| said.by == self.author) {
                let time = self.record.recorded_at.clone().unwrap_or_default();
                let name = identifier::statement(&[&said.statement, "retracted", &time]);
                let capture = Value::iri(self.capture.as_str());
                self.record.of(Known::Claim, claim);
                self.record
                    .statement(&name, &self.author, Known::Retracts, claim)
                    .say(Known::Target, Value::iri(said.statement.as_str()))
                    .say(Known::In, capture);
            }
        }
    }
}

fn thing(uuid: &str) -> String {
    format!("{MISP}{}", uuid.to_ascii_lowercase())
}
