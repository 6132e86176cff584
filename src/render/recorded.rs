//! What was added to a record, and what that changed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::findings::{FindingShape, shapes};
use super::json::{self, BoundsShape, VERSION, pretty};
use super::phrase::{Phrases, bounds};
use super::report::count;
use super::text::{BOLD, DIM, status_style, styled, wrapped};
use crate::escape::terminal;
use crate::model::{Flag, Flags};
use crate::record::capture::{Capture, Kept};
use crate::record::{Added, Change, Move, Standing};

/// So many claims that stand otherwise than before are told one by one.
const MOST_MOVES: usize = 12;

/// What was added, or would be, as text.
pub fn text(change: &Change, is_written: bool, width: usize) -> String {
    let mut text = String::new();
    let file = terminal(&change.file);
    let verb = match (is_written, change.is_new) {
        (true, true) => "began",
        (true, false) => "added to",
        (false, true) => "would begin",
        (false, false) => "would add to",
    };
    let lines: Vec<String> = change.added.iter().map(|it| it.line.to_string()).collect();
    let plural = if lines.len() == 1 { "line" } else { "lines" };
    let lines = super::phrase::join(lines);
    let _ = writeln!(text, "{verb} {file}, {plural} {lines}\n");
    for declaration in change
        .declared
        .iter()
        .filter(|line| !line.trim().is_empty())
    {
        let _ = writeln!(
            text,
            "    {}",
            styled(DIM, &terminal(declaration.trim_end()))
        );
    }
    for added in &change.added {
        for line in added.turtle.lines() {
            let _ = writeln!(text, "    {}", terminal(line));
        }
    }
    let phrases = Phrases::new(&change.data);
    for one in change.moves.iter().take(MOST_MOVES) {
        text.push('\n');
        push_move(&mut text, one, &phrases, width);
    }
    let more = change.moves.len().saturating_sub(MOST_MOVES);
    if more > 0 {
        let _ = writeln!(text, "\nand {more} more claims stand otherwise than before");
    }
    if !is_written {
        text.push_str("\nNothing was written.\n");
    }
    text
}

/// A status with the number that goes with it.
fn headline(standing: &Standing) -> String {
    let status = styled(status_style(standing.status), standing.status.name());
    let established = count(standing.established);
    if standing.established == standing.independence {
        format!("{status} {established}")
    } else {
        format!(
            "{status} {established}, at most {}",
            count(standing.independence)
        )
    }
}

/// A claim that stands otherwise than before, with what changed of its verdict.
pub(super) fn push_move(text: &mut String, one: &Move, phrases: &Phrases<'_>, width: usize) {
    let Some(after) = &one.after else { return };
    let mut line = match &one.before {
        None => format!("new: {}", headline(after)),
        Some(before) if headline(before) == headline(after) => {
            format!("{}, as before", headline(after))
        }
        Some(before) => format!("{} → {}", headline(before), headline(after)),
    };
    let pairs = [
        (
            "support",
            one.before.as_ref().map(|it| it.support),
            after.support,
        ),
        (
            "opposition",
            one.before.as_ref().map(|it| it.opposition),
            after.opposition,
        ),
    ];
    for (what, before, after) in pairs {
        let after_text = bounds(after);
        match before.map(bounds).filter(|before| *before != after_text) {
            Some(before) => {
                let _ = write!(line, "   {what} {before} → {after_text}");
            }
            None if after.upper > 0.0 => {
                let _ = write!(line, "   {what} {after_text}");
            }
            None => {}
        }
    }
    let _ = writeln!(text, "{line}");
    let graph = &phrases.data().graph;
    if let Some(term) = graph.terms.find_iri(&one.claim) {
        wrapped(text, &terminal(&phrases.term(term)), "  ", BOLD, width);
        wrapped(text, &terminal(&graph.display(term)), "  ", DIM, width);
    }
    let held = one
        .before
        .as_ref()
        .map_or(Flags::default(), |before| before.flags);
    let differences = [
        ("now flagged", after.flags, held),
        ("no longer flagged", held, after.flags),
    ];
    for (words, here, there) in differences {
        let flags: Vec<&str> = here
            .iter()
            .filter(|flag| !there.contains(*flag))
            .map(Flag::name)
            .collect();
        if !flags.is_empty() {
            let line = format!("{words}: {}", flags.join(", "));
            wrapped(text, &line, "  ", anstyle::Style::new(), width);
        }
    }
}

