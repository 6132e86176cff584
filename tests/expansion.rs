//! The long form: `ontology/expand.rq`, run by an independent engine, against the reader.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxrdf::graph::CanonicalizationAlgorithm;
use oxrdf::{BlankNode, Dataset, Graph, NamedNode, NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;
use sayso::read::{Care, Severity};
use sayso::workspace::Source;
use sha2::{Digest, Sha256};
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};

use crate::oracle::generate::Random;
use crate::program::root;

const BASE: &str = "https://example.org/desk";

/// How many random datasets are tried; `SAYSO_TEST_SEEDS` asks for more.
fn seeds() -> u64 {
    let more = std::env::var("SAYSO_TEST_SEEDS").ok();
    more.and_then(|seeds| seeds.parse().ok()).unwrap_or(400)
}

/// The Turtle files right inside a folder of the repository, in order.
pub(crate) fn turtle_files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join(folder))
        .expect("the folder is there")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ttl"))
        .collect();
    files.sort();
    files
}

/// Triples as sorted lines whose blank nodes have canonical labels.
pub(crate) fn canonical(triples: impl IntoIterator<Item = Triple>) -> BTreeSet<String> {
    let mut graph: Graph = triples.into_iter().collect();
    graph.canonicalize(CanonicalizationAlgorithm::Unstable);
    graph.iter().map(|triple| triple.to_string()).collect()
}

/// The triples of a graph that was read.
pub(crate) fn triples_of(graph: &sayso::read::Graph) -> Vec<Triple> {
    let node = |term: Term| match term {
        Term::NamedNode(node) => NamedOrBlankNode::from(node),
        Term::BlankNode(node) => node.into(),
        Term::Literal(literal) => panic!("{literal} is a subject"),
    };
    let name = |term: Term| match term {
        Term::NamedNode(node) => node,
        other => panic!("{other} is a predicate"),
    };
    graph
        .quads
        .iter()
        .map(|quad| Triple {
            subject: node(graph.terms.to_term(quad.subject)),
            predicate: name(graph.terms.to_term(quad.predicate)),
            object: graph.terms.to_term(quad.object),
        })
        .collect()
}

/// The triples that the reader makes of some texts.
fn by_reader(texts: &[&str]) -> Vec<Triple> {
    let sources: Vec<Source> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| Source::text(&format!("{index}.ttl"), BASE, *text))
        .collect();
    let (graph, findings) = sayso::read::read(&sources, Care::Fast).expect("text is readable");
    for finding in findings {
        assert!(
            !matches!(finding.code, "syntax" | "unknown-term" | "not-a-property"),
            "{finding:?}\n{texts:?}"
        );
    }
    triples_of(&graph)
}

/// The triples that a text says as it stands. Blank nodes get new labels, whatever theirs were.
fn as_typed(text: &str, file: usize) -> Vec<Triple> {
    let fresh = |node: &BlankNode| {
        BlankNode::new(format!("file{file}-{}", node.as_str())).expect("a plain label")
    };
    TurtleParser::new()
        .with_base_iri(BASE)
        .expect("an IRI")
        .for_slice(text)
        .map(|triple| {
            let mut triple = triple.unwrap_or_else(|error| panic!("{error}\n{text}"));
            if let NamedOrBlankNode::BlankNode(node) = &triple.subject {
                triple.subject = fresh(node).into();
            }
            if let Term::BlankNode(node) = &triple.object {
                triple.object = fresh(node).into();
            }
            triple
        })
        .collect()
}

/// The query, parsed and ready to run on triples.
struct Query(String);

impl Query {
    fn new() -> Self {
        Self(fs::read_to_string(root().join("ontology/expand.rq")).expect("the query is there"))
    }

    fn run(&self, triples: Vec<Triple>) -> Vec<Triple> {
        let dataset: Dataset = triples
            .into_iter()
            .map(|triple| triple.in_graph(oxrdf::GraphName::DefaultGraph))
            .collect();
        let results = SparqlEvaluator::new()
            .parse_query(&self.0)
            .expect("the query is SPARQL")
            .on_queryable_dataset(Spelled(&dataset))
            .execute()
            .expect("the query runs");
        let QueryResults::Graph(triples) = results else {
            panic!("the query is no CONSTRUCT");
        };
        triples
            .map(|triple| triple.expect("the query goes on running"))
            .collect()
    }

    fn on_texts(&self, texts: &[&str]) -> Vec<Triple> {
        let triples = texts
            .iter()
            .enumerate()
            .flat_map(|(file, text)| as_typed(text, file))
            .collect();
        self.run(triples)
    }
}

