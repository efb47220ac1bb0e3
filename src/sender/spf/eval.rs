//! What a receiver makes of a message: `check_host()` of RFC 7208, section 4.

use std::net::IpAddr;

use super::macros::{MacroString, Place};
use super::record::{Host, Mechanism, Qualifier, Record, Term};
use crate::dns::{Answer, Client, Question, RecordKind};
use crate::sender::ip;

/// Terms that may cost a look-up (section 4.6.4).
pub const LOOKUPS: usize = 10;
/// Look-ups that may find nothing (section 4.6.4).
pub const VOID_LOOKUPS: usize = 2;
/// Hosts of one `mx`, names of one `ptr` (section 4.6.4).
pub const HOSTS: usize = 10;
/// The longest name that is asked for (section 7.3).
pub const LONGEST_NAME: usize = 253;

/// The result of a check (section 2.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpfResult {
    /// Nobody published anything, or there is no domain.
    None,
    /// The domain says nothing of the address.
    Neutral,
    /// The address may send.
    Pass,
    /// It may not.
    Fail,
    /// It probably may not.
    SoftFail,
    /// DNS could not tell for now.
    TempError,
    /// The record cannot be read.
    PermError,
}

impl SpfResult {
    /// As the standard writes it.
    pub fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Neutral => "neutral",
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::SoftFail => "softfail",
            Self::TempError => "temperror",
            Self::PermError => "permerror",
        }
    }
}

impl From<Qualifier> for SpfResult {
    fn from(qualifier: Qualifier) -> SpfResult {
        match qualifier {
            Qualifier::Pass => Self::Pass,
            Qualifier::Fail => Self::Fail,
            Qualifier::SoftFail => Self::SoftFail,
            Qualifier::Neutral => Self::Neutral,
        }
    }
}

/// Who sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The address of the sending server.
    pub ip: IpAddr,
    /// The name that it gives with HELO.
    pub helo: String,
    /// Before the `@` of the envelope sender.
    pub local: String,
    /// Behind it; what is checked.
    pub domain: String,
}

impl Identity {
    /// The identity of a message. An empty envelope sender stands for `postmaster@` the HELO name (section 2.4), an
    /// empty local part for `postmaster` (section 4.3).
    pub fn new(ip: IpAddr, helo: &str, mail_from: &str) -> Identity {
        let (local, domain) = match mail_from.rsplit_once('@') {
            Some((local, domain)) => (local, domain),
            None if mail_from.is_empty() => ("", helo),
            None => ("", mail_from),
        };
        let local = match local {
            "" => "postmaster",
            local => local,
        };
        Identity {
            ip: ip.to_canonical(),
            helo: helo.to_owned(),
            local: local.to_owned(),
            domain: domain.to_owned(),
        }
    }
}

/// What came of a check, and what it cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// Who was checked.
    pub identity: Identity,
    /// The result.
    pub result: SpfResult,
    /// The domain's own words on a failure.
    pub explanation: Option<String>,
    /// The term that decided, with the domain of its record.
    pub matched: Option<(String, String)>,
    /// Terms that cost a look-up until the decision.
    pub lookups: usize,
    /// Look-ups that found nothing until the decision.
    pub void_lookups: usize,
}

/// Checks an identity.
pub fn evaluate(client: &Client<'_>, identity: Identity) -> Evaluation {
    let mut check = Check {
        client,
        identity: &identity,
        lookups: 0,
        void_lookups: 0,
        matched: None,
        explained: None,
    };
    let result = check.host(&identity.domain).unwrap_or_else(|end| end);
    let (lookups, void_lookups, matched) =
        (check.lookups, check.void_lookups, check.matched.take());
    let explanation = match (result, check.explained.take()) {
        (SpfResult::Fail, Some((exp, domain))) => check.explain(&exp, &domain),
        _ => None,
    };
    Evaluation {
        result,
        explanation,
        matched,
        lookups,
        void_lookups,
        identity,
    }
}

/// A result, or the one that ends the whole check.
type Step<T> = Result<T, SpfResult>;

struct Check<'a> {
    client: &'a Client<'a>,
    identity: &'a Identity,
    lookups: usize,
    void_lookups: usize,
    /// The term that decided and its domain.
    matched: Option<(String, String)>,
    /// Where the explanation stands, and the domain whose record names it.
    explained: Option<(MacroString, String)>,
}

