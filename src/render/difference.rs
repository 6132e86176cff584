//! What changed between two views.

use std::fmt::Write as _;

use serde::Serialize;

use super::asked::Asked;
use super::json::{Shapes, StatementShape, VERSION, ViewShape, pretty, view};
use super::phrase::Phrases;
use super::recorded::{StandingShape, push_move};
use super::text::wrapped;
use crate::escape::terminal;
use crate::evidence::View;
use crate::record::{Move, Standing};
use crate::verdict::difference::Difference;

/// So many statements are told of each claim.
const MOST_STATEMENTS: usize = 8;

/// The claims that stand otherwise, as text; `claims` is how many there are in all.
pub fn text(
    differences: &[Difference],
    claims: usize,
    phrases: &Phrases<'_>,
    width: usize,
) -> String {
    let verb = if differences.len() == 1 {
        "stands"
    } else {
        "stand"
    };
    let mut text = match differences.len() {
        0 => "no claim stands otherwise\n".to_owned(),
        changed => format!("{changed} of {claims} claims {verb} otherwise\n"),
    };
    for difference in differences {
        text.push('\n');
        let one = Move {
            claim: iri(phrases, difference),
            before: Some(Standing::from(&difference.before)),
            after: Some(Standing::from(&difference.after)),
        };
        push_move(&mut text, &one, phrases, width);
        let statements = &difference.statements;
        for number in statements.iter().take(MOST_STATEMENTS) {
            let said = phrases.said_at(*number).unwrap_or("undated");
            let claim = phrases.data().evidence.statements[*number as usize].claim;
            let on = if claim == difference.after.claim {
                String::new()
            } else {
                format!(" on “{}”", phrases.claim(claim))
            };
            let line = format!("new: {}{on} ({said})", phrases.statement(*number));
            wrapped(
                &mut text,
                &terminal(&line),
                "  ",
                anstyle::Style::new(),
                width,
            );
        }
        let more = statements.len().saturating_sub(MOST_STATEMENTS);
        if more > 0 {
            let _ = writeln!(text, "  and {more} more statements");
        }
        if statements.is_empty() {
            text.push_str(
                "  no statement did it, but what is recorded of sources, documents or ties\n",
            );
        }
    }
    text
}

fn iri(phrases: &Phrases<'_>, difference: &Difference) -> String {
    let data = phrases.data();
    let claim = &data.evidence.claims[difference.after.claim as usize];
    data.graph.terms.text(claim.term).to_owned()
}

#[derive(Serialize)]
struct Shape<'a> {
    version: u32,
    from: ViewShape,
    to: ViewShape,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'a Asked>,
    claims: Vec<ClaimShape>,
    undated: usize,
}

#[derive(Serialize)]
struct ClaimShape {
    iri: String,
    label: String,
    before: StandingShape,
    after: StandingShape,
    new_statements: Vec<StatementShape>,
}

/// The claims that stand otherwise in the later of two views, as JSON; `undated` is how many
/// statements are in both for want of a date.
pub fn json(
    differences: &[Difference],
    views: [View; 2],
    undated: usize,
    phrases: &Phrases<'_>,
    asked: Option<&Asked>,
) -> String {
    let [from, to] = views;
    let shapes = Shapes::new(phrases, to, asked);
    let claim = |difference: &Difference| ClaimShape {
        iri: iri(phrases, difference),
        label: phrases.claim(difference.after.claim),
        before: StandingShape::from(&Standing::from(&difference.before)),
        after: StandingShape::from(&Standing::from(&difference.after)),
        new_statements: difference
            .statements
            .iter()
            .map(|number| shapes.statement(*number))
            .collect(),
    };
    pretty(&Shape {
        version: VERSION,
        from: view(from, phrases.data()),
        to: view(to, phrases.data()),
        question: asked,
        claims: differences.iter().map(claim).collect(),
        undated,
    })
}
