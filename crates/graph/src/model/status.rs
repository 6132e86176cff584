//! What a verdict says: one status, any number of flags.

use super::concepts;

concepts! {
    /// The status of a claim: exactly one of these, on every graph.
    ///
    /// Ordered as answers list them, the best supported first.
    Status {
        /// At least two groups would have to be wrong, and nobody speaks against it.
        Corroborated,
        /// The party with authority over the claim says so first-hand, and nobody speaks against it.
        OfficiallyConfirmed,
        /// Several say so, and nothing recorded rules out that they have it from one informant.
        SeveralSources,
        /// Several sources, all known through one relay.
        SingleOutlet,
        /// One source carries it alone.
        SingleSource,
        /// Support and opposition hold each other in check.
        Disputed,
        /// What speaks against it outranks what speaks for it.
        Contradicted,
        /// One source denies it and nothing supports it.
        Denied,
        /// It rested on statements that have been taken back.
        BasisWithdrawn,
        /// Its only support was taken back.
        Retracted,
        /// Its sources cite each other in a ring.
        Circular,
        /// Nothing that counts supports it.
        Unsupported,
    }
}

concepts! {
    /// What a reader should know beside the status.
    Flag {
        /// A ring of live relays.
        CircularReporting,
        /// A single point of failure that is no origin.
        RelaySpof,
        /// A chain ends in a document that is cited, not held.
        CitationsNotChecked,
        /// Sources are tied to each other, or an origin has an interest in the claim.
        AffiliationCaveat,
        /// Somebody was asked, and the latest reply is no answer.
        Unanswered,
        /// A live statement repeats a retracted one.
        StaleBasis,
        /// One group stands on both sides.
        SelfContradiction,
        /// Times that do not fit.
        TemporalTension,
        /// Somebody has taken back having said so, and others have not.
        PartlyRetracted,
        /// Some of those who say so speak in one text, or in a copy of another's.
        SharedText,
    }
}

impl Status {
    /// The status as a heading in prose.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Corroborated => "corroborated",
            Self::OfficiallyConfirmed => "officially confirmed",
            Self::SeveralSources => "several sources",
            Self::SingleOutlet => "single outlet",
            Self::SingleSource => "single source",
            Self::Disputed => "disputed",
            Self::Contradicted => "contradicted",
            Self::Denied => "denied",
            Self::BasisWithdrawn => "basis withdrawn",
            Self::Retracted => "retracted",
            Self::Circular => "circular",
            Self::Unsupported => "unsupported",
        }
    }

    /// What the status means, in one sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Corroborated => {
                "At least two groups would have to be wrong for nothing to be left, whoever the unnamed are, and nobody speaks against it."
            }
            Self::OfficiallyConfirmed => {
                "The party with authority over it says so first-hand, and nobody speaks against it."
            }
            Self::SeveralSources => {
                "Several say so, but nothing recorded rules out that they have it from one informant."
            }
            Self::SingleOutlet => "Several sources, but all of them known through one outlet.",
            Self::SingleSource => "One source carries it alone.",
            Self::Disputed => {
                "What speaks for it and what speaks against it hold each other in check."
            }
            Self::Contradicted => "What speaks against it outranks what speaks for it.",
            Self::Denied => "Somebody denies it and nothing that counts supports it.",
            Self::BasisWithdrawn => "It leads back to a statement that has been taken back.",
            Self::Retracted => "What supported it has been taken back.",
            Self::Circular => {
                "Its sources cite each other in a ring; nobody stands at the beginning."
            }
            Self::Unsupported => "Nothing that counts supports it.",
        }
    }
}

impl Flag {
    /// What the flag warns of, in one sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::CircularReporting => "Some of the sources cite each other in a ring.",
            Self::RelaySpof => "Everything passes through somebody who is not the origin.",
            Self::CitationsNotChecked => "A chain ends in a document that is cited but not held.",
            Self::AffiliationCaveat => {
                "Sources are tied to each other, or a source has an interest in the claim."
            }
            Self::Unanswered => "Somebody was asked and has not answered.",
            Self::StaleBasis => "A statement still repeats one that has been taken back.",
            Self::SelfContradiction => "One group has said both that it is so and that it is not.",
            Self::TemporalTension => "Times do not fit together.",
            Self::PartlyRetracted => {
                "Somebody has taken back having said so, and that is not all there is to say of it."
            }
            Self::SharedText => {
                "Some who say so speak in one text, or in a copy of another's, and count once."
            }
        }
    }
}

/// A set of flags, in their order.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Flags(u16);

impl Flags {
    /// Puts a flag in.
    pub fn insert(&mut self, flag: Flag) {
        self.0 |= 1 << flag as u16;
    }

    /// Whether a flag is in the set.
    pub const fn contains(self, flag: Flag) -> bool {
        self.0 & (1 << flag as u16) != 0
    }

    /// The flags, in order.
    pub fn iter(self) -> impl Iterator<Item = Flag> {
        let all = Flag::ALL.iter().copied();
        all.filter(move |flag| self.contains(*flag))
    }

    /// The set as bits, the first flag lowest.
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// The set of which these are the bits; those of no flag are ignored.
    pub const fn from_bits(bits: u16) -> Self {
        Self(bits & ((1 << Flag::ALL.len()) - 1))
    }
}
