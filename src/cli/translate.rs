//! A question in English: told as the command that it stands for, and answered by it.

use clap::Parser;
use sayso::ask::reading;
use sayso::ask::request::{Command as Line, Request};
use sayso::escape::terminal;
use sayso::render::asked::{Asked, Correction};
use sayso::render::refusal;

use super::ask::Ask;
use super::failure::Failure;
use super::load::Loaded;
use super::output::Format;
use super::{Command, Common, Sayso, ask, diff, find, next, query, source, stats, why};

/// Answers a question in English: by the command that it stands for, from what is loaded.
pub(super) fn answer(
    text: &str,
    arguments: &Ask,
    loaded: &Loaded,
    common: &Common,
) -> Result<(), Failure> {
    let data = &loaded.data;
    let reading = reading::read(text, data).map_err(|error| {
        let refusal = refusal::misunderstood(text, &error, data);
        Failure::usage(refusal.message, refusal.hint)
    })?;
    let Line(mut command) = refusal::command(&reading.request, reading.as_of.as_ref(), data);
    if arguments.count && !command.iter().any(|part| part == "--count") {
        if !matches!(reading.request, Request::Select { .. }) {
            return Err(Failure::usage(
                format!("what `{}` answers is not counted", Line(command)),
                "leave --count out",
            ));
        }
        command.push("--count".to_owned());
    }
    command.extend(arguments.view.options());
    let shown = [&command[..], &common.options()].concat();
    let pairs = reading.corrections.into_iter();
    let asked = Asked {
        text: text.to_owned(),
        command: Line(shown).to_string(),
        corrections: pairs
            .map(|(typed, taken_for)| Correction { typed, taken_for })
            .collect(),
        note: reading.note,
    };
    tell(&asked);
    if arguments.format == Format::Json {
        command.extend(["--format".to_owned(), "json".to_owned()]);
    }
    command.insert(0, "sayso".to_owned());
    let parsed = Sayso::try_parse_from(&command)
        .map_err(|error| Failure::Usage(format!("{}: {error}", asked.command), None))?;
    let asked = Some(&asked);
    match parsed.command {
        Command::Ask(ask) => {
            let word = ask.question.join(" ");
            let selection = ask.selection(&word, &loaded.data)?;
            let selection = selection
                .ok_or_else(|| Failure::Usage(format!("there is no word `{word}`"), None))?;
            ask::show(&ask, &selection, loaded, asked)?;
        }
        Command::Why(arguments) => {
            why::answer(&arguments, loaded, asked)?;
        }
        Command::Diff(arguments) => {
            diff::answer(&arguments, loaded, asked)?;
        }
        Command::Query(arguments) => {
            query::answer(&arguments, loaded, asked)?;
        }
        Command::Stats(arguments) => {
            stats::answer(&arguments, loaded, asked)?;
        }
        Command::Find(arguments) => {
            find::answer(&arguments, loaded, asked)?;
        }
        Command::Next(arguments) => {
            next::answer(&arguments, loaded, asked)?;
        }
        Command::Source(arguments) => {
            source::answer(&arguments, loaded, asked)?;
        }
        _ => {
            return Err(Failure::Usage(
                format!("no question: {}", command.join(" ")),
                None,
            ));
        }
    }
    Ok(())
}

/// Tells on standard error what a question was taken for.
fn tell(asked: &Asked) {
    let dim = anstyle::Style::new().dimmed();
    for Correction { typed, taken_for } in &asked.corrections {
        anstream::eprintln!("took “{}” for “{}”", terminal(typed), terminal(taken_for));
    }
    anstream::eprintln!("{dim}understood as: {}{dim:#}", terminal(&asked.command));
    if let Some(note) = asked.note {
        anstream::eprintln!("note: {note}");
    }
}
