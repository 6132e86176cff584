use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use oxrdf::Literal;
use sayso::check::{Captures, hashes};
use sayso::escape::terminal;
use sayso::names::Kind;
use sayso::record::alike::same_documents;
use sayso::record::capture::{Capture as Captured, is_page};
use sayso::record::{Change, Draft};
use sayso::render::recorded;
use sayso::render::refusal;
use sayso::vocab::Known;

use super::Common;
use super::failure::Failure;
use super::output::{self, Format};
use super::record::{Desk, Writing, open};

const EXAMPLES: &str = "\
Examples:
  sayso add document \"Le Soir on the breach\" --publisher \"Le Soir\" --url https://lesoir.example/1
  sayso capture \"Le Soir on the breach\" article.txt
  sayso check                                              its anchors are checked from now on
  pdftotext article.pdf - | sayso capture \"Le Soir\" -       exit 2: it has another text already

The text is kept in the folder captures/ of the workspace, in a file that is named by its SHA-256;
git leaves that alone, unless you take the line out of .gitignore. The hash goes into the record.
Of a web page the text is taken out and the page is kept beside it: positions count in the text,
so it is the hash of the text that is recorded.";

/// Keep your capture of a document, and record its hash
///
/// From then on its anchors are checked, and quoted from it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Capture {
    /// The document
    document: String,
    /// The capture: a text in UTF-8, or a web page as it came; - is standard input
    file: PathBuf,
    /// Keep the file as it is, even if it looks like a web page
    #[arg(long)]
    text: bool,
    #[command(flatten)]
    writing: Writing,
}

/// Captures are held in memory.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

pub(super) fn run(arguments: &Capture, common: &Common) -> Result<ExitCode, Failure> {
    let bytes = bytes(&arguments.file)?;
    let desk = open(common, &arguments.writing.target)?;
    let Some(captures) = &desk.captures else {
        return Err(Failure::usage(
            "captures are kept in a workspace, and this is none",
            "leave out --data, or make a workspace with `sayso init --empty`",
        ));
    };
    let document = desk.thing(Kind::Document, &arguments.document)?;
    let data = desk.recording.data();
    let term = data.graph.terms.find_iri(document.as_str());
    let held: Vec<&str> = term.iter().flat_map(|term| hashes(data, *term)).collect();
    let is_held = |capture: &Captured| {
        let mut held = held.iter();
        held.any(|hash| hash.eq_ignore_ascii_case(&capture.sha256))
    };
    let as_it_came = Captured::text(bytes);
    // Positions may have been counted in the source of a page.
    let is_text = arguments.text || !is_page(&as_it_came.text) || is_held(&as_it_came);
    let capture = if is_text {
        as_it_came
    } else {
        Captured::page(as_it_came.text).map_err(|message| {
            Failure::usage(
                message,
                "save the text of the article in a file and capture that, or say --text to keep the page as it is, as text with its tags",
            )
        })?
    };
    let is_known = is_held(&capture);
    if !is_known && let Some(other) = held.first() {
        let name = terminal(&data.graph.shorten(document.as_str()));
        return Err(Failure::usage(
            format!(
                "{name} has another text already: its hash is {}, that of the file {}",
                terminal(other),
                capture.sha256
            ),
            "a later version is a document of its own: make it with `sayso add document … --new`, and capture that",
        ));
    }
    let mut draft = Draft::new(Kind::Document, Some(document.clone()));
    draft.say(Known::Sha256, Literal::new_simple_literal(&capture.sha256));
    let change = if is_known {
        None
    } else {
        Some(desk.change(&[draft])?)
    };
    let is_written = !arguments.writing.dry_run;
    if is_written {
        let is_first = !captures.folder().exists();
        capture.keep(captures)?;
        if is_first {
            note_unignored(captures);
        }
        if let Some(change) = &change {
            change.write()?;
        }
    }
    match arguments.writing.format {
        Format::Json => {
            let json = recorded::capture(
                document.as_str(),
                &capture,
                &capture.places(captures),
                change.as_ref(),
                is_written,
            );
            output::print_raw(json.as_bytes())?;
        }
        Format::Text => tell(&desk, &capture, captures, change.as_ref(), is_written)?,
    }
    let same = same_documents(data, &[], Some(&capture.sha256));
    let same: Vec<u32> = same
        .into_iter()
        .filter(|it| Some(data.evidence.documents[*it as usize].term) != term)
        .collect();
    if !same.is_empty() {
        eprintln!(
            "note: this is the text of another document too; what stands in both is one text:\n{}",
            refusal::list(Kind::Document, &same, data)
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(
    desk: &Desk,
    capture: &Captured,
    captures: &Captures,
    change: Option<&Change>,
    is_written: bool,
) -> Result<(), Failure> {
    if let Some(change) = change {
        desk.tell(change, is_written, Format::Text)?;
        output::print("\n")?;
    }
    let places = capture.places(captures);
    let verb = if is_written { "kept" } else { "would be kept" };
    let shown = |path: &Path| {
        let root = captures.folder().parent().unwrap_or(path);
        terminal(
            &path
                .strip_prefix(root)
                .unwrap_or(path)
                .display()
                .to_string(),
        )
    };
    let size = match capture.characters() {
        Some(1) => "1 character".to_owned(),
        Some(number) => format!("{number} characters"),
        None => format!("{} bytes, no text in UTF-8", capture.text.len()),
    };
    let mut text = format!("{verb} in {} ({size})\n", shown(&places.text));
    if let Some(page) = &places.page {
        let _ = writeln!(text, "the page beside it, in {}", shown(page));
    }
    if change.is_none() {
        text.push_str("its hash is recorded already\n");
    }
    output::print(&text)?;
    if capture.characters().is_none() {
        eprintln!(
            "note: no words of it can be anchored; capture its text if there are some to quote"
        );
    }
    Ok(())
}

/// Who makes the folder in an older workspace should know that git would take it.
fn note_unignored(captures: &Captures) {
    let root = captures.folder().parent().unwrap_or(Path::new("."));
    let ignored = std::fs::read_to_string(root.join(".gitignore")).unwrap_or_default();
    let is_ignored = |line: &str| line.trim().trim_matches('/') == "captures";
    if root.join(".git").exists() && !ignored.lines().any(is_ignored) {
        eprintln!(
            "note: git does not leave captures/ alone; write  captures/  into .gitignore, unless other people's texts may go there"
        );
    }
}

/// All of a file, or of standard input.
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let is_input = path == Path::new("-");
    let name = if is_input {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    };
    let refuse = |error| Failure::Io(format!("cannot read {name}: {error}"));
    let mut bytes = Vec::new();
    let read = if is_input {
        std::io::stdin()
            .lock()
            .take(MOST_BYTES + 1)
            .read_to_end(&mut bytes)
    } else {
        let file = std::fs::File::open(path).map_err(refuse)?;
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes)
    };
    read.map_err(refuse)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Failure::usage(
            format!("{name} has more than {} MB", MOST_BYTES >> 20),
            "capture its text",
        ));
    }
    if bytes.trim_ascii().is_empty() {
        return Err(Failure::usage(
            format!("there is nothing in {name}"),
            "give the text of the document, or the web page",
        ));
    }
    Ok(bytes)
}
