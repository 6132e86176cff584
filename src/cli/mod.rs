//! One subcommand, one file: its arguments and one function. Answers go to standard output,
//! talk goes to standard error, and the kind of a failure alone decides the exit code.

mod about;
mod add;
mod ask;
mod bounds;
mod capture;
mod check;
mod clock;
mod compile;
mod completions;
mod copies;
mod diff;
mod export;
mod failure;
mod find;
mod import;
mod init;
mod load;
mod manual;
mod matching;
mod name;
mod next;
mod note;
mod output;
mod patience;
mod queries;
mod query;
mod record;
mod redact;
mod retract;
mod say;
mod source;
mod stats;
mod translate;
mod why;

use std::ffi::OsString;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ColorChoice, Parser, Subcommand};

use failure::Failure;
use sayso::column::Corrupt;
use sayso::escape::terminal;
use sayso::write::has_written;

const EXAMPLES: &str = "\
Examples:
  sayso init my-desk              a workspace that answers at once
  sayso ask corroborated          which claims are corroborated, and what the rest hang on
  sayso why \"mail server\"         the reasons, chain by chain
  sayso note                      add what somebody said, asked step by step
  sayso check                     everything wrong, with place and hint
  sayso query --help              each command has examples of its own

Exit codes: 0 fine, 1 findings, 2 usage, 3 bad data, 4 input or output, 5 stopped,
70 a fault of sayso, 130 interrupted.";

/// What is true of every command. The help of one that says more has a paragraph of its own.
const EXIT_CODES: &str = "0 fine, 1 findings, 2 usage, 3 bad data, 4 input or output, 5 stopped, 70 a fault of sayso, \
130 interrupted.";

