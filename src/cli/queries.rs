use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use sayso::escape::terminal;
use sayso::query::saved::{self, Saved};
use sayso::workspace::Workspace;

use super::failure::Failure;
use super::{Common, output};

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
    let here = std::env::current_dir()
        .map_err(|error| Failure::Io(format!("cannot tell the current folder: {error}")))?;
    let workspace = Workspace::find(&here)?;
    let mut text = String::new();
    if let Some(name) = &arguments.name {
        let query = find(name, workspace.as_ref())?;
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
        let queries = all(workspace.as_ref())?;
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

/// Every saved query: those of the workspace before those that come with sayso.
fn all(workspace: Option<&Workspace>) -> Result<Vec<Saved>, Failure> {
    let mut queries = Vec::new();
    for path in workspace
        .map(Workspace::queries)
        .transpose()?
        .unwrap_or_default()
    {
        let text = sayso::plain::read_to_string(&path)
            .map_err(|error| Failure::Io(format!("cannot read {}: {error}", path.display())))?;
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        queries.push(Saved::parse(&name, &text));
    }
    for query in saved::embedded() {
        if !queries.iter().any(|own: &Saved| own.name == query.name) {
            queries.push(query);
        }
    }
    queries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(queries)
}

/// The saved query of a name.
pub(super) fn find(name: &str, workspace: Option<&Workspace>) -> Result<Saved, Failure> {
    let queries = all(workspace)?;
    if let Some(query) = queries.iter().find(|query| query.name == name) {
        return Ok(query.clone());
    }
    let nearest = queries
        .iter()
        .map(|query| {
            (
                strsim::damerau_levenshtein(&query.name, name),
                query.name.as_str(),
            )
        })
        .min()
        .filter(|(distance, _)| *distance <= 3);
    let hint = match nearest {
        Some((_, nearest)) => format!("did you mean `{nearest}`?"),
        None => "`sayso queries` lists them".to_owned(),
    };
    Err(Failure::usage(
        format!("there is no saved query `{name}`"),
        hint,
    ))
}
