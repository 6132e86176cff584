//! Turtle as a person would lay it out: documents, sources and ties first, then each claim with
//! what was said of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use fixedbitset::FixedBitSet;
use oxrdf::{NamedNodeRef, TermRef};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Error;
use super::blanks::Blanks;
use super::facts::{Facts, Thing};
use super::shorten::Short;
use super::terms::Prefixes;
use super::verify::{self, Expected};
use crate::model::Stance;
use crate::read::{Graph, Quad};
use crate::vocab::{Id, Known, namespace};

/// The long form, read back.
pub(super) fn long(graph: &Graph, quads: &[Quad]) -> Result<String, Error> {
    let facts = Facts::new(graph, quads)?;
    let text = page(&facts, &[]);
    read_back(&text, facts)?;
    Ok(text)
}

/// Reads a page back. The facts are given up for that: they take as much room as the page.
fn read_back(text: &str, facts: Facts<'_>) -> Result<(), Error> {
    let expected = Expected::new(&facts);
    drop(facts);
    verify::turtle(text, &expected)
}

/// The long form, on a page that has some more quads beside it.
pub(super) fn page(facts: &Facts<'_>, beside: &[Quad]) -> String {
    Page::new(facts, None, beside).text()
}

/// The short form, read back; where that loses something, it is written out.
pub(super) fn short(graph: &Graph, quads: &[Quad]) -> Result<String, Error> {
    let facts = Facts::new(graph, quads)?;
    let text = Page::new(&facts, Some(Short::new(&facts)), &[]).text();
    match read_back(&text, facts) {
        Ok(()) => Ok(text),
        Err(_) => long(graph, quads),
    }
}

/// The verdicts on what the facts are of, as a graph of `TriG`.
pub(super) fn verdicts(facts: &Facts<'_>, quads: &[Quad]) -> String {
    let prefixes = facts.prefixes();
    // A claim without a name is called what it is called where the data is.
    let blanks = facts.terms().filter(|thing| facts.is_blank(*thing));
    let blanks: FxHashMap<Id, Thing> = blanks.map(|thing| (facts.id(thing), thing)).collect();
    let term = |id: Id| match blanks.get(&id) {
        Some(blank) => facts.notation(*blank).to_owned(),
        None => prefixes.term(facts.graph().terms.as_term(id)),
    };
    let lines = quads.iter().map(|quad| {
        let [subject, predicate, object] = [quad.subject, quad.predicate, quad.object].map(term);
        format!("    {subject} {predicate} {object} .\n")
    });
    let mut lines: Vec<String> = lines.collect();
    lines.sort_unstable();
    lines.dedup();
    format!(
        "\n<{}verdicts> {{\n{}}}\n",
        namespace::SAYSO,
        lines.concat()
    )
}

/// Where a subject stands on the page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Place {
    About,
    Document,
    Agent,
    Tie,
    Claim,
    Other,
}

/// Properties that come before others, in this order; a stance as a verb comes where the property
/// would.
const FIRST: [Known; 16] = [
    Known::Type,
    Known::Label,
    Known::By,
    Known::ClaimOf,
    Known::Stance,
    Known::Publisher,
    Known::Issued,
    Known::Url,
    Known::Sha256,
    Known::Reliability,
    Known::Kind,
    Known::In,
    Known::QuotedIn,
    Known::Relays,
    Known::SaidAt,
    Known::Anchor,
];

/// How many blocks are laid out at once.
const BLOCKS: usize = 256;

/// A part of the page.
enum Block {
    /// A heading.
    Title(&'static str),
    /// A claim of which nothing is said but that somebody speaks of it.
    Gap,
    /// All that is said of a thing.
    About(Thing),
}

/// What stands between a subject and its objects.
#[derive(Clone, Copy)]
enum Verb {
    Property(Thing),
    QuotedIn,
}

struct Page<'f, 'g> {
    facts: &'f Facts<'g>,
    /// What is written otherwise than in the long form.
    short: Option<Short>,
    prefixes: Prefixes,
    quoted_in: String,
    ranks: FxHashMap<Thing, usize>,
    /// Which blank nodes need a name.
    blanks: Blanks,
}

impl<'f, 'g> Page<'f, 'g> {
    fn new(facts: &'f Facts<'g>, short: Option<Short>, beside: &[Quad]) -> Self {
        let ranks = FIRST.iter().zip(0..);
        let ranks = ranks.filter_map(|(known, rank)| Some((facts.of(*known)?, rank)));
        let stance = FIRST.iter().position(|known| *known == Known::Stance);
        let stances = Stance::ALL.iter().filter_map(|it| facts.of(it.term()));
        let stances = stances.filter_map(|thing| Some((thing, stance?)));
        let mut page = Self {
            ranks: ranks.chain(stances).collect(),
            facts,
            short,
            prefixes: facts.prefixes(),
            quoted_in: Known::QuotedIn.iri(),
            blanks: Blanks::default(),
        };
        let written = facts.subjects().filter(|subject| page.is_written(*subject));
        page.blanks = Blanks::new(facts, written, beside);
        page
    }

