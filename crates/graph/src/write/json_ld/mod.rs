//! JSON-LD as a programmer would lay it out: short names, each claim with its statements, each
//! statement with its anchors.
//!
//! The context is embedded, as far as it is used, so that a file can be read without a network
//! and for ever. What is in a file is the long form.

mod context;
mod json;

use std::collections::BTreeSet;

use oxrdf::{LiteralRef, TermRef};

use super::Error;
use super::facts::{Facts, Thing};
use super::verify::{self, Expected};
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
pub(super) fn json_ld(graph: &Graph, facts: &Facts<'_>) -> Result<String, Error> {
    let prefixes = graph
        .prefixes
        .iter()
        .map(|(prefix, namespace)| (prefix.as_str(), namespace.as_str()));
    let prefixes = prefixes.chain(namespace::WELL_KNOWN);
    let text = Page::new(facts, Context::new(prefixes, &schemes(facts))).text();
    let expected = Expected::new(facts);
    if verify::json_ld(&text, &expected).is_ok() {
        return Ok(text);
    }
    let text = Page::new(facts, Context::none()).text();
    verify::json_ld(&text, &expected)?;
    Ok(text)
}

/// The schemes of the IRIs that are not of the kind `scheme://`.
fn schemes(facts: &Facts<'_>) -> BTreeSet<String> {
    let iris = facts.terms().filter_map(|thing| match facts.term(thing) {
        TermRef::NamedNode(node) => node.as_str().split_once(':'),
        TermRef::Literal(literal) => literal.datatype().as_str().split_once(':'),
        TermRef::BlankNode(_) => None,
    });
    iris.filter(|(_, rest)| !rest.starts_with("//"))
        .map(|(scheme, _)| scheme.to_ascii_lowercase())
        .collect()
}

struct Page<'f, 'g> {
    facts: &'f Facts<'g>,
    context: Context,
    /// How often each blank node is referred to.
    references: Vec<usize>,
    /// The statements of each claim that are written with it.
    statements: Vec<Vec<Thing>>,
    /// Whether each thing is a statement that is written with its claim.
    is_nested: Vec<bool>,
    is_written: Vec<bool>,
}

impl<'f, 'g> Page<'f, 'g> {
    fn new(facts: &'f Facts<'g>, mut context: Context) -> Self {
        let count = facts.count();
        let mut references = vec![0; count];
        let mut claims: Vec<Option<Thing>> = vec![None; count];
        let nests = context.statements().is_some();
        for subject in facts.subjects() {
            for object in facts.about(subject).flat_map(|(_, objects)| objects) {
                references[object.index()] += usize::from(facts.is_blank(*object));
            }
            if let ([claim], true) = (facts.known(subject, Known::ClaimOf), nests)
                && facts.is_iri(subject)
                && *claim != subject
                && facts.is_a(*claim, Known::Claim)
            {
                claims[subject.index()] = Some(*claim);
            }
        }
        // A statement that is a claim too stands by itself, so that none is within itself.
        let mut statements: Vec<Vec<Thing>> = vec![Vec::new(); count];
        let mut is_nested = vec![false; count];
        let is_claim: Vec<bool> =
            claims
                .iter()
                .flatten()
                .fold(vec![false; count], |mut is_claim, claim| {
                    is_claim[claim.index()] = true;
                    is_claim
                });
        for statement in facts.subjects() {
            if let Some(claim) = claims[statement.index()]
                && !is_claim[statement.index()]
            {
                statements[claim.index()].push(statement);
                is_nested[statement.index()] = true;
            }
        }
        Self {
            facts,
            context,
            references,
            statements,
            is_nested,
            is_written: vec![false; count],
        }
    }

