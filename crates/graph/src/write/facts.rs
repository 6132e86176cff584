//! What a dataset says of its things, looked up thing by thing: for formats that lay it out
//! otherwise than as triples.
//!
//! Things go by their places in the order of their N-Triples notation, with canonical labels for
//! blank nodes, so that every order that follows from it is the same whatever the order of the
//! files; and what is looked up, compared and counted are numbers.

use std::ops::Range;

use oxrdf::{BlankNodeRef, TermRef};

use super::Error;
use super::lines::Lines;
use super::terms::Prefixes;
use crate::read::{Classes, Graph, Quad};
use crate::vocab::{Id, Known, namespace};

/// A term of the dataset, by its place in the order of their notations.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Thing(u32);

impl Thing {
    /// The place as an index below [`Facts::count`].
    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Objects by predicate by subject, each in order.
pub(super) struct Facts<'g> {
    graph: &'g Graph,
    lines: Lines,
    /// Where the properties of each thing begin, by its place; and at last where the last end.
    starts: Vec<u32>,
    /// The properties of all things, and where the values of each begin; and at last where the
    /// last end.
    properties: Vec<(Thing, u32)>,
    values: Vec<Thing>,
    /// The terms that sayso knows, where they occur.
    known: Vec<Option<Thing>>,
}

impl<'g> Facts<'g> {
    /// The triples of some quads, whatever their graphs. O(q log q), beside the labelling of
    /// blank nodes.
    pub(super) fn new(graph: &'g Graph, quads: &[Quad]) -> Result<Self, Error> {
        let lines = Lines::new(graph, quads, false)?;
        let mut facts = Self {
            graph,
            starts: Vec::with_capacity(lines.terms().len() + 1),
            properties: Vec::new(),
            values: Vec::with_capacity(lines.count()),
            known: vec![None; Known::ALL.len()],
            lines,
        };
        for (place, id) in (0..).zip(facts.lines.ids()) {
            if let Some(known) = facts.known.get_mut(id.index()) {
                *known = Some(Thing(place));
            }
        }
        for [subject, predicate, object, _] in facts.lines.rows() {
            let is_new = facts.starts.len() <= *subject as usize;
            let count = facts.properties.len() as u32;
            // Those between this subject and the last have nothing said of them.
            facts.starts.resize(*subject as usize + 1, count);
            if is_new || facts.properties.last().map(|it| it.0.0) != Some(*predicate) {
                let start = facts.values.len() as u32;
                facts.properties.push((Thing(*predicate), start));
            }
            facts.values.push(Thing(*object));
        }
        let count = facts.properties.len() as u32;
        facts.starts.resize(facts.lines.terms().len() + 1, count);
        let end = facts.values.len() as u32;
        facts.properties.push((Thing(u32::MAX), end));
        Ok(facts)
    }

    /// The graph that the terms are of.
    pub(super) const fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// The dataset, line by line.
    pub(super) const fn lines(&self) -> &Lines {
        &self.lines
    }

    /// How many terms there are.
    pub(super) fn count(&self) -> usize {
        self.lines.terms().len()
    }

    /// All terms, in order.
    pub(super) fn terms(&self) -> impl Iterator<Item = Thing> + use<> {
        (0..self.count() as u32).map(Thing)
    }

    /// Everything of which something is said, in order.
    pub(super) fn subjects(&self) -> impl Iterator<Item = Thing> {
        self.terms().filter(|thing| !self.range(*thing).is_empty())
    }

    /// A term, from its notation.
    pub(super) fn find(&self, notation: &str) -> Option<Thing> {
        let terms = self.lines.terms();
        let place = terms.binary_search_by(|term| term.as_str().cmp(notation));
        place.ok().map(|place| Thing(place as u32))
    }

    /// A term as N-Triples writes it, with its canonical label where it is a blank node.
    pub(super) fn notation(&self, thing: Thing) -> &str {
        &self.lines.terms()[thing.index()]
    }

