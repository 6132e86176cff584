//! What is known of a claim.

use std::ops::Range;

use bytemuck::{Pod, Zeroable};

use super::{Moment, NONE, joined, split};
use crate::model::Interval;
use crate::vocab::Id;

/// What there can be around a claim.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum Surrounding {
    /// Claims that it entails, that entail it or that it contradicts.
    Links = 1,
    /// Claims that it presupposes.
    Presuppositions = 1 << 1,
    /// Agents with authority over it.
    Authorities = 1 << 2,
    /// Agents with an interest in it.
    Interests = 1 << 3,
    /// Statements on it that relay others on it.
    Relays = 1 << 4,
    /// Statements on it that relay some of other claims.
    RelaysAcross = 1 << 5,
    /// Speakers with ties that hold at some times only.
    DatedTies = 1 << 6,
    /// Statements by several agents that stand in one text.
    SharedTexts = 1 << 7,
    /// Statements that relay others because their document copies another.
    Copies = 1 << 8,
}

/// One proposition.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct Claim {
    span_from: [Moment; 2],
    span_until: [Moment; 2],
    /// Its IRI.
    pub term: Id,
    pub(in crate::evidence) first: u32,
    pub(in crate::evidence) end: u32,
    span_from_literal: u32,
    span_until_literal: u32,
    surroundings: u32,
}

impl Claim {
    pub(in crate::evidence) const fn new(term: Id) -> Self {
        Self {
            span_from: [Moment::NEVER; 2],
            span_until: [Moment::NEVER; 2],
            term,
            first: 0,
            end: 0,
            span_from_literal: NONE,
            span_until_literal: NONE,
            surroundings: 0,
        }
    }

    /// Its statements: a stretch of [`crate::evidence::Evidence::statements`].
    pub const fn statements(&self) -> Range<u32> {
        self.first..self.end
    }

    /// Whether there is something of a kind around it. Mostly there is not, and one look here
    /// spares a look into the table concerned.
    pub const fn has(&self, surrounding: Surrounding) -> bool {
        self.surroundings & surrounding as u32 != 0
    }

    pub(in crate::evidence) const fn set(&mut self, surrounding: Surrounding) {
        self.surroundings |= surrounding as u32;
    }

    /// When what it speaks of begins, with the literal.
    pub fn span_from(&self) -> Option<(Interval, Id)> {
        let [first, last] = self.span_from;
        Some((joined(first, last)?, Id(self.span_from_literal)))
    }

    /// When what it speaks of ends, with the literal.
    pub fn span_until(&self) -> Option<(Interval, Id)> {
        let [first, last] = self.span_until;
        Some((joined(first, last)?, Id(self.span_until_literal)))
    }

    pub(in crate::evidence) fn set_span_from(&mut self, at: Option<(Interval, Id)>) {
        let (first, last, literal) = split(at);
        (self.span_from, self.span_from_literal) = ([first, last], literal);
    }

    pub(in crate::evidence) fn set_span_until(&mut self, at: Option<(Interval, Id)>) {
        let (first, last, literal) = split(at);
        (self.span_until, self.span_until_literal) = ([first, last], literal);
    }
}
