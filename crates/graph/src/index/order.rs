//! One sorted order of quads: a run of rows for each first part.

use std::ops::Range;

use rayon::prelude::*;

use crate::archive::{Archive, Writer};
use crate::packed::Packed;
use crate::read::Quad;

/// Second part, third part and graph of a quad.
pub(super) type Row = [u32; 3];

/// About so many rows are sorted at a time.
const BATCH: usize = 1 << 16;

/// So many bits of a number are looked at in one pass: as many counters stay in the nearest cache.
const DIGIT: u32 = 11;

/// So many rows are read at once: more than most subjects have.
pub(super) const SHORT: usize = 16;

/// Quads sorted by one part, then a second, then the third, then the graph.
///
/// Packed, this takes some 2 bytes a quad by predicate and 4 by subject, where plain numbers
/// take 8, and a read costs a few nanoseconds more.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// For each term, where the rows that have it as their first part begin; and one more.
    starts: Packed,
    seconds: Packed,
    thirds: Packed,
    /// The graph of each row; nothing where all rows have the same.
    graphs: Packed,
}

impl Order {
    /// Packs rows. O(rows + terms), on all cores.
    pub(super) fn new(sorted: &Sorted, is_one_graph: bool) -> Self {
        let Sorted { starts, rows } = sorted;
        let part = |part: usize| Packed::new(rows.len(), |row| u64::from(rows[row][part]));
        Self {
            starts: Packed::new(starts.len(), |term| u64::from(starts[term])),
            seconds: part(0),
            thirds: part(1),
            graphs: if is_one_graph {
                Packed::default()
            } else {
                part(2)
            },
        }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.seconds.count()
    }

    /// The rows with a first part. O(1).
    pub(super) fn run(&self, first: u32) -> Range<usize> {
        if !self.has(first) {
            return 0..0;
        }
        let [start, end] = self.starts.some(first as usize);
        start as usize..end as usize
    }

    /// Whether a term was there when the rows were sorted.
    pub(super) fn has(&self, first: u32) -> bool {
        first as usize + 1 < self.starts.count()
    }

    /// Of the rows with a first part, those with a second part. O(log rows).
    pub(super) fn within(&self, run: Range<usize>, second: u32) -> Range<usize> {
        stretch(&self.seconds, run, second)
    }

    /// Of the rows with a first and a second part, those with a third part. O(log rows).
    pub(super) fn exactly(&self, run: Range<usize>, third: u32) -> Range<usize> {
        stretch(&self.thirds, run, third)
    }

    /// Some rows as second part, third part and graph; the graph is the one given where all have
    /// the same.
    pub(super) fn rows(&self, run: Range<usize>, graph: u32) -> impl Iterator<Item = Row> {
        let batches = run.clone().step_by(SHORT);
        batches.flat_map(move |start| {
            let length = (run.end - start).min(SHORT);
            let batch = self.batch(start, length, graph);
            batch.into_iter().take(length)
        })
    }

    /// So many rows, at most [`SHORT`], from a position on, as [`Order::rows`].
    pub(super) fn batch(&self, start: usize, length: usize, graph: u32) -> [Row; SHORT] {
        let mut parts = [[0; SHORT], [0; SHORT], [u64::from(graph); SHORT]];
        self.seconds.fill(start, &mut parts[0][..length]);
        self.thirds.fill(start, &mut parts[1][..length]);
        if self.graphs.count() > 0 {
            self.graphs.fill(start, &mut parts[2][..length]);
        }
        std::array::from_fn(|row| [0, 1, 2].map(|part: usize| parts[part][row] as u32))
    }

    /// The first parts that have rows, in order. O(terms).
    pub(super) fn firsts(&self) -> impl Iterator<Item = u32> {
        let terms = self.starts.count().saturating_sub(1);
        (0..terms as u32).filter(|first| !self.run(*first).is_empty())
    }

    pub(super) fn save<W: std::io::Write + std::io::Seek>(
        &self,
        name: &str,
        archive: &mut Writer<W>,
    ) -> std::io::Result<()> {
        self.starts.save(&format!("{name}.starts"), archive)?;
        self.seconds.save(&format!("{name}.seconds"), archive)?;
        self.thirds.save(&format!("{name}.thirds"), archive)?;
        self.graphs.save(&format!("{name}.graphs"), archive)
    }

    pub(super) fn open(name: &str, archive: &Archive) -> Option<Self> {
        let open = |part: &str| Packed::open(&format!("{name}.{part}"), archive);
        let order = Self {
            starts: open("starts")?,
            seconds: open("seconds")?,
            thirds: open("thirds")?,
            graphs: open("graphs")?,
        };
        let graphs = order.graphs.count();
        let fits = order.thirds.count() == order.len() && (graphs == 0 || graphs == order.len());
        fits.then_some(order)
    }
}

/// Where, in a sorted run, a number stands. O(log run).
fn stretch(numbers: &Packed, run: Range<usize>, number: u32) -> Range<usize> {
    let number = u64::from(number);
    let start = partition(numbers, run.clone(), |other| other < number);
    start..partition(numbers, start..run.end, |other| other == number)
}

/// Where, in a run, a condition that holds at first no longer does. The run is halved until it
/// is short; a short one is read at once.
fn partition(numbers: &Packed, run: Range<usize>, holds: impl Fn(u64) -> bool) -> usize {
    let (mut start, mut end) = (run.start, run.end);
    while end - start > SHORT {
        let middle = start.midpoint(end);
        if holds(numbers.at(middle)) {
            start = middle + 1;
        } else {
            end = middle;
        }
    }
    let mut few = [0; SHORT];
    let few = &mut few[..end - start];
    numbers.fill(start, few);
    start + few.partition_point(|number| holds(*number))
}

