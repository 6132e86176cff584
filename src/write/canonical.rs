//! Canonical labels for blank nodes, and canonical N-Quads.

use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxrdf::{Dataset, GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use rustc_hash::FxHashMap;

use super::Error;
use crate::read::Graph;
use crate::vocab::Id;

/// Canonical labelling is exponential where blank nodes look alike: more of one look are refused.
const MOST_ALIKE: usize = 64;

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

/// The dataset with canonical blank node labels (RDFC-1.0, SHA-256).
pub(super) fn labelled(mut dataset: Dataset) -> Result<Dataset, Error> {
    let alike = most_alike(&dataset);
    if alike > MOST_ALIKE {
        return Err(Error::Indistinct(alike));
    }
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 {
        hash_algorithm: CanonicalizationHashAlgorithm::Sha256,
    });
    Ok(dataset)
}

/// How many blank nodes share one set of triples, other blank nodes left aside.
fn most_alike(dataset: &Dataset) -> usize {
    let mut lines: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for quad in dataset {
        let mut line = [
            quad.subject.to_string(),
            quad.predicate.to_string(),
            quad.object.to_string(),
        ];
        let mut blanks = Vec::new();
        for part in [0, 2] {
            if line[part].starts_with("_:") {
                blanks.push(std::mem::take(&mut line[part]));
            }
        }
        for blank in blanks {
            lines.entry(blank).or_default().push(line.join(" "));
        }
    }
    let mut looks: Vec<Vec<String>> = lines.into_values().collect();
    for look in &mut looks {
        look.sort_unstable();
    }
    looks.sort_unstable();
    looks
        .chunk_by(|a, b| a == b)
        .map(<[_]>::len)
        .max()
        .unwrap_or(0)
}

/// The quads one a line, sorted.
pub(super) fn n_quads(dataset: &Dataset) -> String {
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.concat()
}
