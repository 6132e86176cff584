//! Verdicts on lone claims: one statement was made on them, it relays nothing, and no other claim
//! and no tie with dates bears on them.
//!
//! More than half of the claims of a large record are lone. What the general way finds out by
//! searching graphs is plain here: there is one chain or none, with one step or, where the
//! statement is not first-hand, two.

use super::chains::{Attestation, Speaking};
use super::independence::Count;
use super::status::{self, Remains};
use super::support::exactly;
use super::table::{Building, Said};
use super::{Bounds, Role};
use crate::evidence::{Claim, Snapshot, Statement, Surrounding};
use crate::model::{Flag, Flags, Polarity, Stance};

/// The only statement on a claim, if the claim is lone.
fn only_statement<'s>(snapshot: &'s Snapshot<'_>, claim: &Claim) -> Option<&'s Statement> {
    const OTHER: [Surrounding; 6] = [
        Surrounding::Links,
        Surrounding::Presuppositions,
        Surrounding::Interests,
        Surrounding::Relays,
        Surrounding::RelaysAcross,
        Surrounding::DatedTies,
    ];
    let range = claim.statements();
    if !snapshot.keepers().is_empty()
        || range.len() != 1
        || OTHER.iter().any(|other| claim.has(*other))
    {
        return None;
    }
    let statement = &snapshot.tables().statements[range.start as usize];
    (!statement.is_relaying() && statement.target().is_none()).then_some(statement)
}

/// Adds the verdict on a claim if it is lone, as [`super::judge::Judge::judge`] does; says
/// whether it was. O(1).
pub(super) fn judge(snapshot: &Snapshot<'_>, claim: u32, table: &mut Building) -> bool {
    let known = &snapshot.tables().claims[claim as usize];
    let Some(statement) = only_statement(snapshot, known) else {
        return false;
    };
    let none = exactly(0.0);
    let mut flags = Flags::default();
    let mut chain: Option<(Polarity, Bounds, u8)> = None;
    let mut has_single_origin = false;
    let number = known.statements().start;
    if snapshot.sees(number) {
        if statement.stance().is_non_answer() {
            flags.insert(Flag::Unanswered);
        }
        let side = match statement.stance() {
            Stance::Reports => Some(Polarity::Support),
            stance => stance.own_polarity(),
        };
        if let Some(side) = side {
            let grouping = snapshot.grouping(&[]);
            let (spoken, implicit) = Speaking::new(&grouping, claim).nodes(number, statement, true);
            let is_for = side == Polarity::Support;
            if let Some(attestation) = spoken.attestation
                && statement.confidence() != Some(0.0)
            {
                let behind = implicit.map_or(1.0, |node| node.threshold);
                let rank = if spoken.is_official { 3 } else { 1 };
                chain = Some((side, exactly(behind * spoken.threshold), rank));
                if is_for {
                    has_single_origin = true;
                    let agent = || std::iter::once(spoken.agent);
                    if implicit.is_some() {
                        flags.insert(Flag::RelaySpof);
                        table.point(Role::Origin, true, agent());
                        table.point(Role::Relay, false, agent());
                    } else {
                        table.point(Role::Origin, false, agent());
                    }
                    if attestation == Attestation::Cited {
                        flags.insert(Flag::CitationsNotChecked);
                    }
                }
            }
        }
    }
    let on = |asked: Polarity| match chain {
        Some((side, bounds, rank)) if side == asked => (bounds, rank),
        _ => (none, 0),
    };
    let (support, support_rank) = on(Polarity::Support);
    let (opposition, opposition_rank) = on(Polarity::Denial);
    let chains = usize::from(support_rank > 0);
    table.verdict(&Said {
        status: status::status(
            support_rank,
            opposition_rank,
            false,
            has_single_origin,
            || Remains::NOTHING,
        ),
        independence: Count {
            value: chains,
            is_exact: true,
        },
        established: Count {
            value: chains,
            is_exact: true,
        },
        support,
        support_if_one: support,
        opposition,
        flags,
        witnesses: chains,
        witnesses_complete: true,
        support_rank,
        opposition_rank,
    });
    true
}
