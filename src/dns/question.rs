//! Single questions and their answers, for those who want more of DNS than a mail route.

use std::net::IpAddr;

use hickory_resolver::proto::rr::{Name, RecordType};

use super::route::{DnsFault, MxHost};

/// The longest name in text, without the trailing dot (RFC 1035, section 2.3.4: 255 octets on the wire).
const LONGEST: usize = 253;

/// A type of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordKind {
    /// IPv4 addresses.
    A,
    /// IPv6 addresses.
    Aaaa,
    /// Mail exchangers.
    Mx,
    /// Texts.
    Txt,
    /// Names of an address.
    Ptr,
    /// Start of a zone.
    Soa,
}

impl RecordKind {
    /// As it stands in a zone file.
    pub fn id(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::Aaaa => "AAAA",
            Self::Mx => "MX",
            Self::Txt => "TXT",
            Self::Ptr => "PTR",
            Self::Soa => "SOA",
        }
    }

    pub(super) fn wire(self) -> RecordType {
        match self {
            Self::A => RecordType::A,
            Self::Aaaa => RecordType::AAAA,
            Self::Mx => RecordType::MX,
            Self::Txt => RecordType::TXT,
            Self::Ptr => RecordType::PTR,
            Self::Soa => RecordType::SOA,
        }
    }
}

/// A name and a type of record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    name: String,
    kind: RecordKind,
}

impl Question {
    /// `name` in plain text without escapes, whatever its octets, with or without the trailing dot. `None` where it
    /// does not fit into a DNS message: an empty label, one of more than 63 octets, more than 253 in all.
    pub fn new(name: &str, kind: RecordKind) -> Option<Question> {
        let name = name.strip_suffix('.').unwrap_or(name);
        let fits = (1..=LONGEST).contains(&name.len())
            && name.split('.').all(|label| (1..=63).contains(&label.len()));
        fits.then(|| Question {
            name: name.to_ascii_lowercase(),
            kind,
        })
    }

    /// The type that is asked for.
    pub fn kind(&self) -> RecordKind {
        self.kind
    }

    /// As it goes over the wire: absolute, or the system's search list would be tried.
    pub(super) fn wire_name(&self) -> Option<Name> {
        let labels = self.name.split('.').map(str::as_bytes);
        let mut name = Name::from_labels(labels).ok()?;
        name.set_fqdn(true);
        Some(name)
    }
}

/// What DNS says to a question. The four are never taken for each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<T> {
    /// Records of that type, at least one.
    Found(T),
    /// The name exists without a record of that type (RFC 2308, section 2.2).
    NoData,
    /// No such name, nor any below it (RFC 8020).
    NoName,
    /// Not known.
    Unknown(DnsFault),
}

impl<T> Answer<T> {
    /// The same answer about something made of the records.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Answer<U> {
        match self {
            Self::Found(found) => Answer::Found(make(found)),
            Self::NoData => Answer::NoData,
            Self::NoName => Answer::NoName,
            Self::Unknown(fault) => Answer::Unknown(fault),
        }
    }

    /// The records, where there are any.
    pub fn found(self) -> Option<T> {
        match self {
            Self::Found(found) => Some(found),
            _ => None,
        }
    }

    /// An answer came, and it holds nothing: NODATA or NXDOMAIN.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::NoData | Self::NoName)
    }

    /// Why there is no answer.
    pub fn fault(&self) -> Option<DnsFault> {
        match self {
            Self::Unknown(fault) => Some(*fault),
            _ => None,
        }
    }
}

/// One TXT record: its strings as they stand on the wire (RFC 1035, section 3.3.14).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Txt {
    /// Each of at most 255 octets.
    pub strings: Vec<Vec<u8>>,
}

impl Txt {
    /// The strings joined without anything between, as SPF, DKIM and DMARC read them.
    pub fn joined(&self) -> Vec<u8> {
        self.strings.concat()
    }

    /// The same as text; octets that are no UTF-8 are replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.joined()).into_owned()
    }
}

/// The content of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Address(IpAddr),
    Exchanger(MxHost),
    Text(Txt),
    Name(String),
    Soa,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dns_names_that_do_not_fit_are_no_question() {
        let ask = |name: &str| Question::new(name, RecordKind::Txt);
        assert!(ask("example.com").is_some() && ask("example.com.").is_some());
        assert!(
            ask("a b\\c.example.com").is_some(),
            "any octet may stand in a label"
        );
        for name in [
            "",
            ".",
            "a..b",
            ".a",
            "a..",
            &"x".repeat(64),
            &"ab.".repeat(90),
        ] {
            assert!(ask(name).is_none(), "{name}");
        }
        assert_eq!(ask("EXAMPLE.com."), ask("example.com"));
    }

    #[test]
    fn dns_octets_go_as_they_are() {
        let name = Question::new("a\\b.exa mple.com", RecordKind::A).and_then(|q| q.wire_name());
        let name = name.expect("a name");
        let labels: Vec<&[u8]> = name.iter().collect();
        assert_eq!(labels, [&b"a\\b"[..], b"exa mple", b"com"]);
        assert!(name.is_fqdn());
    }
}
