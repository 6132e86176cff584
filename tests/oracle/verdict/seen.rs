//! What a view shows of a case: its groups, grades and authorities, and which statements are live.

use std::collections::BTreeSet;

use super::super::case::{Agent, Document, Grade, Stance, Statement, Tie, TieKind};
use super::{Attestation, Grouping, Sign, World, by_then, strictly_before};

// docs/semantics.md: what the view shows.
impl World<'_> {
    pub(super) fn statement(&self, statement: usize) -> &Statement {
        &self.case.statements[statement]
    }

    /// Said and recorded by the as-of times.
    pub(super) fn visible(&self, statement: usize) -> bool {
        let statement = self.statement(statement);
        by_then(statement.said_at, self.view.said_by)
            && by_then(statement.recorded_at, self.view.known_at)
    }

    /// The visible statements, in order.
    pub(super) fn all_visible(&self) -> impl Iterator<Item = usize> {
        (0..self.case.statements.len()).filter(|&statement| self.visible(statement))
    }

    /// The visible statements on any of the claims.
    pub(super) fn visible_on(&self, claims: &BTreeSet<usize>) -> Vec<usize> {
        self.all_visible()
            .filter(|&statement| claims.contains(&self.statement(statement).claim))
            .collect()
    }

    /// What is recorded of an agent; nothing, if that was later than the view.
    pub(super) fn agent(&self, agent: usize) -> Option<&Agent> {
        Some(&self.case.agents[agent])
            .filter(|agent| by_then(agent.recorded_at, self.view.known_at))
    }

    /// A document; nothing, if it was recorded later than the view. When it was issued plays no part.
    pub(super) fn document(&self, document: usize) -> Option<&Document> {
        Some(&self.case.documents[document])
            .filter(|document| by_then(document.recorded_at, self.view.known_at))
    }

    /// The ties that are undated, or were in force when either agent spoke on one of the claims.
    pub(super) fn ties_in_force(&self, claims: &BTreeSet<usize>) -> Vec<&Tie> {
        self.case
            .ties
            .iter()
            .filter(|tie| by_then(tie.recorded_at, self.view.known_at))
            .filter(|tie| {
                let undated = tie.valid_from.is_none() && tie.valid_until.is_none();
                undated
                    || self.visible_on(claims).into_iter().any(|statement| {
                        let Statement { by, said_at, .. } = *self.statement(statement);
                        let spoke = by == tie.dependent || by == tie.principal;
                        spoke
                            && !strictly_before(said_at, tie.valid_from)
                            && !strictly_before(tie.valid_until, said_at)
                    })
            })
            .collect()
    }

    /// Those of them that contract.
    pub(super) fn contracting_ties(&self, claims: &BTreeSet<usize>) -> Vec<&Tie> {
        self.ties_in_force(claims)
            .into_iter()
            .filter(|tie| tie.kind.contracts())
            .collect()
    }
}

// docs/semantics.md: groups, grades, authority.
impl World<'_> {
    /// "agents joined by contracting ties".
    pub(super) fn grouping(&self, claims: &BTreeSet<usize>) -> Grouping {
        let mut least: Grouping = (0..self.case.agents.len()).collect();
        for tie in self.contracting_ties(claims) {
            let (one, other) = (least[tie.dependent], least[tie.principal]);
            for label in &mut least {
                if *label == one || *label == other {
                    *label = one.min(other);
                }
            }
        }
        least
    }

    /// "A spokesperson without a grade takes the principal's"; "A named `sayso:AnonymousSource` without a grade is one
    /// letter below its voucher". Several: the worst letter of those that have any.
    pub(super) fn grade(&self, agent: usize, claims: &BTreeSet<usize>) -> Option<Grade> {
        self.grade_along(&mut vec![agent], claims)
    }

    /// The grade of the last agent of `path`, without coming back to an agent on it.
    pub(super) fn grade_along(
        &self,
        path: &mut Vec<usize>,
        claims: &BTreeSet<usize>,
    ) -> Option<Grade> {
        let agent = path.last().copied()?;
        let known = self.agent(agent);
        if let Some(own) = known.and_then(|known| known.grade) {
            return Some(own);
        }
        let principals: BTreeSet<usize> = self
            .contracting_ties(claims)
            .into_iter()
            .filter(|tie| tie.kind == TieKind::SpokespersonOf && tie.dependent == agent)
            .map(|tie| tie.principal)
            .collect();
        let vouchers = known
            .filter(|known| known.anonymous)
            .map(|known| known.vouched_by.clone())
            .unwrap_or_default();
        self.worst(&principals, path, claims)
            .or_else(|| self.worst(&vouchers, path, claims).map(Grade::one_below))
    }

    /// The worst grade that any of the agents has, none being on `path`.
    pub(super) fn worst(
        &self,
        agents: &BTreeSet<usize>,
        path: &mut Vec<usize>,
        claims: &BTreeSet<usize>,
    ) -> Option<Grade> {
        let mut worst = None;
        for &agent in agents {
            if !path.contains(&agent) {
                path.push(agent);
                worst = worst.max(self.grade_along(path, claims));
                path.pop();
            }
        }
        worst
    }

    /// "its agent has authority over the claim (itself, or as `SameAs` / `SpokespersonOf` of one that has)": transitively,
    /// along ties that contract for the pool, a spokesperson having the authority of its principal and not the reverse.
    pub(super) fn has_authority(
        &self,
        agent: usize,
        claim: usize,
        claims: &BTreeSet<usize>,
    ) -> bool {
        let mut stands_for = BTreeSet::from([agent]);
        loop {
            let before = stands_for.len();
            for tie in self.contracting_ties(claims) {
                let along = tie.kind == TieKind::SameAs || tie.kind == TieKind::SpokespersonOf;
                if along && stands_for.contains(&tie.dependent) {
                    stands_for.insert(tie.principal);
                }
                if tie.kind == TieKind::SameAs && stands_for.contains(&tie.principal) {
                    stands_for.insert(tie.dependent);
                }
            }
            if stands_for.len() == before {
                break;
            }
        }
        stands_for
            .into_iter()
            .filter_map(|agent| self.agent(agent))
            .any(|agent| {
                agent.authority_over_claims.contains(&claim)
                    || !agent
                        .authority_over_topics
                        .is_disjoint(&self.case.claims[claim].topics)
            })
    }

    /// The groups of a pool that have an agent interested in the claim.
    pub(super) fn interested(&self, grouping: &Grouping, claim: usize) -> BTreeSet<usize> {
        (0..self.case.agents.len())
            .filter(|&agent| {
                self.agent(agent)
                    .is_some_and(|known| known.interests.contains(&claim))
            })
            .map(|agent| grouping[agent])
            .collect()
    }
}

