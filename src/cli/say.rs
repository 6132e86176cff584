use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use oxrdf::{Literal, NamedNode};
use sayso::check::{Copies, Copy, read_copies};
use sayso::data::Data;
use sayso::escape::terminal;
use sayso::model::Stance;
use sayso::names::Kind;
use sayso::record::quotation::{self, Passage};
use sayso::record::saying::Saying;
use sayso::record::{self, wording};
use sayso::render::phrase::Phrases;
use sayso::vocab::Known;

use super::Common;
use super::failure::Failure;
use super::record::{Desk, Writing, note_nameless, open, probability, quoted, time};

const EXAMPLES: &str = "\
Examples:
  sayso say VSSE denies \"classified material\" --quoted-in techcrunch
  sayso say \"local media\" did-not-respond classified --to TechCrunch --quoted-in techcrunch
  sayso say prosecutor confirms \"mail server\" --quoted-in techcrunch --at 2025-02-28 --first-hand
  sayso say Mandiant says patch --in techcrunch --confidence .8 --dry-run
  sayso say TechCrunch says patch --in techcrunch --anchor \"issued a patch\" --copy article.txt

Stances: asserts (says), confirms, denies, reports, declines, no-response, deflects,
neither-confirms-nor-denies. Names: words of the label, a prefixed name, or an IRI.";

/// Add what somebody said: who, which stance, which claim, and where it can be read
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Say {
    /// Who said it: the speaker, not the outlet that printed it
    agent: String,
    /// How they stand to the claim
    #[arg(value_parser = stance)]
    stance: Stance,
    /// The claim
    claim: String,
    #[command(flatten)]
    source: Source,
    /// A statement that this one repeats, such as "Le Soir mail server" (repeatable)
    #[arg(long, value_name = "STATEMENT")]
    relays: Vec<String>,
    /// The speaker has it first-hand; =false: has not; left out: not stated
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    first_hand: Option<bool>,
    /// Your own judgement of this statement, from 0 to 1, in place of the speaker's grade
    #[arg(long, value_name = "N", value_parser = probability)]
    confidence: Option<Literal>,
    /// How sure the speaker claimed to be: from 0 to 1, or in words (repeatable; never counted)
    #[arg(long, value_name = "N")]
    stated_confidence: Vec<String>,
    /// Credibility of the information, 1 to 6 (never counted)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=6))]
    credibility: Option<u8>,
    /// Who asked (repeatable)
    #[arg(long, value_name = "AGENT")]
    to: Vec<String>,
    /// To whom the asker was sent instead (repeatable)
    #[arg(long, value_name = "AGENT")]
    deflects_to: Vec<String>,
    /// A name for the statement, so that others can refer to it
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

/// Where and when something was said.
#[derive(Clone, Debug, Args)]
pub(super) struct Source {
    /// A document in which somebody else passes it on (repeatable)
    #[arg(long, value_name = "DOCUMENT")]
    quoted_in: Vec<String>,
    /// The speaker's own document that says it (repeatable)
    #[arg(long = "in", id = "within", value_name = "DOCUMENT")]
    within: Vec<String>,
    /// When it was said: 2025, 2025-02, 2025-02-28 or a full date and time. Without it, what stands
    /// in a document of the speaker's own was said when that was issued
    #[arg(long, value_name = "TIME", value_parser = time)]
    at: Option<Literal>,
    /// When you learnt of it
    #[arg(long, value_name = "TIME", value_parser = time)]
    recorded_at: Option<Literal>,
    /// Words of the document: their place and a hash are recorded, not the words (repeatable)
    #[arg(long, value_name = "WORDS")]
    anchor: Vec<String>,
    /// Your copy of the document as plain text, to find the words in; without it, what `sayso
    /// capture` keeps
    #[arg(long, value_name = "FILE", requires = "anchor")]
    copy: Option<PathBuf>,
    /// A folder with your copies; the right one is known by its hash
    #[arg(
        long,
        value_name = "FOLDER",
        requires = "anchor",
        conflicts_with = "copy"
    )]
    documents: Option<PathBuf>,
    /// Which of several places, where the words occur more than once; one for each --anchor
    #[arg(long, value_name = "N", requires = "anchor")]
    occurrence: Vec<usize>,
}

fn stance(text: &str) -> Result<Stance, String> {
    match wording::stance(text)? {
        Stance::Retracts => Err("what was said is taken back by `sayso retract`".to_owned()),
        stance => Ok(stance),
    }
}

