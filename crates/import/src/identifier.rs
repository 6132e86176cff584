//! Names of imported things. They are made of the source's own identifiers, or of addresses, so
//! that every import of the same thing gives it the same name.

use sha2::{Digest, Sha256};

pub(super) use crate::address::segment;
use crate::read::hex;
use crate::vocab::namespace::DOCUMENT;

/// Where publishers get their names, from domains and accounts.
pub(super) const PUBLISHER: &str = "https://w3id.org/sayso/publisher/";
/// Whoever made a file that does not name its maker.
pub(super) const UNNAMED: &str = "https://w3id.org/sayso/publisher/unnamed";
/// Ties that imported files tell.
pub(super) const TIE: &str = "https://w3id.org/sayso/tie/";
/// Objects of STIX, by their own identifiers.
pub(super) const STIX: &str = "https://w3id.org/sayso/stix/";
/// Objects of MISP, by their own identifiers.
pub(super) const MISP: &str = "https://w3id.org/sayso/misp/";
/// Entities of `FollowTheMoney`, by their own identifiers, and the datasets that tell of them.
pub(super) const FTM: &str = "https://w3id.org/sayso/ftm/";
/// Claims that were reviewed, by the review.
pub(super) const CLAIM_REVIEW: &str = "https://w3id.org/sayso/claim-review/";
/// Claims of tables, by the name of the table.
pub(super) const TABLE: &str = "https://w3id.org/sayso/table/";
/// Dublin Core: what somebody says of a thing at length.
pub(super) const DESCRIPTION: &str = "http://purl.org/dc/terms/description";
/// Dublin Core: what something points to, without being said to rest on it.
pub(super) const REFERENCES: &str = "http://purl.org/dc/terms/references";
/// Dublin Core: what others call a thing.
pub(super) const IDENTIFIER: &str = "http://purl.org/dc/terms/identifier";
/// Dublin Core: how a source is cited.
pub(super) const CITATION: &str = "http://purl.org/dc/terms/bibliographicCitation";

/// Dublin Core: a time that has to do with a thing.
pub(super) const DATE: &str = "http://purl.org/dc/terms/date";
/// Dublin Core: what something was made from.
pub(super) const SOURCE: &str = "http://purl.org/dc/terms/source";
/// Dublin Core: the nature of a thing, in words.
pub(super) const TYPE: &str = "http://purl.org/dc/terms/type";

/// The prefixes of imported files.
pub(super) const PREFIXES: [(&str, &str); 7] = [
    ("claim-review", CLAIM_REVIEW),
    ("document", DOCUMENT),
    ("ftm", FTM),
    ("misp", MISP),
    ("publisher", PUBLISHER),
    ("statement", crate::vocab::namespace::STATEMENT),
    ("stix", STIX),
];

/// A statement's name, made of what tells it from others of its source.
///
/// Names of full length are those that sayso gives to statements without one.
pub(super) fn statement(parts: &[&str]) -> String {
    format!("{}{}", crate::vocab::namespace::STATEMENT, short(parts))
}

/// Half of a SHA-256 of some parts, as hexadecimal digits.
pub(super) fn short(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let mut name = hex(&hash.finalize());
    name.truncate(32);
    name
}

/// The name of a capture, made of its content.
pub(super) fn capture(sha256: &str) -> String {
    format!("{DOCUMENT}sha256/{sha256}")
}

/// The SHA-256 of some bytes, as hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Whether this is a UUID in its usual form.
pub(super) fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths = groups.iter().map(|group| group.len());
    let is_hex = |group: &&str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    lengths.eq([8, 4, 4, 4, 12]) && groups.iter().all(is_hex)
}
