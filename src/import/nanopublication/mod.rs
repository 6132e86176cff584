//! Nanopublications, as `TriG`: an assertion is a claim, its provenance says on whose word, and its
//! publication information who published it and when.

mod form;
mod trusty;

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{Quad, Term};
use oxttl::TriGParser;

use super::history::History;
use super::identifier::{self, REFERENCES};
use super::publisher::Address;
use super::record::{Cited, Record, Value};
use super::{Error, Foreign, Input, Options, text};
use crate::model::Time;
use crate::vocab::Known;
use form::{Nanopublication, iri, subject};

/// Properties of a nanopublication that name who made it.
const CREATORS: [&str; 5] = [
    "http://purl.org/dc/terms/creator",
    "http://purl.org/dc/elements/1.1/creator",
    "http://purl.org/pav/createdBy",
    "http://purl.org/pav/authoredBy",
    "http://www.w3.org/ns/prov#wasAttributedTo",
];
/// Properties that say when it was made.
const TIMES: [&str; 4] = [
    "http://purl.org/dc/terms/created",
    "http://purl.org/dc/terms/issued",
    "http://purl.org/pav/createdOn",
    "http://www.w3.org/ns/prov#generatedAtTime",
];
/// Properties of an assertion that name whose word it is.
const ATTRIBUTIONS: [&str; 3] = [
    "http://www.w3.org/ns/prov#wasAttributedTo",
    "http://purl.org/pav/authoredBy",
    "http://www.w3.org/ns/prov#wasAssociatedWith",
];
/// Properties of an assertion that name what it is taken from.
const ORIGINS: [&str; 4] = [
    "http://www.w3.org/ns/prov#wasDerivedFrom",
    "http://www.w3.org/ns/prov#hadPrimarySource",
    "http://www.w3.org/ns/prov#wasQuotedFrom",
    "http://purl.org/dc/terms/source",
];
/// The vocabulary of what one nanopublication says of another.
const NPX: &str = "http://purl.org/nanopub/x/";

/// Nanopublications, read and in order.
pub struct Nanopublications<'i> {
    options: Options,
    input: Input<'i>,
    all: Vec<Nanopublication>,
    recorded_at: Option<String>,
}

impl<'i> Nanopublications<'i> {
    /// Reads a file of nanopublications. One that is in any way out of order is refused, and so is
    /// one whose name holds a hash that is not that of its content. O(n log n).
    ///
    /// # Errors
    ///
    /// [`Error::Wrong`], with the place where that is one of the syntax.
    pub fn read(input: Input<'i>, options: Options) -> Result<Self, Error> {
        let mut quads = Vec::new();
        for quad in TriGParser::new().for_slice(text(&input)?) {
            let quad = quad.map_err(|error| {
                let start = error.location().start;
                Error::Wrong {
                    file: input.name.to_owned(),
                    line: start.line as usize + 1,
                    column: start.column as usize + 1,
                    message: error.message().to_owned(),
                    hint: Some("nanopublications are read as TriG".to_owned()),
                }
            })?;
            quads.push(quad);
        }
        let all = form::sort(quads).map_err(|message| {
            Error::whole(
                &input,
                message,
                "this is no valid nanopublication; ask where it is from",
            )
        })?;
        let times = all.iter().filter_map(time);
        let newest = times
            .filter_map(|text| Some((Time::parse_any(&text)?, text)))
            .max();
        let recorded_at = options.recorded_at.clone().or(newest.map(|(_, text)| text));
        Ok(Self {
            options,
            input,
            all,
            recorded_at,
        })
    }
}

impl Foreign for Nanopublications<'_> {
    fn recorded_at(&self) -> Option<&str> {
        self.recorded_at.as_deref()
    }

    fn record(&self, history: &History) -> Record {
        let mut record = Record {
            recorded_at: self.recorded_at.clone(),
            ..Record::default()
        };
        let claims: BTreeMap<&str, &str> = self
            .all
            .iter()
            .map(|one| (one.name.as_str(), one.assertion_name.as_str()))
            .collect();
        for one in &self.all {
            self.publication(&mut record, one);
        }
        for one in &self.all {
            self.about_others(&mut record, one, &claims, history);
        }
        record
    }
}

