//! What an export says of itself, from the command line and `sayso.toml`.

use std::fmt::Write as _;
use std::path::{Component, Path};

use clap::Args;
use sayso::engine::Engine;
use sayso::evidence::View;
use sayso::model::Time;
use sayso::model::time::DATATYPES;
use sayso::read::Unreadable;
use sayso::vocab::Known;
use sayso::workspace::{Contents, Source};
use sayso::write::metadata::{Earlier, File, Metadata};

use super::Common;
use super::failure::Failure;

/// Where the licences of SPDX have their IRIs.
const LICENSES: &str = "http://spdx.org/licenses/";
/// A title made of the names of files names no more than these.
const MOST_NAMES: usize = 3;

/// What an export says of itself.
#[derive(Clone, Debug, Args)]
pub(super) struct About {
    /// Also say what this is: title, licence, how and from what it was made, how much it is,
    /// and a hash
    #[arg(long)]
    pub(super) metadata: bool,
    /// What the data is called [default: `title` in sayso.toml, that of the file where it
    /// has one, or the names of the files]
    #[arg(long, value_name = "TEXT", requires = "metadata")]
    title: Option<String>,
    /// The licence that the data is under: an IRI, or an identifier of SPDX such as CC-BY-4.0
    /// [default: `license` in sayso.toml, or that of the file where it has one]
    #[arg(long, value_name = "LICENCE", requires = "metadata", value_parser = license)]
    license: Option<String>,
    /// When this was made; without it nothing depends on the clock
    #[arg(long, value_name = "TIME", requires = "metadata", value_parser = moment)]
    generated_at: Option<(String, Known)>,
}

impl About {
    /// What an export of some data says of itself; with the selection, as options, and the view.
    pub(super) fn of(
        &self,
        engine: &Engine,
        earlier: Option<Earlier>,
        files: Vec<File>,
        common: &Common,
        (selection, view): (&[String], View),
    ) -> Result<Metadata, Failure> {
        let configured = engine
            .place()
            .own_workspace()
            .map(|workspace| workspace.config.metadata.clone())
            .unwrap_or_default();
        // One file speaks for all that is in it; what is put together from several does not.
        let earlier = earlier.filter(|_| files.len() == 1).unwrap_or_default();
        let license =
            match (&self.license, configured.license) {
                (Some(license), _) => Some(license.clone()),
                (None, Some(text)) => Some(license(&text).map_err(|reason| {
                    Failure::Data(format!("sayso.toml: license: {reason}"), None)
                })?),
                (None, None) => earlier.license,
            };
        let title = self.title.clone().or(configured.title).or(earlier.title);
        let mut command = vec!["sayso export".to_owned()];
        let mut datasets = common.dataset.clone();
        datasets.sort_unstable();
        datasets.dedup();
        command.extend(datasets.iter().map(|name| format!("--dataset {name}")));
        command.extend(selection.iter().cloned());
        command.extend(view.said_by.map(|time| format!("--said-by {time}")));
        command.extend(view.known_at.map(|time| format!("--known-at {time}")));
        command.extend(view.strict.then(|| "--strict".to_owned()));
        Ok(Metadata {
            title: title.unwrap_or_else(|| title_of(&files, !selection.is_empty())),
            license,
            generated_at: self.generated_at.clone(),
            command: command.join(" "),
            files,
        })
    }
}

/// Takes the bytes of all sources into memory, so that what is read is what is hashed.
pub(super) fn hold(sources: &mut [Source]) -> Result<Vec<File>, Failure> {
    let mut files = Vec::new();
    for source in sources {
        let bytes = source.bytes().map_err(|error| Unreadable {
            name: source.name.clone(),
            source: error,
        })?;
        files.push(File::new(&public_name(&source.name), &bytes));
        source.contents = Contents::Text(bytes);
    }
    Ok(files)
}

/// The name of a file without what it would tell of somebody's folders.
fn public_name(name: &str) -> String {
    let path = Path::new(name);
    let is_within = path
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let last = path.file_name().map(|last| last.display().to_string());
    match last {
        Some(last) if !is_within => last,
        _ => name.replace('\\', "/"),
    }
}

/// A title where nobody gives one: the names of the files.
fn title_of(files: &[File], is_part: bool) -> String {
    if files.is_empty() {
        return "Redacted record".to_owned();
    }
    let mut names: Vec<String> = files
        .iter()
        .filter_map(|file| Path::new(&file.name).file_stem())
        .map(|stem| stem.display().to_string())
        .collect();
    names.dedup();
    let more = names.len().saturating_sub(MOST_NAMES);
    names.truncate(MOST_NAMES);
    let mut title = names.join(", ");
    if more > 0 {
        let _ = write!(title, " and {more} more");
    }
    if is_part {
        title.push_str(" (selection)");
    }
    title
}

/// A licence as an IRI.
fn license(text: &str) -> Result<String, String> {
    let is_identifier = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'+'));
    if is_identifier && !text.is_empty() {
        return Ok(format!("{LICENSES}{text}"));
    }
    oxiri::Iri::parse(text.to_owned())
        .map(oxiri::Iri::into_inner)
        .map_err(|_| {
            format!("{text} is neither an IRI nor an identifier of SPDX, such as CC-BY-4.0")
        })
}

/// A time with its datatype, the text kept as typed.
fn moment(text: &str) -> Result<(String, Known), String> {
    let fits = |datatype: &&Known| Time::parse(text, **datatype).is_some();
    match DATATYPES.iter().find(fits) {
        Some(datatype) => Ok((text.to_owned(), *datatype)),
        None => Err(super::load::time(text).err().unwrap_or_default()),
    }
}
