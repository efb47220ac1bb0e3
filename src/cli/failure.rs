//! How a command ends when it cannot do its job.

use super::interrupt;
use crate::lang::{Value, texts::failures};
use crate::rows::{OutputError, RowsError};

/// The exit codes, a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// A gate found something.
    Findings = 1,
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
    pub what: Value,
    /// What to do.
    pub hint: Option<Value>,
}

impl Failure {
    /// A failure without a hint.
    pub fn new(exit: Exit, what: impl Into<Value>) -> Failure {
        Failure {
            exit,
            what: what.into(),
            hint: None,
        }
    }

    /// A mistake on the command line or in the configuration.
    pub fn usage(what: impl Into<Value>) -> Failure {
        Failure::new(Exit::Usage, what)
    }

    /// The user stopped the run.
    pub fn interrupted() -> Failure {
        Failure::new(Exit::Interrupted, failures::INTERRUPTED)
    }

    /// Adds what to do about it.
    pub fn hint(mut self, hint: impl Into<Value>) -> Failure {
        self.hint = Some(hint.into());
        self
    }
}

impl From<RowsError> for Failure {
    fn from(error: RowsError) -> Failure {
        // Whatever could not be read then was given up on purpose.
        if interrupt::check().is_err() {
            return Failure::interrupted();
        }
        let exit = match error {
            RowsError::UnknownEncoding { .. }
            | RowsError::BadDelimiter { .. }
            | RowsError::NoSuchSheet { .. }
            | RowsError::NoSuchColumn { .. } => Exit::Usage,
            _ => Exit::Input,
        };
        let hint = error.hint().map(Value::from);
        Failure {
            hint,
            ..Failure::new(exit, error.message())
        }
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Failure {
        if interrupt::check().is_err() {
            return Failure::interrupted();
        }
        let hint = error.hint().map(Value::from);
        Failure {
            hint,
            ..Failure::new(Exit::Output, error.message())
        }
    }
}
