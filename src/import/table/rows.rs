//! Tables row by row: CSV, TSV, and one object of JSON a line.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use super::super::{Error, Input, text};

/// How a table is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// Commas between the values, as spreadsheets save.
    Csv,
    /// Tabulators between the values.
    Tsv,
    /// One object of JSON a line.
    JsonLines,
}

/// The rows of a table, each with its line.
pub(super) struct Rows<'i> {
    /// The names of the columns.
    pub(super) header: Vec<String>,
    file: &'i str,
    lines: Lines<'i>,
}

enum Lines<'i> {
    Separated(Box<csv::StringRecordsIntoIter<&'i [u8]>>),
    Json(std::iter::Enumerate<std::str::Lines<'i>>),
}

impl<'i> Rows<'i> {
    /// The rows of a file; the names of the columns are read at once.
    ///
    /// # Errors
    ///
    /// [`Error::Wrong`], with the place.
    pub(super) fn new(input: &Input<'i>, layout: Layout) -> Result<Self, Error> {
        let text = text(input)?;
        let separator = match layout {
            Layout::JsonLines => {
                let mut header = BTreeSet::new();
                for (number, line) in text.lines().enumerate() {
                    if let Some(object) = object(input.name, number, line)? {
                        header.extend(object.into_iter().map(|(key, _)| key));
                    }
                }
                let header: Vec<String> = header.into_iter().collect();
                let lines = Lines::Json(text.lines().enumerate());
                return Self {
                    header,
                    file: input.name,
                    lines,
                }
                .checked(input);
            }
            Layout::Csv => b',',
            Layout::Tsv => b'\t',
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let header = reader
            .headers()
            .map_err(|error| wrong(input.name, &error))?;
        let header = header.iter().map(|name| name.trim().to_owned()).collect();
        let lines = Lines::Separated(Box::new(reader.into_records()));
        Self {
            header,
            file: input.name,
            lines,
        }
        .checked(input)
    }

    fn checked(self, input: &Input<'_>) -> Result<Self, Error> {
        let mut names = BTreeSet::new();
        if let Some(twice) = self.header.iter().find(|name| !names.insert(*name)) {
            let message = format!("two columns are called {twice:?}");
            return Err(Error::whole(input, message, "give each a name of its own"));
        }
        if self.header.is_empty() {
            return Err(Error::whole(
                input,
                "this table is empty",
                "its first line names the columns",
            ));
        }
        Ok(self)
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<(usize, Vec<String>), Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.lines {
            Lines::Separated(records) => Some(match records.next()? {
                Ok(record) => {
                    let line = record
                        .position()
                        .map_or(0, |position| position.line() as usize);
                    Ok((line, record.iter().map(ToOwned::to_owned).collect()))
                }
                Err(error) => Err(wrong(self.file, &error)),
            }),
            Lines::Json(lines) => loop {
                let (number, line) = lines.next()?;
                let mut object = match object(self.file, number, line) {
                    Ok(Some(object)) => object,
                    Ok(None) => continue,
                    Err(error) => return Some(Err(error)),
                };
                let value = |name: &String| match object.remove(name) {
                    None | Some(Json::Null) => String::new(),
                    Some(Json::String(text)) => text,
                    Some(other) => other.to_string(),
                };
                return Some(Ok((number + 1, self.header.iter().map(value).collect())));
            },
        }
    }
}

/// The object of a line; none for an empty line.
fn object(file: &str, number: usize, line: &str) -> Result<Option<Map<String, Json>>, Error> {
    if line.trim().is_empty() {
        return Ok(None);
    }
    serde_json::from_str(line).map(Some).map_err(|error| {
        let input = Input {
            name: file,
            bytes: line.as_bytes(),
        };
        let mut error = Error::json(&input, &error, "one object a line");
        if let Error::Wrong { line, .. } = &mut error {
            *line = number + 1;
        }
        error
    })
}

fn wrong(file: &str, error: &csv::Error) -> Error {
    let line = error
        .position()
        .map_or(0, |position| position.line() as usize);
    let (message, hint) = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => (
            format!("this row has {len} values, and the header names {expected_len} columns"),
            "values that hold a separator or a line break stand in quotes",
        ),
        _ => (
            error.to_string(),
            "save the table as UTF-8 text with one row a line",
        ),
    };
    Error::Wrong {
        file: file.to_owned(),
        line,
        column: 1,
        message,
        hint: Some(hint.to_owned()),
    }
}
