//! What people probably did where a file is not in its format.

use super::diagnostic::{Diagnostic, Span};
use crate::vocab::namespace;
use crate::workspace::Format;

/// The prefix that a message of the reader says is not declared.
pub(super) fn undeclared(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once("prefix ")?;
    let (prefix, rest) = rest.split_once(':')?;
    rest.contains("declared").then_some(prefix)
}

/// A finding for a message of the reader. O(what stands on the line before).
pub(super) fn syntax_error(message: &str, bytes: &[u8], span: Span, format: Format) -> Diagnostic {
    let diagnostic = Diagnostic::error("syntax", message.trim_end_matches('.'));
    if let Some(prefix) = undeclared(message) {
        let known = namespace::WELL_KNOWN.iter();
        let namespace = known
            .clone()
            .find(|(known, _)| *known == prefix)
            .map_or("https://example.org/my-dataset#", |(_, namespace)| {
                namespace
            });
        return diagnostic.hint(format!(
            "add this line at the top of the file:  @prefix {prefix}: <{namespace}> ."
        ));
    }
    let start = span.start.min(bytes.len());
    let text = &bytes[start..span.end.clamp(start, bytes.len())];
    let is_curly = ['“', '”', '„', '‘', '’', '«', '»']
        .iter()
        .any(|quote| bytes[start..].starts_with(quote.to_string().as_bytes()));
    let hint = if text.starts_with(b"<<") || message.contains("<<") {
        "quoted triples are not RDF 1.1; use a sayso:Statement"
    } else if format == Format::NTriples {
        "each line of N-Triples is `<subject> <predicate> <object> .`, every IRI written out"
    } else if format == Format::NQuads {
        "each line of N-Quads is `<subject> <predicate> <object> <graph> .`, every IRI written out"
    } else if is_curly {
        "these are the quotation marks of a word processor; Turtle wants straight ones:  \"text\""
    } else if message.contains("IRI code point ' '") {
        "an IRI has no spaces: write %20 for one, or close the IRI with > where it ends"
    } else if message.contains("Line jumps") {
        "is the closing quotation mark missing? Text over several lines stands in three:  \"\"\"text\"\"\""
    } else if message.starts_with("Unexpected end") {
        "something is still open: is a dot, a quotation mark or a bracket missing?"
    } else if message.contains("dot is expected") && begins_its_line(&bytes[..start]) {
        "is a dot missing at the end of what stands before, or a semicolon, if this goes on about the same?"
    } else if message.contains("dot is expected") {
        "is a semicolon missing before this?  :subject first:property :value ; second:property :value ."
    } else {
        "each sentence of Turtle is `subject predicate object .`; `;` repeats the subject, `,` repeats subject and predicate"
    };
    diagnostic.hint(hint)
}

/// Whether a format has one statement a line.
pub(super) const fn is_by_lines(format: Format) -> bool {
    matches!(format, Format::NTriples | Format::NQuads)
}

/// A file that ends before its last sentence does.
pub(super) fn no_dot() -> Diagnostic {
    Diagnostic::error("syntax", "the file ends in the middle of a sentence")
        .hint("is the dot missing at the end of it?")
}

/// A file that ends within brackets.
pub(super) fn open_bracket() -> Diagnostic {
    Diagnostic::error("syntax", "this bracket is still open where the file ends")
        .hint("close it, and end the sentence with a dot")
}

/// Whether nothing but white space stands on the line so far.
fn begins_its_line(before: &[u8]) -> bool {
    let mut line = before.rsplit(|byte| *byte == b'\n');
    line.next().is_none_or(|line| line.trim_ascii().is_empty())
}
