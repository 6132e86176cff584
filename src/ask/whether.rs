//! Yes or no: whether somebody said something; and where not, what was said instead.
//!
//! *No* is easily misleading: who asserts that an attack was invented has not denied it in so many
//! words, and has denied it all the same. So claims are followed where they lead, as verdicts do:
//! what supports a claim that entails the one in question supports it; what denies one that it
//! entails, or supports one that contradicts any of these, speaks against it.

use super::{Answer, Selection, Side, Statements, answer, mentioning};
use crate::data::Data;
use crate::evidence::passing::Sides;
use crate::evidence::{Rows, Snapshot};
use crate::model::Stance;
use crate::verdict::Verdicts;

/// Whether there are statements of a kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// There are.
    Yes,
    /// There are none in so many words, but what was said on other claims comes to the same.
    InEffect,
    /// There are none.
    No,
}

/// The answer to a question of yes or no.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Whether {
    /// The answer.
    pub outcome: Outcome,
    /// The statements that were asked for.
    pub found: Vec<u32>,
    /// Statements on other claims that come to the same.
    pub in_effect: Vec<u32>,
    /// Where there are none: what the speaker, or where nobody is named anybody, said otherwise on the
    /// same claims.
    pub instead: Vec<u32>,
}

impl Whether {
    /// Looks for statements, and where there are none for what comes near. O(statements).
    pub fn new(
        asked: &Statements,
        data: &Data,
        snapshot: &Snapshot<'_>,
        verdicts: &Verdicts,
    ) -> Self {
        let found = statements(asked, data, snapshot, verdicts);
        if !found.is_empty() {
            return Self {
                outcome: Outcome::Yes,
                found,
                in_effect: Vec::new(),
                instead: Vec::new(),
            };
        }
        let claims = match (asked.on, &asked.about) {
            (Some(claim), _) => vec![claim],
            (None, Some(words)) => mentioning(data, words),
            (None, None) => Vec::new(),
        };
        let otherwise = Statements {
            stances: Vec::new(),
            side: None,
            ..asked.clone()
        };
        let instead = if claims.is_empty() {
            Vec::new()
        } else {
            statements(&otherwise, data, snapshot, verdicts)
        };
        let anywhere = Statements {
            on: None,
            about: None,
            ..otherwise
        };
        let others = statements(&anywhere, data, snapshot, verdicts);
        let in_effect = in_effect(asked, &claims, &others, data);
        Self {
            outcome: if in_effect.is_empty() {
                Outcome::No
            } else {
                Outcome::InEffect
            },
            found,
            in_effect,
            instead,
        }
    }
}

fn statements(
    asked: &Statements,
    data: &Data,
    snapshot: &Snapshot<'_>,
    verdicts: &Verdicts,
) -> Vec<u32> {
    let selection = Selection::Statements(asked.clone());
    match answer(&selection, data, snapshot, verdicts) {
        Answer::Statements(numbers, _) => numbers,
        Answer::Claims(_) => Vec::new(),
    }
}

/// Of some statements, those on other claims that come to what was asked for.
fn in_effect(asked: &Statements, claims: &[u32], statements: &[u32], data: &Data) -> Vec<u32> {
    let evidence = &data.evidence;
    let is_denial = asked.stances == [Stance::Denies];
    let is_support = !asked.stances.is_empty()
        && asked
            .stances
            .iter()
            .all(|stance| matches!(stance, Stance::Asserts | Stance::Confirms | Stance::Reports));
    if claims.is_empty() || !(is_denial || is_support) {
        return Vec::new();
    }
    let supporting = closure(claims, &evidence.entailed_by);
    let entailed = closure(claims, &evidence.entails);
    let rivals: Vec<u32> = entailed
        .iter()
        .flat_map(|claim| evidence.contradicts.row(*claim).iter().copied())
        .collect();
    let rivals = closure(&rivals, &evidence.entailed_by);
    let sides = Sides::new(evidence);
    let has = |claims: &[u32], claim: u32| claims.binary_search(&claim).is_ok();
    let comes_to_it = |number: &u32| {
        let claim = evidence.statements[*number as usize].claim;
        let sides = sides.of(*number);
        if is_denial {
            (has(&entailed, claim) && Side::Opposition.is_of(sides))
                || (has(&rivals, claim) && Side::Support.is_of(sides))
        } else {
            has(&supporting, claim) && Side::Support.is_of(sides)
        }
    };
    statements.iter().copied().filter(comes_to_it).collect()
}

/// Everything reached from some claims, themselves included, in order. O(claims reached).
fn closure(start: &[u32], next: &Rows) -> Vec<u32> {
    let mut reached = std::collections::BTreeSet::new();
    let mut open = start.to_vec();
    while let Some(claim) = open.pop() {
        if reached.insert(claim) {
            open.extend(next.row(claim));
        }
    }
    reached.into_iter().collect()
}