    /// A term, with its canonical label where it is a blank node.
    pub(super) fn term(&self, thing: Thing) -> TermRef<'_> {
        if self.is_blank(thing) {
            let label = &self.notation(thing)["_:".len()..];
            return BlankNodeRef::new_unchecked(label).into();
        }
        self.graph.terms.as_term(self.id(thing))
    }

    /// A term without the signs of its notation: an IRI, the value of a literal, or a blank node.
    pub(super) fn bare(&self, thing: Thing) -> &str {
        if self.is_blank(thing) {
            self.notation(thing)
        } else {
            self.graph.terms.text(self.id(thing))
        }
    }

    /// Which term of the dictionary it is.
    pub(super) fn id(&self, thing: Thing) -> Id {
        self.lines.ids()[thing.index()]
    }

    /// The types that follow from what is said. O(q).
    pub(super) fn implied(&self) -> Classes {
        let rows = self.lines.rows().iter();
        let triples = rows.map(|row| [0, 1, 2].map(|part| self.id(Thing(row[part]))));
        Classes::implied(&self.graph.terms, triples)
    }

    /// The objects of all triples, some of them more than once.
    pub(super) fn objects(&self) -> impl Iterator<Item = Thing> {
        self.values.iter().copied()
    }

    /// The prefixes that the data declares, and the well-known ones.
    pub(super) fn prefixes(&self) -> Prefixes {
        Prefixes::new(self.graph)
    }

    /// Whether a term is an IRI.
    pub(super) fn is_iri(&self, thing: Thing) -> bool {
        self.notation(thing).starts_with('<')
    }

    /// Whether a term is a blank node.
    pub(super) fn is_blank(&self, thing: Thing) -> bool {
        self.notation(thing).starts_with("_:")
    }

    fn range(&self, thing: Thing) -> Range<usize> {
        let at = thing.index();
        self.starts[at] as usize..self.starts[at + 1] as usize
    }

    /// What is said of a thing: values by property.
    pub(super) fn about(&self, thing: Thing) -> impl Iterator<Item = (Thing, &[Thing])> {
        self.range(thing).map(|at| {
            let ((property, start), (_, end)) = (self.properties[at], self.properties[at + 1]);
            (property, &self.values[start as usize..end as usize])
        })
    }

    /// The values of a property, in order.
    pub(super) fn values(&self, thing: Thing, property: Thing) -> &[Thing] {
        let mut about = self.about(thing);
        about
            .find(|(other, _)| *other == property)
            .map_or(&[], |(_, values)| values)
    }

    /// A term that sayso knows, where it occurs.
    pub(super) fn of(&self, known: Known) -> Option<Thing> {
        self.known[known.id().index()]
    }

    /// The values of a property that sayso knows, in order.
    pub(super) fn known(&self, thing: Thing, property: Known) -> &[Thing] {
        self.of(property)
            .map_or(&[], |property| self.values(thing, property))
    }

    /// The first value of a property, as text.
    pub(super) fn text(&self, thing: Thing, property: Known) -> Option<&str> {
        let first = self.known(thing, property).first();
        first.map(|value| self.bare(*value))
    }

    /// Whether a thing is of a class.
    pub(super) fn is_a(&self, thing: Thing, class: Known) -> bool {
        self.of(class)
            .is_some_and(|class| self.known(thing, Known::Type).contains(&class))
    }

    /// The things of a class, in order.
    pub(super) fn things(&self, class: Known) -> impl Iterator<Item = Thing> {
        self.subjects()
            .filter(move |thing| self.is_a(*thing, class))
    }

    /// The label of a thing: English before untagged before other languages, then the first.
    pub(super) fn label(&self, thing: Thing) -> Option<&str> {
        let labels = self.known(thing, Known::Label).iter();
        let ranked = labels.filter_map(|label| match self.term(*label) {
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

/// The name of a term of ours without its namespace; any other IRI as it is.
pub(super) fn word(iri: &str) -> &str {
    iri.strip_prefix(namespace::SAYSO).unwrap_or(iri)
}
