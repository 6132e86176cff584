//! Lists of numbers, one list a row, in memory that can be used again.

/// Compressed sparse rows. Unlike [`crate::evidence::Rows`] they are filled anew for every claim
/// and are never written down.
#[derive(Clone, Debug, Default)]
pub(in crate::verdict) struct Lists {
    /// Where each row ends; it begins where the one before ends.
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// No rows.
    pub(in crate::verdict) fn clear(&mut self) {
        self.ends.clear();
        self.items.clear();
    }

    /// Adds an item to the last row.
    pub(in crate::verdict) fn push(&mut self, item: u32) {
        self.items.push(item);
    }

    /// Ends the last row.
    pub(in crate::verdict) fn end_row(&mut self) {
        self.ends.push(self.items.len() as u32);
    }

    /// Makes these the rows of some `(row, item)` pairs, each row in the order of the pairs.
    /// O(rows + pairs).
    pub(in crate::verdict) fn fill(
        &mut self,
        rows: usize,
        pairs: impl Iterator<Item = (u32, u32)> + Clone,
    ) {
        self.ends.clear();
        self.ends.resize(rows, 0);
        let mut count = 0;
        for (row, _) in pairs.clone() {
            self.ends[row as usize] += 1;
            count += 1;
        }
        let mut start = 0;
        for end in &mut self.ends {
            start += *end;
            *end = start - *end;
        }
        // Each entry is where its row goes on being filled, and so ends as where it ends.
        self.items.clear();
        self.items.resize(count, 0);
        for (row, item) in pairs {
            let at = &mut self.ends[row as usize];
            self.items[*at as usize] = item;
            *at += 1;
        }
    }

    /// The items of a row.
    pub(in crate::verdict) fn row(&self, row: u32) -> &[u32] {
        let start = match row {
            0 => 0,
            row => self.ends[row as usize - 1],
        };
        &self.items[start as usize..self.ends[row as usize] as usize]
    }

    /// All rows, in order.
    pub(in crate::verdict) fn rows(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.ends.len() as u32).map(|row| self.row(row))
    }

    /// How many rows there are.
    pub(in crate::verdict) fn len(&self) -> usize {
        self.ends.len()
    }
}