    /// Whether anything is written of a thing: not where all of it follows from something else.
    fn is_written(&self, thing: Thing) -> bool {
        let facts = self.facts;
        let Some(short) = &self.short else {
            return facts.about(thing).next().is_some();
        };
        let is_implied = |(property, objects): (Thing, &[Thing])| {
            let is_it = |class: &Thing| short.is_implied(facts, thing, *class);
            facts.of(Known::Type) == Some(property) && objects.iter().all(is_it)
        };
        !short.is_folded(thing) && !facts.about(thing).all(is_implied)
    }

    fn is_unnamed(&self, thing: Thing) -> bool {
        let short = self.short.as_ref();
        short.is_some_and(|short| short.is_unnamed(thing))
    }

    /// The subjects that are written; those without a name come last.
    fn subjects(&self) -> impl Iterator<Item = Thing> {
        let subjects = || self.facts.subjects();
        let named = subjects().filter(|thing| !self.is_unnamed(*thing));
        let unnamed = subjects().filter(|thing| self.is_unnamed(*thing));
        named.chain(unnamed).filter(|thing| self.is_written(*thing))
    }

    /// Where a thing stands that is no statement.
    fn place(&self, thing: Thing) -> Place {
        let facts = self.facts;
        let classes = facts.known(thing, Known::Type).iter();
        let places = classes.filter_map(|class| match Known::from_id(facts.id(*class))? {
            Known::Document => Some(Place::Document),
            Known::Agent | Known::AnonymousSource => Some(Place::Agent),
            Known::Tie => Some(Place::Tie),
            Known::Claim => Some(Place::Claim),
            _ => None,
        });
        places.min().unwrap_or_else(|| {
            let is_about = facts.bare(thing).starts_with(namespace::EXPORT);
            if is_about { Place::About } else { Place::Other }
        })
    }

    /// What is said of a thing as it is written, verb by verb in their order.
    fn about(&self, thing: Thing) -> Vec<(Verb, Vec<Thing>)> {
        let facts = self.facts;
        let [type_of, stance_of, claim_of] =
            [Known::Type, Known::Stance, Known::ClaimOf].map(|known| facts.of(known));
        let mut about: Vec<(Verb, Vec<Thing>)> = Vec::new();
        let short = self.short.as_ref();
        let verb = short.and_then(|_| Short::verb(facts, thing));
        let verb = verb.filter(|_| !facts.known(thing, Known::ClaimOf).is_empty());
        for (property, objects) in facts.about(thing) {
            let property_is = |known: Option<Thing>| known == Some(property);
            if property_is(stance_of) && verb.is_some() {
                continue;
            }
            let mut objects = objects.to_vec();
            if let Some(short) = short
                && property_is(type_of)
            {
                objects.retain(|class| !short.is_implied(facts, thing, *class));
                if objects.is_empty() {
                    continue;
                }
            }
            let verb = verb.filter(|_| property_is(claim_of)).unwrap_or(property);
            about.push((Verb::Property(verb), objects));
        }
        let quoting = short.map_or(&[][..], |short| short.quoted_in(thing));
        if !quoting.is_empty() {
            about.push((Verb::QuotedIn, quoting.to_vec()));
        }
        about.sort_by_key(|(verb, _)| (self.rank(*verb), self.iri(*verb)));
        about
    }

    fn rank(&self, verb: Verb) -> usize {
        let known = match verb {
            Verb::Property(property) => self.ranks.get(&property).copied(),
            Verb::QuotedIn => FIRST.iter().position(|known| *known == Known::QuotedIn),
        };
        known.unwrap_or(FIRST.len())
    }

    fn iri(&self, verb: Verb) -> &str {
        match verb {
            Verb::Property(property) => self.facts.bare(property),
            Verb::QuotedIn => &self.quoted_in,
        }
    }

    fn text(&self) -> String {
        // Layout takes most of the time, and no block needs another.
        let blocks = self.blocks();
        let body = blocks.par_chunks(BLOCKS).map(|blocks| {
            let mut text = String::new();
            for block in blocks {
                self.write(&mut text, block);
            }
            text
        });
        let body: Vec<String> = body.collect();
        let mut text = self.prefixes.declarations(self.names());
        text.reserve_exact(body.iter().map(String::len).sum());
        for part in body {
            text.push_str(&part);
        }
        text
    }

