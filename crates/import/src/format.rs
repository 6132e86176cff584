//! The formats that can be read, in one list: how each is asked for, what its files are, and what
//! reads it.

use super::rows::Layout;
use super::{Error, Foreign, Input, MOST_BYTES, Options};
use super::{claim_review, ftm, misp, nanopublication, stix, table};

/// A foreign format.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// STIX 2.0 and 2.1, and ATT&CK.
    Stix,
    /// The clusters of a MISP galaxy.
    MispGalaxy,
    /// Events of MISP.
    Misp,
    /// `ClaimReview` of schema.org in JSON-LD.
    ClaimReview,
    /// Nanopublications, as `TriG`, N-Quads, JSON-LD or `TriX`.
    Nanopublication,
    /// Statements of `FollowTheMoney`.
    Ftm,
    /// A table, by a mapping.
    Table(Layout),
}

impl Format {
    /// All formats, each with the name by which it is asked for, and what its files are.
    pub const ALL: [(Self, &'static str, &'static str); 9] = [
        (Self::Stix, "stix", "STIX 2.0 and 2.1, and ATT&CK"),
        (
            Self::MispGalaxy,
            "misp-galaxy",
            "The clusters of a MISP galaxy, such as threat-actor.json",
        ),
        (
            Self::Misp,
            "misp",
            "Events of MISP: one, several, or the answer of an instance",
        ),
        (
            Self::ClaimReview,
            "claim-review",
            "Fact checks in the JSON-LD of schema.org: a review, a graph of them, or a data feed",
        ),
        (
            Self::Nanopublication,
            "nanopublication",
            "Nanopublications, as TriG, N-Quads, JSON-LD or TriX; signatures are verified",
        ),
        (
            Self::Ftm,
            "ftm",
            "Statements of FollowTheMoney as CSV, such as those of OpenSanctions",
        ),
        (
            Self::Table(Layout::Csv),
            "csv",
            "A table with commas or semicolons; --mapping says what its columns mean",
        ),
        (Self::Table(Layout::Tsv), "tsv", "A table with tabulators"),
        (
            Self::Table(Layout::JsonLines),
            "json-lines",
            "A table as one object of JSON a line",
        ),
    ];

    /// The format that is asked for by a name.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(_, known, _)| *known == name)
            .map(|(format, ..)| *format)
    }

    /// The name by which it is asked for.
    pub fn name(self) -> &'static str {
        let mut all = Self::ALL.iter();
        all.find(|(format, ..)| *format == self)
            .map_or("", |(_, name, _)| name)
    }
}

/// Reads a file in a foreign format. O(bytes).
///
/// # Errors
///
/// [`Error::Wrong`], with the place.
pub fn read<'i>(
    format: Format,
    input: Input<'i>,
    options: &Options,
) -> Result<Box<dyn Foreign + 'i>, Error> {
    if input.bytes.len() as u64 > MOST_BYTES {
        return Err(Error::large(input.name, input.bytes.len() as u64));
    }
    let told = options.clone();
    Ok(match format {
        Format::Stix => Box::new(stix::Stix::read(input, told)?),
        Format::MispGalaxy => Box::new(misp::Galaxy::read(input, told)?),
        Format::Misp => Box::new(misp::Events::read(input, told)?),
        Format::ClaimReview => Box::new(claim_review::ClaimReviews::read(input, told)?),
        Format::Nanopublication => Box::new(nanopublication::Nanopublications::read(input, told)?),
        Format::Ftm => Box::new(ftm::Statements::read(input, told)?),
        Format::Table(layout) => {
            let Some(mapping) = options.mapping.clone() else {
                let hint = "draft one with --guess, correct it, and name it with --mapping";
                return Err(Error::whole(
                    &input,
                    "nothing says what the columns mean",
                    hint,
                ));
            };
            Box::new(table::Table::read(input, layout, mapping, told)?)
        }
    })
}
