//! What an import tells: what was made, what was left out, and what to do next.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sayso::escape::terminal;
use sayso::import::Imported;
use sayso::render::json;
use sayso::workspace::Workspace;
use serde::Serialize;

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
        for (title, all) in [
            ("signatures", &report.signatures),
            ("left out, and why", &report.left_out),
        ] {
            if !all.is_empty() {
                let _ = writeln!(text, "  {title}:");
            }
            for (said, told) in all {
                let examples: Vec<String> = told.examples.iter().map(|it| terminal(it)).collect();
                let _ = writeln!(text, "{:>7} {said}", told.number);
                let _ = writeln!(text, "          such as {}", examples.join(" · "));
            }
        }
        if !report.fields.is_empty() {
            let mut all: Vec<(&String, &usize)> = report.fields.iter().collect();
            let more = all.len().saturating_sub(MOST_FIELDS);
            if more > 0 {
                all.sort_by_key(|(name, number)| (std::cmp::Reverse(**number), *name));
                all.truncate(MOST_FIELDS);
                all.sort_unstable();
            }
            let fields = all
                .into_iter()
                .map(|(name, number)| format!("{} {number}", terminal(name)));
            let mut fields: Vec<String> = fields.collect();
            if more > 0 {
                fields.push(format!("{more} more, each of them with --format json"));
            }
            // Names of fields may be addresses, which are not to be torn apart.
            let wrapped = textwrap::Options::new(output::width())
                .word_separator(textwrap::WordSeparator::AsciiSpace)
                .break_words(false)
                .word_splitter(textwrap::WordSplitter::NoHyphenation)
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

/// So many fields that were left out are named in the text; JSON has all.
const MOST_FIELDS: usize = 60;

/// The shape of `import --format json`.
#[derive(Serialize)]
struct Imports<'m> {
    version: u32,
    written: bool,
    format: &'static str,
    dataset: &'m str,
    warnings: usize,
    files: Vec<Outcome<'m>>,
}

/// A file that was made.
#[derive(Serialize)]
struct Outcome<'m> {
    file: &'m str,
    from: &'m str,
    claims: usize,
    statements: usize,
    retractions: usize,
    speakers: usize,
    documents: usize,
    known: usize,
    signatures: Vec<Signed<'m>>,
    left_out: Vec<LeftOut<'m>>,
    fields: &'m BTreeMap<String, usize>,
}

/// What is said of some signatures.
#[derive(Serialize)]
struct Signed<'m> {
    said: &'m str,
    number: usize,
    examples: &'m [String],
}

/// What was left out for one reason.
#[derive(Serialize)]
struct LeftOut<'m> {
    reason: &'m str,
    number: usize,
    examples: &'m [String],
}

/// The same as JSON.
pub(super) fn json(made: &[Made], warnings: usize, arguments: &Import, dataset: &str) -> String {
    let files = made.iter().map(|made| {
        let Imported { counts, report, .. } = &made.imported;
        let left_out = report.left_out.iter().map(|(reason, left_out)| LeftOut {
            reason,
            number: left_out.number,
            examples: &left_out.examples,
        });
        let signatures = report.signatures.iter().map(|(said, signed)| Signed {
            said,
            number: signed.number,
            examples: &signed.examples,
        });
        Outcome {
            file: &made.source.name,
            from: &made.from,
            claims: counts.claims,
            statements: counts.statements,
            retractions: counts.retractions,
            speakers: counts.speakers,
            documents: counts.documents,
            known: counts.known,
            signatures: signatures.collect(),
            left_out: left_out.collect(),
            fields: &report.fields,
        }
    });
    json::pretty(&Imports {
        version: json::VERSION,
        written: !arguments.dry_run,
        format: arguments.format.name(),
        dataset,
        warnings,
        files: files.collect(),
    })
}
