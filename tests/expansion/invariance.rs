//! What changes nothing: the form, a second run, the order of a file, its division into several.

use super::random::{Lines, generate};
use super::{BREACH, Query, as_text, by_reader, canonical, difference, seeds, text_of};
use crate::oracle::generate::Random;

#[test]
fn short_and_long_form_expand_to_the_same() {
    let short = canonical(by_reader(&[&text_of("tests/fixtures/vsse/short.ttl")]));
    let long = canonical(by_reader(&[&text_of("tests/fixtures/vsse/long.ttl")]));
    assert!(short == long, "{}", difference(&short, &long));
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
