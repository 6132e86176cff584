//! Lists of statements: who said what of which claim, when and where.

use std::fmt::Write as _;

use super::phrase::{Phrases, at_most, join, join_or};
use super::text::{DIM, hanging, wrapped};
use super::words;
use crate::ask::{Aside, Side, Sort, Statements};
use crate::escape::terminal;
use crate::model::Stance;

/// How many statements on another side of a claim are told before they are only counted.
const MOST_ASIDE: usize = 5;

/// How many of those who are repeated one line names.
const MOST_NAMES: usize = 8;

/// The statements that were chosen, or that there are none; and what was left aside.
pub fn answer(
    asked_for: &Statements,
    numbers: &[u32],
    aside: &Aside,
    phrases: &Phrases<'_>,
    width: usize,
) -> String {
    let mut text = if numbers.is_empty() {
        none(asked_for, phrases, width)
    } else {
        list(numbers, phrases, width)
    };
    push_other_sides(&mut text, asked_for, aside, phrases, width);
    match aside.undated {
        0 => {}
        1 => text.push_str("Left aside: 1 statement without a date.\n"),
        number => {
            let _ = writeln!(text, "Left aside: {number} statements without a date.");
        }
    }
    text
}

/// A list of statements, each with the words that it is in; or with where they stand, if they are
/// not at hand.
pub fn quoted(numbers: &[u32], phrases: &Phrases<'_>, width: usize) -> String {
    let mut text = String::new();
    for number in numbers {
        text.push_str(&list(&[*number], phrases, width));
        let mut lines = words::lines(phrases, *number);
        if lines.is_empty() {
            lines.push(match phrases.anchored(*number) {
                Some(place) => format!("{place}; the words are not at hand (sayso capture)"),
                None => "no passage is recorded".to_owned(),
            });
        }
        for line in lines {
            wrapped(
                &mut text,
                &terminal(&line),
                "      ",
                anstyle::Style::new(),
                width,
            );
        }
    }
    text
}

/// A list of statements: who said what of which claim, when and where.
pub fn list(numbers: &[u32], phrases: &Phrases<'_>, width: usize) -> String {
    let evidence = &phrases.data().evidence;
    let mut text = String::new();
    for number in numbers {
        let mut details = Vec::new();
        if let Some(said_at) = phrases.said_at(*number) {
            details.push(said_at.to_owned());
        }
        let relays = evidence.relays.row(*number);
        let is_support = phrases.is_support(*number);
        // Those who denied it, or would not comment, are named with what they said.
        if !relays.is_empty() && (is_support || relays != phrases.passed_on(*number)) {
            let repeated = relays.iter().map(|target| phrases.speaker(*target));
            let repeated = join(at_most(repeated.collect(), MOST_NAMES));
            let verb = if is_support { "repeating" } else { "by way of" };
            details.push(format!("{verb} {repeated}"));
        }
        let documents = phrases.documents(*number);
        if !documents.is_empty() {
            details.push(format!("in “{}”", join(at_most(documents, MOST_NAMES))));
        }
        let line = phrases.statement_line(*number);
        hanging(&mut text, &terminal(&line), width);
        if !details.is_empty() {
            let details = terminal(&details.join(", "));
            wrapped(&mut text, &details, "    ", DIM, width);
        }
    }
    text
}

/// That nothing of the kind was said, naming what was asked about.
fn none(asked_for: &Statements, phrases: &Phrases<'_>, width: usize) -> String {
    let is_about_all = asked_for.by.is_none() && asked_for.on.is_none() && asked_for.to.is_none();
    let says_so = asked_for.asked_side() == Some(Side::Support)
        || (!asked_for.stances.is_empty()
            && asked_for
                .stances
                .iter()
                .all(|stance| matches!(stance, Stance::Asserts | Stance::Confirms)));
    let denies = asked_for.stances == [Stance::Denies];
    let text = if asked_for.kind == Sort::Unanswered && is_about_all {
        "Nobody who was asked is without an answer.".to_owned()
    } else if let (Some(claim), None, true, Sort::Any) = (
        asked_for.on,
        asked_for.by,
        says_so || denies,
        asked_for.kind,
    ) && asked_for.is_of_anybody()
    {
        let verb = if denies { "denying" } else { "saying" };
        format!(
            "Nobody is recorded as {verb} that: {}",
            phrases.claim(claim)
        )
    } else {
        let mut text = match asked_for.kind {
            Sort::Retractions => "No retraction",
            _ => "No such statement",
        }
        .to_owned();
        if let Some(agent) = asked_for.by {
            let _ = write!(text, " by {}", phrases.agent(agent));
        }
        if let Some(agent) = asked_for.not_by {
            let _ = write!(text, " by others than {}", phrases.agent(agent));
        }
        if let Some(claim) = asked_for.on {
            let _ = write!(text, " on “{}”", phrases.claim(claim));
        }
        if let Some(words) = &asked_for.about {
            let _ = write!(text, " on a claim that mentions “{words}”");
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

/// What would fit but for its side: told where it is about one claim, counted elsewhere.
fn push_other_sides(
    text: &mut String,
    asked_for: &Statements,
    aside: &Aside,
    phrases: &Phrases<'_>,
    width: usize,
) {
    let number = aside.other_sides.len();
    if number == 0 {
        return;
    }
    let asked = asked_for.asked_side();
    let others: Vec<String> = Side::ALL
        .iter()
        .filter(|side| Some(**side) != asked)
        .map(|side| format!("--side {}", side.name()))
        .collect();
    let options = join_or(others);
    let what = match asked {
        Some(Side::Opposition) => "not against",
        Some(Side::Neither) => "for or against",
        _ => "no support for",
    };
    if asked_for.on.is_none() {
        let (plural, be) = if number == 1 {
            ("", "is")
        } else {
            ("s", "are")
        };
        let line = format!(
            "Left aside: {number} statement{plural} that {be} {what} what they are about ({options})."
        );
        wrapped(text, &line, "", anstyle::Style::new(), width);
        return;
    }
    let _ = writeln!(text, "\nLeft aside, for it is {what} the claim:");
    let told = &aside.other_sides[..number.min(MOST_ASIDE)];
    text.push_str(&list(told, phrases, width));
    if number > MOST_ASIDE {
        let _ = writeln!(text, "and {} more ({options})", number - MOST_ASIDE);
    }
}
