//! Cutting a long Turtle text into pieces that can be read apart, at the same time.
//!
//! Turtle is read from its beginning to its end: prefixes hold from where they are declared, and
//! a full stop ends a statement only where it is not within a string, an IRI or a comment. But
//! telling strings, IRIs and comments from the rest is much less work than reading. So the text
//! is run over once, and cut after full stops; every piece takes along the directives that stand
//! before it. Blank nodes are for whoever puts the pieces together.
//!
//! What is cut wrongly can only be a text that is wrong anyway: then some piece is refused, and
//! the whole is to be read in one go. N-Triples and N-Quads are cut by their lines.

use std::sync::Arc;

use memchr::{memchr, memchr3, memmem};

use crate::workspace::Format;

/// A piece of a text.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t> {
    /// The directives that stand before it.
    directives: Arc<Vec<u8>>,
    /// The piece itself.
    text: &'t [u8],
}

/// With more directives than this a text is no data to be cut: each piece repeats them.
const MOST_DIRECTIVES: usize = 64 * 1024;

impl Piece<'_> {
    /// A piece as a text of its own: the directives before it, and it.
    pub(super) fn text(&self) -> Vec<u8> {
        [&self.directives, self.text].concat()
    }
}

/// Something that these rules do not see through: the text is not to be cut.
#[derive(Debug)]
pub(super) struct Opaque;

/// Cuts a text, piece by piece, so that the first are read while the next are cut.
pub(super) struct Splitter<'t> {
    text: &'t [u8],
    /// How long a piece is at least.
    length: usize,
    /// Whether each line stands for itself.
    is_by_line: bool,
    /// Where the next piece begins; `None` when there is none.
    start: Option<usize>,
    /// The directives before it.
    directives: Arc<Vec<u8>>,
}

impl<'t> Splitter<'t> {
    /// Will cut a text into pieces of at least so many bytes; `None` if it is too short for that.
    pub(super) fn new(text: &'t [u8], format: Format, length: usize) -> Option<Self> {
        (text.len() >= 2 * length).then(|| Self {
            text,
            length,
            is_by_line: format.is_by_line(),
            start: Some(0),
            directives: Arc::default(),
        })
    }

    /// The next pieces, so many at most; nothing when all are cut. O(bytes).
    pub(super) fn wave(&mut self, most: usize) -> Result<Vec<Piece<'t>>, Opaque> {
        let mut pieces = Vec::new();
        while pieces.len() < most
            && let Some(start) = self.start
        {
            let directives = Arc::clone(&self.directives);
            let end = if self.is_by_line {
                self.cut_line(start)
            } else {
                self.cut(start).ok_or(Opaque)?
            };
            let text = &self.text[start..end];
            pieces.push(Piece { directives, text });
            self.start = (end < self.text.len()).then_some(end);
        }
        Ok(pieces)
    }

    /// Where a piece of whole lines that begins here ends.
    fn cut_line(&self, start: usize) -> usize {
        let later = self.text.get(start + self.length..);
        let end = later.and_then(|later| memchr(b'\n', later));
        end.map_or(self.text.len(), |end| start + self.length + end + 1)
    }

    /// Where a piece that begins here ends.
    fn cut(&mut self, start: usize) -> Option<usize> {
        let text = self.text;
        let mut at = start;
        loop {
            let rest = text.get(at..).unwrap_or_default();
            // Nine bytes in ten mean nothing here: a table passes over them four times as fast as
            // the match below.
            let Some(plain) = rest.iter().position(|byte| IS_SPECIAL[usize::from(*byte)]) else {
                return Some(text.len());
            };
            at += plain;
            match text[at] {
                b'"' | b'\'' => at = after_string(text, at)?,
                b'<' => {
                    let end = at + memchr(b'>', &text[at..])? + 1;
                    if let Some(directive) = directive(text, at) {
                        let directives = Arc::make_mut(&mut self.directives);
                        directives.extend_from_slice(&directive);
                        directives.extend_from_slice(&text[at..end]);
                        directives.extend_from_slice(b" .\n");
                        if directives.len() > MOST_DIRECTIVES {
                            return None;
                        }
                    }
                    at = end;
                }
                b'#' => {
                    if expects_iri(text, at) {
                        return None;
                    }
                    at = memchr(b'\n', &text[at..]).map_or(text.len(), |end| at + end);
                }
                b'\\' => at += 2,
                _ => {
                    at += 1;
                    let is_end = text
                        .get(at)
                        .is_none_or(|next| next.is_ascii_whitespace() || *next == b'#');
                    if is_end && at - start >= self.length {
                        return Some(at);
                    }
                }
            }
        }
    }
}

