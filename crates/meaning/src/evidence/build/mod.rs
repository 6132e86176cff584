//! From the long form to columns, with everything that is wrong on the way.
//!
//! Two passes over the quads: the first numbers claims, statements, agents, documents and ties
//! by their types (which expansion has made complete), the second fills in what is said of them.
//! O(quads + n log n) for n things.

mod complete;
mod statement;
mod summary;
pub(super) mod text;
mod thing;
mod tie;
mod values;

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Agent, Claim, Document, Evidence, Rows, Statement, Tie};
use crate::model::{Interval, Stance, TieKind, Time};
use crate::read::terms::Terms;
use crate::read::{Diagnostic, Graph, Part};
use crate::vocab::{Id, Known, SCHEMA_URL_HTTP};

/// Builds the columns of a graph in the long form.
///
/// Statements that lack a claim, a speaker or a stance are left out, each with an error among
/// the findings; evidence with an error among its findings must not be answered from.
pub fn build(graph: &Graph) -> (Evidence, Vec<Diagnostic>) {
    let mut builder = Builder::new(graph);
    builder.describe();
    builder.finish()
}

const NONE: u32 = u32::MAX;

/// The number that each term has as a thing of one kind.
struct Numbering {
    terms: Vec<Id>,
    number: Vec<u32>,
}

impl Numbering {
    fn new(graph: &Graph, mut terms: Vec<Id>) -> Self {
        terms.sort_unstable();
        terms.dedup();
        sort_by_text(&graph.terms, &mut terms);
        let mut number = vec![NONE; graph.terms.len()];
        for (position, term) in terms.iter().enumerate() {
            number[term.index()] = position as u32;
        }
        Self { terms, number }
    }

    fn get(&self, term: Id) -> Option<u32> {
        let number = self.number[term.index()];
        (number != NONE).then_some(number)
    }
}

/// A statement while its parts are being gathered.
#[derive(Clone, Default)]
struct Draft {
    claim: Option<(u32, u32)>,
    agent: Option<(u32, u32)>,
    stance: Option<(Stance, u32)>,
    first_hand: Option<(bool, u32)>,
    said_at: Option<(Interval, Id)>,
    recorded_at: Option<Time>,
    confidence: Option<f64>,
    credibility: Option<u8>,
    is_relaying: bool,
    target: Option<(Id, u32)>,
    /// A quad to point at when a part is missing.
    any: Option<u32>,
    is_broken: bool,
}

/// A tie while its parts are being gathered.
#[derive(Clone, Default)]
struct TieDraft {
    is_broken: bool,
    kind: Option<TieKind>,
    between: Vec<u32>,
    dependent: Option<u32>,
    principal: Option<u32>,
    valid_from: Option<Interval>,
    valid_until: Option<Interval>,
    recorded_at: Option<Time>,
    any: Option<u32>,
}

/// The rows so far.
struct Tables {
    claims: Vec<Claim>,
    statements: Vec<Statement>,
    agents: Vec<Agent>,
    documents: Vec<Document>,
    ties: Vec<Tie>,
}

/// What hangs together with what, as stated; statements by the number of their draft.
#[derive(Default)]
struct Pairs {
    entails: Vec<(u32, u32)>,
    contradicts: Vec<(u32, u32)>,
    presupposes: Vec<(u32, u32)>,
    authorities: Vec<(u32, u32)>,
    interested: Vec<(u32, u32)>,
    documents_of: Vec<(u32, u32)>,
    askers: Vec<(u32, u32)>,
    deflects_to: Vec<(u32, u32)>,
    vouchers: Vec<(u32, u32)>,
    ties_of: Vec<(u32, u32)>,
    publishers: Vec<(u32, u32)>,
    copies: Vec<(u32, u32)>,
    same_text: Vec<(u32, u32)>,
}

struct Builder<'g> {
    graph: &'g Graph,
    claims: Numbering,
    statements: Numbering,
    agents: Numbering,
    documents: Numbering,
    ties: Numbering,
    drafts: Vec<Draft>,
    tie_drafts: Vec<TieDraft>,
    rows: Tables,
    relays: Vec<(u32, u32, u32)>,
    pairs: Pairs,
    topics: BTreeMap<Id, Vec<u32>>,
    authority: Vec<(u32, Id)>,
    marks: text::Marks,
    /// Times that were read: many things are said on one day.
    times: FxHashMap<Id, Option<Interval>>,
    findings: Vec<Diagnostic>,
}

