//! How a check ends, and how the whole ends.

use crate::lang::{Text, texts::sender};

/// How one check ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// There is nothing to check.
    DoesNotApply,
    /// It is as it should be.
    Ok,
    /// Not known: DNS failed, a list refused the question, a selector is unknown.
    CannotTell,
    /// Something is wrong for certain.
    Problem,
}

impl Outcome {
    /// As our JSON names it.
    pub fn id(self) -> &'static str {
        match self {
            Self::DoesNotApply => "does not apply",
            Self::Ok => "ok",
            Self::CannotTell => "cannot tell",
            Self::Problem => "problem",
        }
    }

    /// For people.
    pub fn title(self) -> Text {
        match self {
            Self::DoesNotApply => sender::DOES_NOT_APPLY,
            Self::Ok => sender::OK,
            Self::CannotTell => sender::CANNOT_TELL,
            Self::Problem => sender::PROBLEM,
        }
    }

    /// The outcome of several: the worst of them.
    pub fn of(all: impl IntoIterator<Item = Outcome>) -> Outcome {
        all.into_iter().max().unwrap_or(Self::DoesNotApply)
    }
}

/// Whether the campaign can go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing is wrong.
    Ready,
    /// Something is wrong for certain.
    FixFirst,
    /// Nothing is known to be wrong, but not everything is known.
    CannotTell,
}

impl Verdict {
    /// What follows from the outcomes of the checks.
    pub fn of(all: impl IntoIterator<Item = Outcome>) -> Verdict {
        match Outcome::of(all) {
            Outcome::Problem => Self::FixFirst,
            Outcome::CannotTell => Self::CannotTell,
            Outcome::Ok | Outcome::DoesNotApply => Self::Ready,
        }
    }

    /// As our JSON names it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::FixFirst => "fix first",
            Self::CannotTell => "cannot tell",
        }
    }

    /// For people.
    pub fn title(self) -> Text {
        match self {
            Self::Ready => sender::READY,
            Self::FixFirst => sender::FIX_FIRST,
            Self::CannotTell => sender::VERDICT_UNKNOWN,
        }
    }
}
