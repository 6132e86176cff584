//! The words for parts of an answer, shared by text, Markdown and pictures.

use std::fmt::Write as _;

use rustc_hash::{FxHashMap, FxHashSet};

use super::place::{self, Anchor};
use crate::check::Captures;
use crate::data::Data;
use crate::verdict::explanation::{Explanation, Step};
use crate::verdict::{Bounds, Role, SinglePoint};
use crate::vocab::Id;

/// How many names one sentence lists.
pub(super) const MOST_NAMES: usize = 8;

/// Words for things of one set of data.
#[derive(Debug)]
pub struct Phrases<'d> {
    data: &'d Data,
    pub(super) anchors: FxHashMap<Id, Vec<Anchor>>,
    captures: Option<Captures>,
}

impl<'d> Phrases<'d> {
    /// Words without anchors. O(1).
    pub fn new(data: &'d Data) -> Self {
        Self {
            data,
            anchors: FxHashMap::default(),
            captures: None,
        }
    }

    /// Words for an explanation: the anchors of its statements are looked up. O(quads).
    pub fn for_explanation(data: &'d Data, explanation: &Explanation) -> Self {
        let chains = explanation.chains.iter().chain(&explanation.against);
        let steps = chains.flat_map(|chain| &chain.steps);
        let steps = steps.map(|step| step.statement);
        let statements: FxHashSet<Id> = steps
            .chain(explanation.unanswered.iter().copied())
            .map(|statement| data.evidence.statements[statement as usize].term)
            .collect();
        Self {
            data,
            anchors: place::anchors(data, &statements),
            captures: None,
        }
    }

    /// With captures, from which the words of anchors are quoted.
    #[must_use]
    pub fn quoting(mut self, captures: Option<Captures>) -> Self {
        self.captures = captures;
        self
    }

    /// The captures to quote from.
    pub fn captures(&self) -> Option<&Captures> {
        self.captures.as_ref()
    }

    /// The data underneath.
    pub fn data(&self) -> &'d Data {
        self.data
    }

    /// A term's label or name in words.
    pub fn term(&self, term: Id) -> String {
        self.data.names.words(&self.data.graph, term)
    }

    /// A claim in words.
    pub fn claim(&self, claim: u32) -> String {
        self.term(self.data.evidence.claims[claim as usize].term)
    }

    /// A claim's prefixed name.
    pub fn claim_name(&self, claim: u32) -> String {
        let graph = &self.data.graph;
        graph.display(self.data.evidence.claims[claim as usize].term)
    }

    /// An agent in words.
    pub fn agent(&self, agent: u32) -> String {
        self.term(self.data.evidence.agents[agent as usize].term)
    }

    /// Agents in words, joined.
    pub fn agents(&self, agents: &[u32]) -> String {
        join(agents.iter().map(|agent| self.agent(*agent)).collect())
    }

    /// The speaker of a statement.
    pub fn speaker(&self, statement: u32) -> String {
        self.agent(self.data.evidence.statements[statement as usize].agent)
    }

    /// When a statement was said, as written.
    pub fn said_at(&self, statement: u32) -> Option<&'d str> {
        let said_at = self.data.evidence.statements[statement as usize].said_at();
        said_at.map(|(_, literal)| self.data.graph.terms.text(literal))
    }

    /// The documents that a statement is in, in words.
    pub fn documents(&self, statement: u32) -> Vec<String> {
        let evidence = &self.data.evidence;
        let documents = evidence.documents_of.row(statement).iter();
        documents
            .map(|document| self.term(evidence.documents[*document as usize].term))
            .collect()
    }

    /// A group without which nothing is left.
    pub fn single_point(&self, point: &SinglePoint) -> String {
        let names = point.agents.iter().map(|agent| self.agent(*agent));
        let names = names.collect::<Vec<_>>().join(" with ");
        if point.is_implicit {
            format!("the basis of {names}, not given")
        } else {
            names
        }
    }

    /// A single point of failure with the part that it plays among all of them.
    pub fn standing(&self, point: &SinglePoint, points: &[SinglePoint]) -> String {
        let name = self.single_point(point);
        if gives_no_basis(point, points) {
            format!("{name} (gives no basis)")
        } else if point.role == Role::Relay {
            format!("{name} (only relay)")
        } else {
            name
        }
    }

    /// What a claim rests on, in one sentence.
    pub fn rests_on(&self, points: &[SinglePoint]) -> Option<String> {
        let unknown: Vec<SinglePoint> = points
            .iter()
            .filter(|point| point.is_implicit)
            .cloned()
            .collect();
        // The source and the unknown behind it are told in one breath, before those who only
        // pass on.
        let mut named: Vec<&SinglePoint> =
            points.iter().filter(|point| !point.is_implicit).collect();
        named.sort_by_key(|point| point.role == Role::Relay && !gives_no_basis(point, &unknown));
        let named = named.into_iter();
        let phrases = named.map(|point| self.standing(point, &unknown)).collect();
        let mut phrases = at_most(phrases, MOST_NAMES);
        if phrases.is_empty() {
            phrases.push(self.single_point(points.first()?));
        }
        let rest = match phrases.len() {
            1 => "Without it, nothing is left.",
            2 => "Without either, nothing is left.",
            _ => "Without any one of them, nothing is left.",
        };
        Some(format!("{}. {rest}", join(phrases)))
    }

    /// A step of a chain: who, with which grade, when.
    pub fn step(&self, step: &Step) -> String {
        let statement = &self.data.evidence.statements[step.statement as usize];
        let mut text = self.agent(statement.agent);
        if let Some(said_at) = self.said_at(step.statement) {
            text.push_str(", ");
            text.push_str(said_at);
        }
        let grade = step
            .grade
            .map_or("ungraded".to_owned(), |grade| grade.letter().to_string());
        if step.gives_no_basis {
            let below = step.grade.map_or("ungraded".to_owned(), |grade| {
                grade.one_below().letter().to_string()
            });
            let _ = write!(text, " ({grade}), no basis given ({below})");
        } else {
            let _ = write!(text, " ({grade})");
        }
        text
    }

    /// A non-answer: who, what, asked by whom.
    pub fn non_answer(&self, number: u32) -> String {
        let evidence = &self.data.evidence;
        let statement = &evidence.statements[number as usize];
        let mut text = format!(
            "{}: {}",
            self.agent(statement.agent),
            statement.stance().said()
        );
        let deflected = evidence.deflects_to.row(number);
        if !deflected.is_empty() {
            let _ = write!(text, " to {}", self.agents(deflected));
        }
        let askers = evidence.askers.row(number);
        if !askers.is_empty() {
            let _ = write!(text, " (asked by {})", self.agents(askers));
        }
        text
    }
}

