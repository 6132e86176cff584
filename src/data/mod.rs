//! Datasets, read and understood: what every answer starts from.

mod compiled;
pub mod folder;

use std::sync::Arc;

use thiserror::Error;

use crate::evidence::{Evidence, Snapshot, View, build};
use crate::index::Index;
use crate::names::Names;
use crate::read::{Care, Diagnostic, Graph, Severity, Unreadable};
use crate::workspace::Source;

/// Datasets, read and understood.
#[derive(Debug)]
pub struct Data {
    /// The dictionary, the prefixes and the files; after [`Data::inspect`] the quads with their
    /// places too.
    pub graph: Graph,
    /// The quads in the long form, sorted.
    pub index: Arc<Index>,
    /// Who said what.
    pub evidence: Evidence,
    /// What things are called.
    pub names: Names,
    /// Warnings and notes; places are known only after [`Data::inspect`]. Data that was compiled
    /// before no longer knows them, only how many there are.
    pub findings: Vec<Diagnostic>,
    /// How many warnings there are.
    pub warnings: usize,
}

/// Why there is nothing to answer from.
#[derive(Debug, Error)]
pub enum LoadError {
    /// A file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The data is wrong.
    #[error("the data has errors")]
    Wrong {
        /// All that is, with places.
        findings: Vec<Diagnostic>,
        /// The files, by name, to show the places in.
        files: Vec<(String, Arc<[u8]>)>,
    },
}

impl Data {
    /// Reads datasets, fast. If anything is wrong they are read again with places, so that
    /// every finding says where.
    ///
    /// # Errors
    ///
    /// [`LoadError::Unreadable`] or, with all findings, [`LoadError::Wrong`].
    pub fn load(sources: &[Source]) -> Result<Self, LoadError> {
        let data = Self::read(sources, Care::Fast)?;
        if !has_errors(&data.findings) {
            return Ok(data);
        }
        let located = Self::read(sources, Care::Located)?;
        if has_errors(&located.findings) {
            let files = located.graph.files.into_iter();
            return Err(LoadError::Wrong {
                findings: located.findings,
                files: files.zip(located.graph.contents).collect(),
            });
        }
        // The careful reader has no complaint: then what the fast one said stands.
        Err(LoadError::Wrong {
            findings: data.findings,
            files: Vec::new(),
        })
    }

    /// Reads datasets with the place of every triple, errors or not.
    ///
    /// # Errors
    ///
    /// [`Unreadable`].
    pub fn inspect(sources: &[Source]) -> Result<Self, Unreadable> {
        Self::read(sources, Care::Located)
    }

    fn read(sources: &[Source], care: Care) -> Result<Self, Unreadable> {
        let (mut graph, mut findings) = crate::read::read(sources, care)?;
        let understand = || {
            if has_errors(&findings) && graph.quads.is_empty() {
                Default::default()
            } else {
                build::build(&graph)
            }
        };
        // Neither needs the other, and each has stretches that one core must do alone.
        let ((evidence, more), index) =
            rayon::join(understand, || Index::new(&graph.terms, &graph.quads));
        findings.extend(more);
        crate::read::diagnostic::sort(&mut findings);
        let index = Arc::new(index);
        graph.terms = index.terms.clone();
        if care == Care::Fast {
            graph.quads = Vec::new();
        }
        Ok(Self {
            names: Names::new(Arc::clone(&index)),
            graph,
            index,
            evidence,
            warnings: findings
                .iter()
                .filter(|finding| finding.severity == Severity::Warning)
                .count(),
            findings,
        })
    }

    /// The data as one graph, all its quads in memory. O(quads).
    pub fn whole(&self) -> Graph {
        let terms = self.index.terms.clone();
        self.graph.with(terms, self.index.data.quads().collect())
    }

    /// The evidence under a view.
    pub fn snapshot(&self, view: View) -> Snapshot<'_> {
        Snapshot::new(&self.evidence, view)
    }
}

fn has_errors(findings: &[Diagnostic]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
}
