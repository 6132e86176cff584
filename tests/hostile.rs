//! Text from strangers: whatever it holds, it comes out of every format as it went in, and turns
//! nothing around it. What is written is read by others than its writers.

use std::collections::BTreeSet;
use std::fs;
use std::process::Output;

use oxrdf::Term;
use oxttl::{NQuadsParser, NTriplesParser, TriGParser, TurtleParser};
use pulldown_cmark::{Event, Parser, Tag};
use sayso::escape;
use tempfile::TempDir;

use crate::oracle::generate::Random;
use crate::program::sayso;

const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";

/// Pieces of text that mean something to somebody.
const PIECES: [&str; 44] = [
    "\0",
    "\u{1}",
    "\u{7}",
    "\u{8}",
    "\t",
    "\n",
    "\u{b}",
    "\u{c}",
    "\r",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "\u{ad}",
    "\u{202e}",
    "\u{2066}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{10ffff}",
    "\u{e0041}",
    "é",
    "e\u{301}",
    "\"",
    "\"\"\"",
    "'",
    "\\",
    "\\n",
    "\\u0041",
    "%s",
    "%n",
    "<b>",
    "<!--",
    "]]>",
    "&amp;",
    "&#0;",
    ",",
    ";",
    "|",
    "`x`",
    "*y*",
    "[l](http://x.example)",
    "=1+1",
    "_:b ?v @en ^^ . #",
];

/// Labels to be kept: each piece alone, and mixtures.
fn labels() -> Vec<String> {
    let mut labels: BTreeSet<String> = PIECES.iter().map(|piece| (*piece).to_owned()).collect();
    labels.insert(String::new());
    labels.insert(" leading and trailing ".to_owned());
    labels.insert("x".repeat(100_000));
    labels.insert("\"\\\n".repeat(30_000));
    let mut random = Random::new(20_240_311);
    for _ in 0..200 {
        let length = 1 + random.below(8);
        let label = (0..length).filter_map(|_| random.pick(&PIECES)).collect();
        labels.insert(label);
    }
    labels.into_iter().collect()
}

fn can_be_xml(label: &str) -> bool {
    label.chars().all(|character| {
        matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
    })
}

/// A dataset with one claim a label, every character escaped by its number.
fn dataset<'l>(labels: impl IntoIterator<Item = &'l String>) -> String {
    let mut text =
        "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix é.x-: <https://example.org/é/> .
<https://example.org/w#o'dd%20(name)/é> rdfs:seeAlso <https://example.org/?a=b&c#d> .
"
        .to_owned();
    for (number, label) in labels.into_iter().enumerate() {
        let escaped: String = label
            .chars()
            .map(|c| format!("\\U{:08X}", u32::from(c)))
            .collect();
        text.push_str(&format!(
            ":c{number} rdfs:label \"{escaped}\" . é.x-:a{number} rdfs:label \"{escaped}\"@fr-BE .
[] sayso:by é.x-:a{number} ; sayso:asserts :c{number} ; sayso:in :d{number} ; rdfs:comment \"{escaped}\"^^<https://example.org/type> .
:d{number} <http://purl.org/dc/terms/publisher> é.x-:a{number} ; <https://schema.org/url> <https://example.org/> .\n"
        ));
    }
    text
}

struct Desk(TempDir);

impl Desk {
    fn new(text: &str) -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("x.ttl"), text).unwrap();
        Self(folder)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let arguments = [arguments, &["--data", "x.ttl"]].concat();
        sayso(self.0.path(), &arguments)
    }

    fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}\n{complaint}");
        String::from_utf8(output.stdout).unwrap()
    }
}

fn sorted(mut labels: Vec<String>) -> Vec<String> {
    labels.sort_unstable();
    labels
}

/// The labels of claims among some triples; those of agents and the comments must be the same.
fn labels_of(triples: impl Iterator<Item = (String, Term)>) -> Vec<String> {
    let mut found: [Vec<String>; 3] = Default::default();
    for (predicate, object) in triples {
        let Term::Literal(literal) = object else {
            continue;
        };
        let place = match (
            predicate.as_str(),
            literal.language(),
            literal.datatype().as_str(),
        ) {
            (LABEL, None, _) => 0,
            (LABEL, Some("fr-be"), _) => 1,
            (_, None, "https://example.org/type") => 2,
            _ => continue,
        };
        found[place].push(literal.value().to_owned());
    }
    let [claims, agents, comments] = found.map(sorted);
    assert_eq!(claims, agents);
    assert_eq!(claims, comments);
    claims
}

