//! The part of a dictionary that no longer grows: plain columns, in memory or mapped.

use crate::archive::{Archive, Writer};
use crate::column::{Column, corrupt};

/// No term: an empty place of the table.
const EMPTY: u32 = u32::MAX;

/// So many terms share one wide start, from which the others are counted.
const BLOCK: usize = 256;

/// Terms as one long text, cut by where each begins, with an open-addressed hash table beside
/// it. O(1) either way; 6 to 12 bytes a term beside its text.
#[derive(Debug)]
pub struct Frozen {
    bytes: Column<u8>,
    /// Where every [`BLOCK`]th term begins.
    blocks: Column<u64>,
    /// Where each term begins within its block; and at last where the last one ends.
    starts: Column<u32>,
    /// Numbers of terms, each at the place of its hash or the next free one after it. The
    /// length is a power of two.
    table: Column<u32>,
}

impl Default for Frozen {
    fn default() -> Self {
        Self::new(std::iter::empty())
    }
}

impl Frozen {
    /// Freezes terms, in order, by their keys. O(bytes).
    pub(super) fn new<'k>(keys: impl Iterator<Item = &'k [u8]>) -> Self {
        let mut bytes = Vec::new();
        let mut blocks = Vec::new();
        let mut starts = Vec::new();
        let mut hashes = Vec::new();
        for key in keys {
            mark(&mut blocks, &mut starts, bytes.len());
            hashes.push(super::hash(key));
            bytes.extend_from_slice(key);
        }
        mark(&mut blocks, &mut starts, bytes.len());
        let places = (hashes.len() * 4 / 3 + 1).next_power_of_two();
        let mut table = vec![EMPTY; places];
        for (number, hash) in hashes.into_iter().enumerate() {
            let mut place = hash as usize & (places - 1);
            while table[place] != EMPTY {
                place = (place + 1) & (places - 1);
            }
            table[place] = number as u32;
        }
        Self {
            bytes: bytes.into(),
            blocks: blocks.into(),
            starts: starts.into(),
            table: table.into(),
        }
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.starts.count() - 1
    }

    pub(super) fn key(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let ends = self.starts.range(number..number + 2);
        let start = self.blocks.at(number / BLOCK) as usize + ends[0] as usize;
        let end = self.blocks.at((number + 1) / BLOCK) as usize + ends[1] as usize;
        if start > end || end > self.bytes.count() {
            corrupt();
        }
        self.bytes.range(start..end)
    }

    pub(super) fn find(&self, hash: u64, key: &[u8]) -> Option<u32> {
        let mask = self.table.count() - 1;
        let mut place = hash as usize & mask;
        loop {
            let number = self.table.at(place);
            if number == EMPTY {
                return None;
            }
            if self.key(number) == key {
                return Some(number);
            }
            place = (place + 1) & mask;
        }
    }

    /// Writes the dictionary down.
    ///
    /// # Errors
    ///
    /// Whatever the output says.
    pub fn save<W: std::io::Write + std::io::Seek>(
        &self,
        archive: &mut Writer<W>,
    ) -> std::io::Result<()> {
        archive.column("terms.bytes", &self.bytes)?;
        archive.column("terms.blocks", &self.blocks)?;
        archive.column("terms.starts", &self.starts)?;
        archive.column("terms.table", &self.table)
    }

    /// Finds the dictionary of an archive.
    pub fn open(archive: &Archive) -> Option<Self> {
        let frozen = Self {
            bytes: archive.column("terms.bytes")?,
            blocks: archive.column("terms.blocks")?,
            starts: archive.column("terms.starts")?,
            table: archive.column("terms.table")?,
        };
        let terms = frozen.starts.count().checked_sub(1)?;
        let fits = frozen.blocks.count() == terms / BLOCK + 1
            && frozen.table.count().is_power_of_two()
            && frozen.table.count() > terms;
        fits.then_some(frozen)
    }
}

/// Notes where a term begins.
fn mark(blocks: &mut Vec<u64>, starts: &mut Vec<u32>, at: usize) {
    if starts.len().is_multiple_of(BLOCK) {
        blocks.push(at as u64);
    }
    let block = blocks[blocks.len() - 1];
    // 256 terms of at most 16 MiB each stay below 4 GiB.
    let start = u32::try_from(at as u64 - block).expect("256 terms of more than 4 GiB");
    starts.push(start);
}
