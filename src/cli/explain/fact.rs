//! What DNS says of a domain, in words.

use serde_json::json;

use crate::cli::facts::now;
use crate::dns::{DnsFault, DomainBook, Fact, Learnt, MailRoute, MxHost};
use crate::lang::{Lang, Message, Value, texts::explain};

/// A fact in words: the route, how long it holds, and how it was learnt.
pub(super) fn told(fact: &Fact) -> Message {
    let route: Message = match &fact.route {
        MailRoute::Mx(hosts) => {
            let hosts = hosts.iter().map(exchanger);
            let all = hosts.reduce(|first, next| {
                let first = explain::THEN.with("first", first);
                first.with("next", next).into()
            });
            explain::MX.with("hosts", all.unwrap_or(Value::List(Vec::new())))
        }
        MailRoute::ImplicitA(addresses) => explain::NO_MX.with("addresses", listed(addresses)),
        MailRoute::NullMx => explain::NULL_MX.into(),
        MailRoute::NoRoute => explain::NO_ROUTE.into(),
        MailRoute::NoSuchDomain => explain::NXDOMAIN.into(),
        MailRoute::Unknown(fault) => {
            let fault = match fault {
                DnsFault::Timeout => explain::FAULT_TIMEOUT,
                DnsFault::ServFail => explain::FAULT_SERVFAIL,
                DnsFault::Refused => explain::FAULT_REFUSED,
                DnsFault::Unavailable => explain::FAULT_UNAVAILABLE,
                DnsFault::NotAsked => explain::FAULT_NOT_ASKED,
            };
            return explain::NO_ANSWER.with("fault", fault);
        }
    };
    let learnt: Message = match fact.learnt {
        Learnt::Asked => explain::ASKED_NOW.into(),
        Learnt::Cache => explain::CACHED.with("age", age(fact.at)),
        Learnt::Facts => explain::RECORDED.with("age", age(fact.at)),
    };
    explain::KNOWN
        .with("route", route)
        .with("ttl", fact.ttl)
        .with("learnt", learnt)
}

fn exchanger(mx: &MxHost) -> Value {
    let host = format!("{} {}", mx.preference, mx.host);
    match &mx.addresses {
        None => host.into(),
        Some(none) if none.is_empty() => explain::MX_HOST_BARE.with("host", host).into(),
        Some(some) => explain::MX_HOST
            .with("host", host)
            .with("addresses", listed(some))
            .into(),
    }
}

fn listed(addresses: &[std::net::IpAddr]) -> Value {
    addresses.iter().map(ToString::to_string).collect()
}

fn age(at: i64) -> Message {
    let (n, text) = match (now() - at).max(0) {
        seconds @ 0..=119 => (seconds, explain::SECONDS),
        seconds @ 120..=7199 => (seconds / 60, explain::MINUTES),
        seconds @ 7200..=172_799 => (seconds / 3600, explain::HOURS),
        seconds => (seconds / 86_400, explain::DAYS),
    };
    text.with("n", n)
}

/// What DNS says of the domains, for programs. `needed` are those that the verdict hangs on.
pub(super) fn as_json(
    wanted: &[String],
    needed: &[String],
    book: &DomainBook,
) -> Vec<serde_json::Value> {
    let all = wanted.iter().map(|domain| {
        let needed = needed.contains(domain);
        let Some(fact) = book.get(domain) else {
            let told = explain::NOT_ASKED.get(Lang::En);
            return json!({ "domain": domain, "needed": needed, "fact": told });
        };
        let mut json = json!({
            "domain": domain,
            "needed": needed,
            "fact": told(fact).get(Lang::En),
            "ttl": fact.ttl,
            "age": (now() - fact.at).max(0),
            "learnt": match fact.learnt {
                Learnt::Asked => "asked",
                Learnt::Cache => "cache",
                Learnt::Facts => "recording",
            },
        });
        match &fact.route {
            MailRoute::Mx(hosts) => json["mx"] = hosts.iter().map(host).collect(),
            MailRoute::ImplicitA(addresses) => json["addresses"] = json!(addresses),
            _ => {}
        }
        json["route"] = json!(match fact.route {
            MailRoute::Mx(_) => "mx",
            MailRoute::ImplicitA(_) => "implicit-a",
            MailRoute::NullMx => "null-mx",
            MailRoute::NoRoute => "no-route",
            MailRoute::NoSuchDomain => "no-such-domain",
            MailRoute::Unknown(_) => "unknown",
        });
        json
    });
    all.collect()
}

fn host(mx: &MxHost) -> serde_json::Value {
    json!({ "preference": mx.preference, "host": mx.host, "addresses": mx.addresses })
}
