//! Questions, and what answers them.
//!
//! A question is asked by a canonical word (`corroborated`, `single-source`, …) or in English by
//! the [`grammar`]; either way it becomes a [`Question`], which is shown with its answer.

pub mod grammar;

use std::collections::BTreeMap;

use crate::data::Data;
use crate::evidence::Snapshot;
use crate::model::{Flag, Stance, Status};
use crate::verdict::{Role, Verdict};

/// Something that can be asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Question {
    /// All claims.
    All,
    /// The claims with one of these statuses.
    Statuses(Vec<Status>),
    /// The claims with a flag.
    Flagged(Flag),
    /// The claims of which nothing would be left without an agent.
    RestsOn(u32),
    /// What an agent said, with one of these stances (none: any stance).
    SaidBy(u32, Vec<Stance>),
    /// Who took one of these stances (none: any stance) on a claim.
    WhoSaid(u32, Vec<Stance>),
    /// Who was asked and did not answer; about one claim or any.
    Unanswered(Option<u32>),
    /// Why the verdict on a claim is what it is.
    Why(u32),
}

/// The canonical words, and the question that each stands for.
pub fn canonical(word: &str) -> Option<Question> {
    let word = word.to_lowercase();
    Some(match word.as_str() {
        "all" => Question::All,
        "confirmed" => Question::Statuses(vec![Status::OfficiallyConfirmed]),
        "unanswered" => Question::Unanswered(None),
        // Claims that hang on one: on one source, or on one outlet.
        "single-source" => Question::Statuses(vec![Status::SingleSource, Status::SingleOutlet]),
        "retracted" => Question::Statuses(vec![Status::Retracted, Status::BasisWithdrawn]),
        "circular" => Question::Flagged(Flag::CircularReporting),
        word => {
            let status = Status::ALL.iter().find(|status| status.name() == word);
            let flag = Flag::ALL.iter().find(|flag| flag.name() == word);
            match (status, flag) {
                (Some(status), _) => Question::Statuses(vec![*status]),
                (None, Some(flag)) => Question::Flagged(*flag),
                _ => return None,
            }
        }
    })
}

/// Every canonical word, in the order in which help lists them.
pub fn canonical_words() -> Vec<&'static str> {
    let mut words = vec![
        "corroborated",
        "confirmed",
        "single-source",
        "disputed",
        "unanswered",
    ];
    words.extend(["circular", "retracted", "all"]);
    for name in Status::ALL.iter().map(|status| status.name()) {
        if !words.contains(&name) {
            words.push(name);
        }
    }
    for name in Flag::ALL.iter().map(|flag| flag.name()) {
        if !words.contains(&name) {
            words.push(name);
        }
    }
    words
}

/// What answers a question.
#[derive(Debug)]
pub enum Answer {
    /// Claims, best supported first.
    Claims(Vec<Verdict>),
    /// Statements, by number.
    Statements(Vec<u32>),
    /// The explanation of one claim is wanted.
    Why(u32),
}

/// Answers a question from the verdicts on all claims, which are in order.
pub fn answer(
    question: &Question,
    data: &Data,
    snapshot: &Snapshot<'_>,
    verdicts: &[Verdict],
) -> Answer {
    let select = |which: &dyn Fn(&Verdict) -> bool| {
        Answer::Claims(verdicts.iter().filter(|v| which(v)).cloned().collect())
    };
    let statements = |which: &dyn Fn(u32) -> bool| {
        let count = data.evidence.statements.len() as u32;
        let seen = (0..count).filter(|number| {
            snapshot.sees(&data.evidence.statements[*number as usize]) && which(*number)
        });
        Answer::Statements(seen.collect())
    };
    let statement = |number: u32| &data.evidence.statements[number as usize];
    match question {
        Question::All => select(&|_| true),
        Question::Statuses(statuses) => select(&|verdict| statuses.contains(&verdict.status)),
        Question::Flagged(Flag::CircularReporting) => select(&|verdict| {
            verdict.status == Status::Circular || verdict.flags.contains(&Flag::CircularReporting)
        }),
        Question::Flagged(flag) => select(&|verdict| verdict.flags.contains(flag)),
        Question::RestsOn(agent) => select(&|verdict| {
            let mut agents = verdict.single_points.iter().flat_map(|point| &point.agents);
            let grouping = snapshot.grouping(&[verdict.claim]);
            let group = grouping.group(*agent);
            agents.any(|other| grouping.group(*other) == group)
        }),
        Question::SaidBy(agent, stances) => statements(&|number| {
            statement(number).agent == *agent
                && (stances.is_empty() || stances.contains(&statement(number).stance()))
        }),
        Question::WhoSaid(claim, stances) => statements(&|number| {
            statement(number).claim == *claim
                && (stances.is_empty() || stances.contains(&statement(number).stance()))
        }),
        Question::Unanswered(claim) => Answer::Statements(
            verdicts
                .iter()
                .filter(|verdict| claim.is_none_or(|claim| claim == verdict.claim))
                .flat_map(|verdict| crate::verdict::unanswered(snapshot, verdict.claim))
                .collect(),
        ),
        Question::Why(claim) => Answer::Why(*claim),
    }
}

