use std::process::ExitCode;

use clap::Args;
use sayso::data::folder::{Compiled, Trust};

use super::failure::Failure;
use super::{Common, load, output};

const EXAMPLES: &str = "\
Examples:
  sayso compile            read what has changed, so that the next answer comes at once
  sayso compile --again    read everything, whatever has changed
  sayso compile --without-verdicts

Commands that answer do this by themselves where it is needed. What is compiled is kept in the
folder .sayso of the workspace, which can be deleted at any time.";

/// Read what has changed and keep it compiled, so that answers come at once
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Compile {
    /// Read everything again, whatever has changed
    #[arg(long)]
    again: bool,
    /// Keep no verdicts: sooner done, but each answer then makes those that it needs
    #[arg(long)]
    without_verdicts: bool,
}

pub(super) fn run(arguments: &Compile, common: &Common) -> Result<ExitCode, Failure> {
    let place = load::place(common)?;
    let (sources, keeper) = (&place.sources, place.keeper());
    let Some(folder) = place.compiled() else {
        return Err(Failure::usage(
            "loose files are not compiled",
            "put them into the datasets/ of a workspace; `sayso init` makes one",
        ));
    };
    let trust = if arguments.again {
        Trust::Files
    } else {
        load::trust()
    };
    let view = place.view();
    let wanted = (!arguments.without_verdicts).then_some(view);
    let compile = |trust| load::reading(sources, || folder.load(sources, trust, wanted, keeper));
    let (mut data, mut compiled) = compile(trust)?;
    if data.keeps(view) == arguments.without_verdicts {
        (data, compiled) = compile(Trust::Files)?;
    }
    let scope = format!(
        "{}, {} statements, {} claims",
        files(sources.len()),
        data.evidence.statements.count(),
        data.evidence.claims.count()
    );
    match compiled {
        Compiled::Kept => output::print(&format!("up to date: {scope}\n"))?,
        Compiled::Made(_) => output::print(&format!("compiled: {scope}\n"))?,
        Compiled::NotKept(error) => {
            return Err(Failure::Io(format!(
                "cannot keep what was compiled in {}: {error}",
                folder.path().display()
            )));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn files(number: usize) -> String {
    if number == 1 {
        "1 file".to_owned()
    } else {
        format!("{number} files")
    }
}
