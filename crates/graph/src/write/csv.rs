//! A table for people with spreadsheets: one row a statement (RFC 4180).
//!
//! Spreadsheets run cells that look like formulas, and what is in a cell is strangers' text. So a
//! cell that a spreadsheet could take for one begins with an apostrophe; and so that the text can
//! be had back, a cell that begins with an apostrophe gets one more. Whoever reads the table with
//! a program takes one apostrophe off every cell that begins with one, and has what was written.

use super::facts::{Facts, Thing, word};
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
pub(super) fn csv(facts: &Facts<'_>) -> String {
    let mut statements: Vec<(Option<Thing>, Thing)> = facts
        .things(Known::Statement)
        .map(|statement| (first(facts, statement, Known::ClaimOf), statement))
        .collect();
    let named = |thing: Option<Thing>| thing.map_or("", |thing| facts.bare(thing));
    statements.sort_by_key(|(claim, statement)| (named(*claim), facts.bare(*statement)));
    let mut table = line(&COLUMNS.map(str::to_owned));
    for (_, statement) in statements {
        table.push_str(&line(&row(facts, statement)));
    }
    table
}

fn first(facts: &Facts<'_>, thing: Thing, property: Known) -> Option<Thing> {
    facts.known(thing, property).first().copied()
}

fn row(facts: &Facts<'_>, statement: Thing) -> [String; COLUMNS.len()] {
    let all = |thing: Thing, property: Known| {
        let values = facts.known(thing, property).iter();
        values.map(|value| facts.bare(*value))
    };
    let joined = |thing: Thing, property: Known| all(thing, property).collect::<Vec<_>>().join(" ");
    let own = |property: Known| joined(statement, property);
    let claim = first(facts, statement, Known::ClaimOf);
    let agent = first(facts, statement, Known::By);
    let name = |thing: Option<Thing>| thing.map_or("", |thing| facts.bare(thing)).to_owned();
    let label = |thing: Option<Thing>| {
        let label = thing.and_then(|thing| facts.label(thing));
        label.unwrap_or_default().to_owned()
    };
    let grades = agent.into_iter();
    let grades = grades.flat_map(|agent| all(agent, Known::Reliability));
    let documents = facts.known(statement, Known::In);
    let of_documents = |property: Known| -> String {
        let values = documents.iter();
        let values = values.flat_map(|document| all(*document, property));
        values.collect::<Vec<_>>().join(" ")
    };
    let titles = documents.iter();
    let titles = titles.filter_map(|document| facts.label(*document));
    let titles: Vec<&str> = titles.filter(|label| !label.is_empty()).collect();
    [
        facts.bare(statement).to_owned(),
        name(claim),
        label(claim),
        name(agent),
        label(agent),
        grades.map(word).collect::<Vec<_>>().join(" "),
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
