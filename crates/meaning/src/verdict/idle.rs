//! Who says so and adds nothing, and why.

use std::collections::BTreeSet;

use super::CaseFile;
use super::accounting::Account;
use super::chains::{Attestation, ChainGraph};
use super::facets::Facets;
use super::liveness::Liveness;
use crate::evidence::{Grouping, Snapshot};
use crate::model::Polarity;

/// Somebody whose statement adds nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Idle {
    /// The statement.
    pub statement: u32,
    /// Why.
    pub reason: Reason,
}

/// Why a statement adds nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// It repeats these agents.
    Repeats {
        /// Whom.
        agents: Vec<u32>,
        /// Whether the speaker passes that on already.
        again: bool,
    },
    /// Its document copies one in which these agents say so.
    Copies(Vec<u32>),
    /// No document of the speaker's own, nor anybody's report, attests it.
    Unattested,
    /// It repeats these agents, whose statements do not count.
    RepeatsNothingThatCounts(Vec<u32>),
    /// It repeats what these agents say of another claim.
    RepeatsElsewhere(Vec<u32>),
    /// This agent, the same or of the same group, has said so already.
    SaidAlready(u32),
    /// It stands in one text with the statement of this agent.
    OneText(u32),
    /// Whoever keeps the record passes it on, and nothing hangs on that.
    Kept,
    /// Whoever keeps the record does not believe that it was said.
    NoConfidence,
    /// It was taken back, by this statement.
    TakenBack(u32),
}

/// Who counts as one where reasons are looked for.
pub(super) struct Groups<'g, 's, 'e> {
    /// By ties.
    pub(super) tied: &'g Grouping<'s, 'e>,
    /// By ties, and by speaking in one text.
    pub(super) speaking: &'g Grouping<'s, 'e>,
}

impl Groups<'_, '_, '_> {
    /// Why a statement on a chain adds nothing.
    fn reason(&self, snapshot: &Snapshot<'_>, number: u32, used: &BTreeSet<u32>) -> Reason {
        let statements = &snapshot.evidence.statements;
        let statement = &statements[number as usize];
        let agent = statement.agent;
        let agents = relayed(snapshot, number);
        if !agents.is_empty() {
            if statement.is_only_copying() {
                return Reason::Copies(agents);
            }
            let mut used = used.iter();
            let again = used.any(|other| {
                statements[*other as usize].agent == agent && relayed(snapshot, *other) == agents
            });
            return Reason::Repeats { agents, again };
        }
        let speakers = used.iter().map(|other| statements[*other as usize].agent);
        let first =
            |is_meant: &dyn Fn(u32) -> bool| speakers.clone().find(|other| is_meant(*other));
        let [tied, speaking] = [self.tied, self.speaking].map(|groups| {
            let own = groups.group(agent);
            first(&|other| groups.group(other) == own)
        });
        match first(&|other| other == agent).or(tied) {
            Some(other) => Reason::SaidAlready(other),
            None => speaking.map_or(Reason::SaidAlready(agent), Reason::OneText),
        }
    }
}

/// The agents whose statements on the claim a statement relays.
fn relayed(snapshot: &Snapshot<'_>, number: u32) -> Vec<u32> {
    agents(snapshot, snapshot.evidence.relays.row(number))
}

fn agents(snapshot: &Snapshot<'_>, statements: &[u32]) -> Vec<u32> {
    let statements = statements.iter();
    let mut agents: Vec<u32> = statements
        .map(|target| snapshot.evidence.statements[*target as usize].agent)
        .collect();
    agents.sort_unstable();
    agents.dedup();
    agents
}

