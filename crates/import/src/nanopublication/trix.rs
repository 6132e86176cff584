//! `TriX`: quads in XML, as Carroll and Stickler describe it (*RDF Triples in XML*, 2004).
//!
//! A file is a list of graphs, a graph an optional name and a list of triples, a triple three
//! terms. So there is nothing that nests, and no state but where in that list the reader is.

use oxrdf::{BlankNode, GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::super::{Error, Input};

const NAMESPACE: &str = "http://www.w3.org/2004/03/trix/trix-1/";

const HINT: &str = "by its ending this file is read as TriX: <TriX> of <graph>, each a <uri> and any number of <triple>";

/// What a term is, by its element, with what its attributes say.
enum Kind {
    Uri,
    Id,
    Plain(Option<String>),
    Typed(String),
}

/// Where in the list of graphs the reader is.
#[derive(Default)]
struct State {
    /// Whether the outermost element has begun.
    is_begun: bool,
    /// The elements that are open, from the outside.
    open: Vec<&'static str>,
    /// The name of the graph, once it is known.
    graph: Option<GraphName>,
    /// What the term that is open is, and its text so far.
    term: Option<(Kind, String)>,
    /// The terms of the triple that is open.
    terms: Vec<Term>,
    quads: Vec<Quad>,
}

/// The quads of a file. O(bytes).
///
/// # Errors
///
/// [`Error::Wrong`], with the place.
pub(super) fn quads(input: &Input<'_>, text: &str) -> Result<Vec<Quad>, Error> {
    let mut reader = Reader::from_str(text);
    let mut state = State::default();
    loop {
        let start = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|error| {
            wrong(
                input,
                text,
                reader.error_position() as usize,
                &error.to_string(),
            )
        })?;
        let outcome = match event {
            Event::Start(element) => state.start(&element),
            Event::Empty(element) => state.start(&element).and_then(|()| state.end()),
            Event::End(_) => state.end(),
            Event::Text(found) => found
                .unescape()
                .map_err(|error| error.to_string())
                .and_then(|found| state.text(&found)),
            Event::CData(found) => match std::str::from_utf8(&found) {
                Ok(found) => state.text(found),
                Err(_) => Err("this is not UTF-8 text".to_owned()),
            },
            Event::DocType(_) => Err("TriX has no document type, and none is read".to_owned()),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Ok(()),
        };
        outcome.map_err(|message| wrong(input, text, start, &message))?;
    }
    if !state.open.is_empty() || !state.is_begun {
        let message = "the file ends before </TriX>";
        return Err(wrong(input, text, text.len(), message));
    }
    Ok(state.quads)
}

fn wrong(input: &Input<'_>, text: &str, at: usize, message: &str) -> Error {
    let before = &text.as_bytes()[..at.min(text.len())];
    let line = before.split(|byte| *byte == b'\n');
    let column = line.clone().next_back().unwrap_or_default();
    Error::Wrong {
        file: input.name.to_owned(),
        line: line.count(),
        column: String::from_utf8_lossy(column).chars().count() + 1,
        message: message.to_owned(),
        hint: Some(HINT.to_owned()),
    }
}

impl State {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), String> {
        let name = element.local_name();
        let name = String::from_utf8_lossy(name.as_ref()).into_owned();
        let attribute = |wanted: &str| -> Result<Option<String>, String> {
            for attribute in element.attributes() {
                let attribute = attribute.map_err(|error| error.to_string())?;
                if attribute.key.as_ref() == wanted.as_bytes() {
                    let value = attribute
                        .unescape_value()
                        .map_err(|error| error.to_string())?;
                    return Ok(Some(value.into_owned()));
                }
            }
            Ok(None)
        };
        let is_term = |state: &Self| match state.open.last() {
            Some(&"triple") => state.terms.len() < 3,
            Some(&"graph") => name == "uri" && state.graph.is_none(),
            _ => false,
        };
        let kind = match (name.as_str(), self.open.last()) {
            ("TriX", None) if !self.is_begun => {
                let prefix = element.name().prefix();
                let declared = prefix.map_or_else(
                    || "xmlns".to_owned(),
                    |prefix| format!("xmlns:{}", String::from_utf8_lossy(prefix.as_ref())),
                );
                if attribute(&declared)?.as_deref() != Some(NAMESPACE) {
                    return Err(format!("<TriX> is not in the namespace {NAMESPACE}"));
                }
                self.is_begun = true;
                self.open.push("TriX");
                return Ok(());
            }
            ("graph", Some(&"TriX")) => {
                self.graph = None;
                self.open.push("graph");
                return Ok(());
            }
            ("triple", Some(&"graph")) => {
                self.graph.get_or_insert(GraphName::DefaultGraph);
                self.open.push("triple");
                return Ok(());
            }
            ("uri", _) if is_term(self) => Kind::Uri,
            ("id", _) if is_term(self) => Kind::Id,
            ("plainLiteral", _) if is_term(self) => Kind::Plain(attribute("xml:lang")?),
            ("typedLiteral", _) if is_term(self) => {
                let datatype = attribute("datatype")?;
                Kind::Typed(datatype.ok_or("a typedLiteral needs a datatype")?)
            }
            _ => return Err(format!("<{name}> does not belong here")),
        };
        self.open.push("term");
        self.term = Some((kind, String::new()));
        Ok(())
    }

    fn text(&mut self, found: &str) -> Result<(), String> {
        match &mut self.term {
            Some((_, text)) => {
                text.push_str(found);
                Ok(())
            }
            None if found.trim().is_empty() => Ok(()),
            None => Err("text stands outside of a term".to_owned()),
        }
    }

    fn end(&mut self) -> Result<(), String> {
        match self.open.pop() {
            Some("term") => {
                let (kind, text) = self.term.take().ok_or("a term ends that did not begin")?;
                let term = term(kind, text)?;
                if self.open.last() == Some(&"triple") {
                    self.terms.push(term);
                } else if let Term::NamedNode(name) = term {
                    self.graph = Some(name.into());
                }
                Ok(())
            }
            Some("triple") => self.triple(),
            _ => Ok(()),
        }
    }

    fn triple(&mut self) -> Result<(), String> {
        let terms = std::mem::take(&mut self.terms);
        let Ok([subject, predicate, object]) = <[Term; 3]>::try_from(terms) else {
            return Err("a triple has three terms".to_owned());
        };
        let subject = match subject {
            Term::NamedNode(node) => NamedOrBlankNode::from(node),
            Term::BlankNode(node) => NamedOrBlankNode::from(node),
            Term::Literal(_) => return Err("a literal is no subject".to_owned()),
        };
        let Term::NamedNode(predicate) = predicate else {
            return Err("a predicate is a <uri>".to_owned());
        };
        let graph = self.graph.clone().unwrap_or_default();
        self.quads
            .push(Quad::new(subject, predicate, object, graph));
        Ok(())
    }
}

fn term(kind: Kind, text: String) -> Result<Term, String> {
    let iri = |text: &str| {
        let text = text.trim();
        NamedNode::new(text).map_err(|_| format!("{} is no IRI", crate::escape::shorten(text, 60)))
    };
    Ok(match kind {
        Kind::Uri => iri(&text)?.into(),
        Kind::Id => BlankNode::new(text.trim())
            .map_err(|error| error.to_string())?
            .into(),
        Kind::Plain(None) => Literal::new_simple_literal(text).into(),
        Kind::Plain(Some(language)) => Literal::new_language_tagged_literal(text, language)
            .map_err(|error| error.to_string())?
            .into(),
        Kind::Typed(datatype) => Literal::new_typed_literal(text, iri(&datatype)?).into(),
    })
}
