//! Nanopublications: each statement as four small graphs that can be published by themselves.
//!
//! The assertion is that somebody said something: the statement in the long form, with what its
//! claim says. The provenance is what that rests on: who said it, in which documents, repeating
//! which other nanopublications. The publication info is of the nanopublication itself. None is
//! signed; its name derives from that of the statement, so that others can refer to it before it
//! is published. Grades, ties and links between claims belong to no statement, and are left out.

pub(super) mod checks;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use oxrdf::{
    Dataset, GraphName, GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad,
    Term, TermRef,
};
use sha2::{Digest, Sha256};

use super::facts::{Facts, bare, word};
use super::terms::Prefixes;
use super::{Error, verify};
use crate::read::{Graph, hex};
use crate::vocab::Known;
use crate::vocab::namespace::{self, DCTERMS, NP, NPX, PROV};

const NANOPUBLICATION: &str = "http://www.nanopub.org/nschema#Nanopublication";
const HAS_ASSERTION: &str = "http://www.nanopub.org/nschema#hasAssertion";
const HAS_PROVENANCE: &str = "http://www.nanopub.org/nschema#hasProvenance";
const HAS_PUBLICATION_INFO: &str = "http://www.nanopub.org/nschema#hasPublicationInfo";

/// The parts of a nanopublication, in order.
const PARTS: [&str; 4] = ["head", "assertion", "provenance", "pubinfo"];

/// What is said of a claim that others need in order to know what it is.
const OF_CLAIM: [Known; 5] = [
    Known::Type,
    Known::Label,
    Known::RdfSubject,
    Known::RdfPredicate,
    Known::RdfObject,
];

/// Every statement as a nanopublication, in `TriG`, checked and read back.
pub(super) fn nanopublications(
    graph: &Graph,
    dataset: &Dataset,
    metadata: &Dataset,
) -> Result<String, Error> {
    let facts = Facts::new(dataset);
    let about = Facts::new(metadata);
    let mut prefixes = graph.prefixes.clone();
    for (prefix, namespace) in namespace::WELL_KNOWN
        .into_iter()
        .chain([("np", NP), ("npx", NPX)])
    {
        prefixes
            .entry(prefix.to_owned())
            .or_insert_with(|| namespace.to_owned());
    }
    // By these names every nanopublication calls itself and its parts.
    prefixes.retain(|prefix, _| prefix != "this" && prefix != "sub");
    let prefixes = Prefixes::of(prefixes.iter());
    let mut body = String::new();
    let mut whole = Dataset::new();
    for statement in facts.things(Known::Statement) {
        let parts = Writer::new(&facts, &about, statement).parts();
        write(&mut body, &prefixes, statement, &parts);
        whole.extend(parts.into_iter().flatten());
    }
    let text = format!("{}{body}", prefixes.declarations(terms(&whole)));
    let problems = checks::problems_of(&whole);
    if let Some(problem) = problems.first() {
        return Err(Error::Invalid(problem.clone()));
    }
    verify::quads(&text, whole)?;
    Ok(text)
}

/// The terms that some quads are written with; `rdf:type` is written as `a`.
fn terms(quads: &Dataset) -> impl Iterator<Item = TermRef<'_>> {
    quads.iter().flat_map(|quad| {
        let graph = match quad.graph_name {
            GraphNameRef::NamedNode(name) => TermRef::from(name),
            GraphNameRef::BlankNode(name) => TermRef::from(name),
            GraphNameRef::DefaultGraph => quad.object,
        };
        let predicate = match quad.predicate {
            oxrdf::vocab::rdf::TYPE => quad.object,
            predicate => predicate.into(),
        };
        [quad.subject.into(), predicate, quad.object, graph]
    })
}

