//! The answer to a question of yes or no.

use std::fmt::Write as _;

use serde::Serialize;

use super::json::{Shapes, StatementShape};
use super::phrase::{Phrases, join_or};
use super::statements::list;
use super::text::wrapped;
use crate::ask::Statements;
use crate::ask::whether::{Outcome, Whether};
use crate::escape::terminal;
use crate::model::Stance;

/// The answer as text.
pub fn text(asked: &Statements, whether: &Whether, phrases: &Phrases<'_>, width: usize) -> String {
    let mut text = String::new();
    let mut headline = |line: &str| {
        wrapped(&mut text, &terminal(line), "", anstyle::Style::new(), width);
    };
    let who = asked.by.map(|agent| phrases.agent(agent));
    match (&whether.outcome, who) {
        (Outcome::Yes, _) => headline("Yes:"),
        (Outcome::InEffect, Some(who)) => headline(&format!(
            "Not in so many words; but what {who} said on other claims comes to that:"
        )),
        (Outcome::InEffect, None) => {
            headline("Not in so many words; but what was said on other claims comes to that:");
        }
        (Outcome::No, Some(who)) => headline(&format!(
            "No: {who} is not recorded as having {}.",
            verb(asked)
        )),
        (Outcome::No, None) => headline(&format!(
            "No: nobody is recorded as having {}.",
            verb(asked)
        )),
    }
    text.push_str(&list(&whether.found, phrases, width));
    text.push_str(&list(&whether.in_effect, phrases, width));
    if whether.found.is_empty() && !whether.instead.is_empty() {
        let who = asked.by.map_or("What others".to_owned(), |agent| {
            format!("What {}", terminal(&phrases.agent(agent)))
        });
        let _ = writeln!(text, "\n{who} said on that:");
        text.push_str(&list(&whether.instead, phrases, width));
    }
    text
}

/// What nobody has done.
fn verb(asked: &Statements) -> String {
    let is_said =
        |stance: &Stance| matches!(stance, Stance::Asserts | Stance::Confirms | Stance::Reports);
    match asked.stances.as_slice() {
        [] => "said anything on that".to_owned(),
        several if several.len() > 1 && several.iter().all(is_said) => "said so".to_owned(),
        stances => {
            let done = stances.iter().map(|stance| match stance {
                Stance::NoResponse => "been asked and not responded".to_owned(),
                Stance::NeitherConfirmsNorDenies => "neither confirmed nor denied that".to_owned(),
                Stance::Declines => "declined to comment on that".to_owned(),
                stance => format!("{} that", stance.said()),
            });
            join_or(done.collect())
        }
    }
}

#[derive(Serialize)]
struct Shape {
    answer: &'static str,
    statements: Vec<StatementShape>,
    in_effect: Vec<StatementShape>,
    instead: Vec<StatementShape>,
}

/// The answer as JSON.
pub fn json(whether: &Whether, shapes: &Shapes<'_, '_>) -> String {
    let of = |numbers: &[u32]| -> Vec<StatementShape> {
        numbers
            .iter()
            .map(|number| shapes.statement(*number))
            .collect()
    };
    shapes.text(Shape {
        answer: match whether.outcome {
            Outcome::Yes => "yes",
            Outcome::InEffect => "in-effect",
            Outcome::No => "no",
        },
        statements: of(&whether.found),
        in_effect: of(&whether.in_effect),
        instead: of(&whether.instead),
    })
}
