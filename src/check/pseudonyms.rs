//! Pseudonyms beside whom they stand for: a redacted copy among the data that it was made from.
//!
//! Nobody without the secret can tell whose pseudonym one is. But a redacted file has all others
//! by their names, and whoever is missing from it and said in another file just what the pseudonym
//! says is most likely meant.

use std::collections::{BTreeMap, BTreeSet};

use crate::data::Data;
use crate::read::{Diagnostic, Part};
use crate::vocab::{Id, Known, namespace};

/// What somebody said: of which claim, with which stance.
type Said = (Id, Id);

/// Finds pseudonyms that say what a source says in another file. O(quads · log).
pub(super) fn check(data: &Data) -> Vec<Diagnostic> {
    let graph = &data.graph;
    let mut parts: BTreeMap<Id, (Option<Id>, Option<Id>)> = BTreeMap::new();
    for quad in &graph.quads {
        match Known::from_id(quad.predicate) {
            Some(Known::ClaimOf) => parts.entry(quad.subject).or_default().0 = Some(quad.object),
            Some(Known::Stance) => parts.entry(quad.subject).or_default().1 = Some(quad.object),
            _ => {}
        }
    }
    let is_pseudonym = |id: Id| graph.terms.text(id).starts_with(namespace::PSEUDONYM);
    let mut said: BTreeMap<Id, BTreeSet<Said>> = BTreeMap::new();
    let mut files: BTreeMap<Id, BTreeSet<u32>> = BTreeMap::new();
    let mut speakers: BTreeMap<Said, BTreeSet<Id>> = BTreeMap::new();
    let mut first: BTreeMap<Id, usize> = BTreeMap::new();
    let quads = graph.quads.iter().zip(&graph.places).enumerate();
    for (at, (quad, place)) in quads.filter(|(_, (quad, _))| quad.predicate == Known::By.id()) {
        files.entry(quad.object).or_default().insert(place.file);
        first.entry(quad.object).or_insert(at);
        if let Some((Some(claim), Some(stance))) = parts.get(&quad.subject).copied()
            && !is_pseudonym(claim)
        {
            said.entry(quad.object).or_default().insert((claim, stance));
            speakers
                .entry((claim, stance))
                .or_default()
                .insert(quad.object);
        }
    }
    let mut findings = Vec::new();
    for (pseudonym, own) in said.iter().filter(|(agent, _)| is_pseudonym(**agent)) {
        let own_files = &files[pseudonym];
        let all_of_it = |agent: &&Id| {
            !is_pseudonym(**agent)
                && files[*agent].is_disjoint(own_files)
                && own.is_subset(&said[*agent])
        };
        let likely = own
            .first()
            .and_then(|one| speakers[one].iter().find(all_of_it));
        let Some(likely) = likely else { continue };
        findings.push(
            Diagnostic::warning(
                "pseudonym-beside-source",
                format!(
                    "this pseudonym says what {} says in another file: the two may be one source, counted twice",
                    graph.display(*likely)
                ),
            )
            .hint("if this is a redacted copy of your own data, move it out of datasets/; if they are two sources, nothing need be done")
            .at(graph.location(first[pseudonym], Part::Object)),
        );
    }
    findings
}
