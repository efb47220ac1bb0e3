//! The names of the sending servers: PTR, forward-confirmed, and HELO.

use std::net::IpAddr;

use serde_json::json;

use super::generic::looks_generic;
use super::ip;
use super::outcome::Outcome;
use super::registry as rules;
use super::remark::{Entry, Remark, fault_words};
use crate::address::Domain;
use crate::dns::{Answer, Client, DnsFault, Question, RecordKind};
use crate::judge::is_public;
use crate::lang::{Value, texts::sender};
use crate::report::visible;

/// Names of one address that are looked at.
const MOST_NAMES: usize = 30;
const SHOWN: usize = 253;

/// One name of an address.
#[derive(Clone, Debug)]
struct Name {
    name: String,
    /// Its addresses of the same family.
    addresses: Answer<Vec<IpAddr>>,
    /// Whether it leads back; `None` where that is not known.
    confirmed: Option<bool>,
    generic: bool,
}

/// What is known of one sending address.
#[derive(Clone, Debug)]
struct Server {
    ip: IpAddr,
    names: Answer<Vec<Name>>,
    remarks: Vec<Remark>,
}

/// What is known of the sending servers.
#[derive(Clone, Debug)]
pub struct Section {
    servers: Vec<Server>,
    helo: Option<String>,
    helo_addresses: Option<Answer<Vec<IpAddr>>>,
    helo_remarks: Vec<Remark>,
}

impl Section {
    /// Looks at each address, and at the name with which the servers greet. `domain` is the one to suggest names in.
    pub fn make(client: &Client<'_>, ips: &[IpAddr], helo: Option<&str>, domain: &str) -> Section {
        client.prefetch(
            ips.iter()
                .map(|&ip| Question::new(&ip::reverse(ip), RecordKind::Ptr)),
        );
        let servers = ips
            .iter()
            .map(|&ip| server(client, ip, helo, domain))
            .collect();
        let mut section = Section {
            servers,
            helo: helo.map(str::to_owned),
            helo_addresses: None,
            helo_remarks: Vec::new(),
        };
        if let Some(helo) = helo {
            section.greet(client, helo, ips, domain);
        }
        section
    }

    /// What there is to say.
    pub fn remarks(&self) -> impl Iterator<Item = &Remark> {
        let servers = self.servers.iter().flat_map(|server| &server.remarks);
        servers.chain(&self.helo_remarks)
    }

    /// How the check ends. Without an address there is nothing to check.
    pub fn outcome(&self) -> Outcome {
        let floor = match self.servers.is_empty() {
            true => Outcome::DoesNotApply,
            false => Outcome::Ok,
        };
        Outcome::of(self.remarks().map(Remark::outcome).chain([floor]))
    }

    /// What was found, in a few words; without an address, how to find it.
    pub fn brief(&self) -> Value {
        if self.servers.is_empty() {
            return sender::NO_IP.into();
        }
        let names = self.servers.iter().map(|server| {
            let first = match &server.names {
                Answer::Found(names) => names.first().map(|one| visible(&one.name, SHOWN)),
                _ => None,
            };
            format!("{} {}", server.ip, first.unwrap_or_else(|| "-".to_owned()))
        });
        names.take(5).collect()
    }

    /// Whether every address has a name that leads back; `None` where that is not known.
    pub fn is_named(&self) -> Option<bool> {
        let mut all = Some(true);
        for server in &self.servers {
            match &server.names {
                Answer::Found(names) if names.iter().any(|name| name.confirmed == Some(true)) => {}
                Answer::Found(names) if names.iter().any(|name| name.confirmed.is_none()) => {
                    all = None
                }
                Answer::Unknown(_) => all = None,
                _ => return Some(false),
            }
        }
        all.filter(|_| !self.servers.is_empty())
    }

    /// One object for each address.
    pub fn json(&self) -> Vec<serde_json::Value> {
        self.servers.iter().map(Server::json).collect()
    }

