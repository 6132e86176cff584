//! The redacted record, triple by triple.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use hmac::{Hmac, KeyInit, Mac};
use oxrdf::{Literal, NamedNode, Term};
use sha2::Sha256;

use super::derived;
use super::naming::Names;
use super::phrases::{Phrases, address};
use super::scope::Scope;
use super::{NOWHERE, Report};
use crate::read::{Graph, hex};
use crate::vocab::{Id, Known, SCHEMA_URL_HTTP, namespace};
use crate::write::iri;

/// Texts of fewer letters tell nothing by themselves: of one word, titles, and what is quoted.
const SHORTEST: usize = 4;
const SHORTEST_MARK: usize = 6;
const SHORTEST_TITLE: usize = 12;
const SHORTEST_QUOTE: usize = 12;

/// A redaction on its way.
pub(super) struct Editor<'g> {
    pub(super) graph: &'g Graph,
    key: &'g [u8],
    pub(super) scope: Scope,
    /// The label of each source from now on, with its names.
    pub(super) names: Vec<(String, Names)>,
    /// What else tells of them.
    pub(super) phrases: Phrases,
    /// Addresses of sources and documents.
    addresses: BTreeSet<String>,
    /// Names of things that were made of something that is now another.
    stems: BTreeSet<String>,
    /// Statements that get their names from their content.
    unnamed: BTreeSet<Id>,
    /// What each term is from now on, where that has been asked.
    pub(super) new: Vec<Option<Term>>,
    /// New names by old ones.
    pub(super) renamed: BTreeMap<String, String>,
    pub(super) report: Report,
}

impl<'g> Editor<'g> {
    pub(super) fn new(graph: &'g Graph, agents: &BTreeSet<Id>, key: &'g [u8]) -> Self {
        let scope = Scope::new(graph, agents.iter().copied());
        let is_content = |id: &Id| {
            let iri = graph.terms.as_iri(*id).unwrap_or_default();
            iri.starts_with(namespace::STATEMENT)
        };
        let subjects = graph
            .quads
            .iter()
            .filter(|quad| quad.predicate == Known::ClaimOf.id());
        let unnamed = subjects
            .map(|quad| quad.subject)
            .filter(is_content)
            .collect();
        let mut editor = Self {
            graph,
            key,
            scope,
            names: Vec::new(),
            phrases: Phrases::default(),
            addresses: BTreeSet::new(),
            stems: BTreeSet::new(),
            unnamed,
            new: vec![None; graph.terms.len()],
            renamed: BTreeMap::new(),
            report: Report::default(),
        };
        let mut agents: Vec<Id> = editor.scope.agents.iter().copied().collect();
        agents.sort_by_key(|agent| graph.terms.text(*agent));
        for agent in agents {
            let label = editor.label("source", agent);
            let old = graph.display(agent);
            editor.report.sources.push((old, label.clone()));
            editor.names.push((label, Names::of(graph, agent)));
        }
        editor.report.documents = editor.scope.documents.len();
        editor.gather();
        editor.stems = derived::stems(graph, |id| editor.is_touched(id), &editor.scope);
        for stem in &editor.stems {
            // The identifier alone, wherever it is repeated.
            let identifier = stem.rsplit('/').next().unwrap_or_default();
            editor.phrases.add(identifier, "left out", SHORTEST_MARK);
        }
        editor
    }

