//! Columns of plain values, owned or mapped: what is built in memory and what is read from a
//! compiled file look the same to everybody who reads them.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, Range};
use std::sync::Arc;

use bytemuck::{AnyBitPattern, NoUninit};

/// Bytes that somebody keeps alive: a mapped file, or a buffer.
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// A read-only column.
///
/// It dereferences to a slice. For a mapped column that costs a check of its alignment each time,
/// so loops take the slice first.
pub struct Column<T> {
    storage: Storage<T>,
}

enum Storage<T> {
    Owned(Vec<T>),
    Mapped {
        bytes: Bytes,
        range: Range<usize>,
        of: PhantomData<T>,
    },
}

impl<T: AnyBitPattern + NoUninit> Column<T> {
    /// A column in a stretch of bytes; `None` if the stretch is not within them, not aligned for
    /// the type, or no whole number of values.
    pub fn mapped(bytes: Bytes, range: Range<usize>) -> Option<Self> {
        let stretch = (*bytes).as_ref().get(range.clone())?;
        bytemuck::try_cast_slice::<u8, T>(stretch).ok()?;
        Some(Self {
            storage: Storage::Mapped {
                bytes,
                range,
                of: PhantomData,
            },
        })
    }

    /// The column as bytes, in the order of this machine.
    pub fn as_bytes(&self) -> &[u8] {
        bytemuck::cast_slice(self)
    }
}

impl<T: AnyBitPattern> Deref for Column<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.storage {
            Storage::Owned(values) => values,
            Storage::Mapped { bytes, range, .. } => {
                bytemuck::cast_slice(&(**bytes).as_ref()[range.clone()])
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

impl<T: AnyBitPattern + fmt::Debug> fmt::Debug for Column<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapped_column_reads_like_an_owned_one() {
        let owned: Column<u32> = vec![7, 8, 9].into();
        let bytes: Bytes = Arc::new(owned.as_bytes().to_vec());
        let mapped = Column::<u32>::mapped(Arc::clone(&bytes), 4..12);
        // A buffer of bytes need not be aligned; where it is, the values are there.
        if let Some(mapped) = mapped {
            assert_eq!(*mapped, [8, 9]);
        }
        assert!(Column::<u32>::mapped(Arc::clone(&bytes), 0..5).is_none());
        assert!(Column::<u32>::mapped(bytes, 8..16).is_none());
    }
}
