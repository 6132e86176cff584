//! The things that a question may name, and which one is meant.

use std::cell::{OnceCell, RefCell};

use rustc_hash::FxHashMap;

use super::vocabulary;
use crate::data::Data;
use crate::names::{Directory, Kind, Match, words_of};
use crate::vocab::{Id, Known};

/// What kind of thing a name in a question is of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Thing {
    /// A claim.
    Claim,
    /// A source.
    Agent,
    /// A document.
    Document,
    /// A topic.
    Topic,
}

impl Thing {
    /// What people call one of them.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Claim => Kind::Claim.word(),
            Self::Agent => Kind::Agent.word(),
            Self::Document => Kind::Document.word(),
            Self::Topic => "topic",
        }
    }

    /// The things of this kind in a dataset, in order. O(things).
    pub fn terms(self, data: &Data) -> Vec<Id> {
        match self {
            Self::Claim => Kind::Claim.terms(&data.evidence),
            Self::Agent => Kind::Agent.terms(&data.evidence),
            Self::Document => Kind::Document.terms(&data.evidence),
            Self::Topic => {
                let claims = data.evidence.claims.iter();
                let topics =
                    claims.flat_map(|claim| data.index.objects(claim.term, Known::Subject));
                let is_named = |topic: &Id| data.graph.terms.as_iri(*topic).is_some();
                let mut topics: Vec<Id> = topics.filter(is_named).collect();
                topics.sort_by_key(|topic| data.graph.terms.text(*topic));
                topics.dedup();
                topics
            }
        }
    }
}

/// The names of a dataset, gathered when they are first asked for, and what was found among them.
pub(super) struct NamesOf<'d> {
    pub(super) data: &'d Data,
    directories: [OnceCell<Directory>; 4],
    found: RefCell<FxHashMap<(Thing, String), Match>>,
}

impl<'d> NamesOf<'d> {
    pub(super) fn new(data: &'d Data) -> Self {
        Self {
            data,
            directories: Default::default(),
            found: RefCell::default(),
        }
    }

    pub(super) fn directory(&self, thing: Thing) -> &Directory {
        self.directories[thing as usize].get_or_init(|| {
            let terms = thing.terms(self.data);
            self.data.names.directory(&self.data.graph, terms)
        })
    }

    /// Looks a name up, once.
    pub(super) fn find(&self, thing: Thing, name: &str) -> Match {
        let key = (thing, name.to_owned());
        if let Some(found) = self.found.borrow().get(&key) {
            return found.clone();
        }
        let says_nothing = |word: &String| {
            let lists = [vocabulary::POINTING, vocabulary::PASSED_OVER];
            lists.iter().any(|list| list.contains(&word.as_str()))
        };
        let found = if words_of(name).iter().all(says_nothing) {
            Match::None(Vec::new())
        } else {
            self.directory(thing).find(&self.data.graph, name)
        };
        self.found.borrow_mut().insert(key, found.clone());
        found
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        const THINGS: [Thing; 4] = [Thing::Claim, Thing::Agent, Thing::Document, Thing::Topic];
        THINGS
            .into_iter()
            .flat_map(|thing| self.directory(thing).words())
    }
}
