//! The part of a dictionary that no longer grows: plain columns, in memory or mapped.

use rayon::prelude::*;

use crate::archive::{Archive, Writer};
use crate::column::{Column, corrupt};
use crate::packed::Packed;

/// Terms as one long text, cut by where each begins, with an open-addressed hash table beside
/// it. O(1) either way; 4 to 6 bytes a term beside its text.
#[derive(Debug)]
pub struct Frozen {
    bytes: Column<u8>,
    /// Where each term begins; and at last where the last one ends.
    starts: Packed,
    /// Numbers of terms, each at the place of its hash or the next free one after it. A number
    /// beyond all terms is none.
    table: Packed,
}

impl Default for Frozen {
    fn default() -> Self {
        Self::new(0, |_| &[])
    }
}

impl Frozen {
    /// Freezes so many terms by their keys. O(bytes), the hashing and packing on all cores.
    pub(super) fn new<'k>(count: usize, key: impl Fn(u32) -> &'k [u8] + Sync) -> Self {
        let numbers = 0..count as u32;
        let hashes: Vec<u64> = numbers
            .clone()
            .into_par_iter()
            .map(|number| super::hash(key(number)))
            .collect();
        let mut starts = Vec::with_capacity(count + 1);
        let mut bytes = Vec::new();
        for number in numbers {
            starts.push(bytes.len() as u64);
            bytes.extend_from_slice(key(number));
        }
        starts.push(bytes.len() as u64);
        // A quarter of the places is free, so that few terms are far from their own.
        let none = count as u32;
        let mut table = vec![none; count + count / 3 + 1];
        for (number, hash) in hashes.into_iter().enumerate() {
            let mut place = place(hash, table.len());
            while table[place] != none {
                place = next(place, table.len());
            }
            table[place] = number as u32;
        }
        Self {
            bytes: bytes.into(),
            starts: Packed::new(starts.len(), |number| starts[number]),
            table: Packed::new(table.len(), |place| u64::from(table[place])),
        }
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.starts.count() - 1
    }

    pub(super) fn key(&self, number: u32) -> &[u8] {
        let [start, end] = self.starts.some(number as usize);
        let (start, end) = (start as usize, end as usize);
        if start > end || end > self.bytes.count() {
            corrupt();
        }
        self.bytes.range(start..end)
    }

    pub(super) fn find(&self, hash: u64, key: &[u8]) -> Option<u32> {
        let places = self.table.count();
        if self.len() == 0 {
            return None;
        }
        let mut place = place(hash, places);
        loop {
            let number = self.table.at(place) as u32;
            if number as usize >= self.len() {
                return None;
            }
            if self.key(number) == key {
                return Some(number);
            }
            place = next(place, places);
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
        self.starts.save("terms.starts", archive)?;
        self.table.save("terms.table", archive)
    }

    /// Finds the dictionary of an archive.
    pub fn open(archive: &Archive) -> Option<Self> {
        let frozen = Self {
            bytes: archive.column("terms.bytes")?,
            starts: Packed::open("terms.starts", archive)?,
            table: Packed::open("terms.table", archive)?,
        };
        let terms = frozen.starts.count().checked_sub(1)?;
        (frozen.table.count() > terms).then_some(frozen)
    }
}

/// Where a table of so many places is searched first.
fn place(hash: u64, places: usize) -> usize {
    (hash % places as u64) as usize
}

/// Where it is searched next.
fn next(place: usize, places: usize) -> usize {
    if place + 1 == places { 0 } else { place + 1 }
}
