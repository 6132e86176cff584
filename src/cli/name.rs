//! Which thing of the data an argument names.

use sayso::data::Data;
use sayso::names::{Kind, Match};
use sayso::render::phrase::Phrases;

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
    nothing_called(name, kind.word(), &list(kind, nearest, data))
}

/// A name that several things have.
pub(super) fn ambiguous(name: &str, kind: Kind, candidates: &[u32], data: &Data) -> Failure {
    let list = list(kind, candidates, data);
    several_called(name, kind.word(), candidates.len(), &list)
}

/// That there is nothing of a name, with the list of what comes nearest.
pub(super) fn nothing_called(name: &str, what: &str, nearest: &str) -> Failure {
    let hint = if nearest.is_empty() {
        let lists = match what {
            "source" => "`sayso query sources` lists the sources",
            "document" => "`sayso query documents` lists the documents",
            "topic" => "`sayso query topics` lists the topics",
            "statement" => "`sayso ask statements` lists the statements",
            "tie" => "`sayso query ties` lists the ties",
            _ => "`sayso ask all` lists the claims",
        };
        format!("{lists}; a {what} is named by words of its label, by prefixed name or by IRI")
    } else {
        format!("the nearest:\n{nearest}")
    };
    Failure::usage(format!("there is no {what} “{name}”"), hint)
}

/// That there are several things of a name, with their list.
pub(super) fn several_called(name: &str, what: &str, count: usize, list: &str) -> Failure {
    Failure::usage(
        format!("“{name}” fits {count} {what}s"),
        format!("say which:\n{list}"),
    )
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
