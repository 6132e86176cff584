//! A brute-force reference ("oracle") for docs/semantics.md, for cases of at most a dozen statements.
//!
//! It is written from docs/semantics.md alone and shares nothing with the crate under test: every definition is spelled out by
//! enumeration, in the words of the page, with its section named. Clarity comes before speed.
//!
//! - [`case`]: what was recorded, as plain data, with its times ([`when`]);
//! - [`verdict`]: the meaning, by enumeration;
//! - [`generate`]: random cases from a seed;
//! - [`transform`]: the changes that the laws of docs/semantics.md speak of;
//! - [`turtle`]: a case as a Turtle file, under any naming and any order.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test binary uses the part of the oracle that it needs"
)]

pub mod case;
pub mod generate;
pub mod transform;
pub mod turtle;
pub mod verdict;
pub mod when;

mod self_test;
