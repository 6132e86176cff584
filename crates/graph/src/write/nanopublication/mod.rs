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

use sha2::{Digest, Sha256};

use super::facts::{Facts, Thing, word};
use super::terms::Prefixes;
use super::{Error, verify};
use crate::read::{Graph, Quad, hex};
use crate::vocab::namespace::{self, DCTERMS, NP, NPX, PROV};
use crate::vocab::{Id, Known};

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

/// Every statement as a nanopublication, in `TriG`, checked and read back. O(q log q) for the
/// quads of the data and of what comes of them.
pub(super) fn nanopublications(
    graph: &Graph,
    data: &[Quad],
    metadata: &[Quad],
) -> Result<String, Error> {
    let facts = Facts::new(graph, data)?;
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
    let mut writer = Writer::new(&facts, &Facts::new(graph, metadata)?);
    let mut body = String::new();
    for statement in facts.things(Known::Statement) {
        writer.add(&mut body, statement, &prefixes);
    }
    let whole = writer.graph;
    let named = names(&whole).into_iter();
    let named = named.map(|id| whole.terms.as_term(id));
    let text = format!("{}{body}", prefixes.declarations(named));
    drop(body);
    if let Some(problem) = checks::problems_of(&whole).into_iter().next() {
        return Err(Error::Invalid(problem));
    }
    verify::in_order(&text, &whole)?;
    Ok(text)
}

/// The terms that some quads are written with, each once; `rdf:type` is written as `a`.
fn names(whole: &Graph) -> Vec<Id> {
    let mut names: Vec<Id> = Vec::new();
    let mut is_named = vec![false; whole.terms.len()];
    for quad in &whole.quads {
        let predicate = Some(quad.predicate).filter(|it| *it != Known::Type.id());
        let terms = [
            Some(quad.subject),
            predicate,
            Some(quad.object),
            Some(quad.graph),
        ];
        for id in terms.into_iter().flatten() {
            if !std::mem::replace(&mut is_named[id.index()], true) {
                names.push(id);
            }
        }
    }
    names
}

/// The name of the nanopublication of a statement.
fn name(statement: &str) -> String {
    match statement.strip_prefix(namespace::STATEMENT) {
        Some(hash) if hash.len() == 64 => format!("{}{hash}", namespace::NANOPUBLICATION),
        _ => format!(
            "{}{}",
            namespace::NANOPUBLICATION,
            hex(&Sha256::digest(statement.as_bytes()))
        ),
    }
}

/// Nanopublications, while they are being made.
struct Writer<'f, 'g> {
    facts: &'f Facts<'g>,
    /// What has been made so far: part by part, each in order.
    graph: Graph,
    /// Which term there each thing of the data is.
    terms: Vec<Option<Id>>,
    /// The export, and the licence that it is under, in every way in which the metadata say so.
    licenses: Vec<(Id, Id)>,
    parts: [Vec<[Id; 3]>; 4],
}

impl<'f, 'g> Writer<'f, 'g> {
    fn new(facts: &'f Facts<'g>, about: &Facts<'_>) -> Self {
        let mut graph = Graph::default();
        let mut licenses = Vec::new();
        let license = about.find(&format!("<{DCTERMS}license>"));
        for export in about.subjects() {
            let under = license.map_or(&[][..], |property| about.values(export, property));
            for license in under {
                let export = graph.terms.iri(about.bare(export));
                licenses.push((export, graph.terms.term(about.term(*license))));
            }
        }
        Self {
            facts,
            graph,
            terms: vec![None; facts.count()],
            licenses,
            parts: Default::default(),
        }
    }

    /// Makes the nanopublication of a statement, and writes it down.
    fn add(&mut self, body: &mut String, statement: Thing, prefixes: &Prefixes) {
        let name = name(self.facts.bare(statement));
        let graphs = PARTS.map(|part| self.graph.terms.iri(&format!("{name}#{part}")));
        let [_, assertion, provenance, info] = graphs;
        let this = self.graph.terms.iri(&name);
        self.head(this, [assertion, provenance, info]);
        self.assertion(statement);
        self.provenance(statement, assertion);
        self.info(statement, this);
        let _ = write!(
            body,
            "\n@prefix this: <{name}> .\n@prefix sub: <{name}#> .\n"
        );
        let terms = &self.graph.terms;
        let term = |id: Id| match graphs.iter().zip(PARTS).find(|(graph, _)| **graph == id) {
            Some((_, part)) => format!("sub:{part}"),
            None if id == this => "this:".to_owned(),
            None => prefixes.term(terms.as_term(id)),
        };
        for ((graph, part), triples) in graphs.into_iter().zip(PARTS).zip(&mut self.parts) {
            let line = |triple: [Id; 3]| {
                let [subject, predicate, object] = triple;
                let predicate = if predicate == Known::Type.id() {
                    "a".to_owned()
                } else {
                    term(predicate)
                };
                format!("    {} {predicate} {} .\n", term(subject), term(object))
            };
            let lines = triples.drain(..).map(|triple| (line(triple), triple));
            let mut lines: Vec<(String, [Id; 3])> = lines.collect();
            lines.sort_unstable();
            lines.dedup();
            let _ = writeln!(body, "\nsub:{part} {{");
            for (line, [subject, predicate, object]) in lines {
                body.push_str(&line);
                self.graph.quads.push(Quad {
                    subject,
                    predicate,
                    object,
                    graph,
                });
            }
            body.push_str("}\n");
        }
    }

