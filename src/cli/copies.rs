use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use sayso::check::{Captures, Copies as Folder, read_copies};
use sayso::engine::Engine;
use sayso::escape::terminal;
use sayso::names::Kind;
use sayso::record::copies::{AtHand, find, review};
use sayso::record::matching::review::Wrong;
use sayso::render::shared;
use sayso::write::create;

use super::failure::{FINDINGS, Failure};
use super::matching::least;
use super::record::{Writing, open};
use super::{Common, load, name, output};

const EXAMPLES: &str = "\
Examples:
  sayso copies                             exit 1: no captures of documents, or none that share wording
  sayso copies --documents captures/       exit 1: the same with texts in a folder of yours
  sayso copies --least 0.3 --format json   exit 1: the same for programs
  sayso copies --output copies.txt         exit 1: into a file: write copies, same or different before each
  sayso copies --apply judged.txt --dry-run

Compared are words outside quotation marks: two outlets that quote one press conference are no
copies. Nothing is linked unasked. A pair judged `copies` becomes sayso:copies, one judged `same`
sayso:sameText, each with a dcterms:source; one judged `different` is noted as owl:differentFrom,
which no verdict looks at, and is not proposed again.";

/// Find documents whose captures share long wording, for you to judge
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Copies {
    /// Look for the texts in this folder, whatever their names; without it, in captures/
    #[arg(long, value_name = "FOLDER", conflicts_with = "apply")]
    documents: Option<PathBuf>,
    /// Only pairs with this document
    #[arg(long, value_name = "NAME", conflicts_with = "apply")]
    document: Option<String>,
    /// Only pairs of which one shares at least so much of its own words, from 0 to 1
    #[arg(long, value_name = "NUMBER", default_value = "0.1", value_parser = least)]
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
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(arguments: &Copies, common: &Common) -> Result<ExitCode, Failure> {
    match &arguments.apply {
        Some(path) => apply(arguments, path, common),
        None => propose(arguments, common),
    }
}

fn propose(arguments: &Copies, common: &Common) -> Result<ExitCode, Failure> {
    let engine = load::load(common)?;
    match (&arguments.documents, engine.captures()) {
        (Some(folder), _) => {
            let copies = read_copies(folder).map_err(|error| {
                let folder = folder.display();
                Failure::Io(format!("cannot read the copies in {folder}: {error}"))
            })?;
            let by_hash = Folder::by_hash(&copies);
            let at_hand = |hash: &str| by_hash.get(hash)?.characters.clone();
            propose_from(arguments, &engine, &at_hand)
        }
        (None, Some(captures)) => {
            let captures: &Captures = &captures;
            let at_hand = |hash: &str| captures.text(hash)?.characters;
            propose_from(arguments, &engine, &at_hand)
        }
        (None, None) => Err(Failure::usage(
            "loose files have no captures",
            "name the folder with the texts:  --documents FOLDER",
        )),
    }
}

fn propose_from(
    arguments: &Copies,
    engine: &Engine,
    at_hand: &AtHand<'_>,
) -> Result<ExitCode, Failure> {
    let data = engine.data();
    let mut found = find(data, at_hand, arguments.least);
    if let Some(document) = &arguments.document {
        let document = name::find(document, Kind::Document, data)?;
        let is_asked = |it: &sayso::record::copies::Proposal| it.documents.contains(&document);
        found.proposals.retain(is_asked);
    }
    let more = found.proposals.len().saturating_sub(arguments.most);
    found.proposals.truncate(arguments.most);
    found.complete();
    let is_json = arguments.writing.format == output::Format::Json;
    let plural = |number: usize| if number == 1 { "" } else { "s" };
    eprintln!("compared {} text{}", found.compared, plural(found.compared));
    if found.missing > 0 {
        eprintln!(
            "note: of {} more, the document has a hash and the text is not at hand",
            found.missing
        );
    }
    if found.set_aside > 0 {
        eprintln!(
            "note: {} fingerprint{} in more than {} texts were set aside: footers and the like, or a text that very many carry",
            found.set_aside,
            plural(found.set_aside),
            found.most
        );
    }
    if found.proposals.is_empty() {
        eprintln!("no two texts share long wording that are not judged yet");
        // A program that reads the answer gets one.
        if is_json && arguments.output.is_none() {
            output::print_raw(shared::json(data, &found, more, at_hand).as_bytes())?;
        }
        return Ok(ExitCode::from(FINDINGS));
    }
    let text = if is_json {
        shared::json(data, &found, more, at_hand)
    } else {
        review::text(data, &found.proposals, at_hand)
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
            let number = found.proposals.len();
            eprintln!("wrote {}: {number} pair{}", path.display(), plural(number));
        }
        None => output::print_raw(text.as_bytes())?,
    }
    if more > 0 {
        eprintln!(
            "note: {more} more pairs are left out; --most {}",
            found.proposals.len() + more
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn apply(arguments: &Copies, path: &Path, common: &Common) -> Result<ExitCode, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::Io(format!("cannot read {}: {error}", path.display())))?;
    let refused = |wrong: Vec<Wrong>| {
        let lines = wrong.iter().map(|it| {
            let message = terminal(&it.message);
            format!("{}:{}: {message}", path.display(), it.number)
        });
        let lines: Vec<String> = lines.collect();
        let hint = "a line reads:  copies <IRI of a document> <IRI of another>";
        Failure::Data(lines.join("\n"), Some(hint.to_owned()))
    };
    let lines = review::parse(&text).map_err(refused)?;
    let desk = open(common, &arguments.writing.target)?;
    let decisions = review::decisions(desk.recording.data(), &lines).map_err(refused)?;
    eprintln!(
        "{} copies, {} the same text, {} different, {} not decided, {} judged before",
        decisions.copies, decisions.same, decisions.different, decisions.open, decisions.known
    );
    if decisions.drafts.is_empty() {
        eprintln!("there is nothing to add");
        return Ok(ExitCode::SUCCESS);
    }
    desk.finish(&decisions.drafts, &arguments.writing)
}
