//! Somebody says something: a statement, from what a person tells of it.

use oxrdf::{Literal, NamedNode, Term};

use super::draft::{Draft, Value, node, typed};
use super::quotation::Passage;
use crate::data::Data;
use crate::model::{Stance, Time};
use crate::names::Kind;
use crate::vocab::{Id, Known, namespace};

/// What a person tells of a statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Saying {
    /// Its name, where something is to refer to it.
    pub name: Option<NamedNode>,
    /// Who says it.
    pub by: NamedNode,
    /// How they stand to the claim.
    pub stance: Stance,
    /// The claim.
    pub claim: NamedNode,
    /// The speaker's own documents that it is in.
    pub within: Vec<NamedNode>,
    /// The documents of others that it is quoted in.
    pub quoted_in: Vec<NamedNode>,
    /// The statements that it repeats.
    pub relays: Vec<NamedNode>,
    /// The statement that it takes back.
    pub target: Option<NamedNode>,
    /// Whether the speaker has it first-hand, where that is known.
    pub first_hand: Option<bool>,
    /// Who asked.
    pub to: Vec<NamedNode>,
    /// To whom the asker was sent.
    pub deflects_to: Vec<NamedNode>,
    /// When it was said.
    pub said_at: Option<Literal>,
    /// When it was recorded.
    pub recorded_at: Option<Literal>,
    /// The recorder's own judgement.
    pub confidence: Option<Literal>,
    /// How sure the speaker claimed to be.
    pub stated_confidence: Vec<Literal>,
    /// The Admiralty figure.
    pub credibility: Option<u8>,
    /// Where it stands, each with the document where that must be said.
    pub anchors: Vec<(Passage, Option<NamedNode>)>,
}

impl Saying {
    /// A bare statement.
    pub const fn new(by: NamedNode, stance: Stance, claim: NamedNode) -> Self {
        Self {
            name: None,
            by,
            stance,
            claim,
            within: Vec::new(),
            quoted_in: Vec::new(),
            relays: Vec::new(),
            target: None,
            first_hand: None,
            to: Vec::new(),
            deflects_to: Vec::new(),
            said_at: None,
            recorded_at: None,
            confidence: None,
            stated_confidence: Vec::new(),
            credibility: None,
            anchors: Vec::new(),
        }
    }

    /// When the speaker's own document was issued, if it is one and has one date: a publisher says
    /// a thing when it publishes it. O(1).
    pub fn issued(&self, data: &Data) -> Option<Literal> {
        let [document] = self.within.as_slice() else {
            return None;
        };
        let document = data.graph.terms.find_iri(document.as_str())?;
        let mut dates = data.index.objects(document, Known::Issued);
        match (dates.next(), dates.next()) {
            (Some(day), None) => match data.graph.terms.to_term(day) {
                Term::Literal(day) => Some(day),
                _ => None,
            },
            _ => None,
        }
    }

    /// The statement in the short form.
    pub fn draft(&self) -> Draft {
        let mut draft = Draft::new(Kind::Statement, self.name.clone());
        draft.say(Known::By, self.by.clone());
        draft.say(self.stance.term(), self.claim.clone());
        if let Some(target) = &self.target {
            draft.say(Known::Target, target.clone());
        }
        if let Some(first_hand) = self.first_hand {
            let text = if first_hand { "true" } else { "false" };
            draft.say(Known::FirstHand, typed(text, Known::Boolean));
        }
        let things = [
            (Known::Relays, &self.relays),
            (Known::To, &self.to),
            (Known::DeflectsTo, &self.deflects_to),
            (Known::In, &self.within),
            (Known::QuotedIn, &self.quoted_in),
        ];
        for (property, values) in things {
            for value in values {
                draft.say(property, value.clone());
            }
        }
        let credibility = self.credibility;
        let credibility = credibility.map(|figure| typed(&figure.to_string(), Known::Integer));
        let literals = [
            (Known::SaidAt, self.said_at.as_slice()),
            (Known::RecordedAt, self.recorded_at.as_slice()),
            (Known::Confidence, self.confidence.as_slice()),
            (Known::StatedConfidence, &self.stated_confidence),
            (Known::Credibility, credibility.as_slice()),
        ];
        for (property, values) in literals {
            for value in values {
                draft.say(property, value.clone());
            }
        }
        for (passage, document) in &self.anchors {
            draft.say(Known::Anchor, anchor(passage, document.as_ref()));
        }
        draft
    }

