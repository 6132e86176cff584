//! Datasets in every format: the same record reads the same, what is wrong has its place, and
//! nobody's file does harm.

use std::fs;
use std::path::Path;

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxrdf::GraphName;
use sayso::data::Data;
use sayso::read::{Care, Diagnostic, Graph, LONGEST_TERM, read};
use sayso::workspace::{Format, Source, dataset_files};

use crate::expansion::{canonical, triples_of};
use crate::program::{root, sayso};

const BASE: &str = "https://example.org/desk";

const RECORD: &str = "@prefix : <https://example.org/desk#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:story dcterms:publisher :mail ; dcterms:issued \"2025-02\"^^xsd:gYearMonth .
:mail sayso:reliability sayso:B ; rdfs:label \"The \\\"Mail\\\" <&>\\n\"@en-GB .
_:first sayso:by :mayor ; sayso:confirms :fire ; sayso:quotedIn :story ; sayso:confidence 0.90 .
[] sayso:by _:first-hand-witness ; sayso:asserts :fire ; sayso:relays _:first .
";

const FORMATS: [(&str, RdfFormat); 6] = [
    ("ttl", RdfFormat::Turtle),
    ("trig", RdfFormat::TriG),
    ("nt", RdfFormat::NTriples),
    ("nq", RdfFormat::NQuads),
    ("rdf", RdfFormat::RdfXml),
    (
        "jsonld",
        RdfFormat::JsonLd {
            profile: oxigraph::io::JsonLdProfileSet::empty(),
        },
    ),
];

fn one(name: &str, text: impl Into<Vec<u8>>, care: Care) -> (Graph, Vec<Diagnostic>) {
    read(&[Source::text(name, BASE, text)], care).expect("it is in memory")
}

/// A record in another format, written by another library.
fn written(record: &str, format: RdfFormat) -> Vec<u8> {
    let parser = oxttl::TurtleParser::new().for_slice(record);
    let mut serializer = RdfSerializer::from_format(format).for_writer(Vec::new());
    for triple in parser {
        let triple = triple.expect("the record is Turtle");
        let quad = triple.in_graph(GraphName::DefaultGraph);
        serializer.serialize_quad(&quad).expect("it can be written");
    }
    serializer.finish().expect("it can be written")
}

/// Each finding as `code line:column`.
fn told(findings: &[Diagnostic]) -> Vec<String> {
    let findings = findings.iter();
    findings
        .map(|finding| {
            let place = finding.location.as_ref().expect("a place");
            format!("{} {}:{}", finding.code, place.line, place.column)
        })
        .collect()
}

#[test]
fn a_record_reads_the_same_in_every_format() {
    let (expected, _) = one("x.ttl", RECORD, Care::Fast);
    let expected = canonical(triples_of(&expected));
    for (ending, format) in FORMATS {
        let text = written(RECORD, format);
        for care in [Care::Fast, Care::Located] {
            let (graph, findings) = one(&format!("x.{ending}"), text.clone(), care);
            assert_eq!(findings, [], "{ending} {care:?}");
            assert_eq!(canonical(triples_of(&graph)), expected, "{ending} {care:?}");
            assert!(graph.terms.find_iri(BASE).is_some(), "{ending}: no graph");
            let places = if care == Care::Located {
                graph.quads.len()
            } else {
                0
            };
            assert_eq!(graph.places.len(), places, "{ending} {care:?}");
        }
    }
}

#[test]
fn blank_nodes_have_the_same_labels_each_time() {
    for (ending, format) in FORMATS {
        let text = written(RECORD, format);
        let quads = || {
            let (graph, _) = one(&format!("x.{ending}"), text.clone(), Care::Fast);
            graph.quads
        };
        assert_eq!(quads(), quads(), "{ending}");
    }
}

