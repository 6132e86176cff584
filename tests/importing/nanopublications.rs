//! Nanopublications: what is made of them, which are refused, and the suite of their makers.

use std::fs;
use std::path::{Path, PathBuf};

use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxrdf::{GraphName, Quad, Term};
use oxttl::TriGParser;
use sayso::import::{Format, Imported};

use super::{fixture, foreign, imported, imported_as, workspace};
use crate::program::{root, sayso, text};

#[test]
fn nanopublications_become_claims_by_their_makers() {
    let made = imported(Format::Nanopublication, &fixture("heron.trig")).expect("it is in order");
    assert!(made.findings.is_empty(), "{:?}", made.findings);
    assert_eq!(made.counts.retractions, 1);
    insta::assert_snapshot!("import-nanopublications", made.text);
    insta::assert_debug_snapshot!("import-nanopublications-report", (made.counts, made.report));
}

#[test]
fn what_is_no_nanopublication_is_refused_with_the_reason() {
    let whole = text(&fixture("heron.trig"));
    for (old, new, says) in [
        ("np:hasProvenance sub:provenance ;", "", "0 graphs"),
        ("ex:heron ex:nestsOn ex:town-hall .", "", "is empty"),
        (
            "sub:assertion prov:wasAttributedTo ex:watcher ;",
            "ex:other prov:wasAttributedTo ex:watcher ;",
            "says nothing of its assertion",
        ),
        (
            "np:hasPublicationInfo sub:pubinfo",
            "np:hasPublicationInfo sub:assertion",
            "names of their own",
        ),
        (
            "sub:head {",
            "ex:a { ex:b ex:c ex:d } sub:head {",
            "belongs to no nanopublication",
        ),
        (
            "sub:head {",
            "ex:b ex:c ex:d . sub:head {",
            "in no named graph",
        ),
        (
            "ex:town-hall .",
            "\"two\"^^xsd:integer .",
            "not what its type says",
        ),
        (
            "np.example/heron/>",
            "np.example/egret/>",
            "does not begin with",
        ),
        ("sub:pubinfo {", "sub:pubinfo ", "file:28:"),
    ] {
        assert!(whole.contains(old), "{old}");
        let wrong = whole.replacen(old, new, 1);
        let error = imported(Format::Nanopublication, wrong.as_bytes()).expect_err("it is wrong");
        assert!(
            error.to_string().contains(says),
            "{says:?} is not in {error}"
        );
    }
    let error = imported(Format::Nanopublication, b"")
        .expect_err("it is wrong")
        .to_string();
    assert!(error.contains("no np:Nanopublication"), "{error}");
}

/// The files of a folder among those that the suite's makers made, if it is at hand; but for
/// keys and hashes, which are no nanopublications.
fn suite(folder: &str) -> Option<Vec<PathBuf>> {
    let one = foreign("nanopub/testsuite/valid/plain/simple1.trig")?;
    let suite = one.ancestors().nth(3).expect("it is that deep");
    let files = files(&suite.join(folder));
    let endings = ["trig", "nq", "xml"];
    let is_one = |path: &PathBuf| {
        endings
            .iter()
            .any(|it| path.extension().is_some_and(|found| found == *it))
    };
    Some(files.into_iter().filter(is_one).collect())
}

fn name(path: &Path) -> String {
    let name = path.file_name().expect("it has a name");
    name.to_string_lossy().into_owned()
}

fn taken(path: &Path) -> Imported {
    let bytes = fs::read(path).expect("it can be read");
    let made = imported_as(&name(path), Format::Nanopublication, &bytes);
    let made = made.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let place = path.display();
    assert!(made.findings.is_empty(), "{place}: {:?}", made.findings);
    assert!(made.counts.claims > 0, "{place}");
    made
}

/// What is said of the signatures of an import.
fn said(made: &Imported) -> String {
    let said: Vec<&str> = made.report.signatures.keys().map(String::as_str).collect();
    said.join("\n")
}

