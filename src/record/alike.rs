//! Labels that read alike: what may be the same thing in other words.
//!
//! Words are compared by their stems, as the Snowball algorithms have them, and the labels as a
//! whole by their edit distance. Names of sources alone make no two claims or documents alike, or
//! every article of a paper would be taken for another of it. Whether two wordings are one
//! proposition is for a person to say.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rust_stemmers::{Algorithm, Stemmer};

use super::naming::usual_language;
use crate::data::Data;
use crate::names::{Kind, significant_words, words_of};
use crate::read::terms::TermRef;
use crate::vocab::{Id, Known};

/// Labels that share this part of their stems, or more, read alike.
const SHARED: f64 = 0.5;
/// Labels that share this part of the stems of the shorter one, or more, read alike.
const CONTAINED: f64 = 0.6;
/// Words that join others, beside those that every search leaves out.
const JOINING: [&str; 16] = [
    "about", "after", "and", "as", "at", "before", "by", "for", "from", "in", "into", "it", "its",
    "on", "to", "with",
];
/// Labels that are this near each other letter by letter, or more, read alike.
const NEAR: f64 = 0.8;
/// Longer labels are compared by their beginnings.
const LONGEST: usize = 400;
/// How many are worth showing.
const MOST: usize = 8;

/// Words before the one that a name is only there to explain: *the chair of the club*.
const OF: [&str; 4] = ["at", "for", "from", "of"];

/// A label made ready to be compared.
#[derive(Clone, Debug)]
pub(super) struct Label {
    /// The stems of the words that tell it from others.
    pub(super) stems: BTreeSet<String>,
    /// The stems before what it is *of*, as in *the chair of the club*; all where it is of nothing.
    head: BTreeSet<String>,
    text: String,
    /// The characters of the text, in order of their codes.
    letters: Vec<char>,
}

impl Label {
    pub(super) fn new(text: &str, stemmer: &Stemmer) -> Self {
        let text: String = text.chars().take(LONGEST).collect();
        let mut words = significant_words(&text);
        words.retain(|word| !JOINING.contains(&word.as_str()));
        let stem = |word: &String| stemmer.stem(word).into_owned();
        let stems: BTreeSet<String> = words.iter().map(stem).collect();
        let head = words_of(&text).into_iter();
        let head = head.take_while(|word| !OF.contains(&word.as_str()));
        let head: BTreeSet<String> = head.map(|word| stem(&word)).collect();
        let text = words.join(" ");
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        Self {
            head: head.intersection(&stems).cloned().collect(),
            stems,
            text,
            letters,
        }
    }

    /// From 0, nothing in common, to 1, the same words. Labels that share nothing but `names` are
    /// compared letter by letter only.
    pub(super) fn likeness(&self, other: &Self, names: &BTreeSet<String>) -> f64 {
        let (mut shared, mut tells) = (0, false);
        for stem in self.stems.intersection(&other.stems) {
            shared += 1;
            tells |= !names.contains(stem);
        }
        let all = self.stems.len() + other.stems.len() - shared;
        let shared = if tells { shared } else { 0 };
        let fewer = self.stems.len().min(other.stems.len());
        let of_all = shared as f64 / all.max(1) as f64;
        // One label may be the other with more words, unless these only explain whose it is; one
        // word alone says little.
        let of_fewer = shared as f64 / fewer.max(1) as f64;
        let (longer, shorter) = if self.stems.len() < other.stems.len() {
            (other, self)
        } else {
            (self, other)
        };
        let is_meant = longer.head.is_empty() || !longer.head.is_disjoint(&shorter.stems);
        let contained = if shared > 1 && of_fewer >= CONTAINED && is_meant {
            of_fewer * 0.9
        } else {
            0.0
        };
        let words = if of_all >= SHARED { of_all } else { 0.0 };
        let words = words.max(contained);
        // The distance is found in the square of the length, and seldom decides anything.
        let most = self.most_letters(other);
        if most < NEAR || most <= words {
            return words;
        }
        let letters = strsim::normalized_damerau_levenshtein(&self.text, &other.text);
        let letters = if letters >= NEAR { letters } else { 0.0 };
        words.max(letters)
    }

    /// How near each other two texts can be at most, letter by letter: every letter of the one
    /// that the other has not, order left aside, takes an edit (the bag distance of Bartolini,
    /// Ciaccia and Patella, *String Matching with Metric Trees Using an Approximate Distance*,
    /// 2002). O(letters).
    fn most_letters(&self, other: &Self) -> f64 {
        let (one, two) = (&self.letters, &other.letters);
        let (mut shared, mut at, mut there) = (0, 0, 0);
        while let (Some(letter), Some(that)) = (one.get(at), two.get(there)) {
            match letter.cmp(that) {
                Ordering::Less => at += 1,
                Ordering::Greater => there += 1,
                Ordering::Equal => {
                    shared += 1;
                    at += 1;
                    there += 1;
                }
            }
        }
        let longer = one.len().max(two.len());
        let edits = longer - shared;
        1.0 - edits as f64 / longer.max(1) as f64
    }
}