/// Rows in one order, before they are packed.
pub(super) struct Sorted {
    starts: Vec<u32>,
    rows: Vec<Row>,
}

impl Sorted {
    /// Sorts quads by subject, predicate, object and graph; each is kept once. O(quads + terms)
    /// where no subject has very many, on all cores.
    pub(super) fn by_subject(quads: &[Quad], terms: usize) -> Self {
        let mut starts = starts(quads.iter().map(|quad| quad.subject.0), terms);
        let mut rows = vec![[0; 3]; quads.len()];
        let mut next = starts.clone();
        // Files say things of one subject after another, so this mostly writes in order.
        for quad in quads {
            let place = &mut next[quad.subject.index()];
            rows[*place as usize] = [quad.predicate.0, quad.object.0, quad.graph.0];
            *place += 1;
        }
        drop(next);
        let are_distinct = batches(&starts, &mut rows)
            .into_par_iter()
            .map(|(runs, rows)| {
                let begin = runs[0];
                let mut are_distinct = true;
                for run in runs.windows(2) {
                    let run = &mut rows[(run[0] - begin) as usize..(run[1] - begin) as usize];
                    run.sort_unstable();
                    are_distinct &= run.windows(2).all(|pair| pair[0] != pair[1]);
                }
                are_distinct
            })
            .reduce(|| true, |one, other| one & other);
        if !are_distinct {
            let mut kept = 0;
            for first in 0..terms {
                let run = starts[first] as usize..starts[first + 1] as usize;
                starts[first] = kept as u32;
                for row in run.clone() {
                    if row == run.start || rows[row] != rows[row - 1] {
                        rows[kept] = rows[row];
                        kept += 1;
                    }
                }
            }
            starts[terms] = kept as u32;
            rows.truncate(kept);
        }
        Self { starts, rows }
    }

    /// The same quads, by predicate, object, subject and graph; and the predicates. O(quads ·
    /// digits of a number), the predicates on all cores.
    pub(super) fn by_predicate(&self) -> (Self, Vec<u32>) {
        let terms = self.starts.len() - 1;
        let starts = starts(self.rows.iter().map(|row| row[0]), terms);
        let mut rows = vec![[0; 3]; self.rows.len()];
        let mut next = starts.clone();
        for (subject, run) in self.starts.windows(2).enumerate() {
            for [predicate, object, graph] in &self.rows[run[0] as usize..run[1] as usize] {
                let place = &mut next[*predicate as usize];
                rows[*place as usize] = [*object, subject as u32, *graph];
                *place += 1;
            }
        }
        drop(next);
        let has_rows = |first: &u32| starts[*first as usize] < starts[*first as usize + 1];
        let predicates: Vec<u32> = (0..terms as u32).filter(has_rows).collect();
        let mut runs = Vec::with_capacity(predicates.len());
        let mut rest = rows.as_mut_slice();
        for first in &predicates {
            let length = starts[*first as usize + 1] - starts[*first as usize];
            let (run, others) = rest.split_at_mut(length as usize);
            runs.push(run);
            rest = others;
        }
        // The subjects of a predicate are in order, and stay so among those of one object.
        runs.into_par_iter().for_each(sort_by_second);
        (Self { starts, rows }, predicates)
    }
}

/// Where the rows of each first part begin; and one more.
fn starts(firsts: impl Iterator<Item = u32>, terms: usize) -> Vec<u32> {
    let mut starts = vec![0; terms + 1];
    for first in firsts {
        starts[first as usize + 1] += 1;
    }
    for term in 0..terms {
        starts[term + 1] += starts[term];
    }
    starts
}

/// Cuts rows between runs: where the runs of each batch begin and its last one ends, and its
/// rows.
fn batches<'r>(mut starts: &'r [u32], mut rows: &'r mut [Row]) -> Vec<(&'r [u32], &'r mut [Row])> {
    let mut batches = Vec::new();
    while starts.len() > 1 {
        let end = u64::from(starts[0]) + BATCH as u64;
        let runs = starts[1..].partition_point(|start| u64::from(*start) < end);
        let last = (runs + 1).min(starts.len() - 1);
        let (batch, others) = rows.split_at_mut((starts[last] - starts[0]) as usize);
        batches.push((&starts[..=last], batch));
        (starts, rows) = (&starts[last..], others);
    }
    batches
}

/// Sorts rows by their first number; those where it is the same stay in order. O(rows · digits).
fn sort_by_second(rows: &mut [Row]) {
    if rows.is_sorted_by_key(|row| row[0]) {
        return;
    }
    if rows.len() < 1 << DIGIT {
        rows.sort_by_key(|row| row[0]);
        return;
    }
    let most = rows.iter().map(|row| row[0]).max().unwrap_or(0);
    let mut from = rows.to_vec();
    let mut to = vec![[0; 3]; rows.len()];
    for shift in (0..u32::BITS - most.leading_zeros()).step_by(DIGIT as usize) {
        let digit = |row: &Row| row[0] >> shift & ((1 << DIGIT) - 1);
        let mut next = starts(from.iter().map(digit), 1 << DIGIT);
        for row in &from {
            let place = &mut next[digit(row) as usize];
            to[*place as usize] = *row;
            *place += 1;
        }
        std::mem::swap(&mut from, &mut to);
    }
    rows.copy_from_slice(&from);
}
