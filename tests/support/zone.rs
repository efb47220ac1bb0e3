//! A DNS server in process, on loopback, that answers from records of any type, over UDP and TCP.

#![allow(dead_code)]

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use hickory_server::net::runtime::Time;
use hickory_server::net::xfer::Protocol;
use hickory_server::proto::op::{Header, HeaderCounts, Metadata, ResponseCode};
use hickory_server::proto::rr::rdata::{A, AAAA, CNAME, MX, PTR, SOA, TXT};
use hickory_server::proto::rr::{Name, RData, Record, RecordType};
use hickory_server::server::{Request, RequestHandler, ResponseHandler, ResponseInfo};
use hickory_server::zone_handler::MessageResponseBuilder;

use crate::serve::{serve, served};

/// What the server knows.
#[derive(Clone, Default)]
struct Zone {
    /// Lower-case names without the trailing dot.
    records: HashMap<String, Vec<RData>>,
    /// Names whose other types are never answered.
    silent: HashSet<String>,
    /// Names that are answered by an error.
    failing: HashMap<String, ResponseCode>,
    /// Every name below these exists, with the records of the name.
    wildcards: HashMap<String, Vec<RData>>,
    /// UDP answers are cut off.
    cuts_off: bool,
    /// Negative answers bear no SOA record.
    bare: bool,
    /// What becomes of questions about names that it does not know.
    others: Option<Others>,
    asked: Vec<(String, RecordType, bool)>,
}

/// What becomes of names that are not known.
#[derive(Clone, Copy)]
enum Others {
    Nothing,
    Code(ResponseCode),
    Silence,
}

/// A running server. It ends with the test.
pub struct ZoneServer {
    /// Where it listens, UDP and TCP.
    pub address: SocketAddr,
    zone: Arc<Mutex<Zone>>,
    _runtime: tokio::runtime::Runtime,
}

impl ZoneServer {
    /// Starts a server that knows no name: NXDOMAIN with SOA for all.
    pub fn start() -> ZoneServer {
        let zone = Arc::new(Mutex::new(Zone::default()));
        let (address, runtime) = serve(Handler(Arc::clone(&zone)), served);
        ZoneServer {
            address,
            zone,
            _runtime: runtime,
        }
    }

    /// A server with records, one a line: `NAME TYPE VALUE`. A TXT value is one or more strings in double quotes, with
    /// `\DDD` for an octet; `TIMEOUT`, `SERVFAIL` and `REFUSED` stand in the place of a type; `*.` begins a wildcard.
    pub fn with(text: &str) -> ZoneServer {
        let server = ZoneServer::start();
        server.add(text);
        server
    }

    /// Adds records.
    pub fn add(&self, text: &str) -> &ZoneServer {
        for line in text
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty() && !l.starts_with('#'))
        {
            let (name, rest) = line.split_once(' ').unwrap();
            let (kind, value) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
            let value = value.trim();
            match kind {
                "TIMEOUT" => self.silence(name),
                "SERVFAIL" => self.fail(name, ResponseCode::ServFail),
                "REFUSED" => self.fail(name, ResponseCode::Refused),
                "EMPTY" => self.exist(name),
                _ => self.put(name, data(kind, value)),
            }
        }
        self
    }

    /// Adds one record.
    pub fn put(&self, name: &str, data: RData) {
        let mut zone = self.lock();
        let map = match name.strip_prefix("*.") {
            Some(_) => &mut zone.wildcards,
            None => &mut zone.records,
        };
        let name = key(name.strip_prefix("*.").unwrap_or(name));
        map.entry(name).or_default().push(data);
    }

    /// The name exists, whatever records it has.
    pub fn exist(&self, name: &str) {
        self.lock().records.entry(key(name)).or_default();
    }

    /// Other types of the name than those it has are never answered.
    pub fn silence(&self, name: &str) {
        self.lock().silent.insert(key(name));
    }

    fn fail(&self, name: &str, code: ResponseCode) {
        self.lock().failing.insert(key(name), code);
    }

    /// UDP answers are cut off, so that all goes over TCP.
    pub fn over_tcp(&self) -> &ZoneServer {
        self.lock().cuts_off = true;
        self
    }

    /// Negative answers bear no SOA record.
    pub fn bare(&self) -> &ZoneServer {
        self.lock().bare = true;
        self
    }

    /// Names that it does not know are answered by an error, by nothing (`EMPTY`) or, but for those of the probe, not at
    /// all (`TIMEOUT`), instead of NXDOMAIN.
    pub fn answers_others(&self, kind: &str) {
        self.lock().others = Some(match kind {
            "REFUSED" => Others::Code(ResponseCode::Refused),
            "SERVFAIL" => Others::Code(ResponseCode::ServFail),
            "TIMEOUT" => Others::Silence,
            _ => Others::Nothing,
        });
    }

    /// What it was asked: name, type, whether over TCP.
    pub fn asked(&self) -> Vec<(String, RecordType, bool)> {
        self.lock().asked.clone()
    }

    /// The address as `--resolver` takes it.
    pub fn resolver(&self) -> String {
        self.address.to_string()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Zone> {
        self.zone.lock().unwrap()
    }
}

fn key(name: &str) -> String {
    name.strip_suffix('.').unwrap_or(name).to_lowercase()
}

/// The content of a record as a zone file has it.
fn data(kind: &str, value: &str) -> RData {
    match kind {
        "A" => RData::A(A(value.parse().unwrap())),
        "AAAA" => RData::AAAA(AAAA(value.parse().unwrap())),
        "TXT" => text(&strings(value)),
        "PTR" => RData::PTR(PTR(name(value))),
        "CNAME" => RData::CNAME(CNAME(name(value))),
        "MX" => {
            let (preference, host) = value.split_once(' ').unwrap();
            RData::MX(MX::new(preference.parse().unwrap(), name(host)))
        }
        "SOA" => soa(),
        other => panic!("no such type: {other}"),
    }
}

