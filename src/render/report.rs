//! An explanation as titled lines: what text and Markdown have in common.

use std::collections::BTreeSet;

use super::phrase::{Phrases, bounds, join, probability};
use super::words;
use crate::model::Status;
use crate::verdict::explanation::{Chain, Explanation, Raise, Step};
use crate::verdict::{Bounds, Count, Verdict};
use crate::vocab::Id;

/// How many steps of a very long chain are told at either end.
const LONGEST_END: usize = 6;

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
    /// Documents whose address has been told.
    told: BTreeSet<Id>,
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
            independence(verdict),
            support(verdict),
        ];
        if verdict.opposition.upper > 0.0 {
            headline.push(format!("opposition {}", bounds(verdict.opposition)));
        }
        let mut report = Self {
            headline,
            meaning: meaning(explanation),
            claim: phrases.claim(verdict.claim),
            name: phrases.claim_name(verdict.claim),
            sections: Vec::new(),
            told: BTreeSet::new(),
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
        report.add("Flags", phrases.flags(explanation));
        let asked = explanation.unanswered.iter();
        report.add(
            "Asked",
            asked
                .map(|statement| asked_line(*statement, phrases))
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
        self.add_chains("Chain", &explanation.chains, explanation, phrases);
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
        let counted = explanation.counted.iter();
        self.add(
            "Count as one",
            counted.map(|counted| phrases.counted(counted)).collect(),
        );
        let chains = explanation.chains.iter().chain(&explanation.against);
        self.add("Borrowed", phrases.lent(chains));
        let idle = explanation.idle.iter();
        let mut idle: Vec<String> = idle.map(|idle| phrases.idle(idle)).collect();
        if idle.is_empty() && explanation.untested == 0 {
            idle.push("nobody".to_owned());
        }
        if explanation.untested > 0 {
            idle.push(format!(
                "{} more, of whom it was not looked into whether they do: that would take too long",
                explanation.untested
            ));
        }
        self.add("Adds nothing", idle);
    }

    fn add_chains(
        &mut self,
        title: &str,
        chains: &[Chain],
        explanation: &Explanation,
        phrases: &Phrases<'_>,
    ) {
        let verdict = &explanation.verdict;
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
            if let Some(raise) = &chain.raises {
                lines.push(raised(raise, verdict, title == "Chain"));
            }
            if chain.claim != verdict.claim {
                lines.push(format!(
                    "by way of the claim: {}",
                    phrases.claim(chain.claim)
                ));
            }
            for step in first.iter().chain(last) {
                let place = phrases.place(step, &explanation.keepers, &mut self.told);
                if let Some(place) = place {
                    lines.push(format!("{}: {place}", phrases.speaker(step.statement)));
                }
                lines.extend(words::lines(phrases, step.statement));
            }
            self.add(&format!("{title} {}", number + 1), lines);
        }
    }

    fn add_opposition(&mut self, explanation: &Explanation, phrases: &Phrases<'_>) {
        let mut lines = Vec::new();
        if explanation.contradicts_itself {
            lines.push(
                "it contradicts itself: what is said for it is said against it too".to_owned(),
            );
        }
        let does_not_count = explanation.idle_denials.iter();
        lines.extend(does_not_count.map(|idle| phrases.idle_denial(idle)));
        let repeated = explanation.repeated_denials.iter();
        lines.extend(repeated.map(|number| {
            format!(
                "a denial that adds nothing to others: {}",
                phrases.statement(*number)
            )
        }));
        if lines.is_empty() && is_denied_by_nobody(explanation) {
            lines.push("nobody denies it".to_owned());
        }
        for (rival, status) in &explanation.rivals {
            let claim = phrases.claim(*rival);
            let statements = phrases.data().evidence.statements_of(*rival);
            lines.push(if statements.is_empty() {
                format!("contradicted by “{claim}”, which nobody is recorded as saying")
            } else {
                format!("contradicted by “{claim}” ({})", status.words())
            });
        }
        if !lines.is_empty() {
            self.add("Against", lines);
        }
        self.add_chains("Against, chain", &explanation.against, explanation, phrases);
        let counted = explanation.counted_against.iter();
        self.add(
            "Against, as one",
            counted.map(|counted| phrases.counted(counted)).collect(),
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
        let counts = |verdict: &Verdict| [verdict.established, verdict.independence];
        if before.status == now.status && counts(before) == counts(now) {
            lines.push(format!("the verdict was the same ({})", now.status.name()));
        } else {
            lines.push(format!(
                "it was {}, {}",
                before.status.name(),
                independence(before)
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

/// Whether all that speaks against a claim speaks for one that contradicts it.
fn is_denied_by_nobody(explanation: &Explanation) -> bool {
    let mut against = explanation.against.iter();
    against.all(|chain| {
        let mut rivals = explanation.rivals.iter();
        rivals.any(|(rival, _)| *rival == chain.claim)
    })
}

fn meaning(explanation: &Explanation) -> String {
    let verdict = &explanation.verdict;
    if verdict.status == Status::Denied && is_denied_by_nobody(explanation) {
        return "Nothing that counts supports it, and something does what contradicts it; nobody is recorded as denying it.".to_owned();
    }
    verdict.status.meaning().to_owned()
}

/// What a chain adds to those before it, where it raises support only.
fn raised(raise: &Raise, verdict: &Verdict, is_for: bool) -> String {
    let change = |[before, after]: [Bounds; 2]| {
        let [before, after] = [before, after].map(bounds);
        if before == after {
            "by less than .001".to_owned()
        } else {
            format!("from {before} to {after}")
        }
    };
    let is_twofold = is_for && verdict.established != verdict.independence;
    let mut parts = Vec::new();
    if let (Some(one), true) = (raise.support_if_one, is_twofold) {
        parts.push(format!(
            "support {} if the unnamed sources are one",
            change(one)
        ));
    }
    if let Some(support) = raise.support {
        let support = change(support);
        parts.push(match (is_for, is_twofold) {
            (false, _) => format!("opposition {support}"),
            (true, false) => format!("support {support}"),
            (true, true) if parts.is_empty() => {
                format!("support {support} if the unnamed sources differ")
            }
            (true, true) => format!("{support} if they differ"),
        });
    }
    if let (Some([before, after]), true) = (raise.established, is_for) {
        parts.push(format!(
            "independence from {} to {}",
            count(before),
            count(after)
        ));
    }
    if parts.is_empty() {
        "also: counts beyond the chains above".to_owned()
    } else {
        format!("also: raises {}", join(parts))
    }
}

/// A non-answer that stands, and who reports it.
fn asked_line(number: u32, phrases: &Phrases<'_>) -> String {
    let evidence = &phrases.data().evidence;
    let text = phrases.non_answer(number);
    let relaying = evidence.relayed_by.row(number).iter();
    let mut reporting: Vec<u32> = relaying
        .map(|relaying| evidence.statements[*relaying as usize].agent)
        .filter(|agent| !evidence.askers.row(number).contains(agent))
        .collect();
    reporting.sort_unstable();
    reporting.dedup();
    if reporting.is_empty() {
        text
    } else {
        format!("{text}, as {} reported", phrases.agents(&reporting))
    }
}

/// Independence: as established, and what it is at most, where the unnamed may be one.
pub fn independence(verdict: &Verdict) -> String {
    let established = count(verdict.established);
    if verdict.established == verdict.independence {
        format!("independence {established}")
    } else {
        format!(
            "independence {established}, at most {}",
            count(verdict.independence)
        )
    }
}

/// Support: where independence hangs on who the unnamed are, both if they are one and if they
/// differ; the cautious figure first.
pub fn support(verdict: &Verdict) -> String {
    let differing = bounds(verdict.support);
    let one = bounds(verdict.support_if_one);
    if verdict.established == verdict.independence || one == differing {
        format!("support {differing}")
    } else {
        format!("support {one} if the unnamed sources are one, {differing} if they differ")
    }
}

/// A count, with "at least" where it is a bound.
pub fn count(count: Count) -> String {
    if count.is_exact {
        count.value.to_string()
    } else {
        format!("at least {}", count.value)
    }
}
