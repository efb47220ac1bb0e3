//! DNS facts as text: JSON Lines, one domain a line, sorted, so that a list can be judged again without a
//! network and a difference between two recordings can be read.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::net::IpAddr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::route::{DnsFault, Fact, Learnt, MailRoute, MxHost};
use crate::lang::{Message, Value, foreign, speaks, system_error, texts::dns};

/// The facts of a recording, by domain. They answer whatever their age.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    facts: BTreeMap<String, Fact>,
}

/// Why a recording cannot be used.
#[derive(Debug)]
pub enum FactsError {
    /// It could not be read.
    Read {
        /// The file's name, as the user gave it.
        name: Value,
        /// What the system says.
        source: io::Error,
    },
    /// A line is not a fact.
    Line {
        /// The file's name, as the user gave it.
        name: Value,
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        what: Message,
    },
}

impl FactsError {
    /// What is wrong, and where.
    pub fn message(&self) -> Message {
        match self {
            Self::Read { name, source } => dns::FACTS_UNREADABLE
                .with("name", name.clone())
                .with("why", system_error(source)),
            Self::Line { name, line, what } => dns::FACTS_LINE
                .with("name", name.clone())
                .with("line", *line)
                .with("what", what.clone()),
        }
    }
}

speaks!(FactsError);

impl Recording {
    /// Reads a recording; `name` stands in the errors. Blank lines are skipped.
    ///
    /// # Errors
    ///
    /// [`FactsError::Line`] for the first line that is not JSON, has an unknown key, lacks what its route
    /// needs, or repeats a domain.
    pub fn read(mut r: impl BufRead, name: impl Into<Value>) -> Result<Self, FactsError> {
        let name = name.into();
        let mut facts = BTreeMap::new();
        let mut text = String::new();
        for line in 1.. {
            text.clear();
            let size = r.read_line(&mut text).map_err(|source| FactsError::Read {
                name: name.clone(),
                source,
            })?;
            if size == 0 {
                break;
            }
            if line == 1 && text.starts_with('\u{feff}') {
                // Editors on Windows put a BOM before UTF-8.
                text.remove(0);
            }
            if text.trim().is_empty() {
                continue;
            }
            let wrong = |what: Message| FactsError::Line {
                name: name.clone(),
                line,
                what,
            };
            let (domain, fact) = parse_line(text.trim()).map_err(wrong)?;
            if facts.contains_key(&domain) {
                return Err(wrong(dns::TWICE.with("domain", domain)));
            }
            facts.insert(domain, fact);
        }
        Ok(Self { facts })
    }

    /// The fact of a domain (lower-case A-labels).
    pub fn get(&self, domain: &str) -> Option<&Fact> {
        self.facts.get(domain)
    }

    /// All facts, sorted by domain.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Fact)> {
        self.facts
            .iter()
            .map(|(domain, fact)| (domain.as_str(), fact))
    }

    /// How many domains it knows.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Writes facts in the order given, which should be sorted by domain. What was not asked for
    /// ([`DnsFault::NotAsked`]) is no fact and is left out.
    ///
    /// # Errors
    ///
    /// Those of `w`.
    pub fn write<'a>(
        mut w: impl Write,
        facts: impl IntoIterator<Item = (&'a str, &'a Fact)>,
    ) -> io::Result<()> {
        for (domain, fact) in facts {
            if let Some(line) = to_line(domain, fact) {
                writeln!(w, "{line}")?;
            }
        }
        Ok(())
    }
}

impl FromIterator<(String, Fact)> for Recording {
    fn from_iter<T: IntoIterator<Item = (String, Fact)>>(facts: T) -> Self {
        Self {
            facts: facts.into_iter().collect(),
        }
    }
}

