//! Names that are made of what things say: whoever guesses the words can compute the name.
//!
//! Importers name what they make by identifiers of its source, or by hashes of its words and of the
//! address where it stands. Such a name outlives the words. So what is named so, and has to do
//! with what is redacted, gets a pseudonym; and with it all that was named by the same identifier.

use std::collections::BTreeSet;

use super::scope::Scope;
use crate::read::Graph;
use crate::vocab::{Id, Known};

/// Where importers name things by their content or their source's identifiers.
const DERIVED: [&str; 6] = [
    "https://w3id.org/sayso/claim-review/",
    "https://w3id.org/sayso/ftm/",
    "https://w3id.org/sayso/misp/",
    "https://w3id.org/sayso/stix/",
    "https://w3id.org/sayso/table/",
    "https://w3id.org/sayso/claim/",
];

/// What all names have in common that are made of one thing; nothing where a name is not made so.
pub(super) fn stem(iri: &str) -> Option<&str> {
    let namespace = DERIVED.iter().find(|known| iri.starts_with(**known))?;
    let local = &iri[namespace.len()..];
    // Before that stands the identifier of an object, and behind it what is said of it.
    let is_identifier = |part: &str| part.len() >= 32;
    let end = local.find('_').filter(|end| is_identifier(&local[..*end]));
    Some(&iri[..namespace.len() + end.unwrap_or(local.len())])
}

/// The stems of what is redacted, of what it speaks of, and of what has other words from now on.
pub(super) fn stems(
    graph: &Graph,
    is_touched: impl Fn(Id) -> bool,
    scope: &Scope,
) -> BTreeSet<String> {
    let mut stems = BTreeSet::new();
    for quad in &graph.quads {
        let (subject, object) = (
            graph.terms.text(quad.subject),
            graph.terms.text(quad.object),
        );
        let mut add = |iri: &str| stems.extend(stem(iri).map(str::to_owned));
        if scope.renames(quad.subject) {
            add(subject);
            if matches!(
                Known::from_id(quad.predicate),
                Some(Known::ClaimOf | Known::AuthorityOver | Known::InterestIn)
            ) {
                add(object);
            }
        } else if scope.renames(quad.object) {
            // What refers to something redacted may have been named by it.
            add(object);
            add(subject);
        } else if stem(subject).is_some() && is_touched(quad.object) {
            add(subject);
        }
    }
    stems
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn names_made_of_one_thing_have_one_stem() {
        let event = "https://w3id.org/sayso/misp/00000000-0000-4000-8000-000000000100";
        assert_eq!(stem(&format!("{event}_value")), Some(event));
        assert_eq!(stem(event), Some(event));
        let claim = "https://w3id.org/sayso/table/my_table/0123456789abcdef";
        assert_eq!(stem(claim), Some(claim));
        assert_eq!(stem("https://w3id.org/sayso/ns#Claim"), None);
    }
}
