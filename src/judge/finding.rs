//! One thing that holds of a row.

use super::reason::{Decision, Lang, Reason, Text};

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
    /// Values for the placeholders of the message.
    values: Vec<(&'static str, Value)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    /// The same in every language.
    Plain(String),
    /// Words of our own.
    Words(Text),
}

impl Finding {
    /// A finding with the registry's decision; the policy is applied by the judge.
    pub fn new(reason: Reason) -> Finding {
        Finding {
            reason,
            decision: reason.spec().decision,
            values: Vec::new(),
        }
    }

    /// Fills one placeholder of the message.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Finding {
        self.values.push((name, Value::Plain(value.into())));
        self
    }

    /// Fills one placeholder with words of our own.
    pub fn with_words(mut self, name: &'static str, words: Text) -> Finding {
        self.values.push((name, Value::Words(words)));
        self
    }

    /// The reason as a sentence.
    pub fn message(&self, lang: Lang) -> String {
        let mut text = self.reason.spec().message.get(lang).to_owned();
        for (name, value) in &self.values {
            let value = match value {
                Value::Plain(value) => value,
                Value::Words(words) => words.get(lang),
            };
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }
}
