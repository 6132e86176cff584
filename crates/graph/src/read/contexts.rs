//! What the contexts of a JSON-LD file cost, told before they are processed.
//!
//! Each time that a context comes into force, all terms that were in force before are copied, with
//! the contexts that belong to them. A context may belong to a term, and comes into force wherever
//! that stands as a type or a property: a few thousand such terms and as many things with all
//! their types are a file of megabytes, and work for hours.

use std::fmt;

use rustc_hash::FxHashMap;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// So many terms may be copied: some seconds' work.
const MOST_COPIES: u64 = 10_000_000;

/// A piece of JSON, its members as often as they are written.
enum Node {
    Object(Vec<(String, Node)>),
    Array(Vec<Node>),
    Text(String),
    Other,
}

/// What it costs to bring a context into force, beside the terms before it.
#[derive(Clone, Copy, Default)]
struct Cost {
    /// The pieces of JSON in it.
    size: u64,
    /// Itself, and the contexts of its terms, which are tested when it comes into force.
    contexts: u64,
}

/// Whether the contexts of a file can be processed in some seconds. What is no JSON can: it is
/// refused as such. O(length of the file).
pub(super) fn are_affordable(bytes: &[u8]) -> bool {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    // How deep it is nested was looked at before.
    reader.disable_recursion_limit();
    let Ok(whole) = Node::deserialize(&mut reader) else {
        return true;
    };
    let mut weighing = Weighing::default();
    weighing.collect(&whole, false);
    if weighing.scoped.is_empty() && weighing.contexts < 2 {
        return true;
    }
    weighing.weigh(&whole, 0);
    weighing.copies <= MOST_COPIES
}

#[derive(Default)]
struct Weighing {
    /// The contexts that belong to terms; of several, the most expensive.
    scoped: FxHashMap<String, Cost>,
    contexts: u64,
    copies: u64,
}

impl Weighing {
    /// Finds the contexts of terms.
    fn collect(&mut self, node: &Node, is_context: bool) {
        match node {
            Node::Array(items) => items.iter().for_each(|item| self.collect(item, is_context)),
            Node::Object(members) => {
                for (name, value) in members {
                    let is_inner = name == "@context";
                    self.contexts += u64::from(is_inner);
                    if let Node::Object(definition) = value
                        && is_context
                    {
                        let own = definition.iter().filter(|(name, _)| name == "@context");
                        for (_, context) in own {
                            let cost = cost(context);
                            let known = self.scoped.entry(name.clone()).or_default();
                            known.size = known.size.max(cost.size);
                            known.contexts = known.contexts.max(cost.contexts);
                        }
                    }
                    self.collect(value, is_inner);
                }
            }
            Node::Text(_) | Node::Other => {}
        }
    }

    /// Adds up what comes into force, with so much in force before.
    fn weigh(&mut self, node: &Node, mut before: u64) {
        match node {
            Node::Array(items) => items.iter().for_each(|item| self.weigh(item, before)),
            Node::Object(members) => {
                for (_, context) in members.iter().filter(|(name, _)| name == "@context") {
                    self.enter(cost(context), &mut before);
                }
                let kinds = members.iter().flat_map(|(_, value)| texts(value));
                for kind in kinds {
                    if let Some(cost) = self.scoped.get(kind) {
                        self.enter(*cost, &mut before);
                    }
                }
                for (name, value) in members.iter().filter(|(name, _)| name != "@context") {
                    let mut inside = before;
                    if let Some(cost) = self.scoped.get(name) {
                        self.enter(*cost, &mut inside);
                    }
                    self.weigh(value, inside);
                }
            }
            Node::Text(_) | Node::Other => {}
        }
    }

    fn enter(&mut self, cost: Cost, before: &mut u64) {
        *before = before.saturating_add(cost.size);
        let copies = before.saturating_mul(cost.contexts);
        self.copies = self.copies.saturating_add(copies);
    }
}

/// The texts that a value is, or a list holds: any of them may be a type.
fn texts(value: &Node) -> impl Iterator<Item = &str> {
    let items = match value {
        Node::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    items.iter().filter_map(|item| match item {
        Node::Text(text) => Some(text.as_str()),
        _ => None,
    })
}

fn cost(context: &Node) -> Cost {
    let mut cost = Cost {
        size: 0,
        contexts: 1,
    };
    let mut open = vec![context];
    while let Some(node) = open.pop() {
        cost.size += 1;
        match node {
            Node::Object(members) => {
                let inner = members.iter().filter(|(name, _)| name == "@context");
                cost.contexts += inner.count() as u64;
                open.extend(members.iter().map(|(_, value)| value));
            }
            Node::Array(items) => {
                // Each of a list of contexts comes into force by itself.
                cost.contexts += items.len() as u64;
                open.extend(items);
            }
            Node::Text(_) | Node::Other => {}
        }
    }
    cost
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Shape)
    }
}

struct Shape;

impl<'de> Visitor<'de> for Shape {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Node::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Node, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = object.next_key::<String>()? {
            // A value that stands for itself is neither a type nor a context.
            if name == "@value" {
                object.next_value::<IgnoredAny>()?;
                continue;
            }
            members.push((name, object.next_value()?));
        }
        Ok(Node::Object(members))
    }
}
