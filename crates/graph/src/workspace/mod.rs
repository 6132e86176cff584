//! The folder that people keep: `sayso.toml`, `datasets/`, `queries/`.

mod bounds;
mod format;
mod init;
mod source;

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;
use thiserror::Error;

use crate::plain;

pub use bounds::{destination, is_within};
pub use format::Format;
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
    #[serde(default, deserialize_with = "base")]
    pub base: Option<String>,
    /// The datasets that are read unless others are asked for; all of them where it says nothing.
    #[serde(default)]
    pub datasets: Option<Vec<String>>,
    /// Who keeps the record: agents by IRI, by prefixed name or by label. None where nobody is
    /// named.
    #[serde(default, deserialize_with = "names")]
    pub keeper: Vec<String>,
    /// Whether commands note when they recorded something (`sayso:recordedAt`).
    #[serde(default, rename = "record-times")]
    pub record_times: bool,
    /// How strict answers are.
    #[serde(default)]
    pub profile: Profile,
    /// What exports say of themselves.
    #[serde(default)]
    pub metadata: About,
}

/// What exports say of themselves.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// What the data is called.
    #[serde(default)]
    pub title: Option<String>,
    /// The licence that it is under: an IRI, or an identifier of SPDX.
    #[serde(default)]
    pub license: Option<String>,
}

/// The base that a workspace names: paths are put behind it, so it must be able to take them.
fn base<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let base = String::deserialize(deserializer)?;
    if base.ends_with('/') && oxiri::Iri::parse(base.as_str()).is_ok() {
        Ok(Some(base))
    } else {
        let message =
            "base must be an IRI that ends with a slash, such as \"https://example.org/my-desk/\"";
        Err(serde::de::Error::custom(message))
    }
}

/// A name, or several.
fn names<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Names {
        One(String),
        Several(Vec<String>),
    }
    let names = match Names::deserialize(deserializer) {
        Ok(Names::One(name)) => vec![name],
        Ok(Names::Several(names)) => names,
        Err(_) => Vec::new(),
    };
    let names: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
    if names.is_empty() || names.iter().any(String::is_empty) {
        let message =
            "keeper must be the name of an agent, such as \"The Desk\", or a list of such names";
        return Err(serde::de::Error::custom(message));
    }
    Ok(names)
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
    /// There is no dataset of a name.
    #[error("there is no dataset {name} in datasets/; there is {}", known.join(", "))]
    NoDataset {
        /// The name.
        name: String,
        /// The names that there are.
        known: Vec<String>,
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
            // A link that leads nowhere and a pipe are no reason to look for one further up.
            if fs::symlink_metadata(&path).is_ok() {
                let text = plain::read_to_string(&path).map_err(|source| Error::Io {
                    path: path.clone(),
                    source,
                })?;
                let config = toml::from_str(&text).map_err(|error| Error::Config {
                    path: path.clone(),
                    message: misplaced(&error.to_string()),
                })?;
                return Ok(Some(Self {
                    root: folder.to_owned(),
                    config,
                }));
            }
        }
        Ok(None)
    }

    /// The files of some datasets, in order of path: every one below `datasets/` that ends as a
    /// [`Format`] does and belongs to one of them. Hidden folders are left alone, links are
    /// followed.
    ///
    /// A dataset is a folder in `datasets/`, or a file there by its name without `.ttl`. With
    /// none named, those that `sayso.toml` names; with none named there, all.
    ///
    /// # Errors
    ///
    /// When a folder cannot be listed, or there is no dataset of a name.
    pub fn datasets(&self, wanted: &[String]) -> Result<Vec<Source>, Error> {
        let mut files = dataset_files(&self.root.join("datasets"))?;
        let wanted = if wanted.is_empty() {
            self.config.datasets.as_deref().unwrap_or_default()
        } else {
            wanted
        };
        for name in wanted {
            if !files.iter().any(|path| self.dataset_of(path) == *name) {
                return Err(Error::NoDataset {
                    name: name.clone(),
                    known: self.dataset_names()?,
                });
            }
        }
        files.retain(|path| wanted.is_empty() || wanted.contains(&self.dataset_of(path)));
        Ok(files.iter().map(|path| self.file(path)).collect())
    }

    /// The datasets that there are, by name.
    ///
    /// # Errors
    ///
    /// When a folder cannot be listed.
    pub fn dataset_names(&self) -> Result<Vec<String>, Error> {
        let files = dataset_files(&self.root.join("datasets"))?;
        let mut names: Vec<String> = files.iter().map(|path| self.dataset_of(path)).collect();
        names.sort_unstable();
        names.dedup();
        Ok(names)
    }

    /// The dataset that a file of this workspace belongs to.
    pub fn dataset_of(&self, path: &Path) -> String {
        let inside = path.strip_prefix(self.root.join("datasets"));
        let first = inside.unwrap_or(path).iter().next().unwrap_or_default();
        Path::new(first).with_extension("").display().to_string()
    }

    /// The folder with the captures of documents, each named by its hash.
    pub fn captures(&self) -> PathBuf {
        self.root.join("captures")
    }

    /// A file of this workspace as a source, whether or not it is there yet.
    pub fn file(&self, path: &Path) -> Source {
        let base = self.config.base.as_deref().unwrap_or(DEFAULT_BASE);
        let name = path.strip_prefix(&self.root).unwrap_or(path).display();
        source(path.to_owned(), &name.to_string(), base)
    }

    /// The saved queries of this workspace: every `.rq` in `queries/`, in order of path.
    ///
    /// # Errors
    ///
    /// When the folder cannot be listed.
    pub fn queries(&self) -> Result<Vec<PathBuf>, Error> {
        files_below(&self.root.join("queries"), |path| {
            path.extension()
                .is_some_and(|found| found.eq_ignore_ascii_case("rq"))
        })
    }
}

/// What is wrong with `sayso.toml`; with a word on keys of the top that stand under a table.
fn misplaced(message: &str) -> String {
    const TOP: [&str; 4] = ["keeper", "record-times", "base", "datasets"];
    let is_misplaced = |key: &&&str| message.contains(&format!("unknown field `{key}`"));
    match TOP.iter().find(is_misplaced) {
        Some(key) => format!(
            "{}\n`{key}` stands above the first line in brackets, such as [profile]",
            message.trim_end()
        ),
        None => message.to_owned(),
    }
}

/// The files below a folder that end as a [`Format`] does, in order of path.
///
/// # Errors
///
/// When a folder cannot be listed.
pub fn dataset_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    files_below(folder, |path| Format::of(path).is_some())
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

fn files_below(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>, Error> {
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
        if !is_wanted(entry.path()) || entry.file_type().is_dir() {
            continue;
        }
        if !entry.file_type().is_file() {
            return Err(Error::Io {
                path: entry.into_path(),
                source: io::Error::other("it is no file, but a pipe or a device"),
            });
        }
        files.push(entry.into_path());
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
