//! Turtle as a person would lay it out: documents, sources and ties first, then each claim with
//! what was said of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use oxrdf::{TermRef, Triple};
use rustc_hash::{FxHashMap, FxHashSet};

use super::lines::{Lines, triples, triples_where};
use super::shorten::shortened;
use super::terms::Prefixes;
use super::{Error, canonical, verify};
use crate::model::Stance;
use crate::read::{Care, Graph, Quad};
use crate::vocab::{Known, namespace};

/// The long form, read back.
pub(super) fn long(graph: &Graph, quads: &[Quad]) -> Result<String, Error> {
    let text = page(graph, quads)?;
    verify::turtle(&text, &Lines::new(graph, quads, false)?)?;
    Ok(text)
}

/// The long form.
pub(super) fn page(graph: &Graph, quads: &[Quad]) -> Result<String, Error> {
    let triples = triples(graph, quads)?;
    Ok(Page::new(graph, &triples, &triples).text())
}

/// The short form, read back; where that loses something, it is written out.
pub(super) fn shortest(graph: &Graph, quads: &[Quad]) -> Result<String, Error> {
    let text = short(graph, quads)?;
    let expected = Lines::new(graph, quads, false)?;
    if verify::turtle(&text, &expected).is_ok() {
        return Ok(text);
    }
    let text = page(graph, quads)?;
    verify::turtle(&text, &expected)?;
    Ok(text)
}

/// The short form, with the types that do not follow from anything else in it.
fn short(graph: &Graph, quads: &[Quad]) -> Result<String, Error> {
    let is_type = |quad: &Quad| quad.predicate == Known::Type.id();
    let mut short = shortened(&triples(graph, quads)?);
    let types = triples_where(graph, quads, is_type)?;
    let text = Page::new(graph, &short, &types).text();
    // Types that do not follow from anything, as of an agent who never speaks, are written.
    let found: FxHashSet<Triple> = {
        let read = verify::expanded(&text, Care::Fast)?;
        let found = triples_where(&read, &read.quads, is_type)?;
        found.into_iter().collect()
    };
    let missing = types.iter().filter(|it| !found.contains(*it)).cloned();
    let missing: Vec<Triple> = missing.collect();
    if missing.is_empty() {
        return Ok(text);
    }
    drop(text);
    short.extend(missing);
    Ok(Page::new(graph, &short, &types).text())
}