#[test]
fn the_ending_says_the_format() {
    for (name, format) in [
        ("datasets/a.ttl", Some(Format::Turtle)),
        ("a.TriG", Some(Format::TriG)),
        ("a.b.nt", Some(Format::NTriples)),
        ("a.nq", Some(Format::NQuads)),
        ("a.owl", Some(Format::RdfXml)),
        ("a.RDF", Some(Format::RdfXml)),
        ("a.jsonld", Some(Format::JsonLd)),
        ("README.md", None),
        ("ttl", None),
    ] {
        assert_eq!(Format::of(Path::new(name)), format, "{name}");
    }
}

#[test]
fn named_graphs_are_kept_and_the_rest_is_in_that_of_the_file() {
    for (name, text) in [
        (
            "x.trig",
            "<a:s> <a:p> <a:o> . <a:g> { <a:s> <a:p> <a:o> } _:g { <a:s> <a:q> _:g }",
        ),
        (
            "x.nq",
            "<a:s> <a:p> <a:o> .\n<a:s> <a:p> <a:o> <a:g> .\n<a:s> <a:q> _:g _:g .",
        ),
        (
            "x.jsonld",
            r#"[{"@id":"a:s","a:p":{"@id":"a:o"}},
                {"@id":"a:g","@graph":{"@id":"a:s","a:p":{"@id":"a:o"}}},
                {"@id":"_:g","@graph":{"@id":"a:s","a:q":{"@id":"_:g"}}}]"#,
        ),
    ] {
        for care in [Care::Fast, Care::Located] {
            let (graph, findings) = one(name, text, care);
            assert_eq!(findings, [], "{name}");
            let quads = graph.quads.iter();
            let graphs: Vec<String> = quads
                .map(|quad| graph.terms.to_term(quad.graph).to_string())
                .collect();
            let expected = [format!("<{BASE}>"), "<a:g>".to_owned(), "_:f0b0".to_owned()];
            assert_eq!(graphs, expected, "{name} {care:?}");
            assert_eq!(graph.quads[2].object, graph.quads[2].graph, "{name}");
        }
    }
}

#[test]
fn verdicts_in_a_file_are_passed_over() {
    let text = "@prefix s: <https://w3id.org/sayso/ns#> . <a:s> <a:p> <a:o> .\n
        s:verdicts { <a:c> s:status s:disputed } <a:g> { <a:s> <a:p> <a:o> }";
    for care in [Care::Fast, Care::Located] {
        let (graph, findings) = one("x.trig", text, care);
        assert_eq!(graph.quads.len(), 2);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].code, "verdicts-in-data");
    }
    assert_eq!(
        told(&one("x.trig", text, Care::Located).1),
        ["verdicts-in-data 3:22"]
    );
}

