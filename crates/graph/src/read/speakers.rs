//! Speakers without names, who cannot always be told apart.

use rustc_hash::{FxHashMap, FxHashSet};

use super::diagnostic::Diagnostic;
use super::graph::{Graph, Part, Quad};
use crate::vocab::{Id, Known};

/// A statement without a name that is written twice, by speakers without names, is one statement;
/// whether the speakers are one, nobody can tell. It is asked about, and left with one speaker.
///
/// `hashes` are those of the content of blank nodes, `origins` the quads read from which those
/// here come. O(quads).
pub(super) fn tell_apart(
    graph: &Graph,
    hashes: &FxHashMap<Id, String>,
    quads: &mut Vec<Quad>,
    origins: &mut Vec<u32>,
) -> Vec<Diagnostic> {
    if hashes.is_empty() {
        return Vec::new();
    }
    let mut speakers: FxHashMap<Id, Id> = FxHashMap::default();
    let mut again: FxHashSet<usize> = FxHashSet::default();
    for (index, quad) in quads.iter().enumerate() {
        let (true, Some(hash)) = (quad.predicate == Known::By.id(), hashes.get(&quad.object))
        else {
            continue;
        };
        let first = *speakers.entry(quad.subject).or_insert(quad.object);
        if first != quad.object && hashes.get(&first) == Some(hash) {
            again.insert(index);
        }
    }
    if again.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<usize> = again.iter().map(|index| origins[*index] as usize).collect();
    found.sort_unstable();
    let pairs = quads.iter().zip(origins.iter()).enumerate();
    let kept = pairs.filter(|(index, _)| !again.contains(index));
    (*quads, *origins) = kept.map(|(_, (quad, origin))| (*quad, *origin)).unzip();
    let found = found.into_iter().map(|origin| {
        Diagnostic::error(
            "said-twice",
            "this statement is written twice, by speakers without names who cannot be told apart",
        )
        .hint("give the speaker a name, such as :official, and write the statement once; or two names, if they are two")
        .at(graph.location(origin, Part::Object))
    });
    found.collect()
}
