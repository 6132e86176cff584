//! Words looked for: the claims, sources and documents that they describe best.

use crate::data::Data;
use crate::names::Kind;

/// What some words describe, each kind best first, by number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Claims: by what they are called, by their topics, and by what statements on them quote.
    pub claims: Vec<u32>,
    /// Sources.
    pub sources: Vec<u32>,
    /// Documents.
    pub documents: Vec<u32>,
}

/// Looks for words, and gives so many of each kind at the most. O(words of the dataset).
pub fn find(words: &str, data: &Data, most: usize) -> Found {
    let of = |kind: Kind| {
        let directory = data
            .names
            .directory(&data.graph, kind.terms(&data.evidence));
        directory.search(words, most)
    };
    let claims = data.names.claims(&data.graph, &data.evidence);
    Found {
        claims: claims.search(words, most),
        sources: of(Kind::Agent),
        documents: of(Kind::Document),
    }
}
