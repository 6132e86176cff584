//! Keeping the text of a document in the workspace, under its hash.
//!
//! The hash that goes into the record is that of the text in which positions count: a file as it
//! came, or the text that was taken out of a web page. The page itself is kept beside its text, for
//! whoever doubts the taking; its own hash is in its name.

use std::fs;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::Error;
use crate::check::Captures;
use crate::read::hex;
use crate::write;

/// What is kept of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Capture {
    /// The bytes that the hash is of.
    pub text: Vec<u8>,
    /// Their SHA-256, in lower-case hexadecimal.
    pub sha256: String,
    /// The web page that the text was taken out of, as it came.
    pub page: Option<Vec<u8>>,
}

/// Where a capture is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// The text.
    pub text: PathBuf,
    /// The page beside it.
    pub page: Option<PathBuf>,
}

impl Capture {
    /// A file as it came.
    pub fn text(bytes: Vec<u8>) -> Self {
        Self {
            sha256: hex(&Sha256::digest(&bytes)),
            text: bytes,
            page: None,
        }
    }

    /// A web page, with the text that is taken out of it.
    ///
    /// # Errors
    ///
    /// Why there is no text, in words.
    pub fn page(bytes: Vec<u8>) -> Result<Self, String> {
        let text = super::page::text(&bytes)?;
        Ok(Self {
            page: Some(bytes),
            ..Self::text(text.into_bytes())
        })
    }

    /// How many characters it has; none where it is no text in UTF-8, so that no words of it can
    /// be anchored.
    pub fn characters(&self) -> Option<usize> {
        let text = std::str::from_utf8(&self.text).ok()?;
        Some(text.chars().count())
    }

    /// Where it is kept, or would be.
    pub fn places(&self, captures: &Captures) -> Kept {
        let beside = |page: &Vec<u8>| {
            let name = format!("{}.{}.html", self.sha256, hex(&Sha256::digest(page)));
            captures.folder().join(name)
        };
        Kept {
            text: captures.path(&self.sha256),
            page: self.page.as_ref().map(beside),
        }
    }

    /// Keeps it: each file is put in place at once, the text last.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn keep(&self, captures: &Captures) -> Result<Kept, Error> {
        let folder = captures.folder();
        fs::create_dir_all(folder).map_err(|source| Error::Io {
            path: folder.display().to_string(),
            source,
        })?;
        let kept = self.places(captures);
        let page = kept.page.as_ref().zip(self.page.as_ref());
        for (path, bytes) in page.into_iter().chain([(&kept.text, &self.text)]) {
            // What is there and right is left alone.
            if fs::read(path).is_ok_and(|there| there == *bytes) {
                continue;
            }
            write::replace_with(path, |output| output.write_all(bytes)).map_err(
                |error| match error {
                    write::Error::Io { path, source } => Error::Io { path, source },
                    other => Error::Unfaithful {
                        file: path.display().to_string(),
                        reason: other.to_string(),
                    },
                },
            )?;
        }
        Ok(kept)
    }
}

/// Whether bytes look like a web page.
pub fn is_page(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = text.trim_ascii_start();
    let text = match text.strip_prefix(b"<?xml") {
        Some(rest) => rest
            .iter()
            .position(|byte| *byte == b'>')
            .map_or(text, |end| rest[end + 1..].trim_ascii_start()),
        None => text,
    };
    ["<!doctype html", "<html", "<head", "<body", "<article"]
        .iter()
        .any(|start| {
            let beginning = text.get(..start.len());
            beginning.is_some_and(|it| it.eq_ignore_ascii_case(start.as_bytes()))
        })
}

#[cfg(test)]
mod tests {
    use super::is_page;

    #[test]
    fn pages_are_told_from_texts() {
        for page in [
            "<!DOCTYPE html><p>a",
            " \n<html lang=en>",
            "\u{feff}<?xml version=\"1.0\"?>\n<html xmlns=\"…\">",
        ] {
            assert!(is_page(page.as_bytes()), "{page}");
        }
        for text in [
            "A < b",
            "<3 is what she wrote",
            "",
            "<?xml",
            "Le Soir <html>",
        ] {
            assert!(!is_page(text.as_bytes()), "{text}");
        }
    }
}
