//! What the commands that add to a record share: which file, what is meant, what is told.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use oxrdf::{Literal, NamedNode};
use sayso::check::Captures;
use sayso::data::Data;
use sayso::escape::terminal;
use sayso::evidence::View;
use sayso::names::{Kind, Match};
use sayso::record::{self, Change, Draft, Into, Recording, draft};
use sayso::render::recorded;
use sayso::render::refusal;
use sayso::vocab::{Known, namespace};
use sayso::workspace::{self, Contents, Format as Rdf, Source, Workspace, is_within};

use super::bounds::{Bounds, Target, unread_in};
use super::failure::Failure;
use super::output::{self, Format};
use super::{Common, clock, load, name};

/// Names this far apart, or less, are taken for one with a slip.
const SLIP: usize = 2;

/// How something is added.
#[derive(Clone, Debug, Args)]
pub(super) struct Writing {
    #[command(flatten)]
    pub(super) target: Target,
    /// Show what would be added and what would change, and write nothing
    #[arg(long, help_heading = "How it is written")]
    pub(super) dry_run: bool,
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
    /// The captures of the workspace; loose files have none.
    pub(super) captures: Option<Captures>,
    /// When this is recorded, where the workspace wants that to be told.
    now: Option<Literal>,
    /// That what is written is not read unless it is asked for.
    unread: Option<String>,
    bounds: Bounds,
}

/// Opens the record that the arguments name.
pub(super) fn open(common: &Common, target: &Target) -> Result<Desk, Failure> {
    let here = std::env::current_dir()
        .map_err(|error| Failure::Io(format!("cannot tell the current folder: {error}")))?;
    let workspace = Workspace::find(&here)?;
    let is_loose = !common.data.is_empty();
    let into = target.into.as_deref();
    let bounds = Bounds::new(target, &common.data, workspace.clone());
    // Before anything is read: what cannot be written to is not looked at either.
    match (into, &common.data[..]) {
        (Some(wish), _) if is_path(wish) => bounds.keep(Path::new(wish))?,
        (None, [only]) if only != Path::new("-") => bounds.keep(only)?,
        _ => {}
    }
    let mut sources = match &workspace {
        _ if is_loose => {
            let common = existing(common, into)?;
            if common.data.is_empty() {
                Vec::new()
            } else {
                load::place(&common)?.sources
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
            let number = if let Some(number) = among(&sources, wish, of_workspace)? {
                number
            } else {
                let source = other(wish, &sources, of_workspace, &here, &bounds)?;
                if let Contents::File(path) = &source.contents {
                    unread = of_workspace.and_then(|it| unread_in(it, path, common));
                }
                sources.push(source);
                sources.len() - 1
            };
            if let Contents::File(path) = &sources[number].contents {
                bounds.keep(path)?;
            }
            Into::Source(number)
        }
    };
    let profile = of_workspace.map(|workspace| workspace.config.profile);
    let view = View {
        strict: profile.is_some_and(|profile| profile.strict),
        ..View::default()
    };
    let keeper = of_workspace.map_or_else(Vec::new, |workspace| workspace.config.keeper.clone());
    Ok(Desk {
        recording: Recording::open(sources, view, keeper)?,
        into,
        captures: of_workspace.map(|workspace| Captures::new(workspace.captures())),
        now: clock::recording(of_workspace)?,
        unread,
        bounds,
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
    bounds: &Bounds,
) -> Result<Source, Failure> {
    if bounds.are_open() {
        let ending = if is_path(wish) { "" } else { ".ttl" };
        return Ok(workspace::loose(Path::new(&format!("{wish}{ending}"))));
    }
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
        }
        let datasets = workspace.root.join("datasets");
        let path = if is_path(wish) {
            here.join(wish)
        } else {
            datasets.join(format!("{wish}.ttl"))
        };
        let is_among = is_within(&datasets, &path);
        if is_among.map_err(|error| Failure::Io(format!("{wish}: {error}")))? {
            return Ok(workspace.file(&path));
        }
        bounds.keep(&path)?;
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
        let names = names.collect::<Vec<_>>().join(", ");
        return Err(Failure::usage(
            format!("there is no file {wish}"),
            format!("the files are {names}; a new one ends in .ttl"),
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

    /// Adds drafts in memory. What is new bears the time, where the workspace wants it and nobody
    /// gave another: statements, ties, and sources and documents of which nothing was said yet.
    pub(super) fn change(&self, drafts: &[Draft]) -> Result<Change, Failure> {
        let mut drafts = drafts.to_vec();
        if let Some(now) = &self.now {
            drafts
                .iter_mut()
                .filter(|draft| self.recording.is_new(draft))
                .for_each(|draft| draft.record_at(now));
        }
        Ok(self.recording.change(&drafts, &self.into)?)
    }

    /// Adds drafts, writes them unless it is a trial, and tells.
    pub(super) fn finish(&self, drafts: &[Draft], writing: &Writing) -> Result<ExitCode, Failure> {
        let change = self.change(drafts)?;
        if !writing.dry_run {
            self.write(&change)?;
        }
        self.tell(&change, !writing.dry_run, writing.format)
    }

    /// Puts a change in place, unless a link leads out of the workspace.
    pub(super) fn write(&self, change: &Change) -> Result<(), Failure> {
        self.bounds.keep(change.path())?;
        Ok(change.write()?)
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
        if let Some(told) = &self.unread {
            eprintln!("note: {}", terminal(told));
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
                let more = kind.terms(&data.evidence).len() - nearest.len();
                let list = refusal::list(kind, &nearest, data);
                format!("{}\n  ", refusal::near(kind.word(), &list, more))
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
