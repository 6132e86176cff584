//! Saved queries: SPARQL files with a header that says what they answer.
//!
//! The header is grlc's (Meroño-Peñuela and Hoekstra, 2016): comment lines that begin with
//! `#+`, holding `title`, `summary` and `params`. A parameter is a variable of the query, bound
//! as a term and never pasted into the text, so it must be among the variables selected.

use std::path::PathBuf;

use oxrdf::{Literal, NamedNode, Term};
use oxsdatatypes::Decimal;

use crate::data::Data;
use crate::model::{Time, time};
use crate::names::{Kind, Match};
use crate::plain;
use crate::read::Unreadable;
use crate::vocab::Known;

/// A name that is no further than this from that of a query is a slip.
const SLIP: usize = 3;

/// A query of the folder `queries/`, by name.
macro_rules! embedded {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!("../../queries/", $name, ".rq")))),*]
    };
}

/// The queries that come with sayso.
const EMBEDDED: &[(&str, &str)] = embedded![
    "about-thing",
    "anonymous",
    "asked",
    "authority",
    "by-confidence",
    "by-grade",
    "chains",
    "contradictions",
    "corroborated",
    "denials",
    "dependence",
    "describe",
    "disagreements",
    "documents",
    "entailments",
    "find",
    "flagged",
    "in-common",
    "interests",
    "is-corroborated",
    "leads-to",
    "learnt-since",
    "most-repeated",
    "never-captured",
    "no-basis",
    "on-anonymous",
    "one-document",
    "one-publisher",
    "only-carriers",
    "origins",
    "period",
    "provenance",
    "repeaters",
    "rests-on",
    "retractions",
    "reversals",
    "said-by",
    "same-claims",
    "several-sources",
    "sources",
    "spans",
    "stale-bases",
    "stated-confidence",
    "statements",
    "statuses",
    "tied-to",
    "ties",
    "ties-of",
    "timeline",
    "topics",
    "undated",
    "ungraded",
    "weakest",
    "without-anchor",
    "without-document",
];

/// A saved query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Saved {
    /// Its name: that of its file.
    pub name: String,
    /// One line.
    pub title: String,
    /// What it answers.
    pub summary: String,
    /// Its parameters, in order.
    pub parameters: Vec<Parameter>,
    /// The text, header included.
    pub text: String,
}

/// A parameter of a saved query.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Parameter {
    /// The variable that it binds.
    pub name: String,
    /// Its type: `claim`, `agent`, `iri`, `string`, `integer`, `decimal`, `boolean` or `date`.
    pub kind: String,
    /// What it is when not given; without a default the variable stays open.
    pub default: Option<String>,
    /// Whether the query is not run without a value: left open, it would pair everything with everything.
    pub is_required: bool,
    /// A value that might be given.
    pub example: Option<String>,
    /// What it is for.
    pub summary: String,
}

/// The queries that come with sayso, in order of name.
pub fn embedded() -> Vec<Saved> {
    let queries = EMBEDDED.iter();
    queries
        .map(|(name, text)| Saved::parse(name, text))
        .collect()
}

/// All saved queries, in order of name: those of files, which come first where names are the same,
/// and those that come with sayso.
///
/// # Errors
///
/// [`Unreadable`], if a file cannot be read.
pub fn all(files: &[PathBuf]) -> Result<Vec<Saved>, Unreadable> {
    let mut queries = Vec::new();
    for path in files {
        let text = plain::read_to_string(path).map_err(|source| Unreadable {
            name: path.display().to_string(),
            source,
        })?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        queries.push(Saved::parse(&name, &text));
    }
    for query in embedded() {
        if !queries.iter().any(|own: &Saved| own.name == query.name) {
            queries.push(query);
        }
    }
    queries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(queries)
}

/// The query of a name that comes nearest to one that there is none of.
pub fn nearest<'q>(queries: &'q [Saved], name: &str) -> Option<&'q Saved> {
    let far = |query: &&Saved| strsim::damerau_levenshtein(&query.name, name);
    let nearest = queries.iter().min_by_key(far)?;
    (far(&nearest) <= SLIP).then_some(nearest)
}

impl Saved {
    /// Reads the header of a query file.
    pub fn parse(name: &str, text: &str) -> Self {
        let mut query = Self {
            name: name.to_owned(),
            title: String::new(),
            summary: String::new(),
            parameters: Vec::new(),
            text: text.to_owned(),
        };
        for line in text.lines() {
            let Some(line) = line.trim_start().strip_prefix("#+") else {
                continue;
            };
            let line = line.trim();
            let (is_new, line) = match line.strip_prefix("- ") {
                Some(line) => (true, line.trim()),
                None => (false, line),
            };
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let value = value.trim().trim_matches('"').to_owned();
            if is_new {
                query.parameters.push(Parameter::default());
            }
            match (key.trim(), query.parameters.last_mut()) {
                ("title", _) => query.title = value,
                ("summary", None) => query.summary = value,
                ("summary", Some(parameter)) => parameter.summary = value,
                ("name", Some(parameter)) => parameter.name = value,
                ("type", Some(parameter)) => parameter.kind = value,
                ("default", Some(parameter)) => parameter.default = Some(value),
                ("required", Some(parameter)) => parameter.is_required = value == "true",
                ("example", Some(parameter)) => parameter.example = Some(value),
                _ => {}
            }
        }
        query
    }

