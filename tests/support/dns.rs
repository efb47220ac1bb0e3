//! A DNS server in process, on loopback: hickory-server with a script of what each name answers.
//!
//! It runs in threads of its own, so that tests can wait for it and start the program beside it.

#![allow(dead_code)]

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hickory_server::net::runtime::Time;
use hickory_server::net::xfer::Protocol;
use hickory_server::proto::op::{Header, HeaderCounts, Metadata, Query, ResponseCode};
use hickory_server::proto::rr::rdata::{A, AAAA, CNAME, MX, NS, SOA};
use hickory_server::proto::rr::{Name, RData, Record, RecordType};
use hickory_server::proto::serialize::binary::{BinDecoder, BinEncodable};
use hickory_server::server::{Request, RequestHandler, ResponseHandler, ResponseInfo};
use hickory_server::zone_handler::{MessageResponseBuilder, Queries};
use tokio::net::TcpListener;

use crate::serve::{serve, served};

/// What the server says of a name.
#[derive(Clone, Debug)]
pub enum Answer {
    /// MX records.
    Mx(Vec<(u16, String)>),
    /// No MX, but addresses.
    Addresses(Vec<IpAddr>),
    /// `MX 0 .`
    NullMx,
    /// The name exists, without any record that was asked for.
    NoData,
    /// NXDOMAIN with an SOA record.
    NoName,
    /// NXDOMAIN without one.
    NoNameBare,
    /// A CNAME, and what its target says.
    Alias(String),
    /// An answer without records and without SOA.
    Hollow,
    /// No answer at all.
    Silence,
    /// An error.
    Code(ResponseCode),
    /// TC over UDP, the rest over TCP.
    Truncated(Box<Answer>),
    /// The answer under another id.
    WrongId(Box<Answer>),
    /// Other servers are named, in the manner of those that do not look things up for others.
    Referral,
    /// The answer to another question: for that name, whatever was asked.
    Astray(String),
}

impl Answer {
    /// One mail exchanger of that name.
    pub fn mx(host: &str) -> Answer {
        Answer::Mx(vec![(10, host.to_owned())])
    }

    /// One address.
    pub fn address() -> Answer {
        Answer::Addresses(vec![IpAddr::V4(Ipv4Addr::new(192, 0, 2, 80))])
    }
}

/// What becomes of TCP connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tcp {
    /// They are served.
    Served,
    /// They are accepted and reset.
    Reset,
    /// They are accepted and never answered.
    Hung,
    /// Nobody listens.
    Closed,
}

/// What becomes of questions with EDNS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edns {
    /// They are answered.
    #[default]
    Understood,
    /// FORMERR.
    Refused,
    /// They get lost.
    Lost,
}

struct Script {
    /// What is said first, once each.
    first: VecDeque<Answer>,
    /// What is said from then on.
    then: Answer,
}

#[derive(Default)]
struct State {
    names: HashMap<String, Script>,
    otherwise: Option<Answer>,
    lies: bool,
    bare: bool,
    edns: Edns,
    asked: HashMap<(String, RecordType), usize>,
    /// Replies wait up to so many milliseconds, differently each.
    jitter: u64,
    dice: u64,
}

/// A running server. It ends with the test.
pub struct DnsServer {
    /// Where it listens, UDP and TCP.
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
    _runtime: tokio::runtime::Runtime,
}

impl DnsServer {
    /// Starts a server that knows no name: NXDOMAIN with SOA for all.
    pub fn start() -> DnsServer {
        DnsServer::start_with(Tcp::Served)
    }

    /// The same, with another fate for TCP.
    pub fn start_with(tcp: Tcp) -> DnsServer {
        let state = Arc::new(Mutex::new(State::default()));
        let handler = Handler(Arc::clone(&state));
        let (address, runtime) = serve(handler, |server, listener| match tcp {
            Tcp::Served => served(server, listener),
            Tcp::Reset => drop(tokio::spawn(reset_all(listener))),
            Tcp::Hung => drop(tokio::spawn(hold_all(listener))),
            Tcp::Closed => drop(listener),
        });
        DnsServer {
            address,
            state,
            _runtime: runtime,
        }
    }

    /// What a name says, always.
    pub fn says(&self, name: &str, answer: Answer) -> &DnsServer {
        self.says_first(name, [], answer)
    }

    /// What a name says: `first` once each, then always `then`.
    pub fn says_first(
        &self,
        name: &str,
        first: impl IntoIterator<Item = Answer>,
        then: Answer,
    ) -> &DnsServer {
        let script = Script {
            first: first.into_iter().collect(),
            then,
        };
        self.state
            .lock()
            .unwrap()
            .names
            .insert(name.to_lowercase(), script);
        self
    }

