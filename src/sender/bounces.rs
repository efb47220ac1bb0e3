//! Whether bounces and replies arrive: the domain of the envelope sender, and that in From.

use std::net::IpAddr;

use serde_json::json;

use super::outcome::Outcome;
use super::registry as rules;
use super::registry::Rule;
use super::remark::{Entry, Remark, fault_words};
use super::same_owner;
use crate::dns::{Answer, Client, DnsFault, MxHost, Question, RecordKind};
use crate::judge::is_public;
use crate::lang::{Value, texts::sender};
use crate::report::visible;

/// Hosts that are looked at.
const MOST_HOSTS: usize = 20;
const SHOWN: usize = 253;

/// Where mail of a domain goes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Route {
    /// Mail exchangers, each with its addresses as far as they are known.
    Hosts(Vec<(MxHost, Answer<Vec<IpAddr>>)>),
    /// No MX, but addresses.
    Implicit(Vec<IpAddr>),
    /// A null MX.
    Null,
    /// Nothing.
    Nothing,
    /// The domain does not exist.
    NoDomain,
    /// This name found no answer.
    Unknown(String, DnsFault),
}

/// What is known of the domain of the bounces.
#[derive(Clone, Debug)]
pub struct Section {
    /// The domain of the envelope sender.
    pub domain: String,
    route: Route,
    /// Whether a zone begins at the domain; `None` where that is not known.
    zone: Option<bool>,
    /// What there is to say.
    pub remarks: Vec<Remark>,
}

impl Section {
    /// Looks at the domain of the envelope sender and at that in From.
    pub fn make(client: &Client<'_>, domain: &str, from: &str) -> Section {
        let kinds = [RecordKind::Soa, RecordKind::Mx];
        client.prefetch(kinds.map(|kind| Question::new(domain, kind)));
        let zone = client.zone(domain);
        let route = route(client, domain, &zone);
        let mut remarks: Vec<Remark> = remark(domain, &route).into_iter().collect();
        if !from.eq_ignore_ascii_case(domain) {
            let replies = self::route(client, from, &client.zone(from));
            let dead = matches!(replies, Route::Null | Route::Nothing | Route::NoDomain);
            if dead {
                remarks.push(Remark::new(&rules::REPLY_NO_MX, from));
            }
        }
        Section {
            domain: domain.to_owned(),
            zone: match zone {
                Answer::Found(()) => Some(true),
                Answer::Unknown(_) => None,
                Answer::NoData | Answer::NoName => Some(false),
            },
            route,
            remarks,
        }
    }

    /// How the check ends.
    pub fn outcome(&self) -> Outcome {
        Remark::worst(&self.remarks)
    }

    /// What was found, in a few words.
    pub fn brief(&self) -> Value {
        let hosts = match &self.route {
            Route::Hosts(hosts) => hosts,
            _ => return "".into(),
        };
        hosts
            .iter()
            .take(3)
            .map(|(mx, _)| visible(&mx.host, SHOWN))
            .collect()
    }

    /// The section as one object.
    pub fn json(&self) -> serde_json::Value {
        let state = match self.route {
            Route::Hosts(_) => "mx",
            Route::Implicit(_) => "implicit",
            Route::Null => "null mx",
            Route::Nothing => "none",
            Route::NoDomain => "no such domain",
            Route::Unknown(..) => "cannot tell",
        };
        let hosts: Vec<serde_json::Value> = match &self.route {
            Route::Hosts(hosts) => hosts
                .iter()
                .map(|(mx, addresses)| {
                    let list = match addresses {
                        Answer::Found(list) => Some(list.clone()),
                        Answer::Unknown(_) => None,
                        Answer::NoData | Answer::NoName => Some(Vec::new()),
                    };
                    json!({
                        "preference": mx.preference,
                        "host": visible(&mx.host, SHOWN),
                        "addresses": list,
                    })
                })
                .collect(),
            _ => Vec::new(),
        };
        json!({
            "outcome": self.outcome().id(),
            "domain": visible(&self.domain, SHOWN),
            "exists": match self.route {
                Route::NoDomain => Some(false),
                Route::Unknown(..) => None,
                _ => Some(true),
            },
            "zone": self.zone,
            "state": state,
            "null_mx": self.route == Route::Null,
            "hosts": hosts,
        })
    }
}