type Inner<'a> = <&'a Dataset as QueryableDataset<'a>>::InternalTerm;

/// A dataset whose literals keep their spelling: the engine by itself reads `0.90` as a number,
/// whose text is then `0.9`.
struct Spelled<'a>(&'a Dataset);

impl<'a> QueryableDataset<'a> for Spelled<'a> {
    type InternalTerm = Inner<'a>;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Inner<'a>>,
        predicate: Option<&Inner<'a>>,
        object: Option<&Inner<'a>>,
        graph_name: Option<Option<&Inner<'a>>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Inner<'a>>, Infallible>> + use<'a> {
        self.0
            .internal_quads_for_pattern(subject, predicate, object, graph_name)
    }

    fn internalize_term(&self, term: Term) -> Result<Inner<'a>, Infallible> {
        self.0.internalize_term(term)
    }

    fn externalize_term(&self, term: Inner<'a>) -> Result<Term, Infallible> {
        self.0.externalize_term(term)
    }

    fn externalize_expression_term(&self, term: Inner<'a>) -> Result<ExpressionTerm, Infallible> {
        let term = self.externalize_term(term)?;
        let understood = ExpressionTerm::from(term.clone());
        Ok(match term {
            Term::Literal(literal) if Term::from(understood.clone()) != literal.clone().into() => {
                let datatype = literal.datatype().into_owned();
                ExpressionTerm::OtherTypedLiteral {
                    value: literal.value().to_owned(),
                    datatype,
                }
            }
            _ => understood,
        })
    }
}

fn difference(query: &BTreeSet<String>, reader: &BTreeSet<String>) -> String {
    let mut text = String::new();
    for line in query.difference(reader) {
        let _ = writeln!(text, "query only:  {line}");
    }
    for line in reader.difference(query) {
        let _ = writeln!(text, "reader only: {line}");
    }
    text
}

fn assert_same(query: &Query, what: &str, texts: &[&str]) {
    let expected = canonical(query.on_texts(texts));
    let actual = canonical(by_reader(texts));
    assert!(
        expected == actual,
        "{what}:\n{}\n{}",
        difference(&expected, &actual),
        if what.starts_with("seed") {
            texts.join("")
        } else {
            String::new()
        },
    );
}

fn text_of(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("the file is there")
}

const BREACH: &str = "datasets/vsse-breach/vsse-breach.ttl";

#[test]
fn the_query_and_the_reader_agree_on_the_dataset() {
    assert_same(&Query::new(), BREACH, &[&text_of(BREACH)]);
}

#[test]
fn the_query_and_the_reader_agree_on_the_fixtures() {
    let query = Query::new();
    let breach = text_of(BREACH);
    for path in turtle_files("tests/fixtures/vsse") {
        let what = path.display().to_string();
        let text = fs::read_to_string(&path).expect("the file is there");
        if matches!(
            path.file_name().and_then(|name| name.to_str()),
            Some("short.ttl" | "long.ttl")
        ) {
            assert_same(&query, &what, &[&text]);
        } else {
            // These say of themselves that they are to be read together with the dataset.
            assert_same(&query, &what, &[&breach, &text]);
        }
    }
}

#[test]
fn the_query_and_the_reader_agree_on_random_datasets() {
    let query = Query::new();
    for seed in 0..seeds() {
        let text = generate(seed).turtle();
        assert_same(&query, &format!("seed {seed}"), &[&text]);
    }
}

#[test]
fn short_and_long_form_expand_to_the_same() {
    let short = canonical(by_reader(&[&text_of("tests/fixtures/vsse/short.ttl")]));
    let long = canonical(by_reader(&[&text_of("tests/fixtures/vsse/long.ttl")]));
    assert!(short == long, "{}", difference(&short, &long));
}

fn as_text(triples: &[Triple]) -> String {
    triples.iter().fold(String::new(), |mut text, triple| {
        let _ = writeln!(text, "{triple} .");
        text
    })
}

#[test]
fn expanding_twice_changes_nothing() {
    let mut texts: Vec<String> = [BREACH, "tests/fixtures/vsse/short.ttl"]
        .map(text_of)
        .into();
    texts.extend((0..seeds()).map(|seed| generate(seed).turtle()));
    for text in &texts {
        let once = by_reader(&[text]);
        let twice = canonical(by_reader(&[&as_text(&once)]));
        let once = canonical(once);
        assert!(once == twice, "{}\n{text}", difference(&once, &twice));
    }
}

