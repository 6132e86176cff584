use std::process::ExitCode;

use clap::Args;
use sayso::ask::Request;

use super::Common;
use super::failure::Failure;
use super::load::{self, ViewArguments};
use super::output::{self, Format};

const EXAMPLES: &str = "\
Examples:
  sayso find \"mail server\"
  sayso find password --most 3
  sayso find gateway flaw --format json";

/// Find claims, sources and documents by words, best first
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Find {
    /// The words; those that few things have count most, and typing errors are forgiven
    #[arg(required = true)]
    words: Vec<String>,
    /// Show so many of each kind at the most
    #[arg(long, value_name = "NUMBER", default_value = "10")]
    most: usize,
    #[command(flatten)]
    view: ViewArguments,
    /// How to show it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(arguments: &Find, common: &Common) -> Result<ExitCode, Failure> {
    let engine = load::load(common)?;
    let request = Request::Find {
        words: arguments.words.join(" "),
        most: arguments.most,
    };
    let view = arguments.view.of(&engine);
    output::answer(&engine, &request, view, arguments.format, None)
}
