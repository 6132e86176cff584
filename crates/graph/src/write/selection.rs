//! A part of a record that can be judged by itself: some claims, with all that they rest on.
//!
//! The law: **every claim in the part has the verdict that it has in the whole.** So where a
//! claim is taken, so is what bears on it (what it entails, presupposes and contradicts, what
//! entails and contradicts it), with every statement made of any of these; and nothing is kept
//! that would make a claim of something whose statements are left behind.
//!
//! What is needed is read off the triples, in the long form. From a claim the way leads to its
//! statements, from these to their speakers, documents and what they repeat, and so on until
//! nothing is new:
//!
//! | from | to |
//! |---|---|
//! | a claim | its statements; the claims linked to it; who has authority over it or its topics, or an interest in it |
//! | a statement | its claim, what it relays or takes back, its agents, documents and anchors |
//! | an agent | who vouches for it; its ties that make one of two agents, with the other end |
//! | a document | its publishers |
//!
//! A tie that only cautions is taken where both its agents are: then it bears on a verdict, and
//! a tie to a government does not draw in all who are tied to it.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::TieKind;
use crate::read::{Graph, Quad};
use crate::vocab::{Id, Known};

/// What is to be in the part.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Selection {
    /// These claims.
    pub claims: BTreeSet<Id>,
    /// These agents, and the claims that they speak of.
    pub sources: BTreeSet<Id>,
}

/// The part of a graph that a selection asks for, in the order of the graph; with the verdicts
/// on its claims, where the graph has them.
///
/// O(q) for q quads, again for each round in which cautioning ties lead to more agents.
pub fn select(graph: &Graph, selection: &Selection) -> Vec<Quad> {
    let mut walk = Walk::new(graph);
    for source in &selection.sources {
        walk.take(*source);
        for statement in walk.subjects(Known::By, *source) {
            walk.take(statement);
        }
    }
    for claim in &selection.claims {
        walk.take(*claim);
    }
    walk.finish();
    let kept = |quad: &&Quad| walk.keeps(quad);
    graph.quads.iter().filter(kept).copied().collect()
}

/// The part of a record that has been reached so far.
struct Walk<'g> {
    graph: &'g Graph,
    /// Positions of quads by their subject.
    about: FxHashMap<Id, Vec<u32>>,
    /// Positions of quads by their object, where that is a thing.
    naming: FxHashMap<Id, Vec<u32>>,
    /// Things of the model: claims, statements, agents, documents, ties.
    things: FxHashSet<Id>,
    /// Those of them that are claims or statements.
    judged: FxHashSet<Id>,
    taken: FxHashSet<Id>,
    open: Vec<Id>,
    /// The topics of the claims that are taken.
    topics: FxHashSet<Id>,
}

impl<'g> Walk<'g> {
    /// O(q).
    fn new(graph: &'g Graph) -> Self {
        let mut walk = Self {
            graph,
            about: FxHashMap::default(),
            naming: FxHashMap::default(),
            things: FxHashSet::default(),
            judged: FxHashSet::default(),
            taken: FxHashSet::default(),
            open: Vec::new(),
            topics: FxHashSet::default(),
        };
        for (position, quad) in graph.quads.iter().enumerate() {
            if quad.graph == Known::Verdicts.id() {
                // What follows from a claim is nothing that it rests on.
                continue;
            }
            let position = position as u32;
            walk.about.entry(quad.subject).or_default().push(position);
            if !graph.terms.is_literal(quad.object) {
                walk.naming.entry(quad.object).or_default().push(position);
            }
            if quad.predicate == Known::Type.id() {
                let (is_thing, is_judged) = match Known::from_id(quad.object) {
                    Some(Known::Claim | Known::Statement) => (true, true),
                    Some(Known::Agent | Known::AnonymousSource | Known::Document | Known::Tie) => {
                        (true, false)
                    }
                    _ => (false, false),
                };
                if is_thing {
                    walk.things.insert(quad.subject);
                }
                if is_judged {
                    walk.judged.insert(quad.subject);
                }
            }
        }
        walk
    }

    fn take(&mut self, id: Id) {
        if !self.graph.terms.is_literal(id) && Known::from_id(id).is_none() && self.taken.insert(id)
        {
            self.open.push(id);
        }
    }

