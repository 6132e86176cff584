//! Documents whose captures share long wording: pairs for a person to judge.
//!
//! What is found in the texts ([`crate::copying`]) is proposed and never acted upon: a person
//! accepts, rejects or edits it in a [`review`] file. Nothing is proposed twice: what is linked
//! already, or judged to be no copy, is left out, as are two documents of one publisher, whose
//! words count once anyway.

pub mod review;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::matching::DIFFERENT_FROM;
use crate::check::hashes;
use crate::copying::words::Voice;
use crate::copying::{self, Reading, Runs, Sharing, sharing};
use crate::data::Data;
use crate::model::Time;
use crate::vocab::{Id, Known};

/// Fewer words in common than this are no copying.
pub const LEAST_WORDS: usize = 24;

/// Two documents that share wording: if dates tell, the later one first.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposal {
    /// The two, by number.
    pub documents: [u32; 2],
    /// What they share: the counts of own words, until [`Found::complete`] adds the rest.
    pub sharing: Sharing,
    /// Whether the first certainly came out after the second, so that only it can have copied.
    pub is_ordered: bool,
    /// Whether they are word for word the same, quotations too.
    pub is_whole: bool,
}

impl Proposal {
    /// How much speaks for it: the greater of the two shares.
    pub fn score(&self) -> f64 {
        let [one, other] = self.sharing.shares();
        one.max(other)
    }
}

/// What a search found.
#[derive(Debug, Default)]
pub struct Found {
    /// The pairs, those that share most first.
    pub proposals: Vec<Proposal>,
    /// How many texts were compared.
    pub compared: usize,
    /// How many documents have a hash, and no text at hand.
    pub missing: usize,
    /// How many fingerprints were set aside, for they stand in very many texts.
    pub set_aside: usize,
    /// What very many is here.
    pub most: usize,
    texts: Vec<Reading>,
    /// Which text each document has.
    text_of: FxHashMap<u32, usize>,
}

impl Found {
    /// Adds what a person sees of each pair: quotations, and passages with their places. Of very
    /// many pairs most are never shown, so this comes last. O(words of the pairs that are left).
    pub fn complete(&mut self) {
        let (texts, text_of) = (&self.texts, &self.text_of);
        self.proposals.par_iter_mut().for_each(|proposal| {
            let [one, other] = proposal.documents.map(|document| text_of.get(&document));
            if let (Some(one), Some(other)) = (one, other) {
                proposal.sharing = sharing(&texts[*one], &texts[*other]);
            }
        });
    }
}

/// The characters of the text with a hash, where it is at hand.
pub type AtHand<'a> = dyn Fn(&str) -> Option<Vec<char>> + Sync + 'a;

