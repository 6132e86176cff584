//! Flags: what a reader should know beside the status, and independent of it.

use super::Witnesses;
use super::chains::{Attestation, ChainGraph};
use super::direct::{Direct, Directs};
use super::facets::{Facets, closure};
use super::liveness::Liveness;
use crate::evidence::{Grouping, Snapshot, Surrounding};
use crate::model::{Flag, Flags, Polarity, Stance, TieKind, Time};

/// What flags are decided from.
pub(super) struct Question<'q, 's, 'e> {
    pub(super) snapshot: &'s Snapshot<'e>,
    pub(super) claim: u32,
    pub(super) facets: &'q Facets,
    /// Who counts as one on the claim itself.
    pub(super) own: &'q Grouping<'s, 'e>,
    /// Who counts as one among the supporters.
    pub(super) supporting: &'q Grouping<'s, 'e>,
    /// The same, where those who speak in one text are one.
    pub(super) speaking: &'q Grouping<'s, 'e>,
    /// Whether some speak in one text whom no tie joins.
    pub(super) is_joint: bool,
    /// Whether a statement for it was taken back, and it has not just that for a status.
    pub(super) is_partly_retracted: bool,
    pub(super) chains: &'q ChainGraph,
    pub(super) directs: &'q Directs,
    pub(super) witnesses: &'q Witnesses,
    pub(super) has_single_relay: bool,
}

/// The flags of a claim.
pub(super) fn flags(question: &Question<'_, '_, '_>) -> Flags {
    let mut flags = Flags::default();
    for flag in Flag::ALL {
        if question.stands(*flag) {
            flags.insert(*flag);
        }
    }
    flags
}

