//! Reading the pieces of a long text at the same time.
//!
//! Each piece is read into a dictionary of its own. These are taken over one after another, in
//! order, so that terms have the numbers, and blank nodes the names, that reading in one go would
//! give them: nobody can tell from an answer how many cores there were.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::graph::{Graph, Quad};
use super::sink::blank_label;
use super::split::{Opaque, Piece, Splitter};
use super::turtle;
use crate::vocab::Id;
use crate::workspace::Format;

/// How long a piece is, in bytes.
pub(super) const PIECE: usize = 2 << 20;

/// How many pieces are read before what is read is put together, a core.
const WAVE: usize = 4;

/// Reads a text in pieces into a graph. O(bytes), on all cores; the memory for a few pieces.
/// While some are read, those before them are put together and those after them are cut.
///
/// `false` if some piece is refused: then the graph is as it was, but for terms that nothing
/// uses.
pub(super) fn read(
    mut splitter: Splitter<'_>,
    format: Format,
    base: &str,
    file: usize,
    graph: &mut Graph,
) -> bool {
    let before = graph.quads.len();
    let mut merge = Merge {
        file,
        has_made_labels: format == Format::Turtle,
        blanks: FxHashMap::default(),
        blank_count: 0,
        prefixes: BTreeMap::new(),
    };
    let parse = |wave: &[Piece<'_>]| -> Vec<Option<Graph>> {
        wave.par_iter()
            .map(|piece| turtle::read_piece(&piece.text(), format, base).ok())
            .collect()
    };
    let most = WAVE * rayon::current_num_threads();
    let mut cut = splitter.wave(most);
    let mut read = Vec::new();
    loop {
        let Ok(wave) = cut else {
            graph.quads.truncate(before);
            return false;
        };
        if wave.is_empty() && read.is_empty() {
            break;
        }
        let take_and_cut = || {
            let mut pieces = read.into_iter();
            let is_whole =
                pieces.all(|piece: Option<Graph>| piece.map(|it| merge.take(it, graph)).is_some());
            if is_whole {
                splitter.wave(most)
            } else {
                Err(Opaque)
            }
        };
        (read, cut) = rayon::join(|| parse(&wave), take_and_cut);
    }
    for (prefix, namespace) in &merge.prefixes {
        graph.declare(prefix, namespace);
    }
    true
}

/// Takes pieces over, in order.
struct Merge {
    file: usize,
    /// Whether the parser gives labels to nodes without one.
    has_made_labels: bool,
    blanks: FxHashMap<String, Id>,
    blank_count: usize,
    /// As they are at the end of the last piece: each takes along those before it.
    prefixes: BTreeMap<String, String>,
}

impl Merge {
    fn take(&mut self, piece: Graph, graph: &mut Graph) {
        let here = graph.terms.absorb(&piece.terms, |terms, label| {
            let fresh = |terms: &mut super::terms::Terms, count: &mut usize| {
                let id = terms.blank(&blank_label(self.file, *count));
                *count += 1;
                id
            };
            if self.has_made_labels && is_generated(label) {
                // `[]` is another node in each piece, whatever the parser called it.
                return fresh(terms, &mut self.blank_count);
            }
            if let Some(id) = self.blanks.get(label) {
                return *id;
            }
            let id = fresh(terms, &mut self.blank_count);
            self.blanks.insert(label.to_owned(), id);
            id
        });
        let number = |id: Id| here[id.0 as usize];
        graph.quads.extend(piece.quads.iter().map(|quad| Quad {
            subject: number(quad.subject),
            predicate: number(quad.predicate),
            object: number(quad.object),
            graph: number(quad.graph),
        }));
        self.prefixes = piece.prefixes;
    }
}

/// Whether a label is one that `rio_turtle` makes for nodes without one. It changes labels in a
/// file that look the same.
fn is_generated(label: &str) -> bool {
    let digits = label.strip_prefix("riog");
    digits
        .is_some_and(|digits| digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// What a graph says, terms in full.
    fn spelled(graph: &Graph) -> Vec<[String; 4]> {
        let text = |id: Id| graph.terms.to_term(id).to_string();
        let quads = graph.quads.iter();
        quads
            .map(|quad| {
                [
                    text(quad.subject),
                    text(quad.predicate),
                    text(quad.object),
                    text(quad.graph),
                ]
            })
            .collect()
    }

    #[test]
    fn pieces_give_what_the_whole_gives() {
        let mut text = "@prefix ex: <http://a.example/#> .\n".to_owned();
        for number in 0..200 {
            let _ = writeln!(
                text,
                "ex:s{number} ex:p [ ex:q _:b{} ], _:riog00000001 , 'x . '@en-GB , '{number}'^^ex:t{} .",
                number % 7,
                number % 3
            );
            if number % 50 == 0 {
                let _ = writeln!(
                    text,
                    "PREFIX ex: <http://a.example/{number}#>\n@base <{number}/> ."
                );
            }
            text += "<here> ex:r [] .\n";
        }
        let base = "http://base.example/";
        let mut whole = Graph::default();
        turtle::read(text.as_bytes(), Format::Turtle, base, 3, &mut whole).unwrap();
        for length in [1, 100, 1000] {
            let splitter = Splitter::new(text.as_bytes(), Format::Turtle, length).unwrap();
            let mut joined = Graph::default();
            assert!(read(splitter, Format::Turtle, base, 3, &mut joined));
            assert_eq!(spelled(&joined), spelled(&whole));
            assert_eq!(joined.prefixes, whole.prefixes);
        }
    }

    #[test]
    fn lines_give_what_the_whole_gives() {
        let mut text = String::new();
        for number in 0..200 {
            let _ = writeln!(
                text,
                "_:riog00000001 <a:p> \"{number} . <x>\" _:g{} . # a graph.",
                number % 3
            );
        }
        let base = "http://base.example/";
        let mut whole = Graph::default();
        turtle::read(text.as_bytes(), Format::NQuads, base, 3, &mut whole).unwrap();
        for length in [1, 100, 1000] {
            let splitter = Splitter::new(text.as_bytes(), Format::NQuads, length).unwrap();
            let mut joined = Graph::default();
            assert!(read(splitter, Format::NQuads, base, 3, &mut joined));
            assert_eq!(spelled(&joined), spelled(&whole));
        }
    }

    #[test]
    fn a_refused_piece_leaves_nothing() {
        let text = "<a:s> <a:p> <a:o> . <a:s> <a:p> . <a:s> <a:p> <a:o> . ";
        let mut graph = Graph::default();
        let splitter = Splitter::new(text.as_bytes(), Format::Turtle, 1).unwrap();
        assert!(!read(
            splitter,
            Format::Turtle,
            "http://base.example/",
            0,
            &mut graph
        ));
        assert!(graph.quads.is_empty());
    }
}
