//! From the long form to columns, with everything that is wrong on the way.
//!
//! Two passes over the quads: the first numbers claims, statements, agents, documents and ties
//! by their types (which expansion has made complete), the second fills in what is said of them.
//! O(quads + n log n) for n things.

use std::collections::BTreeMap;

use super::{Agent, Claim, Document, Evidence, Rows, Statement, Tie};
use crate::model::{Grade, Stance, TieKind, Time};
use crate::read::terms::TermRef;
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
        terms.sort_by(|a, b| graph.terms.text(*a).cmp(graph.terms.text(*b)));
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
    said_at: Option<(Time, Id)>,
    recorded_at: Option<Time>,
    confidence: Option<f64>,
    is_relaying: bool,
    target: Option<(Id, u32)>,
    /// A quad to point at when a part is missing.
    any: Option<u32>,
    is_broken: bool,
}

/// A tie while its parts are being gathered.
#[derive(Clone, Default)]
struct TieDraft {
    kind: Option<TieKind>,
    between: Vec<u32>,
    dependent: Option<u32>,
    principal: Option<u32>,
    valid_from: Option<Time>,
    valid_until: Option<Time>,
    recorded_at: Option<Time>,
    any: Option<u32>,
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
    evidence: Evidence,
    relays: Vec<(u32, u32, u32)>,
    documents_of: Vec<(u32, u32)>,
    askers: Vec<(u32, u32)>,
    deflects_to: Vec<(u32, u32)>,
    topics: BTreeMap<Id, Vec<u32>>,
    authority: Vec<(u32, Id)>,
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
        let evidence = Evidence {
            claims: claims.terms.iter().map(|term| empty_claim(*term)).collect(),
            agents: agents.terms.iter().map(|term| empty_agent(*term)).collect(),
            documents: documents
                .terms
                .iter()
                .map(|term| empty_document(*term))
                .collect(),
            ..Evidence::default()
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
            evidence,
            relays: Vec::new(),
            documents_of: Vec::new(),
            askers: Vec::new(),
            deflects_to: Vec::new(),
            topics: BTreeMap::new(),
            authority: Vec::new(),
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

    fn report(&mut self, finding: Diagnostic, quad: usize, part: Part) {
        self.findings
            .push(finding.at(self.graph.location(quad, part)));
    }

    fn name(&self, id: Id) -> String {
        self.graph.display(id)
    }

    /// An object that must be a thing of its own, not text.
    fn thing(&mut self, index: usize, object: Id, what: &str) -> bool {
        if !self.graph.terms.is_literal(object) {
            return true;
        }
        let property = self.name(self.graph.quads[index].predicate);
        let text = self.name(object);
        self.report(
            Diagnostic::error(
                "text-for-a-thing",
                format!("{property} takes {what}, not the text {text}"),
            )
            .hint(format!(
                "give {what} a name, and the text as its label:  :name rdfs:label {text} ."
            )),
            index,
            Part::Object,
        );
        false
    }

    fn time(&mut self, index: usize, object: Id) -> Option<Time> {
        let parsed = match self.graph.terms.get(object) {
            TermRef::Literal {
                value,
                datatype: Some(datatype),
                ..
            } => Known::from_id(datatype).and_then(|datatype| Time::parse(value, datatype)),
            _ => None,
        };
        if parsed.is_none() {
            let text = self.name(object);
            let guess = Time::parse_any(self.graph.terms.text(object)).is_some();
            let hint = if guess {
                let bare = self.graph.terms.text(object);
                let datatype = match bare.len() {
                    4 => "xsd:gYear",
                    5..=7 => "xsd:gYearMonth",
                    8..=10 => "xsd:date",
                    _ => "xsd:dateTime",
                };
                format!("give it its datatype:  \"{bare}\"^^{datatype}")
            } else {
                "write it as \"2025-02-28\"^^xsd:date, \"2025-02\"^^xsd:gYearMonth, \"2025\"^^xsd:gYear or \"2025-02-28T09:30:00Z\"^^xsd:dateTime".to_owned()
            };
            self.report(
                Diagnostic::error("bad-time", format!("{text} is not a time that can be read"))
                    .hint(hint),
                index,
                Part::Object,
            );
        }
        parsed
    }

    fn number(&mut self, index: usize, object: Id) -> Option<f64> {
        let parsed = match self.graph.terms.get(object) {
            TermRef::Literal { value, .. } => value.parse::<f64>().ok(),
            _ => None,
        };
        let parsed = parsed.filter(|value| (0.0..=1.0).contains(value));
        if parsed.is_none() {
            let text = self.name(object);
            self.report(
                Diagnostic::error(
                    "bad-confidence",
                    format!("{text} is not a confidence: it must be a number from 0 to 1"),
                )
                .hint("write it as 0.7; the speaker's own words of confidence go into sayso:statedConfidence"),
                index,
                Part::Object,
            );
        }
        parsed
    }

    fn boolean(&mut self, index: usize, object: Id) -> Option<bool> {
        let parsed = match self.graph.terms.text(object) {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        };
        if parsed.is_none() {
            let text = self.name(object);
            self.report(
                Diagnostic::error("bad-boolean", format!("{text} is neither true nor false"))
                    .hint("write true or false, without quotes; leave the triple out when nothing is said"),
                index,
                Part::Object,
            );
        }
        parsed
    }

    fn describe_statement(&mut self, index: usize, known: Known, subject: Id, object: Id) {
        let Some(number) = self.statements.get(subject) else {
            self.stray(index, known, subject);
            return;
        };
        let slot = number as usize;
        let at = index as u32;
        self.drafts[slot].any.get_or_insert(at);
        match known {
            Known::ClaimOf => {
                if !self.thing(index, object, "a claim") {
                    self.drafts[slot].is_broken = true;
                    return;
                }
                let claim = self.claims.get(object);
                self.once(slot, index, "claim", claim, |draft| &mut draft.claim);
            }
            Known::By => {
                if !self.thing(index, object, "an agent") {
                    self.drafts[slot].is_broken = true;
                    return;
                }
                let agent = self.agents.get(object);
                self.once(slot, index, "speaker", agent, |draft| &mut draft.agent);
            }
            Known::Stance => {
                let stance = Known::from_id(object).and_then(Stance::from_term);
                if stance.is_none() {
                    let text = self.name(object);
                    self.report(
                        Diagnostic::error("not-a-stance", format!("{text} is not a stance")).hint(
                            format!("the stances are {}", list_of(Stance::ALL, |s| s.name())),
                        ),
                        index,
                        Part::Object,
                    );
                    self.drafts[slot].is_broken = true;
                }
                self.once(slot, index, "stance", stance, |draft| &mut draft.stance);
            }
            Known::FirstHand => {
                let value = self.boolean(index, object);
                self.once(slot, index, "firstHand", value, |draft| {
                    &mut draft.first_hand
                });
            }
            Known::SaidAt => {
                if let Some(time) = self.time(index, object) {
                    let said = &mut self.drafts[slot].said_at;
                    // Said at several times: the first is when it could first be known.
                    if said.is_none_or(|(earlier, _)| time < earlier) {
                        *said = Some((time, object));
                    }
                }
            }
            Known::RecordedAt => {
                if let Some(time) = self.time(index, object) {
                    let recorded = &mut self.drafts[slot].recorded_at;
                    *recorded = Some(recorded.map_or(time, |earlier| earlier.min(time)));
                }
            }
            Known::Confidence => {
                if let Some(value) = self.number(index, object) {
                    let confidence = &mut self.drafts[slot].confidence;
                    *confidence = Some(confidence.map_or(value, |other| other.min(value)));
                }
            }
            Known::Relays => {
                if self.thing(index, object, "a statement") {
                    self.drafts[slot].is_relaying = true;
                    match self.statements.get(object) {
                        Some(target) => self.relays.push((number, target, at)),
                        None => self.dangling(index, object),
                    }
                }
            }
            Known::Target => {
                if self.thing(index, object, "a statement") {
                    if self.statements.get(object).is_none() {
                        self.dangling(index, object);
                    }
                    self.drafts[slot].target = Some((object, at));
                }
            }
            Known::In => {
                if self.thing(index, object, "a document")
                    && let Some(document) = self.documents.get(object)
                {
                    self.documents_of.push((number, document));
                }
            }
            Known::To | Known::DeflectsTo => {
                if self.thing(index, object, "an agent")
                    && let Some(agent) = self.agents.get(object)
                {
                    if known == Known::To {
                        self.askers.push((number, agent));
                    } else {
                        self.deflects_to.push((number, agent));
                    }
                }
            }
            _ => {}
        }
    }

    /// A property of statements on something that is none.
    fn stray(&mut self, index: usize, known: Known, subject: Id) {
        if matches!(
            known,
            Known::Relays | Known::Target | Known::FirstHand | Known::In | Known::DeflectsTo
        ) {
            let name = self.name(subject);
            self.report(
                Diagnostic::error(
                    "missing-stance",
                    format!("{name} has sayso:{} but no speaker, claim or stance", known.parts().1),
                )
                .hint("a statement reads:  [] sayso:by :agent ; sayso:asserts :claim ; sayso:quotedIn :document ."),
                index,
                Part::Subject,
            );
        }
    }

    fn dangling(&mut self, index: usize, object: Id) {
        let name = self.name(object);
        let text = self.graph.terms.text(object);
        let nearest = nearest(
            text,
            self.statements
                .terms
                .iter()
                .map(|id| (*id, self.graph.terms.text(*id))),
        );
        let mut finding = Diagnostic::warning(
            "dangling-reference",
            format!("no statement {name} is known here; what repeats it counts for nothing"),
        );
        if let Some(nearest) = nearest {
            finding = finding.hint(format!("did you mean {}?", self.name(nearest)));
        } else {
            finding = finding
                .hint("name the statement where it is made, or add the dataset that holds it");
        }
        self.report(finding, index, Part::Object);
    }

    /// Sets a part that a statement has exactly once; saying the same twice is no harm.
    fn once<T: PartialEq + Copy>(
        &mut self,
        slot: usize,
        index: usize,
        what: &str,
        value: Option<T>,
        part: impl Fn(&mut Draft) -> &mut Option<(T, u32)>,
    ) {
        let Some(value) = value else { return };
        let held = part(&mut self.drafts[slot]);
        match held {
            None => *held = Some((value, index as u32)),
            Some((other, _)) if *other == value => {}
            Some(_) => {
                self.drafts[slot].is_broken = true;
                let name = self.name(self.graph.quads[index].subject);
                self.report(
                    Diagnostic::error(
                        "said-twice",
                        format!("the statement {name} has more than one {what}"),
                    )
                    .hint("a statement is one agent taking one stance on one claim: write two statements"),
                    index,
                    Part::Object,
                );
            }
        }
    }

    fn describe_claim(&mut self, index: usize, known: Known, subject: Id, object: Id) {
        if known == Known::Subject {
            if let Some(claim) = self.claims.get(subject) {
                self.topics.entry(object).or_default().push(claim);
            }
            return;
        }
        if !matches!(
            known,
            Known::Entails
                | Known::Contradicts
                | Known::Presupposes
                | Known::SpanFrom
                | Known::SpanUntil
        ) {
            return;
        }
        let Some(number) = self.claims.get(subject) else {
            return;
        };
        let slot = number as usize;
        match known {
            Known::SpanFrom | Known::SpanUntil => {
                let time = self.time(index, object).map(|time| (time, object));
                let claim = &mut self.evidence.claims[slot];
                if known == Known::SpanFrom {
                    claim.span_from = time;
                } else {
                    claim.span_until = time;
                }
            }
            _ => {
                if !self.thing(index, object, "a claim") {
                    return;
                }
                let Some(other) = self.claims.get(object) else {
                    return;
                };
                let claims = &mut self.evidence.claims;
                match known {
                    Known::Entails => claims[slot].entails.push(other),
                    Known::Presupposes => claims[slot].presupposes.push(other),
                    _ => {
                        claims[slot].contradicts.push(other);
                        claims[other as usize].contradicts.push(number);
                    }
                }
            }
        }
    }

    fn describe_agent(&mut self, index: usize, known: Known, subject: Id, object: Id) {
        let Some(number) = self.agents.get(subject) else {
            return;
        };
        let slot = number as usize;
        match known {
            Known::Type if object == Known::AnonymousSource.id() => {
                self.evidence.agents[slot].is_anonymous = true;
            }
            Known::Reliability => {
                let grade = Known::from_id(object).and_then(Grade::from_term);
                let held = self.evidence.agents[slot].grade;
                if grade.is_none() {
                    let text = self.name(object);
                    self.report(
                        Diagnostic::error(
                            "bad-grade",
                            format!("{text} is not a grade of reliability"),
                        )
                        .hint("the grades are sayso:A (completely reliable) to sayso:E (unreliable), and sayso:F (cannot be judged)"),
                        index,
                        Part::Object,
                    );
                } else if held.is_some() && held != grade {
                    let name = self.name(subject);
                    self.report(
                        Diagnostic::error("graded-twice", format!("{name} has two grades"))
                            .hint("keep the one that you stand by"),
                        index,
                        Part::Object,
                    );
                } else {
                    self.evidence.agents[slot].grade = grade;
                }
            }
            Known::VouchedBy => {
                if self.thing(index, object, "an agent")
                    && let Some(voucher) = self.agents.get(object)
                {
                    self.evidence.agents[slot].vouchers.push(voucher);
                }
            }
            Known::InterestIn => {
                if self.thing(index, object, "a claim")
                    && let Some(claim) = self.claims.get(object)
                {
                    self.evidence.claims[claim as usize].interested.push(number);
                }
            }
            Known::AuthorityOver => {
                if self.thing(index, object, "a claim or a topic") {
                    self.authority.push((number, object));
                }
            }
            Known::RecordedAt => {
                let time = self.time(index, object);
                self.evidence.agents[slot].recorded_at = time;
            }
            _ => {}
        }
    }

    fn describe_document(&mut self, index: usize, known: Known, subject: Id, object: Id) {
        let Some(number) = self.documents.get(subject) else {
            return;
        };
        let slot = number as usize;
        match known {
            Known::Publisher => {
                if self.thing(index, object, "an agent")
                    && let Some(publisher) = self.agents.get(object)
                {
                    self.evidence.documents[slot].publishers.push(publisher);
                }
            }
            Known::Url => self.evidence.documents[slot].has_url = true,
            Known::Sha256 => {
                let text = self.graph.terms.text(object);
                if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                    self.evidence.documents[slot].is_held = true;
                } else {
                    let text = self.name(object);
                    self.report(
                        Diagnostic::error("bad-hash", format!("{text} is not a SHA-256 hash"))
                            .hint("it has 64 hexadecimal digits; on Unix: sha256sum FILE"),
                        index,
                        Part::Object,
                    );
                }
            }
            Known::Issued => {
                if let Some(time) = self.time(index, object) {
                    self.evidence.documents[slot].issued = Some((time, object));
                }
            }
            Known::RecordedAt => {
                let time = self.time(index, object);
                self.evidence.documents[slot].recorded_at = time;
            }
            _ => {}
        }
    }