impl Question<'_, '_, '_> {
    fn stands(&self, flag: Flag) -> bool {
        let snapshot = self.snapshot;
        match flag {
            Flag::CircularReporting => {
                let mut claims = self.facets.of_supporting();
                claims.any(|liveness| liveness.has_ring)
            }
            Flag::RelaySpof => self.has_single_relay,
            Flag::CitationsNotChecked => self.ends_in_citation(),
            Flag::AffiliationCaveat => self.has_caution() || self.has_interested_origin(),
            Flag::Unanswered => {
                let liveness = self.facets.liveness(self.claim);
                !unanswered(snapshot, liveness, self.own).is_empty()
            }
            Flag::StaleBasis => {
                let mut claims = self.facets.of_supporting();
                claims.any(|liveness| self.is_stale(liveness))
            }
            Flag::SelfContradiction => self.contradicts_itself(),
            Flag::TemporalTension => {
                let mut claims = self.facets.of_supporting();
                claims.any(|liveness| {
                    liveness.relays_later || relays_later_across(snapshot, liveness)
                }) || !conflicting_spans(snapshot, self.claim).is_empty()
            }
            Flag::PartlyRetracted => self.is_partly_retracted,
            Flag::SharedText => self.is_joint || self.has_copies(),
        }
    }

    /// Whether somebody says so who would have a basis if the document that says it were no copy.
    fn has_copies(&self) -> bool {
        let tables = self.snapshot.tables();
        self.facets.supporting.iter().any(|claim| {
            tables.claims[*claim as usize].has(Surrounding::Copies) && {
                let liveness = self.facets.liveness(*claim);
                (0..liveness.len()).any(|row| {
                    let statement = &tables.statements[liveness.first as usize + row];
                    liveness.counts(row, Polarity::Support)
                        && liveness.is_only_copying(row, statement)
                })
            }
        })
    }

    /// The groups on minimal witnesses; on any chain where not all witnesses are known.
    fn groups_of_witnesses(&self) -> Vec<u32> {
        if self.witnesses.is_complete {
            let mut groups: Vec<u32> = self.witnesses.sets().flatten().copied().collect();
            groups.sort_unstable();
            groups.dedup();
            groups
        } else {
            (0..self.chains.groups.len() as u32).collect()
        }
    }

    /// Whether a chain whose groups are a minimal witness ends in a document only cited.
    fn ends_in_citation(&self) -> bool {
        let is_cited =
            |node: u32| self.chains.nodes[node as usize].attestation == Some(Attestation::Cited);
        if !(0..self.chains.nodes.len() as u32).any(is_cited) {
            return false;
        }
        // Most witnesses are chains without a relay, and these are quickly looked through.
        let is_seen_at_once = self.directs.groups().any(|of_group| {
            let mut cited = of_group.iter().filter(|direct| is_cited(direct.node));
            let is_first_hand = |direct: &Direct| direct.behind.is_none();
            if of_group.iter().any(is_first_hand) {
                cited.any(is_first_hand)
            } else {
                self.directs.are_all() && cited.next().is_some()
            }
        });
        is_seen_at_once || !self.witnesses.is_complete || self.reaches_within_witness(is_cited)
    }

    /// Whether chains within the groups of some minimal witness reach a node of a kind.
    fn reaches_within_witness(&self, is_meant: impl Fn(u32) -> bool) -> bool {
        let chains = self.chains;
        let mut is_seen = vec![false; chains.nodes.len()];
        let mut reached: Vec<u32> = Vec::new();
        self.witnesses.sets().any(|set| {
            let within = |node: u32| {
                let group = chains.nodes[node as usize].group;
                set.binary_search(&group).is_ok()
            };
            for node in reached.drain(..) {
                is_seen[node as usize] = false;
            }
            let origins = chains.origins.iter().copied();
            reached.extend(origins.filter(|node| within(*node)));
            for node in &reached {
                is_seen[*node as usize] = true;
            }
            let mut position = 0;
            while let Some(node) = reached.get(position).copied() {
                position += 1;
                for other in chains.next(node) {
                    if within(*other) && !std::mem::replace(&mut is_seen[*other as usize], true) {
                        reached.push(*other);
                    }
                }
            }
            reached.iter().any(|node| is_meant(*node))
        })
    }

    /// A cautioning tie between two groups that minimal chains pass through.
    fn has_caution(&self) -> bool {
        // Most groups have none, so that is asked before their witnesses are.
        let mut groups = self.chains.groups.iter();
        if !groups.any(|group| self.speaking.has_cautions(group.representative)) {
            return false;
        }
        let ties = self.snapshot.tables().ties;
        // Whoever stands behind a group is not of it, and where the keeper tells of it stands alone.
        let groups = self.groups_of_witnesses().into_iter();
        let groups = groups.map(|group| self.chains.groups[group as usize]);
        let on_chains = groups.filter(|group| !group.is_implicit);
        let on_chains: Vec<u32> = on_chains.map(|group| group.representative).collect();
        // Groups are numbered in order of their representatives: these are sorted too.
        let mut groups = on_chains.iter();
        groups.any(|group| {
            self.speaking.cautions(*group).any(|number| {
                let tie = &ties[number as usize];
                let [a, b] = tie.agents.map(|agent| self.speaking.group(agent));
                self.speaking.holds(number)
                    && a != b
                    && on_chains.binary_search(&a).is_ok()
                    && on_chains.binary_search(&b).is_ok()
            })
        })
    }

    /// A minimal chain that begins with a group interested in the claim.
    fn has_interested_origin(&self) -> bool {
        let claim = &self.snapshot.tables().claims[self.claim as usize];
        if !claim.has(Surrounding::Interests) {
            return false;
        }
        let interested = self.speaking.interested(self.claim);
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
                || self.witnesses.sets().any(|set| {
                    let within = |group: u32| set.binary_search(&group).is_ok();
                    self.chains.chain_from(&origins, within).is_some()
                }))
    }

    /// A live statement that relays one that has been taken back, on this claim or another.
    fn is_stale(&self, liveness: &Liveness) -> bool {
        if liveness.relays_dead || !liveness.has_relays_across {
            return liveness.relays_dead;
        }
        let across = self.snapshot.tables().relays_across;
        let repeats_dead_across = |row: usize| {
            let targets = across.row(liveness.first + row as u32).iter();
            targets.copied().any(|target| {
                let claim = self.snapshot.tables().statements[target as usize].claim;
                let grouping = self.snapshot.grouping(&[claim]);
                let other = Liveness::new(self.snapshot, claim, &grouping);
                other.is_dead((target - other.first) as usize)
            })
        };
        (0..liveness.len()).any(|row| liveness.is_live(row) && repeats_dead_across(row))
    }

    /// One group that says in its own words both that it is so and that it is not. Reporting
    /// both sides is not taking both.
    fn contradicts_itself(&self) -> bool {
        let facets = self.facets;
        if facets.are_alone() {
            let counting = facets.liveness(self.claim).counting;
            if !counting.has(Polarity::Denial) || !counting.has(Polarity::Support) {
                return false;
            }
        }
        let of_all;
        let grouping = if facets.are_alone() {
            self.supporting
        } else {
            of_all = self.snapshot.grouping(&facets.involved);
            &of_all
        };
        let statements = self.snapshot.tables().statements;
        let any_speaker = |claims: &[u32], side: Polarity, is_so: &mut dyn FnMut(u32) -> bool| {
            claims.iter().any(|claim| {
                let liveness = facets.liveness(*claim);
                let of_claim = &statements[liveness.first as usize..][..liveness.len()];
                of_claim.iter().enumerate().any(|(row, statement)| {
                    liveness.says(row, side) && is_so(grouping.group(statement.agent))
                })
            })
        };
        let mut against = Vec::new();
        let mut gather = |group| {
            against.push(group);
            false
        };
        any_speaker(&facets.entailed, Polarity::Denial, &mut gather);
        any_speaker(&facets.contradicting, Polarity::Support, &mut gather);
        if against.is_empty() {
            return false;
        }
        against.sort_unstable();
        let mut is_against = |group| against.binary_search(&group).is_ok();
        any_speaker(&facets.supporting, Polarity::Support, &mut is_against)
    }
}

