//! The inverse of expansion: from the long form to what a person would have typed.
//!
//! Nothing is left out here that expansion does not bring back; the caller reads the result and
//! compares, and writes the long form where the two differ.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};

use crate::vocab::{Known, namespace};

/// The triples of a dataset in the short form.
///
/// Derived reports become `quotedIn`, claim and stance one triple, types that follow from use go,
/// and statements with derived names become blank nodes where nothing else refers to them.
pub(super) fn shortened(long: &[Triple]) -> Vec<Triple> {
    let shape = Shape::new(long);
    let folded = shape.folded();
    let mut short: Vec<Triple> = Vec::new();
    let mut add = |subject: NamedOrBlankNode, predicate: &str, object: Term| {
        let predicate = NamedNode::new_unchecked(predicate);
        short.push(Triple::new(subject, predicate, object));
    };
    // All publishers of a document report what it quotes: that is one `quotedIn`.
    let quotations: BTreeSet<&Quotation> = folded.values().collect();
    for quotation in quotations {
        add(
            shape.name(&quotation.statement, &folded),
            &Known::QuotedIn.iri(),
            NamedNode::new_unchecked(bare(&quotation.document)).into(),
        );
    }
    let derived = DERIVED.map(|class| NamedNode::new_unchecked(class.iri()));
    let [type_of, stance_of, claim_of] =
        [Known::Type, Known::Stance, Known::ClaimOf].map(Known::iri);
    for of_one in long.chunk_by(|one, next| one.subject == next.subject) {
        let subject = of_one[0].subject.to_string();
        if folded.contains_key(&subject) {
            continue;
        }
        let name = shape.name(&subject, &folded);
        for triple in of_one {
            let predicate = triple.predicate.as_str();
            let is_derived_type = predicate == type_of
                && matches!(&triple.object, Term::NamedNode(class) if derived.contains(class));
            if is_derived_type || predicate == stance_of {
                continue;
            }
            let stance = (predicate == claim_of)
                .then(|| shape.only(&subject, &stance_of))
                .flatten();
            let object = match &triple.object {
                Term::NamedNode(node) if is_statement(node) => {
                    match shape.name(&node.to_string(), &folded) {
                        NamedOrBlankNode::BlankNode(node) => Term::from(node),
                        NamedOrBlankNode::NamedNode(node) => Term::from(node),
                    }
                }
                object => object.clone(),
            };
            add(name.clone(), stance.unwrap_or(predicate), object);
        }
    }
    short
}

/// Whether this may be the name of a statement that is made of its content.
fn is_statement(node: &NamedNode) -> bool {
    node.as_str().starts_with(namespace::STATEMENT)
}

/// The types that follow from the properties used.
const DERIVED: [Known; 5] = [
    Known::Statement,
    Known::Claim,
    Known::Agent,
    Known::Document,
    Known::Tie,
];

/// An IRI without its angle brackets.
fn bare(iri: &str) -> &str {
    iri.trim_start_matches('<').trim_end_matches('>')
}

/// What a derived report stands for.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Quotation {
    statement: String,
    document: String,
}

/// The properties of subjects, and what refers to statements. Texts are kept only where they are
/// compared: descriptions are most of what a catalogue holds.
struct Shape {
    properties: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    referrers: BTreeMap<String, BTreeSet<String>>,
}

impl Shape {
    fn new(long: &[Triple]) -> Self {
        let mut shape = Self {
            properties: BTreeMap::new(),
            referrers: BTreeMap::new(),
        };
        let compared = [Known::SaidAt, Known::Issued, Known::Publisher].map(Known::iri);
        for of_one in long.chunk_by(|one, next| one.subject == next.subject) {
            let subject = of_one[0].subject.to_string();
            for triple in of_one {
                if matches!(&triple.object, Term::NamedNode(node) if is_statement(node)) {
                    let object = triple.object.to_string();
                    let referrers = shape.referrers.entry(object).or_default();
                    referrers.insert(subject.clone());
                }
            }
            let properties = shape.properties.entry(subject).or_default();
            for triple in of_one {
                let predicate = triple.predicate.as_str();
                let values = properties.entry(predicate.to_owned()).or_default();
                if !triple.object.is_literal() || compared.iter().any(|it| it == predicate) {
                    values.insert(triple.object.to_string());
                }
            }
        }
        shape
    }

    fn values(&self, subject: &str, property: &str) -> Option<&BTreeSet<String>> {
        self.properties.get(subject)?.get(property)
    }

    /// The only value of a property, without angle brackets.
    fn only(&self, subject: &str, property: &str) -> Option<&str> {
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
        let [type_of, claim, by, stance, relays, within, said_at] = [
            Known::Type,
            Known::ClaimOf,
            Known::By,
            Known::Stance,
            Known::Relays,
            Known::In,
            Known::SaidAt,
        ]
        .map(Known::iri);
        let allowed = [&type_of, &claim, &by, &stance, &relays, &within, &said_at];
        let (issued, publisher) = (Known::Issued.iri(), Known::Publisher.iri());
        let reporting = Known::Reports.iri();
        for (subject, properties) in &self.properties {
            let is_named_by_content = subject
                .strip_prefix('<')
                .and_then(|iri| iri.strip_prefix(namespace::STATEMENT))
                .is_some_and(|hash| hash.len() == 64 + ">".len());
            if !is_named_by_content {
                continue;
            }
            let says_no_more = properties
                .keys()
                .all(|property| allowed.contains(&property));
            let parts = (
                self.only(subject, &relays),
                self.only(subject, &within),
                self.only(subject, &by),
            );
            let (Some(relayed), Some(document), Some(speaker)) = parts else {
                continue;
            };
            let (relayed, document) = (format!("<{relayed}>"), format!("<{document}>"));
            let same_claim = self.only(subject, &claim) == self.only(&relayed, &claim);
            let same_time = self.values(subject, &said_at) == self.values(&document, &issued);
            let reports = self.only(subject, &stance) == Some(&reporting);
            let is_unreferred = !self.referrers.contains_key(subject);
            if says_no_more && same_claim && same_time && reports && is_unreferred {
                candidates
                    .entry((relayed, document))
                    .or_default()
                    .insert(format!("<{speaker}>"), subject.clone());
            }
        }
        let mut folded = BTreeMap::new();
        for ((statement, document), reports) in candidates {
            let publishers = self.values(&document, &publisher);
            if publishers.is_some_and(|known| known.iter().eq(reports.keys())) {
                for report in reports.into_values() {
                    let quotation = Quotation {
                        statement: statement.clone(),
                        document: document.clone(),
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
        let iri = bare(term);
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
