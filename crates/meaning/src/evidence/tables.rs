//! The columns of evidence as verdicts read them.

use super::{Agent, Claim, Document, Evidence, RowsView, Statement, Tie};

/// The columns of evidence that verdicts read, as plain slices.
///
/// Taking a mapped column as a slice tests all of it; so that is done once, on the first question,
/// and not for each number that is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'e> {
    /// As in [`Evidence`].
    pub claims: &'e [Claim],
    /// As in [`Evidence`].
    pub statements: &'e [Statement],
    /// As in [`Evidence`].
    pub agents: &'e [Agent],
    /// As in [`Evidence`].
    pub documents: &'e [Document],
    /// As in [`Evidence`].
    pub ties: &'e [Tie],
    /// As in [`Evidence`].
    pub entails: RowsView<'e>,
    /// As in [`Evidence`].
    pub entailed_by: RowsView<'e>,
    /// As in [`Evidence`].
    pub contradicts: RowsView<'e>,
    /// As in [`Evidence`].
    pub presupposes: RowsView<'e>,
    /// As in [`Evidence`].
    pub authorities: RowsView<'e>,
    /// As in [`Evidence`].
    pub interested: RowsView<'e>,
    /// As in [`Evidence`].
    pub relays: RowsView<'e>,
    /// As in [`Evidence`].
    pub relayed_by: RowsView<'e>,
    /// As in [`Evidence`].
    pub relays_across: RowsView<'e>,
    /// As in [`Evidence`].
    pub documents_of: RowsView<'e>,
    /// As in [`Evidence`].
    pub vouchers: RowsView<'e>,
    /// As in [`Evidence`].
    pub ties_of: RowsView<'e>,
    /// As in [`Evidence`].
    pub publishers: RowsView<'e>,
    /// As in [`Evidence`].
    pub copied: RowsView<'e>,
    /// As in [`Evidence`].
    pub copies: RowsView<'e>,
    /// As in [`Evidence`].
    pub same_text: RowsView<'e>,
    /// As in [`Evidence`].
    pub same_hash: RowsView<'e>,
    /// As in [`Evidence`].
    pub same_address: RowsView<'e>,
}

impl<'e> Tables<'e> {
    pub(super) fn new(evidence: &'e Evidence) -> Self {
        Self {
            claims: &evidence.claims,
            statements: &evidence.statements,
            agents: &evidence.agents,
            documents: &evidence.documents,
            ties: &evidence.ties,
            entails: evidence.entails.view(),
            entailed_by: evidence.entailed_by.view(),
            contradicts: evidence.contradicts.view(),
            presupposes: evidence.presupposes.view(),
            authorities: evidence.authorities.view(),
            interested: evidence.interested.view(),
            relays: evidence.relays.view(),
            relayed_by: evidence.relayed_by.view(),
            relays_across: evidence.relays_across.view(),
            documents_of: evidence.documents_of.view(),
            vouchers: evidence.vouchers.view(),
            ties_of: evidence.ties_of.view(),
            publishers: evidence.publishers.view(),
            copied: evidence.copied.view(),
            copies: evidence.copies.view(),
            same_text: evidence.same_text.view(),
            same_hash: evidence.same_hash.view(),
            same_address: evidence.same_address.view(),
        }
    }
}
