//! What a view shows of a case: its groups, grades and authorities, and which statements are live.

use std::collections::BTreeSet;

use super::super::case::{Agent, Document, Grade, Stance, Statement, Tie, TieKind};
use super::texts::join;
use super::{Attestation, Grouping, Sign, World, by_then};

// docs/semantics.md: what the view shows.
impl World<'_> {
    pub(super) fn statement(&self, statement: usize) -> &Statement {
        &self.case.statements[statement]
    }

    /// Said and recorded by the as-of times.
    pub(super) fn visible(&self, statement: usize) -> bool {
        self.present.contains(&statement)
    }

    /// The visible statements, in order.
    pub(super) fn all_visible(&self) -> impl Iterator<Item = usize> {
        self.present.iter().copied()
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

    /// A document; nothing, if it was recorded later than the view.
    pub(super) fn document(&self, document: usize) -> Option<&Document> {
        Some(&self.case.documents[document])
            .filter(|document| by_then(document.recorded_at, self.view.known_at))
    }

    /// The ties in force that contract.
    pub(super) fn contracting_ties(&self, claims: &BTreeSet<usize>) -> Vec<&Tie> {
        self.ties_in_force(claims)
            .into_iter()
            .filter(|tie| tie.kind.contracts())
            .collect()
    }
}

/// The one with the lowest a; of C and F, which have the same, F.
fn lowest(grades: impl IntoIterator<Item = Grade>) -> Option<Grade> {
    grades.into_iter().min_by(|one, other| {
        let by_a = one.as_origin().total_cmp(&other.as_origin());
        by_a.then(other.cmp(one))
    })
}

