use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};
use oxrdf::Term;
use sayso::escape::terminal;
use sayso::index::Index;
use sayso::names::Names;
use sayso::query::growing::TooLong;
use sayso::query::limit::{self, TooManyRows};
use sayso::query::{self, plan, results, saved::Saved};
use sayso::read::Graph;
use sayso::render::asked::{self, Asked};
use sayso::render::plan::Explained;
use sayso::render::view;
use spareval::{QueryEvaluationError, QueryResults};

use super::failure::Failure;
use super::load::{self, Loaded, ViewArguments};
use super::{Common, output, patience, queries};

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
    answer(arguments, &load::load_any(common)?, None)
}

/// Answers from what is loaded.
pub(super) fn answer(
    arguments: &Query,
    loaded: &Loaded,
    asked: Option<&Asked>,
) -> Result<ExitCode, Failure> {
    if arguments.explain && !matches!(arguments.format, Format::Table | Format::Json) {
        return Err(Failure::usage(
            "--explain is shown as text or as JSON",
            "leave --format out, or write --format json",
        ));
    }
    let saved = find(arguments, loaded)?;
    let bindings = saved
        .bindings(&arguments.parameter, &loaded.data)
        .map_err(|message| {
            Failure::Usage(
                message,
                Some("`sayso queries NAME` shows the parameters".to_owned()),
            )
        })?;
    let view = loaded.view(&arguments.view);
    let graph = &loaded.data.graph;
    let prefixes = graph.prefixes.iter().map(|(p, n)| (p.as_str(), n.as_str()));
    let parsed = query::parse(&saved.text, prefixes)
        .map_err(|error| Failure::Usage(format!("{}: {error}", saved.name), None))?;
    // Verdicts are in a graph of their own: no query sees them that names no graph.
    let has_verdicts = query::names_graphs(&parsed);
    let index = if has_verdicts {
        patience::showing(
            || "working out verdicts".to_owned(),
            || loaded.data.with_verdicts(view),
        )
    } else {
        Arc::clone(&loaded.data.index)
    };
    for absent in query::absent_graphs(&index, &parsed) {
        eprintln!(
            "note: the query asks FROM <{}>, and there is no such graph in the data: nothing is found in it. A graph is named like its file; `SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }}` lists them",
            terminal(&absent)
        );
    }
    let evaluation = Evaluation {
        labels: Names::new(Arc::clone(&loaded.data.index)),
        index,
        parsed,
        bindings,
        names: graph.with(graph.terms.clone(), Vec::new()),
        most: arguments.max_rows,
    };
    if arguments.explain {
        return explain(arguments, &saved, evaluation, graph);
    }
    let format = arguments.format;
    let evaluated = patience::showing(
        || "evaluating the query".to_owned(),
        || patience::within(arguments.timeout, move || evaluation.answer(format)),
    );
    let line = view::line(view, &loaded.data).map(|line| {
        if has_verdicts {
            format!("{line} (the verdicts; the statements are those of the whole record)")
        } else {
            format!(
                "{line} (but this query asks for no verdicts: its answer is on the whole record)"
            )
        }
    });
    match evaluated?? {
        Answer::Table(names, rows) => {
            let line = line.map_or_else(String::new, |line| format!("{line}\n"));
            output::print(&(line + &table(&names, &rows)))?;
        }
        // What programs read stays as it is.
        Answer::Text(bytes) => {
            if let Some(line) = line {
                eprintln!("{line}");
            }
            match asked.filter(|_| arguments.format == Format::Json) {
                // An answer of ours around one whose form is not ours.
                Some(question) => {
                    let table = serde_json::from_slice(&bytes).unwrap_or_default();
                    output::print_raw(
                        asked::table(question, view, &loaded.data, table).as_bytes(),
                    )?;
                }
                None => output::print_raw(&bytes)?,
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// All that an evaluation needs, so that it can be left to itself.
struct Evaluation {
    index: Arc<Index>,
    parsed: spargebra::Query,
    bindings: Vec<(String, Term)>,
    /// What things are called.
    labels: Names,
    /// Prefixes, and the terms themselves.
    names: Graph,
    /// How many rows there may be.
    most: Option<usize>,
}

/// What is to be printed.
enum Answer {
    Table(Vec<String>, Vec<Vec<String>>),
    Text(Vec<u8>),
}

impl Evaluation {
    fn answer(self, format: Format) -> Result<Answer, Failure> {
        let mut found =
            query::evaluate(&self.index, &self.parsed, &self.bindings).map_err(unanswered)?;
        if let Some(most) = self.most {
            found = limit::at_most(found, most);
        }
        let format = match format {
            Format::Table if matches!(found, QueryResults::Graph(_)) => results::Format::Turtle,
            Format::Table => {
                let (names, rows) =
                    results::rows(found, &self.names, &self.labels).map_err(failed)?;
                return Ok(Answer::Table(names, rows));
            }
            Format::Csv => results::Format::Csv,
            Format::Tsv => results::Format::Tsv,
            Format::Json => results::Format::Json,
            Format::Xml => results::Format::Xml,
            Format::Turtle => results::Format::Turtle,
        };
        let mut bytes = Vec::new();
        results::write(found, format, &self.names, &mut bytes).map_err(failed)?;
        Ok(Answer::Text(bytes))
    }
}

/// Tells how a query is read and evaluated.
fn explain(
    arguments: &Query,
    saved: &Saved,
    evaluation: Evaluation,
    graph: &Graph,
) -> Result<ExitCode, Failure> {
    let bindings = evaluation.bindings.clone();
    let plan = patience::showing(
        || "evaluating the query".to_owned(),
        || {
            patience::within(arguments.timeout, move || {
                plan::explain(&evaluation.index, &evaluation.parsed, &evaluation.bindings)
            })
        },
    )?
    .map_err(unanswered)?;
    let explained = Explained {
        query: saved,
        bindings: &bindings,
        plan: &plan,
    };
    match arguments.format {
        Format::Json => output::print_raw(explained.json().as_bytes())?,
        _ => output::print(&explained.text(graph, output::width()))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Why there are no results.
fn unanswered(error: query::Error) -> Failure {
    match error {
        query::Error::TooLong(error) => too_long(error),
        error => Failure::Data(error.to_string(), None),
    }
}

fn too_long(error: TooLong) -> Failure {
    Failure::Stopped(
        format!("{error}; there is no answer"),
        "put fewer texts together: a function that doubles a text soon makes it longer than the memory".to_owned(),
    )
}

fn failed(error: results::Error) -> Failure {
    match error {
        results::Error::Io(error) => error.into(),
        results::Error::Evaluation(QueryEvaluationError::Dataset(error))
            if error.is::<TooManyRows>() =>
        {
            Failure::Stopped(
                format!("{error}, so none is shown"),
                "allow more with --max-rows, or ask for less with LIMIT".to_owned(),
            )
        }
        results::Error::Evaluation(QueryEvaluationError::Dataset(error))
            if error.is::<TooLong>() =>
        {
            too_long(TooLong)
        }
        results::Error::Evaluation(error) => Failure::Data(error.to_string(), None),
        results::Error::Format(message) => Failure::Usage(message.to_owned(), None),
    }
}

/// The query that is meant: saved, on the command line, or in a file.
fn find(arguments: &Query, loaded: &Loaded) -> Result<Saved, Failure> {
    if let Some(text) = &arguments.expression {
        return Ok(Saved::parse("the query", text));
    }
    if let Some(path) = &arguments.file {
        let text = sayso::plain::read_to_string(path)
            .map_err(|error| Failure::Io(format!("cannot read {}: {error}", path.display())))?;
        return Ok(Saved::parse(&path.display().to_string(), &text));
    }
    let name = arguments.name.as_deref().unwrap_or_default();
    queries::find(name, loaded.workspace.as_ref())
}

/// Longer words are broken after all.
const LONGEST_WORD: usize = 60;
/// The blanks around what is in a column, beside the one that stands between two columns.
const PADDING: usize = 2;

/// Rows as a table, laid out for the terminal.
fn table(names: &[String], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return "no results\n".to_owned();
    }
    let mut table = comfy_table::Table::new();
    table
        .load_style(comfy_table::presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(comfy_table::ContentArrangement::Dynamic)
        .set_width(u16::try_from(output::width()).unwrap_or(100))
        .set_header(names);
    for row in rows {
        table.add_row(row.iter().map(|cell| terminal(cell)));
    }
    // A word broken in the middle is hard to read: columns are as wide as their longest one, as
    // far as all of them fit.
    let longest: Vec<usize> = (0..names.len())
        .map(|number| {
            let cells = rows.iter().map(|row| row[number].as_str());
            let words = cells
                .chain([names[number].as_str()])
                .flat_map(str::split_whitespace);
            let longest = words.map(|word| word.chars().count()).max().unwrap_or(0);
            longest.min(LONGEST_WORD)
        })
        .collect();
    let between = (PADDING + 1) * names.len() - 1;
    let least = fitting(&longest, output::width().saturating_sub(between));
    for (column, least) in table.column_iter_mut().zip(least) {
        let least = u16::try_from(least + PADDING).unwrap_or(u16::MAX);
        column.set_constraint(comfy_table::ColumnConstraint::LowerBoundary(
            comfy_table::Width::Fixed(least),
        ));
    }
    let lines: Vec<String> = table
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect();
    format!("{}\n", lines.join("\n"))
}

/// Widths that fit into some room: as wished where all fit, else the widest cut down to one width.
/// O(columns · width).
fn fitting(wished: &[usize], room: usize) -> Vec<usize> {
    let cut = |most: usize| wished.iter().map(move |width| *width.min(&most));
    let widest = wished.iter().copied().max().unwrap_or(0);
    let fits = (1..=widest)
        .rev()
        .find(|most| cut(*most).sum::<usize>() <= room);
    cut(fits.unwrap_or(1)).collect()
}
