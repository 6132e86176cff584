//! The status: total, and exactly one on every graph.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::facets::Facets;
use super::liveness::Liveness;
use crate::evidence::Snapshot;
use crate::model::{Polarity, Status};

/// The status that two ranks give; `remains` is asked only when neither side has a chain.
pub(super) fn status(
    support: u8,
    opposition: u8,
    has_single_origin: bool,
    has_grounded: bool,
    remains: impl FnOnce() -> Remains,
) -> Status {
    match (support, opposition) {
        (0, 0) if has_grounded => Status::Unsupported,
        (0, 0) => remains().status(),
        (0, 1) => Status::Denied,
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
            remains.is_retracted |= (0..liveness.len())
                .any(|row| liveness.is_dead(row) && liveness.is_on(row, Polarity::Support));
        }
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

/// Whether some statement that matters is on a ring of live relays: in a strongly connected
/// component of more than one, or relaying itself.
fn has_ring(snapshot: &Snapshot<'_>, liveness: &Liveness, matters: impl Fn(usize) -> bool) -> bool {
    if !liveness.has_ring {
        return false;
    }
    let mut relays: DiGraph<(), ()> = DiGraph::new();
    for _ in 0..liveness.len() {
        relays.add_node(());
    }
    for row in (0..liveness.len()).filter(|row| liveness.is_live(*row)) {
        for target in liveness.relayed(snapshot, row) {
            if target == row && matters(row) {
                return true;
            }
            if liveness.is_live(target) {
                relays.add_edge(NodeIndex::new(row), NodeIndex::new(target), ());
            }
        }
    }
    // Kosaraju rather than Tarjan, because petgraph's Tarjan recurses: a chain of 100,000
    // relays would overflow the stack.
    relays.edge_count() > 0
        && kosaraju_scc(&relays)
            .iter()
            .any(|ring| ring.len() > 1 && ring.iter().any(|node| matters(node.index())))
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
