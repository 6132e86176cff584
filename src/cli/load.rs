//! From the command line to data: which files, which view.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use sayso::ask;
use sayso::check::Captures;
use sayso::data::Data;
use sayso::data::folder::{Folder, Trust};
use sayso::escape::terminal;
use sayso::evidence::View;
use sayso::model::Time;
use sayso::progress::{self, Step};
use sayso::workspace::{self, Contents, Profile, Source, Workspace};

use super::failure::Failure;
use super::{Common, patience};

/// What files are called that can be read.
const ENDINGS: &str =
    "datasets end in .ttl (Turtle), .trig, .nt, .nq, .rdf, .owl, .xml (RDF/XML) or .jsonld";

/// Which part of the record to use.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct ViewArguments {
    /// Only what had been said by then: 2025, 2025-02, 2025-02-28 or a full date and time
    #[arg(long, value_name = "TIME", value_parser = time)]
    said_by: Option<Time>,
    /// Only what had been recorded by then
    #[arg(long, value_name = "TIME", value_parser = time)]
    known_at: Option<Time>,
    /// Only documents of which a capture is held attest, not those merely cited
    #[arg(long)]
    strict: bool,
}

impl ViewArguments {
    /// The options that ask for this view.
    pub(super) fn options(&self) -> Vec<String> {
        let mut options = Vec::new();
        let times = [("--said-by", self.said_by), ("--known-at", self.known_at)];
        for (name, time) in times {
            if let Some(time) = time {
                options.extend([name.to_owned(), time.to_string()]);
            }
        }
        if self.strict {
            options.push("--strict".to_owned());
        }
        options
    }
}

/// Reads a date or a time as people type it: its first instant, and the first one after it.
pub(super) fn span(text: &str) -> Result<(Time, Time), String> {
    time(text)?;
    Time::span(text).ok_or_else(|| "out of range".to_owned())
}

/// Reads a time as people type it.
pub(super) fn time(text: &str) -> Result<Time, String> {
    Time::parse_any(text).ok_or_else(|| {
        let words = ask::words::split(text);
        let is_iso = |it: char| it.is_ascii_digit() || matches!(it, '-' | ':' | '.' | 'T' | 'Z');
        match ask::dates::date(&words) {
            Some(date) if words.len() > 1 && !text.starts_with(&date) => {
                format!("not a time; did you mean {date}?")
            }
            _ if Time::parse_any(text.get(..4).unwrap_or_default()).is_some()
                && text.get(4..5) == Some("-")
                && text.chars().all(is_iso) =>
            {
                "there is no such day or hour".to_owned()
            }
            _ => "not a time; write it as 2025, 2025-02, 2025-02-28 or 2025-02-28T09:30:00Z"
                .to_owned(),
        }
    })
}

/// What a command works on.
pub(super) struct Loaded {
    pub(super) data: Data,
    pub(super) workspace: Option<Workspace>,
    /// How strict the workspace is; loose files have no say.
    profile: Option<Profile>,
}

/// The workspace that the current folder is in.
pub(super) fn workspace() -> Result<Option<Workspace>, Failure> {
    let here = std::env::current_dir()
        .map_err(|error| Failure::Io(format!("cannot tell the current folder: {error}")))?;
    Ok(Workspace::find(&here)?)
}

/// Which files a command works on, and the workspace that they belong to.
pub(super) fn sources(common: &Common) -> Result<(Vec<Source>, Option<Workspace>), Failure> {
    let workspace = workspace()?;
    if !common.data.is_empty() {
        let mut sources = Vec::new();
        for path in &common.data {
            sources.extend(loose(path)?);
        }
        return Ok((sources, workspace));
    }
    let Some(workspace) = workspace else {
        return Err(Failure::usage(
            "there is no workspace here: no sayso.toml in this folder or above it",
            "make one with `sayso init`, or name files with --data FILE",
        ));
    };
    let sources = workspace.datasets(&common.dataset)?;
    if sources.is_empty() {
        return Err(Failure::Data(
            format!(
                "the workspace {} has no datasets yet",
                workspace.root.display()
            ),
            Some(format!(
                "put files into its folder datasets/; `sayso init` writes an example. {ENDINGS}"
            )),
        ));
    }
    Ok((sources, Some(workspace)))
}

fn loose(path: &Path) -> Result<Vec<Source>, Failure> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::Io(format!("cannot read standard input: {error}")))?;
        let base = format!("{}standard-input", workspace::DEFAULT_BASE);
        return Ok(vec![Source::text("standard input", &base, bytes)]);
    }
    if path.is_dir() {
        let files: Vec<PathBuf> = workspace::dataset_files(path)?;
        if files.is_empty() {
            return Err(Failure::Data(
                format!("there is no dataset below {}", path.display()),
                Some(ENDINGS.to_owned()),
            ));
        }
        return Ok(files.iter().map(|file| workspace::loose(file)).collect());
    }
    Ok(vec![workspace::loose(path)])
}

/// Reads what a command works on, for answering.
pub(super) fn load(common: &Common) -> Result<Loaded, Failure> {
    let (sources, workspace) = sources(common)?;
    read(common, &sources, workspace)
}

