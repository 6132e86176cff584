//! How a Turtle file is laid out: its sentences, its line ends, its way of indenting.
//!
//! Nothing here changes a file. It is read well enough to add to it as its author would have.

use std::collections::BTreeMap;

use crate::read::diagnostic::Span;
use crate::read::token::{Kind, Scanner, Token, bare_directive};

/// A sentence of a file: a directive, or a subject with all that is said of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sentence {
    /// From its first character to behind its full stop.
    pub(super) span: Span,
    /// Whether it declares a prefix or a base.
    pub(super) is_directive: bool,
}

/// How a file is laid out.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    bytes: &'a [u8],
    /// In order.
    pub(super) sentences: Vec<Sentence>,
    /// What ends a line.
    pub(super) line_end: &'static str,
    /// What lines that continue a sentence begin with.
    pub(super) indent: String,
    /// Whether each property stands on a line of its own.
    pub(super) one_a_line: bool,
}

impl<'a> Layout<'a> {
    /// Finds it, in a file without a byte order mark. O(length).
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let tokens: Vec<Token> = Scanner::new(bytes).collect();
        let sentences = sentences(bytes, &tokens);
        let breaks = bytes.split(|byte| *byte == b'\n').count() - 1;
        let pairs = bytes.windows(2).filter(|pair| *pair == b"\r\n").count();
        let (indent, one_a_line) = habits(bytes, &tokens);
        Self {
            bytes,
            sentences,
            line_end: if pairs * 2 > breaks { "\r\n" } else { "\n" },
            indent,
            one_a_line,
        }
    }

    /// Where the line ends on which a sentence does, line end included: the end of the last
    /// sentence that reaches into that line.
    pub(super) fn line_after(&self, sentence: usize) -> usize {
        let mut end = self.end_of_line(self.sentences[sentence].span.end);
        for next in &self.sentences[sentence + 1..] {
            if next.span.start >= end {
                break;
            }
            end = self.end_of_line(next.span.end);
        }
        end
    }

    /// Where the comments at the head of the file end.
    pub(super) fn after_head_comments(&self) -> usize {
        let mut end = 0;
        while self.bytes.get(end) == Some(&b'#') {
            end = self.end_of_line(end);
        }
        end
    }

    fn end_of_line(&self, from: usize) -> usize {
        let rest = &self.bytes[from..];
        let length = rest.iter().position(|byte| *byte == b'\n');
        length.map_or(self.bytes.len(), |length| from + length + 1)
    }

    /// Whether an empty line stands between a sentence and the one before it.
    pub(super) fn has_gap_before(&self, sentence: usize) -> bool {
        let from = self.sentences[sentence - 1].span.end;
        let between = &self.bytes[from..self.sentences[sentence].span.start];
        let lines: Vec<&[u8]> = between.split(|byte| *byte == b'\n').collect();
        // What stands on the two sentences' own lines is not between them.
        lines.len() > 2 && lines[1..lines.len() - 1].iter().any(|line| is_blank(line))
    }

    /// Whether a sentence goes over several lines.
    pub(super) fn is_long(&self, sentence: usize) -> bool {
        let span = self.sentences[sentence].span;
        self.bytes[span.start..span.end].contains(&b'\n')
    }

    /// Whether the line that begins here has nothing on it; the end of the file has not.
    pub(super) fn is_blank_at(&self, position: usize) -> bool {
        position >= self.bytes.len() || is_blank(&self.bytes[position..self.end_of_line(position)])
    }

    /// The text of a sentence.
    pub(super) fn text(&self, sentence: usize) -> &'a str {
        let span = self.sentences[sentence].span;
        std::str::from_utf8(&self.bytes[span.start..span.end]).unwrap_or_default()
    }
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

fn sentences(bytes: &[u8], tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut first: Option<Token> = None;
    let mut length = 0;
    for token in tokens {
        let begin = *first.get_or_insert(*token);
        length += 1;
        let word = &bytes[begin.span.start..begin.span.end];
        let bare = bare_directive(word);
        if token.kind == Kind::Punctuation(b'.') || length == bare {
            sentences.push(Sentence {
                span: Span {
                    start: begin.span.start,
                    end: token.span.end,
                },
                is_directive: bare > 0 || word.first() == Some(&b'@'),
            });
            first = None;
            length = 0;
        }
    }
    sentences
}

/// What most lines that continue a sentence begin with, and whether most sentences have each
/// property on a line of its own.
fn habits(bytes: &[u8], tokens: &[Token]) -> (String, bool) {
    let mut indents: BTreeMap<&[u8], usize> = BTreeMap::new();
    let (mut apart, mut together) = (0, 0);
    let (mut depth, mut in_line) = (0_usize, (0, 0));
    for pair in tokens.windows(2) {
        match pair[0].kind {
            Kind::Punctuation(b'[' | b'(') => depth += 1,
            Kind::Punctuation(b']' | b')') => depth = depth.saturating_sub(1),
            Kind::Punctuation(b';') if depth == 0 => {
                let between = &bytes[pair[0].span.end..pair[1].span.start];
                if let Some(line) = between.iter().rposition(|byte| *byte == b'\n') {
                    *indents.entry(&between[line + 1..]).or_default() += 1;
                    in_line.0 += 1;
                } else {
                    in_line.1 += 1;
                }
            }
            Kind::Punctuation(b'.') => {
                match std::mem::take(&mut in_line) {
                    (0, 0) => {}
                    (_, 0) => apart += 1,
                    _ => together += 1,
                }
                depth = 0;
            }
            _ => {}
        }
    }
    if in_line.0 > 0 && in_line.1 == 0 {
        apart += 1;
    } else if in_line.1 > 0 {
        together += 1;
    }
    let most = indents.into_iter().max_by_key(|(_, count)| *count);
    let indent = most.and_then(|(indent, _)| String::from_utf8(indent.to_vec()).ok());
    (
        indent.unwrap_or_else(|| "    ".to_owned()),
        apart > together,
    )
}
