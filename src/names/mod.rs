//! What things are called, and which thing somebody means.
//!
//! One room for all who look something up: [`Names::find`] for a name on the command line,
//! [`Directory`] where many names are looked for among the same things, and its
//! [`Directory::search`] for words.

mod directory;
mod search;
mod unresolved;

use std::sync::Arc;

use self::directory::Entry;
pub use self::directory::{Directory, Fit};
pub use self::search::stem;
pub use self::unresolved::{Reason, Unresolved};

use crate::address::Address;

use crate::evidence::Evidence;
use crate::index::Index;
use crate::model::Stance;
use crate::read::Graph;
use crate::read::terms::TermRef;
use crate::vocab::{Id, Known, namespace};

/// What things are called.
#[derive(Debug)]
pub struct Names {
    index: Arc<Index>,
}

/// What somebody may mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A claim.
    Claim,
    /// An agent.
    Agent,
    /// A document.
    Document,
    /// A statement.
    Statement,
    /// A tie.
    Tie,
}

impl Kind {
    /// What people call one of them.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Agent => "source",
            Self::Document => "document",
            Self::Statement => "statement",
            Self::Tie => "tie",
        }
    }

    /// The name under which programs and `sayso add` know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            other => other.word(),
        }
    }

    /// The things of this kind, in order of their numbers. O(things).
    pub fn terms(self, evidence: &Evidence) -> Vec<Id> {
        match self {
            Self::Claim => evidence.claims.iter().map(|claim| claim.term).collect(),
            Self::Agent => evidence.agents.iter().map(|agent| agent.term).collect(),
            Self::Document => evidence.documents.iter().map(|it| it.term).collect(),
            Self::Statement => evidence.statements.iter().map(|it| it.term).collect(),
            Self::Tie => evidence.ties.iter().map(|tie| tie.term).collect(),
        }
    }
}

/// What was found under a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Match {
    /// One thing, by number.
    One(u32),
    /// Several things fit.
    Several(Vec<u32>),
    /// Nothing fits; these are the nearest.
    None(Vec<u32>),
}

impl Names {
    /// The names in an index.
    pub fn new(index: Arc<Index>) -> Self {
        Self { index }
    }

    /// The label of a term, if it has one: English before untagged before other languages, then
    /// the first in order of text. O(log of what is said of the term).
    pub fn label(&self, term: Id) -> Option<&str> {
        let labels = self.index.objects(term, Known::Label);
        let ranked = labels.filter_map(|label| match self.index.terms.get(label) {
            TermRef::Literal {
                value, language, ..
            } => Some((
                match language {
                    Some(tag) if tag == "en" || tag.starts_with("en-") => 0,
                    None => 1,
                    Some(_) => 2,
                },
                value,
            )),
            _ => None,
        });
        ranked.min().map(|(_, label)| label)
    }

    /// The label of a term, or its name in words where it has none.
    pub fn words(&self, graph: &Graph, term: Id) -> String {
        self.label(term).map_or_else(
            || {
                let text = graph.terms.text(term);
                let local = text.rsplit(['#', '/']).find(|part| !part.is_empty());
                local.unwrap_or(text).replace(['-', '_'], " ")
            },
            str::to_owned,
        )
    }

    /// An IRI in angle brackets, a bare IRI, or a prefixed name, as an IRI.
    pub fn iri(&self, graph: &Graph, text: &str) -> Option<String> {
        expand(graph, text)
    }

    /// What else a term is called: its alternative labels, in order.
    pub fn also(&self, term: Id) -> Vec<&str> {
        let mut labels: Vec<&str> = self.texts(term, Known::AltLabel).collect();
        labels.sort_unstable();
        labels.dedup();
        labels
    }

    /// Every label of a term, alternative ones included, in no order that matters.
    fn labels(&self, term: Id) -> impl Iterator<Item = &str> {
        let labels = self.texts(term, Known::Label);
        labels.chain(self.texts(term, Known::AltLabel))
    }

    /// The literals that a term has for a property.
    fn texts(&self, term: Id, property: Known) -> impl Iterator<Item = &str> {
        let values = self.index.objects(term, property);
        values.filter_map(|value| match self.index.terms.get(value) {
            TermRef::Literal { value, .. } => Some(value),
            _ => None,
        })
    }

