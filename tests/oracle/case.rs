//! What was recorded (docs/semantics.md), as plain data. Everything refers to everything else by index into the vectors of [`Case`].

use std::collections::BTreeSet;

pub use super::when::{Day, When};

/// Admiralty reliability (docs/semantics.md). The order is that of the letters, so that a greater grade is a worse one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// Cannot be judged.
    F,
}

impl Grade {
    /// All grades, best letter first.
    pub const ALL: [Self; 6] = [Self::A, Self::B, Self::C, Self::D, Self::E, Self::F];

    /// docs/semantics.md, Origin: "one letter below (A→B … D→E, E and F stay)".
    pub const fn one_below(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::C,
            Self::C => Self::D,
            Self::D | Self::E => Self::E,
            Self::F => Self::F,
        }
    }

    /// docs/semantics.md: the threshold `a` under which a group is sound as an origin.
    pub const fn as_origin(self) -> f64 {
        match self {
            Self::A => 0.90,
            Self::B => 0.70,
            Self::C | Self::F => 0.50,
            Self::D => 0.30,
            Self::E => 0.10,
        }
    }

    /// docs/semantics.md: the threshold `r` under which a group is sound as a relay.
    pub const fn as_relay(self) -> f64 {
        match self {
            Self::A => 0.99,
            Self::B => 0.97,
            Self::C | Self::F => 0.95,
            Self::D => 0.90,
            Self::E => 0.80,
        }
    }

    /// The letter, as the local name of the term in the namespace.
    pub const fn term(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
            Self::F => "F",
        }
    }
}

/// A person, an organisation or an anonymous source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agent {
    /// `sayso:reliability`.
    pub grade: Option<Grade>,
    /// Whether it is a `sayso:AnonymousSource`.
    pub anonymous: bool,
    /// `sayso:vouchedBy`; only for anonymous sources.
    pub vouched_by: BTreeSet<usize>,
    /// `sayso:interestIn`: claims.
    pub interests: BTreeSet<usize>,
    /// `sayso:authorityOver`, the claims among its values.
    pub authority_over_claims: BTreeSet<usize>,
    /// `sayso:authorityOver`, the topics among its values.
    pub authority_over_topics: BTreeSet<usize>,
    /// `sayso:firstHand true`: the default for its statements.
    pub first_hand: bool,
    /// `sayso:recordedAt`; it dates everything above.
    pub recorded_at: Option<When>,
}

/// A place in the web, in one of the ways of writing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// Which place it is.
    pub page: u8,
    /// In which of the ways that mean the same it is written, from 0 to [`Address::SPELLINGS`].
    pub spelling: u8,
}

impl Address {
    /// How many ways there are of writing one place.
    pub const SPELLINGS: u8 = 6;

    /// The address as it is written. Places that look alike (another case of the path, a query) are others all the same.
    pub fn text(self) -> String {
        let story = self.page / 3;
        let path = match self.page % 3 {
            0 => format!("story-{story}"),
            1 => format!("Story-{story}"),
            _ => format!("story-{story}?part=2"),
        };
        match self.spelling {
            0 => format!("https://news.example/{path}"),
            1 => format!("http://news.example/{path}"),
            2 => format!("https://NEWS.example/{path}"),
            3 => format!("https://news.example:443/{path}"),
            4 => format!("https://news.example/{path}#top"),
            // A slash at the end belongs to the path, not to a query.
            _ if path.contains('?') => format!("http://news.example:80/{path}"),
            _ => format!("https://news.example/{path}/"),
        }
    }
}

/// An article, press release, filing or post.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// `dcterms:publisher`, at least one.
    pub publishers: BTreeSet<usize>,
    /// `schema:url`.
    pub addresses: BTreeSet<Address>,
    /// `sayso:sha256`: which capture it is.
    pub capture: Option<u8>,
    /// `sayso:sameText`; meant symmetrically wherever it is written.
    pub same_text: BTreeSet<usize>,
    /// `sayso:copies`.
    pub copies: BTreeSet<usize>,
    /// `dcterms:issued`.
    pub issued: Option<When>,
    /// `sayso:recordedAt`.
    pub recorded_at: Option<When>,
}

/// Why two agents are not independent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TieKind {
    /// One and the same.
    SameAs,
    /// The dependent is owned by the principal.
    OwnedBy,
    /// One newsroom.
    SharedDesk,
    /// The dependent speaks for the principal.
    SpokespersonOf,
    /// Cautions only.
    ClientOf,
    /// Cautions only.
    Government,
}

impl TieKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::SameAs,
        Self::OwnedBy,
        Self::SharedDesk,
        Self::SpokespersonOf,
        Self::ClientOf,
        Self::Government,
    ];

    /// docs/semantics.md: the kinds that contract; the others only caution.
    pub const fn contracts(self) -> bool {
        !matches!(self, Self::ClientOf | Self::Government)
    }

    /// Whether the ends are written as `sayso:dependent` and `sayso:principal`.
    pub const fn directed(self) -> bool {
        matches!(self, Self::OwnedBy | Self::SpokespersonOf)
    }

    /// The local name of the term in the namespace.
    pub const fn term(self) -> &'static str {
        match self {
            Self::SameAs => "SameAs",
            Self::OwnedBy => "OwnedBy",
            Self::SharedDesk => "SharedDesk",
            Self::SpokespersonOf => "SpokespersonOf",
            Self::ClientOf => "ClientOf",
            Self::Government => "Government",
        }
    }
}

