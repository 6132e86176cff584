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
    /// `saidAt`, `issued`, and the validity of ties.
    pub dates: bool,
    /// In how many of a hundred cases a time is a month, a year or an hour, not a day.
    pub partial: usize,
    /// How many of a hundred agents are anonymous sources.
    pub anonymous: usize,
    /// How many of a hundred ties are `SameAs`, beside those that are so by chance.
    pub aliases: usize,
    /// How many of a hundred documents share a text with another one, or copy it.
    pub shared: usize,
    /// In how many of a hundred cases there is a keeper.
    pub keepers: usize,
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
            partial: 30,
            anonymous: 20,
            aliases: 15,
            shared: 15,
            keepers: 20,
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

    /// One claim, and many who are not named.
    pub fn anonymous() -> Self {
        Self {
            anonymous: 50,
            shared: 5,
            keepers: 30,
            ..Self::single_claim()
        }
    }

    /// One claim, said in texts that are shared and copied.
    pub fn texts() -> Self {
        Self {
            shared: 50,
            anonymous: 10,
            keepers: 10,
            ..Self::single_claim()
        }
    }

    /// One claim, in a record that somebody keeps.
    pub fn kept() -> Self {
        Self {
            keepers: 100,
            ..Self::single_claim()
        }
    }

    /// One claim, and times of every kind; aliases and spokespersons for a time.
    pub fn times() -> Self {
        Self {
            partial: 60,
            aliases: 40,
            shared: 5,
            keepers: 10,
            ..Self::single_claim()
        }
    }

    /// As [`Shape::positive`], each group speaking once.
    pub fn one_statement_per_group() -> Self {
        Self {
            one_statement_per_group: true,
            shared: 0,
            agents: 4..=9,
            ..Self::positive()
        }
    }
}
