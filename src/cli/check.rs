use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use sayso::check::{Captures, check, read_copies};
use sayso::data::Data;
use sayso::evidence::View;
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
    let (sources, workspace) = load::sources(&common)?;
    let keeper = workspace
        .as_ref()
        .filter(|_| common.data.is_empty())
        .map_or_else(Vec::new, |workspace| workspace.config.keeper.clone());
    let view = View {
        strict: common.data.is_empty()
            && workspace
                .as_ref()
                .is_some_and(|workspace| workspace.config.profile.strict),
        ..View::default()
    };
    let mut data = Data::inspect(&sources)?;
    data.keep_by(&keeper);
    let copies = match &arguments.documents {
        // What the workspace keeps is looked at unasked.
        None => workspace.map(|workspace| Captures::new(workspace.captures()).of(&data)),
        Some(folder) => Some(read_copies(folder).map_err(|error| {
            Failure::Io(format!(
                "cannot read the copies in {}: {error}",
                folder.display()
            ))
        })?),
    };
    let has_errors = data
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    let findings = if has_errors {
        // What the evidence shows is not to be trusted while the files are wrong.
        data.findings.clone()
    } else {
        check(&data, view, copies.as_ref())
    };
    match arguments.format {
        Format::Json => {
            output::print_raw(findings::json(&findings, data.graph.is_broken).as_bytes())?;
        }
        Format::Text => {
            let names = data.graph.files.iter().map(String::as_str);
            let contents: Vec<(&str, &Arc<[u8]>)> = names.zip(&data.graph.contents).collect();
            let mut text = output::rendered(&findings, &contents);
            let files = match sources.len() {
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
