//! Which claims bear on a claim, on which side.
//!
//! Let E(c) be c and all that it entails. Its support is that of every claim whose E contains c;
//! its denials are those of the members of E(c); the claims that contradict it are those whose E
//! meets one that contradicts a member of E(c).

use rustc_hash::FxHashMap;

use super::chains::Facet;
use super::liveness::Liveness;
use crate::evidence::{Evidence, Snapshot};
use crate::model::Polarity;

/// The claims around one claim, with the state of their statements.
#[derive(Debug)]
pub(super) struct Facets<'s, 'e> {
    snapshot: &'s Snapshot<'e>,
    pub(super) claim: u32,
    /// The claims whose E contains this one: their support is its support.
    pub(super) supporting: Vec<u32>,
    /// E of this claim: their denials are its denials.
    pub(super) entailed: Vec<u32>,
    /// The claims that contradict it.
    pub(super) contradicting: Vec<u32>,
    liveness: FxHashMap<u32, Liveness>,
}

impl<'s, 'e> Facets<'s, 'e> {
    /// O(statements of the claims involved).
    pub(super) fn new(snapshot: &'s Snapshot<'e>, claim: u32) -> Self {
        let evidence = snapshot.evidence;
        let supporting = closure(vec![claim], |claim| evidence.entailed_by.row(claim));
        let entailed = closure(vec![claim], |claim| evidence.entails.row(claim));
        let rivals = entailed
            .iter()
            .flat_map(|member| evidence.contradicts.row(*member))
            .copied()
            .collect();
        let contradicting = closure(rivals, |claim| evidence.entailed_by.row(claim));
        let mut facets = Self {
            snapshot,
            claim,
            supporting,
            entailed,
            contradicting,
            liveness: FxHashMap::default(),
        };
        let mut claims = facets.supporting.clone();
        claims.extend(&facets.entailed);
        claims.extend(&facets.contradicting);
        for claim in claims {
            facets
                .liveness
                .entry(claim)
                .or_insert_with(|| Liveness::new(snapshot, claim, &snapshot.grouping(&[claim])));
        }
        facets
    }

    /// The state of the statements of one of the claims involved.
    pub(super) fn liveness(&self, claim: u32) -> &Liveness {
        &self.liveness[&claim]
    }

    /// The claims whose support counts for another of the claims involved.
    pub(super) fn supporting_of(&self, claim: u32) -> Vec<u32> {
        closure(vec![claim], |claim| {
            self.snapshot.evidence.entailed_by.row(claim)
        })
    }

    /// One side of some of the claims involved.
    pub(super) fn of(&self, claims: &[u32], side: Polarity) -> Vec<Facet<'_>> {
        claims
            .iter()
            .map(|claim| Facet {
                claim: *claim,
                side,
                liveness: self.liveness(*claim),
            })
            .collect()
    }

    /// The support.
    pub(super) fn support(&self) -> Vec<Facet<'_>> {
        self.of(&self.supporting, Polarity::Support)
    }

    /// The denials.
    pub(super) fn denials(&self) -> Vec<Facet<'_>> {
        self.of(&self.entailed, Polarity::Denial)
    }

    /// The evidence underneath.
    pub(super) fn evidence(&self) -> &'e Evidence {
        self.snapshot.evidence
    }
}

/// Everything reached from some claims, themselves included, sorted.
pub(super) fn closure<'r>(mut reached: Vec<u32>, next: impl Fn(u32) -> &'r [u32]) -> Vec<u32> {
    reached.sort_unstable();
    reached.dedup();
    let mut seen: rustc_hash::FxHashSet<u32> = reached.iter().copied().collect();
    let mut position = 0;
    while let Some(claim) = reached.get(position).copied() {
        position += 1;
        for other in next(claim) {
            if seen.insert(*other) {
                reached.push(*other);
            }
        }
    }
    reached.sort_unstable();
    reached
}
