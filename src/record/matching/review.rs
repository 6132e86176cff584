//! The file in which a person judges proposals: a pair a line, the word in front decides.
//!
//! ```text
//! ? 0.86 <https://example.org/desk#access> <https://example.org/desk#break-in>
//! #   Hackers accessed the mail server
//! #   The mail server was accessed by hackers
//! #   both have: access, hacker, mail, server
//! ```
//!
//! What begins with `#` is for people and is not read. Lines can be changed, added and taken out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use oxrdf::NamedNode;

use super::{DIFFERENT_FROM, Proposal, Reason};
use crate::data::Data;
use crate::escape::terminal;
use crate::names::Kind;
use crate::record::Draft;
use crate::vocab::Known;
use crate::write;

/// What a review file begins with.
const HEAD: &str = "\
# Claims that may say the same, for you to judge. Put one of these words in place of each ?
#
#   same        they are one claim in other words: each entails the other
#   different   they are not; the pair is not proposed again
#   ?           not decided; nothing is done
#
# The number says how alike they read, from 0 to 1. Then:  sayso match --apply FILE
";

/// What somebody decided of a pair.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Judgement {
    /// One claim in other words.
    Same,
    /// Two claims.
    Different,
    /// Not decided.
    Open,
}

impl Judgement {
    const ALL: [Self; 3] = [Self::Same, Self::Different, Self::Open];

    const fn word(self) -> &'static str {
        match self {
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
    /// The two claims, as they are named there.
    pub claims: [String; 2],
}

/// What is wrong with a line of a review file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wrong {
    /// Where it stands, from one.
    pub number: usize,
    /// What is wrong.
    pub message: String,
}

/// What a review file asks for.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Decisions {
    /// What is to be added to the record.
    pub drafts: Vec<Draft>,
    /// How many pairs are one claim from now on.
    pub same: usize,
    /// How many are noted as different.
    pub different: usize,
    /// How many are not decided.
    pub open: usize,
    /// How many were linked like that already.
    pub known: usize,
}

/// Proposals as a review file.
pub fn text(data: &Data, proposals: &[Proposal]) -> String {
    let mut text = HEAD.to_owned();
    for proposal in proposals {
        let terms = proposal
            .claims
            .map(|claim| data.evidence.claims[claim as usize].term);
        let [one, other] = terms.map(|term| write::iri(data.graph.terms.text(term)));
        let word = Judgement::Open.word();
        let _ = writeln!(text, "\n{word} {:.2} {one} {other}", proposal.score);
        for term in terms {
            let _ = writeln!(
                text,
                "#   {}",
                terminal(&data.names.words(&data.graph, term))
            );
        }
        for reason in &proposal.reasons {
            let reason = match reason {
                Reason::SameIdentifier(name) => {
                    format!("both say it of {}", terminal(name))
                }
                Reason::SameContent => "they have the same content as a triple".to_owned(),
                Reason::Words(stems) => format!("both have: {}", terminal(&stems.join(", "))),
                Reason::OtherContent => "but their contents as triples differ".to_owned(),
                Reason::OtherTime => "but they speak of different times".to_owned(),
            };
            let _ = writeln!(text, "#   {reason}");
        }
    }
    text
}

/// Reads a review file.
///
/// # Errors
///
/// All that is wrong with it.
pub fn parse(text: &str) -> Result<Vec<Line>, Vec<Wrong>> {
    lines(text, parse_line)
}

/// Reads what there is to read in a review file, line by line, whatever its lines hold.
pub(in crate::record) fn lines<L>(
    text: &str,
    parse_line: impl Fn(usize, &str) -> Result<L, String>,
) -> Result<Vec<L>, Vec<Wrong>> {
    let mut lines = Vec::new();
    let mut wrong = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match parse_line(number, line) {
            Ok(line) => lines.push(line),
            Err(message) => wrong.push(Wrong { number, message }),
        }
    }
    if wrong.is_empty() {
        Ok(lines)
    } else {
        Err(wrong)
    }
}