#[test]
fn the_query_run_twice_changes_nothing() {
    let query = Query::new();
    for seed in 0..seeds() / 4 {
        let text = generate(seed).turtle();
        let once = query.on_texts(&[&text]);
        let twice = canonical(query.run(once.clone()));
        let once = canonical(once);
        assert!(once == twice, "{}\n{text}", difference(&once, &twice));
    }
}

#[test]
fn the_order_of_the_file_does_not_matter() {
    for seed in 0..seeds() {
        let mut dataset = generate(seed);
        // What nobody should write must not depend on the order either.
        dataset.spoil(&mut Random::new(!seed));
        let first = canonical(by_reader(&[&dataset.turtle()]));
        let before = dataset.turtle();
        for _ in 0..3 {
            Random::new(seed).shuffle(&mut dataset.lines);
            let again = canonical(by_reader(&[&dataset.turtle()]));
            assert!(
                first == again,
                "seed {seed}: {}\n{before}",
                difference(&first, &again)
            );
        }
    }
}

#[test]
fn the_division_into_files_does_not_matter() {
    for seed in 0..seeds() / 4 {
        let mut dataset = generate(seed);
        // Blank nodes cannot be shared between files.
        dataset.lines.retain(|line| !line.contains("_:"));
        let whole = canonical(by_reader(&[&dataset.turtle()]));
        let rest = dataset.lines.split_off(dataset.lines.len() / 2);
        let (first, second) = (dataset.turtle(), Lines { lines: rest }.turtle());
        let parts = canonical(by_reader(&[&first, &second]));
        assert!(
            whole == parts,
            "seed {seed}: {}",
            difference(&whole, &parts)
        );
    }
}

fn name_of(lines: &[&str]) -> NamedNode {
    let hash = Sha256::digest(lines.join("\n").as_bytes());
    let hex = hash.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    NamedNode::new(format!("https://w3id.org/sayso/statement/{hex}")).expect("an IRI")
}

/// The objects of a property of a subject.
fn objects(triples: &[Triple], subject: &NamedNode, property: &str) -> BTreeSet<String> {
    let iri = format!("https://w3id.org/sayso/ns#{property}");
    triples
        .iter()
        .filter(|triple| {
            triple.subject == NamedOrBlankNode::from(subject.clone())
                && triple.predicate.as_str() == iri
        })
        .map(|triple| triple.object.to_string())
        .collect()
}

#[test]
fn names_follow_the_rule() {
    let triples = by_reader(&[&text_of("tests/fixtures/vsse/short.ttl")]);
    let statement = name_of(&[
        "<https://w3id.org/sayso/ns#by> <https://example.org/desk#le-soir>",
        "<https://w3id.org/sayso/ns#claim> <https://example.org/desk#access>",
        "<https://w3id.org/sayso/ns#stance> <https://w3id.org/sayso/ns#asserts>",
    ]);
    let relays = format!("<https://w3id.org/sayso/ns#relays> {statement}");
    let report = name_of(&[
        "<https://w3id.org/sayso/ns#by> <https://example.org/desk#techcrunch>",
        "<https://w3id.org/sayso/ns#claim> <https://example.org/desk#access>",
        "<https://w3id.org/sayso/ns#in> <https://example.org/desk#story>",
        &relays,
        "<https://w3id.org/sayso/ns#saidAt> \"2025-02-28\"^^<http://www.w3.org/2001/XMLSchema#date>",
        "<https://w3id.org/sayso/ns#stance> <https://w3id.org/sayso/ns#reports>",
    ]);
    assert_eq!(
        objects(&triples, &statement, "by"),
        BTreeSet::from(["<https://example.org/desk#le-soir>".to_owned()]),
    );
    assert_eq!(
        objects(&triples, &report, "relays"),
        BTreeSet::from([statement.to_string()]),
    );
}

