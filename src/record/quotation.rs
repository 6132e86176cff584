//! Where some words stand in a copy of a document.
//!
//! Only the place is kept, and a hash of what stands there: never the words.

use sha2::{Digest, Sha256};

use crate::check::Copy;
use crate::read::hex;

/// A stretch of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// The first character, in Unicode code points from 0.
    pub start: usize,
    /// Behind the last character.
    pub end: usize,
    /// SHA-256 of its characters as UTF-8, in lower-case hexadecimal.
    pub sha256: String,
    /// The line that it begins on, from one.
    pub line: usize,
    /// The words around it, for a person to recognise it by.
    pub context: String,
}

/// Characters of context on either side.
const AROUND: usize = 24;

/// A text to compare by: white space made one, quotes made straight; with the position in the
/// text that each of its characters comes from.
struct Plain {
    characters: Vec<char>,
    origins: Vec<usize>,
}

impl Plain {
    fn new(text: &[char]) -> Self {
        let mut plain = Self {
            characters: Vec::with_capacity(text.len()),
            origins: Vec::with_capacity(text.len()),
        };
        for (position, character) in text.iter().enumerate() {
            let character = match *character {
                // Soft hyphens, zero-width characters and byte order marks are not seen.
                '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => continue,
                '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '`' | '\u{b4}' => {
                    '\''
                }
                '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' | '\u{ab}'
                | '\u{bb}' => '"',
                space if space.is_whitespace() => ' ',
                other => other,
            };
            if character == ' ' && plain.characters.last().is_none_or(|last| *last == ' ') {
                continue;
            }
            plain.characters.push(character);
            plain.origins.push(position);
        }
        while plain.characters.last() == Some(&' ') {
            plain.characters.pop();
            plain.origins.pop();
        }
        plain
    }

    fn folded(mut self) -> Self {
        for character in &mut self.characters {
            let mut lower = character.to_lowercase();
            if let (Some(one), None) = (lower.next(), lower.next()) {
                *character = one;
            }
        }
        self
    }
}

/// Finds words in a copy, whatever its white space, line breaks and quotes look like.
///
/// O(length of the copy), beside what repeats itself in it.
pub fn find(copy: &Copy, words: &str) -> Vec<Passage> {
    found(copy, words, |plain| plain)
}

/// Finds words in a copy as [`find`] does, in small or capital letters: for a hint.
pub fn find_in_any_case(copy: &Copy, words: &str) -> Vec<Passage> {
    found(copy, words, Plain::folded)
}

fn found(copy: &Copy, words: &str, fold: impl Fn(Plain) -> Plain) -> Vec<Passage> {
    let text = copy.characters.as_deref().unwrap_or_default();
    let wanted = fold(Plain::new(&words.chars().collect::<Vec<_>>())).characters;
    if wanted.is_empty() {
        return Vec::new();
    }
    let plain = fold(Plain::new(text));
    let windows = plain.characters.windows(wanted.len()).enumerate();
    let mut counted = 0;
    let mut line = 1;
    windows
        .filter(|(_, window)| *window == wanted.as_slice())
        .map(|(at, _)| {
            let start = plain.origins[at];
            let end = plain.origins[at + wanted.len() - 1] + 1;
            line += text[counted..start]
                .iter()
                .filter(|it| **it == '\n')
                .count();
            counted = start;
            passage(text, start, end, line)
        })
        .collect()
}

fn passage(text: &[char], start: usize, end: usize, line: usize) -> Passage {
    let quoted: String = text[start..end].iter().collect();
    let before = &text[start.saturating_sub(AROUND)..start];
    let after = &text[end..text.len().min(end + AROUND)];
    let shown = |part: &[char]| {
        let text: String = part.iter().collect();
        text.replace(['\n', '\r', '\t'], " ")
    };
    let middle = crate::escape::shorten(&shown(&text[start..end]), 2 * AROUND);
    Passage {
        start,
        end,
        sha256: hex(&Sha256::digest(quoted.as_bytes())),
        line,
        context: format!("{}[{middle}]{}", shown(before), shown(after)),
    }
}
