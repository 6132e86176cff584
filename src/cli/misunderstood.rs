//! A question that was not understood: why, and what can be asked instead.

use sayso::ask::grammar::{self, Misunderstood};
use sayso::data::Data;
use sayso::render::phrase::join_or;
use sayso::vocab::Id;

use super::failure::Failure;
use super::name;

/// Why a question was not understood, and what to do.
pub(super) fn failure(question: &str, reason: Misunderstood, data: &Data) -> Failure {
    let list = |things: &[Id]| {
        let things = things.iter();
        let things = things.map(|term| {
            (
                data.graph.display(*term),
                data.names.words(&data.graph, *term),
            )
        });
        name::lines(things.collect())
    };
    match reason {
        Misunderstood::TooLong => Failure::usage(
            "the question is too long",
            format!(
                "a question has {} words at the most, and {} bytes",
                grammar::MOST_WORDS,
                grammar::LONGEST
            ),
        ),
        Misunderstood::Pattern(nearest) => {
            let mut hint = format!(
                "the nearest that can be asked:\n    {}",
                nearest.join("\n    ")
            );
            if !question.contains(char::is_whitespace) {
                hint.push_str("\n  `sayso ask --help` lists the words that can be asked alone");
            }
            Failure::usage(format!("the question was not understood: {question}"), hint)
        }
        Misunderstood::Date(found) => Failure::usage(
            format!("“{found}” is no date that is understood"),
            "write it as 2024-03-12, 12 March 2024, March 2024 or 2024",
        ),
        Misunderstood::Spelling { word, candidates } => {
            let candidates = candidates.join("\n    ");
            Failure::usage(
                format!("the question was not understood: there is no word “{word}”"),
                format!("say which is meant:\n    {candidates}"),
            )
        }
        Misunderstood::Unknown { name, nearest } => {
            let kinds = nearest.iter().map(|(thing, _)| thing.word().to_owned());
            let hints = nearest.iter().map(|(thing, nearest)| {
                let more = thing.terms(data).len().saturating_sub(nearest.len());
                name::near(thing.word(), &list(nearest), more)
            });
            let hints: Vec<String> = hints.collect();
            name::nothing_called(&name, &join_or(kinds.collect()), hints.join("\n  "))
        }
        Misunderstood::Ambiguous {
            name,
            thing,
            candidates,
        } => {
            let list = list(&candidates);
            name::several_called(&name, thing.word(), candidates.len(), &list)
        }
    }
}
