//! What the tables say of an address, and which of them.

use serde_json::json;

use crate::address::{Address, Domain, alias_address};
use crate::cli::lists::about;
use crate::lang::texts::{explain, tables::word};
use crate::lang::{Lang, Message, Value};
use crate::lists::{DisposableTier, Lists, TableInfo};

/// An entry that holds for an address.
pub(super) struct Hit {
    /// The built-in table, or the name under which the user's own entries were given.
    table: &'static str,
    /// The user's own entry.
    own: bool,
    /// The entry, and what it says.
    what: Value,
}

impl Hit {
    fn built_in(table: &'static str, what: impl Into<Value>) -> Hit {
        let (own, what) = (false, what.into());
        Hit { table, own, what }
    }

    fn own(table: &'static str, entry: &str) -> Hit {
        let (own, what) = (true, entry.into());
        Hit { table, own, what }
    }

    /// The entry of one who may have entries of their own.
    fn of(own: Option<&str>, name: &'static str, built_in: (&'static str, Value)) -> Hit {
        match own {
            Some(entry) => Hit::own(name, entry),
            None => Hit::built_in(built_in.0, built_in.1),
        }
    }

    /// In words, with the source of the table.
    pub(super) fn told(&self, tables: &[TableInfo], lang: Lang) -> Message {
        let told = match tables.iter().find(|table| table.name() == self.table) {
            _ if self.own => explain::HIT_OWN.into(),
            Some(table) => explain::HIT_FROM
                .with("origin", about(table, lang).1)
                .with("date", &table.date),
            None => explain::HIT.into(),
        };
        told.with("table", self.table)
            .with("what", self.what.clone())
    }

    /// For programs.
    pub(super) fn as_json(&self, tables: &[TableInfo]) -> serde_json::Value {
        let source = match tables.iter().find(|table| table.name() == self.table) {
            Some(table) if !self.own => json!({
                "origin": table.origin,
                "licence": table.licence,
                "date": table.date,
            }),
            _ => json!({ "origin": "own entry" }),
        };
        json!({ "table": self.table, "entry": self.what.get(Lang::En), "own": self.own, "source": source })
    }
}

/// Every entry that holds for the address or its domain.
pub(super) fn hits(address: &Address, lists: &Lists) -> Vec<Hit> {
    let local = address.local().to_lowercase();
    let mut hits = Vec::new();
    let own = [
        ("allow", lists.allows(&address.text())),
        ("block", lists.blocks(&address.text())),
    ];
    for (name, entry) in own {
        hits.extend(entry.map(|entry| Hit::own(name, entry)));
    }
    if lists.is_placeholder(&address.text().to_lowercase()) {
        hits.push(Hit::built_in("placeholders", address.text()));
    }
    if lists.is_no_reply(&local) {
        let own = lists.own_entry("no-reply", &local);
        hits.push(Hit::of(own, "no-reply", ("no-reply", (&local).into())));
    } else if let Some(role) = lists.role(&local) {
        let what = explain::ROLE
            .with("local", &local)
            .with("class", word(role.class))
            .with("lang", role.lang);
        let own = lists.own_entry("role", &local);
        hits.push(Hit::of(own, "role", ("roles", what.into())));
    }
    if let Some(domain) = address.domain() {
        hits.extend(domain_hits(domain, &local, lists));
        if let Some(base) = alias_address(address, lists)
            && base != address.text()
        {
            let same = explain::SAME_MAILBOX.with("address", base);
            hits.push(Hit::built_in("alias-rules", same));
        }
    }
    hits
}

fn domain_hits(domain: &Domain, local: &str, lists: &Lists) -> Vec<Hit> {
    let name = domain.as_str();
    let own = |overlay| lists.own_entry(overlay, name);
    let mut hits = Vec::new();
    if let Some(entry) = own("freemail") {
        hits.push(Hit::own("freemail", entry));
    }
    if let Some(provider) = lists.provider(name) {
        let what = match provider.operator {
            "" => explain::PROVIDER.into(),
            operator => explain::PROVIDER_OF
                .with("operator", operator)
                .with("tier", provider.tier.to_string()),
        };
        let what = what
            .with("name", name)
            .with("region", word(provider.region));
        hits.push(Hit::built_in("providers", what));
    }
    if let Some(intended) = lists.typo(name) {
        hits.push(Hit::built_in("typos", format!("{name} → {intended}")));
    }
    if lists.is_known_domain(name) {
        let built_in = ("known-domains", name.into());
        hits.push(Hit::of(own("known"), "known", built_in));
    }
    if lists.is_relay(name) {
        hits.push(Hit::of(own("relay"), "relay", ("relays", name.into())));
    }
    if let Some(hit) = lists.disposable(name) {
        hits.push(match hit.tier {
            DisposableTier::Overlay => Hit::own("disposable", &hit.entry),
            DisposableTier::Base => Hit::built_in("disposable-domains", hit.entry),
            DisposableTier::Suspected => Hit::built_in("disposable-suspected", hit.entry),
        });
    }
    if let Some(entry) = lists.reserved(name) {
        hits.push(Hit::built_in("reserved", entry));
    }
    if !lists.is_tld(domain.tld()) {
        let what = explain::NO_TLD.with("tld", domain.tld());
        hits.push(Hit::built_in("tlds", what));
    }
    if let Some(rule) = lists.mailbox_rule(name) {
        let text = match rule.allows(local) {
            true => explain::ALLOWED,
            false => explain::IMPOSSIBLE,
        };
        let what = text.with("local", local).with("source", rule.source);
        hits.push(Hit::built_in("provider-rules", what));
    }
    hits
}
