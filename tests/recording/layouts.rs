//! Files of every layout: each is added to in its own manner, and keeps what it had.

use std::fs;
use std::path::Path;

use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxrdf::{Dataset, GraphName, Literal, NamedNode, Quad};
use oxttl::TurtleParser;
use proptest::prelude::*;
use sayso::evidence::View;
use sayso::model::Stance;
use sayso::names::Kind;
use sayso::record::saying::Saying;
use sayso::record::{Change, Draft, Error, Into, Recording};
use sayso::vocab::Known;
use tempfile::TempDir;

const HERE: &str = "https://example.org/w#";

/// Files as people and editors leave them. In each, `:d` is a document, `:p` its publisher, `:c` a
/// claim and `:s` a statement, in one namespace.
const FILES: [&str; 8] = [
    // Sections, comments at the end.
    "# SYNTHETIC\n@prefix :        <https://example.org/w#> .\n@prefix sayso:   <https://w3id.org/sayso/ns#> .\n\n# documents\n:d <http://purl.org/dc/terms/publisher> :p .\n\n# claims\n:c <http://www.w3.org/2000/01/rdf-schema#label> \"The #1 claim. It ends here .\"@en . # a remark\n\n# statements\n:s sayso:by :p ; sayso:asserts :c ;\n\tsayso:in :d .\n# the end",
    // CRLF with a byte order mark and no end to the last line.
    "\u{feff}@prefix : <https://example.org/w#> .\r\n@prefix sayso: <https://w3id.org/sayso/ns#> .\r\n\r\n:d <http://purl.org/dc/terms/publisher> :p .\r\n:c a sayso:Claim .\r\n\r\n:s sayso:by :p ;\r\n  sayso:asserts :c ;\r\n  sayso:in :d .",
    // All in one line.
    "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> . :d <http://purl.org/dc/terms/publisher> :p . :s sayso:by :p ; sayso:asserts :c ; sayso:in :d .",
    // No prefixes at all.
    "<https://example.org/w#d> <http://purl.org/dc/terms/publisher> <https://example.org/w#p> .\n<https://example.org/w#s> <https://w3id.org/sayso/ns#by> <https://example.org/w#p> ; <https://w3id.org/sayso/ns#asserts> <https://example.org/w#c>;<https://w3id.org/sayso/ns#in> <https://example.org/w#d>.\n",
    // A base, SPARQL's directives, a prefix that means something else, a name with a full stop.
    "BASE <https://example.org/w>\nPREFIX sayso: <https://w3id.org/sayso/ns#>\nPREFIX xsd: <https://example.org/not-xsd#>\n<#d> <http://purl.org/dc/terms/publisher> <#p> .\n<#s> sayso:by <#p>; sayso:asserts <#c>; sayso:in <#d>; xsd:a.b xsd:c.d.\n",
    // A default prefix that changes on the way, labelled blank nodes, long strings, collections.
    "@prefix sayso: <https://w3id.org/sayso/ns#> .\n@prefix : <https://example.org/other#> .\n_:x :y ( 1 2.5 [ :z _:x ] ) .\n:q :note \"\"\"two\nlines . # no comment\"\"\" .\n@prefix : <https://example.org/w#> .\n:d <http://purl.org/dc/terms/publisher> :p .\n:s sayso:by :p ; sayso:asserts :c ; sayso:in :d .\n[] :of _:x ; sayso:kind sayso:SharedDesk ; sayso:between :p , :q .\n",
    // Each claim followed by what was said of it, a property a line.
    "@prefix : <https://example.org/w#> .\n@prefix sayso: <https://w3id.org/sayso/ns#> .\n\n:d <http://purl.org/dc/terms/publisher> :p .\n\n:b a sayso:Claim .\n\n[] sayso:by :p ;\n    sayso:asserts :b ;\n    sayso:in :d .\n\n:c a sayso:Claim .\n\n:s sayso:by :p ;\n    sayso:asserts :c ;\n    sayso:in :d .\n\n",
    // Comments without a space, and an empty line that is not empty.
    "@prefix :<https://example.org/w#>.#a\n@prefix sayso:<https://w3id.org/sayso/ns#>.#b\n   \n:d<http://purl.org/dc/terms/publisher>:p.#c\n:s sayso:by :p;sayso:asserts :c;sayso:in :d.#d",
];

