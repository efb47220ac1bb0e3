//! The tables about sending: platforms, blocklists, the rules of receivers.

use std::net::Ipv4Addr;

use super::table::Row;
use super::{BLOCKLISTS, Lists, MAIL_PLATFORMS, RECEIVERS};

/// A service that sends mail for domains of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Platform {
    /// The id that `mx-providers.csv` gives it, where it receives mail too.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The domain that customers include in SPF.
    pub include: &'static str,
    selectors: &'static str,
}

impl Platform {
    fn of(row: Row) -> Platform {
        Platform {
            id: row.key(),
            name: row.field(1),
            include: row.field(2),
            selectors: row.field(3),
        }
    }

    /// The DKIM selectors that it usually gives; none where they are different for everybody.
    pub fn selectors(&self) -> impl Iterator<Item = &'static str> {
        self.selectors.split(' ').filter(|name| !name.is_empty())
    }
}

/// What a blocklist lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedKind {
    /// IPv4 addresses.
    Ip4,
    /// IPv6 addresses.
    Ip6,
    /// Domains.
    Domain,
}

/// A blocklist that is asked through DNS (RFC 5782).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocklist {
    /// Its zone.
    pub zone: &'static str,
    /// Its name.
    pub name: &'static str,
    kinds: &'static str,
    listed: &'static str,
    unlisted: &'static str,
    codes: &'static str,
    /// The last octet of an answer is a sum of codes.
    pub bits: bool,
    /// Where to get off.
    pub delisting: &'static str,
    /// Who may ask.
    pub terms: &'static str,
}

/// How grave an answer of a blocklist is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// A listing.
    Listed,
    /// A remark, no ban.
    Noted,
    /// No answer: the list will not tell us.
    Refused,
}

/// An answer that the list documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The answer.
    pub address: Ipv4Addr,
    /// How grave it is.
    pub kind: CodeKind,
    /// What it means, in a word of the list's own.
    pub meaning: &'static str,
}

impl Blocklist {
    fn of(row: Row) -> Blocklist {
        Blocklist {
            zone: row.key(),
            name: row.field(1),
            kinds: row.field(2),
            listed: row.field(3),
            unlisted: row.field(4),
            codes: row.field(5),
            bits: row.field(6) == "yes",
            delisting: row.field(7),
            terms: row.field(8),
        }
    }

    /// Whether it lists such things.
    pub fn lists(&self, kind: ListedKind) -> bool {
        let word = match kind {
            ListedKind::Ip4 => "ip4",
            ListedKind::Ip6 => "ip6",
            ListedKind::Domain => "domain",
        };
        self.kinds.split(' ').any(|known| known == word)
    }

    /// Entries of which at least one must be listed, or the list is not believed.
    pub fn test_listed(&self) -> impl Iterator<Item = &'static str> {
        self.listed.split(' ')
    }

    /// Entries none of which may be listed.
    pub fn test_unlisted(&self) -> impl Iterator<Item = &'static str> {
        self.unlisted.split(' ')
    }

    /// The answers that it documents.
    pub fn codes(&self) -> impl Iterator<Item = Code> {
        self.codes.split(';').filter_map(|code| {
            let (address, meaning) = code.split_once('=')?;
            let (kind, meaning) = match (meaning.strip_prefix('!'), meaning.strip_prefix('~')) {
                (Some(meaning), _) => (CodeKind::Refused, meaning),
                (_, Some(meaning)) => (CodeKind::Noted, meaning),
                _ => (CodeKind::Listed, meaning),
            };
            Some(Code {
                address: address.parse().ok()?,
                kind,
                meaning,
            })
        })
    }
}

/// A rule of a big receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiverRule {
    /// Who receives, by an id.
    pub receiver: &'static str,
    /// It holds for who sends so many messages a day or more.
    pub per_day: u64,
    /// What it asks for.
    pub requires: &'static str,
    /// Where it stands.
    pub source: &'static str,
    /// Since when it holds, or when it was read.
    pub date: &'static str,
}

impl ReceiverRule {
    fn of(row: Row) -> ReceiverRule {
        ReceiverRule {
            receiver: row.field(1),
            per_day: row.field(2).parse().unwrap_or(0),
            requires: row.field(3),
            source: row.field(4),
            date: row.field(5),
        }
    }
}

impl Lists {
    /// The sending platform of that id.
    pub fn platform(&self, id: &str) -> Option<Platform> {
        MAIL_PLATFORMS.find(id).map(Platform::of)
    }

    /// The sending platform that an include of SPF stands for.
    pub fn platform_of_include(&self, domain: &str) -> Option<Platform> {
        let is_it = |include: &str| {
            domain == include
                || domain
                    .strip_suffix(include)
                    .is_some_and(|rest| rest.ends_with('.'))
        };
        MAIL_PLATFORMS
            .rows()
            .map(Platform::of)
            .find(|platform| is_it(platform.include))
    }

    /// The blocklists to ask.
    pub fn blocklists(&self) -> impl Iterator<Item = Blocklist> + use<> {
        BLOCKLISTS.rows().map(Blocklist::of)
    }

    /// The rules of the big receivers.
    pub fn receiver_rules(&self) -> impl Iterator<Item = ReceiverRule> + use<> {
        RECEIVERS.rows().map(ReceiverRule::of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_blocklist_can_be_read_whole() {
        let lists = Lists::builtin();
        for list in lists.blocklists() {
            let zone = list.zone;
            assert_eq!(
                list.codes().count(),
                list.codes.split(';').count(),
                "{zone}"
            );
            assert!(
                list.codes().all(|code| code.address.octets()[0] == 127),
                "{zone}"
            );
            assert!(list.test_listed().all(|entry| !entry.is_empty()), "{zone}");
            assert!(list.delisting.starts_with("https://"), "{zone}");
            let kinds = [ListedKind::Ip4, ListedKind::Ip6, ListedKind::Domain];
            assert!(kinds.into_iter().any(|kind| list.lists(kind)), "{zone}");
        }
    }

    #[test]
    fn platforms_are_found_by_what_points_at_them() {
        let lists = Lists::builtin();
        let google = lists
            .platform("google-workspace")
            .expect("the table names it");
        assert_eq!(google.selectors().collect::<Vec<_>>(), ["google"]);
        assert_eq!(lists.platform_of_include("_spf.google.com"), Some(google));
        assert_eq!(
            lists
                .platform_of_include("u1.wl.sendgrid.net")
                .map(|p| p.id),
            Some("sendgrid")
        );
        assert_eq!(lists.platform_of_include("notsendgrid.net"), None);
    }
}
