//! The file in which a person judges what is shared: a pair a line, the word in front decides.
//!
//! ```text
//! ? 0.87 <https://example.org/desk#gazette-story> <https://example.org/desk#agency-story>
//! #   The Gazette on the bridge, 2025-03-02: 214 of its own 246 words are shared (87 %)
//! #   The agency on the bridge, 2025-03-01: 214 of its own 260 words are shared (82 %)
//! ```
//!
//! What begins with `#` is for people and is not read. Lines can be changed, added and taken out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use oxrdf::{Literal, NamedNode};

use super::{AtHand, Proposal, is_later};
use crate::check::hashes;
use crate::copying::{Passage, RUN};
use crate::data::Data;
use crate::escape::{shorten, terminal};
use crate::names::Kind;
use crate::record::Draft;
use crate::record::matching::DIFFERENT_FROM;
use crate::record::matching::review::{Wrong, lines};
use crate::vocab::{Id, Known};
use crate::write;

/// So many passages of a pair are shown.
pub const MOST_PASSAGES: usize = 3;
/// So much of a passage is shown.
const LONGEST: usize = 160;

/// What somebody decided of a pair.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Judgement {
    /// The first has it from the second.
    Copies,
    /// One text, and nobody knows who has it from whom.
    Same,
    /// They are no copies.
    Different,
    /// Not decided.
    Open,
}

impl Judgement {
    const ALL: [Self; 4] = [Self::Copies, Self::Same, Self::Different, Self::Open];

    const fn word(self) -> &'static str {
        match self {
            Self::Copies => "copies",
            Self::Same => "same",
            Self::Different => "different",
            Self::Open => "?",
        }
    }
}

/// A line of a review file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Where it stands, from one.
    pub number: usize,
    /// What is decided.
    pub judgement: Judgement,
    /// How much is shared, in per cent, where the line says so.
    pub percent: Option<String>,
    /// The two documents, as they are named there.
    pub documents: [String; 2],
}

/// What a review file asks for.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Decisions {
    /// What is to be added to the record.
    pub drafts: Vec<Draft>,
    /// How many pairs are copies from now on.
    pub copies: usize,
    /// How many are one text.
    pub same: usize,
    /// How many are noted as different.
    pub different: usize,
    /// How many are not decided.
    pub open: usize,
    /// How many were linked like that already.
    pub known: usize,
}

/// What a review file begins with.
fn head() -> String {
    format!(
        "\
# Documents whose texts share long wording, for you to judge. Put one of these words in place of
# each ?
#
#   copies      the first has it from the second; turn the two round where it is otherwise
#   same        it is one text, and it is not known who has it from whom, as with two copies of
#               a third
#   different   they are no copies; the pair is not proposed again
#   ?           not decided; nothing is done
#
# What is counted: a text's own words, outside quotation marks, that stand in a row of at least
# {RUN} which the other has too, word for word, outside its quotation marks. The number in front is
# the greater of the two shares. What both quote is told and not counted: two who were at one press
# conference quote the same. Then:  sayso copies --apply FILE
"
    )
}

