//! Reading: two parsers against each other and against the W3C, and what is said of bad files.

mod broken;
mod conformance;
mod findings;
mod limits;
mod parsers;
mod places;

use std::path::{Path, PathBuf};

use sayso::evidence::build;
use sayso::read::{Care, Diagnostic, Graph, Severity};
use sayso::workspace::{Contents, Source, dataset_files};

use crate::program::root;

const BASE: &str = "https://example.org/desk";

const PREFIXES: &str =
    "@prefix : <https://example.org/desk#> .\n@prefix sayso: <https://w3id.org/sayso/ns#> .\n";

fn from_file(path: &Path) -> Source {
    let name = path.strip_prefix(root()).unwrap_or(path);
    Source {
        name: name.display().to_string(),
        base: BASE.to_owned(),
        contents: Contents::File(path.to_owned()),
    }
}

fn read(source: &Source, care: Care) -> (Graph, Vec<Diagnostic>) {
    sayso::read::read(std::slice::from_ref(source), care).expect("the file is readable")
}

fn read_text(text: impl Into<Vec<u8>>, care: Care) -> (Graph, Vec<Diagnostic>) {
    read(&Source::text("text.ttl", BASE, text), care)
}

fn has_errors(findings: &[Diagnostic]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
}

fn bad_files() -> Vec<PathBuf> {
    dataset_files(&root().join("tests/fixtures/bad")).expect("the folder is there")
}

fn one_line(finding: &Diagnostic) -> String {
    let place = finding
        .location
        .as_ref()
        .map_or_else(|| "nowhere".to_owned(), ToString::to_string);
    let hint = finding
        .hint
        .as_ref()
        .map_or_else(String::new, |hint| format!(" | {hint}"));
    format!(
        "{place}: {}[{}]: {}{hint}",
        finding.severity, finding.code, finding.message
    )
}

/// Everything that is found wrong with a file.
fn all_findings(source: &Source) -> Vec<Diagnostic> {
    let (graph, mut findings) = read(source, Care::Located);
    if !findings.iter().any(|finding| finding.code == "syntax") {
        findings.extend(build::build(&graph).1);
    }
    sayso::read::diagnostic::sort(&mut findings);
    findings
}

/// The errors of a text, both ways of reading; those of the located way must have a place.
fn refused(text: impl Into<Vec<u8>>) -> Vec<Diagnostic> {
    let text = text.into();
    let mut all = Vec::new();
    for care in [Care::Fast, Care::Located] {
        let (graph, findings) = read_text(text.clone(), care);
        assert!(has_errors(&findings), "{care:?} accepts");
        for finding in &findings {
            let line = finding
                .location
                .as_ref()
                .map_or(0, |location| location.line);
            assert!(
                care == Care::Fast || line > 0 || finding.code == "more-errors",
                "{care:?}: no line: {}",
                one_line(finding)
            );
        }
        // Whatever was read must be fit to build from: nothing may panic further on.
        let _ = build::build(&graph);
        all.extend(findings);
    }
    all
}

fn accepted(text: impl Into<Vec<u8>>) -> usize {
    let text = text.into();
    let counts = [Care::Fast, Care::Located].map(|care| {
        let (graph, findings) = read_text(text.clone(), care);
        assert!(
            !has_errors(&findings),
            "{care:?}: {}",
            one_line(&findings[0])
        );
        let _ = build::build(&graph);
        graph.quads.len()
    });
    assert_eq!(counts[0], counts[1]);
    counts[0]
}
