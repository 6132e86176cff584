//! What is known of one claim, statement, agent, document or tie: rows of plain values.
//!
//! A row has no pointers and no padding, so a table of them can be written to a file as it is
//! and read from there. What may be missing has a value of its own inside (the earliest time,
//! the largest number, no number) and is an `Option` outside.

mod claim;
mod statement;

use bytemuck::{Pod, Zeroable};

use crate::model::{Grade, Interval, TieKind, Time};
use crate::vocab::Id;

pub use claim::{Claim, Surrounding};
pub(super) use statement::Parts;
pub use statement::{Printed, Statement, Timing};

/// A number of nothing.
const NONE: u32 = u32::MAX;
/// A code of nothing.
const NO_CODE: u8 = u8::MAX;

/// A time, or none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Pod, Zeroable)]
#[repr(transparent)]
pub(in crate::evidence) struct Moment(i64);

impl Moment {
    const NEVER: Self = Self(i64::MIN);

    const fn get(self) -> Option<Time> {
        if self.0 == Self::NEVER.0 {
            None
        } else {
            Some(Time(self.0))
        }
    }
}

impl From<Option<Time>> for Moment {
    fn from(time: Option<Time>) -> Self {
        time.map_or(Self::NEVER, |time| Self(time.0))
    }
}

/// A time with the literal that says it, split: its first instant, its last one, the literal.
fn split(at: Option<(Interval, Id)>) -> (Moment, Moment, u32) {
    (
        Moment::from(at.map(|(time, _)| time.first)),
        Moment::from(at.map(|(time, _)| time.last)),
        at.map_or(NONE, |(_, literal)| literal.0),
    )
}

/// Two moments as the interval between them, if there are any.
fn joined(first: Moment, last: Moment) -> Option<Interval> {
    Some(Interval {
        first: first.get()?,
        last: last.get()?,
    })
}

/// A person, an organisation, or an anonymous source.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct Agent {
    recorded: Moment,
    /// Its IRI.
    pub term: Id,
    grade: u8,
    is_anonymous: u8,
    is_authority: u8,
    first_hand: u8,
}

impl Agent {
    pub(in crate::evidence) const fn new(term: Id) -> Self {
        Self {
            recorded: Moment::NEVER,
            term,
            grade: NO_CODE,
            is_anonymous: 0,
            is_authority: 0,
            first_hand: NO_CODE,
        }
    }

    /// Its reliability, where graded.
    pub fn grade(&self) -> Option<Grade> {
        Grade::ALL.get(usize::from(self.grade)).copied()
    }

    /// Whether it is a `sayso:AnonymousSource`.
    pub const fn is_anonymous(&self) -> bool {
        self.is_anonymous != 0
    }

    /// When what is known of it was recorded.
    pub const fn recorded_at(&self) -> Option<Time> {
        self.recorded.get()
    }

    /// Whether what it says and does not relay is from its own knowledge, where that is stated
    /// of all that it says.
    pub const fn first_hand(&self) -> Option<bool> {
        match self.first_hand {
            NO_CODE => None,
            code => Some(code == 1),
        }
    }

    pub(in crate::evidence) fn set_first_hand(&mut self, is_so: bool) {
        self.first_hand = u8::from(is_so);
    }

    pub(in crate::evidence) fn set_grade(&mut self, grade: Option<Grade>) {
        self.grade = grade.map_or(NO_CODE, |grade| grade as u8);
    }

    /// Whether it has authority over some claim by itself.
    pub const fn is_authority(&self) -> bool {
        self.is_authority != 0
    }

    pub(in crate::evidence) const fn set_authority(&mut self) {
        self.is_authority = 1;
    }

    pub(in crate::evidence) const fn set_anonymous(&mut self) {
        self.is_anonymous = 1;
    }

    pub(in crate::evidence) fn set_recorded_at(&mut self, at: Option<Time>) {
        self.recorded = at.into();
    }
}

/// An article, a press release, a filing, a post.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct Document {
    issued: Moment,
    issued_last: Moment,
    recorded: Moment,
    /// Its IRI.
    pub term: Id,
    issued_literal: u32,
    text: u32,
    is_held: u8,
    has_url: u8,
    unused: [u8; 2],
}

impl Document {
    pub(in crate::evidence) const fn new(term: Id) -> Self {
        Self {
            issued: Moment::NEVER,
            issued_last: Moment::NEVER,
            recorded: Moment::NEVER,
            term,
            issued_literal: NONE,
            text: NONE,
            is_held: 0,
            has_url: 0,
            unused: [0; 2],
        }
    }

