//! Flags: what a reader should know beside the status, and independent of it.

use std::collections::BTreeSet;

use super::chains::{Attestation, ChainGraph};
use super::facets::{Facets, closure};
use super::failure::single_points;
use super::liveness::Liveness;
use super::status::has_ring;
use super::{Role, Verdict, Witnesses};
use crate::evidence::{Grouping, Snapshot};
use crate::model::{Flag, Polarity, Stance};

/// What flags are decided from.
pub(super) struct Question<'q, 's, 'e> {
    pub(super) snapshot: &'s Snapshot<'e>,
    pub(super) claim: u32,
    pub(super) facets: &'q Facets<'s, 'e>,
    /// Who counts as one among the supporters.
    pub(super) supporting: &'q Grouping<'s, 'e>,
    pub(super) chains: &'q ChainGraph,
    pub(super) witnesses: &'q Witnesses,
    pub(super) verdict: &'q Verdict,
}

/// The flags of a claim, in order.
pub(super) fn flags(question: &Question<'_, '_, '_>) -> Vec<Flag> {
    Flag::ALL
        .iter()
        .copied()
        .filter(|flag| question.stands(*flag))
        .collect()
}

impl Question<'_, '_, '_> {
    fn stands(&self, flag: Flag) -> bool {
        match flag {
            Flag::CircularReporting => self
                .supporting_claims()
                .any(|liveness| has_ring(self.snapshot, liveness, |_| true)),
            Flag::RelaySpof => {
                let points = &self.verdict.single_points;
                points.iter().any(|point| point.role == Role::Relay)
            }
            Flag::CitationsNotChecked => self.ends_in_citation(),
            Flag::AffiliationCaveat => self.has_caution() || self.has_interested_origin(),
            Flag::Unanswered => {
                !unanswered(self.snapshot, self.facets.liveness(self.claim)).is_empty()
            }
            Flag::StaleBasis => self
                .supporting_claims()
                .any(|liveness| self.is_stale(liveness)),
            Flag::SelfContradiction => self.contradicts_itself(),
            Flag::TemporalTension => {
                self.supporting_claims()
                    .any(|liveness| !early_relays(self.snapshot, liveness).is_empty())
                    || !conflicting_spans(self.snapshot, self.claim).is_empty()
            }
            Flag::IndependenceNotEstablished => {
                self.verdict.independence.value >= 2 && {
                    let joined = self.chains.with_indistinct_origins_joined();
                    !single_points(&joined).is_empty()
                }
            }
        }
    }

    fn supporting_claims(&self) -> impl Iterator<Item = &Liveness> {
        let claims = self.facets.supporting.iter();
        claims.map(|claim| self.facets.liveness(*claim))
    }

    /// The groups on minimal witnesses; on any chain where not all witnesses are known.
    fn groups_of_witnesses(&self) -> BTreeSet<u32> {
        if self.witnesses.is_complete {
            self.witnesses.sets.iter().flatten().copied().collect()
        } else {
            (0..self.chains.groups.len() as u32).collect()
        }
    }

    /// Whether a chain whose groups are a minimal witness ends in a document only cited.
    fn ends_in_citation(&self) -> bool {
        let cited =
            |node: u32| self.chains.nodes[node as usize].attestation == Some(Attestation::Cited);
        let has_citation = (0..self.chains.nodes.len() as u32).any(cited);
        has_citation
            && (!self.witnesses.is_complete
                || self.witnesses.sets.iter().any(|set| {
                    let reached = reached_within(self.chains, set);
                    reached.into_iter().any(cited)
                }))
    }

    /// A cautioning tie between two groups that minimal chains pass through.
    fn has_caution(&self) -> bool {
        let evidence = self.snapshot.evidence;
        let on_chains: BTreeSet<u32> = self
            .groups_of_witnesses()
            .into_iter()
            .map(|group| self.chains.groups[group as usize].representative)
            .collect();
        on_chains.iter().any(|group| {
            self.supporting.cautions(*group).any(|number| {
                let tie = &evidence.ties[number as usize];
                let [a, b] = tie.agents.map(|agent| self.supporting.group(agent));
                self.supporting.holds(number)
                    && a != b
                    && on_chains.contains(&a)
                    && on_chains.contains(&b)
            })
        })
    }

    /// A minimal chain that begins with a group interested in the claim.
    fn has_interested_origin(&self) -> bool {
        let interested = self.supporting.interested(self.claim);
        if interested.is_empty() {
            return false;
        }
        let origins: Vec<u32> = self
            .chains
            .origins
            .iter()
            .copied()
            .filter(|origin| {
                let group = self.chains.nodes[*origin as usize].group;
                let representative = self.chains.groups[group as usize].representative;
                interested.contains(&representative)
            })
            .collect();
        !origins.is_empty()
            && (!self.witnesses.is_complete
                || self.witnesses.sets.iter().any(|set| {
                    let within = |group: u32| set.binary_search(&group).is_ok();
                    self.chains.chain_from(&origins, within).is_some()
                }))
    }

    /// A live statement that relays one that has been taken back, on this claim or another.
    fn is_stale(&self, liveness: &Liveness) -> bool {
        let evidence = self.snapshot.evidence;
        let across = |row: usize| {
            let targets = evidence
                .relays_across
                .row(liveness.first + row as u32)
                .iter();
            targets.copied().any(|target| {
                let claim = evidence.statements[target as usize].claim;
                let grouping = self.snapshot.grouping(&[claim]);
                let other = Liveness::new(self.snapshot, claim, &grouping);
                let row = (target - other.first) as usize;
                other.seen[row] && !other.live[row]
            })
        };
        (0..liveness.len()).any(|row| {
            liveness.live[row]
                && (liveness
                    .relayed(self.snapshot, row)
                    .any(|target| liveness.seen[target] && !liveness.live[target])
                    || across(row))
        })
    }

    /// One group that says in its own words both that it is so and that it is not. Reporting
    /// both sides is not taking both.
    fn contradicts_itself(&self) -> bool {
        let mut claims = self.facets.supporting.clone();
        claims.extend(&self.facets.entailed);
        claims.extend(&self.facets.contradicting);
        let grouping = self.snapshot.grouping(&claims);
        let speakers = |claims: &[u32], side: Polarity| -> BTreeSet<u32> {
            let mut groups = BTreeSet::new();
            for claim in claims {
                let liveness = self.facets.liveness(*claim);
                for row in 0..liveness.len() {
                    let number = liveness.first as usize + row;
                    let statement = &self.facets.evidence().statements[number];
                    let is_own = statement.stance() != Stance::Reports || !statement.is_relaying();
                    if is_own && liveness.counts(row, side) {
                        groups.insert(grouping.group(statement.agent));
                    }
                }
            }
            groups
        };
        let against = speakers(&self.facets.entailed, Polarity::Denial)
            .union(&speakers(&self.facets.contradicting, Polarity::Support))
            .copied()
            .collect();
        !speakers(&self.facets.supporting, Polarity::Support).is_disjoint(&against)
    }
}

