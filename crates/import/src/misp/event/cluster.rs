//! Clusters of galaxies that are attached to an event or an attribute: who or what is behind it.

use std::collections::BTreeSet;

use super::judgement::Named;
use super::speech::Word;
use super::wire::{Cluster, Galaxy};
use super::{Importer, said, thing};
use crate::identifier::{self, MISP};
use crate::record::{Property, Value};
use crate::vocab::Known;
use crate::words::verb;

/// Galaxies whose clusters are those who act. Whatever has one of them is attributed to it.
const ACTORS: [&str; 5] = [
    "threat-actor",
    "mitre-intrusion-set",
    "intrusion-set",
    "microsoft-activity-group",
    "360net-threat-actor",
];

/// What is attached to an event or to an attribute.
pub(super) struct Attached<'a> {
    /// To what.
    pub(super) to: &'a str,
    /// Where the names of claims on that begin.
    pub(super) start: &'a str,
    /// What that is called.
    pub(super) name: &'a str,
    pub(super) galaxies: &'a [Galaxy],
    /// Clusters that tags name.
    pub(super) named: &'a [Named<'a>],
    /// What is judged of it.
    pub(super) details: BTreeSet<(Property, Value)>,
    pub(super) said_at: Option<&'a str>,
}

/// One cluster.
struct One<'c> {
    /// What tells its claim from others on the same thing.
    part: String,
    iri: String,
    kind: &'c str,
    value: &'c str,
    relationship: Option<&'c str>,
    is_local: bool,
}

impl Importer<'_> {
    /// Has an author attribute something to the clusters that are attached to it.
    pub(super) fn clusters(&mut self, attached: &Attached<'_>, author: &str) {
        let mut covered = BTreeSet::new();
        for galaxy in attached.galaxies {
            for cluster in galaxy.clusters.iter().flatten() {
                covered.extend(said(cluster.tag.as_ref()));
                let kind = said(cluster.kind.as_ref()).or(said(galaxy.kind.as_ref()));
                let cluster = one(cluster, kind.unwrap_or("cluster"));
                self.attach(attached, author, &cluster);
            }
        }
        for named in attached.named {
            if !covered.contains(named.tag) {
                let (part, iri) = tagged(named.kind, named.value);
                let cluster = One {
                    part,
                    iri,
                    kind: named.kind,
                    value: named.value,
                    relationship: None,
                    is_local: named.is_local,
                };
                self.attach(attached, author, &cluster);
            }
        }
    }

    fn attach(&mut self, attached: &Attached<'_>, author: &str, cluster: &One<'_>) {
        let claim = format!("{}_{}", attached.start, cluster.part);
        let kind = cluster.kind.replace('-', " ");
        let words = match cluster.relationship {
            Some(relationship) => format!("{} {}", verb(relationship), cluster.value),
            None if ACTORS.contains(&cluster.kind) => format!("is attributed to {}", cluster.value),
            None => format!("involves the {kind} {}", cluster.value),
        };
        let predicate = format!("{MISP}galaxy_{}", identifier::segment(cluster.kind));
        self.record
            .thing(&cluster.iri)
            .say(Known::Label, Value::text(cluster.value));
        self.record
            .of(Known::Claim, &claim)
            .say(
                Known::Label,
                Value::English(format!("{} {words}", attached.name)),
            )
            .say(Known::RdfSubject, Value::iri(attached.to))
            .say(Known::RdfPredicate, Value::iri(predicate))
            .say(Known::RdfObject, Value::iri(cluster.iri.as_str()));
        // What an instance has attached for itself is the word of whoever publishes the file.
        let publisher = self.publisher.clone();
        let (by, details) = if cluster.is_local && publisher != author {
            (publisher.as_str(), BTreeSet::new())
        } else {
            (author, attached.details.clone())
        };
        self.say(&Word {
            claim: &claim,
            by,
            stance: Known::Asserts,
            said_at: attached.said_at.map(str::to_owned),
            version: "",
            details,
        });
    }
}

fn one<'c>(cluster: &'c Cluster, kind: &'c str) -> One<'c> {
    let value = said(cluster.value.as_ref()).unwrap_or_default();
    let (part, iri) = match said(cluster.uuid.as_ref()) {
        Some(uuid) => {
            let part = format!("cluster_{}", uuid.to_ascii_lowercase());
            (part, thing(uuid))
        }
        None => tagged(kind, value),
    };
    One {
        part,
        iri,
        kind,
        value,
        relationship: said(cluster.relationship.as_ref()),
        is_local: cluster.is_local.as_ref().is_some_and(|local| local.0),
    }
}

/// The part and the IRI of a cluster of which no more is known than its tag.
fn tagged(kind: &str, value: &str) -> (String, String) {
    let name = format!(
        "{}_{}",
        identifier::segment(kind),
        identifier::segment(value)
    );
    (format!("tagged_{name}"), format!("{MISP}cluster_{name}"))
}
