//! All integration tests, in one binary: one link instead of many.

#![allow(missing_docs, reason = "tests are named for what they hold")]

mod agreement;
mod command_line;
mod documents;
mod expansion;
mod laws;
mod oracle;
mod reading;
mod scenarios;
mod tidy;
