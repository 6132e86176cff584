//! The words data is written in: every IRI that sayso itself understands.
//!
//! One table gives each term its IRI and a fixed number. The dictionary of terms
//! ([`crate::read::terms::Terms`]) starts with this table, so a predicate read from a file is
//! recognised by comparing two integers.

use bytemuck::{Pod, Zeroable};

/// The namespaces that the table draws on.
pub mod namespace {
    /// sayso's own terms.
    pub const SAYSO: &str = "https://w3id.org/sayso/ns#";
    /// Where statements that were written as blank nodes get their names.
    pub const STATEMENT: &str = "https://w3id.org/sayso/statement/";
    /// Where an export gets its name, from the hash of its data. What has a name in here is
    /// what an export says of itself, and no data.
    pub const EXPORT: &str = "https://w3id.org/sayso/export/";
    /// Where documents get their names, from their addresses.
    pub const DOCUMENT: &str = "https://w3id.org/sayso/document/";
    /// Where the nanopublications of statements get their names.
    pub const NANOPUBLICATION: &str = "https://w3id.org/sayso/nanopub/";
    /// Where what stands for a redacted thing gets its name.
    pub const PSEUDONYM: &str = "https://w3id.org/sayso/pseudonym/";
    /// RDF.
    pub const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    /// RDF Schema.
    pub const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
    /// XML Schema datatypes.
    pub const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
    /// Dublin Core terms.
    pub const DCTERMS: &str = "http://purl.org/dc/terms/";
    /// schema.org.
    pub const SCHEMA: &str = "https://schema.org/";
    /// Web Annotation.
    pub const OA: &str = "http://www.w3.org/ns/oa#";
    /// PROV-O.
    pub const PROV: &str = "http://www.w3.org/ns/prov#";
    /// SKOS.
    pub const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

    /// DCAT, the W3C's vocabulary of data catalogues.
    pub const DCAT: &str = "http://www.w3.org/ns/dcat#";
    /// SPDX, for checksums, as DCAT 3 has them.
    pub const SPDX: &str = "http://spdx.org/rdf/terms#";
    /// `VoID`, for counts.
    pub const VOID: &str = "http://rdfs.org/ns/void#";

    /// Nanopublications.
    pub const NP: &str = "http://www.nanopub.org/nschema#";
    /// What nanopublications say of themselves and of each other.
    pub const NPX: &str = "http://purl.org/nanopub/x/";

    /// The prefixes that sayso suggests, and that answers are abbreviated with when a dataset
    /// declares none of its own.
    pub const WELL_KNOWN: [(&str, &str); 14] = [
        ("sayso", SAYSO),
        ("dcterms", DCTERMS),
        ("schema", SCHEMA),
        ("rdf", RDF),
        ("rdfs", RDFS),
        ("xsd", XSD),
        ("oa", OA),
        ("prov", PROV),
        ("skos", SKOS),
        ("org", "http://www.w3.org/ns/org#"),
        ("cito", "http://purl.org/spar/cito/"),
        ("dcat", DCAT),
        ("spdx", SPDX),
        ("void", VOID),
    ];
}

/// The number of a term in the dictionary of one loaded graph.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Pod, Zeroable)]
#[repr(transparent)]
pub struct Id(pub u32);

impl Id {
    /// The number as an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

macro_rules! known {
    ($($variant:ident = $namespace:ident $local:literal,)*) => {
        /// A term that sayso understands, with a fixed [`Id`].
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u32)]
        pub enum Known {
            $(
                #[doc = concat!("`", stringify!($namespace), ":", $local, "`")]
                $variant,
            )*
        }

        impl Known {
            /// Every known term, in the order of its number.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The namespace and the local name.
            pub const fn parts(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$variant => (namespace::$namespace, $local),)*
                }
            }
        }
    };
}

