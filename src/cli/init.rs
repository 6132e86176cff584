use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use sayso::workspace;

use super::failure::Failure;
use super::output;

const EXAMPLES: &str = "\
Examples:
  sayso init my-desk
  cd my-desk && sayso ask all
  sayso init --empty my-desk      without the example";

/// Make a workspace that works at once: an example dataset, a saved query, sayso.toml
///
/// Files that exist are left alone.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Init {
    /// The folder; created if need be
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Without the example
    #[arg(long)]
    empty: bool,
}

pub(super) fn run(arguments: &Init) -> Result<ExitCode, Failure> {
    let created = workspace::init(&arguments.folder, !arguments.empty).map_err(|error| {
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
    Ok(ExitCode::SUCCESS)
}
