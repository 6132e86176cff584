use std::process::ExitCode;

use clap::Args;
use sayso::ask::find;
use sayso::render::asked::Asked;
use sayso::render::json::Shapes;
use sayso::render::phrase::Phrases;
use sayso::render::{found, view};

use super::failure::Failure;
use super::load::{self, Loaded, ViewArguments};
use super::output::{self, Format};
use super::{Common, patience};

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
    answer(arguments, &load::load(common)?, None)
}

/// Answers from what is loaded.
pub(super) fn answer(
    arguments: &Find,
    loaded: &Loaded,
    asked: Option<&Asked>,
) -> Result<ExitCode, Failure> {
    let data = &loaded.data;
    let view = loaded.view(&arguments.view);
    let verdicts = patience::verdicts(data, view);
    let words = arguments.words.join(" ");
    let found = find::find(&words, data, arguments.most);
    let phrases = Phrases::new(data);
    arguments.format.print(&match arguments.format {
        Format::Json => found::json(&found, &verdicts, &Shapes::new(&phrases, view, asked)),
        Format::Text => {
            let text = found::text(&words, &found, &verdicts, &phrases, output::width());
            view::before(view, data, &text)
        }
    })?;
    Ok(ExitCode::SUCCESS)
}
