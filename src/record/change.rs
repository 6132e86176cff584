//! A change to one file of a record: made in memory, checked, and then put in place.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use oxrdf::NamedNode;

use super::draft::{Draft, node};
use super::layout::Layout;
use super::sentence::{Style, sentence};
use super::verify::{compare, parse};
use super::{Error, Into, Recording, Standing, inspect, place, saying, standings};
use crate::check::check;
use crate::data::Data;
use crate::names::Kind;
use crate::plain;
use crate::read::Diagnostic;
use crate::read::token::Scanner;
use crate::vocab::Known;
use crate::workspace::Contents;
use crate::write;

/// The mark that some editors put before UTF-8 text.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// One thing that was added.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Added {
    /// What it is.
    pub kind: Kind,
    /// Its IRI; none for a tie without a name.
    pub iri: Option<String>,
    /// What was written, without the empty lines around it.
    pub turtle: String,
    /// The line that it begins on, from one.
    pub line: usize,
    start: usize,
}

/// A claim that stands otherwise than before.
#[derive(Clone, PartialEq, Debug)]
pub struct Move {
    /// Its IRI.
    pub claim: String,
    /// How it stood; none if it was not there.
    pub before: Option<Standing>,
    /// How it stands; none if it is no more, which adding cannot bring about.
    pub after: Option<Standing>,
}

/// A change to one file, not yet written.
#[derive(Debug)]
pub struct Change {
    /// The file, as people know it.
    pub file: String,
    /// Whether there was no such file.
    pub is_new: bool,
    /// What was added, in the order asked for.
    pub added: Vec<Added>,
    /// The prefixes that the file did not declare and now does, one declaration a line.
    pub declared: Vec<String>,
    /// Warnings and notes that were not there before.
    pub findings: Vec<Diagnostic>,
    /// The claims that stand otherwise than before, and those asked about.
    pub moves: Vec<Move>,
    /// The record with the change.
    pub data: Data,
    path: PathBuf,
    before: Arc<[u8]>,
    after: Vec<u8>,
}

/// A file while things are put into it.
struct Editing<'r> {
    recording: &'r Recording,
    target: usize,
    mark: &'static [u8],
    bytes: Vec<u8>,
    added: Vec<Added>,
    declared: Vec<String>,
}

impl Recording {
    /// Adds things to one file, in memory, and checks the whole record with them.
    ///
    /// O(record) for each of them; once for claims with names that follow each other.
    ///
    /// # Errors
    ///
    /// [`Error`](enum@Error); nothing is written here in any case.
    pub fn change(&self, drafts: &[Draft], into: &Into) -> Result<Change, Error> {
        let target = self.target(drafts, into)?;
        let mut drafts = drafts.to_vec();
        let (mut editing, mut data) = self.edit(target, &drafts)?;
        // Types follow from use; where there is none yet, the type is written down.
        let mut is_untyped = false;
        for draft in &mut drafts {
            let Some(name) = &draft.name else { continue };
            let term = data.graph.terms.find_iri(name.as_str());
            let is_there =
                term.is_some_and(|term| draft.kind.terms(&data.evidence).contains(&term));
            if !is_there {
                let class = draft.class();
                draft
                    .properties
                    .insert(0, (node(Known::Type), vec![class.into()]));
                is_untyped = true;
            }
        }
        if is_untyped {
            (editing, data) = self.edit(target, &drafts)?;
        }
        let findings = self.new_findings(&data);
        let moves = self.moves(&data, &drafts);
        let Contents::Text(before) = &self.sources[target].contents else {
            return Err(Error::NotAFile(self.sources[target].name.clone()));
        };
        let Editing {
            mark,
            bytes,
            mut added,
            declared,
            ..
        } = editing;
        let line_ends: Vec<usize> = memchr::memchr_iter(b'\n', &bytes).collect();
        for one in &mut added {
            one.line = line_ends.partition_point(|end| *end < one.start) + 1;
        }
        let path = self.paths[target].clone().unwrap_or_default();
        Ok(Change {
            file: self.sources[target].name.clone(),
            is_new: !path.exists(),
            added,
            declared,
            findings,
            moves,
            data,
            path,
            before: Arc::clone(before),
            after: [mark, &bytes].concat(),
        })
    }

