//! What is worth checking next.

use serde::Serialize;

use super::json::{ClaimShape, Shapes, StatementShape, Thing};
use super::phrase::Phrases;
use super::report::independence;
use super::text::{BOLD, DIM, wrapped};
use crate::ask::next::{Check, Whom};
use crate::escape::terminal;

/// The claims with what would make more of them, as text.
pub fn text(checks: &[Check], phrases: &Phrases<'_>, width: usize) -> String {
    if checks.is_empty() {
        return "Nothing recorded here would be more for one statement, document or capture.\n"
            .to_owned();
    }
    let mut text = String::new();
    for (number, check) in checks.iter().enumerate() {
        if number > 0 {
            text.push('\n');
        }
        let verdict = &check.verdict;
        let claim = terminal(&phrases.claim(verdict.claim));
        wrapped(&mut text, &claim, "", BOLD, width);
        let facts = format!(
            "{}   {}   {}",
            terminal(&phrases.claim_name(verdict.claim)),
            verdict.status.words(),
            independence(verdict)
        );
        wrapped(&mut text, &facts, "  ", DIM, width);
        let remedy = terminal(&phrases.remedy(&check.remedy));
        wrapped(&mut text, &remedy, "  ", anstyle::Style::new(), width);
        for whom in &check.whom {
            let line = terminal(&format!("ask {}", phrases.whom(whom)));
            wrapped(&mut text, &line, "  ", anstyle::Style::new(), width);
        }
    }
    text
}

impl Phrases<'_> {
    /// Somebody to ask, and why.
    fn whom(&self, whom: &Whom) -> String {
        match whom {
            Whom::Authority(agent) => format!(
                "{}, who has authority over it and has not spoken",
                self.agent(*agent)
            ),
            Whom::Unanswered(statement) => {
                format!("again {}", self.non_answer(*statement))
            }
            Whom::Unattested(statement) => format!(
                "{} for a document of its own that says so",
                self.speaker(*statement)
            ),
        }
    }
}

#[derive(Serialize)]
struct Checks {
    checks: Vec<CheckShape>,
}

#[derive(Serialize)]
struct CheckShape {
    claim: ClaimShape,
    would_change: String,
    ask: Vec<WhomShape>,
}

#[derive(Serialize)]
struct WhomShape {
    agent: Thing,
    why: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    statement: Option<StatementShape>,
}

/// The same as JSON.
pub fn json(checks: &[Check], shapes: &Shapes<'_, '_>) -> String {
    let evidence = &shapes.phrases.data().evidence;
    let agent = |agent: u32| shapes.thing(evidence.agents[agent as usize].term);
    let by = |statement: u32| agent(evidence.statements[statement as usize].agent);
    let whom = |whom: &Whom| match whom {
        Whom::Authority(number) => WhomShape {
            agent: agent(*number),
            why: "authority",
            statement: None,
        },
        Whom::Unanswered(statement) => WhomShape {
            agent: by(*statement),
            why: "unanswered",
            statement: Some(shapes.statement(*statement)),
        },
        Whom::Unattested(statement) => WhomShape {
            agent: by(*statement),
            why: "unattested",
            statement: Some(shapes.statement(*statement)),
        },
    };
    let checks = checks.iter().map(|check| CheckShape {
        claim: shapes.claim(&check.verdict, 0),
        would_change: shapes.phrases.remedy(&check.remedy),
        ask: check.whom.iter().map(whom).collect(),
    });
    shapes.text(Checks {
        checks: checks.collect(),
    })
}
