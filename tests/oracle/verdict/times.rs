//! When a statement was said, and which ties were in force then.

use std::collections::BTreeSet;

use super::super::case::{Tie, When};
use super::super::when::Span;
use super::{World, by_then};

/// What is known of when a statement was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    /// Whether the statement, or a document that it is in, is dated; otherwise there is a bound at most.
    pub(super) own: bool,
    /// When it may have been said.
    pub(super) span: Span,
    /// The instant that views go by, if there is any.
    pub(super) shown: Option<i64>,
}

impl Time {
    const UNKNOWN: Self = Self {
        own: false,
        span: Span::ALWAYS,
        shown: None,
    };

    /// "Visible by T: time or bound ≤ T; neither, always."
    pub(super) fn visible_by(&self, cut: Option<When>) -> bool {
        match (self.shown, cut) {
            (Some(shown), Some(cut)) => shown <= cut.first(),
            _ => true,
        }
    }

    /// "what would make it weaker needs possibility": from the beginning to the bound.
    fn may_meet(&self, span: Span) -> bool {
        self.span.first <= span.last && span.first <= self.span.last
    }

    /// "whose own time is known and certainly within it".
    fn certainly_within(&self, span: Span) -> bool {
        self.own && span.first <= self.span.first && self.span.last <= span.last
    }
}

/// From the first instant of the beginning of a tie to the last one of its end.
fn validity(tie: &Tie) -> Span {
    Span {
        first: tie.valid_from.map_or(i64::MIN, When::first),
        last: tie.valid_until.map_or(i64::MAX, |until| until.span().last),
    }
}

const fn dated(tie: &Tie) -> bool {
    tie.valid_from.is_some() || tie.valid_until.is_some()
}

impl World<'_> {
    /// "its `saidAt`; else the earliest `dcterms:issued` of the documents it is in".
    fn own_time(&self, statement: usize) -> Option<Time> {
        let said = self.statement(statement);
        let issued = said
            .documents
            .iter()
            .filter_map(|&document| self.document(document)?.issued);
        let times: Vec<Span> = match said.said_at {
            Some(said_at) => vec![said_at.span()],
            None => issued.map(When::span).collect(),
        };
        let first = times.iter().map(|span| span.first).min()?;
        let last = times.iter().map(|span| span.last).min()?;
        Some(Time {
            own: true,
            span: Span { first, last },
            shown: Some(first),
        })
    }

    /// "else it is *bounded* by the earliest time (or bound) of the statements that relay it": the least fixpoint.
    pub(super) fn all_times(&self) -> Vec<Time> {
        let own: Vec<Option<Time>> = (0..self.case.statements.len())
            .map(|statement| self.own_time(statement))
            .collect();
        let mut times: Vec<Time> = own
            .iter()
            .map(|time| time.unwrap_or(Time::UNKNOWN))
            .collect();
        loop {
            let before = times.clone();
            for statement in self.all_visible() {
                for &relayed in &self.relays[statement] {
                    let bound = before[statement];
                    if own[relayed].is_none() {
                        let known = &mut times[relayed];
                        known.span.last = known.span.last.min(bound.span.last);
                        known.shown = match (known.shown, bound.shown) {
                            (Some(one), Some(other)) => Some(one.min(other)),
                            (one, other) => one.or(other),
                        };
                    }
                }
            }
            if times == before {
                return times;
            }
        }
    }

    /// Whether one statement was certainly said before another.
    pub(super) fn certainly_before(&self, earlier: usize, later: usize) -> bool {
        self.times[earlier]
            .span
            .certainly_before(self.times[later].span)
    }

    fn known_ties(&self) -> impl Iterator<Item = &Tie> {
        let ties = self.case.ties.iter();
        ties.filter(|tie| by_then(tie.recorded_at, self.view.known_at))
    }

    /// "a tie contracts if it is undated or was in force when either agent spoke on that claim", if possibly so; likewise
    /// the cautioning ones.
    pub(super) fn ties_in_force(&self, claims: &BTreeSet<usize>) -> Vec<&Tie> {
        self.known_ties()
            .filter(|tie| {
                !dated(tie)
                    || self.visible_on(claims).into_iter().any(|statement| {
                        let by = self.statement(statement).by;
                        (by == tie.dependent || by == tie.principal)
                            && self.times[statement].may_meet(validity(tie))
                    })
            })
            .collect()
    }

    /// "Authority and grade are lent by a dated tie only to a statement whose own time is known and certainly within it."
    pub(super) fn ties_that_lend(&self, statement: usize) -> Vec<&Tie> {
        self.known_ties()
            .filter(|tie| !dated(tie) || self.times[statement].certainly_within(validity(tie)))
            .collect()
    }
}
