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
    let what = kind.word();
    let hint = if nearest.is_empty() {
        format!(
            "`sayso ask all` lists the claims; a {what} is named by words of its label, by prefixed name or by IRI"
        )
    } else {
        format!("the nearest:\n{}", list(kind, nearest, data))
    };
    Failure::usage(format!("there is no {what} “{name}”"), hint)
}

/// A name that several things have.
pub(super) fn ambiguous(name: &str, kind: Kind, candidates: &[u32], data: &Data) -> Failure {
    Failure::usage(
        format!("“{name}” fits {} {}s", candidates.len(), kind.word()),
        format!("say which:\n{}", list(kind, candidates, data)),
    )
}

/// Things by name and in words, one a line.
pub(super) fn list(kind: Kind, numbers: &[u32], data: &Data) -> String {
    let phrases = Phrases::new(data);
    let terms = kind.terms(&data.evidence);
    let lines: Vec<String> = numbers
        .iter()
        .take(MOST_LISTED)
        .map(|number| {
            let term = terms[*number as usize];
            format!(
                "    {}  {}",
                data.graph.display(term),
                phrases.thing(kind, *number)
            )
        })
        .collect();
    let more = numbers.len().saturating_sub(MOST_LISTED);
    if more == 0 {
        lines.join("\n")
    } else {
        format!("{}\n    and {more} more", lines.join("\n"))
    }
}
