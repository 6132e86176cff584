//! A question in English: told as the command that it stands for, and answered by it.

use sayso::ask::request::{Command as Line, Request, Shown};
use sayso::data::Data;
use sayso::engine::Engine;
use sayso::escape::terminal;
use sayso::render::asked::{Asked, Correction};
use sayso::render::refusal;

use super::ask::Ask;
use super::failure::Failure;
use super::{Common, output};

/// Answers a question in English: by the request that it stands for.
pub(super) fn answer(
    text: &str,
    arguments: &Ask,
    engine: &Engine,
    common: &Common,
) -> Result<(), Failure> {
    let data = engine.data();
    let reading = engine.read(text)?;
    let request = if arguments.count {
        counted(reading.request, data)?
    } else {
        reading.request
    };
    // A time that is given as an option goes before one in the question.
    let is_given = arguments.view.said_by.is_some();
    let as_of = reading.as_of.filter(|_| !is_given);
    let Line(mut command) = refusal::command(&request, as_of.as_ref(), data);
    command.extend(arguments.view.options());
    command.extend(common.options());
    let pairs = reading.corrections.into_iter();
    let asked = Asked {
        text: text.to_owned(),
        command: Line(command).to_string(),
        corrections: pairs
            .map(|(typed, taken_for)| Correction { typed, taken_for })
            .collect(),
        note: reading.note,
    };
    tell(&asked);
    let mut view = arguments.view.of(engine);
    if let Some(day) = &as_of {
        view.said_by = Some(day.first());
    }
    output::answer(engine, &request, view, arguments.format, Some(&asked))?;
    Ok(())
}

/// The same, only counted.
fn counted(request: Request, data: &Data) -> Result<Request, Failure> {
    if matches!(request, Request::Select { .. }) {
        return Ok(request.shown(Shown::Counted));
    }
    Err(Failure::usage(
        format!("what `{}` answers is not counted", request.command(data)),
        "leave --count out",
    ))
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
