//! RDF/XML, through `oxrdfxml`.
//!
//! The parser does not say where it is wrong, but how far it has come; so what it gives back, or
//! complains of, stands in the tag that it has just read. It has no limits of its own either:
//! what XML can do to a reader by nesting, attributes and entities is looked for beforehand.

use memchr::memmem::{self, find_iter};
use memchr::{memchr, memchr_iter, memrchr};
use oxrdf::GraphName;
use oxrdfxml::RdfXmlParser;

use super::diagnostic::{Diagnostic, Location, Place, Span};
use super::graph::Graph;
use super::sink::{self, Intake};
use super::{Care, DEEPEST};

/// So many attributes no element has; looking each up among the others takes its time.
const MOST_ATTRIBUTES: usize = 1024;

/// How many times longer a text may become by its entities, beyond a first allowance.
const MOST_GROWTH: usize = 16;

/// What entities may always add, in bytes.
const ALLOWANCE: usize = 16 * 1024 * 1024;

const NAMES_HINT: &str = "RDF/XML names things by rdf:about=\"IRI\" and refers to them by rdf:resource=\"IRI\"; properties are elements in a namespace of theirs";

/// Reads one file into the graph; returns what is wrong with it.
///
/// O(length of the file).
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    base: &str,
    file: usize,
    care: Care,
    graph: &mut Graph,
) -> Vec<Diagnostic> {
    let at = |span| Some(Location::span(name, bytes, span));
    if let Some((finding, span)) = beyond_limits(bytes) {
        return vec![finding.at(at(span))];
    }
    let parser = RdfXmlParser::new();
    let based = parser.clone().with_base_iri(base);
    let mut parser = based.unwrap_or(parser).for_slice(bytes);
    let mut intake = Intake::new(graph, base, Some(file));
    while let Some(result) = parser.next() {
        let end = (parser.buffer_position() as usize).min(bytes.len());
        let start = memrchr(b'<', &bytes[..end]).unwrap_or(end);
        let mut span = Span { start, end };
        let triple = match result {
            Ok(triple) => triple.in_graph(GraphName::DefaultGraph),
            Err(error) => {
                // The parser has lost its way in the elements; what comes next would be noise.
                intake.forget();
                return vec![
                    Diagnostic::error("syntax", error.to_string().trim_end_matches('.'))
                        .hint(NAMES_HINT)
                        .at(at(span)),
                ];
            }
        };
        if triple.object.is_literal() && bytes[start..].starts_with(b"</") {
            // A text ends with its element; it began behind the tag before.
            span.start = memrchr(b'<', &bytes[..start]).unwrap_or(start);
        }
        // XML has a namespace for names without a prefix, which are no names to show.
        let prefixes = parser.prefixes();
        intake.note(prefixes.filter(|(prefix, _)| !prefix.is_empty()));
        let place = (care == Care::Located).then_some(Place {
            file: file as u32,
            subject: span,
            predicate: span,
            object: span,
        });
        if intake.take(&triple, place).is_err() {
            return vec![Diagnostic::error("term-too-long", sink::too_long()).at(at(span))];
        }
    }
    intake.finish();
    Vec::new()
}

