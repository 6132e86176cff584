//! sayso: on whose say-so?
//!
//! A claim-provenance knowledge graph. Reported statements are RDF: who said what, in which
//! document, how sure they were and whom they were repeating. From them sayso answers, with its
//! reasons, which claims are corroborated *independently*.
//!
//! Whoever builds on it comes in by the [`engine`]: it opens files or a workspace, understands
//! questions, and answers requests with values that can show themselves.
//!
//! ```
//! use sayso::ask::Request;
//! use sayso::engine::{Engine, Found, Options};
//! use sayso::model::Status;
//! use sayso::names::Kind;
//!
//! let engine = Engine::open(&Options::text(
//!     "@prefix : <https://example.org/desk#> .
//!      @prefix sayso: <https://w3id.org/sayso/ns#> .
//!      @prefix dcterms: <http://purl.org/dc/terms/> .
//!      @prefix schema: <https://schema.org/> .
//!      :minutes dcterms:publisher :mayor ; schema:url <https://town.example/minutes> .
//!      :bulletin dcterms:publisher :radio ; schema:url <https://radio.example/bulletin> .
//!      :said sayso:by :mayor ; sayso:asserts :bridge-is-safe ; sayso:firstHand true ; sayso:in :minutes .
//!      [] sayso:by :radio ; sayso:reports :bridge-is-safe ; sayso:relays :said ; sayso:in :bulletin .",
//! ))?;
//! let claim = engine.resolve(Kind::Claim, "bridge-is-safe")?;
//! let answer = engine.run(&Request::why(claim), &engine.view())?;
//! let Found::Explanation(explanation) = answer.found() else { unreachable!() };
//! // Two say so, and both have it from one.
//! assert_eq!(explanation.verdict.status, Status::SingleSource);
//! assert!(answer.text(100)?.contains("radio"));
//! # Ok::<(), sayso::engine::Error>(())
//! ```
//!
//! The modules are floors, an import goes down and never up; `ARCHITECTURE.md` tells the way. What is
//! below the floor of the engine is public so that it can be measured and tested, and may change.

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
