//! What other files of a workspace say of the same objects.
//!
//! An object of STIX or of MISP has one identifier wherever it is passed on, and one maker. So what two
//! files have of it is one word, whoever put his name on it: a repetition without sources relays the
//! sources that are named elsewhere, and two makers of one object count as one for what it claims. What
//! one catalogue cites under one name is one document, though its address has moved.
//!
//! All of this is added by saying again what the other file says, with something more. So the order in
//! which files are imported does not matter, nor the dataset that they are in.

mod settle;

use rustc_hash::{FxHashMap, FxHashSet};

use super::identifier::{self, CITATION, MISP, REFERENCES, STIX};
use super::record::{Entry, Property, Value};
use crate::read::terms::{TermRef, Terms};
use crate::read::{Care, Quad, Unreadable, read};
use crate::vocab::namespace::DOCUMENT;
use crate::vocab::{Id, Known};
use crate::workspace::Source;

/// What is said again of a statement.
const SAID: [Known; 12] = [
    Known::By,
    Known::Stance,
    Known::ClaimOf,
    Known::In,
    Known::Relays,
    Known::FirstHand,
    Known::SaidAt,
    Known::RecordedAt,
    Known::StatedConfidence,
    Known::Credibility,
    Known::To,
    Known::Target,
];
/// What is said again of a document.
const DOCUMENTED: [Known; 5] = [
    Known::Publisher,
    Known::Url,
    Known::Sha256,
    Known::Issued,
    Known::Label,
];

/// A file of the workspace, long form, by subject.
#[derive(Debug)]
struct File {
    terms: Terms,
    quads: Vec<Quad>,
    /// The statements on each claim, but those that the file takes back.
    said: FxHashMap<Id, Vec<Id>>,
}

/// Other files of a workspace.
#[derive(Debug, Default)]
pub struct Elsewhere {
    files: Vec<File>,
}

/// What somebody says of a claim, here or there.
#[derive(Clone, Debug)]
struct Word {
    statement: String,
    by: String,
    /// What it relays.
    relays: Vec<String>,
    /// The documents that it is in.
    places: Vec<String>,
    kind: Kind,
}

/// Whose word it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// That of a document which is cited.
    Cited {
        /// Whether it stands in that document, or is known through who names it.
        is_attested: bool,
    },
    /// That of whoever made the object or passed it on.
    Maker,
    /// Another one.
    Other,
}

/// Whether claims of this name are on objects that are passed on under one identifier.
fn is_shared(claim: &str) -> bool {
    claim.starts_with(STIX) || claim.starts_with(MISP)
}

impl Elsewhere {
    /// Reads other files of a workspace. What cannot be understood is left aside: it is told where it
    /// is read for itself. O(bytes · log).
    ///
    /// # Errors
    ///
    /// [`Unreadable`].
    pub fn read(sources: &[Source]) -> Result<Self, Unreadable> {
        let mut elsewhere = Self::default();
        for source in sources {
            elsewhere.add(source)?;
        }
        Ok(elsewhere)
    }

    /// Adds a file.
    ///
    /// # Errors
    ///
    /// [`Unreadable`].
    pub fn add(&mut self, source: &Source) -> Result<(), Unreadable> {
        let (graph, _) = read(std::slice::from_ref(source), Care::Fast)?;
        if graph.is_broken {
            return Ok(());
        }
        let mut quads = graph.quads;
        quads.sort_unstable();
        let targets = quads
            .iter()
            .filter(|quad| quad.predicate == Known::Target.id());
        let taken_back: FxHashSet<Id> = targets.map(|quad| quad.object).collect();
        let mut said: FxHashMap<Id, Vec<Id>> = FxHashMap::default();
        for quad in &quads {
            let is_claim =
                quad.predicate == Known::ClaimOf.id() && !taken_back.contains(&quad.subject);
            if is_claim && graph.terms.as_iri(quad.object).is_some_and(is_shared) {
                said.entry(quad.object).or_default().push(quad.subject);
            }
        }
        self.files.push(File {
            terms: graph.terms,
            quads,
            said,
        });
        Ok(())
    }

    /// What other files call objects that are passed on, for files that link to them. O(quads).
    pub fn names(&self) -> Vec<(String, String)> {
        let mut names = Vec::new();
        for file in &self.files {
            for quad in &file.quads {
                if quad.predicate != Known::Label.id() {
                    continue;
                }
                let iri = file.terms.as_iri(quad.subject);
                // What has a part behind the identifier is a claim.
                let object = iri.filter(|iri| {
                    let local = iri.strip_prefix(STIX).or(iri.strip_prefix(MISP));
                    local.is_some_and(|local| !local.contains('_'))
                });
                if let Some(iri) = object {
                    let name = file.terms.text(quad.object);
                    names.push((iri.to_owned(), name.to_owned()));
                }
            }
        }
        names
    }

