//! The one error of those who ask: what kind it is, what is wrong, what to do, and what is behind it.

use std::fmt;
use std::sync::Arc;

use crate::ask::reading::Misunderstood;
use crate::data::{Data, LoadError};
use crate::names::Unresolved;
use crate::read::{Diagnostic, Unreadable};
use crate::render::refusal;
use crate::{import, record, workspace};

/// Why there is no answer, or why nothing was added.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    message: String,
    hint: Option<String>,
    findings: Option<Box<Findings>>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What kind of failure it is: whoever shows it, or answers for it, needs no more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// What was asked for makes no sense here.
    Usage,
    /// The data cannot be answered from.
    Data,
    /// Reading or writing failed.
    Io,
    /// A limit that was asked for was reached.
    Stopped,
    /// What is compiled is not as it was written. To open it once more, from the files, mends it.
    Corrupt,
}

/// What is wrong with files, with what they hold, to show the places in.
pub struct Findings {
    /// All that is wrong.
    pub list: Vec<Diagnostic>,
    /// The files, by name.
    pub files: Vec<(String, Arc<[u8]>)>,
    /// Whether it would come with what was to be added, and was not there before.
    pub are_new: bool,
}

impl fmt::Debug for Findings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut told = formatter.debug_struct("Findings");
        told.field("list", &self.list)
            .field("are_new", &self.are_new);
        told.finish_non_exhaustive()
    }
}

impl Error {
    /// An error that is whole in itself.
    pub fn new(kind: Kind, message: impl Into<String>, hint: Option<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hint,
            findings: None,
            source: None,
        }
    }

    /// That what was asked for makes no sense here, and what to do.
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message, Some(hint.into()))
    }

    /// That a name means no one thing of the data.
    pub fn unresolved(error: Unresolved, data: &Data) -> Self {
        let told = refusal::unresolved(&error, data);
        Self {
            source: Some(Box::new(error)),
            ..Self::usage(told.message, told.hint)
        }
    }

    /// That a question was not understood as one thing.
    pub(super) fn misunderstood(question: &str, error: Misunderstood, data: &Data) -> Self {
        let told = refusal::misunderstood(question, &error, data);
        Self {
            source: Some(Box::new(error)),
            ..Self::usage(told.message, told.hint)
        }
    }

    pub(super) fn corrupt() -> Self {
        Self::new(
            Kind::Corrupt,
            "what was compiled is not as it was written",
            Some("open the files themselves; what is compiled is made anew then".to_owned()),
        )
    }

    fn because(
        kind: Kind,
        hint: Option<String>,
        source: impl std::error::Error + Send + Sync + 'static,
    ) -> Self {
        Self {
            kind,
            message: source.to_string(),
            hint,
            findings: None,
            source: Some(Box::new(source)),
        }
    }

    /// What kind of failure it is.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// What is wrong with the files, where that is why.
    pub fn findings(&self) -> Option<&Findings> {
        self.findings.as_deref()
    }

    /// The error in parts: its kind, what is wrong, what to do, and the findings.
    pub fn into_parts(self) -> (Kind, String, Option<String>, Option<Findings>) {
        let findings = self.findings.map(|findings| *findings);
        (self.kind, self.message, self.hint, findings)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.source.as_deref()?;
        Some(source as &(dyn std::error::Error + 'static))
    }
}

impl From<Unreadable> for Error {
    fn from(error: Unreadable) -> Self {
        Self::because(Kind::Io, None, error)
    }
}

impl From<LoadError> for Error {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Unreadable(error) => error.into(),
            LoadError::Wrong { findings, files } => Self {
                findings: Some(Box::new(Findings {
                    list: findings,
                    files,
                    are_new: false,
                })),
                ..Self::new(
                    Kind::Data,
                    "the data has errors",
                    Some("mend them; a check shows everything, warnings included".to_owned()),
                )
            },
        }
    }
}

impl From<record::Error> for Error {
    fn from(error: record::Error) -> Self {
        use record::Error as Recorded;
        let hint = match &error {
            Recorded::Which(files) => {
                let lines = files.iter().map(|file| format!("    --into {file}"));
                let lines: Vec<String> = lines.collect();
                format!("say which:\n{}", lines.join("\n"))
            }
            Recorded::Nowhere => "begin one with --into NAME".to_owned(),
            Recorded::NotAFile(_) => "name a file with --into FILE".to_owned(),
            Recorded::NotTurtle { .. } => {
                "what is added goes into a Turtle file: name one with --into FILE.ttl".to_owned()
            }
            Recorded::Unfaithful { .. } => {
                "nothing was written; please add it with an editor".to_owned()
            }
            Recorded::Changed(_) => {
                return Self::new(
                    Kind::Io,
                    format!("{error}; nothing was written, try again"),
                    None,
                );
            }
            Recorded::ReadOnly(_) => {
                return Self::new(Kind::Io, format!("{error}; nothing was written"), None);
            }
            Recorded::Unreadable(_) | Recorded::Io { .. } => {
                return Self::because(Kind::Io, None, error);
            }
            Recorded::Wrong { .. } => String::new(),
        };
        match error {
            Recorded::Wrong {
                findings,
                files,
                is_new,
            } => Self {
                findings: Some(Box::new(Findings {
                    list: findings,
                    files,
                    are_new: is_new,
                })),
                ..Self::new(Kind::Data, "the data has errors", None)
            },
            Recorded::Unfaithful { .. } => Self::because(Kind::Data, Some(hint), error),
            error => Self::because(Kind::Usage, Some(hint), error),
        }
    }
}

impl From<import::Error> for Error {
    fn from(error: import::Error) -> Self {
        let kind = match &error {
            import::Error::Unreadable(_) => Kind::Io,
            _ => Kind::Data,
        };
        let hint = error.hint().map(str::to_owned);
        let message = format!("{error}; nothing was written");
        Self {
            message,
            hint: hint.filter(|_| kind == Kind::Data),
            ..Self::because(kind, None, error)
        }
    }
}

impl From<workspace::Error> for Error {
    fn from(error: workspace::Error) -> Self {
        let (kind, hint) = match &error {
            workspace::Error::Io { .. } => (Kind::Io, None),
            workspace::Error::NoDataset { .. } => (Kind::Usage, None),
            workspace::Error::Config { .. } => (
                Kind::Data,
                Some(
                    "sayso.toml may hold `base`, `datasets`, `keeper`, `record-times`, under [profile] `strict`, and under [metadata] `title` and `license`"
                        .to_owned(),
                ),
            ),
        };
        Self::because(kind, hint, error)
    }
}
