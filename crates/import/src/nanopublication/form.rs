//! What makes some graphs a nanopublication: one head, and in it the names of three graphs that are
//! there, each about what it should be about.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{GraphName, NamedOrBlankNode, Quad, Term};

use super::signature::{self, Algorithm, Key};
use super::{NPX, trusty};
use crate::vocab::namespace;

/// The vocabulary of nanopublications.
const NP: &str = "http://www.nanopub.org/nschema#";

/// Who signed a nanopublication.
pub(super) enum Signed {
    /// Nobody.
    Not,
    /// Somebody, in the way before the one that is verified.
    Formerly,
    /// Who has a key, and whose that is by the nanopublication's own words.
    By {
        algorithm: Algorithm,
        key: Key,
        signers: BTreeSet<String>,
    },
}

/// One nanopublication, with its triples by graph.
pub(super) struct Nanopublication {
    pub(super) name: String,
    pub(super) assertion_name: String,
    pub(super) assertion: Vec<Quad>,
    pub(super) provenance: Vec<Quad>,
    pub(super) information: Vec<Quad>,
    pub(super) signed: Signed,
}

/// Sorts quads into nanopublications, and refuses whatever is none.
///
/// # Errors
///
/// What is wrong, in words.
pub(super) fn sort(quads: Vec<Quad>) -> Result<Vec<Nanopublication>, String> {
    let kind = format!("{NP}Nanopublication");
    let mut graphs: BTreeMap<String, Vec<Quad>> = BTreeMap::new();
    let mut heads: Vec<(String, String)> = Vec::new();
    for quad in quads {
        let GraphName::NamedNode(graph) = &quad.graph_name else {
            return Err(format!("the triple {quad} stands in no named graph"));
        };
        let graph = graph.as_str().to_owned();
        let is_kind = quad.predicate.as_str() == format!("{}type", namespace::RDF)
            && iri(&quad.object) == Some(&kind);
        if is_kind && let NamedOrBlankNode::NamedNode(name) = &quad.subject {
            heads.push((name.as_str().to_owned(), graph.clone()));
        }
        graphs.entry(graph).or_default().push(quad);
    }
    heads.sort();
    heads.dedup();
    if heads.is_empty() {
        return Err("no np:Nanopublication is declared".to_owned());
    }
    let mut found = Vec::new();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for (name, head) in heads {
        let part = |property: &str| -> Result<String, String> {
            let property = format!("{NP}{property}");
            let quads = graphs[&head].iter();
            let values: BTreeSet<&str> = quads
                .filter(|quad| subject(quad) == Some(&name) && quad.predicate.as_str() == property)
                .filter_map(|quad| iri(&quad.object))
                .collect();
            match values.len() {
                1 => Ok(values.into_iter().next().unwrap_or_default().to_owned()),
                number => Err(format!(
                    "{name} has {number} graphs by {property} instead of one"
                )),
            }
        };
        let parts = [
            part("hasAssertion")?,
            part("hasProvenance")?,
            part("hasPublicationInfo")?,
        ];
        let names: BTreeSet<&String> = parts.iter().chain([&name, &head]).collect();
        if names.len() < 5 {
            return Err(format!(
                "{name}, its head and its three graphs do not all have names of their own"
            ));
        }
        let start = name.trim_end_matches(['#', '/']);
        for graph in parts.iter().chain([&head]) {
            if !graph.starts_with(start) {
                return Err(format!(
                    "the name of the graph {graph} does not begin with that of {name}"
                ));
            }
            if !used.insert(graph.clone()) {
                return Err(format!("the graph {graph} belongs to two nanopublications"));
            }
        }
        for graph in &parts {
            if !graphs.contains_key(graph) {
                return Err(format!("the graph {graph} of {name} is empty"));
            }
        }
        let [assertion, provenance, information] = parts;
        let parts = [&head, &assertion, &provenance, &information].map(|graph| &graphs[graph]);
        trust(&name, parts)?;
        let signed = signed(&name, parts)?;
        let is_about = |graph: &str, thing: &str| {
            let mut quads = graphs[graph].iter();
            quads.any(|quad| subject(quad) == Some(thing) || iri(&quad.object) == Some(thing))
        };
        if !is_about(&provenance, &assertion) {
            return Err(format!(
                "the provenance of {name} says nothing of its assertion"
            ));
        }
        if !is_about(&information, &name) {
            return Err(format!(
                "the publication information of {name} says nothing of it"
            ));
        }
        found.push(Nanopublication {
            assertion: graphs[&assertion].clone(),
            provenance: graphs[&provenance].clone(),
            information: graphs[&information].clone(),
            signed,
            assertion_name: assertion,
            name,
        });
    }
    if let Some(other) = graphs.keys().find(|graph| !used.contains(*graph)) {
        return Err(format!("the graph {other} belongs to no nanopublication"));
    }
    // Elsewhere slips of this sort are frequent, and change no claim.
    for quad in found.iter().flat_map(|one| &one.assertion) {
        if let Some(wrong) = mistyped(quad) {
            return Err(wrong);
        }
    }
    Ok(found)
}

