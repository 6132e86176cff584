//! Answers as JSON, in documented shapes with a version.
//!
//! The version grows when a field changes its meaning or goes; new fields may come without.

use serde::Serialize;

use super::asked::Asked;
use super::passing::Passing;
use super::phrase::Phrases;
use crate::ask::Aside;
use crate::data::Data;
use crate::evidence::View;
use crate::model::{Flag, Time};
use crate::verdict::{Bounds, Role, SinglePoint, Verdict};

/// The version of every shape here.
pub const VERSION: u32 = 2;

#[derive(Serialize)]
struct Envelope<'a, T> {
    version: u32,
    view: ViewShape,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'a Asked>,
    #[serde(flatten)]
    body: T,
}

/// The view that an answer is given under.
#[derive(Debug, Serialize)]
pub struct ViewShape {
    said_by: Option<String>,
    known_at: Option<String>,
    strict: bool,
    /// Who keeps the record.
    keeper: Vec<String>,
}

#[derive(Serialize)]
struct Claims {
    claims: Vec<ClaimShape>,
}

/// One claim with its verdict.
#[derive(Serialize)]
pub(super) struct ClaimShape {
    iri: String,
    label: String,
    status: &'static str,
    independence: usize,
    independence_exact: bool,
    independence_at_most: usize,
    independence_at_most_exact: bool,
    support: BoundsShape,
    support_if_one: BoundsShape,
    opposition: BoundsShape,
    single_points_of_failure: Vec<SinglePointShape>,
    flags: Vec<&'static str>,
    chains: ChainCount,
}

#[derive(Serialize)]
pub(super) struct BoundsShape {
    lower: f64,
    upper: f64,
}

#[derive(Serialize)]
struct SinglePointShape {
    iri: String,
    label: String,
    role: &'static str,
    /// Whether this is the unknown origin behind the source, which gives no basis.
    no_basis: bool,
    members: Vec<String>,
}

#[derive(Serialize)]
struct ChainCount {
    shown: usize,
    more: usize,
    exact: bool,
}

#[derive(Serialize)]
pub(super) struct Thing {
    iri: String,
    label: String,
}

#[derive(Serialize)]
#[expect(
    clippy::struct_field_names,
    reason = "the names of the fields are those of the answer"
)]
struct Statements {
    statements: Vec<StatementShape>,
    undated: usize,
    other_sides: usize,
}

#[derive(Serialize)]
struct Counted {
    count: usize,
    of: usize,
    /// Of statements: by how many sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    speakers: Option<usize>,
}

#[derive(Serialize)]
pub(super) struct StatementShape {
    iri: String,
    by: Thing,
    stance: &'static str,
    claim: Thing,
    said_at: Option<String>,
    documents: Vec<String>,
    relays: Vec<String>,
    to: Vec<String>,
    deflects_to: Vec<String>,
    #[serde(flatten)]
    passing: Passing,
}

/// What makes the shapes: data in words, and the times of the view as the user gave them.
#[derive(Debug)]
pub struct Shapes<'p, 'd> {
    pub(super) phrases: &'p Phrases<'d>,
    view: View,
    asked: Option<&'p Asked>,
}

impl<'p, 'd> Shapes<'p, 'd> {
    /// Shapes for one view, and for the question in English, if there was one.
    pub fn new(phrases: &'p Phrases<'d>, view: View, asked: Option<&'p Asked>) -> Self {
        Self {
            phrases,
            view,
            asked,
        }
    }

    /// How many things were chosen, of how many; and of statements, by how many sources they are.
    pub fn count(&self, count: usize, of: usize, speakers: Option<usize>) -> String {
        self.text(Counted {
            count,
            of,
            speakers,
        })
    }

    /// A list of claims with their verdicts.
    pub fn claims(&self, verdicts: &[Verdict]) -> String {
        let claims = verdicts
            .iter()
            .map(|verdict| self.claim(verdict, 0))
            .collect();
        self.text(Claims { claims })
    }

    /// A list of statements, and how many were left aside.
    pub fn statements(&self, numbers: &[u32], aside: &Aside) -> String {
        let statements = numbers.iter().map(|number| self.statement(*number));
        self.text(Statements {
            statements: statements.collect(),
            undated: aside.undated,
            other_sides: aside.other_sides.len(),
        })
    }

