use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use sayso::data::Data;
use sayso::model::Status;
use sayso::names::Kind;
use sayso::read::Graph;
use sayso::verdict::Verdict;
use sayso::vocab::Id;
use sayso::workspace::{Contents, Source, Workspace, dataset_files, is_within};
use sayso::write::selection::{Selection, select};
use sayso::write::{self, is_same_file, metadata, replace_with};

use super::about::{self, About};
use super::bounds::keep_within;
use super::failure::{FINDINGS, Failure};
use super::load::{self, ViewArguments};
use super::redact::{self, Redaction};
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
  sayso export --format jsonld --output breach.jsonld
  sayso export --format csv > statements.csv    for a spreadsheet: one row a statement
  sayso export --format graphml > breach.graphml
  sayso export --claim \"mail server\" --format dot > claim.gv
  sayso export --format nanopub --metadata --license CC0-1.0 > breach.nanopub.trig
  sayso export --redact \"Le Soir\" > for-others.ttl

--claim, --source and --status add up. Every claim in the file has the verdict that it has in the
whole data.

What is written is read back by two parsers and compared before anything is printed or put in
place; --output replaces a file at once, so that at every moment it is whole. Where nothing is
selected nothing is written, and the exit code is 1.

--redact says on standard error what it changed and what it left; read that before you give the
file away. Who a source is can be clear from what it alone knows: no program sees that.";

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
    /// Let --output replace a dataset, or write to a whole path outside of the workspace
    #[arg(long, requires = "output")]
    force: bool,
    #[command(flatten)]
    redaction: Redaction,
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
    /// JSON-LD with its context: the data in the long form, each claim with its statements
    Jsonld,
    /// Each statement as a nanopublication, unsigned
    Nanopub,
    /// A table for spreadsheets, one row a statement
    Csv,
    /// For Gephi, yEd, Cytoscape: sources, claims, documents and statements as nodes
    Graphml,
    /// The same, to be drawn by Graphviz
    Dot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// As people type it
    Short,
    /// Every statement spelled out
    Long,
}

/// What is written in a format, and what in a form.
const fn written(format: Format, form: Form) -> write::Format {
    match (format, form) {
        (Format::Turtle, Form::Short) => write::Format::TurtleShort,
        (Format::Turtle, Form::Long) => write::Format::TurtleLong,
        (Format::Trig, _) => write::Format::TriG,
        (Format::Ntriples, _) => write::Format::NTriples,
        (Format::Nquads, _) => write::Format::NQuads,
        (Format::Jsonld, _) => write::Format::JsonLd,
        (Format::Nanopub, _) => write::Format::Nanopublications,
        (Format::Csv, _) => write::Format::Csv,
        (Format::Graphml, _) => write::Format::GraphMl,
        (Format::Dot, _) => write::Format::Dot,
    }
}

/// Refuses metadata where a format has no place for them.
fn may_have_metadata(format: Format) -> Result<(), Failure> {
    let which = match format {
        Format::Ntriples => "canonical N-Triples hold",
        Format::Csv => "a table holds",
        Format::Graphml | Format::Dot => "a network holds",
        _ => return Ok(()),
    };
    Err(Failure::usage(
        format!("{which} the data alone, and no metadata"),
        "choose --format turtle, trig, nquads, jsonld or nanopub",
    ))
}

