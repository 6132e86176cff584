//! Where in a file a person would have put something new: beside its kind.

use rustc_hash::FxHashMap;

use super::layout::Layout;
use crate::data::Data;
use crate::names::Kind;
use crate::vocab::{Id, Known};

/// The order in which a dataset is told: a thing comes after the last of its kind; where there is
/// none, after the last of what comes before it here.
const ORDER: [Kind; 5] = [
    Kind::Document,
    Kind::Agent,
    Kind::Tie,
    Kind::Claim,
    Kind::Statement,
];

/// A place between two lines of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    /// The byte before which something is put.
    pub(super) at: usize,
    /// Whether an empty line goes before it.
    pub(super) gap_before: bool,
    /// Whether an empty line goes behind it.
    pub(super) gap_after: bool,
    /// Whether what it comes behind is of its own kind.
    pub(super) is_beside_own: bool,
}

/// What a sentence of a file is about.
#[derive(Clone, Copy, Default, Debug)]
struct Topic {
    /// Where its subject stands: the first in the sentence counts.
    start: usize,
    kind: Option<Kind>,
    /// The claim: of a statement the one that it touches, else the claim itself.
    claim: Option<Id>,
}

/// What the things of some data are; what is several things at once is the most telling of them.
fn kinds(data: &Data) -> FxHashMap<Id, (Kind, Option<Id>)> {
    let evidence = &data.evidence;
    let mut kinds = FxHashMap::default();
    for kind in [Kind::Agent, Kind::Claim, Kind::Document, Kind::Tie] {
        for term in kind.terms(evidence) {
            kinds.insert(term, (kind, (kind == Kind::Claim).then_some(term)));
        }
    }
    for statement in evidence.statements.iter() {
        let claim = evidence.claims[statement.claim as usize].term;
        kinds.insert(statement.term, (Kind::Statement, Some(claim)));
    }
    kinds
}

/// What each sentence of a file is about. O(quads · log sentences).
fn topics(data: &Data, file: u32, layout: &Layout<'_>) -> Vec<Option<Topic>> {
    let kinds = kinds(data);
    let mut topics: Vec<Option<Topic>> = vec![None; layout.sentences.len()];
    // Types that follow from use stand where the use does: they say nothing of the sentence,
    // unless it says nothing else.
    for types in [false, true] {
        for (quad, place) in data.graph.quads.iter().zip(&data.graph.places) {
            let is_type = quad.predicate == Known::Type.id();
            if place.file != file || is_type != types {
                continue;
            }
            let start = place.subject.start;
            let after = layout
                .sentences
                .partition_point(|sentence| sentence.span.start <= start);
            let Some(slot) = after.checked_sub(1).map(|at| &mut topics[at]) else {
                continue;
            };
            if slot.is_none_or(|topic| start < topic.start || (topic.kind.is_none() && types)) {
                let known = kinds.get(&quad.subject);
                *slot = Some(Topic {
                    start,
                    kind: known.map(|(kind, _)| *kind),
                    claim: known.and_then(|(_, claim)| *claim),
                });
            }
        }
    }
    topics
}

/// The best place for a thing; of a statement, `claim` is what it touches.
pub(super) fn find(
    data: &Data,
    file: u32,
    layout: &Layout<'_>,
    kind: Kind,
    claim: Option<Id>,
) -> Place {
    let topics = topics(data, file, layout);
    let last = |fits: &dyn Fn(&Topic) -> bool| {
        topics
            .iter()
            .rposition(|topic| topic.as_ref().is_some_and(fits))
    };
    let of_kind = |kind: Kind| last(&|topic: &Topic| topic.kind == Some(kind));
    let on_claim = (kind == Kind::Statement)
        .then(|| last(&|topic| topic.kind == Some(kind) && claim.is_some() && topic.claim == claim))
        .flatten();
    let found = on_claim
        .or_else(|| of_kind(kind).map(|last| behind_own(&topics, last)))
        .or_else(|| {
            let rank = ORDER.iter().position(|other| *other == kind).unwrap_or(0);
            ORDER[..rank].iter().filter_map(|kind| of_kind(*kind)).max()
        })
        .or_else(|| {
            let directives = layout.sentences.iter();
            directives
                .take_while(|it| it.is_directive)
                .count()
                .checked_sub(1)
        });
    let Some(sentence) = found else {
        return at_line(layout, layout.after_head_comments(), true, false);
    };
    let is_of_kind = |at: usize| topics[at].is_some_and(|topic| topic.kind == Some(kind));
    let gap_before = if !is_of_kind(sentence) {
        true
    } else if sentence > 0 && is_of_kind(sentence - 1) {
        layout.has_gap_before(sentence)
    } else {
        layout.is_long(sentence)
    };
    let is_beside_own = is_of_kind(sentence);
    at_line(
        layout,
        layout.line_after(sentence),
        gap_before,
        is_beside_own,
    )
}

fn at_line(layout: &Layout<'_>, at: usize, gap_before: bool, is_beside_own: bool) -> Place {
    Place {
        at,
        gap_before: gap_before && at > 0,
        gap_after: gap_before && !layout.is_blank_at(at),
        is_beside_own,
    }
}

/// In files that have each claim followed by what was said of it, the last claim ends with the
/// last of its statements. Where claims stand together, it ends with itself.
fn behind_own(topics: &[Option<Topic>], last: usize) -> usize {
    let Some(topic) = topics[last].filter(|topic| topic.kind == Some(Kind::Claim)) else {
        return last;
    };
    let is = |at: usize, kind: Kind| topics[at].is_some_and(|topic| topic.kind == Some(kind));
    let first = (0..last).find(|at| is(*at, Kind::Claim)).unwrap_or(last);
    if !(first..last).any(|at| is(at, Kind::Statement)) {
        return last;
    }
    let own = topics[last + 1..].iter().take_while(|other| {
        other.is_some_and(|it| it.kind == Some(Kind::Statement) && it.claim == topic.claim)
    });
    last + own.count()
}
