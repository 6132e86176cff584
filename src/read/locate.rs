//! The careful way in: Turtle through `oxttl`, with the place of every triple and all errors.
//!
//! `oxttl` recovers after an error, but says only where errors are, not where triples are. So
//! the scanner of [`super::token`] finds where tokens begin and end, the parser is fed one token
//! at a time, and what it gives back after a token is placed there. The grammar stays the
//! library's; a scanner that misjudges a malformed stretch costs precision of a place, nothing
//! else.

use std::collections::VecDeque;

use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;

use super::diagnostic::{Diagnostic, Lines, Location, Place, Span};
use super::graph::{Graph, Quad};
use super::hint;
use super::token::{Kind, Scanner, Token, bare_directive};
use super::turtle::{Blanks, LONGEST_TERM};

/// After this many syntax errors in one file the rest would be noise.
const MOST_SYNTAX_ERRORS: usize = 100;

/// Reads one Turtle file into the graph, placing each triple; returns what is wrong with it.
///
/// O(length of the file).
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    base: &str,
    file: usize,
    graph: &mut Graph,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let lines = Lines::new(bytes);
    let graph_name = graph.terms.iri(base);
    let parser = TurtleParser::new();
    let mut parser = parser
        .clone()
        .with_base_iri(base)
        .unwrap_or(parser)
        .low_level();
    let mut blanks = Blanks::new(Some(file));
    let mut structure = Structure::new(file);
    let mut fed = 0;
    let mut scanner = Scanner::new(bytes);
    loop {
        // After a quote that is never closed the scanner gives no more: the rest goes in one piece.
        let token = scanner.next();
        let until = token.map_or(bytes.len(), |token| token.span.start);
        // Everything up to the next token: the token before it is now recognisable.
        parser.extend_from_slice(&bytes[fed..until]);
        fed = until;
        if token.is_none() {
            parser.end();
        }
        while let Some(result) = parser.parse_next() {
            match result {
                Ok(triple) => {
                    if let Some(too_long) = too_long(&triple) {
                        let place = structure.place(&triple);
                        diagnostics.push(
                            Diagnostic::error("term-too-long", too_long)
                                .hint("no name, label or quotation is this long; is a closing quote missing?")
                                .at(Some(lines.location(name, bytes, place.object))),
                        );
                        continue;
                    }
                    graph.places.push(structure.place(&triple));
                    let quad = quad(&triple, graph_name, graph, &mut blanks);
                    graph.quads.push(quad);
                }
                Err(error) => {
                    let range = error.location();
                    let span = Span {
                        start: range.start.offset as usize,
                        end: range.end.offset as usize,
                    };
                    let finding = hint::syntax_error(error.message(), bytes, span);
                    // A prefix is declared once, so it is asked for once.
                    if hint::undeclared(error.message()).is_some()
                        && diagnostics
                            .iter()
                            .any(|other| other.message == finding.message)
                    {
                        continue;
                    }
                    diagnostics.push(finding.at(Some(lines.location(name, bytes, span))));
                    if diagnostics.len() >= MOST_SYNTAX_ERRORS {
                        diagnostics.push(
                            Diagnostic::note(
                                "more-errors",
                                format!("reading stopped after {MOST_SYNTAX_ERRORS} syntax errors"),
                            )
                            .at(Some(Location::file(name))),
                        );
                        return diagnostics;
                    }
                }
            }
        }
        let Some(token) = token else { break };
        structure.token(token, bytes);
    }
    for (prefix, namespace) in parser.prefixes() {
        graph.declare(prefix, namespace);
    }
    diagnostics
}

fn too_long(triple: &Triple) -> Option<String> {
    let object = match &triple.object {
        Term::Literal(literal) => literal.value().len(),
        Term::NamedNode(node) => node.as_str().len(),
        Term::BlankNode(_) => 0,
    };
    let subject = match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().len(),
        NamedOrBlankNode::BlankNode(_) => 0,
    };
    let length = object.max(subject).max(triple.predicate.as_str().len());
    (length > LONGEST_TERM).then(|| format!("a term is longer than {} MiB", LONGEST_TERM >> 20))
}

