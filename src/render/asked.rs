//! A question in English, as it is told with its answer.

use serde::Serialize;

use super::json::{VERSION, ViewShape, pretty, view};
use crate::data::Data;
use crate::evidence::View;

/// A question in English, and how it was understood.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// The question, as it was typed.
    pub text: String,
    /// The command that it stands for.
    pub command: String,
    /// The words that were taken for others.
    pub corrections: Vec<Correction>,
    /// What a reader of the answer should be told.
    pub note: Option<&'static str>,
}

/// A word that was taken for another.
#[derive(Clone, Debug, Serialize)]
pub struct Correction {
    /// The word, as it was typed.
    pub typed: String,
    /// What it was taken for.
    pub taken_for: String,
}

#[derive(Serialize)]
struct Tabular<'a> {
    version: u32,
    view: ViewShape,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'a Asked>,
    table: serde_json::Value,
}

/// The results of a query, in the standard form for such, as an answer of ours; with the question,
/// if there was one.
pub fn table(asked: Option<&Asked>, at: View, data: &Data, table: serde_json::Value) -> String {
    pretty(&Tabular {
        version: VERSION,
        view: view(at, data),
        question: asked,
        table,
    })
}
