//! Anchors against the reader's own copies of the documents.
//!
//! A copy is recognised by its hash; one that was changed, by the spans in it that still match.

use std::path::Path;
use std::{fs, io};

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::data::Data;
use crate::plain;
use crate::read::{Diagnostic, Part, hex};
use crate::vocab::{Id, Known};

/// The files of a folder, as text where they are text.
#[derive(Debug, Default)]
pub struct Copies {
    files: Vec<Copy>,
    /// Of those that are kept under the names of their hashes: what the name says.
    kept: Option<Vec<String>>,
}

/// A copy of a document.
#[derive(Debug)]
pub struct Copy {
    /// The file.
    pub name: String,
    /// Its hash, in lower-case hexadecimal.
    pub sha256: String,
    /// The characters, where the file is UTF-8.
    pub characters: Option<Vec<char>>,
}

impl Copy {
    /// Reads a file as a copy.
    ///
    /// # Errors
    ///
    /// Whatever the file system says.
    pub fn read(path: &Path) -> io::Result<Self> {
        let bytes = plain::read(path)?;
        Ok(Self::of(&path.display().to_string(), &bytes))
    }

    /// Bytes as a copy.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            sha256: hex(&Sha256::digest(bytes)),
            characters: std::str::from_utf8(bytes)
                .ok()
                .map(|text| text.chars().collect()),
        }
    }
}

impl Copies {
    /// Captures, each with the hash that it is kept under.
    pub(super) fn kept(captures: impl Iterator<Item = (String, Copy)>) -> Self {
        let (kept, files) = captures.unzip();
        Self {
            files,
            kept: Some(kept),
        }
    }

    /// Whether these are all the copies that there are, by the word of whoever named the folder;
    /// of what the workspace keeps, some may be elsewhere.
    fn are_all(&self) -> bool {
        self.kept.is_none()
    }

    /// The copies by their hashes, for whoever looks for many.
    pub fn by_hash(&self) -> FxHashMap<&str, &Copy> {
        let files = self.files.iter();
        files.map(|copy| (copy.sha256.as_str(), copy)).collect()
    }

    /// The copy with a hash.
    pub fn with_hash(&self, sha256: &str) -> Option<&Copy> {
        let mut files = self.files.iter();
        files.find(|copy| sha256.eq_ignore_ascii_case(&copy.sha256))
    }
}

/// Reads the copies in a folder, not in folders below it.
///
/// # Errors
///
/// Whatever the file system says.
pub fn read_copies(folder: &Path) -> io::Result<Copies> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            files.push(Copy::read(&path)?);
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Copies { files, kept: None })
}

/// An anchor of a statement.
struct Anchor {
    selector: Id,
    statement: Id,
    quad: usize,
    start: Option<usize>,
    end: Option<usize>,
    sha256: Option<String>,
    document: Option<Id>,
}

/// Checks every anchor with a hash against the copies of its documents.
pub(super) fn check(data: &Data, copies: &Copies) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (kept, copy) in copies.kept.iter().flatten().zip(&copies.files) {
        if *kept != copy.sha256 {
            findings.push(
                Diagnostic::warning(
                    "changed-capture",
                    format!("{} was changed: its hash is not the one in its name", copy.name),
                )
                .hint("it is not what was captured any more, and nothing is quoted from it; put the capture back"),
            );
        }
    }
    let anchors = anchors(data);
    let hashes = hashes(data);
    let mut of_document: FxHashMap<Id, Vec<&Anchor>> = FxHashMap::default();
    let mut order: Vec<Id> = Vec::new();
    for anchor in &anchors {
        for document in documents_of(data, anchor) {
            let list = of_document.entry(document).or_default();
            if list.is_empty() {
                order.push(document);
            }
            list.push(anchor);
        }
    }
    // An anchor is good if it matches in one of the documents that it may belong to.
    let mut state: FxHashMap<Id, (bool, bool)> = FxHashMap::default();
    for document in order {
        let anchored = &of_document[&document];
        let held = hashes.get(&document);
        let exact = held.and_then(|hash| copies.with_hash(hash));
        let copy = exact.or_else(|| {
            let best = || best_copy(copies, anchored);
            copies.are_all().then(best).flatten()
        });
        let Some(copy) = copy else {
            if held.is_some() && copies.are_all() {
                findings.push(
                    Diagnostic::warning(
                        "no-copy",
                        format!(
                            "no file in the folder is a copy of {}",
                            data.graph.display(document)
                        ),
                    )
                    .hint("put the capture there; it is recognised by its hash, whatever its name"),
                );
            }
            continue;
        };
        if exact.is_none() && held.is_some() {
            findings.push(
                Diagnostic::warning(
                    "changed-copy",
                    format!(
                        "{} is not the capture of {} that was recorded: its hash differs",
                        copy.name,
                        data.graph.display(document)
                    ),
                )
                .hint("anchors that still match are still good; record the new hash if you meant to replace the capture"),
            );
        }
        for anchor in anchored {
            let entry = state.entry(anchor.selector).or_default();
            entry.0 = true;
            entry.1 |= matches(anchor, copy);
        }
    }
    for anchor in &anchors {
        if state.get(&anchor.selector) == Some(&(true, false)) {
            findings.push(
                Diagnostic::warning(
                    "anchor-mismatch",
                    format!(
                        "characters {} to {} of the copy are not what was quoted",
                        anchor.start.map_or_else(|| "?".to_owned(), |start| start.to_string()),
                        anchor.end.map_or_else(|| "?".to_owned(), |end| end.to_string()),
                    ),
                )
                .hint("the document changed, or the positions are wrong: they count characters from 0, the end exclusive")
                .at(data.graph.location(anchor.quad, Part::Object)),
            );
        }
    }
    findings
}

