//! The least that would change a verdict.

use super::chains::ChainGraph;
use super::independence::smallest_cut;
use super::{CaseFile, Role, SinglePoint};
use crate::model::Status;

/// Something small that would change the verdict.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Remedy {
    /// One statement for it on its own basis, in a document of its own, from a group other
    /// than these agents', would make it so.
    Support {
        /// Whose groups do not count as other.
        other_than: Vec<u32>,
        /// What the claim would become.
        becomes: Status,
    },
    /// One denial on its own basis, in a document of its own, would make it so.
    Denial {
        /// What the claim would become.
        becomes: Status,
    },
    /// Nothing is left for it if all of these groups are wrong.
    Fall(Vec<SinglePoint>),
    /// Nothing is left against it if all of these groups are wrong.
    FallOfOpposition(Vec<SinglePoint>),
    /// A document that attests one of these statements.
    Attestation(Vec<u32>),
}

/// The least that would change a verdict. Each follows from the definitions: a new group with a
/// chain of its own is a witness by itself, so it raises independence to two exactly where the
/// groups on every chain are not its own; a new denial of that kind raises the other rank to one.
pub(super) fn remedies(case: &CaseFile) -> Vec<Remedy> {
    let verdict = &case.verdict;
    let alone: Vec<u32> = {
        let points = verdict.single_points.iter();
        let mut agents: Vec<u32> = points.flat_map(|point| point.agents.clone()).collect();
        agents.sort_unstable();
        agents.dedup();
        agents
    };
    let support = |becomes| Remedy::Support {
        other_than: alone.clone(),
        becomes,
    };
    let denial = |becomes| Remedy::Denial { becomes };
    let mut remedies = Vec::new();
    match (verdict.support_rank, verdict.opposition_rank) {
        (0, 0) => {
            if !case.unattested.is_empty() {
                remedies.push(Remedy::Attestation(case.unattested.clone()));
            }
            remedies.push(support(Status::SingleSource));
        }
        (0, 1) | (1, 2) => remedies.push(support(Status::Disputed)),
        (1, 0) => remedies.push(support(Status::Corroborated)),
        (2 | 3, 0) => remedies.push(denial(Status::Disputed)),
        _ => {}
    }
    if verdict.support_rank >= 2
        && let Some(cut) = smallest_cut(&case.support)
    {
        remedies.push(Remedy::Fall(points(&case.support, &cut)));
    }
    if verdict.opposition_rank >= 1
        && let Some(cut) = smallest_cut(&case.opposition)
    {
        remedies.push(Remedy::FallOfOpposition(points(&case.opposition, &cut)));
    }
    remedies
}

fn points(graph: &ChainGraph, groups: &[u32]) -> Vec<SinglePoint> {
    let mut points: Vec<SinglePoint> = groups
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
    points.sort_by(|a, b| (&a.agents, a.is_implicit).cmp(&(&b.agents, b.is_implicit)));
    points
}