#[test]
fn labels_survive_every_export() {
    let labels = labels();
    let desk = Desk::new(&dataset(&labels));
    for arguments in [
        vec!["export"],
        vec!["export", "--form", "long"],
        vec!["export", "--metadata", "--title", "\u{1b}\"\\\u{202e}\n"],
    ] {
        let text = desk.says(&arguments);
        let triples = TurtleParser::new().for_slice(&text).map(Result::unwrap);
        let triples = triples.map(|triple| (triple.predicate.into_string(), triple.object));
        assert!(labels_of(triples) == labels, "{arguments:?}");
        let hidden = text.chars().find(|c| *c != '\n' && escape::is_hidden(*c));
        assert_eq!(hidden, None, "{arguments:?}");
    }
    let text = desk.says(&["export", "--format", "ntriples"]);
    let triples = NTriplesParser::new().for_slice(&text).map(Result::unwrap);
    assert!(
        labels_of(triples.map(|triple| (triple.predicate.into_string(), triple.object))) == labels
    );
    // Each triple on a line of its own, whatever takes a character for the end of one.
    assert!(!text.contains(['\r', '\u{b}', '\u{c}', '\0', '\u{1b}']));
    let text = desk.says(&["export", "--format", "nquads"]);
    let quads = NQuadsParser::new().for_slice(&text).map(Result::unwrap);
    assert!(labels_of(quads.map(|quad| (quad.predicate.into_string(), quad.object))) == labels);
    let text = desk.says(&["export", "--format", "trig"]);
    let quads = TriGParser::new().for_slice(&text).map(Result::unwrap);
    assert!(labels_of(quads.map(|quad| (quad.predicate.into_string(), quad.object))) == labels);
}

#[test]
fn labels_survive_the_selection_of_a_claim() {
    let labels = labels();
    let desk = Desk::new(&dataset(&labels));
    for (number, label) in labels.iter().enumerate().step_by(16) {
        let text = desk.says(&["export", "--claim", &format!(":c{number}")]);
        let triples = TurtleParser::new().for_slice(&text).map(Result::unwrap);
        let triples = triples.map(|triple| (triple.predicate.into_string(), triple.object));
        assert!(labels_of(triples) == [label.as_str()], "{label:?}");
    }
}

const QUERY: &str = "SELECT ?l ?t { ?c rdfs:label ?l . ?c a sayso:Claim . BIND(1 AS ?t) }";

#[test]
fn labels_survive_every_format_of_results() {
    let labels = labels();
    let desk = Desk::new(&dataset(&labels));
    let answer = |format| desk.says(&["query", "-e", QUERY, "--format", format]);

    let csv = answer("csv");
    let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
    let rows = reader.records().map(|row| row.unwrap());
    assert!(
        sorted(rows.map(|row| row[0].to_owned()).collect()) == labels,
        "csv"
    );

    let json: serde_json::Value = serde_json::from_str(&answer("json")).unwrap();
    let rows = json["results"]["bindings"].as_array().unwrap().iter();
    let found = rows.map(|row| row["l"]["value"].as_str().unwrap().to_owned());
    assert!(sorted(found.collect()) == labels, "json");

    // In TSV a cell is a term as Turtle writes it.
    let tsv = answer("tsv");
    let cells: Vec<&str> = tsv
        .split('\n')
        .skip(1)
        .filter(|line| !line.is_empty())
        .collect();
    let found = cells.iter().map(|line| {
        let (cell, rest) = line.split_once('\t').unwrap();
        assert_eq!(rest, "1");
        let text = format!("<x:s> <x:p> {cell} .");
        let triples: Vec<_> = TurtleParser::new()
            .for_slice(&text)
            .map(Result::unwrap)
            .collect();
        match triples.as_slice() {
            [triple] => match &triple.object {
                Term::Literal(literal) => literal.value().to_owned(),
                other => panic!("{other}"),
            },
            other => panic!("{other:?}"),
        }
    });
    assert!(sorted(found.collect()) == labels, "tsv");
}

