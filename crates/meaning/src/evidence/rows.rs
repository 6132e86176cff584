//! Lists of numbers, one list a row: compressed sparse rows.

use std::ops::Range;

use crate::column::Column;

/// Lists of numbers, one list a row.
#[derive(Debug, Default)]
pub struct Rows {
    /// Where each row starts, and where the last one ends; nothing at all where all rows are
    /// empty, which for rare relations saves four bytes a row.
    pub(super) starts: Column<u32>,
    pub(super) items: Column<u32>,
}

impl Rows {
    /// Builds rows from `(row, item)` pairs; within a row, items are sorted and distinct.
    /// O(rows + p log l) for p pairs, at most l in a row.
    pub fn new(rows: usize, pairs: Vec<(u32, u32)>) -> Self {
        if pairs.is_empty() {
            return Self::default();
        }
        // Where each row begins, and then, as it is filled, where it goes on.
        let mut starts = vec![0_u32; rows + 1];
        for (row, _) in &pairs {
            starts[*row as usize + 1] += 1;
        }
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        let mut items = vec![0; pairs.len()];
        let mut at = starts.clone();
        for (row, item) in pairs {
            items[at[row as usize] as usize] = item;
            at[row as usize] += 1;
        }
        // Sorted row by row; what is there twice is left out, and what follows moves up.
        let (mut start, mut length) = (0, 0);
        for row in 0..rows {
            let end = starts[row + 1] as usize;
            items[start..end].sort_unstable();
            let first = length;
            for index in start..end {
                if length == first || items[length - 1] != items[index] {
                    items[length] = items[index];
                    length += 1;
                }
            }
            start = end;
            starts[row + 1] = length as u32;
        }
        items.truncate(length);
        Self {
            starts: starts.into(),
            items: items.into(),
        }
    }

    /// Whether all rows are empty.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The items of a row.
    pub fn row(&self, row: u32) -> &[u32] {
        self.view().row(row)
    }

    /// The rows as slices, for loops over many rows.
    pub fn view(&self) -> RowsView<'_> {
        RowsView {
            starts: &self.starts,
            items: &self.items,
        }
    }

    /// Whether these are as many rows as they should be, in order, of items below a bound.
    pub(super) fn are_sound(&self, rows: usize, bound: usize) -> bool {
        let (starts, items): (&[u32], &[u32]) = (&self.starts, &self.items);
        if starts.is_empty() {
            return items.is_empty();
        }
        starts.len() == rows + 1
            && starts[0] == 0
            && starts[rows] as usize == items.len()
            && starts.is_sorted()
            && items.iter().all(|item| (*item as usize) < bound)
    }
}

/// Rows as slices.
#[derive(Clone, Copy, Debug)]
pub struct RowsView<'r> {
    starts: &'r [u32],
    items: &'r [u32],
}

impl<'r> RowsView<'r> {
    /// The items of a row.
    pub fn row(self, row: u32) -> &'r [u32] {
        self.rows(row..row + 1)
    }

    /// The items of all rows one after another.
    pub fn items(self) -> &'r [u32] {
        self.items
    }

    /// The items of some rows one after another.
    pub fn rows(self, rows: Range<u32>) -> &'r [u32] {
        if self.starts.is_empty() {
            return &[];
        }
        let (start, end) = (rows.start as usize, rows.end as usize);
        &self.items[self.starts[start] as usize..self.starts[end] as usize]
    }
}
