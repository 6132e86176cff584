//! Flags.

use std::collections::BTreeSet;

use super::super::case::{Stance, Statement};
use super::chains::Evidence;
use super::{Attestation, Flag, GroupName, Groups, Pool, Role, World, strictly_before};

// docs/semantics.md: flags.
impl World<'_> {
    /// All flags that stand.
    pub(super) fn flags(&self, claim: usize, support: &Evidence) -> BTreeSet<Flag> {
        let live: Vec<usize> = self
            .visible_on(&support.claims)
            .into_iter()
            .filter(|&statement| self.live(statement))
            .collect();
        Flag::ALL
            .into_iter()
            .filter(|flag| match flag {
                Flag::CircularReporting => live
                    .iter()
                    .any(|&statement| self.on_cycle(statement, &live)),
                Flag::RelaySpof => support
                    .single_points_of_failure()
                    .values()
                    .any(|&role| role == Role::Relay),
                Flag::CitationsNotChecked => support
                    .minimal_chains()
                    .iter()
                    .any(|chain| chain.end == Attestation::Cited),
                Flag::AffiliationCaveat => self.affiliated(claim, support),
                Flag::Unanswered => self.unanswered(claim),
                Flag::StaleBasis => live
                    .iter()
                    .any(|&statement| self.relays_retracted(statement)),
                Flag::SelfContradiction => self.self_contradiction(claim),
                Flag::TemporalTension => {
                    live.iter().any(|&statement| self.relays_later(statement))
                        || self.span_conflict(claim)
                }
                Flag::IndependenceNotEstablished => {
                    support.independence() >= 2 && support.independence_if_one() < 2
                }
            })
            .collect()
    }

    /// `affiliation-caveat`.
    pub(super) fn affiliated(&self, claim: usize, support: &Evidence) -> bool {
        let of_witnesses: Groups = support.witnesses().into_iter().flatten().collect();
        let in_witness = |agent: usize| {
            of_witnesses.contains(&GroupName::Named(self.members(
                agent,
                &support.claims,
                &support.grouping,
            )))
        };
        let cautioned = self.ties_in_force(&support.claims).into_iter().any(|tie| {
            !tie.kind.contracts()
                && support.grouping[tie.dependent] != support.grouping[tie.principal]
                && in_witness(tie.dependent)
                && in_witness(tie.principal)
        });
        let interested = self.interested(&support.grouping, claim);
        let interested_origin = support
            .minimal_chains()
            .iter()
            .any(|chain| interested.contains(&support.grouping[self.statement(chain.path[0]).by]));
        cautioned || interested_origin
    }

    /// `unanswered`.
    pub(super) fn unanswered(&self, claim: usize) -> bool {
        let replies: Vec<&Statement> = self
            .visible_on(&BTreeSet::from([claim]))
            .into_iter()
            .filter(|&statement| self.live(statement))
            .map(|statement| self.statement(statement))
            .filter(|statement| statement.stance != Stance::Retracts)
            .collect();
        replies
            .iter()
            .filter(|reply| reply.stance.is_non_answer())
            .any(|non_answer| {
                !replies.iter().any(|answer| {
                    answer.by == non_answer.by
                        && !answer.stance.is_non_answer()
                        && strictly_before(non_answer.said_at, answer.said_at)
                })
            })
    }

    /// `stale-basis`, of one live statement.
    pub(super) fn relays_retracted(&self, statement: usize) -> bool {
        self.statement(statement)
            .relays
            .iter()
            .any(|&relayed| self.visible(relayed) && self.retracted(relayed))
    }

    /// `temporal-tension`, of one live statement.
    pub(super) fn relays_later(&self, statement: usize) -> bool {
        let said_at = self.statement(statement).said_at;
        let mut relays = self.statement(statement).relays.iter();
        relays.any(|&relayed| {
            self.visible(relayed) && strictly_before(said_at, self.statement(relayed).said_at)
        })
    }

    /// `temporal-tension`, of the claim: it begins (or, if that is not known, ends) before what it presupposes begins.
    pub(super) fn span_conflict(&self, claim: usize) -> bool {
        let own = &self.case.claims[claim];
        let mut presupposed = own.presupposes.clone();
        for _ in 0..self.case.claims.len() {
            for other in presupposed.clone() {
                presupposed.extend(&self.case.claims[other].presupposes);
            }
        }
        presupposed
            .into_iter()
            .filter(|&other| other != claim)
            .map(|other| &self.case.claims[other])
            .any(|other| strictly_before(own.span_from.or(own.span_until), other.span_from))
    }

    /// `self-contradiction`.
    pub(super) fn self_contradiction(&self, claim: usize) -> bool {
        let supporting = self.support_of(claim);
        let opposing = self.opposition_to(claim);
        let claims: BTreeSet<usize> = supporting
            .union(&opposing)
            .map(|&(claim, _)| claim)
            .collect();
        let grouping = self.grouping(&claims);
        let standing_on = |side: &Pool| -> BTreeSet<usize> {
            side.iter()
                .flat_map(|&(claim, sign)| self.live_of(claim, sign))
                .filter(|&statement| {
                    let told = self.statement(statement);
                    told.stance != Stance::Reports || told.relays.is_empty()
                })
                .map(|statement| grouping[self.statement(statement).by])
                .collect()
        };
        !standing_on(&supporting).is_disjoint(&standing_on(&opposing))
    }
}
