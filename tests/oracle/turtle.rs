//! A case as a Turtle file: the long form of docs/semantics.md, with IRIs only.

use super::case::{Case, When};
use super::generate::Random;

/// The namespace of the terms.
pub const SAYSO: &str = "https://w3id.org/sayso/ns#";
/// The namespace of the data.
pub const DATA: &str = "https://example.org/case#";
/// The namespace of schema.org.
pub const SCHEMA: &str = "https://schema.org/";
/// The namespace of Dublin Core terms.
pub const DCTERMS: &str = "http://purl.org/dc/terms/";

/// Which number each thing bears in its IRI, and in which order the triples are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Naming {
    agents: Vec<usize>,
    claims: Vec<usize>,
    documents: Vec<usize>,
    statements: Vec<usize>,
    ties: Vec<usize>,
    topics: Vec<usize>,
    order: Option<u64>,
}

impl Naming {
    /// Each thing bears its index; the triples stand in the order of the case.
    pub fn plain(case: &Case) -> Self {
        Self {
            agents: (0..case.agents.len()).collect(),
            claims: (0..case.claims.len()).collect(),
            documents: (0..case.documents.len()).collect(),
            statements: (0..case.statements.len()).collect(),
            ties: (0..case.ties.len()).collect(),
            topics: (0..case.topics).collect(),
            order: None,
        }
    }

    /// Names permuted and triples shuffled.
    pub fn shuffled(case: &Case, seed: u64) -> Self {
        let mut naming = Self::plain(case);
        let mut random = Random::new(seed);
        for numbers in [
            &mut naming.agents,
            &mut naming.claims,
            &mut naming.documents,
            &mut naming.statements,
            &mut naming.ties,
            &mut naming.topics,
        ] {
            random.shuffle(numbers);
        }
        naming.order = Some(random.bits());
        naming
    }

    /// The IRI of an agent.
    pub fn agent(&self, index: usize) -> String {
        format!("{DATA}a{}", self.agents[index])
    }

    /// The IRI of a claim.
    pub fn claim(&self, index: usize) -> String {
        format!("{DATA}c{}", self.claims[index])
    }

    /// The IRI of a document.
    pub fn document(&self, index: usize) -> String {
        format!("{DATA}d{}", self.documents[index])
    }

    /// The IRI of a statement.
    pub fn statement(&self, index: usize) -> String {
        format!("{DATA}s{}", self.statements[index])
    }

    /// The IRI of a tie.
    pub fn tie(&self, index: usize) -> String {
        format!("{DATA}t{}", self.ties[index])
    }

    /// The IRI of a topic.
    pub fn topic(&self, index: usize) -> String {
        format!("{DATA}k{}", self.topics[index])
    }

    /// The agent that an IRI names.
    pub fn agent_of(&self, iri: &str) -> Option<usize> {
        (0..self.agents.len()).find(|&index| self.agent(index) == iri)
    }

    /// The claim that an IRI names.
    pub fn claim_of(&self, iri: &str) -> Option<usize> {
        (0..self.claims.len()).find(|&index| self.claim(index) == iri)
    }

    /// The statement that an IRI names.
    pub fn statement_of(&self, iri: &str) -> Option<usize> {
        (0..self.statements.len()).find(|&index| self.statement(index) == iri)
    }
}

/// The whole case; but for the keepers, who are not written in the record.
pub fn to_turtle(case: &Case, naming: &Naming) -> String {
    let mut writer = Writer {
        triples: Vec::new(),
        naming,
    };
    writer.claims(case);
    writer.agents(case);
    writer.documents(case);
    writer.ties(case);
    writer.statements(case);
    let mut triples = writer.triples;
    if let Some(seed) = naming.order {
        Random::new(seed).shuffle(&mut triples);
    }
    let mut text = format!(
        "@prefix : <{DATA}> .\n@prefix sayso: <{SAYSO}> .\n@prefix schema: <{SCHEMA}> .\n@prefix dcterms: <{DCTERMS}> .\n\
         @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
    );
    for triple in triples {
        text.push_str(&triple);
        text.push_str(" .\n");
    }
    text
}

struct Writer<'a> {
    triples: Vec<String>,
    naming: &'a Naming,
}

