//! A record without the names of some sources, judged as before.
//!
//! Names are replaced by pseudonyms, keyed by a secret: whoever lacks it can neither compute a
//! name back nor try out likely names, as with a bare hash. Whatever a hash was made of that is
//! replaced is hashed anew: statements without a name of their own get one from their content
//! when the redacted record is read, so what is left of them is made of pseudonyms.
//!
//! What is told of a source, its documents, ties and statements is cut down to what verdicts
//! are made of; the others' statements, claims and labels stay, with the names in them replaced.
//! In the end the result is searched for every name, and judged; where a name is left, or a
//! verdict is another, nothing is given out.

mod derived;
mod editor;
mod naming;
mod phrases;
mod remains;
mod scope;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use crate::data::{Data, LoadError};
use crate::read::Graph;
use crate::verdict::Verdict;
use crate::vocab::{Id, Known, namespace};
use crate::workspace::Source;

use editor::Editor;
use naming::Names;
use phrases::Phrases;

/// Where the redacted record is said to be.
const BASE: &str = "https://w3id.org/sayso/redacted";
/// What stands for an address begins with this. Nothing is ever there: the domain is reserved.
const NOWHERE: &str = "https://redacted.invalid/";

/// Why a record was not redacted.
#[derive(Debug, Error)]
pub enum Error {
    /// A name would still be in it.
    #[error("the name of a redacted source is still in {0}; nothing was written")]
    Leak(String),
    /// Somebody would judge it otherwise.
    #[error("without the name, {0} would be judged otherwise; nothing was written")]
    Judged(String),
    /// The redacted record cannot be read.
    #[error("the redacted record cannot be read: {0}")]
    Unreadable(#[from] Box<LoadError>),
}

/// A record without some names.
#[derive(Debug)]
pub struct Redacted {
    /// The record.
    pub data: Data,
    /// What was done.
    pub report: Report,
    /// New names of things by old ones; what is not here is called as before.
    renamed: BTreeMap<String, String>,
    names: Vec<(String, Names)>,
    phrases: Phrases,
}

/// What was done to a record, for whoever is about to give it away.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Report {
    /// The label that each source had, and the one that it has now.
    pub sources: Vec<(String, String)>,
    /// How many documents are called otherwise.
    pub documents: usize,
    /// How many triples were left out.
    pub left_out: usize,
    /// Texts that had a name in them, as they are now.
    pub changed: Vec<String>,
    /// Texts and IRIs that have a part of a name in them still, with that part.
    pub doubtful: Vec<(String, String)>,
    /// Claims that a source has authority over, or an interest in.
    pub authority: Vec<String>,
    /// Claims that nobody else speaks of.
    pub alone: Vec<String>,
    /// Publishers of what is redacted.
    pub publishers: Vec<String>,
    /// How many documents still have their date.
    pub dated: usize,
    /// Agents that a source is still tied to, vouches for or is vouched for by.
    pub tied: Vec<String>,
}

/// Takes the names of some agents out of a graph.
///
/// O(q · names) for q quads, beside reading the result.
///
/// # Errors
///
/// [`Error::Leak`] and [`Error::Unreadable`].
pub fn redact(graph: &Graph, agents: &BTreeSet<Id>, key: &[u8]) -> Result<Redacted, Error> {
    let mut editor = Editor::new(graph, agents, key);
    let text = editor.text();
    let source = Source::text("the redacted record", BASE, text);
    let data = Data::load(&[source]).map_err(Box::new)?;
    let redacted = Redacted {
        data,
        report: editor.report,
        renamed: editor.renamed,
        names: editor.names,
        phrases: editor.phrases,
    };
    let terms = &redacted.data.graph.terms;
    let terms = (Known::ALL.len()..terms.len()).map(|id| terms.text(Id(id as u32)));
    match terms.into_iter().find(|text| redacted.names_in(text)) {
        Some(text) => Err(Error::Leak(text.to_owned())),
        None => Ok(redacted),
    }
}

impl Redacted {
    /// What a thing is called in the redacted record.
    pub fn rename<'n>(&'n self, iri: &'n str) -> &'n str {
        self.renamed.get(iri).map_or(iri, String::as_str)
    }

    /// Options of a command that name things, as they name them in the redacted record; and that
    /// it is redacted.
    pub fn command(&self, options: &[String]) -> Vec<String> {
        let mut command: Vec<String> = options
            .iter()
            .map(|option| match option.split_once(" <") {
                Some((name, iri)) => format!("{name} <{}>", self.rename(iri.trim_end_matches('>'))),
                None => option.clone(),
            })
            .collect();
        command.sort_unstable();
        command.extend(
            self.names
                .iter()
                .map(|(label, _)| format!("--redact {label:?}")),
        );
        command
    }

    /// Whether a text has the name of a redacted source in it.
    pub fn names_in(&self, text: &str) -> bool {
        let pseudonyms = self.names.iter().map(|(pseudonym, _)| pseudonym.as_str());
        let own = [namespace::PSEUDONYM, namespace::STATEMENT, NOWHERE, BASE];
        let mut text = Cow::from(text);
        for ours in pseudonyms.chain(own) {
            if text.contains(ours) {
                text = text.replace(ours, "").into();
            }
        }
        self.names.iter().any(|(_, names)| names.are_in(&text)) || self.phrases.are_in(&text)
    }

    /// Holds verdicts before against verdicts after: the same status, independence, number of
    /// single points of failure and flags for every claim that is still there.
    ///
    /// # Errors
    ///
    /// [`Error::Judged`].
    pub fn compare(&self, data: &Data, before: &[Verdict], after: &[Verdict]) -> Result<(), Error> {
        let judged = |verdict: &Verdict| {
            let points = verdict.single_points.len();
            let counts = [verdict.established, verdict.independence];
            (verdict.status, counts, points, verdict.flags)
        };
        let name = |data: &Data, verdict: &Verdict| {
            let claim = data.evidence.claims[verdict.claim as usize].term;
            data.graph.terms.text(claim).to_owned()
        };
        let before: BTreeMap<String, &Verdict> = before
            .iter()
            .map(|verdict| (self.rename(&name(data, verdict)).to_owned(), verdict))
            .collect();
        for verdict in after {
            let name = name(&self.data, verdict);
            let is_same = before
                .get(&name)
                .is_some_and(|one| judged(one) == judged(verdict));
            if !is_same && !name.starts_with("_:") {
                return Err(Error::Judged(name));
            }
        }
        Ok(())
    }
}