impl<'g> Builder<'g> {
    fn new(graph: &'g Graph) -> Self {
        let mut of_class: [Vec<Id>; 5] = Default::default();
        for quad in &graph.quads {
            let class = match Known::from_id(quad.predicate) {
                Some(Known::Type) => match Known::from_id(quad.object) {
                    Some(Known::Claim) => 0,
                    Some(Known::Statement) => 1,
                    Some(Known::Agent | Known::AnonymousSource) => 2,
                    Some(Known::Document) => 3,
                    Some(Known::Tie) => 4,
                    _ => continue,
                },
                Some(
                    Known::Reliability
                    | Known::InterestIn
                    | Known::AuthorityOver
                    | Known::VouchedBy,
                ) => 2,
                _ => continue,
            };
            of_class[class].push(quad.subject);
        }
        let [claims, statements, agents, documents, ties] =
            of_class.map(|terms| Numbering::new(graph, terms));
        let rows = Tables {
            claims: claims.terms.iter().copied().map(Claim::new).collect(),
            statements: Vec::with_capacity(statements.terms.len()),
            agents: agents.terms.iter().copied().map(Agent::new).collect(),
            documents: documents.terms.iter().copied().map(Document::new).collect(),
            ties: Vec::with_capacity(ties.terms.len()),
        };
        Self {
            drafts: vec![Draft::default(); statements.terms.len()],
            tie_drafts: vec![TieDraft::default(); ties.terms.len()],
            graph,
            claims,
            statements,
            agents,
            documents,
            ties,
            rows,
            relays: Vec::new(),
            pairs: Pairs::default(),
            topics: BTreeMap::new(),
            authority: Vec::new(),
            marks: text::Marks::default(),
            times: FxHashMap::default(),
            findings: Vec::new(),
        }
    }

    fn describe(&mut self) {
        let schema_url = self.graph.terms.find_iri(SCHEMA_URL_HTTP);
        for index in 0..self.graph.quads.len() {
            let quad = self.graph.quads[index];
            let Some(known) = Known::from_id(quad.predicate) else {
                if Some(quad.predicate) == schema_url {
                    self.describe_document(index, Known::Url, quad.subject, quad.object);
                }
                continue;
            };
            self.describe_statement(index, known, quad.subject, quad.object);
            self.describe_claim(index, known, quad.subject, quad.object);
            self.describe_agent(index, known, quad.subject, quad.object);
            self.describe_document(index, known, quad.subject, quad.object);
            self.describe_tie(index, known, quad.subject, quad.object);
        }
    }

    /// Reports that something that is so once is stated twice.
    fn twice(&mut self, index: usize, hint: &str) {
        let name = self.name(self.graph.quads[index].subject);
        let property = self.name(self.graph.quads[index].predicate);
        self.report(
            Diagnostic::error("said-twice", format!("{name} has more than one {property}"))
                .hint(hint),
            index,
            Part::Object,
        );
    }

