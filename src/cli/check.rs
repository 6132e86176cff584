use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use sayso::engine::Checked;
use sayso::read::Severity;
use sayso::render::findings;

use super::Common;
use super::failure::{FINDINGS, Failure};
use super::load;
use super::output::{self, Format};

const EXAMPLES: &str = "\
Examples:
  sayso check                               the whole workspace
  sayso check datasets/vsse-breach/*.ttl    some files
  sayso check --documents captures/         exit 1: no copies there, or anchors that do not match
  sayso check --format json | jq .errors

Exit codes: 0 nothing but notes, 1 errors or warnings.";

/// Show everything wrong with the data, each with its place and what to do
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    /// Check these files instead of the workspace
    files: Vec<PathBuf>,
    /// Hold anchors against your own copies of the documents in this folder; without it, against
    /// those that `sayso capture` keeps
    #[arg(long, value_name = "FOLDER")]
    documents: Option<PathBuf>,
    /// How to show findings
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(arguments: &Check, common: &Common) -> Result<ExitCode, Failure> {
    let mut common = common.clone();
    common.data.extend(arguments.files.iter().cloned());
    let place = load::place(&common)?;
    let Checked { data, findings } = place.check(arguments.documents.as_deref())?;
    match arguments.format {
        Format::Json => {
            output::print_raw(findings::json(&findings, data.graph.is_broken).as_bytes())?;
        }
        Format::Text => {
            let names = data.graph.files.iter().map(String::as_str);
            let contents: Vec<(&str, &Arc<[u8]>)> = names.zip(&data.graph.contents).collect();
            let mut text = output::rendered(&findings, &contents);
            let files = match place.sources.len() {
                1 => "1 file".to_owned(),
                number => format!("{number} files"),
            };
            let _ = writeln!(text, "{files} checked: {}", output::counted(&findings));
            if data.graph.is_broken {
                text.push_str("further checks were not made: they wait until every file can be read to its end\n");
            }
            output::print(&text)?;
        }
    }
    let is_fine = findings
        .iter()
        .all(|finding| finding.severity == Severity::Note);
    Ok(if is_fine {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FINDINGS)
    })
}
