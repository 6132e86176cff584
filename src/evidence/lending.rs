//! What an agent has of those tied to it: grade and authority.
//!
//! Names of one agent share both. A spokesperson without a grade takes the principal's, and speaks
//! with its authority; an anonymous source without one stands a letter below its voucher. A tie with
//! dates lends only to a statement that has a time of its own, certainly within them: who has left
//! an office confirms nothing officially.

use super::{Snapshot, Tie};
use crate::model::{Grade, Interval, TieKind};

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
    // What no date can change is found once, for all that are asked on the way.
    for agent in 0..settled.len() as u32 {
        if settled[agent as usize] == Grades::Open {
            let lending = Lending::new(snapshot, agent, None, &settled);
            if !lending.has_dates {
                for (reached, grade) in lending.agents.iter().zip(lending.grades()) {
                    settled[*reached as usize] = Grades::Settled(grade);
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
    /// The grades that they have themselves, or are known to have in the end.
    own: Vec<Option<Grade>>,
    /// Whether some tie on the way has dates, so that another time may give another answer.
    has_dates: bool,
}

impl Lending {
    /// Gathers what may lend a grade to an agent who speaks at a time, or at an unknown one. Those
    /// whose grade is settled already are not asked for theirs.
    fn new(snapshot: &Snapshot<'_>, agent: u32, at: Option<Interval>, settled: &[Grades]) -> Self {
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
        while let Some(agent) = lending.agents.get(place).copied() {
            let here = place as u32;
            place += 1;
            if here > 0
                && let Some(Grades::Settled(grade)) = settled.get(agent as usize)
            {
                lending.own.push(*grade);
                continue;
            }
            let known = &evidence.agents[agent as usize];
            let is_recorded = snapshot.knows_agent(agent);
            lending.own.push(known.grade().filter(|_| is_recorded));
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

    /// The grades of all agents reached: the lowest of an agent's names'; else the lowest of its
    /// principals'; else, for an anonymous source, the lowest of one letter below each of its
    /// vouchers'. Who can have one from a principal has none from a voucher; and what goes round in
    /// a circle lends nothing by itself.
    ///
    /// A grade only ever becomes lower while this goes on, so it ends, and the order of names never
    /// matters. O(ties · grades, and log of them).
    fn grades(&self) -> Vec<Option<Grade>> {
        let name = self.labels();
        let mut own = vec![None; name.len()];
        for (label, grade) in name.iter().zip(&self.own) {
            let slot: &mut Option<Grade> = &mut own[*label as usize];
            *slot = weaker(*slot, *grade);
        }
        let loan = |is_vouched: bool| {
            let name = &name;
            move |(by, from): &(u32, u32)| Loan {
                from: name[*from as usize],
                by: name[*by as usize],
                is_vouched,
            }
        };
        let principals = self.principals.iter().map(loan(false));
        let vouchers = self.vouchers.iter().map(loan(true));
        let mut loans: Vec<Loan> = principals.chain(vouchers).collect();
        loans.retain(|loan| own[loan.by as usize].is_none());
        loans.sort_unstable_by_key(|loan| loan.from);
        let can_have = pass_on(&loans, own.clone(), |_, grade| grade);
        let has = |label: u32| can_have[label as usize].is_some();
        let mut speaks_for_one = vec![false; name.len()];
        for loan in loans.iter().filter(|loan| !loan.is_vouched) {
            speaks_for_one[loan.by as usize] |= has(loan.from);
        }
        loans.retain(|loan| !loan.is_vouched || !speaks_for_one[loan.by as usize]);
        let grades = pass_on(&loans, own, |loan, grade| {
            if loan.is_vouched {
                grade.one_below()
            } else {
                grade
            }
        });
        name.iter().map(|label| grades[*label as usize]).collect()
    }

    /// From whom the agent asked about has its grade, if not from itself; of several the first.
    fn lender(&self) -> Option<Lender> {
        let name = self.labels();
        let grades = self.grades();
        let of = |place: u32| grades[place as usize];
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

/// That one has a grade from another.
#[derive(Clone, Copy)]
struct Loan {
    from: u32,
    by: u32,
    is_vouched: bool,
}

/// The lower of two grades, where there are two.
fn weaker(one: Option<Grade>, other: Option<Grade>) -> Option<Grade> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.weaker(other)),
        (one, other) => one.or(other),
    }
}

/// Passes grades on along loans, sorted by lender, until nothing becomes lower.
fn pass_on(
    loans: &[Loan],
    mut grades: Vec<Option<Grade>>,
    lent: impl Fn(&Loan, Grade) -> Grade,
) -> Vec<Option<Grade>> {
    let has = |(place, grade): (u32, &Option<Grade>)| grade.map(|_| place);
    let mut open: Vec<u32> = (0..).zip(&grades).filter_map(has).collect();
    while let Some(from) = open.pop() {
        let Some(grade) = grades[from as usize] else {
            continue;
        };
        let start = loans.partition_point(|loan| loan.from < from);
        for loan in loans[start..].iter().take_while(|loan| loan.from == from) {
            let held = grades[loan.by as usize];
            let lower = weaker(held, Some(lent(loan, grade)));
            if lower != held {
                grades[loan.by as usize] = lower;
                open.push(loan.by);
            }
        }
    }
    grades
}

impl Snapshot<'_> {
    /// The grade of an agent for what it says at a time of its own, or at an unknown one.
    ///
    /// O(1) where no tie lends one; else O(ties and vouchers reached).
    pub fn grade(&self, agent: u32, at: Option<Interval>) -> Option<Grade> {
        match self.standings[agent as usize].settled {
            Grades::Settled(grade) => grade,
            Grades::Open => Lending::new(self, agent, at, &[]).grades()[0],
        }
    }

    /// Whether the grade of an agent depends on when it speaks.
    pub(crate) fn has_open_grade(&self, agent: u32) -> bool {
        self.standings[agent as usize].settled == Grades::Open
    }

    /// From whom an agent has the grade that counts for what it says at a time of its own, or at an
    /// unknown one; `None` if it is its own, or it has none.
    pub fn lender(&self, agent: u32, at: Option<Interval>) -> Option<Lender> {
        Lending::new(self, agent, at, &[]).lender()
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
