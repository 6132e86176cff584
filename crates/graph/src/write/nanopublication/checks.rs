//! What makes a nanopublication one, as its guidelines and its test suite have it.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{LiteralRef, TermRef};
use oxsdatatypes as xsd;
use oxttl::TriGParser;
use rustc_hash::FxHashMap;

use super::{HAS_ASSERTION, HAS_PROVENANCE, HAS_PUBLICATION_INFO, NANOPUBLICATION};
use crate::read::{Graph, Quad, numbered};
use crate::vocab::namespace::XSD;
use crate::vocab::{Id, Known};

/// The name of the default graph, which belongs to no nanopublication.
const NO_GRAPH: &str = "DEFAULT";

/// What is wrong with the nanopublications of a text in `TriG`; nothing where all are valid.
///
/// One that is valid has a head, an assertion, a provenance and a publication info, four graphs
/// apart, none empty, whose names begin with its own; its provenance speaks of its assertion,
/// its publication info of itself. Every graph belongs to one, and every literal is of the type
/// that it says. Signatures and trusty URIs are not looked at. O(q log q).
pub fn problems(text: &str) -> Vec<String> {
    match numbered(TriGParser::new().for_slice(text), NO_GRAPH) {
        Ok(graph) => problems_of(&graph),
        Err(error) => vec![error],
    }
}

pub(super) fn problems_of(whole: &Graph) -> Vec<String> {
    let terms = &whole.terms;
    let literals: BTreeSet<Id> = whole.quads.iter().map(|quad| quad.object).collect();
    let mut problems: Vec<String> = literals
        .into_iter()
        .filter_map(|object| match terms.as_term(object) {
            TermRef::Literal(literal) if !is_well_typed(literal) => {
                Some(format!("{literal} is no value of its datatype"))
            }
            _ => None,
        })
        .collect();
    let mut quads: FxHashMap<Id, Vec<Quad>> = FxHashMap::default();
    for quad in &whole.quads {
        quads.entry(quad.graph).or_default().push(*quad);
    }
    let kind = terms.find_iri(NANOPUBLICATION);
    let mut heads: BTreeMap<&str, (Id, BTreeSet<Id>)> = BTreeMap::new();
    for quad in &whole.quads {
        if quad.predicate == Known::Type.id()
            && Some(quad.object) == kind
            && let Some(name) = terms.as_iri(quad.subject)
            && terms
                .as_iri(quad.graph)
                .is_some_and(|graph| graph != NO_GRAPH)
        {
            let (_, heads) = heads
                .entry(name)
                .or_insert_with(|| (quad.subject, BTreeSet::new()));
            heads.insert(quad.graph);
        }
    }
    if heads.is_empty() {
        problems.push("there is no nanopublication".to_owned());
    }
    let mut owners: FxHashMap<Id, usize> = FxHashMap::default();
    for (name, (this, heads)) in heads {
        let mut graphs = heads.clone();
        let found = one(whole, &quads, this, &heads, &mut graphs);
        problems.extend(
            found
                .into_iter()
                .map(|problem| format!("<{name}> {problem}")),
        );
        for graph in graphs {
            *owners.entry(graph).or_default() += 1;
        }
    }
    let names: BTreeMap<&str, Id> = whole
        .quads
        .iter()
        .map(|quad| (terms.text(quad.graph), quad.graph))
        .collect();
    for (name, graph) in names {
        match owners.get(&graph) {
            Some(1) => {}
            Some(_) => problems.push(format!("the graph {name} belongs to several")),
            None => problems.push(format!("the graph {name} belongs to none")),
        }
    }
    problems
}

/// What is wrong with one nanopublication; its graphs are put among `graphs`.
fn one(
    whole: &Graph,
    quads: &FxHashMap<Id, Vec<Quad>>,
    this: Id,
    heads: &BTreeSet<Id>,
    graphs: &mut BTreeSet<Id>,
) -> Vec<String> {
    let terms = &whole.terms;
    let mut problems = Vec::new();
    let [head] = heads.iter().copied().collect::<Vec<_>>()[..] else {
        problems.push("has several heads".to_owned());
        return problems;
    };
    let quads = |graph: Id| quads.get(&graph).map_or(&[][..], Vec::as_slice);
    let mut parts = vec![head];
    for property in [HAS_ASSERTION, HAS_PROVENANCE, HAS_PUBLICATION_INFO] {
        let is_it = terms.find_iri(property);
        let values: BTreeSet<Id> = quads(head)
            .iter()
            .filter(|quad| quad.subject == this && Some(quad.predicate) == is_it)
            .map(|quad| quad.object)
            .filter(|object| terms.as_iri(*object).is_some())
            .collect();
        if values.len() != 1 {
            problems.push(format!("has {} values of <{property}>", values.len()));
        }
        parts.extend(values);
    }
    graphs.extend(parts.iter().copied());
    if graphs.len() != 4 || graphs.contains(&this) {
        problems.push("has graphs that are not apart".to_owned());
    }
    for part in &parts {
        let name = terms.text(*part);
        if !name.starts_with(terms.text(this)) {
            problems.push(format!(
                "has the graph <{name}>, which is not named after it"
            ));
        }
        if quads(*part).is_empty() {
            problems.push(format!("has nothing in the graph <{name}>"));
        }
    }
    let [_, assertion, provenance, info] = parts[..] else {
        return problems;
    };
    let speaks_of = |graph: Id, thing: Id| quads(graph).iter().any(|quad| quad.subject == thing);
    if !speaks_of(provenance, assertion) {
        problems.push("has a provenance that does not speak of its assertion".to_owned());
    }
    if !speaks_of(info, this) {
        problems.push("has a publication info that does not speak of it".to_owned());
    }
    problems
}

/// Whether a literal is of the type that it says, as far as that is a type of XML Schema for
/// numbers, truth or time.
fn is_well_typed(literal: LiteralRef<'_>) -> bool {
    let value = literal.value();
    let Some(name) = literal.datatype().as_str().strip_prefix(XSD) else {
        return true;
    };
    match name {
        "integer" => value.parse::<xsd::Integer>().is_ok() || is_long_integer(value),
        "decimal" => value.parse::<xsd::Decimal>().is_ok(),
        "double" => value.parse::<xsd::Double>().is_ok(),
        "float" => value.parse::<xsd::Float>().is_ok(),
        "boolean" => value.parse::<xsd::Boolean>().is_ok(),
        "date" => value.parse::<xsd::Date>().is_ok(),
        "time" => value.parse::<xsd::Time>().is_ok(),
        "dateTime" => value.parse::<xsd::DateTime>().is_ok(),
        "gYear" => value.parse::<xsd::GYear>().is_ok(),
        "gYearMonth" => value.parse::<xsd::GYearMonth>().is_ok(),
        "duration" => value.parse::<xsd::Duration>().is_ok(),
        _ => true,
    }
}

/// Integers have no bounds, those of the library have.
fn is_long_integer(value: &str) -> bool {
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