/// The things of a kind whose labels read like a text, most alike first.
///
/// `language` is that of the text, without it that of most labels; where the Snowball algorithms do not know it, stems are those
/// of English. O(labels · length²).
pub fn alike(data: &Data, kind: Kind, text: &str, language: Option<&str>) -> Vec<u32> {
    let usual = usual_language(data);
    let stemmer = stemmer(language.or(usual.as_deref()));
    let wanted = Label::new(text, &stemmer);
    let graph = &data.graph;
    let names = match kind {
        Kind::Claim | Kind::Document => Kind::Agent.terms(&data.evidence),
        _ => Vec::new(),
    };
    let names = names.into_iter().flat_map(|agent| {
        let name = Label::new(&data.names.words(graph, agent), &stemmer);
        name.stems
    });
    let names: BTreeSet<String> = names.collect();
    let terms = kind.terms(&data.evidence);
    let mut found: Vec<(i64, u32)> = Vec::new();
    for (number, term) in terms.iter().enumerate() {
        let labels = data.index.objects(*term, Known::Label);
        let labels = labels.filter_map(|label| match graph.terms.get(label) {
            TermRef::Literal { value, .. } => Some(value.to_owned()),
            _ => None,
        });
        let mut labels: Vec<String> = labels.collect();
        if labels.is_empty() {
            labels.push(data.names.words(graph, *term));
        }
        let likeness = labels
            .iter()
            .map(|label| wanted.likeness(&Label::new(label, &stemmer), &names))
            .fold(0.0, f64::max);
        if likeness > 0.0 {
            found.push((-(likeness * 1000.0) as i64, number as u32));
        }
    }
    found.sort_unstable();
    found.truncate(MOST);
    found.into_iter().map(|(_, number)| number).collect()
}

/// The stemmer of a language; where the Snowball algorithms do not know it, that of English.
pub(super) fn stemmer(language: Option<&str>) -> Stemmer {
    Stemmer::create(algorithm(language))
}

fn algorithm(language: Option<&str>) -> Algorithm {
    let tag = language.unwrap_or("en").to_ascii_lowercase();
    match tag.split('-').next().unwrap_or_default() {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => Algorithm::English,
    }
}

/// Documents that have one of these addresses or this hash: the same documents.
///
/// Addresses are compared without scheme, `www.`, fragment and a slash at the end. O(addresses and hashes).
pub fn same_documents(data: &Data, urls: &[String], sha256: Option<&str>) -> Vec<u32> {
    let graph = &data.graph;
    let wanted: BTreeSet<String> = urls.iter().map(|url| address(url)).collect();
    let http = graph.terms.find_iri(crate::vocab::SCHEMA_URL_HTTP);
    let pairs = |predicate: Id| {
        let pairs = data.index.data.pairs(predicate.0);
        pairs.map(|(subject, object)| (Id(subject), graph.terms.text(Id(object))))
    };
    let urls = [Some(Known::Url.id()), http].into_iter().flatten();
    let same_url = urls
        .flat_map(pairs)
        .filter(|(_, url)| wanted.contains(&address(url)));
    let same_hash = pairs(Known::Sha256.id())
        .filter(|(_, hash)| sha256.is_some_and(|wanted| wanted.eq_ignore_ascii_case(hash)));
    let same: BTreeSet<Id> = same_url.chain(same_hash).map(|(term, _)| term).collect();
    let terms = Kind::Document.terms(&data.evidence).into_iter().enumerate();
    terms
        .filter(|(_, term)| same.contains(term))
        .map(|(number, _)| number as u32)
        .collect()
}

fn address(url: &str) -> String {
    let url = url.split('#').next().unwrap_or(url);
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.strip_prefix("www.").unwrap_or(url);
    let (host, path) = url.split_once('/').unwrap_or((url, ""));
    format!(
        "{}/{}",
        host.to_ascii_lowercase(),
        path.trim_end_matches('/')
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Label, stemmer};

    proptest! {
        /// What is passed over could not have been nearer than it was taken to be.
        #[test]
        fn no_two_texts_are_nearer_than_their_letters_allow(
            one in "[b-f ]{0,14}", other in "[b-f ]{0,14}",
        ) {
            let [one, other] = [one, other].map(|text| Label::new(&text, &stemmer(None)));
            let near = strsim::normalized_damerau_levenshtein(&one.text, &other.text);
            prop_assert!(one.most_letters(&other) >= near);
            prop_assert!((one.most_letters(&other) - other.most_letters(&one)).abs() < f64::EPSILON);
        }
    }
}
