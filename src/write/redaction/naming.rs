//! What a source is called, and where else that is said.
//!
//! Names are compared as words in lower-case ASCII, so that *José Doe*, *JOSE DOE*, `jose-doe` and
//! `Jos%C3%A9_Doe` are one name; run together (`josedoe`) they are found too.

use std::collections::BTreeSet;

use crate::names::significant_words;
use crate::read::Graph;
use crate::vocab::namespace::SCHEMA;
use crate::vocab::{Id, Known};

/// Where names are given, beside `rdfs:label`.
const NAMING: [&str; 12] = [
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2004/02/skos/core#altLabel",
    "http://www.w3.org/2004/02/skos/core#hiddenLabel",
    "http://xmlns.com/foaf/0.1/name",
    "http://xmlns.com/foaf/0.1/nick",
    "http://xmlns.com/foaf/0.1/familyName",
    "http://xmlns.com/foaf/0.1/givenName",
    "http://purl.org/dc/terms/title",
    "http://purl.org/dc/terms/alternative",
    "http://www.w3.org/2006/vcard/ns#fn",
    "https://schema.org/name",
    "https://schema.org/alternateName",
];
/// A name made of fewer letters is none: it is everywhere.
const SHORTEST: usize = 3;
/// A name run together that is found within a longer word has at least so many letters.
const SHORTEST_WITHIN: usize = 6;

/// The names of one source.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// The longest first.
    whole: Vec<Name>,
    /// Words that some name consists of, beside others.
    parts: BTreeSet<String>,
}

/// A name.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Name {
    words: Vec<String>,
    /// The same run together.
    joined: String,
}

impl Name {
    fn new(text: &str) -> Self {
        let words: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
        Self {
            joined: words.concat(),
            words,
        }
    }
}

/// A word of a text, with where it stands.
struct Word {
    start: usize,
    end: usize,
    text: String,
}

impl Names {
    /// The names of an agent: its labels, and the last part of its IRI.
    pub(super) fn of(graph: &Graph, agent: Id) -> Self {
        let terms = &graph.terms;
        let is_naming = |predicate: Id| {
            let iri = terms.text(predicate).replace("http://schema.org/", SCHEMA);
            predicate == Known::Label.id() || NAMING.contains(&iri.as_str())
        };
        let quads = graph.quads.iter().filter(|quad| quad.subject == agent);
        let mut given: Vec<&str> = quads
            .filter(|quad| terms.is_literal(quad.object) && is_naming(quad.predicate))
            .map(|quad| terms.text(quad.object))
            .collect();
        if let Some(iri) = terms.as_iri(agent) {
            let local = iri
                .trim_end_matches(['/', '#'])
                .rsplit(['#', '/', ':'])
                .next();
            given.extend(local);
        }
        let mut names = Self::default();
        for name in given {
            let name = Name::new(name);
            if name.joined.len() < SHORTEST {
                continue;
            }
            if name.words.len() > 1 {
                let parts = significant_words(&name.words.join(" ")).into_iter();
                names
                    .parts
                    .extend(parts.filter(|part| part.len() >= SHORTEST));
            }
            names.whole.push(name);
        }
        names
            .whole
            .sort_by_key(|name| (std::cmp::Reverse(name.joined.len()), name.words.clone()));
        names.whole.dedup();
        names
    }

    /// The text with every name replaced, if it has one.
    pub(super) fn replaced(&self, text: &str, with: &str) -> Option<String> {
        let words = words(text);
        let mut replaced = String::new();
        let (mut kept_until, mut at) = (0, 0);
        while at < words.len() {
            let Some(length) = self.length_at(&words[at..]) else {
                at += 1;
                continue;
            };
            replaced.push_str(&text[kept_until..words[at].start]);
            replaced.push_str(with);
            kept_until = words[at + length - 1].end;
            at += length;
        }
        (kept_until > 0).then(|| replaced + &text[kept_until..])
    }

    /// Whether a text has a name.
    pub(super) fn are_in(&self, text: &str) -> bool {
        let words = words(text);
        (0..words.len()).any(|at| self.length_at(&words[at..]).is_some())
    }

