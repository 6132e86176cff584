//! A file of named columns: written once, put in place at once, mapped, and never changed.
//!
//! ```text
//! header    64 bytes: magic, version of the format, where the table is, its checksum
//! sections  the columns, each beginning at a multiple of 64
//! sums      the checksums of each section's chunks
//! table     JSON: for each section its name and place; and what the writer has to say
//! ```
//!
//! Numbers are in the byte order of the machine that wrote them; on another the version does
//! not read as ours, and the file is made anew.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, SeekFrom, Write};
use std::ops::Range;
use std::sync::Arc;

use bytemuck::{AnyBitPattern, NoUninit, Pod, Zeroable};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::column::{Bytes, CHUNK, Column, Stretch, checksum, checksums};

/// Changes whenever the meaning of any section does.
const VERSION: u64 = 4;

const MAGIC: [u8; 8] = *b"sayso\x1aix";

/// Sections begin at multiples of this: a cache line, and enough for every column.
const ALIGNMENT: u64 = 64;

#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
struct Header {
    magic: [u8; 8],
    version: u64,
    table_start: u64,
    table_length: u64,
    table_checksum: u64,
    padding: [u64; 3],
}

#[derive(Serialize, Deserialize)]
struct Table<About> {
    sections: BTreeMap<String, Place>,
    about: About,
}

#[derive(Clone, Serialize, Deserialize)]
struct Place {
    start: u64,
    length: u64,
    sums: u64,
}

/// Writes an archive, section by section.
#[derive(Debug)]
pub struct Writer<W: Write> {
    output: W,
    position: u64,
    sections: BTreeMap<String, (u64, u64, Vec<u64>)>,
}

impl<W: Write + io::Seek> Writer<W> {
    /// Begins an archive.
    ///
    /// # Errors
    ///
    /// Whatever the output says.
    pub fn new(mut output: W) -> io::Result<Self> {
        output.write_all(&[0; size_of::<Header>()])?;
        Ok(Self {
            output,
            position: size_of::<Header>() as u64,
            sections: BTreeMap::new(),
        })
    }

    /// Writes a column. O(its bytes).
    ///
    /// # Errors
    ///
    /// Whatever the output says.
    pub fn column<T: AnyBitPattern + NoUninit>(
        &mut self,
        name: &str,
        column: &Column<T>,
    ) -> io::Result<()> {
        self.section(name, column.as_bytes())
    }

    /// Writes a section of bytes.
    ///
    /// # Errors
    ///
    /// Whatever the output says.
    pub fn section(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let start = self.position;
        // Chunk by chunk, so that what is written is still at hand when its sum is taken.
        let mut sums = Vec::with_capacity(bytes.len().div_ceil(CHUNK));
        for batch in bytes.chunks(CHUNK * 64) {
            sums.extend(checksums(batch));
            self.output.write_all(batch)?;
        }
        self.position += bytes.len() as u64;
        self.align()?;
        let length = bytes.len() as u64;
        self.sections.insert(name.to_owned(), (start, length, sums));
        Ok(())
    }

    fn align(&mut self) -> io::Result<()> {
        let padding = self.position.next_multiple_of(ALIGNMENT) - self.position;
        self.output
            .write_all(&[0; ALIGNMENT as usize][..padding as usize])?;
        self.position += padding;
        Ok(())
    }

    /// Writes the checksums, the table and, last, the header. Until then it is no archive.
    ///
    /// # Errors
    ///
    /// Whatever the output says.
    pub fn finish(mut self, about: &impl Serialize) -> io::Result<W> {
        let mut sections = BTreeMap::new();
        for (name, (start, length, sums)) in std::mem::take(&mut self.sections) {
            let place = Place {
                start,
                length,
                sums: self.position,
            };
            let bytes: &[u8] = bytemuck::cast_slice(&sums);
            self.output.write_all(bytes)?;
            self.position += bytes.len() as u64;
            sections.insert(name, place);
        }
        let table = serde_json::to_vec(&Table { sections, about })?;
        self.output.write_all(&table)?;
        let header = Header {
            magic: MAGIC,
            version: VERSION,
            table_start: self.position,
            table_length: table.len() as u64,
            table_checksum: checksum(&table),
            padding: [0; 3],
        };
        self.output.seek(SeekFrom::Start(0))?;
        self.output.write_all(bytemuck::bytes_of(&header))?;
        self.output.flush()?;
        Ok(self.output)
    }
}

