//! Flags.

use std::collections::BTreeSet;

use super::super::case::{Stance, TieKind};
use super::chains::Evidence;
use super::texts::join;
use super::{Attestation, Flag, GroupName, Grouping, Groups, Pool, Role, Status, World};

// docs/semantics.md: flags.
impl World<'_> {
    /// All flags that stand.
    pub(super) fn flags(&self, claim: usize, support: &Evidence, status: Status) -> BTreeSet<Flag> {
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
                Flag::PartlyRetracted => {
                    status != Status::Retracted && self.some_support_retracted(support)
                }
                Flag::SameText => self.same_text(support),
            })
            .collect()
    }

    /// `same-text`.
    pub(super) fn same_text(&self, support: &Evidence) -> bool {
        let copies = |statement: usize| {
            self.statement(statement).relays.is_empty() && !self.relays[statement].is_empty()
        };
        let mut sides = support.pool.iter();
        support.ties != support.grouping
            || sides.any(|&(claim, sign)| self.live_of(claim, sign).into_iter().any(copies))
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

    /// `unanswered`. "Agents that are `SameAs` share … replies."
    pub(super) fn unanswered(&self, claim: usize) -> bool {
        let on_claim = BTreeSet::from([claim]);
        let mut names: Grouping = (0..self.case.agents.len()).collect();
        for tie in self.ties_in_force(&on_claim) {
            if tie.kind == TieKind::SameAs {
                join(&mut names, tie.dependent, tie.principal);
            }
        }
        let replies: Vec<usize> = self
            .visible_on(&on_claim)
            .into_iter()
            .filter(|&reply| self.live(reply) && self.statement(reply).stance != Stance::Retracts)
            .collect();
        let non_answer = |reply: usize| self.statement(reply).stance.is_non_answer();
        let same_agent = |one: usize, other: usize| {
            names[self.statement(one).by] == names[self.statement(other).by]
        };
        replies
            .iter()
            .filter(|&&reply| non_answer(reply))
            .any(|&reply| {
                !replies.iter().any(|&answer| {
                    same_agent(answer, reply)
                        && !non_answer(answer)
                        && self.certainly_before(reply, answer)
                })
            })
    }

    /// `stale-basis`, of one live statement.
    pub(super) fn relays_retracted(&self, statement: usize) -> bool {
        self.relays[statement]
            .iter()
            .any(|&relayed| self.visible(relayed) && self.retracted(relayed))
    }

    /// `temporal-tension`, of one live statement.
    pub(super) fn relays_later(&self, statement: usize) -> bool {
        self.relays[statement]
            .iter()
            .any(|&relayed| self.visible(relayed) && self.certainly_before(statement, relayed))
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
            .any(|other| {
                let begins = own.span_from.or(own.span_until);
                let both = begins.zip(other.span_from);
                both.is_some_and(|(own, other)| own.span().certainly_before(other.span()))
            })
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
                    told.stance != Stance::Reports || self.relays[statement].is_empty()
                })
                .map(|statement| grouping[self.statement(statement).by])
                .collect()
        };
        !standing_on(&supporting).is_disjoint(&standing_on(&opposing))
    }
}