/// One line. The names are the format: never rename one.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    domain: String,
    route: RouteId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mx: Option<Vec<MxLine>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    addresses: Option<Vec<IpAddr>>,
    ttl: u32,
    at: String,
    #[serde(default)]
    learnt: LearntId,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MxLine {
    preference: u16,
    host: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    addresses: Option<Vec<IpAddr>>,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RouteId {
    Mx,
    ImplicitA,
    NullMx,
    NoRoute,
    NoSuchDomain,
    Timeout,
    Servfail,
    Refused,
    Unavailable,
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum LearntId {
    #[default]
    Asked,
    Cache,
    Facts,
}

/// A fact as a line without its line end; `None` for what was not asked for.
pub(super) fn to_line(domain: &str, fact: &Fact) -> Option<String> {
    let (mut mx, mut addresses) = (None, None);
    let route = match &fact.route {
        MailRoute::Mx(hosts) => {
            mx = Some(hosts.iter().map(MxLine::from).collect());
            RouteId::Mx
        }
        MailRoute::ImplicitA(list) => {
            addresses = Some(list.clone());
            RouteId::ImplicitA
        }
        MailRoute::NullMx => RouteId::NullMx,
        MailRoute::NoRoute => RouteId::NoRoute,
        MailRoute::NoSuchDomain => RouteId::NoSuchDomain,
        MailRoute::Unknown(DnsFault::Timeout) => RouteId::Timeout,
        MailRoute::Unknown(DnsFault::ServFail) => RouteId::Servfail,
        MailRoute::Unknown(DnsFault::Refused) => RouteId::Refused,
        MailRoute::Unknown(DnsFault::Unavailable) => RouteId::Unavailable,
        MailRoute::Unknown(DnsFault::NotAsked) => return None,
    };
    let line = Line {
        domain: domain.to_owned(),
        route,
        mx,
        addresses,
        ttl: fact.ttl,
        at: Timestamp::from_second(fact.at)
            .unwrap_or_default()
            .to_string(),
        learnt: match fact.learnt {
            Learnt::Asked => LearntId::Asked,
            Learnt::Cache => LearntId::Cache,
            Learnt::Facts => LearntId::Facts,
        },
    };
    // Strings, numbers and addresses only: there is nothing in it that JSON cannot hold.
    serde_json::to_string(&line).ok()
}

/// The fact that a line holds, or what is wrong with it.
pub(super) fn parse_line(text: &str) -> Result<(String, Fact), Message> {
    let line: Line = serde_json::from_str(text).map_err(|e| json_error(&e))?;
    check_domain(&line.domain)?;
    if line.mx.is_some() && line.route != RouteId::Mx {
        return Err(dns::MX_ELSEWHERE.into());
    }
    if line.addresses.is_some() && line.route != RouteId::ImplicitA {
        return Err(dns::ADDRESSES_ELSEWHERE.into());
    }
    let route = match line.route {
        RouteId::Mx => MailRoute::Mx(mx_hosts(line.mx)?),
        RouteId::ImplicitA => match line.addresses {
            Some(list) if !list.is_empty() => MailRoute::ImplicitA(list),
            _ => return Err(dns::ADDRESSES_MISSING.into()),
        },
        RouteId::NullMx => MailRoute::NullMx,
        RouteId::NoRoute => MailRoute::NoRoute,
        RouteId::NoSuchDomain => MailRoute::NoSuchDomain,
        RouteId::Timeout => MailRoute::Unknown(DnsFault::Timeout),
        RouteId::Servfail => MailRoute::Unknown(DnsFault::ServFail),
        RouteId::Refused => MailRoute::Unknown(DnsFault::Refused),
        RouteId::Unavailable => MailRoute::Unknown(DnsFault::Unavailable),
    };
    let at: Timestamp = line
        .at
        .parse()
        .map_err(|_| dns::NO_TIME.with("at", &line.at))?;
    let learnt = match line.learnt {
        LearntId::Asked => Learnt::Asked,
        LearntId::Cache => Learnt::Cache,
        LearntId::Facts => Learnt::Facts,
    };
    let fact = Fact {
        route,
        ttl: line.ttl,
        at: at.as_second(),
        learnt,
    };
    Ok((line.domain, fact))
}

/// Sorted as the resolver's are, whatever order the line has.
fn mx_hosts(lines: Option<Vec<MxLine>>) -> Result<Vec<MxHost>, Message> {
    let mut hosts: Vec<MxHost> = lines
        .unwrap_or_default()
        .into_iter()
        .map(|line| MxHost {
            preference: line.preference,
            host: line.host,
            addresses: line.addresses,
        })
        .collect();
    if hosts.is_empty() {
        return Err(dns::MX_MISSING.into());
    }
    for mx in &hosts {
        check_domain(&mx.host)?;
    }
    hosts.sort_by(|a, b| (a.preference, &a.host).cmp(&(b.preference, &b.host)));
    Ok(hosts)
}

impl From<&MxHost> for MxLine {
    fn from(mx: &MxHost) -> Self {
        Self {
            preference: mx.preference,
            host: mx.host.clone(),
            addresses: mx.addresses.clone(),
        }
    }
}

/// The form in which domains are looked up; any other would never be found.
fn check_domain(name: &str) -> Result<(), Message> {
    let plain = |b: u8| b.is_ascii_graphic() && !b.is_ascii_uppercase();
    if name.is_empty() || name.ends_with('.') || !name.bytes().all(plain) {
        return Err(dns::NO_DOMAIN.with("name", name));
    }
    Ok(())
}

/// The text counts lines itself, and every one is the first to the parser.
fn json_error(error: &serde_json::Error) -> Message {
    let text = error.to_string();
    let what = text
        .rsplit_once(" at line ")
        .map_or(&*text, |(what, _)| what);
    dns::NO_FACT
        .with("detail", foreign(what.to_owned()))
        .with("column", error.column())
}
