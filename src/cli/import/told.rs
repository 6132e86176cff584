//! What an import tells: what was made, what was left out, and what to do next.

use std::fmt::Write as _;

use sayso::escape::terminal;
use sayso::import::Imported;
use sayso::workspace::Workspace;

use super::super::output;
use super::{Import, Made};

/// What was made, what was left out, and what to do next.
pub(super) fn told(
    made: &[Made],
    warnings: usize,
    arguments: &Import,
    workspace: &Workspace,
    dataset: &str,
) -> String {
    let mut text = String::new();
    for made in made {
        let Imported { counts, report, .. } = &made.imported;
        let verb = if arguments.dry_run {
            "would write"
        } else {
            "wrote"
        };
        let _ = writeln!(
            text,
            "{verb} {}, from {}",
            terminal(&made.source.name),
            terminal(&made.from)
        );
        let mut line = |name: &str, number: usize, note: &str| {
            let _ = writeln!(text, "  {name:<12}{number:>8}{note}");
        };
        let retractions = match counts.retractions {
            0 => String::new(),
            number => format!("   {number} of them retractions"),
        };
        line("claims", counts.claims, "");
        line("statements", counts.statements, &retractions);
        line("speakers", counts.speakers, "");
        line("documents", counts.documents, "");
        if counts.known > 0 {
            line(
                "known",
                counts.known,
                "   statements of earlier imports, not repeated",
            );
        }
        if !report.left_out.is_empty() {
            let _ = writeln!(text, "  left out, and why:");
        }
        for (reason, left_out) in &report.left_out {
            let examples: Vec<String> = left_out.examples.iter().map(|it| terminal(it)).collect();
            let _ = writeln!(text, "{:>7} {reason}", left_out.number);
            let _ = writeln!(text, "          such as {}", examples.join(" · "));
        }
        if !report.fields.is_empty() {
            let fields: Vec<String> = report
                .fields
                .iter()
                .map(|(name, number)| format!("{} {number}", terminal(name)))
                .collect();
            let wrapped = textwrap::Options::new(output::width())
                .initial_indent("    ")
                .subsequent_indent("    ");
            let _ = writeln!(text, "  fields left out, and how often:");
            let _ = writeln!(text, "{}", textwrap::fill(&fields.join(" · "), wrapped));
        }
        text.push('\n');
    }
    let checked = match warnings {
        0 => "nothing to report".to_owned(),
        1 => "1 warning; sayso check shows it".to_owned(),
        number => format!("{number} warnings; sayso check shows them"),
    };
    let _ = writeln!(text, "checked: {checked}");
    let is_read = workspace
        .config
        .datasets
        .as_ref()
        .is_none_or(|names| names.iter().any(|name| name == dataset));
    let option = if is_read {
        String::new()
    } else {
        format!(" --dataset {dataset}")
    };
    let _ = writeln!(text, "Now:  sayso ask corroborated{option}");
    text
}
