//! The verdicts as a graph beside the data, so that saved queries see them.

use crate::data::Data;
use crate::index::Index;
use crate::read::terms::Terms;
use crate::read::{Graph, Quad};
use crate::verdict::Verdict;
use crate::vocab::Known;

/// The data with verdicts beside it, as the graph that SPARQL sees under the name
/// `sayso:verdicts`. O(verdicts + terms).
pub fn beside(data: &Data, verdicts: &[Verdict]) -> Index {
    let mut terms = data.index.terms.clone();
    let quads = quads(data, &mut terms, verdicts);
    data.index.with_verdicts(terms, &quads)
}

/// Data and verdicts as one graph, all quads in memory. O(quads + verdicts).
pub fn whole(data: &Data, verdicts: &[Verdict]) -> Graph {
    let mut graph = data.whole();
    let more = quads(data, &mut graph.terms, verdicts);
    graph.quads.extend(more);
    graph
}

/// The quads that state verdicts. O(verdicts).
fn quads(data: &Data, terms: &mut Terms, verdicts: &[Verdict]) -> Vec<Quad> {
    let mut quads = Vec::new();
    let decimal = Known::Decimal.iri();
    let integer = Known::Integer.iri();
    for verdict in verdicts {
        let subject = data.evidence.claims[verdict.claim as usize].term;
        let mut objects = vec![
            (Known::Status, verdict.status.term().id()),
            (
                Known::Independence,
                terms.typed(&verdict.independence.value.to_string(), &integer),
            ),
            (
                Known::Support,
                terms.typed(&decimal_text(verdict.support.lower), &decimal),
            ),
            (
                Known::Opposition,
                terms.typed(&decimal_text(verdict.opposition.lower), &decimal),
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
            quads.push(Quad {
                subject,
                predicate: predicate.id(),
                object,
                graph: Known::Verdicts.id(),
            });
        }
    }
    quads
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
