//! Reading several files at the same time.
//!
//! Files that are short are read a few at a time into a graph of their own, on all cores, and
//! these are put together in order: terms get the numbers that reading one file after another
//! would give them. A long file is cut into pieces instead, and needs all cores for itself.

use rayon::prelude::*;

use super::diagnostic::{Diagnostic, Lines};
use super::graph::{Graph, Quad};
use super::terms::Terms;
use super::{Care, Unreadable, parallel, pass_over_verdicts, read_one, without_mark};
use crate::column::checksum;
use crate::vocab::Id;
use crate::workspace::Source;

/// How many bytes of files are read into one graph, at least, before the next one is begun: each
/// has a dictionary, which costs about as much as reading some kilobytes.
const BATCH: u64 = 128 * 1024;

/// How many graphs are read before they are put together, a core.
const WAVE: usize = 8;

/// What is read, and what is wrong with it.
type Reading = Result<(Graph, Vec<Diagnostic>), Unreadable>;

/// Reads files into one graph. O(bytes), on all cores.
///
/// # Errors
///
/// [`Unreadable`], of the first file that the file system refuses.
pub(super) fn read(sources: &[Source], care: Care) -> Reading {
    let mut graph = Graph::default();
    let mut findings = Vec::new();
    let mut batches = Batches {
        sources,
        care,
        next: 0,
    };
    let most = WAVE * rayon::current_num_threads();
    loop {
        let wave: Vec<Batch<'_>> = batches.by_ref().take(most).collect();
        if wave.is_empty() {
            return Ok((graph, findings));
        }
        let mut short = Vec::new();
        for batch in wave {
            if batch.is_long {
                take_over(&mut graph, &mut findings, std::mem::take(&mut short), care)?;
                read_into(&mut graph, &mut findings, &batch, care)?;
            } else {
                short.push(batch);
            }
        }
        take_over(&mut graph, &mut findings, short, care)?;
    }
}

/// Some files in a row.
struct Batch<'s> {
    /// The number of the first one.
    first: usize,
    files: &'s [Source],
    /// Whether it is one file that is read in pieces.
    is_long: bool,
}

/// All files, in order.
struct Batches<'s> {
    sources: &'s [Source],
    care: Care,
    next: usize,
}

impl<'s> Iterator for Batches<'s> {
    type Item = Batch<'s>;

    fn next(&mut self) -> Option<Batch<'s>> {
        let first = self.next;
        let is_long =
            |source: &Source| self.care == Care::Fast && source.length() > parallel::PIECE as u64;
        let mut bytes = 0;
        let is_long = is_long(self.sources.get(first)?) || {
            while let Some(source) = self.sources.get(self.next)
                && bytes < BATCH
                && !is_long(source)
            {
                bytes += source.length();
                self.next += 1;
            }
            false
        };
        if is_long {
            self.next += 1;
        }
        Some(Batch {
            first,
            files: &self.sources[first..self.next],
            is_long,
        })
    }
}

/// Reads batches side by side, and puts them behind what is read already.
fn take_over(
    graph: &mut Graph,
    findings: &mut Vec<Diagnostic>,
    batches: Vec<Batch<'_>>,
    care: Care,
) -> Result<(), Unreadable> {
    if let [batch] = &*batches {
        return read_into(graph, findings, batch, care);
    }
    let readings: Vec<Reading> = batches
        .into_par_iter()
        .map(|batch| {
            let (mut graph, mut findings) = Default::default();
            read_into(&mut graph, &mut findings, &batch, care)?;
            Ok((graph, findings))
        })
        .collect();
    for reading in readings {
        let (part, more) = reading?;
        append(graph, part);
        findings.extend(more);
    }
    Ok(())
}

/// Puts one graph behind another, as if its files had been read into that.
fn append(graph: &mut Graph, part: Graph) {
    // Blank nodes have the number of their file in their labels, and so are nobody else's.
    let here = graph.terms.absorb(&part.terms, Terms::blank);
    let number = |id: Id| here[id.index()];
    graph.quads.extend(part.quads.iter().map(|quad| Quad {
        subject: number(quad.subject),
        predicate: number(quad.predicate),
        object: number(quad.object),
        graph: number(quad.graph),
    }));
    // What a part takes a prefix for comes first, whoever else in it takes it otherwise.
    for (prefix, namespace) in part.prefixes {
        let key = (prefix, namespace);
        let file = part.declared.get(&key).cloned().unwrap_or_default();
        graph.declare_in(&key.0, &key.1, file);
    }
    for ((prefix, namespace), file) in part.declared {
        graph.declare_in(&prefix, &namespace, file);
    }
    graph.files.extend(part.files);
    graph.hashes.extend(part.hashes);
    graph.places.extend(part.places);
    graph.contents.extend(part.contents);
    graph.lines.extend(part.lines);
}

/// Reads files one after another.
fn read_into(
    graph: &mut Graph,
    findings: &mut Vec<Diagnostic>,
    batch: &Batch<'_>,
    care: Care,
) -> Result<(), Unreadable> {
    for (file, source) in (batch.first..).zip(batch.files) {
        let bytes = source.bytes().map_err(|error| Unreadable {
            name: source.name.clone(),
            source: error,
        })?;
        graph.files.push(source.name.clone());
        let before = graph.quads.len();
        let (hash, ()) = rayon::join(
            || checksum(&bytes),
            || read_one(source, &bytes, file, care, graph, findings),
        );
        graph.hashes.push(hash);
        if source.format().has_graphs() {
            findings.extend(pass_over_verdicts(source, &bytes, before, graph));
        }
        if care == Care::Located {
            let bytes = without_mark(&bytes);
            graph.lines.push(Lines::new(bytes));
            graph.contents.push(bytes.into());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn files_side_by_side_give_what_one_after_another_gives() {
        let sources: Vec<Source> = (0..40)
            .map(|number| {
                let mut text = format!("@prefix ex{}: <http://a.example/{number}#> .\n", number % 7);
                for line in 0..200 * (number % 5) {
                    let _ = writeln!(
                        text,
                        "ex{}:s{line} <http://a.example/p{number}> [ <http://a.example/q> _:b{} ], '{line}'@en .",
                        number % 7,
                        line % 3,
                    );
                }
                if number == 11 {
                    text.push_str("<http://a.example/s> \"no predicate\" .");
                }
                let base = format!("http://base.example/{number}");
                Source::text(&format!("{number}.ttl"), &base, text)
            })
            .collect();
        for care in [Care::Fast, Care::Located] {
            let (mut graph, mut findings) = <(Graph, Vec<Diagnostic>)>::default();
            let all = Batch {
                first: 0,
                files: &sources,
                is_long: false,
            };
            read_into(&mut graph, &mut findings, &all, care).unwrap();
            let (joined, found) = read(&sources, care).unwrap();
            assert_eq!(joined.quads, graph.quads);
            let terms = |graph: &Graph| -> Vec<String> {
                let numbers = 0..graph.terms.len() as u32;
                numbers
                    .map(|id| graph.terms.to_term(Id(id)).to_string())
                    .collect()
            };
            assert_eq!(terms(&joined), terms(&graph));
            assert_eq!(joined.prefixes, graph.prefixes);
            assert_eq!(joined.places, graph.places);
            assert_eq!((joined.files, joined.hashes), (graph.files, graph.hashes));
            assert_eq!(format!("{found:?}"), format!("{findings:?}"));
        }
    }
}
