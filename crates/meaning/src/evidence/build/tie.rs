//! Ties between agents.

use super::{Builder, list_of};
use crate::evidence::Tie;
use crate::model::TieKind;
use crate::read::{Diagnostic, Part};
use crate::vocab::{Id, Known};

impl Builder<'_> {
    pub(super) fn describe_tie(&mut self, index: usize, known: Known, subject: Id, object: Id) {
        let Some(number) = self.ties.get(subject) else {
            return;
        };
        let slot = number as usize;
        self.tie_drafts[slot].any.get_or_insert(index as u32);
        match known {
            Known::Kind => {
                let kind = Known::from_id(object).and_then(TieKind::from_term);
                if kind.is_none() {
                    if !self.is_unknown(object) {
                        let text = self.name(object);
                        let kinds = list_of(TieKind::ALL, TieKind::name);
                        self.report(
                            Diagnostic::error(
                                "bad-tie-kind",
                                format!("{text} is not a kind of tie"),
                            )
                            .hint(format!("the kinds are {kinds}")),
                            index,
                            Part::Object,
                        );
                    }
                    self.tie_drafts[slot].is_broken = true;
                }
                let held = self.tie_drafts[slot].kind;
                if kind.is_some() && held.is_some() && held != kind {
                    self.twice(index, "a tie is of one kind: write two ties");
                }
                self.tie_drafts[slot].kind = kind;
            }
            Known::Between | Known::Dependent | Known::Principal => {
                if !self.thing(index, object, "an agent") {
                    self.tie_drafts[slot].is_broken = true;
                    return;
                }
                let Some(agent) = self.agents.get(object) else {
                    return;
                };
                let draft = &mut self.tie_drafts[slot];
                let held = match known {
                    Known::Dependent => draft.dependent.replace(agent),
                    Known::Principal => draft.principal.replace(agent),
                    _ => None,
                };
                if !draft.between.contains(&agent) {
                    draft.between.push(agent);
                }
                if held.is_some_and(|held| held != agent) {
                    self.twice(index, "a tie joins two agents: write two ties");
                }
            }
            Known::ValidFrom | Known::ValidUntil | Known::RecordedAt => {
                let time = self.time(index, object);
                let draft = &mut self.tie_drafts[slot];
                let is_twice = if known == Known::RecordedAt {
                    let time = time.map(|time| time.first);
                    let held = std::mem::replace(&mut draft.recorded_at, time);
                    held.is_some() && held != time
                } else {
                    let place = if known == Known::ValidFrom {
                        &mut draft.valid_from
                    } else {
                        &mut draft.valid_until
                    };
                    let held = std::mem::replace(place, time);
                    held.is_some() && held != time
                };
                if is_twice {
                    self.twice(index, "keep one time, or write two ties");
                }
            }
            _ => {}
        }
    }

    pub(super) fn finish_ties(&mut self) {
        for (slot, draft) in std::mem::take(&mut self.tie_drafts).into_iter().enumerate() {
            let term = self.ties.terms[slot];
            let at = draft.any.unwrap_or(0) as usize;
            let agents = match (draft.dependent, draft.principal, draft.between.as_slice()) {
                (Some(dependent), Some(principal), [_, _]) => Some([dependent, principal]),
                (Some(dependent), None, [a, b]) => {
                    Some([dependent, if *a == dependent { *b } else { *a }])
                }
                (None, Some(principal), [a, b]) => {
                    Some([if *a == principal { *b } else { *a }, principal])
                }
                (None, None, [a, b]) => Some([*a.min(b), *a.max(b)]),
                _ => None,
            };
            if draft.is_broken {
                continue;
            }
            let name = self.called(term, "tie");
            let Some(agents) = agents else {
                self.report(
                    Diagnostic::error(
                        "tie-without-two-agents",
                        format!("{name} does not join two agents"),
                    )
                    .hint("[] a sayso:Tie ; sayso:kind sayso:OwnedBy ; sayso:dependent :outlet ; sayso:principal :owner ."),
                    at,
                    Part::Subject,
                );
                continue;
            };
            let Some(kind) = draft.kind else {
                self.report(
                    Diagnostic::error("bad-tie-kind", format!("{name} has no kind")).hint(format!(
                        "the kinds are {}",
                        list_of(TieKind::ALL, TieKind::name)
                    )),
                    at,
                    Part::Subject,
                );
                continue;
            };
            let is_directed = draft.dependent.is_some() || draft.principal.is_some();
            if kind == TieKind::SpokespersonOf && !is_directed {
                self.report(
                    Diagnostic::warning(
                        "tie-without-direction",
                        format!("{name} does not say who speaks for whom"),
                    )
                    .hint("use sayso:dependent for the one who speaks and sayso:principal for the one spoken for"),
                    at,
                    Part::Subject,
                );
            }
            let number = self.rows.ties.len() as u32;
            let ends = agents.map(|agent| (agent, number));
            self.pairs.ties_of.extend(ends);
            let dates = [draft.valid_from, draft.valid_until];
            let tie = Tie::new(term, kind, agents, is_directed, dates, draft.recorded_at);
            self.rows.ties.push(tie);
        }
    }
}