/// The nodes that chains within a set of groups reach.
fn reached_within(chains: &ChainGraph, set: &[u32]) -> Vec<u32> {
    let within = |node: u32| {
        set.binary_search(&chains.nodes[node as usize].group)
            .is_ok()
    };
    let mut reached: Vec<u32> = chains
        .origins
        .iter()
        .copied()
        .filter(|n| within(*n))
        .collect();
    let mut seen: BTreeSet<u32> = reached.iter().copied().collect();
    let mut position = 0;
    while let Some(node) = reached.get(position).copied() {
        position += 1;
        for other in chains.next(node) {
            if within(*other) && seen.insert(*other) {
                reached.push(*other);
            }
        }
    }
    reached
}

/// The live non-answers on a claim that their agent has not answered since, by number.
///
/// Only a statement of the same agent that is known to be later, and says something, answers.
pub(super) fn unanswered(snapshot: &Snapshot<'_>, liveness: &Liveness) -> Vec<u32> {
    let statement = |row: usize| &snapshot.evidence.statements[liveness.first as usize + row];
    (0..liveness.len())
        .filter(|row| liveness.live[*row] && statement(*row).stance().is_non_answer())
        .filter(|row| {
            let asked = statement(*row);
            !(0..liveness.len()).any(|other| {
                let reply = statement(other);
                let is_later = match (reply.said_at(), asked.said_at()) {
                    (Some((reply, _)), Some((asked, _))) => reply > asked,
                    _ => false,
                };
                liveness.live[other]
                    && reply.agent == asked.agent
                    && !reply.stance().is_non_answer()
                    && reply.stance() != Stance::Retracts
                    && is_later
            })
        })
        .map(|row| liveness.first + row as u32)
        .collect()
}

/// Live statements that relay one said later, with the one relayed.
pub(super) fn early_relays(snapshot: &Snapshot<'_>, liveness: &Liveness) -> Vec<(u32, u32)> {
    let evidence = snapshot.evidence;
    let mut found = Vec::new();
    for row in (0..liveness.len()).filter(|row| liveness.live[*row]) {
        let number = liveness.first + row as u32;
        let Some((said, _)) = evidence.statements[number as usize].said_at() else {
            continue;
        };
        let relayed = evidence.relays.row(number).iter();
        for target in relayed.chain(evidence.relays_across.row(number)) {
            let other = &evidence.statements[*target as usize];
            if snapshot.sees(other) && other.said_at().is_some_and(|(time, _)| time > said) {
                found.push((number, *target));
            }
        }
    }
    found
}

/// The claims that a claim presupposes and that begin only after it did.
pub(super) fn conflicting_spans(snapshot: &Snapshot<'_>, claim: u32) -> Vec<u32> {
    let claims = &snapshot.evidence.claims;
    let this = &claims[claim as usize];
    let Some((start, _)) = this.span_from().or(this.span_until()) else {
        return Vec::new();
    };
    let presupposes = &snapshot.evidence.presupposes;
    let before = closure(presupposes.row(claim).to_vec(), |claim| {
        presupposes.row(claim)
    });
    before
        .into_iter()
        .filter(|other| {
            let from = claims[*other as usize].span_from();
            *other != claim && from.is_some_and(|(from, _)| start < from)
        })
        .collect()
}
