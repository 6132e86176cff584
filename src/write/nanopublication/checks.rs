//! What makes a nanopublication one, as its guidelines and its test suite have it.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{Dataset, GraphNameRef, LiteralRef, NamedNodeRef, QuadRef, TermRef};
use oxsdatatypes as xsd;
use oxttl::TriGParser;

use super::{HAS_ASSERTION, HAS_PROVENANCE, HAS_PUBLICATION_INFO, NANOPUBLICATION};
use crate::vocab::Known;
use crate::vocab::namespace::XSD;

/// What is wrong with the nanopublications of a text in `TriG`; nothing where all are valid.
///
/// One that is valid has a head, an assertion, a provenance and a publication info, four graphs
/// apart, none empty, whose names begin with its own; its provenance speaks of its assertion,
/// its publication info of itself. Every graph belongs to one, and every literal is of the type
/// that it says. Signatures and trusty URIs are not looked at. O(q log q).
pub fn problems(text: &str) -> Vec<String> {
    let dataset: Result<Dataset, _> = TriGParser::new().for_slice(text).collect();
    match dataset {
        Ok(dataset) => problems_of(&dataset),
        Err(error) => vec![error.to_string()],
    }
}

pub(super) fn problems_of(dataset: &Dataset) -> Vec<String> {
    let mut problems: Vec<String> = dataset
        .iter()
        .filter_map(|quad| match quad.object {
            TermRef::Literal(literal) if !is_well_typed(literal) => {
                Some(format!("{literal} is no value of its datatype"))
            }
            _ => None,
        })
        .collect();
    let kind = Known::Type.iri();
    let heads: BTreeMap<&str, BTreeSet<&str>> = dataset
        .iter()
        .filter(|quad| quad.predicate.as_str() == kind && is_named(quad.object, NANOPUBLICATION))
        .filter_map(|quad| match (quad.subject, quad.graph_name) {
            (oxrdf::NamedOrBlankNodeRef::NamedNode(subject), GraphNameRef::NamedNode(graph)) => {
                Some((subject.as_str(), graph.as_str()))
            }
            _ => None,
        })
        .fold(BTreeMap::new(), |mut heads, (subject, graph)| {
            heads.entry(subject).or_default().insert(graph);
            heads
        });
    if heads.is_empty() {
        problems.push("there is no nanopublication".to_owned());
    }
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    for (name, heads) in heads {
        let mut graphs = BTreeSet::new();
        let found = one(dataset, name, &heads, &mut graphs);
        problems.extend(
            found
                .into_iter()
                .map(|problem| format!("<{name}> {problem}")),
        );
        for graph in graphs {
            *owners.entry(graph).or_default() += 1;
        }
    }
    let names: BTreeSet<String> = dataset
        .iter()
        .map(|quad| match quad.graph_name {
            GraphNameRef::NamedNode(graph) => graph.as_str().to_owned(),
            other => other.to_string(),
        })
        .collect();
    for name in names {
        match owners.get(&name) {
            Some(1) => {}
            Some(_) => problems.push(format!("the graph {name} belongs to several")),
            None => problems.push(format!("the graph {name} belongs to none")),
        }
    }
    problems
}

/// What is wrong with one nanopublication; its graphs are put among `graphs`.
fn one(
    dataset: &Dataset,
    name: &str,
    heads: &BTreeSet<&str>,
    graphs: &mut BTreeSet<String>,
) -> Vec<String> {
    let mut problems = Vec::new();
    graphs.extend(heads.iter().map(|head| (*head).to_owned()));
    let [head] = heads.iter().copied().collect::<Vec<_>>()[..] else {
        problems.push("has several heads".to_owned());
        return problems;
    };
    let in_head = quads(dataset, head);
    let mut parts = vec![head.to_owned()];
    for property in [HAS_ASSERTION, HAS_PROVENANCE, HAS_PUBLICATION_INFO] {
        let values: BTreeSet<String> = in_head
            .iter()
            .filter(|quad| quad.subject.to_string() == format!("<{name}>"))
            .filter(|quad| quad.predicate.as_str() == property)
            .filter_map(|quad| match quad.object {
                TermRef::NamedNode(node) => Some(node.as_str().to_owned()),
                _ => None,
            })
            .collect();
        if values.len() != 1 {
            problems.push(format!("has {} values of <{property}>", values.len()));
        }
        parts.extend(values);
    }
    graphs.extend(parts.iter().cloned());
    if graphs.len() != 4 || graphs.contains(name) {
        problems.push("has graphs that are not apart".to_owned());
    }
    for part in &parts {
        if !part.starts_with(name) {
            problems.push(format!(
                "has the graph <{part}>, which is not named after it"
            ));
        }
        if quads(dataset, part).is_empty() {
            problems.push(format!("has nothing in the graph <{part}>"));
        }
    }
    let [_, assertion, provenance, info] = &parts[..] else {
        return problems;
    };
    let speaks_of = |graph: &str, thing: &str| {
        let thing = format!("<{thing}>");
        let quads = quads(dataset, graph);
        quads.iter().any(|quad| quad.subject.to_string() == thing)
    };
    if !speaks_of(provenance, assertion) {
        problems.push("has a provenance that does not speak of its assertion".to_owned());
    }
    if !speaks_of(info, name) {
        problems.push("has a publication info that does not speak of it".to_owned());
    }
    problems
}

fn quads<'d>(dataset: &'d Dataset, graph: &str) -> Vec<QuadRef<'d>> {
    let name = GraphNameRef::NamedNode(NamedNodeRef::new_unchecked(graph));
    dataset.quads_for_graph_name(name).collect()
}

fn is_named(term: TermRef<'_>, iri: &str) -> bool {
    matches!(term, TermRef::NamedNode(node) if node.as_str() == iri)
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
