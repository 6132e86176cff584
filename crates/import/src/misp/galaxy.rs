//! Clusters of a MISP galaxy: threat actors, tools and the like, each with references.

use std::collections::BTreeMap;

use super::super::history::History;
use super::super::identifier::{self, DESCRIPTION, MISP, REFERENCES};
use super::super::json::Whole;
use super::super::publisher::{Address, Published};
use super::super::record::{Cited, Record, Value};
use super::super::report::wrong_ones;
use super::super::words::{about, first_sentence, unnamed, verb};
use super::super::{Error, Foreign, Input, Options};
use super::clusters::{Cluster, File, Related, needed, texts};
use crate::vocab::Known;

/// What others call a thing.
const ALTERNATIVE: &str = "http://www.w3.org/2004/02/skos/core#altLabel";

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
        let whole = Whole::new(input, "a MISP galaxy's clusters")?;
        let mut file = File::read(&whole, options.strict)?;
        if options.strict || file.clusters.is_empty() {
            Error::all(std::mem::take(&mut file.wrong))?;
        }
        Ok(Self {
            input,
            options,
            file,
        })
    }
}

impl Galaxy<'_> {
    /// Which pages are those of the galaxy itself.
    fn own_pages(&self, record: &mut Record) {
        if let Some(source) = &self.file.source {
            record.own.add(source);
        }
        let clusters = self.file.clusters.iter();
        let entries: Vec<Vec<Address>> = clusters
            .map(|cluster| {
                let meta = cluster.meta.as_ref();
                let references = texts(meta.and_then(|meta| meta.references.as_ref())).iter();
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

    fn names(&self) -> Vec<(String, String)> {
        let clusters = self.file.clusters.iter();
        clusters
            .map(|cluster| (thing(uuid(cluster)), value(cluster).to_owned()))
            .collect()
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
        record.report.rest(&self.file.rest);
        for error in &self.file.wrong {
            let reason = wrong_ones("clusters");
            record.report.leave_out(&reason, &error.to_string());
        }
        let name = self.file.name.as_deref().unwrap_or("clusters");
        let release = self
            .file
            .version
            .as_ref()
            .map(|version| format!(" {}", version.0))
            .unwrap_or_default();
        let label = format!("MISP galaxy: {name}{release}");
        record
            .of(Known::Document, &capture)
            .say(Known::Label, Value::text(label));
        let kind = self.file.kind.as_deref().unwrap_or("cluster");
        let clusters = self.file.clusters.iter();
        let pairs = clusters.map(|cluster| (uuid(cluster), value(cluster)));
        let mut importer = Importer {
            record,
            speakers: BTreeMap::from([(author.clone(), capture.clone())]),
            author,
            capture,
            kind,
            names: pairs.collect(),
            history,
            is_revoked: false,
        };
        for cluster in &self.file.clusters {
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
    history: &'f History,
    /// Whether the cluster at hand was revoked.
    is_revoked: bool,
    /// Who speaks in the file, and the file.
    speakers: BTreeMap<String, String>,
}

fn uuid(cluster: &Cluster) -> &str {
    needed(cluster.uuid.as_ref())
}

fn value(cluster: &Cluster) -> &str {
    needed(cluster.value.as_ref())
}

impl Importer<'_> {
    fn cluster(&mut self, cluster: &Cluster) {
        let name = value(cluster);
        let thing = thing(uuid(cluster));
        self.record
            .thing(&thing)
            .say(Known::Label, Value::text(name));
        let meta = cluster.meta.as_ref();
        self.is_revoked = cluster.revoked.as_ref().is_some_and(|revoked| revoked.0);
        for identifier in texts(meta.and_then(|meta| meta.identifiers.as_ref())) {
            self.record
                .thing(&thing)
                .say(identifier::IDENTIFIER, Value::text(identifier.trim()));
        }
        let description = cluster
            .description
            .as_ref()
            .map(|text| text.0.as_str())
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
        for reference in texts(meta.and_then(|meta| meta.references.as_ref())) {
            let Some(address) = self.record.address(reference) else {
                self.record
                    .report
                    .leave_out("references whose address is none", reference);
                continue;
            };
            if self.is_revoked {
                let reason = "references of clusters that were revoked";
                self.record.report.leave_out(reason, reference);
                pointed.push(self.record.point(&address));
                continue;
            }
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
        for synonym in texts(meta.and_then(|meta| meta.synonyms.as_ref()))
            .iter()
            .filter(|synonym| *synonym != name)
        {
            let part = format!("alias_{}", identifier::segment(synonym));
            let label = Value::English(format!("{name} is also called {synonym}"));
            let claim = self.claim(&thing, &part, label, ALTERNATIVE, Value::text(synonym));
            self.say(&claim, Known::Asserts);
        }
        for related in cluster.related.iter().flatten() {
            self.related(name, &thing, related);
        }
    }

    /// Where an actor is from, who is behind it and whom it attacks: in the maintainers' word
    /// alone, since the references are given for the cluster as a whole.
    fn attribution(&mut self, cluster: &Cluster, thing: &str) {
        let name = value(cluster);
        let Some(meta) = &cluster.meta else { return };
        for (values, part, words) in [
            (&meta.country, "country", "is attributed to"),
            (&meta.sponsors, "sponsor", "is suspected to be sponsored by"),
            (&meta.victims, "victim", "is suspected to have attacked"),
            (&meta.cfr_victims, "victim", "is suspected to have attacked"),
        ] {
            for value in texts(values.as_ref()) {
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
                for confidence in texts(meta.confidence.as_ref()) {
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
        let target = needed(related.target.as_ref());
        let other = self.names.get(target).map(|name| (*name).to_owned());
        let other = other
            .or_else(|| self.history.name(&thing(target)))
            .unwrap_or_else(|| unnamed("cluster"));
        let kind = needed(related.kind.as_ref());
        let label = Value::English(format!("{name} {} {other}", verb(kind)));
        let kind = identifier::segment(kind);
        let part = format!("{kind}_{}", target.to_ascii_lowercase());
        let predicate = format!("{MISP}relationship_{kind}");
        let claim = self.claim(from, &part, label, &predicate, Value::iri(thing(target)));
        let statement = self.say(&claim, Known::Asserts);
        for tag in texts(related.tags.as_ref()) {
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
        self.record.claim(&claim, label, thing, predicate, object);
        claim
    }

    /// The maintainers' word on a claim; gives the statement's name.
    fn say(&mut self, claim: &str, stance: Known) -> String {
        let name = identifier::statement(&[claim, "author", &self.author]);
        let capture = Value::iri(self.capture.as_str());
        self.record
            .statement(&name, &self.author, stance, claim)
            .say(Known::In, capture);
        if self.is_revoked {
            self.retract(&name, claim);
        }
        name
    }

    /// Has the maintainers take back a statement of theirs.
    fn retract(&mut self, statement: &str, claim: &str) {
        self.record
            .retract(statement, &self.author, claim, &self.capture);
    }

    /// What earlier versions have the maintainers say of a cluster, and this one no more.
    fn replaced(&mut self, cluster: &Cluster, history: &History) {
        let start = format!("{}_", thing(uuid(cluster)));
        history.tell_cited_before(&start, &mut self.record, &[&self.author]);
        self.record.replace(history, &start, &self.speakers);
    }
}

fn thing(uuid: &str) -> String {
    format!("{MISP}{}", uuid.to_ascii_lowercase())
}
