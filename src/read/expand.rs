//! From the form that people type to the form that everything else works on.
//!
//! The same meaning is written down as SPARQL in `ontology/expand.rq`; a test holds the two to
//! the same triples. In short: a stance used as a property is a claim and a stance; `quotedIn`
//! makes the publisher of the document report the statement; types follow from use; and
//! statements that are blank nodes are named by their content.
//!
//! # Names from content
//!
//! The content of a statement is its long-form triples without types, one line each, sorted and
//! hashed with SHA-256. A blank node that a line refers to stands in it by its own hash. Blank
//! nodes that refer to each other in a ring are refined round by round until no more of them can
//! be told apart (colour refinement); what remains alike is the same statement twice.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

use super::diagnostic::Diagnostic;
use super::graph::{Graph, Part, Quad};
use super::terms::{TermRef, Terms};
use crate::model::Stance;
use crate::vocab::{Id, Known, namespace};

/// Rewrites the graph into the long form; returns what could not be.
///
/// O(quads) beyond the sorting of the content of blank nodes. Expanding twice changes nothing.
pub(super) fn expand(graph: &mut Graph) -> Vec<Diagnostic> {
    let mut expansion = Expansion::new(graph);
    expansion.rewrite_stances();
    expansion.complete_retractions();
    expansion.name_blank_statements();
    let diagnostics = expansion.relay_quotations();
    expansion.add_types();
    diagnostics
}

/// A `quotedIn` triple, taken out of the graph.
struct Quotation {
    quad: Quad,
    origin: usize,
}

struct Expansion<'g> {
    graph: &'g mut Graph,
    quads: Vec<Quad>,
    /// For each of `quads`, the quad read from which it comes.
    origins: Vec<u32>,
    quotations: Vec<Quotation>,
    /// Statements that are blank nodes.
    blank_statements: FxHashSet<Id>,
}

impl<'g> Expansion<'g> {
    fn new(graph: &'g mut Graph) -> Self {
        Self {
            quads: Vec::with_capacity(graph.quads.len()),
            origins: Vec::with_capacity(graph.quads.len()),
            graph,
            quotations: Vec::new(),
            blank_statements: FxHashSet::default(),
        }
    }

    fn push(&mut self, quad: Quad, origin: usize) {
        self.quads.push(quad);
        self.origins.push(origin as u32);
    }

    /// `?s sayso:confirms ?c` is `?s sayso:claim ?c ; sayso:stance sayso:confirms`.
    fn rewrite_stances(&mut self) {
        let quads = std::mem::take(&mut self.graph.quads);
        for (origin, quad) in quads.iter().enumerate() {
            let known = Known::from_id(quad.predicate);
            let stance = known.and_then(Stance::from_term);
            if let Some(stance) = stance {
                self.push(
                    Quad {
                        predicate: Known::ClaimOf.id(),
                        ..*quad
                    },
                    origin,
                );
                self.push(
                    Quad {
                        predicate: Known::Stance.id(),
                        object: stance.term().id(),
                        ..*quad
                    },
                    origin,
                );
            } else if known == Some(Known::QuotedIn) {
                self.quotations.push(Quotation {
                    quad: *quad,
                    origin,
                });
            } else {
                self.push(*quad, origin);
            }
            let speaks = stance.is_some()
                || matches!(
                    known,
                    Some(Known::ClaimOf | Known::By | Known::Stance | Known::QuotedIn)
                );
            if speaks && self.graph.terms.is_blank(quad.subject) {
                self.blank_statements.insert(quad.subject);
            }
        }
    }

