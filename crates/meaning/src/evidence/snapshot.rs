//! The evidence as it stood at one point in time, for whoever keeps it.
//!
//! Bitemporal: *said by* asks what had been said in the world, *known at* what had been recorded
//! here. Who counts as one is asked per question: [`super::grouping`]. What ties lend is asked per
//! statement: `lending`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::build::text;
use super::grouping::Grouping;
use super::lending::{self, Grades};
use super::timing::Sources;
use super::{Evidence, Statement, Tables, Tie, Timing};
use crate::model::{Interval, TieKind, Time};

/// Which part of the record an answer may use.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct View {
    /// Only what was said by then.
    pub said_by: Option<Time>,
    /// Only what was recorded by then.
    pub known_at: Option<Time>,
    /// Only documents that are held attest, not those merely cited.
    pub strict: bool,
}

/// Evidence under a view.
#[derive(Debug)]
pub struct Snapshot<'e> {
    /// The evidence.
    pub evidence: &'e Evidence,
    /// The view.
    pub view: View,
    /// Who keeps the record: agents, by number, in order.
    keepers: Vec<u32>,
    /// For each agent, what is asked of it on every claim that it speaks on.
    pub(super) standings: Vec<Standing>,
    /// The ties that only caution, by the representatives of their agents.
    pub(super) cautions: FxHashMap<u32, Vec<u32>>,
    /// For each document, its text, where the view does not know all documents.
    texts: Option<Vec<u32>>,
    /// For each statement, when it was said, where the view does not know all that tells.
    timings: Option<Vec<Timing>>,
    tables: OnceLock<Tables<'e>>,
}

/// What is asked of an agent on every claim that it speaks on, in one place.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "six independent properties of an agent, each with a name of its own"
)]
pub(super) struct Standing {
    /// The representative of those joined to it by undated ties.
    pub(super) root: u32,
    /// Its grade, where no tie with dates can change it.
    pub(super) settled: Grades,
    /// Whether it has ties that hold at some times only.
    pub(super) has_dated_ties: bool,
    /// Whether it represents agents with ties that only caution.
    pub(super) has_cautions: bool,
    /// Whether it is an anonymous source whom the keeper does not know.
    pub(super) is_unnamed: bool,
    /// Whether it keeps the record.
    pub(super) is_keeper: bool,
    /// Whether it has authority over anything.
    pub(super) is_authority: bool,
    /// Whether it has ties by which the authority of another may be its own.
    pub(super) may_speak_for: bool,
    /// Whether what it says without relaying is first-hand, where that is stated of all it says.
    pub(super) first_hand: Option<bool>,
}

impl<'e> Snapshot<'e> {
    /// Sees the evidence under a view. O(agents + ties · α); where the view is of what was known at
    /// some time, O(statements + documents) more.
    pub fn new(evidence: &'e Evidence, view: View) -> Self {
        Self::kept_by(evidence, view, &[])
    }

    /// The same, where some agents keep the record: what they relay is relied upon by whoever
    /// reads it, what they say is attested by the record itself, and they know the anonymous
    /// sources that they vouch for.
    pub fn kept_by(evidence: &'e Evidence, view: View, keepers: &[u32]) -> Self {
        let mut union = petgraph::unionfind::UnionFind::<u32>::new(evidence.agents.len());
        let mut keepers = keepers.to_vec();
        keepers.sort_unstable();
        keepers.dedup();
        let mut snapshot = Self {
            evidence,
            view,
            keepers,
            standings: Vec::new(),
            cautions: FxHashMap::default(),
            texts: None,
            timings: None,
            tables: OnceLock::new(),
        };
        for tie in evidence.ties.iter() {
            if tie.kind().contracts() && tie.is_undated() && snapshot.knows_tie(tie) {
                union.union(tie.agents[0], tie.agents[1]);
            }
        }
        snapshot.standings = snapshot.standings(union.into_labeling());
        lending::settle(&mut snapshot);
        for (number, tie) in evidence.ties.iter().enumerate() {
            if !tie.kind().contracts() && snapshot.knows_tie(tie) {
                for agent in tie.agents {
                    let root = snapshot.standings[agent as usize].root;
                    snapshot.standings[root as usize].has_cautions = true;
                    let ties = snapshot.cautions.entry(root).or_default();
                    ties.push(number as u32);
                }
            }
        }
        if view.known_at.is_some() {
            snapshot.texts = Some(snapshot.known_texts());
            snapshot.timings = Some(snapshot.known_timings());
        }
        snapshot
    }

