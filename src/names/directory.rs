//! Things of one kind under all that they are called, and which of them some words mean.
//!
//! A name that is just the words decides. Otherwise every word must be found, and where that
//! leaves several things, nobody guesses which: an answer about another thing than was meant
//! looks just like one about the right thing.

use rust_stemmers::{Algorithm, Stemmer};

use super::{Match, called, search, significant_words, without_small, words_of};
use crate::read::Graph;
use crate::vocab::Id;

/// How many of the nearest are worth showing.
pub(super) const MOST_NEAREST: usize = 5;

/// Of the ways in which a name may fit, the one that asks for every word.
const WORDS: usize = 4;

/// Shorter words are no beginnings: *I* is not *The Independent*.
const SHORTEST_BEGINNING: usize = 3;

/// What one thing is known by.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its labels, as written.
    pub(super) labels: Vec<String>,
    /// The words of the last part of its IRI.
    pub(super) local: Vec<String>,
    /// Its labels, word by word, and its local name where that is as telling as one.
    pub(super) names: Vec<Vec<String>>,
    /// The words to find it by.
    pub(super) words: Vec<String>,
    /// The words of its topics.
    pub(super) topics: Vec<String>,
    /// The words that statements on it quote.
    pub(super) quoted: Vec<String>,
}

/// How some words fit what a thing is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fit {
    /// They are what it is called: a label, a name of several words, a label up to its comma.
    Whole,
    /// They are a part of it that names it too: its beginning, its last word, its short name.
    Part,
    /// They occur in it.
    Within,
}

/// Things of one kind, with the words that each is known by.
#[derive(Debug)]
pub struct Directory {
    terms: Vec<Id>,
    entries: Vec<Entry>,
}

impl Directory {
    pub(super) const fn new(terms: Vec<Id>, entries: Vec<Entry>) -> Self {
        Self { terms, entries }
    }

    pub(super) fn entries_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.entries.iter_mut()
    }

    /// The things, in the order in which they are numbered here.
    pub fn terms(&self) -> &[Id] {
        &self.terms
    }

    /// Every word that something is known by.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let entries = self.entries.iter();
        entries.flat_map(|entry| &entry.words).map(String::as_str)
    }

    /// Every label of a thing, as written.
    pub fn labels(&self, number: u32) -> &[String] {
        &self.entries[number as usize].labels
    }

    /// The words of the last part of a thing's IRI.
    pub fn local(&self, number: u32) -> &[String] {
        &self.entries[number as usize].local
    }

    /// The things with a label that is written just so, capitals and all: a source called *IS*
    /// is meant by no other *is*.
    pub fn written(&self, text: &str) -> Vec<u32> {
        let all = (0..).zip(&self.entries);
        all.filter(|(_, entry)| entry.labels.iter().any(|label| label == text))
            .map(|(number, _)| number)
            .collect()
    }

    /// How some words fit what a thing is called.
    ///
    /// A person or a body is often called by the beginning of its label (*Neale Lunderville, general
    /// manager of …*) or by its last word (*the Post*); that a word occurs (*US* in *US officials*)
    /// makes it no name.
    pub fn fit(&self, number: u32, text: &str) -> Fit {
        let entry = &self.entries[number as usize];
        let wanted = significant_words(text);
        let is_all = |words: &[String]| without_small(words) == wanted;
        let heads: Vec<Vec<String>> = entry.labels.iter().map(|it| head(it)).collect();
        if entry.names.iter().any(|name| is_all(name)) || heads.contains(&wanted) {
            return Fit::Whole;
        }
        let is_part = |head: &Vec<String>| {
            head.starts_with(&wanted) && wanted.len() > 1 || head.ends_with(&wanted)
        };
        if is_all(&entry.local) || heads.iter().any(is_part) {
            Fit::Part
        } else {
            Fit::Within
        }
    }

    /// Things by how well words describe them, best first.
    pub fn search(&self, text: &str, most: usize) -> Vec<u32> {
        search::ranked(&self.entries, text, most)
    }

    /// The things of whose labels, names and topics all of some words are, in whatever form.
    pub fn mentioning(&self, text: &str) -> Vec<u32> {
        search::mentioning(&self.entries, text)
    }

    /// The things nearest to a name that nothing has, best first.
    pub fn nearest(&self, text: &str) -> Vec<u32> {
        nearest(&self.entries, &significant_words(text))
    }

    /// Whether a word is made of the first letters of what a thing is called.
    pub fn is_short_for(&self, number: u32, word: &str) -> bool {
        let names = &self.entries[number as usize].names;
        names.iter().any(|name| is_short_for(word, name))
    }

    /// Finds what somebody means; see [`super::Names::find`].
    pub fn find(&self, graph: &Graph, text: &str) -> Match {
        self.choose(graph, text, |_, found| found)
    }

    /// Whether some words are what a thing is called, rather than words that occur in what it is
    /// called: all of a name, or two words and more with which one begins.
    pub fn begins(&self, number: u32, text: &str) -> bool {
        let wanted = significant_words(text);
        self.entries[number as usize].names.iter().any(|name| {
            let name = without_small(name);
            name.starts_with(&wanted) && (wanted.len() > 1 || name.len() == 1)
        })
    }

    /// How much alike what a thing is called is written to some words, from 0 to 1.
    pub(super) fn likeness(&self, number: u32, wanted: &[String]) -> f64 {
        likeness(&self.entries[number as usize], wanted)
    }

    /// The thing that a prefixed name or an IRI means.
    pub fn called(&self, graph: &Graph, text: &str) -> Option<u32> {
        called(graph, &self.terms, text)
    }

    /// Finds what somebody means, where some of what fits may be preferred to the rest.
    pub(super) fn choose(
        &self,
        graph: &Graph,
        text: &str,
        prefer: impl Fn(&[String], Vec<u32>) -> Vec<u32>,
    ) -> Match {
        if let Some(number) = called(graph, &self.terms, text) {
            return Match::One(number);
        }
        let typed = words_of(text);
        let wanted = significant_words(text);
        let stems = Stems::new(&wanted);
        let ways: [&dyn Fn(&Entry) -> bool; 6] = [
            &|entry| entry.labels.iter().any(|label| label == text.trim()),
            &|entry| entry.labels.iter().any(|label| words_of(label) == typed),
            &|entry| entry.names.contains(&typed),
            &|entry| entry.names.iter().any(|name| without_small(name) == wanted),
            &|entry| wanted.iter().all(|word| entry.words.contains(word)),
            &|entry| has_beginnings(&entry.words, &wanted),
        ];
        for (number, fits) in ways.iter().enumerate() {
            let all = |fits: &dyn Fn(&Entry) -> bool| -> Vec<u32> {
                let all = 0..self.terms.len() as u32;
                all.filter(|number| fits(&self.entries[*number as usize]))
                    .collect()
            };
            let mut found = if wanted.is_empty() && number > 1 {
                Vec::new()
            } else {
                all(*fits)
            };
            // That one has a word just as it was typed makes it no likelier to be meant.
            if number == WORDS && !found.is_empty() {
                found = all(&|entry| stems.are_in(&entry.words));
            }
            match prefer(&wanted, found).as_slice() {
                [] => {}
                [one] => return Match::One(*one),
                several => return Match::Several(several.to_vec()),
            }
        }
        Match::None(nearest(&self.entries, &wanted))
    }
}

