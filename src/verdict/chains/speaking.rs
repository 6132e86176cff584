//! From a statement to the step of a chain: how sure it is, who stands behind it, what attests it.

use super::{Attestation, Node};
use crate::evidence::{Grouping, Printed, Statement, Surrounding};
use crate::model::Grade;

/// Turns statements on one claim into steps of chains.
pub(in crate::verdict) struct Speaking<'g, 's, 'e> {
    grouping: &'g Grouping<'s, 'e>,
    claim: u32,
    has_authorities: bool,
    /// When documents were recorded matters only to a view of some time.
    is_of_all_times: bool,
}

impl<'g, 's, 'e> Speaking<'g, 's, 'e> {
    pub(in crate::verdict) fn new(grouping: &'g Grouping<'s, 'e>, claim: u32) -> Self {
        let snapshot = grouping.snapshot();
        let known = &snapshot.tables().claims[claim as usize];
        Self {
            grouping,
            claim,
            has_authorities: known.has(Surrounding::Authorities),
            is_of_all_times: snapshot.view.known_at.is_none(),
        }
    }

    /// The step of a statement; and that of the unnamed origin behind it, if it is a basis, which
    /// relays nothing, and is not first-hand. Their groups are the representative of its agents.
    pub(in crate::verdict) fn nodes(
        &self,
        number: u32,
        statement: &Statement,
        is_basis: bool,
    ) -> (Node, Option<Node>) {
        let grouping = self.grouping;
        let snapshot = grouping.snapshot();
        let agent = statement.agent;
        let group = grouping.group(agent);
        let may_confirm = is_basis && self.has_authorities;
        let at = if may_confirm || snapshot.has_open_grade(agent) {
            snapshot.timing(number).of_its_own()
        } else {
            None
        };
        let grade = snapshot.grade(agent, at);
        let counted = grade.unwrap_or(Grade::F);
        let has_authority = may_confirm && snapshot.has_authority(agent, self.claim, at);
        let stated = statement.first_hand().or(snapshot.first_hand(agent));
        let is_first_hand = is_basis && stated.unwrap_or(has_authority);
        let threshold = if is_first_hand {
            statement.confidence().unwrap_or(counted.as_origin())
        } else if is_basis {
            counted.as_relay()
        } else {
            statement.confidence().unwrap_or(counted.as_relay())
        };
        let spoken = Node {
            threshold,
            statement: number,
            agent,
            group,
            is_implicit: false,
            is_origin: is_first_hand,
            attestation: self.attestation(number, statement, group),
            is_official: is_first_hand && has_authority,
            carries_confirmation: grade.is_some_and(Grade::carries_confirmation),
            is_named: is_first_hand && !snapshot.is_unnamed(agent),
        };
        let implicit = (is_basis && !is_first_hand).then(|| Node {
            threshold: statement
                .confidence()
                .unwrap_or(counted.one_below().as_origin()),
            is_implicit: true,
            is_origin: true,
            attestation: None,
            is_official: false,
            carries_confirmation: false,
            is_named: false,
            ..spoken
        });
        (spoken, implicit)
    }

    fn attestation(&self, number: u32, statement: &Statement, own: u32) -> Option<Attestation> {
        if self.grouping.is_keepers(own) {
            return Some(Attestation::Kept);
        }
        match statement.printed() {
            Printed::Nowhere => None,
            Printed::Once { publisher, is_held } if self.is_of_all_times => {
                let counts = is_held || !self.grouping.snapshot().view.strict;
                (counts && self.grouping.group(publisher) == own).then_some(if is_held {
                    Attestation::Held
                } else {
                    Attestation::Cited
                })
            }
            Printed::Once { .. } | Printed::Often => attestation(self.grouping, number, own),
        }
    }
}

/// Held before cited; only in a document that the speaker's own group published.
fn attestation(grouping: &Grouping<'_, '_>, statement: u32, own: u32) -> Option<Attestation> {
    let snapshot = grouping.snapshot();
    let tables = snapshot.tables();
    let mut best = None;
    for document in tables.documents_of.row(statement) {
        let attests = match snapshot.attests(*document) {
            None => continue,
            Some(true) => Attestation::Held,
            Some(false) => Attestation::Cited,
        };
        let mut publishers = tables.publishers.row(*document).iter();
        if publishers.any(|publisher| grouping.group(*publisher) == own) {
            best = best.max(Some(attests));
        }
    }
    best
}
