//! What a reply means, before anyone judges a domain by it.

use std::net::IpAddr;

use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::{Message, ResponseCode};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};

use super::question::{Content, Txt};
use super::route::{DnsFault, MxHost};

/// Longer chains of CNAMEs in one answer are taken for a loop; resolvers give up at about as many.
const LONGEST_CHAIN: usize = 16;

/// One reply, classified.
#[derive(Debug)]
pub(super) enum Reply {
    /// Records of the type that was asked for.
    Records(Records),
    /// Nothing of that type (NODATA), or no such name (NXDOMAIN): RFC 2308, section 2.
    Nothing {
        /// NXDOMAIN, not NODATA.
        no_name: bool,
        /// Seconds for which that holds, from the SOA record (section 5). `None`: no SOA came with it,
        /// and without one the answer is no proof.
        soa_ttl: Option<u32>,
    },
    /// A CNAME whose target the server did not look up.
    Alias(Name),
    /// Cut off: ask over TCP.
    Truncated,
    /// No answer.
    Fault(Fault),
}

/// The records that answer a question.
#[derive(Debug)]
pub(super) struct Records {
    /// Mail exchangers, sorted by preference, then name; empty unless MX was asked for, and for a null MX.
    pub(super) hosts: Vec<MxHost>,
    /// Addresses, sorted; empty unless A or AAAA was asked for.
    pub(super) addresses: Vec<IpAddr>,
    /// What records hold that are no addresses, in the order of the answer, with names as they are on the wire.
    pub(super) others: Vec<Content>,
    /// Seconds for which all of them hold, the CNAMEs on the way included.
    pub(super) ttl: u32,
}

impl Records {
    /// All of them, whatever their type.
    pub(super) fn contents(self) -> Vec<Content> {
        let addresses = self.addresses.into_iter().map(Content::Address);
        addresses.chain(self.others).collect()
    }
}

/// Why there was no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing came in time.
    Timeout,
    /// The server says FORMERR, which may be about EDNS.
    FormErr,
    /// The server failed, or what it said makes no sense.
    ServFail,
    /// The server will not answer us.
    Refused,
    /// No descriptor, a full channel, no route, a broken connection: nobody has seen the question.
    Ours,
}

impl Fault {
    /// No word from the server, as opposed to a word that does not help.
    pub(super) fn is_transport(self) -> bool {
        matches!(self, Self::Timeout | Self::Ours)
    }
}

impl From<Fault> for DnsFault {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Timeout => Self::Timeout,
            Fault::FormErr | Fault::ServFail => Self::ServFail,
            Fault::Refused => Self::Refused,
            Fault::Ours => Self::Unavailable,
        }
    }
}

impl Reply {
    /// Reads a message that has records in its answer section.
    pub(super) fn of_message(message: &Message, asked: &Name, kind: RecordType) -> Self {
        let code = message.metadata.response_code;
        // Over TCP nobody has compared it before: a server may mix up its replies.
        let question = message.queries.first();
        if question.is_none_or(|query| query.name() != asked || query.query_type() != kind) {
            return Self::Fault(Fault::ServFail);
        }
        if !matches!(code, ResponseCode::NoError | ResponseCode::NXDomain) {
            return Self::Fault(Fault::ServFail);
        }
        let Some((end, chain_ttl)) = end_of_chain(&message.answers, asked) else {
            return Self::Fault(Fault::ServFail);
        };
        let found: Vec<&Record> = message
            .answers
            .iter()
            .filter(|r| r.record_type() == kind && &r.name == end)
            .collect();
        if let Some(ttl) = found.iter().map(|r| r.ttl).min() {
            return Self::Records(Records {
                hosts: hosts(&found, &message.additionals),
                addresses: addresses(found.iter().copied()),
                others: others(&found),
                ttl: ttl.min(chain_ttl),
            });
        }
        let soa_ttl = soa_ttl(&message.authorities);
        // The code speaks of the end of the chain (RFC 6604, section 3).
        let no_name = code == ResponseCode::NXDomain;
        if !no_name && soa_ttl.is_none() && end != asked {
            return Self::Alias(end.clone());
        }
        Self::Nothing { no_name, soa_ttl }
    }

    /// Reads what the client could not turn into records.
    pub(super) fn of_error(error: NetError, asked: &Name, kind: RecordType) -> Self {
        match error {
            NetError::Dns(DnsError::NoRecordsFound(nothing))
                if nothing.query.name() != asked || nothing.query.query_type() != kind =>
            {
                Self::Fault(Fault::ServFail)
            }
            NetError::Dns(DnsError::NoRecordsFound(nothing)) => match nothing.response_code {
                // A referral: it names other servers, and says nothing of the name (RFC 2308, section 2.2).
                ResponseCode::NoError if nothing.soa.is_none() && nothing.ns.is_some() => {
                    Self::Fault(Fault::ServFail)
                }
                ResponseCode::NXDomain | ResponseCode::NoError => Self::Nothing {
                    no_name: nothing.response_code == ResponseCode::NXDomain,
                    soa_ttl: nothing.soa.and(nothing.negative_ttl),
                },
                _ => Self::Fault(Fault::ServFail),
            },
            NetError::Dns(DnsError::ResponseCode(code)) => Self::Fault(match code {
                ResponseCode::Refused | ResponseCode::NotImp => Fault::Refused,
                ResponseCode::FormErr | ResponseCode::BADVERS => Fault::FormErr,
                _ => Fault::ServFail,
            }),
            NetError::Timeout => Self::Fault(Fault::Timeout),
            // A reply that cannot be decoded, or is cut off even over TCP, is the server's doing.
            NetError::Dns(_)
            | NetError::Proto(_)
            | NetError::Truncated
            | NetError::ForeignClassRecord { .. } => Self::Fault(Fault::ServFail),
            _ => Self::Fault(Fault::Ours),
        }
    }
}

