//! The words for flags: what each is about here, in one sentence.

use super::phrase::{Phrases, at_most, join};
use crate::model::Flag;
use crate::verdict::Role;
use crate::verdict::counted::{Counted, Link};
use crate::verdict::explanation::Explanation;

/// How many names or cases a sentence on a flag lists.
const MOST: usize = 4;

impl Phrases<'_> {
    /// The flags of a verdict, each with its name and a sentence.
    pub(super) fn flags(&self, explanation: &Explanation) -> Vec<String> {
        let flags = explanation.verdict.flags.iter();
        flags
            .map(|flag| {
                let sentence = self
                    .flag(flag, explanation)
                    .unwrap_or_else(|| flag.meaning().to_owned());
                format!("{}: {sentence}", flag.name())
            })
            .collect()
    }

    /// What a flag is about, where that is known in particular.
    #[expect(
        clippy::too_many_lines,
        reason = "one sentence for each flag, in their order"
    )]
    fn flag(&self, flag: Flag, explanation: &Explanation) -> Option<String> {
        let particulars = &explanation.particulars;
        let listed = |cases: Vec<String>| (!cases.is_empty()).then(|| join(at_most(cases, MOST)));
        let names = |agents: &[u32]| {
            let names = agents.iter().map(|agent| self.agent(*agent)).collect();
            join(at_most(names, MOST))
        };
        match flag {
            Flag::CircularReporting => {
                let rings = particulars.rings.iter().map(|ring| match ring.as_slice() {
                    [one] => format!("{} repeats itself", self.agent(*one)),
                    ring => format!("{} repeat each other in a ring", names(ring)),
                });
                listed(rings.collect())
            }
            Flag::RelaySpof => {
                let points = explanation.verdict.single_points.iter();
                let relays = points.filter(|point| point.role == Role::Relay);
                let relays =
                    relays.map(|point| self.standing(point, &explanation.verdict.single_points));
                let relays = listed(relays.collect())?;
                Some(format!("nothing stands without {relays}"))
            }
            Flag::CitationsNotChecked => {
                let documents = &self.data().evidence.documents;
                let cited = particulars.cited.iter();
                let cited = cited
                    .map(|document| format!("“{}”", self.term(documents[*document as usize].term)));
                let cited = listed(cited.collect())?;
                Some(format!(
                    "{cited}: cited, but no capture is held that could be checked"
                ))
            }
            Flag::AffiliationCaveat => {
                let ties = particulars.cautions.iter().map(|tie| self.tie(*tie));
                let mut cases: Vec<String> = ties.collect();
                if !particulars.interested.is_empty() {
                    let verb = match particulars.interested.len() {
                        1 => "has",
                        _ => "have",
                    };
                    let who = names(&particulars.interested);
                    cases.push(format!("{who} {verb} an interest in the claim"));
                }
                (!cases.is_empty()).then(|| at_most(cases, MOST).join("; "))
            }
            Flag::Unanswered => {
                let [only] = explanation.unanswered.as_slice() else {
                    let asked = explanation.unanswered.len();
                    return Some(format!(
                        "{asked} who were asked have not answered: see Asked"
                    ));
                };
                let who = self.speaker(*only);
                Some(format!("{who} was asked, and has not answered"))
            }
            Flag::StaleBasis => {
                let stale = particulars.stale.iter().map(|(statement, target)| {
                    format!(
                        "{} still repeats {}, who has taken it back",
                        self.speaker(*statement),
                        self.speaker(*target)
                    )
                });
                listed(stale.collect())
            }
            Flag::SelfContradiction => match particulars.on_both_sides.as_slice() {
                [] => None,
                [one] => Some(format!(
                    "{} has said both that it is so and that it is not",
                    self.agent(*one)
                )),
                agents => Some(format!(
                    "{}, who count as one, have said both that it is so and that it is not",
                    names(agents)
                )),
            },
            Flag::TemporalTension => {
                Some("times do not fit together, as told under Tension".to_owned())
            }
            Flag::PartlyRetracted => {
                let taken_back = explanation.taken_back.iter();
                let mut who: Vec<String> = taken_back
                    .map(|(statement, _)| self.speaker(*statement))
                    .collect();
                who.dedup();
                let verb = if who.len() == 1 { "has" } else { "have" };
                let who = listed(who)?;
                Some(format!(
                    "{who} {verb} taken it back; that is not all there is to say of it"
                ))
            }
            Flag::SharedText => {
                let is_text = |counted: &&Counted| {
                    let mut links = counted.links.iter();
                    links.any(|link| matches!(link, Link::Text { .. }))
                };
                let joint = explanation.counted.iter().filter(is_text);
                let joint = joint.map(|counted| {
                    format!(
                        "{} speak in one text, and count once",
                        names(&counted.agents)
                    )
                });
                let mut cases: Vec<String> = joint.collect();
                cases.extend(particulars.copying.iter().map(|(statement, target)| {
                    format!(
                        "{} has it from a text of which {} is the source",
                        self.speaker(*statement),
                        self.speaker(*target)
                    )
                }));
                (!cases.is_empty()).then(|| at_most(cases, MOST).join("; "))
            }
        }
    }
}
