//! Which thing of the data an argument names.

use sayso::data::Data;
use sayso::engine::Error;
use sayso::names::{Kind, Reason, Unresolved};

use super::failure::Failure;

/// The thing that a name means, by number.
pub(super) fn find(name: &str, kind: Kind, data: &Data) -> Result<u32, Failure> {
    let found = data.names.resolve(&data.graph, &data.evidence, kind, name);
    Ok(found.map_err(|error| Error::unresolved(error, data))?)
}

/// A name that several things have.
pub(super) fn ambiguous(name: &str, kind: Kind, candidates: &[u32], data: &Data) -> Failure {
    let name = name.to_owned();
    let reason = Reason::Several(candidates.to_vec());
    Error::unresolved(Unresolved { name, kind, reason }, data).into()
}
