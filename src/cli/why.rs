use std::process::ExitCode;

use clap::{Args, ValueEnum};
use sayso::evidence::View;
use sayso::model::Time;
use sayso::names::Kind;
use sayso::render::asked::Asked;
use sayso::render::json::Shapes;
use sayso::render::phrase::Phrases;
use sayso::render::report::Report;
use sayso::render::{dot, markdown, text, view};
use sayso::verdict::explanation::explain;

use super::failure::Failure;
use super::load::{self, Loaded, ViewArguments};
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
    #[arg(long, value_name = "TIME", value_parser = load::time)]
    since: Option<Time>,
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
    answer(arguments, &load::load(common)?, None)
}

/// Answers from what is loaded.
pub(super) fn answer(
    arguments: &Why,
    loaded: &Loaded,
    asked: Option<&Asked>,
) -> Result<ExitCode, Failure> {
    let data = &loaded.data;
    let view = loaded.view(&arguments.view);
    let claim = name::find(&arguments.claim.join(" "), Kind::Claim, data)?;
    let since = arguments.since.map(|said_by| View {
        said_by: Some(said_by),
        ..view
    });
    let snapshot = data.snapshot(view);
    let explanation = explain(&snapshot, claim, since);
    let phrases = Phrases::for_explanation(data, &explanation).quoting(loaded.captures());
    let report = Report::new(&explanation, &phrases);
    let text = match arguments.format {
        Format::Text => {
            let status = explanation.verdict.status;
            view::below_headline(
                view,
                data,
                &text::explanation(&report, status, output::width()),
            )
        }
        Format::Markdown => markdown::explanation(&report, view::line(view, data).as_deref()),
        Format::Json => Shapes::new(&phrases, view, asked).explanation(&explanation, &report),
        Format::Dot => dot::explanation(
            &explanation,
            &report,
            view::line(view, data).as_deref(),
            &phrases,
        ),
    };
    match arguments.format {
        Format::Text => output::print(&text)?,
        _ => output::print_raw(text.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}
