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
  cd my-desk && sayso ask all";

/// Make a workspace that works at once: an example dataset, a saved query, sayso.toml
///
/// Files that exist are left alone.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Init {
    /// The folder; created if need be
    #[arg(default_value = ".")]
    folder: PathBuf,
}

pub(super) fn run(arguments: &Init) -> Result<ExitCode, Failure> {
    let created = workspace::init(&arguments.folder).map_err(|error| {
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
    if arguments.folder.as_os_str() == "." {
        text.push_str("\nNow:  sayso ask all\n");
    } else {
        let _ = write!(
            text,
            "\nNow:  cd {} && sayso ask all\n",
            arguments.folder.display()
        );
    }
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}
