//! Who counts as one for a question.
//!
//! Groups of agents are formed per question, because a tie with dates makes one of two agents only
//! where either of them spoke while it can have been in force, and because agents who speak
//! together in one text speak as one there.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Snapshot, Surrounding};

/// Who counts as one for a question.
#[derive(Clone, Debug)]
pub struct Grouping<'s, 'e> {
    snapshot: &'s Snapshot<'e>,
    /// Dated ties that can have been in force when one of their agents spoke.
    in_force: FxHashSet<u32>,
    /// What dated ties and shared texts join, on top of the undated ties.
    merged: FxHashMap<u32, u32>,
    /// Those of them that have ties that only caution, in order.
    cautioned: Vec<u32>,
}

impl<'s, 'e> Grouping<'s, 'e> {
    pub(super) fn new(snapshot: &'s Snapshot<'e>, claims: &[u32]) -> Self {
        let mut grouping = Self {
            snapshot,
            in_force: FxHashSet::default(),
            merged: FxHashMap::default(),
            cautioned: Vec::new(),
        };
        let tables = snapshot.tables();
        for claim in claims {
            let claim = &tables.claims[*claim as usize];
            if !claim.has(Surrounding::DatedTies) {
                continue;
            }
            for number in claim.statements() {
                let agent = tables.statements[number as usize].agent;
                if !snapshot.standings[agent as usize].has_dated_ties || !snapshot.sees(number) {
                    continue;
                }
                let said = snapshot.possible(number);
                for number in tables.ties_of.row(agent) {
                    let tie = &tables.ties[*number as usize];
                    if !tie.is_undated() && snapshot.knows_tie(tie) && tie.may_hold(said) {
                        grouping.in_force.insert(*number);
                        if tie.kind().contracts() {
                            grouping.join(tie.agents[0], tie.agents[1]);
                        }
                    }
                }
            }
        }
        grouping
    }

    /// What it is a grouping of.
    pub fn snapshot(&self) -> &'s Snapshot<'e> {
        self.snapshot
    }

    /// The representative of an agent's group.
    pub fn group(&self, agent: u32) -> u32 {
        let mut root = self.snapshot.standings[agent as usize].root;
        if self.merged.is_empty() {
            return root;
        }
        while let Some(parent) = self.merged.get(&root) {
            root = *parent;
        }
        root
    }

    /// Whether a keeper of the record is in the group of a representative. O(keepers).
    pub fn is_keepers(&self, representative: u32) -> bool {
        let mut keepers = self.snapshot.keepers().iter();
        keepers.any(|keeper| self.group(*keeper) == representative)
    }

    /// Takes the groups of two agents as one.
    pub fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.group(a), self.group(b));
        if a != b {
            let joined = a.max(b);
            if self.snapshot.standings[joined as usize].has_cautions
                && let Err(position) = self.cautioned.binary_search(&joined)
            {
                self.cautioned.insert(position, joined);
            }
            self.merged.insert(a.max(b), a.min(b));
        }
    }

    /// Whether there are cautioning ties at any agent of the group of a representative.
    pub fn has_cautions(&self, representative: u32) -> bool {
        self.cautions(representative).next().is_some()
    }

    /// The cautioning ties at any agent of the group of a representative. O(what was joined and
    /// those ties).
    pub fn cautions(&self, representative: u32) -> impl Iterator<Item = u32> {
        let own = self.snapshot.standings[representative as usize].has_cautions;
        let own = own.then_some(representative);
        let joined = self.cautioned.iter().copied();
        own.into_iter()
            .chain(joined.filter(move |root| self.group(*root) == representative))
            .filter_map(|root| self.snapshot.cautions.get(&root))
            .flatten()
            .copied()
    }

    /// Whether a tie holds for this question: undated, or possibly in force when one of its
    /// agents spoke.
    pub fn holds(&self, tie: u32) -> bool {
        let known = &self.snapshot.tables().ties[tie as usize];
        self.snapshot.knows_tie(known) && (known.is_undated() || self.in_force.contains(&tie))
    }

    /// The agents at the other end of ties that hold for this question, of some kind.
    pub(crate) fn tied(
        &self,
        agent: u32,
        is_kind: impl Fn(crate::model::TieKind) -> bool,
    ) -> impl Iterator<Item = u32> {
        let tables = self.snapshot.tables();
        let ties = tables.ties_of.row(agent).iter();
        ties.filter(move |number| {
            is_kind(tables.ties[**number as usize].kind()) && self.holds(**number)
        })
        .map(move |number| tables.ties[*number as usize].other(agent))
    }

    /// The groups that contain an agent with an interest in a claim.
    pub fn interested(&self, claim: u32) -> Vec<u32> {
        let interested = self.snapshot.tables().interested.row(claim);
        let mut groups: Vec<u32> = interested
            .iter()
            .filter(|agent| self.snapshot.knows_agent(**agent))
            .map(|agent| self.group(*agent))
            .collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }
}