/// The values of some properties of a thing, as IRIs.
fn values<'q>(quads: &'q [Quad], of: &str, properties: &[&str]) -> BTreeSet<&'q str> {
    let of_thing = quads.iter().filter(|quad| subject(quad) == Some(of));
    let named = of_thing.filter(|quad| properties.contains(&quad.predicate.as_str()));
    named.filter_map(|quad| iri(&quad.object)).collect()
}

fn time(one: &Nanopublication) -> Option<String> {
    let quads = one.information.iter();
    let mut times = quads
        .filter(|quad| subject(quad) == Some(&one.name))
        .filter(|quad| TIMES.contains(&quad.predicate.as_str()));
    times.find_map(|quad| match &quad.object {
        Term::Literal(literal) => {
            Time::parse_any(literal.value()).map(|_| literal.value().to_owned())
        }
        _ => None,
    })
}

/// The statement of an agent in a nanopublication.
fn statement(publication: &str, agent: &str) -> String {
    identifier::statement(&["nanopublication", publication, agent])
}

impl Nanopublications<'_> {
    /// Who made a nanopublication; an agent without a name where it does not say.
    fn creators(&self, record: &mut Record, one: &Nanopublication) -> Vec<String> {
        if let Some(told) = &self.options.publisher {
            let published = super::publisher::Published::told(told);
            let agent = published.iri();
            record
                .of(Known::Agent, &agent)
                .say(Known::Label, Value::text(published.name()));
            return vec![agent];
        }
        let creators = values(&one.information, &one.name, &CREATORS);
        let mut agents: Vec<String> = creators.into_iter().map(ToOwned::to_owned).collect();
        if agents.is_empty() {
            let agent = format!(
                "{}_producer",
                identifier::capture(&identifier::sha256(self.input.bytes))
            );
            let label = "the unnamed maker of a nanopublication".to_owned();
            record
                .of(Known::Agent, &agent)
                .say(Known::Label, Value::English(label));
            agents.push(agent);
        }
        for agent in &agents {
            let names = one
                .information
                .iter()
                .filter(|quad| subject(quad) == Some(agent));
            let names = names.filter_map(|quad| match &quad.object {
                Term::Literal(name) if quad.predicate.as_str().ends_with("name") => {
                    Some(name.value())
                }
                _ => None,
            });
            let names: Vec<&str> = names.collect();
            let entry = record.of(Known::Agent, agent);
            for name in names {
                entry.say(Known::Label, Value::text(name));
            }
        }
        agents
    }

    fn publication(&self, record: &mut Record, one: &Nanopublication) {
        let claim = one.assertion_name.as_str();
        let entry = record.of(Known::Claim, claim);
        entry.say(Known::Label, Value::English(label(one)));
        if let [quad] = &one.assertion[..]
            && let Some(about) = subject(quad)
        {
            let object = match &quad.object {
                Term::NamedNode(node) => Some(Value::iri(node.as_str())),
                Term::Literal(literal) => Some(Value::text(literal.value())),
                Term::BlankNode(_) => None,
            };
            entry
                .say(Known::RdfSubject, Value::iri(about))
                .say(Known::RdfPredicate, Value::iri(quad.predicate.as_str()))
                .maybe(Known::RdfObject, object);
        }
        let said_at = time(one);
        let said_at = said_at.as_deref().and_then(Value::time);
        let creators = self.creators(record, one);
        let document = record.of(Known::Document, &one.name);
        document
            .say(Known::Url, Value::iri(one.name.as_str()))
            .once(Known::Issued, said_at.clone());
        for creator in &creators {
            document.say(Known::Publisher, Value::iri(creator.as_str()));
        }
        let (mut relayed, mut pointed) = (BTreeSet::new(), BTreeSet::new());
        for origin in values(&one.provenance, claim, &ORIGINS) {
            let Some(address) = Address::parse(origin) else {
                record
                    .report
                    .leave_out("origins that have no address", origin);
                continue;
            };
            match record.cite(claim, &address) {
                Cited::Said { statement, .. } => relayed.insert(statement),
                Cited::Pointed { document, reason } => {
                    record.report.leave_out(reason.reason(), origin);
                    pointed.insert(document)
                }
            };
        }
        let attributed = values(&one.provenance, claim, &ATTRIBUTIONS);
        for agent in attributed
            .iter()
            .filter(|agent| creators.iter().all(|it| it != *agent))
        {
            let name = statement(&one.name, agent);
            record.of(Known::Agent, agent);
            let entry = record.statement(&name, agent, Known::Asserts, claim);
            for document in &pointed {
                entry.say(REFERENCES, Value::iri(document.as_str()));
            }
            relayed.insert(name);
        }
        let stance = if relayed.is_empty() {
            Known::Asserts
        } else {
            Known::Reports
        };
        for creator in &creators {
            let entry = record.statement(&statement(&one.name, creator), creator, stance, claim);
            entry
                .say(Known::In, Value::iri(one.name.as_str()))
                .maybe(Known::SaidAt, said_at.clone());
            for relayed in &relayed {
                entry.say(Known::Relays, Value::iri(relayed.as_str()));
            }
            for document in &pointed {
                entry.say(REFERENCES, Value::iri(document.as_str()));
            }
        }
        let has_signature = one
            .information
            .iter()
            .any(|quad| quad.predicate.as_str().strip_prefix(NPX) == Some("hasSignature"));
        if has_signature {
            record
                .report
                .leave_out("signatures, which were not verified", &one.name);
        }
    }

    /// What a nanopublication says of others: it takes them back, or approves of them.
    fn about_others(
        &self,
        record: &mut Record,
        one: &Nanopublication,
        claims: &BTreeMap<&str, &str>,
        history: &History,
    ) {
        let said_at = time(one).as_deref().and_then(Value::time);
        let creators = self.creators(record, one);
        for quad in one.assertion.iter().chain(&one.information) {
            let Some(word) = quad.predicate.as_str().strip_prefix(NPX) else {
                continue;
            };
            let Some(other) = iri(&quad.object) else {
                continue;
            };
            for creator in &creators {
                let target = statement(other, creator);
                match word {
                    "retracts" | "supersedes" | "invalidates" => {
                        let is_here = record.entries.contains_key(&target);
                        let claim = claims.get(other).filter(|_| is_here).copied();
                        let known = history.claim_of(&target);
                        let Some(claim) = claim.or(known) else {
                            let reason = "retractions of nanopublications that are not here, or not by the same maker";
                            record.report.leave_out(reason, other);
                            continue;
                        };
                        let name = identifier::statement(&[&target, "retracted", &one.name]);
                        record
                            .statement(&name, creator, Known::Retracts, claim)
                            .say(Known::Target, Value::iri(target.as_str()))
                            .say(Known::In, Value::iri(one.name.as_str()))
                            .maybe(Known::SaidAt, said_at.clone());
                    }
                    "approvesOf" | "disapprovesOf" => {
                        let Some(claim) = claims.get(other) else {
                            record.report.leave_out(
                                "approvals of nanopublications that are not here",
                                other,
                            );
                            continue;
                        };
                        let stance = if word == "approvesOf" {
                            Known::Confirms
                        } else {
                            Known::Denies
                        };
                        let name = identifier::statement(&[claim, word, &one.name, creator]);
                        record
                            .statement(&name, creator, stance, claim)
                            .say(Known::In, Value::iri(one.name.as_str()))
                            .maybe(Known::SaidAt, said_at.clone());
                    }
                    _ => {}
                }
            }
        }
    }
}

/// An assertion in words: the name that it was given, or its first triple.
fn label(one: &Nanopublication) -> String {
    let named = one.information.iter().find_map(|quad| match &quad.object {
        Term::Literal(literal)
            if subject(quad) == Some(&one.name)
                && quad.predicate.as_str() == Known::Label.iri() =>
        {
            Some(literal.value().to_owned())
        }
        _ => None,
    });
    if let Some(named) = named {
        return named;
    }
    let Some(quad) = one.assertion.first() else {
        return one.name.clone();
    };
    let object = match &quad.object {
        Term::Literal(literal) => format!("“{}”", crate::escape::shorten(literal.value(), 100)),
        other => local(iri(other).unwrap_or("something")),
    };
    let about = subject(quad).unwrap_or("something");
    let label = format!(
        "{} {} {object}",
        local(about),
        local(quad.predicate.as_str())
    );
    match one.assertion.len() - 1 {
        0 => label,
        number => format!("{label}, and {number} more"),
    }
}

/// The last part of an IRI, as words.
fn local(iri: &str) -> String {
    let iri = iri.trim_end_matches(['/', '#']);
    iri.rsplit(['/', '#', ':'])
        .next()
        .unwrap_or(iri)
        .replace('_', " ")
}
