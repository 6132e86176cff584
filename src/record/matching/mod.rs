//! Claims that may say the same in other words: pairs for a person to judge.
//!
//! Two imports may state one claim twice. What is found here is proposed and never acted upon:
//! a person accepts, rejects or edits it in a [`review`] file. An accepted pair becomes a
//! `sayso:sameClaim` link, a rejected one is noted as `owl:differentFrom`, a word of others that
//! no verdict looks at, so that it is not proposed again.
//!
//! Not every claim is held against every other. Candidates have the same content as a triple, or
//! share one of their rarest stems; so the cost is that of small groups: O(claims · stems).

pub mod accept;
mod identity;
pub mod review;

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::alike::{Label, stemmer};
use super::naming::usual_language;
use crate::data::Data;
use crate::names::words_of;
use crate::read::terms::TermRef;
use crate::vocab::{Id, Known};

/// What a rejected pair is linked by.
pub const DIFFERENT_FROM: &str = "http://www.w3.org/2002/07/owl#differentFrom";

/// So many of the rarest stems of a claim are looked up.
const RAREST: usize = 4;
/// A stem of more claims than these is too common to bring two of them together.
const MOST_WITH_STEM: usize = 50;
/// What different contents, or different times, leave of a likeness.
const DIFFERENT: f64 = 0.7;
/// Words that turn a sentence into its opposite.
const NEGATIONS: [&str; 22] = [
    "not", "no", "never", "nobody", "none", "nothing", "without", "cannot", "t", "nicht", "kein",
    "keine", "nie", "pas", "jamais", "aucun", "non", "sin", "nunca", "niet", "geen", "nooit",
];

/// Why two claims may be one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// They say the same of things that have this UUID, or this number of a catalogue, in common.
    SameIdentifier(String),
    /// `rdf:subject`, `rdf:predicate` and `rdf:object` are the same.
    SameContent,
    /// Both have these stems.
    Words(Vec<String>),
    /// Their contents as triples differ all the same.
    OtherContent,
    /// They speak of different times all the same.
    OtherTime,
}

/// Two claims that may be one.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposal {
    /// The two, by number.
    pub claims: [u32; 2],
    /// How much speaks for it: 1 for the same content, else how alike they read.
    pub score: f64,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// What is compared of a claim.
struct Reading {
    labels: Vec<Label>,
    stems: BTreeSet<String>,
    numbers: BTreeSet<String>,
    negations: usize,
    content: Option<[Id; 3]>,
}

/// Pairs of claims that may be one and are neither linked nor rejected yet, the likeliest first.
///
/// `least` is the score that a pair must have.
pub fn proposals(data: &Data, least: f64) -> Vec<Proposal> {
    let claims: Vec<Reading> = read(data);
    let settled = Settled::new(data);
    let mut pairs = by_words(&claims);
    // Of many with one content, each is held against the first: more follows from that.
    let mut first: FxHashMap<[Id; 3], u32> = FxHashMap::default();
    for (number, claim) in (0_u32..).zip(&claims) {
        if let Some(content) = claim.content {
            let first = *first.entry(content).or_insert(number);
            pairs.push((first, number));
        }
    }
    let mut identified: BTreeMap<(u32, u32), String> = BTreeMap::new();
    for (one, other, name) in identity::pairs(data) {
        identified.entry((one, other)).or_insert(name);
    }
    pairs.extend(identified.keys());
    pairs.retain(|(one, other)| one != other && settled.is_open(*one, *other));
    pairs.sort_unstable();
    pairs.dedup();
    let mut found: Vec<Proposal> = pairs
        .into_par_iter()
        .filter_map(|(one, other)| {
            let name = identified.get(&(one, other));
            let has_names = [one, other].iter().all(|it| {
                !data
                    .graph
                    .terms
                    .is_blank(data.evidence.claims[*it as usize].term)
            });
            let [first, second] = [one, other].map(|it| &claims[it as usize].content);
            let is_content = first.is_some() && first == second;
            match name.filter(|_| has_names && !is_content) {
                Some(name) => Some(Proposal {
                    claims: [one, other],
                    score: 1.0,
                    reasons: vec![Reason::SameIdentifier(name.clone())],
                }),
                None => compare(data, &claims, [one, other], least),
            }
        })
        .collect();
    found.sort_by(|one, other| {
        other
            .score
            .total_cmp(&one.score)
            .then(one.claims.cmp(&other.claims))
    });
    found
}