pub(super) fn run(arguments: &Say, common: &Common) -> Result<ExitCode, Failure> {
    let desk = open(common, &arguments.writing.target)?;
    let mut saying = Saying::new(
        desk.thing(Kind::Agent, &arguments.agent)?,
        arguments.stance,
        desk.thing(Kind::Claim, &arguments.claim)?,
    );
    saying.relays = desk.things(Kind::Statement, &arguments.relays)?;
    saying.to = desk.things(Kind::Agent, &arguments.to)?;
    saying.deflects_to = desk.things(Kind::Agent, &arguments.deflects_to)?;
    if !saying.deflects_to.is_empty() && saying.stance != Stance::Deflects {
        return Err(Failure::usage(
            "--deflects-to goes with the stance deflects only",
            "who pointed to somebody else deflects; otherwise leave it out",
        ));
    }
    saying.first_hand = arguments.first_hand;
    saying.confidence.clone_from(&arguments.confidence);
    let stated = arguments.stated_confidence.iter();
    saying.stated_confidence = stated
        .map(|text| probability(text).unwrap_or_else(|_| Literal::new_simple_literal(text)))
        .collect();
    saying.credibility = arguments.credibility;
    arguments.source.fill(&mut saying, &desk)?;
    refuse_repetition(&saying, &desk)?;
    if arguments.name.is_some() {
        let draft = saying.draft();
        saying.name = Some(desk.name(&draft, arguments.name.as_deref(), "")?);
    }
    let code = desk.finish(&[saying.draft()], &arguments.writing)?;
    note_nameless(&saying.relays);
    Ok(code)
}

/// What was said already is not said again.
pub(super) fn refuse_repetition(saying: &Saying, desk: &Desk) -> Result<(), Failure> {
    let data = desk.recording.data();
    let Some(number) = saying.said_already(data) else {
        return Ok(());
    };
    let statement = &data.evidence.statements[number as usize];
    let place = record::location(data, statement.term);
    let place = place.map_or_else(String::new, |it| format!(" at {it}"));
    Err(Failure::usage(
        format!(
            "this is recorded already{place}:\n    {}",
            Phrases::new(data).thing(Kind::Statement, number)
        ),
        "to correct the record, edit it there; if it was said again on another day, say so with --at; if it was taken back, use `sayso retract`",
    ))
}

impl Source {
    /// Says where and when something was said.
    pub(super) fn fill(&self, saying: &mut Saying, desk: &Desk) -> Result<(), Failure> {
        if self.quoted_in.is_empty() && self.within.is_empty() {
            return Err(Failure::usage(
                "it is not said where it can be read",
                "--in DOCUMENT for the speaker's own document; --quoted-in DOCUMENT for one in which somebody else passes it on",
            ));
        }
        saying.quoted_in = desk.things(Kind::Document, &self.quoted_in)?;
        saying.within = desk.things(Kind::Document, &self.within)?;
        let issued = saying.issued(desk.recording.data());
        saying.said_at = self.at.clone().or(issued);
        saying.recorded_at.clone_from(&self.recorded_at);
        if self.anchor.is_empty() {
            return Ok(());
        }
        let documents = [saying.within.as_slice(), &saying.quoted_in].concat();
        let copies = match (&self.copy, &self.documents) {
            (Some(file), _) => Held::One(Copy::read(file).map_err(unreadable(file))?),
            (None, Some(folder)) => Held::Many(read_copies(folder).map_err(unreadable(folder))?),
            // What the workspace keeps is looked at unasked.
            (None, None) => match captured(&documents, desk) {
                Some(copy) => Held::One(copy),
                None => {
                    return Err(Failure::usage(
                        "an anchor needs a copy of the document to find the words in",
                        "keep one with `sayso capture DOCUMENT FILE`, or name it with --copy FILE, or a folder of copies with --documents FOLDER",
                    ));
                }
            },
        };
        let (copy, document) = copies.of(&documents, desk)?;
        for (number, words) in self.anchor.iter().enumerate() {
            let occurrence = self.occurrence.get(number).copied();
            saying
                .anchors
                .push((passage(copy, words, occurrence)?, document.clone()));
        }
        note_unheld(copy, &documents, desk.recording.data());
        Ok(())
    }
}

/// The capture of one of some documents, where the workspace keeps it.
pub(super) fn captured(documents: &[NamedNode], desk: &Desk) -> Option<Copy> {
    let captures = desk.captures.as_ref()?;
    let hashed = hashes(documents, desk.recording.data());
    hashed.iter().find_map(|(_, hash)| captures.text(hash))
}

fn unreadable(path: &std::path::Path) -> impl Fn(std::io::Error) -> Failure {
    move |error| Failure::Io(format!("cannot read {}: {error}", path.display()))
}

/// The copies at hand.
enum Held {
    One(Copy),
    Many(Copies),
}

