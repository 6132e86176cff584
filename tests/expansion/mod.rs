//! The long form: `ontology/expand.rq`, run by an independent engine, against the reader.

mod comparison;
mod invariance;
mod names;
mod random;

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxrdf::graph::CanonicalizationAlgorithm;
use oxrdf::{BlankNode, Dataset, Graph, NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;
use sayso::read::Care;
use sayso::workspace::Source;
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};

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

fn text_of(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("the file is there")
}

const BREACH: &str = "datasets/vsse-breach/vsse-breach.ttl";

fn as_text(triples: &[Triple]) -> String {
    triples.iter().fold(String::new(), |mut text, triple| {
        let _ = writeln!(text, "{triple} .");
        text
    })
}
