//! Putting answers on standard output, and findings where people look for them.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use sayso::ask::Request;
use sayso::engine::{Engine, Found};
use sayso::escape::{self, terminal};
use sayso::evidence::View;
use sayso::read::{Diagnostic, Severity};
use sayso::render::asked::Asked;

use super::failure::Failure;
use super::patience;

/// How an answer is shown, where there are no other ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

impl Format {
    /// Prints an answer in this format. What programs read goes out byte for byte: removing
    /// styles takes away characters that may be part of a label.
    pub(super) fn print(self, text: &str) -> Result<(), Failure> {
        match self {
            Self::Text => print(text),
            Self::Json => print_raw(text.as_bytes()),
        }
    }
}

/// Answers a request, and prints the answer.
pub(super) fn answer(
    engine: &Engine,
    request: &Request,
    view: View,
    format: Format,
    asked: Option<&Asked>,
) -> Result<ExitCode, Failure> {
    let working = || "working out the answer".to_owned();
    let answer = patience::showing(working, || engine.run(request, &view))?;
    format.print(&match format {
        Format::Text => answer.text(width())?,
        Format::Json => answer.json(asked)?,
    })?;
    if let (Found::Changes(changes), Format::Text) = (answer.found(), format)
        && changes.undated > 0
    {
        let (statements, verb) = if changes.undated == 1 {
            ("statement", "has")
        } else {
            ("statements", "have")
        };
        let number = changes.undated;
        eprintln!("note: {number} {statements} {verb} no date, and count at both times");
    }
    Ok(ExitCode::SUCCESS)
}

/// Longer lines are not shown with a finding: the place is enough.
const LONGEST_LINE: usize = 400;
/// How wide answers are when nobody says.
const WIDTH: usize = 100;

/// The width to lay answers out for: that of the terminal, within reason.
pub(super) fn width() -> usize {
    let from_environment = std::env::var("COLUMNS")
        .ok()
        .and_then(|text| text.parse().ok());
    let of_terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    of_terminal
        .or(from_environment)
        .unwrap_or(WIDTH)
        .clamp(40, 120)
}

/// Prints an answer, its styles removed where they are not wanted.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Prints bytes as they are.
pub(super) fn print_raw(bytes: &[u8]) -> Result<(), Failure> {
    print_with(|output| output.write_all(bytes))
}

/// Writes to standard output what somebody writes.
pub(super) fn print_with(
    write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    write(&mut out)?;
    out.flush()?;
    Ok(())
}

/// The contents of the files that findings point into, by name.
pub(super) type Contents<'c> = [(&'c str, &'c Arc<[u8]>)];

/// Tells findings on standard error, each with its line where the contents are at hand.
pub(super) fn findings(findings: &[Diagnostic], contents: &Contents<'_>) {
    let text = rendered(findings, contents);
    let _ = anstream::AutoStream::auto(io::stderr().lock()).write_all(text.as_bytes());
}

/// Findings as text, styled.
pub(super) fn rendered(findings: &[Diagnostic], contents: &Contents<'_>) -> String {
    let renderer = Renderer::styled();
    let mut text = String::new();
    for finding in findings {
        let message = terminal(&finding.message);
        let hint = finding.hint.as_ref().map(|hint| terminal(hint));
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let title = level.primary_title(message.as_str()).id(finding.code);
        let excerpt = finding.location.as_ref().and_then(|location| {
            let (_, bytes) = contents.iter().find(|(name, _)| *name == location.file)?;
            excerpt(bytes, location.span?.start, location.span?.end)
        });
        let mut group = Group::with_title(title);
        let place = finding.location.as_ref();
        let file = place
            .map(|location| terminal(&location.file))
            .unwrap_or_default();
        if let (Some(location), Some((line, range))) = (place, &excerpt) {
            group = group.element(
                Snippet::source(line.as_str())
                    .path(file.as_str())
                    .line_start(location.line)
                    .annotation(AnnotationKind::Primary.span(range.clone())),
            );
        } else if let Some(location) = place {
            let mut origin = annotate_snippets::Origin::path(file.as_str());
            if location.line > 0 {
                origin = origin.line(location.line);
                if location.column > 0 {
                    origin = origin.char_column(location.column);
                }
            }
            group = group.element(origin);
        }
        if let Some(hint) = &hint {
            group = group.element(Level::HELP.with_name("hint").message(hint.as_str()));
        }
        text.push_str(&renderer.render(&[group]));
        text.push_str("\n\n");
    }
    text
}

/// The line of a stretch, and the stretch within it.
fn excerpt(bytes: &[u8], start: usize, end: usize) -> Option<(String, std::ops::Range<usize>)> {
    let start = start.min(bytes.len());
    let line_start = bytes[..start]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let line_end = bytes[start..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(bytes.len(), |at| start + at);
    if line_end - line_start > LONGEST_LINE {
        return None;
    }
    let line = std::str::from_utf8(&bytes[line_start..line_end]).ok()?;
    // The end of a line is no part of it, as some systems write it.
    let line = line.strip_suffix('\r').unwrap_or(line);
    let from = (start - line_start).min(line.len());
    let to = (end.clamp(start, line_end) - line_start).clamp(from, line.len());
    let is_whole = line.is_char_boundary(from) && line.is_char_boundary(to);
    let (line, [from, to]) = is_whole.then(|| escape::excerpt(line, [from, to]))?;
    Some((line, from..to))
}

/// "2 errors, 1 warning".
pub(super) fn counted(findings: &[Diagnostic]) -> String {
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter_map(|severity| {
            let number = findings.iter().filter(|f| f.severity == severity).count();
            let plural = if number == 1 { "" } else { "s" };
            (number > 0).then(|| format!("{number} {severity}{plural}"))
        })
        .collect();
    if parts.is_empty() {
        "nothing to report".to_owned()
    } else {
        parts.join(", ")
    }
}