/// Where the CNAMEs of an answer lead from `asked`, and the shortest life on the way. `None`: in circles.
fn end_of_chain<'a>(answers: &'a [Record], asked: &'a Name) -> Option<(&'a Name, u32)> {
    let (mut end, mut ttl) = (asked, u32::MAX);
    for _ in 0..LONGEST_CHAIN {
        let next = answers.iter().find_map(|r| match &r.data {
            RData::CNAME(target) if &r.name == end => Some((&target.0, r.ttl)),
            _ => None,
        });
        let Some((target, life)) = next else {
            return Some((end, ttl));
        };
        (end, ttl) = (target, ttl.min(life));
    }
    None
}

/// Sorted, without duplicates, without the root: the same list whatever order the server chose.
fn hosts(found: &[&Record], additionals: &[Record]) -> Vec<MxHost> {
    let mut hosts: Vec<MxHost> = Vec::with_capacity(found.len());
    for record in found {
        let RData::MX(mx) = &record.data else {
            continue;
        };
        // `.` beside other hosts is an error of the zone (RFC 7505, section 3); the others still take mail.
        if mx.exchange.is_root() {
            continue;
        }
        let glue = addresses(additionals.iter().filter(|r| r.name == mx.exchange));
        let mut host = mx.exchange.to_lowercase().to_ascii();
        host.truncate(host.trim_end_matches('.').len());
        hosts.push(MxHost {
            preference: mx.preference,
            host,
            addresses: (!glue.is_empty()).then_some(glue),
        });
    }
    hosts.sort_by(|a, b| (a.preference, &a.host).cmp(&(b.preference, &b.host)));
    hosts.dedup();
    hosts
}

fn addresses<'a>(records: impl Iterator<Item = &'a Record>) -> Vec<IpAddr> {
    let mut list: Vec<IpAddr> = records
        .filter_map(|r| match &r.data {
            RData::A(a) => Some(IpAddr::V4(a.0)),
            RData::AAAA(aaaa) => Some(IpAddr::V6(aaaa.0)),
            _ => None,
        })
        .collect();
    list.sort();
    list.dedup();
    list
}

/// The content of the records that are no addresses. Of a null MX there is nothing to tell.
fn others(found: &[&Record]) -> Vec<Content> {
    let content = |record: &&Record| match &record.data {
        RData::TXT(txt) => Some(Content::Text(Txt {
            strings: txt.txt_data.iter().map(|part| part.to_vec()).collect(),
        })),
        RData::MX(mx) if !mx.exchange.is_root() => Some(Content::Exchanger(MxHost {
            preference: mx.preference,
            host: plain(&mx.exchange),
            addresses: None,
        })),
        RData::PTR(ptr) => Some(Content::Name(plain(&ptr.0))),
        RData::SOA(_) => Some(Content::Soa),
        _ => None,
    };
    found.iter().filter_map(content).collect()
}

/// A name in lower case, without escapes and without the trailing dot.
fn plain(name: &Name) -> String {
    let labels: Vec<String> = name
        .iter()
        .map(|label| String::from_utf8_lossy(label).to_ascii_lowercase())
        .collect();
    labels.join(".")
}

/// The smaller of the SOA's own life and its minimum field (RFC 2308, section 5).
fn soa_ttl(authorities: &[Record]) -> Option<u32> {
    authorities.iter().find_map(|r| match &r.data {
        RData::SOA(soa) => Some(r.ttl.min(soa.minimum)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use hickory_resolver::proto::op::{MessageType, OpCode, Query};
    use hickory_resolver::proto::rr::rdata::MX;

    use super::*;

    fn name(text: &str) -> Name {
        Name::from_ascii(text).unwrap_or_default()
    }

    fn reply_about(question: &str, kind: RecordType) -> Reply {
        let mut message = Message::new(1, MessageType::Response, OpCode::Query);
        message.add_query(Query::query(name(question), kind));
        let mx = RData::MX(MX::new(10, name("mail.test.")));
        message.add_answer(Record::from_rdata(name("firm.test."), 60, mx));
        Reply::of_message(&message, &name("firm.test."), RecordType::MX)
    }

    #[test]
    fn an_answer_to_another_question_is_none() {
        let good = reply_about("Firm.test.", RecordType::MX);
        assert!(matches!(good, Reply::Records(_)), "{good:?}");
        for (question, kind) in [
            ("other.test.", RecordType::MX),
            ("firm.test.", RecordType::A),
        ] {
            let reply = reply_about(question, kind);
            assert!(
                matches!(reply, Reply::Fault(Fault::ServFail)),
                "{question}: {reply:?}"
            );
        }
    }
}