    fn describe_tie(&mut self, index: usize, known: Known, subject: Id, object: Id) {
        let Some(number) = self.ties.get(subject) else {
            return;
        };
        let slot = number as usize;
        self.tie_drafts[slot].any.get_or_insert(index as u32);
        match known {
            Known::Kind => {
                let kind = Known::from_id(object).and_then(TieKind::from_term);
                if kind.is_none() {
                    let text = self.name(object);
                    self.report(
                        Diagnostic::error("bad-tie-kind", format!("{text} is not a kind of tie"))
                            .hint(format!(
                                "the kinds are {}",
                                list_of(TieKind::ALL, |kind| kind.name())
                            )),
                        index,
                        Part::Object,
                    );
                }
                self.tie_drafts[slot].kind = kind;
            }
            Known::Between | Known::Dependent | Known::Principal => {
                if !self.thing(index, object, "an agent") {
                    return;
                }
                let Some(agent) = self.agents.get(object) else {
                    return;
                };
                let draft = &mut self.tie_drafts[slot];
                match known {
                    Known::Dependent => draft.dependent = Some(agent),
                    Known::Principal => draft.principal = Some(agent),
                    _ => {}
                }
                if !draft.between.contains(&agent) {
                    draft.between.push(agent);
                }
            }
            Known::ValidFrom => self.tie_drafts[slot].valid_from = self.time(index, object),
            Known::ValidUntil => self.tie_drafts[slot].valid_until = self.time(index, object),
            Known::RecordedAt => self.tie_drafts[slot].recorded_at = self.time(index, object),
            _ => {}
        }
    }

