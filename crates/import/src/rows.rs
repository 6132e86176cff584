//! Tables row by row: CSV, TSV, and one object of JSON a line. For all importers that read tables,
//! it keeps the values that have a meaning, counts the others, and leaves out rows that are wrong.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use super::record::Record;
use super::report::wrong_ones;
use super::{Error, Input, date, text};

/// How a table is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// Commas between the values, as spreadsheets save; or semicolons, tabulators or bars, whichever
    /// the header has most of.
    Csv,
    /// Tabulators between the values.
    Tsv,
    /// One object of JSON a line.
    JsonLines,
}

/// What may stand between the values of a table; what comes first is preferred.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The rows of a table, each with its line.
pub(super) struct Rows<'i> {
    /// The names of the columns; of one without a name, nothing.
    pub(super) header: Vec<String>,
    file: &'i str,
    lines: Lines<'i>,
}

enum Lines<'i> {
    Separated(Box<csv::StringRecordsIntoIter<&'i [u8]>>, Places<'i>),
    Json(std::iter::Enumerate<std::str::Lines<'i>>),
}

/// Where the rows of a table stand in its file.
#[derive(Clone, Copy)]
struct Places<'i> {
    file: &'i str,
    /// The table, from its header on.
    text: &'i str,
    /// How many lines stand above the header.
    above: usize,
}

impl Places<'_> {
    /// The line on which a row begins. The reader is wherever the row before ended, which may be
    /// within the end of its line, or above empty lines.
    fn line(self, position: Option<&csv::Position>) -> usize {
        position.map_or(0, |position| {
            let rest = self.text.as_bytes().iter().skip(position.byte() as usize);
            let ends = rest.take_while(|byte| matches!(byte, b'\r' | b'\n'));
            let passed = ends.filter(|byte| **byte == b'\n').count();
            position.line() as usize + passed + self.above
        })
    }
}

impl<'i> Rows<'i> {
    /// The rows of a file; the names of the columns are read at once.
    ///
    /// # Errors
    ///
    /// [`Error::Wrong`] and [`Error::Several`], with the places.
    pub(super) fn new(input: &Input<'i>, layout: Layout) -> Result<Self, Error> {
        let text = text(input)?;
        if layout == Layout::JsonLines {
            return Self::json(input, text);
        }
        // Spreadsheets may say what separates the values, in a line above the header.
        let told = text.split_once('\n').and_then(|(first, rest)| {
            let sign = first.trim_end().strip_prefix("sep=")?.as_bytes();
            (sign.len() == 1).then(|| (sign[0], rest))
        });
        let (separator, text, above) = match (layout, told) {
            (_, Some((separator, rest))) => (separator, rest, 1),
            (Layout::Csv, None) => (separator(text), text, 0),
            (_, None) => (b'\t', text, 0),
        };
        let places = Places {
            file: input.name,
            text,
            above,
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .quoting(layout != Layout::Tsv || has_quotes(text))
            .from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| wrong(places, &error))?;
        let header = header.iter().map(|name| name.trim().to_owned()).collect();
        let lines = Lines::Separated(Box::new(reader.into_records()), places);
        Self {
            header,
            file: input.name,
            lines,
        }
        .checked(input)
    }

    fn json(input: &Input<'i>, text: &'i str) -> Result<Self, Error> {
        let mut header = BTreeSet::new();
        let mut errors = Vec::new();
        for (number, line) in text.lines().enumerate() {
            match object(input.name, number, line) {
                Ok(object) => header.extend(object.into_iter().flatten().map(|(name, _)| name)),
                Err(error) => errors.push(error),
            }
        }
        // One line that is wrong is told when it is its turn.
        if header.is_empty() {
            Error::all(errors)?;
        }
        Self {
            header: header.into_iter().collect(),
            file: input.name,
            lines: Lines::Json(text.lines().enumerate()),
        }
        .checked(input)
    }

    fn checked(self, input: &Input<'_>) -> Result<Self, Error> {
        let mut names = BTreeSet::new();
        let mut columns = self.header.iter().filter(|name| !name.is_empty());
        if let Some(twice) = columns.find(|name| !names.insert(*name)) {
            let message = format!("two columns are called {twice:?}");
            return Err(Error::whole(input, message, "give each a name of its own"));
        }
        if names.is_empty() {
            return Err(Error::whole(
                input,
                "this table is empty",
                "its first line names the columns",
            ));
        }
        Ok(self)
    }
}

/// A row, with the values that have a meaning.
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) values: BTreeMap<&'static str, String>,
}

