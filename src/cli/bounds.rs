//! Nothing is written outside of the workspace, unless somebody says in so many words where.

use std::path::{Path, PathBuf};

use clap::Args;

use sayso::plain::is_handed_over;
use sayso::workspace::{Workspace, destination, is_within};

use super::Common;
use super::failure::Failure;
use super::record::quoted;

/// Refuses a path that leads out of the workspace or, where there is none, out of the current
/// folder: by `..`, by a link, or because it says so. With `--force` a whole path is taken.
///
/// # Errors
///
/// [`Failure::Usage`].
pub(super) fn keep_within(
    option: &str,
    path: &Path,
    workspace: Option<&Workspace>,
    is_forced: bool,
) -> Result<(), Failure> {
    if (is_forced && path.is_absolute()) || is_handed_over(path) {
        return Ok(());
    }
    keep_inside(option, path, workspace)
}

fn keep_inside(option: &str, path: &Path, workspace: Option<&Workspace>) -> Result<(), Failure> {
    let limit = workspace.map_or(Path::new("."), |workspace| &workspace.root);
    let refuse = |error| {
        Failure::Io(format!(
            "cannot tell where {} leads: {error}",
            path.display()
        ))
    };
    if is_within(limit, path).map_err(refuse)? {
        return Ok(());
    }
    let there = destination(path).map_err(refuse)?;
    let limit = destination(limit).map_err(refuse)?;
    let place = if workspace.is_some() {
        "workspace"
    } else {
        "current folder"
    };
    Err(Failure::usage(
        format!(
            "{} leads out of the {place} {}; nothing was written",
            path.display(),
            limit.display()
        ),
        format!(
            "name a file in it; or, to write there all the same, the whole path with --force:  {option} {} --force",
            quoted(&there.display().to_string())
        ),
    ))
}

/// Where something is added.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Target {
    /// Add to this file: a dataset by name, or a path; a new one is begun
    #[arg(long, value_name = "FILE", help_heading = "How it is written")]
    pub(super) into: Option<String>,
    /// Add to a file outside of the workspace, if --into or --data gives its whole path
    #[arg(long, help_heading = "How it is written")]
    pub(super) force: bool,
}

/// What of the disk may be added to.
#[derive(Debug)]
pub(super) struct Bounds {
    workspace: Option<Workspace>,
    /// The option that names the file.
    option: &'static str,
    may_lead_out: bool,
}

impl Bounds {
    /// The bounds for a target; the only file of `--data` is one.
    pub(super) fn new(target: &Target, data: &[PathBuf], workspace: Option<Workspace>) -> Self {
        let (option, typed) = match (&target.into, data) {
            (Some(into), _) => ("--into", Some(Path::new(into))),
            (None, [only]) => ("--data", Some(only.as_path())),
            (None, _) => ("--into", None),
        };
        Self {
            workspace,
            option,
            may_lead_out: target.force && typed.is_some_and(Path::is_absolute),
        }
    }

    /// Whether the file may be any.
    pub(super) fn are_open(&self) -> bool {
        self.may_lead_out
    }

    /// Refuses a file that is not within them.
    pub(super) fn keep(&self, path: &Path) -> Result<(), Failure> {
        if self.may_lead_out {
            return Ok(());
        }
        keep_inside(self.option, path, self.workspace.as_ref())
    }
}

/// That a workspace does not read a file of itself, and how it is asked for.
pub(super) fn unread_in(workspace: &Workspace, path: &Path, common: &Common) -> Option<String> {
    if !path.starts_with(workspace.root.join("datasets")) {
        let path = quoted(&path.display().to_string());
        return Some(format!(
            "the file is no part of the workspace; it is read with --data {path}"
        ));
    }
    let is_partial = workspace.config.datasets.is_some() && common.dataset.is_empty();
    let dataset = workspace.dataset_of(path);
    is_partial.then(|| {
        format!(
            "`datasets` in sayso.toml does not name {dataset}; it is read with --dataset {dataset}"
        )
    })
}
