//! A question that was not understood as one thing, and a name that means no one thing: why, what
//! may have been meant, and what to do.

use std::fmt::Write as _;

use super::phrase::join_or;
use crate::ask::reading::{Doubted, LONGEST, MOST_WORDS, Misunderstood, Offer, Reason};
use crate::ask::request::Request;
use crate::ask::things::{Doubt, Thing};
use crate::data::Data;
use crate::names::{self, Kind, Unresolved, words_of};
use crate::read::Quad;
use crate::vocab::{Id, Known};

/// How many candidates are listed.
const MOST_LISTED: usize = 12;

/// What is wrong, and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do, in lines.
    pub hint: String,
}

/// A name that means no one thing.
pub fn unresolved(error: &Unresolved, data: &Data) -> Refusal {
    let (kind, name) = (error.kind, &error.name);
    match &error.reason {
        names::Reason::Several(found) => {
            several(name, kind.word(), found.len(), &list(kind, found, data))
        }
        names::Reason::Nothing(nearest) => {
            let more = kind
                .terms(&data.evidence)
                .len()
                .saturating_sub(nearest.len());
            let mut hint = near(kind.word(), &list(kind, nearest, data), more);
            if kind == Kind::Document
                && let Some(term) = published(name, data)
            {
                let term = data.graph.display(term);
                let _ = write!(
                    hint,
                    "\n  {term} is called so, but nothing is in it: to make it a document, write  {term} a sayso:Document ."
                );
            }
            nothing(name, kind.word(), hint)
        }
    }
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

/// Things by name and in words, one a line.
pub fn list(kind: Kind, numbers: &[u32], data: &Data) -> String {
    let terms = kind.terms(&data.evidence);
    let phrases = super::phrase::Phrases::new(data);
    let things = numbers.iter().map(|number| {
        let term = terms[*number as usize];
        (data.graph.display(term), phrases.thing(kind, *number))
    });
    lines(things.collect())
}

/// That there is nothing of a name.
pub fn nothing(name: &str, what: &str, hint: String) -> Refusal {
    Refusal {
        message: format!("there is no {what} “{name}”"),
        hint,
    }
}

/// That there are several things of a name, with their list.
pub fn several(name: &str, what: &str, count: usize, list: &str) -> Refusal {
    let mut hint = format!("say which:\n{list}");
    if count > MOST_LISTED {
        let _ = write!(hint, " (`{}`)", lister(what));
    }
    Refusal {
        message: format!("“{name}” fits {count} {what}s"),
        hint,
    }
}

/// What lists the things of a kind.
pub fn lister(what: &str) -> &'static str {
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
pub fn near(what: &str, nearest: &str, more: usize) -> String {
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

/// Things, each by name and in words, one a line.
pub fn lines(things: Vec<(String, String)>) -> String {
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

/// A question that was not understood as one thing.
pub fn misunderstood(question: &str, error: &Misunderstood, data: &Data) -> Refusal {
    let list = |things: &[Id]| {
        let things = things.iter();
        let words = things.map(|term| {
            (
                data.graph.display(*term),
                data.names.words(&data.graph, *term),
            )
        });
        lines(words.collect())
    };
    let mut refusal = match &error.reason {
        Reason::TooLong => Refusal {
            message: "the question is too long".to_owned(),
            hint: format!("a question has {MOST_WORDS} words at the most, and {LONGEST} bytes"),
        },
        Reason::Form => Refusal {
            message: format!("the question was not understood: {question}"),
            hint: String::new(),
        },
        Reason::Unrecorded(why) => Refusal {
            message: (*why).to_owned(),
            hint: String::new(),
        },
        Reason::Pointing(word) => Refusal {
            message: format!("who or what is “{word}”? No question knows of the one before"),
            hint: back(word).to_owned(),
        },
        Reason::Date(found) => Refusal {
            message: format!("“{found}” is no date that is understood"),
            hint: "write it as 2024-03-12, 12 March 2024, March 2024 or 2024".to_owned(),
        },
        Reason::Spelling { word, candidates } => Refusal {
            message: format!("the question was not understood: there is no word “{word}”"),
            hint: format!("say which is meant:\n    {}", candidates.join("\n    ")),
        },
        Reason::Unknown { name, nearest } => {
            let kinds = nearest.iter().map(|(thing, _)| thing.word().to_owned());
            let hints = nearest.iter().map(|(thing, nearest)| {
                let more = thing.terms(data).len().saturating_sub(nearest.len());
                near(thing.word(), &list(nearest), more)
            });
            let hints: Vec<String> = hints.collect();
            nothing(name, &join_or(kinds.collect()), hints.join("\n"))
        }
        Reason::Ambiguous {
            name,
            thing,
            candidates,
        } => several(name, thing.word(), candidates.len(), &list(candidates)),
        Reason::Doubtful(doubted) => Refusal {
            message: format!("“{}” {}", doubted.name, doubt(doubted, data)),
            hint: String::new(),
        },
    };
    let mut parts: Vec<String> = Vec::new();
    parts.extend((!refusal.hint.is_empty()).then(|| std::mem::take(&mut refusal.hint)));
    if !error.offers.is_empty() {
        let offers = error.offers.iter().map(|it| offer(it, data));
        let offers: Vec<String> = offers.collect();
        parts.push(format!(
            "perhaps one of these was meant:\n{}",
            offers.join("\n")
        ));
    }
    let are_listed = matches!(&error.reason, Reason::Unknown { nearest, .. }
        if nearest.iter().any(|(thing, _)| *thing == Thing::Claim));
    if !error.claims.is_empty() && !are_listed {
        parts.push(format!(
            "claims with words of the question:\n{}",
            list(&error.claims)
        ));
    }
    if parts.is_empty() {
        parts.push("`sayso ask --help` lists the words that can be asked alone, and docs/questions.md the questions".to_owned());
    }
    refusal.hint = parts.join("\n  ");
    refusal
}

/// What is asked back where words point at something.
fn back(word: &str) -> &'static str {
    match word.to_lowercase().as_str() {
        "i" | "me" | "my" | "mine" | "we" | "us" | "our" => {
            "which source of the record are you? name it: nobody here is “I” or “we”"
        }
        "he" | "him" | "his" | "she" | "her" | "hers" | "they" | "them" | "their" | "you"
        | "your" => "who is meant? name the source",
        _ => "which claim is meant? name it by words of its label",
    }
}

/// A reading to choose: its command, and what speaks against it.
fn offer(offer: &Offer, data: &Data) -> String {
    let mut text = format!(
        "    {}",
        command(&offer.request, offer.as_of.as_ref(), data)
    );
    if let Some(words) = &offer.leaves_out {
        let _ = write!(text, "    (without “{words}”)");
    }
    for doubted in &offer.doubts {
        let thing = named(doubted, data);
        let _ = write!(text, "\n        “{}” as: {thing}", doubted.name);
    }
    text
}

/// The command that asks for something, on a day where that is said.
pub fn command(
    request: &Request,
    as_of: Option<&crate::ask::Date>,
    data: &Data,
) -> crate::ask::Command {
    let mut command = request.command(data);
    if let Some(day) = as_of {
        command.0.extend(["--said-by".to_owned(), day.to_string()]);
    }
    command
}

/// The thing that a name was taken for, in words.
fn named(doubted: &Doubted, data: &Data) -> String {
    let kind = match doubted.thing {
        Thing::Claim => Kind::Claim,
        Thing::Agent => Kind::Agent,
        Thing::Document => Kind::Document,
        Thing::Topic => return doubted.name.clone(),
    };
    super::phrase::Phrases::new(data).thing(kind, doubted.number)
}

/// Why a name is perhaps not of what it was taken for.
fn doubt(doubted: &Doubted, data: &Data) -> String {
    let what = doubted.thing.word();
    let thing = named(doubted, data);
    match doubted.doubt {
        Doubt::Within => format!("only occurs in the name of the {what} “{thing}”"),
        Doubt::Short => format!("is perhaps short for the {what} “{thing}”"),
        Doubt::Opposite => format!("is the opposite of the {what} “{thing}”"),
        Doubt::Differs => format!("is not just what the {what} “{thing}” says"),
        Doubt::OneOfSeveral => format!("may be one of several {what}s"),
    }
}
