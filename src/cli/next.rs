use std::process::ExitCode;

use clap::Args;
use sayso::ask::next;
use sayso::render::asked::Asked;
use sayso::render::json::Shapes;
use sayso::render::phrase::Phrases;
use sayso::render::{self, view};

use super::failure::Failure;
use super::load::{self, Loaded, ViewArguments};
use super::output::{self, Format};
use super::{Common, patience};

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
    answer(arguments, &load::load(common)?, None)
}

/// Answers from what is loaded.
pub(super) fn answer(
    arguments: &Next,
    loaded: &Loaded,
    asked: Option<&Asked>,
) -> Result<ExitCode, Failure> {
    let data = &loaded.data;
    let view = loaded.view(&arguments.view);
    let snapshot = data.snapshot(view);
    let verdicts = patience::verdicts(data, view);
    let checks = next::next(data, &snapshot, &verdicts, arguments.most);
    let phrases = Phrases::new(data);
    arguments.format.print(&match arguments.format {
        Format::Json => render::next::json(&checks, &Shapes::new(&phrases, view, asked)),
        Format::Text => {
            let text = render::next::text(&checks, &phrases, output::width());
            view::before(view, data, &text)
        }
    })?;
    Ok(ExitCode::SUCCESS)
}
