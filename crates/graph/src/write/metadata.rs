//! What an export says of itself: title and licence, how it was made and from what, how much is
//! in it, and a hash by which anybody can tell whether it is still the same.
//!
//! The words are those of others: DCAT 3 for the dataset, PROV-O for how it was made, `VoID` for
//! the counts, SPDX (as in DCAT 3) for the checksums, Dublin Core for title, licence and date.
//! Everything is said of names below [`namespace::EXPORT`]; so it is told from data, never
//! hashed, and never passed on: an export of an export speaks for itself.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};

use super::Error;
use super::lines::Lines;
use crate::read::{Graph, Quad, hex};
use crate::vocab::namespace::{self, DCAT, DCTERMS, PROV, SCHEMA, SPDX, VOID, XSD};
use crate::vocab::{Id, Known};

/// What the makers of an export say of it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Metadata {
    /// What it is called.
    pub title: String,
    /// The IRI of the licence that it is under.
    pub license: Option<String>,
    /// When it was made: a lexical form, and its datatype.
    pub generated_at: Option<(String, Known)>,
    /// The command that makes it: selection and view, in a form that does not depend on how it
    /// was typed.
    pub command: String,
    /// What it was made from.
    pub files: Vec<File>,
}

/// A file that an export was made from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Its name, without the folders of whoever made the export.
    pub name: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

impl File {
    /// Describes a file by its name and its bytes.
    pub fn new(name: &str, bytes: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            sha256: hex(&Sha256::digest(bytes)),
        }
    }
}

/// What an earlier export said of itself, as far as it is still worth knowing.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Earlier {
    /// What it was called.
    pub title: Option<String>,
    /// The IRI of the licence that it was under.
    pub license: Option<String>,
}

/// Takes what earlier exports said of themselves out of a graph, and gives the title and the
/// licence where these are the same in all of them; nothing where there was none.
///
/// What bears such a name and is a thing of the model all the same stays. O(quads).
pub fn remove(graph: &mut Graph) -> Option<Earlier> {
    let own = |id: Id| Known::from_id(id).is_some_and(Known::is_own);
    let things: FxHashSet<Id> = graph
        .quads
        .iter()
        .filter(|quad| {
            own(quad.predicate) || (quad.predicate == Known::Type.id() && own(quad.object))
        })
        .map(|quad| quad.subject)
        .collect();
    let terms = &graph.terms;
    let (removed, kept): (Vec<Quad>, Vec<Quad>) = graph.quads.iter().partition(|quad| {
        let iri = terms.as_iri(quad.subject).unwrap_or_default();
        iri.starts_with(namespace::EXPORT) && !things.contains(&quad.subject)
    });
    if removed.is_empty() {
        return None;
    }
    let dataset = terms.find_iri(&format!("{DCAT}Dataset"));
    let datasets: BTreeSet<Id> = removed
        .iter()
        .filter(|quad| quad.predicate == Known::Type.id() && Some(quad.object) == dataset)
        .map(|quad| quad.subject)
        .collect();
    let only = |property: &str, is_text: bool| {
        let property = terms.find_iri(&format!("{DCTERMS}{property}"))?;
        let said: BTreeSet<&str> = removed
            .iter()
            .filter(|quad| datasets.contains(&quad.subject) && quad.predicate == property)
            .filter(|quad| terms.is_literal(quad.object) == is_text)
            .map(|quad| terms.text(quad.object))
            .collect();
        match said.len() {
            1 => said.first().map(|text| (*text).to_owned()),
            _ => None,
        }
    };
    let earlier = Earlier {
        title: only("title", true),
        license: only("license", false),
    };
    graph.quads = kept;
    graph
        .prefixes
        .retain(|_, namespace| !namespace.starts_with(namespace::EXPORT));
    Some(earlier)
}

/// Whether a quad is what this export says of itself: it is in a graph named for that.
pub(super) fn is_metadata(graph: &Graph, quad: &Quad) -> bool {
    let name = graph.terms.as_iri(quad.graph).unwrap_or_default();
    name.starts_with(namespace::EXPORT)
}

/// Says of the data in a graph what it is, in a graph of its own. The hash is that of the data
/// as canonical N-Triples, [`super::Format::NTriples`]. Verdicts are no data.
///
/// The cost is that of labelling the blank nodes.
///
/// # Errors
///
/// [`Error::Indistinct`].
pub fn describe(graph: &mut Graph, metadata: &Metadata) -> Result<(), Error> {
    let data = super::parts(graph).data;
    let claims: BTreeSet<Id> = data
        .iter()
        .filter(|quad| quad.predicate == Known::Type.id() && quad.object == Known::Claim.id())
        .map(|quad| quad.subject)
        .collect();
    let lines = Lines::new(graph, &data, false)?;
    let hashed = lines.iter().fold(Sha256::new(), |hashed, line| {
        hashed.chain_update(line.as_bytes())
    });
    let hash = hex(&hashed.finalize());
    let name = format!("{}{hash}", namespace::EXPORT);
    let mut page = Page {
        dataset: graph.terms.iri(&name),
        parts: format!("{name}#"),
        graph,
    };
    page.dataset(metadata, &hash, lines.count(), claims.len());
    page.activity(metadata);
    // Where somebody calls something else by this prefix, the names are written out.
    let prefixes = &mut page.graph.prefixes;
    prefixes.entry("export".to_owned()).or_insert(page.parts);
    Ok(())
}

