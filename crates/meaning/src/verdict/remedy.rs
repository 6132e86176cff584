//! The least that would change a verdict.
//!
//! Each remedy follows from the definitions, and says what must be so for it to hold. A group that
//! is named, speaks first-hand and has a document of its own is a chain by itself. So it makes
//! established independence one more than that of the chains that begin with somebody named,
//! unless it stands on all of these; where there are none, it takes two such groups. Against a
//! claim that nothing spoke against, one such denial is enough.
//!
//! Of a claim that contradicts itself nothing of that kind is promised: what is said for it counts
//! against it too.

use super::chains::ChainGraph;
use super::established::named_chains;
use super::facets::Facets;
use super::failure::single_points;
use super::independence::smallest_cut;
use super::{CaseFile, Role, SinglePoint};
use crate::evidence::Snapshot;
use crate::model::{Polarity, Status};

/// What a document must be to attest what is said in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Document {
    /// It has an address, or a capture of it is held.
    Cited,
    /// A capture of it is held.
    Held,
}

/// Something small that would change the verdict.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Remedy {
    /// Statements, each in a document of the speaker's own.
    Speech {
        /// For the claim, or against it.
        side: Polarity,
        /// By how many groups, none of them tied to another.
        groups: usize,
        /// Whether they must be first-hand, by somebody named; else anybody's will do.
        first_hand: bool,
        /// Whose groups would not do.
        other_than: Vec<u32>,
        /// What the documents must be.
        document: Document,
        /// What the claim would become.
        becomes: Status,
    },
    /// A document of the speaker's own in which one of these statements can be read.
    Attestation {
        /// Any one of them suffices.
        statements: Vec<u32>,
        /// Documents of the speakers' own in which some are said to be, and which are only cited:
        /// a capture of one of them suffices.
        captures: Vec<u32>,
        /// What the document must be.
        document: Document,
        /// What the claim would become, where that is sure; else it is that something counts.
        becomes: Option<Status>,
    },
    /// Nothing is left on a side if all of these groups are wrong.
    Fall {
        /// For the claim, or against it.
        side: Polarity,
        /// The groups.
        groups: Vec<SinglePoint>,
        /// Their statements on the chains.
        statements: Vec<u32>,
    },
}

/// The least that would change a verdict.
pub(super) fn remedies(snapshot: &Snapshot<'_>, facets: &Facets, case: &CaseFile) -> Vec<Remedy> {
    let verdict = &case.verdict;
    let contradicts_itself = contradicts_itself(facets);
    let document = if snapshot.view.strict {
        Document::Held
    } else {
        Document::Cited
    };
    let mut remedies = Vec::new();
    let ranks = (verdict.support_rank, verdict.opposition_rank);
    if let (0, 0 | 1) = ranks
        && let Some(remedy) = attestation(snapshot, facets, case, document)
    {
        remedies.push(remedy);
    }
    if !contradicts_itself {
        let named = named_chains(&case.support);
        let mut other_than: Vec<u32> = single_points(&named)
            .iter()
            .flat_map(|group| named.agents(*group))
            .collect();
        other_than.sort_unstable();
        other_than.dedup();
        // By anybody.
        let one = |side, becomes| Remedy::Speech {
            side,
            groups: 1,
            first_hand: false,
            other_than: Vec::new(),
            document,
            becomes,
        };
        // So many more that there are two.
        let for_two = |becomes| Remedy::Speech {
            side: Polarity::Support,
            groups: if named.is_empty() { 2 } else { 1 },
            first_hand: true,
            other_than: other_than.clone(),
            document,
            becomes,
        };
        match ranks {
            (0, 0) => remedies.push(one(Polarity::Support, Status::SingleSource)),
            (0, 1) => remedies.push(one(Polarity::Support, Status::Disputed)),
            (1, 0) => remedies.push(for_two(Status::Corroborated)),
            (0 | 1, 2) => remedies.push(for_two(Status::Disputed)),
            _ => {}
        }
        if let (1..=3, 0) = ranks {
            remedies.push(one(Polarity::Denial, Status::Disputed));
        }
    }
    if verdict.support_rank >= 1
        && verdict.single_points.is_empty()
        && let Some(cut) = smallest_cut(&case.support)
    {
        remedies.push(fall(Polarity::Support, &case.support, &cut));
    }
    if verdict.opposition_rank >= 1
        && !contradicts_itself
        && let Some(cut) = smallest_cut(&case.opposition)
    {
        remedies.push(fall(Polarity::Denial, &case.opposition, &cut));
    }
    remedies
}

/// Whether what is said for a claim is also said against it.
pub(super) fn contradicts_itself(facets: &Facets) -> bool {
    facets.contradicting.binary_search(&facets.claim).is_ok()
}

/// A document for what somebody is said to have said. What would be said for a claim that
/// contradicts this one is left out.
fn attestation(
    snapshot: &Snapshot<'_>,
    facets: &Facets,
    case: &CaseFile,
    document: Document,
) -> Option<Remedy> {
    let tables = snapshot.tables();
    let of = |number: &u32| &tables.statements[*number as usize];
    let mut statements = case.unattested.clone();
    statements.retain(|number| {
        facets
            .contradicting
            .binary_search(&of(number).claim)
            .is_err()
    });
    if statements.is_empty() {
        return None;
    }
    let grouping = snapshot.grouping(&facets.supporting);
    let is_own = |number: u32, document: u32| {
        let own = grouping.group(of(&number).agent);
        let mut publishers = tables.publishers.row(document).iter();
        snapshot.knows_document(document)
            && !tables.documents[document as usize].is_held()
            && publishers.any(|publisher| grouping.group(*publisher) == own)
    };
    let mut captures: Vec<u32> = statements
        .iter()
        .flat_map(|number| {
            let documents = tables.documents_of.row(*number).iter().copied();
            documents.filter(|document| is_own(*number, *document))
        })
        .collect();
    captures.sort_unstable();
    captures.dedup();
    // A capture may attest what else is said in its document, against the claim too.
    let is_sure = case.verdict.opposition_rank == 1 && captures.is_empty();
    Some(Remedy::Attestation {
        statements,
        captures,
        document,
        becomes: is_sure.then_some(Status::Disputed),
    })
}

fn fall(side: Polarity, graph: &ChainGraph, cut: &[u32]) -> Remedy {
    let mut groups: Vec<SinglePoint> = cut
        .iter()
        .map(|number| {
            let group = &graph.groups[*number as usize];
            SinglePoint {
                agents: graph.agents(*number),
                is_implicit: group.is_implicit,
                role: Role::Relay,
            }
        })
        .collect();
    groups.sort_by(|a, b| (&a.agents, a.is_implicit).cmp(&(&b.agents, b.is_implicit)));
    let nodes = cut.iter().flat_map(|number| graph.members(*number));
    let mut statements: Vec<u32> = nodes
        .map(|node| graph.nodes[*node as usize].statement)
        .collect();
    statements.sort_unstable();
    statements.dedup();
    Remedy::Fall {
        side,
        groups,
        statements,
    }
}
