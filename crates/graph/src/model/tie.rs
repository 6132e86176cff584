//! Why two agents may not be independent of each other.

use super::concepts;

concepts! {
    /// The kind of a tie between two agents.
    TieKind {
        /// Two names of one agent.
        SameAs,
        /// One owns the other, or both belong to one owner.
        OwnedBy,
        /// One newsroom or research desk.
        SharedDesk,
        /// One speaks for the other.
        SpokespersonOf,
        /// One is the other's client.
        ClientOf,
        /// One is a government, the other depends on it.
        Government,
    }
}

impl TieKind {
    /// Whether the tie makes one group of its two agents; the others only caution.
    pub const fn contracts(self) -> bool {
        matches!(
            self,
            Self::SameAs | Self::OwnedBy | Self::SharedDesk | Self::SpokespersonOf
        )
    }

    /// Whether the tie needs a direction to mean anything beyond the contraction.
    pub const fn is_directed(self) -> bool {
        matches!(self, Self::OwnedBy | Self::SpokespersonOf | Self::ClientOf)
    }

    /// The tie as a phrase between two names.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::SameAs => "is the same as",
            Self::OwnedBy => "is owned by or shares an owner with",
            Self::SharedDesk => "shares a desk with",
            Self::SpokespersonOf => "speaks for",
            Self::ClientOf => "is a client of",
            Self::Government => "is tied by government to",
        }
    }
}
