use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, ValueEnum};
use sayso::engine::{self, Engine, Limits, Prepared, Rows};
use sayso::escape::terminal;
use sayso::query::results;
use sayso::query::saved::Saved;
use sayso::render::plan::Explained;
use sayso::render::{table, view};

use super::failure::Failure;
use super::load::{self, ViewArguments};
use super::{Common, output, patience};

const EXAMPLES: &str = "\
Examples:
  sayso query corroborated
  sayso query chains -p claim=\"mail server\"
  sayso query said-by -p source=Barracuda --format csv
  sayso query -e 'SELECT ?claim ?status { GRAPH sayso:verdicts { ?claim sayso:status ?status } }'
  sayso query -f my-query.rq --format json
  sayso query chains -p claim=\"mail server\" --explain
  sayso query statements --timeout 30 --max-rows 10000

The default graph holds the data in the long form; GRAPH sayso:verdicts holds the verdicts.
Prefixes of the datasets, and the well-known ones, need no declaration.

A query that reaches --timeout or --max-rows gives no answer, not a part of one, and ends with 5.";

/// Run a saved SPARQL query, or one of your own
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Query {
    /// A saved query; `sayso queries` lists them
    #[arg(required_unless_present_any = ["expression", "file"], conflicts_with_all = ["expression", "file"])]
    name: Option<String>,
    /// A SPARQL query as text
    #[arg(short, long, value_name = "SPARQL", conflicts_with = "file")]
    expression: Option<String>,
    /// A file with a SPARQL query
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// A parameter of the query (repeatable)
    #[arg(short, long, value_name = "NAME=VALUE", value_parser = parameter)]
    parameter: Vec<(String, String)>,
    #[command(flatten)]
    view: ViewArguments,
    /// Stop evaluating after so many seconds, and answer nothing
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,
    /// Answer nothing where the answer has more rows, or triples, than this
    #[arg(long, value_name = "NUMBER", conflicts_with = "explain")]
    max_rows: Option<usize>,
    /// Show how the query is read and evaluated instead of its results: as text, or as JSON
    #[arg(long)]
    explain: bool,
    /// How to show the results; triples are shown as Turtle unless said otherwise
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Tsv,
    Json,
    Xml,
    Turtle,
}

fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

/// Reads a number of seconds as people type it.
fn seconds(text: &str) -> Result<Duration, String> {
    let wrong = || "a number of seconds, such as 30 or 0.5".to_owned();
    let seconds: f64 = text.parse().map_err(|_| wrong())?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|time| !time.is_zero())
        .ok_or_else(wrong)
}

pub(super) fn run(arguments: &Query, common: &Common) -> Result<ExitCode, Failure> {
    let engine = load::load_any(common)?;
    if arguments.explain && !matches!(arguments.format, Format::Table | Format::Json) {
        return Err(Failure::usage(
            "--explain is shown as text or as JSON",
            "leave --format out, or write --format json",
        ));
    }
    let saved = find(arguments, &engine)?;
    let view = arguments.view.of(&engine);
    let working = || "working out verdicts".to_owned();
    let prepared = patience::showing(working, || {
        engine.prepare(&saved, &arguments.parameter, &view)
    })?;
    for absent in prepared.absent_graphs() {
        eprintln!(
            "note: the query asks FROM <{}>, and there is no such graph in the data: nothing is found in it. A graph is named like its file; `SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }}` lists them",
            terminal(&absent)
        );
    }
    if arguments.explain {
        return explain(arguments, &saved, prepared, &engine);
    }
    let line = view::line(view, engine.data()).map(|line| {
        if prepared.has_verdicts() {
            format!("{line} (the verdicts; the statements are those of the whole record)")
        } else {
            format!(
                "{line} (but this query asks for no verdicts: its answer is on the whole record)"
            )
        }
    });
    let limits = Limits {
        rows: arguments.max_rows,
    };
    let format = arguments.format.of_results();
    let evaluate = move || match format {
        None => prepared.rows(limits),
        Some(format) => {
            let mut bytes = Vec::new();
            prepared.write(format, limits, &mut bytes)?;
            Ok(Rows::Written(bytes))
        }
    };
    let evaluated = patience::showing(
        || "evaluating the query".to_owned(),
        || patience::within(arguments.timeout, evaluate),
    );
    let bytes = match evaluated?? {
        Rows::Table(names, rows) => {
            let line = line.map_or_else(String::new, |line| format!("{line}\n"));
            output::print(&(line + &table::text(&names, &rows, output::width())))?;
            return Ok(ExitCode::SUCCESS);
        }
        Rows::Written(bytes) => bytes,
    };
    // What programs read stays as it is.
    if let Some(line) = line {
        eprintln!("{line}");
    }
    output::print_raw(&bytes)?;
    Ok(ExitCode::SUCCESS)
}

impl Format {
    /// The standard form that it stands for; none for a table.
    const fn of_results(self) -> Option<results::Format> {
        Some(match self {
            Self::Table => return None,
            Self::Csv => results::Format::Csv,
            Self::Tsv => results::Format::Tsv,
            Self::Json => results::Format::Json,
            Self::Xml => results::Format::Xml,
            Self::Turtle => results::Format::Turtle,
        })
    }
}

/// Tells how a query is read and evaluated.
fn explain(
    arguments: &Query,
    saved: &Saved,
    prepared: Prepared,
    engine: &Engine,
) -> Result<ExitCode, Failure> {
    let bindings = prepared.bindings().to_vec();
    let plan = patience::showing(
        || "evaluating the query".to_owned(),
        || patience::within(arguments.timeout, move || prepared.explain()),
    )??;
    let explained = Explained {
        query: saved,
        bindings: &bindings,
        plan: &plan,
    };
    match arguments.format {
        Format::Json => output::print_raw(explained.json().as_bytes())?,
        _ => output::print(&explained.text(&engine.data().graph, output::width()))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The query that is meant: saved, on the command line, or in a file.
fn find(arguments: &Query, engine: &Engine) -> Result<Saved, Failure> {
    if let Some(text) = &arguments.expression {
        return Ok(Saved::parse("the query", text));
    }
    if let Some(path) = &arguments.file {
        let text = sayso::plain::read_to_string(path)
            .map_err(|error| Failure::Io(format!("cannot read {}: {error}", path.display())))?;
        return Ok(Saved::parse(&path.display().to_string(), &text));
    }
    let name = arguments.name.as_deref().unwrap_or_default();
    Ok(engine::query(name, engine.place().workspace.as_ref())?)
}
