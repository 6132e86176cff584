//! What two views make of the claims: which stand otherwise, and which statements did it.

use super::explanation;
use super::facets::Facets;
use super::{Verdict, Verdicts};
use crate::evidence::Snapshot;

/// A claim that stands otherwise in one view than in another.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The verdict in the earlier view.
    pub before: Verdict,
    /// The verdict in the later one.
    pub after: Verdict,
    /// The statements on the claim, and on those that bear on it, that only the later view sees.
    /// Where there are none, it is ties, documents or grades that only the later view knows.
    pub statements: Vec<u32>,
}

/// The claims of which status, independence, support, opposition or flags differ between two
/// views of the same evidence, each with the verdicts of that view; in order of claim.
///
/// O(claims), and for those that differ O(statements on what bears on them).
pub fn differences(
    before: (&Snapshot<'_>, &Verdicts),
    after: (&Snapshot<'_>, &Verdicts),
) -> Vec<Difference> {
    let pairs = before.1.iter().zip(after.1.iter());
    let changed = pairs.filter(|(one, other)| {
        let standing = |verdict: &Verdict| {
            let Verdict {
                status,
                independence,
                established,
                support,
                support_if_one,
                opposition,
                flags,
                ..
            } = *verdict;
            (
                status,
                [established, independence],
                [support_if_one, support, opposition],
                flags,
            )
        };
        standing(one) != standing(other)
    });
    changed
        .map(|(earlier, later)| {
            let facets = Facets::new(after.0, later.claim);
            Difference {
                statements: explanation::new_statements(before.0, after.0, &facets),
                before: earlier,
                after: later,
            }
        })
        .collect()
}
