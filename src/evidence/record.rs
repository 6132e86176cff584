//! What is known of one claim, statement, agent, document or tie: rows of plain values.
//!
//! A row has no pointers and no padding, so a table of them can be written to a file as it is
//! and read from there. What may be missing has a value of its own inside (the earliest time,
//! the largest number, no number) and is an `Option` outside.

use std::ops::Range;

use bytemuck::{Pod, Zeroable};

use crate::model::{Grade, Stance, TieKind, Time};
use crate::vocab::Id;

/// A number of nothing.
const NONE: u32 = u32::MAX;
/// A code of nothing.
const NO_CODE: u8 = u8::MAX;

/// A time, or none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Pod, Zeroable)]
#[repr(transparent)]
pub(super) struct Moment(i64);

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

/// A time with the literal that says it, split.
fn split(at: Option<(Time, Id)>) -> (Moment, u32) {
    (
        Moment::from(at.map(|(time, _)| time)),
        at.map_or(NONE, |(_, literal)| literal.0),
    )
}

/// One proposition.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct Claim {
    span_from: Moment,
    span_until: Moment,
    /// Its IRI.
    pub term: Id,
    pub(super) first: u32,
    pub(super) end: u32,
    span_from_literal: u32,
    span_until_literal: u32,
    unused: u32,
}

impl Claim {
    pub(super) const fn new(term: Id) -> Self {
        Self {
            span_from: Moment::NEVER,
            span_until: Moment::NEVER,
            term,
            first: 0,
            end: 0,
            span_from_literal: NONE,
            span_until_literal: NONE,
            unused: 0,
        }
    }

    /// Its statements: a stretch of [`super::Evidence::statements`].
    pub const fn statements(&self) -> Range<u32> {
        self.first..self.end
    }

    /// When what it speaks of begins, with the literal.
    pub fn span_from(&self) -> Option<(Time, Id)> {
        let time = self.span_from.get()?;
        Some((time, Id(self.span_from_literal)))
    }

    /// When what it speaks of ends, with the literal.
    pub fn span_until(&self) -> Option<(Time, Id)> {
        let time = self.span_until.get()?;
        Some((time, Id(self.span_until_literal)))
    }

    pub(super) fn set_span_from(&mut self, at: Option<(Time, Id)>) {
        (self.span_from, self.span_from_literal) = split(at);
    }

    pub(super) fn set_span_until(&mut self, at: Option<(Time, Id)>) {
        (self.span_until, self.span_until_literal) = split(at);
    }
}

/// One reported statement: 48 bytes.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct Statement {
    said: Moment,
    recorded: Moment,
    confidence: f64,
    /// Its IRI.
    pub term: Id,
    /// The claim, by number.
    pub claim: u32,
    /// Who said it, by number.
    pub agent: u32,
    said_literal: u32,
    target: u32,
    stance: u8,
    first_hand: u8,
    is_relaying: u8,
    unused: u8,
}

/// What is said of a statement, before it is a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts {
    pub(super) term: Id,
    pub(super) claim: u32,
    pub(super) agent: u32,
    pub(super) stance: Stance,
    pub(super) first_hand: Option<bool>,
    pub(super) said_at: Option<(Time, Id)>,
    pub(super) recorded_at: Option<Time>,
    pub(super) confidence: Option<f64>,
    pub(super) is_relaying: bool,
    pub(super) target: Option<u32>,
}

impl Statement {
    pub(super) fn new(parts: &Parts) -> Self {
        let (said, said_literal) = split(parts.said_at);
        Self {
            said,
            recorded: parts.recorded_at.into(),
            confidence: parts.confidence.unwrap_or(f64::NAN),
            term: parts.term,
            claim: parts.claim,
            agent: parts.agent,
            said_literal,
            target: parts.target.unwrap_or(NONE),
            stance: parts.stance as u8,
            first_hand: parts.first_hand.map_or(NO_CODE, u8::from),
            is_relaying: u8::from(parts.is_relaying),
            unused: 0,
        }
    }

    /// How they stand to the claim.
    pub fn stance(&self) -> Stance {
        Stance::ALL[usize::from(self.stance)]
    }

    /// Whether the speaker has it first-hand, where stated.
    pub const fn first_hand(&self) -> Option<bool> {
        match self.first_hand {
            NO_CODE => None,
            code => Some(code == 1),
        }
    }

    /// When it was said, with the literal.
    pub fn said_at(&self) -> Option<(Time, Id)> {
        let time = self.said.get()?;
        Some((time, Id(self.said_literal)))
    }

