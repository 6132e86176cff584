//! Columns of plain values, owned or mapped: what is built in memory and what is read from a
//! compiled file look the same to everybody who reads them.
//!
//! A mapped column is guarded by checksums, one a [`CHUNK`], each tested when its chunk is first
//! touched: a file of gigabytes opens at once, and yet nothing that it holds is believed
//! untested. A chunk that is not as it was written ends the work with [`Corrupt`], unwinding to
//! whoever opened the file, who makes it anew.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, Range};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytemuck::{AnyBitPattern, NoUninit};
use rayon::prelude::*;

/// How many bytes one checksum guards.
pub const CHUNK: usize = 64 * 1024;

/// Bytes that somebody keeps alive: a mapped file, or a buffer.
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// What unwinds when bytes are not as they were written.
#[derive(Clone, Copy, Debug)]
pub struct Corrupt;

/// Gives up on a compiled file: unwinds with [`Corrupt`], without a word on standard error.
pub fn corrupt() -> ! {
    std::panic::resume_unwind(Box::new(Corrupt))
}

/// The checksum of a chunk: XXH3, 64 bits. It is no defence against malice, only against
/// accidents.
pub fn checksum(chunk: &[u8]) -> u64 {
    twox_hash::XxHash3_64::oneshot(chunk)
}

/// The checksums of bytes, a chunk each. O(bytes), on all cores.
pub fn checksums(bytes: &[u8]) -> Vec<u64> {
    bytes.par_chunks(CHUNK).map(checksum).collect()
}

/// Remembers which chunks were tested.
struct Guard {
    checksums: Vec<u64>,
    is_sound: Vec<AtomicBool>,
    is_all_sound: AtomicBool,
}

impl Guard {
    fn test(&self, bytes: &[u8], chunk: usize) {
        // Two threads may both test a chunk; they find the same.
        if !self.is_sound[chunk].load(Ordering::Relaxed) {
            let start = chunk * CHUNK;
            let end = (start + CHUNK).min(bytes.len());
            if checksum(&bytes[start..end]) != self.checksums[chunk] {
                corrupt();
            }
            self.is_sound[chunk].store(true, Ordering::Relaxed);
        }
    }

    fn test_range(&self, bytes: &[u8], range: &Range<usize>) {
        if !range.is_empty() && !self.is_all_sound.load(Ordering::Relaxed) {
            for chunk in range.start / CHUNK..=(range.end - 1) / CHUNK {
                self.test(bytes, chunk);
            }
        }
    }

    fn test_all(&self, bytes: &[u8]) {
        if !self.is_all_sound.load(Ordering::Relaxed) {
            let chunks = 0..self.checksums.len();
            chunks
                .into_par_iter()
                .for_each(|chunk| self.test(bytes, chunk));
            self.is_all_sound.store(true, Ordering::Relaxed);
        }
    }
}

/// A stretch of bytes, tested where it is touched.
#[derive(Clone)]
pub struct Stretch {
    bytes: Bytes,
    range: Range<usize>,
    guard: Option<Arc<Guard>>,
}

impl Stretch {
    /// A stretch that needs no test; `None` if it is not within the bytes.
    pub fn new(bytes: Bytes, range: Range<usize>) -> Option<Self> {
        (*bytes).as_ref().get(range.clone())?;
        Some(Self {
            bytes,
            range,
            guard: None,
        })
    }

    /// A stretch guarded by checksums; `None` if it is not within the bytes, or the number of
    /// checksums is not that of its chunks.
    pub fn guarded(bytes: Bytes, range: Range<usize>, checksums: Vec<u64>) -> Option<Self> {
        let mut stretch = Self::new(bytes, range)?;
        let chunks = stretch.range.len().div_ceil(CHUNK);
        if checksums.len() != chunks {
            return None;
        }
        stretch.guard = Some(Arc::new(Guard {
            checksums,
            is_sound: (0..chunks).map(|_| AtomicBool::new(false)).collect(),
            is_all_sound: AtomicBool::new(chunks == 0),
        }));
        Some(stretch)
    }

    fn untested(&self) -> &[u8] {
        &(*self.bytes).as_ref()[self.range.clone()]
    }
}

/// A read-only column.
///
/// It dereferences to a slice, all of it tested. Where few values of a large column are wanted,
/// [`Column::range`] tests no more than these.
pub struct Column<T> {
    storage: Storage<T>,
}