    /// A retraction carries the claim of its target.
    fn complete_retractions(&mut self) {
        let retracts = Known::Retracts.id();
        let mut open: FxHashSet<Id> = self
            .quads
            .iter()
            .filter(|quad| quad.predicate == Known::Stance.id() && quad.object == retracts)
            .map(|quad| quad.subject)
            .collect();
        if open.is_empty() {
            return;
        }
        let mut claims: FxHashMap<Id, Id> = FxHashMap::default();
        for quad in &self.quads {
            if quad.predicate == Known::ClaimOf.id() {
                claims.entry(quad.subject).or_insert(quad.object);
                open.remove(&quad.subject);
            }
        }
        let targets: Vec<(usize, Quad)> = self
            .quads
            .iter()
            .zip(&self.origins)
            .filter(|(quad, _)| {
                quad.predicate == Known::Target.id() && open.contains(&quad.subject)
            })
            .map(|(quad, origin)| (*origin as usize, *quad))
            .collect();
        // A retraction of a retraction may lack its claim too: pass claims along the targets.
        let mut progress = true;
        while progress {
            progress = false;
            for (origin, quad) in &targets {
                if claims.contains_key(&quad.subject) {
                    continue;
                }
                if let Some(claim) = claims.get(&quad.object).copied() {
                    claims.insert(quad.subject, claim);
                    progress = true;
                    self.push(
                        Quad {
                            predicate: Known::ClaimOf.id(),
                            object: claim,
                            ..*quad
                        },
                        *origin,
                    );
                }
            }
        }
    }

    /// Statements that are blank nodes become IRIs made of their content.
    fn name_blank_statements(&mut self) {
        if self.blank_statements.is_empty() {
            return;
        }
        let mut content: FxHashMap<Id, Vec<(Id, Id)>> = FxHashMap::default();
        for quad in &self.quads {
            if self.graph.terms.is_blank(quad.subject) {
                let skip = quad.predicate == Known::Type.id()
                    && self.blank_statements.contains(&quad.subject);
                let lines = content.entry(quad.subject).or_default();
                if !skip {
                    lines.push((quad.predicate, quad.object));
                }
            }
        }
        for quotation in &self.quotations {
            if self.blank_statements.contains(&quotation.quad.subject) {
                content.entry(quotation.quad.subject).or_default();
            }
        }
        let hashes = hash_blanks(&content, &self.blank_statements, &self.graph.terms);
        let mut blanks: Vec<Id> = self.blank_statements.iter().copied().collect();
        blanks.sort_unstable();
        let names: FxHashMap<Id, Id> = blanks
            .into_iter()
            .map(|blank| {
                let iri = format!("{}{}", namespace::STATEMENT, hashes[&blank]);
                (blank, self.graph.terms.iri(&iri))
            })
            .collect();
        let rename = |id: &mut Id| {
            if let Some(name) = names.get(id) {
                *id = *name;
            }
        };
        for quad in &mut self.quads {
            rename(&mut quad.subject);
            rename(&mut quad.object);
        }
        for quotation in &mut self.quotations {
            rename(&mut quotation.quad.subject);
        }
    }

