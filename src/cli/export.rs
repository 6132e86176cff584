use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use sayso::data::Data;
use sayso::model::Status;
use sayso::names::Kind;
use sayso::query::verdicts;
use sayso::vocab::Id;
use sayso::workspace::{Contents, Source, Workspace, dataset_files};
use sayso::write::selection::{Selection, select};
use sayso::write::{self, export, is_same_file, metadata, replace};

use super::about::{self, About};
use super::failure::{FINDINGS, Failure};
use super::load::{self, ViewArguments};
use super::{Common, ask, name, output, patience};

const EXAMPLES: &str = "\
Examples:
  sayso export > breach.ttl
  sayso export --form long --output breach.ttl
  sayso export --claim \"mail server\"             one claim, with all that it rests on
  sayso export --source \"Le Soir\"                all that it said, and what judges it
  sayso export --status officially-confirmed --strict
  sayso export --metadata --license CC-BY-4.0   with title, licence, origin and hash
  sayso export --format trig --output breach-with-verdicts.trig
  sayso export --format ntriples | sha256sum    the hash that --metadata gives

--claim, --source and --status add up. Every claim in the file has the verdict that it has in the
whole data.

What is written is read back by two parsers and compared before anything is printed or put in
place; --output replaces a file at once, so that at every moment it is whole. Where nothing is
selected nothing is written, and the exit code is 1.";

/// Write the data, or some claims with all that they rest on, as one file
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Export {
    /// Only this claim, with all that it rests on: words of its label, its prefixed name or its
    /// IRI (repeatable)
    #[arg(long, value_name = "NAME")]
    claim: Vec<String>,
    /// Only what this source speaks of, with all that it rests on (repeatable)
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// Only the claims that have this status under the view, with all that they rest on
    /// (repeatable)
    #[arg(long, value_name = "STATUS", value_parser = ask::status)]
    status: Vec<Status>,
    /// What to write
    #[arg(long, value_enum, default_value = "turtle")]
    format: Format,
    /// How Turtle is written
    #[arg(long, value_enum, default_value = "short")]
    form: Form,
    /// Write to this file instead of standard output (-)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Let --output replace a dataset
    #[arg(long, requires = "output")]
    force: bool,
    #[command(flatten)]
    about: About,
    #[command(flatten)]
    view: ViewArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Turtle: the data
    Turtle,
    /// The data in the long form, and the verdicts as the graph sayso:verdicts
    Trig,
    /// Canonical N-Triples (RDFC-1.0): the data, one triple a line
    Ntriples,
    /// Canonical N-Quads (RDFC-1.0), each file of the data a graph
    Nquads,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// As people type it
    Short,
    /// Every statement spelled out
    Long,
}