/// What `export` writes in any format is read again as the same record.
#[test]
fn exports_are_datasets() {
    let path = root().join("datasets/tour/tour.ttl");
    let data = Data::load(&[sayso::workspace::loose(&path)]).expect("the data is right");
    let expected = canonical(triples_of(&data.whole()));
    let whole = data.whole_with_verdicts(sayso::evidence::View::default());
    for (ending, format) in [
        ("trig", sayso::write::Format::TriG),
        ("nt", sayso::write::Format::NTriples),
        ("nq", sayso::write::Format::NQuads),
    ] {
        let text = sayso::write::export(&whole, format).expect("it can be exported");
        for care in [Care::Fast, Care::Located] {
            let (graph, _) = one(&format!("x.{ending}"), text.clone(), care);
            assert_eq!(canonical(triples_of(&graph)), expected, "{ending} {care:?}");
        }
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (name, text, expected) in [
        (
            "x.nt",
            "<a:s> <a:p> <a:o> .\n<a:s> :p <a:o> .\n",
            "syntax 2:7",
        ),
        ("x.nq", "\n<a:s> <a:p> <a:o> <a:g> <a:h> .\n", "syntax 2:25"),
        ("x.trig", "<a:g> {\n <a:s> :p <a:o> }", "syntax 2:8"),
        (
            "x.rdf",
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n  <rdf:li/></rdf:RDF>",
            "syntax 2:3",
        ),
        ("x.jsonld", "{\"@id\":\n \"a:s\" \"a:p\": 1}", "syntax 2:8"),
        ("x.jsonld", "{\"@id\":\n 5}", "syntax 1:2"),
    ] {
        let (_, findings) = one(name, text, Care::Located);
        assert_eq!(told(&findings)[0], expected, "{name}: {findings:?}");
        assert!(findings[0].hint.is_some(), "{name}: {findings:?}");
        // The fast way finds it too, if not where.
        assert_eq!(one(name, text, Care::Fast).1[0].code, "syntax", "{name}");
    }
}

/// A term that does not exist stands where it is written, in each format.
#[test]
fn triples_have_their_places() {
    for (name, text, expected) in [
        (
            "x.nt",
            "<a:s> <a:p> \"x\" .\n<a:s> <https://w3id.org/sayso/ns#sadly> \"x\" .",
            "unknown-term 2:7",
        ),
        (
            "x.nq",
            "<a:s> <a:p> \"x\" <a:g> .\n<a:s> <a:p> <https://w3id.org/sayso/ns#Sadly> <a:g> .",
            "unknown-term 2:13",
        ),
        (
            "x.trig",
            "PREFIX s: <https://w3id.org/sayso/ns#>\nGRAPH <a:g>{\n <a:s> <a:p> 1 , s:Sadly.}",
            "unknown-term 3:18",
        ),
        (
            "x.rdf",
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'\n xmlns:s='https://w3id.org/sayso/ns#'>\n<rdf:Description rdf:about='a:s'>\n  <s:by rdf:resource='a:a'/>\n  <s:sadly>x\n</s:sadly></rdf:Description></rdf:RDF>",
            "unknown-term 5:3",
        ),
        (
            "x.jsonld",
            "{ \"@context\": { \"s\": \"https://w3id.org/sayso/ns#\" },\n \"@id\": \"a:s\", \"s:by\": { \"@id\": \"a:sadly\" },\n \"s:sadly\": 1.5 }",
            "unknown-term 3:2",
        ),
    ] {
        let (_, findings) = one(name, text, Care::Located);
        assert_eq!(told(&findings), [expected], "{name}: {findings:?}");
    }
}

#[test]
fn contexts_are_not_fetched() {
    for text in [
        r#"{"@context": "https://schema.org/", "@id": "a:s", "name": "x"}"#,
        r#"{"@context": [{"a": "b:"}, "context.jsonld"], "@id": "a:s", "name": "x"}"#,
        r#"{"@context": {"@import": "https://schema.org/"}, "@id": "a:s", "name": "x"}"#,
    ] {
        for care in [Care::Fast, Care::Located] {
            let (graph, findings) = one("x.jsonld", text, care);
            assert_eq!(findings.len(), 1, "{text}: {findings:?}");
            assert_eq!(findings[0].code, "remote-context", "{text}");
            assert!(graph.quads.is_empty());
        }
    }
}

/// Files that would take time or memory out of proportion are refused, at any size.
#[test]
fn hostile_files_are_refused() {
    let rdf = |inside: &str| {
        format!(
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>{inside}</rdf:RDF>"
        )
    };
    let nested = "<rdf:Description><a xmlns='b:'>".repeat(10_000);
    let attributes: String = (0..10_000).map(|number| format!(" a{number}=''")).collect();
    let entities: String = (1..20)
        .map(|number| {
            let before = format!("&e{};", number - 1).repeat(10);
            format!("<!ENTITY e{number} \"{before}\">")
        })
        .collect();
    let bomb = format!(
        "<!DOCTYPE r [<!ENTITY e0 \"xxxxxxxxxx\">{entities}]>{}",
        rdf("&e19;")
    );
    let long = "x".repeat(LONGEST_TERM + 1);
    for (name, text) in [
        ("nested.rdf", rdf(&nested)),
        (
            "attributes.rdf",
            rdf(&format!("<rdf:Description{attributes}/>")),
        ),
        ("bomb.rdf", bomb),
        (
            "long.rdf",
            rdf(&format!(
                "<rdf:Description rdf:about='a:{long}'><a xmlns='b:'>x</a></rdf:Description>"
            )),
        ),
        ("nested.jsonld", "[".repeat(100_000)),
        ("objects.jsonld", "{\"a:b\":".repeat(100_000)),
        (
            "long.jsonld",
            format!("{{\"@id\": \"a:s\", \"a:p\": \"{long}\"}}"),
        ),
        (
            "nested.trig",
            format!("<a:g> {{ <a:s> <a:p> {}", "(".repeat(100_000)),
        ),
        (
            "quoted.trig",
            "<a:g> { << <a:s> <a:p> <a:o> >> <a:p> <a:o> }".to_owned(),
        ),
        (
            "quoted.nt",
            "<< <a:s> <a:p> <a:o> >> <a:p> <a:o> .".to_owned(),
        ),
        ("long.nq", format!("<a:s> <a:p> \"{long}\" <a:g> .")),
        ("graph.nq", format!("<a:s> <a:p> <a:o> <a:{long}> .")),
        (
            "utf-16.jsonld",
            "\u{feff}".encode_utf16().map(|_| "\u{0}[").collect(),
        ),
    ] {
        for care in [Care::Fast, Care::Located] {
            let (_, findings) = one(name, text.clone(), care);
            assert!(
                findings
                    .iter()
                    .any(|finding| finding.severity == sayso::read::Severity::Error),
                "{name} {care:?}"
            );
        }
    }
}

// ------------------------------------------------------------------------------------- as people use them

#[test]
fn a_workspace_takes_them_all_and_writes_into_turtle_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let datasets = folder.path().join("datasets");
    fs::create_dir_all(datasets.join("hidden/.git")).expect("a folder");
    fs::write(folder.path().join("sayso.toml"), "").expect("a file");
    for (number, (ending, format)) in FORMATS.iter().enumerate() {
        let record = RECORD
            .replace(":fire", &format!(":fire-{ending}"))
            .replace("0.90", &format!("0.{number}"));
        let path = datasets.join(format!("set-{ending}.{ending}"));
        fs::write(path, written(&record, *format)).expect("a file");
    }
    assert_eq!(dataset_files(&datasets).expect("it is there").len(), 6);
    let answer = sayso(folder.path(), &["ask", "all"]);
    let text = String::from_utf8_lossy(&answer.stdout).into_owned();
    for (ending, _) in FORMATS {
        assert!(text.contains(&format!("fire-{ending}")), "{ending}: {text}");
    }
    let one = sayso(folder.path(), &["ask", "all", "--dataset", "set-jsonld"]);
    assert!(String::from_utf8_lossy(&one.stdout).contains("fire-jsonld"));

    let mayor = "https://example.org/desk#mayor";
    let fire = "https://example.org/desk#fire-rdf";
    let story = "https://example.org/desk#story";
    let before = fs::read(datasets.join("set-rdf.rdf")).expect("a file");
    let refused = sayso(
        folder.path(),
        &["say", mayor, "denies", fire, "--quoted-in", story],
    );
    assert_eq!(refused.status.code(), Some(2));
    let message = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        message.contains("set-rdf.rdf is RDF/XML, which is read but not written"),
        "{message}"
    );
    assert_eq!(
        fs::read(datasets.join("set-rdf.rdf")).expect("a file"),
        before
    );
    let into = [
        "say",
        mayor,
        "denies",
        fire,
        "--quoted-in",
        story,
        "--into",
        "set-ttl",
    ];
    let written = sayso(folder.path(), &into);
    assert_eq!(
        written.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&written.stderr)
    );
}
