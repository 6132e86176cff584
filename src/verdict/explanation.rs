//! The explanation of a verdict, in the order in which a sceptic asks.
//!
//! 1 the verdict, 2 what it rests on, 3 each chain, 4 who adds nothing, 5 what speaks against
//! it, 6 who was asked, 7 what changed since another view, 8 the least that would change it.
//! Everything here is numbers of the evidence; words are put to it where it is rendered.

use std::collections::{BTreeMap, BTreeSet};

use super::chains::{Attestation, ChainGraph};
use super::facets::Facets;
use super::remedy::{Remedy, remedies};
use super::support::{soundness, strongest_chain};
use super::witnesses::minimal_witnesses;
use super::{CaseFile, Verdict, Witnesses, evaluate, flags};
use crate::evidence::{Grouping, Snapshot, View};
use crate::model::{Grade, Polarity, Status};

/// Why a verdict is what it is.
#[derive(Debug)]
pub struct Explanation {
    /// The verdict.
    pub verdict: Verdict,
    /// The chains for it, strongest first: one for each minimal witness.
    pub chains: Vec<Chain>,
    /// How many more minimal witnesses there are (at least, if the witnesses are not complete).
    pub more_chains: usize,
    /// Speakers for it who add nothing, and why.
    pub idle: Vec<Idle>,
    /// Statements for it that were taken back, each with what took it back.
    pub taken_back: Vec<(u32, u32)>,
    /// The chains against it, strongest first.
    pub against: Vec<Chain>,
    /// How many more there are.
    pub more_against: usize,
    /// Denials that do not count, and why.
    pub idle_denials: Vec<Idle>,
    /// The claims that contradict it, with their own status.
    pub rivals: Vec<(u32, Status)>,
    /// Statements that relay one said later: the relaying one first.
    pub early_relays: Vec<(u32, u32)>,
    /// Claims that it presupposes and that begin only after it did.
    pub conflicting_spans: Vec<u32>,
    /// Non-answers that still stand.
    pub unanswered: Vec<u32>,
    /// What changed since another view, if one was asked for.
    pub since: Option<Since>,
    /// The least that would change it.
    pub remedies: Vec<Remedy>,
}

/// One chain, from its origin to the statement that attests it.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The claim whose chain it is: the one asked about, one that entails it, or a rival.
    pub claim: u32,
    /// The probability that all its steps are sound.
    pub soundness: f64,
    /// Its steps, origin first.
    pub steps: Vec<Step>,
}

/// One step of a chain.
#[derive(Clone, Debug)]
pub struct Step {
    /// The statement.
    pub statement: u32,
    /// Whether the statement gives no basis, so that an unknown origin stands behind it.
    pub gives_no_basis: bool,
    /// The grade that counts for the speaker, if there is one.
    pub grade: Option<Grade>,
    /// How the statement is attested by itself.
    pub attestation: Option<Attestation>,
}

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
    Repeats(Vec<u32>),
    /// No document of the speaker's own, nor anybody's report, attests it.
    Unattested,
    /// It repeats these agents, whose statements do not count.
    RepeatsNothingThatCounts(Vec<u32>),
    /// The same group has said so already.
    SaidAlready,
    /// It was taken back, by this statement.
    TakenBack(u32),
}

/// What changed between two views.
#[derive(Clone, Debug)]
pub struct Since {
    /// The earlier verdict.
    pub before: Verdict,
    /// Statements on the claim that the earlier view does not see.
    pub new_statements: Vec<u32>,
}

/// How many chains an explanation shows.
pub const MOST_CHAINS: usize = 10;

