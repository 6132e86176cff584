//! What a whole record comes down to, as text.

use std::fmt::Write as _;

use anstyle::Style;

use super::phrase::{Phrases, join};
use super::text::{status_style, styled};
use crate::ask::{Overview, Sources, Tally};
use crate::escape::terminal;

/// Where the claims of a status come from, so that the numbers add up to theirs.
fn origins(sources: &Sources, claims: usize, phrases: &Phrases<'_>) -> String {
    let named = |groups: &[Vec<u32>]| {
        let groups = groups.iter().map(|agents| phrases.agents(agents));
        groups.collect::<Vec<_>>().join(" and ")
    };
    let mut parts: Vec<String> = sources
        .listed
        .iter()
        .map(|(groups, claims)| format!("{} ({claims})", named(groups)))
        .collect();
    if sources.further.0 > 0 {
        let (groups, claims) = sources.further;
        parts.push(format!(
            "and {groups} more ({claims}; sayso query only-carriers)"
        ));
    }
    if sources.without > 0 && sources.without < claims {
        parts.push(format!("no one source ({})", sources.without));
    }
    parts.join(", ")
}

/// The overview that answers "which claims are corroborated?" on a whole dataset.
pub fn overview(overview: &Overview, phrases: &Phrases<'_>, width: usize) -> String {
    let mut rows: Vec<(String, String, String, Style)> = Vec::new();
    for (status, claims, sources) in &overview.statuses {
        rows.push((
            status.words().to_owned(),
            claims.to_string(),
            origins(sources, *claims, phrases),
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
    let mut pillars: Vec<String> = pillars.collect();
    if overview.further_pillars > 0 {
        let more = overview.further_pillars;
        pillars.push(format!("{more} more (sayso query only-carriers)"));
    }
    let pillars = join(pillars);
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
