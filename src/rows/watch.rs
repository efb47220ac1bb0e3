//! What looks over a long step: the wish to stop it, and who is told how far it is.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::patient::{self, Stop};

/// A step that may be long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Standard input or a pipe is taken in; how much will come is not known.
    Receiving,
    /// A compressed file is unpacked.
    Unpacking,
    /// It is found out what the file is, and that it can be read without harm.
    Inspecting,
    /// The cells are copied out of what is no text file.
    Copying,
    /// The whole file is walked, to learn what it is like.
    Scanning,
    /// A workbook is put together.
    Packing,
}

/// Told of a step how much is done, in bytes, and how much there is; 0 where that is not known.
pub type Tell = dyn Fn(Step, u64, u64) + Send + Sync;

/// Looks over the steps.
#[derive(Clone, Default)]
pub struct Watch {
    stop: Stop,
    tell: Option<Arc<Tell>>,
}

impl Watch {
    /// Once `stop` is true, every step ends with an error.
    #[must_use]
    pub fn new(stop: &'static AtomicBool, tell: Option<Arc<Tell>>) -> Watch {
        Watch {
            stop: Some(stop),
            tell,
        }
    }

    /// The wish to stop.
    pub(super) fn stop(&self) -> Stop {
        self.stop
    }

    /// An error once the user wants to stop.
    pub(super) fn check(&self) -> io::Result<()> {
        patient::check(self.stop)
    }

    /// Tells how far a step is; an error once the user wants to stop.
    pub(super) fn at(&self, step: Step, done: u64, total: u64) -> io::Result<()> {
        if let Some(tell) = &self.tell {
            tell(step, done, total);
        }
        self.check()
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch")
            .field("stop", &self.stop)
            .finish_non_exhaustive()
    }
}
