//! Which decision a reason leads to.

use std::collections::BTreeMap;

use super::reason::{Decision, Reason};
use crate::lang::{Message, nearest, speaks, texts::judge};

/// The registry's decisions with the user's changes (`presend.toml`, `[reasons]`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    changed: BTreeMap<Reason, Decision>,
}

/// Why a change of policy is refused.
#[derive(Debug, PartialEq, Eq)]
pub enum PolicyError {
    /// No such reason.
    NoSuchReason {
        /// What was written.
        id: String,
        /// The reason of the nearest name.
        nearest: Option<&'static str>,
    },
    /// No such decision.
    NoSuchDecision {
        /// What was written.
        text: String,
    },
    /// An unknown cannot remove.
    UnknownCannotRemove {
        /// The reason.
        id: &'static str,
    },
}

impl PolicyError {
    /// What is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::NoSuchReason {
                id,
                nearest: Some(near),
            } => judge::NO_SUCH_REASON_NEAR
                .with("id", id)
                .with("near", *near),
            Self::NoSuchReason { id, nearest: None } => judge::NO_SUCH_REASON.with("id", id),
            Self::NoSuchDecision { text } => judge::NO_SUCH_DECISION.with("text", text),
            Self::UnknownCannotRemove { id } => judge::UNKNOWN_CANNOT_REMOVE.with("id", *id),
        }
    }
}

speaks!(PolicyError);

impl Policy {
    /// Changes what one reason leads to.
    pub fn set(&mut self, id: &str, decision: &str) -> Result<(), PolicyError> {
        let reason = Reason::from_id(id).ok_or_else(|| PolicyError::NoSuchReason {
            id: id.to_owned(),
            nearest: nearest(id, Reason::all().map(Reason::id)),
        })?;
        let decision = Decision::from_id(decision).ok_or_else(|| PolicyError::NoSuchDecision {
            text: decision.to_owned(),
        })?;
        if reason.spec().unknown() && decision == Decision::Remove {
            return Err(PolicyError::UnknownCannotRemove { id: reason.id() });
        }
        self.changed.insert(reason, decision);
        Ok(())
    }

    /// What the reason leads to.
    pub fn decision(&self, reason: Reason) -> Decision {
        self.changed
            .get(&reason)
            .copied()
            .unwrap_or(reason.spec().decision)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_may_be_changed_but_an_unknown_never_removes() {
        let mut policy = Policy::default();
        policy.set("role-account", "review").unwrap();
        assert_eq!(policy.decision(Reason::ROLE_ACCOUNT), Decision::Review);
        assert_eq!(policy.decision(Reason::FREEMAIL), Decision::Keep);
        for reason in Reason::all().filter(|reason| reason.spec().unknown()) {
            assert_eq!(
                policy.set(reason.id(), "remove"),
                Err(PolicyError::UnknownCannotRemove { id: reason.id() })
            );
        }
    }

    #[test]
    fn mistakes_are_explained() {
        let mut policy = Policy::default();
        assert_eq!(
            policy.set("null-mxx", "keep").unwrap_err().to_string(),
            "there is no reason \"null-mxx\", did you mean \"null-mx\"?"
        );
        assert!(policy.set("null-mx", "drop").is_err());
    }
}