fn read(data: &Data) -> Vec<Reading> {
    let usual = usual_language(data);
    let terms = &data.graph.terms;
    let numbers: Vec<u32> = (0..data.evidence.claims.count() as u32).collect();
    numbers
        .into_par_iter()
        .map(|number| {
            let term = data.evidence.claims[number as usize].term;
            let labels: Vec<(String, Option<String>)> = data
                .index
                .objects(term, Known::Label)
                .filter_map(|label| match terms.get(label) {
                    TermRef::Literal {
                        value, language, ..
                    } => Some((value.to_owned(), language.map(str::to_owned))),
                    _ => None,
                })
                .collect();
            let words: Vec<String> = labels
                .iter()
                .flat_map(|(label, _)| words_of(label))
                .collect();
            let labels: Vec<Label> = labels
                .iter()
                .map(|(label, language)| {
                    Label::new(label, &stemmer(language.as_deref().or(usual.as_deref())))
                })
                .collect();
            let one = |property: Known| data.index.objects(term, property).next();
            let content = [Known::RdfSubject, Known::RdfPredicate, Known::RdfObject].map(one);
            Reading {
                stems: labels
                    .iter()
                    .flat_map(|label| label.stems.clone())
                    .collect(),
                labels,
                numbers: words
                    .iter()
                    .filter(|word| word.chars().any(char::is_numeric))
                    .cloned()
                    .collect(),
                negations: words
                    .iter()
                    .filter(|it| NEGATIONS.contains(&it.as_str()))
                    .count(),
                content: match content {
                    [Some(subject), Some(predicate), Some(object)] => {
                        Some([subject, predicate, object])
                    }
                    _ => None,
                },
            }
        })
        .collect()
}

/// Pairs that share one of the rarest stems of either, or all stems; some of them several times.
fn by_words(claims: &[Reading]) -> Vec<(u32, u32)> {
    let mut with: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    let mut alike: BTreeMap<Vec<&str>, u32> = BTreeMap::new();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for (number, claim) in (0_u32..).zip(claims) {
        for stem in &claim.stems {
            with.entry(stem).or_default().push(number);
        }
        if !claim.stems.is_empty() {
            let stems = claim.stems.iter().map(String::as_str).collect();
            let first = *alike.entry(stems).or_insert(number);
            pairs.push((first, number));
        }
    }
    for (number, claim) in (0_u32..).zip(claims) {
        let mut stems: Vec<(usize, &str)> = claim
            .stems
            .iter()
            .map(|stem| (with[stem.as_str()].len(), stem.as_str()))
            .filter(|(count, _)| (2..=MOST_WITH_STEM).contains(count))
            .collect();
        stems.sort_unstable();
        for (_, stem) in stems.into_iter().take(RAREST) {
            let others = with[stem].iter().filter(|other| **other != number);
            pairs.extend(others.map(|other| (number.min(*other), number.max(*other))));
        }
    }
    pairs
}

