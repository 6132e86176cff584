//! The verdicts as a graph beside the data, so that saved queries see them.

use crate::data::Data;
use crate::read::Quad;
use crate::verdict::Verdict;
use crate::vocab::Known;

/// Puts verdicts into the graph that SPARQL sees under the name `sayso:verdicts`. O(verdicts).
pub fn add(data: &mut Data, verdicts: &[Verdict]) {
    let graph = &mut data.graph;
    let decimal = Known::Decimal.iri();
    let integer = Known::Integer.iri();
    for verdict in verdicts {
        let subject = data.evidence.claims[verdict.claim as usize].term;
        let mut objects = vec![
            (Known::Status, verdict.status.term().id()),
            (
                Known::Independence,
                graph
                    .terms
                    .typed(&verdict.independence.value.to_string(), &integer),
            ),
            (
                Known::Support,
                graph
                    .terms
                    .typed(&decimal_text(verdict.support.lower), &decimal),
            ),
            (
                Known::Opposition,
                graph
                    .terms
                    .typed(&decimal_text(verdict.opposition.lower), &decimal),
            ),
        ];
        objects.extend(
            verdict
                .flags
                .iter()
                .map(|flag| (Known::Flag, flag.term().id())),
        );
        for agent in verdict.single_points.iter().flat_map(|point| &point.agents) {
            objects.push((Known::RestsOn, data.evidence.agents[*agent as usize].term));
        }
        for (predicate, object) in objects {
            graph.quads.push(Quad {
                subject,
                predicate: predicate.id(),
                object,
                graph: Known::Verdicts.id(),
            });
        }
    }
}

/// A probability as `xsd:decimal` writes it.
fn decimal_text(value: f64) -> String {
    let text = format!("{value:.12}");
    let text = text.trim_end_matches('0');
    if text.ends_with('.') {
        format!("{text}0")
    } else {
        text.to_owned()
    }
}
