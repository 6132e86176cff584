//! The graph of statements: who said what of which claim, repeating whom.
//!
//! Columns built once from the long form ([`build`]); a [`snapshot::Snapshot`] sees them at one
//! point in time. Everything is numbered and ordered by IRI, so that neither the order nor the
//! layout of the files matters to any answer.

pub mod build;
pub mod snapshot;

use std::ops::Range;

use crate::model::{Grade, Stance, TieKind, Time};
use crate::vocab::Id;

pub use snapshot::{Grouping, Snapshot, View};

/// Lists of numbers, one list a row: compressed sparse rows.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Rows {
    /// Builds rows from `(row, item)` pairs; within a row, items are sorted and distinct.
    /// O(p log p) for p pairs.
    pub fn new(rows: usize, mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = vec![0_u32; rows + 1];
        for (row, _) in &pairs {
            starts[*row as usize + 1] += 1;
        }
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        Self {
            starts,
            items: pairs.into_iter().map(|(_, item)| item).collect(),
        }
    }

    /// The items of a row.
    pub fn row(&self, row: u32) -> &[u32] {
        let row = row as usize;
        &self.items[self.starts[row] as usize..self.starts[row + 1] as usize]
    }
}

/// One proposition.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its IRI.
    pub term: Id,
    /// Its statements: a stretch of [`Evidence::statements`].
    pub statements: Range<u32>,
    /// The claims that it entails, as stated.
    pub entails: Vec<u32>,
    /// The claims that it contradicts, in both directions.
    pub contradicts: Vec<u32>,
    /// The claims that it presupposes, as stated.
    pub presupposes: Vec<u32>,
    /// When what it speaks of begins, with the literal.
    pub span_from: Option<(Time, Id)>,
    /// When what it speaks of ends, with the literal.
    pub span_until: Option<(Time, Id)>,
    /// Agents with authority over it, directly or over one of its topics.
    pub authorities: Vec<u32>,
    /// Agents with an interest in it.
    pub interested: Vec<u32>,
}

/// One reported statement.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its IRI.
    pub term: Id,
    /// The claim, by number.
    pub claim: u32,
    /// Who said it, by number.
    pub agent: u32,
    /// How they stand to the claim.
    pub stance: Stance,
    /// Whether the speaker has it first-hand, where stated.
    pub first_hand: Option<bool>,
    /// When it was said, with the literal.
    pub said_at: Option<(Time, Id)>,
    /// When it was recorded.
    pub recorded_at: Option<Time>,
    /// The recorder's own judgement, from 0 to 1.
    pub confidence: Option<f64>,
    /// Whether it relays anything at all, seen or unseen, on this claim or another.
    pub is_relaying: bool,
    /// The statement that it retracts, if it retracts one that is known and on its claim.
    pub target: Option<u32>,
}

/// A person, an organisation, or an anonymous source.
#[derive(Clone, Debug)]
pub struct Agent {
    /// Its IRI.
    pub term: Id,
    /// Its reliability, where graded.
    pub grade: Option<Grade>,
    /// Whether it is a `sayso:AnonymousSource`.
    pub is_anonymous: bool,
    /// Who vouches for it.
    pub vouchers: Vec<u32>,
    /// When what is known of it was recorded.
    pub recorded_at: Option<Time>,
    /// Its ties, by number.
    pub ties: Vec<u32>,
}

/// An article, a press release, a filing, a post.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its IRI.
    pub term: Id,
    /// Who published it.
    pub publishers: Vec<u32>,
    /// Whether a capture is held (it has a hash).
    pub is_held: bool,
    /// Whether it has a locator.
    pub has_url: bool,
    /// When it was issued, with the literal.
    pub issued: Option<(Time, Id)>,
    /// When it was recorded.
    pub recorded_at: Option<Time>,
}

/// Why two agents are not independent.
#[derive(Clone, Debug)]
pub struct Tie {
    /// Its IRI or blank node.
    pub term: Id,
    /// Its kind.
    pub kind: TieKind,
    /// The two agents; where the tie has a direction, the dependent one first.
    pub agents: [u32; 2],
    /// Whether the direction is stated.
    pub is_directed: bool,
    /// Since when it has been in force.
    pub valid_from: Option<Time>,
    /// Until when it was in force.
    pub valid_until: Option<Time>,
    /// When it was recorded.
    pub recorded_at: Option<Time>,
}

impl Tie {
    /// Whether the tie has no dates at all.
    pub const fn is_undated(&self) -> bool {
        self.valid_from.is_none() && self.valid_until.is_none()
    }

    /// Whether it was in force at a time. What was said at an unknown time may have been said
    /// while it was.
    pub fn in_force(&self, at: Option<Time>) -> bool {
        at.is_none_or(|at| {
            self.valid_from.is_none_or(|from| from <= at)
                && self.valid_until.is_none_or(|until| at <= until)
        })
    }

    /// The other end.
    pub const fn other(&self, agent: u32) -> u32 {
        if self.agents[0] == agent {
            self.agents[1]
        } else {
            self.agents[0]
        }
    }
}

/// Everything that answers are made of, as columns.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Claims, ordered by IRI.
    pub claims: Vec<Claim>,
    /// Statements, ordered by claim, then by IRI.
    pub statements: Vec<Statement>,
    /// Agents, ordered by IRI.
    pub agents: Vec<Agent>,
    /// Documents, ordered by IRI.
    pub documents: Vec<Document>,
    /// Ties, ordered by IRI.
    pub ties: Vec<Tie>,
    /// For each statement, the statements of the same claim that it relays.
    pub relays: Rows,
    /// For each statement, the statements of other claims that it relays: never part of a chain,
    /// but a basis can go stale across claims too.
    pub relays_across: Rows,
    /// The inverse of `relays`.
    pub relayed_by: Rows,
    /// For each statement, the documents that it is in.
    pub documents_of: Rows,
    /// For each statement, those whom it answers.
    pub askers: Rows,
    /// For each statement, those to whom it deflects.
    pub deflects_to: Rows,
    /// For each claim, the claims that entail it directly.
    pub entailed_by: Rows,
}
