//! How an agent stands to a claim.

use super::concepts;

concepts! {
    /// What a statement does with its claim.
    Stance {
        /// Says that it is so.
        Asserts,
        /// Says that it is so, having been asked or being in a position to know.
        Confirms,
        /// Says that it is not so.
        Denies,
        /// Passes on what somebody else said, without endorsing it.
        Reports,
        /// Was asked and declined to comment.
        Declines,
        /// Was asked and did not answer.
        NoResponse,
        /// Was asked and pointed to somebody else.
        Deflects,
        /// Was asked and would neither confirm nor deny.
        NeitherConfirmsNorDenies,
        /// Takes back an earlier statement of the same group.
        Retracts,
    }
}

impl Stance {
    /// Whether this is an answer that says nothing on the claim.
    pub const fn is_non_answer(self) -> bool {
        matches!(
            self,
            Self::Declines | Self::NoResponse | Self::Deflects | Self::NeitherConfirmsNorDenies
        )
    }

    /// The polarity that the stance has by itself; `reports` has that of what it relays.
    pub const fn own_polarity(self) -> Option<Polarity> {
        match self {
            Self::Asserts | Self::Confirms => Some(Polarity::Support),
            Self::Denies => Some(Polarity::Denial),
            _ => None,
        }
    }

    /// The stance as a verb in the past tense, for prose.
    pub const fn said(self) -> &'static str {
        match self {
            Self::Asserts => "asserted",
            Self::Confirms => "confirmed",
            Self::Denies => "denied",
            Self::Reports => "reported",
            Self::Declines => "declined to comment",
            Self::NoResponse => "did not respond",
            Self::Deflects => "deflected",
            Self::NeitherConfirmsNorDenies => "would neither confirm nor deny",
            Self::Retracts => "retracted",
        }
    }
}

/// Which side of a claim a statement counts on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Polarity {
    /// For the claim.
    Support,
    /// Against it.
    Denial,
}

/// A set of polarities: a report of a report may carry both, or none.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Polarities(u8);

impl Polarities {
    /// Neither side.
    pub const NONE: Self = Self(0);

    const fn bit(polarity: Polarity) -> u8 {
        match polarity {
            Polarity::Support => 1,
            Polarity::Denial => 2,
        }
    }

    /// The set with one member.
    pub const fn only(polarity: Polarity) -> Self {
        Self(Self::bit(polarity))
    }

    /// Whether the polarity is in the set.
    pub const fn has(self, polarity: Polarity) -> bool {
        self.0 & Self::bit(polarity) != 0
    }

    /// Whether some polarity is in both.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