known! {
    // Classes
    Claim = SAYSO "Claim",
    Statement = SAYSO "Statement",
    Agent = SAYSO "Agent",
    AnonymousSource = SAYSO "AnonymousSource",
    Document = SAYSO "Document",
    Tie = SAYSO "Tie",
    // Stances: at once properties and concepts
    Asserts = SAYSO "asserts",
    Confirms = SAYSO "confirms",
    Denies = SAYSO "denies",
    Reports = SAYSO "reports",
    Declines = SAYSO "declines",
    NoResponse = SAYSO "noResponse",
    Deflects = SAYSO "deflects",
    NeitherConfirmsNorDenies = SAYSO "neitherConfirmsNorDenies",
    Retracts = SAYSO "retracts",
    // Statements
    ClaimOf = SAYSO "claim",
    By = SAYSO "by",
    Stance = SAYSO "stance",
    In = SAYSO "in",
    QuotedIn = SAYSO "quotedIn",
    Relays = SAYSO "relays",
    FirstHand = SAYSO "firstHand",
    To = SAYSO "to",
    DeflectsTo = SAYSO "deflectsTo",
    Target = SAYSO "target",
    SaidAt = SAYSO "saidAt",
    RecordedAt = SAYSO "recordedAt",
    Confidence = SAYSO "confidence",
    StatedConfidence = SAYSO "statedConfidence",
    Credibility = SAYSO "credibility",
    Anchor = SAYSO "anchor",
    // Claims
    Entails = SAYSO "entails",
    Contradicts = SAYSO "contradicts",
    Presupposes = SAYSO "presupposes",
    SpanFrom = SAYSO "spanFrom",
    SpanUntil = SAYSO "spanUntil",
    SameClaim = SAYSO "sameClaim",
    // Agents
    Reliability = SAYSO "reliability",
    InterestIn = SAYSO "interestIn",
    AuthorityOver = SAYSO "authorityOver",
    VouchedBy = SAYSO "vouchedBy",
    GradeA = SAYSO "A",
    GradeB = SAYSO "B",
    GradeC = SAYSO "C",
    GradeD = SAYSO "D",
    GradeE = SAYSO "E",
    GradeF = SAYSO "F",
    // Documents
    Sha256 = SAYSO "sha256",
    Copies = SAYSO "copies",
    SameText = SAYSO "sameText",
    // Ties
    Between = SAYSO "between",
    Dependent = SAYSO "dependent",
    Principal = SAYSO "principal",
    Kind = SAYSO "kind",
    ValidFrom = SAYSO "validFrom",
    ValidUntil = SAYSO "validUntil",
    SameAs = SAYSO "SameAs",
    OwnedBy = SAYSO "OwnedBy",
    SharedDesk = SAYSO "SharedDesk",
    SpokespersonOf = SAYSO "SpokespersonOf",
    ClientOf = SAYSO "ClientOf",
    Government = SAYSO "Government",
    // The verdict graph
    Verdicts = SAYSO "verdicts",
    Status = SAYSO "status",
    Independence = SAYSO "independence",
    IndependenceAtMost = SAYSO "independenceAtMost",
    Support = SAYSO "support",
    SupportIfOne = SAYSO "supportIfOne",
    Opposition = SAYSO "opposition",
    RestsOn = SAYSO "restsOn",
    Flag = SAYSO "flag",
    // Statuses
    Corroborated = SAYSO "corroborated",
    OfficiallyConfirmed = SAYSO "officially-confirmed",
    SingleSource = SAYSO "single-source",
    SingleOutlet = SAYSO "single-outlet",
    SeveralSources = SAYSO "several-sources",
    Disputed = SAYSO "disputed",
    Contradicted = SAYSO "contradicted",
    Denied = SAYSO "denied",
    Unsupported = SAYSO "unsupported",
    Circular = SAYSO "circular",
    BasisWithdrawn = SAYSO "basis-withdrawn",
    Retracted = SAYSO "retracted",
    // Flags
    CircularReporting = SAYSO "circular-reporting",
    RelaySpof = SAYSO "relay-spof",
    CitationsNotChecked = SAYSO "citations-not-checked",
    AffiliationCaveat = SAYSO "affiliation-caveat",
    Unanswered = SAYSO "unanswered",
    StaleBasis = SAYSO "stale-basis",
    SelfContradiction = SAYSO "self-contradiction",
    TemporalTension = SAYSO "temporal-tension",
    PartlyRetracted = SAYSO "partly-retracted",
    SharedText = SAYSO "same-text",
    // SKOS schemes
    StanceScheme = SAYSO "StanceScheme",
    StatusScheme = SAYSO "StatusScheme",
    FlagScheme = SAYSO "FlagScheme",
    ReliabilityScheme = SAYSO "ReliabilityScheme",
    CredibilityScheme = SAYSO "CredibilityScheme",
    TieKindScheme = SAYSO "TieKindScheme",
    Credibility1 = SAYSO "credibility-1",
    Credibility2 = SAYSO "credibility-2",
    Credibility3 = SAYSO "credibility-3",
    Credibility4 = SAYSO "credibility-4",
    Credibility5 = SAYSO "credibility-5",
    Credibility6 = SAYSO "credibility-6",
    // Borrowed
    Type = RDF "type",
    RdfSubject = RDF "subject",
    RdfPredicate = RDF "predicate",
    RdfObject = RDF "object",
    Label = RDFS "label",
    Publisher = DCTERMS "publisher",
    Issued = DCTERMS "issued",
    Subject = DCTERMS "subject",
    Source = DCTERMS "source",
    Url = SCHEMA "url",
    AltLabel = SKOS "altLabel",
    HasSource = OA "hasSource",
    Start = OA "start",
    End = OA "end",
    Exact = OA "exact",
    TextPositionSelector = OA "TextPositionSelector",
    Date = XSD "date",
    DateTime = XSD "dateTime",
    GYearMonth = XSD "gYearMonth",
    GYear = XSD "gYear",
    Decimal = XSD "decimal",
    Integer = XSD "integer",
    Boolean = XSD "boolean",
    Double = XSD "double",
    Float = XSD "float",
    XsdString = XSD "string",
}

/// schema.org writes its own terms with `https`; many datasets still have the older `http`.
pub const SCHEMA_URL_HTTP: &str = "http://schema.org/url";

impl Known {
    /// The term's IRI.
    pub fn iri(self) -> String {
        let (namespace, local) = self.parts();
        format!("{namespace}{local}")
    }

    /// The term's number in every dictionary.
    pub const fn id(self) -> Id {
        Id(self as u32)
    }

    /// The known term behind a number, if it is one.
    pub fn from_id(id: Id) -> Option<Self> {
        Self::ALL.get(id.index()).copied()
    }

    /// Whether this term is in sayso's own namespace.
    pub fn is_own(self) -> bool {
        self.parts().0 == namespace::SAYSO
    }
}

#[cfg(test)]
mod tests {
    use super::Known;

    #[test]
    fn numbers_are_positions() {
        for (position, term) in Known::ALL.iter().enumerate() {
            assert_eq!(term.id().index(), position);
            assert_eq!(Known::from_id(term.id()), Some(*term));
        }
    }
}
