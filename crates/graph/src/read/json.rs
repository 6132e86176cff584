//! JSON-LD, through `oxjsonld`.
//!
//! A context may stand anywhere in an object, so the parser gives nothing back before it has
//! seen all of it, and does not know any more where that stood. Places are therefore looked up
//! by the words of a triple: what it says is written in some string of the file, and triples
//! come in the order in which the file says them. A wrong guess costs precision, nothing else.

use oxjsonld::{JsonLdErrorCode, JsonLdParser, JsonLdSyntaxError};
use oxrdf::{NamedOrBlankNode, Quad, Term};
use rustc_hash::FxHashMap;

use super::contexts::are_affordable;
use super::diagnostic::{Diagnostic, Location, Place, Span};
use super::graph::Graph;
use super::sink::{self, Intake};
use super::{Care, DEEPEST};

const JSON_HINT: &str =
    "JSON-LD is strict JSON: double quotes, no comma after the last item, no comments";

const REMOTE_HINT: &str = "contexts are never fetched: write it into the file, as  \"@context\": { \"sayso\": \"https://w3id.org/sayso/ns#\", … }";

/// Reads one file into the graph; returns what is wrong with it.
///
/// O(length of the file) but for contexts, each of which costs as much as the terms in force;
/// where that is too much, the file is refused.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    base: &str,
    file: usize,
    care: Care,
    graph: &mut Graph,
) -> Vec<Diagnostic> {
    let at = |span| Some(Location::span(name, bytes, span));
    let strings = match strings(bytes) {
        Ok(strings) => strings,
        Err(span) => {
            let message = format!("brackets are nested more than {DEEPEST} deep");
            return vec![Diagnostic::error("syntax", message).at(at(span))];
        }
    };
    let mut contexts = strings
        .iter()
        .filter(|span| &bytes[span.start..span.end] == b"\"@context\"");
    let first = contexts.next().copied();
    if contexts.next().is_some() && !are_affordable(bytes) {
        let message = "the contexts of this file would take too long to process: each copies all terms in force, and there are too many";
        return vec![
            Diagnostic::error("costly-contexts", message)
                .hint("write one context at the top, with every term in it, and none within the definition of a term")
                .at(first.and_then(at)),
        ];
    }
    let mut words = (care == Care::Located).then(|| Words::new(bytes, &strings));
    let parser = JsonLdParser::new();
    let based = parser.clone().with_base_iri(base);
    let mut parser = based
        .unwrap_or(parser)
        .for_slice(bytes)
        .with_load_document_callback(|_, _| Err("it is not fetched".into()));
    let mut intake = Intake::new(graph, base, Some(file));
    while let Some(result) = parser.next() {
        let quad = match result {
            Ok(quad) => quad,
            // What comes after the first would mostly follow from it.
            Err(error) => {
                intake.forget();
                return vec![finding(&error, &strings, bytes, name)];
            }
        };
        intake.note(parser.prefixes());
        let place = words.as_mut().map(|words| words.place(&quad, file as u32));
        if intake.take(&quad, place).is_err() {
            let span = place.map(|place| place.object).unwrap_or_default();
            return vec![Diagnostic::error("term-too-long", sink::too_long()).at(at(span))];
        }
    }
    intake.finish();
    Vec::new()
}

