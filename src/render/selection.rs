//! What was chosen, as text; and where the honest answer is "none", what there is instead.

use std::fmt::Write as _;

use super::phrase::{Phrases, join_or};
use super::{overview, text};
use crate::ask::{Claims, Overview, Which};
use crate::escape::terminal;
use crate::model::Status;
use crate::verdict::Verdict;
use crate::verdict::remedy::Remedy;

/// More statuses than these are told by those that are left out.
const MANY_STATUSES: usize = 4;

/// The claims asked for; and an overview, where there are none or where the question was for
/// corroboration.
pub fn claims(
    asked_for: &Claims,
    selected: &[Verdict],
    overview: &Overview,
    nearest: Option<&(u32, Remedy)>,
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
    let is_corroborated = *asked_for == Claims::of(Which::Statuses(vec![Status::Corroborated]));
    let mut answer = String::new();
    if selected.is_empty() {
        let conditions = terminal(&conditions(asked_for, phrases));
        let mut none = format!("No claim {conditions} {scope}.");
        if is_corroborated {
            let _ = write!(none, " {}", said_by_several(overview));
        }
        if overview.retractions > 0 && asked_for.which == retracted() {
            let (number, plural) = match overview.retractions {
                1 => (1, ""),
                number => (number, "s"),
            };
            let _ = write!(
                none,
                " But {number} retraction{plural} took back what was said on claims that stand otherwise (sayso ask retractions)."
            );
        }
        text::wrapped(&mut answer, &none, "", anstyle::Style::new(), width);
        if let Some((claim, remedy)) = nearest.filter(|_| is_corroborated) {
            let line = format!(
                "To establish one, such as “{}” (sayso why {}): {}.",
                phrases.claim(*claim),
                phrases.claim_name(*claim),
                phrases.remedy(remedy)
            );
            text::wrapped(
                &mut answer,
                &terminal(&line),
                "",
                anstyle::Style::new(),
                width,
            );
        }
        answer.push_str("\nWhat there is instead:\n\n");
        answer.push_str(&overview::overview(overview, phrases, width));
        return answer;
    }
    if is_corroborated {
        let number = selected.len();
        let verb = if number == 1 {
            "claim is"
        } else {
            "claims are"
        };
        let _ = writeln!(
            answer,
            "{number} {verb} corroborated independently {scope}.\n"
        );
    }
    answer.push_str(&text::claims(selected, phrases, width));
    if is_corroborated {
        answer.push_str("\nAll claims, by status:\n\n");
        answer.push_str(&overview::overview(overview, phrases, width));
    }
    answer
}

/// The claims that the word `retracted` asks for.
fn retracted() -> Which {
    Which::Statuses(vec![Status::Retracted, Status::BasisWithdrawn])
}

/// How many claims several say, of whom nobody knows that they differ.
fn said_by_several(overview: &Overview) -> String {
    let of_several = overview
        .statuses
        .iter()
        .find(|(status, _, _)| status.name() == "several-sources");
    match of_several.map(|(_, claims, _)| *claims) {
        None => "None is said by several sources either.".to_owned(),
        Some(claims) => {
            let (verb, be) = if claims == 1 {
                ("is", "it")
            } else {
                ("are", "them")
            };
            format!(
                "{claims} {verb} said by several sources, but nothing recorded rules out that one informant is behind {be} (sayso ask several-sources)."
            )
        }
    }
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
    if let Some(words) = &asked_for.about {
        conditions.push(format!("mentions “{words}”"));
    }
    if let Some(unsaid) = &asked_for.unsaid {
        let who = unsaid
            .by
            .map_or("anybody".to_owned(), |agent| phrases.agent(agent));
        let stances = unsaid.stances.iter().map(|stance| stance.said().to_owned());
        let stances: Vec<String> = stances.collect();
        conditions.push(if stances.is_empty() {
            format!("has no statement by {who}")
        } else {
            format!("has no statement by {who} that {}", join_or(stances))
        });
    }
    conditions.join(" and ")
}