    /// What all names say that have no script; under `.invalid` it stays NXDOMAIN.
    pub fn otherwise(&self, answer: Answer) -> &DnsServer {
        self.state.lock().unwrap().otherwise = Some(answer);
        self
    }

    /// Every name gets an address, those under `.invalid` too.
    pub fn lies(&self) -> &DnsServer {
        self.state.lock().unwrap().lies = true;
        self
    }

    /// No answer has an SOA record, as behind some home routers.
    pub fn bare(&self) -> &DnsServer {
        self.state.lock().unwrap().bare = true;
        self
    }

    /// What becomes of questions with EDNS.
    pub fn treats_edns(&self, edns: Edns) -> &DnsServer {
        self.state.lock().unwrap().edns = edns;
        self
    }

    /// Replies come in another order than the questions.
    pub fn shuffles(&self, milliseconds: u64, seed: u64) -> &DnsServer {
        let mut state = self.state.lock().unwrap();
        (state.jitter, state.dice) = (milliseconds, seed | 1);
        drop(state);
        self
    }

    /// How often it was asked, the probe's questions left out.
    pub fn asked(&self) -> usize {
        let state = self.state.lock().unwrap();
        let real = |name: &str| !name.ends_with(".invalid") && name != "com";
        state
            .asked
            .iter()
            .filter(|((name, _), _)| real(name))
            .map(|(_, n)| n)
            .sum()
    }

    /// How often it was asked for a name, whatever the type.
    pub fn asked_for(&self, name: &str) -> usize {
        let state = self.state.lock().unwrap();
        state
            .asked
            .iter()
            .filter(|((asked, _), _)| asked == name)
            .map(|(_, n)| n)
            .sum()
    }

    /// Forgets what it was asked.
    pub fn reset(&self) {
        self.state.lock().unwrap().asked.clear();
    }

    /// The address as `--resolver` takes it.
    pub fn resolver(&self) -> String {
        self.address.to_string()
    }
}

/// A port on loopback where nobody listens.
pub fn closed_port() -> SocketAddr {
    let socket = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.local_addr().unwrap()
}

async fn hold_all(listener: TcpListener) {
    let mut held = Vec::new();
    while let Ok((stream, _)) = listener.accept().await {
        held.push(stream);
    }
}

async fn reset_all(listener: TcpListener) {
    while let Ok((stream, _)) = listener.accept().await {
        // Dropped with its data unread, the kernel answers by a reset.
        let _ = stream.readable().await;
        drop(stream);
    }
}

struct Handler(Arc<Mutex<State>>);

/// What goes into a response.
#[derive(Default)]
struct Content {
    code: Option<ResponseCode>,
    answers: Vec<Record>,
    soa: Vec<Record>,
    truncated: bool,
    wrong_id: bool,
    /// The name in the question of the response, where it is another one.
    question: Option<Name>,
    silent: bool,
}

#[async_trait::async_trait]
impl RequestHandler for Handler {
    async fn handle_request<R: ResponseHandler, T: Time>(
        &self,
        request: &Request,
        mut out: R,
    ) -> ResponseInfo {
        let info = request.request_info().unwrap();
        let (query, protocol) = (info.query.original().clone(), info.protocol);
        let name = query.name().to_ascii().trim_end_matches('.').to_lowercase();
        let (content, wait) = {
            let mut state = self.0.lock().unwrap();
            *state
                .asked
                .entry((name.clone(), query.query_type()))
                .or_default() += 1;
            let wait = state.roll();
            let mut content = state.content(&name, query.name(), query.query_type(), protocol);
            if request.edns.is_some() && state.edns != Edns::Understood {
                content = Content {
                    code: Some(ResponseCode::FormErr),
                    silent: state.edns == Edns::Lost,
                    ..Content::default()
                };
            }
            (content, wait)
        };
        tokio::time::sleep(Duration::from_millis(wait)).await;
        let mut metadata = Metadata::response_from_request(&request.metadata);
        metadata.recursion_available = true;
        metadata.truncation = content.truncated;
        metadata.response_code = content.code.unwrap_or(ResponseCode::NoError);
        if content.wrong_id {
            metadata.id ^= 0x5555;
        }
        let nothing_sent = ResponseInfo::from(Header {
            metadata,
            counts: HeaderCounts::default(),
        });
        if content.silent {
            return nothing_sent;
        }
        let queries = queries(
            content.question.as_ref().unwrap_or(query.name()),
            query.query_type(),
        );
        let response = MessageResponseBuilder::new(&queries, None).build(
            metadata,
            content.answers.iter(),
            std::iter::empty(),
            content.soa.iter(),
            std::iter::empty(),
        );
        out.send_response(response).await.unwrap_or(nothing_sent)
    }
}

