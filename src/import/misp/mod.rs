//! MISP: its events, and the clusters of its galaxies.

#[macro_use]
mod object;

mod clusters;
mod event;
mod galaxy;
mod value;

pub use event::Events;
pub use galaxy::Galaxy;

/// How sure somebody is by a tag, in its own words: by the taxonomy of estimative language, whose words
/// are those of ICD 203, or by any other that speaks of certainty.
fn likelihood(tag: &str) -> Option<String> {
    const CERTAINTY: [&str; 6] = [
        "certainty",
        "confidence",
        "credibility",
        "likelihood",
        "probability",
        "veracity",
    ];
    let (space, rest) = tag.split_once(':')?;
    let (predicate, value) = match rest.split_once('=') {
        Some((predicate, value)) => (predicate, value.trim_matches('"')),
        None => ("", rest.trim_matches('"')),
    };
    let words = value.replace('-', " ");
    if space == "estimative-language" && !predicate.is_empty() {
        return Some(words);
    }
    let is_certainty = |text: &str| {
        let text = text.to_ascii_lowercase();
        CERTAINTY.iter().any(|word| text.contains(word))
    };
    let of = [predicate, space]
        .into_iter()
        .find(|text| is_certainty(text))?;
    if words.is_empty() {
        return None;
    }
    // A figure alone says nothing.
    let is_word = words.chars().any(char::is_alphabetic) && words.len() > 1;
    Some(if is_word {
        words
    } else {
        format!("{} {words}", of.replace('-', " "))
    })
}
