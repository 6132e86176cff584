use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use sayso::escape::terminal;
use sayso::names::Kind;
use sayso::record::matching::review::{self, Wrong};
use sayso::record::matching::{accept, proposals};
use sayso::render::pairs;
use sayso::write::create;

use super::bounds::keep_within;
use super::failure::{FINDINGS, Failure};
use super::record::{Writing, open};
use super::{Common, load, name, output};

const EXAMPLES: &str = "\
Examples:
  sayso match --dataset vsse-breach        exit 1: no two claims of this dataset read alike
  sayso add claim \"Intruders had access to VSSE's external mail server\" --into vsse-breach --new
  sayso match                              pairs of claims that may be one
  sayso match --claim vsse:mail-server-accessed --least 0.4
  sayso match --format json                the same for programs
  sayso match --output pairs.txt           into a file: write same or different before each
  sayso match --apply pairs.txt --dry-run
  sayso match --apply pairs.txt --into vsse-breach
  sayso match --accept same-id             exit 1: nothing here has an identifier in common

Nothing is merged. A pair judged `same` becomes a link, sayso:sameClaim, which says that each claim
entails the other; take the line out of the dataset, and it is gone. A pair judged `different` is
noted as owl:differentFrom, which no verdict looks at, and is not proposed again. --accept takes all
proposals of a kind at once, but those by which a claim would look more independent: judge these.";

/// Find claims that may say the same in other words, for you to judge
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Match {
    /// Only pairs with this claim
    #[arg(long, value_name = "NAME", conflicts_with = "apply")]
    claim: Option<String>,
    /// Only pairs that read at least so much alike, from 0 to 1
    #[arg(long, value_name = "NUMBER", default_value = "0.6", value_parser = least)]
    least: f64,
    /// No more pairs than this
    #[arg(long, value_name = "NUMBER", default_value = "200")]
    most: usize,
    /// Write the pairs to this new file instead of standard output (-)
    #[arg(short, long, value_name = "FILE", conflicts_with = "apply")]
    output: Option<PathBuf>,
    /// Add to the record what is judged in this file
    #[arg(long, value_name = "FILE")]
    apply: Option<PathBuf>,
    /// Accept all proposals of a kind, where no claim looks more independent by it
    #[arg(long, value_enum, value_name = "KIND", conflicts_with_all = ["apply", "claim", "output"])]
    accept: Option<Kinds>,
    #[command(flatten)]
    writing: Writing,
}

/// Kinds of proposals that can be accepted at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kinds {
    /// Both say it of a thing with one UUID, or with one number of a catalogue
    SameId,
    /// Both have the same content as a triple
    SameContent,
}

pub(super) fn run(arguments: &Match, common: &Common) -> Result<ExitCode, Failure> {
    if let Some(kinds) = arguments.accept {
        return take(arguments, kinds, common);
    }
    match &arguments.apply {
        Some(path) => apply(arguments, path, common),
        None => propose(arguments, common),
    }
}