/// Words with their stems, to be found in whatever form: *toothbrush* is in *toothbrushes*.
struct Stems<'w> {
    stemmer: Stemmer,
    wanted: Vec<(&'w str, String)>,
}

impl<'w> Stems<'w> {
    fn new(wanted: &'w [String]) -> Self {
        let stemmer = Stemmer::create(Algorithm::English);
        let wanted = wanted.iter();
        let wanted = wanted
            .map(|word| (word.as_str(), stemmer.stem(word).into_owned()))
            .collect();
        Self { stemmer, wanted }
    }

    fn are_in(&self, known: &[String]) -> bool {
        self.wanted.iter().all(|(word, stem)| {
            // Few words need their stem: it begins as the word does, or nearly.
            let begins = stem.get(..2).unwrap_or(stem);
            known.iter().any(|other| {
                other == word || (other.starts_with(begins) && self.stemmer.stem(other) == *stem)
            })
        })
    }
}

/// The words that tell in a label up to what is said of who bears it: to its comma, or to *of*.
fn head(label: &str) -> Vec<String> {
    let end = label.find([',', '(']).unwrap_or(label.len());
    significant_words(&label[..end])
}

fn has_beginnings(known: &[String], wanted: &[String]) -> bool {
    wanted.iter().all(|word| {
        known.iter().any(|other| {
            other == word
                || (word.chars().count() >= SHORTEST_BEGINNING && other.starts_with(word.as_str()))
        })
    })
}

/// Whether a word is made of the first letters of a name: *DHS* is of the Department of Homeland
/// Security.
fn is_short_for(word: &str, name: &[String]) -> bool {
    const JOINING: [&str; 6] = ["of", "the", "for", "and", "in", "s"];
    let initials = |leaves_out: &dyn Fn(&str) -> bool| -> String {
        let words = name.iter().filter(|word| !leaves_out(word));
        words.filter_map(|word| word.chars().next()).collect()
    };
    let is_joining = |word: &str| JOINING.contains(&word);
    word.chars().count() > 1 && (initials(&is_joining) == word || initials(&|_| false) == word)
}

/// How much alike the words of a thing are written to some words, from 0 to 1.
fn likeness(entry: &Entry, wanted: &[String]) -> f64 {
    let nearest = |word: &String| {
        let words = entry.words.iter();
        words
            .map(|other| strsim::jaro_winkler(word, other))
            .fold(0.0, f64::max)
    };
    wanted.iter().map(nearest).sum::<f64>() / wanted.len().max(1) as f64
}

/// The things whose words come nearest, best first: those that a word is short for, then those
/// that have most of the words, then those with words that are written much like them. That none
/// comes near is no reason to show none.
fn nearest(known: &[Entry], wanted: &[String]) -> Vec<u32> {
    let is_short = |entry: &Entry| {
        wanted
            .iter()
            .any(|word| entry.names.iter().any(|name| is_short_for(word, name)))
    };
    let described = search::ranked(known, &wanted.join(" "), MOST_NEAREST);
    let rank = |number: u32| {
        let place = described.iter().position(|other| *other == number);
        place.unwrap_or(MOST_NEAREST)
    };
    let mut scored: Vec<(bool, usize, i64, u32)> = (0..)
        .zip(known)
        .map(|(number, entry)| {
            (
                !is_short(entry),
                rank(number),
                -(likeness(entry, wanted) * 1000.0) as i64,
                number,
            )
        })
        .collect();
    scored.sort_unstable();
    scored.truncate(MOST_NEAREST);
    let numbers = scored.into_iter();
    numbers.map(|(_, _, _, number)| number).collect()
}
