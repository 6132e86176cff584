//! The evidence as it stood at one point in time, and who counts as one in it.
//!
//! Bitemporal: *said by* asks what had been said in the world, *known at* what had been recorded
//! here. Groups of agents are formed per question, because a tie with dates makes one of two
//! agents only where either of them spoke while it was in force.

use std::cell::RefCell;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Evidence, Statement, Surrounding, Tables, Tie};
use crate::model::{Grade, TieKind, Time};

/// Grades are inherited over at most this many ties or vouchers in a row.
const LONGEST_WAY: usize = 64;

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
    /// For each agent, what is asked of it on every claim that it speaks on.
    standings: Vec<Standing>,
    /// The ties that only caution, by the representatives of their agents.
    cautions: FxHashMap<u32, Vec<u32>>,
    tables: OnceLock<Tables<'e>>,
}

/// What is asked of an agent on every claim that it speaks on, in one place.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "five independent properties of an agent, each with a name of its own"
)]
struct Standing {
    /// The representative of those joined to it by undated ties.
    root: u32,
    /// Its grade, where no tie with dates can change it.
    #[expect(
        clippy::option_option,
        reason = "not settled, or settled: and then there is a grade, or none"
    )]
    settled: Option<Option<Grade>>,
    /// Whether it has ties that hold at some times only.
    has_dated_ties: bool,
    /// Whether it represents agents with ties that only caution.
    has_cautions: bool,
    /// Whether it is an anonymous source.
    is_anonymous: bool,
    /// Whether it has authority over anything.
    is_authority: bool,
    /// Whether it has ties by which the authority of another may be its own.
    may_speak_for: bool,
}

impl<'e> Snapshot<'e> {
    /// Sees the evidence under a view. O(agents + ties · α).
    pub fn new(evidence: &'e Evidence, view: View) -> Self {
        let mut union = petgraph::unionfind::UnionFind::<u32>::new(evidence.agents.len());
        let mut snapshot = Self {
            evidence,
            view,
            standings: Vec::new(),
            cautions: FxHashMap::default(),
            tables: OnceLock::new(),
        };
        for tie in evidence.ties.iter() {
            if tie.kind().contracts() && tie.is_undated() && snapshot.knows_tie(tie) {
                union.union(tie.agents[0], tie.agents[1]);
            }
        }
        snapshot.standings = snapshot.standings(union.into_labeling());
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
        snapshot
    }

