//! Exports for others: JSON-LD, tables, networks and nanopublications, each read by somebody else
//! than its writer.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use sayso::data::Data;
use sayso::vocab::{Known, namespace};
use sayso::workspace::{Source, loose};
use sayso::write::{CONTEXT, Format, export, nanopublication_problems};

use crate::agreement::seeds;
use crate::oracle::generate::{Shape, generate};
use crate::oracle::turtle::{Naming, to_turtle};
use crate::program::root;

/// What a label may hold that some format takes for something else.
const HOSTILE: [&str; 14] = [
    "=HYPERLINK(\"https://evil.example/\")",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "'=1",
    "'",
    "\t=1+1",
    " \u{200b}=1",
    "a;=1+1,\"b\"\r\nc",
    "]]> & <script>\"</data>",
    "\\\" ]; evil [label=\"x",
    "\u{0}\u{1}\u{1b}[31m\u{fffe}\u{ffff}",
    "\u{202e}gnp.exe \u{e0041}",
    "",
];

fn load(text: &str) -> Data {
    Data::load(&[Source::text("x.ttl", "https://example.org/x", text)]).expect("the data is right")
}

fn hostile() -> Data {
    let mut text = String::from(
        "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix claim: <https://example.org/claim/> . @prefix urn: <https://example.org/urn/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n",
    );
    for (number, label) in HOSTILE.iter().enumerate() {
        let label: String = label
            .chars()
            .map(|character| format!("\\U{:08X}", u32::from(character)))
            .collect();
        text += &format!(
            ":c{number} rdfs:label \"{label}\" , \"{label}\"@fr-BE , \"{label}\"^^<urn:type> ; :see claim:x , <urn:x:{number}> , <claim:y> .
:a{number} rdfs:label \"{label}\" . :d{number} rdfs:label \"{label}\" ; dcterms:publisher :a{number} .
[] sayso:by :a{number} ; sayso:asserts :c{number} ; sayso:in :d{number} ; sayso:confidence 0.{number}0 ; sayso:firstHand true ;
   sayso:anchor [ rdfs:comment \"{label}\" ; :within [ :start 007 ; :number 7 ; :is 1.0e0 ] ] .\n",
        );
    }
    load(&text)
}

fn datasets() -> Vec<Data> {
    let files = [
        "datasets/vsse-breach/vsse-breach.ttl",
        "datasets/tour/tour.ttl",
        "tests/fixtures/vsse/short.ttl",
    ];
    let files = files.iter().map(|file| loose(&root().join(file)));
    let mut datasets: Vec<Data> = files
        .map(|file| Data::load(&[file]).expect("the data is right"))
        .collect();
    datasets.push(hostile());
    datasets
}

/// The canonical triples of a text, whatever its graphs.
fn triples(text: &str, format: RdfFormat) -> BTreeSet<String> {
    let mut dataset: oxrdf::Dataset = RdfParser::from_format(format)
        .for_slice(text)
        .map(|quad| {
            let quad = quad.expect("it can be read");
            oxrdf::Quad {
                graph_name: oxrdf::GraphName::DefaultGraph,
                ..quad
            }
        })
        .collect();
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 {
        hash_algorithm: CanonicalizationHashAlgorithm::Sha256,
    });
    dataset.iter().map(|quad| quad.to_string()).collect()
}

fn json_ld() -> RdfFormat {
    RdfFormat::JsonLd {
        profile: JsonLdProfileSet::empty(),
    }
}

#[test]
fn json_ld_means_the_same_and_is_made_of_short_names() {
    for data in datasets() {
        let graph = data.whole();
        let text = export(&graph, Format::JsonLd).unwrap();
        assert_eq!(text, export(&graph, Format::JsonLd).unwrap());
        let expected = export(&graph, Format::NTriples).unwrap();
        assert_eq!(
            triples(&text, json_ld()),
            triples(&expected, RdfFormat::NTriples)
        );
        let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        let things = value["@graph"].as_array().expect("a list of things");
        let claim = things.iter().find(|thing| thing["type"] == "Claim");
        let statement = &claim.expect("a claim")["statements"][0];
        assert_eq!(statement["type"], "Statement", "{statement}");
        assert!(
            statement["by"].is_string() && statement["stance"].is_string(),
            "{statement}"
        );
        // The published context declares all that is used.
        let context: serde_json::Value = serde_json::from_str(CONTEXT).unwrap();
        for (term, value) in value["@context"].as_object().unwrap() {
            let published = &context["@context"][term];
            assert!(published == value || value.as_str().is_some_and(|it| it.contains("://")));
        }
        let hidden = |character: char| character != '\n' && sayso::escape::is_hidden(character);
        assert!(!text.contains(hidden));
    }
}

