//! `[[allow]]` in `presend.toml`: addresses that are known to be good and findings that are known, until a day.
//!
//! An entry that names no reason is about the address: every command lets it pass. One that names a reason says that
//! this finding is known: `check` is silent about it, and what is sent to is judged as ever.

use jiff::civil::Date;

use super::failure::Failure;
use super::printer::Printer;
use crate::address::Domain;
use crate::judge::Reason;
use crate::lang::texts::check as texts;
use crate::lang::{Message, Text, Value};
use crate::lists::Lists;

/// What an entry may hold.
pub(super) const KEYS: [&str; 5] = ["address", "domain", "reason", "until", "why"];

/// One entry. All that it names must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// An address, in small letters.
    address: Option<String>,
    /// A domain, or `.domain` for it and all below it.
    domain: Option<String>,
    reason: Option<Reason>,
    /// The last day on which it holds.
    until: Option<Date>,
}

impl Allow {
    /// Reads an entry of the settings file. The error says what is wrong with it; an unknown key is the caller's to
    /// find.
    pub(super) fn read(table: &toml::Table) -> Result<Allow, Value> {
        let text = |key: &'static str| match table.get(key) {
            None => Ok(None),
            Some(toml::Value::String(text)) if !text.trim().is_empty() => Ok(Some(text.trim())),
            Some(_) => Err(wrong(texts::ALLOW_TEXT, key)),
        };
        let until = match table.get("until") {
            Some(toml::Value::Datetime(date)) => Some(date.to_string()),
            _ => text("until")?.map(str::to_owned),
        };
        let until = until
            .map(|text| {
                text.parse::<Date>()
                    .map_err(|_| texts::ALLOW_DATE.with("text", text.as_str()))
            })
            .transpose()?;
        let domain = text("domain")?
            .map(|text| {
                let (dot, name) = match text.strip_prefix('.') {
                    Some(name) => (".", name),
                    None => ("", text),
                };
                let domain =
                    Domain::parse(name).map_err(|_| texts::ALLOW_DOMAIN.with("text", text))?;
                Ok::<_, Value>(format!("{dot}{domain}"))
            })
            .transpose()?;
        let reason = text("reason")?
            .map(|id| {
                Reason::from_id(id).ok_or_else(|| Value::from(texts::NO_REASON.with("text", id)))
            })
            .transpose()?;
        let address = text("address")?.map(str::to_lowercase);
        if address
            .as_ref()
            .is_some_and(|address| !address.contains('@'))
        {
            return Err(texts::ALLOW_ADDRESS
                .with("text", address.unwrap_or_default())
                .into());
        }
        if address.is_none() && domain.is_none() && reason.is_none() {
            return Err(texts::ALLOW_NOTHING.into());
        }
        if text("why")?.is_none() {
            return Err(texts::ALLOW_WHY.into());
        }
        Ok(Allow {
            address,
            domain,
            reason,
            until,
        })
    }

    /// Whether it holds no longer.
    pub(super) fn expired(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }

    /// Whether it lets a finding be. `address` is in small letters; `domain` an A-label.
    pub(super) fn covers(&self, reason: Reason, address: &str, domain: Option<&str>) -> bool {
        let domain_holds = |entry: &String| match (entry.strip_prefix('.'), domain) {
            (_, None) => false,
            (None, Some(domain)) => domain == entry,
            (Some(above), Some(domain)) => domain == above || domain.ends_with(entry.as_str()),
        };
        self.reason.is_none_or(|of| of == reason)
            && self.address.as_ref().is_none_or(|of| of == address)
            && self.domain.as_ref().is_none_or(domain_holds)
    }

    /// The entry as one of the user's allow list; `None` where it is about a reason, or names address and domain.
    fn as_entry(&self) -> Option<&str> {
        match (&self.address, &self.domain, self.reason) {
            (Some(entry), None, None) | (None, Some(entry), None) => Some(entry),
            _ => None,
        }
    }

    /// The entry as it is told when it has expired; an address is told as it may be shown.
    pub(super) fn describe(&self, show: impl Fn(&str) -> String) -> String {
        let parts = [
            self.address.as_deref().map(show),
            self.domain.clone(),
            self.reason.map(|reason| reason.id().to_owned()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// The day that counts for `until`: the one that is named, else today.
pub(super) fn day(named: Option<&str>) -> Result<Date, Failure> {
    match named {
        Some(text) => text
            .parse()
            .map_err(|_| Failure::usage(texts::ALLOW_DATE.with("text", text))),
        None => Ok(jiff::ZonedDateTime::now().date()),
    }
}

/// What is said of the entries that hold no longer; an address is told as it may be shown.
pub(super) fn expired(allow: &[Allow], today: Date, show: impl Fn(&str) -> String) -> Vec<Message> {
    let old = allow.iter().filter(|entry| entry.expired(today));
    old.map(|entry| {
        let until = entry.until.map(|date| date.to_string());
        texts::EXPIRED
            .with("entry", entry.describe(&show))
            .with("until", until.unwrap_or_default())
    })
    .collect()
}

/// Lays the entries that are about addresses over the allow list, and warns of those that hold no longer.
pub(super) fn lay(lists: &mut Lists, allow: &[Allow], printer: &Printer) -> Result<(), Failure> {
    let today = day(None)?;
    for told in expired(allow, today, str::to_owned) {
        printer.warn(told);
    }
    let good = allow.iter().filter(|entry| !entry.expired(today));
    for entry in good.filter_map(Allow::as_entry) {
        // What is no address that could be sent to, `check` alone may meet.
        let _ = lists.overlay("allow", entry, false);
    }
    Ok(())
}

fn wrong(text: Text, key: &'static str) -> Value {
    text.with("key", key).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Allow, Value> {
        Allow::read(&text.parse::<toml::Table>().unwrap())
    }

    #[test]
    fn all_that_an_entry_names_must_hold() {
        let allow =
            read("domain = \".Firm-notreal.com\"\nreason = \"implicit-mx\"\nwhy = \"ours\"")
                .unwrap();
        let covers = |reason, domain| allow.covers(reason, "li@x", Some(domain));
        assert!(covers(Reason::IMPLICIT_MX, "firm-notreal.com"));
        assert!(covers(Reason::IMPLICIT_MX, "mail.firm-notreal.com"));
        assert!(!covers(Reason::IMPLICIT_MX, "other-firm-notreal.com"));
        assert!(!covers(Reason::EMPTY, "firm-notreal.com"));
        assert!(!allow.covers(Reason::IMPLICIT_MX, "li@x", None));
    }

    #[test]
    fn an_entry_holds_through_its_last_day() {
        for until in ["\"2027-01-31\"", "2027-01-31"] {
            let allow = read(&format!("reason = \"empty\"\nuntil = {until}\nwhy = \"x\"")).unwrap();
            assert!(!allow.expired("2027-01-31".parse().unwrap()));
            assert!(allow.expired("2027-02-01".parse().unwrap()));
        }
    }

    #[test]
    fn half_an_entry_is_refused() {
        for text in [
            "why = \"x\"",
            "reason = \"empty\"",
            "reason = \"empty\"\nwhy = \" \"",
            "reason = \"nothing\"\nwhy = \"x\"",
            "reason = \"empty\"\nwhy = \"x\"\nuntil = \"soon\"",
            "address = \"firm-notreal.com\"\nwhy = \"x\"",
            "domain = \"a b\"\nwhy = \"x\"",
            "domain = 3\nwhy = \"x\"",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