pub(super) fn run(arguments: &Export, common: &Common) -> Result<ExitCode, Failure> {
    let format = written(arguments.format, arguments.form);
    if arguments.about.metadata {
        may_have_metadata(arguments.format)?;
    }
    let output = arguments.output.as_deref();
    let output = output.filter(|path| *path != Path::new("-"));
    if let Some(path) = output {
        let workspace = load::workspace()?;
        keep_within("--output", path, workspace.as_ref(), arguments.force)?;
        if arguments.redaction.is_asked() {
            keep_out(path, workspace.as_ref())?;
        }
    }
    let mut place = load::place(common)?;
    if let Some(path) = output.filter(|_| !arguments.force) {
        spare(path, &place.sources, place.workspace.as_ref())?;
    }
    let files = if arguments.about.metadata {
        about::hold(&mut place.sources)?
    } else {
        Vec::new()
    };
    let engine = load::read(place)?;
    let data = engine.data();
    let view = arguments.view.of(&engine);
    let has_verdicts = format == write::Format::TriG;
    let is_redacted = arguments.redaction.is_asked();
    let found: Vec<Verdict> = if is_redacted || !arguments.status.is_empty() {
        patience::verdicts(data, view).iter().collect()
    } else {
        Vec::new()
    };
    let mut graph = if has_verdicts {
        data.whole_with_verdicts(view)
    } else {
        data.whole()
    };
    let earlier = metadata::remove(&mut graph);
    if earlier.is_some() && !arguments.about.metadata {
        eprintln!(
            "note: what an earlier export says of itself is left out; --metadata says it anew"
        );
    }
    let Some(part) = part(arguments, data, &found, &mut graph)? else {
        eprintln!("nothing is selected, so nothing is written");
        return Ok(ExitCode::from(FINDINGS));
    };
    let Part { mut command, told } = part;
    let mut origin = Some((files, earlier));
    let mut redacted = None;
    if is_redacted {
        let done = arguments.redaction.apply(&graph, data)?;
        let after: Vec<Verdict> = done.data.verdicts(view).iter().collect();
        done.compare(data, &found, &after)
            .map_err(|error| redact::failed(&error))?;
        graph = if has_verdicts {
            done.data.whole_with_verdicts(view)
        } else {
            done.data.whole()
        };
        command = done.command(&command);
        // By the hash of a file whoever guesses a name can tell that the guess is right.
        origin = None;
        redacted = Some(done);
    }
    if arguments.about.metadata {
        let (files, earlier) = origin.unwrap_or_default();
        let metadata = arguments
            .about
            .of(&engine, earlier, files, common, (&command, view))?;
        let texts = [&metadata.title, &metadata.command];
        if redacted.is_some_and(|done| texts.iter().any(|text| done.names_in(text))) {
            return Err(Failure::usage(
                "the title or the command that the metadata would tell has the name in it",
                "give another title: --title TEXT; and do not choose datasets by that name",
            ));
        }
        metadata::describe(&mut graph, &metadata).map_err(failed)?;
    }
    let written = write::written(&graph, format).map_err(failed)?;
    match output {
        Some(path) => {
            replace_with(path, |output| written.put(output)).map_err(failed)?;
            eprintln!("wrote {}{told}", path.display());
        }
        None => output::print_with(|output| written.put(output))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// What was selected: as options, and as told when it is written.
#[derive(Default)]
struct Part {
    command: Vec<String>,
    told: String,
}

/// Leaves what is selected in a graph; nothing where that is nothing.
fn part(
    arguments: &Export,
    data: &Data,
    found: &[Verdict],
    graph: &mut Graph,
) -> Result<Option<Part>, Failure> {
    if arguments.claim.is_empty() && arguments.source.is_empty() && arguments.status.is_empty() {
        return Ok(Some(Part::default()));
    }
    let mut selection = named(arguments, data)?;
    let command = words(&selection, &arguments.status, data);
    let of_status = found
        .iter()
        .filter(|verdict| arguments.status.contains(&verdict.status))
        .map(|verdict| data.evidence.claims[verdict.claim as usize].term);
    selection.claims.extend(of_status);
    graph.quads = select(graph, &selection);
    let kept: BTreeSet<Id> = graph.quads.iter().map(|quad| quad.subject).collect();
    let claims = data.evidence.claims.iter();
    let number = claims.filter(|claim| kept.contains(&claim.term)).count();
    let told = format!(": {number} of {} claims", data.evidence.claims.count());
    Ok((number > 0).then_some(Part { command, told }))
}

/// Refuses to put a redacted record among the data: a source and its own pseudonym would count
/// as two, and whoever reads both can tell who it is.
fn keep_out(path: &Path, workspace: Option<&Workspace>) -> Result<(), Failure> {
    let Some(workspace) = workspace else {
        return Ok(());
    };
    let datasets = workspace.root.join("datasets");
    let is_among = is_within(&datasets, path);
    if is_among.map_err(|error| Failure::Io(format!("{}: {error}", path.display())))? {
        return Err(Failure::usage(
            format!(
                "{} would be read as data: a source beside its own pseudonym counts twice, and gives itself away",
                path.display()
            ),
            "write it outside of datasets/",
        ));
    }
    Ok(())
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