fn iri(local: &str) -> NamedNode {
    NamedNode::new(format!("{HERE}{local}")).unwrap()
}

fn open(path: &Path) -> Result<Recording, Error> {
    Recording::open(
        vec![sayso::workspace::loose(path)],
        View::default(),
        Vec::new(),
    )
}

fn triples(bytes: &[u8]) -> Dataset {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let parser = TurtleParser::new().for_slice(bytes);
    parser
        .map(|triple| {
            triple
                .expect("what is written is Turtle")
                .in_graph(GraphName::DefaultGraph)
        })
        .collect()
}

fn same(mut one: Dataset, mut other: Dataset) -> bool {
    let algorithm = CanonicalizationAlgorithm::Rdfc10 {
        hash_algorithm: CanonicalizationHashAlgorithm::Sha256,
    };
    one.canonicalize(algorithm);
    other.canonicalize(algorithm);
    one == other
}

/// Whether the one is the other with lines put in between.
fn only_grew(before: &[u8], after: &[u8]) -> bool {
    let lines = |bytes: &[u8]| -> Vec<Vec<u8>> {
        let lines = bytes.split(|byte| *byte == b'\n');
        lines
            .map(|line| line.strip_suffix(b"\r").unwrap_or(line).to_vec())
            .collect()
    };
    let after = lines(after);
    let mut rest = after.iter();
    let is_kept = lines(before)
        .iter()
        .all(|line| rest.any(|other| other == line));
    let ends = |bytes: &[u8]| bytes.ends_with(b"\n");
    is_kept && after.len() > 1 && ends(before) == ends(after.join(&b"\n"[..]).as_slice())
}

/// One thing to add, as a test thinks of it.
#[derive(Clone, Debug)]
enum Act {
    Claim(String),
    Agent(String),
    Say(usize, String),
    Retract,
}

