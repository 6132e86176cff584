//! The context: which short name stands for which IRI, and what its values are.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::json::Json;

/// The context, as it is published beside the ontology.
pub const CONTEXT: &str = include_str!("../../../../../ontology/context.jsonld");

/// What the values of a term are, where nothing else is said with them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Values {
    /// Strings.
    Plain,
    /// Things.
    Things,
    /// Terms of the vocabulary.
    Words,
    /// Literals of this datatype.
    Typed(String),
}

/// The terms of the published context, and the prefixes of the data; which of them are used is
/// noted, so that a file declares no others.
#[derive(Debug)]
pub(super) struct Context {
    /// What is declared, in the order of the file.
    declared: Vec<(String, Value)>,
    /// Term and values by IRI.
    terms: BTreeMap<String, (String, Values)>,
    /// Prefix by namespace.
    prefixes: BTreeMap<String, String>,
    used: BTreeSet<String>,
    /// The keys for names and for types.
    keywords: [&'static str; 2],
}

/// The term for the statements of a claim: that of `sayso:claim` read backwards.
const STATEMENTS: &str = "statements";

impl Context {
    /// `schemes` are those of the IRIs in the data: a prefix of that name would take them over.
    pub(super) fn new<'p>(
        prefixes: impl Iterator<Item = (&'p str, &'p str)>,
        schemes: &BTreeSet<String>,
    ) -> Self {
        let document: Value = serde_json::from_str(CONTEXT).unwrap_or_default();
        let mut context = Self {
            declared: Vec::new(),
            terms: BTreeMap::new(),
            prefixes: BTreeMap::new(),
            used: BTreeSet::new(),
            keywords: ["id", "type"],
        };
        let entries = document.get("@context").and_then(Value::as_object);
        let entries: Vec<(&String, &Value)> = entries.into_iter().flatten().collect();
        let namespace = |prefix: &str| {
            let mut entries = entries.iter();
            let entry = entries.find(|(name, _)| name.as_str() == prefix)?;
            entry.1.as_str()
        };
        let full = |name: &str| match name.split_once(':') {
            Some((prefix, local)) if !local.starts_with("//") => {
                namespace(prefix).map(|namespace| format!("{namespace}{local}"))
            }
            _ => None,
        };
        for (name, value) in &entries {
            context.declared.push(((*name).clone(), (*value).clone()));
            let id = value.as_str().or_else(|| value.get("@id")?.as_str());
            let Some(id) = id.filter(|id| !id.starts_with('@')) else {
                continue;
            };
            let values = match value.get("@type").and_then(Value::as_str) {
                None => Values::Plain,
                Some("@id") => Values::Things,
                Some("@vocab") => Values::Words,
                Some(datatype) => Values::Typed(full(datatype).unwrap_or_default()),
            };
            match full(id) {
                Some(iri) => {
                    context.terms.insert(iri, ((*name).clone(), values));
                }
                None => {
                    context.prefixes.insert(id.to_owned(), (*name).clone());
                }
            }
        }
        for (prefix, namespace) in prefixes {
            context.add_prefix(prefix, namespace, schemes);
        }
        context
    }

    /// No terms and no prefixes: every IRI is written out.
    pub(super) fn none() -> Self {
        Self {
            declared: Vec::new(),
            terms: BTreeMap::new(),
            prefixes: BTreeMap::new(),
            used: BTreeSet::new(),
            keywords: ["@id", "@type"],
        }
    }

    /// The keys for names and for types.
    pub(super) const fn keywords(&self) -> [&'static str; 2] {
        self.keywords
    }

    fn add_prefix(&mut self, prefix: &str, namespace: &str, schemes: &BTreeSet<String>) {
        // The empty prefix of Turtle has no place in JSON-LD.
        let name = if prefix.is_empty() { "data" } else { prefix };
        let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.chars().all(|character| {
                character.is_ascii_alphanumeric() || matches!(character, '-' | '_')
            });
        let is_taken = self.declared.iter().any(|(taken, _)| taken == name);
        let ends = namespace.ends_with(['#', '/', ':', '?']);
        if is_name
            && !is_taken
            && ends
            && !schemes.contains(&name.to_ascii_lowercase())
            && !self.prefixes.contains_key(namespace)
        {
            self.prefixes.insert(namespace.to_owned(), name.to_owned());
            let value = Value::String(namespace.to_owned());
            self.declared.push((name.to_owned(), value));
        }
    }

    /// The key for a property, and what its values are.
    pub(super) fn key(&mut self, predicate: &str) -> (String, Values) {
        if let Some((term, values)) = self.terms.get(predicate) {
            self.used.insert(term.clone());
            return (term.clone(), values.clone());
        }
        (self.thing(predicate), Values::Plain)
    }

    /// An IRI where a term of the vocabulary may stand.
    pub(super) fn word(&mut self, iri: &str) -> String {
        match self.terms.get(iri) {
            Some((term, _)) => {
                self.used.insert(term.clone());
                term.clone()
            }
            None => self.thing(iri),
        }
    }

    /// An IRI, with a prefix where one fits.
    pub(super) fn thing(&mut self, iri: &str) -> String {
        let end = iri
            .rfind(['#', '/', ':'])
            .map_or(0, |position| position + 1);
        let (namespace, local) = iri.split_at(end);
        let is_plain = !local.is_empty()
            && local.chars().all(|character| {
                character.is_ascii_alphanumeric() || matches!(character, '-' | '_')
            });
        match self.prefixes.get(namespace) {
            Some(prefix) if is_plain => {
                self.used.insert(prefix.clone());
                format!("{prefix}:{local}")
            }
            _ => iri.to_owned(),
        }
    }

    /// The key under which the statements of a claim stand, if there is one.
    pub(super) fn statements(&mut self) -> Option<&'static str> {
        let is_declared = self.declared.iter().any(|(name, _)| name == STATEMENTS);
        is_declared.then(|| {
            self.used.insert(STATEMENTS.to_owned());
            STATEMENTS
        })
    }

    /// What has been used, as a context of its own.
    pub(super) fn of_used(&self) -> Json {
        let mut used = self.used.clone();
        for (name, value) in &self.declared {
            let is_used = used.contains(name);
            let names = [
                Some(value),
                value.get("@id"),
                value.get("@type"),
                value.get("@reverse"),
            ];
            let names = names.into_iter().flatten().filter_map(Value::as_str);
            if is_used {
                used.extend(names.filter_map(|name| Some(name.split_once(':')?.0.to_owned())));
            }
        }
        let is_kept = |name: &str| {
            name.starts_with('@') || matches!(name, "id" | "type") || used.contains(name)
        };
        let kept = self.declared.iter().filter(|(name, _)| is_kept(name));
        Json::Object(
            kept.map(|(name, value)| (name.clone(), json(value)))
                .collect(),
        )
    }
}

/// A value of the context. It is ours, and no deeper than two.
fn json(value: &Value) -> Json {
    match value {
        Value::String(text) => Json::text(text.as_str()),
        Value::Object(entries) => {
            let entries = entries.iter();
            Json::Object(
                entries
                    .map(|(key, value)| (key.clone(), json(value)))
                    .collect(),
            )
        }
        other => Json::Bare(other.to_string()),
    }
}
