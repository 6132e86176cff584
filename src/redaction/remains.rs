//! What is left of a redacted record that may tell who a source is.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::Term;

use super::editor::Editor;
use crate::vocab::{Id, Known, namespace};

impl Editor<'_> {
    /// Notes what whoever gives the record away should look at.
    pub(super) fn tell(&mut self) {
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
        self.tell_places();
        self.report.changed.sort_unstable();
        self.report.changed.dedup();
    }

    /// Notes what verdicts are made of, and therefore stays, and yet may tell who it is.
    fn tell_places(&mut self) {
        let (mut authority, mut publishers) = (BTreeSet::new(), BTreeSet::new());
        let mut speakers: BTreeMap<Id, (Vec<Id>, Vec<Id>)> = BTreeMap::new();
        for quad in &self.graph.quads {
            match Known::from_id(quad.predicate) {
                Some(Known::AuthorityOver | Known::InterestIn)
                    if self.scope.agents.contains(&quad.subject) =>
                {
                    authority.insert(quad.object);
                }
                Some(Known::Publisher)
                    if self.scope.documents.contains(&quad.subject)
                        && !self.scope.agents.contains(&quad.object) =>
                {
                    publishers.insert(quad.object);
                }
                Some(Known::Issued) if self.scope.documents.contains(&quad.subject) => {
                    self.report.dated += 1;
                }
                Some(Known::By) => speakers
                    .entry(quad.subject)
                    .or_default()
                    .0
                    .push(quad.object),
                Some(Known::ClaimOf) => {
                    speakers
                        .entry(quad.subject)
                        .or_default()
                        .1
                        .push(quad.object);
                }
                _ => {}
            }
        }
        let (mut own, mut others) = (BTreeSet::new(), BTreeSet::new());
        for (by, claims) in speakers.into_values() {
            let is_own = by.iter().all(|agent| self.scope.agents.contains(agent));
            if is_own {
                own.extend(claims);
            } else {
                others.extend(claims);
            }
        }
        let shown = |things: BTreeSet<Id>| -> Vec<String> {
            let mut shown: Vec<String> = things.into_iter().map(|id| self.shown(id)).collect();
            shown.sort_unstable();
            shown
        };
        let alone = own.difference(&others).copied().collect();
        let (authority, alone, publishers) = (shown(authority), shown(alone), shown(publishers));
        self.report.authority = authority;
        self.report.alone = alone;
        self.report.publishers = publishers;
    }

    /// A thing as the redacted record calls it: by its label where it has one.
    fn shown(&self, id: Id) -> String {
        let label = self.graph.quads.iter().find(|quad| {
            quad.subject == id && quad.predicate == Known::Label.id() && !self.scope.renames(id)
        });
        match self.new_name(label.map_or(id, |quad| quad.object)) {
            Term::Literal(literal) => literal.value().to_owned(),
            Term::NamedNode(node) if node.as_str() == self.graph.terms.text(id) => {
                self.graph.display(id)
            }
            other => other.to_string(),
        }
    }
}