    fn finish(mut self) -> (Evidence, Vec<Diagnostic>) {
        self.finish_ties();
        self.finish_claims();
        self.finish_documents();
        self.finish_statements();
        (self.evidence, self.findings)
    }

    fn finish_ties(&mut self) {
        for (slot, draft) in std::mem::take(&mut self.tie_drafts).into_iter().enumerate() {
            let term = self.ties.terms[slot];
            let at = draft.any.unwrap_or(0) as usize;
            let agents = match (draft.dependent, draft.principal, draft.between.as_slice()) {
                (Some(dependent), Some(principal), [_, _]) => Some([dependent, principal]),
                (Some(dependent), None, [a, b]) => {
                    Some([dependent, if *a == dependent { *b } else { *a }])
                }
                (None, Some(principal), [a, b]) => {
                    Some([if *a == principal { *b } else { *a }, principal])
                }
                (None, None, [a, b]) => Some([*a.min(b), *a.max(b)]),
                _ => None,
            };
            let name = self.name(term);
            let Some(agents) = agents else {
                self.report(
                    Diagnostic::error(
                        "tie-without-two-agents",
                        format!("the tie {name} does not join two agents"),
                    )
                    .hint("[] a sayso:Tie ; sayso:kind sayso:OwnedBy ; sayso:dependent :outlet ; sayso:principal :owner ."),
                    at,
                    Part::Subject,
                );
                continue;
            };
            let Some(kind) = draft.kind else {
                self.report(
                    Diagnostic::error("bad-tie-kind", format!("the tie {name} has no kind")).hint(
                        format!(
                            "the kinds are {}",
                            list_of(TieKind::ALL, |kind| kind.name())
                        ),
                    ),
                    at,
                    Part::Subject,
                );
                continue;
            };
            let is_directed = draft.dependent.is_some() || draft.principal.is_some();
            if kind == TieKind::SpokespersonOf && !is_directed {
                self.report(
                    Diagnostic::warning(
                        "tie-without-direction",
                        format!("the tie {name} does not say who speaks for whom"),
                    )
                    .hint("use sayso:dependent for the one who speaks and sayso:principal for the one spoken for"),
                    at,
                    Part::Subject,
                );
            }
            let number = self.evidence.ties.len() as u32;
            for agent in agents {
                self.evidence.agents[agent as usize].ties.push(number);
            }
            self.evidence.ties.push(Tie {
                term,
                kind,
                agents,
                is_directed,
                valid_from: draft.valid_from,
                valid_until: draft.valid_until,
                recorded_at: draft.recorded_at,
            });
        }
    }

