//! Verdicts: what each claim rests on, and whether it is corroborated independently.
//!
//! One file per definition: `liveness` (which statements count), [`chains`] (the graph of
//! chains), [`witnesses`] (minimal sets of groups that carry a claim), [`failure`] (single points
//! of failure), [`independence`], [`support`] (probability), [`status`] and `flags`; `judge`,
//! which asks for all of them, and [`mod@table`], which holds what came of it; and [`explanation`],
//! which puts it in the order in which a sceptic asks, with `accounting` (which chains account for the
//! support), `idle` (who adds nothing), [`counted`] (who counts as one), [`particulars`] (what flags
//! are about) and [`remedy`]; [`mod@difference`] holds two views against each
//! other. `direct` has what makes most claims easy.
//!
//! A verdict is a pure function of the evidence and the view. Claims are independent of each
//! other but for the links between them, so all verdicts are computed in parallel.

mod accounting;
pub mod chains;
pub mod counted;
pub mod difference;
mod direct;
mod established;
pub mod explanation;
mod facets;
pub mod failure;
mod flags;
mod idle;
pub mod independence;
mod judge;
mod liveness;
mod lone;
pub mod particulars;
pub mod remedy;
pub mod status;
pub mod support;
pub mod table;
pub mod witnesses;

use std::ops::Range;

use rayon::prelude::*;

use crate::evidence::Snapshot;
use crate::model::{Flags, Status};

pub use chains::ChainGraph;
pub use independence::Count;
use judge::{Judge, Ranks};
pub use support::Bounds;
use table::Building;
pub use table::Verdicts;
pub use witnesses::Witnesses;

/// What part a single point of failure plays.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Role {
    /// Some minimal chain begins with it.
    Origin,
    /// It only passes on.
    Relay,
}

/// A group without which nothing is left.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SinglePoint<Agents = Vec<u32>> {
    /// Its agents that speak on the chains, by number, in order.
    pub agents: Agents,
    /// Whether it is the implicit anonymous origin behind those agents.
    pub is_implicit: bool,
    /// Its part.
    pub role: Role,
}

/// The answer on one claim.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The claim, by number.
    pub claim: u32,
    /// Its status.
    pub status: Status,
    /// How many groups would all have to be wrong for nothing to be left, whoever the unnamed
    /// are: the headline number.
    pub established: Count,
    /// How many it would be if the unnamed all differ: at most that many.
    pub independence: Count,
    /// Probability that some chain supports it soundly, if the unnamed all differ.
    pub support: Bounds,
    /// The same, if the unnamed are all one.
    pub support_if_one: Bounds,
    /// Probability that some chain speaks against it soundly.
    pub opposition: Bounds,
    /// The groups without which nothing is left: origins first, then by name.
    pub single_points: Vec<SinglePoint>,
    /// What a reader should know beside the status.
    pub flags: Flags,
    /// How many minimal witnesses are known.
    pub witnesses: usize,
    /// Whether these are all.
    pub witnesses_complete: bool,
    /// The rank of the support, 0 to 3.
    pub support_rank: u8,
    /// The rank of what speaks against it, 0 to 3.
    pub opposition_rank: u8,
}

/// A verdict together with the chains that it was made from.
#[derive(Debug)]
pub struct CaseFile {
    /// The verdict.
    pub verdict: Verdict,
    /// The chains for it.
    pub support: ChainGraph,
    /// Their minimal witnesses.
    pub witnesses: Witnesses,
    /// The chains against it.
    pub opposition: ChainGraph,
    /// Statements for it, with a basis, that nobody attests.
    pub unattested: Vec<u32>,
    /// Statements against it, with a basis, that nobody attests.
    pub unattested_opposition: Vec<u32>,
}

/// How many claims in a row one core judges before it takes others.
const BATCH: u32 = 256;

/// Judges all claims in batches, on all cores; gives the batches in order of claim.
fn in_batches<T: Send>(
    snapshot: &Snapshot<'_>,
    batch: impl Fn(&mut Judge<'_, '_>, Range<u32>) -> T + Sync,
) -> Vec<T> {
    let claims = snapshot.evidence.claims.count() as u32;
    let ranks = Ranks::default();
    (0..claims.div_ceil(BATCH))
        .into_par_iter()
        .map_init(
            || Judge::new(snapshot, &ranks),
            |judge, number| batch(judge, number * BATCH..claims.min((number + 1) * BATCH)),
        )
        .collect()
}

/// The verdicts on all claims, as a table. Parallel; the cost is that of the claims added up.
pub fn table(snapshot: &Snapshot<'_>) -> Verdicts {
    Building::join(&in_batches(snapshot, |judge, claims| {
        let mut part = Building::with_capacity(BATCH as usize);
        for claim in claims {
            if !lone::judge(snapshot, claim, &mut part) {
                judge.judge(claim, &mut part);
            }
        }
        part
    }))
}

/// Statements with a basis, for a claim or against it, that nobody attests; by number, sorted.
pub fn unattested(snapshot: &Snapshot<'_>) -> Vec<u32> {
    let batches = in_batches(snapshot, |judge, claims| {
        let mut found = Vec::new();
        for claim in claims {
            judge.judge(claim, &mut Building::default());
            found.extend_from_slice(&judge.unattested);
            found.extend_from_slice(judge.unattested_opposition());
        }
        found
    });
    let mut found = batches.concat();
    found.sort_unstable();
    found.dedup();
    found
}

/// The verdicts on all claims, in order of claim.
pub fn all(snapshot: &Snapshot<'_>) -> Vec<Verdict> {
    table(snapshot).iter().collect()
}

/// The verdict on one claim, with its chains.
pub fn evaluate(snapshot: &Snapshot<'_>, claim: u32) -> CaseFile {
    let ranks = Ranks::default();
    let mut judge = Judge::new(snapshot, &ranks);
    let mut row = Building::default();
    judge.judge(claim, &mut row);
    CaseFile {
        verdict: Verdict {
            claim,
            ..Building::join(&[row]).verdict(0)
        },
        unattested_opposition: judge.unattested_opposition().to_vec(),
        support: judge.support,
        witnesses: judge.witnesses,
        opposition: judge.opposition,
        unattested: judge.unattested,
    }
}

/// Claims that contradict themselves: what they entail, themselves included, cannot all be so. In
/// order of claim. O(claims with links · what they entail).
pub fn contradicting_themselves(snapshot: &Snapshot<'_>) -> Vec<u32> {
    facets::contradicting_themselves(snapshot)
}

/// The live non-answers on a claim that their agent has not answered since, by number.
pub fn unanswered(snapshot: &Snapshot<'_>, claim: u32) -> Vec<u32> {
    let grouping = snapshot.grouping(&[claim]);
    let liveness = liveness::Liveness::new(snapshot, claim, &grouping);
    flags::unanswered(snapshot, &liveness, &grouping)
}
