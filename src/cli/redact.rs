//! Leaving the names of sources out of an export.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use sayso::data::Data;
use sayso::escape::{shorten, terminal};
use sayso::names::Kind;
use sayso::read::Graph;
use sayso::redaction::{self, Redacted, redact};
use sayso::vocab::Id;

use super::failure::Failure;
use super::name;

/// A secret of fewer bytes can be guessed.
const SHORTEST_KEY: usize = 16;
/// How many rows are listed: with what stands around them, thirty lines.
const MOST_LISTED: usize = 28;
/// How much of a text is shown.
const LONGEST_ROW: usize = 76;

/// Which sources are left unnamed.
#[derive(Clone, Debug, Args)]
pub(super) struct Redaction {
    /// Call this source, and whatever gives it away, by a pseudonym: it and its documents, their
    /// titles, addresses and hashes, anchors, and its name in other texts (repeatable)
    #[arg(long, value_name = "SOURCE")]
    redact: Vec<String>,
    /// A file with a secret of 16 bytes or more that pseudonyms are made with: the same secret
    /// gives the same pseudonyms [default: a random one, forgotten afterwards]
    #[arg(long, value_name = "FILE", requires = "redact")]
    redact_key: Option<PathBuf>,
}

impl Redaction {
    /// Whether anything is to be left unnamed.
    pub(super) fn is_asked(&self) -> bool {
        !self.redact.is_empty()
    }

    /// The graph without the names, and a report of that on standard error.
    pub(super) fn apply(&self, graph: &Graph, data: &Data) -> Result<Redacted, Failure> {
        let mut agents: BTreeSet<Id> = BTreeSet::new();
        for source in &self.redact {
            let agent = name::find(source, Kind::Agent, data)?;
            agents.insert(data.evidence.agents[agent as usize].term);
        }
        let key = self.key()?;
        let redacted = redact(graph, &agents, &key).map_err(|error| failed(&error))?;
        tell(&redacted.report, self.redact_key.is_none());
        Ok(redacted)
    }

    fn key(&self) -> Result<Vec<u8>, Failure> {
        if let Some(path) = &self.redact_key {
            return read(path);
        }
        let mut key = vec![0; 32];
        let filled = getrandom::fill(&mut key);
        filled.map_err(|error| {
            Failure::Io(format!("there is no random secret to be had: {error}"))
        })?;
        Ok(key)
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let key = sayso::plain::read(path)
        .map_err(|error| Failure::Io(format!("cannot read {}: {error}", path.display())))?;
    let key = key.trim_ascii();
    if key.len() < SHORTEST_KEY {
        return Err(Failure::usage(
            format!(
                "the secret in {} can be guessed: it has {} bytes",
                path.display(),
                key.len()
            ),
            format!(
                "put {SHORTEST_KEY} random bytes or more there; on Unix: head -c 32 /dev/urandom | base64 > {}",
                path.display()
            ),
        ));
    }
    Ok(key.to_vec())
}

pub(super) fn failed(error: &redaction::Error) -> Failure {
    let hint = match error {
        redaction::Error::Leak(_) => Some("rename it in the dataset, or leave it out".to_owned()),
        _ => None,
    };
    Failure::Data(terminal(&error.to_string()), hint)
}

/// Says what was done, and what to look at before the file is given away.
fn tell(report: &redaction::Report, is_forgotten: bool) {
    for (source, label) in &report.sources {
        eprintln!("redacted: {} is “{label}” now", terminal(source));
    }
    eprintln!(
        "redacted: {} and {} otherwise; {} left out",
        counted(
            report.documents,
            "document is called",
            "documents are called"
        ),
        counted(report.changed.len(), "text reads", "texts read"),
        counted(report.left_out, "triple is", "triples are"),
    );
    for line in table(report) {
        eprintln!("{line}");
    }
    if is_forgotten {
        eprintln!("note: the secret is forgotten; with --redact-key FILE pseudonyms stay the same");
    }
}

fn counted(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

/// What is left that may tell who a source is, and what was changed: a row each, the most telling
/// first, and no more lines than somebody reads.
fn table(report: &redaction::Report) -> Vec<String> {
    let parts = report.doubtful.iter();
    let parts = parts.map(|(text, part)| format!("{text} ({part})"));
    let dated = (report.dated > 0).then(|| {
        counted(report.dated, "document still has", "documents still have") + " the day of issue"
    });
    let kinds: [(&str, Vec<String>); 7] = [
        ("has authority over", report.authority.clone()),
        ("is tied to", report.tied.clone()),
        ("part of a name", parts.collect()),
        ("alone speaks of", report.alone.clone()),
        ("is published by", report.publishers.clone()),
        ("can be dated", dated.into_iter().collect()),
        ("reads otherwise", report.changed.clone()),
    ];
    let rows = kinds
        .iter()
        .flat_map(|(kind, texts)| texts.iter().map(move |text| (kind, text)));
    let rows: Vec<String> = rows
        .map(|(kind, text)| format!("  {kind:<19} {}", shorten(&terminal(text), LONGEST_ROW)))
        .collect();
    if rows.is_empty() {
        return rows;
    }
    let more = rows.len().saturating_sub(MOST_LISTED);
    let head = "what is left, and may tell who it is:".to_owned();
    let tail = (more > 0).then(|| format!("  and {more} more; those that tell most are above"));
    let rows = rows.into_iter().take(MOST_LISTED);
    std::iter::once(head).chain(rows).chain(tail).collect()
}
