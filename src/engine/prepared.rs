//! A query, ready to be evaluated: its names found, its values bound, its data at hand.

use std::io::Write;
use std::sync::Arc;

use oxrdf::Term;
use spareval::{QueryEvaluationError, QueryResults};

use super::{Engine, Error, Kind};
use crate::evidence::View;
use crate::index::Index;
use crate::names::Names;
use crate::query;
use crate::query::growing::TooLong;
use crate::query::limit::{self, TooManyRows};
use crate::query::plan::{self, Plan};
use crate::query::results::{self, Format};
use crate::query::saved::{self, Saved};
use crate::read::Graph;
use crate::workspace::Workspace;

/// A query with all that its evaluation needs, so that it can be left to itself on a thread.
#[derive(Debug)]
pub struct Prepared {
    index: Arc<Index>,
    parsed: spargebra::Query,
    bindings: Vec<(String, Term)>,
    /// What things are called.
    labels: Names,
    /// Prefixes, and the terms themselves.
    names: Graph,
    has_verdicts: bool,
}

/// How much an evaluation may find.
#[derive(Clone, Copy, Default, Debug)]
pub struct Limits {
    /// How many rows, or triples, there may be.
    pub rows: Option<usize>,
}

/// What a query finds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Rows {
    /// Rows, with the names of their columns, as people read them.
    Table(Vec<String>, Vec<Vec<String>>),
    /// The results as they are written for programs; triples as Turtle.
    Written(Vec<u8>),
}

impl Prepared {
    pub(super) fn new(
        engine: &Engine,
        query: &Saved,
        parameters: &[(String, String)],
        view: View,
    ) -> Result<Self, Error> {
        let data = engine.data();
        let bindings = query.bindings(parameters, data).map_err(|message| {
            Error::usage(message, "`sayso queries NAME` shows the parameters")
        })?;
        let graph = &data.graph;
        let prefixes = graph.prefixes.iter().map(|(p, n)| (p.as_str(), n.as_str()));
        let parsed = query::parse(&query.text, prefixes)
            .map_err(|error| Error::new(Kind::Usage, format!("{}: {error}", query.name), None))?;
        // Verdicts are in a graph of their own: no query sees them that names no graph.
        let has_verdicts = query::names_graphs(&parsed);
        Ok(Self {
            index: if has_verdicts {
                data.with_verdicts(view)
            } else {
                Arc::clone(&data.index)
            },
            parsed,
            bindings,
            labels: Names::new(Arc::clone(&data.index)),
            names: graph.with(graph.terms.clone(), Vec::new()),
            has_verdicts,
        })
    }

    /// Whether it asks for verdicts, so that the view matters.
    pub const fn has_verdicts(&self) -> bool {
        self.has_verdicts
    }

    /// The graphs that it asks FROM, and that are not in the data: nothing is found in them.
    pub fn absent_graphs(&self) -> Vec<String> {
        query::absent_graphs(&self.index, &self.parsed)
    }

    /// The values bound.
    pub fn bindings(&self) -> &[(String, Term)] {
        &self.bindings
    }

    fn evaluate(&self, limits: Limits) -> Result<QueryResults<'static>, Error> {
        let found =
            query::evaluate(&self.index, &self.parsed, &self.bindings).map_err(unanswered)?;
        Ok(match limits.rows {
            Some(most) => limit::at_most(found, most),
            None => found,
        })
    }

    /// What it finds, as people read it.
    ///
    /// # Errors
    ///
    /// [`Kind::Stopped`] where a limit is reached, [`Kind::Data`] where it cannot be evaluated.
    pub fn rows(&self, limits: Limits) -> Result<Rows, Error> {
        let found = self.evaluate(limits)?;
        if matches!(found, QueryResults::Graph(_)) {
            let mut bytes = Vec::new();
            results::write(found, Format::Turtle, &self.names, &mut bytes).map_err(failed)?;
            return Ok(Rows::Written(bytes));
        }
        let (names, rows) = results::rows(found, &self.names, &self.labels).map_err(failed)?;
        Ok(Rows::Table(names, rows))
    }

    /// Writes what it finds, as programs read it.
    ///
    /// # Errors
    ///
    /// As [`Prepared::rows`]; and whatever the output says, and [`Kind::Usage`] if what it finds
    /// cannot be written in the format.
    pub fn write(
        &self,
        format: Format,
        limits: Limits,
        output: &mut impl Write,
    ) -> Result<(), Error> {
        let found = self.evaluate(limits)?;
        results::write(found, format, &self.names, output).map_err(failed)
    }

    /// How it is read and evaluated.
    ///
    /// # Errors
    ///
    /// As [`Prepared::rows`].
    pub fn explain(&self) -> Result<Plan, Error> {
        plan::explain(&self.index, &self.parsed, &self.bindings).map_err(unanswered)
    }
}

/// Why there are no results.
fn unanswered(error: query::Error) -> Error {
    match error {
        query::Error::TooLong(error) => too_long(error),
        error => Error::new(Kind::Data, error.to_string(), None),
    }
}

fn too_long(error: TooLong) -> Error {
    Error::new(
        Kind::Stopped,
        format!("{error}; there is no answer"),
        Some("put fewer texts together: a function that doubles a text soon makes it longer than the memory".to_owned()),
    )
}

fn failed(error: results::Error) -> Error {
    match error {
        results::Error::Io(error) => {
            Error::new(Kind::Io, format!("cannot write the output: {error}"), None)
        }
        results::Error::Evaluation(QueryEvaluationError::Dataset(error))
            if error.is::<TooManyRows>() =>
        {
            Error::new(
                Kind::Stopped,
                format!("{error}, so none is shown"),
                Some("allow more with --max-rows, or ask for less with LIMIT".to_owned()),
            )
        }
        results::Error::Evaluation(QueryEvaluationError::Dataset(error))
            if error.is::<TooLong>() =>
        {
            too_long(TooLong)
        }
        results::Error::Evaluation(error) => Error::new(Kind::Data, error.to_string(), None),
        results::Error::Format(message) => Error::new(Kind::Usage, message.to_owned(), None),
    }
}

/// All saved queries: those of a workspace, and those that come with sayso.
///
/// # Errors
///
/// [`Kind::Io`] if a file cannot be read.
pub fn queries(workspace: Option<&Workspace>) -> Result<Vec<Saved>, Error> {
    let files = workspace.map(Workspace::queries).transpose()?;
    Ok(saved::all(&files.unwrap_or_default())?)
}

/// The saved query of a name.
///
/// # Errors
///
/// As [`queries`]; [`Kind::Usage`] if there is none of that name.
pub fn query(name: &str, workspace: Option<&Workspace>) -> Result<Saved, Error> {
    let queries = queries(workspace)?;
    if let Some(query) = queries.iter().find(|query| query.name == name) {
        return Ok(query.clone());
    }
    let hint = saved::nearest(&queries, name).map_or_else(
        || "`sayso queries` lists them".to_owned(),
        |nearest| format!("did you mean `{}`?", nearest.name),
    );
    Err(Error::usage(
        format!("there is no saved query `{name}`"),
        hint,
    ))
}
