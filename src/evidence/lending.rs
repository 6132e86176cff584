//! What an agent has of those tied to it: grade and authority.
//!
//! Names of one agent share both. A spokesperson without a grade takes the principal's, and speaks
//! with its authority; an anonymous source without one stands a letter below its voucher. A tie with
//! dates lends only to a statement that has a time of its own, certainly within them: who has left
//! an office confirms nothing officially.

use super::{Snapshot, Tie};
use crate::model::{Grade, Interval, TieKind};

/// Grades are inherited over at most this many ties or vouchers in a row. It also ends circles of
/// those who vouch for each other, which are findings of their own.
const LONGEST_WAY: usize = 64;

/// From whom an agent has its grade.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lender {
    /// Another name of it.
    Name(u32),
    /// The one that it speaks for.
    Principal(u32),
    /// Whoever vouches for it, who stands a letter above.
    Voucher(u32),
}

/// The grade of an agent, as far as it can be told without a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Grades {
    /// It depends on when something was said.
    Open,
    /// It is always this, or none.
    Settled(Option<Grade>),
}

/// Settles the grades of all agents whose own is all there is. O(agents + their ties).
pub(super) fn settle(snapshot: &mut Snapshot<'_>) {
    let evidence = snapshot.evidence;
    let (vouchers, ties_of) = (evidence.vouchers.view(), evidence.ties_of.view());
    let ties: &[Tie] = &evidence.ties;
    let mut settled = Vec::with_capacity(snapshot.standings.len());
    for agent in 0..snapshot.standings.len() as u32 {
        let known = &evidence.agents[agent as usize];
        let own = known.grade().filter(|_| snapshot.knows_agent(agent));
        let is_asking = own.is_none()
            && known.is_anonymous()
            && !vouchers.row(agent).is_empty()
            && snapshot.knows_agent(agent);
        let lends = |number: &u32| lends(&ties[*number as usize], agent, own.is_none());
        settled.push(if is_asking || ties_of.row(agent).iter().any(lends) {
            Grades::Open
        } else {
            Grades::Settled(own)
        });
    }
    // What no date can change is found once.
    for agent in 0..settled.len() as u32 {
        if settled[agent as usize] == Grades::Open {
            let lending = Lending::new(snapshot, agent, None, LONGEST_WAY);
            if !lending.has_dates {
                let grade = Grades::Settled(lending.grade());
                for name in lending.names_of_it() {
                    settled[name as usize] = grade;
                }
            }
        }
    }
    for (standing, grades) in snapshot.standings.iter_mut().zip(settled) {
        standing.settled = grades;
    }
}

/// Whether a tie may lend a grade to an agent: from another name of it, or, where it has none of
/// its own, from the one that it speaks for.
fn lends(tie: &Tie, agent: u32, wants: bool) -> bool {
    match tie.kind() {
        TieKind::SameAs => true,
        TieKind::SpokespersonOf => wants && tie.is_directed() && tie.agents[0] == agent,
        _ => false,
    }
}

/// The agents that an agent may have a grade from, with what they are to each other.
struct Lending {
    /// The agents reached, the one asked about first.
    agents: Vec<u32>,
    /// Pairs of names of one agent, by position.
    names: Vec<(u32, u32)>,
    /// Spokespersons with their principals, by position.
    principals: Vec<(u32, u32)>,
    /// Anonymous sources with their vouchers, by position.
    vouchers: Vec<(u32, u32)>,
    /// The grades that they have themselves.
    own: Vec<Option<Grade>>,
    /// Whether some tie on the way has dates, so that another time may give another answer.
    has_dates: bool,
}

