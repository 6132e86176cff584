use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::failure::Failure;
use super::{Sayso, output};

const EXAMPLES: &str = "\
Examples:
  sayso completions bash > ~/.local/share/bash-completion/completions/sayso
  sayso completions zsh > ~/.zfunc/_sayso      where ~/.zfunc is in fpath before compinit
  sayso completions fish > ~/.config/fish/completions/sayso.fish
  sayso completions powershell >> profile.ps1      the file that $PROFILE names";

/// Print what lets your shell complete commands and options
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &Completions) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Sayso::command(), "sayso", &mut script);
    output::print_raw(&script)?;
    Ok(ExitCode::SUCCESS)
}
