//! Everything wrong, in one go: what files show by themselves, and what only the evidence shows.

mod anchors;
mod captures;
mod counting;
mod passages;
mod pseudonyms;
mod speaking;

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::data::Data;
use crate::evidence::{Snapshot, View};
use crate::model::Stance;
use crate::read::{Diagnostic, Part, diagnostic};
use crate::verdict;
use crate::vocab::{Id, Known};

pub use anchors::{Copies, Copy, read_copies};
pub use captures::{Captures, TEXT, hashes};
pub use passages::{Words, words};

/// Checks data that was read with places, as one view sees it.
///
/// With copies of documents, also whether the anchors still match. O(quads), and the verdicts.
pub fn check(data: &Data, view: View, copies: Option<&Copies>) -> Vec<Diagnostic> {
    let mut findings = data.findings.clone();
    let places = Places::new(data);
    let snapshot = data.snapshot(view);
    let mut checker = Checker {
        data,
        places,
        snapshot,
        findings: Vec::new(),
    };
    checker.retractions();
    checker.reports_taken_back();
    checker.speaking_twice();
    checker.attestation();
    checker.order();
    checker.shared_texts();
    checker.lapsed_ties();
    checker.contradictory_claims();
    checker.circles();
    checker.descriptions();
    findings.append(&mut checker.findings);
    findings.extend(pseudonyms::check(data));
    if let Some(copies) = copies {
        findings.extend(anchors::check(data, copies));
    }
    diagnostic::sort(&mut findings);
    findings
}

/// Beyond this many pairs of names, slips are not looked for: it would take longer than reading.
const MOST_COMPARISONS: usize = 5_000_000;

/// Where things were first said something of.
struct Places {
    first: FxHashMap<(Id, Id), usize>,
}

impl Places {
    fn new(data: &Data) -> Self {
        let mut first = FxHashMap::default();
        for (index, quad) in data.graph.quads.iter().enumerate() {
            first.entry((quad.subject, quad.predicate)).or_insert(index);
        }
        Self { first }
    }

    fn of(&self, subject: Id, predicate: Known) -> Option<usize> {
        self.first.get(&(subject, predicate.id())).copied()
    }
}

struct Checker<'d> {
    data: &'d Data,
    places: Places,
    snapshot: Snapshot<'d>,
    findings: Vec<Diagnostic>,
}