#[test]
fn what_the_suite_calls_valid_is_taken() {
    for (folder, number, says) in [
        ("valid/plain", 18, "not signed"),
        ("valid/trusty", 27, "not signed"),
        ("valid/signed", 46, "signature verified"),
        ("transform/plain", 23, "not signed"),
        ("transform/signed", 46, "signature verified"),
    ] {
        let Some(files) = suite(folder) else {
            return;
        };
        assert!(files.len() >= number, "{folder} has {} files", files.len());
        for path in files {
            let made = taken(&path);
            let said = said(&made);
            assert!(said.starts_with(says), "{}: {said}", path.display());
            assert_eq!(said.lines().count(), 1, "{}: {said}", path.display());
            // Beside what was signed lies the hash that its makers gave it.
            if let Ok(code) = fs::read_to_string(path.with_extension("code")) {
                assert!(made.text.contains(code.trim()), "{}", path.display());
            }
        }
    }
}

/// What is wrong with each file that the suite calls invalid, by its file name.
const INVALID: [(&str, &str); 17] = [
    (
        "RA6T-YLqLnYd5XfnqR9PaGUjCzudvHdYjcG4GvOc7fdpA-all-LF.trig",
        "was changed: its content does not have the hash in its name",
    ),
    (
        "assertion_graph_uri_not_matching.trig",
        "the name of the graph",
    ),
    (
        "emptya.trig",
        "assertion of http://example.org/nanopub-validator-example/ is empty",
    ),
    (
        "emptyinfo.trig",
        "pubinfo of http://example.org/nanopub-validator-example/ is empty",
    ),
    (
        "emptyprov.trig",
        "provenance of http://example.org/nanopub-validator-example/ is empty",
    ),
    ("extragraph.trig", "belongs to no nanopublication"),
    (
        "graphs_uris_equal.trig",
        "do not all have names of their own",
    ),
    (
        "illtyped_datatypes_in_assertion.trig",
        "is not what its type says",
    ),
    (
        "noinfolink.trig",
        "the publication information of http://example.org/nanopub-validator-example/ says nothing of it",
    ),
    ("noprovlink.trig", "says nothing of its assertion"),
    (
        "provenance_graph_uri_not_matching.trig",
        "the name of the graph",
    ),
    (
        "pubinfo_graph_uri_not_matching.trig",
        "the name of the graph",
    ),
    (
        "simple1-invalid-dsa.trig",
        "has a signature by DSA that was not made with the key beside it",
    ),
    (
        "simple1-invalid-rsa.trig",
        "has a signature by RSA that was not made with the key beside it",
    ),
    ("trusty1.trig", "was changed"),
    ("trusty2.trig", "does not begin with"),
    (
        "valid_invalid1.trig",
        "mynanopub3# has 0 graphs by http://www.nanopub.org/nschema#hasAssertion",
    ),
];

#[test]
fn what_the_suite_calls_invalid_is_refused_with_the_reason() {
    let Some(files) = suite("invalid") else {
        return;
    };
    let mut judged = Vec::new();
    for path in files {
        let bytes = fs::read(&path).expect("it can be read");
        let error = imported_as(&name(&path), Format::Nanopublication, &bytes);
        let error = error
            .map(|made| made.text)
            .expect_err(&name(&path))
            .to_string();
        let (file, says) = INVALID
            .iter()
            .find(|(file, _)| *file == name(&path))
            .unwrap_or_else(|| panic!("{} is not known: {error}", path.display()));
        assert!(error.contains(says), "{file}: {says:?} is not in {error}");
        judged.push(*file);
    }
    judged.sort_unstable();
    assert_eq!(judged, INVALID.map(|(file, _)| file));
}