fn propose(arguments: &Match, common: &Common) -> Result<ExitCode, Failure> {
    let output = arguments.output.as_deref();
    if let Some(path) = output.filter(|path| *path != Path::new("-")) {
        let force = arguments.writing.target.force;
        keep_within("--output", path, load::workspace()?.as_ref(), force)?;
    }
    let loaded = load::load(common)?;
    let data = &loaded.data;
    let mut found = proposals(data, arguments.least);
    if let Some(claim) = &arguments.claim {
        let claim = name::find(claim, Kind::Claim, data)?;
        found.retain(|proposal| proposal.claims.contains(&claim));
    }
    let more = found.len().saturating_sub(arguments.most);
    found.truncate(arguments.most);
    let is_json = arguments.writing.format == output::Format::Json;
    if found.is_empty() {
        eprintln!(
            "no two claims read alike that are not judged yet; labels are compared by their words, so what is said in other words is not found"
        );
        // A program that reads the answer gets one.
        if is_json && arguments.output.is_none() {
            output::print_raw(pairs::json(data, &found, more).as_bytes())?;
        }
        return Ok(ExitCode::from(FINDINGS));
    }
    let text = if is_json {
        pairs::json(data, &found, more)
    } else {
        review::text(data, &found)
    };
    match arguments
        .output
        .as_deref()
        .filter(|path| *path != Path::new("-"))
    {
        Some(path) => {
            // Somebody may have judged half of it already.
            create(path, &text).map_err(|error| {
                Failure::Io(format!("{error}; an earlier file is left as it is"))
            })?;
            let plural = if found.len() == 1 { "" } else { "s" };
            eprintln!("wrote {}: {} pair{plural}", path.display(), found.len());
        }
        None => output::print_raw(text.as_bytes())?,
    }
    if more > 0 {
        eprintln!(
            "note: {more} more pairs are left out; --most {}",
            found.len() + more
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Accepts all proposals of a kind, but those by which a claim would look more independent.
fn take(arguments: &Match, kinds: Kinds, common: &Common) -> Result<ExitCode, Failure> {
    let desk = open(common, &arguments.writing.target)?;
    let data = desk.recording.data();
    let grounds = match kinds {
        Kinds::SameId => accept::Grounds::SameId,
        Kinds::SameContent => accept::Grounds::SameContent,
    };
    let all = accept::of(proposals(data, arguments.least), grounds);
    let mut taken = all.clone();
    loop {
        if all.is_empty() {
            eprintln!("there is no proposal of this kind");
            return Ok(ExitCode::from(FINDINGS));
        }
        if taken.is_empty() {
            eprintln!(
                "there is nothing to accept; {} would raise the independence of a claim, and are to be judged one by one",
                all.len()
            );
            return Ok(ExitCode::from(FINDINGS));
        }
        let change = desk.change(&accept::drafts(data, &taken))?;
        let raised = accept::raised(data, &change.data);
        if raised.is_empty() {
            eprintln!(
                "{} accepted; {} left, for they would raise the independence of a claim: judge them one by one",
                taken.len(),
                all.len() - taken.len()
            );
            if !arguments.writing.dry_run {
                desk.write(&change)?;
            }
            return desk.tell(
                &change,
                !arguments.writing.dry_run,
                arguments.writing.format,
            );
        }
        let before = taken.len();
        taken = accept::without(data, &taken, &raised);
        if taken.len() == before {
            taken.clear();
        }
    }
}

fn apply(arguments: &Match, path: &Path, common: &Common) -> Result<ExitCode, Failure> {
    let text = sayso::plain::read_to_string(path)
        .map_err(|error| Failure::Io(format!("cannot read {}: {error}", path.display())))?;
    let refused = |wrong: Vec<Wrong>| {
        let lines: Vec<String> = wrong
            .iter()
            .map(|it| {
                format!(
                    "{}:{}: {}",
                    path.display(),
                    it.number,
                    terminal(&it.message)
                )
            })
            .collect();
        let hint = "a line reads:  same <IRI of a claim> <IRI of another>";
        Failure::Data(lines.join("\n"), Some(hint.to_owned()))
    };
    let lines = review::parse(&text).map_err(refused)?;
    let desk = open(common, &arguments.writing.target)?;
    let decisions = review::decisions(desk.recording.data(), &lines).map_err(refused)?;
    eprintln!(
        "{} the same, {} different, {} not decided, {} judged before",
        decisions.same, decisions.different, decisions.open, decisions.known
    );
    if decisions.drafts.is_empty() {
        eprintln!("there is nothing to add");
        return Ok(ExitCode::SUCCESS);
    }
    desk.finish(&decisions.drafts, &arguments.writing)
}

pub(super) fn least(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if (0.0..=1.0).contains(&number) => Ok(number),
        _ => Err("a number from 0 to 1, such as 0.6".to_owned()),
    }
}
