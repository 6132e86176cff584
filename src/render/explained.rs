//! An explanation as JSON.

use serde::Serialize;

use super::json::{BoundsShape, ClaimShape, Shapes, StatementShape, Thing, bounds};
use super::place::Anchor;
use super::report::Report;
use super::words::{self, WordsShape};
use crate::evidence::Lender;
use crate::model::Polarity;
use crate::verdict::chains::Attestation;
use crate::verdict::counted::{Counted, Link, Sameness};
use crate::verdict::explanation::{Chain, Explanation, Idle, Raise, Reason, Since, Step};
use crate::verdict::remedy::{Document, Remedy};

#[derive(Serialize)]
struct Why {
    claim: ClaimShape,
    chains: Vec<ChainShape>,
    count_as_one: Vec<CountedShape>,
    adds_nothing: Vec<IdleShape>,
    not_looked_into: usize,
    denials_that_do_not_count: Vec<IdleShape>,
    denials_that_add_nothing: Vec<StatementShape>,
    taken_back: Vec<TakenBack>,
    against: Vec<ChainShape>,
    count_as_one_against: Vec<CountedShape>,
    contradicted_by: Vec<Rival>,
    contradicts_itself: bool,
    tensions: Vec<String>,
    flags_in_words: Vec<String>,
    asked: Vec<StatementShape>,
    since: Option<SinceShape>,
    would_change: Vec<RemedyShape>,
}

#[derive(Serialize)]
struct ChainShape {
    claim: String,
    soundness: f64,
    /// Whether nobody hangs on it, so that it raises support only.
    raises_support_only: bool,
    raises: Option<RaiseShape>,
    steps: Vec<StepShape>,
}

/// What a chain adds to those before it.
#[derive(Serialize)]
struct RaiseShape {
    support: Option<[BoundsShape; 2]>,
    support_if_one: Option<[BoundsShape; 2]>,
    independence: Option<[usize; 2]>,
}

#[derive(Serialize)]
struct StepShape {
    #[serde(flatten)]
    statement: StatementShape,
    grade: Option<String>,
    grade_from: Option<LenderShape>,
    authority_from: Option<Thing>,
    gives_no_basis: bool,
    attested: Option<&'static str>,
    addresses: Vec<String>,
    anchors: Vec<AnchorShape>,
    words: Vec<WordsShape>,
}

#[derive(Serialize)]
struct LenderShape {
    agent: Thing,
    /// What that is to the speaker.
    is: &'static str,
}

#[derive(Serialize)]
struct AnchorShape {
    start: u64,
    end: u64,
    sha256: Option<String>,
}

#[derive(Serialize)]
struct CountedShape {
    agents: Vec<Thing>,
    keeps_record: bool,
    links: Vec<LinkShape>,
    text: String,
}

#[derive(Serialize)]
struct LinkShape {
    kind: &'static str,
    agents: Vec<String>,
    /// The tie.
    iri: Option<String>,
    documents: Vec<String>,
}

