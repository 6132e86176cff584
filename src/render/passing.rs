//! What a statement says, in words: a report says what it passes on, and a retraction what it
//! takes back. Nobody is to take *X reported that Y denied it* for support.

use std::fmt::Write as _;

use serde::Serialize;

use super::phrase::{Phrases, at_most, join};
use crate::ask::Side;
use crate::evidence::passing::{passed_on, side};
use crate::model::{Polarities, Polarity, Stance};

/// How many whose words are passed on one sentence names.
const MOST_NAMES: usize = 8;

impl Phrases<'_> {
    /// What a statement says, in a few words, without its claim.
    pub fn statement(&self, number: u32) -> String {
        format!("{} {}", self.speaker(number), self.says(number))
    }

    /// A statement with its claim, for a list.
    pub fn statement_line(&self, number: u32) -> String {
        let statement = &self.data().evidence.statements[number as usize];
        let claim = self.claim(statement.claim);
        if statement.stance().is_non_answer() {
            return format!("{}: {claim}", self.non_answer(number));
        }
        // Support that is passed on needs no more words than whom it repeats.
        if statement.stance() == Stance::Reports && self.is_support(number) {
            return format!("{} reported: {claim}", self.speaker(number));
        }
        let on = match self.passed_on(number).last() {
            Some(last) if self.stance(*last) == Stance::Declines => " on",
            _ => "",
        };
        format!("{}{on}: {claim}", self.statement(number))
    }

    /// Whether all that a statement says or passes on is for the claim.
    pub fn is_support(&self, number: u32) -> bool {
        let evidence = &self.data().evidence;
        let support = Polarities::only(Polarity::Support);
        let is_for = |number: &u32| side(evidence, *number) == support;
        is_for(&number) && self.passed_on(number).iter().all(is_for)
    }

    /// The side on which a statement is, as programs know it.
    pub fn side(&self, number: u32) -> &'static str {
        let sides = side(&self.data().evidence, number);
        match (sides.has(Polarity::Support), sides.has(Polarity::Denial)) {
            (true, true) => "both",
            (true, false) => Side::Support.name(),
            (false, true) => Side::Opposition.name(),
            (false, false) => Side::Neither.name(),
        }
    }

    /// Whose words a report passes on.
    pub fn passed_on(&self, number: u32) -> Vec<u32> {
        passed_on(&self.data().evidence, number)
    }

    fn stance(&self, number: u32) -> Stance {
        self.data().evidence.statements[number as usize].stance()
    }

    fn says(&self, number: u32) -> String {
        let statement = &self.data().evidence.statements[number as usize];
        if let Some(target) = statement.target() {
            return format!("took back {}", self.taken_back(number, target));
        }
        let ends = self.passed_on(number);
        if ends.is_empty() {
            return statement.stance().said().to_owned();
        }
        let ends = ends.into_iter().map(|end| {
            let mut text = format!("{} {}", self.speaker(end), self.stance(end).said());
            let deflected = self.data().evidence.deflects_to.row(end);
            if !deflected.is_empty() {
                let _ = write!(text, " to {}", self.agents(deflected));
            }
            text
        });
        let ends = at_most(ends.collect(), MOST_NAMES);
        format!("{} that {}", statement.stance().said(), join(ends))
    }

    /// What a retraction takes back: *an assertion*, *a report that Officials denied*.
    fn taken_back(&self, retraction: u32, target: u32) -> String {
        let stance = self.stance(target);
        let mut text = match stance {
            Stance::Asserts => "an assertion",
            Stance::Confirms => "a confirmation",
            Stance::Denies => "a denial",
            Stance::Reports => "a report",
            Stance::Retracts => "a retraction",
            _ => "a non-answer",
        }
        .to_owned();
        if self.speaker(retraction) != self.speaker(target) {
            let _ = write!(text, " by {}", self.speaker(target));
        }
        if let Some(said_at) = self.said_at(target) {
            let _ = write!(text, " of {said_at}");
        }
        if stance == Stance::Reports && !self.passed_on(target).is_empty() {
            let says = self.says(target);
            let passed = says.strip_prefix(stance.said()).unwrap_or_default();
            text.push_str(passed);
        }
        text
    }
}

/// What a statement passes on or takes back, for programs.
#[derive(Serialize)]
pub(super) struct Passing {
    side: &'static str,
    passes_on: Vec<PassedOn>,
    takes_back: Option<String>,
}

/// Somebody's words in a report.
#[derive(Serialize)]
struct PassedOn {
    stance: &'static str,
    by: Speaker,
    statement: String,
}

#[derive(Serialize)]
struct Speaker {
    iri: String,
    label: String,
}

impl Passing {
    /// That of a statement, by number.
    pub(super) fn new(phrases: &Phrases<'_>, number: u32) -> Self {
        let data = phrases.data();
        let iri = |term| data.graph.terms.text(term).to_owned();
        let statement = |number: u32| &data.evidence.statements[number as usize];
        let ends = phrases.passed_on(number).into_iter();
        Self {
            side: phrases.side(number),
            passes_on: ends
                .map(|end| PassedOn {
                    stance: phrases.stance(end).name(),
                    by: Speaker {
                        iri: iri(data.evidence.agents[statement(end).agent as usize].term),
                        label: phrases.speaker(end),
                    },
                    statement: iri(statement(end).term),
                })
                .collect(),
            takes_back: statement(number)
                .target()
                .map(|target| iri(statement(target).term)),
        }
    }
}