    /// Reports a value that is so once and has been another before.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the values are numbers, times and grades"
    )]
    fn changed<T: PartialEq>(&mut self, index: usize, held: Option<T>, value: T, hint: &str) {
        if held.is_some_and(|held| held != value) {
            self.twice(index, hint);
        }
    }

    fn finish(mut self) -> (Evidence, Vec<Diagnostic>) {
        self.finish_ties();
        self.finish_claims();
        self.finish_documents();
        let mut relays = self.finish_statements();
        let [same_hash, same_address] = self.marks.alike(&self.graph.terms);
        let (mut rows, pairs) = (self.rows, self.pairs);
        let alike = [&pairs.same_text, &same_hash, &same_address];
        let texts = text::texts(rows.documents.len(), alike.into_iter().flatten().copied());
        for (document, text) in rows.documents.iter_mut().zip(texts) {
            document.set_text(text);
        }
        let copied = text::Copying {
            copies: &pairs.copies,
            publishers: &pairs.publishers,
            documents_of: &pairs.documents_of,
            relays: &relays.within,
            statements: &rows.statements,
        };
        let copied = copied.relays();
        for (statement, _) in &copied {
            rows.statements[*statement as usize].set_copying();
        }
        relays.within.extend_from_slice(&copied);
        let (claims, statements) = (rows.claims.len(), rows.statements.len());
        let (speakers, documents) = (rows.agents.len(), rows.documents.len());
        let inverse = |pairs: &[(u32, u32)]| pairs.iter().map(|(a, b)| (*b, *a)).collect();
        let mut evidence = Evidence {
            entailed_by: Rows::new(claims, inverse(&pairs.entails)),
            entails: Rows::new(claims, pairs.entails),
            contradicts: Rows::new(claims, pairs.contradicts),
            presupposes: Rows::new(claims, pairs.presupposes),
            authorities: Rows::new(claims, pairs.authorities),
            interested: Rows::new(claims, pairs.interested),
            relayed_by: Rows::new(statements, inverse(&relays.within)),
            relays: Rows::new(statements, relays.within),
            relays_across: Rows::new(statements, relays.across),
            copied: Rows::new(statements, copied),
            documents_of: Rows::new(statements, pairs.documents_of),
            askers: Rows::new(statements, pairs.askers),
            deflects_to: Rows::new(statements, pairs.deflects_to),
            vouchers: Rows::new(speakers, pairs.vouchers),
            ties_of: Rows::new(speakers, pairs.ties_of),
            publishers: Rows::new(documents, pairs.publishers),
            copies: Rows::new(documents, pairs.copies),
            same_text: Rows::new(documents, pairs.same_text),
            same_hash: Rows::new(documents, same_hash),
            same_address: Rows::new(documents, same_address),
            documents: rows.documents.into(),
            ties: rows.ties.into(),
            ..Evidence::default()
        };
        let (mut claims, mut statements, mut agents) = (rows.claims, rows.statements, rows.agents);
        summary::date(&mut statements, &evidence);
        summary::empower(&mut agents, &evidence);
        evidence.agents = agents.into();
        summary::print(&mut statements, &evidence);
        summary::surround(&mut claims, &statements, &evidence);
        evidence.claims = claims.into();
        evidence.statements = statements.into();
        (evidence, self.findings)
    }
}

/// Sorts terms by their text, those of one text as they are. O(n log n), on all cores.
///
/// Names of one kind mostly begin alike, so what all have in common is left out, and the next
/// eight bytes, read as a number, decide nearly every comparison without looking at the text.
fn sort_by_text(terms: &Terms, ids: &mut [Id]) {
    let text = |id: Id| terms.text(id).as_bytes();
    let Some(first) = ids.first().map(|id| text(*id)) else {
        return;
    };
    let common = |id: &Id| {
        let pairs = first.iter().zip(text(*id));
        pairs.take_while(|(a, b)| a == b).count()
    };
    let common = ids.par_iter().map(common).min().unwrap_or(0);
    let beginning = |id: Id| {
        let rest = &text(id)[common..];
        let mut bytes = [0; 8];
        let length = rest.len().min(8);
        bytes[..length].copy_from_slice(&rest[..length]);
        (u64::from_be_bytes(bytes), id)
    };
    let mut keys: Vec<(u64, Id)> = ids.par_iter().map(|id| beginning(*id)).collect();
    keys.par_sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| text(*one).cmp(text(*other))));
    for (id, (_, sorted)) in ids.iter_mut().zip(keys) {
        *id = sorted;
    }
}

fn list_of<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> String {
    all.iter()
        .map(|member| format!("sayso:{}", name(*member)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The term whose text is nearest to the given one, if any is near.
fn nearest<'a>(text: &str, candidates: impl Iterator<Item = (Id, &'a str)>) -> Option<Id> {
    candidates
        .take(10_000)
        .filter(|(_, other)| other.len().abs_diff(text.len()) <= 3)
        .map(|(id, other)| (strsim::damerau_levenshtein(text, other), id))
        .filter(|(distance, _)| *distance <= 3)
        .min()
        .map(|(_, id)| id)
}