// docs/semantics.md: groups, grades, authority.
impl World<'_> {
    /// "agents joined by contracting ties".
    pub(super) fn grouping(&self, claims: &BTreeSet<usize>) -> Grouping {
        let mut least: Grouping = (0..self.case.agents.len()).collect();
        for tie in self.contracting_ties(claims) {
            join(&mut least, tie.dependent, tie.principal);
        }
        least
    }

    /// All names of an agent, by what is lent to the statement.
    fn names(&self, agent: usize, statement: usize) -> BTreeSet<usize> {
        let mut least: Grouping = (0..self.case.agents.len()).collect();
        for tie in self.ties_that_lend(statement) {
            if tie.kind == TieKind::SameAs {
                join(&mut least, tie.dependent, tie.principal);
            }
        }
        (0..least.len())
            .filter(|&other| least[other] == least[agent])
            .collect()
    }

    /// Those whom an agent speaks for, under any of its names, by what is lent to the statement.
    fn principals(&self, names: &BTreeSet<usize>, statement: usize) -> BTreeSet<usize> {
        self.ties_that_lend(statement)
            .into_iter()
            .filter(|tie| tie.kind == TieKind::SpokespersonOf && names.contains(&tie.dependent))
            .map(|tie| tie.principal)
            .collect()
    }

    /// The grade of who makes the statement.
    pub(super) fn grade(&self, statement: usize) -> Option<Grade> {
        self.grade_of(
            self.statement(statement).by,
            statement,
            &BTreeSet::default(),
        )
    }

    /// "Agents that are `SameAs` share grade (the one with the lowest a)"; "A spokesperson without a grade takes the
    /// principal's; with several, the one that gives the lowest a"; "A named `sayso:AnonymousSource` without a grade is one
    /// letter below its voucher". Nobody is asked twice on one way.
    fn grade_of(&self, agent: usize, statement: usize, asked: &BTreeSet<usize>) -> Option<Grade> {
        let names = self.names(agent, statement);
        let known: Vec<&Agent> = names.iter().filter_map(|&name| self.agent(name)).collect();
        if let Some(own) = lowest(known.iter().filter_map(|known| known.grade)) {
            return Some(own);
        }
        let asked = asked | &names;
        let given = |by: usize| {
            (!asked.contains(&by))
                .then(|| self.grade_of(by, statement, &asked))
                .flatten()
        };
        let principals = self.principals(&names, statement);
        let vouchers: BTreeSet<usize> = known
            .iter()
            .filter(|known| known.anonymous)
            .flat_map(|known| known.vouched_by.iter().copied())
            .collect();
        lowest(principals.into_iter().filter_map(given))
            .or_else(|| lowest(vouchers.into_iter().filter_map(given).map(Grade::one_below)))
    }

    /// "its agent has authority over the claim (itself, or as `SameAs` / `SpokespersonOf` of one that has)": transitively,
    /// by what is lent to the statement, a spokesperson having the authority of its principal and not the reverse.
    pub(super) fn has_authority(&self, statement: usize) -> bool {
        let Statement { by, claim, .. } = *self.statement(statement);
        let mut stands_for = self.names(by, statement);
        loop {
            let mut more = stands_for.clone();
            for principal in self.principals(&stands_for, statement) {
                more.extend(self.names(principal, statement));
            }
            if more == stands_for {
                break;
            }
            stands_for = more;
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

    /// docs/semantics.md, Origin: "first-hand if `sayso:firstHand true`, or if unstated and its agent has authority over
    /// the claim"; on an agent it is "the default for its statements that relay nothing and say nothing themselves".
    pub(super) fn first_hand(&self, origin: usize) -> bool {
        let statement = self.statement(origin);
        statement.first_hand.unwrap_or_else(|| {
            self.agent(statement.by)
                .is_some_and(|known| known.first_hand)
                || self.has_authority(origin)
        })
    }

    /// "an origin is *named* if it is first-hand by an agent that is no `AnonymousSource` (or one that the keeper vouches
    /// for)".
    pub(super) fn named(&self, origin: usize) -> bool {
        let nameless = self.agent(self.statement(origin).by).is_some_and(|known| {
            known.anonymous && known.vouched_by.is_disjoint(&self.case.keepers)
        });
        self.first_hand(origin) && !nameless
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
                && !self.certainly_before(retraction, statement)
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
        self.on_same_claim(statement, &self.relays[statement])
    }

    /// Those of the statements that are visible and on the same claim.
    fn on_same_claim(&self, statement: usize, relays: &BTreeSet<usize>) -> Vec<usize> {
        let claim = self.statement(statement).claim;
        relays
            .iter()
            .copied()
            .filter(|&relayed| self.statement(relayed).claim == claim && self.visible(relayed))
            .collect()
    }

    /// docs/semantics.md, Stances, and docs/semantics.md: "read through the relays of the same claim, live or dead; if they have both, it has
    /// both; if none, it supports nothing". An unseen one contributes nothing. `reports` that relays nothing is
    /// `asserts`; one that relays only something unseen or something on another claim is not. What is copied is of the same
    /// side, so it plays no part here.
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
                Stance::Reports => {
                    to_read.extend(self.on_same_claim(next, &self.statement(next).relays));
                }
                _ => {}
            }
        }
        polarity
    }

    /// "`held` (… `sayso:in` a document that its own group published, and the document has a `sayso:sha256`), `cited`
    /// (the same, but only a `schema:url`), or `hearsay`". One publisher of the group suffices; the best document counts.
    /// Of the keeper: "their group's statements count as attested", and there is no citation to check.
    pub(super) fn attestation(&self, statement: usize, grouping: &Grouping) -> Attestation {
        let statement = self.statement(statement);
        let mut keepers = self.case.keepers.iter();
        if keepers.any(|&keeper| grouping[keeper] == grouping[statement.by]) {
            return Attestation::Held;
        }
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
            .map(
                |document| match (document.capture, document.addresses.is_empty()) {
                    (Some(_), _) => Attestation::Held,
                    (None, false) => Attestation::Cited,
                    (None, true) => Attestation::Hearsay,
                },
            )
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