/// Proposals as a review file.
pub fn text(data: &Data, proposals: &[Proposal], at_hand: &AtHand<'_>) -> String {
    let mut text = head();
    for proposal in proposals {
        let terms = terms(data, proposal);
        let [one, other] = terms.map(|term| write::iri(data.graph.terms.text(term)));
        let word = Judgement::Open.word();
        let _ = writeln!(text, "\n{word} {:.2} {one} {other}", proposal.score());
        let sharing = &proposal.sharing;
        for (at, term) in terms.into_iter().enumerate() {
            let issued = data.evidence.documents[proposal.documents[at] as usize].issued();
            let issued = issued.map_or("undated", |(_, literal)| data.graph.terms.text(literal));
            let _ = writeln!(
                text,
                "#   {}, {}: {} of its own {} words are shared ({:.0} %)",
                terminal(&data.names.words(&data.graph, term)),
                terminal(issued),
                sharing.shared[at],
                sharing.own[at],
                100.0 * sharing.shares()[at],
            );
        }
        let order = if proposal.is_ordered {
            "the first came out later: by the dates only it can have copied"
        } else {
            "the dates do not tell which was first: either can have copied"
        };
        let _ = writeln!(text, "#   {order}");
        if proposal.is_whole {
            text.push_str("#   they are the same word for word, quotations too\n");
        }
        for (passage, shown) in passages(data, proposal, at_hand) {
            let [one, other] = &passage.places;
            let _ = writeln!(
                text,
                "#   {} words, characters {}–{} and {}–{}: {}",
                passage.words,
                one.start,
                one.end,
                other.start,
                other.end,
                terminal(&shown),
            );
        }
        let more = sharing.passages.len().saturating_sub(MOST_PASSAGES);
        if more > 0 {
            let plural = if more == 1 { "" } else { "s" };
            let _ = writeln!(text, "#   and {more} more passage{plural}");
        }
        if sharing.quoted_shared != [0, 0] {
            let _ = writeln!(
                text,
                "#   not counted: what both quote, {} of {} and {} of {} quoted words",
                sharing.quoted_shared[0],
                sharing.quoted[0],
                sharing.quoted_shared[1],
                sharing.quoted[1],
            );
        }
        if sharing.set_aside != [0, 0] {
            let [one, other] = sharing.set_aside;
            let _ = writeln!(
                text,
                "#   not counted: what very many texts have, {one} and {other} words"
            );
        }
    }
    text
}

/// The terms of the two documents.
pub fn terms(data: &Data, proposal: &Proposal) -> [Id; 2] {
    proposal
        .documents
        .map(|document| data.evidence.documents[document as usize].term)
}

/// The longest passages of a pair, with the words of the first.
pub fn passages<'p>(
    data: &Data,
    proposal: &'p Proposal,
    at_hand: &AtHand<'_>,
) -> Vec<(&'p Passage, String)> {
    let [first, _] = terms(data, proposal);
    let characters = hashes(data, first).find_map(at_hand).unwrap_or_default();
    let passages = proposal.sharing.passages.iter().take(MOST_PASSAGES);
    passages
        .map(|passage| {
            let span = characters
                .get(passage.places[0].clone())
                .unwrap_or_default();
            let words: String = span.iter().collect();
            let words: Vec<&str> = words.split_whitespace().collect();
            (passage, shorten(&words.join(" "), LONGEST))
        })
        .collect()
}

/// Reads a review file.
///
/// # Errors
///
/// All that is wrong with it.
pub fn parse(text: &str) -> Result<Vec<Line>, Vec<Wrong>> {
    lines(text, parse_line)
}

fn parse_line(number: usize, line: &str) -> Result<Line, String> {
    let mut words = line.split_whitespace().peekable();
    let word = words.next().unwrap_or_default();
    let judgement = Judgement::ALL
        .into_iter()
        .find(|judgement| judgement.word().eq_ignore_ascii_case(word))
        .ok_or_else(|| {
            format!("it begins with {word}, and not with copies, same, different or ?")
        })?;
    let share = words.next_if(|word| word.parse::<f64>().is_ok());
    let share = share.and_then(|word| word.parse::<f64>().ok());
    let percent = share
        .filter(|share| (0.0..=1.0).contains(share))
        .map(|share| format!("{:.0}", 100.0 * share));
    match (words.next(), words.next(), words.next()) {
        (Some(one), Some(other), None) => Ok(Line {
            number,
            judgement,
            percent,
            documents: [one.to_owned(), other.to_owned()],
        }),
        _ => Err("it does not name two documents, as <IRI> or prefix:name".to_owned()),
    }
}