impl State {
    fn roll(&mut self) -> u64 {
        if self.jitter == 0 {
            return 0;
        }
        // xorshift: the same seed gives the same order of waits.
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        self.dice % (self.jitter + 1)
    }

    fn answer(&mut self, name: &str) -> Answer {
        if let Some(script) = self.names.get_mut(name) {
            return script
                .first
                .pop_front()
                .unwrap_or_else(|| script.then.clone());
        }
        if self.lies {
            return Answer::address();
        }
        match &self.otherwise {
            Some(answer) if !name.ends_with(".invalid") => answer.clone(),
            _ => Answer::NoName,
        }
    }

    fn content(
        &mut self,
        name: &str,
        asked: &Name,
        kind: RecordType,
        protocol: Protocol,
    ) -> Content {
        let answer = self.answer(name);
        let mut content = self.fill(answer, asked, kind, protocol, 0);
        if self.bare {
            content.soa.clear();
        }
        content
    }

    fn fill(
        &mut self,
        answer: Answer,
        owner: &Name,
        kind: RecordType,
        protocol: Protocol,
        depth: usize,
    ) -> Content {
        let record = |data| Record::from_rdata(owner.clone(), 300, data);
        let mut content = Content::default();
        match answer {
            Answer::Mx(hosts) if kind == RecordType::MX => {
                let mx = |(preference, host): &(u16, String)| {
                    RData::MX(MX::new(*preference, absolute(host)))
                };
                content.answers = hosts.iter().map(|host| record(mx(host))).collect();
            }
            Answer::NullMx if kind == RecordType::MX => {
                content.answers = vec![record(RData::MX(MX::new(0, Name::root())))];
            }
            Answer::Addresses(list) => {
                content.answers = list
                    .into_iter()
                    .filter_map(|ip| match ip {
                        IpAddr::V4(v4) if kind == RecordType::A => Some(record(RData::A(A(v4)))),
                        IpAddr::V6(v6) if kind == RecordType::AAAA => {
                            Some(record(RData::AAAA(AAAA(v6))))
                        }
                        _ => None,
                    })
                    .collect();
            }
            Answer::Mx(_) | Answer::NullMx | Answer::NoData => {}
            Answer::NoName => content.code = Some(ResponseCode::NXDomain),
            Answer::NoNameBare => {
                content.code = Some(ResponseCode::NXDomain);
                return content;
            }
            Answer::Hollow => return content,
            Answer::Referral => {
                let ns = RData::NS(NS(absolute("ns.elsewhere.test")));
                content.soa = vec![Record::from_rdata(owner.base_name(), 300, ns)];
                return content;
            }
            Answer::Silence => content.silent = true,
            Answer::Code(code) => {
                content.code = Some(code);
                return content;
            }
            Answer::Alias(target) => {
                let alias = record(RData::CNAME(CNAME(absolute(&target))));
                let next = if depth < 8 {
                    self.answer(&target)
                } else {
                    Answer::Hollow
                };
                let mut content = self.fill(next, &absolute(&target), kind, protocol, depth + 1);
                content.answers.insert(0, alias);
                return content;
            }
            Answer::Truncated(rest) => {
                if protocol == Protocol::Udp {
                    content.truncated = true;
                    return content;
                }
                return self.fill(*rest, owner, kind, protocol, depth + 1);
            }
            Answer::WrongId(rest) => {
                let mut content = self.fill(*rest, owner, kind, protocol, depth + 1);
                content.wrong_id = true;
                return content;
            }
            Answer::Astray(name) => {
                let (next, name) = (self.answer(&name), absolute(&name));
                let mut content = self.fill(next, &name, kind, protocol, depth + 1);
                content.question = Some(name);
                return content;
            }
        }
        if content.answers.is_empty() {
            let zone = owner.base_name();
            let soa = SOA::new(
                absolute("ns.test"),
                absolute("admin.test"),
                1,
                3600,
                600,
                86400,
                300,
            );
            content.soa = vec![Record::from_rdata(zone, 300, RData::SOA(soa))];
        }
        content
    }
}

/// A question section.
fn queries(name: &Name, kind: RecordType) -> Queries {
    let bytes = Query::query(name.clone(), kind).to_bytes().unwrap();
    Queries::read(&mut BinDecoder::new(&bytes), 1).unwrap()
}

fn absolute(name: &str) -> Name {
    let mut name = Name::from_str(name).unwrap();
    name.set_fqdn(true);
    name
}
