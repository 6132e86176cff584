//! Which claims bear on a claim, on which side.
//!
//! Let E(c) be c and all that it entails. Its support is that of every claim whose E contains c;
//! its denials are those of the members of E(c); the claims that contradict it are those whose E
//! meets one that contradicts a member of E(c).

use super::chains::Facet;
use super::liveness::Liveness;
use crate::evidence::{Grouping, RowsView, Snapshot, Surrounding};
use crate::model::Polarity;

/// The claims around one claim, with the state of their statements.
#[derive(Debug, Default)]
pub(super) struct Facets {
    pub(super) claim: u32,
    /// The claims whose E contains this one: their support is its support.
    pub(super) supporting: Vec<u32>,
    /// E of this claim: their denials are its denials.
    pub(super) entailed: Vec<u32>,
    /// The claims that contradict it.
    pub(super) contradicting: Vec<u32>,
    /// All of these, each once, sorted; the claim alone where it has no links.
    pub(super) involved: Vec<u32>,
    /// For each claim involved, the state of its statements; there may be more, to be used again.
    liveness: Vec<Liveness>,
}

impl Facets {
    /// O(statements of the claims involved).
    pub(super) fn new(snapshot: &Snapshot<'_>, claim: u32) -> Self {
        let mut facets = Self::default();
        facets.fill(snapshot, claim, &snapshot.grouping(&[claim]));
        facets
    }

    /// Makes these the facets of another claim, in the same memory; `own` is who counts as one
    /// on that claim alone.
    pub(super) fn fill(&mut self, snapshot: &Snapshot<'_>, claim: u32, own: &Grouping<'_, '_>) {
        let tables = snapshot.tables();
        self.claim = claim;
        self.contradicting.clear();
        self.involved.clear();
        if !tables.claims[claim as usize].has(Surrounding::Links) {
            for claims in [&mut self.supporting, &mut self.entailed, &mut self.involved] {
                claims.clear();
                claims.push(claim);
            }
            if self.liveness.is_empty() {
                self.liveness.push(Liveness::default());
            }
            self.liveness[0].fill(snapshot, claim, own);
            return;
        }
        closure_into(&mut self.supporting, &[claim], tables.entailed_by);
        closure_into(&mut self.entailed, &[claim], tables.entails);
        for member in &self.entailed {
            let rivals = tables.contradicts.row(*member);
            self.contradicting.extend_from_slice(rivals);
        }
        if !self.contradicting.is_empty() {
            let rivals = std::mem::take(&mut self.contradicting);
            closure_into(&mut self.contradicting, &rivals, tables.entailed_by);
        }
        for claims in [&self.supporting, &self.entailed, &self.contradicting] {
            self.involved.extend_from_slice(claims);
        }
        self.involved.sort_unstable();
        self.involved.dedup();
        if self.liveness.len() < self.involved.len() {
            let count = self.involved.len();
            self.liveness.resize_with(count, Liveness::default);
        }
        for (involved, liveness) in self.involved.iter().zip(&mut self.liveness) {
            if *involved == claim {
                liveness.fill(snapshot, claim, own);
            } else {
                liveness.fill(snapshot, *involved, &snapshot.grouping(&[*involved]));
            }
        }
    }

    /// Whether the claim is linked to no other.
    pub(super) fn are_alone(&self) -> bool {
        self.involved.len() == 1
    }

    /// The state of the statements of one of the claims involved.
    pub(super) fn liveness(&self, claim: u32) -> &Liveness {
        if self.are_alone() {
            return &self.liveness[0];
        }
        let position = self.involved.binary_search(&claim);
        &self.liveness[position.expect("only claims involved are asked for")]
    }

    /// The state of the statements of the supporting claims.
    pub(super) fn of_supporting(&self) -> impl Iterator<Item = &Liveness> {
        let claims = self.supporting.iter();
        claims.map(|claim| self.liveness(*claim))
    }

    /// One side of some of the claims involved.
    pub(super) fn of<'f>(
        &'f self,
        claims: &'f [u32],
        side: Polarity,
    ) -> impl Iterator<Item = Facet<'f>> + Clone {
        let is_pooled = !self.are_alone();
        claims.iter().map(move |claim| Facet {
            claim: *claim,
            side,
            liveness: self.liveness(*claim),
            is_pooled,
        })
    }

    /// The support.
    pub(super) fn support(&self) -> impl Iterator<Item = Facet<'_>> + Clone {
        self.of(&self.supporting, Polarity::Support)
    }

    /// The denials.
    pub(super) fn denials(&self) -> impl Iterator<Item = Facet<'_>> + Clone {
        self.of(&self.entailed, Polarity::Denial)
    }
}

/// Everything reached from some claims, themselves included, sorted.
pub(super) fn closure(start: &[u32], next: RowsView<'_>) -> Vec<u32> {
    let mut reached = Vec::new();
    closure_into(&mut reached, start, next);
    reached
}

fn closure_into(reached: &mut Vec<u32>, start: &[u32], next: RowsView<'_>) {
    reached.clear();
    reached.extend_from_slice(start);
    if let [only] = start
        && next.row(*only).is_empty()
    {
        return;
    }
    reached.sort_unstable();
    reached.dedup();
    if reached.iter().all(|claim| next.row(*claim).is_empty()) {
        return;
    }
    let mut seen: rustc_hash::FxHashSet<u32> = reached.iter().copied().collect();
    let mut position = 0;
    while let Some(claim) = reached.get(position).copied() {
        position += 1;
        for other in next.row(claim) {
            if seen.insert(*other) {
                reached.push(*other);
            }
        }
    }
    reached.sort_unstable();
}

/// Claims of which what they entail, themselves included, cannot all be so; in order.
/// O(claims with links · what they entail).
pub(super) fn contradicting_themselves(snapshot: &Snapshot<'_>) -> Vec<u32> {
    let tables = snapshot.tables();
    if tables.contradicts.items().is_empty() {
        return Vec::new();
    }
    let claims = 0..tables.claims.len() as u32;
    let linked = claims.filter(|claim| tables.claims[*claim as usize].has(Surrounding::Links));
    linked
        .filter(|claim| {
            let entailed = closure(&[*claim], tables.entails);
            entailed.iter().any(|member| {
                let rivals = tables.contradicts.row(*member).iter();
                rivals
                    .into_iter()
                    .any(|rival| entailed.binary_search(rival).is_ok())
            })
        })
        .collect()
}
