//! Data as an archive, and from one.

use std::collections::BTreeMap;
use std::io::{self, Seek, Write};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Data;
use crate::archive::{Archive, Writer};
use crate::evidence::Evidence;
use crate::index::{Index, Layer};
use crate::names::Names;
use crate::read::Graph;
use crate::read::terms::{Frozen, Terms};

/// What an archive says beside its columns.
#[derive(Serialize, Deserialize)]
pub(super) struct About {
    prefixes: BTreeMap<String, String>,
    files: Vec<String>,
    warnings: usize,
}

impl Data {
    /// Writes the data down. O(its bytes).
    ///
    /// # Errors
    ///
    /// Whatever the output says.
    pub fn save<W: Write + Seek>(&self, output: W) -> io::Result<W> {
        let mut archive = Writer::new(output)?;
        self.index.terms.save(&mut archive)?;
        self.index.data.save("data", &mut archive)?;
        for (name, bytes) in self.evidence.columns() {
            archive.section(&format!("evidence.{name}"), bytes)?;
        }
        archive.finish(&About {
            prefixes: self.graph.prefixes.clone(),
            files: self.graph.files.clone(),
            warnings: self.warnings,
        })
    }

    /// Data from an archive; `None` if it is none, or not whole. What its columns hold is tested
    /// when it is touched, so this costs the same for any size.
    pub(super) fn open((archive, about): (Archive, About)) -> Option<Self> {
        let terms = Terms::from(Frozen::open(&archive)?);
        let index = Arc::new(Index {
            terms: terms.clone(),
            data: Arc::new(Layer::open("data", &archive)?),
            verdicts: Arc::default(),
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
        })
    }
}
