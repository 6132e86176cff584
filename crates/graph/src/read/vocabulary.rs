//! Terms of our namespace that do not exist, and terms used for what they are not.

use memchr::memmem;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::diagnostic::Diagnostic;
use super::graph::{Graph, Part};
use crate::vocab::{Id, Known, namespace};

/// Finds unknown terms of sayso's namespace, each at every place where it is used.
///
/// O(terms + quads) when there are any, O(terms) when there are none.
pub(super) fn check(graph: &mut Graph) -> Vec<Diagnostic> {
    let first = Known::ALL.len() as u32;
    let finder = memmem::Finder::new("://w3id.org/sayso");
    // Few IRIs have our host in them: the others are left aside before anything else is asked.
    let suspects: Vec<(Id, &str)> = (first..graph.terms.len() as u32)
        .into_par_iter()
        .filter_map(|number| {
            let iri = graph.terms.as_iri(Id(number))?;
            let is_suspect = finder.find(iri.as_bytes()).is_some();
            is_suspect.then_some((Id(number), iri))
        })
        .collect();
    let unknown: FxHashMap<Id, &str> = suspects
        .iter()
        .filter_map(|(id, iri)| Some((*id, iri.strip_prefix(namespace::SAYSO)?)))
        .collect();
    let near_misses: FxHashSet<Id> = suspects
        .iter()
        .filter(|(_, iri)| is_near_miss(iri))
        .map(|(id, _)| *id)
        .collect();
    let is_no_property: Vec<bool> = Known::ALL
        .iter()
        .map(|known| known.is_own() && !is_property(*known))
        .collect();
    let mut findings = Vec::new();
    let mut misspelt = FxHashSet::default();
    for (index, quad) in graph.quads.iter().enumerate() {
        let parts = [
            (quad.subject, Part::Subject),
            (quad.predicate, Part::Predicate),
            (quad.object, Part::Object),
        ];
        for (id, part) in parts {
            if let Some(local) = unknown.get(&id) {
                misspelt.insert(quad.subject);
                findings.push(unknown_term(local, part).at(graph.location(index, part)));
            }
        }
        if near_misses.contains(&quad.predicate) {
            findings.push(
                Diagnostic::error(
                    "wrong-namespace",
                    format!(
                        "{} is not a term of sayso: the namespace is wrong",
                        graph.terms.text(quad.predicate)
                    ),
                )
                .hint(format!(
                    "declare it as:  @prefix sayso: <{}> .",
                    namespace::SAYSO
                ))
                .at(graph.location(index, Part::Predicate)),
            );
        }
        if let Some(known) = Known::from_id(quad.predicate)
            && is_no_property[known.id().index()]
        {
            findings.push(
                Diagnostic::error(
                    "not-a-property",
                    format!("sayso:{} is not a property", known.parts().1),
                )
                .hint("the properties are listed in docs/model.md and in ontology/sayso.ttl")
                .at(graph.location(index, Part::Predicate)),
            );
        }
    }
    graph.misspelt = misspelt;
    findings
}

/// Whether an IRI looks like a term of ours under a namespace that is not.
fn is_near_miss(iri: &str) -> bool {
    let Some((_, rest)) = iri.split_once("://w3id.org/sayso") else {
        return false;
    };
    let local = rest.rsplit(['#', '/']).next().unwrap_or_default();
    let mut own = Known::ALL.iter().filter(|known| known.is_own());
    !iri.starts_with(namespace::SAYSO) && own.any(|known| known.parts().1 == local)
}

/// How many letters a slip may change in a term of some length.
const fn slips(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3 | 4 => 1,
        _ => 2 + (length - 5) / 4,
    }
}

fn unknown_term(local: &str, part: Part) -> Diagnostic {
    let lower = local.to_lowercase();
    let nearest = Known::ALL
        .iter()
        .filter(|known| known.is_own())
        .filter(|known| part != Part::Predicate || is_property(**known))
        .map(|known| known.parts().1)
        .map(|name| {
            (
                strsim::damerau_levenshtein(&name.to_lowercase(), &lower),
                name,
            )
        })
        .min()
        .filter(|(distance, _)| *distance <= slips(local.len()));
    let finding = Diagnostic::error("unknown-term", format!("there is no term sayso:{local}"));
    match nearest {
        Some((_, name)) => finding.hint(format!("did you mean sayso:{name}?")),
        None => finding.hint("the terms are listed in docs/model.md; other vocabularies are welcome under their own prefixes"),
    }
}

/// Whether a term of ours can be a predicate: all of them are but classes, grades, kinds,
/// statuses, flags and schemes.
fn is_property(known: Known) -> bool {
    let first = known.parts().1.chars().next();
    first.is_some_and(char::is_lowercase)
        && crate::model::Status::from_term(known).is_none()
        && crate::model::Flag::from_term(known).is_none()
        && !known.parts().1.contains('-')
        && known != Known::Verdicts
}
