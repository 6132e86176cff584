//! A question in English: told as the command that it stands for, and answered by it.

use clap::Parser;
use sayso::ask::grammar;
use sayso::escape::terminal;
use sayso::render::asked::{Asked, Correction};

use super::ask::Ask;
use super::failure::Failure;
use super::load::Loaded;
use super::output::Format;
use super::{Command, Common, Sayso, ask, diff, misunderstood, query, stats, why};

/// Answers a question in English: by the command that it stands for, from what is loaded.
pub(super) fn answer(
    text: &str,
    arguments: &Ask,
    loaded: &Loaded,
    common: &Common,
) -> Result<(), Failure> {
    let reading = grammar::read(text, &loaded.data)
        .map_err(|reason| misunderstood::failure(text, reason, &loaded.data))?;
    let mut command = vec!["sayso".to_owned()];
    command.extend(reading.command);
    let is_counting = command.iter().any(|part| part == "--count");
    if arguments.count && !is_counting {
        if command[1] != "ask" {
            return Err(Failure::usage(
                format!("what `{}` answers is not counted", command.join(" ")),
                "leave --count out",
            ));
        }
        command.push("--count".to_owned());
    }
    command.extend(arguments.view.options());
    let mut shown = command.clone();
    shown.extend(common.options());
    let pairs = reading.corrections.into_iter();
    let asked = Asked {
        text: text.to_owned(),
        command: shown
            .iter()
            .map(|part| quoted(part))
            .collect::<Vec<_>>()
            .join(" "),
        corrections: pairs
            .map(|(typed, taken_for)| Correction { typed, taken_for })
            .collect(),
        left_aside: reading.left_aside,
        note: reading.pattern.note,
    };
    tell(&asked);
    if arguments.format == Format::Json {
        command.extend(["--format".to_owned(), "json".to_owned()]);
    }
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
    for word in &asked.left_aside {
        anstream::eprintln!(
            "left aside: “{}”; the answer is the same without it",
            terminal(word)
        );
    }
    if let Some(note) = asked.note {
        anstream::eprintln!("note: {note}");
    }
}

/// An argument as it can be typed into a shell.
fn quoted(argument: &str) -> String {
    let is_plain =
        |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | ',' | '=' | '/' | '+');
    if !argument.is_empty() && argument.chars().all(is_plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', "'\\''"))
    }
}
