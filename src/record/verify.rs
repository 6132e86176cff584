//! Whether a changed file says what it said before and, beyond that, exactly what was to be added.
//!
//! It is read again from its text, by a parser, and compared with triples that never were text.
//! So no slip in placing or writing can pass.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxrdf::{Dataset, GraphName, NamedOrBlankNode, Quad, Term, Triple};
use oxttl::TurtleParser;
use rustc_hash::FxHashMap;

use super::draft::Draft;

/// A file, or its beginning, as a parser reads it.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) triples: Vec<Triple>,
    /// The prefixes in force at the end.
    pub(super) prefixes: BTreeMap<String, String>,
    /// The base in force at the end, where the text itself declares one.
    pub(super) base: Option<String>,
}

/// Reads a text. O(length).
pub(super) fn parse(text: &[u8], base: &str) -> Result<Reading, String> {
    let parser = TurtleParser::new();
    let parser = parser.clone().with_base_iri(base).unwrap_or(parser);
    let mut parser = parser.for_slice(text);
    let mut triples = Vec::new();
    for triple in parser.by_ref() {
        triples.push(triple.map_err(|error| error.to_string())?);
    }
    let prefixes = parser.prefixes();
    let prefixes = prefixes.map(|(prefix, namespace)| (prefix.to_owned(), namespace.to_owned()));
    Ok(Reading {
        prefixes: prefixes.collect(),
        base: parser
            .base_iri()
            .filter(|found| *found != base)
            .map(|found| found.split('#').next().unwrap_or(found).to_owned()),
        triples,
    })
}

/// Compares a file before and after drafts were put in behind its first `head` triples. Several
/// drafts at once have no blank nodes.
///
/// O(triples), beside the labelling of the few blank nodes of a draft.
pub(super) fn compare(
    before: &[Triple],
    head: usize,
    after: &[Triple],
    drafts: &[Draft],
) -> Result<(), String> {
    let mut expected = Dataset::new();
    for draft in drafts {
        expected.extend(&draft.triples());
    }
    let added = after.len().saturating_sub(before.len());
    if after.len() != before.len() + added || added < expected.len() || head > before.len() {
        return Err(format!(
            "{} triples became {} where {} were added",
            before.len(),
            after.len(),
            expected.len()
        ));
    }
    let (first, rest) = after.split_at(head);
    let (new, last) = rest.split_at(added);
    let mut names = Renaming::default();
    let kept = before.iter().zip(first.iter().chain(last));
    for (old, same) in kept {
        if !names.is_same(old, same) {
            return Err(format!("{old} became {same}"));
        }
    }
    let mut found = Dataset::new();
    for triple in new {
        if names.knows(&triple.subject.clone().into()) || names.knows(&triple.object) {
            return Err(format!("{triple} touches what was there before"));
        }
        found.insert(&Quad::new(
            triple.subject.clone(),
            triple.predicate.clone(),
            triple.object.clone(),
            GraphName::DefaultGraph,
        ));
    }
    if canonical(found) != canonical(expected) {
        return Err("what was added does not read back as it was given".to_owned());
    }
    Ok(())
}

fn canonical(mut dataset: Dataset) -> BTreeSet<String> {
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 {
        hash_algorithm: CanonicalizationHashAlgorithm::Sha256,
    });
    dataset.iter().map(|quad| quad.to_string()).collect()
}

/// Blank nodes of one text as those of another, one to one.
#[derive(Default)]
struct Renaming {
    there: FxHashMap<String, String>,
    back: FxHashMap<String, String>,
}

impl Renaming {
    fn is_same(&mut self, old: &Triple, new: &Triple) -> bool {
        let subject = |triple: &Triple| match &triple.subject {
            NamedOrBlankNode::NamedNode(node) => Term::from(node.clone()),
            NamedOrBlankNode::BlankNode(node) => Term::from(node.clone()),
        };
        old.predicate == new.predicate
            && self.is_same_term(&subject(old), &subject(new))
            && self.is_same_term(&old.object, &new.object)
    }

    fn is_same_term(&mut self, old: &Term, new: &Term) -> bool {
        let (Term::BlankNode(old), Term::BlankNode(new)) = (old, new) else {
            return old == new;
        };
        let (old, new) = (old.as_str().to_owned(), new.as_str().to_owned());
        let there = self.there.entry(old.clone()).or_insert(new.clone()) == &new;
        there && self.back.entry(new).or_insert(old.clone()) == &old
    }

    fn knows(&self, new: &Term) -> bool {
        matches!(new, Term::BlankNode(node) if self.back.contains_key(node.as_str()))
    }
}
