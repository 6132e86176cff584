//! The view that an answer is given under, in words: an answer about the past, or by stricter
//! rules, must not be taken for one about the whole record.

use super::phrase::join;
use crate::data::Data;
use crate::escape::terminal;
use crate::evidence::View;
use crate::model::Time;

/// The line that stands in every answer but those on the whole record as it is.
pub fn line(view: View, data: &Data) -> Option<String> {
    let times = times(view);
    let mut parts = Vec::new();
    if !times.is_empty() {
        parts.push(format!("as of: {times}"));
    }
    if view.strict {
        parts.push("strict: only documents of which a capture is held attest".to_owned());
    }
    if !data.keepers().is_empty() {
        let keepers = data.keepers().iter();
        let names = keepers.map(|keeper| {
            let term = data.evidence.agents[*keeper as usize].term;
            terminal(&data.names.words(&data.graph, term))
        });
        parts.push(format!("kept by {}", join(names.collect())));
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// The line for two views that are held against each other.
pub fn between(before: View, after: View) -> String {
    let of = |view: View| match times(view) {
        times if times.is_empty() => "all that is recorded".to_owned(),
        times => times,
    };
    let strict = if before.strict { "; strict" } else { "" };
    format!("from: {}; to: {}{strict}", of(before), of(after))
}

fn times(view: View) -> String {
    let times = [("said by", view.said_by), ("recorded by", view.known_at)];
    let times = times
        .iter()
        .filter_map(|(what, time)| Some(format!("{what} {}", moment((*time)?))));
    times.collect::<Vec<_>>().join(", ")
}

/// A time, as a day where it is the first instant of one.
fn moment(time: Time) -> String {
    let text = time.to_string();
    text.strip_suffix("T00:00:00Z")
        .map_or_else(|| text.clone(), str::to_owned)
}

/// An answer as text, with the line for its view below its headline.
pub fn below_headline(view: View, data: &Data, text: &str) -> String {
    match (line(view, data), text.split_once('\n')) {
        (Some(line), Some((headline, rest))) => format!("{headline}\n{line}\n{rest}"),
        _ => text.to_owned(),
    }
}

/// An answer as text, under the line for its view.
pub fn before(view: View, data: &Data, text: &str) -> String {
    line(view, data).map_or_else(|| text.to_owned(), |line| format!("{line}\n\n{text}"))
}
