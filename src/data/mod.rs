//! Datasets, read and understood: what every answer starts from.

mod compiled;
pub mod folder;
mod verdicts;

use std::sync::Arc;

use thiserror::Error;

use crate::evidence::{Agent, Evidence, Snapshot, View, build};
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
    /// Who keeps the record, by number, in order.
    keepers: Vec<u32>,
    kept: Option<verdicts::Kept>,
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
            if graph.is_broken || has_errors(&findings) && graph.quads.is_empty() {
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
            keepers: Vec::new(),
            kept: None,
        })
    }

    /// The data as one graph, all its quads in memory. O(quads).
    pub fn whole(&self) -> Graph {
        let terms = self.index.terms.clone();
        self.graph.with(terms, self.index.data.quads().collect())
    }

    /// The evidence under a view.
    pub fn snapshot(&self, view: View) -> Snapshot<'_> {
        Snapshot::kept_by(&self.evidence, view, &self.keepers)
    }

    /// Says who keeps the record: agents by IRI, by prefixed name, or by their whole label. Gives
    /// the names by which nobody is known here, and which change nothing. O(agents · names).
    pub fn keep_by(&mut self, names: &[String]) -> Vec<String> {
        let mut keepers = Vec::new();
        let mut unknown = Vec::new();
        for name in names {
            let iri = self.names.iri(&self.graph, name);
            let is_meant = |agent: &Agent| {
                iri.as_deref() == Some(self.graph.terms.text(agent.term))
                    || self.names.label(agent.term) == Some(name)
            };
            let agents = (0..).zip(self.evidence.agents.iter());
            let before = keepers.len();
            keepers.extend(
                agents
                    .filter(|(_, agent)| is_meant(agent))
                    .map(|(number, _)| number),
            );
            if keepers.len() == before {
                unknown.push(name.clone());
            }
        }
        keepers.sort_unstable();
        keepers.dedup();
        self.keepers = keepers;
        unknown
    }

    /// Who keeps the record, by number, in order.
    pub fn keepers(&self) -> &[u32] {
        &self.keepers
    }
}

fn has_errors(findings: &[Diagnostic]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
}