    /// What else tells of the sources: addresses, titles, hashes and quotations of documents.
    fn gather(&mut self) {
        let graph = self.graph;
        // What others are called is no secret, though a document has it for its title.
        let common: BTreeSet<String> = graph
            .quads
            .iter()
            .filter(|quad| quad.predicate == Known::Label.id() && !self.scope.renames(quad.subject))
            .map(|quad| graph.terms.text(quad.object).to_lowercase())
            .collect();
        for (_, names) in &self.names {
            self.addresses.extend(names.addresses.iter().cloned());
        }
        let mut documents: Vec<Id> = self.scope.documents.iter().copied().collect();
        documents.sort_unstable();
        for quad in &graph.quads {
            let text = graph.terms.text(quad.object);
            if self.scope.anchors.contains(&quad.subject) {
                if graph.terms.is_literal(quad.object) && text.contains(' ') {
                    self.phrases.add(text, "[left out]", SHORTEST_QUOTE);
                }
                if quad.predicate == Known::Sha256.id() {
                    self.phrases.add(text, "left out", SHORTEST_MARK);
                }
                continue;
            }
            if !self.scope.documents.contains(&quad.subject) {
                continue;
            }
            let label = self.label("document", quad.subject);
            let is_url = quad.predicate == Known::Url.id()
                || graph.terms.text(quad.predicate) == SCHEMA_URL_HTTP;
            if is_url {
                self.addresses.insert(address(text));
            } else if quad.predicate == Known::Sha256.id() {
                self.phrases.add(text, &label, SHORTEST_MARK);
            } else if graph.terms.is_literal(quad.object)
                && !self.scope_keeps(quad.subject, quad.predicate)
                && !common.contains(&text.to_lowercase())
            {
                let least = if text.contains(' ') {
                    SHORTEST_TITLE
                } else {
                    SHORTEST_MARK
                };
                self.phrases.add(text, &label, least);
            }
        }
        for document in documents {
            let text = graph.terms.text(document);
            if text.contains("://") && !text.contains('#') {
                self.addresses.insert(address(text));
            }
        }
        for address in &self.addresses {
            // A host alone is where many things are.
            if address.contains('/') {
                let code = self.keyed(address);
                let with = format!("redacted.invalid/{}", &code[..32]);
                self.phrases.add(address, &with, SHORTEST);
            }
        }
    }

    fn scope_keeps(&self, subject: Id, predicate: Id) -> bool {
        Known::from_id(predicate).is_some_and(|property| self.scope.keeps(subject, property))
    }

    /// Whether a term is another from now on, by what it says.
    fn is_touched(&self, id: Id) -> bool {
        let text = self.graph.terms.text(id);
        self.names.iter().any(|(_, names)| names.are_in(text)) || self.phrases.are_in(text)
    }

    /// What a text stands for under the secret: HMAC-SHA-256.
    fn keyed(&self, text: &str) -> String {
        // A key of any length will do: longer ones are hashed, as HMAC has it.
        match <Hmac<Sha256> as KeyInit>::new_from_slice(self.key) {
            Ok(mut mac) => {
                mac.update(text.as_bytes());
                hex(&mac.finalize().into_bytes())
            }
            Err(_) => String::new(),
        }
    }

    fn pseudonym(&self, text: &str) -> String {
        format!("{}{}", namespace::PSEUDONYM, &self.keyed(text)[..32])
    }

    fn label(&self, what: &str, thing: Id) -> String {
        let code = &self.keyed(self.graph.terms.text(thing))[..8];
        format!("Redacted {what} {code}")
    }

    /// The redacted record in Turtle, a triple a line.
    pub(super) fn text(&mut self) -> String {
        let mut text = String::new();
        for (prefix, namespace) in &self.graph.prefixes {
            let is_telling = self
                .names
                .iter()
                .any(|(_, names)| names.are_in(prefix) || names.are_in(namespace));
            let is_address = self.addresses.contains(&address(namespace));
            if !is_telling && !is_address && !self.phrases.are_in(namespace) {
                let _ = writeln!(text, "@prefix {prefix}: {} .", iri(namespace));
            }
        }
        let mut lines: Vec<String> = Vec::new();
        let quads = self
            .graph
            .quads
            .iter()
            .filter(|quad| quad.graph != Known::Verdicts.id());
        for quad in quads {
            if let Some(object) = self.object(quad.subject, quad.predicate, quad.object) {
                let (subject, predicate) = (self.name(quad.subject), self.name(quad.predicate));
                lines.push(format!("{subject} {predicate} {object} .\n"));
            } else {
                self.report.left_out += 1;
            }
        }
        for (what, things) in [
            ("source", &self.scope.agents),
            ("document", &self.scope.documents),
        ] {
            let mut things: Vec<Id> = things.iter().copied().collect();
            things.sort_unstable();
            for thing in things {
                let label = Literal::new_simple_literal(self.label(what, thing));
                let name = self.new_name(thing);
                lines.push(format!("{name} <{}> {label} .\n", Known::Label.iri()));
            }
        }
        self.tell();
        lines.sort_unstable();
        lines.dedup();
        text.extend(lines);
        text
    }