/// On whose say-so? Which claims are corroborated independently, and what the rest hang on.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, after_help = EXAMPLES, max_term_width = 100)]
struct Sayso {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
struct Common {
    /// Read this file, or the datasets below this folder, instead of a workspace: Turtle, or by its
    /// ending .trig, .nt, .nq, .rdf, .owl, .xml or .jsonld (repeatable; - is standard input, Turtle)
    #[arg(long, value_name = "FILE", global = true)]
    data: Vec<PathBuf>,
    /// Read this dataset of the workspace: a folder or file in datasets/ (repeatable)
    #[arg(long, value_name = "NAME", global = true, conflicts_with = "data")]
    dataset: Vec<String>,
    /// When to use colour
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    color: ColorChoice,
}

impl Common {
    /// The options that name what is read.
    fn options(&self) -> Vec<String> {
        let data = self
            .data
            .iter()
            .map(|path| ("--data", path.display().to_string()));
        let datasets = self.dataset.iter().map(|name| ("--dataset", name.clone()));
        let pairs = data.chain(datasets);
        pairs
            .flat_map(|(option, value)| [option.to_owned(), value])
            .collect()
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Say(say::Say),
    Add(add::Add),
    Retract(retract::Retract),
    Note(note::Note),
    Capture(capture::Capture),
    Match(matching::Match),
    Copies(copies::Copies),
    Check(check::Check),
    Ask(Box<ask::Ask>),
    Why(why::Why),
    Next(next::Next),
    Find(find::Find),
    Source(source::Source),
    Diff(diff::Diff),
    Query(query::Query),
    Queries(queries::Queries),
    Stats(stats::Stats),
    Export(export::Export),
    Import(import::Import),
    Compile(compile::Compile),
    Completions(completions::Completions),
    Manual(manual::Manual),
}

/// Runs the command line of this process.
pub(crate) fn run() -> ExitCode {
    // An interrupted command has written nothing but whole files; say so and leave.
    let _ = ctrlc::set_handler(|| {
        eprintln!("interrupted; nothing was changed");
        std::process::exit(130);
    });
    let sayso = match Sayso::try_parse() {
        Ok(sayso) => sayso,
        Err(error) if error.use_stderr() => {
            refuse(&error, std::env::args_os().skip(1));
            return ExitCode::from(failure::USAGE);
        }
        Err(help) => {
            let _ = help.print();
            return ExitCode::SUCCESS;
        }
    };
    let choice = match sayso.common.color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    };
    if !matches!(choice, anstream::ColorChoice::Auto) {
        choice.write_global();
    }
    let command = || catch_unwind(AssertUnwindSafe(|| sayso.run()));
    let outcome = match command() {
        // Nothing was printed yet: answers are put together before they are.
        Err(payload) if payload.is::<Corrupt>() => {
            load::distrust();
            command()
        }
        Ok(Err(Failure::Corrupt)) => {
            load::distrust();
            command()
        }
        outcome => outcome,
    };
    match outcome {
        Ok(Ok(code)) => code,
        Ok(Err(Failure::Closed)) => ExitCode::SUCCESS,
        Ok(Err(failure)) => failure.report(),
        Err(payload) => resume_unwind(payload),
    }
}

/// Tells a line on standard error, if it can be told.
pub(crate) fn tell(line: &str) {
    let _ = writeln!(
        anstream::AutoStream::auto(std::io::stderr().lock()),
        "{line}"
    );
}

/// Tells that the program is at fault, after it has told where, and gives the exit code.
pub(crate) fn broken() -> ExitCode {
    let changed = if has_written() {
        "what was written before is whole"
    } else {
        "nothing was changed"
    };
    eprintln!("error: this is a fault of sayso, and not of your data; {changed}");
    eprintln!("  hint: please report it, with the lines above");
    ExitCode::from(failure::BROKEN)
}

/// Tells why a command line makes no sense. What was typed may come from a file or a page, so it
/// is made harmless wherever it is repeated.
fn refuse(error: &clap::Error, arguments: impl Iterator<Item = OsString>) {
    let mut text = error.render().to_string();
    let mut is_harmless = true;
    for argument in arguments {
        let argument = argument.to_string_lossy();
        let value = argument.split_once('=').map(|(_, value)| value);
        for typed in [Some(&*argument), value].into_iter().flatten() {
            let safe = terminal(typed);
            if safe != typed {
                is_harmless = false;
                text = text.replace(typed, &safe);
            }
        }
    }
    if is_harmless {
        let _ = error.print();
    } else {
        eprintln!("{}", failure::terminal_lines(&text));
    }
}

impl Sayso {
    fn run(&self) -> Result<ExitCode, Failure> {
        let common = &self.common;
        match &self.command {
            Command::Init(arguments) => init::run(arguments),
            Command::Say(arguments) => say::run(arguments, common),
            Command::Add(arguments) => add::run(arguments, common),
            Command::Retract(arguments) => retract::run(arguments, common),
            Command::Note(arguments) => note::run(arguments, common),
            Command::Capture(arguments) => capture::run(arguments, common),
            Command::Match(arguments) => matching::run(arguments, common),
            Command::Copies(arguments) => copies::run(arguments, common),
            Command::Check(arguments) => check::run(arguments, common),
            Command::Ask(arguments) => ask::run(arguments, common),
            Command::Why(arguments) => why::run(arguments, common),
            Command::Next(arguments) => next::run(arguments, common),
            Command::Find(arguments) => find::run(arguments, common),
            Command::Source(arguments) => source::run(arguments, common),
            Command::Diff(arguments) => diff::run(arguments, common),
            Command::Query(arguments) => query::run(arguments, common),
            Command::Queries(arguments) => queries::run(arguments, common),
            Command::Stats(arguments) => stats::run(arguments, common),
            Command::Export(arguments) => export::run(arguments, common),
            Command::Import(arguments) => import::run(arguments, common),
            Command::Compile(arguments) => compile::run(arguments, common),
            Command::Completions(arguments) => completions::run(arguments),
            Command::Manual(arguments) => manual::run(arguments),
        }
    }
}
