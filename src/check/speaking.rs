//! What counts for less, or for more, than whoever wrote it down may think: a retraction that takes
//! back a report alone, and an outlet that repeats somebody and then says so itself.

use super::Checker;
use crate::evidence::passing::passed_on;
use crate::model::Stance;
use crate::read::{Diagnostic, Part};
use crate::vocab::Known;

impl Checker<'_> {
    /// Retractions of reports, which leave what was reported as it is.
    pub(super) fn reports_taken_back(&mut self) {
        let evidence = &self.data.evidence;
        let name = |agent: u32| {
            let graph = &self.data.graph;
            graph.display(evidence.agents[agent as usize].term)
        };
        let mut findings = Vec::new();
        for statement in evidence.statements.iter() {
            let Some(target) = statement.target() else {
                continue;
            };
            let reported = passed_on(evidence, target);
            let target = &evidence.statements[target as usize];
            let grouping = self.snapshot.grouping(&[statement.claim]);
            let group = grouping.group(statement.agent);
            if target.stance() != Stance::Reports || grouping.group(target.agent) != group {
                continue;
            }
            let others = reported.iter().map(|it| &evidence.statements[*it as usize]);
            let Some(other) = others
                .into_iter()
                .find(|it| grouping.group(it.agent) != group)
            else {
                continue;
            };
            let (who, whose) = (name(target.agent), name(other.agent));
            findings.push((
                Diagnostic::note(
                    "report-taken-back",
                    format!("{who} takes back its report alone; what {whose} said stands"),
                )
                .hint(format!(
                    "only {whose} can take back what {whose} said; where others report it too, it still counts"
                )),
                statement.term,
            ));
        }
        for (finding, term) in findings {
            self.report(finding, term, Known::Target, Part::Object);
        }
    }

    /// Groups that repeat somebody on a claim, and say so in their own name in the same document:
    /// taken as it stands, one article is two sources. O(statements of a claim · log).
    pub(super) fn speaking_twice(&mut self) {
        let evidence = &self.data.evidence;
        let mut findings = Vec::new();
        for (number, statement) in (0..).zip(evidence.statements.iter()) {
            let is_own = !statement.is_relaying()
                && statement.stance().own_polarity().is_some()
                && statement.first_hand().is_none();
            if !is_own {
                continue;
            }
            let documents = evidence.documents_of.row(number);
            let side = statement.stance().own_polarity();
            let grouping = self.snapshot.grouping(&[statement.claim]);
            let range = evidence.claims[statement.claim as usize].statements();
            let repeats = range.into_iter().find(|other| {
                let there = &evidence.statements[*other as usize];
                let mut shared = evidence.documents_of.row(*other).iter();
                let mut ends = passed_on(evidence, *other).into_iter();
                there.stance() == Stance::Reports
                    && there.is_relaying()
                    && shared.any(|document| documents.contains(document))
                    && grouping.group(there.agent) == grouping.group(statement.agent)
                    && ends.any(|end| {
                        let end = &evidence.statements[end as usize];
                        end.stance().own_polarity() == side
                            && grouping.group(end.agent) != grouping.group(statement.agent)
                    })
            });
            let Some(repeats) = repeats else { continue };
            let name = |agent: u32| {
                let graph = &self.data.graph;
                graph.display(evidence.agents[agent as usize].term)
            };
            let whom = passed_on(evidence, repeats).first().map_or_else(
                || "somebody".to_owned(),
                |end| name(evidence.statements[*end as usize].agent),
            );
            findings.push((
                Diagnostic::warning(
                    "says-and-repeats",
                    format!(
                        "{} says so here in its own name, and repeats {whom} on the same claim in the same document",
                        name(statement.agent)
                    ),
                )
                .hint("if it knows by itself, say sayso:firstHand true; if it only repeats, leave this statement out"),
                statement.term,
            ));
        }
        for (finding, term) in findings {
            self.report(finding, term, Known::By, Part::Subject);
        }
    }
}