/// The verdicts as a graph of `TriG`.
pub(super) fn verdicts(graph: &Graph, quads: &[Quad]) -> String {
    let prefixes = Prefixes::new(graph);
    let dataset = canonical::dataset(graph, quads, false);
    let mut lines: Vec<String> = dataset
        .iter()
        .map(|quad| {
            format!(
                "    {} {} {} .\n",
                prefixes.term(quad.subject.into()),
                prefixes.name(quad.predicate),
                prefixes.term(quad.object)
            )
        })
        .collect();
    lines.sort_unstable();
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

/// Properties that come before others, in this order.
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

struct Page<'d> {
    prefixes: Prefixes,
    /// Objects by predicate by subject.
    subjects: BTreeMap<String, BTreeMap<(usize, &'d str), Vec<TermRef<'d>>>>,
    /// What each subject is, from the long form.
    places: BTreeMap<String, Place>,
    /// The claim of each statement.
    claims: BTreeMap<String, String>,
    /// How often blank nodes are referred to.
    references: BTreeMap<String, usize>,
}

impl<'d> Page<'d> {
    /// `types` are those of the long form.
    fn new(graph: &Graph, triples: &'d [Triple], types: &[Triple]) -> Self {
        let (type_of, claim_of) = (Known::Type.iri(), Known::ClaimOf.iri());
        let ranks: FxHashMap<String, usize> = FIRST.iter().map(|it| it.iri()).zip(0..).collect();
        let stance_rank = ranks[&Known::Stance.iri()];
        let mut page = Self {
            prefixes: Prefixes::new(graph),
            subjects: BTreeMap::new(),
            places: BTreeMap::new(),
            claims: BTreeMap::new(),
            references: BTreeMap::new(),
        };
        for triple in types {
            if triple.predicate.as_str() == type_of {
                let class = triple.object.to_string();
                let class = class.trim_matches(['<', '>']);
                let place = match class.strip_prefix(namespace::SAYSO) {
                    Some("Document") => Place::Document,
                    Some("Agent" | "AnonymousSource") => Place::Agent,
                    Some("Tie") => Place::Tie,
                    Some("Claim") => Place::Claim,
                    _ => continue,
                };
                let held = page
                    .places
                    .entry(triple.subject.to_string())
                    .or_insert(place);
                *held = (*held).min(place);
            }
        }
        for of_one in triples.chunk_by(|one, next| one.subject == next.subject) {
            let subject = of_one[0].subject.to_string();
            let properties = page.subjects.entry(subject.clone()).or_default();
            for triple in of_one {
                let predicate = triple.predicate.as_str();
                let local = predicate.strip_prefix(namespace::SAYSO).unwrap_or_default();
                let is_stance = Stance::ALL.iter().any(|stance| stance.name() == local);
                if is_stance || predicate == claim_of {
                    page.claims
                        .insert(subject.clone(), triple.object.to_string());
                }
                if triple.object.is_blank_node() {
                    *page
                        .references
                        .entry(triple.object.to_string())
                        .or_default() += 1;
                }
                let known = ranks.get(predicate).copied();
                let known = known.or(is_stance.then_some(stance_rank));
                let rank = known.unwrap_or(FIRST.len());
                properties
                    .entry((rank, predicate))
                    .or_default()
                    .push(triple.object.as_ref());
            }
        }
        page
    }

    fn text(&self) -> String {
        let mut sections: BTreeMap<Place, Vec<&str>> = BTreeMap::new();
        let mut statements: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for subject in self.subjects.keys() {
            if self.is_inline(subject) {
                continue;
            }
            if let Some(claim) = self.claims.get(subject) {
                statements.entry(claim).or_default().push(subject);
            } else {
                let is_about = subject[1..].starts_with(namespace::EXPORT);
                let other = if is_about { Place::About } else { Place::Other };
                let place = self.places.get(subject).copied().unwrap_or(other);
                sections.entry(place).or_default().push(subject);
            }
        }
        let mut body = String::new();
        for (place, title) in [
            (Place::About, "About this file"),
            (Place::Document, "Documents"),
            (Place::Agent, "Sources"),
            (Place::Tie, "Ties"),
        ] {
            let mut subjects = sections.remove(&place).unwrap_or_default();
            if place == Place::About {
                // The dataset before its parts.
                subjects.sort_by_key(|subject| subject.contains('#'));
            }
            if !subjects.is_empty() {
                let _ = write!(body, "\n# {title}\n");
            }
            for subject in subjects {
                self.block(&mut body, subject);
            }
        }
        let mut claims = sections.remove(&Place::Claim).unwrap_or_default();
        // Claims of which nothing is said but that somebody speaks of them.
        claims.extend(
            statements
                .keys()
                .filter(|claim| !self.subjects.contains_key(**claim)),
        );
        claims.sort_unstable();
        claims.dedup();
        if !claims.is_empty() {
            body.push_str("\n# Claims, each with what was said of it\n");
        }
        for claim in claims {
            if self.subjects.contains_key(claim) {
                self.block(&mut body, claim);
            } else {
                body.push('\n');
            }
            for statement in statements.remove(claim).unwrap_or_default() {
                self.block(&mut body, statement);
            }
        }
        let others = sections.into_values().flatten();
        let others: Vec<&str> = others.chain(statements.into_values().flatten()).collect();
        if !others.is_empty() {
            body.push_str("\n# Everything else\n");
        }
        for subject in others {
            self.block(&mut body, subject);
        }
        format!("{}{body}", self.prefixes.declarations(self.names()))
    }

    /// A blank node that is written where it is referred to.
    fn is_inline(&self, term: &str) -> bool {
        term.starts_with("_:") && self.references.get(term) == Some(&1) && !self.is_in_ring(term)
    }

    /// Whether following the only references of blank nodes leads back to this one.
    fn is_in_ring(&self, term: &str) -> bool {
        let mut open = vec![term.to_owned()];
        let mut seen = BTreeSet::new();
        while let Some(at) = open.pop() {
            for objects in self
                .subjects
                .get(&at)
                .into_iter()
                .flat_map(BTreeMap::values)
            {
                for object in objects {
                    let object = object.to_string();
                    if object == term {
                        return true;
                    }
                    if object.starts_with("_:") && seen.insert(object.clone()) {
                        open.push(object);
                    }
                }
            }
        }
        false
    }

    fn block(&self, body: &mut String, subject: &str) {
        let is_anonymous = subject.starts_with("_:") && !self.references.contains_key(subject);
        let name = if is_anonymous {
            "[]".to_owned()
        } else {
            self.subject(subject)
        };
        let properties = self.properties(subject, 1);
        let _ = writeln!(body, "\n{name} {properties} .");
    }

    fn subject(&self, subject: &str) -> String {
        match subject.strip_prefix('<') {
            Some(iri) => {
                let iri = iri.trim_end_matches('>');
                self.prefixes.name(oxrdf::NamedNodeRef::new_unchecked(iri))
            }
            None => subject.to_owned(),
        }
    }

    fn properties(&self, subject: &str, depth: usize) -> String {
        let indent = "    ".repeat(depth);
        let type_of = Known::Type.iri();
        let Some(properties) = self.subjects.get(subject) else {
            return String::new();
        };
        let lines: Vec<String> = properties
            .iter()
            .map(|((_, predicate), objects)| {
                let verb = if *predicate == type_of {
                    "a".to_owned()
                } else {
                    self.prefixes
                        .name(oxrdf::NamedNodeRef::new_unchecked(predicate))
                };
                let mut objects: Vec<String> = objects
                    .iter()
                    .map(|object| self.object(*object, depth))
                    .collect();
                objects.sort_unstable();
                format!("{verb} {}", objects.join(" , "))
            })
            .collect();
        lines.join(&format!(" ;\n{indent}"))
    }

    fn object(&self, object: TermRef<'_>, depth: usize) -> String {
        if let TermRef::BlankNode(node) = object {
            let name = node.to_string();
            if self.is_inline(&name) {
                return format!("[ {} ]", self.properties(&name, depth + 1));
            }
        }
        self.prefixes.term(object)
    }

    /// What is written on the page by its name: subjects, predicates and objects.
    fn names(&self) -> impl Iterator<Item = TermRef<'_>> {
        let subjects = self.subjects.keys();
        let subjects = subjects.filter_map(|subject| {
            let iri = subject.strip_prefix('<')?.strip_suffix('>')?;
            Some(oxrdf::NamedNodeRef::new_unchecked(iri).into())
        });
        let properties = self.subjects.values().flatten();
        let predicates = properties.clone().map(|((_, predicate), _)| *predicate);
        let predicates = predicates.filter(|predicate| *predicate != Known::Type.iri());
        let predicates =
            predicates.map(|predicate| oxrdf::NamedNodeRef::new_unchecked(predicate).into());
        let objects = properties.flat_map(|(_, objects)| objects.iter().copied());
        subjects.chain(predicates).chain(objects)
    }
}