#[test]
fn json_ld_of_random_data_means_the_same() {
    for seed in 0..seeds() / 10 {
        let case = generate(seed, &Shape::default());
        let graph = load(&to_turtle(&case, &Naming::plain(&case))).whole();
        let text = export(&graph, Format::JsonLd).unwrap();
        let expected = export(&graph, Format::NTriples).unwrap();
        assert_eq!(
            triples(&text, json_ld()),
            triples(&expected, RdfFormat::NTriples),
            "seed {seed}"
        );
    }
}

/// Blank nodes within each other a long way down, and in a ring: no stack overflows.
#[test]
fn json_ld_of_deep_and_of_ringed_data_is_no_deeper_than_a_page() {
    let mut text = String::from(
        "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
[] sayso:by :a ; sayso:asserts :c . :c :deep _:n0 . _:r1 :to _:r2 . _:r2 :to _:r1 ; :is 1 .\n",
    );
    for number in 0..60 {
        text += &format!("_:n{number} :deep _:n{} .\n", number + 1);
    }
    text += "_:n60 :is \"here\" .";
    let graph = load(&text).whole();
    let text = export(&graph, Format::JsonLd).unwrap();
    let indent = text
        .lines()
        .map(|line| line.len() - line.trim_start().len())
        .max();
    assert!(indent < Some(60), "{indent:?}");
}

#[test]
fn the_context_has_every_term_of_the_ontology_and_no_other() {
    let context: serde_json::Value = serde_json::from_str(CONTEXT).expect("it is JSON");
    let terms: BTreeMap<String, String> = context["@context"]
        .as_object()
        .expect("an object")
        .iter()
        .filter_map(|(term, value)| {
            let id = value.as_str().or_else(|| value["@id"].as_str())?;
            Some((id.strip_prefix("sayso:")?.to_owned(), term.clone()))
        })
        .collect();
    let known: BTreeMap<String, String> = Known::ALL
        .iter()
        .filter(|known| known.is_own())
        .map(|known| (known.parts().1.to_owned(), known.parts().1.to_owned()))
        .collect();
    assert_eq!(terms, known);
    // Prefixes are those that sayso suggests.
    for (prefix, namespace) in namespace::WELL_KNOWN {
        let declared = &context["@context"][prefix];
        assert!(declared.is_null() || declared == namespace, "{prefix}");
    }
}

#[test]
fn a_table_has_a_row_a_statement_and_no_formula() {
    for data in datasets() {
        let text = export(&data.whole(), Format::Csv).unwrap();
        let mut table = csv::Reader::from_reader(text.as_bytes());
        let header = table.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = table.records().map(|row| row.unwrap()).collect();
        assert_eq!(rows.len(), data.evidence.statements.count());
        for row in &rows {
            for cell in row {
                let seen = cell.trim_start_matches(|character: char| {
                    character.is_whitespace() || sayso::escape::is_hidden(character)
                });
                assert!(!seen.starts_with(['=', '+', '-', '@']), "{cell:?}");
            }
        }
        // Whoever takes one apostrophe off has the label as it is in the data.
        let column = header
            .iter()
            .position(|name| name == "claim_label")
            .unwrap();
        let labels: BTreeSet<String> = rows
            .iter()
            .map(|row| {
                row[column]
                    .strip_prefix('\'')
                    .unwrap_or(&row[column])
                    .to_owned()
            })
            .collect();
        let expected: BTreeSet<String> = data
            .evidence
            .statements
            .iter()
            .map(|statement| data.evidence.claims[statement.claim as usize].term)
            .map(|claim| data.names.label(claim).unwrap_or_default().to_owned())
            .collect();
        assert_eq!(labels, expected);
    }
}

#[test]
fn a_table_reads_as_a_person_wants_it() {
    let data = load(&fs::read_to_string(root().join("tests/fixtures/vsse/short.ttl")).unwrap());
    insta::assert_snapshot!(
        export(&data.whole(), Format::Csv)
            .unwrap()
            .replace('\r', "")
    );
}

#[test]
fn graphml_is_xml_with_all_that_there_is() {
    for data in datasets() {
        let text = export(&data.whole(), Format::GraphMl).unwrap();
        let document = roxmltree::Document::parse(&text).expect("it is XML");
        let all = |name: &str| -> Vec<roxmltree::Node<'_, '_>> {
            let nodes = document.descendants();
            nodes
                .filter(|node| node.has_tag_name(("http://graphml.graphdrawing.org/xmlns", name)))
                .collect()
        };
        let evidence = &data.evidence;
        let things = evidence.agents.count() + evidence.claims.count() + evidence.documents.count();
        assert_eq!(all("node").len(), things + evidence.statements.count());
        let ids: BTreeSet<&str> = all("node")
            .iter()
            .filter_map(|node| node.attribute("id"))
            .collect();
        for edge in all("edge") {
            for end in ["source", "target"] {
                assert!(ids.contains(edge.attribute(end).unwrap()));
            }
        }
        let keys: BTreeMap<&str, &str> = all("key")
            .iter()
            .map(|key| {
                (
                    key.attribute("id").unwrap(),
                    key.attribute("attr.type").unwrap(),
                )
            })
            .collect();
        for value in all("data") {
            let text = value.text().unwrap_or_default();
            match keys[value.attribute("key").unwrap()] {
                "double" => assert!(text.parse::<f64>().is_ok(), "{text}"),
                "int" => assert!(text.parse::<i64>().is_ok(), "{text}"),
                "boolean" => assert!(matches!(text, "true" | "false"), "{text}"),
                _ => {}
            }
        }
        let relations: Vec<&str> = all("edge")
            .iter()
            .filter_map(|edge| edge.first_child()?.text())
            .collect();
        let count = |relation: &str| relations.iter().filter(|it| **it == relation).count();
        assert_eq!(count("by"), evidence.statements.count());
        assert_eq!(count("claim"), evidence.statements.count());
    }
}

