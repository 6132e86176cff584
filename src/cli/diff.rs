use std::process::ExitCode;

use clap::Args;
use sayso::evidence::View;
use sayso::model::Time;
use sayso::render::asked::Asked;
use sayso::render::phrase::Phrases;
use sayso::render::{difference, view};
use sayso::verdict::difference::differences;

use super::failure::Failure;
use super::load::{self, Loaded, ViewArguments};
use super::output::{self, Format};
use super::{Common, patience};

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
    #[arg(long, value_name = "TIME", value_parser = load::time)]
    from: Time,
    /// The later view; without it all that there is
    #[arg(long, value_name = "TIME", value_parser = load::time)]
    to: Option<Time>,
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
    answer(arguments, &load::load(common)?, None)
}

/// Answers from what is loaded.
pub(super) fn answer(
    arguments: &Diff,
    loaded: &Loaded,
    asked: Option<&Asked>,
) -> Result<ExitCode, Failure> {
    let data = &loaded.data;
    if arguments.to.is_some_and(|to| to < arguments.from) {
        return Err(Failure::usage(
            "--to is earlier than --from",
            "the earlier view comes first",
        ));
    }
    let common = loaded.view(&arguments.view);
    let at = |time: Option<Time>| {
        let (said_by, known_at) = (common.said_by, common.known_at);
        match time {
            None => common,
            Some(time) if arguments.recorded => View {
                known_at: Some(known_at.map_or(time, |limit| limit.min(time))),
                ..common
            },
            Some(time) => View {
                said_by: Some(said_by.map_or(time, |limit| limit.min(time))),
                ..common
            },
        }
    };
    let views = [at(Some(arguments.from)), at(arguments.to)];
    let [before, after] = views.map(|view| data.snapshot(view));
    let [earlier, later] = views.map(|view| patience::verdicts(data, view));
    let found = differences((&before, &earlier), (&after, &later));
    let undated = after
        .seen()
        .filter(|number| {
            if arguments.recorded {
                let statement = &data.evidence.statements[*number as usize];
                statement.recorded_at().is_none()
            } else {
                after.timing(*number).time_or_bound().is_none()
            }
        })
        .count();
    let phrases = Phrases::new(data);
    let text = match arguments.format {
        Format::Json => difference::json(&found, views, undated, &phrases, asked),
        Format::Text => {
            let between = view::between(views[0], views[1]);
            let text = difference::text(&found, later.len(), &phrases, output::width());
            format!("{between}\n{text}")
        }
    };
    arguments.format.print(&text)?;
    if undated > 0 && arguments.format == Format::Text {
        let (statements, verb) = if undated == 1 {
            ("statement", "has")
        } else {
            ("statements", "have")
        };
        eprintln!("note: {undated} {statements} {verb} no date, and count at both times");
    }
    Ok(ExitCode::SUCCESS)
}