/// What in a file could take time and memory that do not go with its length. O(length).
fn beyond_limits(bytes: &[u8]) -> Option<(Diagnostic, Span)> {
    if let Some(found) = long_entities(bytes) {
        return Some(found);
    }
    let mut depth: usize = 0;
    let mut at = 0;
    let skip_to = |end: &[u8], from: usize| {
        let found = memmem::find(bytes.get(from..).unwrap_or_default(), end);
        found.map_or(bytes.len(), |found| from + found + end.len())
    };
    while let Some(start) = memchr(b'<', &bytes[at..]).map(|found| at + found) {
        let rest = &bytes[start..];
        if rest.starts_with(b"<!--") {
            at = skip_to(b"-->", start + 4);
        } else if rest.starts_with(b"<![CDATA[") {
            at = skip_to(b"]]>", start + 9);
        } else if rest.starts_with(b"<?") {
            at = skip_to(b"?>", start + 2);
        } else if rest.starts_with(b"<!") {
            at = start + 2;
        } else if rest.starts_with(b"</") {
            depth = depth.saturating_sub(1);
            at = start + 2;
        } else {
            let (end, attributes) = tag(bytes, start);
            at = end;
            let span = Span { start, end };
            if attributes > MOST_ATTRIBUTES {
                let message = format!("an element has more than {MOST_ATTRIBUTES} attributes");
                return Some((Diagnostic::error("syntax", message), span));
            }
            if !bytes[..end].ends_with(b"/>") {
                depth += 1;
            }
            if depth > DEEPEST {
                let message = format!("elements are nested more than {DEEPEST} deep");
                return Some((Diagnostic::error("syntax", message), span));
            }
        }
    }
    None
}

/// Where a tag has ended, and how many attributes it has.
fn tag(bytes: &[u8], start: usize) -> (usize, usize) {
    let mut at = start;
    let mut attributes = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'>' => return (at, attributes),
            b'"' | b'\'' => {
                attributes += 1;
                at = memchr(*byte, &bytes[at..]).map_or(bytes.len(), |end| at + end + 1);
            }
            _ => {}
        }
    }
    (bytes.len(), attributes)
}

/// Entities may stand for plain text, as those of OWL files do for namespaces; and they may not
/// blow the text up: ten of them, each ten times the one before, are a gigabyte.
///
/// A declaration is taken to go on until the next `<`, which it cannot hold.
fn long_entities(bytes: &[u8]) -> Option<(Diagnostic, Span)> {
    let mut longest = 0;
    for start in find_iter(bytes, b"<!ENTITY") {
        let rest = &bytes[start + 1..];
        let rest = &rest[..memchr(b'<', rest).unwrap_or(rest.len())];
        longest = longest.max(rest.len());
        let refers = memchr_iter(b'&', rest).any(|at| !rest[at..].starts_with(b"&#"));
        if refers {
            let end = start + 1 + rest.len();
            let finding = Diagnostic::error(
                "syntax",
                "an entity that is made of other entities is not read",
            )
            .hint("write out what it stands for");
            return Some((finding, Span { start, end }));
        }
    }
    if longest == 0 {
        return None;
    }
    let most = ALLOWANCE + bytes.len() * MOST_GROWTH;
    let mut references = memchr_iter(b'&', bytes);
    let start = references.nth(most / longest)?;
    let finding = Diagnostic::error(
        "syntax",
        "the entities of this file would make it many times longer",
    )
    .hint("write out what they stand for");
    Some((
        finding,
        Span {
            start,
            end: start + 1,
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::beyond_limits;

    fn refused(text: &str) -> Option<String> {
        beyond_limits(text.as_bytes()).map(|(finding, _)| finding.message)
    }

    #[test]
    fn depth_is_that_of_the_elements() {
        let nested = |number| "<a x='/>'><!-- </a> --><![CDATA[</a>]]>".repeat(number);
        assert_eq!(refused(&nested(128)), None);
        assert!(refused(&nested(129)).is_some());
        assert_eq!(refused(&"<a x='>'/>".repeat(1000)), None);
        assert_eq!(refused(&"<a></a>".repeat(1000)), None);
    }

    #[test]
    fn entities_may_not_blow_up() {
        let text = |value: &str, uses: usize| {
            format!(
                "<!DOCTYPE r [<!ENTITY a \"{value}\">]><r>{}</r>",
                "&a;".repeat(uses)
            )
        };
        assert_eq!(refused(&text("http://www.w3.org/2002/07/owl#", 100)), None);
        assert!(refused(&text("&b;", 1)).is_some());
        assert!(refused(&text(&"x".repeat(100_000), 10_000)).is_some());
    }
}
