use std::process::ExitCode;

use clap::Args;
use sayso::ask::Request;

use super::Common;
use super::failure::Failure;
use super::load::{self, ViewArguments};
use super::output::{self, Format};

const EXAMPLES: &str = "\
Examples:
  sayso stats
  sayso stats --format json
  sayso stats --said-by 2025-01-01";

/// Count what the data holds: claims by status, statements by stance, documents, ties
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Stats {
    #[command(flatten)]
    view: ViewArguments,
    /// How to show it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(arguments: &Stats, common: &Common) -> Result<ExitCode, Failure> {
    let engine = load::load(common)?;
    let request = Request::Stats;
    let view = arguments.view.of(&engine);
    output::answer(&engine, &request, view, arguments.format, None)
}