#[derive(Serialize)]
struct IdleShape {
    #[serde(flatten)]
    statement: StatementShape,
    reason: &'static str,
    of: Vec<String>,
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
    independence_at_most: usize,
    new_statements: Vec<StatementShape>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum RemedyShape {
    Speech {
        side: &'static str,
        groups: usize,
        first_hand: bool,
        other_than: Vec<String>,
        document: &'static str,
        becomes: &'static str,
        text: String,
    },
    Attestation {
        statements: Vec<String>,
        captures: Vec<String>,
        document: &'static str,
        becomes: Option<&'static str>,
        text: String,
    },
    Fall {
        side: &'static str,
        agents: Vec<String>,
        statements: Vec<String>,
        text: String,
    },
}

impl Shapes<'_, '_> {
    /// An explanation.
    pub fn explanation(&self, explanation: &Explanation, report: &Report) -> String {
        let tensions = report.sections.iter();
        let tensions = tensions
            .filter(|section| section.title == "Tension")
            .flat_map(|section| section.lines.clone())
            .collect();
        let chains = |chains: &[Chain]| chains.iter().map(|chain| self.chain(chain)).collect();
        let counted = |counted: &[Counted]| {
            counted
                .iter()
                .map(|counted| self.counted(counted))
                .collect()
        };
        let evidence = &self.phrases.data().evidence;
        let minimal = explanation
            .chains
            .iter()
            .filter(|chain| chain.raises.is_none());
        self.text(Why {
            claim: self.claim(&explanation.verdict, minimal.count()),
            chains: chains(&explanation.chains),
            count_as_one: counted(&explanation.counted),
            adds_nothing: self.idle(&explanation.idle),
            not_looked_into: explanation.untested,
            denials_that_do_not_count: self.idle(&explanation.idle_denials),
            denials_that_add_nothing: self.statements_of(&explanation.repeated_denials),
            taken_back: explanation
                .taken_back
                .iter()
                .map(|(statement, by)| TakenBack {
                    statement: self.statement(*statement),
                    by: self.statement(*by),
                })
                .collect(),
            against: chains(&explanation.against),
            count_as_one_against: counted(&explanation.counted_against),
            contradicted_by: explanation
                .rivals
                .iter()
                .map(|(rival, status)| Rival {
                    claim: self.thing(evidence.claims[*rival as usize].term),
                    status: status.name(),
                })
                .collect(),
            contradicts_itself: explanation.contradicts_itself,
            tensions,
            flags_in_words: self.phrases.flags(explanation),
            asked: self.statements_of(&explanation.unanswered),
            since: explanation.since.as_ref().map(|since| self.since(since)),
            would_change: explanation
                .remedies
                .iter()
                .map(|remedy| self.remedy(remedy))
                .collect(),
        })
    }

    fn statements_of(&self, numbers: &[u32]) -> Vec<StatementShape> {
        numbers
            .iter()
            .map(|number| self.statement(*number))
            .collect()
    }

    fn since(&self, since: &Since) -> SinceShape {
        SinceShape {
            status: since.before.status.name(),
            independence: since.before.established.value,
            independence_at_most: since.before.independence.value,
            new_statements: self.statements_of(&since.new_statements),
        }
    }

    fn idle(&self, idle: &[Idle]) -> Vec<IdleShape> {
        let of = |reason: &Reason| match reason {
            Reason::Repeats { agents, .. }
            | Reason::Copies(agents)
            | Reason::RepeatsNothingThatCounts(agents)
            | Reason::RepeatsElsewhere(agents) => self.agent_iris(agents),
            Reason::SaidAlready(agent) | Reason::OneText(agent) => {
                vec![self.agent_iri(*agent)]
            }
            _ => Vec::new(),
        };
        idle.iter()
            .map(|idle| IdleShape {
                statement: self.statement(idle.statement),
                reason: match &idle.reason {
                    Reason::Repeats { .. } => "repeats",
                    Reason::Copies(_) => "copies",
                    Reason::Unattested => "unattested",
                    Reason::RepeatsNothingThatCounts(_) => "repeats-nothing-that-counts",
                    Reason::RepeatsElsewhere(_) => "repeats-another-claim",
                    Reason::SaidAlready(_) => "said-already",
                    Reason::OneText(_) => "one-text",
                    Reason::Kept => "kept",
                    Reason::NoConfidence => "no-confidence",
                    Reason::TakenBack(_) => "taken-back",
                },
                of: of(&idle.reason),
            })
            .collect()
    }

    fn chain(&self, chain: &Chain) -> ChainShape {
        let claim = self.phrases.data().evidence.claims[chain.claim as usize].term;
        ChainShape {
            claim: self.iri(claim),
            soundness: round(chain.soundness),
            raises_support_only: chain.raises.is_some(),
            raises: chain.raises.as_ref().map(raise),
            steps: chain.steps.iter().map(|step| self.step(step)).collect(),
        }
    }

    fn step(&self, step: &Step) -> StepShape {
        let evidence = &self.phrases.data().evidence;
        let agent = |number: u32| self.thing(evidence.agents[number as usize].term);
        let documents = evidence.documents_of.row(step.statement).iter();
        let documents = documents.map(|document| evidence.documents[*document as usize].term);
        let anchors = self.phrases.anchors(step.statement);
        StepShape {
            statement: self.statement(step.statement),
            grade: step.grade.map(|grade| grade.letter().to_string()),
            grade_from: step.grade_from.map(|lender| {
                let (other, is) = match lender {
                    Lender::Name(other) => (other, "another-name"),
                    Lender::Principal(other) => (other, "principal"),
                    Lender::Voucher(other) => (other, "voucher"),
                };
                LenderShape {
                    agent: agent(other),
                    is,
                }
            }),
            authority_from: step.authority_from.map(agent),
            gives_no_basis: step.gives_no_basis,
            attested: step.attestation.map(|attestation| match attestation {
                Attestation::Held => "held",
                Attestation::Cited => "cited",
                Attestation::Kept => "kept",
            }),
            addresses: documents
                .filter_map(|document| self.phrases.address(document))
                .map(str::to_owned)
                .collect(),
            anchors: anchors.iter().map(anchor).collect(),
            words: words::shapes(self.phrases, step.statement),
        }
    }