/// The tokens of DOT as its grammar has them: strings in quotes, names, and signs.
fn dot_tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let mut token = String::from(character);
        if character == '"' {
            loop {
                match rest.next().expect("the string ends") {
                    '"' => break,
                    '\\' => token.extend(['\\', rest.next().expect("the string ends")]),
                    other => token.push(other),
                }
            }
        } else if character.is_ascii_alphanumeric() {
            while let Some(next) = rest.next_if(char::is_ascii_alphanumeric) {
                token.push(next);
            }
        } else if character.is_whitespace() {
            continue;
        }
        tokens.push(token);
    }
    tokens
}

#[test]
fn dot_is_dot_whatever_the_labels_say() {
    for data in datasets() {
        let text = export(&data.whole(), Format::Dot).unwrap();
        let tokens = dot_tokens(&text);
        // Outside of strings there is only what the writer put there.
        let words: BTreeSet<&str> = tokens
            .iter()
            .map(String::as_str)
            .filter(|token| token.starts_with(|first: char| first.is_ascii_alphanumeric()))
            .filter(|token| !token[1..].bytes().all(|byte| byte.is_ascii_digit()))
            .collect();
        let allowed = BTreeSet::from([
            "digraph",
            "sayso",
            "rankdir",
            "LR",
            "node",
            "edge",
            "fontname",
            "shape",
            "label",
            "tooltip",
            "ellipse",
            "box",
            "note",
            "plaintext",
        ]);
        assert!(words.is_subset(&allowed), "{words:?}");
        let lines = text
            .lines()
            .filter(|line| line.contains("tooltip="))
            .count();
        let evidence = &data.evidence;
        let things = evidence.agents.count() + evidence.claims.count() + evidence.documents.count();
        assert_eq!(lines, things + evidence.statements.count());
    }
}

#[test]
fn nanopublications_are_valid_and_one_a_statement() {
    for data in datasets() {
        let text = export(&data.whole(), Format::Nanopublications).unwrap();
        assert_eq!(nanopublication_problems(&text), Vec::<String>::new());
        let statements = data.evidence.statements.count();
        assert_eq!(text.matches("a np:Nanopublication").count(), statements);
    }
}

#[test]
fn a_retraction_retracts_the_nanopublication_of_its_target() {
    let data = load(
        "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
:s sayso:by :a ; sayso:asserts :c . :r sayso:by :a ; sayso:retracts :c ; sayso:target :s .",
    );
    let text = export(&data.whole(), Format::Nanopublications).unwrap();
    insta::assert_snapshot!(text);
}

/// What is no value of its datatype makes a nanopublication invalid; nothing is written then.
#[test]
fn what_makes_a_nanopublication_invalid_is_refused() {
    let data = load(
        "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
:s sayso:by :a ; sayso:asserts :c ; :wings \"two\"^^<http://www.w3.org/2001/XMLSchema#integer> .",
    );
    let refused = export(&data.whole(), Format::Nanopublications).expect_err("it is ill-typed");
    assert!(refused.to_string().contains("\"two\""), "{refused}");
}

fn suite() -> Option<PathBuf> {
    let given = std::env::var_os("SAYSO_TEST_DATA").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| root().join("../shared/data"));
    let folder = folder.join("nanopub/testsuite");
    if folder.is_dir() {
        return Some(folder);
    }
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED: the nanopublication test suite is not at hand; SAYSO_TEST_DATA says where it is"
    );
    None
}

fn trig_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be listed");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "trig")
    });
    files.sort();
    files
}

/// The checks tell valid from invalid as the makers of nanopublications do.
#[test]
fn the_checks_of_nanopublications_agree_with_their_test_suite() {
    let Some(suite) = suite() else { return };
    let mut judged = 0;
    for (folder, is_valid) in [("valid/plain", true), ("invalid/plain", false)] {
        for path in trig_files(&suite.join(folder)) {
            let text = fs::read_to_string(&path).unwrap();
            let problems = nanopublication_problems(&text);
            assert_eq!(
                problems.is_empty(),
                is_valid,
                "{}: {problems:?}",
                path.display()
            );
            judged += 1;
        }
    }
    assert!(judged > 20, "{judged} files");
}
