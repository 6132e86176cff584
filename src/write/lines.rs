//! Canonical N-Quads (RDFC-1.0) of quads that are numbered by a dictionary, line by line.
//!
//! Where no blank node is, the canonical form is the distinct lines in order. Only quads with
//! blank nodes bear on the labels of these, so only they go through canonical labelling. Terms
//! are put in order once each, and lines by the places of their terms, so that the whole text
//! need never be held: in N-Quads a term is followed by a space, which comes before whatever a
//! longer term would go on with, so that lines stand in the order of their terms.

use std::io;

use oxrdf::dataset::CanonicalizationAlgorithm;
use oxrdf::{BlankNode, NamedNode, NamedOrBlankNode, Term, Triple};
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
        let mut used: Vec<Id> = quads.iter().flat_map(ids).flatten().collect();
        used.sort_unstable();
        used.dedup();
        let written = |id: &Id| match labels.get(id) {
            Some(label) => label.to_string(),
            None => graph.terms.to_term(*id).to_string(),
        };
        let mut texts: Vec<(String, Id)> = used.iter().map(|id| (written(id), *id)).collect();
        texts.sort_unstable();
        let mut terms: Vec<String> = Vec::with_capacity(texts.len());
        let mut in_order: Vec<Id> = Vec::with_capacity(texts.len());
        let mut places: FxHashMap<Id, u32> = FxHashMap::default();
        for (text, id) in texts {
            if terms.last() != Some(&text) {
                terms.push(text);
                in_order.push(id);
            }
            places.insert(id, terms.len() as u32 - 1);
        }
        let place = |id: Option<Id>| id.map_or(NO_GRAPH, |id| places[&id]);
        let rows = quads.iter().map(|quad| ids(quad).map(place));
        let mut rows: Vec<[u32; 4]> = rows.collect();
        rows.sort_unstable();
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
fn labels(
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

/// The triples of some quads, whatever their graphs, each once, with canonical labels.
pub(super) fn triples(graph: &Graph, quads: &[Quad]) -> Result<Vec<Triple>, Error> {
    triples_where(graph, quads, |_| true)
}

/// Those of the triples of some quads that are wanted, with the labels that they have among all.
pub(super) fn triples_where(
    graph: &Graph,
    quads: &[Quad],
    is_wanted: impl Fn(&Quad) -> bool,
) -> Result<Vec<Triple>, Error> {
    let labels = labels(graph, quads, false)?;
    let wanted = quads.iter().filter(|quad| is_wanted(quad));
    let mut ids: Vec<[Id; 3]> = wanted
        .map(|quad| [quad.subject, quad.predicate, quad.object])
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let term = |id: Id| match labels.get(&id) {
        Some(label) => label.clone().into(),
        None => graph.terms.to_term(id),
    };
    let triples = ids.into_iter().map(|[subject, predicate, object]| {
        let subject = match term(subject) {
            Term::NamedNode(node) => NamedOrBlankNode::from(node),
            Term::BlankNode(node) => node.into(),
            Term::Literal(_) => NamedNode::new_unchecked("").into(),
        };
        let predicate = NamedNode::new_unchecked(graph.terms.text(predicate));
        Triple::new(subject, predicate, term(object))
    });
    Ok(triples.collect())
}
