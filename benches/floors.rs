//! How long each floor takes, on records of two sizes: `cargo bench`, or `cargo bench verdicts`.
//!
//! The record is that of the peers' benchmark, and the time for each statement is what to compare:
//! a floor whose second figure is more than ten times the first does not scale. Side by side with
//! other programs, and on large records: `benches/peers/`.

#[path = "peers/workload.rs"]
mod workload;

use std::io::sink;
use std::sync::Arc;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use sayso::data::Data;
use sayso::evidence::{View, build};
use sayso::index::Index;
use sayso::query::{self, results, saved, verdicts};
use sayso::read::{Care, Graph};
use sayso::verdict;
use sayso::workspace::Source;
use sayso::write::{self, Format};

const STATEMENTS: [u64; 2] = [1_000, 10_000];

fn main() {
    divan::main();
}

/// A record in the long form.
fn long(statements: u64) -> Source {
    let mut turtle = Vec::new();
    let sinks = workload::Sinks {
        turtle: &mut turtle,
        statements: sink(),
        relays: sink(),
        agents: sink(),
    };
    let counts = workload::write(statements, 1, sinks).expect("memory takes all");
    assert_eq!(counts.statements, statements);
    Source::text("record.ttl", "https://bench.example/record", turtle)
}

/// The same record as people type it.
fn short(statements: u64) -> Source {
    let text = write::export(&read(&long(statements)), Format::TurtleShort).expect("it exports");
    Source::text("record.ttl", "https://bench.example/record", text)
}

fn read(source: &Source) -> Graph {
    let (graph, findings) =
        sayso::read::read(std::slice::from_ref(source), Care::Fast).expect("it is in memory");
    assert!(findings.is_empty(), "the workload is well-formed");
    graph
}

fn load(statements: u64) -> Data {
    Data::load(&[long(statements)]).expect("the workload is well-formed")
}

/// Long form to numbered quads.
#[divan::bench(args = STATEMENTS, max_time = 2)]
fn reading(bencher: Bencher, statements: u64) {
    let source = long(statements);
    bencher
        .counter(ItemsCount::new(statements))
        .bench(|| read(black_box(&source)));
}

/// The same from the short form: what it takes beyond `reading` is the expansion.
#[divan::bench(args = STATEMENTS, max_time = 2)]
fn reading_and_expanding(bencher: Bencher, statements: u64) {
    let source = short(statements);
    bencher
        .counter(ItemsCount::new(statements))
        .bench(|| read(black_box(&source)));
}

/// Quads to what SPARQL asks.
#[divan::bench(args = STATEMENTS, max_time = 2)]
fn index(bencher: Bencher, statements: u64) {
    let source = long(statements);
    bencher
        .counter(ItemsCount::new(statements))
        .with_inputs(|| read(&source))
        .bench_values(|graph| Index::new(&graph.terms, &graph.quads));
}

/// Quads to columns of who said what.
#[divan::bench(args = STATEMENTS, max_time = 2)]
fn evidence(bencher: Bencher, statements: u64) {
    let graph = read(&long(statements));
    bencher
        .counter(ItemsCount::new(statements))
        .bench(|| build::build(black_box(&graph)));
}

/// Columns to the verdicts on all claims.
#[divan::bench(args = STATEMENTS, max_time = 2)]
fn verdicts_on_all(bencher: Bencher, statements: u64) {
    let data = load(statements);
    bencher
        .counter(ItemsCount::new(statements))
        .bench(|| verdict::all(&data.snapshot(black_box(View::default()))));
}

/// A saved query that reads every statement, results written as CSV.
#[divan::bench(args = STATEMENTS, max_time = 2)]
fn query(bencher: Bencher, statements: u64) {
    let data = load(statements);
    let answers = verdict::all(&data.snapshot(View::default()));
    let index = Arc::new(verdicts::beside(&data, &answers));
    let saved = saved::embedded();
    let saved = saved
        .iter()
        .find(|saved| saved.name == "without-anchor")
        .expect("it is embedded");
    let parsed = query::parse(&saved.text, []).expect("it is SPARQL");
    bencher.counter(ItemsCount::new(statements)).bench(|| {
        let found = query::evaluate(&index, black_box(&parsed), &[]).expect("it has results");
        let mut bytes = Vec::new();
        results::write(found, results::Format::Csv, &data.graph, &mut bytes)
            .expect("memory takes all");
        bytes
    });
}

/// The data as people type it, read back and compared.
#[divan::bench(args = STATEMENTS, max_time = 2)]
fn export(bencher: Bencher, statements: u64) {
    let graph = read(&long(statements));
    bencher
        .counter(ItemsCount::new(statements))
        .bench(|| write::export(black_box(&graph), Format::TurtleShort).expect("it exports"));
}
