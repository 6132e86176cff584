//! Turtle as a person would lay it out: documents, sources and ties first, then each claim with
//! what was said of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use oxrdf::{Dataset, TermRef};

use super::shorten::shortened;
use super::terms::Prefixes;
use super::{Error, canonical, union, verify};
use crate::model::Stance;
use crate::read::{Care, Graph, Quad};
use crate::vocab::{Known, namespace};

/// The long form, read back.
pub(super) fn long(graph: &Graph, quads: &[Quad]) -> Result<String, Error> {
    let dataset = union(graph, quads)?;
    let text = Page::new(graph, &dataset, &dataset).text();
    verify::turtle(&text, &canonical::n_quads(&dataset))?;
    Ok(text)
}

/// The short form, read back; where that loses something, it is written out.
pub(super) fn shortest(graph: &Graph, quads: &[Quad]) -> Result<String, Error> {
    let dataset = union(graph, quads)?;
    let mut short = shortened(&dataset);
    let text = Page::new(graph, &short, &dataset).text();
    // Types that do not follow from anything, as of an agent who never speaks, are written.
    let read = verify::expanded(&text, Care::Fast)?;
    let found = canonical::n_triples(&read, &read.quads)?;
    let found: BTreeSet<&str> = found.lines().collect();
    for quad in &dataset {
        let is_type = quad.predicate.as_str() == Known::Type.iri();
        if is_type && !found.contains(format!("{quad} .").as_str()) {
            short.insert(quad);
        }
    }
    let text = Page::new(graph, &short, &dataset).text();
    let expected = canonical::n_quads(&dataset);
    if verify::turtle(&text, &expected).is_ok() {
        return Ok(text);
    }
    let text = Page::new(graph, &dataset, &dataset).text();
    verify::turtle(&text, &expected)?;
    Ok(text)
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
    subjects: BTreeMap<String, BTreeMap<(usize, String), Vec<TermRef<'d>>>>,
    /// What each subject is, from the long form.
    places: BTreeMap<String, Place>,
    /// The claim of each statement.
    claims: BTreeMap<String, String>,
    /// How often blank nodes are referred to.
    references: BTreeMap<String, usize>,
}

impl<'d> Page<'d> {
    fn new(graph: &Graph, dataset: &'d Dataset, long: &Dataset) -> Self {
        let mut page = Self {
            prefixes: Prefixes::new(graph),
            subjects: BTreeMap::new(),
            places: BTreeMap::new(),
            claims: BTreeMap::new(),
            references: BTreeMap::new(),
        };
        for quad in long {
            if quad.predicate.as_str() == Known::Type.iri() {
                let class = quad.object.to_string();
                let class = class.trim_matches(['<', '>']);
                let place = match class.strip_prefix(namespace::SAYSO) {
                    Some("Document") => Place::Document,
                    Some("Agent" | "AnonymousSource") => Place::Agent,
                    Some("Tie") => Place::Tie,
                    Some("Claim") => Place::Claim,
                    _ => continue,
                };
                let held = page.places.entry(quad.subject.to_string()).or_insert(place);
                *held = (*held).min(place);
            }
        }
        for quad in dataset {
            let subject = quad.subject.to_string();
            let predicate = quad.predicate.as_str();
            let local = predicate.strip_prefix(namespace::SAYSO).unwrap_or_default();
            let is_stance = Stance::ALL.iter().any(|stance| stance.name() == local);
            if is_stance || predicate == Known::ClaimOf.iri() {
                page.claims.insert(subject.clone(), quad.object.to_string());
            }
            if let TermRef::BlankNode(_) = quad.object {
                *page.references.entry(quad.object.to_string()).or_default() += 1;
            }
            let stance = Known::Stance;
            let known = FIRST
                .iter()
                .position(|known| known.iri() == predicate || (is_stance && *known == stance));
            let rank = known.unwrap_or(FIRST.len());
            page.subjects
                .entry(subject)
                .or_default()
                .entry((rank, predicate.to_owned()))
                .or_default()
                .push(quad.object);
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
        format!("{}{body}", self.prefixes.declarations(&body))
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
        let Some(properties) = self.subjects.get(subject) else {
            return String::new();
        };
        let lines: Vec<String> = properties
            .iter()
            .map(|((_, predicate), objects)| {
                let verb = if *predicate == Known::Type.iri() {
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
        let name = object.to_string();
        if self.is_inline(&name) {
            format!("[ {} ]", self.properties(&name, depth + 1))
        } else {
            self.prefixes.term(object)
        }
    }
}
