//! All integration tests, in one binary: one link instead of many.

#![allow(missing_docs, reason = "tests are named for what they hold")]
#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "datasets are put together line by line; clarity comes before an allocation"
)]

mod agreement;
mod answers;
mod bounded;
mod columns;
mod command_line;
mod compiled;
mod conformance;
mod copying;
mod differences;
mod documents;
mod expansion;
mod export;
mod export_formats;
mod formats;
mod fuzzing;
mod grades;
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
mod reasons;
mod recording;
mod redacting;
mod redaction;
mod remedies;
mod scenarios;
mod selection;
mod tidy;
mod tour;