/// Live statements for the claim that add nothing, and why.
pub(super) fn idle(
    snapshot: &Snapshot<'_>,
    facets: &Facets,
    case: &CaseFile,
    account: &Account,
    groups: &Groups<'_, '_, '_>,
) -> Vec<Idle> {
    let on_chain = statements(&case.support);
    let used: BTreeSet<u32> = on_chain.difference(&account.idle).copied().collect();
    let mut found = Vec::new();
    for claim in &facets.supporting {
        let liveness = facets.liveness(*claim);
        for row in 0..liveness.len() {
            let number = liveness.first + row as u32;
            if !liveness.counts(row, Polarity::Support) || used.contains(&number) {
                continue;
            }
            let reason = if account.idle.contains(&number) {
                groups.reason(snapshot, number, &used)
            } else if case.unattested.binary_search(&number).is_ok() {
                Reason::Unattested
            } else {
                match off_chains(snapshot, number, &case.support) {
                    Some(reason) => reason,
                    None => continue,
                }
            };
            found.push(Idle {
                statement: number,
                reason,
            });
        }
    }
    found
}

/// Why a statement is on no chain though it has a basis; `None` if something hangs on it.
fn off_chains(snapshot: &Snapshot<'_>, number: u32, graph: &ChainGraph) -> Option<Reason> {
    let evidence = snapshot.evidence;
    let statement = &evidence.statements[number as usize];
    if statement.confidence() == Some(0.0) {
        return Some(Reason::NoConfidence);
    }
    let targets = evidence.relays.row(number);
    if snapshot.is_keeper(statement.agent) {
        let mut told = graph
            .nodes
            .iter()
            .filter(|node| targets.binary_search(&node.statement).is_ok() && !node.is_implicit);
        if told
            .clone()
            .any(|node| node.attestation == Some(Attestation::Kept))
        {
            return None;
        }
        if told.next().is_some() {
            return Some(Reason::Kept);
        }
    }
    let across = evidence.relays_across.row(number);
    Some(if targets.is_empty() && !across.is_empty() {
        Reason::RepeatsElsewhere(agents(snapshot, across))
    } else {
        Reason::RepeatsNothingThatCounts(agents(snapshot, targets))
    })
}

fn statements(graph: &ChainGraph) -> BTreeSet<u32> {
    graph.nodes.iter().map(|node| node.statement).collect()
}

/// Seen denials of the claim, or of what it entails, that stand on no chain against it.
pub(super) fn idle_denials(snapshot: &Snapshot<'_>, facets: &Facets, case: &CaseFile) -> Vec<Idle> {
    let used = statements(&case.opposition);
    let mut found = Vec::new();
    for claim in &facets.entailed {
        let liveness = facets.liveness(*claim);
        for row in 0..liveness.len() {
            let number = liveness.first + row as u32;
            if !liveness.is_seen(row)
                || !liveness.is_on(row, Polarity::Denial)
                || used.contains(&number)
            {
                continue;
            }
            let is_unattested = case.unattested_opposition.contains(&number);
            let reason = match retraction(snapshot, liveness, number) {
                Some(other) if !liveness.is_live(row) => Reason::TakenBack(other),
                _ if is_unattested => Reason::Unattested,
                _ => match off_chains(snapshot, number, &case.opposition) {
                    Some(reason) => reason,
                    None => continue,
                },
            };
            found.push(Idle {
                statement: number,
                reason,
            });
        }
    }
    found
}

/// A live retraction of a statement.
fn retraction(snapshot: &Snapshot<'_>, liveness: &Liveness, number: u32) -> Option<u32> {
    let statements = &snapshot.evidence.statements;
    let rows = (0..liveness.len()).filter(|row| liveness.is_live(*row));
    let mut numbers = rows.map(|row| liveness.first + row as u32);
    numbers.find(|other| statements[*other as usize].target() == Some(number))
}

/// Statements for the claim that are dead, each with a live retraction of it.
pub(super) fn taken_back(snapshot: &Snapshot<'_>, facets: &Facets) -> Vec<(u32, u32)> {
    let evidence = snapshot.evidence;
    let mut found = Vec::new();
    for claim in &facets.supporting {
        let liveness = facets.liveness(*claim);
        for row in 0..liveness.len() {
            let number = liveness.first + row as u32;
            let Some(target) = evidence.statements[number as usize].target() else {
                continue;
            };
            let target_row = (target - liveness.first) as usize;
            let is_effective = liveness.is_live(row)
                && liveness.is_seen(target_row)
                && !liveness.is_live(target_row)
                && liveness.is_on(target_row, Polarity::Support);
            if is_effective {
                found.push((target, number));
            }
        }
    }
    found
}
