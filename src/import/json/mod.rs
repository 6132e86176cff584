//! JSON in pieces: a file is checked as a whole, and then read element by element, so that one
//! element that is wrong is left out by itself, with its place, and no more of a file than one element
//! is held as JSON.

mod leaves;
mod listed;

use std::cell::OnceCell;
use std::ops::Range;

use serde::de::{DeserializeOwned, IgnoredAny};

use super::{Error, Input, text};
pub(super) use leaves::{Leaves, Remains, Rest};
pub(super) use listed::Listed;

/// What to do about an element that is wrong.
const HINT: &str =
    "put this element right, or take it out of the file; without --strict it is left out by itself";

/// A file of JSON.
pub(super) struct Whole<'i> {
    input: Input<'i>,
    /// All of it.
    pub(super) text: &'i str,
    /// Where its lines begin; only asked for where something is wrong.
    lines: OnceCell<Vec<usize>>,
}

impl<'i> Whole<'i> {
    /// Checks that a file is JSON. `what` is what it should hold, in words. O(bytes).
    ///
    /// # Errors
    ///
    /// [`Error::Wrong`], with the place.
    pub(super) fn new(input: Input<'i>, what: &'static str) -> Result<Self, Error> {
        let text = text(&input)?;
        serde_json::from_str::<IgnoredAny>(text)
            .map_err(|error| Error::json(&input, &error, what))?;
        Ok(Self {
            input,
            text: text.trim(),
            lines: OnceCell::new(),
        })
    }

    /// One of its pieces as what it should be. O(length of the piece).
    ///
    /// # Errors
    ///
    /// [`Error::Wrong`], with the place in the file.
    pub(super) fn read<T: DeserializeOwned>(&self, piece: &str) -> Result<T, Error> {
        serde_json::from_str(piece).map_err(|error| {
            let (line, column) = self.place(piece);
            let message = error.to_string();
            let message = message
                .rsplit_once(" at line ")
                .map_or(&*message, |(message, _)| message);
            // The place within the piece is told from its beginning.
            let (line, column) = match error.line() {
                0 => (line, column),
                1 => (line, column + error.column().saturating_sub(1)),
                lines => (line + lines - 1, error.column()),
            };
            self.wrong(line, column, message)
        })
    }

    /// That a piece is not what it should be.
    pub(super) fn refuse(&self, piece: &str, message: &str) -> Error {
        let (line, column) = self.place(piece);
        self.wrong(line, column, message)
    }

    fn wrong(&self, line: usize, column: usize, message: &str) -> Error {
        Error::Wrong {
            file: self.input.name.to_owned(),
            line,
            column,
            message: message.to_owned(),
            hint: Some(HINT.to_owned()),
        }
    }

    /// The line and the column where a piece begins, from one.
    fn place(&self, piece: &str) -> (usize, usize) {
        let whole = std::str::from_utf8(self.input.bytes).unwrap_or(self.text);
        let lines = self.lines.get_or_init(|| {
            let ends = whole.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0)
                .chain(ends.map(|(at, _)| at + 1))
                .collect()
        });
        // Pieces are slices of the file.
        let at = (piece.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
        let line = lines.partition_point(|start| *start <= at);
        (line, at - lines[line - 1] + 1)
    }
}

/// What a piece is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// An object.
    Object,
    /// An array.
    Array,
    /// Anything else.
    Scalar,
}

/// What a piece of JSON is, by its first sign.
pub(super) fn kind(piece: &str) -> Kind {
    match piece.as_bytes().first() {
        Some(b'{') => Kind::Object,
        Some(b'[') => Kind::Array,
        _ => Kind::Scalar,
    }
}

/// The members of an object: their names, and their values as pieces. What is no object has none.
///
/// O(length), once it is known that the piece is JSON.
pub(super) fn members(piece: &str) -> Vec<(String, &str)> {
    let mut members = Vec::new();
    if kind(piece) != Kind::Object {
        return members;
    }
    let mut parts = Parts::new(piece);
    while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
        let name = serde_json::from_str(&piece[name]).unwrap_or_default();
        members.push((name, &piece[value]));
    }
    members
}

/// The elements of an array, as pieces. What is no array has none.
///
/// O(length), once it is known that the piece is JSON.
pub(super) fn elements(piece: &str) -> impl Iterator<Item = &str> {
    let is_array = kind(piece) == Kind::Array;
    let parts = is_array.then(|| Parts::new(piece));
    parts.into_iter().flatten().map(|range| &piece[range])
}

/// Where the values within an array or an object stand; of an object the names are values too.
struct Parts<'p> {
    bytes: &'p [u8],
    at: usize,
}

impl<'p> Parts<'p> {
    fn new(piece: &'p str) -> Self {
        Self {
            bytes: piece.as_bytes(),
            at: 1,
        }
    }

    /// The end of a string whose quote has been passed.
    fn after_string(&self, mut at: usize) -> usize {
        while let Some(byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += 2,
                b'"' => return at + 1,
                _ => at += 1,
            }
        }
        self.bytes.len()
    }
}

impl Iterator for Parts<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let is_between = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b':');
        while self.bytes.get(self.at).is_some_and(is_between) {
            self.at += 1;
        }
        let start = self.at;
        let mut depth = 0_usize;
        let mut at = start;
        loop {
            match self.bytes.get(at)? {
                b'"' => at = self.after_string(at + 1),
                b'{' | b'[' => {
                    depth += 1;
                    at += 1;
                }
                b'}' | b']' => {
                    if depth == 0 {
                        break;
                    }
                    depth -= 1;
                    at += 1;
                }
                byte if depth == 0 && is_between(byte) => break,
                _ => {
                    at += 1;
                    continue;
                }
            }
            if depth == 0 {
                break;
            }
        }
        if at == start {
            return None;
        }
        self.at = at;
        Some(start..at)
    }
}

#[cfg(test)]
mod tests {
    use super::{Whole, elements, members};
    use crate::import::Input;

    #[test]
    fn pieces_are_what_a_parser_finds() {
        let text = r#" {"a": [1, "x,]\"", {"b": [[], {}]}, null ] , "c":{"d":true},"e":-1.5e3 , "f" : ""} "#;
        let members = members(text.trim());
        let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a", "c", "e", "f"]);
        let pieces: Vec<&str> = elements(members[0].1).collect();
        assert_eq!(pieces, ["1", r#""x,]\"""#, r#"{"b": [[], {}]}"#, "null"]);
        let whole: serde_json::Value = serde_json::from_str(text).unwrap();
        for (name, piece) in &members {
            let piece: serde_json::Value = serde_json::from_str(piece).unwrap();
            assert_eq!(whole[name], piece);
        }
        assert_eq!(elements("[]").count(), 0);
        assert_eq!(elements("{}").count(), 0);
        assert_eq!(super::members("[1]").len(), 0);
    }

    #[test]
    fn places_are_those_of_the_file() {
        let bytes = b"\xef\xbb\xbf[\n  1,\n  \"x\"]";
        let input = Input { name: "f", bytes };
        let whole = Whole::new(input, "numbers").unwrap();
        let last = elements(whole.text).last().unwrap();
        let error = whole.read::<u32>(last).unwrap_err().to_string();
        assert!(error.starts_with("f:3:"), "{error}");
    }
}