impl Check<'_> {
    /// `check_host()`. Look-ups end with [`LOOKUPS`], so that no circle of includes goes on.
    fn host(&mut self, domain: &str) -> Step<SpfResult> {
        self.explained = None;
        if !is_checkable(domain) {
            return Ok(SpfResult::None);
        }
        let record = match select(self.client, domain) {
            Selected::One(text) => Record::parse(&text),
            Selected::None => return Ok(SpfResult::None),
            Selected::Several(_) => return Err(SpfResult::PermError),
            Selected::Unknown => return Err(SpfResult::TempError),
        };
        if record.fault().is_some() {
            return Err(SpfResult::PermError);
        }
        for written in &record.terms {
            let Ok(Term::Directive(qualifier, mechanism)) = &written.term else {
                continue;
            };
            if self.matches(mechanism, domain)? {
                self.matched = Some((written.text.clone(), domain.to_owned()));
                self.explained = match qualifier {
                    Qualifier::Fail => record.exp().map(|exp| (exp.clone(), domain.to_owned())),
                    _ => None,
                };
                return Ok((*qualifier).into());
            }
        }
        let Some(target) = record.redirect() else {
            return Ok(SpfResult::Neutral);
        };
        self.spend()?;
        let target = self.name(target, domain);
        match self.host(&target)? {
            SpfResult::None => Err(SpfResult::PermError),
            result => Ok(result),
        }
    }

    fn matches(&mut self, mechanism: &Mechanism, domain: &str) -> Step<bool> {
        match mechanism {
            Mechanism::All => Ok(true),
            Mechanism::Ip4(range, bits) => {
                Ok(ip::in_range(self.identity.ip, IpAddr::V4(*range), *bits))
            }
            Mechanism::Ip6(range, bits) => {
                Ok(ip::in_range(self.identity.ip, IpAddr::V6(*range), *bits))
            }
            Mechanism::Include(target) => {
                self.spend()?;
                let target = self.name(target, domain);
                match self.host(&target)? {
                    SpfResult::Pass => Ok(true),
                    SpfResult::None => Err(SpfResult::PermError),
                    _ => {
                        self.matched = None;
                        Ok(false)
                    }
                }
            }
            Mechanism::A(host) => {
                self.spend()?;
                let name = self.host_name(host, domain);
                let addresses = self.addresses(&name);
                let addresses = self.counted(addresses)?;
                self.within(addresses, host)
            }
            Mechanism::Mx(host) => {
                self.spend()?;
                let name = self.host_name(host, domain);
                let exchangers = self.client.exchangers(&name);
                let hosts = self.counted(exchangers)?;
                if hosts.len() > HOSTS {
                    return Err(SpfResult::PermError);
                }
                let kind = self.kind();
                self.client
                    .prefetch(hosts.iter().map(|mx| Question::new(&mx.host, kind)));
                for mx in hosts {
                    let addresses = match self.addresses(&mx.host) {
                        Answer::Unknown(_) => return Err(SpfResult::TempError),
                        answer => answer.found().unwrap_or_default(),
                    };
                    if self.within(addresses, host)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Mechanism::Ptr(target) => {
                self.spend()?;
                let target = match target {
                    Some(target) => self.name(target, domain),
                    None => domain.to_owned(),
                };
                let pointers = self.client.pointers(&ip::reverse(self.identity.ip));
                if pointers.is_nothing() {
                    self.spend_void()?;
                }
                Ok(self.validated().any(|name| is_within(&name, &target)))
            }
            Mechanism::Exists(target) => {
                self.spend()?;
                let name = self.name(target, domain);
                // Of type A, whatever the address of the sender (section 5.7).
                let addresses = self.client.addresses(&name, RecordKind::A);
                Ok(!self.counted(addresses)?.is_empty())
            }
        }
    }

    /// One more term that costs a look-up.
    fn spend(&mut self) -> Step<()> {
        self.lookups += 1;
        match self.lookups > LOOKUPS {
            true => Err(SpfResult::PermError),
            false => Ok(()),
        }
    }

    /// One more look-up that found nothing.
    fn spend_void(&mut self) -> Step<()> {
        self.void_lookups += 1;
        match self.void_lookups > VOID_LOOKUPS {
            true => Err(SpfResult::PermError),
            false => Ok(()),
        }
    }

    /// The records of a term's own look-up.
    fn counted<T>(&mut self, answer: Answer<Vec<T>>) -> Step<Vec<T>> {
        match answer {
            Answer::Found(found) => Ok(found),
            Answer::Unknown(_) => Err(SpfResult::TempError),
            Answer::NoData | Answer::NoName => {
                self.spend_void()?;
                Ok(Vec::new())
            }
        }
    }

    fn kind(&self) -> RecordKind {
        match self.identity.ip {
            IpAddr::V4(_) => RecordKind::A,
            IpAddr::V6(_) => RecordKind::Aaaa,
        }
    }

    fn addresses(&self, name: &str) -> Answer<Vec<IpAddr>> {
        self.client.addresses(name, self.kind())
    }

    fn within(&self, addresses: Vec<IpAddr>, host: &Host) -> Step<bool> {
        let bits = match self.identity.ip {
            IpAddr::V4(_) => host.bits4,
            IpAddr::V6(_) => host.bits6,
        };
        Ok(addresses
            .into_iter()
            .any(|range| ip::in_range(self.identity.ip, range, bits)))
    }

    fn host_name(&self, host: &Host, domain: &str) -> String {
        match &host.domain {
            Some(name) => self.name(name, domain),
            None => domain.to_owned(),
        }
    }

    /// The names of the sender's address that lead back to it (section 5.5). An error finds none.
    fn validated(&self) -> impl Iterator<Item = String> + '_ {
        let pointers = self.client.pointers(&ip::reverse(self.identity.ip));
        let mut names = pointers.found().unwrap_or_default();
        names.truncate(HOSTS);
        let kind = self.kind();
        self.client
            .prefetch(names.iter().map(|name| Question::new(name, kind)));
        names.into_iter().filter(|name| {
            let addresses = self.addresses(name).found().unwrap_or_default();
            addresses.contains(&self.identity.ip)
        })
    }

    /// The name that a domain of a term stands for, without labels at the left where it is too long (section 7.3).
    fn name(&self, target: &MacroString, domain: &str) -> String {
        let full = target.expand(|letter| self.value(letter, domain));
        let mut name = full.strip_suffix('.').unwrap_or(&full);
        while name.len() > LONGEST_NAME {
            match name.split_once('.') {
                Some((_, shorter)) => name = shorter,
                None => break,
            }
        }
        name.to_owned()
    }

    /// The value of a macro (section 7.2).
    fn value(&self, letter: char, domain: &str) -> String {
        let identity = self.identity;
        match letter {
            's' => format!("{}@{}", identity.local, identity.domain),
            'l' => identity.local.clone(),
            'o' => identity.domain.clone(),
            'd' => domain.to_owned(),
            'i' => ip::dotted(identity.ip),
            'p' => self.validated_name(domain),
            'v' => match identity.ip {
                IpAddr::V4(_) => "in-addr".to_owned(),
                IpAddr::V6(_) => "ip6".to_owned(),
            },
            'h' => identity.helo.clone(),
            'c' => identity.ip.to_string(),
            't' => unix_time(),
            // Nobody receives here.
            _ => "unknown".to_owned(),
        }
    }

    /// The `p` macro: best the domain itself, then a name under it, then any (section 7.3).
    fn validated_name(&self, domain: &str) -> String {
        let names: Vec<String> = self.validated().collect();
        let equal = names.iter().find(|name| name.eq_ignore_ascii_case(domain));
        let below = || names.iter().find(|name| is_within(name, domain));
        match equal.or_else(below).or(names.first()) {
            Some(name) => name.clone(),
            None => "unknown".to_owned(),
        }
    }

    /// The domain's explanation (section 6.2). Whatever is wrong with it, there is none then.
    fn explain(&self, exp: &MacroString, domain: &str) -> Option<String> {
        let texts = self.client.texts(&self.name(exp, domain)).found()?;
        let [text] = texts.as_slice() else {
            return None;
        };
        let text = String::from_utf8(text.joined()).ok()?;
        let text = MacroString::parse(&text, Place::Explanation)?;
        Some(text.expand(|letter| self.value(letter, domain)))
    }
}

