//! Which thing of the data an argument names.

use std::fmt::Write as _;

use sayso::data::Data;
use sayso::names::{Kind, Reason, Unresolved, words_of};
use sayso::read::Quad;
use sayso::render::refusal;
use sayso::vocab::{Id, Known};

use super::failure::Failure;

/// The thing that a name means, by number.
pub(super) fn find(name: &str, kind: Kind, data: &Data) -> Result<u32, Failure> {
    let found = data.names.resolve(&data.graph, &data.evidence, kind, name);
    found.map_err(|error| unresolved(&error, data))
}

/// A name that several things have.
pub(super) fn ambiguous(name: &str, kind: Kind, candidates: &[u32], data: &Data) -> Failure {
    let name = name.to_owned();
    let reason = Reason::Several(candidates.to_vec());
    unresolved(&Unresolved { name, kind, reason }, data)
}

/// A name that means no one thing.
fn unresolved(error: &Unresolved, data: &Data) -> Failure {
    let mut refusal = refusal::unresolved(error, data);
    if error.kind == Kind::Document
        && matches!(error.reason, Reason::Nothing(_))
        && let Some(term) = published(&error.name, data)
    {
        let term = data.graph.display(term);
        let _ = write!(
            refusal.hint,
            "\n  {term} is called so, but nothing is in it: to make it a document, write  {term} a sayso:Document ."
        );
    }
    Failure::usage(refusal.message, refusal.hint)
}

/// What has a publisher and is called so, and is no document yet. O(quads).
fn published(name: &str, data: &Data) -> Option<Id> {
    let wanted = words_of(name);
    let of_publisher = |quad: &Quad| quad.predicate == Known::Publisher.id();
    let mut published = data.index.data.quads().filter(of_publisher);
    let found = published.find(|quad| {
        let label = data.names.label(quad.subject);
        label.is_some_and(|label| words_of(label) == wanted)
    });
    found.map(|quad| quad.subject)
}
