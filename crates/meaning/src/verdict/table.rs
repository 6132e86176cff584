//! Verdicts on many claims as columns: made claim by claim, written down, and read from a file.

use std::cmp::Reverse;

use bytemuck::{Pod, Zeroable};
use rayon::prelude::*;

use super::{Bounds, Count, Role, SinglePoint, Verdict};
use crate::column::Column;
use crate::model::{Flags, Status};

/// The verdicts on all claims, in order of claim.
#[derive(Debug, Default)]
pub struct Verdicts {
    rows: Column<Row>,
    points: Column<Point>,
    agents: Column<u32>,
}

/// One verdict: 72 bytes.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
struct Row {
    support: [f64; 2],
    support_if_one: [f64; 2],
    opposition: [f64; 2],
    independence: u32,
    established: u32,
    witnesses: u32,
    /// Where its single points end; they begin where those of the claim before end.
    points_end: u32,
    flags: u16,
    status: u8,
    /// The ranks, two bits each, and what is exact or complete.
    ranks: u8,
    unused: [u8; 4],
}

const IS_EXACT: u8 = 1 << 4;
const IS_COMPLETE: u8 = 1 << 5;
const IS_ESTABLISHED_EXACT: u8 = 1 << 6;

/// One single point of failure.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
struct Point {
    /// Where its agents end; they begin where those of the point before end.
    agents_end: u32,
    is_implicit: u8,
    is_relay: u8,
    unused: [u8; 2],
}

impl Verdicts {
    /// How many claims there are.
    pub fn len(&self) -> usize {
        self.rows.count()
    }

    /// Whether there are no claims.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The status of a claim.
    pub fn status(&self, claim: u32) -> Status {
        Status::ALL[usize::from(self.rows.at(claim as usize).status)]
    }

    /// The flags of a claim.
    pub fn flags(&self, claim: u32) -> Flags {
        Flags::from_bits(self.rows.at(claim as usize).flags)
    }

    /// The rank of the support of a claim, 0 to 3.
    pub fn support_rank(&self, claim: u32) -> u8 {
        self.rows.at(claim as usize).ranks & 3
    }

    /// The single points of failure of a claim, as in [`Verdict::single_points`]. O(1) to begin,
    /// and then O(what it gives).
    pub fn single_points(&self, claim: u32) -> impl Iterator<Item = SinglePoint<&[u32]>> {
        let row = claim as usize;
        let start = match row {
            0 => 0,
            row => self.rows.at(row - 1).points_end,
        };
        let mut agents_start = match start {
            0 => 0,
            start => self.points.at(start as usize - 1).agents_end,
        };
        let end = self.rows.at(row).points_end;
        let points = self.points.range(start as usize..end as usize);
        points.iter().map(move |point| {
            let agents = agents_start as usize..point.agents_end as usize;
            agents_start = point.agents_end;
            SinglePoint {
                agents: self.agents.range(agents),
                is_implicit: point.is_implicit != 0,
                role: if point.is_relay != 0 {
                    Role::Relay
                } else {
                    Role::Origin
                },
            }
        })
    }

    /// The verdict on a claim. O(what it says).
    pub fn verdict(&self, claim: u32) -> Verdict {
        let row = self.rows.at(claim as usize);
        let single_points = self.single_points(claim).map(|point| SinglePoint {
            agents: point.agents.to_vec(),
            is_implicit: point.is_implicit,
            role: point.role,
        });
        let bounds = |[lower, upper]: [f64; 2]| Bounds { lower, upper };
        Verdict {
            claim,
            status: Status::ALL[usize::from(row.status)],
            independence: Count {
                value: row.independence as usize,
                is_exact: row.ranks & IS_EXACT != 0,
            },
            established: Count {
                value: row.established as usize,
                is_exact: row.ranks & IS_ESTABLISHED_EXACT != 0,
            },
            support: bounds(row.support),
            support_if_one: bounds(row.support_if_one),
            opposition: bounds(row.opposition),
            single_points: single_points.collect(),
            flags: Flags::from_bits(row.flags),
            witnesses: row.witnesses as usize,
            witnesses_complete: row.ranks & IS_COMPLETE != 0,
            support_rank: row.ranks & 3,
            opposition_rank: row.ranks >> 2 & 3,
        }
    }

    /// The verdicts on some claims, best supported first: by status, established independence,
    /// independence, support if the unnamed are one, support; then by IRI. O(claims log claims).
    pub fn ranked(&self, claims: impl IntoIterator<Item = u32>) -> Vec<Verdict> {
        let claims = claims.into_iter();
        let mut order: Vec<_> = claims
            .map(|claim| {
                let row = self.rows.at(claim as usize);
                let counts = Reverse((row.established, row.independence));
                let support = [row.support_if_one[0], row.support[0]];
                (row.status, counts, support, claim)
            })
            .collect();
        order.par_sort_unstable_by(|a, b| {
            (a.0, a.1)
                .cmp(&(b.0, b.1))
                .then(b.2[0].total_cmp(&a.2[0]))
                .then(b.2[1].total_cmp(&a.2[1]))
                .then(a.3.cmp(&b.3))
        });
        let ranked = order.into_iter().map(|(.., claim)| self.verdict(claim));
        ranked.collect()
    }

