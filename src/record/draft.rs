//! What is to be added to a record: one thing, and all that is said of it at once.

use oxrdf::{BlankNode, Dataset, GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};

use crate::model::{Time, time};
use crate::names::Kind;
use crate::vocab::Known;

/// One value of a property.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// An IRI or a literal.
    Term(Term),
    /// A thing without a name, by its properties, such as an anchor.
    Nameless(Vec<(NamedNode, Term)>),
}

/// One thing that is to be added, in the short form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// What it is.
    pub kind: Kind,
    /// Its name; a statement or a tie needs none.
    pub name: Option<NamedNode>,
    /// What is said of it, in the order in which a person would write it.
    pub properties: Vec<(NamedNode, Vec<Value>)>,
}

impl Draft {
    /// A thing of which nothing is said yet.
    pub const fn new(kind: Kind, name: Option<NamedNode>) -> Self {
        Self {
            kind,
            name,
            properties: Vec::new(),
        }
    }

    /// Says something of it; values of one property are kept together.
    pub fn say(&mut self, property: Known, value: impl Into<Value>) {
        self.say_other(node(property), value);
    }

    /// Says something of it by a word of others; values of one property are kept together.
    pub fn say_other(&mut self, property: NamedNode, value: impl Into<Value>) {
        let value = value.into();
        let held = self.properties.iter_mut().find(|(of, _)| *of == property);
        match held {
            Some((_, values)) if values.contains(&value) => {}
            Some((_, values)) => values.push(value),
            None => self.properties.push((property, vec![value])),
        }
    }

    /// Says when it was recorded, unless that is said already, or it is a claim: these have no
    /// such time.
    pub fn record_at(&mut self, time: &Literal) {
        let property = node(Known::RecordedAt);
        let is_said = self.properties.iter().any(|(of, _)| *of == property);
        if is_said || self.kind == Kind::Claim {
            return;
        }
        // Before what is long: the places of words.
        let anchor = node(Known::Anchor);
        let anchors = self.properties.iter().position(|(of, _)| *of == anchor);
        let at = anchors.unwrap_or(self.properties.len());
        let value = Value::Term(time.clone().into());
        self.properties.insert(at, (property, vec![value]));
    }

    /// The IRIs that one of its properties leads to.
    pub fn iris(&self, property: Known) -> impl Iterator<Item = &NamedNode> {
        let property = node(property);
        let values = self.properties.iter();
        let values = values.filter(move |(of, _)| *of == property);
        values
            .flat_map(|(_, values)| values)
            .filter_map(|value| match value {
                Value::Term(Term::NamedNode(iri)) => Some(iri),
                _ => None,
            })
    }

    /// The type that says what it is, where nothing else does.
    pub(super) fn class(&self) -> NamedNode {
        node(match self.kind {
            Kind::Claim => Known::Claim,
            Kind::Agent => Known::Agent,
            Kind::Document => Known::Document,
            Kind::Statement => Known::Statement,
            Kind::Tie => Known::Tie,
        })
    }

    /// Whether it is a claim with a name of which nothing nameless is told, as a judged pair is:
    /// where it goes, and what it says, does not depend on the one before it.
    pub(super) fn is_plain_claim(&self) -> bool {
        let mut values = self.properties.iter().flat_map(|(_, values)| values);
        self.kind == Kind::Claim
            && self.name.is_some()
            && values.all(|value| matches!(value, Value::Term(_)))
    }

    /// Exactly what is to be added, as triples.
    pub fn triples(&self) -> Dataset {
        let mut triples = Dataset::new();
        let mut add = |subject: &NamedOrBlankNode, property: &NamedNode, object: Term| {
            triples.insert(&Quad::new(
                subject.clone(),
                property.clone(),
                object,
                GraphName::DefaultGraph,
            ));
        };
        let mut nameless = 0..;
        let mut blank = || BlankNode::new_unchecked(format!("d{}", nameless.next().unwrap_or(0)));
        let subject = match &self.name {
            Some(name) => name.clone().into(),
            None => NamedOrBlankNode::from(blank()),
        };
        for (property, values) in &self.properties {
            for value in values {
                match value {
                    Value::Term(term) => add(&subject, property, term.clone()),
                    Value::Nameless(parts) => {
                        let inner = blank();
                        add(&subject, property, inner.clone().into());
                        for (property, object) in parts {
                            add(&inner.clone().into(), property, object.clone());
                        }
                    }
                }
            }
        }
        triples
    }
}

impl From<Term> for Value {
    fn from(term: Term) -> Self {
        Self::Term(term)
    }
}

impl From<NamedNode> for Value {
    fn from(iri: NamedNode) -> Self {
        Self::Term(iri.into())
    }
}

impl From<Literal> for Value {
    fn from(literal: Literal) -> Self {
        Self::Term(literal.into())
    }
}

impl From<Known> for Value {
    fn from(known: Known) -> Self {
        Self::Term(node(known).into())
    }
}

/// A term of the vocabulary as an IRI.
pub(super) fn node(known: Known) -> NamedNode {
    NamedNode::new_unchecked(known.iri())
}

/// A literal of a datatype, as written.
pub fn typed(text: &str, datatype: Known) -> Literal {
    Literal::new_typed_literal(text, node(datatype))
}

/// A time as people type it, with the datatype of its shape.
pub fn time(text: &str) -> Option<Literal> {
    let text = text.trim();
    let mut datatypes = time::DATATYPES.iter();
    let datatype = datatypes.find(|datatype| Time::parse(text, **datatype).is_some())?;
    Some(typed(text, *datatype))
}
