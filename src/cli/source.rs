use std::process::ExitCode;

use clap::Args;
use sayso::ask::Request;
use sayso::names::Kind;

use super::failure::Failure;
use super::load::{self, ViewArguments};
use super::output::{self, Format};
use super::{Common, name};

const EXAMPLES: &str = "\
Examples:
  sayso source Barracuda
  sayso source \"Le Soir\" --said-by 2024
  sayso source TechCrunch --format json";

/// Show everything about a source: its grade, its ties, what it said
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Source {
    /// The source: words of its label, its prefixed name, or its IRI
    #[arg(required = true, value_name = "SOURCE")]
    name: Vec<String>,
    #[command(flatten)]
    view: ViewArguments,
    /// How to show it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(arguments: &Source, common: &Common) -> Result<ExitCode, Failure> {
    let engine = load::load(common)?;
    let agent = name::find(&arguments.name.join(" "), Kind::Agent, engine.data())?;
    let view = arguments.view.of(&engine);
    output::answer(
        &engine,
        &Request::Source(agent),
        view,
        arguments.format,
        None,
    )
}
