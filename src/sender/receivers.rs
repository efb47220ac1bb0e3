//! The rules of the big receivers, beside what was found.

use serde_json::{Value, json};

use super::outcome::Outcome;
use super::registry as rules;
use super::remark::Remark;
use crate::lang::{Message, Text, texts::sender_receivers as words};
use crate::lists::{Lists, ReceiverRule};

/// What was found, as far as rules ask for it; `None` where it is not known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// SPF passes.
    pub spf: Option<bool>,
    /// SPF does not fail.
    pub spf_not_failing: Option<bool>,
    /// DKIM passes, or there is a key to sign with.
    pub dkim: Option<bool>,
    /// A DMARC record holds.
    pub dmarc: Option<bool>,
    /// DMARC passes.
    pub aligned: Option<bool>,
    /// Envelope sender and From have one domain.
    pub envelope: Option<bool>,
    /// The servers have names that lead back.
    pub ptr: Option<bool>,
    /// The headers offer one-click unsubscribe.
    pub one_click: Option<bool>,
    /// Messages a day.
    pub volume: Option<u64>,
}

/// Whether one rule is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Met {
    Yes,
    No,
    Unknown,
    /// No look at DNS can tell: it is for the sender to watch.
    Watch,
    /// The rule is for senders of more mail.
    NotYours,
}

/// One receiver and its rules.
#[derive(Clone, Debug)]
struct Receiver {
    id: &'static str,
    rules: Vec<(ReceiverRule, Met)>,
}

/// All receivers.
#[derive(Clone, Debug)]
pub struct Section {
    receivers: Vec<Receiver>,
    /// Which rules hold is not known without it.
    pub volume: Option<u64>,
    /// What there is to say.
    pub remarks: Vec<Remark>,
}

/// What becomes of mail to a receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// All that can be told is met.
    Meets,
    /// Something is not.
    Fails,
    /// Not enough is known.
    CannotTell,
}

impl Standing {
    /// As our JSON names it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Meets => "meets",
            Self::Fails => "fails",
            Self::CannotTell => Outcome::CannotTell.id(),
        }
    }

    /// For people.
    pub fn title(self) -> Text {
        match self {
            Self::Meets => words::MEETS,
            Self::Fails => words::FAILS,
            Self::CannotTell => Outcome::CannotTell.title(),
        }
    }
}

impl Section {
    /// Lays every rule beside what was found.
    pub fn make(lists: &Lists, facts: &Facts) -> Section {
        let mut receivers: Vec<Receiver> = Vec::new();
        for rule in lists.receiver_rules() {
            let met = (rule, met(&rule, facts));
            match receivers.iter_mut().find(|one| one.id == rule.receiver) {
                Some(known) => known.rules.push(met),
                None => receivers.push(Receiver {
                    id: rule.receiver,
                    rules: vec![met],
                }),
            }
        }
        Section {
            remarks: receivers.iter().filter_map(Receiver::remark).collect(),
            receivers,
            volume: facts.volume,
        }
    }

    /// One object for each receiver.
    pub fn json(&self) -> Vec<Value> {
        self.receivers.iter().map(Receiver::json).collect()
    }

    /// Each receiver with what becomes of mail to it, and what is missing or unknown.
    pub fn lines(&self) -> impl Iterator<Item = (Text, Standing, Vec<Message>)> {
        self.receivers
            .iter()
            .map(|one| (one.title(), one.standing(), one.open()))
    }
}

impl Receiver {
    /// Its name; English words of the table where there is no text, which a test forbids.
    fn title(&self) -> Text {
        let (en, zh) = (self.id, self.id);
        words::receiver(self.id).unwrap_or(Text { en, zh })
    }

    fn standing(&self) -> Standing {
        let has = |met| self.rules.iter().any(|(_, of)| *of == met);
        match (has(Met::No), has(Met::Unknown)) {
            (true, _) => Standing::Fails,
            (false, true) => Standing::CannotTell,
            (false, false) => Standing::Meets,
        }
    }

    /// The rules that are not met, else those of which it is not known.
    fn open(&self) -> Vec<Message> {
        let of = |met| -> Vec<Message> {
            let open = self.rules.iter().filter(|(_, of)| *of == met);
            open.map(|(rule, _)| title(rule.requires).into()).collect()
        };
        match self.standing() {
            Standing::Fails => of(Met::No),
            _ => of(Met::Unknown),
        }
    }

    fn remark(&self) -> Option<Remark> {
        if self.standing() != Standing::Fails {
            return None;
        }
        let source = self.rules.first().map_or("", |(rule, _)| rule.source);
        let remark =
            Remark::new(&rules::RECEIVER_FAILS, self.title().en).with("receiver", self.title());
        let open: crate::lang::Value = self.open().into_iter().collect();
        Some(remark.with("rules", open).with("source", source))
    }