    /// Finds what somebody means by a prefixed name, an IRI, the address of a document, or words
    /// of a label; a statement also by words for its speaker and its claim.
    ///
    /// O(candidates · words). A label that is just these words decides; else all of the words must
    /// be found, and others that have them in another form are meant as well; else they must all
    /// begin words. Which of several is meant is not guessed.
    pub fn find(&self, graph: &Graph, evidence: &Evidence, kind: Kind, text: &str) -> Match {
        let terms = kind.terms(evidence);
        if let Some(number) = called(graph, &terms, text) {
            return Match::One(number);
        }
        match self.addressed(&terms, text).as_slice() {
            [] => {}
            [one] => return Match::One(*one),
            several => return Match::Several(several.to_vec()),
        }
        let mut directory = self.directory(graph, terms);
        for (number, entry) in directory.entries_mut().enumerate() {
            let about = words_of(&self.about(graph, evidence, kind, number)).into_iter();
            entry.words.extend(about.filter(|word| !is_small(word)));
        }
        directory.choose(graph, text, |wanted, found| {
            preferred(graph, evidence, kind, wanted, found)
        })
    }

    /// Finds what somebody means, as [`Names::find`] does, or says why that is no one thing.
    ///
    /// # Errors
    ///
    /// [`Unresolved`], with what fits, or with what comes nearest.
    pub fn resolve(
        &self,
        graph: &Graph,
        evidence: &Evidence,
        kind: Kind,
        text: &str,
    ) -> Result<u32, Unresolved> {
        let reason = match self.find(graph, evidence, kind, text) {
            Match::One(number) => return Ok(number),
            Match::Several(found) => Reason::Several(found),
            Match::None(nearest) => Reason::Nothing(nearest),
        };
        Err(Unresolved {
            name: text.to_owned(),
            kind,
            reason,
        })
    }

    /// What some things are called, made ready to find many names among them. O(words).
    pub fn directory(&self, graph: &Graph, terms: Vec<Id>) -> Directory {
        let entries = terms
            .iter()
            .map(|term| {
                let labels: Vec<String> = self.labels(*term).map(str::to_owned).collect();
                let local = graph.terms.text(*term).rsplit(['#', '/']).next();
                let mut names: Vec<Vec<String>> =
                    labels.iter().map(|label| words_of(label)).collect();
                let local = words_of(local.unwrap_or_default());
                // The label that is shown, and the name: other labels are names as a whole only.
                let mut words = words_of(&self.words(graph, *term));
                words.extend(local.iter().cloned());
                words.extend(self.texts(*term, Known::AltLabel).flat_map(words_of));
                words.retain(|word| !is_small(word));
                // A name of one word is what it is called only where there is no label.
                if names.is_empty() || local.len() > 1 {
                    names.push(local.clone());
                }
                Entry {
                    labels,
                    local,
                    names,
                    words,
                    topics: self.topics(graph, *term),
                    quoted: Vec::new(),
                }
            })
            .collect();
        Directory::new(terms, entries)
    }

    /// The claims of a dataset, made ready to search: with the words that statements on them quote.
    pub fn claims(&self, graph: &Graph, evidence: &Evidence) -> Directory {
        let mut directory = self.directory(graph, Kind::Claim.terms(evidence));
        let entries = directory.entries_mut();
        for (claim, entry) in evidence.claims.iter().zip(entries) {
            for statement in claim.statements() {
                let term = evidence.statements[statement as usize].term;
                for anchor in self.index.objects(term, Known::Anchor) {
                    let exact = self.texts(anchor, Known::Exact);
                    entry.quoted.extend(exact.flat_map(words_of));
                }
            }
        }
        directory
    }

    /// The words of the topics of a claim.
    fn topics(&self, graph: &Graph, term: Id) -> Vec<String> {
        let topics = self.index.objects(term, Known::Subject);
        topics
            .filter(|topic| graph.terms.as_iri(*topic).is_some())
            .flat_map(|topic| words_of(&self.words(graph, topic)))
            .collect()
    }