fn quad(
    triple: &Triple,
    graph_name: crate::vocab::Id,
    graph: &mut Graph,
    blanks: &mut Blanks,
) -> Quad {
    let terms = &mut graph.terms;
    let subject = match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => terms.iri(node.as_str()),
        NamedOrBlankNode::BlankNode(node) => blanks.id(node.as_str(), terms),
    };
    let object = match &triple.object {
        Term::NamedNode(node) => terms.iri(node.as_str()),
        Term::BlankNode(node) => blanks.id(node.as_str(), terms),
        Term::Literal(literal) => match literal.language() {
            Some(language) => terms.language_string(literal.value(), language),
            None => terms.typed(literal.value(), literal.datatype().as_str()),
        },
    };
    Quad {
        subject,
        predicate: terms.iri(triple.predicate.as_str()),
        object,
        graph: graph_name,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Subject,
    Predicate,
    Object,
}

/// Follows the punctuation, so that subject, predicate and object of the moment are known.
struct Structure {
    file: u32,
    subject: Span,
    predicate: Span,
    expect: Expect,
    stack: Vec<(Span, Span, Expect)>,
    /// How many tokens of a directive without a full stop are still to come.
    directive: usize,
    /// The last few triples begun, newest first, each with the text of its predicate.
    recent: VecDeque<(Place, String)>,
}

impl Structure {
    fn new(file: usize) -> Self {
        Self {
            file: file as u32,
            subject: Span::default(),
            predicate: Span::default(),
            expect: Expect::Subject,
            stack: Vec::new(),
            directive: 0,
            recent: VecDeque::new(),
        }
    }

    fn token(&mut self, token: Token, bytes: &[u8]) {
        if self.directive == 0 && self.expect == Expect::Subject {
            self.directive = bare_directive(&bytes[token.span.start..token.span.end]);
        }
        if self.directive > 0 {
            self.directive -= 1;
            return;
        }
        match token.kind {
            Kind::Term => self.term(token.span, bytes),
            Kind::Punctuation(b'.') => {
                self.stack.clear();
                self.expect = Expect::Subject;
            }
            Kind::Punctuation(b';') => self.expect = Expect::Predicate,
            Kind::Punctuation(opening @ (b'[' | b'(')) => {
                self.term(token.span, bytes);
                self.stack.push((self.subject, self.predicate, self.expect));
                self.subject = token.span;
                self.expect = if opening == b'[' {
                    Expect::Predicate
                } else {
                    // Members hang on rdf:first, which nobody writes.
                    self.predicate = token.span;
                    Expect::Object
                };
            }
            Kind::Punctuation(b']' | b')') => {
                if let Some((subject, predicate, expect)) = self.stack.pop() {
                    self.subject = subject;
                    self.predicate = predicate;
                    self.expect = expect;
                }
            }
            Kind::Punctuation(_) => self.expect = Expect::Object,
        }
    }

    fn term(&mut self, span: Span, bytes: &[u8]) {
        match self.expect {
            Expect::Subject => {
                self.subject = span;
                self.expect = Expect::Predicate;
            }
            Expect::Predicate => {
                self.predicate = span;
                self.expect = Expect::Object;
            }
            Expect::Object => {
                let text = &bytes[self.predicate.start..self.predicate.end];
                let place = Place {
                    file: self.file,
                    subject: self.subject,
                    predicate: self.predicate,
                    object: span,
                };
                self.recent
                    .push_front((place, String::from_utf8_lossy(text).into_owned()));
                self.recent.truncate(4);
            }
        }
    }

    /// The place of a triple that the parser has just given back: the latest one begun whose
    /// predicate reads like the triple's.
    fn place(&self, triple: &Triple) -> Place {
        let iri = triple.predicate.as_str();
        let reads_like = |text: &str| {
            let local = text
                .rsplit_once(':')
                .map_or(text, |(_, local)| local)
                .trim_matches(['<', '>']);
            text == "a" && iri.ends_with("#type") || (!local.is_empty() && iri.ends_with(local))
        };
        self.recent
            .iter()
            .find(|(_, text)| reads_like(text))
            .or_else(|| self.recent.front())
            .map_or(
                Place {
                    file: self.file,
                    subject: self.subject,
                    predicate: self.predicate,
                    object: self.subject,
                },
                |(place, _)| *place,
            )
    }
}
