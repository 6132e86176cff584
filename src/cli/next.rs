use std::process::ExitCode;

use clap::Args;
use sayso::ask::Request;

use super::Common;
use super::failure::Failure;
use super::load::{self, ViewArguments};
use super::output::{self, Format};

const EXAMPLES: &str = "\
Examples:
  sayso next
  sayso next --most 3 --strict
  sayso next --format json

First comes what takes least: a capture, then a document, then a statement, then two. Claims that are
corroborated or officially confirmed, or that were taken back, are left out.";

/// Show what is worth checking next: which claims need least, and whom to ask
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Next {
    /// Show so many claims at the most
    #[arg(long, value_name = "NUMBER", default_value = "10")]
    most: usize,
    #[command(flatten)]
    view: ViewArguments,
    /// How to show it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(arguments: &Next, common: &Common) -> Result<ExitCode, Failure> {
    let engine = load::load(common)?;
    let request = Request::Next {
        most: arguments.most,
    };
    let view = arguments.view.of(&engine);
    output::answer(&engine, &request, view, arguments.format, None)
}
