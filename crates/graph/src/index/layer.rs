//! Quads in two sorted orders: every pattern is a stretch of one of them, or a few.

use std::ops::Range;

use fixedbitset::FixedBitSet;

pub(super) use super::order::SHORT;
use super::order::{Order, Sorted};
use crate::archive::{Archive, Writer};
use crate::column::Column;
use crate::read::Quad;
use crate::vocab::Id;

/// A run of rows longer than this is searched by predicates rather than row by row.
const LONG_RUN: usize = 256;

/// Quads that are asked together.
#[derive(Debug, Default)]
pub struct Layer {
    by_subject: Order,
    by_predicate: Order,
    /// The predicates that occur.
    predicates: Column<u32>,
    /// The graphs that occur.
    pub(super) graphs: Column<u32>,
}

/// Some consecutive rows of one order that have one first part.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    is_by_subject: bool,
    first: u32,
    pub(super) range: Range<usize>,
}

/// Where the quads of a pattern are.
#[derive(Debug)]
pub(super) enum Places {
    /// In one stretch, or none.
    One(Option<Rows>),
    /// In several.
    Several(std::vec::IntoIter<Rows>),
    /// Everywhere, from this subject on.
    All(u32),
}

impl Layer {
    /// Sorts quads into a layer. O(quads + terms), on all cores; beside the quads 24 bytes a quad
    /// and 16 a term.
    ///
    /// # Panics
    ///
    /// If there are more than 2³² − 1 quads.
    pub fn new(quads: &[Quad], terms: usize) -> Self {
        assert!(
            u32::try_from(quads.len()).is_ok(),
            "more than 2^32 quads in one index"
        );
        let mut graphs = FixedBitSet::with_capacity(terms);
        for quad in quads {
            graphs.insert(quad.graph.index());
        }
        let is_one_graph = graphs.count_ones(..) <= 1;
        let sorted = Sorted::by_subject(quads, terms);
        let ((by_predicate, predicates), by_subject) = rayon::join(
            || {
                let (sorted, predicates) = sorted.by_predicate();
                (Order::new(&sorted, is_one_graph), predicates)
            },
            || Order::new(&sorted, is_one_graph),
        );
        Self {
            by_subject,
            by_predicate,
            predicates: predicates.into(),
            graphs: graphs.ones().map(|graph| graph as u32).collect(),
        }
    }

