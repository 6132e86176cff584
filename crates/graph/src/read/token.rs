//! Where the tokens of a file in Turtle or its kin begin and end: IRIs, strings, words and
//! punctuation.
//!
//! This is no grammar. It tells a full stop that ends a sentence from one inside a name, a number
//! or a string, which is what it takes to know where things stand; whether they make sense is for
//! a parser to say.

use memchr::memchr_iter;

use super::diagnostic::Span;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// An IRI, a literal, a name, a keyword.
    Term,
    /// One of `. ; , [ ] ( )`, and in `TriG` `{ }`.
    Punctuation(u8),
}

/// A token and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, in bytes.
    pub span: Span,
}

/// How many tokens a directive has that ends without a full stop, as SPARQL writes them, by its
/// first token; 0 for anything else.
pub fn bare_directive(word: &[u8]) -> usize {
    if word.eq_ignore_ascii_case(b"prefix") {
        3
    } else if word.eq_ignore_ascii_case(b"base") {
        2
    } else {
        0
    }
}

/// Finds the tokens of a text, one after the other. O(length) for all of them.
#[derive(Debug)]
pub struct Scanner<'a> {
    bytes: &'a [u8],
    position: usize,
    /// Whether a short string was not closed on its line: what follows is anybody's guess.
    is_lost: bool,
}

impl<'a> Scanner<'a> {
    /// Begins at the beginning.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            position: 0,
            is_lost: false,
        }
    }

    fn skip_space_and_comments(&mut self) {
        while let Some(byte) = self.bytes.get(self.position) {
            if *byte == b'#' {
                let rest = &self.bytes[self.position..];
                let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
                self.position += length.unwrap_or(rest.len());
            } else if byte.is_ascii_whitespace() {
                self.position += 1;
            } else {
                return;
            }
        }
    }

    fn string(&mut self, quote: u8) {
        let long = self.bytes[self.position..].starts_with(&[quote; 3]);
        let closing: &[u8] = if long { &[quote; 3] } else { &[quote] };
        self.position += closing.len();
        while let Some(byte) = self.bytes.get(self.position) {
            if *byte == b'\\' {
                self.position += 2;
            } else if self.bytes[self.position..].starts_with(closing) {
                self.position += closing.len();
                // Quotes may stand before the closing ones of a long string: """She said "no"""".
                while long && self.bytes.get(self.position) == Some(&quote) {
                    self.position += 1;
                }
                return;
            } else if *byte == b'\n' && !long {
                self.is_lost = true;
                return;
            } else {
                self.position += 1;
            }
        }
        self.position = self.bytes.len();
    }

    fn iri(&mut self) {
        let rest = &self.bytes[self.position..];
        let length = rest.iter().position(|byte| matches!(byte, b'>' | b'\n'));
        self.position += length.map_or(rest.len(), |length| length + 1);
    }

    /// The rest of a name, number, keyword, language tag or datatype.
    fn word(&mut self, start: usize) {
        while let Some(byte) = self.bytes.get(self.position) {
            match byte {
                b';' | b',' | b'[' | b']' | b'(' | b')' | b'{' | b'}' | b'"' | b'\'' | b'#' => {
                    return;
                }
                b'<' => {
                    // A datatype belongs to its literal; any other IRI is a token of its own.
                    if self.bytes[start..self.position].ends_with(b"^^") {
                        self.iri();
                    }
                    return;
                }
                b'.' if !self.goes_on_after_stops(start) => return,
                b'\\' => self.position += 2,
                byte if byte.is_ascii_whitespace() => return,
                _ => self.position += 1,
            }
        }
        self.position = self.position.min(self.bytes.len());
    }

    /// Whether the word from `start` goes on behind the full stops that stand here: a name does
    /// where a character of names follows, a number where a digit or an exponent does.
    fn goes_on_after_stops(&self, start: usize) -> bool {
        let word = &self.bytes[start..self.position];
        let is_tag = word.first() == Some(&b'@');
        let is_name = word.contains(&b':') || word.starts_with(b"_:");
        let stops = self.bytes[self.position..]
            .iter()
            .take_while(|byte| **byte == b'.')
            .count();
        let Some(next) = self.bytes.get(self.position + stops) else {
            return false;
        };
        if is_tag {
            false
        } else if is_name {
            let is_of_names = next.is_ascii_alphanumeric()
                || !next.is_ascii()
                || matches!(next, b'-' | b'_' | b':' | b'%' | b'\\');
            // The label of a blank node takes neither colons nor escapes.
            is_of_names && !(word.starts_with(b"_:") && matches!(next, b':' | b'%' | b'\\'))
        } else {
            stops == 1 && next.is_ascii_alphanumeric()
        }
    }
}