fn route(client: &Client<'_>, domain: &str, zone: &Answer<()>) -> Route {
    let hosts = match client.exchangers(domain) {
        Answer::Found(hosts) if hosts.is_empty() => return Route::Null,
        Answer::Found(hosts) => hosts,
        Answer::NoName => return Route::NoDomain,
        Answer::Unknown(fault) => return Route::Unknown(domain.to_owned(), fault),
        Answer::NoData => {
            return match client.all_addresses(domain) {
                Answer::Found(list) => Route::Implicit(list),
                Answer::Unknown(fault) => Route::Unknown(domain.to_owned(), fault),
                _ if matches!(zone, Answer::NoName) => Route::NoDomain,
                _ => Route::Nothing,
            };
        }
    };
    let kinds = [RecordKind::A, RecordKind::Aaaa];
    let names = hosts.iter().take(MOST_HOSTS);
    client.prefetch(names.flat_map(|mx| kinds.map(|kind| Question::new(&mx.host, kind))));
    let looked = hosts.into_iter().take(MOST_HOSTS).map(|mx| {
        let list = match mx.host.parse::<IpAddr>() {
            // An MX that is an IP address is none (RFC 1035, section 3.3.9).
            Ok(_) => Answer::NoName,
            Err(_) => client.all_addresses(&mx.host),
        };
        (mx, list)
    });
    Route::Hosts(looked.collect())
}

/// Whether mail can reach a host, as far as its addresses tell.
fn is_dead(answer: &Answer<Vec<IpAddr>>) -> bool {
    match answer {
        Answer::Found(list) => list.iter().all(|&address| !is_public(address)),
        Answer::Unknown(_) => false,
        Answer::NoData | Answer::NoName => true,
    }
}

fn remark(domain: &str, route: &Route) -> Option<Remark> {
    let example = || {
        Entry::new(
            domain,
            "MX",
            format!("10 mail.{}", super::registered(domain)),
        )
    };
    let lacking = |rule: &'static Rule| Some(Remark::new(rule, domain).publish(example()));
    let hosts = match route {
        Route::Null => {
            let remark = Remark::new(&rules::BOUNCE_NULL_MX, domain);
            return Some(
                remark
                    .found(Entry::new(domain, "MX", "0 ."))
                    .publish(example()),
            );
        }
        Route::Nothing => return lacking(&rules::BOUNCE_NO_MX),
        Route::Implicit(_) => return lacking(&rules::BOUNCE_IMPLICIT_MX),
        Route::NoDomain => return Some(Remark::new(&rules::DOMAIN_NOT_FOUND, domain)),
        Route::Unknown(name, fault) => {
            let remark = Remark::new(&rules::BOUNCE_UNANSWERED, domain);
            return Some(
                remark
                    .with("target", name)
                    .with("fault", fault_words(*fault)),
            );
        }
        Route::Hosts(hosts) => hosts,
    };
    let dead: Vec<&MxHost> = hosts
        .iter()
        .filter(|(_, list)| is_dead(list))
        .map(|(mx, _)| mx)
        .collect();
    let open = hosts
        .iter()
        .find_map(|(mx, list)| Some((&mx.host, list.fault()?)));
    let alive = hosts
        .iter()
        .any(|(_, list)| list.fault().is_none() && !is_dead(list));
    let rule = match (alive, open) {
        (true, _) if dead.is_empty() => return None,
        (true, _) => &rules::BOUNCE_MX_HOST,
        (false, Some((host, fault))) => {
            let remark = Remark::new(&rules::BOUNCE_UNANSWERED, domain);
            return Some(
                remark
                    .with("target", visible(host, SHOWN))
                    .with("fault", fault_words(fault)),
            );
        }
        (false, None) => &rules::BOUNCE_DEAD_MX,
    };
    let names: Value = dead.iter().map(|mx| visible(&mx.host, SHOWN)).collect();
    let mut remark = Remark::new(rule, domain).with("hosts", names);
    for mx in dead.iter().take(5) {
        remark = remark.found(Entry::new(
            domain,
            "MX",
            format!("{} {}", mx.preference, mx.host),
        ));
    }
    let own = dead
        .iter()
        .find(|mx| same_owner(&mx.host, domain) && mx.host.parse::<IpAddr>().is_err());
    Some(match own {
        Some(mx) => remark.publish(Entry::new(&mx.host, "A", sender::YOUR_SERVER)),
        None => remark,
    })
}