    /// `?s sayso:quotedIn ?d`: the publisher of `?d` reports `?s` in `?d`, when it was issued.
    fn relay_quotations(&mut self) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        if self.quotations.is_empty() {
            return diagnostics;
        }
        let quoting: FxHashSet<Id> = self.quotations.iter().map(|q| q.quad.object).collect();
        let quoted: FxHashSet<Id> = self.quotations.iter().map(|q| q.quad.subject).collect();
        let mut publishers: FxHashMap<Id, BTreeSet<Id>> = FxHashMap::default();
        let mut issued: FxHashMap<Id, BTreeSet<Id>> = FxHashMap::default();
        let mut claims: FxHashMap<Id, BTreeSet<Id>> = FxHashMap::default();
        for quad in &self.quads {
            let (of, map) = match Known::from_id(quad.predicate) {
                Some(Known::Publisher) => (&quoting, &mut publishers),
                Some(Known::Issued) => (&quoting, &mut issued),
                Some(Known::ClaimOf) => (&quoted, &mut claims),
                _ => continue,
            };
            if of.contains(&quad.subject) {
                map.entry(quad.subject).or_default().insert(quad.object);
            }
        }
        let none = BTreeSet::new();
        for Quotation { quad, origin } in std::mem::take(&mut self.quotations) {
            let document = quad.object;
            let publishers = publishers.get(&document).unwrap_or(&none);
            if publishers.is_empty() {
                let name = self.graph.display(document);
                diagnostics.push(
                    Diagnostic::error(
                        "document-without-publisher",
                        format!("the document {name} has no publisher, so nobody is known to report what it quotes"),
                    )
                    .hint(format!("say who published it:  {name} dcterms:publisher :the-outlet ."))
                    .at(self.graph.location(origin, Part::Object)),
                );
            }
            // A statement without exactly one claim is reported where claims are checked.
            let claim = claims.get(&quad.subject).unwrap_or(&none);
            let (Some(claim), 1) = (claim.first().copied(), claim.len()) else {
                continue;
            };
            for publisher in publishers {
                let mut content = vec![
                    (Known::ClaimOf.id(), claim),
                    (Known::By.id(), *publisher),
                    (Known::Stance.id(), Known::Reports.id()),
                    (Known::Relays.id(), quad.subject),
                    (Known::In.id(), document),
                ];
                for time in issued.get(&document).unwrap_or(&none) {
                    content.push((Known::SaidAt.id(), *time));
                }
                let lines = content
                    .iter()
                    .map(|(predicate, object)| line(&self.graph.terms, *predicate, *object, None));
                let iri = format!("{}{}", namespace::STATEMENT, digest(lines.collect()));
                let subject = self.graph.terms.iri(&iri);
                for (predicate, object) in content {
                    self.push(
                        Quad {
                            subject,
                            predicate,
                            object,
                            graph: quad.graph,
                        },
                        origin,
                    );
                }
            }
        }
        diagnostics
    }

    /// Types follow from the properties used.
    fn add_types(mut self) {
        let terms = &self.graph.terms;
        let mut typed: FxHashSet<(Id, Id)> = FxHashSet::default();
        let mut topics: FxHashSet<Id> = FxHashSet::default();
        let mut kinds: FxHashSet<Id> = FxHashSet::default();
        let mut documents: FxHashSet<Id> = FxHashSet::default();
        for quad in &self.quads {
            match Known::from_id(quad.predicate) {
                Some(Known::Type) => {
                    typed.insert((quad.subject, quad.object));
                }
                Some(Known::Subject) => {
                    topics.insert(quad.object);
                }
                Some(Known::Kind) => {
                    kinds.insert(quad.subject);
                }
                Some(Known::In) => {
                    documents.insert(quad.object);
                }
                _ => {}
            }
        }
        let mut added: Vec<(usize, Id, Known)> = Vec::new();
        for (index, quad) in self.quads.iter().enumerate() {
            let mut add = |id: Id, class: Known| {
                if !terms.is_literal(id) && typed.insert((id, class.id())) {
                    added.push((index, id, class));
                }
            };
            match Known::from_id(quad.predicate) {
                Some(Known::ClaimOf) => {
                    add(quad.subject, Known::Statement);
                    add(quad.object, Known::Claim);
                }
                Some(Known::Entails | Known::Contradicts | Known::Presupposes) => {
                    add(quad.subject, Known::Claim);
                    add(quad.object, Known::Claim);
                }
                Some(Known::InterestIn) => add(quad.object, Known::Claim),
                Some(Known::AuthorityOver) if !topics.contains(&quad.object) => {
                    add(quad.object, Known::Claim);
                }
                Some(Known::By) => {
                    add(quad.subject, Known::Statement);
                    add(quad.object, Known::Agent);
                }
                Some(Known::To | Known::DeflectsTo | Known::VouchedBy) => {
                    add(quad.object, Known::Agent);
                }
                Some(Known::Between | Known::Dependent | Known::Principal) => {
                    if kinds.contains(&quad.subject) {
                        add(quad.subject, Known::Tie);
                    }
                    add(quad.object, Known::Agent);
                }
                Some(Known::Publisher) if documents.contains(&quad.subject) => {
                    add(quad.object, Known::Agent);
                }
                Some(Known::In) => add(quad.object, Known::Document),
                _ => {}
            }
        }
        for (index, subject, class) in added {
            let quad = Quad {
                subject,
                predicate: Known::Type.id(),
                object: class.id(),
                graph: self.quads[index].graph,
            };
            self.push(quad, self.origins[index] as usize);
        }
        if !self.graph.places.is_empty() {
            let places = std::mem::take(&mut self.graph.places);
            self.graph.places = self
                .origins
                .iter()
                .map(|origin| places[*origin as usize])
                .collect();
        }
        self.graph.quads = self.quads;
    }
}

