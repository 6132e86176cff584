//! What was chosen, as text; and where the honest answer is "none", what there is instead.

use std::fmt::Write as _;

use super::phrase::{Phrases, join_or};
use super::text;
use crate::ask::{Claims, Overview, Sort, Statements, Which};
use crate::escape::terminal;
use crate::model::{Flag, Status};
use crate::verdict::Verdict;

/// More statuses than these are told by those that are left out.
const MANY_STATUSES: usize = 4;

/// The claims asked for; and an overview, where there are none or where the question was for
/// corroboration.
pub fn claims(
    asked_for: &Claims,
    selected: &[Verdict],
    overview: &Overview,
    phrases: &Phrases<'_>,
    width: usize,
) -> String {
    let (documents, held) = overview.documents;
    let scope = format!(
        "({} claim{}, {documents} document{}, {held} held)",
        overview.claims,
        if overview.claims == 1 { "" } else { "s" },
        if documents == 1 { "" } else { "s" },
    );
    let is_corroborated = *asked_for
        == Claims {
            which: Which::Statuses(vec![Status::Corroborated]),
            rests_on: None,
            stands_without: None,
        };
    let mut answer = String::new();
    if selected.is_empty() {
        let conditions = terminal(&conditions(asked_for, phrases));
        let none = format!("No claim {conditions} {scope}.");
        for line in textwrap::wrap(&none, width) {
            let _ = writeln!(answer, "{line}");
        }
        answer.push('\n');
        answer.push_str(&text::overview(overview, phrases, width));
        return answer;
    }
    if is_corroborated {
        let number = selected.len();
        let verb = if number == 1 {
            "claim is"
        } else {
            "claims are"
        };
        let flag = Flag::IndependenceNotEstablished;
        let doubtful = selected.iter().filter(|v| v.flags.contains(flag)).count();
        let caveat = match doubtful {
            0 => String::new(),
            _ if doubtful == number => ", if the unnamed sources differ".to_owned(),
            _ => format!(", {doubtful} of them only if the unnamed sources differ"),
        };
        let _ = writeln!(
            answer,
            "{number} {verb} corroborated independently{caveat} {scope}.\n"
        );
    }
    answer.push_str(&text::claims(selected, phrases, width));
    if is_corroborated {
        answer.push('\n');
        answer.push_str(&text::overview(overview, phrases, width));
    }
    answer
}

/// What the claims asked for have in common, as the rest of a sentence.
fn conditions(asked_for: &Claims, phrases: &Phrases<'_>) -> String {
    let words = |statuses: &mut dyn Iterator<Item = &Status>| {
        join_or(statuses.map(|status| status.words().to_owned()).collect())
    };
    let mut conditions = Vec::new();
    match &asked_for.which {
        Which::All => {}
        Which::Statuses(statuses) if *statuses == [Status::Corroborated] => {
            conditions.push("is corroborated independently".to_owned());
        }
        Which::Statuses(statuses) if statuses.len() > MANY_STATUSES => {
            let mut others = Status::ALL
                .iter()
                .filter(|status| !statuses.contains(status));
            conditions.push(format!("is anything but {}", words(&mut others)));
        }
        Which::Statuses(statuses) => {
            conditions.push(format!("is {}", words(&mut statuses.iter())));
        }
        Which::Flagged(flag) => conditions.push(format!("has the flag {}", flag.name())),
        Which::Unflagged(flag) => conditions.push(format!("lacks the flag {}", flag.name())),
    }
    if let Some(agent) = asked_for.rests_on {
        let agent = phrases.agent(agent);
        conditions.push(format!("would be left with nothing without {agent}"));
    }
    if let Some(agent) = asked_for.stands_without {
        let agent = phrases.agent(agent);
        conditions.push(format!("would still stand without {agent}"));
    }
    conditions.join(" and ")
}

/// That nothing of the kind was said, naming what was asked about.
pub fn no_statement(asked_for: &Statements, phrases: &Phrases<'_>, width: usize) -> String {
    let is_about_all = asked_for.by.is_none() && asked_for.on.is_none() && asked_for.to.is_none();
    let text = if asked_for.kind == Sort::Unanswered && is_about_all {
        "Nobody who was asked is without an answer.".to_owned()
    } else {
        let mut text = "No such statement".to_owned();
        if let Some(agent) = asked_for.by {
            let _ = write!(text, " by {}", phrases.agent(agent));
        }
        if let Some(claim) = asked_for.on {
            let _ = write!(text, " on “{}”", phrases.claim(claim));
        }
        if let Some(agent) = asked_for.to {
            let _ = write!(text, " to {}", phrases.agent(agent));
        }
        if let Some(agent) = asked_for.repeating {
            let _ = write!(text, " that repeats {}", phrases.agent(agent));
        }
        if let Some(document) = asked_for.document {
            let term = phrases.data().evidence.documents[document as usize].term;
            let _ = write!(text, " in “{}”", phrases.term(term));
        }
        text + " is recorded."
    };
    let mut answer = String::new();
    let text = terminal(&text);
    for line in textwrap::wrap(&text, width) {
        let _ = writeln!(answer, "{line}");
    }
    answer
}

/// That some statements cannot be told to be of a time.
pub fn undated(number: usize) -> String {
    match number {
        0 => String::new(),
        1 => "Left aside: 1 statement without a date.\n".to_owned(),
        number => format!("Left aside: {number} statements without a date.\n"),
    }
}
