//! Answers for a terminal, or for a pipe.
//!
//! Styles are always written; whoever prints removes them where they are not wanted.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::phrase::{Phrases, bounds};
use super::report::{Report, Section, independence, support};
use crate::escape::terminal;
use crate::model::{Flag, Status};
use crate::verdict::Verdict;

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();

/// The style in which a status is shown.
pub fn status_style(status: Status) -> Style {
    let color = match status {
        Status::Corroborated | Status::OfficiallyConfirmed => AnsiColor::Green,
        Status::SeveralSources | Status::SingleSource | Status::SingleOutlet => AnsiColor::Yellow,
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
pub(super) fn hanging(text: &mut String, line: &str, width: usize) {
    let options = textwrap::Options::new(width.max(20))
        .subsequent_indent("    ")
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace);
    for piece in textwrap::wrap(line, options) {
        let _ = writeln!(text, "{piece}");
    }
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
            "{}   {}   {}",
            terminal(&phrases.claim_name(verdict.claim)),
            independence(verdict),
            support(verdict)
        );
        if verdict.opposition.upper > 0.0 {
            let _ = write!(facts, "   opposition {}", bounds(verdict.opposition));
        }
        wrapped(&mut text, &facts, "    ", DIM, width);
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
