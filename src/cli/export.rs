use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use sayso::query::verdicts;
use sayso::read::Graph;
use sayso::verdict;
use sayso::write::{self, export, replace};

use super::failure::Failure;
use super::load::{self, ViewArguments};
use super::{Common, output};

const EXAMPLES: &str = "\
Examples:
  sayso export > breach.ttl
  sayso export --form long --output breach.ttl
  sayso export --format trig --output breach-with-verdicts.trig
  sayso export --format nquads | sha256sum

What is written is read back by two parsers and compared before anything is printed or put in
place; --output replaces a file at once, so that at every moment it is whole.";

/// Write the data as one file: Turtle as people type it, N-Quads, or with the verdicts
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Export {
    /// What to write
    #[arg(long, value_enum, default_value = "turtle")]
    format: Format,
    /// How Turtle is written
    #[arg(long, value_enum, default_value = "short")]
    form: Form,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    view: ViewArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Turtle: the data
    Turtle,
    /// The data in the long form, and the verdicts as the graph sayso:verdicts
    Trig,
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
    let loaded = load::load(common)?;
    let format = match (arguments.format, arguments.form) {
        (Format::Turtle, Form::Short) => write::Format::TurtleShort,
        (Format::Turtle, Form::Long) => write::Format::TurtleLong,
        (Format::Trig, _) => {
            let view = loaded.view(&arguments.view);
            let found = verdict::all(&loaded.data.snapshot(view));
            let graph = verdicts::whole(&loaded.data, &found);
            return put(arguments, &graph, write::Format::TriG);
        }
        (Format::Nquads, _) => write::Format::NQuads,
    };
    put(arguments, &loaded.data.whole(), format)
}

fn put(arguments: &Export, graph: &Graph, format: write::Format) -> Result<ExitCode, Failure> {
    let text = export(graph, format).map_err(failed)?;
    match &arguments.output {
        Some(path) => {
            replace(path, &text).map_err(failed)?;
            eprintln!("wrote {}", path.display());
        }
        None => output::print_raw(text.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn failed(error: write::Error) -> Failure {
    match error {
        write::Error::Io { .. } => Failure::Io(error.to_string()),
        error => Failure::Data(error.to_string(), None),
    }
}