    /// The object of a triple as it is from now on; nothing where the triple is left out.
    fn object(&mut self, subject: Id, predicate: Id, object: Id) -> Option<Term> {
        let terms = &self.graph.terms;
        if self.scope.anchors.contains(&subject) {
            return None;
        }
        let is_url = terms.text(predicate) == SCHEMA_URL_HTTP;
        let property = match Known::from_id(predicate) {
            None if is_url => Some(Known::Url),
            known => known,
        };
        if self.scope.renames(subject) {
            if !property.is_some_and(|property| self.scope.keeps(subject, property)) {
                return None;
            }
            let is_own = Known::from_id(object).is_some_and(Known::is_own);
            if property == Some(Known::Type) && !is_own {
                return None;
            }
        }
        if self.scope.documents.contains(&subject) {
            let hash = self.keyed(&address(terms.text(object)));
            match property {
                Some(Known::Url) if terms.text(object).is_empty() => return None,
                Some(Known::Url) => {
                    return Some(
                        NamedNode::new_unchecked(format!("{NOWHERE}{}", &hash[..32])).into(),
                    );
                }
                Some(Known::Sha256) => {
                    let hash = self.keyed(&terms.text(object).to_ascii_lowercase());
                    return Some(Literal::new_simple_literal(hash).into());
                }
                _ => {}
            }
        }
        Some(self.name(object))
    }

    /// A term as it is from now on.
    fn name(&mut self, id: Id) -> Term {
        if Known::from_id(id).is_some() {
            return self.graph.terms.to_term(id);
        }
        if let Some(term) = &self.new[id.index()] {
            return term.clone();
        }
        let term = self.new_name(id);
        let text = self.graph.terms.text(id);
        let now = match &term {
            Term::NamedNode(node) => node.as_str().to_owned(),
            Term::Literal(literal) => literal.value().to_owned(),
            Term::BlankNode(node) => node.to_string(),
        };
        if now != text && matches!(term, Term::Literal(_)) {
            self.report.changed.push(now);
        } else if now != text {
            self.renamed.insert(text.to_owned(), now);
        }
        self.new[id.index()] = Some(term.clone());
        term
    }

    pub(super) fn new_name(&self, id: Id) -> Term {
        let (term, text) = (self.graph.terms.to_term(id), self.graph.terms.text(id));
        match term {
            Term::BlankNode(_) => term,
            Term::Literal(literal) => self.literal(&literal).into(),
            Term::NamedNode(_) if self.unnamed.contains(&id) => {
                let hash = text.strip_prefix(namespace::STATEMENT).unwrap_or(text);
                let label = format!("s{}", hex(hash.as_bytes()));
                oxrdf::BlankNode::new_unchecked(label).into()
            }
            Term::NamedNode(_)
                if self.addresses.contains(&address(text)) && !self.scope.renames(id) =>
            {
                let hash = self.keyed(&address(text));
                NamedNode::new_unchecked(format!("{NOWHERE}{}", &hash[..32])).into()
            }
            Term::NamedNode(_) => {
                let is_hash = text.starts_with(namespace::STATEMENT)
                    || derived::stem(text).is_some_and(|stem| self.stems.contains(stem));
                if self.scope.renames(id) || is_hash || self.is_touched(id) {
                    NamedNode::new_unchecked(self.pseudonym(text)).into()
                } else {
                    term
                }
            }
        }
    }

    fn literal(&self, literal: &Literal) -> Literal {
        let mut value = literal.value().to_owned();
        for (label, names) in &self.names {
            if let Some(replaced) = names.replaced(&value, label) {
                value = replaced;
            }
        }
        if let Some(replaced) = self.phrases.replaced(&value) {
            value = replaced;
        }
        // What comes behind an x is nobody's language.
        let language = literal.language().map(|tag| {
            let tag = tag.to_ascii_lowercase();
            let end = tag.find("-x-").unwrap_or(tag.len());
            if tag.starts_with("x-") {
                "und".to_owned()
            } else {
                tag[..end].to_owned()
            }
        });
        match language {
            Some(language) => Literal::new_language_tagged_literal_unchecked(value, language),
            None => Literal::new_typed_literal(value, literal.datatype()),
        }
    }
}
