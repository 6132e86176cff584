//! The statuses and the flags.

/// docs/semantics.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// p=3, n=0.
    OfficiallyConfirmed,
    /// p=2, n=0.
    Corroborated,
    /// p=1, n=0, several say so, and may have it from one.
    SeveralSources,
    /// p=1, n=0, several sources through one relay.
    SingleOutlet,
    /// p=1, n=0.
    SingleSource,
    /// Something on both sides, neither outweighing.
    Disputed,
    /// What speaks against it outweighs.
    Contradicted,
    /// p=0, n=1.
    Denied,
    /// p=n=0: support that rests on itself.
    Circular,
    /// p=n=0: support that leads back to a retracted statement.
    BasisWithdrawn,
    /// p=n=0: support that was retracted.
    Retracted,
    /// p=n=0: anything else.
    Unsupported,
}

impl Status {
    /// All statuses.
    pub const ALL: [Self; 12] = [
        Self::OfficiallyConfirmed,
        Self::Corroborated,
        Self::SeveralSources,
        Self::SingleOutlet,
        Self::SingleSource,
        Self::Disputed,
        Self::Contradicted,
        Self::Denied,
        Self::Circular,
        Self::BasisWithdrawn,
        Self::Retracted,
        Self::Unsupported,
    ];

    /// As spelled in docs/semantics.md.
    pub const fn term(self) -> &'static str {
        match self {
            Self::OfficiallyConfirmed => "officially-confirmed",
            Self::Corroborated => "corroborated",
            Self::SeveralSources => "several-sources",
            Self::SingleOutlet => "single-outlet",
            Self::SingleSource => "single-source",
            Self::Disputed => "disputed",
            Self::Contradicted => "contradicted",
            Self::Denied => "denied",
            Self::Circular => "circular",
            Self::BasisWithdrawn => "basis-withdrawn",
            Self::Retracted => "retracted",
            Self::Unsupported => "unsupported",
        }
    }
}

/// The flags of docs/semantics.md, with what each is read to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// "a cycle of live relays": of any polarity, each relay within one claim.
    CircularReporting,
    /// "SPOF holds a group that is no origin".
    RelaySpof,
    /// "a minimal chain ends in `cited`", even where another chain with the same groups ends in `held`.
    CitationsNotChecked,
    /// "a cautioning tie between groups of W, or an interested origin". The tie must be undated or in force when either
    /// agent spoke on the pooled claims. An interested origin is the first statement of a minimal chain, if its group
    /// has an agent interested in the claim, whether or not an implicit anonymous origin stands behind it.
    AffiliationCaveat,
    /// "some agent's latest reply is a non-answer". On the claim itself: a live non-answer after which (certainly later)
    /// the same agent, or an alias of it, made no live statement on the claim that is neither non-answer nor retraction.
    Unanswered,
    /// "a live statement relays a retracted one", be it one about another claim.
    StaleBasis,
    /// "one group's live statements stand on both sides": in its own words; to report both sides is not to take both. The
    /// sides are the support of the claim and all that speaks against it; the groups are those that ties make on all these
    /// claims together.
    SelfContradiction,
    /// "a statement relays a later one" (a live one, a visible other, on any claim), or the claim's time span begins before
    /// that of a claim it presupposes, directly or by way of others; both only if certainly so.
    TemporalTension,
    /// "a + statement is retracted and the claim still has another status".
    PartlyRetracted,
    /// "a joint act or `copies` made fewer groups of what would have been more": a text joined two groups of ties, or a
    /// live supporting statement relays by `copies` and would be an origin without.
    SameText,
}

impl Flag {
    /// All flags.
    pub const ALL: [Self; 10] = [
        Self::CircularReporting,
        Self::RelaySpof,
        Self::CitationsNotChecked,
        Self::AffiliationCaveat,
        Self::Unanswered,
        Self::StaleBasis,
        Self::SelfContradiction,
        Self::TemporalTension,
        Self::PartlyRetracted,
        Self::SameText,
    ];

    /// As spelled in docs/semantics.md.
    pub const fn term(self) -> &'static str {
        match self {
            Self::CircularReporting => "circular-reporting",
            Self::RelaySpof => "relay-spof",
            Self::CitationsNotChecked => "citations-not-checked",
            Self::AffiliationCaveat => "affiliation-caveat",
            Self::Unanswered => "unanswered",
            Self::StaleBasis => "stale-basis",
            Self::SelfContradiction => "self-contradiction",
            Self::TemporalTension => "temporal-tension",
            Self::PartlyRetracted => "partly-retracted",
            Self::SameText => "same-text",
        }
    }
}