/// Nanopublications that another library signed, rightly and wrongly; each says in its first line
/// what is expected of it (`tests/interoperability/nanopublications.py`).
#[test]
fn signatures_of_another_library_are_judged_as_they_should_be() {
    let files = files(&root().join("tests/fixtures/import/signed"));
    assert!(files.len() > 40, "{} files", files.len());
    for path in files {
        let bytes = fs::read(&path).expect("it can be read");
        let whole = text(&bytes);
        let expected = whole.lines().next().expect("it has a line");
        let (verdict, says) = expected
            .trim_start_matches("# ")
            .split_once(": ")
            .expect("it says what is expected");
        let made = imported(Format::Nanopublication, &bytes);
        let found = match (verdict, made) {
            ("accepted", Ok(made)) => said(&made),
            ("refused", Err(error)) => error.to_string(),
            (_, made) => panic!("{}: {made:?}", path.display()),
        };
        assert!(found.contains(says), "{}: {found}", path.display());
    }
}

#[test]
fn a_signature_is_told() {
    let bytes = fixture("signed/signer-alone.trig");
    let made = imported(Format::Nanopublication, &bytes).expect("it is in order");
    // Where nobody is named as the maker, it is who signed.
    assert!(
        made.text
            .contains("sayso:by <https://people.example/signer>"),
        "{}",
        made.text
    );
    let folder = workspace();
    fs::write(folder.path().join("signed.trig"), bytes).expect("it can be written");
    fs::write(folder.path().join("heron.trig"), fixture("heron.trig")).expect("it can be written");
    let arguments = ["import", "nanopublication", "signed.trig", "heron.trig"];
    let output = sayso(folder.path(), &arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let told = text(&output.stdout) + &text(&output.stderr);
    for says in [
        "signatures:\n",
        "1 signature verified: RSA key of 2048 bits, SHA-256 ",
        "3 not signed: nobody's key vouches for these",
    ] {
        assert!(told.contains(says), "{says:?} is not in {told}");
    }
}

/// The same quads in each syntax.
#[test]
fn a_nanopublication_is_the_same_in_every_syntax() {
    let quads = TriGParser::new()
        .for_slice(&fixture("heron.trig"))
        .collect::<Result<Vec<_>, _>>();
    let quads = quads.expect("it is in order");
    let trix = trix(&quads);
    let mut json = oxigraph::io::RdfSerializer::from_format(RdfFormat::JsonLd {
        profile: JsonLdProfileSet::empty(),
    })
    .for_writer(Vec::new());
    let mut lines = String::new();
    for quad in &quads {
        json.serialize_quad(quad).expect("it can be written");
        lines += &format!("{quad} .\n");
    }
    let json = json.finish().expect("it can be written");
    let original =
        imported(Format::Nanopublication, &fixture("heron.trig")).expect("it is in order");
    for (name, bytes) in [
        ("heron.nq", lines.as_bytes()),
        ("heron.jsonld", &json[..]),
        ("heron.trix", trix.as_bytes()),
    ] {
        let made = imported_as(name, Format::Nanopublication, bytes);
        let made = made.unwrap_or_else(|error| panic!("{error}\n{}", text(bytes)));
        assert_eq!(made.text, original.text, "{name}");
    }
}

/// Quads as `TriX`, each in a graph element of its own.
fn trix(quads: &[Quad]) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut text = "<?xml version='1.0'?>\n<!-- heron -->\n<x:TriX xmlns:x='http://www.w3.org/2004/03/trix/trix-1/'>\n".to_owned();
    for quad in quads {
        let GraphName::NamedNode(graph) = &quad.graph_name else {
            panic!("{quad}");
        };
        let object = match &quad.object {
            Term::NamedNode(node) => format!("<x:uri> {} </x:uri>", escaped(node.as_str())),
            Term::BlankNode(node) => format!("<x:id>{}</x:id>", node.as_str()),
            Term::Literal(literal) => match literal.language() {
                Some(language) => format!(
                    "<x:plainLiteral xml:lang='{language}'>{}</x:plainLiteral>",
                    escaped(literal.value())
                ),
                None => format!(
                    "<x:typedLiteral datatype='{}'><![CDATA[{}]]></x:typedLiteral>",
                    literal.datatype().as_str(),
                    literal.value()
                ),
            },
        };
        let subject = quad.subject.to_string();
        text += &format!(
            "<x:graph><x:uri>{}</x:uri>\n<x:triple><x:uri>{}</x:uri><x:uri>{}</x:uri>{object}</x:triple></x:graph>\n",
            escaped(graph.as_str()),
            escaped(subject.trim_matches(['<', '>'])),
            escaped(quad.predicate.as_str()),
        );
    }
    text + "</x:TriX>\n"
}

