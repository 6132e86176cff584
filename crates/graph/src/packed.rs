//! Columns of whole numbers, each number in as many bits as its neighbours need.
//!
//! Numbers that stand near each other mostly are near each other: places where things begin,
//! subjects one after another, the objects of one predicate. So each block of them keeps its
//! least number, and of every number only what it exceeds that by, in as many bits as the
//! largest takes (Zukowski and others, *Super-Scalar RAM-CPU Cache Compression*, 2006: frame of
//! reference). Any number is still found in constant time without a look at its neighbours, so
//! binary search works as it does in a plain column.

use std::ops::Range;

use rayon::prelude::*;

use crate::archive::{Archive, Writer};
use crate::column::Column;

/// How many numbers share a least number and a width.
const BLOCK: usize = 128;

/// How many blocks are packed at a time.
const BATCH: usize = 512;

/// The widest number: with the bits of the one before it in its first byte it still fits into
/// eight bytes.
const WIDEST: u32 = 57;

/// A read-only column of whole numbers, packed.
#[derive(Debug, Default)]
pub struct Packed {
    count: usize,
    /// Of each block, its least number; and where its bits begin, in bytes, times 64, plus the
    /// width of its numbers. At last the count.
    blocks: Column<[u64; 2]>,
    bits: Column<u8>,
}

impl Packed {
    /// Packs numbers, each asked for by its position. O(count), on all cores.
    ///
    /// # Panics
    ///
    /// If numbers of one block are more than 2⁵⁷ apart.
    pub fn new(count: usize, number: impl Fn(usize) -> u64 + Sync) -> Self {
        let batches: Vec<(Vec<[u64; 2]>, Vec<u8>)> = (0..count.div_ceil(BLOCK * BATCH))
            .into_par_iter()
            .map(|batch| {
                let start = batch * BLOCK * BATCH;
                pack(start..(start + BLOCK * BATCH).min(count), &number)
            })
            .collect();
        let mut blocks = Vec::with_capacity(count.div_ceil(BLOCK) + 1);
        let mut bits = Vec::with_capacity(batches.iter().map(|(_, bits)| bits.len()).sum());
        for (batch, its_bits) in batches {
            let shift = (bits.len() as u64) << 6;
            blocks.extend(batch.iter().map(|[least, place]| [*least, place + shift]));
            bits.extend_from_slice(&its_bits);
        }
        blocks.push([count as u64, 0]);
        // The last number is read with what would come after it.
        bits.extend_from_slice(&[0; 8]);
        Self {
            count,
            blocks: blocks.into(),
            bits: bits.into(),
        }
    }

    /// How many numbers there are.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// One of the numbers. O(1).
    ///
    /// # Panics
    ///
    /// As [`Packed::fill`].
    pub fn at(&self, position: usize) -> u64 {
        let [number] = self.some(position);
        number
    }

    /// A few numbers from a position on. O(1).
    ///
    /// # Panics
    ///
    /// As [`Packed::fill`].
    pub fn some<const COUNT: usize>(&self, position: usize) -> [u64; COUNT] {
        let mut numbers = [0; COUNT];
        self.fill(position, &mut numbers);
        numbers
    }

    /// Fills a slice with the numbers from a position on. O(numbers); what lies together is
    /// looked up and tested once.
    ///
    /// # Panics
    ///
    /// If there are not so many. Unwinds with [`crate::column::Corrupt`] if the column is not as
    /// it was written.
    pub fn fill(&self, position: usize, numbers: &mut [u64]) {
        assert!(
            position + numbers.len() <= self.count,
            "a number beyond its column"
        );
        let (mut position, mut rest) = (position, numbers);
        while !rest.is_empty() {
            let within = position % BLOCK;
            let (now, later) = rest.split_at_mut(rest.len().min(BLOCK - within));
            self.fill_within(position / BLOCK, within, now);
            position += now.len();
            rest = later;
        }
    }

