//! What the commands that add to a record share: which file, what is meant, what is told.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use oxrdf::{Literal, NamedNode};
use sayso::data::Data;
use sayso::evidence::View;
use sayso::names::{Kind, Match};
use sayso::record::{self, Change, Draft, Into, Recording, draft};
use sayso::render::recorded;
use sayso::vocab::{Known, namespace};
use sayso::workspace::{self, Contents, Format as Rdf, Source, Workspace};

use super::failure::Failure;
use super::output::{self, Format};
use super::{Common, load, name};

/// Names this far apart, or less, are taken for one with a slip.
const SLIP: usize = 2;

/// How something is added.
#[derive(Clone, Debug, Args)]
pub(super) struct Writing {
    /// Add to this file: a dataset by name, or a path; a new one is begun
    #[arg(long, value_name = "FILE", help_heading = "How it is written")]
    pub(super) into: Option<String>,
    /// Show what would be added and what would change, and write nothing
    #[arg(long, help_heading = "How it is written")]
    dry_run: bool,
    /// How to tell what was done
    #[arg(
        long,
        value_enum,
        default_value = "text",
        help_heading = "How it is written"
    )]
    pub(super) format: Format,
}

/// A record that is open for adding.
pub(super) struct Desk {
    pub(super) recording: Recording,
    pub(super) into: Into,
    /// Dataset that is written but not read unless it is asked for.
    unread: Option<String>,
}

/// Opens the record that the arguments name.
pub(super) fn open(common: &Common, into: Option<&str>) -> Result<Desk, Failure> {
    let here = std::env::current_dir()
        .map_err(|error| Failure::Io(format!("cannot tell the current folder: {error}")))?;
    let workspace = Workspace::find(&here)?;
    let is_loose = !common.data.is_empty();
    let mut sources = match &workspace {
        _ if is_loose => {
            let common = existing(common, into)?;
            if common.data.is_empty() {
                Vec::new()
            } else {
                load::sources(&common)?.0
            }
        }
        Some(workspace) => workspace.datasets(&common.dataset)?,
        None if into.is_some_and(is_path) => Vec::new(),
        None => {
            return Err(Failure::usage(
                "there is no workspace here: no sayso.toml in this folder or above it",
                "make one with `sayso init --empty`, or name files with --data FILE",
            ));
        }
    };
    let of_workspace = workspace.as_ref().filter(|_| !is_loose);
    let mut unread = None;
    let into = match into {
        None => Into::Fitting,
        Some(wish) => {
            if let Some(number) = among(&sources, wish, of_workspace)? {
                Into::Source(number)
            } else {
                sources.push(other(wish, &sources, of_workspace, &here)?);
                let partial = of_workspace.filter(|it| it.config.datasets.is_some());
                unread = match (partial, &sources[sources.len() - 1].contents) {
                    (Some(workspace), Contents::File(path)) if common.dataset.is_empty() => {
                        Some(workspace.dataset_of(path))
                    }
                    _ => None,
                };
                Into::Source(sources.len() - 1)
            }
        }
    };
    let profile = of_workspace.map(|workspace| workspace.config.profile);
    let view = View {
        strict: profile.is_some_and(|profile| profile.strict),
        ..View::default()
    };
    Ok(Desk {
        recording: Recording::open(sources, view)?,
        into,
        unread,
    })
}

/// The arguments without the file that is yet to be begun.
fn existing(common: &Common, into: Option<&str>) -> Result<Common, Failure> {
    let mut common = common.clone();
    for path in &common.data {
        let is_begun = into == path.to_str();
        if !is_begun && path != Path::new("-") && !path.exists() {
            let path = path.display();
            return Err(Failure::Io(format!(
                "there is no file {path}; to begin it, say --into {path}"
            )));
        }
    }
    common
        .data
        .retain(|path| path == Path::new("-") || path.exists());
    Ok(common)
}

/// The source that a wish names, by its name, its path or its dataset.
fn among(
    sources: &[Source],
    wish: &str,
    workspace: Option<&Workspace>,
) -> Result<Option<usize>, Failure> {
    let wished = std::fs::canonicalize(wish).ok();
    let is_it = |source: &Source| {
        let path = match &source.contents {
            Contents::File(path) => std::fs::canonicalize(path).ok(),
            Contents::Text(_) => None,
        };
        source.name == wish || (path.is_some() && path == wished)
    };
    if let Some(number) = sources.iter().position(is_it) {
        return Ok(Some(number));
    }
    let Some(workspace) = workspace else {
        return Ok(None);
    };
    let of_dataset = |source: &Source| match &source.contents {
        Contents::File(path) => workspace.dataset_of(path) == wish,
        Contents::Text(_) => false,
    };
    let found: Vec<usize> = (0..sources.len())
        .filter(|it| of_dataset(&sources[*it]))
        .collect();
    match found.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        _ => Err(which(found.iter().map(|it| sources[*it].name.as_str()))),
    }
}

