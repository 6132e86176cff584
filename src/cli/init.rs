use std::fmt::Write as _;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use dialoguer::Input;
use dialoguer::console::Term;
use sayso::workspace;

use super::failure::Failure;
use super::output;

const EXAMPLES: &str = "\
Examples:
  sayso init my-desk
  cd my-desk && sayso ask all
  sayso init --empty my-desk      without the example
  sayso init --keeper \"The Gazette\" gazette

The keeper is who keeps the record: your desk, as it is called among the agents of the datasets.
Whoever reads the record relies on its keeper anyway, so what the keeper passes on is as good as
said there. It can be written into sayso.toml later.";

/// Make a workspace that works at once: an example dataset, a saved query, sayso.toml
///
/// Files that exist are left alone. On a terminal it asks who keeps the record.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Init {
    /// The folder; created if need be
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Without the example
    #[arg(long)]
    empty: bool,
    /// Who keeps the record, such as your desk; it goes into sayso.toml (repeatable)
    #[arg(long, value_name = "NAME", value_parser = keeper)]
    keeper: Vec<String>,
}

fn keeper(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("the name of an agent, such as \"The Gazette\"".to_owned());
    }
    Ok(text.to_owned())
}

/// Who keeps the record: as the arguments say, or else, on a terminal, as somebody says who is
/// asked.
fn keepers(arguments: &Init) -> Result<Vec<String>, Failure> {
    let is_there = arguments.folder.join(workspace::CONFIG).exists();
    let can_ask = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if !arguments.keeper.is_empty() || is_there || !can_ask {
        return Ok(arguments.keeper.clone());
    }
    let input = Input::<String>::new()
        .with_prompt("Who keeps this record, such as your desk? (empty: nobody is named)")
        .allow_empty(true);
    let answer = input
        .interact_text_on(&Term::stderr())
        .map_err(|error| Failure::Io(format!("cannot ask: {error}; nothing was written")))?;
    Ok(keeper(&answer).into_iter().collect())
}

pub(super) fn run(arguments: &Init) -> Result<ExitCode, Failure> {
    let keepers = keepers(arguments)?;
    let created =
        workspace::init(&arguments.folder, !arguments.empty, &keepers).map_err(|error| {
            Failure::Io(format!(
                "cannot make a workspace in {}: {error}",
                arguments.folder.display()
            ))
        })?;
    let mut text = String::new();
    for file in &created {
        let verb = if file.is_new { "wrote" } else { "kept " };
        let _ = writeln!(text, "{verb} {}", file.path.display());
    }
    let next = if arguments.empty {
        "sayso add agent NAME --into story"
    } else {
        "sayso ask all"
    };
    let _ = if arguments.folder.as_os_str() == "." {
        writeln!(text, "\nNow:  {next}")
    } else {
        writeln!(text, "\nNow:  cd {} && {next}", arguments.folder.display())
    };
    output::print(&text)?;
    let is_kept =
        |file: &workspace::Created| !file.is_new && file.path.ends_with(workspace::CONFIG);
    if !arguments.keeper.is_empty() && created.iter().any(is_kept) {
        eprintln!("note: sayso.toml was there already; write the keeper into it yourself");
    }
    Ok(ExitCode::SUCCESS)
}
