//! Answers as JSON, in documented shapes with a version.
//!
//! The version grows when a field changes its meaning or goes; new fields may come without.

use serde::Serialize;

use super::asked::Asked;
use super::phrase::{Anchor, Phrases};
use crate::evidence::View;
use crate::model::{Flag, Time};
use crate::verdict::explanation::{Chain, Explanation, Idle, Reason};
use crate::verdict::{Bounds, Role, Verdict};

/// The version of every shape here.
pub const VERSION: u32 = 1;

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
}

#[derive(Serialize)]
struct Claims {
    claims: Vec<ClaimShape>,
}

/// One claim with its verdict.
#[derive(Serialize)]
struct ClaimShape {
    iri: String,
    label: String,
    status: &'static str,
    independence: usize,
    independence_exact: bool,
    support: BoundsShape,
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
struct Thing {
    iri: String,
    label: String,
}

#[derive(Serialize)]
struct Statements {
    statements: Vec<StatementShape>,
    undated: usize,
}

#[derive(Serialize)]
struct Counted {
    count: usize,
    of: usize,
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
}

#[derive(Serialize)]
struct Why {
    claim: ClaimShape,
    chains: Vec<ChainShape>,
    adds_nothing: Vec<IdleShape>,
    denials_that_do_not_count: Vec<IdleShape>,
    taken_back: Vec<TakenBack>,
    against: Vec<ChainShape>,
    contradicted_by: Vec<Rival>,
    tensions: Vec<String>,
    asked: Vec<StatementShape>,
    since: Option<SinceShape>,
    would_change: Vec<String>,
}

#[derive(Serialize)]
struct ChainShape {
    claim: String,
    soundness: f64,
    steps: Vec<StepShape>,
}

#[derive(Serialize)]
struct StepShape {
    #[serde(flatten)]
    statement: StatementShape,
    grade: Option<String>,
    gives_no_basis: bool,
    attested: Option<&'static str>,
    anchors: Vec<AnchorShape>,
}

#[derive(Serialize)]
struct AnchorShape {
    start: u64,
    end: u64,
    sha256: Option<String>,
}

#[derive(Serialize)]
struct IdleShape {
    #[serde(flatten)]
    statement: StatementShape,
    reason: String,
}

#[derive(Serialize)]
struct TakenBack {
    statement: StatementShape,
    by: StatementShape,
}

#[derive(Serialize)]
struct Rival {
    claim: Thing,
    status: &'static str,
}

#[derive(Serialize)]
struct SinceShape {
    status: &'static str,
    independence: usize,
    new_statements: Vec<StatementShape>,
}

/// What makes the shapes: data in words, and the times of the view as the user gave them.
#[derive(Debug)]
pub struct Shapes<'p, 'd> {
    phrases: &'p Phrases<'d>,
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

    /// How many things were chosen, of how many.
    pub fn count(&self, count: usize, of: usize) -> String {
        self.text(Counted { count, of })
    }

    /// A list of claims with their verdicts.
    pub fn claims(&self, verdicts: &[Verdict]) -> String {
        let claims = verdicts
            .iter()
            .map(|verdict| self.claim(verdict, 0))
            .collect();
        self.text(Claims { claims })
    }

    /// A list of statements, and how many were left aside because they have no date.
    pub fn statements(&self, numbers: &[u32], undated: usize) -> String {
        let statements = numbers
            .iter()
            .map(|number| self.statement(*number))
            .collect();
        self.text(Statements {
            statements,
            undated,
        })
    }

    /// An explanation.
    pub fn explanation(&self, explanation: &Explanation, report: &super::report::Report) -> String {
        let tensions = report.sections.iter();
        let tensions = tensions
            .filter(|section| section.title == "Tension")
            .flat_map(|section| section.lines.clone())
            .collect();
        let chains = |chains: &[Chain]| chains.iter().map(|chain| self.chain(chain)).collect();
        self.text(Why {
            claim: self.claim(&explanation.verdict, explanation.chains.len()),
            chains: chains(&explanation.chains),
            adds_nothing: self.idle(&explanation.idle),
            denials_that_do_not_count: self.idle(&explanation.idle_denials),
            taken_back: explanation
                .taken_back
                .iter()
                .map(|(statement, by)| TakenBack {
                    statement: self.statement(*statement),
                    by: self.statement(*by),
                })
                .collect(),
            against: chains(&explanation.against),
            contradicted_by: explanation
                .rivals
                .iter()
                .map(|(rival, status)| Rival {
                    claim: self.thing(self.phrases.data().evidence.claims[*rival as usize].term),
                    status: status.name(),
                })
                .collect(),
            tensions,
            asked: explanation
                .unanswered
                .iter()
                .map(|number| self.statement(*number))
                .collect(),
            since: explanation.since.as_ref().map(|since| SinceShape {
                status: since.before.status.name(),
                independence: since.before.independence.value,
                new_statements: since
                    .new_statements
                    .iter()
                    .map(|number| self.statement(*number))
                    .collect(),
            }),
            would_change: explanation
                .remedies
                .iter()
                .map(|remedy| self.phrases.remedy(remedy))
                .collect(),
        })
    }

