//! One domain's questions: which to ask, when an answer is certain, when to give up.

use std::net::IpAddr;

use hickory_resolver::proto::rr::{Name, RecordType};

use super::ask::Asker;
use super::reply::{Fault, Records, Reply};
use super::route::{DnsFault, MailRoute};
use super::transport::Manner;

/// Questions that a domain may cost in all...
const BUDGET: u8 = 4;
/// ...of which one is kept for the second pass, when a passing trouble may be over.
const FIRST_PASS: u8 = 3;
/// The life of a negative answer that names none, in seconds (RFC 2308, section 5: do not keep it long).
const NEGATIVE_TTL: u32 = 300;

/// The first pass, or the later one over what the first left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    /// All domains.
    First,
    /// The unknown ones.
    Second,
}

/// A finding and the seconds for which it holds.
pub(super) type Found<T> = Result<(T, u32), DnsFault>;

/// What is known about one type of record.
#[derive(Clone, Debug)]
struct Track {
    kind: RecordType,
    /// Where its CNAMEs lead so far.
    name: Name,
    /// Came empty without an SOA record before.
    doubted: bool,
    /// "No such name" was said before, but not so that it counts.
    denied: bool,
    /// Settled: nothing of this type, and whether that is certain enough to lose a contact by it.
    nothing: Option<(bool, u32)>,
}

/// How a question was settled.
enum Settled {
    Records(Records),
    Nothing { certain: bool, ttl: u32 },
    NoName { ttl: u32 },
}

/// The questions about one name. Lives through both passes, so that what is settled is not asked again.
#[derive(Clone, Debug)]
pub(super) struct Inquiry {
    /// The caller's number for it.
    pub(super) index: usize,
    tracks: [Track; 3],
    asked: u8,
    edns: bool,
    /// An answer was cut off: go on over TCP, for other types too. A resolver that cuts off an empty answer does so
    /// always.
    tcp: bool,
    /// The very first question found no reply.
    unheard: bool,
    /// Nor did one over TCP.
    cut_off: bool,
    /// The server that answered last, or the one after it where it failed.
    server: Option<usize>,
}

const MX: usize = 0;
const A: usize = 1;
const AAAA: usize = 2;

impl Inquiry {
    /// `None` where the name does not fit into a DNS message (RFC 1035, section 2.3.4).
    pub(super) fn new(index: usize, domain: &str) -> Option<Self> {
        let mut name = Name::from_ascii(domain).ok()?;
        // Absolute, or the system's search list would be tried.
        name.set_fqdn(true);
        if name.is_root() {
            return None;
        }
        let track = |kind| Track {
            kind,
            name: name.clone(),
            doubted: false,
            denied: false,
            nothing: None,
        };
        Some(Self {
            index,
            tracks: [
                track(RecordType::MX),
                track(RecordType::A),
                track(RecordType::AAAA),
            ],
            asked: 0,
            edns: true,
            tcp: false,
            unheard: false,
            cut_off: false,
            server: None,
        })
    }

    /// Where mail for the domain goes.
    pub(super) async fn route(&mut self, asker: &Asker, pass: Pass) -> Found<MailRoute> {
        let begin = *self.server.get_or_insert_with(|| asker.first());
        let found = self.find_route(asker, pass).await;
        if pass == Pass::First {
            // A server that went away while another answers is no reason to stop the run.
            let rescued = found.is_ok() && self.server != Some(begin);
            let lost = self.unheard || (self.cut_off && found.is_err());
            asker.breaker.note(lost && !rescued);
        }
        found
    }

    async fn find_route(&mut self, asker: &Asker, pass: Pass) -> Found<MailRoute> {
        if pass == Pass::Second && matches!(self.tracks[MX].nothing, Some((false, _))) {
            // An empty answer that proves nothing may have been a broken one.
            self.tracks[MX].nothing = None;
        }
        let mx = self.settle(MX, asker, pass).await;
        if asker.trust.liar {
            return match mx {
                Ok(Settled::Records(r)) if !r.hosts.is_empty() => {
                    Ok((MailRoute::Mx(r.hosts), r.ttl))
                }
                _ => Err(DnsFault::Unavailable),
            };
        }
        let (mut certain, mut ttl) = match mx? {
            Settled::Records(r) if r.hosts.is_empty() => return Ok((MailRoute::NullMx, r.ttl)),
            Settled::Records(r) => return Ok((MailRoute::Mx(r.hosts), r.ttl)),
            Settled::NoName { ttl } => return Ok((MailRoute::NoSuchDomain, ttl)),
            Settled::Nothing { certain, ttl } => (certain, ttl),
        };
        for kind in [A, AAAA] {
            match self.settle(kind, asker, pass).await? {
                Settled::Records(r) => {
                    return Ok((MailRoute::ImplicitA(r.addresses), ttl.min(r.ttl)));
                }
                // The name exists, for the MX question said so: a server that denies it now means the type.
                Settled::NoName { ttl: life } => ttl = ttl.min(life),
                Settled::Nothing {
                    certain: sure,
                    ttl: life,
                } => {
                    certain &= sure;
                    ttl = ttl.min(life);
                }
            }
        }
        if certain {
            Ok((MailRoute::NoRoute, ttl))
        } else {
            Err(DnsFault::ServFail)
        }
    }