impl Checker<'_> {
    /// Points a finding at a property of a thing, where it has it.
    fn report(&mut self, finding: Diagnostic, subject: Id, predicate: Known, part: Part) {
        let at = self.places.of(subject, predicate);
        let location = at.and_then(|quad| self.data.graph.location(quad, part));
        self.findings.push(finding.at(location));
    }

    /// Retractions that take nothing back.
    fn retractions(&mut self) {
        let evidence = &self.data.evidence;
        for (number, statement) in (0..).zip(evidence.statements.iter()) {
            let Some(target_number) = statement.target() else {
                continue;
            };
            let target = &evidence.statements[target_number as usize];
            let grouping = self.snapshot.grouping(&[statement.claim]);
            let is_own = grouping.group(statement.agent) == grouping.group(target.agent);
            let (who, whose) = (
                self.data
                    .graph
                    .display(evidence.agents[statement.agent as usize].term),
                self.data
                    .graph
                    .display(evidence.agents[target.agent as usize].term),
            );
            if !is_own {
                self.report(
                    Diagnostic::warning(
                        "retraction-by-another",
                        format!("{who} cannot take back what {whose} said; the retraction has no effect"),
                    )
                    .hint("if the two are one, say so by a sayso:Tie; if it is a denial, use sayso:denies"),
                    statement.term,
                    Known::Target,
                    Part::Object,
                );
            }
            let [said, target_said] =
                [number, target_number].map(|number| self.snapshot.possible(number));
            if said.is_before(target_said) {
                self.report(
                    Diagnostic::warning(
                        "retraction-too-early",
                        "the retraction predates what it takes back; it has no effect",
                    )
                    .hint("check both dates"),
                    statement.term,
                    Known::Target,
                    Part::Object,
                );
            }
        }
    }

    /// Statements with a basis that nobody attests.
    fn attestation(&mut self) {
        let evidence = &self.data.evidence;
        let targets = evidence
            .statements
            .iter()
            .filter_map(crate::evidence::Statement::target);
        let taken_back: BTreeSet<u32> = targets.collect();
        for number in verdict::unattested(&self.snapshot) {
            // Whoever reported it took that back: it was known, and is to count for nothing.
            let mut reports = evidence.relayed_by.row(number).iter();
            if reports.any(|report| taken_back.contains(report)) {
                continue;
            }
            let statement = &evidence.statements[number as usize];
            let who = self
                .data
                .graph
                .display(evidence.agents[statement.agent as usize].term);
            self.report(
                Diagnostic::warning(
                    "unattested",
                    format!("no document attests what {who} said here; it counts for nothing"),
                )
                .hint(self.why_unattested(number)),
                statement.term,
                Known::By,
                Part::Subject,
            );
        }
    }

    /// What its documents lack to attest a statement, and what to do.
    fn why_unattested(&self, number: u32) -> String {
        let evidence = &self.data.evidence;
        let statement = &evidence.statements[number as usize];
        let grouping = self.snapshot.grouping(&[statement.claim]);
        let speaker = grouping.group(statement.agent);
        let name = |term: Id| self.data.graph.display(term);
        for document in evidence.documents_of.row(number) {
            let mut publishers = evidence.publishers.row(*document).iter();
            let document = &evidence.documents[*document as usize];
            let is_own = publishers
                .clone()
                .any(|publisher| grouping.group(*publisher) == speaker);
            let called = name(document.term);
            if is_own && document.has_url() {
                return format!(
                    "only captures attest here, and {called} is merely cited: give it the sayso:sha256 of a capture"
                );
            }
            if is_own {
                return format!(
                    "{called} has neither a schema:url nor a sayso:sha256: give it one"
                );
            }
            if let Some(publisher) = publishers.next() {
                let publisher = name(evidence.agents[*publisher as usize].term);
                return format!(
                    "{called} was published by {publisher}, and sayso:in is for a document of the speaker's own: write sayso:quotedIn"
                );
            }
        }
        "say where it can be read:  sayso:in :their-own-document  or  sayso:quotedIn :somebody-elses-document; the document needs a schema:url or a sayso:sha256".to_owned()
    }

    /// Statements that relay one said later.
    fn order(&mut self) {
        let evidence = &self.data.evidence;
        for number in 0..evidence.statements.len() as u32 {
            let statement = &evidence.statements[number as usize];
            let said = self.snapshot.possible(number);
            let relayed = evidence.relays.row(number).iter();
            let mut relayed = relayed.chain(evidence.relays_across.row(number));
            let later = relayed.find(|target| said.is_before(self.snapshot.possible(**target)));
            if later.is_some() && statement.stance() != Stance::Retracts {
                self.report(
                    Diagnostic::warning(
                        "relays-later",
                        "a statement relays one that was said later",
                    )
                    .hint("check both dates; the claim carries the flag temporal-tension"),
                    statement.term,
                    Known::Relays,
                    Part::Object,
                );
            }
        }
    }

    /// Names that look like slips: nothing is said of them, and a name that something is said
    /// of is one or two letters away.
    fn descriptions(&mut self) {
        let graph = &self.data.graph;
        let evidence = &self.data.evidence;
        let mut findings = Vec::new();
        let claims: Vec<Id> = evidence.claims.iter().map(|claim| claim.term).collect();
        let agents: Vec<Id> = evidence.agents.iter().map(|agent| agent.term).collect();
        for (what, terms, use_as) in [
            ("claim", claims, Known::ClaimOf),
            ("agent", agents, Known::By),
        ] {
            let (described, bare): (Vec<Id>, Vec<Id>) = terms
                .into_iter()
                .partition(|term| self.data.names.label(*term).is_some());
            if described.len().saturating_mul(bare.len()) > MOST_COMPARISONS {
                continue;
            }
            for term in bare {
                let text = graph.terms.text(term);
                let similar = described.iter().find(|other| {
                    let other = graph.terms.text(**other);
                    other.len().abs_diff(text.len()) <= 2 && strsim::osa_distance(other, text) <= 2
                });
                if let Some(similar) = similar {
                    findings.push((
                        Diagnostic::warning(
                            "possible-slip",
                            format!("the {what} {} has no label", graph.display(term)),
                        )
                        .hint(format!(
                            "did you mean {}? If not, give it an rdfs:label",
                            graph.display(*similar)
                        )),
                        term,
                        use_as,
                    ));
                }
            }
        }
        for (finding, term, predicate) in findings {
            let quad = graph
                .quads
                .iter()
                .position(|quad| quad.object == term && quad.predicate == predicate.id());
            let location = quad.and_then(|quad| graph.location(quad, Part::Object));
            self.findings.push(finding.at(location));
        }
    }
}