/// The line that a triple contributes to the content of its subject.
///
/// `blank` gives the stand-in for a blank object.
fn line(terms: &Terms, predicate: Id, object: Id, blank: Option<&dyn Fn(Id) -> String>) -> String {
    let mut text = format!("<{}> ", terms.text(predicate));
    match terms.get(object) {
        TermRef::Iri(iri) => {
            let _ = write!(text, "<{iri}>");
        }
        TermRef::Blank(_) => text.push_str(&blank.map_or_else(String::new, |blank| blank(object))),
        TermRef::Literal {
            value,
            language,
            datatype,
        } => {
            let value = value.replace('\\', "\\\\").replace('\n', "\\n");
            let _ = write!(text, "\"{value}\"");
            let _ = match (language, datatype) {
                (Some(language), _) => write!(text, "@{language}"),
                (None, datatype) => write!(
                    text,
                    "^^<{}>",
                    datatype.map_or("", |datatype| terms.text(datatype))
                ),
            };
        }
    }
    text
}

/// SHA-256 of the distinct lines, sorted and joined, in lower-case hexadecimal.
fn digest(lines: BTreeSet<String>) -> String {
    let text = lines.into_iter().collect::<Vec<_>>().join("\n");
    hex(&Sha256::digest(text.as_bytes()))
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Hashes every blank node by its content: bottom up, and by colour refinement inside rings.
fn hash_blanks(
    content: &FxHashMap<Id, Vec<(Id, Id)>>,
    statements: &FxHashSet<Id>,
    terms: &Terms,
) -> FxHashMap<Id, String> {
    let mut blanks: Vec<Id> = content.keys().copied().collect();
    blanks.sort_unstable();
    let mut references: DiGraph<Id, ()> = DiGraph::new();
    let nodes: FxHashMap<Id, NodeIndex> = blanks
        .iter()
        .map(|blank| (*blank, references.add_node(*blank)))
        .collect();
    for blank in &blanks {
        for (_, object) in &content[blank] {
            if let Some(target) = nodes.get(object) {
                references.add_edge(nodes[blank], *target, ());
            }
        }
    }
    let mut hashes: FxHashMap<Id, String> = FxHashMap::default();
    // Kosaraju gives the components in reverse topological order: what is referred to, first.
    for component in kosaraju_scc(&references) {
        let members: Vec<Id> = component.iter().map(|node| references[*node]).collect();
        let is_ring =
            members.len() > 1 || references.find_edge(component[0], component[0]).is_some();
        let mut told_apart = 0;
        loop {
            let stand_in = |blank: Id| {
                let hash = hashes.get(&blank).map_or("", String::as_str);
                if statements.contains(&blank) {
                    format!("<{}{hash}>", namespace::STATEMENT)
                } else {
                    format!("_:{hash}")
                }
            };
            let round: Vec<(Id, String)> = members
                .iter()
                .map(|blank| {
                    let lines = content[blank].iter().map(|(predicate, object)| {
                        line(terms, *predicate, *object, Some(&stand_in))
                    });
                    (*blank, digest(lines.collect()))
                })
                .collect();
            let distinct = round
                .iter()
                .map(|(_, hash)| hash.as_str())
                .collect::<BTreeSet<_>>()
                .len();
            hashes.extend(round);
            if !is_ring || distinct <= told_apart {
                break;
            }
            told_apart = distinct;
        }
    }
    hashes
}
