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
        // A quarter of the places is free, so that few terms are far from their own.
        let places = count + count / 3 + 1;
        let (table, (starts, bytes)) = rayon::join(
            || {
                let numbers = (0..count as u32).into_par_iter();
                let own = numbers.map(|number| place(super::hash(key(number)), places));
                fill(&own.collect::<Vec<_>>(), places)
            },
            || {
                let mut starts = Vec::with_capacity(count + 1);
                let mut bytes = Vec::new();
                for number in 0..count as u32 {
                    starts.push(bytes.len() as u64);
                    bytes.extend_from_slice(key(number));
                }
                starts.push(bytes.len() as u64);
                (starts, bytes)
            },
        );
        Self {
            bytes: bytes.into(),
            starts: Packed::new(starts.len(), |number| starts[number]),
            table: Packed::new(places, |place| u64::from(table[place])),
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

/// How many places are filled together: so many are at hand in the nearer caches.
const REGION: usize = 1 << 16;

/// Puts each number at its own place or the next free one after it. O(numbers), on all cores.
///
/// A table is much larger than any cache, and places are as good as random. So the numbers are
/// first sorted by the region that they go to; what does not fit there any more goes on to the
/// next regions at the end.
fn fill(own: &[usize], places: usize) -> Vec<u32> {
    let none = own.len() as u32;
    let mut ends = vec![0; places.div_ceil(REGION)];
    for place in own {
        ends[place / REGION] += 1;
    }
    let mut start = 0;
    for end in &mut ends {
        start += *end;
        *end = start - *end;
    }
    // Each entry is where its region goes on being filled, and so ends as where it ends.
    let mut sorted = vec![(0, 0); own.len()];
    for (place, number) in own.iter().zip(0..) {
        let at = &mut ends[place / REGION];
        sorted[*at] = ((place % REGION) as u32, number);
        *at += 1;
    }
    let start = |region: usize| region.checked_sub(1).map_or(0, |before| ends[before]);
    let mut table = vec![none; places];
    let regions = table.par_chunks_mut(REGION).enumerate();
    let left: Vec<Vec<u32>> = regions
        .map(|(region, slots)| {
            let mut left = Vec::new();
            for (place, number) in &sorted[start(region)..ends[region]] {
                let free = slots[*place as usize..].iter_mut();
                match free.into_iter().find(|slot| **slot == none) {
                    Some(slot) => *slot = *number,
                    None => left.push(*number),
                }
            }
            left
        })
        .collect();
    for number in left.into_iter().flatten() {
        let mut place = own[number as usize];
        while table[place] != none {
            place = next(place, places);
        }
        table[place] = number;
    }
    table
}

/// Where it is searched next.
fn next(place: usize, places: usize) -> usize {
    if place + 1 == places { 0 } else { place + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_of_many_is_found() {
        // Over several regions; and crowded at the end of one, and of the table.
        let count = 3 * REGION;
        let keys: Vec<String> = (0..count).map(|number| format!("I{number}")).collect();
        let frozen = Frozen::new(count, |number| keys[number as usize].as_bytes());
        for (number, key) in (0..).zip(&keys) {
            let hash = super::super::hash(key.as_bytes());
            assert_eq!(frozen.find(hash, key.as_bytes()), Some(number));
        }
        for crowded in [REGION - 2, 2 * REGION - 1, 2 * REGION + 7] {
            let places = 2 * REGION + 8;
            let table = fill(&[crowded; 20], places);
            let mut place = crowded;
            for _ in 0..20 {
                assert_ne!(table[place], 20);
                place = next(place, places);
            }
            assert_eq!(table.iter().filter(|number| **number != 20).count(), 20);
        }
    }
}