    /// Follows every way to its end.
    fn finish(&mut self) {
        loop {
            while let Some(id) = self.open.pop() {
                self.follow(id);
            }
            for tie in self.cautions() {
                self.take(tie);
            }
            if self.open.is_empty() {
                return;
            }
        }
    }

    fn follow(&mut self, id: Id) {
        // What is none of the model's things is described, and leads nowhere further.
        let leads_on = self.things.contains(&id) || self.graph.terms.is_blank(id);
        for quad in self.quads(&self.about, id) {
            if leads_on || self.graph.terms.is_blank(quad.object) {
                self.follow_forth(&quad);
            }
        }
        for quad in self.quads(&self.naming, id) {
            self.follow_back(&quad);
        }
    }

    /// From a subject that is taken to its object.
    fn follow_forth(&mut self, quad: &Quad) {
        match Known::from_id(quad.predicate) {
            // An agent may have a say in claims that are no part of this.
            Some(Known::Type | Known::AuthorityOver | Known::InterestIn) => {}
            Some(
                Known::ClaimOf
                | Known::Relays
                | Known::Target
                | Known::Entails
                | Known::Contradicts
                | Known::Presupposes
                | Known::SameClaim,
            ) => self.take(quad.object),
            known => {
                if known == Some(Known::Subject)
                    && self.judged.contains(&quad.subject)
                    && self.topics.insert(quad.object)
                {
                    for agent in self.subjects(Known::AuthorityOver, quad.object) {
                        self.take(agent);
                    }
                }
                // Any other word for a claim or a statement, such as "see also", is kept as a
                // word: what it names is not needed.
                if !self.judged.contains(&quad.object) {
                    self.take(quad.object);
                }
            }
        }
    }

    /// From an object that is taken to its subject.
    fn follow_back(&mut self, quad: &Quad) {
        match Known::from_id(quad.predicate) {
            Some(Known::ClaimOf | Known::Entails | Known::Contradicts | Known::SameClaim) => {
                self.take(quad.subject);
            }
            Some(Known::AuthorityOver | Known::InterestIn)
                if self.judged.contains(&quad.object) =>
            {
                self.take(quad.subject);
            }
            Some(Known::Between | Known::Dependent | Known::Principal)
                if self.makes_one(quad.subject) =>
            {
                self.take(quad.subject);
            }
            _ => {}
        }
    }

    /// Whether a tie makes one of its two agents.
    fn makes_one(&self, tie: Id) -> bool {
        self.quads(&self.about, tie).iter().any(|quad| {
            let kind = Known::from_id(quad.object).and_then(TieKind::from_term);
            quad.predicate == Known::Kind.id() && kind.is_some_and(TieKind::contracts)
        })
    }

    /// The ties that are not taken and whose agents all are.
    fn cautions(&self) -> BTreeSet<Id> {
        let mut ends: BTreeMap<Id, bool> = BTreeMap::new();
        for quad in &self.graph.quads {
            if let Some(Known::Between | Known::Dependent | Known::Principal) =
                Known::from_id(quad.predicate)
            {
                *ends.entry(quad.subject).or_insert(true) &= self.taken.contains(&quad.object);
            }
        }
        ends.retain(|tie, is_between_taken| *is_between_taken && !self.taken.contains(tie));
        ends.into_keys().collect()
    }

    /// Whether a quad is in the part.
    fn keeps(&self, quad: &Quad) -> bool {
        self.taken.contains(&quad.subject)
            && match Known::from_id(quad.predicate) {
                // Without this, a claim that is left behind would be there by name, with nobody
                // speaking of it.
                Some(Known::AuthorityOver) => {
                    self.topics.contains(&quad.object) || self.has_judged(quad.object)
                }
                Some(Known::InterestIn) => self.has_judged(quad.object),
                _ => true,
            }
    }

    fn has_judged(&self, claim: Id) -> bool {
        self.judged.contains(&claim) && self.taken.contains(&claim)
    }

    /// The subjects of which something is said with a property and an object.
    fn subjects(&self, property: Known, object: Id) -> Vec<Id> {
        let quads = self.quads(&self.naming, object).into_iter();
        quads
            .filter(|quad| quad.predicate == property.id())
            .map(|quad| quad.subject)
            .collect()
    }

    fn quads(&self, positions: &FxHashMap<Id, Vec<u32>>, id: Id) -> Vec<Quad> {
        let positions = positions.get(&id).into_iter().flatten();
        positions
            .map(|position| self.graph.quads[*position as usize])
            .collect()
    }
}