impl Lending {
    /// Gathers what may lend a grade to an agent who speaks at a time, or at an unknown one.
    fn new(snapshot: &Snapshot<'_>, agent: u32, at: Option<Interval>, longest: usize) -> Self {
        let evidence = snapshot.evidence;
        let (vouchers, ties_of) = (evidence.vouchers.view(), evidence.ties_of.view());
        let mut lending = Self {
            agents: vec![agent],
            names: Vec::new(),
            principals: Vec::new(),
            vouchers: Vec::new(),
            own: Vec::new(),
            has_dates: false,
        };
        let mut place_of = rustc_hash::FxHashMap::default();
        place_of.insert(agent, 0_u32);
        let mut place = 0;
        let (mut level, mut level_end) = (0, 1);
        while place < lending.agents.len() {
            if place == level_end {
                level += 1;
                level_end = lending.agents.len();
            }
            let agent = lending.agents[place];
            let known = &evidence.agents[agent as usize];
            let is_recorded = snapshot.knows_agent(agent);
            lending.own.push(known.grade().filter(|_| is_recorded));
            let here = place as u32;
            place += 1;
            if level >= longest {
                continue;
            }
            let agents = &mut lending.agents;
            let mut reach = |other: u32| {
                *place_of.entry(other).or_insert_with(|| {
                    agents.push(other);
                    agents.len() as u32 - 1
                })
            };
            for number in ties_of.row(agent) {
                let tie = &evidence.ties[*number as usize];
                if !snapshot.knows_tie(tie) || !lends(tie, agent, true) {
                    continue;
                }
                lending.has_dates |= !tie.is_undated();
                if tie.is_undated() || at.is_some_and(|at| tie.certainly_holds(at)) {
                    let pair = (here, reach(tie.other(agent)));
                    if tie.kind() == TieKind::SameAs {
                        lending.names.push(pair);
                    } else {
                        lending.principals.push(pair);
                    }
                }
            }
            if known.is_anonymous() && is_recorded {
                for voucher in vouchers.row(agent) {
                    let pair = (here, reach(*voucher));
                    lending.vouchers.push(pair);
                }
            }
        }
        lending
    }

    /// For each agent reached, one that stands for all its names.
    fn labels(&self) -> Vec<u32> {
        let mut union = petgraph::unionfind::UnionFind::<u32>::new(self.agents.len());
        for (a, b) in &self.names {
            union.union(*a, *b);
        }
        union.into_labeling()
    }

    /// All names of the agent asked about, itself included.
    fn names_of_it(&self) -> Vec<u32> {
        let labels = self.labels();
        let named = self.agents.iter().zip(&labels);
        let named = named.filter(|(_, label)| **label == labels[0]);
        named.map(|(agent, _)| *agent).collect()
    }

    /// The grade of the agent asked about: the lowest of its names'; else the lowest of its
    /// principals'; else, for an anonymous source, the lowest of one letter below each of its vouchers'.
    ///
    /// All agents reached are asked at once, round by round, until nothing changes, so that the
    /// order of names never matters. O(rounds · ties), as many rounds as the longest way.
    fn grade(&self) -> Option<Grade> {
        let name = self.labels();
        self.grades(&name)[name[0] as usize]
    }

    /// The grades of all agents reached, each where the one stands that stands for its names.
    fn grades(&self, name: &[u32]) -> Vec<Option<Grade>> {
        let weakest = |pairs: &mut dyn Iterator<Item = (u32, Option<Grade>)>| {
            let mut found = vec![None; self.agents.len()];
            for (place, grade) in pairs {
                let slot: &mut Option<Grade> = &mut found[name[place as usize] as usize];
                *slot = match (*slot, grade) {
                    (Some(held), Some(other)) => Some(held.weaker(other)),
                    (held, other) => held.or(other),
                };
            }
            found
        };
        let own = weakest(&mut (0..).zip(self.own.iter().copied()));
        let mut grades = own.clone();
        for _ in 0..LONGEST_WAY {
            let of = |place: u32| grades[name[place as usize] as usize];
            let from_principals = &mut self
                .principals
                .iter()
                .map(|(by, of_whom)| (*by, of(*of_whom)));
            let from_principals = weakest(from_principals);
            let from_vouchers = self.vouchers.iter();
            let from_vouchers =
                &mut from_vouchers.map(|(by, of_whom)| (*by, of(*of_whom).map(Grade::one_below)));
            let from_vouchers = weakest(from_vouchers);
            let next: Vec<Option<Grade>> = (0..grades.len())
                .map(|place| {
                    own[place]
                        .or(from_principals[place])
                        .or(from_vouchers[place])
                })
                .collect();
            if next == grades {
                break;
            }
            grades = next;
        }
        grades
    }