fn which<'n>(names: impl Iterator<Item = &'n str>) -> Failure {
    let names: Vec<String> = names
        .map(|name| format!("    --into {}", quoted(name)))
        .collect();
    Failure::usage(
        "it could go into several files",
        format!("say which:\n{}", names.join("\n")),
    )
}

/// A file that is not among those read: one of the workspace, or one to begin.
fn other(
    wish: &str,
    sources: &[Source],
    workspace: Option<&Workspace>,
    here: &Path,
) -> Result<Source, Failure> {
    if let Some(workspace) = workspace {
        let known = workspace.dataset_names()?;
        if known.iter().any(|name| name == wish) {
            let mut found = workspace.datasets(&[wish.to_owned()])?;
            if let ([_], Some(one)) = (found.as_slice(), found.last().cloned()) {
                return Ok(one);
            }
            found.sort_by(|a, b| a.name.cmp(&b.name));
            return Err(which(found.iter().map(|source| source.name.as_str())));
        }
        if !is_path(wish) {
            let near = |name: &&String| strsim::damerau_levenshtein(name, wish) <= SLIP;
            if let Some(near) = known.iter().find(near) {
                return Err(Failure::usage(
                    format!("there is no dataset {wish}"),
                    format!("did you mean {near}? To begin a new one:  --into datasets/{wish}.ttl"),
                ));
            }
            let path = workspace.root.join("datasets").join(format!("{wish}.ttl"));
            return Ok(workspace.file(&path));
        }
        let datasets = workspace.root.join("datasets");
        let path = here.join(wish);
        if path.starts_with(&datasets) {
            return Ok(workspace.file(&path));
        }
        return Err(Failure::usage(
            format!(
                "{wish} is not below {}, where datasets are read",
                datasets.display()
            ),
            format!(
                "begin it there:  --into {}",
                Path::new(wish).file_stem().unwrap_or_default().display()
            ),
        ));
    } else if !is_path(wish) {
        let names = sources.iter().map(|source| source.name.as_str());
        return Err(Failure::usage(
            format!("there is no file {wish}"),
            format!(
                "the files are {}; a new one ends in .ttl",
                names.collect::<Vec<_>>().join(", ")
            ),
        ));
    }
    Ok(workspace::loose(Path::new(wish)))
}

fn is_path(wish: &str) -> bool {
    Rdf::of(Path::new(wish)).is_some()
}

impl Desk {
    /// The thing that an argument means, by IRI; if there is none, the command that makes it.
    pub(super) fn thing(&self, kind: Kind, text: &str) -> Result<NamedNode, Failure> {
        thing(self.recording.data(), kind, text)
    }

    /// The things that arguments mean.
    pub(super) fn things(&self, kind: Kind, texts: &[String]) -> Result<Vec<NamedNode>, Failure> {
        texts.iter().map(|text| self.thing(kind, text)).collect()
    }

    /// A name for a draft: the one wished for, or one made of its label.
    pub(super) fn name(
        &self,
        draft: &Draft,
        wish: Option<&str>,
        label: &str,
    ) -> Result<NamedNode, Failure> {
        let data = self.recording.data();
        let name = self.recording.name(data, draft, &self.into, wish, label)?;
        name.map_err(|message| Failure::usage(message, "give another with --name"))
    }

    /// Adds drafts, writes them unless it is a trial, and tells.
    pub(super) fn finish(&self, drafts: &[Draft], writing: &Writing) -> Result<ExitCode, Failure> {
        let change = self.recording.change(drafts, &self.into)?;
        if !writing.dry_run {
            change.write()?;
        }
        self.tell(&change, !writing.dry_run, writing.format)
    }

