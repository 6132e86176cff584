//! What an engine works on: the datasets of a workspace, or files that are named.

use std::path::{Path, PathBuf};

use super::{Error, Kind};
use crate::check::{Captures, check, read_copies};
use crate::data::Data;
use crate::data::folder::{Folder, Trust};
use crate::evidence::View;
use crate::read::{Diagnostic, Severity};
use crate::workspace::{self, Contents, Source, Workspace};

/// What files are called that can be read.
const ENDINGS: &str =
    "datasets end in .ttl (Turtle), .trig, .nt, .nq, .rdf, .owl, .xml (RDF/XML) or .jsonld";

/// What to open.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to look for a workspace: here, and in the folders above.
    pub folder: PathBuf,
    /// What to read instead of the datasets of the workspace, in this order.
    pub inputs: Vec<Input>,
    /// The datasets to read; none: those that the workspace reads by default.
    pub datasets: Vec<String>,
    /// Whether to believe what was compiled before.
    pub trust: Trust,
}

/// What is read instead of a workspace.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file, or all the datasets below a folder.
    Path(PathBuf),
    /// Something at hand.
    Source(Source),
}

impl Options {
    /// The workspace that a folder is in.
    pub fn workspace(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            inputs: Vec::new(),
            datasets: Vec::new(),
            trust: Trust::Compiled,
        }
    }

    /// Files, and folders of datasets, that need no workspace.
    pub fn files<P: Into<PathBuf>>(paths: impl IntoIterator<Item = P>) -> Self {
        let inputs = paths.into_iter().map(|path| Input::Path(path.into()));
        Self {
            inputs: inputs.collect(),
            ..Self::workspace(".")
        }
    }

    /// Turtle at hand.
    pub fn text(turtle: impl Into<Vec<u8>>) -> Self {
        let base = format!("{}text", workspace::DEFAULT_BASE);
        Self {
            inputs: vec![Input::Source(Source::text("text", &base, turtle))],
            ..Self::workspace(".")
        }
    }
}

/// The files that are read, and the workspace that they belong to.
#[derive(Clone, Debug)]
pub struct Place {
    /// The files, in order.
    pub sources: Vec<Source>,
    /// The workspace, if there is one, whether its datasets are read or not.
    pub workspace: Option<Workspace>,
    /// Whether the files are those of no workspace: its settings say nothing of them then.
    pub is_loose: bool,
}

impl Place {
    /// Finds what options name.
    ///
    /// # Errors
    ///
    /// If there is no workspace and no file is named, if there is no such dataset, or none at all,
    /// or if the file system refuses.
    pub fn find(options: &Options) -> Result<Self, Error> {
        let workspace = Workspace::find(&options.folder)?;
        if !options.inputs.is_empty() {
            let mut sources = Vec::new();
            for input in &options.inputs {
                match input {
                    Input::Path(path) => sources.extend(loose(path)?),
                    Input::Source(source) => sources.push(source.clone()),
                }
            }
            return Ok(Self {
                sources,
                workspace,
                is_loose: true,
            });
        }
        let Some(found) = workspace else {
            return Err(Error::usage(
                "there is no workspace here: no sayso.toml in this folder or above it",
                "make one with `sayso init`, or name files with --data FILE",
            ));
        };
        let sources = found.datasets(&options.datasets)?;
        if sources.is_empty() {
            return Err(Error::new(
                Kind::Data,
                format!("the workspace {} has no datasets yet", found.root.display()),
                Some(format!(
                    "put files into its folder datasets/; `sayso init` writes an example. {ENDINGS}"
                )),
            ));
        }
        Ok(Self {
            sources,
            workspace: Some(found),
            is_loose: false,
        })
    }

    /// The workspace whose datasets are read.
    pub fn own_workspace(&self) -> Option<&Workspace> {
        self.workspace.as_ref().filter(|_| !self.is_loose)
    }

    /// The folder for what is compiled: a workspace has one, loose files have none. What is compiled
    /// stands for files, not for bytes in memory.
    pub fn compiled(&self) -> Option<Folder> {
        let is_file = |source: &Source| matches!(source.contents, Contents::File(_));
        let workspace = self.own_workspace()?;
        let folder = || Folder::new(workspace.root.join(".sayso"));
        self.sources.iter().all(is_file).then(folder)
    }

    /// The view in which answers are given where nothing else is said.
    pub fn view(&self) -> View {
        View {
            strict: self
                .own_workspace()
                .is_some_and(|workspace| workspace.config.profile.strict),
            ..View::default()
        }
    }

    /// Who keeps the record, by name.
    pub fn keeper(&self) -> &[String] {
        self.own_workspace()
            .map_or(&[], |workspace| &workspace.config.keeper)
    }

    /// Reads the files with the place of everything, and finds all that is wrong with them, warnings
    /// and notes included. Anchors are held against the copies of documents in a folder; without one,
    /// against those that the workspace keeps.
    ///
    /// O(bytes), on one core where places are told.
    ///
    /// # Errors
    ///
    /// [`Kind::Io`] if a file or the folder cannot be read.
    pub fn check(&self, copies: Option<&Path>) -> Result<Checked, Error> {
        let mut data = Data::inspect(&self.sources)?;
        data.keep_by(self.keeper());
        let copies = match copies {
            // What the workspace keeps is looked at unasked.
            None => self
                .workspace
                .as_ref()
                .map(|workspace| Captures::new(workspace.captures()).of(&data)),
            Some(folder) => Some(read_copies(folder).map_err(|error| {
                let folder = folder.display();
                let message = format!("cannot read the copies in {folder}: {error}");
                Error::new(Kind::Io, message, None)
            })?),
        };
        let is_error = |finding: &Diagnostic| finding.severity == Severity::Error;
        let findings = if data.findings.iter().any(is_error) {
            // What the evidence shows is not to be trusted while the files are wrong.
            data.findings.clone()
        } else {
            check(&data, self.view(), copies.as_ref())
        };
        Ok(Checked { data, findings })
    }

    /// The captures that the workspace keeps.
    pub fn captures(&self) -> Option<Captures> {
        let workspace = self.own_workspace()?;
        Some(Captures::new(workspace.captures()))
    }
}

/// Files that were checked.
#[derive(Debug)]
pub struct Checked {
    /// What was read, with the files and the places.
    pub data: Data,
    /// All that is wrong, in order of place.
    pub findings: Vec<Diagnostic>,
}

fn loose(path: &Path) -> Result<Vec<Source>, Error> {
    if path.is_dir() {
        let files: Vec<PathBuf> = workspace::dataset_files(path)?;
        if files.is_empty() {
            return Err(Error::new(
                Kind::Data,
                format!("there is no dataset below {}", path.display()),
                Some(ENDINGS.to_owned()),
            ));
        }
        return Ok(files.iter().map(|file| workspace::loose(file)).collect());
    }
    Ok(vec![workspace::loose(path)])
}