    /// A statement that says the same already: the same speaker, stance and claim, in one of the
    /// same documents, not on another day and not to somebody else.
    ///
    /// O(statements of the claim).
    pub fn said_already(&self, data: &Data) -> Option<u32> {
        let term = |iri: &NamedNode| data.graph.terms.find_iri(iri.as_str());
        let (by, claim) = (term(&self.by)?, term(&self.claim)?);
        let evidence = &data.evidence;
        let claim = evidence.claims.iter().find(|it| it.term == claim)?;
        let documents: Vec<Id> = self
            .within
            .iter()
            .chain(&self.quoted_in)
            .filter_map(term)
            .collect();
        let said_at = self
            .said_at
            .as_ref()
            .and_then(|it| Time::parse_any(it.value()));
        let target = self.target.as_ref().and_then(term);
        claim.statements().find(|number| {
            let statement = &evidence.statements[*number as usize];
            let has_agent = |agents: &[u32], wanted: &[NamedNode]| {
                agents.is_empty()
                    || wanted.is_empty()
                    || wanted.iter().filter_map(term).any(|wanted| {
                        agents
                            .iter()
                            .any(|agent| evidence.agents[*agent as usize].term == wanted)
                    })
            };
            let is_same_day = match (statement.said_at(), said_at) {
                (Some((held, _)), Some(said)) => held.first == said,
                _ => true,
            };
            let held_target = statement
                .target()
                .map(|it| evidence.statements[it as usize].term);
            evidence.agents[statement.agent as usize].term == by
                && statement.stance() == self.stance
                && held_target == target
                && is_same_day
                && has_agent(evidence.askers.row(*number), &self.to)
                && places(data, *number)
                    .iter()
                    .any(|document| documents.contains(document))
        })
    }
}

/// The documents in which a statement can be read: those that it is in, and those of its reports.
pub fn places(data: &Data, statement: u32) -> Vec<Id> {
    let evidence = &data.evidence;
    let reports = evidence.relayed_by.row(statement).iter().copied();
    let reports =
        reports.filter(|it| evidence.statements[*it as usize].stance() == Stance::Reports);
    std::iter::once(statement)
        .chain(reports)
        .flat_map(|it| evidence.documents_of.row(it))
        .map(|document| evidence.documents[*document as usize].term)
        .collect()
}

/// What an agent said on a claim and has not taken back, by number: what it can retract. What it
/// only passed on is meant where it said nothing else.
pub fn retractable(data: &Data, agent: u32, claim: u32) -> Vec<u32> {
    let evidence = &data.evidence;
    let statements = evidence.claims[claim as usize].statements();
    let is_target = |number: u32| {
        let mut own = statements.clone();
        own.any(|other| evidence.statements[other as usize].target() == Some(number))
    };
    let own: Vec<u32> = statements
        .clone()
        .filter(|number| {
            let statement = &evidence.statements[*number as usize];
            statement.agent == agent && statement.stance() != Stance::Retracts
        })
        .collect();
    let is_report = |it: &u32| evidence.statements[*it as usize].stance() == Stance::Reports;
    let (reports, said): (Vec<u32>, Vec<u32>) = own.into_iter().partition(is_report);
    let mut meant = if said.is_empty() { reports } else { said };
    meant.retain(|number| !is_target(*number));
    meant
}

fn anchor(passage: &Passage, document: Option<&NamedNode>) -> Value {
    let number = |value: usize| Term::from(typed(&value.to_string(), Known::Integer));
    let mut parts = vec![(node(Known::Type), node(Known::TextPositionSelector).into())];
    if let Some(document) = document {
        parts.push((node(Known::HasSource), document.clone().into()));
    }
    parts.push((node(Known::Start), number(passage.start)));
    parts.push((node(Known::End), number(passage.end)));
    let hash = Literal::new_simple_literal(&passage.sha256);
    parts.push((node(Known::Sha256), hash.into()));
    Value::Nameless(parts)
}

/// The claims that a draft is about: that of a statement, or the claim itself.
pub(super) fn claims_of(draft: &Draft) -> Vec<NamedNode> {
    match draft.kind {
        Kind::Claim => draft.name.iter().cloned().collect(),
        Kind::Statement => {
            let stances = Stance::ALL.iter().map(|stance| stance.term());
            let properties = stances.chain([Known::ClaimOf]);
            properties
                .flat_map(|property| draft.iris(property))
                .cloned()
                .collect()
        }
        _ => Vec::new(),
    }
}

/// What the reader calls a statement without a name whose sentence begins at a byte of a file.
pub(super) fn name_of_nameless(data: &Data, file: u32, start: usize) -> Option<String> {
    let quads = data.graph.quads.iter().zip(&data.graph.places);
    let own = quads.filter(|(quad, place)| {
        place.file == file && place.subject.start == start && quad.predicate != Known::Type.id()
    });
    // What follows from a property stands where the property does; the speaker comes first.
    let (first, _) = own.min_by_key(|(_, place)| place.predicate.start)?;
    let iri = data.graph.terms.as_iri(first.subject)?;
    iri.starts_with(namespace::STATEMENT)
        .then(|| iri.to_owned())
}