/// Explains the verdict on a claim; with another view, also what changed since.
pub fn explain(snapshot: &Snapshot<'_>, claim: u32, since: Option<View>) -> Explanation {
    let case = evaluate(snapshot, claim);
    let facets = Facets::new(snapshot, claim);
    let supporting = snapshot.grouping(&facets.supporting);
    let all_for = chains_of(snapshot, &case.support, &case.witnesses);
    let opposition_witnesses = minimal_witnesses(&case.opposition);
    let all_against = chains_of(snapshot, &case.opposition, &opposition_witnesses);
    let more_chains = all_for.len().saturating_sub(MOST_CHAINS);
    let more_against = all_against.len().saturating_sub(MOST_CHAINS);
    let liveness = facets.liveness(claim);
    let early_relays = facets
        .supporting
        .iter()
        .flat_map(|claim| flags::early_relays(snapshot, facets.liveness(*claim)))
        .collect();
    Explanation {
        idle: idle(snapshot, &facets, &case, &all_for, |agent| {
            supporting.group(agent)
        }),
        taken_back: taken_back(snapshot, &facets),
        idle_denials: idle_denials(snapshot, &facets, &case, &all_against),
        rivals: facets
            .contradicting
            .iter()
            .filter(|rival| **rival != claim)
            .map(|rival| (*rival, evaluate(snapshot, *rival).verdict.status))
            .collect(),
        unanswered: flags::unanswered(snapshot, liveness),
        early_relays,
        conflicting_spans: flags::conflicting_spans(snapshot, claim),
        since: since.map(|view| changes(snapshot, &facets, view)),
        remedies: remedies(&case),
        chains: all_for.into_iter().take(MOST_CHAINS).collect(),
        more_chains,
        against: all_against.into_iter().take(MOST_CHAINS).collect(),
        more_against,
        verdict: case.verdict,
    }
}

/// The strongest chain of each minimal witness, strongest first.
fn chains_of(snapshot: &Snapshot<'_>, graph: &ChainGraph, witnesses: &Witnesses) -> Vec<Chain> {
    let mut chains: Vec<(f64, Vec<u32>)> = witnesses
        .sets()
        .filter_map(|set| {
            let within = |node: &u32| {
                let group = graph.nodes[*node as usize].group;
                set.binary_search(&group).is_ok()
            };
            let numbers: Vec<u32> = (0..graph.nodes.len() as u32).filter(within).collect();
            let (path, _) = strongest_chain(&graph.restricted(&numbers, |_| true).0)?;
            let path: Vec<u32> = path.iter().map(|node| numbers[*node as usize]).collect();
            let value = soundness(graph, path.iter().copied());
            Some((value, path))
        })
        .collect();
    let statements = |path: &[u32]| -> Vec<u32> {
        path.iter()
            .map(|n| graph.nodes[*n as usize].statement)
            .collect()
    };
    chains.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then_with(|| statements(&a.1).cmp(&statements(&b.1)))
    });
    let mut groupings = BTreeMap::new();
    chains
        .into_iter()
        .map(|(soundness, path)| chain(snapshot, graph, soundness, &path, &mut groupings))
        .collect()
}

/// Puts a path into steps; `groupings` keeps who counts as one on each claim met so far.
fn chain<'s, 'e>(
    snapshot: &'s Snapshot<'e>,
    graph: &ChainGraph,
    soundness: f64,
    path: &[u32],
    groupings: &mut BTreeMap<u32, Grouping<'s, 'e>>,
) -> Chain {
    let evidence = snapshot.evidence;
    let mut steps: Vec<Step> = Vec::new();
    for number in path {
        let node = &graph.nodes[*number as usize];
        if node.is_implicit {
            continue;
        }
        let statement = &evidence.statements[node.statement as usize];
        steps.push(Step {
            statement: node.statement,
            gives_no_basis: !statement.is_relaying() && !node.is_origin,
            grade: groupings
                .entry(statement.claim)
                .or_insert_with(|| snapshot.grouping(&[statement.claim]))
                .grade(statement.agent),
            attestation: node.attestation,
        });
    }
    let claim = steps
        .first()
        .map_or(0, |step| evidence.statements[step.statement as usize].claim);
    Chain {
        claim,
        soundness,
        steps,
    }
}