    fn counted(&self, counted: &Counted) -> CountedShape {
        let evidence = &self.phrases.data().evidence;
        let agents = counted.agents.iter();
        let links = counted.links.iter().map(|link| match link {
            Link::Tie(number) => {
                let tie = &evidence.ties[*number as usize];
                LinkShape {
                    kind: tie.kind().name(),
                    agents: self.agent_iris(&tie.agents),
                    iri: Some(self.iri(tie.term)),
                    documents: Vec::new(),
                }
            }
            Link::Text {
                agents,
                documents,
                sameness,
            } => LinkShape {
                kind: match sameness {
                    Sameness::Document => "one-document",
                    Sameness::Capture => "equal-captures",
                    Sameness::Address => "one-address",
                    Sameness::Recorded => "recorded-as-one-text",
                },
                agents: self.agent_iris(agents),
                iri: None,
                documents: documents
                    .iter()
                    .map(|document| self.iri(evidence.documents[*document as usize].term))
                    .collect(),
            },
        });
        CountedShape {
            agents: agents
                .map(|agent| self.thing(evidence.agents[*agent as usize].term))
                .collect(),
            keeps_record: counted.keep_record,
            links: links.collect(),
            text: self.phrases.counted(counted),
        }
    }

    fn remedy(&self, remedy: &Remedy) -> RemedyShape {
        let evidence = &self.phrases.data().evidence;
        let statements = |numbers: &[u32]| -> Vec<String> {
            let numbers = numbers.iter();
            numbers
                .map(|number| self.iri(evidence.statements[*number as usize].term))
                .collect()
        };
        let text = self.phrases.remedy(remedy);
        match remedy {
            Remedy::Speech {
                side,
                groups,
                first_hand,
                other_than,
                document,
                becomes,
            } => RemedyShape::Speech {
                side: side_name(*side),
                groups: *groups,
                first_hand: *first_hand,
                other_than: self.agent_iris(other_than),
                document: document_name(*document),
                becomes: becomes.name(),
                text,
            },
            Remedy::Attestation {
                statements: numbers,
                captures,
                document,
                becomes,
            } => RemedyShape::Attestation {
                statements: statements(numbers),
                captures: captures
                    .iter()
                    .map(|document| self.iri(evidence.documents[*document as usize].term))
                    .collect(),
                document: document_name(*document),
                becomes: becomes.map(crate::model::Status::name),
                text,
            },
            Remedy::Fall {
                side,
                groups,
                statements: numbers,
            } => RemedyShape::Fall {
                side: side_name(*side),
                agents: {
                    let mut agents: Vec<u32> = groups
                        .iter()
                        .flat_map(|point| point.agents.clone())
                        .collect();
                    agents.sort_unstable();
                    agents.dedup();
                    self.agent_iris(&agents)
                },
                statements: statements(numbers),
                text,
            },
        }
    }
}

fn raise(raise: &Raise) -> RaiseShape {
    RaiseShape {
        support: raise.support.map(|pair| pair.map(bounds)),
        support_if_one: raise.support_if_one.map(|pair| pair.map(bounds)),
        independence: raise.established.map(|pair| pair.map(|count| count.value)),
    }
}

const fn side_name(side: Polarity) -> &'static str {
    match side {
        Polarity::Support => "support",
        Polarity::Denial => "denial",
    }
}

const fn document_name(document: Document) -> &'static str {
    match document {
        Document::Cited => "cited",
        Document::Held => "held",
    }
}

fn anchor(anchor: &Anchor) -> AnchorShape {
    AnchorShape {
        start: anchor.start,
        end: anchor.end,
        sha256: anchor.sha256.clone(),
    }
}

fn round(value: f64) -> f64 {
    (value * 1e12).round() / 1e12
}
