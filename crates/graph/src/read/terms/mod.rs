//! The dictionary: every RDF term of a graph, once, under a small number.

mod frozen;

use std::hash::Hasher as _;
use std::sync::Arc;

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use crate::archive::Writer;
use crate::vocab::{Id, Known};

pub use frozen::Frozen;

const IRI: u8 = b'I';
const BLANK: u8 = b'B';
const SIMPLE: u8 = b'S';
const LANGUAGE: u8 = b'L';
const TYPED: u8 = b'T';

/// A term, borrowed from the dictionary.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TermRef<'a> {
    /// An IRI.
    Iri(&'a str),
    /// A blank node, by its label within the graph.
    Blank(&'a str),
    /// A literal.
    Literal {
        /// The lexical form, as written.
        value: &'a str,
        /// The language tag, if there is one.
        language: Option<&'a str>,
        /// The datatype; `None` for language-tagged strings.
        datatype: Option<Id>,
    },
}

/// An interner from RDF terms to [`Id`]s.
///
/// Ids are given in order of first appearance, after the fixed ones of [`Known`]. Interning
/// costs O(length) expected; looking an id up is O(1). A dictionary holds at most 2³² − 1 terms.
///
/// The first terms are [`Frozen`]: shared, and perhaps mapped from a compiled file. What is
/// interned later comes on top, so that a query can name what the data does not.
#[derive(Clone, Debug)]
pub struct Terms {
    frozen: Arc<Frozen>,
    bytes: Vec<u8>,
    /// Where each term on top ends.
    ends: Vec<usize>,
    /// The number of each of them, beside a part of its hash: what grows, or holds another term
    /// at the same place, need not look at the text.
    table: HashTable<(u32, u32)>,
    scratch: Vec<u8>,
}

impl Default for Terms {
    fn default() -> Self {
        Self::new()
    }
}

impl Terms {
    /// A dictionary that holds the known terms and nothing else.
    pub fn new() -> Self {
        let mut terms = Self::from(Frozen::default());
        for known in Known::ALL {
            terms.iri(&known.iri());
        }
        terms
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.frozen.len() + self.ends.len()
    }

    /// Never true: the known terms are always there.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same terms, all of them frozen, so that copies cost nothing. O(bytes) where anything
    /// was on top.
    #[must_use]
    pub fn frozen(&self) -> Self {
        if self.ends.is_empty() {
            return self.clone();
        }
        Self::from(Frozen::new(self.len(), |number| self.key(number)))
    }

    /// Writes the frozen terms down: all of them, after [`Terms::frozen`].
    ///
    /// # Errors
    ///
    /// Whatever the output says.
    pub fn save<W: std::io::Write + std::io::Seek>(
        &self,
        archive: &mut Writer<W>,
    ) -> std::io::Result<()> {
        self.frozen.save(archive)
    }

    /// Interns an IRI.
    pub fn iri(&mut self, iri: &str) -> Id {
        self.intern(IRI, &[iri.as_bytes()])
    }

    /// Interns a blank node.
    pub fn blank(&mut self, label: &str) -> Id {
        self.intern(BLANK, &[label.as_bytes()])
    }

    /// Interns a plain string (datatype `xsd:string`).
    pub fn string(&mut self, value: &str) -> Id {
        self.intern(SIMPLE, &[value.as_bytes()])
    }

    /// Interns a language-tagged string; tags are compared without regard to case.
    pub fn language_string(&mut self, value: &str, language: &str) -> Id {
        let language = language.to_ascii_lowercase();
        self.intern(LANGUAGE, &[language.as_bytes(), b"\0", value.as_bytes()])
    }

    /// Interns a typed literal, its lexical form kept as written.
    pub fn typed(&mut self, value: &str, datatype: &str) -> Id {
        let datatype = self.iri(datatype);
        if datatype == Known::XsdString.id() {
            return self.string(value);
        }
        self.intern(TYPED, &[&datatype.0.to_le_bytes(), value.as_bytes()])
    }

    /// Finds the id of an IRI without adding it.
    pub fn find_iri(&self, iri: &str) -> Option<Id> {
        let mut key = Vec::with_capacity(iri.len() + 1);
        key.push(IRI);
        key.extend_from_slice(iri.as_bytes());
        self.find(&key)
    }

    /// Finds the id of an owned RDF term without adding it.
    pub fn find_term(&self, term: &oxrdf::Term) -> Option<Id> {
        let mut key = Vec::new();
        match term {
            oxrdf::Term::NamedNode(node) => {
                key.push(IRI);
                key.extend_from_slice(node.as_str().as_bytes());
            }
            oxrdf::Term::BlankNode(node) => {
                key.push(BLANK);
                key.extend_from_slice(node.as_str().as_bytes());
            }
            oxrdf::Term::Literal(literal) => {
                if let Some(language) = literal.language() {
                    key.push(LANGUAGE);
                    key.extend_from_slice(language.to_ascii_lowercase().as_bytes());
                    key.push(0);
                } else {
                    let datatype = self.find_iri(literal.datatype().as_str())?;
                    if datatype == Known::XsdString.id() {
                        key.push(SIMPLE);
                    } else {
                        key.push(TYPED);
                        key.extend_from_slice(&datatype.0.to_le_bytes());
                    }
                }
                key.extend_from_slice(literal.value().as_bytes());
            }
        }
        self.find(&key)
    }

    /// The term behind an id.
    ///
    /// # Panics
    ///
    /// If the id is not of this dictionary.
    pub fn get(&self, id: Id) -> TermRef<'_> {
        let key = self.key(id.0);
        let text = |bytes| std::str::from_utf8(bytes).unwrap_or_default();
        match key[0] {
            IRI => TermRef::Iri(text(&key[1..])),
            BLANK => TermRef::Blank(text(&key[1..])),
            LANGUAGE => {
                let end = key.iter().position(|byte| *byte == 0).unwrap_or(1);
                TermRef::Literal {
                    value: text(&key[end + 1..]),
                    language: Some(text(&key[1..end])),
                    datatype: None,
                }
            }
            SIMPLE => TermRef::Literal {
                value: text(&key[1..]),
                language: None,
                datatype: Some(Known::XsdString.id()),
            },
            _ => TermRef::Literal {
                value: text(&key[5..]),
                language: None,
                datatype: Some(Id(u32::from_le_bytes([key[1], key[2], key[3], key[4]]))),
            },
        }
    }

    /// The IRI behind an id, if it is one.
    pub fn as_iri(&self, id: Id) -> Option<&str> {
        match self.get(id) {
            TermRef::Iri(iri) => Some(iri),
            _ => None,
        }
    }

    /// Whether the term is a blank node.
    pub fn is_blank(&self, id: Id) -> bool {
        self.key(id.0)[0] == BLANK
    }

    /// Whether the term is a literal.
    pub fn is_literal(&self, id: Id) -> bool {
        !matches!(self.key(id.0)[0], IRI | BLANK)
    }

    /// The lexical form of a literal, the IRI of an IRI, the label of a blank node.
    pub fn text(&self, id: Id) -> &str {
        match self.get(id) {
            TermRef::Iri(text) | TermRef::Blank(text) | TermRef::Literal { value: text, .. } => {
                text
            }
        }
    }

    /// The term as an RDF term, borrowed.
    pub fn as_term(&self, id: Id) -> oxrdf::TermRef<'_> {
        match self.get(id) {
            TermRef::Iri(iri) => oxrdf::NamedNodeRef::new_unchecked(iri).into(),
            TermRef::Blank(label) => oxrdf::BlankNodeRef::new_unchecked(label).into(),
            TermRef::Literal {
                value,
                language: Some(language),
                ..
            } => oxrdf::LiteralRef::new_language_tagged_literal_unchecked(value, language).into(),
            TermRef::Literal {
                value, datatype, ..
            } => {
                let datatype = datatype.map_or("", |datatype| self.text(datatype));
                let datatype = oxrdf::NamedNodeRef::new_unchecked(datatype);
                oxrdf::LiteralRef::new_typed_literal(value, datatype).into()
            }
        }
    }

    /// The term as an owned RDF term.
    pub fn to_term(&self, id: Id) -> oxrdf::Term {
        self.as_term(id).into_owned()
    }

    /// Interns an RDF term.
    pub fn term(&mut self, term: oxrdf::TermRef<'_>) -> Id {
        match term {
            oxrdf::TermRef::NamedNode(node) => self.iri(node.as_str()),
            oxrdf::TermRef::BlankNode(node) => self.blank(node.as_str()),
            oxrdf::TermRef::Literal(literal) => match literal.language() {
                Some(language) => self.language_string(literal.value(), language),
                None => self.typed(literal.value(), literal.datatype().as_str()),
            },
        }
    }

    /// Takes over all terms of a dictionary that was made apart, and says which term here each
    /// of them is. Blank nodes are named by the caller. O(bytes).
    pub(super) fn absorb(
        &mut self,
        other: &Self,
        mut blank: impl FnMut(&mut Self, &str) -> Id,
    ) -> Vec<Id> {
        let mut here = Vec::with_capacity(other.len());
        for number in 0..other.len() as u32 {
            let key = other.key(number);
            here.push(match key[0] {
                BLANK => blank(self, std::str::from_utf8(&key[1..]).unwrap_or_default()),
                TYPED => {
                    // A datatype comes before the literals that are of it.
                    let datatype = u32::from_le_bytes([key[1], key[2], key[3], key[4]]);
                    let datatype: Id = here[datatype as usize];
                    self.intern(TYPED, &[&datatype.0.to_le_bytes(), &key[5..]])
                }
                tag => self.intern(tag, &[&key[1..]]),
            });
        }
        here
    }

    /// Which term here each term of another dictionary is, where it is here. Blank nodes are
    /// known to the caller. O(bytes) of the other.
    pub fn counterparts(
        &self,
        other: &Self,
        mut blank: impl FnMut(Id) -> Option<Id>,
    ) -> Vec<Option<Id>> {
        let mut here: Vec<Option<Id>> = Vec::with_capacity(other.len());
        let mut scratch = Vec::new();
        for number in 0..other.len() as u32 {
            let key = other.key(number);
            here.push(match key[0] {
                BLANK => blank(Id(number)),
                TYPED => {
                    let datatype = u32::from_le_bytes([key[1], key[2], key[3], key[4]]);
                    here[datatype as usize].and_then(|datatype| {
                        scratch.clear();
                        scratch.push(TYPED);
                        scratch.extend_from_slice(&datatype.0.to_le_bytes());
                        scratch.extend_from_slice(&key[5..]);
                        self.find(&scratch)
                    })
                }
                _ => self.find(key),
            });
        }
        here
    }

    fn key(&self, number: u32) -> &[u8] {
        let index = number as usize;
        let Some(index) = index.checked_sub(self.frozen.len()) else {
            return self.frozen.key(number);
        };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.bytes[start..self.ends[index]]
    }

    fn find(&self, key: &[u8]) -> Option<Id> {
        let hash = hash(key);
        let on_top = || {
            let part = hash as u32;
            let is_it = |(other, number): &(u32, u32)| *other == part && self.key(*number) == key;
            let found = self.table.find(spread(part), is_it);
            found.map(|(_, number)| *number)
        };
        self.frozen.find(hash, key).or_else(on_top).map(Id)
    }

    fn intern(&mut self, tag: u8, parts: &[&[u8]]) -> Id {
        let mut key = std::mem::take(&mut self.scratch);
        key.clear();
        key.push(tag);
        for part in parts {
            key.extend_from_slice(part);
        }
        let id = self.find(&key).unwrap_or_else(|| self.add(&key));
        self.scratch = key;
        id
    }

    fn add(&mut self, key: &[u8]) -> Id {
        let number = u32::try_from(self.len()).expect("more than 2^32 terms in one graph");
        self.bytes.extend_from_slice(key);
        self.ends.push(self.bytes.len());
        let part = hash(key) as u32;
        self.table
            .insert_unique(spread(part), (part, number), |(part, _)| spread(*part));
        Id(number)
    }
}