/// The name of the nanopublication of a statement.
fn name(statement: &str) -> String {
    let iri = bare(statement);
    match iri.strip_prefix(namespace::STATEMENT) {
        Some(hash) if hash.len() == 64 => format!("{}{hash}", namespace::NANOPUBLICATION),
        _ => format!(
            "{}{}",
            namespace::NANOPUBLICATION,
            hex(&Sha256::digest(iri.as_bytes()))
        ),
    }
}

/// One nanopublication, while it is being made.
struct Writer<'f, 'd> {
    facts: &'f Facts<'d>,
    about: &'f Facts<'d>,
    statement: &'f str,
    name: String,
    parts: [Vec<Quad>; 4],
}

impl<'f, 'd> Writer<'f, 'd> {
    fn new(facts: &'f Facts<'d>, about: &'f Facts<'d>, statement: &'f str) -> Self {
        Self {
            facts,
            about,
            statement,
            name: name(statement),
            parts: Default::default(),
        }
    }

    fn parts(mut self) -> [Vec<Quad>; 4] {
        self.head();
        self.assertion();
        self.provenance();
        self.info();
        for part in &mut self.parts {
            part.sort_by_cached_key(ToString::to_string);
            part.dedup();
        }
        self.parts
    }

    fn part(&self, part: usize) -> NamedNode {
        NamedNode::new_unchecked(format!("{}#{}", self.name, PARTS[part]))
    }

    fn say(&mut self, part: usize, subject: NamedOrBlankNode, property: &str, object: Term) {
        let graph = GraphName::from(self.part(part));
        let property = NamedNode::new_unchecked(property);
        self.parts[part].push(Quad::new(subject, property, object, graph));
    }

    /// Everything that is said of a thing, and of the blank nodes that this leads to.
    fn copy(&mut self, part: usize, thing: &str, only: Option<&[Known]>) {
        let mut seen = BTreeSet::new();
        let mut open = vec![thing.to_owned()];
        while let Some(thing) = open.pop() {
            if !seen.insert(thing.clone()) {
                continue;
            }
            let facts = self.facts;
            for (property, objects) in facts.about(&thing) {
                if only.is_some_and(|only| only.iter().all(|known| known.iri() != property)) {
                    continue;
                }
                for object in objects {
                    if let TermRef::BlankNode(_) = object {
                        open.push(object.to_string());
                    }
                    self.say(part, subject(&thing), property, (*object).into_owned());
                }
            }
        }
    }

    fn head(&mut self) {
        let this = NamedNode::new_unchecked(&self.name);
        let properties = [HAS_ASSERTION, HAS_PROVENANCE, HAS_PUBLICATION_INFO];
        for (part, property) in (1..).zip(properties) {
            let value = self.part(part);
            self.say(0, this.clone().into(), property, value.into());
        }
        let class = NamedNode::new_unchecked(NANOPUBLICATION);
        self.say(0, this.into(), &Known::Type.iri(), class.into());
    }

    fn assertion(&mut self) {
        let (facts, statement) = (self.facts, self.statement);
        self.copy(1, statement, None);
        for claim in facts.known(statement, Known::ClaimOf) {
            self.copy(1, &claim.to_string(), Some(&OF_CLAIM));
        }
        for agent in facts.known(statement, Known::By) {
            self.copy(1, &agent.to_string(), Some(&[Known::Type, Known::Label]));
            for target in facts.known(statement, Known::Target) {
                let target = NamedNode::new_unchecked(name(&target.to_string()));
                self.say(
                    1,
                    subject(&agent.to_string()),
                    &format!("{NPX}retracts"),
                    target.into(),
                );
            }
        }
    }