    /// The parts of names that a text has.
    pub(super) fn parts_in(&self, text: &str) -> Vec<String> {
        let mut found: Vec<String> = words(text)
            .into_iter()
            .map(|word| word.text)
            .filter(|word| self.parts.contains(word))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// How many words a name takes up at the beginning of some, if one is there.
    fn length_at(&self, words: &[Word]) -> Option<usize> {
        self.whole.iter().find_map(|name| {
            let mut spelled = name.words.iter().zip(words);
            let is_spelled =
                words.len() >= name.words.len() && spelled.all(|(name, word)| *name == word.text);
            if is_spelled {
                return Some(name.words.len());
            }
            let (joined, word) = (&name.joined, &words.first()?.text);
            let is_joined =
                word == joined || (joined.len() >= SHORTEST_WITHIN && word.contains(joined));
            is_joined.then_some(1)
        })
    }
}

/// The words of a text, as names are compared: letters and digits of any script in lower-case
/// ASCII, what an IRI writes with `%` read as what it stands for.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut bytes: Vec<(usize, usize, u8)> = Vec::new();
    let raw = text.as_bytes();
    let mut at = 0;
    while at < raw.len() {
        let escaped = text.get(at + 1..at + 3).filter(|_| raw[at] == b'%');
        let escaped = escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let length = if escaped.is_some() { 3 } else { 1 };
        bytes.push((at, at + length, escaped.unwrap_or(raw[at])));
        at += length;
    }
    let decoded: Vec<u8> = bytes.iter().map(|(_, _, byte)| *byte).collect();
    // Where escapes make no text, the text is compared as it stands.
    let (decoded, bytes) = if let Ok(decoded) = String::from_utf8(decoded) {
        (decoded, bytes)
    } else {
        let plain = raw.iter().enumerate();
        let plain = plain.map(|(at, byte)| (at, at + 1, *byte)).collect();
        (text.to_owned(), plain)
    };
    let mut is_open = false;
    for (at, character) in decoded.char_indices() {
        // Signs that are put upon letters belong to them.
        let is_mark = matches!(
            character,
            '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{ad}'
        );
        if is_mark && is_open {
            if let Some(word) = words.last_mut() {
                word.end = bytes[at + character.len_utf8() - 1].1;
            }
            continue;
        }
        if !character.is_alphanumeric() {
            is_open = false;
            continue;
        }
        let last = at + character.len_utf8() - 1;
        let (start, end) = (bytes[at].0, bytes[last].1);
        if !is_open {
            words.push(Word {
                start,
                end,
                text: String::new(),
            });
        }
        if let Some(word) = words.last_mut() {
            word.end = end;
            match deunicode::deunicode_char(character) {
                _ if character.is_ascii() => word.text.push(character.to_ascii_lowercase()),
                Some(ascii) => word.text.push_str(&ascii.trim().to_ascii_lowercase()),
                None => word.text.extend(character.to_lowercase()),
            }
        }
        is_open = true;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{Name, Names};

    fn names(of: &[&str]) -> Names {
        Names {
            whole: of.iter().map(|name| Name::new(name)).collect(),
            ..Names::default()
        }
    }

    #[test]
    fn a_name_is_found_however_it_is_spelled() {
        let names = names(&["José Doe"]);
        let replaced = |text: &str| names.replaced(text, "X");
        assert_eq!(replaced("JOSE DOE's friend").as_deref(), Some("X's friend"));
        assert_eq!(
            replaced("by jose-doe, to Jos\u{e9}_DOE").as_deref(),
            Some("by X, to X")
        );
        assert_eq!(replaced("Jose\u{301} Doe\u{301}!").as_deref(), Some("X!"));
        assert_eq!(replaced("Jose\u{301} Doe").as_deref(), Some("X"));
        assert_eq!(
            replaced("https://x.example/Jos%C3%A9%20Doe").as_deref(),
            Some("https://x.example/X")
        );
        assert_eq!(replaced("@josedoe1970").as_deref(), Some("@X"));
        assert_eq!(replaced("José and Doe, 100 %"), None);
        assert_eq!(replaced("%ff José Doe").as_deref(), Some("%ff X"));
    }
}
