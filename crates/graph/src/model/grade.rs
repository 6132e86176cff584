//! The Admiralty reliability grades and the probabilities that stand behind them.
//!
//! The letters are those of the NATO system (AJP-2.1, "Admiralty code"): A completely reliable,
//! B usually, C fairly, D not usually, E unreliable, F cannot be judged.

use crate::vocab::Known;

/// How reliable an agent is as a source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Grade {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Reliability cannot be judged. Agents without a grade count as F.
    F,
}

impl Grade {
    /// All grades, in order.
    pub const ALL: [Self; 6] = [Self::A, Self::B, Self::C, Self::D, Self::E, Self::F];

    /// The grade behind a vocabulary term, if it is one.
    pub fn from_term(term: Known) -> Option<Self> {
        Some(match term {
            Known::GradeA => Self::A,
            Known::GradeB => Self::B,
            Known::GradeC => Self::C,
            Known::GradeD => Self::D,
            Known::GradeE => Self::E,
            Known::GradeF => Self::F,
            _ => return None,
        })
    }

    /// The letter.
    pub const fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
            Self::C => 'C',
            Self::D => 'D',
            Self::E => 'E',
            Self::F => 'F',
        }
    }

    /// Probability that a group of this grade is sound as an origin.
    pub const fn as_origin(self) -> f64 {
        match self {
            Self::A => 0.90,
            Self::B => 0.70,
            Self::C | Self::F => 0.50,
            Self::D => 0.30,
            Self::E => 0.10,
        }
    }

    /// Probability that a group of this grade is sound as a relay.
    pub const fn as_relay(self) -> f64 {
        match self {
            Self::A => 0.99,
            Self::B => 0.97,
            Self::C | Self::F => 0.95,
            Self::D => 0.90,
            Self::E => 0.80,
        }
    }

    /// One letter lower, as for a source that somebody else stands behind; E and F stay.
    #[must_use]
    pub const fn one_below(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::C,
            Self::C => Self::D,
            Self::D | Self::E => Self::E,
            Self::F => Self::F,
        }
    }

    /// The one that makes less of an origin; of C and F, which make the same, F, since that is no
    /// judgement.
    #[must_use]
    pub fn weaker(self, other: Self) -> Self {
        match self.as_origin().total_cmp(&other.as_origin()) {
            std::cmp::Ordering::Less => self,
            std::cmp::Ordering::Greater => other,
            std::cmp::Ordering::Equal => self.max(other),
        }
    }

    /// Whether a relay of this grade may carry an official confirmation: C or better.
    pub fn carries_confirmation(self) -> bool {
        self <= Self::C
    }
}

#[cfg(test)]
mod tests {
    use super::Grade;

    #[test]
    fn a_sound_origin_is_a_sound_relay() {
        for grade in Grade::ALL {
            assert!(grade.as_origin() <= grade.as_relay());
            assert!(grade.one_below().as_origin() <= grade.as_origin());
        }
    }
}
