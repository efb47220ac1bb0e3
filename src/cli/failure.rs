//! How a command ends when it cannot do its job.

use std::fmt;

use crate::rows::{OutputError, RowsError};

/// The exit codes, a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// The command line or the configuration is wrong.
    Usage = 2,
    /// The input cannot be used.
    Input = 3,
    /// The output was not written.
    Output = 4,
    /// Finished, but DNS could not be asked for part of the list.
    DnsIncomplete = 5,
    /// A bug in presend.
    Bug = 70,
    /// Stopped by the user.
    Interrupted = 130,
}

/// Why a command could not do its job, in one line, and what to do about it.
#[derive(Debug)]
pub struct Failure {
    /// How the process ends.
    pub exit: Exit,
    /// What went wrong, and where.
    pub what: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Failure {
    /// A failure without a hint.
    pub fn new(exit: Exit, what: impl fmt::Display) -> Failure {
        let what = what.to_string();
        // Errors of the library carry their hint in the same line.
        let (what, hint) = match what.split_once("; hint: ") {
            Some((what, hint)) => (what.to_owned(), Some(hint.to_owned())),
            None => (what, None),
        };
        Failure { exit, what, hint }
    }

    /// A mistake on the command line or in the configuration.
    pub fn usage(what: impl fmt::Display) -> Failure {
        Failure::new(Exit::Usage, what)
    }

    /// The user stopped the run.
    pub fn interrupted() -> Failure {
        Failure::new(Exit::Interrupted, "interrupted, no output was written")
    }

    /// Adds what to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = Some(hint.into());
        self
    }
}

impl From<RowsError> for Failure {
    fn from(error: RowsError) -> Failure {
        let exit = match error {
            RowsError::UnknownEncoding { .. }
            | RowsError::BadDelimiter { .. }
            | RowsError::NoSuchColumn { .. } => Exit::Usage,
            _ => Exit::Input,
        };
        Failure::new(exit, error)
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Failure {
        Failure::new(Exit::Output, error)
    }
}
