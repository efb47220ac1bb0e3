//! One thing that a check has to say: what was found, what is wrong with it, what to publish instead.

use super::outcome::Outcome;
use super::registry::{Rule, Weight};
use crate::dns::DnsFault;
use crate::lang::{Lang, Message, Text, Value, texts::explain};
use crate::report::{Detail, Finding, Span, visible};

/// Characters of a record that are shown.
const SHOWN: usize = 4096;

/// A record as it stands in a zone, or should stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name, absolute without the trailing dot.
    pub name: String,
    /// Its type.
    pub kind: &'static str,
    /// Its value, as a DNS console takes it; words where only the owner knows it.
    pub value: Value,
}

impl Entry {
    /// A record.
    pub fn new(name: &str, kind: &'static str, value: impl Into<Value>) -> Entry {
        Entry {
            name: name.to_owned(),
            kind,
            value: value.into(),
        }
    }

    /// A TXT record.
    pub fn txt(name: &str, value: impl Into<Value>) -> Entry {
        Entry::new(name, "TXT", value)
    }

    /// In one line, cut where it is very long.
    pub fn line(&self, lang: Lang) -> String {
        match self.kind {
            "TXT" => format!("{} TXT \"{}\"", self.name, self.shown(lang)),
            kind => format!("{} {kind} {}", self.name, self.shown(lang)),
        }
    }

    /// The value, cut where it is very long.
    pub fn shown(&self, lang: Lang) -> String {
        visible(&self.value.get(lang), SHOWN)
    }
}

/// One thing that a check has to say.
#[derive(Clone, Debug)]
pub struct Remark {
    /// Which rule.
    pub rule: &'static Rule,
    /// The domain, address or name of a record that it is about.
    pub subject: String,
    sentence: Message,
    /// The records that were found.
    pub found: Vec<Entry>,
    /// The records to publish instead.
    pub publish: Vec<Entry>,
}

impl Remark {
    /// A remark about something. Its sentence may name it as `{subject}`.
    pub fn new(rule: &'static Rule, subject: &str) -> Remark {
        let shown = visible(subject, SHOWN);
        Remark {
            rule,
            sentence: Message::new(rule.message).with("subject", &shown),
            subject: shown,
            found: Vec::new(),
            publish: Vec::new(),
        }
    }

    /// Fills one place of the sentence.
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Remark {
        self.sentence = self.sentence.with(name, value);
        self
    }

    /// Adds a record that was found.
    pub fn found(mut self, entry: Entry) -> Remark {
        self.found.push(entry);
        self
    }

    /// Adds a record to publish.
    pub fn publish(mut self, entry: Entry) -> Remark {
        self.publish.push(entry);
        self
    }

    /// The sentence in one language.
    pub fn message(&self, lang: Lang) -> String {
        self.sentence.get(lang)
    }

    /// What the check ends with for it, if for nothing worse.
    pub fn outcome(&self) -> Outcome {
        match self.rule.weight {
            Weight::Problem => Outcome::Problem,
            Weight::Unknown => Outcome::CannotTell,
            Weight::Warning | Weight::Hint => Outcome::Ok,
        }
    }

    /// What a check ends with that has these to say and found nothing else wrong.
    pub fn worst(remarks: &[Remark]) -> Outcome {
        Outcome::of(remarks.iter().map(Remark::outcome).chain([Outcome::Ok]))
    }

    /// The same as every gate reports it. Its place is the record that it is about: where a file would stand, the name
    /// in DNS.
    pub fn finding(&self, lang: Lang) -> Finding {
        let place = self
            .found
            .first()
            .map_or(&self.subject, |entry| &entry.name);
        let suggestion = self
            .publish
            .iter()
            .map(|entry| entry.line(lang))
            .collect::<Vec<_>>();
        Finding {
            id: self.rule.id,
            level: self.rule.weight.level(),
            subject: Some(self.subject.clone()),
            span: Span {
                file: place.clone(),
                line: 1,
                column: 1,
                cell: None,
            },
            detail: Detail {
                message: self.message(lang),
                suggestion: (!suggestion.is_empty()).then(|| suggestion.join("; ")),
            },
        }
    }
}

/// Why DNS gave no answer, as the end of a sentence.
pub fn fault_words(fault: DnsFault) -> Text {
    match fault {
        DnsFault::Timeout => explain::FAULT_TIMEOUT,
        DnsFault::ServFail => explain::FAULT_SERVFAIL,
        DnsFault::Refused => explain::FAULT_REFUSED,
        DnsFault::Unavailable => explain::FAULT_UNAVAILABLE,
        DnsFault::NotAsked => explain::FAULT_NOT_ASKED,
    }
}