#[test]
fn what_is_wrong_in_each_syntax_is_told_with_its_place() {
    let trix = "<TriX xmlns='http://www.w3.org/2004/03/trix/trix-1/'>\n<graph><uri>a:g</uri>\n<triple><uri>a:s</uri><uri>a:p</uri><plainLiteral>x</plainLiteral></triple>\n</graph>\n</TriX>\n";
    let good = imported_as("x.trix", Format::Nanopublication, trix.as_bytes());
    let good = good
        .map(|made| made.text)
        .expect_err("it is no nanopublication")
        .to_string();
    assert!(good.contains("no np:Nanopublication"), "{good}");
    for (old, new, says) in [
        (
            "<TriX xmlns",
            "<TriX x",
            "x.xml:1:1: <TriX> is not in the namespace",
        ),
        ("</triple>", "", "x.xml:4:"),
        ("<uri>a:s</uri>", "", "x.xml:3:"),
        (
            "<uri>a:s</uri>",
            "<plainLiteral>s</plainLiteral>",
            "a literal is no subject",
        ),
        ("<uri>a:p</uri>", "<id>p</id>", "a predicate is a <uri>"),
        ("<uri>a:p</uri>", "<uri>a p</uri>", "a p is no IRI"),
        ("<uri>a:p</uri>", "<uri>&secret;</uri>", "x.xml:3:"),
        (
            "<TriX",
            "<!DOCTYPE TriX [<!ENTITY a 'b'>]><TriX",
            "no document type",
        ),
        ("<graph>", "words<graph>", "text stands outside of a term"),
        ("<graph>", "<graph><graph>", "<graph> does not belong here"),
        (
            "<plainLiteral>x</plainLiteral>",
            "<typedLiteral>x</typedLiteral>",
            "needs a datatype",
        ),
        ("</TriX>\n", "", "the file ends before </TriX>"),
        ("</TriX>\n", "</TriX><TriX/>", "<TriX> does not belong here"),
    ] {
        assert!(trix.contains(old), "{old}");
        let wrong = trix.replacen(old, new, 1);
        let error = imported_as("x.xml", Format::Nanopublication, wrong.as_bytes());
        let error = error.map(|made| made.text).expect_err(&wrong).to_string();
        assert!(error.contains(says), "{says:?} is not in {error}");
    }
    let deep = format!("{{\"@id\": {}1{}}}", "[".repeat(5000), "]".repeat(5000));
    for (name, wrong, says) in [
        ("x.nq", "<a:s> <a:p> .\n", "x.nq:1:"),
        ("x.jsonld", "{\"@id\": }", "x.jsonld:1:"),
        ("x.jsonld", &deep, "recursion limit"),
        (
            "x.jsonld",
            "{\"@context\": \"https://np.example/context\"}",
            "x.jsonld",
        ),
        ("x.jsonld", "{\"@id\": 1}", "x.jsonld"),
    ] {
        let error = imported_as(name, Format::Nanopublication, wrong.as_bytes());
        let error = error.map(|made| made.text).expect_err(wrong).to_string();
        assert!(error.contains(says), "{says:?} is not in {error}");
    }
}

/// The files below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter();
    all.map(|entry| entry.expect("it can be listed").into_path())
        .filter(|path| path.is_file())
        .collect()
}

#[test]
fn all_syntax_errors_are_told_at_once() {
    let text =
        "@prefix : <http://a.example/> .\n:g { :s :p }\n:h { :s :p :o :x . }\n:i { :s : . }\n";
    let refused = imported_as("two.trig", Format::Nanopublication, text.as_bytes());
    let message = refused.expect_err("it is no TriG").to_string();
    for line in [2, 3, 4] {
        assert!(message.contains(&format!("two.trig:{line}:")), "{message}");
    }
}