    /// The parts of the page, in order.
    fn blocks(&self) -> Vec<Block> {
        let facts = self.facts;
        let mut sections: BTreeMap<Place, Vec<Thing>> = BTreeMap::new();
        let mut statements: BTreeMap<Thing, Vec<Thing>> = BTreeMap::new();
        for subject in self
            .subjects()
            .filter(|thing| !self.blanks.is_inline(*thing))
        {
            if let Some(claim) = facts.known(subject, Known::ClaimOf).last() {
                statements.entry(*claim).or_default().push(subject);
            } else {
                let section = sections.entry(self.place(subject)).or_default();
                section.push(subject);
            }
        }
        let mut blocks = Vec::new();
        for (place, title) in [
            (Place::About, "About this file"),
            (Place::Document, "Documents"),
            (Place::Agent, "Sources"),
            (Place::Tie, "Ties"),
        ] {
            let mut subjects = sections.remove(&place).unwrap_or_default();
            if place == Place::About {
                // The dataset before its parts.
                subjects.sort_by_key(|subject| facts.notation(*subject).contains('#'));
            }
            if !subjects.is_empty() {
                blocks.push(Block::Title(title));
            }
            blocks.extend(subjects.into_iter().map(Block::About));
        }
        let mut claims = sections.remove(&Place::Claim).unwrap_or_default();
        claims.extend(statements.keys().filter(|claim| !self.is_written(**claim)));
        claims.sort_unstable();
        if !claims.is_empty() {
            blocks.push(Block::Title("Claims, each with what was said of it"));
        }
        for claim in claims {
            blocks.push(if self.is_written(claim) {
                Block::About(claim)
            } else {
                Block::Gap
            });
            let said = statements.remove(&claim).unwrap_or_default();
            blocks.extend(said.into_iter().map(Block::About));
        }
        let others = sections.into_values().flatten();
        let others: Vec<Thing> = others.chain(statements.into_values().flatten()).collect();
        if !others.is_empty() {
            blocks.push(Block::Title("Everything else"));
        }
        blocks.extend(others.into_iter().map(Block::About));
        blocks
    }

    fn write(&self, text: &mut String, block: &Block) {
        match block {
            Block::Title(title) => {
                let _ = write!(text, "\n# {title}\n");
            }
            Block::Gap => text.push('\n'),
            Block::About(thing) => {
                let is_anonymous = self.facts.is_blank(*thing) && !self.blanks.is_referred(*thing);
                let name = if is_anonymous || self.is_unnamed(*thing) {
                    "[]".to_owned()
                } else {
                    self.prefixes.term(self.facts.term(*thing))
                };
                let _ = writeln!(text, "\n{name} {} .", self.properties(*thing, 1));
            }
        }
    }

    fn properties(&self, thing: Thing, depth: usize) -> String {
        let type_of = Known::Type.iri();
        let lines = self.about(thing).into_iter().map(|(verb, objects)| {
            let verb = match self.iri(verb) {
                iri if iri == type_of => "a".to_owned(),
                iri => self.prefixes.name(NamedNodeRef::new_unchecked(iri)),
            };
            let objects = objects.iter().map(|object| self.object(*object, depth));
            let mut objects: Vec<String> = objects.collect();
            objects.sort_unstable();
            format!("{verb} {}", objects.join(" , "))
        });
        let lines: Vec<String> = lines.collect();
        lines.join(&format!(" ;\n{}", "    ".repeat(depth)))
    }

    fn object(&self, object: Thing, depth: usize) -> String {
        if self.blanks.is_inline(object) {
            format!("[ {} ]", self.properties(object, depth + 1))
        } else {
            self.prefixes.term(self.facts.term(object))
        }
    }

    /// What is written on the page by its name: subjects, predicates and objects, each once.
    fn names(&self) -> impl Iterator<Item = TermRef<'_>> {
        let facts = self.facts;
        let mut named = FixedBitSet::with_capacity(facts.count());
        let mut is_quoted = false;
        for subject in self.subjects() {
            if !self.is_unnamed(subject) {
                named.insert(subject.index());
            }
            for (verb, objects) in self.about(subject) {
                match verb {
                    Verb::Property(property) if facts.of(Known::Type) == Some(property) => {}
                    Verb::Property(property) => named.insert(property.index()),
                    Verb::QuotedIn => is_quoted = true,
                }
                for object in objects {
                    named.insert(object.index());
                }
            }
        }
        let quoted_in = NamedNodeRef::new_unchecked(&self.quoted_in);
        let quoted_in = is_quoted.then_some(TermRef::from(quoted_in));
        let terms = facts.terms();
        let named = terms.filter(move |thing| named.contains(thing.index()));
        named.map(move |it| facts.term(it)).chain(quoted_in)
    }
}
