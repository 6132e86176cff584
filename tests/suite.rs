//! All integration tests, in one binary: one link instead of many.

#![allow(missing_docs, reason = "tests are named for what they hold")]
#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "datasets are put together line by line; clarity comes before an allocation"
)]

mod agreement;
mod columns;
mod command_line;
mod compiled;
mod conformance;
mod differences;
mod documents;
mod expansion;
mod export;
mod export_formats;
mod formats;
mod fuzzing;
mod help;
mod hostile;
mod importing;
mod laws;
mod matching;
mod oracle;
mod program;
mod queries;
mod questions;
mod reading;
mod recording;
mod redaction;
mod scenarios;
mod selection;
mod tidy;
mod tour;