impl Writer<'_> {
    fn triple(&mut self, subject: &str, predicate: &str, object: &str) {
        self.triples
            .push(format!("<{subject}> {predicate} {object}"));
    }

    fn links(&mut self, subject: &str, predicate: &str, objects: impl IntoIterator<Item = String>) {
        for object in objects {
            self.triple(subject, predicate, &format!("<{object}>"));
        }
    }

    fn dated(&mut self, subject: &str, predicate: &str, when: Option<When>) {
        if let Some(when) = when {
            let literal = format!("\"{}\"^^xsd:{}", when.text(), when.datatype());
            self.triple(subject, predicate, &literal);
        }
    }

    fn claims(&mut self, case: &Case) {
        let naming = self.naming;
        for (index, claim) in case.claims.iter().enumerate() {
            let iri = naming.claim(index);
            self.triple(&iri, "a", "sayso:Claim");
            self.triple(&iri, "rdfs:label", &format!("\"claim {index}\"@en"));
            self.links(
                &iri,
                "dcterms:subject",
                claim.topics.iter().map(|&topic| naming.topic(topic)),
            );
            self.links(
                &iri,
                "sayso:entails",
                claim.entails.iter().map(|&other| naming.claim(other)),
            );
            self.links(
                &iri,
                "sayso:sameClaim",
                claim.same.iter().map(|&other| naming.claim(other)),
            );
            self.links(
                &iri,
                "sayso:contradicts",
                claim.contradicts.iter().map(|&other| naming.claim(other)),
            );
            self.links(
                &iri,
                "sayso:presupposes",
                claim.presupposes.iter().map(|&other| naming.claim(other)),
            );
            self.dated(&iri, "sayso:spanFrom", claim.span_from);
            self.dated(&iri, "sayso:spanUntil", claim.span_until);
        }
    }

    fn agents(&mut self, case: &Case) {
        let naming = self.naming;
        for (index, agent) in case.agents.iter().enumerate() {
            let iri = naming.agent(index);
            self.triple(
                &iri,
                "a",
                if agent.anonymous {
                    "sayso:AnonymousSource"
                } else {
                    "sayso:Agent"
                },
            );
            if let Some(grade) = agent.grade {
                self.triple(
                    &iri,
                    "sayso:reliability",
                    &format!("sayso:{}", grade.term()),
                );
            }
            self.links(
                &iri,
                "sayso:vouchedBy",
                agent.vouched_by.iter().map(|&other| naming.agent(other)),
            );
            self.links(
                &iri,
                "sayso:interestIn",
                agent.interests.iter().map(|&claim| naming.claim(claim)),
            );
            let claims = agent
                .authority_over_claims
                .iter()
                .map(|&claim| naming.claim(claim));
            self.links(&iri, "sayso:authorityOver", claims);
            let topics = agent
                .authority_over_topics
                .iter()
                .map(|&topic| naming.topic(topic));
            self.links(&iri, "sayso:authorityOver", topics);
            if agent.first_hand {
                self.triple(&iri, "sayso:firstHand", "true");
            }
            self.dated(&iri, "sayso:recordedAt", agent.recorded_at);
        }
    }

    fn documents(&mut self, case: &Case) {
        let naming = self.naming;
        for (index, document) in case.documents.iter().enumerate() {
            let iri = naming.document(index);
            self.triple(&iri, "a", "sayso:Document");
            self.links(
                &iri,
                "dcterms:publisher",
                document.publishers.iter().map(|&agent| naming.agent(agent)),
            );
            let addresses = document.addresses.iter().map(|address| address.text());
            self.links(&iri, "schema:url", addresses);
            if let Some(capture) = document.capture {
                let hash = format!("\"{:064x}\"", u16::from(capture) + 1);
                self.triple(&iri, "sayso:sha256", &hash);
            }
            let same = document.same_text.iter();
            let same = same.map(|&other| naming.document(other));
            self.links(&iri, "sayso:sameText", same);
            let copied = document.copies.iter();
            let copied = copied.map(|&other| naming.document(other));
            self.links(&iri, "sayso:copies", copied);
            self.dated(&iri, "dcterms:issued", document.issued);
            self.dated(&iri, "sayso:recordedAt", document.recorded_at);
        }
    }

    fn ties(&mut self, case: &Case) {
        let naming = self.naming;
        for (index, tie) in case.ties.iter().enumerate() {
            let iri = naming.tie(index);
            self.triple(&iri, "a", "sayso:Tie");
            self.triple(&iri, "sayso:kind", &format!("sayso:{}", tie.kind.term()));
            let directed = tie.kind.directed();
            let ends = if directed {
                ["sayso:dependent", "sayso:principal"]
            } else {
                ["sayso:between"; 2]
            };
            self.links(&iri, ends[0], [naming.agent(tie.dependent)]);
            self.links(&iri, ends[1], [naming.agent(tie.principal)]);
            self.dated(&iri, "sayso:validFrom", tie.valid_from);
            self.dated(&iri, "sayso:validUntil", tie.valid_until);
            self.dated(&iri, "sayso:recordedAt", tie.recorded_at);
        }
    }

    fn statements(&mut self, case: &Case) {
        let naming = self.naming;
        for (index, statement) in case.statements.iter().enumerate() {
            let iri = naming.statement(index);
            self.triple(&iri, "a", "sayso:Statement");
            self.links(&iri, "sayso:claim", [naming.claim(statement.claim)]);
            self.links(&iri, "sayso:by", [naming.agent(statement.by)]);
            self.triple(
                &iri,
                "sayso:stance",
                &format!("sayso:{}", statement.stance.term()),
            );
            let documents: Vec<String> = statement
                .documents
                .iter()
                .map(|&document| naming.document(document))
                .collect();
            self.links(&iri, "sayso:in", documents);
            self.links(
                &iri,
                "sayso:relays",
                statement
                    .relays
                    .iter()
                    .map(|&other| naming.statement(other)),
            );
            if let Some(first_hand) = statement.first_hand {
                self.triple(
                    &iri,
                    "sayso:firstHand",
                    if first_hand { "true" } else { "false" },
                );
            }
            self.dated(&iri, "sayso:saidAt", statement.said_at);
            self.dated(&iri, "sayso:recordedAt", statement.recorded_at);
            if let Some(hundredths) = statement.confidence {
                self.triple(
                    &iri,
                    "sayso:confidence",
                    &format!("{}.{:02}", hundredths / 100, hundredths % 100),
                );
            }
            self.links(
                &iri,
                "sayso:target",
                statement.target.map(|target| naming.statement(target)),
            );
            self.links(
                &iri,
                "sayso:to",
                statement.to.map(|agent| naming.agent(agent)),
            );
            self.links(
                &iri,
                "sayso:deflectsTo",
                statement.deflects_to.map(|agent| naming.agent(agent)),
            );
        }
    }
}
