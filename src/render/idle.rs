//! The words for who adds nothing, and why.

use super::phrase::Phrases;
use crate::verdict::explanation::{Idle, Reason};

impl Phrases<'_> {
    /// Somebody who adds nothing.
    pub fn idle(&self, idle: &Idle) -> String {
        format!("{} {}", self.speaker(idle.statement), self.reason(idle))
    }

    /// A denial that does not count, and why: worded as what it is, or as what it passes on.
    pub fn idle_denial(&self, idle: &Idle) -> String {
        format!(
            "a denial that does not count: {}; {} {}",
            self.statement(idle.statement),
            self.speaker(idle.statement),
            self.reason(idle)
        )
    }

    /// What is said of whoever adds nothing, after the name.
    fn reason(&self, idle: &Idle) -> String {
        match &idle.reason {
            Reason::Repeats { agents, again } => {
                let again = if *again { " once more" } else { "" };
                format!("repeats {}{again}", self.agents(agents))
            }
            Reason::Copies(agents) => format!("copies {}", self.agents(agents)),
            Reason::Unattested => {
                "can be read saying so nowhere: no document attests it".to_owned()
            }
            Reason::RepeatsNothingThatCounts(agents) if agents.is_empty() => {
                "repeats what is not recorded here".to_owned()
            }
            Reason::RepeatsNothingThatCounts(agents) => {
                format!("repeats {}, which does not count", self.agents(agents))
            }
            Reason::RepeatsElsewhere(agents) => {
                format!("repeats {}, who speaks of another claim", self.agents(agents))
            }
            Reason::SaidAlready(other) => {
                let evidence = &self.data().evidence;
                if evidence.statements[idle.statement as usize].agent == *other {
                    "has said so already".to_owned()
                } else {
                    format!("counts as one with {}, who has said so already", self.agent(*other))
                }
            }
            Reason::OneText(agent) => format!("speaks in one text with {}", self.agent(*agent)),
            Reason::Kept => "keeps the record and passes on what counts without that".to_owned(),
            Reason::NoConfidence => {
                "is given no confidence: whoever keeps the record does not believe that this was said"
                    .to_owned()
            }
            Reason::TakenBack(by) => format!(
                "no longer says so: taken back by {} ({})",
                self.speaker(*by),
                self.said_at(*by).unwrap_or("undated")
            ),
        }
    }
}
