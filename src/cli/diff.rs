use std::process::ExitCode;

use clap::Args;
use sayso::ask::{Date, Request};

use super::Common;
use super::failure::Failure;
use super::load::{self, ViewArguments};
use super::output::{self, Format};

const EXAMPLES: &str = "\
Examples:
  sayso diff --from 2025-01-01                     what was said since changes these verdicts
  sayso diff --from 2023-06 --to 2025-01-01
  sayso diff --from 2025-02-01 --recorded          by when it was recorded, not by when it was said
  sayso diff --from 2025-01-01 --format json

A time means its first instant, and so does the date of a statement: what bears the date of that day
had been said by then, what was said at an hour of it had not.";

/// Show which claims stand otherwise at one time than at another, and what did it
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Diff {
    /// The earlier view: what had been said by then
    #[arg(long, value_name = "TIME", value_parser = load::date)]
    from: Date,
    /// The later view; without it all that there is
    #[arg(long, value_name = "TIME", value_parser = load::date)]
    to: Option<Date>,
    /// Take what had been recorded by then, instead of what had been said
    #[arg(long)]
    recorded: bool,
    #[command(flatten)]
    view: ViewArguments,
    /// How to show it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(arguments: &Diff, common: &Common) -> Result<ExitCode, Failure> {
    let engine = load::load(common)?;
    let request = Request::Diff {
        from: arguments.from.clone(),
        to: arguments.to.clone(),
        is_recorded: arguments.recorded,
    };
    let view = arguments.view.of(&engine);
    output::answer(&engine, &request, view, arguments.format, None)
}
