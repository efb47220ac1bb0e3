//! The user's own entries beside a table.

use std::collections::HashSet;

use super::table::parents;
use crate::address::Domain;
use crate::lang::texts::{failures, tables};
use crate::lang::{Message, Text, Value, nearest, speaks};

/// Why a file of the user's own entries is refused.
#[derive(Debug, PartialEq, Eq)]
pub enum OverlayError {
    /// No such table.
    NoSuchTable {
        /// What was written.
        name: String,
        /// The tables that take entries.
        known: Vec<&'static str>,
    },
    /// An entry that cannot match anything.
    BadEntry {
        /// Line number from 1.
        line: usize,
        /// The entry.
        entry: String,
        /// What it is instead, as the end of a sentence.
        what: Text,
    },
}

impl OverlayError {
    /// What is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::NoSuchTable { name, .. } => tables::NO_SUCH_TABLE.with("name", name),
            Self::BadEntry { line, entry, what } => tables::BAD_ENTRY
                .with("line", *line)
                .with("entry", entry)
                .with("what", *what),
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<Message> {
        match self {
            Self::NoSuchTable { name, known } => Some(match nearest(name, known.iter().copied()) {
                Some(near) => failures::DID_YOU_MEAN.with("this", near),
                None => {
                    let known: Value = known.iter().copied().collect();
                    tables::TABLES_WITH_ENTRIES.with("known", known)
                }
            }),
            Self::BadEntry { .. } => None,
        }
    }
}

speaks!(OverlayError);

/// What the entries of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    /// `foo.com`, or `.foo.com` for it and everything below it.
    Domain,
    /// The part before the `@`.
    Local,
    /// A domain or a whole address.
    AddressOrDomain,
}

/// The user's own entries of one table.
#[derive(Clone, Debug, Default)]
pub(super) struct Overlay {
    /// The entries stand instead of the table's, not beside them.
    pub(super) replaces: bool,
    /// Lower-case addresses and local parts, A-label domains; `.foo.com` with its dot.
    entries: HashSet<String>,
}

impl Overlay {
    /// Takes the entries of a file: one a line, `#` begins a comment.
    pub(super) fn add(&mut self, text: &str, kind: EntryKind) -> Result<(), OverlayError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (number, line) in text.lines().enumerate() {
            let entry = line.split('#').next().unwrap_or_default().trim();
            if entry.is_empty() {
                continue;
            }
            let parsed = parse(entry, kind).map_err(|what| OverlayError::BadEntry {
                line: number + 1,
                entry: entry.to_owned(),
                what,
            })?;
            self.entries.insert(parsed);
        }
        Ok(())
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entry that holds for a domain.
    pub(super) fn for_domain(&self, domain: &str) -> Option<&str> {
        if self.entries.is_empty() {
            return None;
        }
        self.get(domain)
            .or_else(|| parents(domain).find_map(|parent| self.get(&format!(".{parent}"))))
    }

    /// The entry that holds for an address (lower-case), or for its domain.
    pub(super) fn for_address(&self, local: &str, domain: &str) -> Option<&str> {
        if self.entries.is_empty() {
            return None;
        }
        self.get(&format!("{local}@{domain}"))
            .or_else(|| self.for_domain(domain))
    }

    /// Every entry, in no order.
    pub(super) fn entries(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(String::as_str)
    }

    /// An entry as it stands.
    pub(super) fn get(&self, entry: &str) -> Option<&str> {
        self.entries.get(entry).map(String::as_str)
    }
}

fn parse(entry: &str, kind: EntryKind) -> Result<String, Text> {
    if kind == EntryKind::Local {
        return if entry.contains(['@', ' ']) {
            Err(tables::NO_LOCAL_PART)
        } else {
            Ok(entry.to_lowercase())
        };
    }
    if let Some((local, domain)) = entry.rsplit_once('@')
        && !local.is_empty()
    {
        if kind == EntryKind::Domain {
            return Err(tables::AN_ADDRESS);
        }
        let domain = Domain::parse(domain).map_err(|_| tables::NO_ADDRESS)?;
        return Ok(format!("{}@{domain}", local.to_lowercase()));
    }
    let bare = entry.strip_prefix('@').unwrap_or(entry);
    let (dot, name) = match bare.strip_prefix("*.").or_else(|| bare.strip_prefix('.')) {
        Some(name) => (".", name),
        None => ("", bare),
    };
    let domain = Domain::parse(name).map_err(|_| tables::NO_DOMAIN)?;
    Ok(format!("{dot}{domain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_hold_for_what_they_name() {
        let mut overlay = Overlay::default();
        let text = "# mine\nFoo.com\n.bar.com # and below\nLi@baz.com\n@qux.com\n\n例子.中国\n";
        overlay.add(text, EntryKind::AddressOrDomain).unwrap();
        assert_eq!(overlay.for_domain("foo.com"), Some("foo.com"));
        assert_eq!(overlay.for_domain("a.foo.com"), None);
        assert_eq!(overlay.for_domain("bar.com"), Some(".bar.com"));
        assert_eq!(overlay.for_domain("a.b.bar.com"), Some(".bar.com"));
        assert_eq!(overlay.for_address("li", "baz.com"), Some("li@baz.com"));
        assert_eq!(overlay.for_address("wu", "baz.com"), None);
        assert_eq!(overlay.for_address("wu", "qux.com"), Some("qux.com"));
        assert!(overlay.for_domain("xn--fsqu00a.xn--fiqs8s").is_some());
    }

    #[test]
    fn what_matches_nothing_is_refused_with_its_line() {
        let error = Overlay::default()
            .add("foo.com\nfoo bar.com\n", EntryKind::Domain)
            .unwrap_err();
        assert!(
            error.to_string().starts_with("line 2: \"foo bar.com\""),
            "{error}"
        );
        assert!(
            Overlay::default()
                .add("a@foo.com", EntryKind::Domain)
                .is_err()
        );
        assert!(
            Overlay::default()
                .add("a@foo.com", EntryKind::Local)
                .is_err()
        );
    }
}
