//! JSON-LD as a programmer would lay it out: short names, each claim with its statements, each
//! statement with its anchors.
//!
//! The context is embedded, as far as it is used, so that a file can be read without a network
//! and for ever. What is in a file is the long form.

mod context;
mod json;

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{Dataset, LiteralRef, TermRef};

use super::facts::{Facts, bare};
use super::{Error, verify};
use crate::read::Graph;
use crate::vocab::{Known, namespace};

pub use context::CONTEXT;
use context::{Context, Values};
use json::Json;

/// How deep blank nodes are written within each other; those deeper down stand by themselves.
const DEEPEST: usize = 8;

/// Keys that come before others, in this order.
const FIRST: [Known; 16] = [
    Known::Label,
    Known::By,
    Known::Stance,
    Known::ClaimOf,
    Known::Publisher,
    Known::Issued,
    Known::Url,
    Known::Sha256,
    Known::Reliability,
    Known::Kind,
    Known::In,
    Known::Relays,
    Known::SaidAt,
    Known::RecordedAt,
    Known::FirstHand,
    Known::Confidence,
];

/// A dataset without graphs as JSON-LD, read back and compared.
///
/// Where a name in the data would mean something else beside the short names (an IRI of which
/// the scheme is one of them), no name is shortened.
pub(super) fn json_ld(graph: &Graph, dataset: &Dataset) -> Result<String, Error> {
    let facts = Facts::new(dataset);
    let prefixes = graph
        .prefixes
        .iter()
        .map(|(prefix, namespace)| (prefix.as_str(), namespace.as_str()));
    let prefixes = prefixes.chain(namespace::WELL_KNOWN);
    let text = Page::new(&facts, Context::new(prefixes, &schemes(dataset))).text();
    if verify::json_ld(&text, dataset).is_ok() {
        return Ok(text);
    }
    let text = Page::new(&facts, Context::none()).text();
    verify::json_ld(&text, dataset)?;
    Ok(text)
}

/// The schemes of the IRIs that are not of the kind `scheme://`.
fn schemes(dataset: &Dataset) -> BTreeSet<String> {
    let terms = dataset.iter().flat_map(|quad| {
        let datatype = match quad.object {
            TermRef::Literal(literal) => Some(literal.datatype().into()),
            _ => None,
        };
        [
            Some(quad.subject.into()),
            Some(quad.predicate.into()),
            Some(quad.object),
            datatype,
        ]
    });
    let iris = terms.flatten().filter_map(|term: TermRef<'_>| match term {
        TermRef::NamedNode(node) => node.as_str().split_once(':'),
        _ => None,
    });
    iris.filter(|(_, rest)| !rest.starts_with("//"))
        .map(|(scheme, _)| scheme.to_ascii_lowercase())
        .collect()
}

struct Page<'f, 'd> {
    facts: &'f Facts<'d>,
    context: Context,
    /// How often blank nodes are referred to.
    references: BTreeMap<String, usize>,
    /// The statements of each claim that are written with it.
    statements: BTreeMap<String, Vec<&'f str>>,
    written: BTreeSet<String>,
}

impl<'f, 'd> Page<'f, 'd> {
    fn new(facts: &'f Facts<'d>, mut context: Context) -> Self {
        let mut references: BTreeMap<String, usize> = BTreeMap::new();
        let mut statements: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        let nests = context.statements().is_some();
        for subject in facts.subjects() {
            for object in facts.about(subject).flat_map(|(_, objects)| objects) {
                if matches!(object, TermRef::BlankNode(_)) {
                    *references.entry(object.to_string()).or_default() += 1;
                }
            }
            if let ([claim], true) = (facts.known(subject, Known::ClaimOf), nests)
                && subject.starts_with('<')
            {
                let claim = claim.to_string();
                if claim != subject && facts.is_a(&claim, Known::Claim) {
                    statements.entry(claim).or_default().push(subject);
                }
            }
        }
        // A statement that is a claim too stands by itself, so that none is within itself.
        let claims: BTreeSet<String> = statements.keys().cloned().collect();
        for nested in statements.values_mut() {
            nested.retain(|statement| !claims.contains(*statement));
        }
        Self {
            facts,
            context,
            references,
            statements,
            written: BTreeSet::new(),
        }
    }

    fn text(mut self) -> String {
        let facts = self.facts;
        let nested: BTreeSet<&str> = self.statements.values().flatten().copied().collect();
        let place = |subject: &str| {
            let is_about = subject[1..].starts_with(namespace::EXPORT);
            let classes = [Known::Document, Known::Agent, Known::Tie, Known::Claim];
            let class = classes.iter().position(|class| facts.is_a(subject, *class));
            (!is_about, class.unwrap_or(classes.len()))
        };
        let mut subjects: Vec<&str> = facts.subjects().collect();
        subjects.sort_by_cached_key(|subject| (place(subject), (*subject).to_owned()));
        let mut things = Vec::new();
        let is_inline = |page: &Self, subject: &str| page.references.get(subject) == Some(&1);
        for subject in &subjects {
            if !nested.contains(subject) && !is_inline(&self, subject) {
                things.push(Json::Object(self.thing(subject, 0)));
            }
        }
        // Blank nodes that refer to each other in a ring, or lie too deep.
        for subject in subjects {
            if !nested.contains(subject) && !self.written.contains(subject) {
                things.push(Json::Object(self.thing(subject, 0)));
            }
        }
        let mut page = Vec::new();
        let context = self.context.of_used();
        if context != Json::Object(Vec::new()) {
            page.push(("@context".to_owned(), context));
        }
        page.push(("@graph".to_owned(), Json::List(things)));
        let mut text = String::new();
        Json::Object(page).write(&mut text, 0);
        text.push('\n');
        text
    }

