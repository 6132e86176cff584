//! Answers for a terminal, or for a pipe.
//!
//! Styles are always written; whoever prints removes them where they are not wanted.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::phrase::{Phrases, bounds, join};
use super::report::{Report, Section, count};
use crate::ask::{Overview, Tally};
use crate::escape::terminal;
use crate::model::{Flag, Status};
use crate::verdict::Verdict;

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();

/// The style in which a status is shown.
pub fn status_style(status: Status) -> Style {
    let color = match status {
        Status::Corroborated | Status::OfficiallyConfirmed => AnsiColor::Green,
        Status::SingleSource | Status::SingleOutlet => AnsiColor::Yellow,
        Status::Disputed | Status::Contradicted | Status::Denied => AnsiColor::Red,
        Status::BasisWithdrawn | Status::Retracted | Status::Circular | Status::Unsupported => {
            AnsiColor::Magenta
        }
    };
    Style::new().bold().fg_color(Some(color.into()))
}

pub(super) fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// An explanation, for a given width in columns.
pub fn explanation(report: &Report, status: Status, width: usize) -> String {
    let mut text = String::new();
    for (number, part) in report.headline.iter().enumerate() {
        let part = terminal(part);
        if number == 0 {
            text.push_str(&styled(status_style(status), &part));
        } else {
            let _ = write!(text, "   {part}");
        }
    }
    text.push('\n');
    wrapped(&mut text, &terminal(&report.claim), "", BOLD, width);
    wrapped(&mut text, &terminal(&report.name), "", DIM, width);
    wrapped(&mut text, &report.meaning, "", Style::new(), width);
    text.push('\n');
    let titles = report.sections.iter().map(|section| section.title.len());
    let indent = titles.max().unwrap_or(0) + 2;
    for section in &report.sections {
        push_section(&mut text, section, indent, width);
    }
    text
}

fn push_section(text: &mut String, section: &Section, indent: usize, width: usize) {
    for (number, line) in section.lines.iter().enumerate() {
        let title = if number == 0 { &section.title } else { "" };
        let lead = format!(
            "{}{}",
            styled(BOLD, title),
            " ".repeat(indent - title.len())
        );
        let rest = " ".repeat(indent + 2);
        let options = textwrap::Options::new(width.saturating_sub(indent).max(20))
            .subsequent_indent("  ")
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .word_separator(textwrap::WordSeparator::AsciiSpace);
        for (row, piece) in textwrap::wrap(&terminal(line), options).iter().enumerate() {
            let start = if row == 0 { &lead } else { &rest[..indent] };
            let _ = writeln!(text, "{start}{piece}");
        }
    }
}

pub(super) fn wrapped(text: &mut String, line: &str, indent: &str, style: Style, width: usize) {
    // Most lines fit, and need no plan of where to break them.
    if !line.is_empty()
        && line.is_ascii()
        && !line.contains('\n')
        && indent.len() + line.len() <= width.max(20)
    {
        let _ = writeln!(
            text,
            "{}",
            styled(style, &format!("{indent}{}", line.trim_end_matches(' ')))
        );
        return;
    }
    let options = textwrap::Options::new(width.max(20))
        .initial_indent(indent)
        .subsequent_indent(indent)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace);
    for piece in textwrap::wrap(line, options) {
        let _ = writeln!(text, "{}", styled(style, &piece));
    }
}

/// A line whose further rows are set in, so that each entry of a list is seen to begin.
fn hanging(text: &mut String, line: &str, width: usize) {
    let options = textwrap::Options::new(width.max(20))
        .subsequent_indent("    ")
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace);
    for piece in textwrap::wrap(line, options) {
        let _ = writeln!(text, "{piece}");
    }
}