    /// Whether a capture is held (it has a hash).
    pub const fn is_held(&self) -> bool {
        self.is_held != 0
    }

    /// Whether it has a locator.
    pub const fn has_url(&self) -> bool {
        self.has_url != 0
    }

    /// When it was issued, with the literal.
    pub fn issued(&self) -> Option<(Interval, Id)> {
        let time = joined(self.issued, self.issued_last)?;
        Some((time, Id(self.issued_literal)))
    }

    /// When it was recorded.
    pub const fn recorded_at(&self) -> Option<Time> {
        self.recorded.get()
    }

    /// The first of the documents that are one text with it, itself included.
    pub const fn text(&self) -> u32 {
        self.text
    }

    pub(in crate::evidence) const fn set_text(&mut self, text: u32) {
        self.text = text;
    }

    pub(in crate::evidence) const fn set_held(&mut self) {
        self.is_held = 1;
    }

    pub(in crate::evidence) const fn set_url(&mut self) {
        self.has_url = 1;
    }

    pub(in crate::evidence) fn set_issued(&mut self, at: Option<(Interval, Id)>) {
        (self.issued, self.issued_last, self.issued_literal) = split(at);
    }

    pub(in crate::evidence) fn set_recorded_at(&mut self, at: Option<Time>) {
        self.recorded = at.into();
    }
}

/// Why two agents are not independent.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct Tie {
    valid_from: [Moment; 2],
    valid_until: [Moment; 2],
    recorded: Moment,
    /// Its IRI or blank node.
    pub term: Id,
    /// The two agents; where the tie has a direction, the dependent one first.
    pub agents: [u32; 2],
    kind: u8,
    is_directed: u8,
    unused: [u8; 2],
}

impl Tie {
    pub(in crate::evidence) fn new(
        term: Id,
        kind: TieKind,
        agents: [u32; 2],
        is_directed: bool,
        [valid_from, valid_until]: [Option<Interval>; 2],
        recorded_at: Option<Time>,
    ) -> Self {
        let ends = |time: Option<Interval>| {
            [
                time.map(|time| time.first).into(),
                time.map(|time| time.last).into(),
            ]
        };
        Self {
            valid_from: ends(valid_from),
            valid_until: ends(valid_until),
            recorded: recorded_at.into(),
            term,
            agents,
            kind: kind as u8,
            is_directed: u8::from(is_directed),
            unused: [0; 2],
        }
    }

    /// Its kind.
    pub fn kind(&self) -> TieKind {
        TieKind::ALL[usize::from(self.kind)]
    }

    /// Whether the direction is stated.
    pub const fn is_directed(&self) -> bool {
        self.is_directed != 0
    }

    /// When it was recorded.
    pub const fn recorded_at(&self) -> Option<Time> {
        self.recorded.get()
    }

    /// Since when, and until when, it has been in force; where that is known.
    pub fn dates(&self) -> [Option<Interval>; 2] {
        [self.valid_from, self.valid_until].map(|[first, last]| joined(first, last))
    }

    /// Whether the tie has no dates at all.
    pub const fn is_undated(&self) -> bool {
        self.valid_from[0].get().is_none() && self.valid_until[0].get().is_none()
    }

    /// Whether it may have been in force at a time. Its last day belongs to it, as does its first.
    pub fn may_hold(&self, at: Interval) -> bool {
        let [from, until] = self.dates();
        from.is_none_or(|from| from.first <= at.last)
            && until.is_none_or(|until| at.first <= until.last)
    }

    /// Whether a time is certainly within its dates, whenever within itself it was. Its last day
    /// belongs to it, as does its first.
    pub fn certainly_holds(&self, at: Interval) -> bool {
        let [from, until] = self.dates();
        from.is_none_or(|from| from.first <= at.first)
            && until.is_none_or(|until| at.last <= until.last)
    }

    /// The other end.
    pub const fn other(&self, agent: u32) -> u32 {
        if self.agents[0] == agent {
            self.agents[1]
        } else {
            self.agents[0]
        }
    }

    pub(in crate::evidence) fn is_sound(&self, agents: usize) -> bool {
        usize::from(self.kind) < TieKind::ALL.len()
            && self.agents.iter().all(|agent| (*agent as usize) < agents)
    }
}
