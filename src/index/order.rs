//! One sorted order of quads: a run of rows for each first part.

use std::ops::Range;

use crate::archive::{Archive, Writer};
use crate::column::Column;

/// A quad as subject, predicate, object, graph.
pub(super) type Parts = [u32; 4];

/// Quads sorted by one part, then a second, then the third, then the graph.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// For each term, where the rows that have it as their first part begin; and one more.
    starts: Column<u32>,
    /// Second and third part of each row.
    rows: Column<[u32; 2]>,
    /// The graph of each row; nothing where all rows have the same.
    graphs: Column<u32>,
}

impl Order {
    /// Lays sorted, distinct quads out.
    pub(super) fn new(
        quads: &[Parts],
        parts: [usize; 3],
        terms: usize,
        is_one_graph: bool,
    ) -> Self {
        let graphs: Vec<u32> = if is_one_graph {
            Vec::new()
        } else {
            quads.iter().map(|quad| quad[3]).collect()
        };
        let rows = quads.iter().map(|quad| [quad[parts[1]], quad[parts[2]]]);
        Self {
            starts: starts(quads, parts[0], terms).into(),
            rows: rows.collect(),
            graphs: graphs.into(),
        }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.count()
    }

    /// The rows with a first part. O(1).
    pub(super) fn run(&self, first: u32) -> Range<usize> {
        if !self.has(first) {
            return 0..0;
        }
        let first = first as usize;
        let ends = self.starts.range(first..first + 2);
        ends[0] as usize..ends[1] as usize
    }

    /// Whether a term was there when the rows were sorted.
    pub(super) fn has(&self, first: u32) -> bool {
        first as usize + 1 < self.starts.count()
    }

    /// Of the rows with a first part, those with a second part. O(log rows).
    pub(super) fn within(&self, run: Range<usize>, second: u32) -> Range<usize> {
        let start = self.partition(run.clone(), |row| row[0] < second);
        start..self.partition(start..run.end, |row| row[0] == second)
    }

    /// Of the rows with a first and a second part, those with a third part. O(log rows).
    pub(super) fn exactly(&self, run: Range<usize>, third: u32) -> Range<usize> {
        let start = self.partition(run.clone(), |row| row[1] < third);
        start..self.partition(start..run.end, |row| row[1] == third)
    }

    /// Where, in a run of rows, a condition that holds at first no longer does.
    fn partition(&self, run: Range<usize>, holds: impl Fn([u32; 2]) -> bool) -> usize {
        let (mut start, mut end) = (run.start, run.end);
        while start < end {
            let middle = start.midpoint(end);
            if holds(self.rows.at(middle)) {
                start = middle + 1;
            } else {
                end = middle;
            }
        }
        start
    }

    /// Second and third part of a row.
    pub(super) fn row(&self, position: usize) -> [u32; 2] {
        self.rows.at(position)
    }

    /// The graph of a row, unless all have the same.
    pub(super) fn graph(&self, position: usize) -> Option<u32> {
        (self.graphs.count() > 0).then(|| self.graphs.at(position))
    }

    /// The first parts that have rows, in order. O(terms).
    pub(super) fn firsts(&self) -> impl Iterator<Item = u32> {
        let starts = &*self.starts;
        (0..starts.len().saturating_sub(1))
            .filter(|first| starts[*first] < starts[first + 1])
            .map(|first| first as u32)
    }

    pub(super) fn save<W: std::io::Write + std::io::Seek>(
        &self,
        name: &str,
        archive: &mut Writer<W>,
    ) -> std::io::Result<()> {
        archive.column(&format!("{name}.starts"), &self.starts)?;
        archive.column(&format!("{name}.rows"), &self.rows)?;
        archive.column(&format!("{name}.graphs"), &self.graphs)
    }

    pub(super) fn open(name: &str, archive: &Archive) -> Option<Self> {
        let order = Self {
            starts: archive.column(&format!("{name}.starts"))?,
            rows: archive.column(&format!("{name}.rows"))?,
            graphs: archive.column(&format!("{name}.graphs"))?,
        };
        let graphs = order.graphs.count();
        (graphs == 0 || graphs == order.len()).then_some(order)
    }
}

/// Where the rows of each first part begin in sorted quads; and one more.
fn starts(quads: &[Parts], part: usize, terms: usize) -> Vec<u32> {
    let mut starts = vec![0; terms + 1];
    for quad in quads {
        starts[quad[part] as usize + 1] += 1;
    }
    for term in 0..terms {
        starts[term + 1] += starts[term];
    }
    starts
}

/// Sorts quads by several parts, the least significant first, by counting. O(parts · (quads +
/// terms)), with as much memory again.
pub(super) fn sort(quads: &mut Vec<Parts>, parts: &[usize], terms: usize) {
    let mut sorted = vec![[0; 4]; quads.len()];
    for part in parts {
        if quads.is_sorted_by_key(|quad| quad[*part]) {
            continue;
        }
        let mut next = starts(quads, *part, terms);
        for quad in &*quads {
            let place = &mut next[quad[*part] as usize];
            sorted[*place as usize] = *quad;
            *place += 1;
        }
        std::mem::swap(quads, &mut sorted);
    }
}
