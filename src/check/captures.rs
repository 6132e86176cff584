//! The captures of a workspace: texts of documents, each in a file that is named by its hash.
//!
//! They are the default place to look a text up. A capture is found by name, so that a folder with
//! ten thousand of them costs a command that quotes one no more than one file.

use std::path::{Path, PathBuf};

use super::anchors::{Copies, Copy};
use crate::data::Data;
use crate::read::terms::TermRef;
use crate::vocab::{Id, Known};

/// What files of text end in.
pub const TEXT: &str = "txt";

/// A folder with captures.
#[derive(Clone, Debug)]
pub struct Captures {
    folder: PathBuf,
}

impl Captures {
    /// The captures in a folder, which need not be there.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the text with a hash stands, or would.
    pub fn path(&self, sha256: &str) -> PathBuf {
        let name = sha256.to_ascii_lowercase();
        self.folder.join(name).with_extension(TEXT)
    }

    /// The capture with a hash, as it is there now: whether it still has that hash is for the
    /// reader to ask. None where it is not there or cannot be read.
    pub fn find(&self, sha256: &str) -> Option<Copy> {
        // What stands in a dataset must not lead anywhere else in the file system.
        if !is_hash(sha256) {
            return None;
        }
        let path = self.path(sha256);
        path.is_file().then(|| Copy::read(&path).ok()).flatten()
    }

    /// The text with a hash: a capture that was changed is none.
    pub fn text(&self, sha256: &str) -> Option<Copy> {
        let copy = self.find(sha256)?;
        copy.sha256.eq_ignore_ascii_case(sha256).then_some(copy)
    }

    /// The captures of the documents of some data that are at hand. O(bytes of these).
    pub fn of(&self, data: &Data) -> Copies {
        if !self.folder.is_dir() {
            return Copies::kept(std::iter::empty());
        }
        let documents = data.evidence.documents.iter();
        let mut hashes: Vec<String> = documents
            .flat_map(|document| hashes(data, document.term))
            .map(str::to_ascii_lowercase)
            .collect();
        hashes.sort_unstable();
        hashes.dedup();
        let found = hashes.iter().filter_map(|hash| {
            let copy = self.find(hash)?;
            Some((hash.clone(), copy))
        });
        Copies::kept(found)
    }
}

/// The hashes that a document has; one, if all is well.
pub fn hashes(data: &Data, document: Id) -> impl Iterator<Item = &str> {
    let hashes = data.index.objects(document, Known::Sha256);
    hashes.filter_map(|hash| match data.graph.terms.get(hash) {
        TermRef::Literal { value, .. } => Some(value),
        _ => None,
    })
}

/// Whether a text has the form of a SHA-256.
fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
