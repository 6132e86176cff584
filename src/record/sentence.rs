//! A draft as a sentence of Turtle, in the manner of the file that it goes into.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{NamedNode, Term, TermRef};

use super::draft::{Draft, Value};
use super::layout::Layout;
use crate::vocab::{Known, namespace};
use crate::write::Prefixes;

/// Longer sentences go over several lines.
const WIDTH: usize = 100;

/// How IRIs are written at one place of a file.
#[derive(Debug)]
pub(super) struct Style {
    prefixes: Prefixes,
    /// Namespaces that are not declared there, by the prefix under which they could be.
    addable: BTreeMap<String, String>,
    /// What relative IRIs are resolved against, where the file says so itself.
    base: Option<String>,
}

impl Style {
    /// The prefixes in force at a place, those that could be declared, and the base there.
    ///
    /// `elsewhere` are prefixes that other files of the record use.
    pub(super) fn new(
        in_force: &BTreeMap<String, String>,
        declared_anywhere: &BTreeSet<String>,
        elsewhere: &BTreeMap<String, String>,
        base: Option<String>,
    ) -> Self {
        let known: BTreeSet<&str> = in_force.values().map(String::as_str).collect();
        let well_known = namespace::WELL_KNOWN.iter();
        let elsewhere = elsewhere.iter().map(|(p, n)| (p.as_str(), n.as_str()));
        let mut addable: BTreeMap<String, String> = BTreeMap::new();
        for (prefix, namespace) in well_known.copied().chain(elsewhere) {
            let is_free = !prefix.is_empty() && !declared_anywhere.contains(prefix);
            if is_free && !known.contains(namespace) && !addable.values().any(|n| n == namespace) {
                let entry = addable.entry(prefix.to_owned());
                entry.or_insert_with(|| namespace.to_owned());
            }
        }
        let both = in_force.iter().chain(&addable);
        Self {
            prefixes: Prefixes::of(both),
            addable,
            base,
        }
    }

    fn iri(&self, node: &NamedNode) -> String {
        let written = self.prefixes.name(node.as_ref());
        if !written.starts_with('<') {
            return written;
        }
        let relative = self.base.as_deref().and_then(|base| {
            let rest = node.as_str().strip_prefix(base)?;
            let is_plain = |text: &str| {
                let mut letters = text.bytes();
                !text.is_empty() && letters.all(|b| b.is_ascii_alphanumeric() || b == b'-')
            };
            let is_fragment = rest.strip_prefix('#').is_some_and(is_plain);
            (is_fragment || base.ends_with('/') && is_plain(rest)).then(|| format!("<{rest}>"))
        });
        relative.unwrap_or(written)
    }

    fn term(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(node) => self.iri(node),
            term => self.prefixes.term(TermRef::from(term)),
        }
    }

    fn property(&self, property: &NamedNode) -> String {
        if property.as_str() == Known::Type.iri() {
            "a".to_owned()
        } else {
            self.iri(property)
        }
    }

    /// The prefixes that a draft needs and that the file must declare first.
    pub(super) fn missing(&self, draft: &Draft) -> Vec<(&str, &str)> {
        let mut used: BTreeSet<String> = BTreeSet::new();
        let mut term = |term: &Term| match term {
            Term::NamedNode(node) => {
                used.insert(self.iri(node));
            }
            Term::Literal(literal) if literal.language().is_none() => {
                // The datatype shows only where the literal is not written bare.
                let written = self.prefixes.term(TermRef::Literal(literal.as_ref()));
                if let Some((_, datatype)) = written.rsplit_once("\"^^") {
                    used.insert(datatype.to_owned());
                }
            }
            _ => {}
        };
        if let Some(name) = &draft.name {
            term(&name.clone().into());
        }
        for (property, values) in &draft.properties {
            term(&property.clone().into());
            for value in values {
                match value {
                    Value::Term(value) => term(value),
                    Value::Nameless(parts) => {
                        for (property, value) in parts {
                            term(&property.clone().into());
                            term(value);
                        }
                    }
                }
            }
        }
        used.remove("a");
        let type_of = self.iri(&NamedNode::new_unchecked(Known::Type.iri()));
        used.remove(&type_of);
        let addable = self.addable.iter();
        addable
            .filter(|(prefix, _)| {
                used.iter()
                    .any(|name| name.starts_with(&format!("{prefix}:")))
            })
            .map(|(prefix, namespace)| (prefix.as_str(), namespace.as_str()))
            .collect()
    }
}

/// Writes a draft as one sentence, without a line end behind it.
pub(super) fn sentence(draft: &Draft, style: &Style, layout: &Layout<'_>) -> String {
    let subject = match &draft.name {
        Some(name) => style.iri(name),
        None => "[]".to_owned(),
    };
    let line_end = layout.line_end;
    let indent = &layout.indent;
    let parts: Vec<String> = draft
        .properties
        .iter()
        .map(|(property, values)| property_part(property, values, style, line_end, indent))
        .collect();
    let line = format!("{subject} {} .", parts.join(" ; "));
    let fits = |text: &str| text.chars().count() <= WIDTH && !text.contains('\n');
    if fits(&line) && (!layout.one_a_line || parts.len() == 1) {
        return line;
    }
    let mut written = subject;
    let mut last = written.clone();
    for (number, part) in parts.iter().enumerate() {
        let first_line = part.split(line_end).next().unwrap_or_default();
        let grown = format!("{last} {first_line} ;");
        if number == 0 {
            last = format!("{last} {first_line}");
            written.push(' ');
        } else if fits(&grown) && !layout.one_a_line && !last.is_empty() {
            last = format!("{last} ; {first_line}");
            written.push_str(" ; ");
        } else {
            last = format!("{indent}{first_line}");
            written.push_str(" ;");
            written.push_str(line_end);
            written.push_str(indent);
        }
        written.push_str(part);
        if part.contains(line_end) {
            // Nothing goes behind what is itself broken.
            last = " ".repeat(WIDTH);
        }
    }
    written + " ."
}

/// A property with its values; a nameless thing that is long is broken before its last part.
fn property_part(
    property: &NamedNode,
    values: &[Value],
    style: &Style,
    line_end: &str,
    indent: &str,
) -> String {
    let property = style.property(property);
    let column = indent.chars().count() + property.chars().count() + 1;
    let written: Vec<String> = values
        .iter()
        .map(|value| match value {
            Value::Term(term) => style.term(term),
            Value::Nameless(parts) => {
                let parts: Vec<String> = parts
                    .iter()
                    .map(|(property, object)| {
                        format!("{} {}", style.property(property), style.term(object))
                    })
                    .collect();
                let line = format!("[ {} ]", parts.join(" ; "));
                match parts.split_last() {
                    Some((last, rest)) if column + line.chars().count() > WIDTH - 2 => format!(
                        "[ {} ;{line_end}{}{last} ]",
                        rest.join(" ; "),
                        " ".repeat(column + 2)
                    ),
                    _ => line,
                }
            }
        })
        .collect();
    let is_broken = written.iter().any(|value| value.contains(line_end));
    let separator = if is_broken {
        format!(" ,{line_end}{}", " ".repeat(column))
    } else {
        " , ".to_owned()
    };
    format!("{property} {}", written.join(&separator))
}