    fn finish_claims(&mut self) {
        for (agent, over) in std::mem::take(&mut self.authority) {
            let direct = self.claims.get(over);
            let topical = self.topics.get(&over).into_iter().flatten().copied();
            for claim in topical.chain(direct) {
                self.evidence.claims[claim as usize].authorities.push(agent);
            }
        }
        let mut entailed_by = Vec::new();
        for (number, claim) in self.evidence.claims.iter_mut().enumerate() {
            for list in [
                &mut claim.entails,
                &mut claim.contradicts,
                &mut claim.presupposes,
                &mut claim.authorities,
                &mut claim.interested,
            ] {
                list.sort_unstable();
                list.dedup();
            }
            entailed_by.extend(claim.entails.iter().map(|other| (*other, number as u32)));
        }
        self.evidence.entailed_by = Rows::new(self.evidence.claims.len(), entailed_by);
    }

    fn finish_documents(&mut self) {
        let mut named: Vec<Option<usize>> = vec![None; self.documents.terms.len()];
        for (index, quad) in self.graph.quads.iter().enumerate() {
            if quad.predicate == Known::In.id()
                && let Some(document) = self.documents.get(quad.object)
            {
                named[document as usize].get_or_insert(index);
            }
        }
        for (slot, at) in named.into_iter().enumerate() {
            let document = &mut self.evidence.documents[slot];
            document.publishers.sort_unstable();
            document.publishers.dedup();
            if let (true, Some(at)) = (document.publishers.is_empty(), at) {
                let name = self.name(self.documents.terms[slot]);
                self.report(
                    Diagnostic::error(
                        "document-without-publisher",
                        format!("the document {name} has no publisher"),
                    )
                    .hint(format!(
                        "say who published it:  {name} dcterms:publisher :the-outlet ."
                    )),
                    at,
                    Part::Object,
                );
            }
        }
    }

