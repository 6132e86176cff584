//! The command line of sayso.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