    /// Fills a slice with numbers of one block.
    fn fill_within(&self, block: usize, first: usize, numbers: &mut [u64]) {
        let [least, place] = self.blocks.at(block);
        let width = (place & 63) as usize;
        if width == 0 {
            numbers.fill(least);
            return;
        }
        let (start, mask) = ((place >> 6) as usize, (1 << width) - 1);
        let (begin, end) = (first * width / 8, (first + numbers.len() - 1) * width / 8);
        let bytes = self.bits.range(start + begin..start + end + 8);
        for (index, number) in numbers.iter_mut().enumerate() {
            let bit = (first + index) * width;
            let mut word = [0; 8];
            word.copy_from_slice(&bytes[bit / 8 - begin..][..8]);
            *number = least + (u64::from_le_bytes(word) >> (bit % 8) & mask);
        }
    }

    /// Writes the column down.
    ///
    /// # Errors
    ///
    /// Whatever the output says.
    pub fn save<W: std::io::Write + std::io::Seek>(
        &self,
        name: &str,
        archive: &mut Writer<W>,
    ) -> std::io::Result<()> {
        archive.column(&format!("{name}.blocks"), &self.blocks)?;
        archive.column(&format!("{name}.bits"), &self.bits)
    }

    /// Finds a column in an archive.
    pub fn open(name: &str, archive: &Archive) -> Option<Self> {
        let blocks: Column<[u64; 2]> = archive.column(&format!("{name}.blocks"))?;
        let count = match blocks.count() {
            0 => 0,
            entries => usize::try_from(blocks.at(entries - 1)[0]).ok()?,
        };
        let fits = count.div_ceil(BLOCK) == blocks.count().saturating_sub(1);
        fits.then_some(Self {
            count,
            blocks,
            bits: archive.column(&format!("{name}.bits"))?,
        })
    }
}

/// Packs the numbers at some positions.
fn pack(positions: Range<usize>, number: impl Fn(usize) -> u64) -> (Vec<[u64; 2]>, Vec<u8>) {
    let (mut blocks, mut bits) = (Vec::new(), Vec::new());
    let mut numbers = Vec::with_capacity(BLOCK);
    for start in positions.clone().step_by(BLOCK) {
        numbers.clear();
        numbers.extend((start..(start + BLOCK).min(positions.end)).map(&number));
        let least = numbers.iter().copied().min().unwrap_or(0);
        let most = numbers.iter().copied().max().unwrap_or(0);
        let width = u64::BITS - (most - least).leading_zeros();
        assert!(width <= WIDEST, "numbers too far apart");
        blocks.push([least, (bits.len() as u64) << 6 | u64::from(width)]);
        let (mut held, mut length) = (0_u128, 0);
        for number in &numbers {
            held |= u128::from(number - least) << length;
            length += width;
            if length >= u64::BITS {
                bits.extend_from_slice(&(held as u64).to_le_bytes());
                held >>= u64::BITS;
                length -= u64::BITS;
            }
        }
        let rest = length.div_ceil(8) as usize;
        bits.extend_from_slice(&held.to_le_bytes()[..rest]);
    }
    (blocks, bits)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::sync::Arc;

    use super::*;

    #[test]
    fn numbers_come_back_whatever_their_width() {
        for width in 0..=WIDEST {
            let number = |position: usize| {
                let mixed = (position as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                7 + (mixed & ((1 << width) - 1))
            };
            for count in [0, 1, 127, 128, 129, BLOCK * BATCH + 3] {
                let packed = Packed::new(count, number);
                assert_eq!(packed.count(), count);
                assert!((0..count).all(|position| packed.at(position) == number(position)));
                let mut all = vec![0; count];
                packed.fill(0, &mut all);
                assert!(all.into_iter().eq((0..count).map(number)));
            }
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for count in [0, 5, 1000] {
            let number = |position: usize| position as u64 * 3;
            let mut writer = Writer::new(Cursor::new(Vec::new())).unwrap();
            Packed::new(count, number).save("it", &mut writer).unwrap();
            let bytes = writer.finish(&()).unwrap().into_inner();
            let (archive, ()) = Archive::read(Arc::new(bytes)).unwrap();
            // A buffer is aligned by luck only; a mapped file always is.
            if let Some(read) = Packed::open("it", &archive) {
                assert_eq!(read.count(), count);
                assert!((0..count).all(|position| read.at(position) == number(position)));
            }
        }
    }
}
