//! Reading: two parsers against each other and against the W3C, and what is said of bad files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxttl::{NTriplesParser, TurtleParser};
use sayso::evidence::build;
use sayso::read::{Care, Diagnostic, Graph, Severity};
use sayso::workspace::{Contents, Source, dataset_files};

use crate::expansion::{canonical, triples_of, turtle_files};
use crate::program::root;

const BASE: &str = "https://example.org/desk";

fn from_file(path: &Path) -> Source {
    let name = path.strip_prefix(root()).unwrap_or(path);
    Source {
        name: name.display().to_string(),
        base: BASE.to_owned(),
        contents: Contents::File(path.to_owned()),
    }
}

fn read(source: &Source, care: Care) -> (Graph, Vec<Diagnostic>) {
    sayso::read::read(std::slice::from_ref(source), care).expect("the file is readable")
}

fn read_text(text: impl Into<Vec<u8>>, care: Care) -> (Graph, Vec<Diagnostic>) {
    read(&Source::text("text.ttl", BASE, text), care)
}

fn has_errors(findings: &[Diagnostic]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
}

fn assert_same_both_ways(source: &Source) {
    let (fast, fast_findings) = read(source, Care::Fast);
    let (located, located_findings) = read(source, Care::Located);
    let what = |findings: &[Diagnostic]| {
        findings
            .iter()
            .map(|finding| (finding.code, finding.message.clone()))
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(
        what(&fast_findings),
        what(&located_findings),
        "{}",
        source.name
    );
    assert_eq!(
        canonical(triples_of(&fast)),
        canonical(triples_of(&located)),
        "{}",
        source.name
    );
    assert_eq!(fast.prefixes, located.prefixes, "{}", source.name);
    assert!(fast.places.is_empty());
    assert_eq!(located.places.len(), located.quads.len());
    assert_eq!(
        build::build(&fast).0.statements.len(),
        build::build(&located).0.statements.len()
    );
}

#[test]
fn both_ways_of_reading_agree() {
    let folders = ["datasets/vsse-breach", "tests/fixtures/vsse", "ontology"];
    for path in folders.into_iter().flat_map(turtle_files) {
        assert_same_both_ways(&from_file(&path));
    }
}

fn bad_files() -> Vec<PathBuf> {
    dataset_files(&root().join("tests/fixtures/bad")).expect("the folder is there")
}

/// Bad in what they mean, but Turtle, or whatever they should be.
#[test]
fn both_ways_of_reading_agree_on_what_is_bad() {
    for path in bad_files() {
        let source = from_file(&path);
        let (_, findings) = read(&source, Care::Fast);
        let is_turtle = findings
            .iter()
            .all(|finding| !matches!(finding.code, "syntax" | "not-utf-8"));
        if is_turtle {
            assert_same_both_ways(&source);
        } else {
            assert!(has_errors(&read(&source, Care::Located).1), "{path:?}");
        }
    }
}

// ------------------------------------------------------------------------------------- the W3C's tests

/// The W3C's tests, if they are at hand.
fn w3c(folder: &str) -> Option<PathBuf> {
    let data = std::env::var_os("SAYSO_TEST_DATA")
        .map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let path = data.join("w3c/rdf-tests/rdf/rdf11").join(folder);
    if path.join("manifest.ttl").is_file() {
        return Some(path);
    }
    // Past the test harness, which keeps what passing tests print to itself.
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED: no W3C tests at {}; set SAYSO_TEST_DATA to run them",
        path.display()
    );
    None
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Expected {
    Accepted,
    Refused,
}

struct Case {
    name: String,
    action: String,
    result: Option<String>,
    expected: Expected,
}

/// What a manifest lists, in order of name.
fn manifest(folder: &Path, base: &str) -> Vec<Case> {
    const MANIFEST: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
    const KIND: &str = "http://www.w3.org/ns/rdftest#";
    let text = fs::read_to_string(folder.join("manifest.ttl")).expect("the manifest is there");
    let mut about: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for triple in TurtleParser::new()
        .with_base_iri(base)
        .expect("an IRI")
        .for_slice(&text)
    {
        let Triple {
            subject,
            predicate,
            object,
        } = triple.expect("the manifest is Turtle");
        let (NamedOrBlankNode::NamedNode(subject), object) = (subject, object) else {
            continue;
        };
        let object = match object {
            Term::NamedNode(node) => node.into_string(),
            Term::Literal(literal) => literal.value().to_owned(),
            Term::BlankNode(_) => continue,
        };
        about
            .entry(subject.into_string())
            .or_default()
            .insert(predicate.into_string(), object);
    }
    let local = |iri: &String| iri.strip_prefix(base).unwrap_or(iri).to_owned();
    about
        .values()
        .filter_map(|properties| {
            let kind = properties.get("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")?;
            let kind = kind.strip_prefix(KIND)?;
            Some(Case {
                name: properties.get(&format!("{MANIFEST}name"))?.clone(),
                action: local(properties.get(&format!("{MANIFEST}action"))?),
                result: properties.get(&format!("{MANIFEST}result")).map(local),
                expected: if kind.contains("Negative") {
                    Expected::Refused
                } else {
                    Expected::Accepted
                },
            })
        })
        .collect()
}

/// Where a parser is known to differ from the W3C, and why that is left so.
const KNOWN_DIFFERENCES: [(&str, Care, &str); 0] = [];

#[test]
fn the_w3c_turtle_tests_pass() {
    let Some(folder) = w3c("rdf-turtle") else {
        return;
    };
    let base = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/";
    let cases = manifest(&folder, base);
    assert!(cases.len() > 300, "only {} cases found", cases.len());
    let mut failures = String::new();
    for case in &cases {
        let path = folder.join(&case.action);
        let source = Source {
            base: format!("{base}{}", case.action),
            ..from_file(&path)
        };
        for care in [Care::Fast, Care::Located] {
            let (graph, findings) = read(&source, care);
            let failure = match (case.expected, has_errors(&findings)) {
                (Expected::Refused, true) => None,
                (Expected::Refused, false) => Some("accepted, must be refused".to_owned()),
                (Expected::Accepted, true) => Some(format!("refused: {findings:?}")),
                (Expected::Accepted, false) => {
                    let result = case.result.as_ref().map(|result| {
                        let text = fs::read_to_string(folder.join(result)).expect("a result");
                        canonical(
                            NTriplesParser::new()
                                .for_slice(&text)
                                .map(|triple| triple.expect("the result is N-Triples")),
                        )
                    });
                    let found = canonical(triples_of(&graph));
                    result
                        .filter(|result| *result != found)
                        .map(|result| format!("expected {result:?}, found {found:?}"))
                }
            };
            let is_known = KNOWN_DIFFERENCES
                .iter()
                .any(|(name, of, _)| *name == case.name && *of == care);
            match failure {
                Some(failure) if !is_known => {
                    let _ = writeln!(failures, "{} {care:?}: {failure}", case.name);
                }
                None if is_known => {
                    let _ = writeln!(failures, "{} {care:?}: no longer differs", case.name);
                }
                _ => {}
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

// ------------------------------------------------------------------------------------------- bad files

fn one_line(finding: &Diagnostic) -> String {
    let place = finding
        .location
        .as_ref()
        .map_or_else(|| "nowhere".to_owned(), ToString::to_string);
    let hint = finding
        .hint
        .as_ref()
        .map_or_else(String::new, |hint| format!(" | {hint}"));
    format!(
        "{place}: {}[{}]: {}{hint}",
        finding.severity, finding.code, finding.message
    )
}

/// Everything that is found wrong with a file.
fn all_findings(source: &Source) -> Vec<Diagnostic> {
    let (graph, mut findings) = read(source, Care::Located);
    if !findings.iter().any(|finding| finding.code == "syntax") {
        findings.extend(build::build(&graph).1);
    }
    sayso::read::diagnostic::sort(&mut findings);
    findings
}

#[test]
fn bad_files_are_answered_with_what_is_wrong_and_where() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("fixtures/bad");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for path in bad_files() {
        let code = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a plain name")
            .to_owned();
        let mut source = from_file(&path);
        let extension = path.extension().expect("it has one");
        source.name = format!("{code}.{}", extension.display());
        let findings = all_findings(&source);
        let text = findings.iter().map(one_line).collect::<Vec<_>>().join("\n");
        assert!(
            findings.iter().any(|finding| finding.code == code),
            "{code}: {text}"
        );
        for finding in &findings {
            let location = finding.location.as_ref();
            assert!(
                location.is_some_and(|location| location.line > 0) || finding.code == "more-errors",
                "no place: {finding:?}"
            );
            assert!(
                finding.hint.is_some() || finding.code == "more-errors",
                "no hint: {finding:?}"
            );
        }
        settings.bind(|| insta::assert_snapshot!(code, text));
    }
}

/// The codes in the sources, found by how they are written there.
fn codes_in_sources() -> BTreeSet<String> {
    let mut files: Vec<PathBuf> = ["src/read", "src/evidence/build"]
        .into_iter()
        .flat_map(|folder| fs::read_dir(root().join(folder)).expect("the folder is there"))
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    files.sort();
    let mut codes = BTreeSet::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("the file is there");
        for constructor in ["::error(", "::warning(", "::note("] {
            for after in text.split(constructor).skip(1) {
                let literal = after.trim_start().strip_prefix('"');
                if let Some((code, _)) = literal.and_then(|rest| rest.split_once('"')) {
                    codes.insert(code.to_owned());
                }
            }
        }
        for after in text.split("\"missing-").skip(1) {
            if let Some((rest, _)) = after.split_once('"') {
                codes.insert(format!("missing-{rest}"));
            }
        }
    }
    codes
}

#[test]
fn every_code_has_a_bad_file() {
    let codes = codes_in_sources();
    assert!(codes.len() > 20, "{codes:?}");
    let files: BTreeSet<String> = bad_files()
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    // A file for this one would be 16 MiB; `terms_have_a_limit` makes it.
    let expected: BTreeSet<String> = codes
        .into_iter()
        .filter(|code| code != "term-too-long")
        .collect();
    assert_eq!(files, expected);
}

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

// ------------------------------------------------------------------------------ hostile and odd files

const PREFIXES: &str =
    "@prefix : <https://example.org/desk#> .\n@prefix sayso: <https://w3id.org/sayso/ns#> .\n";

/// The errors of a text, both ways of reading; those of the located way must have a place.
fn refused(text: impl Into<Vec<u8>>) -> Vec<Diagnostic> {
    let text = text.into();
    let mut all = Vec::new();
    for care in [Care::Fast, Care::Located] {
        let (graph, findings) = read_text(text.clone(), care);
        assert!(has_errors(&findings), "{care:?} accepts");
        for finding in &findings {
            let line = finding
                .location
                .as_ref()
                .map_or(0, |location| location.line);
            assert!(
                care == Care::Fast || line > 0 || finding.code == "more-errors",
                "{care:?}: no line: {}",
                one_line(finding)
            );
        }
        // Whatever was read must be fit to build from: nothing may panic further on.
        let _ = build::build(&graph);
        all.extend(findings);
    }
    all
}

fn accepted(text: impl Into<Vec<u8>>) -> usize {
    let text = text.into();
    let counts = [Care::Fast, Care::Located].map(|care| {
        let (graph, findings) = read_text(text.clone(), care);
        assert!(
            !has_errors(&findings),
            "{care:?}: {}",
            one_line(&findings[0])
        );
        let _ = build::build(&graph);
        graph.quads.len()
    });
    assert_eq!(counts[0], counts[1]);
    counts[0]
}

#[test]
fn empty_files_are_fine() {
    for text in [
        "",
        "\n",
        "# nothing",
        "\u{feff}",
        "@prefix : <https://example.org/> .",
    ] {
        assert_eq!(accepted(text), 0);
    }
}

#[test]
fn a_byte_order_mark_is_no_error_and_moves_no_column() {
    assert_eq!(accepted(format!("\u{feff}{PREFIXES}:a :b :c .")), 1);
    let found = refused("\u{feff}:a :b :c .");
    for finding in found {
        let location = finding.location.expect("a place");
        assert_eq!(location.line, 1, "{}", finding.message);
        assert!((1..=2).contains(&location.column), "{location}");
    }
}

#[test]
fn carriage_returns_are_white_space() {
    let text = format!("{PREFIXES}:a :b :c ;\n  :d \"e\" .\n:f sayso:nothing :g .\n");
    let (_, unix) = read_text(text.clone(), Care::Located);
    let (_, dos) = read_text(text.replace('\n', "\r\n"), Care::Located);
    let places = |findings: &[Diagnostic]| findings.iter().map(one_line).collect::<Vec<_>>();
    assert_eq!(places(&unix), places(&dos));
    assert_eq!(unix.len(), 1);
}

#[test]
fn what_is_not_utf_8_is_refused() {
    let mut text = format!("{PREFIXES}:a :b \"caf").into_bytes();
    text.extend(b"\xe9\" .");
    for finding in refused(text) {
        assert_eq!(finding.code, "not-utf-8");
        let location = finding.location.expect("a place");
        assert_eq!((location.line, location.column), (3, 11));
    }
    refused(b"\xff\xfe:\0a\0".to_vec());
    refused(b":a :b \"cut off in the middle: \xc3".to_vec());
}

fn nested(depth: usize) -> String {
    format!(
        "{PREFIXES}:a :p {}\"core\"{} .",
        "[ :p ".repeat(depth),
        " ]".repeat(depth)
    )
}

#[test]
fn deep_nesting_does_no_harm() {
    assert_eq!(accepted(nested(50)), 51);
    for depth in [1_000, 100_000] {
        for care in [Care::Fast, Care::Located] {
            let (graph, findings) = read_text(nested(depth), care);
            for finding in &findings {
                let line = finding
                    .location
                    .as_ref()
                    .map_or(0, |location| location.line);
                assert!(line > 0, "{care:?}, {depth} deep: {}", one_line(finding));
            }
            let _ = build::build(&graph);
        }
        let brackets = format!("{PREFIXES}:a :p {}", "( ".repeat(depth));
        refused(brackets);
        let open = format!("{PREFIXES}{}", "[ :p ".repeat(depth));
        refused(open);
    }
    // As deep as one reads, the other reads as well.
    for depth in [60, 100, 120, 127, 128, 129, 200, 1_000] {
        let outcome =
            [Care::Fast, Care::Located].map(|care| has_errors(&read_text(nested(depth), care).1));
        assert_eq!(outcome[0], outcome[1], "{depth} deep");
    }
}

/// Nested blank statements reach every stage: expansion must not recurse by them.
#[test]
fn long_chains_of_blank_statements_do_no_harm() {
    let mut text = format!("{PREFIXES}_:s0 sayso:by :a ; sayso:asserts :c .\n");
    for index in 1..20_000 {
        let _ = writeln!(
            text,
            "_:s{index} sayso:by :a ; sayso:reports :c ; sayso:relays _:s{} .",
            index - 1
        );
    }
    let (graph, findings) = read_text(text, Care::Fast);
    assert!(findings.is_empty());
    let (evidence, _) = build::build(&graph);
    assert_eq!(evidence.statements.len(), 20_000);
}

/// A ring of blank statements costs a round of hashing for each that can be told apart.
#[test]
fn rings_of_blank_statements_do_no_harm() {
    let size = 1_000;
    let mut text = format!("{PREFIXES}_:s0 sayso:saidAt \"2025\" .\n");
    for index in 0..size {
        let _ = writeln!(
            text,
            "_:s{index} sayso:by :a ; sayso:reports :c ; sayso:relays _:s{} .",
            (index + 1) % size
        );
    }
    let (graph, _) = read_text(text, Care::Fast);
    assert_eq!(build::build(&graph).0.statements.len(), size);
}

#[test]
fn terms_have_a_limit() {
    let long = "x".repeat(sayso::read::LONGEST_TERM + 1);
    let found = refused(format!(
        "{PREFIXES}:a :b :c ;\n :d \"{long}\" .\n:e :f :g ."
    ));
    assert!(found.iter().any(|finding| finding.code == "term-too-long"));
    refused(format!("{PREFIXES}:a :b <https://example.org/{long}> ."));
    refused(format!("{PREFIXES}<https://example.org/{long}> :a :b ."));
    refused(format!("{PREFIXES}:a <https://example.org/{long}> :b ."));
    let just = "x".repeat(sayso::read::LONGEST_TERM);
    assert_eq!(accepted(format!("{PREFIXES}:a :b \"{just}\" .")), 1);
}

#[test]
fn a_long_line_takes_no_longer_than_its_length() {
    let mut text = PREFIXES.replace('\n', " ");
    let mut number = 0;
    while text.len() < 20 << 20 {
        let _ = write!(
            text,
            ":s{number} :p \"value {number}\" , :o{} . ",
            number % 977
        );
        number += 1;
    }
    let (graph, findings) = read_text(text.clone(), Care::Fast);
    assert!(findings.is_empty());
    assert_eq!(graph.quads.len(), 2 * number);
    let (located, findings) = read_text(text.clone(), Care::Located);
    assert!(findings.is_empty());
    assert_eq!(located.quads.len(), 2 * number);
    text.push_str(":broken");
    refused(text);
}

/// Many findings in a long file: telling each its place must not read the file again for each.
#[test]
fn many_findings_take_no_longer_than_the_file() {
    let mut text = PREFIXES.to_owned();
    let count = 20_000;
    for number in 0..count {
        let _ = writeln!(
            text,
            ":s{number} sayso:by :a ; sayso:asserts :c ; sayso:confidence {number}.5 ."
        );
    }
    let (graph, _) = read_text(text, Care::Located);
    let (_, findings) = build::build(&graph);
    assert_eq!(findings.len(), count - 1);
}

#[test]
fn quoted_triples_are_refused_with_a_hint() {
    let found = refused(format!(
        "{PREFIXES}:a :b :c .\n<< :a :b :c >> :d :e .\n:x sayso:by << :a :b :c >> ."
    ));
    assert!(
        found.iter().any(|finding| finding
            .hint
            .as_ref()
            .is_some_and(|hint| hint.contains("quoted triples"))),
        "{found:?}"
    );
}

#[test]
fn what_never_ends_is_refused() {
    for text in [
        ":a :b \"never closed .",
        ":a :b \"never closed .\n:c :d :e .",
        ":a :b \"\"\"never closed .\n:c :d :e .\n",
        ":a :b 'x\\",
        ":a :b \"x\\",
        ":a :b <never-closed .",
        ":a :b <",
        ":a :b [ :c :d",
        ":a :b ( 1 2",
        ":a :b \"x\"^^",
        ":a :b \"x\"@",
        ":a :b",
        ":a",
        ":a :b :c",
        "@prefix x",
        "@prefix x: <",
        ":a :b :c\\",
        "\\",
        "]",
        ". . .",
        ":a :b :c . }",
        "<a> <b> \"\\u12\" .",
        "<a> <b> \"\\uD800\" .",
        "<a b> <c> <d> .",
        "\0",
    ] {
        refused(format!("{PREFIXES}{text}"));
    }
}

/// Text cut anywhere and broken anywhere: an answer, never a panic.
#[test]
fn broken_files_never_panic() {
    use crate::oracle::generate::Random;
    let whole = fs::read(root().join("datasets/vsse-breach/vsse-breach.ttl")).expect("it is there");
    let junk: [&[u8]; 12] = [
        b"<", b">", b"\"", b"\\", b"[", b"]", b"(", b".", b";", b"\xff", b"'''", b"^^",
    ];
    for seed in 0..300 {
        let mut random = Random::new(seed);
        let from = random.below(whole.len());
        let length = random.below(4_000);
        let mut text = PREFIXES.as_bytes().to_vec();
        text.extend(&whole[from..(from + length).min(whole.len())]);
        for _ in 0..random.below(5) {
            let at = random.below(text.len());
            let piece = junk[random.below(junk.len())];
            text.splice(at..at + random.below(2), piece.iter().copied());
        }
        for care in [Care::Fast, Care::Located] {
            let (graph, findings) = read_text(text.clone(), care);
            let _ = build::build(&graph);
            for finding in findings {
                let _ = one_line(&finding);
            }
        }
    }
}

#[test]
fn one_statement_by_two_speakers_without_names_is_asked_about() {
    let statement = "[] sayso:by [ a sayso:AnonymousSource ; sayso:vouchedBy :p ] ; sayso:asserts :c ; sayso:in :d .\n";
    let data = format!(
        "@prefix : <https://example.org/w#> .\n@prefix sayso: <https://w3id.org/sayso/ns#> .\n:d <http://purl.org/dc/terms/publisher> :p .\n{statement}{statement}"
    );
    let findings = all_findings(&Source::text("desk.ttl", BASE, data));
    let errors: Vec<&Diagnostic> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    let [error] = errors.as_slice() else {
        panic!("{errors:?}");
    };
    assert!(error.message.contains("cannot be told apart"), "{error:?}");
    assert_eq!(error.location.as_ref().map(|it| it.line), Some(5));
}

#[test]
fn the_date_of_a_document_is_complained_of_once_however_often_it_is_quoted() {
    for name in ["bad-time--issued", "said-twice--issues"] {
        let path = root().join(format!("tests/fixtures/shacl/{name}.ttl"));
        let findings = all_findings(&from_file(&path));
        let errors = findings.iter().filter(|f| f.severity == Severity::Error);
        assert_eq!(errors.count(), 1, "{name}: {findings:?}");
    }
}

#[test]
fn hints_name_the_likely_slip_in_the_syntax() {
    let hint = |line: &str| {
        let text = format!("@prefix : <https://example.org/w#> .\n{line}\n");
        let source = Source::text("x.ttl", "https://example.org/x", text.into_bytes());
        let findings = all_findings(&source);
        assert_eq!(findings[0].code, "syntax", "{line}");
        findings[0].hint.clone().unwrap_or_default()
    };
    for (line, says) in [
        (":a :b :c\n:d :e :f .", "a dot missing at the end"),
        (":a :b :c :d :e .", "a semicolon missing before this"),
        (":a :b “c” .", "quotation marks of a word processor"),
        (":a :b <https://example.org/a b> .", "an IRI has no spaces"),
        (
            ":a :b \"c .\n:d :e \"f\" .",
            "closing quotation mark missing",
        ),
        (":a :b [ :c :d .", "subject predicate object"),
        (":a :b :c", "something is still open"),
    ] {
        assert!(hint(line).contains(says), "{line}: {}", hint(line));
    }
}

#[test]
fn a_prefix_that_is_not_declared_is_asked_for_once() {
    let text = "<a> x:b <c> , y:d .\n<a> x:e x:f .\n<a> y:e <f> .\n";
    let source = Source::text("x.ttl", "https://example.org/x", text);
    let findings = all_findings(&source);
    let asked = |prefix: &str| {
        let hints = findings
            .iter()
            .filter_map(|finding| finding.hint.as_deref());
        hints
            .filter(|hint| hint.contains(&format!("@prefix {prefix}:")))
            .count()
    };
    assert_eq!((asked("x"), asked("y")), (1, 1), "{findings:?}");
}

/// The fast reader passes over it, and so would answers be given from a file that `check` refuses.
#[test]
fn a_semicolon_missing_within_brackets_is_an_error_both_ways() {
    let source = |body: &str| {
        let text = format!("@prefix : <https://example.org/#> .\n{body}\n");
        Source::text("story.ttl", "https://example.org/story", text)
    };
    let wrong = [
        "[ :by :mayor :asserts :fire ] .",
        ":s :p [ :q \"a\", \"b\" :r 1 ] .",
        ":s :p ( [ :q :a :r :b ] ) .",
    ];
    for body in wrong {
        for care in [Care::Fast, Care::Located] {
            let (_, findings) = read(&source(body), care);
            assert!(has_errors(&findings), "{care:?}: {body}");
        }
    }
    let right = [
        "[ :by :mayor ; :asserts :fire ] .",
        ":s :p [ :q \"a\", [ :r 1 ] , ( 1 2 3 ) ; a :t ; ] .",
        ":s :p [ :q \"; [ :a :b :c ]\"@en ] . # [ :a :b :c :d ]",
    ];
    for body in right {
        assert_same_both_ways(&source(body));
    }
}