    /// The greeting as an object.
    pub fn helo_json(&self) -> Option<serde_json::Value> {
        let helo = self.helo.as_ref()?;
        let addresses = match &self.helo_addresses {
            Some(Answer::Found(list)) => Some(list.clone()),
            Some(Answer::NoData | Answer::NoName) => Some(Vec::new()),
            _ => None,
        };
        Some(json!({
            "outcome": Remark::worst(&self.helo_remarks).id(),
            "name": visible(helo, SHOWN),
            "addresses": addresses,
        }))
    }

    fn greet(&mut self, client: &Client<'_>, helo: &str, ips: &[IpAddr], domain: &str) {
        let bare = helo.strip_suffix('.').unwrap_or(helo);
        // An address in brackets is allowed, and trusted by nobody.
        let name = Domain::parse(bare)
            .ok()
            .filter(|name| !name.is_single_label());
        let reserved = name
            .as_ref()
            .is_some_and(|name| matches!(name.tld(), "local" | "localdomain" | "lan" | "internal"));
        let Some(name) = name.filter(|_| !reserved) else {
            self.helo_remarks
                .push(Remark::new(&rules::HELO_INVALID, helo));
            return;
        };
        let answer = client.all_addresses(name.as_str());
        let remark = match &answer {
            Answer::Unknown(fault) => {
                let remark = Remark::new(&rules::HELO_UNANSWERED, helo);
                Some(remark.with("fault", fault_words(*fault)))
            }
            Answer::NoData | Answer::NoName => {
                let remark = Remark::new(&rules::HELO_NO_ADDRESS, helo);
                Some(
                    match ips
                        .first()
                        .filter(|_| super::same_owner(name.as_str(), domain))
                    {
                        Some(&ip) => remark.publish(address_entry(name.as_str(), ip)),
                        None => remark,
                    },
                )
            }
            Answer::Found(list) => ips
                .iter()
                .find(|&&ip| !list.contains(&ip.to_canonical()) && is_public(ip))
                .map(|ip| {
                    let addresses = list.iter().map(ToString::to_string).collect::<Value>();
                    let remark = Remark::new(&rules::HELO_MISMATCH, helo);
                    remark
                        .with("addresses", addresses)
                        .with("ip", ip.to_string())
                }),
        };
        self.helo_remarks.extend(remark);
        self.helo_addresses = Some(answer);
    }
}

impl Server {
    fn json(&self) -> serde_json::Value {
        let (state, names) = match &self.names {
            Answer::Found(names) => ("found", names.as_slice()),
            Answer::NoData | Answer::NoName => ("missing", &[][..]),
            Answer::Unknown(_) => ("cannot tell", &[][..]),
        };
        let confirmed = match state {
            "cannot tell" => None,
            _ if names.iter().any(|name| name.confirmed == Some(true)) => Some(true),
            _ if names.iter().any(|name| name.confirmed.is_none()) => None,
            _ => Some(false),
        };
        let outcome = Remark::worst(&self.remarks);
        json!({
            "outcome": outcome.id(),
            "ip": self.ip.to_string(),
            "name": ip::reverse(self.ip),
            "state": state,
            "names": names.iter().map(Name::json).collect::<Vec<_>>(),
            "confirmed": confirmed,
            "generic": names.iter().any(|name| name.generic),
        })
    }
}

impl Name {
    fn json(&self) -> serde_json::Value {
        let addresses = match &self.addresses {
            Answer::Found(list) => Some(list.clone()),
            Answer::Unknown(_) => None,
            _ => Some(Vec::new()),
        };
        json!({
            "name": visible(&self.name, SHOWN),
            "addresses": addresses,
            "confirmed": self.confirmed,
            "generic": self.generic,
        })
    }
}

fn server(client: &Client<'_>, ip: IpAddr, helo: Option<&str>, domain: &str) -> Server {
    let names = client.pointers(&ip::reverse(ip)).map(|mut names| {
        names.truncate(MOST_NAMES);
        let kind = kind(ip);
        client.prefetch(names.iter().map(|name| Question::new(name, kind)));
        names
            .into_iter()
            .map(|name| look(client, name, ip))
            .collect()
    });
    let remarks = remarks(ip, &names, helo, domain);
    Server { ip, names, remarks }
}

