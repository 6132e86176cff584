//! sayso: on whose say-so?
//!
//! A claim-provenance knowledge graph. Reported statements are RDF: who said what, in which
//! document, how sure they were and whom they were repeating. From them sayso answers, with its
//! reasons, which claims are corroborated *independently*.
//!
//! The modules are floors, an import goes down and never up; `ARCHITECTURE.md` tells the way.
//!
//! ```
//! use sayso::read::Care;
//! use sayso::workspace::Source;
//!
//! let text = "@prefix : <https://example.org/desk#> .
//! @prefix sayso: <https://w3id.org/sayso/ns#> .
//! [] sayso:by :mayor ; sayso:asserts :the-bridge-is-safe .";
//! let source = Source::text("desk.ttl", "https://example.org/desk", text);
//! let (graph, findings) = sayso::read::read(&[source], Care::Fast).unwrap();
//! assert!(findings.is_empty());
//! assert!(!graph.quads.is_empty());
//! ```

pub use sayso_graph::{
    address, archive, column, escape, index, model, packed, plain, progress, read, vocab,
    workspace, write,
};
pub use sayso_import as import;
pub use sayso_meaning::{evidence, verdict};

pub mod ask;
pub mod check;
pub mod copying;
pub mod data;
pub mod engine;
pub mod names;
pub mod query;
pub mod record;
pub mod redaction;
pub mod render;
