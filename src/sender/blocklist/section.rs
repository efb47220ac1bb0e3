//! Every list, asked about every address and domain that it lists.

use std::net::IpAddr;

use serde_json::{Value, json};

use super::reading::{Reading, read};
use crate::dns::{Client, Question, RecordKind};
use crate::judge::is_public;
use crate::lang::{Lang, Message, Text, texts::sender_blocklist as words};
use crate::lists::{Blocklist, ListedKind, Lists};
use crate::report::visible;
use crate::sender::ip;
use crate::sender::outcome::Outcome;
use crate::sender::registry as rules;
use crate::sender::remark::{Entry, Remark, fault_words};

const SHOWN: usize = 253;

/// What one list says of one address or domain.
#[derive(Clone, Debug)]
struct Entered {
    list: Blocklist,
    subject: String,
    kind: &'static str,
    name: String,
    answers: Vec<IpAddr>,
    reading: Reading,
    /// Why the list is not believed; `None` where it is.
    distrust: Option<Message>,
}

/// What the lists say.
#[derive(Clone, Debug)]
pub struct Section {
    entries: Vec<Entered>,
    /// What there is to say.
    pub remarks: Vec<Remark>,
}

impl Section {
    /// Asks every list about the addresses and domains that it lists.
    pub fn make(client: &Client<'_>, lists: &Lists, ips: &[IpAddr], domains: &[String]) -> Section {
        let lists: Vec<Blocklist> = lists.blocklists().collect();
        let mut wanted = Vec::new();
        for list in &lists {
            for &ip in ips.iter().filter(|&&ip| is_public(ip)) {
                let (kind, id) = match ip.to_canonical() {
                    IpAddr::V4(_) => (ListedKind::Ip4, "ip"),
                    IpAddr::V6(_) => (ListedKind::Ip6, "ip"),
                };
                let name = format!("{}.{}", ip::backwards(ip.to_canonical()), list.zone);
                if list.lists(kind) {
                    wanted.push((*list, ip.to_string(), id, name));
                }
            }
            for domain in domains.iter().filter(|_| list.lists(ListedKind::Domain)) {
                let name = format!("{domain}.{}", list.zone);
                wanted.push((*list, domain.clone(), "domain", name));
            }
        }
        let asked: Vec<Blocklist> = lists
            .into_iter()
            .filter(|list| wanted.iter().any(|(of, ..)| of.zone == list.zone))
            .collect();
        let tests = asked.iter().flat_map(|list| {
            list.test_listed()
                .chain(list.test_unlisted())
                .map(|entry| test_name(entry, list))
        });
        let names: Vec<String> = wanted
            .iter()
            .map(|(.., name)| name.clone())
            .chain(tests)
            .collect();
        client.prefetch(names.iter().map(|name| Question::new(name, RecordKind::A)));
        let distrust: Vec<(&str, Option<Message>)> = asked
            .iter()
            .map(|list| (list.zone, distrust(client, list)))
            .collect();
        let entries: Vec<Entered> = wanted
            .into_iter()
            .map(|(list, subject, kind, name)| Entered {
                reading: ask(client, &list, &name),
                answers: client
                    .addresses(&name, RecordKind::A)
                    .found()
                    .unwrap_or_default(),
                distrust: distrust
                    .iter()
                    .find(|(zone, _)| *zone == list.zone)
                    .and_then(|(_, why)| why.clone()),
                list,
                subject,
                kind,
                name,
            })
            .collect();
        Section {
            remarks: entries.iter().filter_map(Entered::remark).collect(),
            entries,
        }
    }

    /// How the check ends.
    pub fn outcome(&self) -> Outcome {
        let floor = match self.entries.is_empty() {
            true => Outcome::DoesNotApply,
            false => Outcome::Ok,
        };
        Outcome::of(self.remarks.iter().map(Remark::outcome).chain([floor]))
    }

    /// What was found, in a few words.
    pub fn brief(&self) -> Message {
        let told = self.entries.iter().filter(|one| one.doubt().is_none());
        let listed = told
            .clone()
            .filter(|one| matches!(one.reading, Reading::Listed(_)));
        words::COUNTS
            .with("asked", self.entries.len())
            .with("told", told.count())
            .with("listed", listed.count())
    }

    /// One object for each question.
    pub fn json(&self) -> Vec<Value> {
        self.entries.iter().map(Entered::json).collect()
    }
}

impl Entered {
    /// Why nothing can be told; `None` where something can.
    fn doubt(&self) -> Option<Message> {
        if let Some(why) = why(&self.reading) {
            return Some(why);
        }
        self.distrust.clone()
    }