    /// The things that a recorded address is of, by number.
    fn addressed(&self, terms: &[Id], text: &str) -> Vec<u32> {
        let Some(wanted) = Address::parse(text.trim()).map(|address| address.document()) else {
            return Vec::new();
        };
        let is_of = |term: Id| {
            let urls = self.index.objects(term, Known::Url);
            urls.filter_map(|url| Address::parse(self.index.terms.text(url)))
                .any(|address| address.document() == wanted)
        };
        (0..)
            .zip(terms)
            .filter(|(_, term)| is_of(**term))
            .map(|(number, _)| number)
            .collect()
    }

    /// Whether what a thing is called is written much like some words.
    pub fn is_near(&self, graph: &Graph, term: Id, text: &str) -> bool {
        const NEAR: f64 = 0.9;
        let directory = self.directory(graph, vec![term]);
        directory.likeness(0, &significant_words(text)) >= NEAR
    }

    /// What else a thing may be known by: a statement by who says what, a tie by its two ends.
    fn about(&self, graph: &Graph, evidence: &Evidence, kind: Kind, number: usize) -> String {
        let agent = |agent: u32| self.words(graph, evidence.agents[agent as usize].term);
        let local = |term: Id| graph.terms.text(term).rsplit(['#', '/']).next();
        match kind {
            Kind::Statement => {
                let statement = &evidence.statements[number];
                let claim = evidence.claims[statement.claim as usize].term;
                format!(
                    "{} {} {} {}",
                    agent(statement.agent),
                    statement.stance().said(),
                    self.words(graph, claim),
                    local(claim).unwrap_or_default()
                )
            }
            Kind::Tie => {
                let [one, other] = evidence.ties[number].agents;
                format!("{} {}", agent(one), agent(other))
            }
            _ => String::new(),
        }
    }
}

/// Which of some things a prefixed name or an IRI means.
fn called(graph: &Graph, terms: &[Id], text: &str) -> Option<u32> {
    let term = graph.terms.find_iri(&expand(graph, text.trim())?)?;
    let position = terms.iter().position(|other| *other == term)?;
    Some(position as u32)
}

/// Of statements, those that somebody wrote down, rather than the reports that follow from
/// quoting them; unless reports are asked for.
fn preferred(
    graph: &Graph,
    evidence: &Evidence,
    kind: Kind,
    wanted: &[String],
    found: Vec<u32>,
) -> Vec<u32> {
    let follows = |number: &u32| {
        let statement = &evidence.statements[*number as usize];
        let is_nameless = graph
            .terms
            .text(statement.term)
            .starts_with(namespace::STATEMENT);
        statement.stance() == Stance::Reports && is_nameless
    };
    let asks = wanted.iter().any(|word| word.starts_with("report"));
    if kind != Kind::Statement || asks || found.iter().all(follows) {
        return found;
    }
    found
        .into_iter()
        .filter(|number| !follows(number))
        .collect()
}

/// An IRI in angle brackets, a bare IRI, or a prefixed name, as an IRI.
fn expand(graph: &Graph, text: &str) -> Option<String> {
    if let Some(iri) = text
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
    {
        return Some(iri.to_owned());
    }
    let (prefix, local) = text.split_once(':')?;
    let well_known = || {
        let mut prefixes = crate::vocab::namespace::WELL_KNOWN.iter();
        prefixes
            .find(|(known, _)| *known == prefix)
            .map(|(_, namespace)| *namespace)
    };
    if let Some(namespace) = graph
        .prefixes
        .get(prefix)
        .map(String::as_str)
        .or_else(well_known)
    {
        return Some(format!("{namespace}{local}"));
    }
    local.starts_with("//").then(|| text.to_owned())
}

/// The words of a text, in lower case, without punctuation.
pub fn words_of(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The words of a text that tell it from others; all of them where none do.
pub fn significant_words(text: &str) -> Vec<String> {
    without_small(&words_of(text))
}

fn without_small(words: &[String]) -> Vec<String> {
    let telling = words.iter().filter(|word| !is_small(word));
    let telling: Vec<String> = telling.cloned().collect();
    if telling.is_empty() {
        words.to_vec()
    } else {
        telling
    }
}

/// Whether a word says too little to tell names apart.
fn is_small(word: &str) -> bool {
    const SMALL: [&str; 16] = [
        "the", "a", "an", "was", "were", "is", "are", "be", "been", "of", "that", "has", "had",
        "have", "s", "did",
    ];
    SMALL.contains(&word)
}
