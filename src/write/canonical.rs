//! Canonical labels for blank nodes, and canonical N-Quads.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxrdf::{Dataset, GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use petgraph::unionfind::UnionFind;

use super::Error;
use crate::read::Graph;
use crate::vocab::Id;

/// The hash that canonical labels are made with.
pub(super) const HASH: CanonicalizationHashAlgorithm = CanonicalizationHashAlgorithm::Sha256;

/// How many neighbours of one blank node may look alike: canonical labelling tries them in every
/// order.
const MOST_ALIKE: usize = 8;

/// How many orders there may be along all that hangs together. They are seldom all tried: the
/// hardest tests of the W3C that have an answer reach two thousand million, and take a moment.
const MOST_ORDERS: f64 = 1e10;

/// So many blank nodes that look alike may hang together whatever else there is.
const MOST_TOGETHER: usize = 32;

/// How many steps may be gone along larger parts: two or three seconds, or one part of two hundred.
const MOST_STEPS: f64 = 1e7;

/// Some quads of a graph as a dataset of their own, by their graphs or as one.
pub(super) fn dataset(graph: &Graph, quads: &[crate::read::Quad], keep_graphs: bool) -> Dataset {
    let node = |id: Id| match graph.terms.to_term(id) {
        Term::NamedNode(node) => NamedOrBlankNode::from(node),
        Term::BlankNode(node) => node.into(),
        Term::Literal(_) => NamedNode::new_unchecked("").into(),
    };
    quads
        .iter()
        .map(|quad| {
            let name = if keep_graphs {
                GraphName::from(node(quad.graph))
            } else {
                GraphName::DefaultGraph
            };
            Quad::new(
                node(quad.subject),
                NamedNode::new_unchecked(graph.terms.text(quad.predicate)),
                graph.terms.to_term(quad.object),
                name,
            )
        })
        .collect()
}

/// The dataset with canonical blank node labels (RDFC-1.0, SHA-256). One without blank nodes has
/// them as it is.
pub(super) fn labelled(mut dataset: Dataset) -> Result<Dataset, Error> {
    refuse_indistinct(&dataset)?;
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 {
        hash_algorithm: HASH,
    });
    Ok(dataset)
}

/// Refuses what canonical labelling could take too long for.
pub(super) fn refuse_indistinct(dataset: &Dataset) -> Result<(), Error> {
    match indistinct(dataset) {
        0 => Ok(()),
        indistinct => Err(Error::Indistinct(indistinct)),
    }
}

/// How many blank nodes look alike and hang together so that telling them apart could take too
/// long; 0 where it cannot.
///
/// Nodes look alike whose quads are the same, other blank nodes left aside. Canonical labelling
/// tries the neighbours of such a node that look alike in every order, and does the same at each
/// of them: the product of these numbers of orders, along what hangs together, bounds the work.
fn indistinct(dataset: &Dataset) -> usize {
    let mut looks: BTreeMap<String, Vec<String>> = BTreeMap::default();
    let mut links: Vec<(String, String, String)> = Vec::new();
    for quad in dataset {
        let line = [
            quad.subject.to_string(),
            quad.object.to_string(),
            quad.graph_name.to_string(),
        ];
        let is_blank = |part: &String| part.starts_with("_:");
        for (place, one) in line.iter().enumerate().filter(|(_, part)| is_blank(part)) {
            let look = line.each_ref().map(|part| match part {
                part if part == one => "_:this",
                part if is_blank(part) => "_:other",
                part => part,
            });
            let look = format!("{} {}", quad.predicate, look.join(" "));
            looks.entry(one.clone()).or_default().push(look);
            for other in line.iter().filter(|part| is_blank(part) && *part != one) {
                let how = format!("{} {place}", quad.predicate);
                links.push((one.clone(), other.clone(), how));
            }
        }
    }
    let looks: BTreeMap<String, String> = looks
        .into_iter()
        .map(|(node, mut look)| {
            look.sort_unstable();
            (node, look.join("\n"))
        })
        .collect();
    let mut alike: BTreeMap<&str, usize> = BTreeMap::default();
    for look in looks.values() {
        *alike.entry(look).or_default() += 1;
    }
    let is_alone = |node: &String| alike[looks[node].as_str()] == 1;
    links.retain(|(one, other, _)| !is_alone(one) && !is_alone(other));
    // Neighbours in the same way, by look: so many of them are tried in every order.
    let mut neighbours: BTreeMap<(&str, &str, &str), BTreeSet<&str>> = BTreeMap::default();
    for (one, other, how) in &links {
        let key = (one.as_str(), how.as_str(), looks[other].as_str());
        neighbours.entry(key).or_default().insert(other);
    }
    let numbers: BTreeMap<&str, usize> = looks.keys().map(String::as_str).zip(0..).collect();
    let mut parts: UnionFind<usize> = UnionFind::new(numbers.len());
    for (one, other, _) in &links {
        parts.union(numbers[one.as_str()], numbers[other.as_str()]);
    }
    let mut orders: BTreeMap<usize, f64> = BTreeMap::default();
    for ((one, _, _), group) in &neighbours {
        let tried = if group.len() > MOST_ALIKE {
            f64::INFINITY
        } else {
            (2..=group.len()).map(|size| (size as f64).ln()).sum()
        };
        *orders.entry(parts.find(numbers[one])).or_default() += tried;
    }
    let mut too_many = orders
        .into_iter()
        .filter(|(_, orders)| *orders > MOST_ORDERS.ln())
        .map(|(part, _)| part)
        .collect::<BTreeSet<_>>();
    // From each of them one goes along all that hangs together, with a path that grows as long.
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::default();
    for node in 0..numbers.len() {
        *sizes.entry(parts.find(node)).or_default() += 1;
    }
    sizes.retain(|_, size| *size > MOST_TOGETHER);
    let steps: f64 = sizes.values().map(|size| (*size as f64).powi(3)).sum();
    if steps > MOST_STEPS {
        too_many.extend(sizes.into_keys());
    }
    let nodes = 0..numbers.len();
    nodes
        .filter(|node| too_many.contains(&parts.find(*node)))
        .count()
}

/// The quads one a line, sorted.
pub(super) fn n_quads(dataset: &Dataset) -> String {
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.concat()
}
