use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use sayso::engine;
use sayso::escape::terminal;

use super::failure::Failure;
use super::{Common, load, output};

const EXAMPLES: &str = "\
Examples:
  sayso queries
  sayso queries chains";

/// List the saved queries, or show one with its parameters
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Queries {
    /// Show this one whole
    name: Option<String>,
}

pub(super) fn run(arguments: &Queries, _: &Common) -> Result<ExitCode, Failure> {
    let workspace = load::workspace()?;
    let mut text = String::new();
    if let Some(name) = &arguments.name {
        let query = engine::query(name, workspace.as_ref())?;
        let _ = writeln!(
            text,
            "{}: {}\n{}",
            query.name,
            terminal(&query.title),
            terminal(&query.summary)
        );
        for parameter in &query.parameters {
            let default = match &parameter.default {
                Some(value) => format!(", {} unless given", terminal(value)),
                None if parameter.is_required => ", required".to_owned(),
                None => ", optional".to_owned(),
            };
            let _ = writeln!(
                text,
                "  -p {}=…  ({}{default}) {}",
                terminal(&parameter.name),
                terminal(&parameter.kind),
                terminal(&parameter.summary)
            );
        }
        text.push('\n');
        let lines = query.text.lines().filter(|line| !line.starts_with("#+"));
        for line in lines.skip_while(|line| line.trim().is_empty()) {
            let _ = writeln!(text, "{}", terminal(line));
        }
    } else {
        let queries = engine::queries(workspace.as_ref())?;
        let longest = queries
            .iter()
            .map(|query| query.name.len())
            .max()
            .unwrap_or(0);
        for query in queries {
            let names = query.parameters.iter().map(|parameter| {
                let required = if parameter.is_required {
                    ", required"
                } else {
                    ""
                };
                format!("{}{required}", terminal(&parameter.name))
            });
            let names: Vec<String> = names.collect();
            let parameters = if names.is_empty() {
                String::new()
            } else {
                format!(" ({})", names.join("; "))
            };
            let _ = writeln!(
                text,
                "{:<longest$}  {}{parameters}",
                query.name,
                terminal(&query.title)
            );
        }
    }
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}