    fn finish_statements(&mut self) {
        let drafts = std::mem::take(&mut self.drafts);
        // Statements in order of claim; within a claim they already are in order of IRI.
        let mut order: Vec<u32> = Vec::with_capacity(drafts.len());
        for (slot, draft) in drafts.iter().enumerate() {
            if self.is_complete(slot, draft) {
                order.push(slot as u32);
            }
        }
        order.sort_by_key(|slot| drafts[*slot as usize].claim.map(|(claim, _)| claim));
        let mut renumbered = vec![NONE; drafts.len()];
        for (position, slot) in order.iter().enumerate() {
            renumbered[*slot as usize] = position as u32;
        }
        let renumber = |pairs: Vec<(u32, u32)>| -> Vec<(u32, u32)> {
            pairs
                .into_iter()
                .map(|(statement, other)| (renumbered[statement as usize], other))
                .filter(|(statement, _)| *statement != NONE)
                .collect()
        };
        for slot in &order {
            let draft = &drafts[*slot as usize];
            let (Some((claim, _)), Some((agent, _)), Some((stance, _))) =
                (draft.claim, draft.agent, draft.stance)
            else {
                continue;
            };
            let target = self.target(*slot, draft, claim, &drafts);
            self.remark(*slot, draft);
            self.evidence.statements.push(Statement {
                term: self.statements.terms[*slot as usize],
                claim,
                agent,
                stance,
                first_hand: draft.first_hand.map(|(value, _)| value),
                said_at: draft.said_at,
                recorded_at: draft.recorded_at,
                confidence: draft.confidence,
                is_relaying: draft.is_relaying,
                target: target
                    .map(|target| renumbered[target as usize])
                    .filter(|target| *target != NONE),
            });
        }
        let count = self.evidence.statements.len();
        let mut start = 0;
        for number in 0..self.evidence.claims.len() {
            let mut end = start;
            while end < count && self.evidence.statements[end].claim as usize == number {
                end += 1;
            }
            self.evidence.claims[number].statements = start as u32..end as u32;
            start = end;
        }
        let mut relays = Vec::new();
        let mut across = Vec::new();
        for (statement, target, at) in std::mem::take(&mut self.relays) {
            let (from, to) = (renumbered[statement as usize], renumbered[target as usize]);
            if from == NONE || to == NONE {
                continue;
            }
            let (later, earlier) = (
                &self.evidence.statements[from as usize],
                &self.evidence.statements[to as usize],
            );
            if later.claim == earlier.claim {
                relays.push((from, to));
            } else {
                across.push((from, to));
                self.report(
                    Diagnostic::warning(
                        "relay-across-claims",
                        "a statement relays a statement of another claim; that is no chain",
                    )
                    .hint(
                        "relay a statement of the same claim, or link the claims by sayso:entails",
                    ),
                    at as usize,
                    Part::Object,
                );
            }
        }
        let inverse = relays.iter().map(|(from, to)| (*to, *from)).collect();
        self.evidence.relays = Rows::new(count, relays);
        self.evidence.relays_across = Rows::new(count, across);
        self.evidence.relayed_by = Rows::new(count, inverse);
        let documents_of = renumber(std::mem::take(&mut self.documents_of));
        let askers = renumber(std::mem::take(&mut self.askers));
        let deflects_to = renumber(std::mem::take(&mut self.deflects_to));
        self.evidence.documents_of = Rows::new(count, documents_of);
        self.evidence.askers = Rows::new(count, askers);
        self.evidence.deflects_to = Rows::new(count, deflects_to);
        self.find_retraction_cycles();
    }