/// Which bytes may begin or end something.
const IS_SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let special = b"\"'<#\\.";
    let mut at = 0;
    while at < special.len() {
        table[special[at] as usize] = true;
        at += 1;
    }
    table
};

/// Where a string that begins here has ended.
fn after_string(text: &[u8], start: usize) -> Option<usize> {
    let quote = text[start];
    let long = [quote; 3];
    if text[start..].starts_with(&long) {
        let mut at = start + 3;
        loop {
            let end = at + memmem::find(&text[at..], &long)?;
            let Some(escape) = memchr(b'\\', &text[at..end]) else {
                // A string may end with quotes of its own: """"quoted"""".
                let quotes = text[end..].iter().take_while(|byte| **byte == quote);
                return Some(end + quotes.count().min(5));
            };
            at += escape + 2;
        }
    }
    let mut at = start + 1;
    loop {
        at += memchr3(quote, b'\\', b'\n', text.get(at..)?)?;
        match text[at] {
            b'\\' => at += 2,
            b'\n' => return None,
            _ => return Some(at + 1),
        }
    }
}

/// The beginning of a directive, if the IRI that comes next is that of one.
fn directive(text: &[u8], iri: usize) -> Option<Vec<u8>> {
    let before = text[..iri].trim_ascii_end();
    if is_word(before, b"base") {
        return Some(b"@base ".to_vec());
    }
    let prefix = before.strip_suffix(b":")?;
    let name = prefix.iter().rev();
    let name = name.take_while(|byte| !byte.is_ascii_whitespace()).count();
    let (keyword, name) = prefix.split_at(prefix.len() - name);
    is_word(keyword.trim_ascii_end(), b"prefix").then(|| [b"@prefix ", name, b": "].concat())
}

/// Whether a text ends with a keyword, in any case, with or without an at sign.
fn is_word(text: &[u8], keyword: &[u8]) -> bool {
    let Some(start) = text.len().checked_sub(keyword.len()) else {
        return false;
    };
    let (before, word) = text.split_at(start);
    word.eq_ignore_ascii_case(keyword)
        && before
            .last()
            .is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'@' | b'.' | b'>'))
}

fn expects_iri(text: &[u8], at: usize) -> bool {
    let before = text[..at].trim_ascii_end();
    before.ends_with(b":") || is_word(before, b"base") || is_word(before, b"prefix")
}

#[cfg(test)]
mod tests {
    use super::Splitter;
    use crate::workspace::Format;

    fn cut(text: &str) -> Vec<String> {
        let mut splitter = Splitter::new(text.as_bytes(), Format::Turtle, 1).unwrap();
        let pieces = splitter.wave(usize::MAX).unwrap();
        let texts = pieces.iter().map(super::Piece::text);
        texts.map(|text| String::from_utf8(text).unwrap()).collect()
    }

    #[test]
    fn cuts_are_after_statements_only() {
        let text = "<a.> <b> 'x. ', \"\"\". \\\"\"\". y\"\"\"\" , 1.5 . # no. not here\n<c> <d> 5.\n[] a <e\\>. ";
        let pieces = cut(text);
        assert_eq!(pieces.concat(), text);
        assert_eq!(pieces.len(), 4, "{pieces:?}");
    }

    #[test]
    fn directives_go_with_what_follows() {
        let pieces =
            cut("PREFIX p: <x#> p:a p:b p:c . @base <y> . <z> p:prefix p: . p:prefix p: <u> . ");
        assert_eq!(pieces[0], "PREFIX p: <x#> p:a p:b p:c .");
        assert_eq!(pieces[1], "@prefix p: <x#> .\n @base <y> .");
        assert_eq!(
            pieces[2],
            "@prefix p: <x#> .\n@base <y> .\n <z> p:prefix p: ."
        );
        assert_eq!(
            pieces[3],
            "@prefix p: <x#> .\n@base <y> .\n p:prefix p: <u> ."
        );
    }

    #[test]
    fn what_cannot_be_seen_through_is_not_cut() {
        for text in [
            "@prefix # a comment\n p: <x> . ",
            "BASE#\n<x> ",
            "<s> <p> 'open . ",
        ] {
            let mut splitter = Splitter::new(text.as_bytes(), Format::Turtle, 1).unwrap();
            assert!(splitter.wave(usize::MAX).is_err(), "{text}");
        }
    }
}