    /// The statements on a claim in other files, each with its file.
    fn said(&self, claim: &str) -> Vec<(&File, Id, Word)> {
        let mut words = Vec::new();
        for file in &self.files {
            let Some(id) = file.terms.find_iri(claim) else {
                continue;
            };
            for statement in file.said.get(&id).into_iter().flatten() {
                if let Some(word) = file.word(claim, *statement) {
                    words.push((file, *statement, word));
                }
            }
        }
        words
    }
}

impl File {
    fn of(&self, subject: Id) -> &[Quad] {
        let start = self.quads.partition_point(|quad| quad.subject < subject);
        let length = self.quads[start..].partition_point(|quad| quad.subject == subject);
        &self.quads[start..start + length]
    }

    fn values(&self, subject: Id, predicate: Id) -> impl Iterator<Item = Id> {
        let of = self.of(subject).iter();
        of.filter(move |quad| quad.predicate == predicate)
            .map(|quad| quad.object)
    }

    fn word(&self, claim: &str, statement: Id) -> Option<Word> {
        let iris = |predicate: Id| -> Vec<String> {
            let values = self.values(statement, predicate);
            values
                .filter_map(|value| self.terms.as_iri(value).map(str::to_owned))
                .collect()
        };
        let named = |predicate: Known| iris(predicate.id());
        let pointed = self
            .terms
            .find_iri(REFERENCES)
            .map(iris)
            .unwrap_or_default();
        let stance = self.values(statement, Known::Stance.id()).next()?;
        let first_hand = self.values(statement, Known::FirstHand.id()).next();
        Some(Word::new(
            claim,
            self.terms.as_iri(statement)?,
            named(Known::By).into_iter().next()?,
            Known::from_id(stance),
            named(Known::Relays),
            named(Known::In),
            &pointed,
            first_hand.is_some_and(|it| self.terms.text(it) == "true"),
        ))
    }

    /// What is to be said again of a thing.
    fn entry(&self, subject: Id, class: Known, properties: &[Known]) -> Entry {
        let mut entry = Entry::default();
        entry.classes.insert(class.id());
        let others = [REFERENCES, CITATION];
        for quad in self.of(subject) {
            let known = properties.iter().find(|it| it.id() == quad.predicate);
            let property = match known {
                Some(known) => Property::from(*known),
                None => match others
                    .iter()
                    .find(|it| **it == self.terms.text(quad.predicate))
                {
                    Some(other) => Property::Other(other),
                    None => continue,
                },
            };
            let value = match self.terms.get(quad.object) {
                TermRef::Literal { .. } => match self.terms.to_term(quad.object) {
                    oxrdf::Term::Literal(literal) => Value::literal(&literal),
                    _ => continue,
                },
                _ => match self.terms.as_iri(quad.object) {
                    Some(iri) => Value::iri(iri),
                    None => continue,
                },
            };
            entry.say(property, value);
        }
        entry
    }
}

impl Word {
    #[expect(clippy::too_many_arguments, reason = "what a statement has")]
    fn new(
        claim: &str,
        statement: &str,
        by: String,
        stance: Option<Known>,
        relays: Vec<String>,
        places: Vec<String>,
        pointed: &[String],
        is_first_hand: bool,
    ) -> Self {
        let cites =
            |document: &String| identifier::statement(&[claim, "cited", document]) == *statement;
        let is_word = matches!(stance, Some(Known::Asserts | Known::Reports));
        let kind = if places.iter().any(cites) {
            Kind::Cited { is_attested: true }
        } else if pointed.iter().any(cites) {
            Kind::Cited { is_attested: false }
        } else if is_word && !is_first_hand {
            Kind::Maker
        } else {
            Kind::Other
        };
        Self {
            statement: statement.to_owned(),
            by,
            relays,
            places,
            kind,
        }
    }

    fn is_cited(&self) -> bool {
        matches!(self.kind, Kind::Cited { .. })
    }

    /// Whether this is an object as its maker gives it, without a source.
    fn is_without_source(&self) -> bool {
        self.kind == Kind::Maker && self.relays.is_empty()
    }

    /// Whether it stands in a file that was imported.
    fn is_held(&self) -> bool {
        let capture = format!("{DOCUMENT}sha256/");
        self.places.iter().any(|place| place.starts_with(&capture))
    }
}
