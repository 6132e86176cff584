use std::process::ExitCode;

use clap::{Args, ValueEnum};
use sayso::ask::{Date, Request};
use sayso::names::Kind;

use super::failure::Failure;
use super::load::{self, ViewArguments};
use super::{Common, name, output};

const EXAMPLES: &str = "\
Examples:
  sayso why \"mail server\"
  sayso why vsse:mail-server-accessed --format markdown >> notes.md
  sayso why \"mail server\" --format dot | dot -Tsvg > chains.svg
  sayso why \"mail server\" --since 2025-01-01      what changed since then";

/// Show why a claim has its verdict: what it rests on, chain by chain
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Why {
    /// The claim: words of its label, its prefixed name, or its IRI
    #[arg(required = true)]
    claim: Vec<String>,
    #[command(flatten)]
    view: ViewArguments,
    /// Also show what changed since what had been said by then
    #[arg(long, value_name = "TIME", value_parser = load::date)]
    since: Option<Date>,
    /// How to show it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// How an explanation is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Markdown,
    Json,
    Dot,
}

pub(super) fn run(arguments: &Why, common: &Common) -> Result<ExitCode, Failure> {
    let engine = load::load(common)?;
    let claim = name::find(&arguments.claim.join(" "), Kind::Claim, engine.data())?;
    let request = Request::Why {
        claim,
        since: arguments.since.clone(),
    };
    let view = arguments.view.of(&engine);
    let answer = engine.run(&request, &view)?;
    let picture = match arguments.format {
        Format::Text => {
            output::print(&answer.text(output::width())?)?;
            return Ok(ExitCode::SUCCESS);
        }
        Format::Json => Some(answer.json(None)?),
        Format::Markdown => answer.markdown()?,
        Format::Dot => answer.dot()?,
    };
    output::print_raw(picture.unwrap_or_default().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
