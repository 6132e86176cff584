//! Names from content: what a blank node is called when it must be called something.
//!
//! The content of a statement is its long-form triples without types, one line each, sorted and
//! hashed with SHA-256. A blank node that a line refers to stands in it by its own hash. Blank
//! nodes that refer to each other in a ring are refined round by round until no more of them can
//! be told apart (colour refinement); what remains alike is the same statement twice.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

use super::terms::{TermRef, Terms};
use crate::vocab::{Id, namespace};

/// The line that a triple contributes to the content of its subject.
///
/// `blank` gives the stand-in for a blank object.
pub(super) fn line(
    terms: &Terms,
    predicate: Id,
    object: Id,
    blank: Option<&dyn Fn(Id) -> String>,
) -> String {
    let mut text = format!("<{}> ", terms.text(predicate));
    match terms.get(object) {
        TermRef::Iri(iri) => {
            let _ = write!(text, "<{iri}>");
        }
        TermRef::Blank(_) => text.push_str(&blank.map_or_else(String::new, |blank| blank(object))),
        TermRef::Literal {
            value,
            language,
            datatype,
        } => {
            let value = value.replace('\\', "\\\\").replace('\n', "\\n");
            let _ = write!(text, "\"{value}\"");
            let _ = match (language, datatype) {
                (Some(language), _) => write!(text, "@{language}"),
                (None, datatype) => write!(
                    text,
                    "^^<{}>",
                    datatype.map_or("", |datatype| terms.text(datatype))
                ),
            };
        }
    }
    text
}

/// SHA-256 of the distinct lines, sorted and joined, in lower-case hexadecimal.
pub(super) fn digest(lines: BTreeSet<String>) -> String {
    let text = lines.into_iter().collect::<Vec<_>>().join("\n");
    hex(&Sha256::digest(text.as_bytes()))
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Hashes every blank node by its content: bottom up, and by colour refinement inside rings.
pub(super) fn hash_blanks(
    content: &FxHashMap<Id, Vec<(Id, Id)>>,
    statements: &FxHashSet<Id>,
    terms: &Terms,
) -> FxHashMap<Id, String> {
    let mut blanks: Vec<Id> = content.keys().copied().collect();
    blanks.sort_unstable();
    let mut references: DiGraph<Id, ()> = DiGraph::new();
    let nodes: FxHashMap<Id, NodeIndex> = blanks
        .iter()
        .map(|blank| (*blank, references.add_node(*blank)))
        .collect();
    for blank in &blanks {
        for (_, object) in &content[blank] {
            if let Some(target) = nodes.get(object) {
                references.add_edge(nodes[blank], *target, ());
            }
        }
    }
    let mut hashes: FxHashMap<Id, String> = FxHashMap::default();
    // Kosaraju gives the components in reverse topological order: what is referred to, first.
    for component in kosaraju_scc(&references) {
        let members: Vec<Id> = component.iter().map(|node| references[*node]).collect();
        let is_ring =
            members.len() > 1 || references.find_edge(component[0], component[0]).is_some();
        let mut told_apart = 0;
        loop {
            let stand_in = |blank: Id| {
                let hash = hashes.get(&blank).map_or("", String::as_str);
                if statements.contains(&blank) {
                    format!("<{}{hash}>", namespace::STATEMENT)
                } else {
                    format!("_:{hash}")
                }
            };
            let round: Vec<(Id, String)> = members
                .iter()
                .map(|blank| {
                    let lines = content[blank].iter().map(|(predicate, object)| {
                        line(terms, *predicate, *object, Some(&stand_in))
                    });
                    (*blank, digest(lines.collect()))
                })
                .collect();
            let distinct = round
                .iter()
                .map(|(_, hash)| hash.as_str())
                .collect::<BTreeSet<_>>()
                .len();
            hashes.extend(round);
            if !is_ring || distinct <= told_apart {
                break;
            }
            told_apart = distinct;
        }
    }
    hashes
}
