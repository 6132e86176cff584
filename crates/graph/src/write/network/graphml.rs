//! `GraphML`, as Gephi, yEd, Cytoscape and `NetworkX` read it.

use std::fmt::Write as _;

use super::{ATTRIBUTES, Network, Type};
use crate::escape::xml;
use crate::read::Graph;
use crate::write::facts::Facts;

impl Type {
    const fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Boolean => "boolean",
            Self::Integer => "int",
            Self::Number => "double",
        }
    }
}

/// The record as a directed graph with typed attributes.
pub(crate) fn graphml(graph: &Graph, facts: &Facts<'_>) -> String {
    let network = Network::new(graph, facts);
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    let mut declare = |name: &str, of: &str, form: Type| {
        let _ = writeln!(
            text,
            "  <key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{}\"/>",
            form.name()
        );
    };
    for name in ["kind", "label", "iri"] {
        declare(name, "node", Type::Text);
    }
    for (name, _, form) in ATTRIBUTES {
        declare(name, "node", form);
    }
    declare("relation", "edge", Type::Text);
    text.push_str("  <graph id=\"sayso\" edgedefault=\"directed\">\n");
    for (number, node) in network.nodes.iter().enumerate() {
        let _ = writeln!(text, "    <node id=\"n{number}\">");
        let mut say = |name: &str, value: &str| {
            let _ = writeln!(text, "      <data key=\"{name}\">{}</data>", xml(value));
        };
        say("kind", node.kind.name());
        say("label", &node.label);
        say("iri", &node.iri);
        for (name, _, value) in &node.attributes {
            say(name, value);
        }
        text.push_str("    </node>\n");
    }
    for (number, edge) in network.edges.iter().enumerate() {
        let _ = writeln!(
            text,
            "    <edge id=\"e{number}\" source=\"n{}\" target=\"n{}\"><data key=\"relation\">{}</data></edge>",
            edge.from,
            edge.to,
            xml(&edge.relation),
        );
    }
    text.push_str("  </graph>\n</graphml>\n");
    text
}