/// An archive, opened.
pub struct Archive {
    bytes: Bytes,
    sections: BTreeMap<String, Place>,
}

impl Archive {
    /// Maps an archive. `None` if the file is none of this version, or not whole. O(1) but for
    /// what the writer said about it.
    pub fn open<About: DeserializeOwned>(file: &File) -> Option<(Self, About)> {
        Self::read(Arc::new(map(file).ok()?))
    }

    /// Reads an archive from bytes.
    pub fn read<About: DeserializeOwned>(bytes: Bytes) -> Option<(Self, About)> {
        let whole = (*bytes).as_ref();
        let header: Header = bytemuck::pod_read_unaligned(whole.get(..size_of::<Header>())?);
        if header.magic != MAGIC || header.version != VERSION {
            return None;
        }
        let table = whole.get(range(header.table_start, header.table_length)?)?;
        if checksum(table) != header.table_checksum {
            return None;
        }
        let table: Table<About> = serde_json::from_slice(table).ok()?;
        let archive = Self {
            bytes,
            sections: table.sections,
        };
        Some((archive, table.about))
    }

    /// A column; `None` if there is none of this name, or it is not of this type.
    pub fn column<T: AnyBitPattern + NoUninit>(&self, name: &str) -> Option<Column<T>> {
        Column::mapped(self.stretch(name)?)
    }

    /// A section as bytes, guarded by its checksums.
    pub fn stretch(&self, name: &str) -> Option<Stretch> {
        let place = self.sections.get(name)?;
        let stretch = range(place.start, place.length)?;
        let chunks = stretch.len().div_ceil(CHUNK);
        let sums = range(place.sums, chunks as u64 * 8)?;
        let sums = (*self.bytes).as_ref().get(sums)?;
        let sums = sums.chunks_exact(8).map(bytemuck::pod_read_unaligned);
        let sums = sums.collect();
        Stretch::guarded(Arc::clone(&self.bytes), stretch, sums)
    }
}

fn range(start: u64, length: u64) -> Option<Range<usize>> {
    let end = start.checked_add(length)?;
    Some(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
}

/// Maps a file that nobody changes.
#[expect(
    unsafe_code,
    reason = "mapping is unsafe because somebody may change the file under the map"
)]
fn map(file: &File) -> io::Result<memmap2::Mmap> {
    // SAFETY: archives are written to a temporary name, renamed into place, and never written
    // to again; a newer one has another name. Every chunk is tested against its checksum before
    // it is believed, and columns hold only types of which every pattern of bits is a value. A
    // file that somebody else shortens or rewrites under the map is outside what we promise.
    unsafe { memmap2::Mmap::map(file) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let mut writer = Writer::new(io::Cursor::new(Vec::new())).unwrap();
        writer
            .column("numbers", &Column::from(vec![1_u32, 2, 3]))
            .unwrap();
        writer
            .column("none", &Column::from(Vec::<u64>::new()))
            .unwrap();
        writer
            .column("wide", &(0..50_000_u64).collect::<Column<u64>>())
            .unwrap();
        writer.finish(&"about it").unwrap().into_inner()
    }

    fn open(bytes: Vec<u8>) -> Option<Vec<u64>> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let (archive, about) = Archive::open::<String>(file.as_file())?;
        assert_eq!(about, "about it");
        let numbers = archive.column::<u32>("numbers")?;
        assert_eq!(*numbers, [1, 2, 3]);
        assert!(archive.column::<u64>("none")?.is_empty());
        Some(archive.column::<u64>("wide")?.to_vec())
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(
            open(sample()).unwrap(),
            (0..50_000_u64).collect::<Vec<u64>>()
        );
    }

    #[test]
    fn a_changed_bit_or_a_lost_end_is_found() {
        let whole = sample();
        for byte in (0..whole.len()).step_by(whole.len() / 500) {
            let mut changed = whole.clone();
            changed[byte] ^= 4;
            let outcome = std::panic::catch_unwind(|| open(changed));
            // Refused, or found when touched, or a bit that nobody reads: never another answer.
            if let Ok(Some(wide)) = outcome {
                assert!(wide.iter().copied().eq(0..50_000));
            }
            assert!(open(whole[..byte].to_vec()).is_none());
        }
    }
}