    /// The terms that parameters are bound to: as given, else by default.
    ///
    /// # Errors
    ///
    /// A sentence that says which parameter is wrong, and why.
    pub fn bindings(
        &self,
        given: &[(String, String)],
        data: &Data,
    ) -> Result<Vec<(String, Term)>, String> {
        for (name, _) in given {
            if !self
                .parameters
                .iter()
                .any(|parameter| parameter.name == *name)
            {
                let known: Vec<&str> = self.parameters.iter().map(|p| p.name.as_str()).collect();
                return Err(if known.is_empty() {
                    format!("the query {} takes no parameters", self.name)
                } else {
                    format!(
                        "the query {} has no parameter {name}; it has {}",
                        self.name,
                        known.join(", ")
                    )
                });
            }
        }
        let mut names: Vec<&str> = given.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        if let Some([name, ..]) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(format!("the parameter {name} is given twice"));
        }
        let mut bindings = Vec::new();
        for parameter in &self.parameters {
            let value = given.iter().find(|(name, _)| *name == parameter.name);
            let value = value.map(|(_, value)| value).or(parameter.default.as_ref());
            if let Some(value) = value {
                bindings.push((parameter.name.clone(), parameter.term(value, data)?));
            } else if parameter.is_required {
                return Err(format!(
                    "the query {} is not run without {} ({}); give it as  -p {}=\"{}\"",
                    self.name,
                    parameter.name,
                    parameter.summary,
                    parameter.name,
                    parameter.example.as_deref().unwrap_or("…")
                ));
            }
        }
        Ok(bindings)
    }
}

impl Parameter {
    fn term(&self, value: &str, data: &Data) -> Result<Term, String> {
        let wrong = |what: &str| format!("the parameter {} must be {what}, not {value}", self.name);
        let typed = |datatype: Known| -> Term {
            let datatype = NamedNode::new_unchecked(datatype.iri());
            Literal::new_typed_literal(value, datatype).into()
        };
        match self.kind.as_str() {
            "claim" => self.thing(value, Kind::Claim, data),
            "agent" => self.thing(value, Kind::Agent, data),
            "iri" => data
                .names
                .iri(&data.graph, value)
                .and_then(|iri| NamedNode::new(iri).ok())
                .map(Term::from)
                .ok_or_else(|| wrong("an IRI or a prefixed name")),
            "integer" => match value.parse::<i64>() {
                Ok(_) => Ok(typed(Known::Integer)),
                Err(_) => Err(wrong("a whole number")),
            },
            // Rust reads exponents and names of infinity as numbers; xsd:decimal has neither.
            "decimal" => match value.parse::<Decimal>() {
                Ok(_) => Ok(typed(Known::Decimal)),
                Err(_) => Err(wrong("a number such as 0.85")),
            },
            "boolean" => match value {
                "true" | "false" => Ok(typed(Known::Boolean)),
                _ => Err(wrong("true or false")),
            },
            "date" => time::DATATYPES
                .iter()
                .find(|datatype| Time::parse(value, **datatype).is_some())
                .map(|datatype| typed(*datatype))
                .ok_or_else(|| wrong("a date such as 2025-02-28")),
            _ => Ok(Literal::new_simple_literal(value).into()),
        }
    }

    fn thing(&self, value: &str, kind: Kind, data: &Data) -> Result<Term, String> {
        let (what, terms) = (kind.word(), kind.terms(&data.evidence));
        let list = |numbers: &[u32]| {
            let names = numbers.iter().take(8);
            let names = names.map(|number| data.graph.display(terms[*number as usize]));
            names.collect::<Vec<_>>().join(", ")
        };
        match data.names.find(&data.graph, &data.evidence, kind, value) {
            Match::One(number) => Ok(data.graph.terms.to_term(terms[number as usize])),
            Match::Several(found) => Err(format!(
                "“{value}” fits several of them; give {} as one of: {}",
                self.name,
                list(&found)
            )),
            Match::None(nearest) if nearest.is_empty() => {
                Err(format!("there is no {what} “{value}”"))
            }
            Match::None(nearest) => Err(format!(
                "there is no {what} “{value}”; the nearest: {}",
                list(&nearest)
            )),
        }
    }
}
