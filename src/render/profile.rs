//! Everything about a source.

use std::collections::BTreeMap;

use serde::Serialize;

use super::json::{Shapes, StatementShape, Thing};
use super::phrase::{MOST_NAMES, Phrases, at_most, join};
use super::text::{BOLD, DIM, wrapped};
use crate::ask::profile::Profile;
use crate::escape::terminal;
use crate::model::Grade;

/// How many claims or statements of a kind are told one by one.
const MOST_LISTED: usize = 8;

/// A source as text: what is known of it, each kind of thing on its own lines.
#[expect(clippy::too_many_lines, reason = "one kind of thing after the other")]
pub fn text(profile: &Profile, phrases: &Phrases<'_>, width: usize) -> String {
    let data = phrases.data();
    let evidence = &data.evidence;
    let term = evidence.agents[profile.agent as usize].term;
    let name = data.graph.display(term);
    let mut text = String::new();
    wrapped(
        &mut text,
        &terminal(&phrases.agent(profile.agent)),
        "",
        BOLD,
        width,
    );
    wrapped(&mut text, &terminal(&name), "", DIM, width);
    text.push('\n');
    let mut line = |title: &str, items: Vec<String>| {
        if items.is_empty() {
            return;
        }
        wrapped(&mut text, title, "", BOLD, width);
        let more = items.len().saturating_sub(MOST_LISTED);
        for item in items.iter().take(MOST_LISTED) {
            wrapped(
                &mut text,
                &terminal(item),
                "  ",
                anstyle::Style::new(),
                width,
            );
        }
        if more > 0 {
            wrapped(&mut text, &format!("and {more} more"), "  ", DIM, width);
        }
    };
    let grade = profile
        .grade
        .map_or("no grade".to_owned(), |grade| grade.letter().to_string());
    line("reliability", vec![grade]);
    let also: Vec<String> = data
        .names
        .also(term)
        .into_iter()
        .map(str::to_owned)
        .collect();
    line("also called", also);
    line(
        "vouched for by",
        profile
            .vouchers
            .iter()
            .map(|it| phrases.agent(*it))
            .collect(),
    );
    line(
        "ties",
        profile.ties.iter().map(|tie| phrases.tie(*tie)).collect(),
    );
    let claims = |numbers: &[u32]| -> Vec<String> {
        numbers.iter().map(|claim| phrases.claim(*claim)).collect()
    };
    line("has an interest in", claims(&profile.interests));
    line("has authority over", claims(&profile.authority));
    let stances: Vec<String> = profile
        .stances
        .iter()
        .map(|(stance, count)| format!("{} {count}", stance.name()))
        .collect();
    let spoke = match profile.claims {
        0 => "nothing is recorded of it".to_owned(),
        1 => format!("on 1 claim: {}", stances.join(", ")),
        claims => format!("on {claims} claims: {}", stances.join(", ")),
    };
    line(
        &format!("said (sayso ask --by {})", terminal(&name)),
        vec![spoke],
    );
    let statuses = profile.statuses.iter();
    let statuses = statuses.map(|(status, count)| format!("{} {count}", status.words()));
    line(
        "what it is for stands",
        vec![statuses.collect::<Vec<_>>().join(", ")]
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect(),
    );
    line("without it nothing is left of", claims(&profile.carries));
    let times = |counts: &[(u32, usize)]| -> Vec<String> {
        let named = counts.iter().map(|(agent, count)| match count {
            1 => phrases.agent(*agent),
            count => format!("{} ({count} times)", phrases.agent(*agent)),
        });
        let named: Vec<String> = named.collect();
        if named.is_empty() {
            named
        } else {
            vec![join(at_most(named, MOST_NAMES))]
        }
    };
    line("repeats", times(&profile.repeats));
    line("is repeated by", times(&profile.repeated_by));
    let lines = |numbers: &[u32]| -> Vec<String> {
        numbers
            .iter()
            .map(|number| phrases.statement_line(*number))
            .collect()
    };
    line("has not answered", lines(&profile.unanswered));
    line("took back", lines(&profile.retractions));
    line("stands on both sides of", claims(&profile.both_sides));
    let documents = profile.documents.iter();
    let documents =
        documents.map(|document| phrases.term(evidence.documents[*document as usize].term));
    line("published", documents.collect());
    text
}

#[derive(Serialize)]
struct Shape {
    source: Thing,
    also: Vec<String>,
    reliability: Option<char>,
    vouched_by: Vec<Thing>,
    ties: Vec<String>,
    interests: Vec<Thing>,
    authority: Vec<Thing>,
    documents: Vec<Thing>,
    claims: usize,
    stances: BTreeMap<&'static str, usize>,
    statuses: BTreeMap<&'static str, usize>,
    carries: Vec<Thing>,
    repeats: Vec<Times>,
    repeated_by: Vec<Times>,
    unanswered: Vec<StatementShape>,
    retractions: Vec<StatementShape>,
    both_sides: Vec<Thing>,
}

#[derive(Serialize)]
struct Times {
    agent: Thing,
    times: usize,
}

/// A source as JSON.
pub fn json(profile: &Profile, shapes: &Shapes<'_, '_>) -> String {
    let data = shapes.phrases.data();
    let evidence = &data.evidence;
    let agent = |agent: u32| shapes.thing(evidence.agents[agent as usize].term);
    let claims = |numbers: &[u32]| -> Vec<Thing> {
        let numbers = numbers.iter();
        numbers
            .map(|claim| shapes.thing(evidence.claims[*claim as usize].term))
            .collect()
    };
    let times = |counts: &[(u32, usize)]| -> Vec<Times> {
        let counts = counts.iter();
        counts
            .map(|(number, times)| Times {
                agent: agent(*number),
                times: *times,
            })
            .collect()
    };
    let statements = |numbers: &[u32]| -> Vec<StatementShape> {
        numbers
            .iter()
            .map(|number| shapes.statement(*number))
            .collect()
    };
    let term = evidence.agents[profile.agent as usize].term;
    shapes.text(Shape {
        source: shapes.thing(term),
        also: data
            .names
            .also(term)
            .into_iter()
            .map(str::to_owned)
            .collect(),
        reliability: profile.grade.map(Grade::letter),
        vouched_by: profile
            .vouchers
            .iter()
            .map(|number| agent(*number))
            .collect(),
        ties: profile
            .ties
            .iter()
            .map(|tie| shapes.phrases.tie(*tie))
            .collect(),
        interests: claims(&profile.interests),
        authority: claims(&profile.authority),
        documents: profile
            .documents
            .iter()
            .map(|document| shapes.thing(evidence.documents[*document as usize].term))
            .collect(),
        claims: profile.claims,
        stances: profile
            .stances
            .iter()
            .map(|(stance, count)| (stance.name(), *count))
            .collect(),
        statuses: profile
            .statuses
            .iter()
            .map(|(status, count)| (status.name(), *count))
            .collect(),
        carries: claims(&profile.carries),
        repeats: times(&profile.repeats),
        repeated_by: times(&profile.repeated_by),
        unanswered: statements(&profile.unanswered),
        retractions: statements(&profile.retractions),
        both_sides: claims(&profile.both_sides),
    })
}
