//! Where all readers put what they read: terms of a parser in, numbered quads out.

use std::collections::BTreeMap;

use oxrdf::{GraphName, NamedOrBlankNode};
use rio_api::model as rio;
use rustc_hash::FxHashMap;

use super::diagnostic::Place;
use super::graph::{Graph, Quad};
use super::terms::Terms;
use crate::vocab::Id;

/// The longest term that is read, in bytes. No name, label or quotation comes near it.
pub const LONGEST_TERM: usize = 16 * 1024 * 1024;

/// Why a triple is not taken, though it is well formed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unwelcome {
    /// It has a triple in place of a term.
    QuotedTriple,
    /// It has a term that is too long.
    TooLong,
}

/// What is said of a term that is too long.
pub(super) fn too_long() -> String {
    format!("a term is longer than {} MiB", LONGEST_TERM >> 20)
}

/// The label of a blank node.
pub(super) fn blank_label(file: usize, number: usize) -> String {
    format!("f{file}b{number}")
}

/// Gives blank nodes labels that are unique in the graph: file number, then order of appearance.
pub(super) struct Blanks {
    /// The number of the file; without one, labels stay as they are.
    file: Option<usize>,
    seen: FxHashMap<String, Id>,
}

impl Blanks {
    pub(super) fn new(file: Option<usize>) -> Self {
        Self {
            file,
            seen: FxHashMap::default(),
        }
    }

    pub(super) fn id(&mut self, label: &str, terms: &mut Terms) -> Id {
        if let Some(id) = self.seen.get(label) {
            return *id;
        }
        let id = match self.file {
            Some(file) => terms.blank(&blank_label(file, self.seen.len())),
            None => terms.blank(label),
        };
        self.seen.insert(label.to_owned(), id);
        id
    }
}

/// One file on its way into a graph, from a parser that gives `oxrdf` quads and is given up at the
/// first error.
pub(super) struct Intake<'g> {
    graph: &'g mut Graph,
    /// The name of the file, for what is in no graph of its own.
    name: Id,
    blanks: Blanks,
    prefixes: BTreeMap<String, String>,
    /// How many quads there were before.
    before: usize,
}

impl<'g> Intake<'g> {
    /// A file with its base; `file` as for [`Blanks::new`].
    pub(super) fn new(graph: &'g mut Graph, base: &str, file: Option<usize>) -> Self {
        Self {
            name: graph.terms.iri(base),
            blanks: Blanks::new(file),
            prefixes: BTreeMap::new(),
            before: graph.quads.len(),
            graph,
        }
    }

    /// Takes a quad, with its place where places are kept.
    pub(super) fn take(
        &mut self,
        found: &oxrdf::Quad,
        place: Option<Place>,
    ) -> Result<(), Unwelcome> {
        let quad = quad(found, self.name, &mut self.graph.terms, &mut self.blanks)?;
        self.graph.quads.push(quad);
        self.graph.places.extend(place);
        Ok(())
    }

    /// Notes the prefixes that a parser knows, once it knows some.
    pub(super) fn note<'p>(&mut self, prefixes: impl Iterator<Item = (&'p str, &'p str)>) {
        if self.prefixes.is_empty() {
            let owned = |(prefix, iri): (&str, &str)| (prefix.to_owned(), iri.to_owned());
            self.prefixes = prefixes.map(owned).collect();
        }
    }

    /// Forgets the file: what is said of half of one would be noise.
    pub(super) fn forget(self) {
        self.graph.quads.truncate(self.before);
        self.graph.places.truncate(self.before);
    }

    /// Declares the prefixes of a file that was read to its end.
    pub(super) fn finish(self) {
        for (prefix, namespace) in &self.prefixes {
            self.graph.declare(prefix, namespace);
        }
    }
}

fn limit(text: &str) -> Result<(), Unwelcome> {
    if text.len() > LONGEST_TERM {
        Err(Unwelcome::TooLong)
    } else {
        Ok(())
    }
}

fn iri(iri: &str, terms: &mut Terms) -> Result<Id, Unwelcome> {
    limit(iri)?;
    Ok(terms.iri(iri))
}

/// Takes a triple of `rio_turtle`.
pub(super) fn rio_triple(
    triple: rio::Triple<'_>,
    graph: Id,
    terms: &mut Terms,
    blanks: &mut Blanks,
) -> Result<Quad, Unwelcome> {
    let subject = match triple.subject {
        rio::Subject::NamedNode(node) => iri(node.iri, terms)?,
        rio::Subject::BlankNode(node) => blanks.id(node.id, terms),
        rio::Subject::Triple(_) => return Err(Unwelcome::QuotedTriple),
    };
    let object = match triple.object {
        rio::Term::NamedNode(node) => iri(node.iri, terms)?,
        rio::Term::BlankNode(node) => blanks.id(node.id, terms),
        rio::Term::Triple(_) => return Err(Unwelcome::QuotedTriple),
        rio::Term::Literal(literal) => match literal {
            rio::Literal::Simple { value } => {
                limit(value)?;
                terms.string(value)
            }
            rio::Literal::LanguageTaggedString { value, language } => {
                limit(value)?;
                terms.language_string(value, language)
            }
            rio::Literal::Typed { value, datatype } => {
                limit(value)?;
                terms.typed(value, datatype.iri)
            }
        },
    };
    Ok(Quad {
        subject,
        predicate: iri(triple.predicate.iri, terms)?,
        object,
        graph,
    })
}

/// Takes a quad of `rio_turtle`; without a graph of its own it is in that of the file.
pub(super) fn rio_quad(
    quad: rio::Quad<'_>,
    graph_of_file: Id,
    terms: &mut Terms,
    blanks: &mut Blanks,
) -> Result<Quad, Unwelcome> {
    let graph = match quad.graph_name {
        None => graph_of_file,
        Some(rio::GraphName::NamedNode(node)) => iri(node.iri, terms)?,
        Some(rio::GraphName::BlankNode(node)) => blanks.id(node.id, terms),
    };
    let triple = rio::Triple {
        subject: quad.subject,
        predicate: quad.predicate,
        object: quad.object,
    };
    rio_triple(triple, graph, terms, blanks)
}

/// Takes a quad of `oxttl`, `oxrdfxml` or `oxjsonld`; without a graph of its own it is in that of
/// the file.
pub(super) fn quad(
    quad: &oxrdf::Quad,
    graph_of_file: Id,
    terms: &mut Terms,
    blanks: &mut Blanks,
) -> Result<Quad, Unwelcome> {
    let graph = match &quad.graph_name {
        GraphName::DefaultGraph => graph_of_file,
        GraphName::NamedNode(node) => iri(node.as_str(), terms)?,
        GraphName::BlankNode(node) => blanks.id(node.as_str(), terms),
    };
    let subject = match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => iri(node.as_str(), terms)?,
        NamedOrBlankNode::BlankNode(node) => blanks.id(node.as_str(), terms),
    };
    let object = match &quad.object {
        oxrdf::Term::NamedNode(node) => iri(node.as_str(), terms)?,
        oxrdf::Term::BlankNode(node) => blanks.id(node.as_str(), terms),
        oxrdf::Term::Literal(literal) => {
            limit(literal.value())?;
            match literal.language() {
                Some(language) => terms.language_string(literal.value(), language),
                None => terms.typed(literal.value(), literal.datatype().as_str()),
            }
        }
    };
    Ok(Quad {
        subject,
        predicate: iri(quad.predicate.as_str(), terms)?,
        object,
        graph,
    })
}
