//! The folder that people keep: `sayso.toml`, `datasets/`, `queries/`.

mod init;
mod source;

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;
use thiserror::Error;

pub use init::{Created, init};
pub use source::{Contents, Source};

/// The file that makes a folder a workspace.
pub const CONFIG: &str = "sayso.toml";
/// The IRI that relative IRIs are resolved against where a workspace names none.
pub const DEFAULT_BASE: &str = "https://w3id.org/sayso/workspace/";

/// What `sayso.toml` says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The IRI that relative IRIs in datasets are resolved against.
    #[serde(default)]
    pub base: Option<String>,
    /// How strict answers are.
    #[serde(default)]
    pub profile: Profile,
}

/// How strict answers are.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Only documents that are held attest, not those merely cited.
    #[serde(default)]
    pub strict: bool,
}

/// A folder with datasets.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The folder.
    pub root: PathBuf,
    /// What its `sayso.toml` says.
    pub config: Config,
}

/// What can be wrong with a workspace.
#[derive(Debug, Error)]
pub enum Error {
    /// The file system refuses.
    #[error("cannot read {path}: {source}")]
    Io {
        /// What could not be read.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// `sayso.toml` does not say what it should.
    #[error("{path}: {message}")]
    Config {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the place.
        message: String,
    },
}

impl Workspace {
    /// Finds the workspace that a folder is in: the nearest one upwards with a `sayso.toml`.
    ///
    /// # Errors
    ///
    /// When a `sayso.toml` is there but cannot be read or understood.
    pub fn find(from: &Path) -> Result<Option<Self>, Error> {
        for folder in from.ancestors() {
            let path = folder.join(CONFIG);
            if path.is_file() {
                let text = fs::read_to_string(&path).map_err(|source| Error::Io {
                    path: path.clone(),
                    source,
                })?;
                let config = toml::from_str(&text).map_err(|error| Error::Config {
                    path: path.clone(),
                    message: error.to_string(),
                })?;
                return Ok(Some(Self {
                    root: folder.to_owned(),
                    config,
                }));
            }
        }
        Ok(None)
    }

    /// The datasets: every `.ttl` below `datasets/`, in order of path; hidden folders are left
    /// alone, links are followed.
    ///
    /// # Errors
    ///
    /// When a folder cannot be listed.
    pub fn datasets(&self) -> Result<Vec<Source>, Error> {
        let base = self.config.base.as_deref().unwrap_or(DEFAULT_BASE);
        let files = files_below(&self.root.join("datasets"), "ttl")?;
        Ok(files
            .into_iter()
            .map(|path| {
                let name = path
                    .strip_prefix(&self.root)
                    .unwrap_or(&path)
                    .display()
                    .to_string();
                source(path, &name, base)
            })
            .collect())
    }

    /// The saved queries of this workspace: every `.rq` in `queries/`, in order of path.
    ///
    /// # Errors
    ///
    /// When the folder cannot be listed.
    pub fn queries(&self) -> Result<Vec<PathBuf>, Error> {
        files_below(&self.root.join("queries"), "rq")
    }
}

/// The Turtle files below a folder, in order of path.
///
/// # Errors
///
/// When a folder cannot be listed.
pub fn turtle_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    files_below(folder, "ttl")
}

/// A loose file as a source. Its relative IRIs are resolved against [`DEFAULT_BASE`] and the name.
pub fn loose(path: &Path) -> Source {
    let name = path.display().to_string();
    source(path.to_owned(), &name, DEFAULT_BASE)
}

fn source(path: PathBuf, name: &str, base: &str) -> Source {
    Source {
        name: name.to_owned(),
        base: format!("{base}{}", encode(name)),
        contents: Contents::File(path),
    }
}

/// A relative path as a relative IRI: forward slashes, everything odd percent-encoded.
fn encode(path: &str) -> String {
    path.replace('\\', "/")
        .trim_start_matches(['.', '/'])
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

fn files_below(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Error> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    let walk = walkdir::WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| {
            entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
        });
    for entry in walk {
        let entry = entry.map_err(|error| Error::Io {
            path: error.path().unwrap_or(folder).to_owned(),
            source: error.into(),
        })?;
        let is_wanted = entry
            .path()
            .extension()
            .is_some_and(|found| found.eq_ignore_ascii_case(extension));
        if is_wanted && entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn paths_become_relative_iris() {
        assert_eq!(encode("datasets/a b.ttl"), "datasets/a%20b.ttl");
        assert_eq!(encode("../x.ttl"), "x.ttl");
        assert_eq!(encode("datasets\\é.ttl"), "datasets/%C3%A9.ttl");
    }
}
