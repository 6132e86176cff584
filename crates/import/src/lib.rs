//! Foreign formats in: what an analyst already holds becomes claims, statements, agents and
//! documents, with nothing invented and nothing lost without a word.
//!
//! Each format has a folder, or a file, with its wire types, which live nowhere else; `format` lists them. What they hold goes into
//! a [`Record`]; the record becomes quads, less what earlier imports said already ([`History`]);
//! the quads become Turtle by the same writer as every export. `docs/formats.md` tells for each
//! format what becomes of each field.

use sayso_graph::{address, escape, model, read, vocab, workspace, write};

pub mod claim_review;
mod date;
mod elsewhere;
mod format;
pub mod ftm;
pub mod history;
mod identifier;
mod json;
mod learnt;
pub mod misp;
pub mod nanopublication;
pub mod publisher;
mod rating;
pub mod record;
mod report;
mod rows;
mod speech;
pub mod stix;
pub mod table;
mod turtle;
mod words;

use serde::de::DeserializeOwned;
use thiserror::Error;

pub use elsewhere::Elsewhere;
pub use format::{Format, read};
pub use history::History;
pub use learnt::Learnt;
pub use record::Record;
pub use report::Report;
pub use turtle::{Imported, turtle};

/// A file that was read and is in order, and can be made into a record.
pub trait Foreign {
    /// When its content was recorded, where that is known.
    fn recorded_at(&self) -> Option<&str>;

    /// What it calls things: their IRIs and names, for other files that speak of them.
    fn names(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    /// What it says. With the history of the dataset, also what it takes back.
    fn record(&self, history: &History) -> Record;
}

/// Longer files are refused: what a file says is held in memory until all of it is written.
pub const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// A file to import.
#[derive(Clone, Copy, Debug)]
pub struct Input<'i> {
    /// Its name, as people know it.
    pub name: &'i str,
    /// All of it.
    pub bytes: &'i [u8],
}

/// What is said beside a file.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Who published the file, where it does not say so itself.
    pub publisher: Option<String>,
    /// When the recorder learnt of it, as a time that `sayso` reads; without it, the newest time
    /// in the file.
    pub recorded_at: Option<String>,
    /// What the columns of a table mean.
    pub mapping: Option<table::Mapping>,
    /// Whether one element that is wrong refuses the whole file, rather than being left out.
    pub strict: bool,
    /// What is known of hosts; without it, what comes with the program.
    pub web: Option<std::sync::Arc<publisher::Web>>,
}

/// Why a file was not imported.
#[derive(Debug, Error)]
pub enum Error {
    /// The file is not what it should be.
    #[error("{}: {message}", place(file, *line, *column))]
    Wrong {
        /// The file.
        file: String,
        /// The line, from one; 0 where it is not known.
        line: usize,
        /// The column, from one.
        column: usize,
        /// What is wrong.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// Several things are wrong with a file, each at a place of its own.
    #[error("{message}")]
    Several {
        /// A line for each, with the place.
        message: String,
        /// What to do about the first.
        hint: Option<String>,
    },
    /// A later release was imported before.
    #[error("{0} holds a later release of the same source")]
    Later(String),
    /// What was made cannot be written faithfully.
    #[error(transparent)]
    Write(#[from] crate::write::Error),
    /// A file of the dataset cannot be read.
    #[error(transparent)]
    Unreadable(#[from] crate::read::Unreadable),
}

fn place(file: &str, line: usize, column: usize) -> String {
    if line == 0 {
        file.to_owned()
    } else {
        format!("{file}:{line}:{column}")
    }
}

impl Error {
    /// Something wrong with a file as a whole.
    fn whole(input: &Input<'_>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Wrong {
            file: input.name.to_owned(),
            line: 0,
            column: 0,
            message: message.into(),
            hint: Some(hint.into()),
        }
    }

    /// Something wrong with a line of a file.
    fn on_line(input: &Input<'_>, line: usize, message: String, hint: &str) -> Self {
        Self::Wrong {
            file: input.name.to_owned(),
            line,
            column: 1,
            message,
            hint: Some(hint.to_owned()),
        }
    }

    /// One error of any number; in order where there is none. Of very many, the first are told.
    fn all(errors: Vec<Self>) -> Result<(), Self> {
        const MOST: usize = 20;
        let number = errors.len();
        let mut lines = Vec::new();
        let mut hint = None;
        for error in errors.into_iter().take(MOST) {
            if number == 1 {
                return Err(error);
            }
            lines.push(error.to_string());
            hint = hint.or_else(|| error.hint().map(ToOwned::to_owned));
        }
        if number > MOST {
            lines.push(format!("and {} more", number - MOST));
        }
        let message = lines.join("\n");
        if number == 0 {
            Ok(())
        } else {
            Err(Self::Several { message, hint })
        }
    }

    /// A file that is too long.
    pub fn large(file: &str, bytes: u64) -> Self {
        const MEGABYTE: u64 = 1024 * 1024;
        let (bytes, most) = (bytes / MEGABYTE, MOST_BYTES / MEGABYTE);
        Self::Wrong {
            file: file.to_owned(),
            line: 0,
            column: 0,
            message: format!("this file has {bytes} MB, and no more than {most} MB are read"),
            hint: Some("import it in parts".to_owned()),
        }
    }

    /// What the JSON reader found wrong, with the place.
    fn json(input: &Input<'_>, error: &serde_json::Error, format: &str) -> Self {
        let text = error.to_string();
        // The place is told once, in front.
        let message = text
            .rsplit_once(" at line ")
            .map_or(&*text, |(text, _)| text);
        let hint = match error.classify() {
            serde_json::error::Category::Eof => {
                "the file ends too soon; was it copied or downloaded to the end?".to_owned()
            }
            serde_json::error::Category::Syntax => {
                format!("this is not JSON, and {format} is JSON")
            }
            _ => format!("this is JSON, but not {format}"),
        };
        Self::Wrong {
            file: input.name.to_owned(),
            line: error.line(),
            column: error.column(),
            message: message.to_owned(),
            hint: Some(hint),
        }
    }

    /// What is wrong and what to do about it, in one line.
    fn told(&self) -> String {
        match self.hint() {
            Some(hint) => format!("{self} ({hint})"),
            None => self.to_string(),
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Self::Wrong { hint, .. } | Self::Several { hint, .. } => hint.as_deref(),
            Self::Later(_) => Some(
                "import releases in their order: take that file away, import this one, then that one again",
            ),
            Self::Write(_) | Self::Unreadable(_) => None,
        }
    }
}

/// The JSON of a file, as what it should be. O(bytes).
fn parsed<T: DeserializeOwned>(input: &Input<'_>, what: &str) -> Result<T, Error> {
    serde_json::from_str(text(input)?).map_err(|error| Error::json(input, &error, what))
}

/// The text of a file, without the mark that some editors put before it.
fn text<'i>(input: &Input<'i>) -> Result<&'i str, Error> {
    let bytes = input.bytes;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line = before.split(|byte| *byte == b'\n').count();
        let start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        Error::Wrong {
            file: input.name.to_owned(),
            line,
            column: before.len() - start + 1,
            message: "this is not UTF-8 text".to_owned(),
            hint: Some("save the file as UTF-8".to_owned()),
        }
    })
}
