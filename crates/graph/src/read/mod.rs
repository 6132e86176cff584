//! Files in, numbered quads out, and everything that is wrong on the way.
//!
//! Reading is fast first and careful only when it must be: `turtle` takes a well-formed file
//! straight into the dictionary; when something is wrong, or a finding needs a place, the files
//! are read again by `locate`, which is slower and knows where everything stands. RDF/XML and
//! JSON-LD have one reader each for both. Whatever reads, `sink` takes the terms.

mod classes;
mod contexts;
pub mod diagnostic;
mod expand;
mod files;
pub mod graph;
mod hint;
mod json;
mod locate;
mod naming;
mod parallel;
mod sink;
mod speakers;
mod split;
pub mod terms;
pub mod token;
mod turtle;
mod vocabulary;
mod xml;

use std::sync::Arc;

use thiserror::Error;

pub use classes::Classes;
pub use diagnostic::{Diagnostic, Location, Severity};
pub use graph::{Graph, Part, Quad};
pub use naming::hex;

use crate::progress::{self, Step};
use crate::vocab::Known;
use crate::workspace::{Format, Source};
pub use sink::LONGEST_TERM;

use diagnostic::Span;

/// How deep brackets, or elements, may nest. `rio_turtle` has the same limit.
const DEEPEST: usize = 128;

/// Whether to keep the place of every triple.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Care {
    /// As fast as possible; findings have no places.
    Fast,
    /// With places, and with all syntax errors of a file instead of the first.
    Located,
}

/// A file that could not be read at all.
#[derive(Debug, Error)]
#[error("cannot read {name}: {source}")]
pub struct Unreadable {
    /// The file, as the user knows it.
    pub name: String,
    /// What the file system said.
    pub source: std::io::Error,
}

/// Reads sources into one graph in the long form.
///
/// The findings are those that files show by themselves: syntax, unknown terms, quotations from
/// documents without a publisher. A graph with an error among its findings is incomplete.
///
/// O(bytes); a located read is slower than a fast one by a constant factor.
///
/// # Errors
///
/// [`Unreadable`] when the file system refuses a file.
pub fn read(sources: &[Source], care: Care) -> Result<(Graph, Vec<Diagnostic>), Unreadable> {
    progress::begin(Step::Reading);
    let (mut graph, mut findings) = files::read(sources, care)?;
    graph.tell_apart();
    progress::begin(Step::Sorting);
    let is_error = |finding: &Diagnostic| finding.severity == Severity::Error;
    graph.is_broken = findings.iter().any(is_error);
    if !graph.is_broken {
        findings.extend(vocabulary::check(&mut graph));
        findings.extend(expand::expand(&mut graph));
    }
    diagnostic::sort(&mut findings);
    Ok((graph, findings))
}

/// Brings a graph that was made in memory into the long form, as if it had been read from a file;
/// returns what is wrong with it. O(quads).
pub fn complete(graph: &mut Graph) -> Vec<Diagnostic> {
    let mut findings = vocabulary::check(graph);
    findings.extend(expand::expand(graph));
    diagnostic::sort(&mut findings);
    findings
}

/// Numbers what another parser finds, as it is: nothing is expanded, and blank nodes keep their
/// labels. What is in no graph is put into one of the name given. O(quads).
///
/// # Errors
///
/// The first of the parser, or that a term is too long.
pub fn numbered<E: ToString>(
    found: impl Iterator<Item = Result<oxrdf::Quad, E>>,
    default_graph: &str,
) -> Result<Graph, String> {
    let mut graph = Graph::default();
    let mut intake = sink::Intake::new(&mut graph, default_graph, None);
    for quad in found {
        let quad = quad.map_err(|error| error.to_string())?;
        intake.take(&quad, None).map_err(|_| sink::too_long())?;
    }
    Ok(graph)
}