    /// The addresses of a host; none only where that is certain.
    pub(super) async fn addresses(&mut self, asker: &Asker) -> Found<Vec<IpAddr>> {
        let mut life = u32::MAX;
        let mut list = Vec::new();
        for kind in [A, AAAA] {
            match self.settle(kind, asker, Pass::First).await? {
                Settled::Records(r) => {
                    list = r.addresses;
                    life = life.min(r.ttl);
                    break;
                }
                Settled::NoName { ttl } => {
                    life = life.min(ttl);
                    break;
                }
                Settled::Nothing { certain: true, ttl } => life = life.min(ttl),
                Settled::Nothing { certain: false, .. } => return Err(DnsFault::ServFail),
            }
        }
        Ok((list, life))
    }

    /// Asks for one type until the answer is certain, or patience or budget end.
    async fn settle(
        &mut self,
        which: usize,
        asker: &Asker,
        pass: Pass,
    ) -> Result<Settled, DnsFault> {
        if let Some((certain, ttl)) = self.tracks[which].nothing {
            return Ok(Settled::Nothing { certain, ttl });
        }
        let mut server = *self.server.get_or_insert_with(|| asker.first());
        let mut faults = 0;
        let mut last = DnsFault::ServFail;
        while self.asked < budget(pass) {
            let track = &self.tracks[which];
            let habits = asker.habits(server);
            let manner = Manner {
                edns: self.edns && habits.edns,
                tcp: self.tcp,
            };
            let reply = asker.ask(server, &track.name, track.kind, manner).await;
            self.asked += 1;
            let track = &mut self.tracks[which];
            let fault = match reply {
                Reply::Records(records) => return Ok(Settled::Records(records)),
                Reply::Truncated => {
                    self.tcp = true;
                    continue;
                }
                Reply::Alias(target) => {
                    // A circle walked question by question ends with the budget.
                    track.name = target;
                    last = DnsFault::ServFail;
                    continue;
                }
                Reply::Nothing {
                    no_name,
                    soa_ttl: Some(ttl),
                } => {
                    if !no_name {
                        return Ok(track.settle(true, ttl));
                    }
                    if asker.trust.probed || track.denied {
                        return Ok(Settled::NoName { ttl });
                    }
                    track.denied = true;
                    None
                }
                // An empty answer without an SOA record proves nothing, however often it comes: a server that lost
                // the records answers so.
                Reply::Nothing { no_name: false, .. } => {
                    if track.doubted || !habits.soa {
                        return Ok(track.settle(false, NEGATIVE_TTL));
                    }
                    track.doubted = true;
                    None
                }
                Reply::Nothing { no_name: true, .. } if !habits.soa => {
                    if which != MX {
                        return Ok(track.settle(false, NEGATIVE_TTL));
                    }
                    // This server cannot say it better. It counts if it, or better another, says so later too.
                    if track.denied && pass == Pass::Second {
                        let ttl = NEGATIVE_TTL;
                        return Ok(Settled::NoName { ttl });
                    }
                    track.denied = true;
                    self.server = Some(asker.after(server));
                    return Err(DnsFault::ServFail);
                }
                // Here the SOA record got lost, and who knows what else.
                Reply::Nothing { no_name: true, .. } => Some(Fault::ServFail),
                Reply::Fault(fault) => Some(fault),
            };
            if let Some(fault) = fault {
                self.unheard |= self.asked == 1 && fault.is_transport();
                self.cut_off |= manner.tcp && fault.is_transport();
                last = fault.into();
                faults += 1;
                let plain = fault == Fault::FormErr && manner.edns;
                self.edns &= !plain;
                let again = worth_another(fault, manner, faults, asker.servers(), pass);
                if !plain && !again {
                    self.server = Some(asker.after(server));
                    return Err(last);
                }
            }
            server = asker.after(server);
            self.server = Some(server);
        }
        Err(last)
    }
}

impl Track {
    /// Notes that there is nothing of this type.
    fn settle(&mut self, certain: bool, ttl: u32) -> Settled {
        self.nothing = Some((certain, ttl));
        Settled::Nothing { certain, ttl }
    }
}

fn budget(pass: Pass) -> u8 {
    match pass {
        Pass::First => FIRST_PASS,
        Pass::Second => BUDGET,
    }
}

/// A lost datagram is worth another at once, and so is another server. The same server's refusal is not: it
/// would say the same, so that the question waits for the second pass. Nor is a connection that failed.
fn worth_another(fault: Fault, manner: Manner, faults: usize, servers: usize, pass: Pass) -> bool {
    match pass {
        Pass::First if fault.is_transport() && !manner.tcp => faults < 2,
        Pass::First => faults < servers,
        Pass::Second => !fault.is_transport() && faults < servers,
    }
}