    fn remark(&self) -> Option<Remark> {
        let about = |rule| {
            let subject = visible(&self.subject, SHOWN);
            Remark::new(rule, &subject).with("list", self.list.name)
        };
        if let Some(why) = self.doubt() {
            return Some(about(&rules::BLOCKLIST_UNANSWERED).with("why", why));
        }
        let (rule, meanings) = match &self.reading {
            Reading::Listed(meanings) => (&rules::BLOCKLIST_LISTED, meanings),
            Reading::Noted(meanings) => (&rules::BLOCKLIST_NOTED, meanings),
            _ => return None,
        };
        let meaning: crate::lang::Value = meanings
            .iter()
            .map(|word| words::meaning(word).unwrap_or(words::LISTED))
            .collect();
        let remark = about(rule)
            .with("meaning", meaning)
            .with("delisting", self.list.delisting);
        let found = self
            .answers
            .iter()
            .map(|ip| Entry::new(&self.name, "A", ip.to_string()));
        Some(found.fold(remark, Remark::found))
    }

    fn json(&self) -> Value {
        let doubt = self.doubt();
        let (listed, meanings) = match &self.reading {
            _ if doubt.is_some() => (None, &[][..]),
            Reading::Listed(meanings) => (Some(true), meanings.as_slice()),
            Reading::Noted(meanings) => (Some(false), meanings.as_slice()),
            _ => (Some(false), &[][..]),
        };
        let outcome = match (&doubt, listed) {
            (Some(_), _) => Outcome::CannotTell,
            (None, Some(true)) => Outcome::Problem,
            _ => Outcome::Ok,
        };
        json!({
            "outcome": outcome.id(),
            "zone": self.list.zone,
            "list": self.list.name,
            "kind": self.kind,
            "subject": visible(&self.subject, SHOWN),
            "name": visible(&self.name, SHOWN),
            "listed": listed,
            "codes": self.answers,
            "meaning": meanings,
            "reason": doubt.map(|why| why.get(Lang::En)),
            "delisting": self.list.delisting,
            "terms": self.list.terms,
        })
    }
}

fn ask(client: &Client<'_>, list: &Blocklist, name: &str) -> Reading {
    read(list, &client.addresses(name, RecordKind::A))
}

/// Why an answer tells nothing; `None` where it does.
fn why(reading: &Reading) -> Option<Message> {
    Some(match reading {
        Reading::Clean | Reading::Listed(_) | Reading::Noted(_) => return None,
        Reading::Refused(code) => refusal(*code).with("code", code.to_string()),
        Reading::Undocumented(code) => words::UNDOCUMENTED.with("code", code.to_string()),
        Reading::Outside(code) => words::OUTSIDE.with("code", code.to_string()),
        Reading::Unknown(fault) => words::NO_ANSWER.with("fault", fault_words(*fault)),
    })
}

/// What a refusal means (Spamhaus's return codes).
fn refusal(code: IpAddr) -> Text {
    match code.to_string().as_str() {
        "127.255.255.252" => words::MISSPELT,
        "127.255.255.254" => words::PUBLIC,
        "127.255.255.255" => words::TOO_MANY,
        _ => words::REFUSED,
    }
}

/// Why a list is not believed (RFC 5782, section 5): its test entry is not listed, or its counter-test is.
fn distrust(client: &Client<'_>, list: &Blocklist) -> Option<Message> {
    for entry in list.test_unlisted() {
        let reading = ask(client, list, &test_name(entry, list));
        match reading {
            Reading::Listed(_) | Reading::Noted(_) => return Some(words::WILDCARD.into()),
            Reading::Outside(_) | Reading::Unknown(_) => return why(&reading),
            // Some lists answer with an error to what is no domain.
            Reading::Clean | Reading::Refused(_) | Reading::Undocumented(_) => {}
        }
    }
    let mut first = None;
    for entry in list.test_listed() {
        let reading = ask(client, list, &test_name(entry, list));
        if matches!(reading, Reading::Listed(_) | Reading::Noted(_)) {
            return None;
        }
        first = first.or_else(|| why(&reading));
    }
    Some(first.unwrap_or_else(|| words::SILENT_TEST.into()))
}

fn test_name(entry: &str, list: &Blocklist) -> String {
    match entry.parse::<IpAddr>() {
        Ok(address) => format!("{}.{}", ip::backwards(address), list.zone),
        Err(_) => format!("{entry}.{}", list.zone),
    }
}