    /// A thing of the data, as a term of what is made.
    fn id(&mut self, thing: Thing) -> Id {
        let (facts, terms) = (self.facts, &mut self.graph.terms);
        *self.terms[thing.index()].get_or_insert_with(|| terms.term(facts.term(thing)))
    }

    fn say(&mut self, part: usize, subject: Id, property: &str, object: Id) {
        let property = self.graph.terms.iri(property);
        self.parts[part].push([subject, property, object]);
    }

    /// Everything that is said of a thing, and of the blank nodes that this leads to.
    fn copy(&mut self, part: usize, thing: Thing, only: Option<&[Known]>) {
        let facts = self.facts;
        let mut seen = BTreeSet::new();
        let mut open = vec![thing];
        while let Some(thing) = open.pop() {
            if !seen.insert(thing) {
                continue;
            }
            let subject = self.id(thing);
            for (property, objects) in facts.about(thing) {
                let is_it = |known: &Known| facts.of(*known) == Some(property);
                if only.is_some_and(|only| !only.iter().any(is_it)) {
                    continue;
                }
                let property = self.id(property);
                for object in objects {
                    if facts.is_blank(*object) {
                        open.push(*object);
                    }
                    let object = self.id(*object);
                    self.parts[part].push([subject, property, object]);
                }
            }
        }
    }

    fn head(&mut self, this: Id, parts: [Id; 3]) {
        let properties = [HAS_ASSERTION, HAS_PROVENANCE, HAS_PUBLICATION_INFO];
        for (part, property) in parts.into_iter().zip(properties) {
            self.say(0, this, property, part);
        }
        let class = self.graph.terms.iri(NANOPUBLICATION);
        self.say(0, this, &Known::Type.iri(), class);
    }

    fn assertion(&mut self, statement: Thing) {
        let facts = self.facts;
        self.copy(1, statement, None);
        for claim in facts.known(statement, Known::ClaimOf) {
            self.copy(1, *claim, Some(&OF_CLAIM));
        }
        for agent in facts.known(statement, Known::By) {
            self.copy(1, *agent, Some(&[Known::Type, Known::Label]));
            for target in facts.known(statement, Known::Target) {
                let agent = self.id(*agent);
                let target = self.graph.terms.iri(&name(facts.bare(*target)));
                self.say(1, agent, &format!("{NPX}retracts"), target);
            }
        }
    }

    fn provenance(&mut self, statement: Thing, assertion: Id) {
        let facts = self.facts;
        for relayed in facts.known(statement, Known::Relays) {
            let relayed = format!("{}#{}", name(facts.bare(*relayed)), PARTS[1]);
            let relayed = self.graph.terms.iri(&relayed);
            self.say(2, assertion, &format!("{PROV}wasDerivedFrom"), relayed);
        }
        for (known, property) in [
            (Known::By, format!("{PROV}wasAttributedTo")),
            (Known::SaidAt, format!("{DCTERMS}created")),
            (Known::In, format!("{PROV}wasQuotedFrom")),
        ] {
            for thing in facts.known(statement, known) {
                let thing = self.id(*thing);
                self.say(2, assertion, &property, thing);
            }
        }
        for document in facts.known(statement, Known::In) {
            self.copy(2, *document, None);
        }
    }

    fn info(&mut self, statement: Thing, this: Id) {
        let facts = self.facts;
        self.say(
            3,
            this,
            &format!("{NPX}hasNanopubType"),
            Known::Statement.id(),
        );
        let label = |property: Known| {
            let thing = facts.known(statement, property).first();
            thing.map_or("", |thing| {
                facts.label(*thing).unwrap_or_else(|| facts.bare(*thing))
            })
        };
        let stance = facts.text(statement, Known::Stance).unwrap_or_default();
        let title = format!(
            "{} {}: {}",
            label(Known::By),
            word(stance),
            label(Known::ClaimOf)
        );
        let title = self.graph.terms.string(&title);
        self.say(3, this, &Known::Label.iri(), title);
        for time in facts.known(statement, Known::RecordedAt) {
            let time = self.id(*time);
            self.say(3, this, &format!("{DCTERMS}created"), time);
        }
        for (export, license) in self.licenses.clone() {
            self.say(3, this, &format!("{DCTERMS}license"), license);
            self.say(3, this, &format!("{DCTERMS}isPartOf"), export);
        }
    }
}
