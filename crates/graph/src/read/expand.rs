//! From the form that people type to the form that everything else works on.
//!
//! The same meaning is written down as SPARQL in `ontology/expand.rq`; a test holds the two to
//! the same triples. In short: a stance used as a property is a claim and a stance; `quotedIn`
//! makes the publisher of the document report the statement; types follow from use; and
//! statements that are blank nodes are named by their content.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::classes::{Classes, implied};
use super::diagnostic::Diagnostic;
use super::graph::{Graph, Part, Quad};
use super::naming::{digest, hash_blanks, line};
use super::speakers;
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
    let mut diagnostics = speakers::tell_apart(
        expansion.graph,
        &expansion.hashes,
        &mut expansion.quads,
        &mut expansion.origins,
    );
    diagnostics.extend(expansion.relay_quotations());
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
    hashes: FxHashMap<Id, String>,
}

impl<'g> Expansion<'g> {
    fn new(graph: &'g mut Graph) -> Self {
        Self {
            quads: Vec::with_capacity(graph.quads.len()),
            origins: Vec::with_capacity(graph.quads.len()),
            graph,
            quotations: Vec::new(),
            blank_statements: FxHashSet::default(),
            hashes: FxHashMap::default(),
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
                )
                || (known == Some(Known::Type) && quad.object == Known::Statement.id());
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
        if !open.is_empty() {
            for quad in &self.quads {
                if quad.predicate == Known::ClaimOf.id() {
                    open.remove(&quad.subject);
                }
            }
        }
        if open.is_empty() {
            return;
        }
        let mut claims: FxHashMap<Id, BTreeSet<Id>> = FxHashMap::default();
        for quad in &self.quads {
            if quad.predicate == Known::ClaimOf.id() {
                claims.entry(quad.subject).or_default().insert(quad.object);
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
        let mut progress = true;
        while progress {
            progress = false;
            for (origin, quad) in &targets {
                for claim in claims.get(&quad.object).cloned().unwrap_or_default() {
                    if claims.entry(quad.subject).or_default().insert(claim) {
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
    }

    /// Statements that are blank nodes become IRIs made of their content.
    fn name_blank_statements(&mut self) {
        if self.blank_statements.is_empty() && self.quotations.is_empty() {
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
            if self.graph.terms.is_blank(quad.object) {
                content.entry(quad.object).or_default();
            }
        }
        for quotation in &self.quotations {
            for blank in [quotation.quad.subject, quotation.quad.object] {
                if self.graph.terms.is_blank(blank) {
                    content.entry(blank).or_default();
                }
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
        let misspelt = std::mem::take(&mut self.graph.misspelt);
        self.graph.misspelt = misspelt
            .into_iter()
            .map(|id| names.get(&id).copied().unwrap_or(id))
            .collect();
        self.hashes = hashes;
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
        let mut classes = Classes::new(self.graph.terms.len());
        for quad in &self.quads {
            let (of, map) = match Known::from_id(quad.predicate) {
                Some(Known::Type) => {
                    if let Some(class) = Known::from_id(quad.object) {
                        classes.insert(quad.subject, class);
                    }
                    continue;
                }
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
            if self.graph.terms.is_literal(document) {
                diagnostics.push(self.text_for_a_document(&quad, origin));
                continue;
            }
            let publishers = publishers.get(&document).unwrap_or(&none);
            let follows = [
                (quad.subject, Known::Statement),
                (document, Known::Document),
            ]
            .into_iter()
            .chain(publishers.iter().map(|agent| (*agent, Known::Agent)));
            for (subject, class) in follows {
                if !self.graph.terms.is_literal(subject) && classes.insert(subject, class) {
                    self.push(
                        Quad {
                            subject,
                            predicate: Known::Type.id(),
                            object: class.id(),
                            graph: quad.graph,
                        },
                        origin,
                    );
                }
            }
            if publishers.is_empty() {
                diagnostics.push(self.no_publisher(document, origin));
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
                let stand_in = |blank: Id| format!("_:{}", self.hashes[&blank]);
                let lines = content.iter().map(|(predicate, object)| {
                    line(&self.graph.terms, *predicate, *object, Some(&stand_in))
                });
                let iri = format!("{}{}", namespace::STATEMENT, digest(lines.collect()));
                let subject = self.graph.terms.iri(&iri);
                self.graph.derived.insert(subject);
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

    fn text_for_a_document(&self, quad: &Quad, origin: usize) -> Diagnostic {
        Diagnostic::error(
            "text-for-a-thing",
            format!(
                "sayso:quotedIn takes a document, not the text {}",
                self.graph.display(quad.object)
            ),
        )
        .hint("give the document a name, and say who published it:  :the-document dcterms:publisher :the-outlet .")
        .at(self.graph.location(origin, Part::Object))
    }

    fn no_publisher(&self, document: Id, origin: usize) -> Diagnostic {
        let name = self.graph.display(document);
        Diagnostic::error(
            "document-without-publisher",
            format!(
                "the document {name} has no publisher, so nobody is known to report what it quotes"
            ),
        )
        .hint(format!(
            "say who published it:  {name} dcterms:publisher :the-outlet ."
        ))
        .at(self.graph.location(origin, Part::Object))
    }

    /// Types follow from the properties used.
    fn add_types(mut self) {
        let terms = &self.graph.terms;
        let mut classes = Classes::new(terms.len());
        for quad in &self.quads {
            if let (Some(Known::Type), Some(class)) =
                (Known::from_id(quad.predicate), Known::from_id(quad.object))
            {
                classes.insert(quad.subject, class);
            }
        }
        let mut added: Vec<(usize, Id, Known)> = Vec::new();
        let triples = self.quads.iter();
        let triples = triples.map(|quad| [quad.subject, quad.predicate, quad.object]);
        implied(terms, triples, |index, id, class| {
            if classes.insert(id, class) && !terms.is_literal(id) {
                added.push((index, id, class));
            }
        });
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