/// A tie between two agents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// `sayso:kind`.
    pub kind: TieKind,
    /// The first end; the dependent where the kind has a direction.
    pub dependent: usize,
    /// The second end; the principal where the kind has a direction.
    pub principal: usize,
    /// `sayso:validFrom`.
    pub valid_from: Option<When>,
    /// `sayso:validUntil`; included.
    pub valid_until: Option<When>,
    /// `sayso:recordedAt`.
    pub recorded_at: Option<When>,
}

/// One proposition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// `dcterms:subject`.
    pub topics: BTreeSet<usize>,
    /// `sayso:entails`.
    pub entails: BTreeSet<usize>,
    /// `sayso:sameClaim`; meant symmetrically wherever it is written.
    pub same: BTreeSet<usize>,
    /// `sayso:contradicts`; meant symmetrically wherever it is written.
    pub contradicts: BTreeSet<usize>,
    /// `sayso:presupposes`.
    pub presupposes: BTreeSet<usize>,
    /// `sayso:spanFrom`.
    pub span_from: Option<When>,
    /// `sayso:spanUntil`.
    pub span_until: Option<When>,
}

/// What a statement does to its claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stance {
    /// Supports.
    Asserts,
    /// Supports.
    Confirms,
    /// Counts against.
    Denies,
    /// Passes on what it relays.
    Reports,
    /// A non-answer.
    Declines,
    /// A non-answer.
    NoResponse,
    /// A non-answer that points at somebody else.
    Deflects,
    /// A non-answer.
    NeitherConfirmsNorDenies,
    /// Kills its target.
    Retracts,
}

impl Stance {
    /// The stances that are shown, never counted.
    pub const NON_ANSWERS: [Self; 4] = [
        Self::Declines,
        Self::NoResponse,
        Self::Deflects,
        Self::NeitherConfirmsNorDenies,
    ];

    /// Whether it is one of the non-answers.
    pub fn is_non_answer(self) -> bool {
        Self::NON_ANSWERS.contains(&self)
    }

    /// The local name of the term in the namespace.
    pub const fn term(self) -> &'static str {
        match self {
            Self::Asserts => "asserts",
            Self::Confirms => "confirms",
            Self::Denies => "denies",
            Self::Reports => "reports",
            Self::Declines => "declines",
            Self::NoResponse => "noResponse",
            Self::Deflects => "deflects",
            Self::NeitherConfirmsNorDenies => "neitherConfirmsNorDenies",
            Self::Retracts => "retracts",
        }
    }
}

/// One reported statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// `sayso:claim`; for a retraction that of its target.
    pub claim: usize,
    /// `sayso:by`.
    pub by: usize,
    /// `sayso:stance`.
    pub stance: Stance,
    /// `sayso:in`.
    pub documents: BTreeSet<usize>,
    /// `sayso:relays`.
    pub relays: BTreeSet<usize>,
    /// `sayso:firstHand`.
    pub first_hand: Option<bool>,
    /// `sayso:saidAt`.
    pub said_at: Option<When>,
    /// `sayso:recordedAt`.
    pub recorded_at: Option<When>,
    /// `sayso:confidence`, in hundredths.
    pub confidence: Option<u8>,
    /// `sayso:target`, for a retraction.
    pub target: Option<usize>,
    /// `sayso:to`: the asker.
    pub to: Option<usize>,
    /// `sayso:deflectsTo`.
    pub deflects_to: Option<usize>,
}

impl Statement {
    /// A bare statement: no document, no relays, no basis, no dates.
    pub const fn new(by: usize, stance: Stance, claim: usize) -> Self {
        Self {
            claim,
            by,
            stance,
            documents: BTreeSet::new(),
            relays: BTreeSet::new(),
            first_hand: None,
            said_at: None,
            recorded_at: None,
            confidence: None,
            target: None,
            to: None,
            deflects_to: None,
        }
    }
}

/// Everything that was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// How many topics there are.
    pub topics: usize,
    /// The agents.
    pub agents: Vec<Agent>,
    /// The claims.
    pub claims: Vec<Claim>,
    /// The documents.
    pub documents: Vec<Document>,
    /// The ties.
    pub ties: Vec<Tie>,
    /// The statements.
    pub statements: Vec<Statement>,
    /// The agents that keep the record. It is not written in it.
    pub keepers: BTreeSet<usize>,
}

/// What a question is asked of: the as-of times (docs/semantics.md) and the profile (docs/semantics.md, Attested).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// `--said-by`: its first instant included.
    pub said_by: Option<When>,
    /// `--known-at`: its first instant included.
    pub known_at: Option<When>,
    /// `--strict`: only `held` attests.
    pub strict: bool,
}