    fn text(mut self) -> String {
        let facts = self.facts;
        let place = |subject: Thing| {
            let is_about = facts.bare(subject).starts_with(namespace::EXPORT);
            let classes = [Known::Document, Known::Agent, Known::Tie, Known::Claim];
            let class = classes.iter().position(|class| facts.is_a(subject, *class));
            (!is_about, class.unwrap_or(classes.len()))
        };
        let subjects = facts.subjects();
        let mut subjects: Vec<Thing> = subjects
            .filter(|subject| !self.is_nested[subject.index()])
            .collect();
        subjects.sort_by_cached_key(|subject| (place(*subject), *subject));
        let mut things = Vec::new();
        for subject in &subjects {
            let is_inline = self.references[subject.index()] == 1;
            if !is_inline {
                things.push(Json::Object(self.thing(*subject, 0)));
            }
        }
        // Blank nodes that refer to each other in a ring, or lie too deep.
        for subject in subjects {
            if !self.is_written[subject.index()] {
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
    fn thing(&mut self, subject: Thing, depth: usize) -> Vec<(String, Json)> {
        self.is_written[subject.index()] = true;
        let facts = self.facts;
        let [id, kind] = self.context.keywords();
        let mut entries = Vec::new();
        let is_within = depth > 0 && facts.is_blank(subject);
        if !is_within && (facts.is_iri(subject) || self.references[subject.index()] > 0) {
            entries.push((id.to_owned(), Json::text(self.name(subject))));
        }
        let first: [Option<Thing>; FIRST.len()] = FIRST.map(|known| facts.of(known));
        let mut about: Vec<(usize, &str, Thing, &[Thing])> = facts
            .about(subject)
            .map(|(predicate, objects)| {
                let first = first.iter().position(|known| *known == Some(predicate));
                let rank = first.unwrap_or(FIRST.len());
                (rank, facts.bare(predicate), predicate, objects)
            })
            .collect();
        about.sort_by_key(|(rank, name, ..)| (*rank, *name));
        let types = facts.known(subject, Known::Type);
        let is_named = types.iter().all(|class| facts.is_iri(*class));
        if is_named && !types.is_empty() {
            let types: Vec<Json> = types
                .iter()
                .map(|class| Json::text(self.context.word(facts.bare(*class))))
                .collect();
            entries.push((kind.to_owned(), Json::one_or_list(types)));
        }
        let (type_of, claim_of) = (facts.of(Known::Type), facts.of(Known::ClaimOf));
        for (_, name, predicate, objects) in about {
            let is_type = Some(predicate) == type_of;
            let is_nested = Some(predicate) == claim_of && self.is_nested[subject.index()];
            if (is_type && is_named) || is_nested {
                continue;
            }
            let (key, values) = self.context.key(name);
            let objects: Vec<Json> = objects
                .iter()
                .map(|object| self.value(*object, &values, depth))
                .collect();
            entries.push((key, Json::one_or_list(objects)));
        }
        let statements = std::mem::take(&mut self.statements[subject.index()]);
        if let Some(key) = self.context.statements()
            && !statements.is_empty()
        {
            let statements: Vec<Json> = statements
                .into_iter()
                .map(|statement| Json::Object(self.thing(statement, depth + 1)))
                .collect();
            entries.push((key.to_owned(), Json::List(statements)));
        }
        entries
    }

    fn name(&mut self, subject: Thing) -> String {
        let name = self.facts.bare(subject);
        if self.facts.is_iri(subject) {
            self.context.thing(name)
        } else {
            name.to_owned()
        }
    }

    fn value(&mut self, object: Thing, values: &Values, depth: usize) -> Json {
        let facts = self.facts;
        let id = self.context.keywords()[0].to_owned();
        match facts.term(object) {
            TermRef::Literal(literal) => self.literal(literal, values),
            TermRef::NamedNode(node) => match values {
                Values::Things => Json::text(self.context.thing(node.as_str())),
                Values::Words => Json::text(self.context.word(node.as_str())),
                _ => Json::Object(vec![(id, Json::text(self.context.thing(node.as_str())))]),
            },
            TermRef::BlankNode(_) => {
                let is_inline = self.references[object.index()] == 1
                    && !self.is_written[object.index()]
                    && depth < DEEPEST;
                if is_inline {
                    return Json::Object(self.thing(object, depth + 1));
                }
                let name = facts.notation(object);
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
