//! The mail route of a domain, as DNS tells it.

use std::collections::HashMap;
use std::net::IpAddr;

/// Where mail for a domain goes (RFC 5321, section 5.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailRoute {
    /// MX records, sorted by preference, then name. Never empty, never a null MX.
    Mx(Vec<MxHost>),
    /// No MX record, but an A or AAAA record: the implicit MX of RFC 5321, section 5.1.
    ImplicitA(Vec<IpAddr>),
    /// `MX 0 .`: the domain says that it takes no mail (RFC 7505).
    NullMx,
    /// The domain exists, but no record says where its mail would go.
    NoRoute,
    /// NXDOMAIN, confirmed (RFC 8020).
    NoSuchDomain,
    /// Could not be found out. Never evidence against a contact.
    Unknown(DnsFault),
}

/// One mail exchanger of a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MxHost {
    /// Lower is tried first (RFC 5321, section 5.1).
    pub preference: u16,
    /// Lower-case A-labels without the trailing dot.
    pub host: String,
    /// The host's addresses where they are known: from the additional section, or asked for.
    /// `None`: not known. `Some` of an empty list: the host was asked for and has none.
    pub addresses: Option<Vec<IpAddr>>,
}

/// Why a question found no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DnsFault {
    /// No reply within the budget.
    Timeout,
    /// SERVFAIL, FORMERR, an empty or broken answer, a CNAME loop.
    ServFail,
    /// REFUSED or NOTIMP.
    Refused,
    /// No resolver could be reached, it failed the probe, or the breaker stopped the run.
    Unavailable,
    /// Not asked, because the user said so.
    NotAsked,
}

/// How a fact was learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Learnt {
    /// Asked in this run.
    Asked,
    /// From the cache.
    Cache,
    /// From a recording (`--facts`).
    Facts,
}

/// What is known of one domain, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The answer.
    pub route: MailRoute,
    /// Seconds for which the answer holds, counted from `at`.
    pub ttl: u32,
    /// When the answer was given, in seconds since the Unix epoch.
    pub at: i64,
    /// Where it came from in this run.
    pub learnt: Learnt,
}

/// The facts of a run: domain (lower-case A-labels, no trailing dot) to fact.
/// A domain that is not in the book was not asked for.
pub type DomainBook = HashMap<String, Fact>;