/// What the lines of a review file ask to be added to a record: one draft a document.
///
/// # Errors
///
/// All that is wrong: documents that do not exist, pairs of one document, pairs judged twice,
/// copies that came out before what they are to be copies of.
pub fn decisions(data: &Data, lines: &[Line]) -> Result<Decisions, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let mut decisions = Decisions::default();
    let numbers: BTreeMap<&str, u32> = Kind::Document
        .terms(&data.evidence)
        .into_iter()
        .zip(0..)
        .filter_map(|(term, number)| Some((data.graph.terms.as_iri(term)?, number)))
        .collect();
    let mut judged: BTreeMap<[u32; 2], (&Line, [u32; 2])> = BTreeMap::new();
    for line in lines {
        let refuse = |message: String| Wrong {
            number: line.number,
            message,
        };
        let pair = match judge(data, &numbers, line) {
            Ok(pair) => pair,
            Err(message) => {
                wrong.push(refuse(message));
                continue;
            }
        };
        let mut key = pair;
        key.sort_unstable();
        if let Some((earlier, before)) = judged.get(&key) {
            let is_same = earlier.judgement == line.judgement
                && (*before == pair || line.judgement != Judgement::Copies);
            if !is_same {
                let at = earlier.number;
                wrong.push(refuse(format!(
                    "this pair is judged otherwise on line {at}"
                )));
            }
            continue;
        }
        judged.insert(key, (line, pair));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut drafts: BTreeMap<u32, Draft> = BTreeMap::new();
    for (line, pair) in judged.values() {
        let count = match line.judgement {
            Judgement::Open => &mut decisions.open,
            _ if is_known(data, *pair, line.judgement) => &mut decisions.known,
            Judgement::Copies => &mut decisions.copies,
            Judgement::Same => &mut decisions.same,
            Judgement::Different => &mut decisions.different,
        };
        *count += 1;
        if line.judgement == Judgement::Open || is_known(data, *pair, line.judgement) {
            continue;
        }
        let iri = |document: u32| {
            let term = data.evidence.documents[document as usize].term;
            NamedNode::new_unchecked(data.graph.terms.text(term))
        };
        let draft = drafts
            .entry(pair[0])
            .or_insert_with(|| Draft::new(Kind::Document, Some(iri(pair[0]))));
        link(data, draft, line, iri(pair[1]), pair[1]);
    }
    decisions.drafts = drafts.into_values().collect();
    Ok(decisions)
}

/// Says of a document how it stands to another, and how that is known.
fn link(data: &Data, draft: &mut Draft, line: &Line, other: NamedNode, number: u32) {
    let property = match line.judgement {
        Judgement::Copies => Known::Copies,
        Judgement::Same => Known::SameText,
        _ => {
            let property = NamedNode::new_unchecked(DIFFERENT_FROM);
            draft.say_other(property, other);
            return;
        }
    };
    draft.say(property, other);
    let name = data.evidence.documents[number as usize].term;
    let name = data.names.words(&data.graph, name);
    let source = match &line.percent {
        Some(share) => format!(
            "the texts compared: {share} % of the words outside quotation marks are those of {name}"
        ),
        None => format!("the texts compared with each other: {name}"),
    };
    draft.say(Known::Source, Literal::new_simple_literal(source));
}

/// The two documents of a line, by number.
fn judge(data: &Data, numbers: &BTreeMap<&str, u32>, line: &Line) -> Result<[u32; 2], String> {
    let find = |name: &String| {
        let iri = data.names.iri(&data.graph, name);
        let number = iri.and_then(|iri| numbers.get(iri.as_str()).copied());
        number.ok_or_else(|| format!("there is no document {name}"))
    };
    let [one, other] = &line.documents;
    let pair = [find(one)?, find(other)?];
    if pair[0] == pair[1] {
        return Err("it names one document twice".to_owned());
    }
    if line.judgement == Judgement::Copies && is_later(data, pair[1], pair[0]) {
        return Err(format!(
            "by the dates {one} came out before {other}, so it cannot have copied it; turn the two round, or mend the dates"
        ));
    }
    Ok(pair)
}

/// Whether a pair is linked like that already: copies in this direction, the rest in either.
fn is_known(data: &Data, pair: [u32; 2], judgement: Judgement) -> bool {
    let property = match judgement {
        Judgement::Copies => Some(Known::Copies.id()),
        Judgement::Same => Some(Known::SameText.id()),
        _ => data.graph.terms.find_iri(DIFFERENT_FROM),
    };
    let Some(property) = property else {
        return false;
    };
    let [one, other] = pair.map(|it| data.evidence.documents[it as usize].term);
    let says = |subject: Id, object: Id| {
        let mut objects = data.index.data.objects(subject.0, property.0);
        objects.any(|it| it == object.0)
    };
    says(one, other) || (judgement != Judgement::Copies && says(other, one))
}
