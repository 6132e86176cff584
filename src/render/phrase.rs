//! The words for parts of an answer, shared by text, Markdown and pictures.

use std::fmt::Write as _;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::data::Data;
use crate::read::terms::TermRef;
use crate::verdict::explanation::{Explanation, Idle, Reason, Step};
use crate::verdict::remedy::Remedy;
use crate::verdict::{Bounds, Role, SinglePoint};
use crate::vocab::{Id, Known};

/// A stretch of a document that a statement is anchored to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Anchor {
    /// First character.
    pub start: u64,
    /// Last character, exclusive.
    pub end: u64,
    /// The hash of the stretch, where recorded.
    pub sha256: Option<String>,
}

/// How many names one sentence lists.
const MOST_NAMES: usize = 8;

/// Words for things of one set of data.
#[derive(Debug)]
pub struct Phrases<'d> {
    data: &'d Data,
    anchors: FxHashMap<Id, Vec<Anchor>>,
}

impl<'d> Phrases<'d> {
    /// Words without anchors. O(1).
    pub fn new(data: &'d Data) -> Self {
        Self {
            data,
            anchors: FxHashMap::default(),
        }
    }

    /// Words for an explanation: the anchors of its statements are looked up. O(quads).
    pub fn for_explanation(data: &'d Data, explanation: &Explanation) -> Self {
        let chains = explanation.chains.iter().chain(&explanation.against);
        let statements: FxHashSet<Id> = chains
            .flat_map(|chain| &chain.steps)
            .map(|step| data.evidence.statements[step.statement as usize].term)
            .collect();
        Self {
            data,
            anchors: anchors(data, &statements),
        }
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

    /// The anchors of a statement.
    pub fn anchors(&self, statement: u32) -> &[Anchor] {
        let term = self.data.evidence.statements[statement as usize].term;
        self.anchors.get(&term).map_or(&[], Vec::as_slice)
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

    /// Where the statement of a step can be read: its documents, and its anchors with theirs.
    ///
    /// An anchor on a statement that is in no document counts in the one where it is quoted.
    pub fn place(&self, step: &Step) -> Option<String> {
        let evidence = &self.data.evidence;
        let mut documents = self.documents(step.statement);
        let anchors: Vec<String> = self
            .anchors(step.statement)
            .iter()
            .map(|anchor| format!("{}–{}", anchor.start, anchor.end))
            .collect();
        let mut text = match documents.as_slice() {
            [] => String::new(),
            _ => format!("in {}", join_quoted(&documents)),
        };
        if !anchors.is_empty() {
            for relaying in evidence.relayed_by.row(step.statement) {
                documents.extend(self.documents(*relaying));
            }
            documents.sort();
            documents.dedup();
            let of = match documents.as_slice() {
                [one] if text.is_empty() => format!(" of “{one}”"),
                _ => String::new(),
            };
            let separator = if text.is_empty() { "" } else { ", " };
            let _ = write!(text, "{separator}characters {}{of}", anchors.join(", "));
        }
        (!text.is_empty()).then_some(text)
    }

    /// Somebody who adds nothing.
    pub fn idle(&self, idle: &Idle) -> String {
        let who = self.speaker(idle.statement);
        match &idle.reason {
            Reason::Repeats(agents) => format!("{who} repeats {}", self.agents(agents)),
            Reason::Unattested => format!("{who}: no document attests it"),
            Reason::RepeatsNothingThatCounts(agents) if agents.is_empty() => {
                format!("{who} repeats what is not recorded here")
            }
            Reason::RepeatsNothingThatCounts(agents) => {
                format!(
                    "{who} repeats {}, which does not count",
                    self.agents(agents)
                )
            }
            Reason::TakenBack(by) => format!(
                "{who}: taken back by {} ({})",
                self.speaker(*by),
                self.said_at(*by).unwrap_or("undated")
            ),
            Reason::SaidAlready => format!("{who}: the same group has said so already"),
        }
    }

    /// A denial that does not count, and why.
    pub fn idle_denial(&self, idle: &Idle) -> String {
        format!("a denial that does not count: {}", self.idle(idle))
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

    /// What a statement says, in a few words; a report says what it repeats.
    pub fn statement(&self, number: u32) -> String {
        let evidence = &self.data.evidence;
        let statement = &evidence.statements[number as usize];
        let said = format!("{} {}", self.speaker(number), statement.stance().said());
        let repeated: Vec<String> = evidence
            .relays
            .row(number)
            .iter()
            .take(MOST_NAMES)
            .map(|target| {
                let other = &evidence.statements[*target as usize];
                format!("{} {}", self.speaker(*target), other.stance().said())
            })
            .collect();
        if repeated.is_empty() {
            said
        } else {
            format!("{said} that {}", join(repeated))
        }
    }

    /// Something that would change the verdict.
    pub fn remedy(&self, remedy: &Remedy) -> String {
        let groups = |points: &[SinglePoint]| {
            join(
                points
                    .iter()
                    .map(|point| self.single_point(point))
                    .collect(),
            )
        };
        match remedy {
            Remedy::Support {
                other_than,
                becomes,
            } => {
                let from = if other_than.is_empty() {
                    String::new()
                } else {
                    let names = other_than.iter().take(MOST_NAMES);
                    let mut names: Vec<String> = names.map(|agent| self.agent(*agent)).collect();
                    if other_than.len() > MOST_NAMES {
                        names.push(format!("{} others", other_than.len() - MOST_NAMES));
                    }
                    format!(" from a group other than {},", join_or(names))
                };
                format!(
                    "one statement on its own basis, in a document of its own,{from} would make it {}",
                    becomes.words()
                )
            }
            Remedy::Denial { becomes } => format!(
                "one denial on its own basis, in a document of its own, would make it {}",
                becomes.words()
            ),
            Remedy::Fall(points) => {
                format!("if {} fell, nothing would be left for it", groups(points))
            }
            Remedy::FallOfOpposition(points) => {
                format!(
                    "if {} fell, nothing would be left against it",
                    groups(points)
                )
            }
            Remedy::Attestation(statements) => {
                let mut names: Vec<String> = statements
                    .iter()
                    .map(|number| self.speaker(*number))
                    .collect();
                names.dedup();
                format!("a document in which {} can be read saying so", join(names))
            }
        }
    }
}

/// A probability to three decimals, without the zero before the point: `.470`, `1.000`.
pub fn probability(value: f64) -> String {
    let text = format!("{value:.3}");
    text.strip_prefix('0')
        .map_or_else(|| text.clone(), str::to_owned)
}

/// A probability or its bracket.
pub fn bounds(bounds: Bounds) -> String {
    if bounds.is_exact() {
        probability(bounds.lower)
    } else {
        format!(
            "{} to {}",
            probability(bounds.lower),
            probability(bounds.upper)
        )
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

fn join_quoted(items: &[String]) -> String {
    join(items.iter().map(|item| format!("“{item}”")).collect())
}

/// The anchors of some statements, in order. O(statements · log quads).
fn anchors(data: &Data, statements: &FxHashSet<Id>) -> FxHashMap<Id, Vec<Anchor>> {
    let index = &data.index;
    let literal = |selector: Id, property: Known| {
        let mut objects = index.objects(selector, property);
        objects.find_map(|object| match data.graph.terms.get(object) {
            TermRef::Literal { value, .. } => Some(value),
            _ => None,
        })
    };
    let anchors_of = |statement: Id| {
        let selectors = index.objects(statement, Known::Anchor);
        let mut anchors: Vec<Anchor> = selectors
            .filter_map(|selector| {
                Some(Anchor {
                    start: literal(selector, Known::Start)?.parse().ok()?,
                    end: literal(selector, Known::End)?.parse().ok()?,
                    sha256: literal(selector, Known::Sha256).map(str::to_owned),
                })
            })
            .collect();
        anchors.sort();
        anchors.dedup();
        anchors
    };
    statements
        .iter()
        .map(|statement| (*statement, anchors_of(*statement)))
        .collect()
}
