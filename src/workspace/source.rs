//! What is read: files, and text that stands for files.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use super::Format;

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
            Contents::File(path) => Ok(fs::read(path)?.into()),
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