/// Holds a trusty name against what it names.
fn trust(name: &str, graphs: [&Vec<Quad>; 4]) -> Result<(), String> {
    let Some(code) = trusty::code(name) else {
        return Ok(());
    };
    match trusty::normal(graphs.into_iter().flatten(), code) {
        Some(normal) if trusty::code_of(&normal) == code => Ok(()),
        Some(_) => Err(format!(
            "{name} was changed: its content does not have the hash in its name"
        )),
        None => Err(format!(
            "{name} has a hash in its name, and blank nodes, which have none"
        )),
    }
}

/// Who signed a nanopublication, where the signature is right.
fn signed(name: &str, graphs: [&Vec<Quad>; 4]) -> Result<Signed, String> {
    let [.., information] = graphs;
    let of = |quad: &Quad, word: &str| quad.predicate.as_str().strip_prefix(NPX) == Some(word);
    let has = |word| information.iter().any(|quad| of(quad, word));
    let targets = information
        .iter()
        .filter(|quad| of(quad, "hasSignatureTarget") && iri(&quad.object) == Some(name));
    let elements: BTreeSet<_> = targets.map(|quad| quad.subject.to_string()).collect();
    let element = match elements.len() {
        0 if has("hasSignatureElement") => return Ok(Signed::Formerly),
        0 if !has("hasSignature") => return Ok(Signed::Not),
        0 => {
            return Err(format!(
                "{name} has a signature that is not said to be of it"
            ));
        }
        1 => elements.into_iter().next().unwrap_or_default(),
        number => return Err(format!("{name} has {number} signatures instead of one")),
    };
    let element_has =
        |quad: &&Quad, word: &str| quad.subject.to_string() == element && of(quad, word);
    let value = |word: &str| {
        let quads = information.iter().filter(|quad| element_has(quad, word));
        let values: Vec<&Term> = quads.map(|quad| &quad.object).collect();
        match &values[..] {
            [Term::Literal(literal)] => Ok(literal.value()),
            [_] => Err(format!("the npx:{word} of {name} is no text")),
            _ => Err(format!(
                "the signature of {name} has {} npx:{word} instead of one",
                values.len()
            )),
        }
    };
    let (given, key, text) = (
        value("hasAlgorithm")?,
        value("hasPublicKey")?,
        value("hasSignature")?,
    );
    let algorithm = Algorithm::of(given).ok_or_else(|| {
        let given = crate::escape::shorten(given, 20);
        format!("{name} is signed by {given}; signatures by RSA and DSA can be verified")
    })?;
    let code = trusty::code(name)
        .ok_or_else(|| format!("{name} is signed, but has no hash in its name"))?;
    let quads = graphs.into_iter().flatten();
    let message = trusty::normal(
        quads.filter(|quad| !element_has(quad, "hasSignature")),
        code,
    );
    let message = message.unwrap_or_default();
    let key = signature::verify(algorithm, key, text, message.as_bytes())
        .map_err(|wrong| format!("{name} {wrong}"))?;
    let signers = information
        .iter()
        .filter(|quad| element_has(quad, "signedBy"));
    let signers = signers.filter_map(|quad| iri(&quad.object).map(ToOwned::to_owned));
    Ok(Signed::By {
        algorithm,
        key,
        signers: signers.collect(),
    })
}

/// What is wrong with a literal of a known type.
fn mistyped(quad: &Quad) -> Option<String> {
    let Term::Literal(literal) = &quad.object else {
        return None;
    };
    let value = literal.value();
    let is_integer = || {
        let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_right = match literal.datatype().as_str().strip_prefix(namespace::XSD)? {
        "integer" => is_integer(),
        "boolean" => matches!(value, "true" | "false" | "1" | "0"),
        "decimal" => {
            value.parse::<f64>().is_ok() && !value.contains(['e', 'E', 'i', 'I', 'n', 'N'])
        }
        "double" | "float" => {
            matches!(value, "INF" | "-INF" | "NaN")
                || (value.parse::<f64>().is_ok() && !value.contains(['i', 'I', 'n', 'N']))
        }
        "date" => value.parse::<oxsdatatypes::Date>().is_ok(),
        "dateTime" => value.parse::<oxsdatatypes::DateTime>().is_ok(),
        "time" => value.parse::<oxsdatatypes::Time>().is_ok(),
        _ => true,
    };
    (!is_right).then(|| format!("{} is not what its type says", quad.object))
}

/// The IRI of a term, if it is one.
pub(super) fn iri(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

/// The IRI of a subject, if it is one.
pub(super) fn subject(quad: &Quad) -> Option<&str> {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}
