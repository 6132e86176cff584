//! One thing of the data in a few words, whatever it is: for lists to choose from.

use super::phrase::Phrases;
use crate::names::Kind;

impl Phrases<'_> {
    /// A thing in a few words: its label; a statement as who said what, when and where.
    pub fn thing(&self, kind: Kind, number: u32) -> String {
        let evidence = &self.data().evidence;
        match kind {
            Kind::Claim => self.claim(number),
            Kind::Agent => self.agent(number),
            Kind::Document => self.term(evidence.documents[number as usize].term),
            Kind::Statement => {
                let claim = self.claim(evidence.statements[number as usize].claim);
                let said_at = self.said_at(number);
                let when = said_at.map_or_else(String::new, |time| format!(" ({time})"));
                format!("{}{when}: “{claim}”", self.statement(number))
            }
            Kind::Tie => {
                let tie = &evidence.ties[number as usize];
                let [one, other] = tie.agents.map(|agent| self.agent(agent));
                format!("{one} {} {other}", tie.kind().phrase())
            }
        }
    }
}
