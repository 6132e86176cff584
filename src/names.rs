//! What things are called, and which thing somebody means.

use std::sync::Arc;

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

/// How many candidates are worth showing.
const MOST_CANDIDATES: usize = 8;

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

    /// Finds what somebody means by a prefixed name, an IRI, or words of a label; a statement
    /// also by words for its speaker and its claim.
    ///
    /// O(candidates · words). Words match whole words of the label or of the local name, or
    /// their beginnings; when several things fit, the one that has the words as a phrase wins.
    pub fn find(&self, graph: &Graph, evidence: &Evidence, kind: Kind, text: &str) -> Match {
        let terms = kind.terms(evidence);
        if let Some(number) = called(graph, &terms, text) {
            return Match::One(number);
        }
        let mut directory = self.directory(graph, terms);
        for (number, words) in directory.words.iter_mut().enumerate() {
            let about = words_of(&self.about(graph, evidence, kind, number)).into_iter();
            words.extend(about.filter(|word| !is_small(word)));
        }
        directory.choose(graph, text, |wanted, found| {
            preferred(graph, evidence, kind, wanted, found)
        })
    }

    /// What some things are called, made ready to find many names among them. O(words).
    pub fn directory(&self, graph: &Graph, terms: Vec<Id>) -> Directory {
        let words = terms
            .iter()
            .map(|term| {
                let local = graph.terms.text(*term).rsplit(['#', '/']).next();
                let mut words = words_of(&self.words(graph, *term));
                words.extend(words_of(local.unwrap_or_default()));
                words.retain(|word| !is_small(word));
                words
            })
            .collect();
        Directory { terms, words }
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

/// Things of one kind, with the words that each is known by.
#[derive(Debug)]
pub struct Directory {
    terms: Vec<Id>,
    words: Vec<Vec<String>>,
}

impl Directory {
    /// The things, in the order in which they are numbered here.
    pub fn terms(&self) -> &[Id] {
        &self.terms
    }

    /// Every word that something is known by.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().flatten().map(String::as_str)
    }

    /// Finds what somebody means; see [`Names::find`].
    pub fn find(&self, graph: &Graph, text: &str) -> Match {
        self.choose(graph, text, |_, found| found)
    }

    /// Finds what somebody means, where some of what fits may be preferred to the rest.
    fn choose(
        &self,
        graph: &Graph,
        text: &str,
        prefer: impl Fn(&[String], Vec<u32>) -> Vec<u32>,
    ) -> Match {
        if let Some(number) = called(graph, &self.terms, text) {
            return Match::One(number);
        }
        let wanted = significant_words(text);
        for fits in [is_whole, has_phrase, has_words, has_beginnings] {
            let found: Vec<u32> = (0..self.terms.len() as u32)
                .filter(|number| !wanted.is_empty() && fits(&self.words[*number as usize], &wanted))
                .collect();
            match prefer(&wanted, found).as_slice() {
                [] => {}
                [one] => return Match::One(*one),
                several => return Match::Several(several.to_vec()),
            }
        }
        Match::None(nearest(&self.words, &wanted))
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
    let mut words = words_of(text);
    if words.iter().any(|word| !is_small(word)) {
        words.retain(|word| !is_small(word));
    }
    words
}

/// Whether a word says too little to tell names apart.
fn is_small(word: &str) -> bool {
    const SMALL: [&str; 16] = [
        "the", "a", "an", "was", "were", "is", "are", "be", "been", "of", "that", "has", "had",
        "have", "s", "did",
    ];
    SMALL.contains(&word)
}

fn is_whole(known: &[String], wanted: &[String]) -> bool {
    known.starts_with(wanted) && (known.len() == wanted.len() || known[wanted.len()..] == *wanted)
}

fn has_phrase(known: &[String], wanted: &[String]) -> bool {
    known.windows(wanted.len()).any(|window| window == wanted)
}

fn has_words(known: &[String], wanted: &[String]) -> bool {
    wanted.iter().all(|word| known.contains(word))
}

fn has_beginnings(known: &[String], wanted: &[String]) -> bool {
    wanted
        .iter()
        .all(|word| known.iter().any(|other| other.starts_with(word.as_str())))
}

/// The things whose words come nearest, best first.
fn nearest(known: &[Vec<String>], wanted: &[String]) -> Vec<u32> {
    let mut scored: Vec<(i64, u32)> = known
        .iter()
        .enumerate()
        .map(|(number, words)| {
            let score: f64 = wanted
                .iter()
                .map(|word| {
                    words
                        .iter()
                        .map(|other| strsim::jaro_winkler(word, other))
                        .fold(0.0, f64::max)
                })
                .sum::<f64>()
                / wanted.len().max(1) as f64;
            (-(score * 1000.0) as i64, number as u32)
        })
        .filter(|(score, _)| *score <= -900)
        .collect();
    scored.sort_unstable();
    scored.truncate(MOST_CANDIDATES);
    scored.into_iter().map(|(_, number)| number).collect()
}
