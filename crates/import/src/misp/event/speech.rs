//! Who says what an event claims, and through whom that is known.

use std::collections::BTreeSet;

use super::super::super::identifier::{self, MISP};
use super::super::super::publisher::Address;
use super::super::super::record::{Cited, Property, Value};
use super::Importer;
use crate::vocab::Known;

/// The version of a word that is known from its withdrawal alone.
const WITHDRAWN: &str = "withdrawn";

/// What somebody says of a claim.
pub(super) struct Word<'w> {
    pub(super) claim: &'w str,
    pub(super) by: &'w str,
    pub(super) stance: Known,
    /// When it was said.
    pub(super) said_at: Option<String>,
    /// What tells one version from another; empty where only what is said does.
    pub(super) version: &'w str,
    pub(super) details: BTreeSet<(Property, Value)>,
}

impl Importer<'_> {
    /// Has somebody say something. Whoever published the file speaks in it; others are quoted in
    /// it, which is a statement of its publisher.
    ///
    /// The name is made of all that is said, so that the same word in a later file is not said
    /// again, and another one is.
    pub(super) fn say(&mut self, word: &Word<'_>) -> String {
        let (stance, details) = self.relay_listed(word);
        let is_own = word.by == self.publisher;
        let place = if is_own { "own" } else { "quoted" };
        let stance_iri = stance.iri();
        let mut parts = vec![
            word.claim,
            "said",
            word.by,
            &stance_iri,
            word.version,
            place,
        ];
        let told: Vec<String> = details
            .iter()
            .map(|(property, value)| format!("{} {}", property.iri(), value.term()))
            .collect();
        parts.extend(told.iter().map(String::as_str));
        let mut name = identifier::statement(&parts);
        let live = self.history.said(word.claim);
        if self.history.has_statement(&name) && !live.iter().any(|said| said.statement == name) {
            // It was taken back, and is said anew.
            let time = self.record.recorded_at.clone().unwrap_or_default();
            name = identifier::statement(&[&name, "again", &time]);
        }
        self.record.of(Known::Agent, word.by);
        let capture = Value::iri(self.capture.as_str());
        let statement = self.record.statement(&name, word.by, stance, word.claim);
        statement.once(Known::SaidAt, word.said_at.as_deref().and_then(Value::time));
        for (property, value) in &details {
            statement.say(*property, value.clone());
        }
        if is_own {
            statement.say(Known::In, capture);
        } else {
            let relay = identifier::statement(&[&name, "relayed", &self.publisher]);
            self.record
                .statement(&relay, &self.publisher, Known::Reports, word.claim)
                .say(Known::Relays, Value::iri(name.as_str()))
                .say(Known::In, capture);
        }
        name
    }

    /// What an event links to as its sources its creator relays, also for what is in it: how a word is
    /// put, then, and with what. Which of several says so is not told, so that is known through the creator.
    fn relay_listed(&mut self, word: &Word<'_>) -> (Known, BTreeSet<(Property, Value)>) {
        let mut details = word.details.clone();
        let says = |known: Known| {
            let mut all = word.details.iter();
            all.any(|(property, _)| *property == known.into())
        };
        let is_its = |(author, _): &(String, Vec<Address>)| *author == word.by;
        // What somebody has seen is nobody's analysis.
        let local = word.claim.strip_prefix(MISP).unwrap_or_default();
        let is_seen = local.starts_with("sighted_") || local.starts_with("expired_");
        let is_withdrawn = word.version == WITHDRAWN;
        let is_origin =
            word.stance == Known::Asserts && !says(Known::Relays) && !is_seen && !is_withdrawn;
        let Some((_, sources)) = self.listed.clone().filter(|it| is_origin && is_its(it)) else {
            return (word.stance, details);
        };
        let mut relayed = Vec::new();
        for address in &sources {
            if let Cited::Said { statement, .. } = self.record.hear(word.claim, address) {
                relayed.push(statement);
            }
        }
        let stance = if relayed.is_empty() {
            word.stance
        } else {
            Known::Reports
        };
        let relayed = relayed.into_iter();
        details.extend(relayed.map(|it| (Known::Relays.into(), Value::iri(it))));
        (stance, details)
    }

    /// Has somebody take back a statement.
    pub(super) fn retract(&mut self, target: &str, claim: &str, by: &str, said_at: Option<&str>) {
        let time = said_at.or(self.record.recorded_at.as_deref());
        let name = identifier::statement(&[target, "retracted", time.unwrap_or_default()]);
        let property = if by == self.publisher {
            Known::In
        } else {
            Known::QuotedIn
        };
        let capture = Value::iri(self.capture.as_str());
        self.record.of(Known::Claim, claim);
        self.record
            .statement(&name, by, Known::Retracts, claim)
            .say(Known::Target, Value::iri(target))
            .say(property, capture)
            .maybe(Known::SaidAt, said_at.and_then(Value::time));
    }

    /// Has somebody take back what is said here, and what earlier files have of the same claim.
    pub(super) fn withdraw(&mut self, word: &Word<'_>) {
        let history = self.history;
        let earlier = history.said(word.claim).iter();
        let earlier: Vec<&str> = earlier
            .filter(|said| said.by == word.by)
            .map(|said| said.statement.as_str())
            .collect();
        if earlier.is_empty() && history.claim_is_known(word.claim) {
            // It was taken back before.
            return;
        }
        if earlier.is_empty() {
            // When it was said is not known: the file has the time of the withdrawal alone.
            let name = self.say(&Word {
                said_at: None,
                version: WITHDRAWN,
                details: word.details.clone(),
                ..*word
            });
            self.retract(&name, word.claim, word.by, word.said_at.as_deref());
        }
        for statement in earlier {
            self.retract(statement, word.claim, word.by, word.said_at.as_deref());
        }
    }

    /// What earlier files have somebody say of a thing, and this one no more.
    pub(super) fn replaced(&mut self, thing: &str, by: &str, said_at: Option<&str>) {
        let history = self.history;
        let start = format!("{thing}_");
        let mut gone = Vec::new();
        for (claim, said) in history.below(&start) {
            if self.record.entries.contains_key(claim) {
                continue;
            }
            let own = said.iter().filter(|said| said.by == by);
            gone.extend(own.map(|said| (said.statement.as_str(), claim.as_str())));
        }
        for (statement, claim) in gone {
            self.retract(statement, claim, by, said_at);
        }
    }
}