    fn provenance(&mut self) {
        let (facts, statement) = (self.facts, self.statement);
        let assertion = || {
            NamedOrBlankNode::from(NamedNode::new_unchecked(format!(
                "{}#{}",
                name(statement),
                PARTS[1]
            )))
        };
        for agent in facts.known(statement, Known::By) {
            self.say(
                2,
                assertion(),
                &format!("{PROV}wasAttributedTo"),
                (*agent).into_owned(),
            );
        }
        for relayed in facts.known(statement, Known::Relays) {
            let relayed = format!("{}#{}", name(&relayed.to_string()), PARTS[1]);
            let relayed = NamedNode::new_unchecked(relayed);
            self.say(
                2,
                assertion(),
                &format!("{PROV}wasDerivedFrom"),
                relayed.into(),
            );
        }
        for time in facts.known(statement, Known::SaidAt) {
            self.say(
                2,
                assertion(),
                &format!("{DCTERMS}created"),
                (*time).into_owned(),
            );
        }
        for document in facts.known(statement, Known::In) {
            self.say(
                2,
                assertion(),
                &format!("{PROV}wasQuotedFrom"),
                (*document).into_owned(),
            );
            self.copy(2, &document.to_string(), None);
        }
    }

    fn info(&mut self) {
        let (facts, about, statement) = (self.facts, self.about, self.statement);
        let this = || NamedOrBlankNode::from(NamedNode::new_unchecked(name(statement)));
        let class = NamedNode::new_unchecked(Known::Statement.iri());
        self.say(3, this(), &format!("{NPX}hasNanopubType"), class.into());
        let label = |property: Known| -> String {
            let thing = facts
                .known(statement, property)
                .first()
                .map(ToString::to_string);
            let thing = thing.unwrap_or_default();
            let label = facts.label(&thing).map(str::to_owned);
            label.unwrap_or_else(|| bare(&thing).to_owned())
        };
        let stance = facts.text(statement, Known::Stance).unwrap_or_default();
        let title = format!(
            "{} {}: {}",
            label(Known::By),
            word(&stance),
            label(Known::ClaimOf)
        );
        self.say(
            3,
            this(),
            &Known::Label.iri(),
            Literal::new_simple_literal(title).into(),
        );
        for time in facts.known(statement, Known::RecordedAt) {
            self.say(
                3,
                this(),
                &format!("{DCTERMS}created"),
                (*time).into_owned(),
            );
        }
        let license = format!("{DCTERMS}license");
        for export in about.subjects() {
            for license_of in about.values(export, &license) {
                self.say(3, this(), &license, (*license_of).into_owned());
                let whole = NamedNode::new_unchecked(bare(export));
                self.say(3, this(), &format!("{DCTERMS}isPartOf"), whole.into());
            }
        }
    }
}

fn subject(thing: &str) -> NamedOrBlankNode {
    match thing.strip_prefix("_:") {
        Some(label) => oxrdf::BlankNode::new_unchecked(label).into(),
        None => NamedNode::new_unchecked(bare(thing)).into(),
    }
}

fn write(body: &mut String, prefixes: &Prefixes, statement: &str, parts: &[Vec<Quad>; 4]) {
    let name = name(statement);
    let _ = write!(
        body,
        "\n@prefix this: <{name}> .\n@prefix sub: <{name}#> .\n"
    );
    let own = |text: String| -> String {
        match text
            .strip_prefix(&format!("<{name}"))
            .and_then(|rest| rest.strip_suffix('>'))
        {
            Some("") => "this:".to_owned(),
            Some(rest)
                if PARTS
                    .iter()
                    .any(|part| rest.strip_prefix('#') == Some(part)) =>
            {
                format!("sub:{}", &rest[1..])
            }
            _ => text,
        }
    };
    for (part, quads) in PARTS.iter().zip(parts) {
        let _ = writeln!(body, "\nsub:{part} {{");
        for quad in quads {
            let predicate = NamedNodeRef::new_unchecked(quad.predicate.as_str());
            let predicate = if quad.predicate.as_str() == Known::Type.iri() {
                "a".to_owned()
            } else {
                prefixes.name(predicate)
            };
            let _ = writeln!(
                body,
                "    {} {predicate} {} .",
                own(prefixes.term(quad.subject.as_ref().into())),
                own(prefixes.term(quad.object.as_ref())),
            );
        }
        body.push_str("}\n");
    }
}
