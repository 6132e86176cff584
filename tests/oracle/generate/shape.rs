//! The shape of a random case: how much of everything may occur, and what may not.

use std::ops::RangeInclusive;

/// What may occur in a random case.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each switch restricts one thing, independently of the others"
)]
pub struct Shape {
    /// How many agents.
    pub agents: RangeInclusive<usize>,
    /// How many claims.
    pub claims: RangeInclusive<usize>,
    /// How many statements.
    pub statements: RangeInclusive<usize>,
    /// Ties of any kind.
    pub ties: bool,
    /// `entails`, `contradicts` and `presupposes`, and time spans.
    pub links: bool,
    /// `saidAt`, and the validity of ties.
    pub dates: bool,
    /// `recordedAt`, on statements, ties, documents and agents.
    pub recorded: bool,
    /// Denials, non-answers.
    pub negative: bool,
    /// Retractions.
    pub retractions: bool,
    /// Relays.
    pub relays: bool,
    /// Relays of statements that come later in the case; among them rings and self-loops.
    pub rings: bool,
    /// Relays of statements on another claim.
    pub relays_across: bool,
    /// `sayso:confidence`.
    pub confidences: bool,
    /// Grades.
    pub grades: bool,
    /// Each agent makes at most one statement, and no tie contracts.
    pub one_statement_per_group: bool,
    /// Claims that entail, together with themselves, something contradictory.
    pub inconsistent_claims: bool,
}

impl Default for Shape {
    /// Everything but inconsistent claims.
    fn default() -> Self {
        Self {
            agents: 2..=6,
            claims: 1..=3,
            statements: 3..=9,
            ties: true,
            links: true,
            dates: true,
            recorded: true,
            negative: true,
            retractions: true,
            relays: true,
            rings: true,
            relays_across: true,
            confidences: true,
            grades: true,
            one_statement_per_group: false,
            inconsistent_claims: false,
        }
    }
}

impl Shape {
    /// One claim, and nothing that links it to another.
    pub fn single_claim() -> Self {
        Self {
            claims: 1..=1,
            links: false,
            relays_across: false,
            ..Self::default()
        }
    }

    /// One claim, only support and what it relays.
    pub fn positive() -> Self {
        Self {
            negative: false,
            retractions: false,
            ..Self::single_claim()
        }
    }

    /// As [`Shape::positive`], each group speaking once.
    pub fn one_statement_per_group() -> Self {
        Self {
            one_statement_per_group: true,
            agents: 4..=9,
            ..Self::positive()
        }
    }
}
