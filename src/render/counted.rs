//! The words for who counts as one, and for what agents have from each other.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::phrase::{MOST_NAMES, Phrases, at_most, join};
use crate::evidence::Lender;
use crate::model::TieKind;
use crate::verdict::counted::{Counted, Link, Sameness};
use crate::verdict::explanation::{Chain, Step};
use crate::vocab::Known;

impl Phrases<'_> {
    /// Who counts as one, and why.
    pub fn counted(&self, counted: &Counted) -> String {
        let names = counted.agents.iter().map(|agent| self.agent(*agent));
        let names = join(at_most(names.collect(), MOST_NAMES));
        let links = counted.links.iter().map(|link| self.link(link));
        let mut links = at_most(links.collect(), MOST_NAMES);
        if counted.keep_record {
            links.push("this group keeps the record".to_owned());
        }
        format!("{names}: {}", links.join("; "))
    }

    fn link(&self, link: &Link) -> String {
        match link {
            Link::Tie(tie) => self.tie(*tie),
            Link::Text {
                agents: [one, other],
                documents: [first, second],
                sameness,
            } => {
                let documents = &self.data().evidence.documents;
                let [first, second] =
                    [first, second].map(|document| documents[*document as usize].term);
                let who = format!("{} and {}", self.agent(*one), self.agent(*other));
                let where_ = format!("“{}” and “{}”", self.term(first), self.term(second));
                match sameness {
                    Sameness::Document => {
                        format!("{who} speak in one text, “{}”", self.term(first))
                    }
                    Sameness::Capture => {
                        format!("{who} speak in one text: the captures of {where_} are equal")
                    }
                    Sameness::Address => {
                        let address = self.address(first).unwrap_or("the same");
                        format!("{who} speak in one text: {where_} have one address, {address}")
                    }
                    Sameness::Recorded => {
                        format!("{who} speak in one text: {where_} are recorded to be the same")
                    }
                }
            }
        }
    }

    /// A tie in words: who, what to whom, since when and until when, and who says so.
    pub fn tie(&self, number: u32) -> String {
        let data = self.data();
        let tie = &data.evidence.ties[number as usize];
        let [one, other] = tie.agents.map(|agent| self.agent(agent));
        let literal = |property: Known| {
            let mut objects = data.index.objects(tie.term, property);
            objects.next().map(|object| data.graph.terms.text(object))
        };
        let mut text = match (tie.kind(), tie.is_directed()) {
            (TieKind::SameAs, _) => format!("{one} is another name of {other}"),
            (TieKind::OwnedBy, true) => format!("{one} is owned by {other}"),
            (TieKind::SpokespersonOf, false) => {
                format!("one of {one} and {other} speaks for the other")
            }
            (kind, _) => format!("{one} {} {other}", kind.phrase()),
        };
        match (literal(Known::ValidFrom), literal(Known::ValidUntil)) {
            (None, None) => {}
            (Some(from), None) => {
                let _ = write!(text, ", since {from}");
            }
            (None, Some(until)) => {
                let _ = write!(text, ", until {until}");
            }
            (Some(from), Some(until)) => {
                let _ = write!(text, ", from {from} until {until}");
            }
        }
        let mut sources = data.index.objects(tie.term, Known::Source);
        if let Some(source) = sources.next() {
            let _ = write!(text, " (source: {})", self.term(source));
        }
        text
    }

    /// Whose grade and whose authority the steps of some chains have that are not their own; each
    /// told once.
    pub fn lent<'c>(&self, chains: impl Iterator<Item = &'c Chain>) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let steps = chains.flat_map(|chain| &chain.steps);
        let lines = steps.flat_map(|step| self.lent_to(step));
        lines.filter(|line| seen.insert(line.clone())).collect()
    }

    fn lent_to(&self, step: &Step) -> Vec<String> {
        let who = self.speaker(step.statement);
        let mut lines = Vec::new();
        if let (Some(grade), Some(lender)) = (step.grade, step.grade_from) {
            let grade = grade.letter();
            lines.push(match lender {
                Lender::Name(other) => {
                    format!(
                        "{who} is graded {grade} as another name of {}",
                        self.agent(other)
                    )
                }
                Lender::Principal(other) => {
                    format!(
                        "{who} is graded {grade} as one who speaks for {}",
                        self.agent(other)
                    )
                }
                Lender::Voucher(other) => format!(
                    "{who} is graded {grade}, below {}, who vouches for it",
                    self.agent(other)
                ),
            });
        }
        if let Some(other) = step.authority_from {
            lines.push(format!(
                "{who} speaks with the authority of {}",
                self.agent(other)
            ));
        }
        lines
    }
}
