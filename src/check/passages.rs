//! The words that statements are anchored to, wherever they are at hand.
//!
//! A position convinces nobody; the words do. They are in the data (`oa:exact`), or in a capture
//! that is kept here and still has its hash.

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::anchors::Copy;
use super::captures::{Captures, hashes};
use crate::data::Data;
use crate::read::hex;
use crate::read::terms::TermRef;
use crate::vocab::{Id, Known};

/// What a quotation of the words themselves is in.
const EXACT: &str = "http://www.w3.org/ns/oa#exact";

/// Words of a document.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Words {
    /// The words, as they stand there.
    pub words: String,
    /// The document, where that is known.
    pub document: Option<Id>,
    /// The address of the document, as written.
    pub address: Option<String>,
}

/// The words that a statement is anchored to, in order of their places. Anchors of which the words
/// are not at hand are left out.
///
/// O(anchors · log quads, and the captures that they are in).
pub fn words(data: &Data, captures: Option<&Captures>, statement: u32) -> Vec<Words> {
    let index = &data.index;
    let term = data.evidence.statements[statement as usize].term;
    let mut texts: FxHashMap<Id, Option<Copy>> = FxHashMap::default();
    let mut found: Vec<(usize, Words)> = Vec::new();
    for selector in index.objects(term, Known::Anchor) {
        let literal = |property: Known| {
            let mut objects = index.objects(selector, property);
            objects.find_map(|object| value(data, object))
        };
        let start: Option<usize> = literal(Known::Start).and_then(|text| text.parse().ok());
        let end: Option<usize> = literal(Known::End).and_then(|text| text.parse().ok());
        let named: Vec<Id> = index.objects(selector, Known::HasSource).collect();
        let documents = if named.is_empty() {
            documents_of(data, statement)
        } else {
            named
        };
        let exact = data.graph.terms.find_iri(EXACT).and_then(|exact| {
            let mut objects = index.data.objects(selector.0, exact.0);
            objects.find_map(|object| value(data, Id(object)))
        });
        let told = exact.map(|exact| {
            // Of several, the one that the statement itself is in.
            let own = data.evidence.documents_of.row(statement);
            let document = match (documents.as_slice(), own) {
                ([one], _) => Some(*one),
                (several, [own]) => {
                    let own = data.evidence.documents[*own as usize].term;
                    several.contains(&own).then_some(own)
                }
                _ => None,
            };
            (exact.to_owned(), document)
        });
        let told = told.or_else(|| {
            let (captures, start, end) = (captures?, start?, end?);
            documents.iter().find_map(|document| {
                let copy = texts
                    .entry(*document)
                    .or_insert_with(|| hashes(data, *document).find_map(|it| captures.text(it)));
                let span = copy.as_ref()?.characters.as_ref()?.get(start..end)?;
                let words: String = span.iter().collect();
                let is_meant = literal(Known::Sha256).is_none_or(|hash| {
                    hash.eq_ignore_ascii_case(&hex(&Sha256::digest(words.as_bytes())))
                });
                is_meant.then_some((words, Some(*document)))
            })
        });
        if let Some((words, document)) = told {
            let address = document.and_then(|document| {
                let mut addresses = index.objects(document, Known::Url);
                addresses
                    .next()
                    .map(|it| data.graph.terms.text(it).to_owned())
            });
            let words = Words {
                words,
                document,
                address,
            };
            found.push((start.unwrap_or(0), words));
        }
    }
    found.sort();
    found.dedup();
    found.into_iter().map(|(_, words)| words).collect()
}

/// The documents in which a statement may stand: its own, and those of whoever passes it on.
fn documents_of(data: &Data, statement: u32) -> Vec<Id> {
    let evidence = &data.evidence;
    let relaying = evidence.relayed_by.row(statement).iter().copied();
    let mut documents: Vec<u32> = std::iter::once(statement)
        .chain(relaying)
        .flat_map(|it| evidence.documents_of.row(it).iter().copied())
        .collect();
    documents.sort_unstable();
    documents.dedup();
    let terms = documents.iter();
    terms
        .map(|document| evidence.documents[*document as usize].term)
        .collect()
}

fn value(data: &Data, term: Id) -> Option<&str> {
    match data.graph.terms.get(term) {
        TermRef::Literal { value, .. } => Some(value),
        _ => None,
    }
}