/// A probability to three decimals, without the zero before the point: `.470`. Only what is
/// certain is `1.000`, and only what is impossible `.000`: else it is `>.999` or `<.001`.
pub fn probability(value: f64) -> String {
    let text = format!("{value:.3}");
    match text.strip_prefix('0') {
        None if value < 1.0 => ">.999".to_owned(),
        None => text,
        Some(".000") if value > 0.0 => "<.001".to_owned(),
        Some(fraction) => fraction.to_owned(),
    }
}

/// A probability or its bracket.
pub fn bounds(bounds: Bounds) -> String {
    let [lower, upper] = [bounds.lower, bounds.upper].map(probability);
    if bounds.is_exact() || lower == upper {
        lower
    } else {
        format!("{lower} to {upper}")
    }
}

/// Whether a group's basis is itself among the single points: those of a group who give no basis
/// are among those of it who speak.
fn gives_no_basis(point: &SinglePoint, points: &[SinglePoint]) -> bool {
    points.iter().any(|other| {
        let mut agents = other.agents.iter();
        other.is_implicit && agents.all(|agent| point.agents.contains(agent))
    })
}

/// The first of some items, and how many others there are.
pub fn at_most(mut items: Vec<String>, most: usize) -> Vec<String> {
    if items.len() > most {
        let others = items.len() - most;
        items.truncate(most);
        items.push(format!("{others} others"));
    }
    items
}

/// `a`, `a and b`, `a, b and c`.
pub fn join(items: Vec<String>) -> String {
    join_with(items, " and ")
}

/// `a`, `a or b`, `a, b or c`.
pub fn join_or(items: Vec<String>) -> String {
    join_with(items, " or ")
}

fn join_with(mut items: Vec<String>, last_separator: &str) -> String {
    match items.pop() {
        None => String::new(),
        Some(last) if items.is_empty() => last,
        Some(last) => format!("{}{last_separator}{last}", items.join(", ")),
    }
}