    /// The evidence as plain slices. The first call tests what is mapped, O(bytes); later ones
    /// are free.
    pub fn tables(&self) -> &Tables<'e> {
        self.tables.get_or_init(|| Tables::new(self.evidence))
    }

    /// Who keeps the record, by number, in order.
    pub fn keepers(&self) -> &[u32] {
        &self.keepers
    }

    /// O(agents + their ties and vouchers).
    fn standings(&self, roots: Vec<u32>) -> Vec<Standing> {
        let evidence = self.evidence;
        let (vouchers, ties_of) = (evidence.vouchers.view(), evidence.ties_of.view());
        let ties: &[Tie] = &evidence.ties;
        let standing = |agent: u32, root: u32| {
            let known = &evidence.agents[agent as usize];
            let is_recorded = self.is_recorded(known.recorded_at());
            let mut vouchers = vouchers.row(agent).iter();
            let mut ties_of = ties_of.row(agent).iter().map(|tie| &ties[*tie as usize]);
            Standing {
                root,
                settled: Grades::Open,
                has_dated_ties: ties_of.clone().any(|tie| !tie.is_undated()),
                has_cautions: false,
                is_unnamed: known.is_anonymous()
                    && is_recorded
                    && !vouchers.any(|voucher| self.keepers.binary_search(voucher).is_ok()),
                is_keeper: self.keepers.binary_search(&agent).is_ok(),
                is_authority: known.is_authority(),
                may_speak_for: ties_of
                    .any(|tie| matches!(tie.kind(), TieKind::SameAs | TieKind::SpokespersonOf)),
                first_hand: known.first_hand().filter(|_| is_recorded),
            }
        };
        (0..)
            .zip(roots)
            .map(|(agent, root)| standing(agent, root))
            .collect()
    }

    fn known_texts(&self) -> Vec<u32> {
        let evidence = self.evidence;
        let documents = evidence.documents.len();
        // Documents with one hash or address are one text though the view may not know the first
        // that has it: so that stands for the mark, under a number of its own.
        let said = (evidence.same_text.view(), 0);
        let marks = [evidence.same_hash.view(), evidence.same_address.view()];
        let rows = [
            said,
            (marks[0], documents as u32),
            (marks[1], 2 * documents as u32),
        ];
        let pairs = rows.into_iter().flat_map(|(rows, offset)| {
            let known = (0..documents as u32).filter(|document| self.knows_document(*document));
            known.flat_map(move |document| {
                let others = rows.row(document).iter();
                others
                    .filter(move |other| offset > 0 || self.knows_document(**other))
                    .map(move |other| (document, other + offset))
            })
        });
        let mut texts = text::texts(3 * documents, pairs);
        texts.truncate(documents);
        texts
    }

    fn known_timings(&self) -> Vec<Timing> {
        let evidence = self.evidence;
        let statements: &[Statement] = &evidence.statements;
        let sources = Sources {
            statements,
            documents: &evidence.documents,
            documents_of: evidence.documents_of.view(),
            relays: evidence.relays.view(),
            relays_across: evidence.relays_across.view(),
        };
        let mut timings: Vec<Timing> = statements.iter().map(Statement::timing).collect();
        let unstated = sources.unstated(
            |document| self.knows_document(document),
            |statement| self.is_recorded(statement.recorded_at()),
        );
        for (number, timing, _) in unstated {
            timings[number as usize] = timing;
        }
        timings
    }

    /// Whether a document attests what its publisher says in it, and if so, whether it is held.
    pub fn attests(&self, document: u32) -> Option<bool> {
        let document = &self.tables().documents[document as usize];
        let is_cited = document.has_url() && !self.view.strict;
        let counts = document.is_held() || is_cited;
        (counts && self.is_recorded(document.recorded_at())).then(|| document.is_held())
    }

    pub(super) fn is_recorded(&self, recorded_at: Option<Time>) -> bool {
        match (self.view.known_at, recorded_at) {
            (Some(limit), Some(recorded)) => recorded <= limit,
            _ => true,
        }
    }

    /// Whether the view is of no time, so that all statements have been said and recorded.
    pub const fn sees_all(&self) -> bool {
        self.view.said_by.is_none() && self.view.known_at.is_none()
    }

    /// When a statement was said, as far as the view can tell.
    pub fn timing(&self, statement: u32) -> Timing {
        match &self.timings {
            Some(timings) => timings[statement as usize],
            None => self.tables().statements[statement as usize].timing(),
        }
    }

    /// Whether a statement has been said and recorded. What has a time, or is bounded by one, was
    /// said by then if its first instant was; what has neither is always seen.
    pub fn sees(&self, statement: u32) -> bool {
        let said = match (self.view.said_by, self.timing(statement).time_or_bound()) {
            (Some(limit), Some(said)) => said.first <= limit,
            _ => true,
        };
        said && self.is_recorded(self.tables().statements[statement as usize].recorded_at())
    }

    /// The statements that have been said and recorded, by number.
    pub fn seen(&self) -> impl Iterator<Item = u32> {
        (0..self.evidence.statements.count() as u32).filter(|number| self.sees(*number))
    }

    /// Whether a tie has been recorded.
    pub fn knows_tie(&self, tie: &Tie) -> bool {
        self.is_recorded(tie.recorded_at())
    }

    /// Whether what is known of an agent (grade, authority, interest) has been recorded.
    pub fn knows_agent(&self, agent: u32) -> bool {
        self.view.known_at.is_none()
            || self.is_recorded(self.evidence.agents[agent as usize].recorded_at())
    }

    /// Whether a document has been recorded.
    pub fn knows_document(&self, document: u32) -> bool {
        self.view.known_at.is_none()
            || self.is_recorded(self.evidence.documents[document as usize].recorded_at())
    }

    /// The first of the documents that are one text with a document, itself included.
    pub fn text(&self, document: u32) -> u32 {
        match &self.texts {
            Some(texts) => texts[document as usize],
            None => self.tables().documents[document as usize].text(),
        }
    }

    /// Whether the view knows that a document copies another, of two statements that relay one
    /// another only for that. What is not seen is not known to be copied.
    pub fn knows_copy(&self, statement: u32, target: u32) -> bool {
        if self.sees_all() {
            return true;
        }
        let tables = self.tables();
        let agent = tables.statements[statement as usize].agent;
        let own = tables.documents_of.row(statement);
        let originals = tables.documents_of.row(target);
        self.sees(target)
            && own.iter().any(|copy| {
                tables.publishers.row(*copy).binary_search(&agent).is_ok()
                    && self.knows_document(*copy)
                    && tables.copies.row(*copy).iter().any(|original| {
                        self.knows_document(*original)
                            && originals.binary_search(original).is_ok()
                            && own.binary_search(original).is_err()
                    })
            })
    }

    /// Whether an agent is an anonymous source whom the keeper does not know.
    pub fn is_unnamed(&self, agent: u32) -> bool {
        self.standings[agent as usize].is_unnamed
    }

    /// Whether an agent keeps the record.
    pub fn is_keeper(&self, agent: u32) -> bool {
        self.standings[agent as usize].is_keeper
    }

    /// Whether what an agent says without relaying is first-hand, where that is stated of all
    /// that it says.
    pub fn first_hand(&self, agent: u32) -> Option<bool> {
        self.standings[agent as usize].first_hand
    }

    /// Forms groups for a question about some claims.
    ///
    /// A tie with dates contracts if it can have been in force when either agent spoke on one of
    /// the claims. O(statements of the claims · ties of their agents).
    pub fn grouping(&self, claims: &[u32]) -> Grouping<'_, 'e> {
        Grouping::new(self, claims)
    }

    /// When a statement can have been said.
    pub fn possible(&self, statement: u32) -> Interval {
        self.timing(statement).possible()
    }
}
