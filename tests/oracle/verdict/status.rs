//! Ranks and status.

use std::collections::BTreeSet;

use super::chains::Evidence;
use super::{Role, Sign, Status, World};

// docs/semantics.md: ranks and status.
impl World<'_> {
    /// n: "the highest of: that rank for the denials taken together, and that rank for the support of each contradicting
    /// claim by itself. If deleting all that groups interested in c say against it leaves n = 0, n is at most 1."
    pub(super) fn opposition_rank(&self, claim: usize) -> u8 {
        let mut pools = vec![self.denials_of(claim)];
        pools.extend(
            self.contradicting(claim)
                .into_iter()
                .map(|rival| self.support_of(rival)),
        );
        let against: Vec<Evidence> = pools.iter().map(|pool| self.evidence(pool)).collect();
        let highest = |against: &[Evidence]| against.iter().map(Evidence::rank).max().unwrap_or(0);
        let disinterested: Vec<Evidence> = against
            .iter()
            .map(|evidence| self.without_interested(evidence, claim))
            .collect();
        let n = highest(&against);
        if highest(&disinterested) == 0 {
            n.min(1)
        } else {
            n
        }
    }

    /// The pool without what groups interested in the claim say.
    pub(super) fn without_interested(&self, evidence: &Evidence, claim: usize) -> Evidence {
        let interested = self.interested(&evidence.grouping, claim);
        let mut left = evidence.clone();
        left.chains.retain(|chain| {
            chain
                .path
                .iter()
                .all(|&at| !interested.contains(&evidence.grouping[self.statement(at).by]))
        });
        left
    }

    /// The table of docs/semantics.md.
    pub(super) fn status(&self, support: &Evidence, p: u8, n: u8) -> Status {
        match (p, n) {
            (0, 0) => self.status_without_evidence(support),
            (0, 1) => Status::Denied,
            (0, _) | (1, 2..) | (2, 3..) => Status::Contradicted,
            (1, 0) if support.independence() >= 2 => Status::SeveralSources,
            (1, 0)
                if support
                    .single_points_of_failure()
                    .values()
                    .all(|&role| role == Role::Relay) =>
            {
                Status::SingleOutlet
            }
            (1, 0) => Status::SingleSource,
            (2, 0) => Status::Corroborated,
            (_, 0) => Status::OfficiallyConfirmed,
            _ => Status::Disputed,
        }
    }

    /// docs/semantics.md: "p = n = 0, in order".
    pub(super) fn status_without_evidence(&self, support: &Evidence) -> Status {
        let live: Vec<usize> = support
            .pool
            .iter()
            .flat_map(|&(claim, sign)| self.live_of(claim, sign))
            .collect();
        // "live support on a cycle": of live relays, whatever their polarity
        let of_any_polarity: Vec<usize> = self
            .visible_on(&support.claims)
            .into_iter()
            .filter(|&statement| self.live(statement))
            .collect();
        if live
            .iter()
            .any(|&statement| self.on_cycle(statement, &of_any_polarity))
        {
            return Status::Circular;
        }
        // "live support that leads back to a retracted statement": along relays within the claim, through live statements
        if live
            .iter()
            .any(|&statement| self.leads_to_retracted(statement))
        {
            return Status::BasisWithdrawn;
        }
        // "a retracted + statement in the view"
        if self.some_support_retracted(support) {
            return Status::Retracted;
        }
        Status::Unsupported
    }

    /// "a retracted + statement in the view".
    pub(super) fn some_support_retracted(&self, support: &Evidence) -> bool {
        self.visible_on(&support.claims)
            .into_iter()
            .any(|statement| {
                self.retracted(statement) && self.polarity(statement).contains(&Sign::Plus)
            })
    }

    /// Everything reached by one or more relays within the claim, through the statements `among`.
    pub(super) fn reached(&self, statement: usize, among: &[usize]) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut to_read = vec![statement];
        while let Some(next) = to_read.pop() {
            for relayed in self.relayed(next) {
                if among.contains(&relayed) && reached.insert(relayed) {
                    to_read.push(relayed);
                }
            }
        }
        reached
    }

    /// "a non-trivial SCC or self-loop of live relays": relaying leads back to where it began.
    pub(super) fn on_cycle(&self, statement: usize, among: &[usize]) -> bool {
        self.reached(statement, among).contains(&statement)
    }

    /// Whether some retracted statement is relayed by this one, or by a live one that this one goes back to.
    pub(super) fn leads_to_retracted(&self, statement: usize) -> bool {
        let live: Vec<usize> = self
            .all_visible()
            .filter(|&other| self.live(other))
            .collect();
        let mut through = self.reached(statement, &live);
        through.insert(statement);
        through.into_iter().any(|through| {
            self.relayed(through)
                .into_iter()
                .any(|relayed| self.retracted(relayed))
        })
    }
}
