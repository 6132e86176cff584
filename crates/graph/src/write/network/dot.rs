//! DOT, the language of Graphviz.

use std::fmt::Write as _;

use super::{Kind, Network};
use crate::escape;
use crate::read::Graph;
use crate::write::facts::Facts;

/// Longer labels are cut: a picture is no place to read on, and old versions of Graphviz refuse
/// strings of more than 16 KiB. The whole text is in the other formats.
const LONGEST: usize = 120;

/// The record as a directed graph in DOT.
pub(crate) fn dot(graph: &Graph, facts: &Facts<'_>) -> String {
    let network = Network::new(graph, facts);
    let mut text = String::from(
        "digraph sayso {\n    rankdir=LR;\n    node [fontname=\"sans-serif\"];\n    edge [fontname=\"sans-serif\"];\n",
    );
    for (number, node) in network.nodes.iter().enumerate() {
        let shape = match node.kind {
            Kind::Agent => "ellipse",
            Kind::Claim => "box",
            Kind::Document => "note",
            Kind::Statement => "plaintext",
        };
        let _ = writeln!(
            text,
            "    n{number} [shape={shape}, label=\"{}\", tooltip=\"{}\"];",
            quoted(&node.label),
            quoted(&node.iri),
        );
    }
    for edge in &network.edges {
        let _ = writeln!(
            text,
            "    n{} -> n{} [label=\"{}\"];",
            edge.from,
            edge.to,
            quoted(&edge.relation),
        );
    }
    text.push_str("}\n");
    text
}

fn quoted(text: &str) -> String {
    escape::dot(&escape::shorten(text, LONGEST))
}
