//! What a workspace knows of hosts beside what comes with the program.

use std::sync::Arc;

use sayso::import::publisher::Web;
use sayso::plain;
use sayso::workspace::Workspace;

use super::super::failure::Failure;

/// The file in which a workspace says so, beside `sayso.toml`.
pub(super) const FILE: &str = "publishers.toml";

/// What a workspace knows of hosts; none where it says nothing.
pub(super) fn read(workspace: &Workspace) -> Result<Option<Arc<Web>>, Failure> {
    let path = workspace.root.join(FILE);
    if std::fs::symlink_metadata(&path).is_err() {
        return Ok(None);
    }
    let text = plain::read_to_string(&path)
        .map_err(|error| Failure::Io(format!("cannot read {FILE}: {error}")))?;
    let web = Web::extended(&text).map_err(|wrong| {
        let message = format!("{FILE}:{}: {}", wrong.line, wrong.message);
        Failure::Data(sayso::escape::terminal(&message), Some(wrong.hint))
    })?;
    Ok(Some(Arc::new(web)))
}