    /// When it was said.
    pub const fn said(&self) -> Option<Time> {
        self.said.get()
    }

    /// When it was recorded.
    pub const fn recorded_at(&self) -> Option<Time> {
        self.recorded.get()
    }

    /// The recorder's own judgement, from 0 to 1.
    pub fn confidence(&self) -> Option<f64> {
        (!self.confidence.is_nan()).then_some(self.confidence)
    }

    /// Whether it relays anything at all, seen or unseen, on this claim or another.
    pub const fn is_relaying(&self) -> bool {
        self.is_relaying != 0
    }

    /// The statement that it retracts, if it retracts one that is known and on its claim.
    pub fn target(&self) -> Option<u32> {
        (self.target != NONE).then_some(self.target)
    }

    pub(super) fn is_sound(&self, claims: usize, agents: usize) -> bool {
        (self.claim as usize) < claims
            && (self.agent as usize) < agents
            && usize::from(self.stance) < Stance::ALL.len()
    }
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
    unused: [u8; 2],
}

impl Agent {
    pub(super) const fn new(term: Id) -> Self {
        Self {
            recorded: Moment::NEVER,
            term,
            grade: NO_CODE,
            is_anonymous: 0,
            unused: [0; 2],
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

    pub(super) fn set_grade(&mut self, grade: Option<Grade>) {
        self.grade = grade.map_or(NO_CODE, |grade| grade as u8);
    }

    pub(super) const fn set_anonymous(&mut self) {
        self.is_anonymous = 1;
    }

    pub(super) fn set_recorded_at(&mut self, at: Option<Time>) {
        self.recorded = at.into();
    }
}

/// An article, a press release, a filing, a post.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct Document {
    issued: Moment,
    recorded: Moment,
    /// Its IRI.
    pub term: Id,
    issued_literal: u32,
    is_held: u8,
    has_url: u8,
    unused: [u8; 6],
}

impl Document {
    pub(super) const fn new(term: Id) -> Self {
        Self {
            issued: Moment::NEVER,
            recorded: Moment::NEVER,
            term,
            issued_literal: NONE,
            is_held: 0,
            has_url: 0,
            unused: [0; 6],
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
    pub fn issued(&self) -> Option<(Time, Id)> {
        let time = self.issued.get()?;
        Some((time, Id(self.issued_literal)))
    }

    /// When it was recorded.
    pub const fn recorded_at(&self) -> Option<Time> {
        self.recorded.get()
    }

    pub(super) const fn set_held(&mut self) {
        self.is_held = 1;
    }

    pub(super) const fn set_url(&mut self) {
        self.has_url = 1;
    }

    pub(super) fn set_issued(&mut self, at: Option<(Time, Id)>) {
        (self.issued, self.issued_literal) = split(at);
    }

    pub(super) fn set_recorded_at(&mut self, at: Option<Time>) {
        self.recorded = at.into();
    }
}

/// Why two agents are not independent.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct Tie {
    valid_from: Moment,
    valid_until: Moment,
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
    pub(super) fn new(
        term: Id,
        kind: TieKind,
        agents: [u32; 2],
        is_directed: bool,
        [valid_from, valid_until, recorded_at]: [Option<Time>; 3],
    ) -> Self {
        Self {
            valid_from: valid_from.into(),
            valid_until: valid_until.into(),
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
    pub const fn dates(&self) -> [Option<Time>; 2] {
        [self.valid_from.get(), self.valid_until.get()]
    }

    /// Whether the tie has no dates at all.
    pub const fn is_undated(&self) -> bool {
        self.valid_from.get().is_none() && self.valid_until.get().is_none()
    }

    /// Whether it was in force at a time. What was said at an unknown time may have been said
    /// while it was.
    pub fn in_force(&self, at: Option<Time>) -> bool {
        at.is_none_or(|at| {
            self.valid_from.get().is_none_or(|from| from <= at)
                && self.valid_until.get().is_none_or(|until| at <= until)
        })
    }

    /// The other end.
    pub const fn other(&self, agent: u32) -> u32 {
        if self.agents[0] == agent {
            self.agents[1]
        } else {
            self.agents[0]
        }
    }

    pub(super) fn is_sound(&self, agents: usize) -> bool {
        usize::from(self.kind) < TieKind::ALL.len()
            && self.agents.iter().all(|agent| (*agent as usize) < agents)
    }
}