    /// From whom the agent asked about has its grade, if not from itself; of several the first.
    fn lender(&self) -> Option<Lender> {
        let name = self.labels();
        let grades = self.grades(&name);
        let of = |place: u32| grades[name[place as usize] as usize];
        let grade = of(0)?;
        let is_it = |place: u32| name[place as usize] == name[0];
        let mut owners = (0..).zip(&self.own);
        if owners
            .clone()
            .any(|(place, own)| is_it(place) && own.is_some())
        {
            let lends = |(place, own): (u32, &Option<Grade>)| {
                (is_it(place) && *own == Some(grade)).then_some(place)
            };
            let place = owners.find_map(lends)?;
            return (place != 0).then(|| Lender::Name(self.agents[place as usize]));
        }
        let agent = |place: u32| self.agents[place as usize];
        let lent = |(by, from): &&(u32, u32)| is_it(*by) && of(*from) == Some(grade);
        let is_below =
            |(by, from): &&(u32, u32)| is_it(*by) && of(*from).map(Grade::one_below) == Some(grade);
        let principal = self.principals.iter().find(lent);
        let voucher = || self.vouchers.iter().find(is_below);
        principal
            .map(|(_, from)| Lender::Principal(agent(*from)))
            .or_else(|| voucher().map(|(_, from)| Lender::Voucher(agent(*from))))
    }
}

impl Snapshot<'_> {
    /// The grade of an agent for what it says at a time of its own, or at an unknown one.
    ///
    /// O(1) where no tie lends one; else O(ties and vouchers reached).
    pub fn grade(&self, agent: u32, at: Option<Interval>) -> Option<Grade> {
        match self.standings[agent as usize].settled {
            Grades::Settled(grade) => grade,
            Grades::Open => Lending::new(self, agent, at, LONGEST_WAY).grade(),
        }
    }

    /// From whom an agent has the grade that counts for what it says at a time of its own, or at an
    /// unknown one; `None` if it is its own, or it has none.
    pub fn lender(&self, agent: u32, at: Option<Interval>) -> Option<Lender> {
        Lending::new(self, agent, at, LONGEST_WAY).lender()
    }

    /// Whether an agent has authority over a claim for what it says at a time of its own, or at an
    /// unknown one: itself, or as another name of, or spokesperson for, one that has.
    pub fn has_authority(&self, agent: u32, claim: u32, at: Option<Interval>) -> bool {
        self.authority(agent, claim, at).is_some()
    }

    /// By whose authority an agent speaks on a claim; its own, where it has it.
    pub fn authority(&self, agent: u32, claim: u32, at: Option<Interval>) -> Option<u32> {
        let standing = &self.standings[agent as usize];
        if !standing.may_speak_for && !standing.is_authority {
            return None;
        }
        let tables = self.tables();
        let authorities = tables.authorities.row(claim);
        let has_it =
            |agent: u32| authorities.binary_search(&agent).is_ok() && self.knows_agent(agent);
        if authorities.is_empty() || !standing.may_speak_for {
            return has_it(agent).then_some(agent);
        }
        let mut reached = vec![agent];
        let mut seen: rustc_hash::FxHashSet<u32> = reached.iter().copied().collect();
        let mut next = 0;
        while let Some(at_agent) = reached.get(next).copied() {
            if has_it(at_agent) {
                return Some(at_agent);
            }
            for number in tables.ties_of.row(at_agent) {
                let tie = &tables.ties[*number as usize];
                let is_lent = tie.is_undated() || at.is_some_and(|at| tie.certainly_holds(at));
                let other = tie.other(at_agent);
                if is_lent
                    && lends(tie, at_agent, true)
                    && self.knows_tie(tie)
                    && seen.insert(other)
                {
                    reached.push(other);
                }
            }
            next += 1;
        }
        None
    }
}
