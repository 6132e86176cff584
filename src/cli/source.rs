use std::process::ExitCode;

use clap::Args;
use sayso::ask::profile::Profile;
use sayso::names::Kind;
use sayso::render::asked::Asked;
use sayso::render::json::Shapes;
use sayso::render::phrase::Phrases;
use sayso::render::{profile, view};

use super::failure::Failure;
use super::load::{self, Loaded, ViewArguments};
use super::output::{self, Format};
use super::{Common, name, patience};

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
    #[arg(required = true)]
    source: Vec<String>,
    #[command(flatten)]
    view: ViewArguments,
    /// How to show it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(arguments: &Source, common: &Common) -> Result<ExitCode, Failure> {
    answer(arguments, &load::load(common)?, None)
}

/// Answers from what is loaded.
pub(super) fn answer(
    arguments: &Source,
    loaded: &Loaded,
    asked: Option<&Asked>,
) -> Result<ExitCode, Failure> {
    let data = &loaded.data;
    let view = loaded.view(&arguments.view);
    let agent = name::find(&arguments.source.join(" "), Kind::Agent, data)?;
    let snapshot = data.snapshot(view);
    let verdicts = patience::verdicts(data, view);
    let found = Profile::new(agent, data, &snapshot, &verdicts);
    let phrases = Phrases::new(data);
    arguments.format.print(&match arguments.format {
        Format::Json => profile::json(&found, &Shapes::new(&phrases, view, asked)),
        Format::Text => {
            let text = profile::text(&found, &phrases, output::width());
            view::before(view, data, &text)
        }
    })?;
    Ok(ExitCode::SUCCESS)
}
