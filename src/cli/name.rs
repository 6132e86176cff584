//! Which thing of the data an argument names.

use std::fmt::Write as _;

use sayso::data::Data;
use sayso::names::{Kind, Match, words_of};
use sayso::read::Quad;
use sayso::render::phrase::Phrases;
use sayso::vocab::{Id, Known};

use super::failure::Failure;

/// How many candidates are listed.
const MOST_LISTED: usize = 12;

/// The thing that a name means, by number.
pub(super) fn find(name: &str, kind: Kind, data: &Data) -> Result<u32, Failure> {
    match data.names.find(&data.graph, &data.evidence, kind, name) {
        Match::One(number) => Ok(number),
        Match::Several(candidates) => Err(ambiguous(name, kind, &candidates, data)),
        Match::None(nearest) => Err(unknown(name, kind, &nearest, data)),
    }
}

/// A name that nothing has.
pub(super) fn unknown(name: &str, kind: Kind, nearest: &[u32], data: &Data) -> Failure {
    let count = kind.terms(&data.evidence).len();
    let list = list(kind, nearest, data);
    let mut hint = near(kind.word(), &list, count - nearest.len());
    if kind == Kind::Document
        && let Some(term) = published(name, data)
    {
        let term = data.graph.display(term);
        let _ = write!(
            hint,
            "\n  {term} is called so, but nothing is in it: to make it a document, write  {term} a sayso:Document ."
        );
    }
    nothing_called(name, kind.word(), hint)
}

/// A name that several things have.
pub(super) fn ambiguous(name: &str, kind: Kind, candidates: &[u32], data: &Data) -> Failure {
    let list = list(kind, candidates, data);
    several_called(name, kind.word(), candidates.len(), &list)
}

/// What has a publisher and is called so, and is no document yet. O(quads).
fn published(name: &str, data: &Data) -> Option<Id> {
    let wanted = words_of(name);
    let of_publisher = |quad: &Quad| quad.predicate == Known::Publisher.id();
    let mut published = data.index.data.quads().filter(of_publisher);
    let found = published.find(|quad| {
        let label = data.names.label(quad.subject);
        label.is_some_and(|label| words_of(label) == wanted)
    });
    found.map(|quad| quad.subject)
}

/// That there is nothing of a name.
pub(super) fn nothing_called(name: &str, what: &str, hint: String) -> Failure {
    Failure::usage(format!("there is no {what} “{name}”"), hint)
}

/// What lists the things of a kind.
pub(super) fn lister(what: &str) -> &'static str {
    match what {
        "source" => "sayso query sources",
        "document" => "sayso query documents",
        "topic" => "sayso query topics",
        "statement" => "sayso ask statements",
        "tie" => "sayso query ties",
        _ => "sayso ask all",
    }
}

/// The list of what comes nearest among things of a kind, and what lists the others.
pub(super) fn near(what: &str, nearest: &str, more: usize) -> String {
    let lister = lister(what);
    match (nearest, more) {
        ("", _) => format!(
            "`{lister}` lists the {what}s; a {what} is named by words of its label, by prefixed name or by IRI"
        ),
        (nearest, 0) => format!("the {what}s that there are, nearest first:\n{nearest}"),
        (nearest, more) => {
            format!("the nearest {what}s:\n{nearest}\n    and {more} more (`{lister}`)")
        }
    }
}

/// That there are several things of a name, with their list.
pub(super) fn several_called(name: &str, what: &str, count: usize, list: &str) -> Failure {
    let mut hint = format!("say which:\n{list}");
    if count > MOST_LISTED {
        let _ = write!(hint, " (`{}`)", lister(what));
    }
    Failure::usage(format!("“{name}” fits {count} {what}s"), hint)
}

/// Things by name and in words, one a line.
pub(super) fn list(kind: Kind, numbers: &[u32], data: &Data) -> String {
    let phrases = Phrases::new(data);
    let terms = kind.terms(&data.evidence);
    let things = numbers.iter().map(|number| {
        let term = terms[*number as usize];
        (data.graph.display(term), phrases.thing(kind, *number))
    });
    lines(things.collect())
}

/// Things, each by name and in words, one a line.
pub(super) fn lines(things: Vec<(String, String)>) -> String {
    let more = things.len().saturating_sub(MOST_LISTED);
    let lines = things.into_iter().take(MOST_LISTED);
    let mut lines: Vec<String> = lines
        .map(|(name, words)| format!("    {name}  {words}"))
        .collect();
    if more > 0 {
        lines.push(format!("    and {more} more"));
    }
    lines.join("\n")
}
