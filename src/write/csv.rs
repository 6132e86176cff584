//! A table for people with spreadsheets: one row a statement (RFC 4180).
//!
//! Spreadsheets run cells that look like formulas, and what is in a cell is strangers' text. So a
//! cell that a spreadsheet could take for one begins with an apostrophe; and so that the text can
//! be had back, a cell that begins with an apostrophe gets one more. Whoever reads the table with
//! a program takes one apostrophe off every cell that begins with one, and has what was written.

use oxrdf::Dataset;

use super::facts::{Facts, bare, text, word};
use crate::vocab::Known;

/// The columns, in order; docs/command-line.md says what is in each.
const COLUMNS: [&str; 21] = [
    "statement",
    "claim",
    "claim_label",
    "agent",
    "agent_label",
    "reliability",
    "stance",
    "relays",
    "documents",
    "document_labels",
    "urls",
    "issued",
    "said_at",
    "recorded_at",
    "first_hand",
    "confidence",
    "stated_confidence",
    "credibility",
    "to",
    "deflects_to",
    "target",
];

/// The statements of a dataset, one a row, in order of their claims.
pub(super) fn csv(dataset: &Dataset) -> String {
    let facts = Facts::new(dataset);
    let mut rows: Vec<[String; COLUMNS.len()]> = facts
        .things(Known::Statement)
        .into_iter()
        .map(|statement| row(&facts, statement))
        .collect();
    rows.sort_by(|one, other| (&one[1], &one[0]).cmp(&(&other[1], &other[0])));
    let mut table = line(&COLUMNS.map(str::to_owned));
    for row in rows {
        table.push_str(&line(&row));
    }
    table
}

fn row(facts: &Facts<'_>, statement: &str) -> [String; COLUMNS.len()] {
    let all = |thing: &str, property: Known| -> Vec<String> {
        let values = facts.known(thing, property).iter();
        values.map(|value| text(*value)).collect()
    };
    let own = |property: Known| all(statement, property).join(" ");
    let key = |property: Known| -> String {
        let value = facts.known(statement, property).first();
        value.map(ToString::to_string).unwrap_or_default()
    };
    let (claim, agent) = (key(Known::ClaimOf), key(Known::By));
    let label = |thing: &str| facts.label(thing).unwrap_or_default().to_owned();
    let grades = all(&agent, Known::Reliability);
    let documents: Vec<String> = facts
        .known(statement, Known::In)
        .iter()
        .map(ToString::to_string)
        .collect();
    let of_documents = |property: Known| -> String {
        let values = documents
            .iter()
            .flat_map(|document| all(document, property));
        values.collect::<Vec<_>>().join(" ")
    };
    let titles: Vec<String> = documents
        .iter()
        .map(|document| label(document))
        .filter(|label| !label.is_empty())
        .collect();
    [
        bare(statement).to_owned(),
        bare(&claim).to_owned(),
        label(&claim),
        bare(&agent).to_owned(),
        label(&agent),
        grades
            .iter()
            .map(|grade| word(grade))
            .collect::<Vec<_>>()
            .join(" "),
        word(&own(Known::Stance)).to_owned(),
        own(Known::Relays),
        own(Known::In),
        titles.join(" | "),
        of_documents(Known::Url),
        of_documents(Known::Issued),
        own(Known::SaidAt),
        own(Known::RecordedAt),
        own(Known::FirstHand),
        own(Known::Confidence),
        own(Known::StatedConfidence),
        own(Known::Credibility),
        own(Known::To),
        own(Known::DeflectsTo),
        own(Known::Target),
    ]
}

fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell: guarded, and in quotes where it has to be, or where a spreadsheet of another country
/// would cut it.
fn cell(text: &str) -> String {
    let guard = if may_be_formula(text) { "'" } else { "" };
    let text = format!("{guard}{text}");
    let cuts = |character: char| matches!(character, ',' | ';' | '\t' | '"' | '\r' | '\n');
    if text.contains(cuts) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// Whether some spreadsheet could take a text for a formula, whatever invisible characters it
/// begins with; or whether it begins with the sign that says that it is none.
fn may_be_formula(text: &str) -> bool {
    let is_passed_over =
        |character: char| character.is_whitespace() || crate::escape::is_hidden(character);
    let first = text.trim_start_matches(is_passed_over).chars().next();
    let begins_with_control = text.starts_with(['\t', '\r', '\n']);
    begins_with_control
        || text.starts_with('\'')
        || matches!(
            first,
            Some('=' | '+' | '-' | '@' | '|' | '%' | '＝' | '＋' | '－' | '＠')
        )
}
