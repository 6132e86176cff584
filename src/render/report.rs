//! An explanation as titled lines: what text and Markdown have in common.

use super::phrase::{self, Phrases, bounds, join, probability};
use crate::model::{Flag, Status};
use crate::verdict::explanation::{Chain, Explanation, Step};
use crate::verdict::{Count, Role};

/// How many steps of a very long chain are told at either end.
const LONGEST_END: usize = 6;

/// How many relays the flag `relay-spof` names.
const MOST_RELAYS: usize = 4;

/// An explanation in words, not yet escaped for any medium.
#[derive(Clone, Debug)]
pub struct Report {
    /// The verdict in a few words: status, independence, support, opposition.
    pub headline: Vec<String>,
    /// What the status means.
    pub meaning: String,
    /// The claim in words.
    pub claim: String,
    /// The claim's prefixed name.
    pub name: String,
    /// The sections, in order.
    pub sections: Vec<Section>,
}

/// A title and its lines.
#[derive(Clone, Debug)]
pub struct Section {
    /// The title.
    pub title: String,
    /// The lines; never empty.
    pub lines: Vec<String>,
}

impl Report {
    /// Puts an explanation into words.
    pub fn new(explanation: &Explanation, phrases: &Phrases<'_>) -> Self {
        let verdict = &explanation.verdict;
        let mut headline = vec![
            verdict.status.name().to_owned(),
            format!("independence {}", count(verdict.independence)),
            format!("support {}", bounds(verdict.support)),
        ];
        if verdict.opposition.upper > 0.0 {
            headline.push(format!("opposition {}", bounds(verdict.opposition)));
        }
        if verdict.flags.contains(Flag::IndependenceNotEstablished) {
            headline.push("independence not established".to_owned());
        }
        let mut report = Self {
            headline,
            meaning: meaning(explanation),
            claim: phrases.claim(verdict.claim),
            name: phrases.claim_name(verdict.claim),
            sections: Vec::new(),
        };
        report.add_support(explanation, phrases);
        let dated = |number: u32| phrases.said_at(number).unwrap_or("undated");
        let taken_back = explanation.taken_back.iter().map(|(statement, by)| {
            format!(
                "{} ({}), taken back by {} ({})",
                phrases.statement(*statement),
                dated(*statement),
                phrases.speaker(*by),
                dated(*by)
            )
        });
        report.add("Taken back", taken_back.collect());
        report.add_opposition(explanation, phrases);
        report.add_tensions(explanation, phrases);
        report.add("Flags", flag_lines(explanation, phrases));
        report.add(
            "Asked",
            explanation
                .unanswered
                .iter()
                .map(|statement| phrases.non_answer(*statement))
                .collect(),
        );
        report.add_since(explanation, phrases);
        let remedies = explanation.remedies.iter();
        report.add(
            "Would change it",
            remedies.map(|remedy| phrases.remedy(remedy)).collect(),
        );
        report
    }

    fn add(&mut self, title: &str, lines: Vec<String>) {
        if !lines.is_empty() {
            self.sections.push(Section {
                title: title.to_owned(),
                lines,
            });
        }
    }

    fn add_support(&mut self, explanation: &Explanation, phrases: &Phrases<'_>) {
        let verdict = &explanation.verdict;
        let rests_on = match phrases.rests_on(&verdict.single_points) {
            Some(text) => text,
            None if verdict.support_rank == 0 => "nothing that counts".to_owned(),
            None => "no single source: nobody stands on every chain".to_owned(),
        };
        self.add("Rests on", vec![rests_on]);
        self.add_chains("Chain", &explanation.chains, verdict.claim, phrases);
        if explanation.more_chains > 0 || !verdict.witnesses_complete {
            let at_least = if verdict.witnesses_complete {
                ""
            } else {
                "at least "
            };
            self.add(
                "More chains",
                vec![format!(
                    "{at_least}{} more, not shown",
                    explanation.more_chains
                )],
            );
        }
        let idle = explanation.idle.iter();
        let mut idle: Vec<String> = idle.map(|idle| phrases.idle(idle)).collect();
        if idle.is_empty() {
            idle.push("nobody".to_owned());
        }
        self.add("Adds nothing", idle);
    }

    fn add_chains(&mut self, title: &str, chains: &[Chain], claim: u32, phrases: &Phrases<'_>) {
        for (number, chain) in chains.iter().enumerate() {
            let (first, last) = ends(&chain.steps);
            let mut who: Vec<String> = first.iter().map(|step| phrases.step(step)).collect();
            let left_out = chain.steps.len() - first.len() - last.len();
            if left_out > 0 {
                who.push(format!("{left_out} more relays"));
            }
            who.extend(last.iter().map(|step| phrases.step(step)));
            let mut lines = vec![format!(
                "{}  {}",
                probability(chain.soundness),
                who.join(" → ")
            )];
            if chain.claim != claim {
                lines.push(format!(
                    "by way of the claim: {}",
                    phrases.claim(chain.claim)
                ));
            }
            for step in first.iter().chain(last) {
                if let Some(place) = phrases.place(step) {
                    lines.push(format!("{}: {place}", phrases.speaker(step.statement)));
                }
            }
            self.add(&format!("{title} {}", number + 1), lines);
        }
    }

