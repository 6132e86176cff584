//! What a dataset says of its things, looked up thing by thing: for formats that lay it out
//! otherwise than as triples.
//!
//! Things go by their N-Triples notation, with canonical labels for blank nodes, so that every
//! order that follows from it is the same whatever the order of the files.

use std::collections::BTreeMap;

use oxrdf::{Dataset, TermRef};

use crate::vocab::{Known, namespace};

/// Objects by predicate by subject, each in order.
#[derive(Debug)]
pub(super) struct Facts<'d> {
    about: BTreeMap<String, BTreeMap<&'d str, Vec<TermRef<'d>>>>,
}

impl<'d> Facts<'d> {
    /// O(q log q).
    pub(super) fn new(dataset: &'d Dataset) -> Self {
        let mut about: BTreeMap<String, BTreeMap<&'d str, Vec<TermRef<'d>>>> = BTreeMap::new();
        for quad in dataset {
            about
                .entry(quad.subject.to_string())
                .or_default()
                .entry(quad.predicate.as_str())
                .or_default()
                .push(quad.object);
        }
        for objects in about.values_mut().flat_map(BTreeMap::values_mut) {
            objects.sort_by_cached_key(ToString::to_string);
            objects.dedup();
        }
        Self { about }
    }

    /// Everything of which something is said, in order.
    pub(super) fn subjects(&self) -> impl Iterator<Item = &str> {
        self.about.keys().map(String::as_str)
    }

    /// What is said of a thing: objects by predicate.
    pub(super) fn about(&self, thing: &str) -> impl Iterator<Item = (&'d str, &[TermRef<'d>])> {
        let about = self.about.get(thing).into_iter().flatten();
        about.map(|(predicate, objects)| (*predicate, objects.as_slice()))
    }

    /// The values of a property, in order.
    pub(super) fn values(&self, thing: &str, property: &str) -> &[TermRef<'d>] {
        let values = self.about.get(thing).and_then(|about| about.get(property));
        values.map_or(&[], Vec::as_slice)
    }

    /// The values of a property that sayso knows, in order.
    pub(super) fn known(&self, thing: &str, property: Known) -> &[TermRef<'d>] {
        self.values(thing, &property.iri())
    }

    /// The first value of a property, as text.
    pub(super) fn text(&self, thing: &str, property: Known) -> Option<String> {
        self.known(thing, property)
            .first()
            .map(|value| text(*value))
    }

    /// Whether a thing is of a class.
    pub(super) fn is_a(&self, thing: &str, class: Known) -> bool {
        let iri = class.iri();
        let mut types = self.known(thing, Known::Type).iter();
        types.any(|value| matches!(value, TermRef::NamedNode(node) if node.as_str() == iri))
    }

    /// The things of a class, in order.
    pub(super) fn things(&self, class: Known) -> Vec<&str> {
        self.subjects()
            .filter(|thing| self.is_a(thing, class))
            .collect()
    }

    /// The label of a thing: English before untagged before other languages, then the first.
    pub(super) fn label(&self, thing: &str) -> Option<&'d str> {
        let labels = self.known(thing, Known::Label).iter();
        let ranked = labels.filter_map(|label| match label {
            TermRef::Literal(literal) => Some((
                match literal.language() {
                    Some(tag) if tag == "en" || tag.starts_with("en-") => 0,
                    None => 1,
                    Some(_) => 2,
                },
                literal.value(),
            )),
            _ => None,
        });
        ranked.min().map(|(_, label)| label)
    }
}

/// A term without the signs of its notation: an IRI, the value of a literal, or a blank node.
pub(super) fn text(term: TermRef<'_>) -> String {
    match term {
        TermRef::NamedNode(node) => node.as_str().to_owned(),
        TermRef::Literal(literal) => literal.value().to_owned(),
        TermRef::BlankNode(node) => node.to_string(),
    }
}

/// A thing's IRI without angle brackets, or its blank node.
pub(super) fn bare(thing: &str) -> &str {
    thing
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .unwrap_or(thing)
}

/// The name of a term of ours without its namespace; any other IRI as it is.
pub(super) fn word(iri: &str) -> &str {
    iri.strip_prefix(namespace::SAYSO).unwrap_or(iri)
}