    /// How many distinct quads there are.
    pub fn len(&self) -> usize {
        self.by_subject.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The objects of a subject and a predicate, in order of number; one that several graphs
    /// state is given as often.
    pub fn objects(&self, subject: u32, predicate: u32) -> impl Iterator<Item = u32> {
        let run = self.by_subject.run(subject);
        let rows = self.by_subject.within(run, predicate);
        self.by_subject.rows(rows, 0).map(|[_, object, _]| object)
    }

    /// The subjects and objects of a predicate, in order of object, then subject.
    pub fn pairs(&self, predicate: u32) -> impl Iterator<Item = (u32, u32)> {
        let run = self.by_predicate.run(predicate);
        let rows = self.by_predicate.rows(run, 0);
        rows.map(|[object, subject, _]| (subject, object))
    }

    /// All quads, in order of number of subject, predicate and object.
    pub fn quads(&self) -> impl Iterator<Item = Quad> {
        let subjects = self.by_subject.firsts();
        subjects.flat_map(move |subject| {
            let run = self.by_subject.run(subject);
            let rows = self.by_subject.rows(run, self.graph());
            rows.map(move |[predicate, object, graph]| Quad {
                subject: Id(subject),
                predicate: Id(predicate),
                object: Id(object),
                graph: Id(graph),
            })
        })
    }

    /// Where the quads of a pattern are. O(log quads), or O(predicates · log quads) where only
    /// the object, or only object and subject of a long run, are bound.
    pub(super) fn places(&self, [subject, predicate, object]: [Option<u32>; 3]) -> Places {
        let one = |rows: Rows| Places::One((!rows.range.is_empty()).then_some(rows));
        match (subject, predicate, object) {
            (Some(first), predicate, object) => {
                let mut range = self.by_subject.run(first);
                if let Some(predicate) = predicate {
                    range = self.by_subject.within(range, predicate);
                    if let Some(object) = object {
                        range = self.by_subject.exactly(range, object);
                    }
                } else if object.is_some() && range.len() > LONG_RUN {
                    return self.by_predicates(subject, object);
                }
                one(Rows {
                    is_by_subject: true,
                    first,
                    range,
                })
            }
            (None, Some(first), object) => {
                let mut range = self.by_predicate.run(first);
                if let Some(object) = object {
                    range = self.by_predicate.within(range, object);
                }
                one(Rows {
                    is_by_subject: false,
                    first,
                    range,
                })
            }
            (None, None, Some(_)) => self.by_predicates(None, object),
            (None, None, None) => Places::All(0),
        }
    }

    /// The same, predicate by predicate.
    fn by_predicates(&self, subject: Option<u32>, object: Option<u32>) -> Places {
        let mut found = Vec::new();
        for first in self.predicates.iter().copied() {
            let mut range = self.by_predicate.run(first);
            if let Some(object) = object {
                range = self.by_predicate.within(range, object);
            }
            if let Some(subject) = subject {
                range = self.by_predicate.exactly(range, subject);
            }
            if !range.is_empty() {
                found.push(Rows {
                    is_by_subject: false,
                    first,
                    range,
                });
            }
        }
        Places::Several(found.into_iter())
    }

    /// The next stretch of some places.
    pub(super) fn next(&self, places: &mut Places) -> Option<Rows> {
        match places {
            Places::One(rows) => rows.take(),
            Places::Several(rows) => rows.next(),
            Places::All(subject) => {
                while self.by_subject.has(*subject) {
                    let rows = Rows {
                        is_by_subject: true,
                        first: *subject,
                        range: self.by_subject.run(*subject),
                    };
                    *subject += 1;
                    if !rows.range.is_empty() {
                        return Some(rows);
                    }
                }
                None
            }
        }
    }

    /// The next few quads of some rows, taken off their beginning, and how many they are.
    pub(super) fn take(&self, rows: &mut Rows) -> ([[u32; 4]; SHORT], usize) {
        let order = if rows.is_by_subject {
            &self.by_subject
        } else {
            &self.by_predicate
        };
        let length = rows.range.len().min(SHORT);
        let batch = order.batch(rows.range.start, length, self.graph());
        rows.range.start += length;
        let quads = batch.map(|[second, third, graph]| {
            if rows.is_by_subject {
                [rows.first, second, third, graph]
            } else {
                [third, rows.first, second, graph]
            }
        });
        (quads, length)
    }

    /// The graph of all quads, where they have one.
    fn graph(&self) -> u32 {
        if self.graphs.count() == 1 {
            self.graphs.at(0)
        } else {
            0
        }
    }

    /// Writes the layer down under a name.
    ///
    /// # Errors
    ///
    /// Whatever the output says.
    pub fn save<W: std::io::Write + std::io::Seek>(
        &self,
        name: &str,
        archive: &mut Writer<W>,
    ) -> std::io::Result<()> {
        self.by_subject.save(&format!("{name}.subjects"), archive)?;
        self.by_predicate
            .save(&format!("{name}.predicates"), archive)?;
        archive.column(&format!("{name}.predicates"), &self.predicates)?;
        archive.column(&format!("{name}.graphs"), &self.graphs)
    }

    /// Finds the layer of a name in an archive.
    pub fn open(name: &str, archive: &Archive) -> Option<Self> {
        let layer = Self {
            by_subject: Order::open(&format!("{name}.subjects"), archive)?,
            by_predicate: Order::open(&format!("{name}.predicates"), archive)?,
            predicates: archive.column(&format!("{name}.predicates"))?,
            graphs: archive.column(&format!("{name}.graphs"))?,
        };
        let fits = layer.by_subject.len() == layer.by_predicate.len()
            && (layer.is_empty() || layer.graphs.count() > 0);
        fits.then_some(layer)
    }
}