    fn text<T: Serialize>(&self, body: T) -> String {
        pretty(&Envelope {
            version: VERSION,
            view: view(self.view),
            question: self.asked,
            body,
        })
    }

    fn iri(&self, term: crate::vocab::Id) -> String {
        self.phrases.data().graph.terms.text(term).to_owned()
    }

    fn agent_iri(&self, agent: u32) -> String {
        self.iri(self.phrases.data().evidence.agents[agent as usize].term)
    }

    fn thing(&self, term: crate::vocab::Id) -> Thing {
        Thing {
            iri: self.iri(term),
            label: self.phrases.term(term),
        }
    }

    fn claim(&self, verdict: &Verdict, shown: usize) -> ClaimShape {
        let term = self.phrases.data().evidence.claims[verdict.claim as usize].term;
        ClaimShape {
            iri: self.iri(term),
            label: self.phrases.claim(verdict.claim),
            status: verdict.status.name(),
            independence: verdict.independence.value,
            independence_exact: verdict.independence.is_exact,
            support: bounds(verdict.support),
            opposition: bounds(verdict.opposition),
            single_points_of_failure: verdict
                .single_points
                .iter()
                .map(|point| SinglePointShape {
                    iri: point
                        .agents
                        .first()
                        .map_or_else(String::new, |agent| self.agent_iri(*agent)),
                    label: self.phrases.single_point(point),
                    role: match point.role {
                        Role::Origin => "origin",
                        Role::Relay => "relay",
                    },
                    no_basis: point.is_implicit,
                    members: point
                        .agents
                        .iter()
                        .map(|agent| self.agent_iri(*agent))
                        .collect(),
                })
                .collect(),
            flags: verdict.flags.iter().map(Flag::name).collect(),
            chains: ChainCount {
                shown,
                more: verdict.witnesses.saturating_sub(shown),
                exact: verdict.witnesses_complete,
            },
        }
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
        }
    }

    fn idle(&self, idle: &[Idle]) -> Vec<IdleShape> {
        idle.iter()
            .map(|idle| IdleShape {
                statement: self.statement(idle.statement),
                reason: match &idle.reason {
                    Reason::Repeats(_) => "repeats",
                    Reason::Unattested => "unattested",
                    Reason::RepeatsNothingThatCounts(_) => "repeats-nothing-that-counts",
                    Reason::SaidAlready => "said-already",
                    Reason::TakenBack(_) => "taken-back",
                }
                .to_owned(),
            })
            .collect()
    }

    fn chain(&self, chain: &Chain) -> ChainShape {
        let claim = self.phrases.data().evidence.claims[chain.claim as usize].term;
        ChainShape {
            claim: self.iri(claim),
            soundness: round(chain.soundness),
            steps: chain
                .steps
                .iter()
                .map(|step| StepShape {
                    statement: self.statement(step.statement),
                    grade: step.grade.map(|grade| grade.letter().to_string()),
                    gives_no_basis: step.gives_no_basis,
                    attested: step.attestation.map(|attestation| match attestation {
                        crate::verdict::chains::Attestation::Held => "held",
                        crate::verdict::chains::Attestation::Cited => "cited",
                    }),
                    anchors: self
                        .phrases
                        .anchors(step.statement)
                        .iter()
                        .map(anchor)
                        .collect(),
                })
                .collect(),
        }
    }
}

fn anchor(anchor: &Anchor) -> AnchorShape {
    AnchorShape {
        start: anchor.start,
        end: anchor.end,
        sha256: anchor.sha256.clone(),
    }
}

/// The shape of a view.
pub fn view(view: View) -> ViewShape {
    ViewShape {
        said_by: view.said_by.map(time),
        known_at: view.known_at.map(time),
        strict: view.strict,
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

fn round(value: f64) -> f64 {
    (value * 1e12).round() / 1e12
}

/// An instant as `xsd:dateTime` in UTC.
fn time(time: Time) -> String {
    time.to_string()
}