    /// The evidence as plain slices. The first call tests what is mapped, O(bytes); later ones
    /// are free.
    pub fn tables(&self) -> &Tables<'e> {
        self.tables.get_or_init(|| Tables::new(self.evidence))
    }

    /// O(agents + their ties and vouchers).
    fn standings(&self, roots: Vec<u32>) -> Vec<Standing> {
        let evidence = self.evidence;
        let (vouchers, ties_of) = (evidence.vouchers.view(), evidence.ties_of.view());
        let ties: &[Tie] = &evidence.ties;
        let dated = |agent: u32| {
            let ties_of = ties_of.row(agent).iter();
            ties_of
                .map(|tie| &ties[*tie as usize])
                .filter(|tie| !tie.is_undated())
        };
        let mut standings: Vec<Standing> = (0..)
            .zip(roots)
            .map(|(agent, root)| Standing {
                root,
                settled: None,
                has_dated_ties: dated(agent).next().is_some(),
                has_cautions: false,
                may_speak_for: ties_of.row(agent).iter().any(|tie| {
                    let kind = ties[*tie as usize].kind();
                    matches!(kind, TieKind::SameAs | TieKind::SpokespersonOf)
                }),
                is_anonymous: evidence.agents[agent as usize].is_anonymous(),
                is_authority: evidence.agents[agent as usize].is_authority(),
            })
            .collect();
        // A grade comes from the agent, or from those next to it; further ways are gone per question.
        let of_itself = |agent: u32| {
            let known = &evidence.agents[agent as usize];
            known
                .grade()
                .filter(|_| self.is_recorded(known.recorded_at()))
        };
        let speaks_for_another = |agent: u32| {
            let mut ties_of = ties_of.row(agent).iter();
            ties_of.any(|tie| ties[*tie as usize].kind() == TieKind::SpokespersonOf)
        };
        let depends_on_none = |agent: u32| {
            let is_anonymous = evidence.agents[agent as usize].is_anonymous();
            !speaks_for_another(agent) && (!is_anonymous || vouchers.row(agent).is_empty())
        };
        for (agent, standing) in (0..).zip(&mut standings) {
            standing.settled = match of_itself(agent) {
                Some(grade) => Some(Some(grade)),
                None if depends_on_none(agent) => Some(None),
                None => None,
            };
        }
        standings
    }

    /// Whether a document attests what its publisher says in it, and if so, whether it is held.
    pub fn attests(&self, document: u32) -> Option<bool> {
        let document = &self.tables().documents[document as usize];
        let is_cited = document.has_url() && !self.view.strict;
        let counts = document.is_held() || is_cited;
        (counts && self.is_recorded(document.recorded_at())).then(|| document.is_held())
    }

    fn is_recorded(&self, recorded_at: Option<Time>) -> bool {
        match (self.view.known_at, recorded_at) {
            (Some(limit), Some(recorded)) => recorded <= limit,
            _ => true,
        }
    }

    /// Whether the view is of no time, so that all statements have been said and recorded.
    pub const fn sees_all(&self) -> bool {
        self.view.said_by.is_none() && self.view.known_at.is_none()
    }

    /// Whether a statement has been said and recorded.
    pub fn sees(&self, statement: &Statement) -> bool {
        let said = match (self.view.said_by, statement.said()) {
            (Some(limit), Some(said)) => said <= limit,
            _ => true,
        };
        said && self.is_recorded(statement.recorded_at())
    }

    /// Whether a tie has been recorded.
    pub fn knows_tie(&self, tie: &Tie) -> bool {
        self.is_recorded(tie.recorded_at())
    }

    /// Whether what is known of an agent (grade, authority, interest) has been recorded.
    pub fn knows_agent(&self, agent: u32) -> bool {
        self.view.known_at.is_none()
            || self.is_recorded(self.tables().agents[agent as usize].recorded_at())
    }

    /// Whether a document has been recorded.
    pub fn knows_document(&self, document: u32) -> bool {
        self.view.known_at.is_none()
            || self.is_recorded(self.tables().documents[document as usize].recorded_at())
    }

    /// Forms groups for a question about some claims.
    ///
    /// A tie with dates contracts if it was in force when either agent spoke on one of the
    /// claims. O(statements of the claims · ties of their agents).
    pub fn grouping(&self, claims: &[u32]) -> Grouping<'_, 'e> {
        let mut grouping = Grouping {
            snapshot: self,
            in_force: FxHashSet::default(),
            merged: FxHashMap::default(),
            cautioned: Vec::new(),
            grades: RefCell::default(),
        };
        let tables = self.tables();
        for claim in claims {
            let claim = &tables.claims[*claim as usize];
            if !claim.has(Surrounding::DatedTies) {
                continue;
            }
            let range = claim.statements();
            for statement in &tables.statements[range.start as usize..range.end as usize] {
                let has_dated_ties = self.standings[statement.agent as usize].has_dated_ties;
                if !has_dated_ties || !self.sees(statement) {
                    continue;
                }
                for number in tables.ties_of.row(statement.agent) {
                    let tie = &tables.ties[*number as usize];
                    if !tie.is_undated() && self.knows_tie(tie) && tie.in_force(statement.said()) {
                        grouping.in_force.insert(*number);
                        if tie.kind().contracts() {
                            grouping.merge(tie.agents[0], tie.agents[1]);
                        }
                    }
                }
            }
        }
        grouping
    }
}

/// Who counts as one for a question.
#[derive(Debug)]
pub struct Grouping<'s, 'e> {
    snapshot: &'s Snapshot<'e>,
    /// Dated ties in force when one of their agents spoke.
    in_force: FxHashSet<u32>,
    /// What dated ties join, on top of the undated ones.
    merged: FxHashMap<u32, u32>,
    /// Those of them that have ties that only caution, in order.
    cautioned: Vec<u32>,
    /// Grades that were inherited, once they are known.
    grades: RefCell<FxHashMap<u32, Option<Grade>>>,
}

impl<'s, 'e> Grouping<'s, 'e> {
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

    /// Whether an agent is an anonymous source.
    pub fn is_anonymous(&self, agent: u32) -> bool {
        self.snapshot.standings[agent as usize].is_anonymous
    }