/// The overview that answers "which claims are corroborated?" on a whole dataset.
pub fn overview(overview: &Overview, phrases: &Phrases<'_>, width: usize) -> String {
    let mut rows: Vec<(String, String, String, Style)> = Vec::new();
    for (status, claims, sources) in &overview.statuses {
        let who = sources
            .iter()
            .map(|Tally { agents, claims }| format!("{} ({claims})", phrases.agents(agents)));
        rows.push((
            status.words().to_owned(),
            claims.to_string(),
            who.collect::<Vec<_>>().join(", "),
            status_style(*status),
        ));
    }
    let pillars = overview.pillars.iter().map(|Tally { agents, claims }| {
        let names = phrases.agents(agents);
        if *claims == overview.supported {
            format!("{names} (on every chain of all {claims} claims)")
        } else {
            format!("{names} ({claims} of {} claims)", overview.supported)
        }
    });
    let pillars = join(pillars.collect());
    if !pillars.is_empty() {
        rows.push((
            "nothing stands without".to_owned(),
            String::new(),
            pillars,
            Style::new(),
        ));
    }
    let silent = overview.unanswered.iter();
    let mut silent: Vec<String> = silent.map(|number| phrases.non_answer(*number)).collect();
    silent.dedup();
    match overview.further_unanswered {
        0 => {}
        1 => silent.push("and somebody on one more claim (sayso ask unanswered)".to_owned()),
        more => silent.push(format!(
            "and others on {more} more claims (sayso ask unanswered)"
        )),
    }
    if !silent.is_empty() {
        rows.push((
            "did not answer".to_owned(),
            String::new(),
            silent.join("; "),
            Style::new(),
        ));
    }
    let first = rows.iter().map(|row| row.0.len()).max().unwrap_or(0);
    let second = rows.iter().map(|row| row.1.len()).max().unwrap_or(0);
    let indent = 2 + first + 2 + second + 3;
    let mut text = String::new();
    for (title, number, rest, style) in rows {
        let options = textwrap::Options::new(width.saturating_sub(indent).max(20))
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .word_separator(textwrap::WordSeparator::AsciiSpace);
        let pieces = textwrap::wrap(&terminal(&rest), options)
            .into_iter()
            .map(std::borrow::Cow::into_owned)
            .collect::<Vec<_>>();
        let lead = format!(
            "  {}{}  {number:>second$}   ",
            styled(style, &title),
            " ".repeat(first - title.len())
        );
        let line = format!("{lead}{}", pieces.first().map_or("", String::as_str));
        let _ = writeln!(text, "{}", line.trim_end());
        for piece in pieces.iter().skip(1) {
            let _ = writeln!(text, "{}{piece}", " ".repeat(indent));
        }
    }
    text
}

/// A list of claims under their statuses.
pub fn claims(verdicts: &[Verdict], phrases: &Phrases<'_>, width: usize) -> String {
    let mut text = String::new();
    let mut current = None;
    for verdict in verdicts {
        if current != Some(verdict.status) {
            if current.is_some() {
                text.push('\n');
            }
            current = Some(verdict.status);
            let number = verdicts
                .iter()
                .filter(|other| other.status == verdict.status)
                .count();
            let style = status_style(verdict.status);
            let _ = writeln!(text, "{} ({number})", styled(style, verdict.status.words()));
        }
        let claim = terminal(&phrases.claim(verdict.claim));
        wrapped(&mut text, &claim, "  ", BOLD, width);
        let mut facts = format!(
            "{}   independence {}   support {}",
            terminal(&phrases.claim_name(verdict.claim)),
            count(verdict.independence),
            bounds(verdict.support)
        );
        if verdict.opposition.upper > 0.0 {
            let _ = write!(facts, "   opposition {}", bounds(verdict.opposition));
        }
        wrapped(&mut text, &facts, "    ", DIM, width);
        if verdict.flags.contains(Flag::IndependenceNotEstablished) {
            let caveat = if verdict.status == Status::Corroborated {
                "independence not established: corroborated, if the unnamed sources differ"
            } else {
                "independence not established"
            };
            wrapped(&mut text, caveat, "    ", Style::new(), width);
        }
        if let Some(rests_on) = phrases.rests_on(&verdict.single_points) {
            wrapped(
                &mut text,
                &terminal(&format!("rests on {rests_on}")),
                "    ",
                Style::new(),
                width,
            );
        }
        let flags: Vec<&str> = verdict.flags.iter().map(Flag::name).collect();
        if !flags.is_empty() {
            wrapped(&mut text, &flags.join(", "), "    ", DIM, width);
        }
    }
    text
}

/// A list of statements: who said what of which claim, when and where.
pub fn statements(numbers: &[u32], phrases: &Phrases<'_>, width: usize) -> String {
    let evidence = &phrases.data().evidence;
    let mut text = String::new();
    for number in numbers {
        let statement = &evidence.statements[*number as usize];
        let mut line = if statement.stance().is_non_answer() {
            phrases.non_answer(*number)
        } else {
            format!("{} {}", phrases.speaker(*number), statement.stance().said())
        };
        let _ = write!(line, ": {}", phrases.claim(statement.claim));
        let mut details = Vec::new();
        if let Some(said_at) = phrases.said_at(*number) {
            details.push(said_at.to_owned());
        }
        let repeated = evidence.relays.row(*number).iter();
        let repeated: Vec<String> = repeated.map(|target| phrases.speaker(*target)).collect();
        if !repeated.is_empty() {
            details.push(format!("repeating {}", join(repeated)));
        }
        let documents = phrases.documents(*number);
        if !documents.is_empty() {
            details.push(format!("in “{}”", join(documents)));
        }
        hanging(&mut text, &terminal(&line), width);
        if !details.is_empty() {
            wrapped(
                &mut text,
                &terminal(&details.join(", ")),
                "    ",
                DIM,
                width,
            );
        }
    }
    text
}