impl Held {
    /// The copy that is one of some documents; and which, where there are several.
    fn of(
        &self,
        documents: &[NamedNode],
        desk: &Desk,
    ) -> Result<(&Copy, Option<NamedNode>), Failure> {
        let data = desk.recording.data();
        let hashed = hashes(documents, data);
        let which = |document: &NamedNode| (documents.len() > 1).then(|| document.clone());
        match self {
            Self::Many(copies) => {
                let found = hashed
                    .iter()
                    .find_map(|(document, hash)| Some((copies.with_hash(hash)?, which(document))));
                found.ok_or_else(|| {
                    let names: Vec<String> = documents.iter().map(|it| data.graph.shorten(it.as_str())).collect();
                    Failure::usage(
                        format!("no file in the folder is a copy of {}", names.join(" or ")),
                        "a copy is known by the document's sayso:sha256; name it with --copy FILE where there is none",
                    )
                })
            }
            Self::One(copy) => Ok((copy, only_copy(copy, documents, desk.recording.data())?)),
        }
    }
}

/// Which of some documents a copy is of, where there are several; an error if it is of none.
pub(super) fn only_copy(
    copy: &Copy,
    documents: &[NamedNode],
    data: &Data,
) -> Result<Option<NamedNode>, Failure> {
    let hashed = hashes(documents, data);
    let shown = |document: &NamedNode| data.graph.shorten(document.as_str());
    let mut exact = hashed.iter();
    if let Some((document, _)) = exact.find(|(_, hash)| hash.eq_ignore_ascii_case(&copy.sha256)) {
        return Ok((documents.len() > 1).then(|| (*document).clone()));
    }
    match (documents, hashed.as_slice()) {
        ([_], []) => Ok(None),
        (_, [(document, hash), ..]) => Err(Failure::usage(
            format!(
                "{} is not the copy of {} that was recorded",
                copy.name,
                shown(document)
            ),
            format!(
                "its hash is {}, not {hash}; positions in another text would be wrong. Give the file that was hashed",
                copy.sha256
            ),
        )),
        _ => Err(Failure::usage(
            "it is not known which of the documents this is a copy of",
            "none of them has a sayso:sha256; give one document at a time",
        )),
    }
}

/// Tells how to hold a copy of a document that has no hash yet.
pub(super) fn note_unheld(copy: &Copy, documents: &[NamedNode], data: &Data) {
    if let ([document], []) = (documents, hashes(documents, data).as_slice()) {
        let name = terminal(&data.graph.shorten(document.as_str()));
        eprintln!(
            "note: {name} has no hash yet; to hold this copy:  sayso capture {name} {}",
            quoted(&terminal(&copy.name))
        );
    }
}

/// The hashes of those documents that have one.
fn hashes<'d>(documents: &'d [NamedNode], data: &Data) -> Vec<(&'d NamedNode, String)> {
    let graph = &data.graph;
    let hash = |document: &NamedNode| {
        let term = graph.terms.find_iri(document.as_str())?;
        let hash = data.index.objects(term, Known::Sha256).next()?;
        Some(graph.terms.text(hash).to_owned())
    };
    documents
        .iter()
        .filter_map(|it| Some((it, hash(it)?)))
        .collect()
}

/// Where some words stand in a copy.
pub(super) fn places(copy: &Copy, words: &str) -> Vec<Passage> {
    quotation::find(copy, words)
}

/// How many places are listed.
const MOST_PLACES: usize = 10;

/// The place of some words in a copy.
pub(super) fn passage(
    copy: &Copy,
    words: &str,
    occurrence: Option<usize>,
) -> Result<Passage, Failure> {
    let file = &copy.name;
    if copy.characters.is_none() {
        return Err(Failure::usage(
            format!("{file} is not plain text in UTF-8"),
            "save the text of the document, and record the hash of that file",
        ));
    }
    let list = |found: &[Passage]| {
        let lines = found
            .iter()
            .take(MOST_PLACES)
            .enumerate()
            .map(|(at, it)| format!("    {}  line {}: …{}…", at + 1, it.line, it.context));
        let mut lines: Vec<String> = lines.collect();
        if found.len() > MOST_PLACES {
            lines.push(format!("    and {} more", found.len() - MOST_PLACES));
        }
        lines.join("\n")
    };
    let mut found = places(copy, words);
    match (found.len(), occurrence) {
        (0, _) => {
            let near = quotation::find_in_any_case(copy, words);
            let hint = if near.is_empty() {
                "quote a few words in a row, as they stand there; white space, line breaks and the shape of quotes do not matter".to_owned()
            } else {
                format!("in other letters they do:\n{}", list(&near))
            };
            Err(Failure::usage(
                format!("“{words}” does not stand in {file}"),
                hint,
            ))
        }
        (number, Some(wanted)) if (1..=number).contains(&wanted) => {
            Ok(found.swap_remove(wanted - 1))
        }
        (1, None) => Ok(found.swap_remove(0)),
        (number, wanted) => Err(Failure::usage(
            match wanted {
                Some(wanted) => format!(
                    "“{words}” stands in {file} {number} times; there is no occurrence {wanted}"
                ),
                None => format!("“{words}” stands in {file} {number} times"),
            },
            format!(
                "say which with --occurrence N, or quote more words:\n{}",
                list(&found)
            ),
        )),
    }
}