/// What speaks for two claims being one; nothing where that is less than `least`, or cannot be,
/// as where their numbers differ, or one says what the other denies.
fn compare(data: &Data, claims: &[Reading], pair: [u32; 2], least: f64) -> Option<Proposal> {
    let [one, other] = pair.map(|number| &claims[number as usize]);
    let terms = pair.map(|number| data.evidence.claims[number as usize].term);
    // A claim without a name can be referred to by nobody.
    if terms.iter().any(|term| data.graph.terms.is_blank(*term)) {
        return None;
    }
    if one.content.is_some() && one.content == other.content {
        return Some(Proposal {
            claims: pair,
            score: 1.0,
            reasons: vec![Reason::SameContent],
        });
    }
    let numbers_differ =
        !one.numbers.is_empty() && !other.numbers.is_empty() && one.numbers != other.numbers;
    if numbers_differ || one.negations % 2 != other.negations % 2 {
        return None;
    }
    let shared = || one.stems.intersection(&other.stems);
    if shared().nth(1).is_none() && one.stems != other.stems {
        return None;
    }
    let pairs = one
        .labels
        .iter()
        .flat_map(|label| other.labels.iter().map(move |it| (label, it)));
    let mut score = pairs
        .map(|(one, other)| one.likeness(other, &BTreeSet::new()))
        .fold(0.0, f64::max);
    let mut reasons = Vec::new();
    if one.content.is_some() && other.content.is_some() {
        score *= DIFFERENT;
        reasons.push(Reason::OtherContent);
    }
    let spans = pair.map(|number| {
        let claim = &data.evidence.claims[number as usize];
        [claim.span_from(), claim.span_until()].map(|it| it.map(|(time, _)| time))
    });
    let differ = |at: usize| {
        spans[0][at].is_some() && spans[1][at].is_some() && spans[0][at] != spans[1][at]
    };
    if differ(0) || differ(1) {
        score *= DIFFERENT;
        reasons.push(Reason::OtherTime);
    }
    if score < least {
        return None;
    }
    reasons.insert(0, Reason::Words(shared().cloned().collect()));
    Some(Proposal {
        claims: pair,
        score,
        reasons,
    })
}

/// What is known already of claims being one or not.
struct Settled {
    same: Vec<u32>,
    apart: FxHashSet<(u32, u32)>,
}

impl Settled {
    fn new(data: &Data) -> Self {
        let evidence = &data.evidence;
        let count = evidence.claims.count();
        let numbers: FxHashMap<Id, u32> = (0_u32..)
            .zip(evidence.claims.iter())
            .map(|(number, claim)| (claim.term, number))
            .collect();
        let mut same: UnionFind<u32> = UnionFind::new(count);
        for claim in 0..count as u32 {
            for other in evidence.entails.row(claim) {
                if evidence.entails.row(*other).contains(&claim) {
                    same.union(claim, *other);
                }
            }
        }
        let mut apart: FxHashSet<(u32, u32)> = FxHashSet::default();
        for claim in 0..count as u32 {
            apart.extend(
                evidence
                    .contradicts
                    .row(claim)
                    .iter()
                    .map(|other| (claim, *other)),
            );
        }
        if let Some(different) = data.graph.terms.find_iri(DIFFERENT_FROM) {
            for (one, other) in data.index.data.pairs(different.0) {
                let pair = [one, other].map(|term| numbers.get(&Id(term)).copied());
                if let [Some(one), Some(other)] = pair {
                    apart.extend([(one, other), (other, one)]);
                }
            }
        }
        Self {
            same: same.into_labeling(),
            apart,
        }
    }

    fn is_open(&self, one: u32, other: u32) -> bool {
        self.same[one as usize] != self.same[other as usize] && !self.apart.contains(&(one, other))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Label, MOST_WITH_STEM, RAREST, Reading, by_words, stemmer};

    fn readings(labels: impl Iterator<Item = String>) -> Vec<Reading> {
        labels
            .map(|label| {
                let label = Label::new(&label, &stemmer(Some("en")));
                Reading {
                    stems: label.stems.clone(),
                    labels: vec![label],
                    numbers: BTreeSet::new(),
                    negations: 0,
                    content: None,
                }
            })
            .collect()
    }

    /// However many claims there are, each is held against a few.
    #[test]
    fn candidates_are_few_where_claims_are_many() {
        let many = 5_000;
        let common = (0..many).map(|number| format!("The depot burnt down, unique{number}"));
        let pairs = by_words(&readings(common));
        assert!(
            pairs.iter().all(|(one, other)| one == other),
            "all share what is common"
        );
        let some =
            (0..many).map(|number| format!("Pump family{} failed, unique{number}", number / 20));
        let mut pairs = by_words(&readings(some));
        assert!(pairs.len() <= many * (1 + RAREST * MOST_WITH_STEM));
        pairs.sort_unstable();
        pairs.dedup();
        assert!(pairs.len() > many * 9);
    }
}
