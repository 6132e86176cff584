mod hosts;
mod placed;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use sayso::import::table::{self, Mapping};
use sayso::import::{
    self, Elsewhere, Error, Format, History, Imported, Input, Learnt, MOST_BYTES, Options, turtle,
};
use sayso::model::Time;
use sayso::plain;
use sayso::workspace::{Contents, Source, Workspace, dataset_files, is_within};

use super::failure::Failure;
use super::{Common, clock, load, output};

const EXAMPLES: &str = "\
Examples:
  sayso import stix bundle.json                    to datasets/stix/bundle.ttl
  sayso import stix bundle.json --into actors      to datasets/actors/bundle.ttl
  sayso import misp event.json                     sightings and proposals are by those who made them
  sayso import misp-galaxy galaxy.json --dry-run   say what would be made, and write nothing
  sayso import claim-review reviews.json
  sayso import nanopublication heron.trig
  sayso import ftm statements.csv                  each dataset speaks for what it has
  sayso import stix bundle.json --dry-run --format json | jq '.files[].left_out'
  sayso import csv table.csv --guess > mapping.toml
  sayso import csv table.csv --mapping mapping.toml
  sayso import stix bundle.json --publisher \"Example Labs\"

Who speaks: the publisher of a cited document, told by its address; a named author before the host;
whoever compiled the file reports them, and asserts what it gives no source for. Pages of the maker
itself, shorteners, wires, mirrors and machines speak for nobody; copies of one object count once,
whatever file, dataset or platform they are from. A workspace says what it knows of hosts in
publishers.toml. docs/formats.md has all the rules.

Each file becomes a file of Turtle of the same name; the same file imported again gives the same
bytes. A later release in the same dataset adds what is new and takes back what was withdrawn.
Nothing is written unless all of it is in order. docs/formats.md tells what becomes of each field.";

/// Turn files in foreign formats into claims and statements
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Import {
    /// The format of the files
    #[arg(value_parser = formats())]
    format: Format,
    /// The files
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The dataset to put them into: a folder in datasets/; without it, one named like the format
    #[arg(long, value_name = "NAME")]
    into: Option<String>,
    /// Who published the files, where they do not say so: a name, a domain or an address
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// When you learnt of what the files say; without it, now where sayso.toml has record-times,
    /// else the newest time in each
    #[arg(long, value_name = "TIME", value_parser = time)]
    recorded_at: Option<String>,
    /// What the columns of a table mean: a file as --guess drafts it
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Draft a mapping from the header of a table and some of its rows, and print it
    #[arg(long, conflicts_with_all = ["mapping", "into", "dry_run"])]
    guess: bool,
    /// Refuse a file in which one element is wrong, rather than leave that element out and say so
    #[arg(long, conflicts_with = "guess")]
    strict: bool,
    /// Say what would be made, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// How to tell what was made
    #[arg(
        long = "format",
        value_enum,
        value_name = "FORMAT",
        default_value = "text",
        conflicts_with = "guess"
    )]
    telling: output::Format,
}

/// The formats, as the library lists them.
fn formats() -> impl TypedValueParser<Value = Format> {
    let all = Format::ALL.map(|(_, name, files)| PossibleValue::new(name).help(files));
    PossibleValuesParser::new(all).try_map(|name| Format::named(&name).ok_or("no such format"))
}

fn time(text: &str) -> Result<String, String> {
    load::time(text)?;
    Ok(text.to_owned())
}

/// A file, with what it became.
struct Made {
    from: String,
    path: PathBuf,
    source: Source,
    imported: Imported,
}

