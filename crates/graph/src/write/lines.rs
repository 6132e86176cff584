//! Canonical N-Quads (RDFC-1.0) of quads that are numbered by a dictionary, line by line.
//!
//! Where no blank node is, the canonical form is the distinct lines in order. Only quads with
//! blank nodes bear on the labels of these, so only they go through canonical labelling. Terms
//! are put in order once each, and lines by the places of their terms, so that the whole text
//! need never be held: in N-Quads a term is followed by a space, which comes before whatever a
//! longer term would go on with, so that lines stand in the order of their terms.

use std::io;

use fixedbitset::FixedBitSet;
use oxrdf::BlankNode;
use oxrdf::dataset::CanonicalizationAlgorithm;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Error, canonical};
use crate::read::{Graph, Quad};
use crate::vocab::Id;

/// Quads in canonical order, each once.
pub(super) struct Lines {
    /// The terms as N-Quads writes them, in order, each once.
    terms: Vec<String>,
    /// Which terms of the dictionary they are.
    ids: Vec<Id>,
    /// Subject, predicate, object and, where graphs are kept, graph, by place in `terms`.
    rows: Vec<[u32; 4]>,
}

/// In the place of a graph: none.
const NO_GRAPH: u32 = u32::MAX;

impl Lines {
    /// Some quads of a graph, by their graphs or as one. O(q log q), beside the labelling of
    /// blank nodes.
    pub(super) fn new(graph: &Graph, quads: &[Quad], keep_graphs: bool) -> Result<Self, Error> {
        let labels = labels(graph, quads, keep_graphs)?;
        let ids = |quad: &Quad| {
            let graph = keep_graphs.then_some(quad.graph);
            [
                Some(quad.subject),
                Some(quad.predicate),
                Some(quad.object),
                graph,
            ]
        };
        let mut is_used = FixedBitSet::with_capacity(graph.terms.len());
        for id in quads.iter().flat_map(ids).flatten() {
            is_used.insert(id.index());
        }
        let used: Vec<Id> = is_used.ones().map(|index| Id(index as u32)).collect();
        let written = |id: &Id| match labels.get(id) {
            Some(label) => label.to_string(),
            None => graph.terms.as_term(*id).to_string(),
        };
        let texts = used.par_iter().map(|id| (written(id), *id));
        let mut texts: Vec<(String, Id)> = texts.collect();
        texts.par_sort_unstable();
        let mut terms: Vec<String> = Vec::with_capacity(texts.len());
        let mut in_order: Vec<Id> = Vec::with_capacity(texts.len());
        let mut places = vec![NO_GRAPH; graph.terms.len()];
        for (text, id) in texts {
            if terms.last() != Some(&text) {
                terms.push(text);
                in_order.push(id);
            }
            places[id.index()] = terms.len() as u32 - 1;
        }
        let place = |id: Option<Id>| id.map_or(NO_GRAPH, |id| places[id.index()]);
        let rows = quads.iter().map(|quad| ids(quad).map(place));
        let mut rows: Vec<[u32; 4]> = rows.collect();
        rows.par_sort_unstable();
        rows.dedup();
        Ok(Self {
            terms,
            ids: in_order,
            rows,
        })
    }

    /// The terms as N-Quads writes them, in order, each once.
    pub(super) fn terms(&self) -> &[String] {
        &self.terms
    }

    /// Which terms of the dictionary they are.
    pub(super) fn ids(&self) -> &[Id] {
        &self.ids
    }

    /// The quads in order, by the places of their terms.
    pub(super) fn rows(&self) -> &[[u32; 4]] {
        &self.rows
    }

    /// How many lines there are.
    pub(super) fn count(&self) -> usize {
        self.rows.len()
    }

    /// The lines, each with its end.
    pub(super) fn iter(&self) -> impl Iterator<Item = String> {
        self.rows.iter().map(|row| {
            let mut line = String::new();
            for place in row.iter().filter(|place| **place != NO_GRAPH) {
                line.push_str(&self.terms[*place as usize]);
                line.push(' ');
            }
            line.push_str(".\n");
            line
        })
    }

    /// Writes the lines. O(bytes).
    pub(super) fn put(&self, output: &mut dyn io::Write) -> io::Result<()> {
        let mut output = io::BufWriter::with_capacity(1 << 16, output);
        self.iter()
            .try_for_each(|line| io::Write::write_all(&mut output, line.as_bytes()))?;
        io::Write::flush(&mut output)
    }
}

/// Whether a quad has a blank node.
fn has_blank(graph: &Graph, quad: &Quad, keep_graphs: bool) -> bool {
    let is_blank = |id: Id| graph.terms.is_blank(id);
    is_blank(quad.subject) || is_blank(quad.object) || (keep_graphs && is_blank(quad.graph))
}

/// The canonical labels of the blank nodes of some quads (RDFC-1.0, SHA-256).
pub(super) fn labels(
    graph: &Graph,
    quads: &[Quad],
    keep_graphs: bool,
) -> Result<FxHashMap<Id, BlankNode>, Error> {
    let with_blanks = quads.iter().copied();
    let with_blanks = with_blanks.filter(|quad| has_blank(graph, quad, keep_graphs));
    let with_blanks: Vec<Quad> = with_blanks.collect();
    if with_blanks.is_empty() {
        return Ok(FxHashMap::default());
    }
    let dataset = canonical::dataset(graph, &with_blanks, keep_graphs);
    canonical::refuse_indistinct(&dataset)?;
    let labels = dataset.canonicalize_blank_nodes(CanonicalizationAlgorithm::Rdfc10 {
        hash_algorithm: canonical::HASH,
    });
    let labels: FxHashMap<&str, &BlankNode> = labels
        .iter()
        .map(|(node, label)| (node.as_str(), label))
        .collect();
    let ids = with_blanks
        .iter()
        .flat_map(|quad| [quad.subject, quad.object, quad.graph]);
    let ids = ids.filter(|id| graph.terms.is_blank(*id));
    Ok(ids
        .filter_map(|id| Some((id, (*labels.get(graph.terms.text(id))?).clone())))
        .collect())
}