/// Agents, and how many claims they stand behind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tally {
    /// The agents of one group.
    pub agents: Vec<u32>,
    /// How many claims.
    pub claims: usize,
}

/// What a whole dataset comes down to.
#[derive(Clone, Debug)]
pub struct Overview {
    /// How many claims there are.
    pub claims: usize,
    /// How many of them have a chain.
    pub supported: usize,
    /// How many claims are corroborated.
    pub corroborated: usize,
    /// How many documents there are, and of how many a capture is held.
    pub documents: (usize, usize),
    /// For each status that occurs: how many claims, and where these come from.
    pub statuses: Vec<(Status, usize, Vec<Tally>)>,
    /// The groups that most claims cannot do without, if they are relays.
    pub pillars: Vec<Tally>,
    /// The non-answers that stand.
    pub unanswered: Vec<u32>,
}

/// How many names a line of the overview lists.
const MOST_NAMES: usize = 6;

impl Overview {
    /// Sums the verdicts up. O(verdicts).
    pub fn new(data: &Data, snapshot: &Snapshot<'_>, verdicts: &[Verdict]) -> Self {
        let supported = verdicts.iter().filter(|v| v.support_rank > 0).count();
        let statuses = Status::ALL
            .iter()
            .filter_map(|status| {
                let claims: Vec<&Verdict> =
                    verdicts.iter().filter(|v| v.status == *status).collect();
                let sources = tally(claims.iter().copied(), |verdict| {
                    points(verdict, Role::Origin)
                });
                (!claims.is_empty()).then(|| (*status, claims.len(), top(sources)))
            })
            .collect();
        let pillars = tally(verdicts.iter(), |verdict| points(verdict, Role::Relay))
            .into_iter()
            .filter(|tally| tally.claims > 1 && tally.claims * 2 >= supported)
            .collect();
        let unanswered = verdicts
            .iter()
            .filter(|verdict| verdict.flags.contains(&Flag::Unanswered))
            .flat_map(|verdict| crate::verdict::unanswered(snapshot, verdict.claim))
            .collect();
        let documents = &data.evidence.documents;
        Self {
            claims: verdicts.len(),
            supported,
            corroborated: verdicts
                .iter()
                .filter(|v| v.status == Status::Corroborated)
                .count(),
            documents: (
                documents.len(),
                documents
                    .iter()
                    .filter(|document| document.is_held())
                    .count(),
            ),
            statuses,
            pillars: top(pillars),
            unanswered,
        }
    }
}

/// The groups of agents that play a part among what a claim rests on.
fn points(verdict: &Verdict, role: Role) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = verdict
        .single_points
        .iter()
        .filter(|point| point.role == role)
        .map(|point| point.agents.clone())
        .collect();
    groups.sort();
    groups.dedup();
    groups
}

fn tally<'v>(
    verdicts: impl Iterator<Item = &'v Verdict>,
    of: impl Fn(&Verdict) -> Vec<Vec<u32>>,
) -> Vec<Tally> {
    let mut counts: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    for verdict in verdicts {
        for agents in of(verdict) {
            *counts.entry(agents).or_default() += 1;
        }
    }
    let mut tallies: Vec<Tally> = counts
        .into_iter()
        .map(|(agents, claims)| Tally { agents, claims })
        .collect();
    tallies.sort_by(|a, b| b.claims.cmp(&a.claims).then(a.agents.cmp(&b.agents)));
    tallies
}

fn top(mut tallies: Vec<Tally>) -> Vec<Tally> {
    tallies.truncate(MOST_NAMES);
    tallies
}
