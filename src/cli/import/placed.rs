//! Checking what was made, and putting it where it belongs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sayso::check::check;
use sayso::data::{Data, LoadError};
use sayso::evidence::View;
use sayso::read::{Diagnostic, Severity};
use sayso::workspace::{Source, Workspace, dataset_files};
use sayso::write::replace;

use super::super::failure::Failure;
use super::Made;

/// Checks the whole workspace with what was made, whatever is read of it by default; gives the number
/// of warnings in what was made.
///
/// Where something is wrong that was wrong before, the import is not what is to be put right.
pub(super) fn validate(workspace: &Workspace, made: &[Made]) -> Result<usize, Failure> {
    let places: BTreeSet<&PathBuf> = made.iter().map(|made| &made.path).collect();
    let others = dataset_files(&workspace.root.join("datasets"))?;
    let others = others.iter().filter(|path| !places.contains(path));
    let others: Vec<Source> = others.map(|path| workspace.file(path)).collect();
    let new = made.iter().map(|made| made.source.clone());
    let sources: Vec<Source> = others.iter().cloned().chain(new).collect();
    let is_error = |finding: &Diagnostic| finding.severity == Severity::Error;
    let data = match Data::load(&sources) {
        Ok(data) => data,
        Err(LoadError::Unreadable(error)) => return Err(error.into()),
        Err(LoadError::Wrong { findings, files }) => {
            let before = match Data::load(&others) {
                Err(LoadError::Wrong { findings, .. }) => findings,
                _ => Vec::new(),
            };
            let before: BTreeSet<&str> = before.iter().map(|it| it.message.as_str()).collect();
            let is_new = |finding: &Diagnostic| {
                is_error(finding) && !before.contains(finding.message.as_str())
            };
            let new: Vec<Diagnostic> = findings.into_iter().filter(is_new).collect();
            if new.is_empty() {
                eprintln!(
                    "note: the workspace had errors before this import; sayso check shows them"
                );
                return Ok(0);
            }
            return Err(Failure::Refused(new, files));
        }
    };
    let warnings = warnings(&data).count();
    if warnings == 0 || others.is_empty() {
        return Ok(warnings);
    }
    // Which file a warning is about, only a slower reading can tell.
    let data = Data::inspect(&sources)?;
    let names: BTreeSet<&str> = made.iter().map(|made| made.source.name.as_str()).collect();
    let is_made = |finding: &Diagnostic| {
        let location = finding.location.as_ref();
        location.is_none_or(|location| names.contains(location.file.as_str()))
    };
    Ok(self::warnings(&data).filter(is_made).count())
}

/// The warnings about some data.
fn warnings(data: &Data) -> impl Iterator<Item = Diagnostic> {
    let findings = check(data, View::default(), None).into_iter();
    findings.filter(|finding| finding.severity == Severity::Warning)
}

/// Puts files where they belong, all of them or none: where one cannot be written, those before it are
/// as they were.
pub(super) fn place(folder: &Path, made: &[Made]) -> Result<(), Failure> {
    fs::create_dir_all(folder)
        .map_err(|error| Failure::Io(format!("cannot make {}: {error}", folder.display())))?;
    let mut before: Vec<(&Path, Option<Vec<u8>>)> = Vec::new();
    for made in made {
        let held = fs::read(&made.path).ok();
        let bytes = made.source.bytes()?;
        let text = String::from_utf8_lossy(&bytes);
        if let Err(error) = replace(&made.path, &text) {
            for (path, held) in before {
                let undone = match held {
                    Some(bytes) => fs::write(path, bytes),
                    None => fs::remove_file(path),
                };
                if let Err(error) = undone {
                    eprintln!("note: cannot undo {}: {error}", path.display());
                }
            }
            return Err(Failure::Io(format!("{error}; nothing was written")));
        }
        before.push((&made.path, held));
    }
    Ok(())
}