impl Iterator for Scanner<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.skip_space_and_comments();
        let start = self.position;
        let kind = match *self.bytes.get(start)? {
            b'<' => {
                self.iri();
                Kind::Term
            }
            quote @ (b'"' | b'\'') => {
                self.string(quote);
                let end = self.position;
                self.word(end);
                Kind::Term
            }
            b'.' if self.bytes.get(start + 1).is_some_and(u8::is_ascii_digit) => {
                self.position += 1;
                self.word(start);
                Kind::Term
            }
            byte @ (b'.' | b';' | b',' | b'[' | b']' | b'(' | b')' | b'{' | b'}') => {
                self.position += 1;
                Kind::Punctuation(byte)
            }
            _ => {
                self.word(start);
                // What begins no word is passed over one by one.
                self.position = self.position.max(start + 1);
                Kind::Term
            }
        };
        let end = self.position.min(self.bytes.len());
        self.position = end;
        (!self.is_lost).then_some(Token {
            kind,
            span: Span { start, end },
        })
    }
}

/// Whether a `;` seems to be missing inside brackets: `[ :by :mayor :asserts :fire ]`.
///
/// `rio_turtle` passes over that. What is found here need not be wrong, where tokens are misjudged;
/// what is wrong is found. O(length), and next to nothing in files without such brackets.
pub(super) fn may_lack_semicolon(bytes: &[u8]) -> bool {
    let opens = |position: usize| !bytes[position + 1..].trim_ascii_start().starts_with(b"]");
    if !memchr_iter(b'[', bytes).any(opens) {
        return false;
    }
    // For each open bracket or parenthesis, how many terms may still come before a `;`.
    let mut open: Vec<Option<u32>> = Vec::new();
    for token in Scanner::new(bytes) {
        let byte = match token.kind {
            Kind::Term => b'a',
            Kind::Punctuation(byte) => byte,
        };
        if let (b'a' | b'[' | b'(', Some(Some(left))) = (byte, open.last_mut()) {
            if *left == 0 {
                return true;
            }
            *left -= 1;
        }
        match (byte, open.last_mut()) {
            (b'[', _) => open.push(Some(2)),
            (b'(', _) => open.push(None),
            (b']' | b')', _) => drop(open.pop()),
            (b';', Some(Some(left))) => *left = 2,
            (b',', Some(Some(left))) => *left += 1,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::Scanner;

    fn tokens(text: &str) -> Vec<&str> {
        Scanner::new(text.as_bytes())
            .map(|token| &text[token.span.start..token.span.end])
            .collect()
    }

    #[test]
    fn a_full_stop_ends_a_sentence_or_does_not() {
        for (text, expected) in [
            (":a :b :c.", &[":a", ":b", ":c", "."][..]),
            (":a.b :b.-c :c.é.", &[":a.b", ":b.-c", ":c.é", "."]),
            (":a :b 1.5.", &[":a", ":b", "1.5", "."]),
            (":a :b 1.e5 , .5 .", &[":a", ":b", "1.e5", ",", ".5", "."]),
            (":a :b \"x.y\"@en.", &[":a", ":b", "\"x.y\"@en", "."]),
            (
                ":a a<urn:c>;:b\"1\"^^<urn:d>.",
                &[":a", "a", "<urn:c>", ";", ":b", "\"1\"^^<urn:d>", "."],
            ),
            (
                ":a :b \"\"\"She said \"no\"\"\"\", true.#x\n:c",
                &[
                    ":a",
                    ":b",
                    "\"\"\"She said \"no\"\"\"\"",
                    ",",
                    "true",
                    ".",
                    ":c",
                ],
            ),
            (
                "GRAPH :g{:a :b :c}",
                &["GRAPH", ":g", "{", ":a", ":b", ":c", "}"],
            ),
            ("_:a.b :c _:d.:e", &["_:a.b", ":c", "_:d", ".", ":e"]),
            (":a\\.b :c%20.d.", &[":a\\.b", ":c%20.d", "."]),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }
}