/// Pairs of documents that share at least so much of their own words, from 0 to 1.
pub fn find(data: &Data, at_hand: &AtHand<'_>, least: f64) -> Found {
    let documents = data.evidence.documents.iter();
    let mut known: FxHashSet<String> = FxHashSet::default();
    let mut hashed: Vec<(u32, String)> = Vec::new();
    for (number, document) in (0_u32..).zip(documents) {
        let hash = hashes(data, document.term).next();
        // Documents with one hash are one text, which is known.
        if let Some(hash) = hash.map(str::to_ascii_lowercase)
            && known.insert(hash.clone())
        {
            hashed.push((number, hash));
        }
    }
    let mut read: Vec<(u32, Reading)> = hashed
        .par_iter()
        .filter_map(|(number, hash)| Some((*number, copying::read(&at_hand(hash)?))))
        .collect();
    let compared = read.len();
    let missing = hashed.len() - compared;
    let settled = Settled::new(data);
    let may_pair = |one: u32, other: u32| {
        let of = |document: u32| data.evidence.publishers.row(document);
        let mut publishers = of(one).iter();
        !publishers.any(|it| of(other).contains(it)) && settled.is_open(one, other)
    };
    // Of many with the same words, each is held against the first, and only that against others.
    let mut first: FxHashMap<u64, u32> = FxHashMap::default();
    let mut whole: Vec<[u32; 2]> = Vec::new();
    read.retain(|(number, reading)| {
        let first = *first.entry(reading.hash()).or_insert(*number);
        if first != *number {
            whole.push([first, *number]);
        }
        first == *number
    });
    let (numbers, mut texts): (Vec<u32>, Vec<Reading>) = read.into_iter().unzip();
    let mut text_of: FxHashMap<u32, usize> = numbers.iter().copied().zip(0..).collect();
    let candidates = copying::candidates(&mut texts, |one, other| {
        may_pair(numbers[one], numbers[other])
    });
    let own: Vec<usize> = texts.par_iter().map(|it| it.count(Voice::Own)).collect();
    let runs: Vec<Runs> = texts.par_iter().map(Runs::new).collect();
    let counted = |pair: [usize; 2], shared: [usize; 2]| Sharing {
        own: pair.map(|it| own[it]),
        shared,
        ..Sharing::default()
    };
    let is_enough = |sharing: &Sharing| {
        sharing.shares().iter().any(|share| *share >= least)
            && sharing.shared.iter().any(|words| *words >= LEAST_WORDS)
    };
    let pairs = candidates.pairs.into_par_iter();
    let mut proposals: Vec<Proposal> = pairs
        .filter_map(|(one, other)| {
            let pair = [one, other].map(|it| it as usize);
            let sharing = counted(pair, runs[pair[0]].shared(&runs[pair[1]]));
            let numbers = pair.map(|it| numbers[it]);
            is_enough(&sharing).then(|| proposal(data, numbers, sharing))
        })
        .collect();
    for [first, number] in whole {
        let text = text_of[&first];
        text_of.insert(number, text);
        let sharing = counted([text; 2], [own[text]; 2]);
        if may_pair(first, number) && is_enough(&sharing) {
            proposals.push(Proposal {
                is_whole: true,
                ..proposal(data, [first, number], sharing)
            });
        }
    }
    proposals.sort_by(|one, other| {
        let score = other.score().total_cmp(&one.score());
        score.then(one.documents.cmp(&other.documents))
    });
    Found {
        proposals,
        compared,
        missing,
        set_aside: candidates.set_aside,
        most: candidates.most,
        texts,
        text_of,
    }
}

/// A pair with the later one first, where dates tell which that is.
fn proposal(data: &Data, mut documents: [u32; 2], mut sharing: Sharing) -> Proposal {
    let [one, other] = documents;
    let is_turned = is_later(data, other, one);
    if is_turned {
        documents.reverse();
        sharing.own.reverse();
        sharing.shared.reverse();
    }
    Proposal {
        documents,
        sharing,
        is_ordered: is_turned || is_later(data, one, other),
        is_whole: false,
    }
}

/// Whether one document certainly came out after another. A date covers all its day.
pub fn is_later(data: &Data, document: u32, than: u32) -> bool {
    let span = |document: u32| {
        let (_, literal) = data.evidence.documents[document as usize].issued()?;
        Time::span(data.graph.terms.text(literal))
    };
    match (span(document), span(than)) {
        (Some((begins, _)), Some((_, ends))) => ends <= begins,
        _ => false,
    }
}

/// Pairs of documents that are linked already, or judged to be no copies.
struct Settled(FxHashSet<(u32, u32)>);

impl Settled {
    fn new(data: &Data) -> Self {
        let documents = data.evidence.documents.iter();
        let numbers: FxHashMap<Id, u32> = (0_u32..)
            .zip(documents)
            .map(|(number, document)| (document.term, number))
            .collect();
        let linking = [Known::Copies.id(), Known::SameText.id()].into_iter();
        let linking = linking.chain(data.graph.terms.find_iri(DIFFERENT_FROM));
        let pairs = linking
            .flat_map(|property| data.index.data.pairs(property.0))
            .filter_map(|(one, other)| Some((*numbers.get(&Id(one))?, *numbers.get(&Id(other))?)));
        Self(pairs.collect())
    }

    fn is_open(&self, one: u32, other: u32) -> bool {
        !self.0.contains(&(one, other)) && !self.0.contains(&(other, one))
    }
}