pub(super) fn run(arguments: &Export, common: &Common) -> Result<ExitCode, Failure> {
    let format = match (arguments.format, arguments.form) {
        (Format::Turtle, Form::Short) => write::Format::TurtleShort,
        (Format::Turtle, Form::Long) => write::Format::TurtleLong,
        (Format::Trig, _) => write::Format::TriG,
        (Format::Ntriples, _) => write::Format::NTriples,
        (Format::Nquads, _) => write::Format::NQuads,
    };
    if arguments.about.metadata && format == write::Format::NTriples {
        return Err(Failure::usage(
            "canonical N-Triples hold the data alone, and no metadata",
            "choose --format turtle, trig or nquads",
        ));
    }
    let (mut sources, workspace) = load::sources(common)?;
    let output = arguments.output.as_deref();
    let output = output.filter(|path| *path != Path::new("-"));
    if let Some(path) = output.filter(|_| !arguments.force) {
        spare(path, &sources, workspace.as_ref())?;
    }
    let files = if arguments.about.metadata {
        about::hold(&mut sources)?
    } else {
        Vec::new()
    };
    let loaded = load::read(common, &sources, workspace)?;
    let data = &loaded.data;
    let view = loaded.view(&arguments.view);
    let has_verdicts = format == write::Format::TriG;
    let found = if has_verdicts || !arguments.status.is_empty() {
        patience::verdicts(&data.snapshot(view))
    } else {
        Vec::new()
    };
    let mut graph = if has_verdicts {
        verdicts::whole(data, &found)
    } else {
        data.whole()
    };
    let earlier = metadata::remove(&mut graph);
    if earlier.is_some() && !arguments.about.metadata {
        eprintln!(
            "note: what an earlier export says of itself is left out; --metadata says it anew"
        );
    }
    let mut told = String::new();
    let mut command = Vec::new();
    let is_whole =
        arguments.claim.is_empty() && arguments.source.is_empty() && arguments.status.is_empty();
    if !is_whole {
        let mut selection = named(arguments, data)?;
        command = words(&selection, &arguments.status, data);
        let of_status = found
            .iter()
            .filter(|verdict| arguments.status.contains(&verdict.status))
            .map(|verdict| data.evidence.claims[verdict.claim as usize].term);
        selection.claims.extend(of_status);
        graph.quads = select(&graph, &selection);
        let kept: BTreeSet<Id> = graph.quads.iter().map(|quad| quad.subject).collect();
        let claims = data.evidence.claims.iter();
        let number = claims.filter(|claim| kept.contains(&claim.term)).count();
        if number == 0 {
            eprintln!("nothing is selected, so nothing is written");
            return Ok(ExitCode::from(FINDINGS));
        }
        told = format!(": {number} of {} claims", data.evidence.claims.count());
    }
    if arguments.about.metadata {
        let metadata = arguments
            .about
            .of(&loaded, earlier, files, common, (&command, view))?;
        metadata::describe(&mut graph, &metadata).map_err(failed)?;
    }
    let text = export(&graph, format).map_err(failed)?;
    match output {
        Some(path) => {
            replace(path, &text).map_err(failed)?;
            eprintln!("wrote {}{told}", path.display());
        }
        None => output::print_raw(text.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Refuses to write over a dataset: what is written there has none of its comments, and perhaps
/// not all of its data.
fn spare(path: &Path, sources: &[Source], workspace: Option<&Workspace>) -> Result<(), Failure> {
    let mut kept: Vec<PathBuf> = Vec::new();
    for source in sources {
        if let Contents::File(file) = &source.contents {
            kept.push(file.clone());
        }
    }
    if let Some(workspace) = workspace {
        kept.extend(dataset_files(&workspace.root.join("datasets"))?);
    }
    if kept.iter().any(|file| is_same_file(file, path)) {
        return Err(Failure::usage(
            format!("{} is a dataset; it is left as it is", path.display()),
            "write to another file; or, if its comments and whatever is not selected may go, add --force",
        ));
    }
    Ok(())
}

/// The claims and sources that are asked for by name.
fn named(arguments: &Export, data: &Data) -> Result<Selection, Failure> {
    let mut selection = Selection::default();
    for name in &arguments.claim {
        let claim = name::find(name, Kind::Claim, data)?;
        let claim = &data.evidence.claims[claim as usize];
        selection.claims.insert(claim.term);
    }
    for name in &arguments.source {
        let agent = name::find(name, Kind::Agent, data)?;
        let agent = &data.evidence.agents[agent as usize];
        selection.sources.insert(agent.term);
    }
    Ok(selection)
}

/// A selection as options that mean the same however it was typed.
fn words(named: &Selection, statuses: &[Status], data: &Data) -> Vec<String> {
    let iris = |ids: &BTreeSet<Id>, option: &str| -> BTreeSet<String> {
        let terms = &data.graph.terms;
        ids.iter()
            .map(|id| format!("{option} <{}>", terms.text(*id)))
            .collect()
    };
    let statuses: BTreeSet<String> = statuses
        .iter()
        .map(|status| format!("--status {}", status.name()))
        .collect();
    let claims = iris(&named.claims, "--claim");
    let sources = iris(&named.sources, "--source");
    claims.into_iter().chain(sources).chain(statuses).collect()
}

fn failed(error: write::Error) -> Failure {
    match error {
        write::Error::Io { .. } => Failure::Io(error.to_string()),
        error => Failure::Data(error.to_string(), None),
    }
}