/// Live statements for the claim that are on no chain shown, and what makes them idle.
fn idle(
    snapshot: &Snapshot<'_>,
    facets: &Facets,
    case: &CaseFile,
    chains: &[Chain],
    group: impl Fn(u32) -> u32,
) -> Vec<Idle> {
    let evidence = snapshot.evidence;
    let used: BTreeSet<u32> = chains
        .iter()
        .flat_map(|chain| chain.steps.iter().map(|step| step.statement))
        .collect();
    let speaking: BTreeSet<u32> = used
        .iter()
        .map(|statement| group(evidence.statements[*statement as usize].agent))
        .collect();
    let on_chain: BTreeSet<u32> = case
        .support
        .nodes
        .iter()
        .map(|node| node.statement)
        .collect();
    let mut found = Vec::new();
    for claim in &facets.supporting {
        let liveness = facets.liveness(*claim);
        for row in 0..liveness.len() {
            let number = liveness.first + row as u32;
            if used.contains(&number) || !liveness.counts(row, Polarity::Support) {
                continue;
            }
            let statement = &evidence.statements[number as usize];
            let mut repeated: Vec<u32> = evidence
                .relays
                .row(number)
                .iter()
                .map(|target| evidence.statements[*target as usize].agent)
                .collect();
            repeated.sort_unstable();
            repeated.dedup();
            let has_spoken = speaking.contains(&group(statement.agent));
            let reason = if on_chain.contains(&number) && has_spoken {
                Reason::SaidAlready
            } else if on_chain.contains(&number) && !repeated.is_empty() {
                Reason::Repeats(repeated)
            } else if case.unattested.contains(&number) {
                Reason::Unattested
            } else if !on_chain.contains(&number) {
                Reason::RepeatsNothingThatCounts(repeated)
            } else {
                continue;
            };
            found.push(Idle {
                statement: number,
                reason,
            });
        }
    }
    found
}

/// Seen denials of the claim, or of what it entails, that stand on no chain against it.
fn idle_denials(
    snapshot: &Snapshot<'_>,
    facets: &Facets,
    case: &CaseFile,
    chains: &[Chain],
) -> Vec<Idle> {
    let evidence = snapshot.evidence;
    let steps = chains.iter().flat_map(|chain| &chain.steps);
    let mut used: BTreeSet<u32> = steps.map(|step| step.statement).collect();
    used.extend(case.opposition.nodes.iter().map(|node| node.statement));
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
            let retraction = (0..liveness.len()).find(|other| {
                let other_number = liveness.first + *other as u32;
                liveness.is_live(*other)
                    && evidence.statements[other_number as usize].target() == Some(number)
            });
            let reason = match retraction {
                Some(other) if !liveness.is_live(row) => {
                    Reason::TakenBack(liveness.first + other as u32)
                }
                _ if evidence.statements[number as usize].is_relaying() => {
                    let relayed = evidence.relays.row(number).iter();
                    let mut agents: Vec<u32> = relayed
                        .map(|target| evidence.statements[*target as usize].agent)
                        .collect();
                    agents.sort_unstable();
                    agents.dedup();
                    Reason::RepeatsNothingThatCounts(agents)
                }
                _ => Reason::Unattested,
            };
            found.push(Idle {
                statement: number,
                reason,
            });
        }
    }
    found
}

/// Statements for the claim that are dead, each with a live retraction of it.
fn taken_back(snapshot: &Snapshot<'_>, facets: &Facets) -> Vec<(u32, u32)> {
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

/// What the earlier view made of the claim, and what it does not see of the claims involved.
fn changes(snapshot: &Snapshot<'_>, facets: &Facets, view: View) -> Since {
    let earlier = Snapshot::new(snapshot.evidence, view);
    Since {
        before: evaluate(&earlier, facets.claim).verdict,
        new_statements: new_statements(&earlier, snapshot, facets),
    }
}

/// The statements on the claims involved that only the later of two views sees.
pub(super) fn new_statements(
    before: &Snapshot<'_>,
    after: &Snapshot<'_>,
    facets: &Facets,
) -> Vec<u32> {
    let evidence = after.evidence;
    let claims = [&facets.supporting, &facets.entailed, &facets.contradicting];
    let claims: BTreeSet<u32> = claims.into_iter().flatten().copied().collect();
    claims
        .into_iter()
        .flat_map(|claim| evidence.claims[claim as usize].statements())
        .filter(|number| {
            let statement = &evidence.statements[*number as usize];
            after.sees(statement) && !before.sees(statement)
        })
        .collect()
}
