//! Where all readers put what they read: terms of a parser in, numbered quads out.

use oxrdf::{GraphName, NamedOrBlankNode};
use rio_api::model as rio;
use rustc_hash::FxHashMap;

use super::graph::Quad;
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
