//! Findings as JSON.

use serde::Serialize;

use super::json::{VERSION, pretty};
use crate::read::{Diagnostic, Severity};

#[derive(Serialize)]
struct Findings {
    version: u32,
    errors: usize,
    warnings: usize,
    notes: usize,
    /// Whether further checks wait until files can be read to their end.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    incomplete: bool,
    #[serde(rename = "findings")]
    list: Vec<FindingShape>,
}

/// One finding.
#[derive(Serialize)]
pub(super) struct FindingShape {
    code: &'static str,
    severity: String,
    message: String,
    hint: Option<String>,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
}

/// What is wrong with the data.
///
/// It is incomplete where further checks were not made.
pub fn json(findings: &[Diagnostic], is_incomplete: bool) -> String {
    let number = |severity| findings.iter().filter(|f| f.severity == severity).count();
    pretty(&Findings {
        version: VERSION,
        errors: number(Severity::Error),
        warnings: number(Severity::Warning),
        notes: number(Severity::Note),
        incomplete: is_incomplete,
        list: shapes(findings),
    })
}

/// Findings, one by one.
pub(super) fn shapes(findings: &[Diagnostic]) -> Vec<FindingShape> {
    findings
        .iter()
        .map(|finding| {
            let location = finding.location.as_ref();
            FindingShape {
                code: finding.code,
                severity: finding.severity.to_string(),
                message: finding.message.clone(),
                hint: finding.hint.clone(),
                file: location.map(|location| location.file.clone()),
                line: location
                    .map(|location| location.line)
                    .filter(|line| *line > 0),
                column: location
                    .map(|location| location.column)
                    .filter(|column| *column > 0),
            }
        })
        .collect()
}
