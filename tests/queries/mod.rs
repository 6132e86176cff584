//! The saved queries: that they run, what they answer, that their answers agree with those of the verdicts, and
//! that `docs/queries.md` tells them as they are.
//!
//! `SAYSO_UPDATE=1 cargo test --release queries` writes that page anew.

mod answers;
mod headers;
mod order;
mod page;
mod parameters;
mod record;
mod verdicts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use oxrdf::Term;
use sayso::data::Data;
use sayso::evidence::View;
use sayso::index::Index;
use sayso::query;
use sayso::query::results::{self, Format};
use sayso::query::saved::{Saved, embedded};
use sayso::read::Graph;
use sayso::verdict::{self, Verdict};
use sayso::vocab::Id;
use sayso::workspace::{Source, loose};
use spareval::QueryResults;

use crate::program::root;

const VSSE: &str = "datasets/vsse-breach/vsse-breach.ttl";

const TOUR: &str = "datasets/tour/tour.ttl";

/// A dataset with its verdicts, as queries see it.
struct Desk {
    data: Data,
    verdicts: Vec<Verdict>,
    index: Arc<Index>,
    /// What the results are shown with: the data of the graph, its terms gone into the index.
    graph: Graph,
}

impl Desk {
    fn new(sources: &[Source]) -> Self {
        let load = || Data::load(sources).expect("the data is right");
        let data = load();
        let verdicts = verdict::all(&data.snapshot(View::default()));
        let index = data.with_verdicts(View::default());
        let graph = load().graph;
        Self {
            data,
            verdicts,
            index,
            graph,
        }
    }

    fn files(names: &[&str]) -> Self {
        let sources: Vec<Source> = names.iter().map(|name| loose(&root().join(name))).collect();
        Self::new(&sources)
    }

    fn text(body: &str) -> Self {
        let text = format!(
            "@prefix : <https://example.org/desk#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
             @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n{body}"
        );
        Self::new(&[Source::text("desk.ttl", "https://example.org/desk", text)])
    }

    fn run(&self, saved: &Saved, given: &[(&str, &str)]) -> QueryResults<'static> {
        let given: Vec<(String, String)> = given
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        // A query that is not run without a value is right for all values at once, too.
        if given.is_empty() && saved.parameters.iter().any(|p| p.is_required) {
            return self.evaluate(saved, &[]);
        }
        let bindings = saved
            .bindings(&given, &self.data)
            .unwrap_or_else(|error| panic!("{}: {error}", saved.name));
        self.evaluate(saved, &bindings)
    }

    fn evaluate(&self, saved: &Saved, bindings: &[(String, Term)]) -> QueryResults<'static> {
        let parsed = query::parse(&saved.text, []).expect("the query is SPARQL");
        query::evaluate(&self.index, &parsed, bindings)
            .unwrap_or_else(|error| panic!("{}: {error}", saved.name))
    }

    /// The results as the program writes them: CSV, or Turtle for triples.
    fn written(&self, name: &str, given: &[(&str, &str)]) -> String {
        let found = self.run(&query_named(name), given);
        let format = match found {
            QueryResults::Graph(_) => Format::Turtle,
            _ => Format::Csv,
        };
        let mut bytes = Vec::new();
        results::write(found, format, &self.graph, &mut bytes).expect("the results can be written");
        let text = String::from_utf8(bytes).expect("results are UTF-8");
        text.replace("\r\n", "\n")
    }

    /// The rows of a query, each by name of variable; IRIs in full, literals without quotes.
    fn rows(&self, name: &str, given: &[(&str, &str)]) -> Vec<BTreeMap<String, String>> {
        let QueryResults::Solutions(solutions) = self.run(&query_named(name), given) else {
            panic!("{name} has no rows");
        };
        let text = |term: &Term| match term {
            Term::NamedNode(node) => node.as_str().to_owned(),
            Term::BlankNode(node) => node.as_str().to_owned(),
            Term::Literal(literal) => literal.value().to_owned(),
        };
        solutions
            .map(|solution| {
                let solution = solution.expect("the evaluation goes through");
                solution
                    .iter()
                    .map(|(variable, term)| (variable.as_str().to_owned(), text(term)))
                    .collect()
            })
            .collect()
    }

    /// The values of some variables in the rows of a query.
    fn set(&self, name: &str, given: &[(&str, &str)], variables: &[&str]) -> BTreeSet<Vec<String>> {
        let rows = self.rows(name, given).into_iter();
        rows.map(|row| {
            let value = |variable: &&str| row.get(*variable).cloned().unwrap_or_default();
            variables.iter().map(value).collect()
        })
        .collect()
    }

    fn iri(&self, term: Id) -> String {
        self.data.graph.terms.text(term).to_owned()
    }

    fn claim(&self, number: u32) -> String {
        self.iri(self.data.evidence.claims[number as usize].term)
    }

    fn agent(&self, number: u32) -> String {
        self.iri(self.data.evidence.agents[number as usize].term)
    }

    fn claims(&self) -> impl Iterator<Item = u32> {
        0..self.data.evidence.claims.len() as u32
    }

    /// The claims of the verdicts that pass, as one-column rows.
    fn claims_where(&self, passes: impl Fn(&Verdict) -> bool) -> BTreeSet<Vec<String>> {
        let verdicts = self.verdicts.iter().filter(|verdict| passes(verdict));
        verdicts
            .map(|verdict| vec![self.claim(verdict.claim)])
            .collect()
    }
}

fn query_named(name: &str) -> Saved {
    let mut queries = embedded().into_iter();
    let found = queries.find(|query| query.name == name);
    found.unwrap_or_else(|| panic!("there is no query {name}"))
}

/// The datasets that the queries are held against, by name.
fn desks() -> Vec<(&'static str, Desk)> {
    let mut desks = vec![
        ("vsse-breach", Desk::files(&[VSSE])),
        (
            "vsse-breach-b",
            Desk::files(&[VSSE, "tests/fixtures/vsse/b.ttl"]),
        ),
    ];
    if root().join(TOUR).exists() {
        desks.push(("tour", Desk::files(&[TOUR])));
    } else {
        eprintln!("SKIPPED: {TOUR} is not there, so no query is held against it");
    }
    desks
}

/// The values that the header of a query gives as examples, by parameter.
fn examples(saved: &Saved) -> Vec<(String, String)> {
    let mut examples = Vec::new();
    let mut name = String::new();
    for line in saved.text.lines().filter_map(|l| l.strip_prefix("#+")) {
        let line = line.trim().trim_start_matches("- ");
        if let Some(value) = line.strip_prefix("name:") {
            value.trim().clone_into(&mut name);
        } else if let Some(value) = line.strip_prefix("example:") {
            examples.push((name.clone(), value.trim().to_owned()));
        }
    }
    examples
}
