//! The words that statements are anchored to, wherever they are at hand, with their address.

use serde::Serialize;

use super::phrase::Phrases;
use crate::check::words;
use crate::escape::shorten;

/// So much of a quotation is shown.
const LONGEST: usize = 300;

/// Words that a statement is anchored to, as JSON.
#[derive(Serialize)]
pub(super) struct WordsShape {
    words: String,
    document: Option<String>,
    address: Option<String>,
}

/// The words of a statement, each as a line with their address.
pub fn lines(phrases: &Phrases<'_>, statement: u32) -> Vec<String> {
    let words = words(phrases.data(), phrases.captures(), statement).into_iter();
    words
        .map(|it| {
            let quoted: Vec<&str> = it.words.split_whitespace().collect();
            let quoted = shorten(&quoted.join(" "), LONGEST);
            match &it.address {
                Some(address) => format!("“{quoted}” ({address})"),
                None => format!("“{quoted}”"),
            }
        })
        .collect()
}

/// The words of a statement as JSON.
pub(super) fn shapes(phrases: &Phrases<'_>, statement: u32) -> Vec<WordsShape> {
    let terms = &phrases.data().graph.terms;
    let words = words(phrases.data(), phrases.captures(), statement).into_iter();
    words
        .map(|it| WordsShape {
            words: it.words,
            document: it.document.map(|document| terms.text(document).to_owned()),
            address: it.address,
        })
        .collect()
}