/// What is wrong, and where: by the parser where it knows, else by what is being spoken of.
fn finding(error: &JsonLdSyntaxError, strings: &[Span], bytes: &[u8], name: &str) -> Diagnostic {
    let message = error.to_string();
    // The place is told by us.
    let message = match message.strip_prefix("Parser error at ") {
        Some(rest) => rest.split_once(": ").map_or(rest, |(_, reason)| reason),
        None => message.trim_end_matches('.'),
    };
    let text = |span: &Span| &bytes[span.start..span.end];
    let at = |span| Some(Location::span(name, bytes, span));
    if let Some(range) = error.location() {
        let span = Span {
            start: range.start.offset as usize,
            end: range.end.offset as usize,
        };
        return Diagnostic::error("syntax", message)
            .hint(JSON_HINT)
            .at(at(span));
    }
    let spoken_of = strings.iter().filter(|span| {
        let word = String::from_utf8_lossy(text(span));
        let word = word.trim_matches('"');
        word.len() > 2 && message.contains(word)
    });
    let longest = spoken_of.max_by_key(|span| span.end - span.start);
    // What stands in several places may be right in most.
    let is_elsewhere = |one: &Span| {
        let mut others = strings.iter().filter(|span| *span != one);
        others.any(|span| text(span) == text(one))
    };
    let only = longest.filter(|span| !is_elsewhere(span));
    let is_remote = matches!(
        error.code(),
        Some(JsonLdErrorCode::LoadingRemoteContextFailed | JsonLdErrorCode::LoadingDocumentFailed)
    );
    let context = strings.iter().find(|span| text(span) == b"\"@context\"");
    let place = only.or(context.filter(|_| is_remote));
    let finding = if is_remote {
        Diagnostic::error("remote-context", "this context is somewhere else").hint(REMOTE_HINT)
    } else {
        Diagnostic::error("syntax", message)
            .hint("what each keyword takes is told in https://www.w3.org/TR/json-ld11/")
    };
    finding.at(Some(place.map_or_else(
        || Location::file(name),
        |span| Location::span(name, bytes, *span),
    )))
}

/// The strings of a text, quotes included; or where brackets are nested too deep. O(length).
fn strings(bytes: &[u8]) -> Result<Vec<Span>, Span> {
    let mut strings = Vec::new();
    let mut depth: usize = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'"' => {
                while let Some(byte) = bytes.get(at) {
                    at += 1;
                    match byte {
                        b'\\' => at += 1,
                        b'"' => break,
                        _ => {}
                    }
                }
                at = at.min(bytes.len());
                strings.push(Span { start, end: at });
            }
            b'[' | b'{' => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Span { start, end: at });
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(strings)
}

/// The strings of a file by the last part of what they say.
struct Words {
    /// In the order of the file.
    by_end: FxHashMap<String, Vec<Span>>,
    /// What was spoken of last.
    last: Span,
}

/// The last part of a name: what stands behind its prefix, namespace or `@`.
fn end_of(name: &str) -> &str {
    name.rsplit(['#', '/', ':', '@']).next().unwrap_or(name)
}

impl Words {
    fn new(bytes: &[u8], strings: &[Span]) -> Self {
        let mut by_end: FxHashMap<String, Vec<Span>> = FxHashMap::default();
        for span in strings {
            let text = serde_json::from_slice::<String>(&bytes[span.start..span.end]);
            let text = text.unwrap_or_default();
            by_end
                .entry(end_of(&text).to_owned())
                .or_default()
                .push(*span);
        }
        Self {
            by_end,
            last: Span::default(),
        }
    }

    /// The first string after a place that ends like a name, and the last one before it.
    fn around(&self, name: &str, at: usize) -> (Option<Span>, Option<Span>) {
        let spans = self.by_end.get(end_of(name));
        let spans = spans.map(Vec::as_slice).unwrap_or_default();
        let next = spans.partition_point(|span| span.start <= at);
        let before = next.checked_sub(1).map(|before| spans[before]);
        (spans.get(next).copied(), before)
    }

    fn place(&mut self, quad: &Quad, file: u32) -> Place {
        let object = match &quad.object {
            Term::NamedNode(node) => self.around(node.as_str(), self.last.start).0,
            Term::Literal(literal) => self.around(literal.value(), self.last.start).0,
            Term::BlankNode(_) => None,
        };
        let predicate = quad.predicate.as_str();
        let predicate = if let Some(object) = object {
            self.around(predicate, object.start).1
        } else {
            // An object that is not found is perhaps a number, behind its predicate.
            let (after, before) = self.around(predicate, self.last.start);
            after.or(before)
        };
        let object = object.or(predicate).unwrap_or(self.last);
        let predicate = predicate.unwrap_or(object);
        let subject = match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => {
                let (after, before) = self.around(node.as_str(), predicate.start);
                before.or(after)
            }
            NamedOrBlankNode::BlankNode(_) => None,
        };
        self.last = object;
        Place {
            file,
            subject: subject.unwrap_or(predicate),
            predicate,
            object,
        }
    }
}