#[test]
fn what_xml_can_hold_survives_and_what_it_cannot_is_refused() {
    let (can, cannot): (Vec<String>, Vec<String>) =
        labels().into_iter().partition(|label| can_be_xml(label));
    let desk = Desk::new(&dataset(&can));
    let xml = desk.says(&["query", "-e", QUERY, "--format", "xml"]);
    let document = roxmltree::Document::parse(&xml).unwrap();
    let literals = document.descendants().filter(|node| {
        node.has_tag_name("literal")
            && node.parent().and_then(|node| node.attribute("name")) == Some("l")
    });
    assert!(
        sorted(
            literals
                .map(|node| node.text().unwrap_or_default().to_owned())
                .collect()
        ) == can
    );
    assert!(cannot.len() > 10);
    for label in cannot.iter().step_by(12) {
        let output = Desk::new(&dataset([label])).run(&["query", "-e", QUERY, "--format", "xml"]);
        assert_eq!(
            (output.status.code(), output.stdout.as_slice()),
            (Some(2), &b""[..])
        );
        assert!(String::from_utf8_lossy(&output.stderr).contains("choose csv, tsv or json"));
    }
}

/// The strings in quotes of a DOT text, and the text without them; by the grammar of DOT, in
/// which only a quote is escaped.
fn dot_strings(text: &str) -> (Vec<String>, String) {
    let (mut strings, mut rest) = (Vec::new(), String::new());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '"' {
            rest.push(character);
            continue;
        }
        let mut string = String::new();
        loop {
            match characters.next().expect("a string that is closed") {
                '"' => break,
                '\\' => {
                    string.push('\\');
                    string.push(characters.next().expect("something escaped"));
                }
                character => string.push(character),
            }
        }
        strings.push(string);
        rest.push('S');
    }
    (strings, rest)
}

#[test]
fn explanations_are_sound_whatever_the_labels() {
    let labels = labels();
    let desk = Desk::new(&dataset(&labels));
    let mut shapes = BTreeSet::new();
    for (number, label) in labels.iter().enumerate().step_by(13) {
        let claim = format!(":c{number}");
        let json: serde_json::Value =
            serde_json::from_str(&desk.says(&["why", &claim, "--format", "json"])).unwrap();
        assert_eq!(json["claim"]["label"], label.as_str(), "{claim}");
        let speaker = &json["chains"][0]["steps"][0]["by"];
        assert!(
            speaker["label"] == label.as_str(),
            "{label:?} {}",
            json["chains"]
        );

        let dot = desk.says(&["why", &claim, "--format", "dot"]);
        let (strings, rest) = dot_strings(&dot);
        shapes.insert(rest.split(|c: char| c.is_ascii_digit()).collect::<String>());
        let shown = escape::dot(&escape::shorten(label, 60));
        assert!(
            strings.iter().any(|string| string.starts_with(&shown)),
            "{label:?}\n{dot}"
        );

        let markdown = desk.says(&["why", &claim, "--format", "markdown"]);
        let mut heading = None;
        for event in Parser::new(&markdown) {
            match event {
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::Text(text) => {
                    if let Some(heading) = heading.as_mut() {
                        heading.push_str(&text);
                    }
                }
                Event::End(pulldown_cmark::TagEnd::Heading(_)) => {
                    let read = heading.take().unwrap_or_default();
                    let shown = escape::terminal(label);
                    assert_eq!(read.trim(), shown.trim(), "{label:?}");
                }
                Event::Html(_)
                | Event::InlineHtml(_)
                | Event::Start(
                    Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis | Tag::CodeBlock(_),
                ) => {
                    panic!("{label:?} becomes {event:?}\n{markdown}");
                }
                _ => {}
            }
        }
    }
    // The picture is the same for all of them: no label adds an arrow or a box.
    assert_eq!(shapes.len(), 1, "{shapes:?}");
}

/// A surrogate is half a character, and nothing that a file can hold.
#[test]
fn lone_surrogates_are_refused_with_their_place() {
    for escape in [
        "\\uD800",
        "\\uDFFF",
        "\\U0000DC00",
        "\\U00110000",
        "\\u12",
        "\\x41",
    ] {
        let desk = Desk::new(&format!(
            "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
[] sayso:by :a ; sayso:asserts :c .
:c <{LABEL}> \"a {escape} b\" ."
        ));
        let output = desk.run(&["export"]);
        assert_eq!(
            (output.status.code(), output.stdout.as_slice()),
            (Some(3), &b""[..])
        );
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("x.ttl:3:"), "{said}");
    }
    // The same raw, as CESU-8 has it, is no UTF-8.
    let folder = TempDir::new().unwrap();
    fs::write(
        folder.path().join("x.ttl"),
        b"<x:a> <x:b> \"\xed\xa0\x80\" .",
    )
    .unwrap();
    let output = Desk(folder).run(&["export"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("x.ttl:1:14"));
}