/// The live non-answers on a claim that their agent has not answered since, by number.
///
/// Only a statement that is certainly later, and says something, answers: of the same agent, or of
/// another name of it. O(statements · log of them, and names of one agent).
pub(super) fn unanswered(
    snapshot: &Snapshot<'_>,
    liveness: &Liveness,
    grouping: &Grouping<'_, '_>,
) -> Vec<u32> {
    if liveness.non_answers.is_empty() {
        return Vec::new();
    }
    let statements = snapshot.tables().statements;
    let agent = |number: u32| statements[number as usize].agent;
    let mut left: Vec<u32> = liveness
        .non_answers
        .iter()
        .map(|row| liveness.first + row)
        .collect();
    let names_of = |number: u32| names(grouping, agent(number));
    let mut asked: Vec<u32> = left.iter().copied().flat_map(names_of).collect();
    asked.sort_unstable();
    asked.dedup();
    // The latest that each of them has said, by the first instant at which it can have been.
    let mut latest: Vec<(u32, Time)> = (0..liveness.len())
        .map(|row| (row, liveness.first + row as u32))
        .filter(|(row, number)| {
            // First what few are: this passes over all statements on a claim.
            let statement = &statements[*number as usize];
            asked.binary_search(&statement.agent).is_ok()
                && !statement.stance().is_non_answer()
                && statement.stance() != Stance::Retracts
                && liveness.is_live(*row)
        })
        .map(|(_, number)| (agent(number), snapshot.possible(number).first))
        .collect();
    latest.sort_unstable();
    let said_after = |agent: u32, time: Time| {
        let end = latest.partition_point(|(other, _)| *other <= agent);
        let last = latest[..end].last().filter(|(other, _)| *other == agent);
        last.is_some_and(|(_, said)| *said > time)
    };
    left.retain(|number| {
        let time = snapshot.possible(*number).last;
        !names_of(*number).any(|name| said_after(name, time))
    });
    left
}

/// All names of an agent, itself first.
fn names<'g>(grouping: &'g Grouping<'_, '_>, agent: u32) -> impl Iterator<Item = u32> + 'g {
    let mut found = vec![agent];
    let mut seen = rustc_hash::FxHashSet::default();
    let mut next = 0;
    std::iter::from_fn(move || {
        let name = *found.get(next)?;
        next += 1;
        for other in grouping.tied(name, |kind| kind == TieKind::SameAs) {
            if other != agent && seen.insert(other) {
                found.push(other);
            }
        }
        Some(name)
    })
}

/// Whether a live statement relays one of another claim that was said later.
fn relays_later_across(snapshot: &Snapshot<'_>, liveness: &Liveness) -> bool {
    liveness.has_relays_across && early_relays(snapshot, liveness).next().is_some()
}

/// Live statements that relay one certainly said later, with the one relayed.
pub(super) fn early_relays<'l>(
    snapshot: &'l Snapshot<'_>,
    liveness: &'l Liveness,
) -> impl Iterator<Item = (u32, u32)> + 'l {
    let tables = snapshot.tables();
    let live = (0..liveness.len()).filter(|row| liveness.is_live(*row));
    live.flat_map(move |row| {
        let number = liveness.first + row as u32;
        let said = snapshot.possible(number);
        let across = tables.relays_across.row(number).iter().copied();
        let within = liveness.relayed(snapshot, row);
        let within = within.map(|target| liveness.first + target as u32);
        let relayed = within.chain(across);
        relayed
            .filter(move |target| {
                said.is_before(snapshot.possible(*target)) && snapshot.sees(*target)
            })
            .map(move |target| (number, target))
    })
}

/// The claims that a claim presupposes and that certainly begin only after it did.
pub(super) fn conflicting_spans(snapshot: &Snapshot<'_>, claim: u32) -> Vec<u32> {
    let tables = snapshot.tables();
    let claims = tables.claims;
    let this = &claims[claim as usize];
    if !this.has(Surrounding::Presuppositions) {
        return Vec::new();
    }
    let Some((start, _)) = this.span_from().or(this.span_until()) else {
        return Vec::new();
    };
    let before = closure(tables.presupposes.row(claim), tables.presupposes);
    before
        .into_iter()
        .filter(|other| {
            let from = claims[*other as usize].span_from();
            *other != claim && from.is_some_and(|(from, _)| start.is_before(from))
        })
        .collect()
}