#[derive(Serialize)]
struct Shape {
    version: u32,
    written: bool,
    file: String,
    new_file: bool,
    declared: Vec<String>,
    added: Vec<AddedShape>,
    verdicts: Vec<MoveShape>,
    findings: Vec<FindingShape>,
}

#[derive(Serialize)]
struct AddedShape {
    kind: &'static str,
    iri: Option<String>,
    line: usize,
    turtle: String,
}

#[derive(Serialize)]
struct MoveShape {
    iri: String,
    label: String,
    before: Option<StandingShape>,
    after: Option<StandingShape>,
}

#[derive(Serialize)]
pub(super) struct StandingShape {
    status: &'static str,
    independence: usize,
    independence_exact: bool,
    independence_at_most: usize,
    independence_at_most_exact: bool,
    support: BoundsShape,
    support_if_one: BoundsShape,
    opposition: BoundsShape,
    flags: Vec<&'static str>,
}

impl From<&Standing> for StandingShape {
    fn from(standing: &Standing) -> Self {
        Self {
            status: standing.status.name(),
            independence: standing.established.value,
            independence_exact: standing.established.is_exact,
            independence_at_most: standing.independence.value,
            independence_at_most_exact: standing.independence.is_exact,
            support: json::bounds(standing.support),
            support_if_one: json::bounds(standing.support_if_one),
            opposition: json::bounds(standing.opposition),
            flags: standing.flags.iter().map(Flag::name).collect(),
        }
    }
}

#[derive(Serialize)]
struct CaptureShape<'a> {
    version: u32,
    written: bool,
    document: &'a str,
    sha256: &'a str,
    capture: String,
    page: Option<String>,
    characters: Option<usize>,
    /// Whether its hash was recorded before.
    known: bool,
    file: Option<&'a str>,
}

/// What was kept of a document, or would be, as JSON.
pub fn capture(
    document: &str,
    capture: &Capture,
    places: &Kept,
    change: Option<&Change>,
    is_written: bool,
) -> String {
    // As seen from the workspace, which may be elsewhere tomorrow.
    let name = |path: &PathBuf| {
        let folder = path.parent().and_then(Path::parent).unwrap_or(path);
        path.strip_prefix(folder)
            .unwrap_or(path)
            .display()
            .to_string()
    };
    pretty(&CaptureShape {
        version: VERSION,
        written: is_written,
        document,
        sha256: &capture.sha256,
        capture: name(&places.text),
        page: places.page.as_ref().map(name),
        characters: capture.characters(),
        known: change.is_none(),
        file: change.map(|change| change.file.as_str()),
    })
}

/// What was added, or would be, as JSON.
pub fn json(change: &Change, is_written: bool) -> String {
    let phrases = Phrases::new(&change.data);
    let graph = &change.data.graph;
    let added = |added: &Added| AddedShape {
        kind: added.kind.name(),
        iri: added.iri.clone(),
        line: added.line,
        turtle: added.turtle.clone(),
    };
    let verdict = |one: &Move| MoveShape {
        iri: one.claim.clone(),
        label: graph
            .terms
            .find_iri(&one.claim)
            .map_or_else(String::new, |term| phrases.term(term)),
        before: one.before.as_ref().map(StandingShape::from),
        after: one.after.as_ref().map(StandingShape::from),
    };
    pretty(&Shape {
        version: VERSION,
        written: is_written,
        file: change.file.clone(),
        new_file: change.is_new,
        declared: change
            .declared
            .iter()
            .filter(|it| !it.is_empty())
            .cloned()
            .collect(),
        added: change.added.iter().map(added).collect(),
        verdicts: change.moves.iter().map(verdict).collect(),
        findings: shapes(&change.findings),
    })
}
