//! Where a statement can be read: its documents with their addresses.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rustc_hash::{FxHashMap, FxHashSet};

use super::phrase::{Phrases, join};
use crate::data::Data;
use crate::read::terms::TermRef;
use crate::verdict::chains::Attestation;
use crate::verdict::explanation::Step;
use crate::vocab::{Id, Known};

/// A stretch of a document that a statement is anchored to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Anchor {
    /// First character.
    pub start: u64,
    /// Last character, exclusive.
    pub end: u64,
    /// The hash of the stretch, where recorded.
    pub sha256: Option<String>,
    /// The document, where the anchor names it.
    pub document: Option<Id>,
}

impl Phrases<'_> {
    /// The anchors of a statement.
    pub fn anchors(&self, statement: u32) -> &[Anchor] {
        let term = self.data().evidence.statements[statement as usize].term;
        self.anchors.get(&term).map_or(&[], Vec::as_slice)
    }

    /// The address of a document.
    pub fn address(&self, document: Id) -> Option<&str> {
        let data = self.data();
        let mut addresses = data.index.objects(document, Known::Url);
        addresses
            .next()
            .map(|address| data.graph.terms.text(address))
    }

    /// Where the statement of a step can be read: its documents with their addresses, and its
    /// anchors; and what the keeper of the record has to do with it. Addresses that were `told`
    /// are not told again.
    ///
    /// An anchor on a statement that is in no document counts in the one where it is quoted.
    pub fn place(&self, step: &Step, keepers: &[u32], told: &mut BTreeSet<Id>) -> Option<String> {
        let evidence = &self.data().evidence;
        let documents_of = |statement: u32| {
            let documents = evidence.documents_of.row(statement).iter();
            documents.map(|document| evidence.documents[*document as usize].term)
        };
        let anchors = self.anchors(step.statement);
        let own: Vec<Id> = documents_of(step.statement).collect();
        let mut quoted: BTreeSet<Id> = anchors
            .iter()
            .filter_map(|anchor| anchor.document)
            .collect();
        if own.is_empty() && quoted.is_empty() && !anchors.is_empty() {
            let relaying = evidence.relayed_by.row(step.statement).iter();
            quoted.extend(relaying.flat_map(|relaying| documents_of(*relaying)));
            if quoted.len() > 1 {
                quoted.clear();
            }
        }
        quoted.retain(|document| !own.contains(document));
        let mut parts = Vec::new();
        if !own.is_empty() {
            let names = own.iter().map(|document| self.document(*document, told));
            parts.push(format!("in {}", join(names.collect())));
        }
        let ranges = anchors.iter();
        let ranges: Vec<String> = ranges
            .map(|anchor| format!("{}–{}", anchor.start, anchor.end))
            .collect();
        let quoted: Vec<String> = quoted
            .into_iter()
            .map(|document| self.document(document, told))
            .collect();
        match (ranges.is_empty(), quoted.is_empty()) {
            (true, true) => {}
            (true, false) => parts.push(format!("in {}", join(quoted))),
            (false, is_unquoted) => {
                let mut text = format!("characters {}", ranges.join(", "));
                if !is_unquoted {
                    let _ = write!(text, " of {}", join(quoted));
                }
                parts.push(text);
            }
        }
        parts.extend(self.kept(step, keepers));
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// Where the words of a statement stand, by its anchors; nothing where it has none.
    pub fn anchored(&self, number: u32) -> Option<String> {
        let evidence = &self.data().evidence;
        let term = evidence.statements[number as usize].term;
        let only = FxHashSet::from_iter([term]);
        let found = anchors(self.data(), &only)
            .remove(&term)
            .unwrap_or_default();
        let anchor = found.first()?;
        let relaying = evidence.relayed_by.row(number).iter();
        let standing = relaying.chain([&number]);
        let documents = standing.flat_map(|it| evidence.documents_of.row(*it));
        let documents: BTreeSet<Id> = match anchor.document {
            Some(document) => BTreeSet::from([document]),
            None => documents
                .map(|it| evidence.documents[*it as usize].term)
                .collect(),
        };
        let range = format!("characters {}–{}", anchor.start, anchor.end);
        // In which of several it stands, nobody says.
        Some(match Vec::from_iter(documents).as_slice() {
            [one] => format!("{range} of {}", self.document(*one, &mut BTreeSet::new())),
            _ => range,
        })
    }

    /// A document in words, with its address the first time.
    fn document(&self, document: Id, told: &mut BTreeSet<Id>) -> String {
        let name = format!("“{}”", self.term(document));
        match self.address(document) {
            Some(address) if told.insert(document) => format!("{name} ({address})"),
            _ => name,
        }
    }

    /// What the keeper of the record has to do with a step.
    fn kept(&self, step: &Step, keepers: &[u32]) -> Vec<String> {
        let evidence = &self.data().evidence;
        let agent = evidence.statements[step.statement as usize].agent;
        let mut parts = Vec::new();
        let vouchers = evidence.vouchers.row(agent).iter();
        let knowing: Vec<u32> = vouchers
            .filter(|voucher| keepers.binary_search(voucher).is_ok())
            .copied()
            .collect();
        if evidence.agents[agent as usize].is_anonymous() && !knowing.is_empty() {
            parts.push(format!(
                "known by name to {}, who keeps the record",
                self.agents(&knowing)
            ));
        }
        if step.attestation == Some(Attestation::Kept) {
            let relaying = evidence.relayed_by.row(step.statement).iter();
            let mut told: Vec<u32> = relaying
                .map(|relaying| evidence.statements[*relaying as usize].agent)
                .filter(|agent| keepers.binary_search(agent).is_ok())
                .collect();
            told.sort_unstable();
            told.dedup();
            parts.push(if keepers.binary_search(&agent).is_ok() {
                "who keeps the record".to_owned()
            } else if told.is_empty() {
                "counted as one with who keeps the record".to_owned()
            } else {
                format!("told to {}, who keeps the record", self.agents(&told))
            });
        }
        parts
    }
}

/// The anchors of some statements, in order. O(statements · log quads).
pub(super) fn anchors(data: &Data, statements: &FxHashSet<Id>) -> FxHashMap<Id, Vec<Anchor>> {
    let index = &data.index;
    let literal = |selector: Id, property: Known| {
        let mut objects = index.objects(selector, property);
        objects.find_map(|object| match data.graph.terms.get(object) {
            TermRef::Literal { value, .. } => Some(value),
            _ => None,
        })
    };
    let number = |selector: Id, property: Known| literal(selector, property)?.parse().ok();
    let anchors_of = |statement: Id| {
        let selectors = index.objects(statement, Known::Anchor);
        let mut anchors: Vec<Anchor> = selectors
            .filter_map(|selector| {
                Some(Anchor {
                    start: number(selector, Known::Start)?,
                    end: number(selector, Known::End)?,
                    sha256: literal(selector, Known::Sha256).map(str::to_owned),
                    document: index.objects(selector, Known::HasSource).next(),
                })
            })
            .collect();
        anchors.sort();
        anchors.dedup();
        anchors
    };
    statements
        .iter()
        .map(|statement| (*statement, anchors_of(*statement)))
        .collect()
}