fn matches(anchor: &Anchor, copy: &Copy) -> bool {
    let (Some(start), Some(end), Some(characters)) = (anchor.start, anchor.end, &copy.characters)
    else {
        return false;
    };
    let Some(span) = characters.get(start..end) else {
        return false;
    };
    let text: String = span.iter().collect();
    let found = hex(&Sha256::digest(text.as_bytes()));
    anchor
        .sha256
        .as_ref()
        .is_none_or(|hash| hash.eq_ignore_ascii_case(&found))
}

/// The copy in which most of the spans match, if any does.
fn best_copy<'c>(copies: &'c Copies, anchors: &[&Anchor]) -> Option<&'c Copy> {
    let counted = copies.files.iter().map(|copy| {
        let matching = anchors.iter().filter(|anchor| anchor.sha256.is_some());
        (
            matching.filter(|anchor| matches(anchor, copy)).count(),
            copy,
        )
    });
    let best = counted.max_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.name.cmp(&a.1.name)));
    best.filter(|(count, _)| *count > 0).map(|(_, copy)| copy)
}

fn hashes(data: &Data) -> FxHashMap<Id, String> {
    let quads = data.graph.quads.iter();
    quads
        .filter(|quad| quad.predicate == Known::Sha256.id())
        .map(|quad| (quad.subject, data.graph.terms.text(quad.object).to_owned()))
        .collect()
}

/// The documents that an anchor may belong to: the one that it names; else those of its
/// statement; else those where its statement is quoted.
fn documents_of(data: &Data, anchor: &Anchor) -> Vec<Id> {
    if let Some(document) = anchor.document {
        return vec![document];
    }
    let evidence = &data.evidence;
    let Some(number) = evidence
        .statements
        .iter()
        .position(|statement| statement.term == anchor.statement)
    else {
        return Vec::new();
    };
    let number = number as u32;
    let mut documents: Vec<u32> = evidence.documents_of.row(number).to_vec();
    for relaying in evidence.relayed_by.row(number) {
        documents.extend(evidence.documents_of.row(*relaying));
    }
    documents.sort_unstable();
    documents.dedup();
    documents
        .into_iter()
        .map(|document| evidence.documents[document as usize].term)
        .collect()
}

fn anchors(data: &Data) -> Vec<Anchor> {
    let mut anchors: Vec<Anchor> = Vec::new();
    let mut position: FxHashMap<Id, usize> = FxHashMap::default();
    for (quad, triple) in data.graph.quads.iter().enumerate() {
        if triple.predicate == Known::Anchor.id() && !position.contains_key(&triple.object) {
            position.insert(triple.object, anchors.len());
            anchors.push(Anchor {
                selector: triple.object,
                statement: triple.subject,
                quad,
                start: None,
                end: None,
                sha256: None,
                document: None,
            });
        }
    }
    for triple in &data.graph.quads {
        let Some(anchor) = position.get(&triple.subject) else {
            continue;
        };
        let anchor = &mut anchors[*anchor];
        let text = data.graph.terms.text(triple.object);
        match Known::from_id(triple.predicate) {
            Some(Known::Start) => anchor.start = text.parse().ok(),
            Some(Known::End) => anchor.end = text.parse().ok(),
            Some(Known::Sha256) => anchor.sha256 = Some(text.to_owned()),
            Some(Known::HasSource) => anchor.document = Some(triple.object),
            _ => {}
        }
    }
    anchors
}