    fn add_opposition(&mut self, explanation: &Explanation, phrases: &Phrases<'_>) {
        let mut lines = Vec::new();
        let does_not_count = explanation.idle_denials.iter();
        lines.extend(does_not_count.map(|idle| phrases.idle_denial(idle)));
        if lines.is_empty() && explanation.against.is_empty() && explanation.rivals.is_empty() {
            lines.push("nobody denies it".to_owned());
        }
        for (rival, status) in &explanation.rivals {
            lines.push(format!(
                "contradicted by “{}” ({})",
                phrases.claim(*rival),
                status.words()
            ));
        }
        if !lines.is_empty() {
            self.add("Against", lines);
        }
        self.add_chains(
            "Against, chain",
            &explanation.against,
            explanation.verdict.claim,
            phrases,
        );
        if explanation.more_against > 0 {
            self.add(
                "More against",
                vec![format!("{} more, not shown", explanation.more_against)],
            );
        }
    }

    fn add_tensions(&mut self, explanation: &Explanation, phrases: &Phrases<'_>) {
        let claims = &phrases.data().evidence.claims;
        let text = |literal| phrases.data().graph.terms.text(literal);
        let mut lines = Vec::new();
        for other in &explanation.conflicting_spans {
            let this = &claims[explanation.verdict.claim as usize];
            let from = this.span_from().or(this.span_until());
            let begins = claims[*other as usize].span_from();
            if let (Some((_, from)), Some((_, begins))) = (from, begins) {
                lines.push(format!(
                    "it speaks of {}, but presupposes what began only in {}: {}",
                    text(from),
                    text(begins),
                    phrases.claim(*other)
                ));
            }
        }
        for (relaying, relayed) in &explanation.early_relays {
            lines.push(format!(
                "{} ({}) repeats {}, who said it only later ({})",
                phrases.speaker(*relaying),
                phrases.said_at(*relaying).unwrap_or_default(),
                phrases.speaker(*relayed),
                phrases.said_at(*relayed).unwrap_or_default(),
            ));
        }
        self.add("Tension", lines);
    }

    fn add_since(&mut self, explanation: &Explanation, phrases: &Phrases<'_>) {
        let Some(since) = &explanation.since else {
            return;
        };
        let (before, now) = (&since.before, &explanation.verdict);
        let mut lines = Vec::new();
        if before.status == now.status && before.independence == now.independence {
            lines.push(format!("the verdict was the same ({})", now.status.name()));
        } else {
            lines.push(format!(
                "it was {}, independence {}",
                before.status.name(),
                count(before.independence)
            ));
        }
        for number in &since.new_statements {
            lines.push(format!(
                "new: {} ({})",
                phrases.statement(*number),
                phrases.said_at(*number).unwrap_or("undated")
            ));
        }
        self.add("Since then", lines);
    }
}

/// The beginning and the end of a chain: all of it, unless it is very long.
fn ends(steps: &[Step]) -> (&[Step], &[Step]) {
    if steps.len() <= 2 * LONGEST_END {
        (steps, &[])
    } else {
        (&steps[..LONGEST_END], &steps[steps.len() - LONGEST_END..])
    }
}

fn meaning(explanation: &Explanation) -> String {
    let verdict = &explanation.verdict;
    let mut text = verdict.status.meaning().to_owned();
    if verdict.flags.contains(Flag::IndependenceNotEstablished) {
        let rest = if verdict.status == Status::Corroborated {
            "corroborated, if the unnamed sources differ"
        } else {
            "if the unnamed sources are one, somebody carries its support alone"
        };
        text = format!("{text} Independence not established: {rest}.");
    }
    text
}

fn flag_lines(explanation: &Explanation, phrases: &Phrases<'_>) -> Vec<String> {
    let verdict = &explanation.verdict;
    verdict
        .flags
        .iter()
        .map(|flag| match flag {
            Flag::RelaySpof => {
                let points = verdict.single_points.iter();
                let relays: Vec<String> = points
                    .filter(|point| point.role == Role::Relay)
                    .map(|point| phrases.standing(point, &verdict.single_points))
                    .collect();
                let relays = join(phrase::at_most(relays, MOST_RELAYS));
                format!("{}: nothing stands without {relays}", flag.name())
            }
            flag => format!("{}: {}", flag.name(), flag.meaning()),
        })
        .collect()
}

/// A count, with "at least" where it is a bound.
pub fn count(count: Count) -> String {
    if count.is_exact {
        count.value.to_string()
    } else {
        format!("at least {}", count.value)
    }
}