    fn merge(&mut self, a: u32, b: u32) {
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

    /// The cautioning ties at any agent of the group of a representative. O(what dated ties join
    /// and those ties).
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

    /// Whether a tie holds for this question: undated, or in force when one of its agents spoke.
    pub fn holds(&self, tie: u32) -> bool {
        let known = &self.snapshot.tables().ties[tie as usize];
        self.snapshot.knows_tie(known) && (known.is_undated() || self.in_force.contains(&tie))
    }

    /// The agents at the other end of an agent's ties of one kind that hold for this question.
    ///
    /// For a directed kind, only those whom this agent depends on.
    fn tied(&self, agent: u32, kind: TieKind) -> impl Iterator<Item = u32> {
        let evidence = self.snapshot.tables();
        evidence
            .ties_of
            .row(agent)
            .iter()
            .filter(move |number| {
                let tie = &evidence.ties[**number as usize];
                tie.kind() == kind
                    && self.holds(**number)
                    && (!kind.is_directed() || (tie.is_directed() && tie.agents[0] == agent))
            })
            .map(move |number| evidence.ties[*number as usize].other(agent))
    }

    /// An agent's grade: its own; else, for a spokesperson, the principal's; else, for an
    /// anonymous source, one letter below its voucher's. With several, the one
    /// lowest in the alphabet.
    ///
    /// O(ties and vouchers reached), each agent once but where they go round in circles.
    pub fn grade(&self, agent: u32) -> Option<Grade> {
        if let Some(grade) = self.snapshot.standings[agent as usize].settled {
            return grade;
        }
        self.grade_by_way_of(agent, &mut Vec::new()).0
    }

    /// The grade, and whether a circle was cut to find it: then it holds for this way alone.
    fn grade_by_way_of(&self, agent: u32, way: &mut Vec<u32>) -> (Option<Grade>, bool) {
        let tables = self.snapshot.tables();
        let known = &tables.agents[agent as usize];
        let is_recorded = self.snapshot.knows_agent(agent);
        if let (Some(grade), true) = (known.grade(), is_recorded) {
            return (Some(grade), false);
        }
        let vouchers = tables.vouchers.row(agent);
        let has_ties = !tables.ties_of.row(agent).is_empty();
        let may_inherit = has_ties || (is_recorded && !vouchers.is_empty());
        if !may_inherit {
            return (None, false);
        }
        if let Some(grade) = self.grades.borrow().get(&agent) {
            return (*grade, false);
        }
        if way.contains(&agent) || way.len() > LONGEST_WAY {
            return (None, true);
        }
        way.push(agent);
        let principals: Vec<u32> = self.tied(agent, TieKind::SpokespersonOf).collect();
        let (mut grade, mut is_cut) = self.worst(&principals, way);
        if grade.is_none() && known.is_anonymous() && is_recorded {
            let (of_vouchers, is_cut_too) = self.worst(vouchers, way);
            grade = of_vouchers.map(Grade::one_below);
            is_cut |= is_cut_too;
        }
        way.pop();
        if !is_cut {
            self.grades.borrow_mut().insert(agent, grade);
        }
        (grade, is_cut)
    }

    fn worst(&self, agents: &[u32], way: &mut Vec<u32>) -> (Option<Grade>, bool) {
        let mut worst = None;
        let mut is_cut = false;
        for agent in agents {
            let (grade, is_cut_too) = self.grade_by_way_of(*agent, way);
            worst = worst.max(grade);
            is_cut |= is_cut_too;
        }
        (worst, is_cut)
    }

    /// Whether an agent has authority over a claim: itself, or as another name of, or
    /// spokesperson for, one that has.
    pub fn has_authority(&self, agent: u32, claim: u32) -> bool {
        let Standing {
            may_speak_for,
            is_authority,
            ..
        } = self.snapshot.standings[agent as usize];
        if !may_speak_for && !is_authority {
            return false;
        }
        let authorities = self.snapshot.tables().authorities.row(claim);
        if authorities.is_empty() {
            return false;
        }
        if authorities.binary_search(&agent).is_ok() && self.snapshot.knows_agent(agent) {
            return true;
        }
        if !may_speak_for {
            return false;
        }
        let mut seen = vec![agent];
        let mut next = 0;
        while let Some(at) = seen.get(next).copied() {
            if authorities.binary_search(&at).is_ok() && self.snapshot.knows_agent(at) {
                return true;
            }
            for kind in [TieKind::SameAs, TieKind::SpokespersonOf] {
                for other in self.tied(at, kind) {
                    if !seen.contains(&other) {
                        seen.push(other);
                    }
                }
            }
            next += 1;
        }
        false
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