pub(super) fn run(arguments: &Import, common: &Common) -> Result<ExitCode, Failure> {
    if arguments.guess {
        return guess(arguments);
    }
    let workspace = workspace(common)?;
    let dataset = dataset(arguments)?;
    let folder = workspace.root.join("datasets").join(&dataset);
    let mut files = Vec::new();
    for path in &arguments.files {
        files.push((
            path.display().to_string(),
            within(target(&folder, path)?, &workspace)?,
            bytes(path)?,
        ));
    }
    let mut taken: BTreeMap<&PathBuf, &str> = BTreeMap::new();
    for (name, target, _) in &files {
        if let Some(other) = taken.insert(target, name) {
            return Err(Failure::usage(
                format!(
                    "{other} and {name} would become one file, {}",
                    target.display()
                ),
                "import them into different datasets, with --into NAME",
            ));
        }
    }
    let options = options(arguments, &workspace)?;
    let format = arguments.format;
    let mut foreign = Vec::new();
    for (name, target, bytes) in &files {
        foreign.push((
            name,
            target,
            import::read(format, Input { name, bytes }, &options)?,
        ));
    }
    // Releases in their order, so that each adds to those before.
    foreign.sort_by_key(|(.., file)| file.recorded_at().and_then(Time::parse_any));
    let targets: BTreeSet<&PathBuf> = files.iter().map(|(_, target, _)| target).collect();
    let sources: Vec<Source> = dataset_files(&folder)?
        .iter()
        .filter(|path| !targets.contains(path))
        .map(|path| workspace.file(path))
        .collect();
    // A time that somebody gave wins over the clock.
    let now = match &arguments.recorded_at {
        None => clock::recording(Some(&workspace))?,
        Some(_) => None,
    };
    let mut elsewhere = elsewhere(&workspace, &targets)?;
    let mut history = History::read(&sources, None)?;
    for (.., file) in &foreign {
        history.call(file.names());
    }
    history.call(elsewhere.names());
    let mut made = Vec::new();
    let mut left = foreign.len();
    for (name, target, file) in foreign {
        left -= 1;
        history.advance(file.recorded_at());
        let mut title = title(arguments.format, name, &options);
        let mut record = file.record(&history);
        if let Some(now) = &now {
            let replaced = target.is_file().then(|| workspace.file(target));
            Learnt::new(now.value(), replaced.as_ref())?.stamp(&mut record);
            title = format!("{title}\n{}", Learnt::line(file.recorded_at()));
        }
        // What was read is not needed any more, and may be long.
        drop(file);
        elsewhere.settle(&mut record);
        let mut imported = turtle(record, &history, &title)?;
        let mut source = workspace.file(target);
        // It is held once.
        let text = std::mem::take(&mut imported.text);
        source.contents = Contents::Text(text.into_bytes().into());
        // What comes after the last of them is nothing.
        if left > 0 {
            elsewhere.add(&source)?;
            history.add(&source)?;
        }
        made.push(Made {
            from: name.clone(),
            path: target.clone(),
            source,
            imported,
        });
    }
    drop((history, elsewhere, files));
    let warnings = placed::validate(&workspace, &made)?;
    if !arguments.dry_run {
        placed::place(&folder, &made)?;
    }
    match arguments.telling {
        output::Format::Json => {
            let json = told::json(&made, warnings, arguments, &dataset);
            output::print_raw(json.as_bytes())?;
        }
        output::Format::Text => output::print(&told::told(
            &made, warnings, arguments, &workspace, &dataset,
        ))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// All other files of the workspace, whatever dataset they are in.
fn elsewhere(workspace: &Workspace, targets: &BTreeSet<&PathBuf>) -> Result<Elsewhere, Failure> {
    let others = dataset_files(&workspace.root.join("datasets"))?;
    let others = others.iter().filter(|path| !targets.contains(path));
    let others: Vec<Source> = others.map(|path| workspace.file(path)).collect();
    Ok(Elsewhere::read(&others)?)
}

/// What is said beside the files.
fn options(arguments: &Import, workspace: &Workspace) -> Result<Options, Failure> {
    let is_table = matches!(arguments.format, Format::Table(_));
    let mapping = match &arguments.mapping {
        Some(_) if !is_table => {
            return Err(Failure::usage(
                "--mapping is for tables: csv, tsv and json-lines",
                "leave it out; other formats say themselves what their fields mean",
            ));
        }
        None if is_table => {
            return Err(Failure::usage(
                "nothing says what the columns of the table mean",
                "draft it with --guess > mapping.toml, correct that, and add --mapping mapping.toml",
            ));
        }
        Some(path) => {
            let bytes = bytes(path)?;
            let name = path.display().to_string();
            Some(Mapping::read(&Input {
                name: &name,
                bytes: &bytes,
            })?)
        }
        None => None,
    };
    Ok(Options {
        publisher: arguments.publisher.clone(),
        recorded_at: arguments.recorded_at.clone(),
        mapping,
        strict: arguments.strict,
        web: hosts::read(workspace)?,
    })
}

/// Prints the draft of a mapping.
fn guess(arguments: &Import) -> Result<ExitCode, Failure> {
    let (Format::Table(layout), [path]) = (arguments.format, &arguments.files[..]) else {
        return Err(Failure::usage(
            "--guess is for one table: csv, tsv or json-lines",
            "name one file:  sayso import csv table.csv --guess",
        ));
    };
    let bytes = bytes(path)?;
    let name = path.display().to_string();
    let draft = table::guess(
        &Input {
            name: &name,
            bytes: &bytes,
        },
        layout,
    )?;
    output::print_raw(draft.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn workspace(common: &Common) -> Result<Workspace, Failure> {
    if !common.data.is_empty() {
        return Err(Failure::usage(
            "imports go into a workspace, not into loose files",
            "leave out --data, and say which dataset with --into NAME",
        ));
    }
    let here = std::env::current_dir()
        .map_err(|error| Failure::Io(format!("cannot tell the current folder: {error}")))?;
    Workspace::find(&here)?.ok_or_else(|| {
        Failure::usage(
            "there is no workspace here: no sayso.toml in this folder or above it",
            "make one with `sayso init --empty`",
        )
    })
}

/// The name of the dataset: with or without `datasets/` in front.
fn dataset(arguments: &Import) -> Result<String, Failure> {
    let Some(name) = &arguments.into else {
        return Ok(arguments.format.name().to_owned());
    };
    let short = name
        .strip_prefix("datasets/")
        .unwrap_or(name)
        .trim_end_matches('/');
    let is_plain = !short.is_empty()
        && !short.starts_with('.')
        && short
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if is_plain {
        return Ok(short.to_owned());
    }
    Err(Failure::usage(
        format!("{name} is no name of a dataset"),
        "name a folder in datasets/, such as --into actors",
    ))
}

/// Where a file goes.
fn target(folder: &Path, file: &Path) -> Result<PathBuf, Failure> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let plain = |c: char| {
        if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') {
            c
        } else {
            '-'
        }
    };
    let name: String = stem.trim_start_matches('.').chars().map(plain).collect();
    if name.is_empty() {
        let message = format!("{} has no name that a dataset could have", file.display());
        return Err(Failure::usage(
            message,
            "name the file that is to be imported",
        ));
    }
    Ok(folder.join(format!("{name}.ttl")))
}

/// A place in the workspace, unless links lead out of it: then the way out has to be named.
fn within(target: PathBuf, workspace: &Workspace) -> Result<PathBuf, Failure> {
    let is_within = is_within(&workspace.root, &target);
    if is_within.map_err(|error| Failure::Io(format!("{}: {error}", target.display())))? {
        return Ok(target);
    }
    Err(Failure::usage(
        format!(
            "{} leads out of the workspace by a link; nothing was written",
            target.display()
        ),
        "import into another dataset, with --into NAME",
    ))
}

/// All of a file, unless it is too long to be held.
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let refuse = |error| Failure::Io(format!("cannot read {}: {error}", path.display()));
    let file = plain::open(path).map_err(refuse)?;
    let length = file.metadata().map_err(refuse)?.len();
    if length > MOST_BYTES {
        return Err(Error::large(&path.display().to_string(), length).into());
    }
    // A pipe has no length; it is read as far as a file could be.
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(refuse)?;
    Ok(bytes)
}

/// The lines above all others in a file that was made.
fn title(format: Format, name: &str, options: &Options) -> String {
    let file = Path::new(name)
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    let mut title = format!(
        "Imported from {file}:  sayso import {} {file}",
        format.name()
    );
    if let Some(publisher) = &options.publisher {
        let _ = write!(title, " --publisher {publisher:?}");
    }
    if options.mapping.is_some() {
        title.push_str(" --mapping …");
    }
    if let Some(time) = &options.recorded_at {
        let _ = write!(title, " --recorded-at {time}");
    }
    title + "\nWhat is changed here is lost when the file is imported again; add to other files."
}
