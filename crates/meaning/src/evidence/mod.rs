//! The graph of statements: who said what of which claim, repeating whom.
//!
//! Columns built once from the long form ([`build`]), or read from a file ([`columns`]); a
//! [`snapshot::Snapshot`] sees them at one point in time. Everything is numbered and ordered by
//! IRI, so that neither the order nor the layout of the files matters to any answer.

pub mod build;
pub mod columns;
pub mod grouping;
mod lending;
pub mod passing;
pub mod record;
pub mod rows;
pub mod snapshot;
pub mod tables;
mod timing;

use crate::column::Column;

pub use grouping::Grouping;
pub use lending::Lender;
pub use record::{Agent, Claim, Document, Printed, Statement, Surrounding, Tie, Timing};
pub use rows::{Rows, RowsView};
pub use snapshot::{Snapshot, View};
pub use tables::Tables;

/// Everything that answers are made of, as columns.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Claims, ordered by IRI.
    pub claims: Column<Claim>,
    /// Statements, ordered by claim, then by IRI.
    pub statements: Column<Statement>,
    /// Agents, ordered by IRI.
    pub agents: Column<Agent>,
    /// Documents, ordered by IRI.
    pub documents: Column<Document>,
    /// Ties, ordered by IRI.
    pub ties: Column<Tie>,
    /// For each claim, the claims that it entails, as stated; and those that are the same claim.
    pub entails: Rows,
    /// For each claim, the claims that entail it directly.
    pub entailed_by: Rows,
    /// For each claim, the claims that it contradicts, in both directions.
    pub contradicts: Rows,
    /// For each claim, the claims that it presupposes, as stated.
    pub presupposes: Rows,
    /// For each claim, the agents with authority over it, directly or over one of its topics.
    pub authorities: Rows,
    /// For each claim, the agents with an interest in it.
    pub interested: Rows,
    /// For each statement, the statements of the same claim that it relays: as stated, and because
    /// its document copies theirs.
    pub relays: Rows,
    /// The inverse of `relays`.
    pub relayed_by: Rows,
    /// For each statement, the statements of other claims that it relays: never part of a chain,
    /// but a basis can go stale across claims too.
    pub relays_across: Rows,
    /// Of `relays`, those that are there because one document copies another.
    pub copied: Rows,
    /// For each statement, the documents that it is in.
    pub documents_of: Rows,
    /// For each statement, those whom it answers.
    pub askers: Rows,
    /// For each statement, those to whom it deflects.
    pub deflects_to: Rows,
    /// For each agent, who vouches for it.
    pub vouchers: Rows,
    /// For each agent, its ties.
    pub ties_of: Rows,
    /// For each document, who published it.
    pub publishers: Rows,
    /// For each document, those that it is a copy of.
    pub copies: Rows,
    /// For each document, those said to have the same text; in both directions.
    pub same_text: Rows,
    /// For each document that has a hash with others, the first of those.
    pub same_hash: Rows,
    /// For each document that has an address with others, the first of those.
    pub same_address: Rows,
}

impl Evidence {
    /// The statements of a claim, in order of IRI.
    pub fn statements_of(&self, claim: u32) -> &[Statement] {
        let range = self.claims[claim as usize].statements();
        &self.statements[range.start as usize..range.end as usize]
    }
}
