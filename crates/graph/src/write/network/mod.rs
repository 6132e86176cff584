//! The record as a picture of nodes and edges, for programs that draw and measure networks.
//!
//! Nodes are agents, claims, documents and statements; edges lead from a statement to what it is
//! about. Labels are for people to read, so what would be invisible in them is made visible.

mod dot;
mod graphml;

use super::facts::{Facts, Thing, word};
use crate::read::Graph;
use crate::vocab::Known;

pub(super) use dot::dot;
pub(super) use graphml::graphml;

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Agent,
    Claim,
    Document,
    Statement,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Agent, Self::Claim, Self::Document, Self::Statement];

    const fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Claim => "claim",
            Self::Document => "document",
            Self::Statement => "statement",
        }
    }

    const fn class(self) -> Known {
        match self {
            Self::Agent => Known::Agent,
            Self::Claim => Known::Claim,
            Self::Document => Known::Document,
            Self::Statement => Known::Statement,
        }
    }
}

/// The type of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Type {
    Text,
    Boolean,
    Integer,
    Number,
}

/// What nodes are described by, beside kind, label and IRI.
const ATTRIBUTES: [(&str, Known, Type); 11] = [
    ("stance", Known::Stance, Type::Text),
    ("said_at", Known::SaidAt, Type::Text),
    ("recorded_at", Known::RecordedAt, Type::Text),
    ("first_hand", Known::FirstHand, Type::Boolean),
    ("confidence", Known::Confidence, Type::Number),
    ("stated_confidence", Known::StatedConfidence, Type::Number),
    ("credibility", Known::Credibility, Type::Integer),
    ("reliability", Known::Reliability, Type::Text),
    ("issued", Known::Issued, Type::Text),
    ("url", Known::Url, Type::Text),
    ("sha256", Known::Sha256, Type::Text),
];

/// What leads from one node to another.
const RELATIONS: [Known; 15] = [
    Known::By,
    Known::ClaimOf,
    Known::In,
    Known::Relays,
    Known::Target,
    Known::To,
    Known::DeflectsTo,
    Known::Publisher,
    Known::VouchedBy,
    Known::AuthorityOver,
    Known::InterestIn,
    Known::Entails,
    Known::Contradicts,
    Known::Presupposes,
    Known::SameClaim,
];

struct Node {
    kind: Kind,
    iri: String,
    label: String,
    /// Name, type and value.
    attributes: Vec<(&'static str, Type, String)>,
}

struct Edge {
    from: usize,
    to: usize,
    relation: String,
}

struct Network {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

impl Network {
    fn new(graph: &Graph, facts: &Facts<'_>) -> Self {
        let mut network = Self {
            nodes: Vec::new(),
            edges: Vec::new(),
        };
        let mut numbers: Vec<Option<usize>> = vec![None; facts.count()];
        for kind in Kind::ALL {
            for thing in facts.things(kind.class()) {
                if numbers[thing.index()].is_none() {
                    numbers[thing.index()] = Some(network.nodes.len());
                    network.nodes.push(node(graph, facts, kind, thing));
                }
            }
        }
        let number = |thing: &Thing| numbers[thing.index()];
        for thing in facts.subjects() {
            let Some(from) = number(&thing) else { continue };
            for relation in RELATIONS {
                for to in facts.known(thing, relation).iter().filter_map(number) {
                    network.edges.push(Edge {
                        from,
                        to,
                        relation: relation.parts().1.to_owned(),
                    });
                }
            }
        }
        for tie in facts.things(Known::Tie) {
            let ends = |property: Known| facts.known(tie, property).iter().filter_map(number);
            let ends: Vec<usize> = ends(Known::Dependent)
                .chain(ends(Known::Between))
                .chain(ends(Known::Principal))
                .collect();
            let kind = facts.text(tie, Known::Kind).unwrap_or_default();
            if let [from, to] = ends[..] {
                network.edges.push(Edge {
                    from,
                    to,
                    relation: word(kind).to_owned(),
                });
            }
        }
        network.edges.sort_by(|one, other| {
            (one.from, &one.relation, one.to).cmp(&(other.from, &other.relation, other.to))
        });
        network
    }
}

fn node(graph: &Graph, facts: &Facts<'_>, kind: Kind, thing: Thing) -> Node {
    let attributes = ATTRIBUTES.iter().filter_map(|(name, property, form)| {
        let value = facts.text(thing, *property)?;
        let value = match form {
            Type::Text => word(value).to_owned(),
            Type::Boolean => (value == "true" || value == "1").to_string(),
            Type::Integer => value.parse::<i64>().ok()?.to_string(),
            Type::Number => value.parse::<f64>().ok()?.to_string(),
        };
        Some((*name, *form, value))
    });
    let name = || match kind {
        Kind::Statement => facts.text(thing, Known::Stance).map(word),
        _ => None,
    };
    let label = facts.label(thing).or_else(name);
    let iri = facts.bare(thing);
    Node {
        kind,
        iri: iri.to_owned(),
        label: label.map_or_else(
            || {
                if facts.is_iri(thing) {
                    graph.shorten(iri)
                } else {
                    iri.to_owned()
                }
            },
            str::to_owned,
        ),
        attributes: attributes.collect(),
    }
}
