//! Answers as Markdown, to paste into a story's notes.

use std::fmt::Write as _;

use super::report::Report;
use crate::escape::markdown;

/// An explanation, with the line for the view that it is given under, if it has one.
pub fn explanation(report: &Report, view: Option<&str>) -> String {
    let mut text = format!("## {}\n\n", markdown(&report.claim));
    if let Some(view) = view {
        let _ = writeln!(text, "*{}*\n", markdown(view));
    }
    let headline: Vec<String> = report
        .headline
        .iter()
        .enumerate()
        .map(|(number, part)| {
            let part = markdown(part);
            if number == 0 {
                format!("**{part}**")
            } else {
                part
            }
        })
        .collect();
    let _ = writeln!(
        text,
        "{} — `{}`\n",
        headline.join(" · "),
        report.name.replace('`', "")
    );
    let _ = writeln!(text, "{}\n", markdown(&report.meaning));
    for section in &report.sections {
        let mut lines = section.lines.iter();
        if let Some(first) = lines.next() {
            let _ = writeln!(text, "- **{}:** {}", section.title, markdown(first));
        }
        for line in lines {
            let _ = writeln!(text, "  - {}", markdown(line));
        }
    }
    text
}