/// Reads what a command works on that asks for no claims: RDF of any kind.
pub(super) fn load_any(common: &Common) -> Result<Loaded, Failure> {
    let (sources, workspace) = sources(common)?;
    read_any(common, &sources, workspace)
}

/// Reads some sources, for answering. What is compiled stands for files, not for bytes in memory.
pub(super) fn read(
    common: &Common,
    sources: &[Source],
    workspace: Option<Workspace>,
) -> Result<Loaded, Failure> {
    let loaded = read_any(common, sources, workspace)?;
    if loaded.data.evidence.claims.count() == 0 {
        return Err(Failure::Data(
            "there are no claims in the data".to_owned(),
            Some("`sayso add claim` adds one, and `sayso say` who said it; in a file a statement reads:  [] sayso:by :agent ; sayso:asserts :claim ; sayso:quotedIn :document .".to_owned()),
        ));
    }
    Ok(loaded)
}

/// The same, whether or not there are claims in it.
fn read_any(
    common: &Common,
    sources: &[Source],
    workspace: Option<Workspace>,
) -> Result<Loaded, Failure> {
    let are_files = sources
        .iter()
        .all(|source| matches!(source.contents, Contents::File(_)));
    let folder = compiled_beside(workspace.as_ref(), common).filter(|_| are_files);
    let view = default_view(workspace.as_ref());
    let keeper = workspace
        .as_ref()
        .filter(|_| common.data.is_empty())
        .map_or(&[] as &[String], |workspace| &workspace.config.keeper);
    let mut data = reading(sources, || match folder {
        Some(folder) => folder
            .load(sources, trust(), Some(view), keeper)
            .map(|(data, _)| data),
        None => Data::load(sources),
    })?;
    for name in data.keep_by(keeper) {
        eprintln!(
            "note: sayso.toml names {} as the keeper of the record, and no agent here has that name; nobody is taken for it",
            terminal(&name)
        );
    }
    let warnings = data.warnings;
    if warnings > 0 {
        let (number, verb) = if warnings == 1 {
            ("1 warning", "shows it")
        } else {
            ("warnings", "shows them")
        };
        let number = if warnings == 1 {
            number.to_owned()
        } else {
            format!("{warnings} {number}")
        };
        eprintln!("note: the data has {number}; `sayso check` {verb}");
    }
    let profile = workspace
        .as_ref()
        .filter(|_| common.data.is_empty())
        .map(|workspace| workspace.config.profile);
    Ok(Loaded {
        data,
        workspace,
        profile,
    })
}

/// Set once something compiled turned out to be corrupt: from then on only files are believed.
static IS_DISTRUSTED: AtomicBool = AtomicBool::new(false);

/// Believes nothing that was compiled before, for the rest of this process.
pub(super) fn distrust() {
    IS_DISTRUSTED.store(true, Ordering::Relaxed);
}

pub(super) fn trust() -> Trust {
    if IS_DISTRUSTED.load(Ordering::Relaxed) {
        Trust::Files
    } else {
        Trust::Compiled
    }
}

/// The folder for what is compiled: a workspace has one, loose files have none.
pub(super) fn compiled_beside(workspace: Option<&Workspace>, common: &Common) -> Option<Folder> {
    let workspace = workspace.filter(|_| common.data.is_empty())?;
    Some(Folder::new(workspace.root.join(".sayso")))
}

/// The view in which a workspace answers where nothing else is said.
pub(super) fn default_view(workspace: Option<&Workspace>) -> View {
    View {
        strict: workspace.is_some_and(|workspace| workspace.config.profile.strict),
        ..View::default()
    }
}

/// Does some work that reads sources, showing how far it has come.
pub(super) fn reading<T>(sources: &[Source], work: impl FnOnce() -> T) -> T {
    let bytes: u64 = sources.iter().map(Source::length).sum();
    let megabytes = bytes as f64 / 1e6;
    let what = match sources.len() {
        1 => format!("reading {megabytes:.1} MB"),
        files => format!("reading {megabytes:.1} MB in {files} files"),
    };
    let told = move || match progress::reached() {
        (Step::Reading, 0) => what.clone(),
        // A file that is refused is read once more.
        (Step::Reading, read) => format!("{what}: {} %", (100 * read / bytes.max(1)).min(100)),
        (Step::Sorting, _) => "sorting what was read".to_owned(),
        (Step::Judging, _) => "working out verdicts".to_owned(),
        (Step::Keeping, _) => "keeping what was compiled".to_owned(),
    };
    patience::showing(told, work)
}

impl Loaded {
    /// The captures that the workspace keeps; loose files have none.
    pub(super) fn captures(&self) -> Option<Captures> {
        let workspace = self.workspace.as_ref().filter(|_| self.profile.is_some())?;
        Some(Captures::new(workspace.captures()))
    }

    /// The view that the arguments and the workspace ask for.
    pub(super) fn view(&self, arguments: &ViewArguments) -> View {
        let profile = self.profile;
        View {
            said_by: arguments.said_by,
            known_at: arguments.known_at,
            strict: arguments.strict || profile.is_some_and(|profile| profile.strict),
        }
    }
}