#[test]
fn names_of_what_holds_blank_nodes_and_escapes_follow_the_rule() {
    let text = r#"
@prefix : <https://example.org/desk#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
[] a sayso:Statement ; sayso:by :a ; sayso:asserts :c ;
   sayso:statedConfidence "a \"quoted\" word,\na line and a \\"@EN-gb ; sayso:confidence 0.90 ;
   sayso:anchor [ a :Outer ; :inner [ :deep [ ] ; :start 01 ] ] .
"#;
    let empty = hash_of(&[]);
    let deep = hash_of(&[
        &format!("<https://example.org/desk#deep> _:{empty}"),
        "<https://example.org/desk#start> \"01\"^^<http://www.w3.org/2001/XMLSchema#integer>",
    ]);
    let anchor = hash_of(&[
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/desk#Outer>",
        &format!("<https://example.org/desk#inner> _:{deep}"),
    ]);
    let statement = name_of(&[
        &format!("<https://w3id.org/sayso/ns#anchor> _:{anchor}"),
        "<https://w3id.org/sayso/ns#by> <https://example.org/desk#a>",
        "<https://w3id.org/sayso/ns#claim> <https://example.org/desk#c>",
        "<https://w3id.org/sayso/ns#confidence> \"0.90\"^^<http://www.w3.org/2001/XMLSchema#decimal>",
        "<https://w3id.org/sayso/ns#stance> <https://w3id.org/sayso/ns#asserts>",
        "<https://w3id.org/sayso/ns#statedConfidence> \"a \"quoted\" word,\\na line and a \\\\\"@en-gb",
    ]);
    let triples = by_reader(&[text]);
    assert_eq!(
        objects(&triples, &statement, "by").len(),
        1,
        "{}",
        as_text(&triples)
    );
}

fn hash_of(lines: &[&str]) -> String {
    let name = name_of(lines);
    let (_, hash) = name.as_str().rsplit_once('/').expect("a name has a slash");
    hash.to_owned()
}

/// A chain of blank statements deeper than the query reaches in one run: it leaves them blank and
/// loses nothing, and reaches them in the next run.
#[test]
fn the_query_reaches_deep_relays_run_by_run() {
    let mut text = String::from(
        "@prefix : <https://example.org/desk#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
         @prefix dcterms: <http://purl.org/dc/terms/> .
         :d dcterms:publisher :p . _:s0 sayso:by :a0 ; sayso:asserts :c .\n",
    );
    for depth in 1..5 {
        let _ = writeln!(
            text,
            "_:s{depth} sayso:by :a{depth} ; sayso:reports :c ; sayso:relays _:s{} ; sayso:quotedIn :d .",
            depth - 1
        );
    }
    let query = Query::new();
    let expected = canonical(by_reader(&[&text]));
    let mut triples = query.on_texts(&[&text]);
    assert_ne!(canonical(triples.clone()), expected, "the limit is gone");
    for _ in 0..4 {
        triples = query.run(triples);
    }
    let reached = canonical(triples);
    assert!(reached == expected, "{}", difference(&reached, &expected));
}

