//! The inverse of expansion: from the long form to what a person would have typed.
//!
//! Nothing is left out here that expansion does not bring back; the caller reads the result and
//! compares, and writes the long form where the two differ.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{Dataset, GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef};

use crate::vocab::{Known, namespace};

/// The triples of a dataset in the short form.
///
/// Derived reports become `quotedIn`, claim and stance one triple, types that follow from use go,
/// and statements with derived names become blank nodes where nothing else refers to them.
pub(super) fn shortened(dataset: &Dataset) -> Dataset {
    let shape = Shape::new(dataset);
    let folded = shape.folded();
    let mut short = Dataset::new();
    let mut add = |subject: NamedOrBlankNode, predicate: &str, object: Term| {
        let predicate = NamedNode::new_unchecked(predicate);
        short.insert(&Quad::new(
            subject,
            predicate,
            object,
            GraphName::DefaultGraph,
        ));
    };
    for quotation in folded.values() {
        add(
            shape.name(&quotation.statement, &folded),
            &Known::QuotedIn.iri(),
            Term::from(quotation.document.clone()),
        );
    }
    let own = |known: Known| known.iri();
    for quad in dataset {
        let subject = quad.subject.to_string();
        if folded.contains_key(&subject) {
            continue;
        }
        let predicate = quad.predicate.as_str();
        let is_derived_type =
            predicate == own(Known::Type) && DERIVED.iter().any(|class| is(quad.object, *class));
        if is_derived_type || predicate == own(Known::Stance) {
            continue;
        }
        let stance = (predicate == own(Known::ClaimOf))
            .then(|| shape.only(&subject, Known::Stance))
            .flatten();
        let predicate = stance.map_or_else(|| predicate.to_owned(), ToOwned::to_owned);
        let object = match quad.object {
            TermRef::NamedNode(node) => match shape.name(&node.to_string(), &folded) {
                NamedOrBlankNode::BlankNode(node) => Term::from(node),
                NamedOrBlankNode::NamedNode(node) => Term::from(node),
            },
            object => object.into_owned(),
        };
        add(shape.name(&subject, &folded), &predicate, object);
    }
    short
}

/// The types that follow from the properties used.
const DERIVED: [Known; 5] = [
    Known::Statement,
    Known::Claim,
    Known::Agent,
    Known::Document,
    Known::Tie,
];

fn is(term: TermRef<'_>, known: Known) -> bool {
    matches!(term, TermRef::NamedNode(node) if node.as_str() == known.iri())
}

/// What a derived report stands for.
struct Quotation {
    statement: String,
    document: NamedNode,
}

/// The properties of subjects, and what refers to them.
struct Shape {
    properties: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    referrers: BTreeMap<String, BTreeSet<String>>,
}

impl Shape {
    fn new(dataset: &Dataset) -> Self {
        let mut shape = Self {
            properties: BTreeMap::new(),
            referrers: BTreeMap::new(),
        };
        for quad in dataset {
            let (subject, object) = (quad.subject.to_string(), quad.object.to_string());
            if !matches!(quad.object, TermRef::Literal(_)) {
                let referrers = shape.referrers.entry(object.clone()).or_default();
                referrers.insert(subject.clone());
            }
            shape
                .properties
                .entry(subject)
                .or_default()
                .entry(quad.predicate.as_str().to_owned())
                .or_default()
                .insert(object);
        }
        shape
    }

    fn values(&self, subject: &str, property: Known) -> Option<&BTreeSet<String>> {
        self.properties.get(subject)?.get(&property.iri())
    }

    /// The only value of a property, without angle brackets.
    fn only(&self, subject: &str, property: Known) -> Option<&str> {
        let values = self.values(subject, property)?;
        let [value] = values.iter().collect::<Vec<_>>()[..] else {
            return None;
        };
        value.strip_prefix('<')?.strip_suffix('>')
    }

    /// The derived reports: each says no more than that a publisher reports a statement in a
    /// document, and all publishers of the document do.
    fn folded(&self) -> BTreeMap<String, Quotation> {
        let mut candidates: BTreeMap<(String, String), BTreeMap<String, String>> = BTreeMap::new();
        for (subject, properties) in &self.properties {
            let is_named_by_content = subject
                .strip_prefix('<')
                .and_then(|iri| iri.strip_prefix(namespace::STATEMENT))
                .is_some_and(|hash| hash.len() == 64 + ">".len());
            let says_no_more = properties.keys().all(|property| {
                let allowed = [
                    Known::Type,
                    Known::ClaimOf,
                    Known::By,
                    Known::Stance,
                    Known::Relays,
                    Known::In,
                    Known::SaidAt,
                ];
                allowed.iter().any(|known| known.iri() == *property)
            });
            let parts = (
                self.only(subject, Known::Relays),
                self.only(subject, Known::In),
                self.only(subject, Known::By),
            );
            let (Some(relayed), Some(document), Some(by)) = parts else {
                continue;
            };
            let (relayed, document) = (format!("<{relayed}>"), format!("<{document}>"));
            let same_claim =
                self.only(subject, Known::ClaimOf) == self.only(&relayed, Known::ClaimOf);
            let same_time =
                self.values(subject, Known::SaidAt) == self.values(&document, Known::Issued);
            let reports = self.only(subject, Known::Stance) == Some(&Known::Reports.iri());
            let is_unreferred = !self.referrers.contains_key(subject);
            if is_named_by_content
                && says_no_more
                && same_claim
                && same_time
                && reports
                && is_unreferred
            {
                candidates
                    .entry((relayed, document))
                    .or_default()
                    .insert(format!("<{by}>"), subject.clone());
            }
        }
        let mut folded = BTreeMap::new();
        for ((statement, document), reports) in candidates {
            let publishers = self.values(&document, Known::Publisher);
            if publishers.is_some_and(|known| known.iter().eq(reports.keys())) {
                let iri = document.trim_start_matches('<').trim_end_matches('>');
                for report in reports.into_values() {
                    let quotation = Quotation {
                        statement: statement.clone(),
                        document: NamedNode::new_unchecked(iri),
                    };
                    folded.insert(report, quotation);
                }
            }
        }
        folded
    }

    /// The name of a thing in the short form: statements named by content become blank nodes
    /// again, unless something that is written refers to them.
    fn name(&self, term: &str, folded: &BTreeMap<String, Quotation>) -> NamedOrBlankNode {
        if let Some(label) = term.strip_prefix("_:") {
            return oxrdf::BlankNode::new_unchecked(label).into();
        }
        let iri = term.trim_start_matches('<').trim_end_matches('>');
        let Some(hash) = iri.strip_prefix(namespace::STATEMENT) else {
            return NamedNodeRef::new_unchecked(iri).into_owned().into();
        };
        let referrers = self.referrers.get(term);
        let is_free = referrers
            .is_none_or(|referrers| referrers.iter().all(|subject| folded.contains_key(subject)));
        if is_free && self.properties.contains_key(term) && hash.len() == 64 {
            oxrdf::BlankNode::new_unchecked(format!("s{hash}")).into()
        } else {
            NamedNodeRef::new_unchecked(iri).into_owned().into()
        }
    }
}