    fn is_complete(&mut self, slot: usize, draft: &Draft) -> bool {
        let name = self.name(self.statements.terms[slot]);
        let at = draft.any.unwrap_or(0) as usize;
        let mut missing = |present: bool, code, what: &str, hint: &str| {
            if !present && !draft.is_broken {
                let finding =
                    Diagnostic::error(code, format!("the statement {name} has no {what}"))
                        .hint(hint);
                self.report(finding, at, Part::Subject);
            }
        };
        missing(
            draft.agent.is_some(),
            "missing-speaker",
            "speaker",
            "say who said it:  sayso:by :agent",
        );
        let has_stance = draft.stance.is_some();
        let has_claim = draft.claim.is_some();
        if !has_stance && !has_claim {
            missing(
                false,
                "missing-stance",
                "stance and no claim",
                "say what it does with which claim:  sayso:asserts :claim",
            );
        } else {
            missing(
                has_stance,
                "missing-stance",
                "stance",
                "say what it does with the claim:  sayso:asserts, sayso:confirms, sayso:denies, …",
            );
            missing(
                has_claim,
                "missing-claim",
                "claim",
                "say which claim it speaks of:  sayso:claim :claim",
            );
        }
        has_claim && has_stance && draft.agent.is_some() && !draft.is_broken
    }

