//! Files with slips of every sort: whatever they hold, importing them ends, and what it makes is
//! in order and reads back.

use sayso::data::Data;
use sayso::import::Format;
use sayso::import::table::Layout;
use sayso::read::Severity;
use sayso::workspace::Source;

use super::{fixture, imported};
use crate::oracle::generate::Random;

/// What is put into files: pieces that mean something to a reader of some format.
const PIECES: [&str; 30] = [
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "true",
    "1e999",
    "-1",
    "\\u0000",
    "\\ud800",
    "\u{202e}",
    "\u{feff}",
    "<",
    ">",
    "(Citation: ",
    ")",
    "--",
    "https://",
    "%",
    "é",
    "\n",
    ";",
    "_:",
    "\"\"\"",
    "\"id\":",
    "@prefix",
];

/// How many variants of each fixture are tried; more with `SAYSO_TEST_SEEDS`.
fn seeds() -> u64 {
    let wanted = std::env::var("SAYSO_TEST_SEEDS").ok();
    wanted
        .and_then(|number| number.parse().ok())
        .unwrap_or(400)
        .min(20_000)
}

/// A few slips: pieces put in, taken out, doubled, or put in place of others.
fn mutated(original: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = original.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(40)).min(bytes.len());
        let piece = random.pick(&PIECES).unwrap_or_default().as_bytes();
        match random.below(5) {
            0 => drop(bytes.splice(at..at, piece.iter().copied())),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let stretch = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, stretch));
            }
            3 => drop(bytes.splice(at..end, piece.iter().copied())),
            _ => {
                // One string in place of another, which mostly stays in order.
                let strings: Vec<(usize, usize)> = strings(&bytes);
                let (Some(one), Some(other)) = (random.pick(&strings), random.pick(&strings))
                else {
                    continue;
                };
                let text = bytes[other.0..other.1].to_vec();
                drop(bytes.splice(one.0..one.1, text));
            }
        }
    }
    bytes
}

/// Where the strings of a file are, without their quotes.
fn strings(bytes: &[u8]) -> Vec<(usize, usize)> {
    let quotes: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b'"').collect();
    quotes
        .chunks_exact(2)
        .map(|pair| (pair[0] + 1, pair[1]))
        .collect()
}

pub(super) fn endure(format: Format, name: &str) {
    let original = fixture(name);
    let mut accepted = 0;
    for seed in 0..seeds() {
        let bytes = mutated(&original, &mut Random::new(seed));
        let Ok(made) = imported(format, &bytes) else {
            continue;
        };
        accepted += 1;
        let source = Source::text("made.ttl", "https://example.org/made", made.text.as_str());
        let data = Data::inspect(&[source]).expect("it can be read");
        let wrong = data
            .findings
            .iter()
            .find(|finding| finding.severity == Severity::Error);
        assert!(
            wrong.is_none(),
            "seed {seed} of {name}: {wrong:?}\n{}",
            made.text
        );
    }
    assert!(accepted > 0, "every variant of {name} was refused");
}

#[test]
fn bundles_with_slips() {
    endure(Format::Stix, "bundle.json");
}

#[test]
fn events_with_slips() {
    endure(Format::Misp, "event.json");
}

#[test]
fn galaxies_with_slips() {
    endure(Format::MispGalaxy, "galaxy.json");
}

#[test]
fn reviews_with_slips() {
    endure(Format::ClaimReview, "reviews.json");
}

#[test]
fn tables_with_slips() {
    endure(Format::Table(Layout::Csv), "table.csv");
    endure(Format::Table(Layout::JsonLines), "table.jsonl");
}

#[test]
fn statements_with_slips() {
    endure(Format::Ftm, "statements.csv");
}

#[test]
fn nanopublications_with_slips() {
    endure(Format::Nanopublication, "heron.trig");
}