impl From<Frozen> for Terms {
    fn from(frozen: Frozen) -> Self {
        Self {
            frozen: Arc::new(frozen),
            bytes: Vec::new(),
            ends: Vec::new(),
            table: HashTable::new(),
            scratch: Vec::new(),
        }
    }
}

/// A part of a hash as the hash that a table asks for, whose upper bits must differ too.
fn spread(part: u32) -> u64 {
    u64::from(part)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(32)
}

/// The hash of a key. It is written down with the table, and may yet change from release to
/// release: what another program has compiled is compiled anew.
fn hash(key: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(key);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_come_back_as_they_went_in() {
        let mut terms = Terms::new();
        let iri = terms.iri("https://example.org/a");
        let decimal = terms.typed("0.90", "http://www.w3.org/2001/XMLSchema#decimal");
        let tagged = terms.language_string("Bonjour", "fr-BE");
        let plain = terms.string("Bonjour");
        assert_eq!(terms.iri("https://example.org/a"), iri);
        assert_eq!(
            terms.typed("Bonjour", "http://www.w3.org/2001/XMLSchema#string"),
            plain
        );
        assert_ne!(tagged, plain);
        for id in [iri, decimal, tagged, plain] {
            assert_eq!(terms.find_term(&terms.to_term(id)), Some(id));
        }
        assert_eq!(terms.text(decimal), "0.90");
    }
}
