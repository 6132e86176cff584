//! Terms as Turtle writes them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use oxrdf::vocab::xsd;
use oxrdf::{LiteralRef, NamedNodeRef, TermRef};

use crate::read::Graph;
use crate::vocab::namespace;

/// The prefixes that a file declares, and terms written with them.
#[derive(Debug)]
pub struct Prefixes {
    /// Prefix by namespace.
    by_namespace: BTreeMap<String, String>,
}

impl Prefixes {
    /// Those that the data declares, and the well-known ones under names that are still free.
    pub(super) fn new(graph: &Graph) -> Self {
        let mut by_namespace: BTreeMap<String, String> = BTreeMap::new();
        for (prefix, namespace) in &graph.prefixes {
            by_namespace
                .entry(namespace.clone())
                .or_insert_with(|| prefix.clone());
        }
        for (prefix, namespace) in namespace::WELL_KNOWN {
            if !graph.prefixes.contains_key(prefix) {
                by_namespace
                    .entry(namespace.to_owned())
                    .or_insert_with(|| prefix.to_owned());
            }
        }
        Self { by_namespace }
    }

    /// Those given; of two for one namespace, the first.
    pub fn of<'p>(pairs: impl Iterator<Item = (&'p String, &'p String)>) -> Self {
        let mut by_namespace: BTreeMap<String, String> = BTreeMap::new();
        for (prefix, namespace) in pairs {
            by_namespace
                .entry(namespace.clone())
                .or_insert_with(|| prefix.clone());
        }
        Self { by_namespace }
    }

    /// The declarations of the prefixes that some terms are written with, in order of prefix.
    pub(super) fn declarations<'t>(&self, terms: impl Iterator<Item = TermRef<'t>>) -> String {
        let used: BTreeSet<&str> = terms
            .filter_map(|term| match term {
                TermRef::NamedNode(node) => Some(node),
                TermRef::BlankNode(_) => None,
                TermRef::Literal(literal) => shown_datatype(literal),
            })
            .filter_map(|node| Some(self.prefixed(node)?.0))
            .collect();
        let mut lines: Vec<String> = self
            .by_namespace
            .iter()
            .filter(|(_, prefix)| used.contains(prefix.as_str()))
            .map(|(namespace, prefix)| format!("@prefix {prefix}: {} .\n", iri(namespace)))
            .collect();
        lines.sort_unstable();
        lines.concat()
    }

    /// A term as Turtle writes it: with a prefix where there is one.
    pub fn term(&self, term: TermRef<'_>) -> String {
        match term {
            TermRef::NamedNode(node) => self.name(node),
            TermRef::BlankNode(node) => node.to_string(),
            TermRef::Literal(literal) => self.literal(literal),
        }
    }

    /// An IRI as Turtle writes it: with a prefix where there is one, else in angle brackets.
    pub fn name(&self, node: NamedNodeRef<'_>) -> String {
        match self.prefixed(node) {
            Some((prefix, local)) => format!("{prefix}:{local}"),
            None => iri(node.as_str()),
        }
    }

    /// The prefix and the rest of a name that can be written so.
    fn prefixed<'n>(&self, node: NamedNodeRef<'n>) -> Option<(&str, &'n str)> {
        let text = node.as_str();
        let end = text
            .rfind(['#', '/', ':'])
            .map_or(0, |position| position + 1);
        let (namespace, local) = text.split_at(end);
        let is_plain = local
            .starts_with(|first: char| first.is_ascii_alphanumeric() || first == '_')
            && !local.ends_with('.')
            && local.chars().all(|character| {
                character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.')
            });
        let prefix = self.by_namespace.get(namespace).filter(|_| is_plain)?;
        Some((prefix, local))
    }

    fn literal(&self, literal: LiteralRef<'_>) -> String {
        let value = literal.value();
        if let Some(language) = literal.language() {
            return format!("{}@{language}", quoted(value));
        }
        match shown_datatype(literal) {
            Some(datatype) => format!("{}^^{}", quoted(value), self.name(datatype)),
            None if literal.datatype() == xsd::STRING => quoted(value),
            None => value.to_owned(),
        }
    }
}

/// The datatype of a literal, where it must be written.
fn shown_datatype(literal: LiteralRef<'_>) -> Option<NamedNodeRef<'_>> {
    if literal.language().is_some() {
        return None;
    }
    let (datatype, value) = (literal.datatype(), literal.value());
    let is_bare = match datatype.as_str().strip_prefix(namespace::XSD) {
        Some("string") => true,
        Some("integer") => is_integer(value),
        Some("decimal") => is_decimal(value),
        Some("boolean") => matches!(value, "true" | "false"),
        _ => false,
    };
    (!is_bare).then_some(datatype)
}

fn is_integer(value: &str) -> bool {
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_decimal(value: &str) -> bool {
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    digits.split_once('.').is_some_and(|(whole, fraction)| {
        !fraction.is_empty()
            && whole
                .bytes()
                .chain(fraction.bytes())
                .all(|byte| byte.is_ascii_digit())
    })
}

/// An IRI in angle brackets; what may not stand there is escaped.
pub fn iri(text: &str) -> String {
    let mut written = String::from("<");
    for character in text.chars() {
        match character {
            '\u{0}'..='\u{20}' | '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' => {
                let _ = write!(written, "\\u{:04X}", u32::from(character));
            }
            character => written.push(character),
        }
    }
    written.push('>');
    written
}

/// A string in quotes. What would be invisible, or would turn the text around it, is escaped, so
/// that a file shows what it holds.
fn quoted(text: &str) -> String {
    let mut written = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            character if crate::escape::is_hidden(character) => {
                let code = u32::from(character);
                let _ = if code <= 0xFFFF {
                    write!(written, "\\u{code:04X}")
                } else {
                    write!(written, "\\U{code:08X}")
                };
            }
            character => written.push(character),
        }
    }
    written.push('"');
    written
}