/// Cases by hand, each small enough to see what is meant.
#[test]
fn the_query_and_the_reader_agree_on_single_cases() {
    let query = Query::new();
    let cases = [
        ("nothing", ""),
        ("foreign", ":a :b [ :c ( 1 2 [ ] ) ] ."),
        ("blank claim", "[] sayso:by :a ; sayso:asserts [ rdfs:label \"It rained\" ] ."),
        (
            "blank claim, quoted",
            "[] sayso:by :a ; sayso:asserts [ rdfs:label \"It rained\" ] ; sayso:quotedIn :d . :d dcterms:publisher :p .",
        ),
        (
            "blank publishers",
            "[] sayso:by :a ; sayso:asserts :c ; sayso:quotedIn :d .
             :d dcterms:publisher [ rdfs:label \"one\" ] , [ rdfs:label \"two\" ] .",
        ),
        (
            "blank document",
            "[] sayso:by :a ; sayso:asserts :c ; sayso:quotedIn [ dcterms:publisher :p ; dcterms:issued \"2025\"^^xsd:gYear ] .",
        ),
        (
            "one statement twice",
            "[] sayso:by :a ; sayso:asserts :c . [] sayso:asserts :c ; sayso:by :a ; a sayso:Statement .",
        ),
        (
            "a stance both ways",
            "[] sayso:by :a ; sayso:asserts :c ; sayso:claim :c ; sayso:stance sayso:asserts .",
        ),
        (
            "a retraction without claim",
            ":s sayso:by :a ; sayso:asserts :c . [] sayso:by :a ; sayso:stance sayso:retracts ; sayso:target :s .",
        ),
        (
            "a retraction of a retraction, both without claim",
            ":s sayso:by :a ; sayso:asserts :c . :r sayso:by :a ; sayso:stance sayso:retracts ; sayso:target :s .
             [] sayso:by :a ; sayso:stance sayso:retracts ; sayso:target :r ; sayso:quotedIn :d . :d dcterms:publisher :p .",
        ),
        (
            "retractions in a ring",
            ":r sayso:by :a ; sayso:stance sayso:retracts ; sayso:target :q . :q sayso:by :a ; sayso:stance sayso:retracts ; sayso:target :r .",
        ),
        (
            "text for things",
            ":s sayso:by \"me\" ; sayso:asserts \"this\" ; sayso:in \"there\" ; sayso:to \"you\" . :d dcterms:publisher \"them\" .",
        ),
        (
            "quoted by text",
            ":s sayso:by :a ; sayso:asserts :c ; sayso:quotedIn :d . :d dcterms:publisher \"them\" ; dcterms:issued \"then\" .",
        ),
        (
            "a chain of quotations",
            ":s sayso:by :a ; sayso:asserts :c ; sayso:quotedIn :d , :e .
             :d dcterms:publisher :p , :q ; dcterms:issued \"2025\"^^xsd:gYear , \"2025-01\"^^xsd:gYearMonth .
             :e dcterms:publisher :p .",
        ),
        (
            "topics and authority",
            ":c dcterms:subject :t . :a sayso:authorityOver :t , :c2 ; sayso:interestIn :c3 ; sayso:vouchedBy :b .",
        ),
        (
            "links of claims",
            ":a sayso:entails :b . :c sayso:contradicts :d . :e sayso:presupposes :f . :g sayso:sameClaim :h .",
        ),
        (
            "ties",
            "[] sayso:kind sayso:OwnedBy ; sayso:dependent :a ; sayso:principal :b . :t sayso:kind sayso:SameAs .
             :u sayso:between :x , :y . :v sayso:kind sayso:Government ; sayso:between :x , :z .",
        ),
        (
            "publishers of documents that nothing is in",
            ":d dcterms:publisher :p . :e dcterms:publisher :q . :s sayso:by :a ; sayso:asserts :c ; sayso:in :e .",
        ),
    ];
    let mut differences = String::new();
    for (what, text) in cases {
        let text = format!("{PREFIXES}{text}");
        let expected = canonical(query.on_texts(&[&text]));
        let actual = canonical(by_reader(&[&text]));
        if expected != actual {
            let _ = writeln!(differences, "{what}:\n{}", difference(&expected, &actual));
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

/// What lacks a part, or has one too often. The two agree here as well: what the reader reports
/// must be what a user of the query sees. Two cases are left out. A statement with two claims that
/// is quoted: the query makes a report with two claims of it, the reader none, so that the fault is
/// told once. A blank statement that says nothing: only the reader gives it a name.
#[test]
fn the_query_and_the_reader_agree_on_faulty_cases() {
    let query = Query::new();
    let cases = [
        ("a speaker alone", ":s sayso:by :a ."),
        ("a blank speaker alone", "[] sayso:by :a ."),
        ("a claim alone", ":s sayso:claim :c ."),
        ("a blank claim alone", "[] sayso:claim :c ."),
        ("a stance alone", ":s sayso:stance sayso:asserts ."),
        ("a blank stance alone", "[] sayso:stance sayso:asserts ."),
        ("a type alone", ":s a sayso:Statement ."),
        (
            "a type and a relay",
            "[] a sayso:Statement ; sayso:relays :t .",
        ),
        ("no speaker", "[] sayso:asserts :c ."),
        ("no claim", "[] sayso:by :a ; sayso:stance sayso:asserts ."),
        ("no stance", "[] sayso:by :a ; sayso:claim :c ."),
        (
            "quoted without a claim",
            "[] sayso:by :a ; sayso:quotedIn :d . :d dcterms:publisher :p .",
        ),
        (
            "only quoted",
            ":s sayso:quotedIn :d . :d dcterms:publisher :p .",
        ),
        (
            "quoted in nothing",
            "[] sayso:by :a ; sayso:asserts :c ; sayso:quotedIn :d .",
        ),
        (
            "two stances",
            "[] sayso:by :a ; sayso:asserts :c ; sayso:denies :c .",
        ),
        (
            "a retraction of nothing",
            "[] sayso:by :a ; sayso:stance sayso:retracts .",
        ),
        (
            "a retraction of two",
            ":s sayso:by :a ; sayso:asserts :c . :t sayso:by :a ; sayso:asserts :e .
             :r sayso:by :a ; sayso:stance sayso:retracts ; sayso:target :s , :t .",
        ),
        (
            "a retraction of a statement with two claims",
            ":s sayso:by :a ; sayso:asserts :c , :e .
             :r sayso:by :a ; sayso:stance sayso:retracts ; sayso:target :s .",
        ),
        (
            "a retraction that also asserts",
            ":s sayso:by :a ; sayso:asserts :c . :r sayso:by :a ; sayso:stance sayso:retracts , sayso:asserts ; sayso:target :s .",
        ),
        (
            "a document quoted as text",
            ":s sayso:by :a ; sayso:asserts :c ; sayso:quotedIn \"the paper\" .",
        ),
    ];
    let mut differences = String::new();
    for (what, text) in cases {
        let text = format!("{PREFIXES}{text}");
        let expected = canonical(query.on_texts(&[&text]));
        let actual = canonical(by_reader(&[&text]));
        if expected != actual {
            let _ = writeln!(differences, "{what}:\n{}", difference(&expected, &actual));
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

/// Rings of blank statements are beyond the query; the reader names them, in any order of the
/// file, and tells apart what can be told apart.
#[test]
fn rings_are_named() {
    let ring = |size: usize, marked: bool| {
        let mut lines = Vec::new();
        for index in 0..size {
            lines.push(format!("_:s{index} sayso:by :a ."));
            lines.push(format!("_:s{index} sayso:reports :c ."));
            lines.push(format!(
                "_:s{index} sayso:relays _:s{} .",
                (index + 1) % size
            ));
        }
        if marked {
            lines.push("_:s0 rdfs:label \"the first\" .".to_owned());
        }
        Lines { lines }
    };
    for (size, marked, expected) in [(1, false, 1), (6, false, 1), (6, true, 6), (7, true, 7)] {
        let mut lines = ring(size, marked);
        let first = canonical(by_reader(&[&lines.turtle()]));
        let statements = first
            .iter()
            .filter(|line| line.ends_with("<https://w3id.org/sayso/ns#Statement>"))
            .count();
        assert_eq!(statements, expected, "{first:?}");
        assert!(first.iter().all(|line| !line.contains("_:")));
        for seed in 0..5 {
            Random::new(seed).shuffle(&mut lines.lines);
            assert_eq!(canonical(by_reader(&[&lines.turtle()])), first);
        }
    }
}

#[test]
fn the_dataset_reads_without_errors() {
    let source = Source::text("breach.ttl", BASE, text_of(BREACH));
    let (_, findings) = sayso::read::read(&[source], Care::Fast).expect("text is readable");
    assert!(
        findings
            .iter()
            .all(|finding| finding.severity != Severity::Error)
    );
}

const PREFIXES: &str = "@prefix :        <https://example.org/desk#> .
@prefix sayso:   <https://w3id.org/sayso/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema:  <https://schema.org/> .
@prefix oa:      <http://www.w3.org/ns/oa#> .
@prefix rdf:     <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs:    <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd:     <http://www.w3.org/2001/XMLSchema#> .
";

/// A random dataset: one triple a line, so that the order can be changed.
struct Lines {
    lines: Vec<String>,
}

impl Lines {
    fn turtle(&self) -> String {
        format!("{PREFIXES}{}\n", self.lines.join("\n"))
    }

    fn say(&mut self, subject: &str, predicate: &str, object: &str) {
        self.lines.push(format!("{subject} {predicate} {object} ."));
    }

    /// Adds what nobody should write: second claims, speakers, stances and targets.
    fn spoil(&mut self, random: &mut Random) {
        for _ in 0..random.below(4) {
            let Some(line) = random.pick(&self.lines) else {
                return;
            };
            let mut parts = line.splitn(3, ' ');
            let (Some(subject), Some(predicate)) = (parts.next(), parts.next()) else {
                return;
            };
            let object = match predicate {
                "sayso:by" => ":agent9",
                "sayso:target" | "sayso:relays" => ":statement0",
                "sayso:stance" => "sayso:denies",
                _ if predicate.starts_with("sayso:") => ":claim9",
                _ => continue,
            };
            self.say(subject, predicate, object);
        }
    }
}

const STANCES: [&str; 8] = [
    "asserts",
    "confirms",
    "denies",
    "reports",
    "declines",
    "noResponse",
    "deflects",
    "neitherConfirmsNorDenies",
];

const TIMES: [&str; 6] = [
    "\"2025-02-28\"^^xsd:date",
    "\"2025-02\"^^xsd:gYearMonth",
    "\"2025\"^^xsd:gYear",
    "\"2025-02-28T09:30:00Z\"^^xsd:dateTime",
    "\"2025-02-28T10:30:00.000+01:00\"^^xsd:dateTime",
    "\"2025-02-28+01:00\"^^xsd:date",
];

const TEXTS: [&str; 12] = [
    "\"plain\"",
    "\"plain\"^^xsd:string",
    "\"He said \\\"no\\\"\"@en",
    "\"two\\nlines\"@en-GB",
    "\"two\\nlines\"@EN-gb",
    "\"\"\"a \"long\"\nstring\"\"\"",
    "\"back\\\\slash, and \\\\n that is no newline\"",
    "\"tab\\tand\\rreturn\"",
    "\"\\u00e9\\U0001F4F0 déjà-vu\"@fr",
    "\"\"",
    "\"$1 \\\\1 $\"",
    "\"? after everything\"",
];

const NUMBERS: [&str; 6] = ["0.90", "0.9", "9.0e-1", "1", "\"01\"^^xsd:integer", ".5"];

/// A random dataset that the query can expand in one run: within its limits, and well-formed.
fn generate(seed: u64) -> Lines {
    let mut generator = Generator {
        random: Random::new(seed),
        lines: Lines { lines: Vec::new() },
        blanks: 0,
    };
    generator.all();
    generator.lines
}

struct Generator {
    random: Random,
    lines: Lines,
    blanks: usize,
}

impl Generator {
    fn one(&mut self, of: &[&str]) -> String {
        of[self.random.below(of.len())].to_owned()
    }

    fn some(&mut self, of: &[String]) -> String {
        of[self.random.below(of.len())].clone()
    }

    fn blank(&mut self) -> String {
        self.blanks += 1;
        format!("_:b{}", self.blanks)
    }

    /// An IRI, or in so many of a hundred cases a blank node.
    fn node(&mut self, kind: &str, index: usize, blank: usize) -> String {
        if self.random.chance(blank) {
            self.blank()
        } else {
            format!(":{kind}{index}")
        }
    }

    fn all(&mut self) {
        let agents = self.agents();
        let claims = self.claims(&agents);
        let documents = self.documents(&agents);
        self.ties(&agents, &documents);
        self.statements(&agents, &claims, &documents);
        if self.random.chance(20) {
            self.lines.say(":elsewhere", ":property", "_:foreign");
            self.lines.say("_:foreign", ":property", "_:foreign");
        }
        self.random.shuffle(&mut self.lines.lines);
    }

    fn agents(&mut self) -> Vec<String> {
        let mut agents = Vec::new();
        for index in 0..=self.random.below(3) + 1 {
            let agent = self.node("agent", index, 15);
            if agent.starts_with('_') || self.random.chance(30) {
                let label = self.one(&TEXTS);
                self.lines.say(&agent, "rdfs:label", &label);
            }
            if self.random.chance(30) {
                self.lines.say(&agent, "sayso:reliability", "sayso:B");
            }
            if self.random.chance(15) {
                self.lines.say(&agent, "a", "sayso:AnonymousSource");
                self.lines.say(&agent, "sayso:vouchedBy", ":agent9");
            }
            agents.push(agent);
        }
        agents
    }

    fn claims(&mut self, agents: &[String]) -> Vec<String> {
        let mut claims: Vec<String> = Vec::new();
        for index in 0..=self.random.below(3) {
            let claim = self.node("claim", index, 15);
            if claim.starts_with('_') || self.random.chance(40) {
                let label = self.one(&TEXTS);
                self.lines.say(&claim, "rdfs:label", &label);
            }
            // A blank claim must not hold a blank node: the query would leave it unhashed.
            if self.random.chance(20) {
                self.lines.say(&claim, "dcterms:subject", ":topic");
            }
            if self.random.chance(20) {
                let link = self.one(&[
                    "sayso:entails",
                    "sayso:contradicts",
                    "sayso:presupposes",
                    "sayso:sameClaim",
                ]);
                self.lines.say(&claim, &link, ":claim7");
            }
            let agent = self.some(agents);
            let over = self.one(&[":topic", ":claim0", ":claim8"]);
            if self.random.chance(20) {
                self.lines.say(&agent, "sayso:authorityOver", &over);
            }
            if self.random.chance(10) {
                self.lines.say(&agent, "sayso:interestIn", ":claim0");
            }
            claims.push(claim);
        }
        claims
    }

    fn documents(&mut self, agents: &[String]) -> Vec<String> {
        let named: Vec<String> = agents
            .iter()
            .filter(|agent| agent.starts_with(':'))
            .cloned()
            .chain([":outlet".to_owned()])
            .collect();
        let mut documents = Vec::new();
        for index in 0..=self.random.below(2) {
            let document = self.node("document", index, 15);
            // A blank document must not hold a blank publisher; a named one may.
            let publishers = if document.starts_with('_') {
                named.as_slice()
            } else {
                agents
            };
            for _ in 0..=self.random.below(2) {
                let publisher = self.some(publishers);
                self.lines.say(&document, "dcterms:publisher", &publisher);
            }
            for _ in 0..self.random.below(3) {
                let time = self.one(&TIMES);
                self.lines.say(&document, "dcterms:issued", &time);
            }
            if self.random.chance(50) {
                self.lines.say(
                    &document,
                    "schema:url",
                    "<https://news.example/a?b=c&d=%20>",
                );
            }
            documents.push(document);
        }
        documents
    }

    fn ties(&mut self, agents: &[String], documents: &[String]) {
        for index in 0..self.random.below(2) {
            let tie = self.node("tie", index, 50);
            self.lines.say(&tie, "sayso:kind", "sayso:OwnedBy");
            let (a, b) = (self.some(agents), self.some(agents));
            if self.random.chance(50) {
                self.lines.say(&tie, "sayso:between", &a);
                self.lines.say(&tie, "sayso:between", &b);
            } else {
                self.lines.say(&tie, "sayso:dependent", &a);
                self.lines.say(&tie, "sayso:principal", &b);
            }
            let source = self.some(documents);
            self.lines.say(&tie, "dcterms:source", &source);
        }
    }

    fn statements(&mut self, agents: &[String], claims: &[String], documents: &[String]) {
        // Each with whether it refers to a blank statement.
        let mut statements: Vec<(String, bool)> = Vec::new();
        for index in 0..=self.random.below(6) {
            let statement = self.node("statement", index, 60);
            let is_blank = statement.starts_with('_');
            let agent = self.some(agents);
            self.lines.say(&statement, "sayso:by", &agent);
            let mut refers = false;
            let within: Vec<String> = statements
                .iter()
                .filter(|(other, deep)| !(is_blank && other.starts_with('_') && *deep))
                .map(|(other, _)| other.clone())
                .collect();
            if !within.is_empty() && self.random.chance(15) {
                let target = self.some(&within);
                refers |= target.starts_with('_');
                self.lines.say(&statement, "sayso:target", &target);
                self.lines.say(&statement, "sayso:stance", "sayso:retracts");
            } else {
                self.stance(&statement, claims);
            }
            for _ in 0..self.random.below(3) {
                if !within.is_empty() && self.random.chance(50) {
                    let relayed = self.some(&within);
                    refers |= relayed.starts_with('_');
                    self.lines.say(&statement, "sayso:relays", &relayed);
                }
            }
            for _ in 0..self.random.below(3) {
                let document = self.some(documents);
                let property = self.one(&["sayso:quotedIn", "sayso:quotedIn", "sayso:in"]);
                self.lines.say(&statement, &property, &document);
            }
            self.details(&statement, is_blank, agents);
            statements.push((statement, refers));
        }
    }

    fn stance(&mut self, statement: &str, claims: &[String]) {
        let claim = self.some(claims);
        let stance = format!("sayso:{}", self.one(&STANCES));
        let form = self.random.below(3);
        if form != 1 {
            self.lines.say(statement, &stance, &claim);
        }
        if form != 0 {
            self.lines.say(statement, "sayso:claim", &claim);
            self.lines.say(statement, "sayso:stance", &stance);
        }
    }

    fn details(&mut self, statement: &str, is_blank: bool, agents: &[String]) {
        let literals: [(&str, &[&str]); 6] = [
            ("sayso:saidAt", &TIMES),
            ("sayso:recordedAt", &TIMES),
            ("sayso:confidence", &NUMBERS),
            ("sayso:statedConfidence", &TEXTS),
            ("rdfs:label", &TEXTS),
            ("sayso:firstHand", &["true", "\"1\"^^xsd:boolean", "false"]),
        ];
        for (property, values) in literals {
            if self.random.chance(20) {
                let value = self.one(values);
                self.lines.say(statement, property, &value);
            }
        }
        if self.random.chance(20) {
            self.lines.say(statement, "a", "sayso:Statement");
        }
        if self.random.chance(10) {
            let asker = self.some(agents);
            self.lines.say(statement, "sayso:to", &asker);
        }
        if self.random.chance(10) {
            let other = self.some(agents);
            self.lines.say(statement, "sayso:deflectsTo", &other);
        }
        if self.random.chance(40) {
            let anchor = self.blank();
            self.lines.say(statement, "sayso:anchor", &anchor);
            self.lines.say(&anchor, "a", "oa:TextPositionSelector");
            let start = self.random.below(100).to_string();
            self.lines.say(&anchor, "oa:start", &start);
            if self.random.chance(30) {
                let text = self.one(&TEXTS);
                self.lines.say(&anchor, "rdfs:label", &text);
            }
            // The query does not hash an anchor within an anchor.
            if !is_blank && self.random.chance(50) {
                let inner = self.blank();
                self.lines.say(&anchor, "oa:refinedBy", &inner);
                self.lines.say(&inner, "oa:end", "007");
            }
        }
    }
}