    /// Tells what was changed, or would be.
    pub(super) fn tell(
        &self,
        change: &Change,
        is_written: bool,
        format: Format,
    ) -> Result<ExitCode, Failure> {
        match format {
            Format::Json => output::print_raw(recorded::json(change, is_written).as_bytes())?,
            Format::Text => {
                output::print(&recorded::text(change, is_written, output::width()))?;
                if !change.findings.is_empty() {
                    eprintln!();
                    let names = change.data.graph.files.iter().map(String::as_str);
                    let contents: Vec<_> = names.zip(&change.data.graph.contents).collect();
                    output::findings(&change.findings, &contents);
                }
            }
        }
        if let Some(dataset) = &self.unread {
            eprintln!(
                "note: `datasets` in sayso.toml does not name {dataset}; it is read with --dataset {dataset}"
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The thing that a text means, by IRI.
pub(super) fn thing(data: &Data, kind: Kind, text: &str) -> Result<NamedNode, Failure> {
    match data.names.find(&data.graph, &data.evidence, kind, text) {
        Match::One(number) => iri_of(data, kind, number),
        Match::Several(candidates) => Err(name::ambiguous(text, kind, &candidates, data)),
        Match::None(nearest) => {
            let near = if nearest.is_empty() {
                String::new()
            } else {
                format!("the nearest:\n{}\n", name::list(kind, &nearest, data))
            };
            let label = quoted(text);
            let making = match kind {
                Kind::Document => {
                    format!("to make one:  sayso add document {label} --publisher SOURCE --url URL")
                }
                Kind::Statement => "`sayso query statements` lists them; `sayso say … --name NAME` gives one a name".to_owned(),
                kind => format!("to make one:  sayso add {} {label}", kind.name()),
            };
            let hint = near + &making;
            Err(Failure::usage(
                format!("there is no {} “{text}”", kind.word()),
                hint,
            ))
        }
    }
}

/// The IRI of a thing; what has none cannot be referred to.
pub(super) fn iri_of(data: &Data, kind: Kind, number: u32) -> Result<NamedNode, Failure> {
    let term = kind.terms(&data.evidence)[number as usize];
    let iri = data.graph.terms.as_iri(term);
    iri.map(NamedNode::new_unchecked).ok_or_else(|| {
        let place = record::location(data, term).map_or_else(String::new, |it| format!(" ({it})"));
        Failure::usage(
            format!(
                "this {} has no name, so nothing can refer to it{place}",
                kind.word()
            ),
            "give it one in the file, in place of []",
        )
    })
}

/// Tells that what was referred to has no name that would outlast an edit.
pub(super) fn note_nameless(statements: &[NamedNode]) {
    if statements
        .iter()
        .any(|it| it.as_str().starts_with(namespace::STATEMENT))
    {
        eprintln!(
            "note: the statement referred to has no name and is called by its content; to edit it would break the reference"
        );
    }
}

/// A word of a command line, in quotes where a shell would take it apart.
pub(super) fn quoted(text: &str) -> String {
    let is_plain = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.' | '/' | ':');
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    if text.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", text.replace('\'', "'\\''"))
    } else {
        format!("\"{text}\"")
    }
}

/// Reads a time as people type it, keeping what they typed.
pub(super) fn time(text: &str) -> Result<Literal, String> {
    load::time(text)?;
    draft::time(text).ok_or_else(|| "not a time".to_owned())
}

/// Reads a number from 0 to 1, keeping what was typed.
pub(super) fn probability(text: &str) -> Result<Literal, String> {
    let text = text.trim();
    let is_decimal = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    match text.parse::<f64>() {
        Ok(value) if is_decimal && (0.0..=1.0).contains(&value) => {
            // A decimal has a point with digits on both sides of it.
            let written = match text.split_once('.') {
                None => format!("{text}.0"),
                Some((whole, rest)) => {
                    let or_zero = |part: &str| {
                        if part.is_empty() {
                            "0".to_owned()
                        } else {
                            part.to_owned()
                        }
                    };
                    format!("{}.{}", or_zero(whole), or_zero(rest))
                }
            };
            Ok(draft::typed(&written, Known::Decimal))
        }
        _ => Err("a number from 0 to 1, such as .8".to_owned()),
    }
}

/// A label with the language that the data mostly uses, or the one given; none for `-`.
pub(super) fn label(text: &str, language: Option<&str>, data: &Data) -> Result<Literal, Failure> {
    let usual = record::naming::usual_language(data);
    match language.or(usual.as_deref()) {
        None | Some("-") => Ok(Literal::new_simple_literal(text)),
        Some(tag) => Literal::new_language_tagged_literal(text, tag).map_err(|error| {
            Failure::usage(
                format!("“{tag}” is no language tag: {error}"),
                "write it as en, fr or pt-BR; - for none",
            )
        }),
    }
}
