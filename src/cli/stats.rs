use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use sayso::model::{Flag, Stance, Status};
use sayso::render::asked::Asked;
use sayso::render::{json, view};

use serde::Serialize;

use super::failure::Failure;
use super::load::{self, Loaded, ViewArguments};
use super::output::Format;
use super::{Common, patience};

const EXAMPLES: &str = "\
Examples:
  sayso stats
  sayso stats --format json
  sayso stats --said-by 2025-01-01";

/// Count what the data holds: claims by status, statements by stance, documents, ties
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Stats {
    #[command(flatten)]
    view: ViewArguments,
    /// How to show it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Serialize)]
struct Counts<'a> {
    version: u32,
    view: json::ViewShape,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'a Asked>,
    files: usize,
    triples: usize,
    claims: usize,
    statements: usize,
    agents: usize,
    documents: usize,
    documents_held: usize,
    ties: usize,
    statuses: BTreeMap<&'static str, usize>,
    stances: BTreeMap<&'static str, usize>,
    flags: BTreeMap<&'static str, usize>,
}

pub(super) fn run(arguments: &Stats, common: &Common) -> Result<ExitCode, Failure> {
    answer(arguments, &load::load(common)?, None)
}

/// Answers from what is loaded.
pub(super) fn answer(
    arguments: &Stats,
    loaded: &Loaded,
    asked: Option<&Asked>,
) -> Result<ExitCode, Failure> {
    let data = &loaded.data;
    let view = loaded.view(&arguments.view);
    let snapshot = data.snapshot(view);
    let verdicts = patience::verdicts(data, view);
    let claims = || 0..verdicts.len() as u32;
    let statements = &data.evidence.statements;
    let seen = || snapshot.seen().map(|number| &statements[number as usize]);
    let counts = Counts {
        version: json::VERSION,
        view: json::view(view, data),
        question: asked,
        files: data.graph.files.len(),
        triples: data.index.data.len(),
        claims: data.evidence.claims.len(),
        statements: seen().count(),
        agents: data.evidence.agents.len(),
        documents: data.evidence.documents.len(),
        documents_held: data
            .evidence
            .documents
            .iter()
            .filter(|d| d.is_held())
            .count(),
        ties: data.evidence.ties.len(),
        statuses: tally(Status::ALL, |status| {
            (
                status.name(),
                claims()
                    .filter(|claim| verdicts.status(*claim) == status)
                    .count(),
            )
        }),
        stances: tally(Stance::ALL, |stance| {
            (
                stance.name(),
                seen().filter(|s| s.stance() == stance).count(),
            )
        }),
        flags: tally(Flag::ALL, |flag| {
            (
                flag.name(),
                claims()
                    .filter(|claim| verdicts.flags(*claim).contains(flag))
                    .count(),
            )
        }),
    };
    let text = match arguments.format {
        Format::Json => json::pretty(&counts),
        Format::Text => view::before(view, data, &in_words(&counts)),
    };
    arguments.format.print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn tally<T: Copy>(
    all: &[T],
    count: impl Fn(T) -> (&'static str, usize),
) -> BTreeMap<&'static str, usize> {
    all.iter()
        .map(|member| count(*member))
        .filter(|(_, number)| *number > 0)
        .collect()
}

fn in_words(counts: &Counts<'_>) -> String {
    let mut text = String::new();
    let mut line = |name: &str, number: usize, note: String| {
        let _ = writeln!(text, "{name:<12} {number:>9}{note}");
    };
    let listed = |map: &BTreeMap<&'static str, usize>| {
        let items: Vec<String> = map
            .iter()
            .map(|(name, number)| format!("{name} {number}"))
            .collect();
        if items.is_empty() {
            String::new()
        } else {
            format!("   {}", items.join(", "))
        }
    };
    line("files", counts.files, String::new());
    line("triples", counts.triples, "   in the long form".to_owned());
    line("claims", counts.claims, listed(&counts.statuses));
    line("statements", counts.statements, listed(&counts.stances));
    line("agents", counts.agents, String::new());
    line(
        "documents",
        counts.documents,
        format!("   {} held", counts.documents_held),
    );
    line("ties", counts.ties, String::new());
    line("flags", counts.flags.values().sum(), listed(&counts.flags));
    text
}