// docs/semantics.md: live, polarity, attested.
impl World<'_> {
    /// "effectively retracted": by a visible retraction which does not predate it, comes from the same group (of the
    /// statement's own claim), and is not itself effectively retracted.
    pub(super) fn retracted(&self, statement: usize) -> bool {
        let target = self.statement(statement);
        let grouping = self.grouping(&BTreeSet::from([target.claim]));
        self.all_visible().any(|retraction| {
            let by = self.statement(retraction);
            by.stance == Stance::Retracts
                && by.target == Some(statement)
                && !strictly_before(by.said_at, target.said_at)
                && grouping[by.by] == grouping[target.by]
                && !self.retracted(retraction)
        })
    }

    /// "said and recorded by the as-of times of the view, and not effectively retracted".
    pub(super) fn live(&self, statement: usize) -> bool {
        self.visible(statement) && !self.retracted(statement)
    }

    /// What a statement relays on the same claim, as far as visible. "Relays across claims are never chain edges."
    pub(super) fn relayed(&self, statement: usize) -> Vec<usize> {
        let claim = self.statement(statement).claim;
        let relays = self.statement(statement).relays.iter().copied();
        relays
            .filter(|&relayed| self.statement(relayed).claim == claim && self.visible(relayed))
            .collect()
    }

    /// docs/semantics.md, Stances, and docs/semantics.md: "read through the relays of the same claim, live or dead; if they have both, it has
    /// both; if none, it supports nothing". An unseen one contributes nothing. `reports` that relays nothing is
    /// `asserts`; one that relays only something unseen or something on another claim is not.
    pub(super) fn polarity(&self, statement: usize) -> BTreeSet<Sign> {
        let mut polarity = BTreeSet::new();
        let mut read = BTreeSet::new();
        let mut to_read = vec![statement];
        while let Some(next) = to_read.pop() {
            if !read.insert(next) {
                continue;
            }
            match self.statement(next).stance {
                Stance::Asserts | Stance::Confirms => {
                    polarity.insert(Sign::Plus);
                }
                Stance::Denies => {
                    polarity.insert(Sign::Minus);
                }
                Stance::Reports if self.statement(next).relays.is_empty() => {
                    polarity.insert(Sign::Plus);
                }
                Stance::Reports => to_read.extend(self.relayed(next)),
                _ => {}
            }
        }
        polarity
    }

    /// "`held` (… `sayso:in` a document that its own group published, and the document has a `sayso:sha256`), `cited`
    /// (the same, but only a `schema:url`), or `hearsay`". One publisher of the group suffices; the best document counts.
    pub(super) fn attestation(&self, statement: usize, grouping: &Grouping) -> Attestation {
        let statement = self.statement(statement);
        statement
            .documents
            .iter()
            .filter_map(|&document| self.document(document))
            .filter(|document| {
                document
                    .publishers
                    .iter()
                    .any(|&by| grouping[by] == grouping[statement.by])
            })
            .map(|document| match (document.sha256, document.url) {
                (true, _) => Attestation::Held,
                (false, true) => Attestation::Cited,
                (false, false) => Attestation::Hearsay,
            })
            .max()
            .unwrap_or(Attestation::Hearsay)
    }

    /// "whether `cited` suffices (default …) or only `held`".
    pub(super) fn attested(&self, statement: usize, grouping: &Grouping) -> bool {
        let least = if self.view.strict {
            Attestation::Held
        } else {
            Attestation::Cited
        };
        self.attestation(statement, grouping) >= least
    }
}
