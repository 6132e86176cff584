//! Who says what an object claims.

use super::citation::date;
use super::claims::text;
use super::wire::{Object, Reference};
use super::{Importer, thing};
use crate::import::identifier::{self, CITATION, DESCRIPTION, REFERENCES};
use crate::import::record::{Cited, Value};
use crate::vocab::Known;

impl Importer<'_> {
    /// Has the publishers of cited documents assert a claim, and the maker of the object report
    /// that; where nothing is cited, the maker asserts it.
    ///
    /// Of what its maker has taken back only that is told: that the cited documents say so was
    /// the maker's word.
    pub(super) fn say(
        &mut self,
        object: &Object,
        claim: &str,
        references: &[&Reference],
        words: Option<&str>,
    ) {
        let author = self.author(object);
        self.record.own = self.own.get(&author).cloned().unwrap_or_default();
        let (created, modified) = (object.created.as_deref(), object.modified.as_deref());
        let version = modified.or(created).unwrap_or_default();
        let is_retracted = object.revoked == Some(true) || object.is_deprecated == Some(true);
        let mut relayed = Vec::new();
        let mut pointed = Vec::new();
        for reference in references {
            match self.cite(claim, reference, is_retracted) {
                Said::Statement(statement) => relayed.push(statement),
                Said::Pointed(document) => pointed.push(document),
                Said::Nothing => {}
            }
        }
        if relayed.is_empty() && !is_retracted {
            relayed = self.relay_listed(object, claim, &author, &mut pointed);
        }
        relayed.sort_unstable();
        relayed.dedup();
        let stance = if relayed.is_empty() {
            Known::Asserts
        } else {
            Known::Reports
        };
        // Looked for, and not seen.
        let stance = match (object.kind.as_deref(), object.count) {
            (Some("sighting"), Some(0)) => Known::Denies,
            _ => stance,
        };
        let said_at = if is_retracted {
            created.or(modified)
        } else {
            modified.or(created)
        };
        let name = identifier::statement(&[claim, "author", &author, version]);
        let mut place = if author == self.publisher {
            vec![(Known::In, self.capture.clone())]
        } else {
            vec![(Known::QuotedIn, self.capture.clone())]
        };
        let id = object.id.as_deref().unwrap_or_default();
        let reports = self.reports.get(id).into_iter().flatten();
        let own = reports.filter(|(_, maker)| *maker == author);
        place.extend(own.map(|(report, _)| (Known::In, report.clone())));
        let statement = self.record.statement(&name, &author, stance, claim);
        statement.maybe(Known::SaidAt, said_at.and_then(Value::time));
        for (property, document) in place {
            statement.say(property, Value::iri(document));
        }
        for relayed in relayed {
            statement.say(Known::Relays, Value::iri(relayed));
        }
        for document in pointed {
            statement.say(REFERENCES, Value::iri(document));
        }
        let words = words.filter(|words| !words.trim().is_empty());
        statement.maybe(DESCRIPTION, words.map(|it| text(object, it)));
        statement.maybe(
            Known::StatedConfidence,
            object.confidence.and_then(Value::hundredths),
        );
        self.record.of(Known::Agent, &author);
        if is_retracted {
            self.retract(&name, claim, &author, version);
        } else {
            self.superseded(object, &name, claim, &author, version);
        }
    }

    /// Takes a statement back that a later version of its object, which another file has, makes no
    /// more: versions are ordered by the object, whichever file came first.
    fn superseded(
        &mut self,
        object: &Object,
        name: &str,
        claim: &str,
        author: &str,
        version: &str,
    ) {
        let history = self.history;
        let Some(newer) = history.newer(&thing(object), author, version, false) else {
            return;
        };
        let retraction = identifier::statement(&[name, "retracted", &newer]);
        if !history.says_later(claim, author, version) && !history.has_anywhere(&retraction) {
            self.retract(name, claim, author, &newer);
        }
    }

    /// What a maker does not cite for an object, but lists as the sources of a report with that object
    /// in it. Which of several says so is not told, so all that is known through the maker.
    fn relay_listed(
        &mut self,
        object: &Object,
        claim: &str,
        author: &str,
        pointed: &mut Vec<String>,
    ) -> Vec<String> {
        let id = object.id.as_deref().unwrap_or_default();
        let listed = self.listed.get(id).into_iter().flatten();
        let references: Vec<&Reference> = listed
            .filter(|(maker, _)| maker == author)
            .map(|(_, reference)| *reference)
            .collect();
        let mut relayed = Vec::new();
        for reference in references {
            let url = reference.url.as_deref().unwrap_or_default();
            // Those that are none are told with the report itself.
            let Some(address) = self.record.address(url) else {
                continue;
            };
            let document = match self.record.hear(claim, &address) {
                Cited::Said {
                    statement,
                    document,
                } => {
                    relayed.push(statement);
                    document
                }
                Cited::Pointed { document, .. } => {
                    pointed.push(document.clone());
                    document
                }
            };
            self.explain(&document, reference);
        }
        pointed.sort_unstable();
        pointed.dedup();
        relayed
    }

    /// Has an agent take back a statement of its own.
    fn retract(&mut self, target: &str, claim: &str, author: &str, said_at: &str) {
        let name = identifier::statement(&[target, "retracted", said_at]);
        let capture = self.capture.clone();
        let property = if author == self.publisher {
            Known::In
        } else {
            Known::QuotedIn
        };
        self.record
            .statement(&name, author, Known::Retracts, claim)
            .say(Known::Target, Value::iri(target))
            .say(property, Value::iri(capture))
            .maybe(Known::SaidAt, Value::time(said_at));
    }

    /// Has the publisher of a cited document assert a claim in it.
    fn cite(&mut self, claim: &str, reference: &Reference, is_retracted: bool) -> Said {
        let url = reference.url.as_deref().unwrap_or_default();
        let source = reference.source_name.as_deref().unwrap_or_default();
        let Some(address) = self.record.address(url) else {
            self.record.report.leave_out(
                "references whose address is none",
                &format!("{source}: {url}"),
            );
            return Said::Nothing;
        };
        let cited = if is_retracted {
            self.record
                .report
                .leave_out("references of objects that were revoked or deprecated", url);
            (self.record.point(&address), None)
        } else {
            match self.record.cite(claim, &address) {
                Cited::Said {
                    statement,
                    document,
                } => (document, Some(statement)),
                Cited::Pointed { document, reason } => {
                    self.record.report.leave_out(reason.reason(), url);
                    (document, None)
                }
            }
        };
        let (document, statement) = cited;
        self.explain(&document, reference);
        let Some(statement) = statement else {
            return Said::Pointed(document);
        };
        let said_at = reference.description.as_deref().and_then(date);
        let entry = self.record.of(Known::Statement, &statement);
        entry.once(Known::SaidAt, said_at.as_deref().and_then(Value::time));
        Said::Statement(statement)
    }

    /// What a reference tells of its document.
    fn explain(&mut self, document: &str, reference: &Reference) {
        let source = reference.source_name.as_deref().unwrap_or_default();
        let described = reference.description.as_deref().map(str::trim);
        let described = described.filter(|text| !text.is_empty());
        let label = (!source.is_empty()).then(|| Value::text(source));
        self.record
            .of(Known::Document, document)
            .maybe(Known::Sha256, reference.sha256().map(Value::text))
            .maybe(Known::Label, label)
            .maybe(CITATION, described.map(Value::text));
    }

    /// An opinion: its author's stance on what other objects claim.
    pub(super) fn opinion(&mut self, object: &Object) {
        let id = object.id.as_deref().unwrap_or_default();
        let opinion = object.opinion.as_deref().unwrap_or_default();
        let stance = match opinion {
            "strongly-agree" | "agree" => Known::Confirms,
            "strongly-disagree" | "disagree" => Known::Denies,
            "neutral" => Known::NeitherConfirmsNorDenies,
            _ => {
                let reason = "opinions that neither agree nor disagree";
                self.record.report.leave_out(reason, id);
                return;
            }
        };
        let author = self.author(object);
        let version = object
            .modified
            .as_deref()
            .or(object.created.as_deref())
            .unwrap_or_default();
        let property = if author == self.publisher {
            Known::In
        } else {
            Known::QuotedIn
        };
        let capture = self.capture.clone();
        for of in object.object_refs.iter().flatten() {
            let Some(claim) = Self::claim_of(of) else {
                self.record
                    .report
                    .leave_out("opinions of what is no claim", id);
                continue;
            };
            let name = identifier::statement(&[&claim, "opinion", &thing(object), version]);
            self.record.of(Known::Claim, &claim);
            self.record
                .statement(&name, &author, stance, &claim)
                .say(property, Value::iri(capture.as_str()))
                .say(
                    Known::StatedConfidence,
                    Value::text(opinion.replace('-', " ")),
                )
                .maybe(Known::SaidAt, Value::time(version))
                .maybe(
                    DESCRIPTION,
                    object.explanation.as_deref().map(|it| text(object, it)),
                );
            self.record.of(Known::Agent, &author);
            if object.revoked == Some(true) {
                self.retract(&name, &claim, &author, version);
            }
        }
    }

    /// What earlier releases have an object's maker say and this version says no more: it is
    /// taken back, since a version takes the place of the one before.
    pub(super) fn replaced(&mut self, object: &Object) {
        let id = object.id.as_deref().unwrap_or_default();
        let modified = object.modified.as_deref().unwrap_or_default();
        if self.current.get(id) != Some(&modified) {
            return;
        }
        let author = self.author(object);
        let is_retracted = object.revoked == Some(true) || object.is_deprecated == Some(true);
        let own = thing(object);
        let history = self.history;
        if history.newer(&own, &author, modified, true).is_some() {
            // Another file has a later version already.
            return;
        }
        let mut gone = Vec::new();
        for (claim, said) in history.below(&own) {
            let is_said = self.record.entries.contains_key(claim);
            for said in said.iter().filter(|said| said.by == author) {
                if !is_said || is_retracted {
                    gone.push((said.statement.clone(), claim.clone()));
                }
            }
        }
        for (statement, claim) in gone {
            self.record.of(Known::Claim, &claim);
            self.retract(&statement, &claim, &author, modified);
        }
        let compilers = [author.as_str(), self.publisher.as_str()];
        history.tell_cited_before(&own, &mut self.record, &compilers);
    }
}

/// What became of a reference.
enum Said {
    /// Its publisher's statement.
    Statement(String),
    /// A document that is only pointed to.
    Pointed(String),
    /// Nothing.
    Nothing,
}
