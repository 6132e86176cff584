//! Who said what, and what it comes to.
//!
//! [`evidence`] is a record as columns: statements, claims, agents, documents and ties, under a view.
//! [`verdict`] says of each claim whether it is corroborated independently, and why. The page
//! `docs/semantics.md` of sayso gives the meaning of every word.

use sayso_graph::{address, column, model, read, vocab};

pub mod evidence;
pub mod verdict;
