//! MISP: its events, and the clusters of its galaxies.

mod event;
mod galaxy;

pub use event::Events;
pub use galaxy::Galaxy;

/// What a tag of the taxonomy of estimative language says, in its own words; they are those of
/// ICD 203.
fn likelihood(tag: &str) -> Option<String> {
    let rest = tag.strip_prefix("estimative-language:")?;
    let (_, value) = rest.split_once('=')?;
    Some(value.trim_matches('"').replace('-', " "))
}
