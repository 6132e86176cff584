//! Places: what is said of a triple points at the text of its parts.

use oxrdf::Term;
use sayso::read::Care;
use sayso::workspace::Source;

use super::{BASE, PREFIXES, from_file, read};
use crate::expansion::turtle_files;

/// A finding about a triple points at the very text of its part.
#[test]
fn places_are_those_of_the_text() {
    let folders = [
        "datasets/vsse-breach",
        "tests/fixtures/vsse",
        "tests/fixtures/bad",
        "ontology",
    ];
    for path in folders.into_iter().flat_map(turtle_files) {
        check_places(&from_file(&path));
    }
    check_places(&Source::text(
        "nested.ttl",
        BASE,
        format!("{PREFIXES}{NESTED}"),
    ));
}

/// Everything in everything, with the same few names over and over.
const NESTED: &str = r#"
:a :p [ :p :b , [ :p "c" ] ; :q ( :d [ :p :e ] "f" ) ] , :g ; :p :h .
:a :p ( ) , ( ( :b ) ( ) ) . [ :p :i ] . [ :p :j ; :q :k ] :p :l , [ ] ; :q :m . ( :n [ :q :o ] ) :p :r .
:a a :p ; a [ a :q ] ; :p true , 1 , 1.0 , 1e0 , "x"@en , 'y'^^:t , """long "quoted"
text""" , <https://example.org/desk#s>, :u,:v;:p:w.:a:p:x.
_:b1 :p _:b2 . _:b2 :p _:b1 , _:b1 ; :p _:b3 ; ; :q "; . , [" .
"#;

fn check_places(source: &Source) {
    let path = &source.name;
    let (graph, findings) = read(source, Care::Located);
    if findings
        .iter()
        .any(|finding| matches!(finding.code, "syntax" | "not-utf-8"))
    {
        return;
    }
    assert_eq!(graph.places.len(), graph.quads.len());
    for (quad, place) in graph.quads.iter().zip(&graph.places) {
        let text = |span: sayso::read::diagnostic::Span| {
            String::from_utf8_lossy(&graph.contents[0][span.start..span.end]).into_owned()
        };
        let what = || {
            format!(
                "{}: {} {} {} is placed at {:?} {:?} {:?}",
                path,
                graph.display(quad.subject),
                graph.display(quad.predicate),
                graph.display(quad.object),
                text(place.subject),
                text(place.predicate),
                text(place.object),
            )
        };
        // What expansion adds stands where its origin stands, so only the rest is compared.
        let predicate = text(place.predicate);
        let name = graph.shorten(graph.terms.text(quad.predicate));
        let is_as_typed = predicate == name || predicate == "a" && name == "rdf:type";
        if !is_as_typed {
            continue;
        }
        let object = text(place.object);
        match graph.terms.to_term(quad.object) {
            Term::NamedNode(node) => {
                let is_derived = node.as_str().contains("/sayso/statement/");
                // A type that expansion adds stands where the triple stands that it follows from.
                let is_type = name == "rdf:type";
                assert!(
                    is_derived
                        || is_type
                        || object == graph.shorten(node.as_str())
                        || object == format!("<{}>", node.as_str()),
                    "{}",
                    what()
                );
            }
            Term::Literal(literal) => {
                let first = literal.value().split(['"', '\\', '\n']).next();
                assert!(object.contains(first.unwrap_or_default()), "{}", what());
            }
            Term::BlankNode(_) => {
                assert!(object.starts_with(['[', '(', '_']), "{}", what());
            }
        }
        let subject = text(place.subject);
        match graph.terms.to_term(quad.subject) {
            Term::NamedNode(node) => assert!(
                name == "rdf:type"
                    || subject == graph.shorten(node.as_str())
                    || subject == format!("<{}>", node.as_str())
                    || node.as_str().contains("/sayso/statement/"),
                "{}",
                what()
            ),
            _ => assert!(subject.starts_with(['[', '(', '_']), "{}", what()),
        }
    }
}
