//! What is read: files, and text that stands for files.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Format;
use crate::plain;

/// A file to read, or text that stands for one.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name that people know it by.
    pub name: String,
    /// The IRI that relative IRIs in it are resolved against, and that names its graph.
    pub base: String,
    /// Where its bytes are.
    pub contents: Contents,
}

/// Where the bytes of a source are.
#[derive(Clone, Debug)]
pub enum Contents {
    /// In a file.
    File(PathBuf),
    /// Here.
    Text(Arc<[u8]>),
}

impl Source {
    /// A source made of text, for tests and for standard input.
    pub fn text(name: &str, base: &str, text: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.to_owned(),
            base: base.to_owned(),
            contents: Contents::Text(text.into().into()),
        }
    }

    /// The bytes.
    ///
    /// # Errors
    ///
    /// Whatever the file system says.
    pub fn bytes(&self) -> io::Result<Arc<[u8]>> {
        match &self.contents {
            Contents::File(path) => read(path),
            Contents::Text(bytes) => Ok(Arc::clone(bytes)),
        }
    }

    /// The format, by the name: Turtle, unless it ends as another one does.
    pub fn format(&self) -> Format {
        Format::of(Path::new(&self.name)).unwrap_or(Format::Turtle)
    }

    /// How many bytes there are; 0 where that cannot be told.
    pub fn length(&self) -> u64 {
        match &self.contents {
            Contents::File(path) => fs::metadata(path).map_or(0, |metadata| metadata.len()),
            Contents::Text(bytes) => bytes.len() as u64,
        }
    }
}

/// Reads a file straight to where its bytes stay: from a `Vec` they would be copied, and a file of
/// gigabytes would be in memory twice.
fn read(path: &Path) -> io::Result<Arc<[u8]>> {
    let mut file = plain::open(path)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    let mut bytes: Arc<[u8]> = std::iter::repeat_n(0, length).collect();
    if let Some(place) = Arc::get_mut(&mut bytes) {
        match file.read_exact(place) {
            // It has become shorter meanwhile.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Ok(plain::read(path)?.into());
            }
            outcome => outcome?,
        }
    }
    // What is no plain file does not say how long it is.
    let mut rest = Vec::new();
    file.read_to_end(&mut rest)?;
    Ok(if rest.is_empty() {
        bytes
    } else {
        [&*bytes, &rest].concat().into()
    })
}
