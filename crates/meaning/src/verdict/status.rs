//! The status: total, and exactly one on every graph.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::facets::Facets;
use super::liveness::Liveness;
use crate::evidence::Snapshot;
use crate::model::{Polarity, Status};

/// The status that two ranks give. Several are those of whom two or more would have to be wrong if
/// the unnamed differ; `remains` is asked only when neither side has a chain.
pub(super) fn status(
    support: u8,
    opposition: u8,
    is_several: bool,
    has_single_origin: bool,
    remains: impl FnOnce() -> Remains,
) -> Status {
    match (support, opposition) {
        (0, 0) => remains().status(),
        (0, 1) => Status::Denied,
        (1, 0) if is_several => Status::SeveralSources,
        (1, 0) if has_single_origin => Status::SingleSource,
        (1, 0) => Status::SingleOutlet,
        (2, 0) => Status::Corroborated,
        (_, 0) => Status::OfficiallyConfirmed,
        (0, _) | (1, 2..) | (2, 3..) => Status::Contradicted,
        _ => Status::Disputed,
    }
}

/// What is left of the support of a claim that no chain supports.
pub(super) struct Remains {
    is_circular: bool,
    is_withdrawn: bool,
    is_retracted: bool,
}

impl Remains {
    /// Nothing was taken back, and nothing goes round.
    pub(super) const NOTHING: Self = Self {
        is_circular: false,
        is_withdrawn: false,
        is_retracted: false,
    };

    /// O(statements + relays of the supporting claims).
    pub(super) fn new(snapshot: &Snapshot<'_>, facets: &Facets) -> Self {
        let mut remains = Self::NOTHING;
        for claim in &facets.supporting {
            let liveness = facets.liveness(*claim);
            remains.is_circular |= has_ring(snapshot, liveness, |row| {
                liveness.counts(row, Polarity::Support)
            });
            remains.is_withdrawn |= leads_back_to_retracted(snapshot, liveness);
        }
        remains.is_retracted = has_retracted(facets);
        remains
    }

    fn status(&self) -> Status {
        if self.is_circular {
            Status::Circular
        } else if self.is_withdrawn {
            Status::BasisWithdrawn
        } else if self.is_retracted {
            Status::Retracted
        } else {
            Status::Unsupported
        }
    }
}

/// Whether a statement for the claim that is seen has been taken back. O(statements), and nothing
/// where nothing was.
pub(super) fn has_retracted(facets: &Facets) -> bool {
    facets.of_supporting().any(|liveness| {
        liveness.has_retractions()
            && (0..liveness.len())
                .any(|row| liveness.is_dead(row) && liveness.is_on(row, Polarity::Support))
    })
}

/// Whether some statement that matters is on a ring of live relays.
fn has_ring(snapshot: &Snapshot<'_>, liveness: &Liveness, matters: impl Fn(usize) -> bool) -> bool {
    let mut rings = rings(snapshot, liveness).into_iter().flatten();
    rings.any(matters)
}

/// The rings of live relays: strongly connected components of more than one, or of what relays
/// itself. Each has its rows in order, and they are in order of these.
pub(super) fn rings(snapshot: &Snapshot<'_>, liveness: &Liveness) -> Vec<Vec<usize>> {
    if !liveness.has_ring {
        return Vec::new();
    }
    let mut relays: DiGraph<(), ()> = DiGraph::new();
    for _ in 0..liveness.len() {
        relays.add_node(());
    }
    for row in (0..liveness.len()).filter(|row| liveness.is_live(*row)) {
        for target in liveness.relayed(snapshot, row) {
            if liveness.is_live(target) {
                relays.add_edge(NodeIndex::new(row), NodeIndex::new(target), ());
            }
        }
    }
    // Kosaraju rather than Tarjan, because petgraph's Tarjan recurses: a chain of 100,000
    // relays would overflow the stack.
    let mut rings: Vec<Vec<usize>> = kosaraju_scc(&relays)
        .into_iter()
        .filter(|ring| ring.len() > 1 || relays.contains_edge(ring[0], ring[0]))
        .map(|ring| {
            let mut rows: Vec<usize> = ring.iter().map(|node| node.index()).collect();
            rows.sort_unstable();
            rows
        })
        .collect();
    rings.sort_unstable();
    rings
}

/// Whether live support leads back, through live statements, to a retracted one.
fn leads_back_to_retracted(snapshot: &Snapshot<'_>, liveness: &Liveness) -> bool {
    let mut open: Vec<usize> = (0..liveness.len())
        .filter(|row| liveness.counts(*row, Polarity::Support))
        .collect();
    let mut reached = vec![false; liveness.len()];
    while let Some(row) = open.pop() {
        if std::mem::replace(&mut reached[row], true) {
            continue;
        }
        for target in liveness.relayed(snapshot, row) {
            if liveness.is_live(target) {
                open.push(target);
            } else if liveness.is_seen(target) {
                return true;
            }
        }
    }
    false
}