    fn json(&self) -> Value {
        let rules: Vec<Value> = self
            .rules
            .iter()
            .map(|(rule, met)| {
                json!({
                    "requires": rule.requires,
                    "title": title(rule.requires).en,
                    "per_day": rule.per_day,
                    "outcome": match met {
                        Met::Yes => "meets",
                        Met::No => "fails",
                        Met::Unknown => "cannot tell",
                        Met::Watch => "to be watched",
                        Met::NotYours => "does not apply",
                    },
                    "source": rule.source,
                    "date": rule.date,
                })
            })
            .collect();
        json!({
            "id": self.id,
            "receiver": self.title().en,
            "outcome": self.standing().id(),
            "rules": rules,
        })
    }
}

/// What a rule asks for.
fn title(requires: &str) -> Text {
    match requires {
        "spf" => words::SPF,
        "dkim" => words::DKIM,
        "spf-or-dkim" => words::SPF_OR_DKIM,
        "spf-not-failing" => words::SPF_NOT_FAILING,
        "dmarc" => words::DMARC,
        "aligned" => words::ALIGNED,
        "envelope-matches" => words::ENVELOPE,
        "ptr" => words::PTR,
        "tls" => words::TLS,
        "one-click" => words::ONE_CLICK,
        "spam-rate" => words::SPAM_RATE,
        _ => words::UNPUBLISHED,
    }
}

fn met(rule: &ReceiverRule, facts: &Facts) -> Met {
    let known = |fact: Option<bool>| match fact {
        Some(true) => Met::Yes,
        Some(false) => Met::No,
        None => Met::Unknown,
    };
    let met = match rule.requires {
        "spf" => known(facts.spf),
        "dkim" => known(facts.dkim),
        "spf-or-dkim" => known(match (facts.spf, facts.dkim) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        }),
        "spf-not-failing" => known(facts.spf_not_failing),
        "dmarc" => known(facts.dmarc),
        "aligned" => known(facts.aligned),
        "envelope-matches" => known(facts.envelope),
        "ptr" => known(facts.ptr),
        "one-click" => known(facts.one_click),
        "tls" | "spam-rate" => Met::Watch,
        _ => Met::Unknown,
    };
    match facts.volume {
        _ if rule.per_day == 0 => met,
        Some(volume) if volume >= rule.per_day => met,
        Some(_) => Met::NotYours,
        // Who sends so much must meet it; whether the user does is not known.
        None if met == Met::Yes => met,
        None => Met::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(facts: Facts, name: &str) -> Standing {
        let section = Section::make(&Lists::builtin(), &facts);
        let found = section
            .lines()
            .find(|(receiver, ..)| receiver.en.contains(name));
        found.expect(name).1
    }

    #[test]
    fn every_rule_of_the_table_is_understood() {
        for rule in Lists::builtin().receiver_rules() {
            let known =
                title(rule.requires) != words::UNPUBLISHED || rule.requires == "unpublished";
            assert!(known, "{}", rule.requires);
            assert!(
                words::receiver(rule.receiver).is_some(),
                "{}",
                rule.receiver
            );
            assert!(
                rule.source.starts_with("http") && rule.date.len() == 10,
                "{rule:?}"
            );
        }
    }

    #[test]
    fn bulk_senders_must_meet_more() {
        let good = Facts {
            spf: Some(true),
            spf_not_failing: Some(true),
            dkim: Some(false),
            ptr: Some(true),
            envelope: Some(true),
            dmarc: Some(true),
            aligned: Some(true),
            one_click: None,
            volume: Some(100),
        };
        assert_eq!(standing(good, "Gmail"), Standing::Meets);
        assert_eq!(standing(good, "NetEase"), Standing::Meets);
        let bulk = Facts {
            volume: Some(5000),
            ..good
        };
        assert_eq!(standing(bulk, "Gmail"), Standing::Fails);
        assert_eq!(standing(bulk, "Outlook"), Standing::Fails);
        let signed = Facts {
            dkim: Some(true),
            ..bulk
        };
        assert_eq!(standing(signed, "Outlook"), Standing::Meets);
        assert_eq!(
            standing(signed, "Gmail"),
            Standing::CannotTell,
            "one-click is not known"
        );
        let unknown = Facts {
            volume: None,
            ..good
        };
        assert_eq!(standing(unknown, "Gmail"), Standing::CannotTell);
        assert_eq!(standing(Facts::default(), "Alibaba"), Standing::CannotTell);
    }
}
