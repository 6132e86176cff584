//! Evidence and verdicts written as columns and read back.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use sayso::column::{Bytes, Stretch};
use sayso::evidence::{Evidence, Snapshot, build};
use sayso::read::{Care, Graph, read};
use sayso::verdict;
use sayso::workspace::Source;

use crate::agreement::view_of;
use crate::oracle::generate::{Shape, generate, generate_view};
use crate::oracle::turtle::{Naming, to_turtle};

/// A buffer that is aligned as a mapped file is.
struct Aligned(Vec<u64>);

impl AsRef<[u8]> for Aligned {
    fn as_ref(&self) -> &[u8] {
        bytemuck::cast_slice(&self.0)
    }
}

/// Columns one after another in one buffer, as a file has them.
pub(crate) struct Shelf {
    words: Vec<u64>,
    places: BTreeMap<&'static str, Range<usize>>,
}

impl Shelf {
    pub(crate) fn new<'c>(columns: impl Iterator<Item = (&'static str, &'c [u8])>) -> Self {
        let mut shelf = Self {
            words: Vec::new(),
            places: BTreeMap::new(),
        };
        for (name, bytes) in columns {
            let start = shelf.words.len() * 8;
            shelf.words.extend(bytes.chunks(8).map(|chunk| {
                let mut word = [0; 8];
                word[..chunk.len()].copy_from_slice(chunk);
                u64::from_ne_bytes(word)
            }));
            let before = shelf.places.insert(name, start..start + bytes.len());
            assert!(before.is_none(), "{name} twice");
        }
        shelf
    }

    pub(crate) fn finder(&self) -> impl FnMut(&'static str) -> Option<Stretch> {
        let bytes: Bytes = Arc::new(Aligned(self.words.clone()));
        let places = self.places.clone();
        move |name| Stretch::new(Arc::clone(&bytes), places.get(name)?.clone())
    }
}

fn evidence_of(seed: u64) -> (Graph, Evidence) {
    let case = generate(seed, &Shape::default());
    let text = to_turtle(&case, &Naming::shuffled(&case, seed));
    let source = Source::text("case.ttl", "https://example.org/case", text);
    let (graph, _) = read(&[source], Care::Fast).expect("text is readable");
    let (evidence, _) = build::build(&graph);
    (graph, evidence)
}

#[test]
fn evidence_from_columns_answers_alike() {
    for seed in 0..300 {
        let (_graph, built) = evidence_of(seed);
        assert!(built.is_sound());
        let shelf = Shelf::new(built.columns());
        let restored = Evidence::from_columns(&mut shelf.finder()).expect("all columns are there");
        assert!(restored.is_sound());
        let view = view_of(&generate_view(seed));
        let [before, after] = [&built, &restored]
            .map(|evidence| format!("{:?}", verdict::all(&Snapshot::new(evidence, view))));
        assert_eq!(before, after, "seed {seed}");
    }
}

#[test]
fn columns_that_do_not_fit_each_other_are_refused() {
    let (_graph, built) = evidence_of(7);
    let shelf = Shelf::new(built.columns());
    for (name, place) in &shelf.places {
        let mut find = shelf.finder();
        let missing = Evidence::from_columns(&mut |other| {
            if other == *name { None } else { find(other) }
        });
        assert!(missing.is_none(), "without {name}");
        if place.is_empty() {
            continue;
        }
        let mut torn = Shelf {
            words: shelf.words.clone(),
            places: shelf.places.clone(),
        };
        torn.places.get_mut(name).unwrap().end -= 1;
        let torn = Evidence::from_columns(&mut torn.finder());
        assert!(torn.is_none(), "with {name} cut short");
    }
}

/// Whatever bytes there are: either they are found unsound, or every verdict comes without a
/// panic.
#[test]
fn damaged_columns_are_unsound_or_harmless() {
    let mut refused = 0;
    for seed in 0..40 {
        let (_graph, built) = evidence_of(seed);
        let shelf = Shelf::new(built.columns());
        for (position, word) in shelf.words.iter().enumerate() {
            for damage in [u64::MAX, 1, 1 << 33, 0x0101_0101_0101_0101] {
                let mut damaged = Shelf {
                    words: shelf.words.clone(),
                    places: shelf.places.clone(),
                };
                damaged.words[position] = word ^ damage;
                let evidence = Evidence::from_columns(&mut damaged.finder());
                match evidence.filter(Evidence::is_sound) {
                    Some(evidence) => {
                        let snapshot = Snapshot::new(&evidence, view_of(&generate_view(seed)));
                        verdict::all(&snapshot);
                    }
                    None => refused += 1,
                }
            }
        }
    }
    assert!(refused > 1_000, "only {refused} refused");
}
