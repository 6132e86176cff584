//! What is known of a statement.

use bytemuck::{Pod, Zeroable};

use super::{Moment, NO_CODE, NONE, split};
use crate::model::{Interval, Stance, Time};
use crate::vocab::Id;

/// Where a statement can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Printed {
    /// In no document with a publisher that is held or has a locator.
    Nowhere,
    /// In one document, of one publisher, which is held or has a locator.
    Once {
        /// Who published it.
        publisher: u32,
        /// Whether a capture is held.
        is_held: bool,
    },
    /// In several documents, or by several publishers.
    Often,
}

const ONCE_HELD: u8 = 1;
const ONCE_CITED: u8 = 2;
const OFTEN: u8 = 3;

/// When a statement was said, as far as that is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timing {
    first: Moment,
    last: Moment,
    is_own: bool,
}

impl Timing {
    /// Nothing is known of it.
    pub(in crate::evidence) const UNKNOWN: Self = Self {
        first: Moment::NEVER,
        last: Moment::NEVER,
        is_own: false,
    };

    /// It has a time of its own.
    pub(in crate::evidence) fn own(time: Interval) -> Self {
        Self {
            first: Some(time.first).into(),
            last: Some(time.last).into(),
            is_own: true,
        }
    }

    /// It was said by the time of another statement, which relays it.
    pub(in crate::evidence) fn by(time: Interval) -> Self {
        Self {
            is_own: false,
            ..Self::own(time)
        }
    }

    /// Its time, or what bounds it: the first instant of that is when views begin to see it.
    pub fn time_or_bound(self) -> Option<Interval> {
        super::joined(self.first, self.last)
    }

    /// Its own time: stated, or that of the earliest document that it is in.
    pub fn of_its_own(self) -> Option<Interval> {
        self.time_or_bound().filter(|_| self.is_own)
    }

    /// When it can have been said: at any time up to what bounds it, where it has no time.
    pub fn possible(self) -> Interval {
        match self.time_or_bound() {
            None => Interval::EVER,
            Some(time) if self.is_own => time,
            Some(bound) => Interval {
                last: bound.last,
                ..Interval::EVER
            },
        }
    }
}

const STATED: u8 = 1;
const ISSUED: u8 = 2;
const BOUNDED: u8 = 3;

const COPYING_TOO: u8 = 1;
const COPYING_ONLY: u8 = 2;

/// One reported statement: 64 bytes.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct Statement {
    said: Moment,
    said_last: Moment,
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
    printed: u8,
    publisher: u32,
    timing: u8,
    is_copying: u8,
    unused: [u8; 2],
}

/// What is said of a statement, before it is a row.
#[derive(Clone, Copy, Debug)]
pub(in crate::evidence) struct Parts {
    pub(in crate::evidence) term: Id,
    pub(in crate::evidence) claim: u32,
    pub(in crate::evidence) agent: u32,
    pub(in crate::evidence) stance: Stance,
    pub(in crate::evidence) first_hand: Option<bool>,
    pub(in crate::evidence) said_at: Option<(Interval, Id)>,
    pub(in crate::evidence) recorded_at: Option<Time>,
    pub(in crate::evidence) confidence: Option<f64>,
    pub(in crate::evidence) is_relaying: bool,
    pub(in crate::evidence) target: Option<u32>,
}

impl Statement {
    pub(in crate::evidence) fn new(parts: &Parts) -> Self {
        let (said, said_last, said_literal) = split(parts.said_at);
        Self {
            said,
            said_last,
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
            printed: 0,
            publisher: NONE,
            timing: if parts.said_at.is_some() { STATED } else { 0 },
            is_copying: 0,
            unused: [0; 2],
        }
    }

    /// Where it can be read; what its documents say, in one place.
    pub fn printed(&self) -> Printed {
        match self.printed {
            0 => Printed::Nowhere,
            OFTEN => Printed::Often,
            once => Printed::Once {
                publisher: self.publisher,
                is_held: once == ONCE_HELD,
            },
        }
    }

    pub(in crate::evidence) const fn set_printed(&mut self, printed: Printed) {
        (self.printed, self.publisher) = match printed {
            Printed::Nowhere => (0, NONE),
            Printed::Once { publisher, is_held } => {
                (if is_held { ONCE_HELD } else { ONCE_CITED }, publisher)
            }
            Printed::Often => (OFTEN, NONE),
        };
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

    /// When it was said, with the literal that says it: its own, or that of its earliest document.
    pub fn said_at(&self) -> Option<(Interval, Id)> {
        let time = self.timing().of_its_own()?;
        Some((time, Id(self.said_literal)))
    }

    /// When it was said, as it is stated of the statement itself.
    pub(in crate::evidence) fn stated(&self) -> Option<Interval> {
        let time = self.timing().of_its_own()?;
        (self.timing == STATED).then_some(time)
    }

    /// When it was said, as far as all that is recorded tells.
    pub const fn timing(&self) -> Timing {
        Timing {
            first: self.said,
            last: self.said_last,
            is_own: self.timing == STATED || self.timing == ISSUED,
        }
    }

    /// Sets the time of a statement that states none: of its earliest document, with the literal,
    /// or what bounds it.
    pub(in crate::evidence) fn set_timing(&mut self, timing: Timing, literal: Option<Id>) {
        (self.said, self.said_last) = (timing.first, timing.last);
        self.said_literal = literal.map_or(NONE, |literal| literal.0);
        self.timing = match timing {
            Timing::UNKNOWN => 0,
            Timing { is_own: true, .. } => ISSUED,
            Timing { .. } => BOUNDED,
        };
    }

    /// Whether it relays something because its document copies another.
    pub const fn is_copying(&self) -> bool {
        self.is_copying != 0
    }

    /// Whether it would relay nothing if its document copied none.
    pub const fn is_only_copying(&self) -> bool {
        self.is_copying == COPYING_ONLY
    }

    pub(in crate::evidence) const fn set_copying(&mut self) {
        if self.is_copying == 0 {
            self.is_copying = if self.is_relaying == 0 {
                COPYING_ONLY
            } else {
                COPYING_TOO
            };
            self.is_relaying = 1;
        }
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

    pub(in crate::evidence) fn is_sound(&self, claims: usize, agents: usize) -> bool {
        (self.claim as usize) < claims
            && (self.agent as usize) < agents
            && usize::from(self.stance) < Stance::ALL.len()
            && match self.printed() {
                Printed::Once { publisher, .. } => (publisher as usize) < agents,
                Printed::Nowhere | Printed::Often => true,
            }
    }
}