    /// The target of a retraction, checked against what a retraction may be.
    fn target(&mut self, slot: u32, draft: &Draft, claim: u32, drafts: &[Draft]) -> Option<u32> {
        let is_retraction = draft.stance.map(|(stance, _)| stance) == Some(Stance::Retracts);
        let name = self.name(self.statements.terms[slot as usize]);
        let Some((target, at)) = draft.target else {
            if is_retraction {
                let at = draft.any.unwrap_or(0) as usize;
                self.report(
                    Diagnostic::error(
                        "retraction-without-target",
                        format!("the retraction {name} does not say what it takes back"),
                    )
                    .hint("name the statement:  sayso:target :the-statement"),
                    at,
                    Part::Subject,
                );
            }
            return None;
        };
        if !is_retraction {
            self.report(
                Diagnostic::error(
                    "target-without-retraction",
                    format!("{name} has a sayso:target but is no retraction"),
                )
                .hint("sayso:target belongs to sayso:retracts; to repeat a statement use sayso:relays"),
                at as usize,
                Part::Predicate,
            );
            return None;
        }
        let target = self.statements.get(target)?;
        let other = drafts[target as usize].claim.map(|(claim, _)| claim);
        if other.is_some_and(|other| other != claim) {
            self.report(
                Diagnostic::error(
                    "retraction-of-another-claim",
                    format!("the retraction {name} speaks of another claim than the statement that it takes back"),
                )
                .hint("a retraction carries the claim of its target; leave the claim out and it will be filled in"),
                at as usize,
                Part::Object,
            );
            return None;
        }
        Some(target)
    }

