//! From the command line to data: which files, which view.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use sayso::ask::{self, Date};
use sayso::data::folder::Trust;
use sayso::engine::{Engine, Input, Options, Place};
use sayso::escape::terminal;
use sayso::evidence::View;
use sayso::model::Time;
use sayso::progress::{self, Step};
use sayso::workspace::{self, Source, Workspace};

use super::failure::Failure;
use super::{Common, patience};

/// Which part of the record to use.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct ViewArguments {
    /// Only what had been said by then: 2025, 2025-02, 2025-02-28 or a full date and time
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(super) said_by: Option<Time>,
    /// Only what had been recorded by then
    #[arg(long, value_name = "TIME", value_parser = time)]
    known_at: Option<Time>,
    /// Only documents of which a capture is held attest, not those merely cited
    #[arg(long)]
    strict: bool,
}

impl ViewArguments {
    /// The view that they and the workspace ask for.
    pub(super) fn of(&self, engine: &Engine) -> View {
        View {
            said_by: self.said_by,
            known_at: self.known_at,
            strict: self.strict || engine.view().strict,
        }
    }

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

/// Reads a date or a time as people type it.
pub(super) fn date(text: &str) -> Result<Date, String> {
    time(text)?;
    Date::parse(text).ok_or_else(|| "out of range".to_owned())
}

/// Reads a time as people type it.
pub(super) fn time(text: &str) -> Result<Time, String> {
    Time::parse_any(text).ok_or_else(|| {
        let words = ask::words::split(text);
        let is_iso = |it: char| it.is_ascii_digit() || matches!(it, '-' | ':' | '.' | 'T' | 'Z');
        match ask::dates::date(&words).map(|date| date.to_string()) {
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

/// The workspace that the current folder is in.
pub(super) fn workspace() -> Result<Option<Workspace>, Failure> {
    Ok(Workspace::find(&here()?)?)
}

fn here() -> Result<PathBuf, Failure> {
    std::env::current_dir()
        .map_err(|error| Failure::Io(format!("cannot tell the current folder: {error}")))
}

/// Which files a command works on, and the workspace that they belong to.
pub(super) fn place(common: &Common) -> Result<Place, Failure> {
    let inputs = common.data.iter().map(|path| {
        if path != Path::new("-") {
            return Ok(Input::Path(path.clone()));
        }
        let mut bytes = Vec::new();
        std::io::stdin()
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::Io(format!("cannot read standard input: {error}")))?;
        let base = format!("{}standard-input", workspace::DEFAULT_BASE);
        Ok(Input::Source(Source::text("standard input", &base, bytes)))
    });
    Ok(Place::find(&Options {
        folder: here()?,
        inputs: inputs.collect::<Result<_, Failure>>()?,
        datasets: common.dataset.clone(),
        trust: trust(),
    })?)
}

/// Reads what a command works on, for answering.
pub(super) fn load(common: &Common) -> Result<Engine, Failure> {
    read(place(common)?)
}

/// Reads what a command works on that asks for no claims: RDF of any kind.
pub(super) fn load_any(common: &Common) -> Result<Engine, Failure> {
    read_any(place(common)?)
}

/// Reads a place, for answering.
pub(super) fn read(place: Place) -> Result<Engine, Failure> {
    let engine = read_any(place)?;
    if engine.data().evidence.claims.count() == 0 {
        return Err(Failure::Data(
            "there are no claims in the data".to_owned(),
            Some("`sayso add claim` adds one, and `sayso say` who said it; in a file a statement reads:  [] sayso:by :agent ; sayso:asserts :claim ; sayso:quotedIn :document .".to_owned()),
        ));
    }
    Ok(engine)
}

/// The same, whether or not there are claims in it.
fn read_any(place: Place) -> Result<Engine, Failure> {
    let told = what(&place.sources);
    let engine = patience::showing(told, || Engine::at(place, trust()))?;
    for name in engine.unknown_keepers() {
        eprintln!(
            "note: sayso.toml names {} as the keeper of the record, and no agent here has that name; nobody is taken for it",
            terminal(name)
        );
    }
    let warnings = engine.data().warnings;
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
    Ok(engine)
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

/// Does some work that reads sources, showing how far it has come.
pub(super) fn reading<T>(sources: &[Source], work: impl FnOnce() -> T) -> T {
    patience::showing(what(sources), work)
}

/// How far the reading of sources has come, in words.
fn what(sources: &[Source]) -> impl Fn() -> String + Send + use<> {
    let bytes: u64 = sources.iter().map(Source::length).sum();
    let megabytes = bytes as f64 / 1e6;
    let what = match sources.len() {
        1 => format!("reading {megabytes:.1} MB"),
        files => format!("reading {megabytes:.1} MB in {files} files"),
    };
    move || match progress::reached() {
        (Step::Reading, 0) => what.clone(),
        // A file that is refused is read once more.
        (Step::Reading, read) => format!("{what}: {} %", (100 * read / bytes.max(1)).min(100)),
        (Step::Sorting, _) => "sorting what was read".to_owned(),
        (Step::Judging, _) => "working out verdicts".to_owned(),
        (Step::Keeping, _) => "keeping what was compiled".to_owned(),
    }
}