impl Row {
    /// A value, where there is one.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let value = self.values.get(name)?.trim();
        (!value.is_empty()).then_some(value)
    }

    /// What is wrong with it, where some values are needed, and others are times if they are there.
    pub(super) fn wrong(&self, input: &Input<'_>, needed: &[&str], times: &[&str]) -> Vec<Error> {
        let error = |message, hint| Error::on_line(input, self.line, message, hint);
        let missing = needed.iter().filter(|name| self.get(name).is_none());
        let missing =
            missing.map(|name| error(format!("there is no {name}"), "every row needs one"));
        let untimely = times.iter().filter_map(|name| {
            let text = self.get(name).filter(|text| date::value(text).is_none())?;
            let hint = "write 2025, 2025-02, 2025-02-28 or 2025-02-28T09:30:00Z";
            Some(error(format!("{name}: {text:?} is no time"), hint))
        });
        missing.chain(untimely).collect()
    }
}

/// A yes or a no, as people and machines write it.
pub(super) fn answer(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "1" => Some("true"),
        "false" | "f" | "no" | "n" | "0" => Some("false"),
        _ => None,
    }
}

/// A table whose columns are understood.
pub(super) struct Understood {
    /// The rows that are in order.
    pub(super) rows: Vec<Row>,
    /// Columns without a meaning, and how many rows say something there.
    unused: BTreeMap<String, usize>,
    /// What is wrong with rows that are left out.
    pub(super) wrong: Vec<Error>,
}

impl Understood {
    /// The newest time in some columns.
    pub(super) fn newest(&self, columns: &[&str]) -> Option<String> {
        let rows = self.rows.iter();
        date::newest(rows.flat_map(|row| columns.iter().filter_map(|name| row.get(name))))
    }

    /// Tells what of the table is left out.
    pub(super) fn tell(&self, record: &mut Record) {
        for (column, number) in &self.unused {
            record.report.fields(column, *number);
        }
        for error in &self.wrong {
            let reason = wrong_ones("rows");
            record.report.leave_out(&reason, &error.told());
        }
    }
}

