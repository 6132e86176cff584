//! Nanopublications: an assertion is a claim, its provenance says on whose word, and its
//! publication information who published it and when.

mod form;
mod label;
pub mod signature;
mod syntax;
mod trix;
mod trusty;

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{Quad, Term};

use super::history::History;
use super::identifier::{self, REFERENCES};
use super::record::{Cited, Record, Value};
use super::{Error, Foreign, Input, Options};
use crate::model::Time;
use crate::vocab::Known;
use form::{Nanopublication, Signed, iri, subject};

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
/// Properties that give the name of an agent.
const NAMES: [&str; 4] = [
    "http://xmlns.com/foaf/0.1/name",
    "http://schema.org/name",
    "https://schema.org/name",
    "http://www.w3.org/2000/01/rdf-schema#label",
];
/// The vocabulary of what one nanopublication says of another, and of its signature.
const NPX: &str = "http://purl.org/nanopub/x/";

/// Words of that vocabulary by which a signature is described.
const SIGNATURE: [&str; 6] = [
    "hasSignature",
    "hasSignatureElement",
    "hasSignatureTarget",
    "hasAlgorithm",
    "hasPublicKey",
    "signedBy",
];

/// Nanopublications, read and in order.
pub struct Nanopublications<'i> {
    options: Options,
    input: Input<'i>,
    all: Vec<Nanopublication>,
    recorded_at: Option<String>,
}

impl<'i> Nanopublications<'i> {
    /// Reads a file of nanopublications, in the syntax that its ending says. One that is in any
    /// way out of order is refused, and so is one whose name holds a hash that is not that of its
    /// content, or that has a signature which is not right. O(n log n).
    ///
    /// # Errors
    ///
    /// [`Error::Wrong`], with the place where that is one of the syntax.
    pub fn read(input: Input<'i>, options: Options) -> Result<Self, Error> {
        let quads = syntax::quads(&input)?;
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
        let mut record = Record::new(&self.options, self.recorded_at.as_deref());
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

/// Tells what else the nanopublication holds.
fn left_out(record: &mut Record, one: &Nanopublication) {
    if one.assertion.len() > 1 {
        let reason = "assertions of several triples, of which the claim has the first as its label";
        record.report.leave_out(reason, &one.assertion_name);
    }
    let is_used = |quad: &Quad| {
        let property = quad.predicate.as_str();
        let of = subject(quad).unwrap_or_default();
        let word = property.strip_prefix(NPX);
        let is_of_others = matches!(
            word,
            Some("retracts" | "supersedes" | "invalidates" | "approvesOf" | "disapprovesOf")
        );
        let is_of_signature = word.is_some_and(|word| SIGNATURE.contains(&word));
        if of == one.name {
            CREATORS.contains(&property)
                || TIMES.contains(&property)
                || property == Known::Label.iri()
                || is_of_others
                || is_of_signature
        } else if of == one.assertion_name {
            ATTRIBUTIONS.contains(&property) || ORIGINS.contains(&property)
        } else {
            NAMES.contains(&property) || is_of_others || is_of_signature
        }
    };
    for quad in one.provenance.iter().chain(&one.information) {
        if !is_used(quad) {
            record.report.field(quad.predicate.as_str());
        }
    }
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
        if let Signed::By { signers, .. } = &one.signed
            && agents.is_empty()
        {
            agents.extend(signers.iter().cloned());
        }
        if agents.is_empty() {
            agents.push(record.unnamed(self.input.name));
        }
        for agent in &agents {
            let names = one
                .information
                .iter()
                .filter(|quad| subject(quad) == Some(agent));
            let names = names.filter_map(|quad| match &quad.object {
                Term::Literal(name) if NAMES.contains(&quad.predicate.as_str()) => Some(name),
                _ => None,
            });
            let entry = record.of(Known::Agent, agent);
            for name in names {
                entry.say(Known::Label, Value::literal(name));
            }
        }
        agents
    }

    fn publication(&self, record: &mut Record, one: &Nanopublication) {
        let claim = one.assertion_name.as_str();
        let entry = record.of(Known::Claim, claim);
        entry.say(Known::Label, label::label(one));
        if let [quad] = &one.assertion[..]
            && let Some(about) = subject(quad)
        {
            let object = match &quad.object {
                Term::NamedNode(node) => Some(Value::iri(node.as_str())),
                Term::Literal(literal) => Some(Value::literal(literal)),
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
            let Some(address) = record.address(origin) else {
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
        let said = match &one.signed {
            Signed::Not => "not signed: nobody's key vouches for these".to_owned(),
            Signed::Formerly => {
                "signed in the older way (npx:hasSignatureElement), which is not verified"
                    .to_owned()
            }
            Signed::By { algorithm, key, .. } => format!(
                "signature verified: {algorithm} key of {} bits, SHA-256 {}",
                key.bits, key.hash
            ),
        };
        record.report.sign(&said, &one.name);
        left_out(record, one);
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
