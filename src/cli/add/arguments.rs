//! What each kind of thing takes on the command line.

use std::path::PathBuf;

use clap::Args;
use oxrdf::{Literal, NamedNode};
use sayso::model::TieKind;
use sayso::record::wording;
use sayso::vocab::Known;

use crate::cli::record::{Writing, time};

const OF_CLAIMS: &str = "\
Examples:
  sayso add claim \"The attackers used stolen passwords\"
  sayso add claim \"The staff was told\" --span-from 2024-01 --name staff-told
  sayso add claim \"Das Personal wurde gewarnt\" --language de --entails staff-told

One proposition, in your own words, so that somebody could deny exactly that; without its source.";

const OF_AGENTS: &str = "\
Examples:
  sayso add agent \"The Record\" --reliability B
  sayso add agent \"Federal Bureau of Investigation\" --also FBI
  sayso add agent \"the Belgian parliament\" --authority-over \"mail server\"
  sayso add agent \"an official of the ministry\" --anonymous --vouched-by \"Le Soir\"";

const OF_DOCUMENTS: &str = "\
Examples:
  sayso add document \"Le Soir on the breach\" --publisher \"Le Soir\" --url https://lesoir.example/1
  sayso add document \"Press release\" --publisher prosecutor --capture my-query.rq

A document with a hash of your capture is held; one with an address only is cited.";

const OF_TIES: &str = "\
Examples:
  sayso add tie Mandiant \"Le Soir\" --kind client-of --source https://register.example/
  sayso add tie \"local media\" \"Le Soir\" --kind same-as
  sayso add tie TechCrunch \"Le Soir\" --kind shared-desk --valid-from 2024

Kinds: same-as, owned-by, shared-desk, spokesperson-of, client-of, government. Where the kind has a
direction it is read from left to right: the Gazette is owned by River Media.";

/// What everything with a label takes.
#[derive(Debug, Args)]
pub(super) struct Labelled {
    /// The language of the label, such as en; that of most labels unless given, - for none
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// What else it is called, such as its initials (repeatable)
    #[arg(long, value_name = "LABEL")]
    pub(super) also: Vec<String>,
    /// Its name; made from the label unless given
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    /// It is new, though others read alike
    #[arg(long)]
    pub(super) new: bool,
    #[command(flatten)]
    pub(super) writing: Writing,
}

/// Add a claim: one proposition, in your own words
#[derive(Debug, Args)]
#[command(after_help = OF_CLAIMS)]
pub(super) struct Claim {
    /// The proposition
    pub(super) label: String,
    /// What it is about, such as water-supply (repeatable)
    #[arg(long, value_name = "TOPIC")]
    pub(super) topic: Vec<String>,
    /// When what it speaks of begins
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(super) span_from: Option<Literal>,
    /// When what it speaks of ends
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(super) span_until: Option<Literal>,
    /// If this is so, that claim must be so (repeatable)
    #[arg(long, value_name = "CLAIM")]
    pub(super) entails: Vec<String>,
    /// Both cannot be so (repeatable)
    #[arg(long, value_name = "CLAIM")]
    pub(super) contradicts: Vec<String>,
    /// It makes sense only if that claim is so (repeatable)
    #[arg(long, value_name = "CLAIM")]
    pub(super) presupposes: Vec<String>,
    #[command(flatten)]
    pub(super) labelled: Labelled,
}

/// Add an agent: a person, an organisation, an outlet, an anonymous source
#[derive(Debug, Args)]
#[command(after_help = OF_AGENTS)]
pub(super) struct Agent {
    /// Its name
    pub(super) label: String,
    /// How far you rely on it: A (completely) to E (not at all), F (cannot be judged)
    #[arg(long, value_name = "GRADE", value_parser = wording::grade)]
    pub(super) reliability: Option<Known>,
    /// Its name is withheld
    #[arg(long, requires = "vouched_by")]
    pub(super) anonymous: bool,
    /// Who knows the anonymous source and stands for it (repeatable)
    #[arg(long, value_name = "AGENT", requires = "anonymous")]
    pub(super) vouched_by: Vec<String>,
    /// A claim or a topic that it is the one to know (repeatable)
    #[arg(long, value_name = "CLAIM")]
    pub(super) authority_over: Vec<String>,
    /// A claim that it gains or loses by (repeatable)
    #[arg(long, value_name = "CLAIM")]
    pub(super) interest_in: Vec<String>,
    /// When you learnt of it
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(super) recorded_at: Option<Literal>,
    #[command(flatten)]
    pub(super) labelled: Labelled,
}

/// Add a document: an article, a press release, a filing, a post
#[derive(Debug, Args)]
#[command(after_help = OF_DOCUMENTS)]
pub(super) struct Document {
    /// What it is called
    pub(super) label: String,
    /// Who passes on what it quotes (repeatable)
    #[arg(long, value_name = "AGENT", required = true)]
    pub(super) publisher: Vec<String>,
    /// When it came out
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(super) issued: Option<Literal>,
    /// Where it is (repeatable)
    #[arg(long, value_name = "URL", value_parser = url)]
    pub(super) url: Vec<NamedNode>,
    /// Your capture of it: its hash is recorded
    #[arg(long, value_name = "FILE")]
    pub(super) capture: Option<PathBuf>,
    /// The hash of your capture
    #[arg(long, value_name = "HASH", value_parser = sha256, conflicts_with = "capture")]
    pub(super) sha256: Option<String>,
    /// When you learnt of it
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(super) recorded_at: Option<Literal>,
    #[command(flatten)]
    pub(super) labelled: Labelled,
}

/// Add a tie: why two agents are not independent of each other
#[derive(Debug, Args)]
#[command(after_help = OF_TIES)]
pub(super) struct Tie {
    /// The one that is owned, speaks for the other, or is paid
    pub(super) agent: String,
    /// The one that owns, is spoken for, or pays
    pub(super) other: String,
    /// What sort of tie it is
    #[arg(long, value_name = "KIND", value_parser = wording::tie_kind)]
    pub(super) kind: TieKind,
    /// The direction is not known
    #[arg(long)]
    pub(super) undirected: bool,
    /// Since when it has been in force
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(super) valid_from: Option<Literal>,
    /// Until when it was in force
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(super) valid_until: Option<Literal>,
    /// How you know of it: a document, an address, or words (repeatable)
    #[arg(long, value_name = "SOURCE")]
    pub(super) source: Vec<String>,
    /// When you learnt of it
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(super) recorded_at: Option<Literal>,
    /// Its name; it needs none
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    #[command(flatten)]
    pub(super) writing: Writing,
}

pub(in crate::cli) fn url(text: &str) -> Result<NamedNode, String> {
    if !text.contains(':') {
        return Err("an address begins with its scheme, such as https://".to_owned());
    }
    NamedNode::new(text).map_err(|error| error.to_string())
}

pub(super) fn sha256(text: &str) -> Result<String, String> {
    if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        Ok(text.to_ascii_lowercase())
    } else {
        Err("a hash is 64 hexadecimal digits; --capture FILE makes it".to_owned())
    }
}
