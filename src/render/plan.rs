//! How a query is read and evaluated, as text and as JSON.

use std::fmt::Write as _;

use oxrdf::Term;
use serde::Serialize;

use super::json::VERSION;
use crate::escape::terminal;
use crate::query::plan::{Plan, Step};
use crate::query::saved::Saved;
use crate::read::Graph;

/// A query, what its parameters are bound to, and how it was evaluated.
#[derive(Clone, Copy, Debug)]
pub struct Explained<'e> {
    /// The query as it was saved or given.
    pub query: &'e Saved,
    /// What the parameters are bound to.
    pub bindings: &'e [(String, Term)],
    /// How it was evaluated.
    pub plan: &'e Plan,
}

impl Explained<'_> {
    fn bound(&self, name: &str) -> Option<&Term> {
        let mut bindings = self.bindings.iter();
        bindings.find(|(own, _)| own == name).map(|(_, term)| term)
    }

    /// For people, in lines of some width.
    pub fn text(&self, graph: &Graph, width: usize) -> String {
        let mut text = terminal(&self.query.name);
        if !self.query.title.is_empty() {
            let _ = write!(text, ": {}", terminal(&self.query.title));
        }
        text.push('\n');
        for parameter in &self.query.parameters {
            let value = self.bound(&parameter.name).map_or_else(
                || "open".to_owned(),
                |term| shorten(&term.to_string(), graph),
            );
            let _ = writeln!(
                text,
                "  ?{} is {}",
                terminal(&parameter.name),
                terminal(&value)
            );
        }
        text.push_str("\nRead as\n");
        let options = textwrap::Options::new(width)
            .initial_indent("  ")
            .subsequent_indent("    ")
            .break_words(false)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let sparql = terminal(&shorten(&self.plan.sparql, graph));
        for line in textwrap::wrap(&sparql, options) {
            text.push_str(&line);
            text.push('\n');
        }
        text.push_str("\nEvaluated as (rows that each step gave, the last step first)\n");
        // Not by recursion: a query may nest deeply.
        let mut open = vec![(&self.plan.root, 1)];
        while let Some((step, depth)) = open.pop() {
            let name = terminal(&shorten(&step.name, graph));
            let _ = writeln!(
                text,
                "{:>8}{:indent$}{name}",
                step.rows,
                "",
                indent = 2 * depth
            );
            open.extend(step.children.iter().rev().map(|child| (child, depth + 1)));
        }
        let _ = writeln!(text, "\n{:>8}  in the answer", self.plan.rows);
        text
    }

    /// For programs; the shape is told in docs/json.md.
    ///
    /// # Panics
    ///
    /// Never: everything in it can be written as JSON.
    pub fn json(&self) -> String {
        let parameters = self
            .query
            .parameters
            .iter()
            .map(|parameter| ParameterShape {
                name: &parameter.name,
                r#type: &parameter.kind,
                value: self.bound(&parameter.name).map(ToString::to_string),
            });
        let shape = Shape {
            version: VERSION,
            name: &self.query.name,
            title: &self.query.title,
            parameters: parameters.collect(),
            sparql: &self.plan.sparql,
            rows: self.plan.rows,
            plan: StepShape(&self.plan.root),
        };
        let text = serde_json::to_string_pretty(&shape).expect("all keys are text");
        text + "\n"
    }
}

#[derive(Serialize)]
struct Shape<'e> {
    version: u32,
    name: &'e str,
    title: &'e str,
    parameters: Vec<ParameterShape<'e>>,
    sparql: &'e str,
    rows: u64,
    plan: StepShape<'e>,
}

#[derive(Serialize)]
struct ParameterShape<'e> {
    name: &'e str,
    r#type: &'e str,
    value: Option<String>,
}

struct StepShape<'e>(&'e Step);

impl Serialize for StepShape<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct as _;
        let Step {
            name,
            rows,
            children,
        } = self.0;
        let children: Vec<StepShape> = children.iter().map(StepShape).collect();
        let mut shape = serializer.serialize_struct("Step", 3)?;
        shape.serialize_field("name", name)?;
        shape.serialize_field("rows", rows)?;
        shape.serialize_field("children", &children)?;
        shape.end()
    }
}

/// A text of SPARQL with its IRIs as prefixed names, where a prefix fits.
fn shorten(text: &str, graph: &Graph) -> String {
    let mut short = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        short.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|c: char| c == '>' || c.is_whitespace());
        let Some(end) = end.filter(|end| rest[*end..].starts_with('>')) else {
            short.push('<');
            rest = &rest[1..];
            continue;
        };
        short.push_str(&graph.shorten(&rest[1..end]));
        rest = &rest[end + 1..];
    }
    short + rest
}