    /// What is odd about a complete statement, without being wrong.
    fn remark(&mut self, slot: u32, draft: &Draft) {
        let name = self.name(self.statements.terms[slot as usize]);
        let stance = draft.stance.map(|(stance, _)| stance);
        let at = draft.stance.map_or(0, |(_, at)| at) as usize;
        if stance == Some(Stance::Reports) && !draft.is_relaying {
            self.report(
                Diagnostic::note(
                    "reports-nothing",
                    format!("{name} reports but relays no statement; it counts as asserting without saying on what basis"),
                )
                .hint("name what it repeats:  sayso:relays :the-statement"),
                at,
                Part::Predicate,
            );
        }
        if let (Some((_, at)), true) = (draft.first_hand, draft.is_relaying) {
            self.report(
                Diagnostic::warning(
                    "first-hand-relay",
                    format!("{name} relays another statement, so its sayso:firstHand is ignored"),
                )
                .hint("what somebody repeats is not first-hand; record their own knowledge as a statement of its own"),
                at as usize,
                Part::Object,
            );
        }
    }

    /// Retractions whose targets lead round in a circle. O(statements).
    fn find_retraction_cycles(&mut self) {
        let statements = &self.evidence.statements;
        let mut state = vec![0_u8; statements.len()];
        let mut cycles = Vec::new();
        for start in 0..statements.len() {
            let mut path = Vec::new();
            let mut at = start;
            while state[at] == 0 {
                state[at] = 1;
                path.push(at);
                let Some(target) = statements[at].target else {
                    break;
                };
                at = target as usize;
            }
            if state[at] == 1 && statements[at].target.is_some() && path.contains(&at) {
                cycles.push(at);
            }
            for visited in path {
                state[visited] = 2;
            }
        }
        for statement in cycles {
            let term = self.evidence.statements[statement].term;
            let quad = self
                .graph
                .quads
                .iter()
                .position(|quad| quad.subject == term && quad.predicate == Known::Target.id());
            let name = self.name(term);
            self.report(
                Diagnostic::error(
                    "retraction-cycle",
                    format!("the retraction {name} takes itself back by way of others"),
                )
                .hint("a retraction takes back something said before it; remove one sayso:target"),
                quad.unwrap_or(0),
                Part::Object,
            );
        }
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

const fn empty_claim(term: Id) -> Claim {
    Claim {
        term,
        statements: 0..0,
        entails: Vec::new(),
        contradicts: Vec::new(),
        presupposes: Vec::new(),
        span_from: None,
        span_until: None,
        authorities: Vec::new(),
        interested: Vec::new(),
    }
}

const fn empty_agent(term: Id) -> Agent {
    Agent {
        term,
        grade: None,
        is_anonymous: false,
        vouchers: Vec::new(),
        recorded_at: None,
        ties: Vec::new(),
    }
}

const fn empty_document(term: Id) -> Document {
    Document {
        term,
        publishers: Vec::new(),
        is_held: false,
        has_url: false,
        issued: None,
        recorded_at: None,
    }
}