fn look(client: &Client<'_>, name: String, ip: IpAddr) -> Name {
    let addresses = client.addresses(&name, kind(ip));
    let confirmed = match &addresses {
        Answer::Found(list) => Some(list.contains(&ip.to_canonical())),
        Answer::Unknown(_) => None,
        Answer::NoData | Answer::NoName => Some(false),
    };
    Name {
        generic: looks_generic(&name, ip),
        name,
        addresses,
        confirmed,
    }
}

fn remarks(ip: IpAddr, names: &Answer<Vec<Name>>, helo: Option<&str>, domain: &str) -> Vec<Remark> {
    let subject = ip.to_string();
    let place = ip::reverse(ip);
    // A private address has its names in another DNS than the receivers'.
    if !is_public(ip) {
        return vec![Remark::new(&rules::PTR_PRIVATE, &subject)];
    }
    let wanted = helo
        .filter(|helo| Domain::parse(helo).is_ok_and(|name| !name.is_single_label()))
        .map_or_else(
            || format!("mail.{}", super::registered(domain)),
            str::to_owned,
        );
    let unanswered = |target: &str, fault: DnsFault| {
        let remark = Remark::new(&rules::PTR_UNANSWERED, &subject);
        remark
            .with("target", visible(target, SHOWN))
            .with("fault", fault_words(fault))
    };
    let names = match names {
        Answer::Found(names) => names,
        Answer::Unknown(fault) => return vec![unanswered(&place, *fault)],
        Answer::NoData | Answer::NoName => {
            let remark = Remark::new(&rules::PTR_MISSING, &subject);
            return vec![remark.publish(Entry::new(&place, "PTR", wanted))];
        }
    };
    let all = || {
        names
            .iter()
            .map(|one| visible(&one.name, SHOWN))
            .collect::<Value>()
    };
    let found = |mut remark: Remark| {
        for one in names.iter().take(5) {
            remark = remark.found(Entry::new(&place, "PTR", one.name.clone()));
        }
        remark
    };
    let mut remarks = Vec::new();
    let confirmed = names.iter().find(|one| one.confirmed == Some(true));
    let open = names
        .iter()
        .find_map(|one| Some((one, one.addresses.fault()?)));
    match (confirmed, open) {
        (Some(_), _) => {}
        (None, Some((one, fault))) => remarks.push(unanswered(&one.name, fault)),
        (None, None) => {
            let remark = found(Remark::new(&rules::PTR_UNCONFIRMED, &subject).with("names", all()));
            let own = names
                .iter()
                .find(|one| super::same_owner(&one.name, domain));
            remarks.push(match own {
                Some(one) => remark.publish(address_entry(&one.name, ip)),
                None => remark.publish(Entry::new(&place, "PTR", wanted.clone())),
            });
        }
    }
    // One good name is enough, and receivers cannot know which one they will see.
    if let Some(one) = names.iter().find(|one| one.generic) {
        let remark =
            Remark::new(&rules::PTR_GENERIC, &subject).with("name", visible(&one.name, SHOWN));
        remarks.push(found(remark).publish(Entry::new(&place, "PTR", wanted)));
    }
    if names.len() > 1 {
        let remark = Remark::new(&rules::PTR_SEVERAL, &subject);
        remarks.push(remark.with("n", names.len()).with("names", all()));
    }
    remarks
}

fn kind(ip: IpAddr) -> RecordKind {
    match ip.to_canonical() {
        IpAddr::V4(_) => RecordKind::A,
        IpAddr::V6(_) => RecordKind::Aaaa,
    }
}

fn address_entry(name: &str, ip: IpAddr) -> Entry {
    Entry::new(name, kind(ip).id(), ip.to_canonical().to_string())
}
