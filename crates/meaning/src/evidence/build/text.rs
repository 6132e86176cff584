//! Which documents are one text, and what follows from one being a copy of another.
//!
//! Two documents are one text if somebody says so, if their captures have one hash, or if they have
//! one address. What the publisher of a copy says in it relays what the other says on the same
//! claim and the same side: those relays are made here, once, so that everything else sees relays
//! and no copies.

use petgraph::unionfind::UnionFind;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::address::Address;
use crate::column::checksum;
use crate::evidence::Statement;
use crate::model::{Polarities, Polarity, Stance};
use crate::read::terms::Terms;
use crate::vocab::Id;

/// What is said of documents that may make two of them one text.
#[derive(Default)]
pub(super) struct Marks {
    /// Documents with their addresses.
    pub(super) addresses: Vec<(u32, Id)>,
    /// Documents with the hashes of their captures.
    pub(super) hashes: Vec<(u32, Id)>,
}

/// Documents that share a key, each with the first that has it. `key` may be slow: it is asked on
/// all cores, and once more of those whose checksums are equal. O(n log n).
fn alike(marks: &[(u32, Id)], key: impl Fn(Id) -> String + Sync) -> Vec<(u32, u32)> {
    let mut keyed: Vec<(u64, u32, Id)> = marks
        .par_iter()
        .map(|(document, mark)| (checksum(key(*mark).as_bytes()), *document, *mark))
        .collect();
    keyed.par_sort_unstable();
    let mut pairs = Vec::new();
    for bucket in keyed.chunk_by(|a, b| a.0 == b.0) {
        if bucket
            .iter()
            .all(|(_, document, _)| *document == bucket[0].1)
        {
            continue;
        }
        // Two keys of one checksum are told apart by the keys themselves.
        let mut first_with: FxHashMap<String, u32> = FxHashMap::default();
        for (_, document, mark) in bucket {
            let first = *first_with.entry(key(*mark)).or_insert(*document);
            pairs.push((*document, first));
        }
    }
    pairs
}

impl Marks {
    /// Documents with one hash, and documents with one address, each with the first of them.
    pub(super) fn alike(&self, terms: &Terms) -> [Vec<(u32, u32)>; 2] {
        let hash = |mark| terms.text(mark).to_ascii_lowercase();
        let address = |mark| {
            let text = terms.text(mark);
            Address::document_at(text).unwrap_or_else(|| text.to_owned())
        };
        [alike(&self.hashes, hash), alike(&self.addresses, address)]
    }
}

/// For each document, the first of those that are one text with it. O(documents + pairs · α).
pub(in crate::evidence) fn texts(
    documents: usize,
    pairs: impl Iterator<Item = (u32, u32)>,
) -> Vec<u32> {
    let mut union = UnionFind::<u32>::new(documents);
    for (a, b) in pairs {
        union.union(a, b);
    }
    let mut first = vec![u32::MAX; documents];
    let labels = union.into_labeling();
    for (document, label) in (0..).zip(&labels) {
        let slot = &mut first[*label as usize];
        *slot = document.min(*slot);
    }
    labels
        .into_iter()
        .map(|label| first[label as usize])
        .collect()
}

/// What the making of relays from copies needs to know.
pub(super) struct Copying<'c> {
    /// Documents that are copies, each with what it is a copy of.
    pub(super) copies: &'c [(u32, u32)],
    /// Documents with their publishers.
    pub(super) publishers: &'c [(u32, u32)],
    /// Statements with the documents that they are in.
    pub(super) documents_of: &'c [(u32, u32)],
    /// Statements with those of the same claim that they relay, as stated.
    pub(super) relays: &'c [(u32, u32)],
    /// All statements.
    pub(super) statements: &'c [Statement],
}

impl Copying<'_> {
    /// Statements with those that they relay because their document is a copy; not those that
    /// they are said to relay anyway. O(statements + relays + what the documents concerned say).
    pub(super) fn relays(&self) -> Vec<(u32, u32)> {
        if self.copies.is_empty() {
            return Vec::new();
        }
        let concerned: FxHashSet<u32> = self.copies.iter().flat_map(|(d, e)| [*d, *e]).collect();
        // Only ever looked into by key, so that their order is never seen.
        let mut said_in: FxHashMap<(u32, u32), Vec<u32>> = FxHashMap::default();
        let mut claims_of: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (statement, document) in self.documents_of {
            if concerned.contains(document) {
                let claim = self.statements[*statement as usize].claim;
                said_in
                    .entry((*document, claim))
                    .or_default()
                    .push(*statement);
                claims_of.entry(*document).or_default().push(claim);
            }
        }
        let publishers: FxHashSet<(u32, u32)> = self.publishers.iter().copied().collect();
        let stated: FxHashSet<(u32, u32)> = self.relays.iter().copied().collect();
        let sides = self.sides();
        let mut pairs = Vec::new();
        for (copy, original) in self.copies {
            let mut claims = claims_of.get(copy).cloned().unwrap_or_default();
            claims.sort_unstable();
            claims.dedup();
            for claim in claims {
                let of = |document| said_in.get(&(document, claim)).into_iter().flatten();
                for statement in of(*copy) {
                    let agent = self.statements[*statement as usize].agent;
                    // What stands in the original itself is no copy of what else stands there.
                    let is_original = of(*original).any(|other| other == statement);
                    if is_original || !publishers.contains(&(*copy, agent)) {
                        continue;
                    }
                    for target in of(*original) {
                        let is_same_side =
                            sides[*statement as usize].meets(sides[*target as usize]);
                        let pair = (*statement, *target);
                        if is_same_side && !stated.contains(&pair) {
                            pairs.push(pair);
                        }
                    }
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// The sides of all statements, where everything that is recorded is seen.
    fn sides(&self) -> Vec<Polarities> {
        let mut sides: Vec<Polarities> = self
            .statements
            .iter()
            .map(|statement| match statement.stance() {
                Stance::Reports if statement.is_relaying() => Polarities::NONE,
                Stance::Reports => Polarities::only(Polarity::Support),
                stance => stance
                    .own_polarity()
                    .map_or(Polarities::NONE, Polarities::only),
            })
            .collect();
        let mut relaying: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (statement, target) in self.relays {
            if self.statements[*statement as usize].stance() == Stance::Reports {
                relaying.entry(*target).or_default().push(*statement);
            }
        }
        let mut open: Vec<u32> = (0..sides.len() as u32).collect();
        while let Some(target) = open.pop() {
            for statement in relaying.get(&target).into_iter().flatten() {
                let held = sides[*statement as usize];
                let both = held.union(sides[target as usize]);
                if both != held {
                    sides[*statement as usize] = both;
                    open.push(*statement);
                }
            }
        }
        sides
    }
}
