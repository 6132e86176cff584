//! Assertions in words, since a claim needs some.

use oxrdf::Term;

use super::form::{Nanopublication, iri, subject};
use crate::record::Value;
use crate::vocab::Known;

/// An assertion in words: the name that was given to the nanopublication, or its first triple.
pub(super) fn label(one: &Nanopublication) -> Value {
    let named = one.information.iter().find_map(|quad| match &quad.object {
        Term::Literal(literal)
            if subject(quad) == Some(&one.name)
                && quad.predicate.as_str() == Known::Label.iri() =>
        {
            Some(Value::literal(literal))
        }
        _ => None,
    });
    named.unwrap_or_else(|| Value::English(first_triple(one)))
}

fn first_triple(one: &Nanopublication) -> String {
    let Some(quad) = one.assertion.first() else {
        return one.name.clone();
    };
    let object = match &quad.object {
        Term::Literal(literal) => format!("“{}”", crate::escape::shorten(literal.value(), 100)),
        other => local(iri(other).unwrap_or("something")),
    };
    let about = subject(quad).unwrap_or("something");
    let label = format!(
        "{} {} {object}",
        local(about),
        local(quad.predicate.as_str())
    );
    match one.assertion.len() - 1 {
        0 => label,
        number => format!("{label}, and {number} more"),
    }
}

/// The last part of an IRI, as words.
fn local(iri: &str) -> String {
    let iri = iri.trim_end_matches(['/', '#']);
    iri.rsplit(['/', '#', ':'])
        .next()
        .unwrap_or(iri)
        .replace('_', " ")
}
