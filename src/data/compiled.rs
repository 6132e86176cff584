//! Data as an archive, and from one.

use std::collections::BTreeMap;
use std::io::{self, Seek, Write};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Data;
use super::verdicts::Kept;
use crate::archive::{Archive, Writer};
use crate::evidence::{Evidence, View};
use crate::index::{Index, Layer};
use crate::names::Names;
use crate::read::Graph;
use crate::read::terms::{Frozen, Terms};
use crate::verdict::Verdicts;

/// What an archive says beside its columns.
#[derive(Serialize, Deserialize)]
pub(super) struct About {
    prefixes: BTreeMap<String, String>,
    files: Vec<String>,
    warnings: usize,
    /// The build of this library that made it: another one may mean something else by the same
    /// columns.
    build: String,
    /// The files that it was made from.
    inputs: Vec<Fingerprint>,
    /// Whether the verdicts kept are those of the strict view; `None` without verdicts.
    strict: Option<bool>,
    /// Who kept the record when the verdicts were made.
    keepers: Vec<u32>,
}

/// A file that data was made from, and what was in it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Fingerprint {
    /// The name that people know it by.
    pub(super) name: String,
    /// The IRI that relative IRIs in it were resolved against.
    pub(super) base: String,
    /// How many bytes it had.
    pub(super) length: u64,
    /// Their checksum.
    pub(super) hash: u64,
}

/// This build of the library: its version, and a hash of its sources.
const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("SAYSO_BUILD"));

impl Data {
    /// Writes the data down. O(its bytes).
    ///
    /// # Errors
    ///
    /// Whatever the output says.
    pub fn save<W: Write + Seek>(&self, output: W) -> io::Result<W> {
        self.save_for(&[], output)
    }

    /// Writes the data down, with the fingerprints of the files that it was made from.
    pub(super) fn save_for<W: Write + Seek>(
        &self,
        inputs: &[Fingerprint],
        output: W,
    ) -> io::Result<W> {
        let mut archive = Writer::new(output)?;
        self.index.terms.save(&mut archive)?;
        self.index.data.save("data", &mut archive)?;
        for (name, bytes) in self.evidence.columns() {
            archive.section(&format!("evidence.{name}"), bytes)?;
        }
        if let Some(kept) = &self.kept {
            self.index.verdicts.save("verdict-graph", &mut archive)?;
            for (name, bytes) in kept.verdicts.columns() {
                archive.section(&format!("verdicts.{name}"), bytes)?;
            }
        }
        archive.finish(&About {
            prefixes: self.graph.prefixes.clone(),
            files: self.graph.files.clone(),
            warnings: self.warnings,
            build: BUILD.to_owned(),
            inputs: inputs.to_vec(),
            strict: self.kept.as_ref().map(|kept| kept.view.strict),
            keepers: self
                .kept
                .as_ref()
                .map_or_else(Vec::new, |kept| kept.keepers.clone()),
        })
    }

    /// Data from an archive; `None` if it is none, not whole, of another build, or made from
    /// other files. What its columns hold is tested when it is touched, so this costs the same
    /// for any size.
    pub(super) fn open((archive, about): (Archive, About), inputs: &[Fingerprint]) -> Option<Self> {
        if about.build != BUILD || about.inputs != inputs {
            return None;
        }
        let terms = Terms::from(Frozen::open(&archive)?);
        let kept = match about.strict {
            None => None,
            Some(strict) => Some(Kept {
                keepers: about.keepers.clone(),
                view: View {
                    strict,
                    ..View::default()
                },
                verdicts: Arc::new(Verdicts::from_columns(&mut |name| {
                    archive.stretch(&format!("verdicts.{name}"))
                })?),
            }),
        };
        let index = Arc::new(Index {
            terms: terms.clone(),
            data: Arc::new(Layer::open("data", &archive)?),
            verdicts: match kept {
                Some(_) => Arc::new(Layer::open("verdict-graph", &archive)?),
                None => Arc::default(),
            },
        });
        let evidence =
            Evidence::from_columns(&mut |name| archive.stretch(&format!("evidence.{name}")))?;
        let mut graph = Graph::default();
        graph.terms = terms;
        graph.prefixes = about.prefixes;
        graph.files = about.files;
        Some(Self {
            graph,
            names: Names::new(Arc::clone(&index)),
            index,
            evidence,
            findings: Vec::new(),
            warnings: about.warnings,
            keepers: about.keepers,
            kept,
        })
    }
}
