//! The redacted record, triple by triple.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use hmac::{Hmac, KeyInit, Mac};
use oxrdf::{Literal, NamedNode, Term};
use sha2::Sha256;

use super::naming::Names;
use super::scope::Scope;
use super::{NOWHERE, Report};
use crate::read::{Graph, hex};
use crate::vocab::{Id, Known, SCHEMA_URL_HTTP, namespace};
use crate::write::iri;

/// A redaction on its way.
pub(super) struct Editor<'g> {
    graph: &'g Graph,
    key: &'g [u8],
    scope: Scope,
    /// The label of each source from now on, with its names.
    pub(super) names: Vec<(String, Names)>,
    /// Statements that get their names from their content.
    unnamed: BTreeSet<Id>,
    /// What each term is from now on, where that has been asked.
    new: Vec<Option<Term>>,
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
        editor
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
            if !is_telling {
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
            let hash = self.keyed(terms.text(object));
            match property {
                Some(Known::Url) if terms.text(object).is_empty() => return None,
                Some(Known::Url) => {
                    return Some(
                        NamedNode::new_unchecked(format!("{NOWHERE}{}", &hash[..32])).into(),
                    );
                }
                Some(Known::Sha256) => return Some(Literal::new_simple_literal(hash).into()),
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

    fn new_name(&self, id: Id) -> Term {
        let (term, text) = (self.graph.terms.to_term(id), self.graph.terms.text(id));
        match term {
            Term::BlankNode(_) => term,
            Term::Literal(literal) => self.literal(&literal).into(),
            Term::NamedNode(_) if self.unnamed.contains(&id) => {
                let hash = text.strip_prefix(namespace::STATEMENT).unwrap_or(text);
                let label = format!("s{}", hex(hash.as_bytes()));
                oxrdf::BlankNode::new_unchecked(label).into()
            }
            Term::NamedNode(_) => {
                let is_hash = text.starts_with(namespace::STATEMENT);
                let is_telling = self.names.iter().any(|(_, names)| names.are_in(text));
                if self.scope.renames(id) || is_hash || is_telling {
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
        match literal.language() {
            Some(language) => Literal::new_language_tagged_literal_unchecked(value, language),
            None => Literal::new_typed_literal(value, literal.datatype()),
        }
    }

    /// Notes what whoever gives the record away should look at.
    fn tell(&mut self) {
        let mut doubtful: BTreeSet<(String, String)> = BTreeSet::new();
        for term in self.new.iter().flatten() {
            let text = match term {
                Term::NamedNode(node) if node.as_str().starts_with(namespace::PSEUDONYM) => {
                    continue;
                }
                Term::NamedNode(node) => node.as_str(),
                Term::Literal(literal) => literal.value(),
                Term::BlankNode(_) => continue,
            };
            let mut bare = text.to_owned();
            for (label, _) in &self.names {
                bare = bare.replace(label, " ");
            }
            for part in self
                .names
                .iter()
                .flat_map(|(_, names)| names.parts_in(&bare))
            {
                doubtful.insert((text.to_owned(), part));
            }
        }
        self.report.doubtful = doubtful.into_iter().collect();
        let mut tied: BTreeSet<String> = BTreeSet::new();
        for quad in &self.graph.quads {
            let is_end = matches!(
                Known::from_id(quad.predicate),
                Some(Known::Between | Known::Dependent | Known::Principal)
            );
            let agents = &self.scope.agents;
            let is_voucher = quad.predicate == Known::VouchedBy.id();
            if is_end && self.scope.ties.contains(&quad.subject) && !agents.contains(&quad.object) {
                tied.insert(self.graph.display(quad.object));
            } else if is_voucher && agents.contains(&quad.subject) != agents.contains(&quad.object)
            {
                let other = [quad.subject, quad.object];
                let other = other.into_iter().find(|other| !agents.contains(other));
                tied.extend(other.map(|other| self.graph.display(other)));
            }
        }
        self.report.tied = tied.into_iter().collect();
        self.report.changed.sort_unstable();
        self.report.changed.dedup();
    }
}