    /// What is said of a thing. Goes no deeper than [`DEEPEST`], whatever the data.
    fn thing(&mut self, subject: &str, depth: usize) -> Vec<(String, Json)> {
        self.written.insert(subject.to_owned());
        let facts = self.facts;
        let [id, kind] = self.context.keywords();
        let mut entries = Vec::new();
        let is_within = depth > 0 && subject.starts_with('_');
        if !is_within && (subject.starts_with('<') || self.references.contains_key(subject)) {
            entries.push((id.to_owned(), Json::text(self.name(subject))));
        }
        let mut about: Vec<(usize, &str, &[TermRef<'_>])> = facts
            .about(subject)
            .map(|(predicate, objects)| {
                let first = FIRST.iter().position(|known| known.iri() == predicate);
                (first.unwrap_or(FIRST.len()), predicate, objects)
            })
            .collect();
        about.sort_by_key(|(rank, predicate, _)| (*rank, *predicate));
        let types = facts.known(subject, Known::Type);
        let is_named = types
            .iter()
            .all(|class| matches!(class, TermRef::NamedNode(_)));
        if is_named && !types.is_empty() {
            let types: Vec<Json> = types
                .iter()
                .map(|class| Json::text(self.context.word(bare(&class.to_string()))))
                .collect();
            entries.push((kind.to_owned(), Json::one_or_list(types)));
        }
        for (_, predicate, objects) in about {
            let is_type = predicate == Known::Type.iri();
            let is_nested = predicate == Known::ClaimOf.iri() && self.is_nested(subject, objects);
            if (is_type && is_named) || is_nested {
                continue;
            }
            let (key, values) = self.context.key(predicate);
            let objects: Vec<Json> = objects
                .iter()
                .map(|object| self.value(*object, &values, depth))
                .collect();
            entries.push((key, Json::one_or_list(objects)));
        }
        if let (Some(statements), Some(key)) = (
            self.statements.get(subject).cloned(),
            self.context.statements(),
        ) && !statements.is_empty()
        {
            let statements: Vec<Json> = statements
                .into_iter()
                .map(|statement| Json::Object(self.thing(statement, depth + 1)))
                .collect();
            entries.push((key.to_owned(), Json::List(statements)));
        }
        entries
    }

    /// Whether a statement is written with its claim.
    fn is_nested(&self, statement: &str, claims: &[TermRef<'_>]) -> bool {
        let nested = claims
            .first()
            .and_then(|claim| self.statements.get(&claim.to_string()));
        nested.is_some_and(|nested| nested.contains(&statement))
    }

    fn name(&mut self, subject: &str) -> String {
        if subject.starts_with('<') {
            self.context.thing(bare(subject))
        } else {
            subject.to_owned()
        }
    }

    fn value(&mut self, object: TermRef<'_>, values: &Values, depth: usize) -> Json {
        let id = self.context.keywords()[0].to_owned();
        match object {
            TermRef::Literal(literal) => self.literal(literal, values),
            TermRef::NamedNode(node) => match values {
                Values::Things => Json::text(self.context.thing(node.as_str())),
                Values::Words => Json::text(self.context.word(node.as_str())),
                _ => Json::Object(vec![(id, Json::text(self.context.thing(node.as_str())))]),
            },
            TermRef::BlankNode(node) => {
                let name = node.to_string();
                let is_inline = self.references.get(&name) == Some(&1)
                    && !self.written.contains(&name)
                    && depth < DEEPEST;
                if is_inline {
                    return Json::Object(self.thing(&name, depth + 1));
                }
                match values {
                    Values::Things => Json::text(name),
                    _ => Json::Object(vec![(id, Json::text(name))]),
                }
            }
        }
    }

    fn literal(&mut self, literal: LiteralRef<'_>, values: &Values) -> Json {
        let value = literal.value();
        let text = || ("@value".to_owned(), Json::text(value));
        if let Some(language) = literal.language() {
            let language = ("@language".to_owned(), Json::text(language));
            return Json::Object(vec![text(), language]);
        }
        let datatype = literal.datatype().as_str();
        if datatype == Known::XsdString.iri() {
            return match values {
                Values::Plain => Json::text(value),
                _ => Json::Object(vec![text()]),
            };
        }
        let is_expected = matches!(values, Values::Typed(expected) if expected == datatype);
        if is_expected {
            // Numbers of JSON lose their notation, so only what has no other is written as one.
            let is_boolean = datatype == Known::Boolean.iri() && matches!(value, "true" | "false");
            let is_integer = datatype == Known::Integer.iri()
                && value.len() < 16
                && value
                    .parse::<i64>()
                    .is_ok_and(|number| number.to_string() == value);
            return if is_boolean || is_integer {
                Json::Bare(value.to_owned())
            } else {
                Json::text(value)
            };
        }
        let kind = self.context.keywords()[1].to_owned();
        let datatype = Json::text(self.context.word(datatype));
        Json::Object(vec![text(), (kind, datatype)])
    }
}