enum Storage<T> {
    Owned(Vec<T>),
    Mapped {
        stretch: Stretch,
        of: PhantomData<T>,
    },
}

impl<T: AnyBitPattern + NoUninit> Column<T> {
    /// A column in a stretch of bytes; `None` if the stretch is not aligned for the type, or no
    /// whole number of values.
    pub fn mapped(stretch: Stretch) -> Option<Self> {
        bytemuck::try_cast_slice::<u8, T>(stretch.untested()).ok()?;
        Some(Self {
            storage: Storage::Mapped {
                stretch,
                of: PhantomData,
            },
        })
    }

    /// The column as bytes, in the order of this machine.
    pub fn as_bytes(&self) -> &[u8] {
        bytemuck::cast_slice(self)
    }
}

impl<T: AnyBitPattern> Column<T> {
    /// How many values there are, none of them touched.
    pub fn count(&self) -> usize {
        match &self.storage {
            Storage::Owned(values) => values.len(),
            Storage::Mapped { stretch, .. } => stretch.range.len() / size_of::<T>().max(1),
        }
    }

    /// Some of the values.
    ///
    /// # Panics
    ///
    /// If the range is not within the column. Unwinds with [`Corrupt`] if the values are not as
    /// they were written.
    pub fn range(&self, range: Range<usize>) -> &[T] {
        match &self.storage {
            Storage::Owned(values) => &values[range],
            Storage::Mapped { stretch, .. } => {
                let bytes = stretch.untested();
                if let Some(guard) = &stretch.guard {
                    let size = size_of::<T>();
                    let touched = range.start * size..range.end * size;
                    assert!(touched.end <= bytes.len(), "a range beyond its column");
                    guard.test_range(bytes, &touched);
                }
                &bytemuck::cast_slice(bytes)[range]
            }
        }
    }

    /// One of the values.
    ///
    /// # Panics
    ///
    /// As [`Column::range`].
    pub fn at(&self, position: usize) -> T {
        self.range(position..position + 1)[0]
    }
}

impl<T: AnyBitPattern> Deref for Column<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.storage {
            Storage::Owned(values) => values,
            Storage::Mapped { stretch, .. } => {
                let bytes = stretch.untested();
                if let Some(guard) = &stretch.guard {
                    guard.test_all(bytes);
                }
                bytemuck::cast_slice(bytes)
            }
        }
    }
}

impl<T> From<Vec<T>> for Column<T> {
    fn from(values: Vec<T>) -> Self {
        Self {
            storage: Storage::Owned(values),
        }
    }
}

impl<T> FromIterator<T> for Column<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Vec::from_iter(values).into()
    }
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T: AnyBitPattern> fmt::Debug for Column<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Column({})", self.count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Aligned(Vec<u64>);

    impl AsRef<[u8]> for Aligned {
        fn as_ref(&self) -> &[u8] {
            bytemuck::cast_slice(&self.0)
        }
    }

    fn bytes() -> Bytes {
        Arc::new(Aligned((0..40_000).collect()))
    }

    #[test]
    fn a_mapped_column_reads_like_an_owned_one() {
        let stretch = |range| Stretch::new(bytes(), range).unwrap();
        let mapped = Column::<u64>::mapped(stretch(8..32)).unwrap();
        assert_eq!(*mapped, [1, 2, 3]);
        assert_eq!(mapped.range(1..3), [2, 3]);
        assert!(Column::<u64>::mapped(stretch(0..9)).is_none());
        assert!(Column::<u64>::mapped(stretch(4..12)).is_none());
        assert!(Stretch::new(bytes(), 0..400_000).is_none());
    }

    #[test]
    fn a_wrong_chunk_is_found_when_it_is_touched_and_not_before() {
        let whole = bytes();
        let length = (*whole).as_ref().len();
        let mut sums = checksums((*whole).as_ref());
        sums[3] ^= 1;
        let stretch = Stretch::guarded(whole, 0..length, sums).unwrap();
        let column = Column::<u64>::mapped(stretch).unwrap();
        assert_eq!(column.at(7), 7);
        let touch = |work: &dyn Fn()| {
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(work))
                .unwrap_err()
                .is::<Corrupt>()
        };
        assert!(touch(&|| {
            column.at(3 * CHUNK / 8);
        }));
        assert!(touch(&|| {
            column.to_vec();
        }));
        assert_eq!(column.at(8), 8);
    }
}