/// The SPF record of a domain.
pub enum Selected {
    /// The one that it has.
    One(Vec<u8>),
    /// None.
    None,
    /// More than one, which is an error (section 4.5).
    Several(Vec<Vec<u8>>),
    /// DNS could not tell.
    Unknown,
}

/// Selects the record of a domain (section 4.5).
pub fn select(client: &Client<'_>, domain: &str) -> Selected {
    let texts = match client.texts(domain) {
        Answer::Found(texts) => texts,
        Answer::NoData | Answer::NoName => return Selected::None,
        Answer::Unknown(_) => return Selected::Unknown,
    };
    let mut records: Vec<Vec<u8>> = texts
        .iter()
        .map(|text| text.joined())
        .filter(|text| Record::is_one(text))
        .collect();
    match records.len() {
        0 => Selected::None,
        1 => Selected::One(records.remove(0)),
        _ => Selected::Several(records),
    }
}

/// Whether a domain can be checked at all: several labels that fit (section 4.3).
pub fn is_checkable(domain: &str) -> bool {
    let bare = domain.strip_suffix('.').unwrap_or(domain);
    bare.contains('.') && Question::new(bare, RecordKind::Txt).is_some()
}

/// Whether a name is a domain or stands under it.
fn is_within(name: &str, domain: &str) -> bool {
    let (name, domain) = (name.to_ascii_lowercase(), domain.to_ascii_lowercase());
    let domain = domain.strip_suffix('.').unwrap_or(&domain);
    name.strip_suffix(domain)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Seconds since the Unix epoch, for the `t` macro.
fn unix_time() -> String {
    jiff::Timestamp::now().as_second().to_string()
}