/// What an export says of itself, while it is being written.
struct Page<'g> {
    graph: &'g mut Graph,
    /// The dataset, and the graph that all this is in.
    dataset: Id,
    /// The namespace of everything else that is spoken of.
    parts: String,
}

impl Page<'_> {
    fn dataset(&mut self, metadata: &Metadata, hash: &str, triples: usize, claims: usize) {
        let dataset = self.dataset;
        self.is_a(dataset, &format!("{DCAT}Dataset"));
        self.is_a(dataset, &format!("{VOID}Dataset"));
        self.text(dataset, &format!("{DCTERMS}title"), &metadata.title);
        if let Some(license) = &metadata.license {
            let license = self.graph.terms.iri(license);
            self.say(dataset, &format!("{DCTERMS}license"), license);
        }
        if let Some((time, datatype)) = &metadata.generated_at {
            self.typed(dataset, &format!("{DCTERMS}issued"), time, *datatype);
        }
        self.checksum(dataset, "checksum", hash);
        self.number(dataset, &format!("{VOID}triples"), triples);
        let partition = self.part("claims");
        self.say(dataset, &format!("{VOID}classPartition"), partition);
        self.say(partition, &format!("{VOID}class"), Known::Claim.id());
        self.number(partition, &format!("{VOID}entities"), claims);
    }

    fn activity(&mut self, metadata: &Metadata) {
        let activity = self.part("activity");
        self.say(self.dataset, &format!("{PROV}wasGeneratedBy"), activity);
        self.is_a(activity, &format!("{PROV}Activity"));
        self.text(
            activity,
            &format!("{DCTERMS}description"),
            &metadata.command,
        );
        let software = self.part("sayso");
        self.say(activity, &format!("{PROV}wasAssociatedWith"), software);
        self.is_a(software, &format!("{PROV}SoftwareAgent"));
        self.text(software, &format!("{SCHEMA}name"), "sayso");
        self.text(
            software,
            &format!("{SCHEMA}softwareVersion"),
            env!("CARGO_PKG_VERSION"),
        );
        for (position, file) in metadata.files.iter().enumerate() {
            let name = format!("file-{}", position + 1);
            let used = self.part(&name);
            self.say(activity, &format!("{PROV}used"), used);
            self.is_a(used, &format!("{PROV}Entity"));
            self.text(used, &format!("{DCTERMS}title"), &file.name);
            self.checksum(used, &format!("{name}-checksum"), &file.sha256);
        }
    }

    /// A checksum as DCAT 3 has it.
    fn checksum(&mut self, subject: Id, name: &str, sha256: &str) {
        let checksum = self.part(name);
        self.say(subject, &format!("{SPDX}checksum"), checksum);
        self.is_a(checksum, &format!("{SPDX}Checksum"));
        let algorithm = format!("{SPDX}checksumAlgorithm_sha256");
        let algorithm = self.graph.terms.iri(&algorithm);
        self.say(checksum, &format!("{SPDX}algorithm"), algorithm);
        let value = self.graph.terms.typed(sha256, &format!("{XSD}hexBinary"));
        self.say(checksum, &format!("{SPDX}checksumValue"), value);
    }

    fn part(&mut self, name: &str) -> Id {
        self.graph.terms.iri(&format!("{}{name}", self.parts))
    }

    fn is_a(&mut self, subject: Id, class: &str) {
        let class = self.graph.terms.iri(class);
        self.say(subject, &Known::Type.iri(), class);
    }

    fn text(&mut self, subject: Id, property: &str, text: &str) {
        let text = self.graph.terms.string(text);
        self.say(subject, property, text);
    }

    fn number(&mut self, subject: Id, property: &str, number: usize) {
        self.typed(subject, property, &number.to_string(), Known::Integer);
    }

    fn typed(&mut self, subject: Id, property: &str, lexical: &str, datatype: Known) {
        let value = self.graph.terms.typed(lexical, &datatype.iri());
        self.say(subject, property, value);
    }

    fn say(&mut self, subject: Id, property: &str, object: Id) {
        let predicate = self.graph.terms.iri(property);
        self.graph.quads.push(Quad {
            subject,
            predicate,
            object,
            graph: self.dataset,
        });
    }
}
