//! The careful way in: Turtle and its kin through `oxttl`, with the place of every triple and all
//! errors.
//!
//! `oxttl` recovers after an error, but says only where errors are, not where triples are. So
//! the scanner of [`super::token`] finds where tokens begin and end, the parser is fed one token
//! at a time, and what it gives back after a token is placed there. The grammar stays the
//! library's; a scanner that misjudges a malformed stretch costs precision of a place, nothing
//! else.

use std::collections::{BTreeMap, VecDeque};

use oxrdf::{GraphName, Quad};
use oxttl::nquads::LowLevelNQuadsParser;
use oxttl::ntriples::LowLevelNTriplesParser;
use oxttl::trig::LowLevelTriGParser;
use oxttl::turtle::LowLevelTurtleParser;
use oxttl::{NQuadsParser, NTriplesParser, TriGParser, TurtleParser, TurtleSyntaxError};

use super::diagnostic::{Diagnostic, Lines, Location, Place, Span};
use super::graph::Graph;
use super::hint;
use super::sink::{self, Blanks};
use super::token::{Kind, Scanner, Token, bare_directive};
use crate::workspace::Format;

/// After this many syntax errors in one file the rest would be noise.
const MOST_SYNTAX_ERRORS: usize = 100;

/// A parser that is fed.
enum Parser {
    Turtle(Box<LowLevelTurtleParser>),
    TriG(Box<LowLevelTriGParser>),
    NTriples(Box<LowLevelNTriplesParser>),
    NQuads(Box<LowLevelNQuadsParser>),
}

impl Parser {
    fn new(format: Format, base: &str) -> Self {
        match format {
            Format::TriG => {
                let parser = TriGParser::new();
                let based = parser.clone().with_base_iri(base);
                Self::TriG(Box::new(based.unwrap_or(parser).low_level()))
            }
            Format::NTriples => Self::NTriples(Box::new(NTriplesParser::new().low_level())),
            Format::NQuads => Self::NQuads(Box::new(NQuadsParser::new().low_level())),
            _ => {
                let parser = TurtleParser::new();
                let based = parser.clone().with_base_iri(base);
                Self::Turtle(Box::new(based.unwrap_or(parser).low_level()))
            }
        }
    }

    fn feed(&mut self, bytes: &[u8]) {
        match self {
            Self::Turtle(parser) => parser.extend_from_slice(bytes),
            Self::TriG(parser) => parser.extend_from_slice(bytes),
            Self::NTriples(parser) => parser.extend_from_slice(bytes),
            Self::NQuads(parser) => parser.extend_from_slice(bytes),
        }
    }

    fn end(&mut self) {
        match self {
            Self::Turtle(parser) => parser.end(),
            Self::TriG(parser) => parser.end(),
            Self::NTriples(parser) => parser.end(),
            Self::NQuads(parser) => parser.end(),
        }
    }

    fn next(&mut self) -> Option<Result<Quad, TurtleSyntaxError>> {
        let in_file = |triple: oxrdf::Triple| triple.in_graph(GraphName::DefaultGraph);
        match self {
            Self::Turtle(parser) => Some(parser.parse_next()?.map(in_file)),
            Self::TriG(parser) => parser.parse_next(),
            Self::NTriples(parser) => Some(parser.parse_next()?.map(in_file)),
            Self::NQuads(parser) => parser.parse_next(),
        }
    }

    /// In order: the parsers keep them in none.
    fn prefixes(&self) -> BTreeMap<&str, &str> {
        match self {
            Self::Turtle(parser) => parser.prefixes().collect(),
            Self::TriG(parser) => parser.prefixes().collect(),
            Self::NTriples(_) | Self::NQuads(_) => BTreeMap::new(),
        }
    }
}

/// Reads one file into the graph, placing each triple; returns what is wrong with it.
///
/// O(length of the file).
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    format: Format,
    base: &str,
    file: usize,
    graph: &mut Graph,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let lines = Lines::new(bytes);
    let graph_name = graph.terms.iri(base);
    let mut parser = Parser::new(format, base);
    let mut blanks = Blanks::new(Some(file));
    let mut structure = Structure::new(file, format);
    let mut fed = 0;
    let mut scanner = Scanner::new(bytes);
    let mut ending = Ending::default();
    loop {
        // After a quote that is never closed the scanner gives no more: the rest goes in one piece.
        let token = scanner.next();
        let until = token.map_or(bytes.len(), |token| token.span.start);
        // Everything up to the next token: the token before it is now recognisable.
        parser.feed(&bytes[fed..until]);
        fed = until;
        if token.is_none() {
            parser.end();
        }
        while let Some(result) = parser.next() {
            match result {
                Ok(quad) => {
                    let place = structure.place(&quad);
                    let Ok(quad) = sink::quad(&quad, graph_name, &mut graph.terms, &mut blanks)
                    else {
                        diagnostics.push(
                            Diagnostic::error("term-too-long", sink::too_long())
                                .hint("no name, label or quotation is this long; is a closing quote missing?")
                                .at(Some(lines.location(name, bytes, place.object))),
                        );
                        continue;
                    };
                    graph.places.push(place);
                    graph.quads.push(quad);
                }
                Err(error) => {
                    let range = error.location();
                    let span = Span {
                        start: range.start.offset as usize,
                        end: range.end.offset as usize,
                    };
                    let (finding, span) = match ending.unfinished(error.message(), format) {
                        Some(found) => found,
                        None => (
                            hint::syntax_error(error.message(), bytes, span, format),
                            span,
                        ),
                    };
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
        ending.token(token);
        structure.token(token, bytes);
    }
    for (prefix, namespace) in parser.prefixes() {
        graph.declare(prefix, namespace);
    }
    diagnostics
}

/// What stands last in a file, and what is open there.
#[derive(Default)]
struct Ending {
    last: Option<Token>,
    open: Vec<Span>,
}

impl Ending {
    fn token(&mut self, token: Token) {
        match token.kind {
            Kind::Punctuation(b'[' | b'(' | b'{') => self.open.push(token.span),
            Kind::Punctuation(b']' | b')' | b'}') => {
                self.open.pop();
            }
            _ => {}
        }
        self.last = Some(token);
    }

    /// The finding for a file that ends in the middle of a sentence, at the bracket that is still
    /// open, or else where the sentence breaks off.
    fn unfinished(&self, message: &str, format: Format) -> Option<(Diagnostic, Span)> {
        let is_end = message.trim_end_matches('.') == "Unexpected end";
        let last = self.last.filter(|_| is_end && !hint::is_by_lines(format))?;
        Some(match self.open.last() {
            Some(bracket) => (hint::open_bracket(), *bracket),
            None => (hint::no_dot(), last.span),
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Subject,
    Predicate,
    Object,
    /// The graph of a line, and nothing after it.
    Graph,
}

/// Follows the punctuation, so that subject, predicate and object of the moment are known.
struct Structure {
    file: u32,
    is_by_line: bool,
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
    fn new(file: usize, format: Format) -> Self {
        Self {
            file: file as u32,
            is_by_line: format.is_by_line(),
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
            // What stood before a brace was the name of a graph.
            Kind::Punctuation(b'.' | b'{' | b'}') => {
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
                if self.is_by_line {
                    self.expect = Expect::Graph;
                }
            }
            Expect::Graph => {}
        }
    }

    /// The place of a triple that the parser has just given back: the latest one begun whose
    /// predicate reads like the triple's.
    fn place(&self, triple: &Quad) -> Place {
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