/// A TXT record of these strings.
pub fn text(strings: &[Vec<u8>]) -> RData {
    RData::TXT(TXT::from_bytes(strings.iter().map(Vec::as_slice).collect()))
}

/// The strings between double quotes.
fn strings(value: &str) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut current: Option<Vec<u8>> = None;
    let mut bytes = value.bytes();
    while let Some(byte) = bytes.next() {
        match (&mut current, byte) {
            (None, b'"') => current = Some(Vec::new()),
            (None, _) => {}
            (Some(_), b'"') => found.extend(current.take()),
            (Some(text), b'\\') => {
                let digits: String = bytes.by_ref().take(3).map(char::from).collect();
                text.push(digits.parse().unwrap());
            }
            (Some(text), byte) => text.push(byte),
        }
    }
    found
}

/// A name of these labels, whatever octets they have.
pub fn name(text: &str) -> Name {
    let bare = text.strip_suffix('.').unwrap_or(text);
    if bare.is_empty() {
        return Name::root();
    }
    let mut name = Name::from_labels(bare.split('.').map(str::as_bytes)).unwrap();
    name.set_fqdn(true);
    name
}

fn soa() -> RData {
    RData::SOA(SOA::new(
        name("ns.test"),
        name("admin.test"),
        1,
        3600,
        600,
        86400,
        300,
    ))
}

struct Handler(Arc<Mutex<Zone>>);

enum Reply {
    Silence,
    Code(ResponseCode),
    Records(Vec<Record>),
    NoData,
    NoName(Vec<Record>),
}

#[async_trait::async_trait]
impl RequestHandler for Handler {
    async fn handle_request<R: ResponseHandler, T: Time>(
        &self,
        request: &Request,
        mut out: R,
    ) -> ResponseInfo {
        let info = request.request_info().unwrap();
        let (query, over_tcp) = (
            info.query.original().clone(),
            info.protocol == Protocol::Tcp,
        );
        let (reply, cut, bare) = {
            let mut zone = self.0.lock().unwrap();
            let asked = spelt(query.name());
            zone.asked.push((asked, query.query_type(), over_tcp));
            let reply = zone.answer(query.name(), query.query_type());
            (reply, zone.cuts_off && !over_tcp, zone.bare)
        };
        let mut metadata = Metadata::response_from_request(&request.metadata);
        metadata.recursion_available = true;
        let nothing_sent = ResponseInfo::from(Header {
            metadata,
            counts: HeaderCounts::default(),
        });
        let mut answers = Vec::new();
        let mut negative = false;
        match reply {
            Reply::Silence => return nothing_sent,
            Reply::Code(code) => metadata.response_code = code,
            Reply::Records(records) => answers = records,
            Reply::NoData => negative = true,
            Reply::NoName(records) => {
                answers = records;
                negative = true;
                metadata.response_code = ResponseCode::NXDomain;
            }
        }
        let mut authority = Vec::new();
        if negative && !bare {
            authority.push(Record::from_rdata(query.name().base_name(), 300, soa()));
        }
        if cut {
            metadata.truncation = true;
            answers.clear();
            authority.clear();
        }
        let response = MessageResponseBuilder::from_message_request(request).build(
            metadata,
            answers.iter(),
            std::iter::empty(),
            authority.iter(),
            std::iter::empty(),
        );
        out.send_response(response).await.unwrap_or(nothing_sent)
    }
}

impl Zone {
    fn answer(&self, asked: &Name, kind: RecordType) -> Reply {
        let mut answers = Vec::new();
        let mut owner = asked.clone();
        for _ in 0..9 {
            let name = spelt(&owner);
            if let Some(code) = self.failing.get(&name) {
                return Reply::Code(*code);
            }
            let below = || {
                std::iter::successors(name.split_once('.'), |(_, rest)| rest.split_once('.'))
                    .find_map(|(_, parent)| self.wildcards.get(parent))
            };
            let records = self.records.get(&name).or_else(below);
            let of = |kind: RecordType| {
                records
                    .into_iter()
                    .flatten()
                    .filter(move |data| data.record_type() == kind)
            };
            let found: Vec<&RData> = of(kind).collect();
            for data in &found {
                answers.push(Record::from_rdata(owner.clone(), 300, (*data).clone()));
            }
            if !found.is_empty() {
                return Reply::Records(answers);
            }
            if let Some(RData::CNAME(target)) = of(RecordType::CNAME).next() {
                let data = RData::CNAME(target.clone());
                answers.push(Record::from_rdata(owner.clone(), 300, data));
                owner = target.0.clone();
                continue;
            }
            if self.silent.contains(&name) {
                return Reply::Silence;
            }
            let exists = records.is_some()
                || self
                    .records
                    .keys()
                    .any(|known| known.ends_with(&format!(".{name}")));
            return match (exists, answers.is_empty()) {
                (true, true) => Reply::NoData,
                (true, false) => Reply::Records(answers),
                (false, _) => match self.others {
                    Some(Others::Nothing) => Reply::NoData,
                    Some(Others::Code(code)) => Reply::Code(code),
                    Some(Others::Silence) if !name.ends_with(".invalid") && name != "com" => {
                        Reply::Silence
                    }
                    _ => Reply::NoName(answers),
                },
            };
        }
        Reply::Records(answers)
    }
}

/// The name as text, without escapes.
fn spelt(name: &Name) -> String {
    let labels: Vec<String> = name
        .iter()
        .map(|label| String::from_utf8_lossy(label).to_lowercase())
        .collect();
    labels.join(".")
}
