//! Which decision a reason leads to.

use std::collections::BTreeMap;

use thiserror::Error;

use super::reason::{Decision, Reason};

/// The registry's decisions with the user's changes (`presend.toml`, `[reasons]`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    changed: BTreeMap<Reason, Decision>,
}

/// Why a change of policy is refused.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum PolicyError {
    /// No such reason.
    #[error("there is no reason {id:?}{}", did_you_mean(.nearest))]
    NoSuchReason {
        /// What was written.
        id: String,
        /// The reason of the nearest name.
        nearest: Option<&'static str>,
    },
    /// No such decision.
    #[error("{text:?} is no decision: keep, review and remove are")]
    NoSuchDecision {
        /// What was written.
        text: String,
    },
    /// An unknown cannot remove.
    #[error("{id} cannot remove: it says that nothing is known, and only evidence removes")]
    UnknownCannotRemove {
        /// The reason.
        id: &'static str,
    },
}

fn did_you_mean(nearest: &Option<&'static str>) -> String {
    nearest.map_or_else(String::new, |id| format!(", did you mean {id:?}?"))
}

impl Policy {
    /// Changes what one reason leads to.
    pub fn set(&mut self, id: &str, decision: &str) -> Result<(), PolicyError> {
        let reason = Reason::from_id(id).ok_or_else(|| PolicyError::NoSuchReason {
            id: id.to_owned(),
            nearest: nearest(id),
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

/// The reason whose id is nearest to what was written.
fn nearest(id: &str) -> Option<&'static str> {
    Reason::all()
        .map(Reason::id)
        .map(|known| (strsim::jaro_winkler(id, known), known))
        .filter(|&(likeness, _)| likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
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