/// The draft, and the triples it must come to, made without it.
fn act(act: &Act, number: usize) -> (Draft, Vec<(String, String, oxrdf::Term)>) {
    let sayso = |local: &str| format!("https://w3id.org/sayso/ns#{local}");
    let label = "http://www.w3.org/2000/01/rdf-schema#label".to_owned();
    let name = iri(&format!("n{number}"));
    let own = name.as_str().to_owned();
    match act {
        Act::Claim(text) | Act::Agent(text) => {
            let (kind, class) = match act {
                Act::Claim(_) => (Kind::Claim, "Claim"),
                _ => (Kind::Agent, "Agent"),
            };
            let mut draft = Draft::new(kind, Some(name));
            let value = Literal::new_language_tagged_literal(text, "en").unwrap();
            draft.say(Known::Label, value.clone());
            let class = NamedNode::new(sayso(class)).unwrap();
            let kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type".to_owned();
            (
                draft,
                vec![
                    (own.clone(), label, value.into()),
                    (own, kind, class.into()),
                ],
            )
        }
        Act::Say(stance, text) => {
            let (stance, local) = [
                (Stance::Asserts, "asserts"),
                (Stance::Denies, "denies"),
                (Stance::NoResponse, "noResponse"),
            ][*stance];
            let mut saying = Saying::new(iri("p"), stance, iri("c"));
            saying.name = Some(name);
            saying.quoted_in = vec![iri("d")];
            saying.said_at = sayso::record::draft::time("2025-03-01");
            saying.stated_confidence = vec![Literal::new_simple_literal(text)];
            let date = NamedNode::new("http://www.w3.org/2001/XMLSchema#date").unwrap();
            let expected = vec![
                (own.clone(), sayso("by"), iri("p").into()),
                (own.clone(), sayso(local), iri("c").into()),
                (own.clone(), sayso("quotedIn"), iri("d").into()),
                (
                    own.clone(),
                    sayso("saidAt"),
                    Literal::new_typed_literal("2025-03-01", date).into(),
                ),
                (
                    own,
                    sayso("statedConfidence"),
                    Literal::new_simple_literal(text).into(),
                ),
            ];
            (saying.draft(), expected)
        }
        Act::Retract => {
            let mut saying = Saying::new(iri("p"), Stance::Retracts, iri("c"));
            saying.name = Some(name);
            saying.target = Some(iri("s"));
            saying.within = vec![iri("d")];
            let expected = vec![
                (own.clone(), sayso("by"), iri("p").into()),
                (own.clone(), sayso("retracts"), iri("c").into()),
                (own.clone(), sayso("target"), iri("s").into()),
                (own, sayso("in"), iri("d").into()),
            ];
            (saying.draft(), expected)
        }
    }
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let text = || {
        prop_oneof![
            any::<String>(),
            Just("\"\"\"'''\\ \r\n\t\u{0} %s \u{202e}\u{feff}\u{10ffff} \u{e000}".to_owned()),
            Just("x".repeat(100_000)),
        ]
    };
    let one = prop_oneof![
        text().prop_map(Act::Claim),
        text().prop_map(Act::Agent),
        (0..3_usize, text()).prop_map(|(stance, text)| Act::Say(stance, text)),
        Just(Act::Retract),
    ];
    proptest::collection::vec(one, 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_added_is_all_that_changes(file in 0..FILES.len(), acts in acts()) {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("w.ttl");
        fs::write(&path, FILES[file]).unwrap();
        let mut expected = triples(FILES[file].as_bytes());
        for (number, one) in acts.iter().enumerate() {
            let before = fs::read(&path).unwrap();
            let (draft, own) = act(one, number);
            let change = open(&path).unwrap().change(&[draft], &Into::Fitting).unwrap();
            prop_assert_eq!(&fs::read(&path).unwrap(), &before, "nothing is written before it is asked for");
            change.write().unwrap();
            let after = fs::read(&path).unwrap();
            prop_assert!(only_grew(&before, &after), "{}", String::from_utf8_lossy(&after));
            for (subject, predicate, object) in own {
                expected.insert(&Quad::new(
                    NamedNode::new(subject).unwrap(),
                    NamedNode::new(predicate).unwrap(),
                    object,
                    GraphName::DefaultGraph,
                ));
            }
            prop_assert!(same(triples(&after), expected.clone()), "{}", String::from_utf8_lossy(&after));
        }
    }
}

/// A file of one of the layouts, and a denial added to it.
fn denied(file: usize) -> (String, Change) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("w.ttl");
    fs::write(&path, FILES[file]).unwrap();
    let mut saying = Saying::new(iri("p"), Stance::Denies, iri("c"));
    saying.quoted_in = vec![iri("d")];
    saying.said_at = sayso::record::draft::time("2025");
    let change = open(&path)
        .unwrap()
        .change(&[saying.draft()], &Into::Fitting)
        .unwrap();
    change.write().unwrap();
    (fs::read_to_string(path).unwrap(), change)
}

#[test]
fn each_file_is_added_to_in_its_own_manner() {
    let all: String = (0..FILES.len())
        .map(|file| {
            let (text, change) = denied(file);
            format!("---- {file}, line {}\n{text}\n", change.added[0].line)
        })
        .collect();
    insta::assert_snapshot!(
        "recording-layouts",
        all.replace('\r', "␍").replace('\u{feff}', "<BOM>")
    );
}

#[test]
fn a_file_that_somebody_else_changed_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("w.ttl");
    fs::write(&path, FILES[0]).unwrap();
    let (draft, _) = act(&Act::Retract, 1);
    let change = open(&path)
        .unwrap()
        .change(&[draft], &Into::Fitting)
        .unwrap();
    let theirs = format!("{}\n# mine", FILES[0]);
    fs::write(&path, &theirs).unwrap();
    assert!(matches!(change.write(), Err(Error::Changed(_))));
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "no temporary file stays"
    );
}

#[cfg(unix)]
#[test]
fn what_a_link_points_to_is_added_to_and_the_link_stays() {
    let folder = TempDir::new().unwrap();
    let (path, link) = (folder.path().join("w.ttl"), folder.path().join("link.ttl"));
    fs::write(&path, FILES[0]).unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let (draft, _) = act(&Act::Retract, 1);
    open(&link)
        .unwrap()
        .change(&[draft], &Into::Fitting)
        .unwrap()
        .write()
        .unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(
        fs::read_to_string(&path)
            .unwrap()
            .contains("sayso:retracts")
    );
}