fn parse_line(number: usize, line: &str) -> Result<Line, String> {
    let mut words = line.split_whitespace().peekable();
    let word = words.next().unwrap_or_default();
    let judgement = Judgement::ALL
        .into_iter()
        .find(|judgement| judgement.word().eq_ignore_ascii_case(word))
        .ok_or_else(|| format!("it begins with {word}, and not with same, different or ?"))?;
    // The score is for people, and may be gone.
    words.next_if(|word| word.parse::<f64>().is_ok());
    match (words.next(), words.next(), words.next()) {
        (Some(one), Some(other), None) => Ok(Line {
            number,
            judgement,
            claims: [one.to_owned(), other.to_owned()],
        }),
        _ => Err("it does not name two claims, as <IRI> or prefix:name".to_owned()),
    }
}

/// What the lines of a review file ask to be added to a record: one draft a claim.
///
/// # Errors
///
/// All that is wrong: claims that do not exist, pairs of one claim, pairs judged twice.
pub fn decisions(data: &Data, lines: &[Line]) -> Result<Decisions, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let mut decisions = Decisions::default();
    let claims: BTreeSet<&str> = Kind::Claim
        .terms(&data.evidence)
        .into_iter()
        .filter_map(|term| data.graph.terms.as_iri(term))
        .collect();
    let mut judged: BTreeMap<[String; 2], (Judgement, usize)> = BTreeMap::new();
    let mut wanted: BTreeMap<String, Vec<(Judgement, String)>> = BTreeMap::new();
    for line in lines {
        match judge(data, &claims, line) {
            Ok(pair) => {
                let key = if pair[0] < pair[1] {
                    pair.clone()
                } else {
                    [pair[1].clone(), pair[0].clone()]
                };
                match judged.insert(key, (line.judgement, line.number)) {
                    Some((earlier, _)) if earlier == line.judgement => {}
                    Some((_, at)) => wrong.push(Wrong {
                        number: line.number,
                        message: format!("this pair is judged otherwise on line {at}"),
                    }),
                    None => match line.judgement {
                        Judgement::Open => decisions.open += 1,
                        judgement if is_known(data, &pair, judgement) => decisions.known += 1,
                        judgement => {
                            let [one, other] = pair;
                            wanted.entry(one).or_default().push((judgement, other));
                        }
                    },
                }
            }
            Err(message) => wrong.push(Wrong {
                number: line.number,
                message,
            }),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    for (claim, others) in wanted {
        let mut draft = Draft::new(Kind::Claim, Some(NamedNode::new_unchecked(claim)));
        let mut different = Vec::new();
        for (judgement, other) in others {
            let other = NamedNode::new_unchecked(other);
            if judgement == Judgement::Same {
                draft.say(Known::SameClaim, other);
                decisions.same += 1;
            } else {
                different.push(other.into());
                decisions.different += 1;
            }
        }
        if !different.is_empty() {
            let property = NamedNode::new_unchecked(DIFFERENT_FROM);
            draft.properties.push((property, different));
        }
        decisions.drafts.push(draft);
    }
    Ok(decisions)
}

/// The two claims of a line, by IRI.
fn judge(data: &Data, claims: &BTreeSet<&str>, line: &Line) -> Result<[String; 2], String> {
    let find = |name: &String| {
        let iri = data.names.iri(&data.graph, name);
        let iri = iri.filter(|iri| claims.contains(iri.as_str()));
        iri.ok_or_else(|| format!("there is no claim {name}"))
    };
    let [one, other] = &line.claims;
    let pair = [find(one)?, find(other)?];
    if pair[0] == pair[1] {
        return Err("it names one claim twice".to_owned());
    }
    Ok(pair)
}

/// Whether a pair is linked like that already, either way.
fn is_known(data: &Data, pair: &[String; 2], judgement: Judgement) -> bool {
    let property = match judgement {
        Judgement::Same => Some(Known::SameClaim.id()),
        _ => data.graph.terms.find_iri(DIFFERENT_FROM),
    };
    let [one, other] = pair.each_ref().map(|iri| data.graph.terms.find_iri(iri));
    let (Some(property), Some(one), Some(other)) = (property, one, other) else {
        return false;
    };
    let says = |subject: crate::vocab::Id, object: crate::vocab::Id| {
        let mut objects = data.index.data.objects(subject.0, property.0);
        objects.any(|it| it == object.0)
    };
    says(one, other) || says(other, one)
}
