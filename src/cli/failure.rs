//! What can go wrong with a command, and the exit code that says so.

use std::io;
use std::process::ExitCode;
use std::sync::Arc;

use sayso::data::LoadError;
use sayso::engine::{Error, Findings, Kind};
use sayso::escape::terminal;
use sayso::read::{Diagnostic, Unreadable};
use sayso::{import, record, workspace};

use super::output;

/// Exit code: there are findings.
pub(super) const FINDINGS: u8 = 1;
/// Exit code: the command line makes no sense.
pub(super) const USAGE: u8 = 2;
/// Exit code: the data cannot be answered from.
const DATA: u8 = 3;
/// Exit code: reading or writing failed.
const IO: u8 = 4;
/// Exit code: a limit was reached.
const STOPPED: u8 = 5;
/// Exit code: the program is at fault.
pub(super) const BROKEN: u8 = 70;

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub(super) enum Failure {
    /// The command line makes no sense: what is wrong, and what to do.
    Usage(String, Option<String>),
    /// The data cannot be answered from: what is wrong, and what to do.
    Data(String, Option<String>),
    /// The data has errors; with the files, to show the places in.
    Findings(Vec<Diagnostic>, Vec<(String, Arc<[u8]>)>),
    /// With what was to be added the data would have errors, so it was not added.
    Refused(Vec<Diagnostic>, Vec<(String, Arc<[u8]>)>),
    /// A limit that was asked for was reached: which, and what to do.
    Stopped(String, String),
    /// Reading or writing failed.
    Io(String),
    /// What is compiled is not as it was written.
    Corrupt,
    /// Nobody takes the output any more, as when `head` has seen enough.
    Closed,
}

impl Failure {
    /// A usage failure with what to do.
    pub(super) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage(message.into(), Some(hint.into()))
    }

    /// Tells a person, and gives the exit code.
    pub(super) fn report(self) -> ExitCode {
        let (code, message, hint) = match self {
            Self::Usage(message, hint) => (USAGE, message, hint),
            Self::Data(message, hint) => (DATA, message, hint),
            Self::Stopped(message, hint) => (STOPPED, message, Some(hint)),
            Self::Io(message) => (IO, message, None),
            Self::Corrupt => (
                IO,
                "what was compiled is not as it was written, and could not be made anew".to_owned(),
                Some("delete the folder .sayso; nothing is lost with it".to_owned()),
            ),
            Self::Findings(findings, files) => {
                let errors = shown(&findings, &files);
                (
                    DATA,
                    format!("the data cannot be answered from: {errors}"),
                    Some("mend them; sayso check shows everything, warnings included".to_owned()),
                )
            }
            Self::Refused(findings, files) => {
                let errors = shown(&findings, &files);
                (
                    DATA,
                    format!("with this, the data would have {errors}; nothing was written"),
                    None,
                )
            }
            Self::Closed => return ExitCode::SUCCESS,
        };
        let style = anstyle::AnsiColor::Red.on_default().bold();
        eprintln!("{style}error{style:#}: {}", terminal_lines(&message));
        if let Some(hint) = hint {
            eprintln!("  hint: {}", terminal_lines(&hint));
        }
        ExitCode::from(code)
    }
}

/// Shows findings, and counts them.
fn shown(findings: &[Diagnostic], files: &[(String, Arc<[u8]>)]) -> String {
    let contents: Vec<(&str, &Arc<[u8]>)> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes))
        .collect();
    output::findings(findings, &contents);
    output::counted(findings)
}

/// Makes each line of a text harmless, keeping the lines.
pub(super) fn terminal_lines(text: &str) -> String {
    let lines: Vec<String> = text.trim_end().lines().map(terminal).collect();
    lines.join("\n")
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let (kind, message, hint, findings) = error.into_parts();
        match (kind, findings) {
            (
                _,
                Some(Findings {
                    list,
                    files,
                    are_new: false,
                }),
            ) => Self::Findings(list, files),
            (_, Some(Findings { list, files, .. })) => Self::Refused(list, files),
            (Kind::Usage, None) => Self::Usage(message, hint),
            (Kind::Data, None) => Self::Data(message, hint),
            (Kind::Io, None) => Self::Io(message),
            (Kind::Stopped, None) => Self::Stopped(message, hint.unwrap_or_default()),
            (Kind::Corrupt, None) => Self::Corrupt,
        }
    }
}

/// What a room below says goes the way of all errors.
macro_rules! by_way_of_the_engine {
    ($($error:ty),*) => {$(
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Error::from(error).into()
            }
        }
    )*};
}

by_way_of_the_engine!(
    Unreadable,
    LoadError,
    record::Error,
    import::Error,
    workspace::Error
);

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::Closed
        } else {
            Self::Io(format!("cannot write the output: {error}"))
        }
    }
}
