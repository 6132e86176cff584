//! The inverse of expansion: from the long form to what a person would have typed.
//!
//! Nothing is left out here that expansion does not bring back; the caller reads the result and
//! compares, and writes the long form where the two differ.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;

use super::facts::{Facts, Thing};
use crate::read::Classes;
use crate::vocab::{Known, namespace};

/// What the short form says otherwise than the long one.
///
/// Derived reports become `quotedIn`, claim and stance one triple, types that follow from use go,
/// and statements with derived names become blank nodes where nothing else refers to them.
pub(super) struct Short {
    /// The types that follow from use.
    implied: Classes,
    /// The derived reports: each is told by what it reports.
    folded: FixedBitSet,
    /// The documents that quote a statement, in order.
    quoted_in: FxHashMap<Thing, Vec<Thing>>,
    /// The statements that need no name.
    unnamed: FixedBitSet,
}

impl Short {
    /// O(q) for q triples, beside the sorting of what is quoted.
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let mut short = Self {
            implied: facts.implied(),
            folded: FixedBitSet::with_capacity(facts.count()),
            quoted_in: FxHashMap::default(),
            unnamed: FixedBitSet::with_capacity(facts.count()),
        };
        let mut referred = FixedBitSet::with_capacity(facts.count());
        for object in facts.objects() {
            referred.insert(object.index());
        }
        short.fold(facts, &referred);
        // What only derived reports refer to needs no name.
        let mut named = FixedBitSet::with_capacity(facts.count());
        for subject in facts.subjects().filter(|it| !short.is_folded(*it)) {
            for object in facts.about(subject).flat_map(|(_, objects)| objects) {
                named.insert(object.index());
            }
        }
        for subject in facts.subjects() {
            if is_named_by_content(facts, subject) && !named.contains(subject.index()) {
                short.unnamed.insert(subject.index());
            }
        }
        short
    }

    /// Finds the derived reports: each says no more than that a publisher reports a statement in
    /// a document, and all publishers of the document do.
    fn fold(&mut self, facts: &Facts<'_>, referred: &FixedBitSet) {
        let mut reports: BTreeMap<(Thing, Thing), BTreeMap<Thing, Thing>> = BTreeMap::new();
        for subject in facts.subjects() {
            let is_candidate =
                is_named_by_content(facts, subject) && !referred.contains(subject.index());
            if is_candidate && let Some(report) = report(facts, subject) {
                reports
                    .entry((report.statement, report.document))
                    .or_default()
                    .insert(report.publisher, subject);
            }
        }
        for ((statement, document), by_publisher) in reports {
            let publishers = facts.known(document, Known::Publisher);
            if publishers.iter().eq(by_publisher.keys()) {
                for report in by_publisher.into_values() {
                    self.folded.insert(report.index());
                }
                self.quoted_in.entry(statement).or_default().push(document);
            }
        }
    }

    /// Whether a subject is told by what it reports, and not written.
    pub(super) fn is_folded(&self, thing: Thing) -> bool {
        self.folded.contains(thing.index())
    }

    /// Whether a statement is written without its name, which derives from what it says.
    pub(super) fn is_unnamed(&self, thing: Thing) -> bool {
        self.unnamed.contains(thing.index())
    }

    /// The documents in which the publishers report a statement, in order.
    pub(super) fn quoted_in(&self, statement: Thing) -> &[Thing] {
        self.quoted_in.get(&statement).map_or(&[], Vec::as_slice)
    }

    /// Whether a thing is of a class because of what else is said.
    pub(super) fn is_implied(&self, facts: &Facts<'_>, thing: Thing, class: Thing) -> bool {
        let class = Known::from_id(facts.id(class));
        class.is_some_and(|class| self.implied.contains(facts.id(thing), class))
    }

    /// The stance of a statement, where it can be the verb between statement and claim.
    pub(super) fn verb(facts: &Facts<'_>, statement: Thing) -> Option<Thing> {
        only(facts, statement, Known::Stance)
    }
}

/// Whether a name may be made of the content of a statement.
fn is_named_by_content(facts: &Facts<'_>, thing: Thing) -> bool {
    let notation = facts.notation(thing);
    let hash = notation
        .strip_prefix('<')
        .and_then(|iri| iri.strip_prefix(namespace::STATEMENT));
    hash.is_some_and(|hash| hash.len() == 64 + ">".len())
}

/// The only value of a property, where that is an IRI.
fn only(facts: &Facts<'_>, thing: Thing, property: Known) -> Option<Thing> {
    match facts.known(thing, property) {
        [value] if facts.is_iri(*value) => Some(*value),
        _ => None,
    }
}

/// What a derived report says.
struct Report {
    statement: Thing,
    document: Thing,
    publisher: Thing,
}

/// All that a derived report says may be.
const OF_REPORT: [Known; 7] = [
    Known::Type,
    Known::ClaimOf,
    Known::By,
    Known::Stance,
    Known::Relays,
    Known::In,
    Known::SaidAt,
];

/// What a subject says, if that is no more than a derived report would.
fn report(facts: &Facts<'_>, subject: Thing) -> Option<Report> {
    let report = Report {
        statement: only(facts, subject, Known::Relays)?,
        document: only(facts, subject, Known::In)?,
        publisher: only(facts, subject, Known::By)?,
    };
    let values = |thing, property| facts.known(thing, property);
    let is_allowed = |property: Thing| {
        let known = Known::from_id(facts.id(property));
        known.is_some_and(|known| OF_REPORT.contains(&known))
    };
    let says_no_more = facts.about(subject).all(|(it, _)| is_allowed(it))
        && only(facts, subject, Known::Stance) == Some(facts.of(Known::Reports)?)
        && values(subject, Known::ClaimOf).len() == 1
        && values(subject, Known::ClaimOf) == values(report.statement, Known::ClaimOf)
        && values(subject, Known::SaidAt) == values(report.document, Known::Issued);
    says_no_more.then_some(report)
}