    pub(super) fn text<T: Serialize>(&self, body: T) -> String {
        pretty(&Envelope {
            version: VERSION,
            view: view(self.view, self.phrases.data()),
            question: self.asked,
            body,
        })
    }

    pub(super) fn iri(&self, term: crate::vocab::Id) -> String {
        self.phrases.data().graph.terms.text(term).to_owned()
    }

    pub(super) fn agent_iri(&self, agent: u32) -> String {
        self.iri(self.phrases.data().evidence.agents[agent as usize].term)
    }

    pub(super) fn thing(&self, term: crate::vocab::Id) -> Thing {
        Thing {
            iri: self.iri(term),
            label: self.phrases.term(term),
        }
    }

    pub(super) fn claim(&self, verdict: &Verdict, shown: usize) -> ClaimShape {
        let term = self.phrases.data().evidence.claims[verdict.claim as usize].term;
        ClaimShape {
            iri: self.iri(term),
            label: self.phrases.claim(verdict.claim),
            status: verdict.status.name(),
            independence: verdict.established.value,
            independence_exact: verdict.established.is_exact,
            independence_at_most: verdict.independence.value,
            independence_at_most_exact: verdict.independence.is_exact,
            support: bounds(verdict.support),
            support_if_one: bounds(verdict.support_if_one),
            opposition: bounds(verdict.opposition),
            single_points_of_failure: verdict
                .single_points
                .iter()
                .map(|point| self.single_point(point))
                .collect(),
            flags: verdict.flags.iter().map(Flag::name).collect(),
            chains: ChainCount {
                shown,
                more: verdict.witnesses.saturating_sub(shown),
                exact: verdict.witnesses_complete,
            },
        }
    }

    fn single_point(&self, point: &SinglePoint) -> SinglePointShape {
        let first = point.agents.first();
        SinglePointShape {
            iri: first.map_or_else(String::new, |agent| self.agent_iri(*agent)),
            label: self.phrases.single_point(point),
            role: match point.role {
                Role::Origin => "origin",
                Role::Relay => "relay",
            },
            no_basis: point.is_implicit,
            members: self.agent_iris(&point.agents),
        }
    }

    pub(super) fn agent_iris(&self, agents: &[u32]) -> Vec<String> {
        agents.iter().map(|agent| self.agent_iri(*agent)).collect()
    }

    pub(super) fn statement(&self, number: u32) -> StatementShape {
        let evidence = &self.phrases.data().evidence;
        let statement = &evidence.statements[number as usize];
        let agents = |agents: &[u32]| agents.iter().map(|agent| self.agent_iri(*agent)).collect();
        StatementShape {
            iri: self.iri(statement.term),
            by: self.thing(evidence.agents[statement.agent as usize].term),
            stance: statement.stance().name(),
            claim: self.thing(evidence.claims[statement.claim as usize].term),
            said_at: self.phrases.said_at(number).map(str::to_owned),
            documents: evidence
                .documents_of
                .row(number)
                .iter()
                .map(|document| self.iri(evidence.documents[*document as usize].term))
                .collect(),
            relays: evidence
                .relays
                .row(number)
                .iter()
                .map(|target| self.iri(evidence.statements[*target as usize].term))
                .collect(),
            to: agents(evidence.askers.row(number)),
            deflects_to: agents(evidence.deflects_to.row(number)),
            passing: Passing::new(self.phrases, number),
        }
    }
}

/// The shape of a view.
pub fn view(view: View, data: &Data) -> ViewShape {
    let keepers = data.keepers().iter();
    let keepers = keepers.map(|keeper| data.evidence.agents[*keeper as usize].term);
    ViewShape {
        said_by: view.said_by.map(time),
        known_at: view.known_at.map(time),
        strict: view.strict,
        keeper: keepers
            .map(|term| data.graph.terms.text(term).to_owned())
            .collect(),
    }
}

/// Any serialisable value, indented, with a newline at the end.
pub fn pretty<T: Serialize>(value: &T) -> String {
    // Shapes are plain structures: serialising them cannot fail.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

pub(super) fn bounds(bounds: Bounds) -> BoundsShape {
    BoundsShape {
        lower: bounds.lower,
        upper: bounds.upper,
    }
}

/// An instant as `xsd:dateTime` in UTC.
fn time(time: Time) -> String {
    time.to_string()
}
