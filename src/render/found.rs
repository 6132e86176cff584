//! What was found under some words.

use std::fmt::Write as _;

use serde::Serialize;

use super::json::{ClaimShape, Shapes, Thing};
use super::phrase::Phrases;
use super::text::{BOLD, wrapped};
use crate::ask::find::Found;
use crate::escape::terminal;
use crate::names::Kind;
use crate::verdict::Verdicts;

/// What was found, as text: each thing with its name, a claim with its status.
pub fn text(
    words: &str,
    found: &Found,
    verdicts: &Verdicts,
    phrases: &Phrases<'_>,
    width: usize,
) -> String {
    let data = phrases.data();
    let kinds = [
        ("claims", Kind::Claim, &found.claims),
        ("sources", Kind::Agent, &found.sources),
        ("documents", Kind::Document, &found.documents),
    ];
    let mut text = String::new();
    for (title, kind, numbers) in kinds {
        if numbers.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        wrapped(&mut text, title, "", BOLD, width);
        let terms = kind.terms(&data.evidence);
        for number in numbers {
            let mut line = phrases.thing(kind, *number);
            let _ = write!(line, "   {}", data.graph.display(terms[*number as usize]));
            if kind == Kind::Claim {
                let _ = write!(line, "   {}", verdicts.status(*number).words());
            }
            wrapped(
                &mut text,
                &terminal(&line),
                "  ",
                anstyle::Style::new(),
                width,
            );
        }
    }
    if text.is_empty() {
        let line = format!("Nothing here has any of the words “{words}”, or one near them.");
        wrapped(
            &mut text,
            &terminal(&line),
            "",
            anstyle::Style::new(),
            width,
        );
    }
    text
}

#[derive(Serialize)]
struct Shape {
    claims: Vec<ClaimShape>,
    sources: Vec<Thing>,
    documents: Vec<Thing>,
}

/// The same as JSON.
pub fn json(found: &Found, verdicts: &Verdicts, shapes: &Shapes<'_, '_>) -> String {
    let evidence = &shapes.phrases.data().evidence;
    let things = |kind: Kind, numbers: &[u32]| -> Vec<Thing> {
        let terms = kind.terms(evidence);
        numbers
            .iter()
            .map(|number| shapes.thing(terms[*number as usize]))
            .collect()
    };
    shapes.text(Shape {
        claims: found
            .claims
            .iter()
            .map(|claim| shapes.claim(&verdicts.verdict(*claim), 0))
            .collect(),
        sources: things(Kind::Agent, &found.sources),
        documents: things(Kind::Document, &found.documents),
    })
}
