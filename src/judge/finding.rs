//! One thing that holds of a row.

use super::reason::{Decision, Reason};
use crate::lang::{Lang, Message, Value};

/// A reason that holds, with what its sentence names.
///
/// The values are addresses, domains, hosts and numbers only: nothing else that a stranger chose
/// reaches our columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which reason.
    pub reason: Reason,
    /// What becomes of the row for it, under the policy.
    pub decision: Decision,
    sentence: Message,
}

impl Finding {
    /// A finding with the registry's decision; the policy is applied by the judge.
    pub fn new(reason: Reason) -> Finding {
        Finding {
            reason,
            decision: reason.spec().decision,
            sentence: Message::new(reason.spec().message),
        }
    }

    /// Fills one place of the sentence.
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Finding {
        self.sentence = self.sentence.with(name, value);
        self
    }

    /// The reason as a sentence, to be put into another.
    pub fn sentence(&self) -> &Message {
        &self.sentence
    }

    /// The reason as a sentence.
    pub fn message(&self, lang: Lang) -> String {
        self.sentence.get(lang)
    }
}