    fn edit(&self, target: usize, drafts: &[Draft]) -> Result<(Editing<'_>, Data), Error> {
        let Contents::Text(bytes) = &self.sources[target].contents else {
            return Err(Error::NotAFile(self.sources[target].name.clone()));
        };
        let text = bytes.strip_prefix(MARK);
        let mut editing = Editing {
            recording: self,
            target,
            mark: if text.is_some() { MARK } else { b"" },
            bytes: text.unwrap_or(bytes).to_vec(),
            added: Vec::new(),
            declared: Vec::new(),
        };
        let mut data: Option<Data> = None;
        for together in drafts.chunk_by(|one, next| one.is_plain_claim() && next.is_plain_claim()) {
            editing.add(together, data.as_ref().unwrap_or(&self.data))?;
            data = Some(editing.inspect()?);
        }
        let data = match data {
            Some(data) => data,
            None => editing.inspect()?,
        };
        // A nameless statement is called by what the reader makes of its content.
        for (added, draft) in editing.added.iter_mut().zip(drafts) {
            added.iri = match &draft.name {
                Some(name) => Some(name.as_str().to_owned()),
                None => saying::name_of_nameless(&data, target as u32, added.start),
            };
        }
        Ok((editing, data))
    }

    /// Findings that were not there before, wherever they stand.
    fn new_findings(&self, data: &Data) -> Vec<Diagnostic> {
        let key = |finding: &Diagnostic| (finding.code, finding.message.clone());
        let mut known: BTreeMap<(&str, String), usize> = BTreeMap::new();
        for finding in &self.findings {
            *known.entry(key(finding)).or_default() += 1;
        }
        let mut findings = check(data, self.view, None);
        findings.retain(|finding| match known.get_mut(&key(finding)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        findings
    }

    fn moves(&self, data: &Data, drafts: &[Draft]) -> Vec<Move> {
        let after = standings(data, self.view);
        let asked: BTreeSet<NamedNode> = drafts.iter().flat_map(saying::claims_of).collect();
        let asked: BTreeSet<&str> = asked.iter().map(NamedNode::as_str).collect();
        let mut claims: Vec<&String> = self.standings.keys().chain(after.keys()).collect();
        claims.sort_unstable();
        claims.dedup();
        let is_asked = |claim: &str| asked.contains(claim);
        let mut moves: Vec<Move> = claims
            .into_iter()
            .map(|claim| Move {
                claim: claim.clone(),
                before: self.standings.get(claim).cloned(),
                after: after.get(claim).cloned(),
            })
            .filter(|it| it.before != it.after || is_asked(&it.claim))
            .collect();
        moves.sort_by_key(|it| !is_asked(&it.claim));
        moves
    }
}

impl Editing<'_> {
    /// The whole record as it would be read now.
    fn inspect(&self) -> Result<Data, Error> {
        let mut sources = self.recording.sources.clone();
        sources[self.target].contents = Contents::Text(self.bytes.clone().into());
        inspect(&sources, &self.recording.keeper, true)
    }

    /// Puts things of one kind in, one behind the other, and makes sure that nothing else changed.
    fn add(&mut self, drafts: &[Draft], data: &Data) -> Result<(), Error> {
        let Some(first) = drafts.first() else {
            return Ok(());
        };
        let recording = self.recording;
        let source = &recording.sources[self.target];
        let unfaithful = |reason: String| Error::Unfaithful {
            file: source.name.clone(),
            reason,
        };
        let base = source.base.as_str();
        if Scanner::new(&self.bytes).next().is_none() {
            // A file begins with its namespaces, behind what is noted at its head.
            let ends_line = self.bytes.last().is_none_or(|byte| *byte == b'\n');
            self.bytes.extend(if ends_line { "" } else { "\n" }.bytes());
            self.bytes.extend(super::naming::opening(base).bytes());
        }
        let layout = Layout::new(&self.bytes);
        let claim = saying::claims_of(first).first().and_then(|claim| {
            let term = data.graph.terms.find_iri(claim.as_str())?;
            Some(term)
        });
        // The data may be older than a new file's opening; that holds no things to be beside.
        let place = place::find(data, self.target as u32, &layout, first.kind, claim);
        let whole = parse(&self.bytes, base).map_err(unfaithful)?;
        let head = parse(&self.bytes[..place.at], base).map_err(unfaithful)?;
        let style = Style::new(
            &head.prefixes,
            &whole.prefixes.keys().cloned().collect(),
            &data.graph.prefixes,
            head.base.clone(),
        );
        let line_end = layout.line_end;
        let ends_line = place.at == 0 || self.bytes[place.at - 1] == b'\n';
        let gap = |is: bool| if is { line_end } else { "" };
        let mut text = String::new();
        let mut sentences: Vec<(usize, String)> = Vec::with_capacity(drafts.len());
        let mut has_gap = place.gap_before;
        for (number, draft) in drafts.iter().enumerate() {
            if number == 1 && !place.is_beside_own {
                has_gap = sentences[0].1.contains('\n');
            }
            let turtle = sentence(draft, &style, &layout);
            text.push_str(gap(!ends_line));
            text.push_str(gap(has_gap));
            sentences.push((text.len(), turtle));
            text.push_str(&sentences[number].1);
            // A file whose last line is not ended is left so.
            text.push_str(gap(ends_line));
        }
        text.push_str(gap(place.gap_after));
        let missing: BTreeSet<(&str, &str)> =
            drafts.iter().flat_map(|it| style.missing(it)).collect();
        let missing: Vec<(&str, &str)> = missing.into_iter().collect();
        let (declare_at, declarations) = declarations(&layout, &self.bytes, &missing);
        let mut bytes = self.bytes.clone();
        bytes.splice(place.at..place.at, text.bytes());
        bytes.splice(declare_at..declare_at, declarations.bytes());
        let after = parse(&bytes, base).map_err(unfaithful)?;
        compare(&whole.triples, head.triples.len(), &after.triples, drafts).map_err(unfaithful)?;
        for earlier in &mut self.added {
            earlier.start += declarations.len();
            if earlier.start >= place.at + declarations.len() {
                earlier.start += text.len();
            }
        }
        self.declared
            .extend(declarations.lines().map(str::to_owned));
        let at = place.at + declarations.len();
        let added = drafts.iter().zip(sentences);
        self.added
            .extend(added.map(|(draft, (offset, turtle))| Added {
                kind: draft.kind,
                iri: None,
                turtle,
                line: 0,
                start: at + offset,
            }));
        self.bytes = bytes;
        Ok(())
    }
}

/// Declarations of prefixes, in the manner of those that are there, and where they go.
fn declarations(layout: &Layout<'_>, bytes: &[u8], missing: &[(&str, &str)]) -> (usize, String) {
    let head = layout.sentences.iter().take_while(|it| it.is_directive);
    let last = head.count().checked_sub(1);
    let at = last.map_or_else(
        || layout.after_head_comments(),
        |last| layout.line_after(last),
    );
    if missing.is_empty() {
        return (at, String::new());
    }
    let example = last.map_or("", |last| layout.text(last));
    let is_sparql = example
        .get(..6)
        .is_some_and(|word| word.eq_ignore_ascii_case("prefix"));
    // Namespaces that stand below each other go on doing so.
    let column_of = |at: usize| layout.text(at).find('<');
    let column = match last {
        Some(last) if last > 0 && column_of(last) == column_of(last - 1) => column_of(last),
        _ => None,
    };
    let column = column.unwrap_or(0);
    let ends_line = at == 0 || bytes[at - 1] == b'\n';
    let mut text = String::new();
    for (prefix, namespace) in missing {
        let begin = if is_sparql {
            format!("PREFIX {prefix}: ")
        } else {
            format!("@prefix {prefix}: ")
        };
        let stop = if is_sparql { "" } else { " ." };
        let line = format!("{begin:<column$}{}{stop}", write::iri(namespace));
        if ends_line {
            text.push_str(&line);
            text.push_str(layout.line_end);
        } else {
            text.push_str(layout.line_end);
            text.push_str(&line);
        }
    }
    (at, text)
}

impl Change {
    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the file in place, at once; unless it is no longer as it was read.
    ///
    /// # Errors
    ///
    /// [`Error::Changed`], [`Error::ReadOnly`] and [`Error::Io`]; the file is then as it was.
    pub fn write(&self) -> Result<(), Error> {
        let text = std::str::from_utf8(&self.after).map_err(|error| Error::Unfaithful {
            file: self.file.clone(),
            reason: error.to_string(),
        })?;
        let refuse = |source| Error::Io {
            path: self.path.display().to_string(),
            source,
        };
        let written = |error| match error {
            write::Error::Io { path, source } => Error::Io { path, source },
            other => Error::Unfaithful {
                file: self.file.clone(),
                reason: other.to_string(),
            },
        };
        if self.is_new {
            if let Some(folder) = self.path.parent() {
                fs::create_dir_all(folder).map_err(refuse)?;
            }
            return write::create(&self.path, text).map_err(written);
        }
        // What a link points to is replaced, not the link.
        let path = fs::canonicalize(&self.path).map_err(refuse)?;
        // Two of us at once: the second waits here, and then sees that the file is another.
        let file = plain::open(&path).map_err(refuse)?;
        match file.lock() {
            // Some file systems know no locks.
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
            locked => locked.map_err(refuse)?,
        }
        if file.metadata().map_err(refuse)?.permissions().readonly() {
            return Err(Error::ReadOnly(self.file.clone()));
        }
        if *plain::read(&path).map_err(refuse)? != *self.before {
            return Err(Error::Changed(self.file.clone()));
        }
        write::replace(&path, text).map_err(written)
    }
}
