//! When something is recorded. The one place that looks at a clock.
//!
//! Answers never do: they are functions of data, view and profile. Only what is written down bears
//! the time, and only where `sayso.toml` asks for it.

use std::time::{SystemTime, UNIX_EPOCH};

use oxrdf::Literal;
use sayso::model::Time;
use sayso::record::draft;
use sayso::vocab::Known;
use sayso::workspace::Workspace;

use super::failure::Failure;

/// The variable that sets the clock: seconds since 1970, as reproducible builds have it.
const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// Now, in UTC, to the second: where the workspace wants what is recorded to bear the time.
pub(super) fn recording(workspace: Option<&Workspace>) -> Result<Option<Literal>, Failure> {
    let is_wanted = workspace.is_some_and(|workspace| workspace.config.record_times);
    is_wanted.then(now).transpose()
}

fn now() -> Result<Literal, Failure> {
    let seconds = if let Some(set) = std::env::var_os(VARIABLE) {
        set.to_str().and_then(|text| text.trim().parse().ok())
    } else {
        let passed = SystemTime::now().duration_since(UNIX_EPOCH);
        passed.ok().and_then(|it| i64::try_from(it.as_secs()).ok())
    };
    let seconds = seconds.filter(|seconds| (0..=LAST).contains(seconds));
    let Some(seconds) = seconds else {
        return Err(Failure::usage(
            format!("the clock cannot be read, or {VARIABLE} is no number of seconds since 1970"),
            format!("set {VARIABLE} to a number such as 1735689600, or take it away"),
        ));
    };
    let time = Time(seconds * 1000).to_string();
    Ok(draft::typed(&time, Known::DateTime))
}

/// The last second of the year 9999, behind which dates have another form.
const LAST: i64 = 253_402_300_799;
