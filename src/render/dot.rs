//! Chains as a picture: DOT, for Graphviz.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::phrase::{Phrases, probability};
use super::report::Report;
use crate::escape::{dot, shorten};
use crate::verdict::explanation::{Chain, Explanation};

/// How much of a label a picture shows.
const LONGEST_LABEL: usize = 60;

/// The chains for and against a claim, origins left, the claim right. Statements are boxes;
/// dashed boxes are origins behind statements that give no basis.
pub fn explanation(
    explanation: &Explanation,
    report: &Report,
    view: Option<&str>,
    phrases: &Phrases<'_>,
) -> String {
    let mut text = String::from(
        "digraph claim {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n",
    );
    if let Some(view) = view {
        let _ = writeln!(text, "  label=\"{}\";", dot(view));
    }
    let _ = writeln!(
        text,
        "  claim [shape=note, label=\"{}\\n{}\"];",
        dot(&shorten(&report.claim, LONGEST_LABEL)),
        dot(&report.headline.join(", "))
    );
    let mut drawn = BTreeSet::new();
    chains(&mut text, &mut drawn, &explanation.chains, "black", phrases);
    chains(&mut text, &mut drawn, &explanation.against, "red", phrases);
    text.push_str("}\n");
    text
}

fn chains(
    text: &mut String,
    drawn: &mut BTreeSet<String>,
    chains: &[Chain],
    color: &str,
    phrases: &Phrases<'_>,
) {
    for chain in chains {
        let mut previous: Option<String> = None;
        for step in &chain.steps {
            let node = format!("s{}", step.statement);
            let label = dot(&shorten(&phrases.step(step), LONGEST_LABEL));
            once(
                text,
                drawn,
                format!("  {node} [label=\"{label}\", color={color}];\n"),
            );
            if step.gives_no_basis {
                let behind = format!("o{}", step.statement);
                once(
                    text,
                    drawn,
                    format!(
                        "  {behind} [label=\"no basis given\", style=dashed, color={color}];\n"
                    ),
                );
                once(
                    text,
                    drawn,
                    format!("  {behind} -> {node} [color={color}];\n"),
                );
            }
            if let Some(previous) = previous {
                once(
                    text,
                    drawn,
                    format!("  {previous} -> {node} [color={color}];\n"),
                );
            }
            previous = Some(node);
        }
        if let Some(last) = previous {
            let label = probability(chain.soundness);
            once(
                text,
                drawn,
                format!("  {last} -> claim [label=\"{label}\", color={color}];\n"),
            );
        }
    }
}

/// Chains share steps: each line is drawn once.
fn once(text: &mut String, drawn: &mut BTreeSet<String>, line: String) {
    if !drawn.contains(&line) {
        text.push_str(&line);
        drawn.insert(line);
    }
}
