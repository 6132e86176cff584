//! What the records of sayso hold, as RDF: read, indexed and written.
//!
//! Datasets as people type them become triples in a long form ([`read`]), sorted and compressed for
//! lookups ([`index`]), and go out in every format ([`mod@write`]). Nothing here knows what a statement is
//! worth: that is for `sayso-meaning`. The modules are floors, an import goes down and never up.

pub mod address;
pub mod archive;
pub mod column;
pub mod escape;
pub mod index;
pub mod model;
pub mod packed;
pub mod plain;
pub mod progress;
pub mod read;
pub mod vocab;
pub mod workspace;
pub mod write;
