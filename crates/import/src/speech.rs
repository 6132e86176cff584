//! What importers of every format say in the same manner: claims as triples, the words of whoever
//! compiled a file, and what is taken back.

use std::collections::BTreeMap;

use super::history::History;
use super::identifier;
use super::publisher::Published;
use super::record::{Record, Value};
use super::{Input, Options};
use crate::vocab::Known;

impl Record {
    /// A claim, in words and as a triple.
    pub fn claim(&mut self, iri: &str, label: Value, about: &str, predicate: &str, object: Value) {
        self.of(Known::Claim, iri)
            .say(Known::Label, label)
            .say(Known::RdfSubject, Value::iri(about))
            .say(Known::RdfPredicate, Value::iri(predicate))
            .say(Known::RdfObject, object);
    }

    /// Has somebody take back a statement of theirs on a claim, in a document of theirs.
    pub fn retract(&mut self, statement: &str, by: &str, claim: &str, document: &str) {
        let time = self.recorded_at.clone().unwrap_or_default();
        let name = identifier::statement(&[statement, "retracted", &time]);
        self.of(Known::Claim, claim);
        self.statement(&name, by, Known::Retracts, claim)
            .say(Known::Target, Value::iri(statement))
            .say(Known::In, Value::iri(document));
    }

    /// Has those who speak in a file take back what earlier files of theirs say on the claims whose names
    /// begin so, and this one no more. `speakers` are they, each with the document that they speak in.
    pub fn replace(&mut self, history: &History, start: &str, speakers: &BTreeMap<String, String>) {
        for (claim, said) in history.below(start) {
            for said in said {
                let is_said = self.entries.contains_key(&said.statement);
                if let Some(document) = speakers.get(&said.by).filter(|_| !is_said) {
                    self.retract(&said.statement, &said.by, claim, document);
                }
            }
        }
    }

    /// The file that is read, where it is said who published it, with a label: gives publisher and document.
    pub fn published(
        &mut self,
        options: &Options,
        input: &Input<'_>,
        label: &str,
    ) -> Option<(String, String)> {
        let publisher = Published::told(options.publisher.as_deref()?);
        let agent = self.publisher(&publisher);
        let document = self.capture(input.bytes, &agent);
        self.of(Known::Document, &document)
            .say(Known::Label, Value::English(label.to_owned()));
        Some((agent, document))
    }

    /// Has whoever compiled a file report a statement on a claim, in that file.
    pub fn pass_on(&mut self, statement: &str, claim: &str, compiler: &str, file: &str) {
        let name = identifier::statement(&[statement, "reported", compiler]);
        self.statement(&name, compiler, Known::Reports, claim)
            .say(Known::In, Value::iri(file))
            .say(Known::Relays, Value::iri(statement));
    }
}