impl Rows<'_> {
    /// The columns of a table whose names have a meaning of their own: all that are needed, and of the
    /// others those that are there.
    ///
    /// # Errors
    ///
    /// [`Error::Wrong`] where one is missing.
    pub(super) fn columns(
        &self,
        input: &Input<'_>,
        needed: &[&'static str],
        others: &[&'static str],
    ) -> Result<Vec<(&'static str, usize)>, Error> {
        let at = |name: &str| self.header.iter().position(|header| header == name);
        if let Some(missing) = needed.iter().find(|name| at(name).is_none()) {
            let message = format!("no column is called {missing:?}");
            let hint = format!(
                "such a file has the columns {}; other tables are csv, with --mapping",
                needed.join(", ")
            );
            return Err(Error::whole(input, message, hint));
        }
        let all = needed.iter().chain(others);
        Ok(all.filter_map(|name| Some((*name, at(name)?))).collect())
    }

    /// The values of the columns that have a meaning, each with the column's number. What is wrong
    /// with a row, `check` says, which may also bring its values into form. O(bytes).
    ///
    /// # Errors
    ///
    /// What is wrong with rows, where one wrong row refuses the table, or no row is right.
    pub(super) fn understood(
        self,
        columns: &[(&'static str, usize)],
        is_strict: bool,
        mut check: impl FnMut(&mut Row) -> Vec<Error>,
    ) -> Result<Understood, Error> {
        let header = self.header.clone();
        let (mut rows, mut wrong, mut unused) = (Vec::new(), Vec::new(), BTreeMap::new());
        for row in self {
            let (line, mut values) = match row {
                Ok(row) => row,
                Err(error) => {
                    wrong.push(error);
                    continue;
                }
            };
            let value = |(name, at): &(&'static str, usize)| {
                let value = values.get_mut(*at).map(std::mem::take);
                (*name, value.unwrap_or_default())
            };
            let mut row = Row {
                line,
                values: columns.iter().map(value).collect(),
            };
            for (at, value) in values.iter().enumerate() {
                if !value.trim().is_empty() {
                    *unused.entry(called(&header, at)).or_default() += 1;
                }
            }
            let found = check(&mut row);
            if found.is_empty() {
                rows.push(row);
            }
            wrong.extend(found);
        }
        // Of a table in which no row is right, it is not the rows that are wrong.
        if is_strict || rows.is_empty() {
            Error::all(std::mem::take(&mut wrong))?;
        }
        Ok(Understood {
            rows,
            unused,
            wrong,
        })
    }
}

/// What a column is called; of one without a name, its number.
fn called(header: &[String], at: usize) -> String {
    match header.get(at) {
        Some(name) if !name.is_empty() => name.clone(),
        _ => format!("column {}, which has no name", at + 1),
    }
}

/// Whether quotes at the beginning of values enclose them. Tabulators need none, and many programs
/// that write them put none: then a quote is a sign like others, and need not be closed.
fn has_quotes(text: &str) -> bool {
    let tabs = |line: &str| line.matches('\t').count();
    let first = text.lines().next().map_or(0, tabs);
    let mut lines = text.lines().filter(|line| !line.is_empty());
    let are_rows = lines.all(|line| tabs(line) == first);
    let mut rest = text;
    while !rest.is_empty() {
        let Some(value) = rest.strip_prefix('"') else {
            let end = rest.find(['\t', '\n']);
            rest = end.map_or("", |end| &rest[end + 1..]);
            continue;
        };
        let mut from = 0;
        let end = loop {
            let Some(at) = value[from..].find('"').map(|at| from + at) else {
                return false;
            };
            if !value[at + 1..].starts_with('"') {
                break at;
            }
            from = at + 2;
        };
        let is_over_lines = value[..end].contains('\n');
        let after = &value[end + 1..];
        let is_closed = after.is_empty() || after.starts_with(['\t', '\n', '\r']);
        if !is_closed || (is_over_lines && are_rows) {
            return false;
        }
        rest = after.trim_start_matches('\r');
        rest = rest.strip_prefix(['\t', '\n']).unwrap_or(rest);
    }
    true
}

/// What separates the values of a table: what its header has most of, outside of quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut is_quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => break,
            _ if is_quoted => {}
            _ => {
                if let Some(at) = SEPARATORS.iter().position(|sign| *sign == byte) {
                    counts[at] += 1;
                }
            }
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    let at = counts.iter().position(|count| *count == most);
    SEPARATORS[at.unwrap_or(0)]
}

impl Iterator for Rows<'_> {
    type Item = Result<(usize, Vec<String>), Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.lines {
            Lines::Separated(records, places) => Some(match records.next()? {
                Ok(record) => Ok((
                    places.line(record.position()),
                    record.iter().map(ToOwned::to_owned).collect(),
                )),
                Err(error) => Err(wrong(*places, &error)),
            }),
            Lines::Json(lines) => loop {
                let (number, line) = lines.next()?;
                let mut object = match object(self.file, number, line) {
                    Ok(Some(object)) => object,
                    Ok(None) => continue,
                    Err(error) => return Some(Err(error)),
                };
                let value = |name: &String| object.remove(name).unwrap_or_default();
                return Some(Ok((number + 1, self.header.iter().map(value).collect())));
            },
        }
    }
}

/// The values of a line by the names of their columns; none for an empty line.
///
/// A value within another is called by both, `source.name`; a list by `[]` behind its name, since
/// it is no one value.
fn object(
    file: &str,
    number: usize,
    line: &str,
) -> Result<Option<BTreeMap<String, String>>, Error> {
    if line.trim().is_empty() {
        return Ok(None);
    }
    let refuse = |error: &serde_json::Error| {
        let input = Input {
            name: file,
            bytes: line.as_bytes(),
        };
        let mut error = Error::json(&input, error, "one object a line");
        if let Error::Wrong { line, column, .. } = &mut error {
            *line = number + 1;
            *column = (*column).max(1);
        }
        error
    };
    let object: Map<String, Json> = serde_json::from_str(line).map_err(|error| refuse(&error))?;
    let mut values = BTreeMap::new();
    let mut open: Vec<(String, Json)> = object.into_iter().collect();
    while let Some((name, value)) = open.pop() {
        let (name, value) = match value {
            Json::Object(inner) => {
                let inner = inner.into_iter();
                open.extend(inner.map(|(key, value)| (format!("{name}.{key}"), value)));
                continue;
            }
            Json::Array(_) => (format!("{name}[]"), value.to_string()),
            Json::Null => (name, String::new()),
            Json::String(text) => (name, text),
            other => (name, other.to_string()),
        };
        if values.contains_key(&name) {
            use serde::de::Error as _;
            let message = format!("two values are called {name:?}");
            return Err(refuse(&serde_json::Error::custom(message)));
        }
        values.insert(name, value);
    }
    Ok(Some(values))
}

fn wrong(places: Places<'_>, error: &csv::Error) -> Error {
    let line = places.line(error.position());
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
        file: places.file.to_owned(),
        line,
        column: 1,
        message,
        hint: Some(hint.to_owned()),
    }
}
