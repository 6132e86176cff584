//! What is wrong with a file, where, and what to do about it.

use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// The data cannot be answered from until it is mended.
    Error,
    /// The data can be answered from, but probably does not say what was meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// A stretch of a file, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
}

/// Where the parts of one triple stand in its file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The file, by its position among the sources read.
    pub file: u32,
    /// The subject.
    pub subject: Span,
    /// The predicate.
    pub predicate: Span,
    /// The object.
    pub object: Span,
}

/// A place in a file as people count: from one, columns in characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Location {
    /// The file's name as the user knows it.
    pub file: String,
    /// The line; 0 when the finding is about the whole file.
    pub line: usize,
    /// The column; 0 when the finding is about the whole line or file.
    pub column: usize,
    /// The stretch in bytes, when one is known.
    pub span: Option<Span>,
}

impl Location {
    /// A whole file.
    pub fn file(name: &str) -> Self {
        Self {
            file: name.to_owned(),
            line: 0,
            column: 0,
            span: None,
        }
    }

    /// A stretch of a file whose contents are at hand. O(length of the file); for many
    /// stretches of one file use [`Lines`].
    pub fn span(name: &str, contents: &[u8], span: Span) -> Self {
        Lines::new(contents).location(name, contents, span)
    }
}

/// Where the lines of a file begin.
#[derive(Clone, Debug)]
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// Finds them. O(length).
    pub fn new(contents: &[u8]) -> Self {
        let breaks = contents.iter().enumerate();
        let breaks = breaks.filter(|(_, byte)| **byte == b'\n');
        Self {
            starts: std::iter::once(0)
                .chain(breaks.map(|(position, _)| position + 1))
                .collect(),
        }
    }

    /// The place of a stretch. O(log lines + length of the line).
    pub fn location(&self, name: &str, contents: &[u8], span: Span) -> Location {
        let start = span.start.min(contents.len());
        let line = self.starts.partition_point(|begin| *begin <= start);
        let before = &contents[self.starts[line - 1]..start];
        Location {
            file: name.to_owned(),
            line,
            column: String::from_utf8_lossy(before).chars().count() + 1,
            span: Some(span),
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
            if self.column > 0 {
                write!(f, ":{}", self.column)?;
            }
        }
        Ok(())
    }
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Diagnostic {
    /// A stable name for this kind of finding, such as `missing-stance`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// Where.
    pub location: Option<Location>,
}

impl Diagnostic {
    /// An error.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A note.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            hint: None,
            location: None,
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds where it is.
    #[must_use]
    pub fn at(mut self, location: Option<Location>) -> Self {
        self.location = location;
        self
    }
}

/// Puts findings in the order in which people read files, and drops repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.location, a.severity, a.code, &a.message).cmp(&(
            &b.location,
            b.severity,
            b.code,
            &b.message,
        ))
    });
    // Without places, equal findings may be about different ones.
    diagnostics.dedup_by(|a, b| a.location.is_some() && a == b);
}