fn read_one(
    source: &Source,
    bytes: &Arc<[u8]>,
    file: usize,
    care: Care,
    graph: &mut Graph,
    findings: &mut Vec<Diagnostic>,
) {
    let bytes = without_mark(bytes);
    if is_utf_16(bytes) {
        findings.push(
            Diagnostic::error("not-utf-8", "this is UTF-16, as some editors save it")
                .hint("save the file as UTF-8; on Unix: iconv -f UTF-16 -t UTF-8 old.ttl > new.ttl")
                .at(Some(Location::span(
                    &source.name,
                    bytes,
                    Span { start: 0, end: 0 },
                ))),
        );
        return;
    }
    if let Err(error) = std::str::from_utf8(bytes) {
        let start = error.valid_up_to();
        let span = Span {
            start,
            end: start + 1,
        };
        findings.push(
            Diagnostic::error(
                "not-utf-8",
                format!("byte {:#04x} is not UTF-8 text", bytes[start]),
            )
            .hint("save the file as UTF-8; on Unix: iconv -f LATIN1 -t UTF-8 old.ttl > new.ttl")
            .at(Some(Location::span(&source.name, bytes, span))),
        );
        return;
    }
    let (name, base, format) = (&source.name, &source.base, source.format());
    match format {
        Format::RdfXml => findings.extend(xml::read(name, bytes, base, file, care, graph)),
        Format::JsonLd => findings.extend(json::read(name, bytes, base, file, care, graph)),
        Format::Turtle | Format::TriG | Format::NTriples | Format::NQuads => match care {
            Care::Fast => read_fast(source, bytes, file, graph, findings),
            Care::Located => {
                let found = locate::read(name, bytes, format, base, file, graph);
                if found.is_empty() {
                    // The fast reader has limits of its own (nesting, quoted triples): hear it too.
                    let mut scratch = Graph::default();
                    if let Err(refusal) = turtle::read(bytes, format, base, file, &mut scratch) {
                        findings.push(refused(name, &refusal));
                    }
                }
                findings.extend(found);
            }
        },
    }
}

fn read_fast(
    source: &Source,
    bytes: &[u8],
    file: usize,
    graph: &mut Graph,
    findings: &mut Vec<Diagnostic>,
) {
    let (name, base, format) = (&source.name, &source.base, source.format());
    // A piece of a graph would not know whose it is.
    let splitter = (format != Format::TriG)
        .then(|| split::Splitter::new(bytes, format, parallel::PIECE))
        .flatten();
    let is_read_in_pieces =
        splitter.is_some_and(|splitter| parallel::read(splitter, format, base, file, graph));
    if !is_read_in_pieces && let Err(refusal) = turtle::read(bytes, format, base, file, graph) {
        findings.push(refused(name, &refusal));
    } else if !format.is_by_line() && token::may_lack_semicolon(bytes) {
        // The fast reader passes over it; the careful one is heard instead.
        let mut scratch = Graph::default();
        findings.extend(locate::read(name, bytes, format, base, file, &mut scratch));
    }
}

/// Drops what a file says in the graph of verdicts, as an export does: they are worked out, and
/// nobody's to give. O(quads).
fn pass_over_verdicts(
    source: &Source,
    bytes: &[u8],
    before: usize,
    graph: &mut Graph,
) -> Option<Diagnostic> {
    let is_verdict = |quad: &Quad| quad.graph == Known::Verdicts.id();
    let first = before + graph.quads[before..].iter().position(is_verdict)?;
    let place = graph.places.get(first).map(|place| place.subject);
    if !graph.places.is_empty() {
        let quads = graph.quads.iter();
        let mut kept = quads.map(|quad| !is_verdict(quad));
        graph.places.retain(|_| kept.next().unwrap_or(true));
    }
    graph.quads.retain(|quad| !is_verdict(quad));
    let at = place.map(|span| Location::span(&source.name, without_mark(bytes), span));
    Some(
        Diagnostic::note(
            "verdicts-in-data",
            "the verdicts in this file are not read: they are worked out anew",
        )
        .hint("nothing need be done; `sayso export --format turtle` leaves them out")
        .at(at.or_else(|| Some(Location::file(&source.name)))),
    )
}

fn refused(name: &str, refusal: &turtle::Refusal) -> Diagnostic {
    let mut location = Location::file(name);
    if let Some((line, byte)) = refusal.position {
        location.line = line as usize;
        location.column = byte as usize;
    }
    Diagnostic::error("syntax", &refusal.message).at(Some(location))
}

/// Whether a file begins as UTF-16 does: by its mark, or by every other byte being zero.
fn is_utf_16(bytes: &[u8]) -> bool {
    let has_mark = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let start = &bytes[..bytes.len().min(64)];
    let zeros = start.split(|byte| *byte == 0).count() - 1;
    has_mark || (start.len() >= 8 && zeros * 5 >= start.len() * 2)
}

/// Drops the byte order mark that some editors put before UTF-8 text.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}