    /// The verdicts on all claims, in order.
    pub fn iter(&self) -> impl Iterator<Item = Verdict> {
        (0..self.len() as u32).map(|claim| self.verdict(claim))
    }

    /// The columns with their names.
    pub fn columns(&self) -> [(&'static str, &[u8]); 3] {
        [
            ("rows", self.rows.as_bytes()),
            ("points", self.points.as_bytes()),
            ("agents", self.agents.as_bytes()),
        ]
    }

    /// Verdicts from columns that [`Verdicts::columns`] gave, found by name; `None` if one is
    /// missing, or is no whole number of rows. What the rows hold is not looked at.
    pub fn from_columns(
        find: &mut dyn FnMut(&'static str) -> Option<crate::column::Stretch>,
    ) -> Option<Self> {
        Some(Self {
            rows: Column::mapped(find("rows")?)?,
            points: Column::mapped(find("points")?)?,
            agents: Column::mapped(find("agents")?)?,
        })
    }
}

/// Verdicts on some claims in a row, while they are made.
#[derive(Debug, Default)]
pub(super) struct Building {
    rows: Vec<Row>,
    points: Vec<Point>,
    agents: Vec<u32>,
}

/// What a verdict says, but for the single points.
pub(super) struct Said {
    pub(super) status: Status,
    pub(super) independence: Count,
    pub(super) established: Count,
    pub(super) support: Bounds,
    pub(super) support_if_one: Bounds,
    pub(super) opposition: Bounds,
    pub(super) flags: Flags,
    pub(super) witnesses: usize,
    pub(super) witnesses_complete: bool,
    pub(super) support_rank: u8,
    pub(super) opposition_rank: u8,
}

impl Building {
    /// Room for so many verdicts.
    pub(super) fn with_capacity(count: usize) -> Self {
        Self {
            rows: Vec::with_capacity(count),
            points: Vec::with_capacity(count * 2),
            agents: Vec::with_capacity(count * 2),
        }
    }

    /// Adds a single point to the next verdict; its agents in any order, and more than once.
    pub(super) fn point(
        &mut self,
        role: Role,
        is_implicit: bool,
        agents: impl Iterator<Item = u32>,
    ) {
        let start = self.agents.len();
        for agent in agents {
            if !self.agents[start..].contains(&agent) {
                self.agents.push(agent);
            }
        }
        self.agents[start..].sort_unstable();
        self.points.push(Point {
            agents_end: self.agents.len() as u32,
            is_implicit: u8::from(is_implicit),
            is_relay: u8::from(role == Role::Relay),
            unused: [0; 2],
        });
    }

    /// Adds a verdict, after its single points.
    pub(super) fn verdict(&mut self, said: &Said) {
        let mut ranks = said.support_rank | said.opposition_rank << 2;
        if said.independence.is_exact {
            ranks |= IS_EXACT;
        }
        if said.established.is_exact {
            ranks |= IS_ESTABLISHED_EXACT;
        }
        if said.witnesses_complete {
            ranks |= IS_COMPLETE;
        }
        self.rows.push(Row {
            support: [said.support.lower, said.support.upper],
            support_if_one: [said.support_if_one.lower, said.support_if_one.upper],
            opposition: [said.opposition.lower, said.opposition.upper],
            independence: said.independence.value as u32,
            established: said.established.value as u32,
            witnesses: said.witnesses as u32,
            points_end: self.points.len() as u32,
            flags: said.flags.bits(),
            status: said.status as u8,
            ranks,
            unused: [0; 4],
        });
    }

    /// All together, in order of claim. Each but the last has as many rows as the first.
    /// O(verdicts), the rows on all cores.
    pub(super) fn join(parts: &[Self]) -> Verdicts {
        let total = |count: fn(&Self) -> usize| parts.iter().map(count).sum();
        let mut points = Vec::with_capacity(total(|part| part.points.len()));
        let mut agents = Vec::with_capacity(total(|part| part.agents.len()));
        let mut starts = Vec::with_capacity(parts.len());
        for part in parts {
            starts.push(points.len() as u32);
            let start = agents.len() as u32;
            points.extend(part.points.iter().map(|point| Point {
                agents_end: point.agents_end + start,
                ..*point
            }));
            agents.extend_from_slice(&part.agents);
        }
        let mut rows: Vec<Row> = bytemuck::zeroed_vec(total(|part| part.rows.len()));
        let size = parts.first().map_or(0, |part| part.rows.len());
        rows.par_chunks_mut(size.max(1))
            .zip(parts)
            .zip(starts)
            .for_each(|((rows, part), start)| {
                for (slot, row) in rows.iter_mut().zip(&part.rows) {
                    *slot = Row {
                        points_end: row.points_end + start,
                        ..*row
                    };
                }
            });
        Verdicts {
            rows: rows.into(),
            points: points.into(),
            agents: agents.into(),
        }
    }
}
