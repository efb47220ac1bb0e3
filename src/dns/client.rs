//! Single questions through the same servers, at the same pace and with the same tests as the look-up of a list.
//!
//! Answers are kept for the run and no longer: who asks in this way looks at records that were changed a minute ago,
//! and an answer of yesterday would be the one thing that is of no use. A resolver keeps them as long as it may.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

use super::ask::Asker;
use super::config::DnsConfig;
use super::prepare::{Prepared, Standard, cancelled, prepare};
use super::question::{Answer, Content, Question, RecordKind, Txt};
use super::reply::{Fault, Reply};
use super::route::{DnsFault, MxHost};
use super::transport::Manner;
use super::trouble::ResolverTrouble;
use crate::lang::{Text, system_error, texts::dns};

/// So long a client asks in all; then what is open stays open.
const PATIENCE: Duration = Duration::from_secs(60);
/// Questions that one name may cost, those to the targets of its CNAMEs among them.
const BUDGET: usize = 8;
/// So many questions without a reply, and none with one: nobody is there, whatever the probe saw. Some stubs on the own
/// machine answer it without a network.
const DEAF: usize = 5;
/// The breath before a server that failed is asked again.
const BREATH: Duration = Duration::from_millis(250);

type Contents = Vec<Content>;

/// Asks single questions. Must not be used from within an async runtime.
pub struct Client<'a> {
    runtime: Option<Runtime>,
    asker: Option<Arc<Asker>>,
    fault: DnsFault,
    trouble: Option<ResolverTrouble>,
    caution: Option<Text>,
    probes: usize,
    cancel: &'a AtomicBool,
    interrupted: Cell<bool>,
    until: Instant,
    known: RefCell<HashMap<Question, Answer<Contents>>>,
    /// Questions without a reply; `None` once there was one.
    unheard: Cell<Option<usize>>,
}

impl<'a> Client<'a> {
    /// Finds the resolvers and tests them. `cancel` is looked at 20 times a second.
    pub fn open(config: &DnsConfig, cancel: &'a AtomicBool) -> Client<'a> {
        let mut client = Client::offline(cancel);
        client.fault = DnsFault::Unavailable;
        client.until += PATIENCE.max(config.timeout * 10);
        let runtime = match tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
        {
            Ok(runtime) => runtime,
            // No descriptor left for the event loop: as good as no network.
            Err(error) => {
                client.trouble = Some(match config.resolvers().first() {
                    Some(&server) => ResolverTrouble::ProbeFailed {
                        server,
                        why: dns::CANNOT_ASK.with("detail", system_error(&error)),
                    },
                    None => ResolverTrouble::NoServer,
                });
                return client;
            }
        };
        let Prepared {
            asker,
            trouble,
            caution,
            asked,
            interrupted,
        } = runtime.block_on(prepare(config, Standard::AnyoneWhoAnswers, cancel));
        // Who invents records makes every answer worthless.
        client.asker = asker.filter(|asker| !asker.trust.liar);
        client.runtime = Some(runtime);
        client.trouble = trouble;
        client.caution = caution;
        client.probes = asked;
        client.interrupted = Cell::new(interrupted);
        client
    }

    /// A client that asks nobody.
    pub fn offline(cancel: &'a AtomicBool) -> Client<'a> {
        Client {
            runtime: None,
            asker: None,
            fault: DnsFault::NotAsked,
            trouble: None,
            caution: None,
            probes: 0,
            cancel,
            interrupted: Cell::new(false),
            until: Instant::now(),
            known: RefCell::default(),
            unheard: Cell::new(Some(0)),
        }
    }

    /// What is wrong with the resolver.
    pub fn trouble(&self) -> Option<&ResolverTrouble> {
        self.trouble.as_ref()
    }

    /// What the user should know of the resolver.
    pub fn caution(&self) -> Option<Text> {
        self.caution
    }

    /// Questions sent so far, those of the probe among them.
    pub fn asked(&self) -> usize {
        self.probes + self.asker.as_ref().map_or(0, |asker| asker.asked())
    }

    /// The user wanted an end: what was not answered by then is unknown.
    pub fn is_interrupted(&self) -> bool {
        self.interrupted.get()
    }

    /// Asks several questions at once, so that each is known when it is wanted.
    pub fn prefetch(&self, questions: impl IntoIterator<Item = Option<Question>>) {
        let mut open = Vec::new();
        for question in questions.into_iter().flatten() {
            if !self.known.borrow().contains_key(&question) && !open.contains(&question) {
                open.push(question);
            }
        }
        let (Some(runtime), Some(asker)) = (&self.runtime, &self.asker) else {
            return;
        };
        if open.is_empty() || self.interrupted.get() || self.is_deaf() {
            return;
        }
        runtime.block_on(async {
            let mut running = JoinSet::new();
            for question in open {
                let asker = asker.clone();
                running.spawn(async move {
                    let answer = settle(&asker, &question).await;
                    (question, answer)
                });
            }
            loop {
                tokio::select! {
                    done = running.join_next() => match done {
                        Some(Ok((question, answer))) => {
                            self.hear(&answer);
                            self.known.borrow_mut().insert(question, answer);
                        }
                        Some(Err(_)) => {}
                        None => return,
                    },
                    () = sleep_until(self.until) => return,
                    () = cancelled(self.cancel) => {
                        self.interrupted.set(true);
                        return;
                    }
                }
            }
        });
    }

    /// Notes whether there was a reply.
    fn hear(&self, answer: &Answer<Contents>) {
        let silent = matches!(
            answer,
            Answer::Unknown(DnsFault::Timeout | DnsFault::Unavailable)
        );
        self.unheard.set(match silent {
            true => self.unheard.get().map(|n| n + 1),
            false => None,
        });
    }

    fn is_deaf(&self) -> bool {
        self.unheard.get().is_some_and(|n| n >= DEAF)
    }

    fn ask(&self, name: &str, kind: RecordKind) -> Answer<Contents> {
        // What does not fit into a message exists nowhere.
        let Some(question) = Question::new(name, kind) else {
            return Answer::NoName;
        };
        self.prefetch([Some(question.clone())]);
        match self.known.borrow().get(&question) {
            Some(answer) => answer.clone(),
            None if self.is_deaf() => Answer::Unknown(DnsFault::Unavailable),
            None if self.asker.is_some() => Answer::Unknown(DnsFault::Timeout),
            None => Answer::Unknown(self.fault),
        }
    }

    /// The texts at a name, in the order of the answer.
    pub fn texts(&self, name: &str) -> Answer<Vec<Txt>> {
        self.ask(name, RecordKind::Txt).map(|contents| {
            let text = |content| match content {
                Content::Text(text) => Some(text),
                _ => None,
            };
            contents.into_iter().filter_map(text).collect()
        })
    }

    /// The addresses of one family at a name: [`RecordKind::A`] or [`RecordKind::Aaaa`].
    pub fn addresses(&self, name: &str, kind: RecordKind) -> Answer<Vec<IpAddr>> {
        self.ask(name, kind).map(|contents| {
            let address = |content| match content {
                Content::Address(ip) => Some(ip),
                _ => None,
            };
            contents.into_iter().filter_map(address).collect()
        })
    }

    /// The addresses of both families at a name. Unknown where one family found none and the other no answer.
    pub fn all_addresses(&self, name: &str) -> Answer<Vec<IpAddr>> {
        let kinds = [RecordKind::A, RecordKind::Aaaa];
        self.prefetch(kinds.map(|kind| Question::new(name, kind)));
        let answers = kinds.map(|kind| self.addresses(name, kind));
        let fault = answers.iter().find_map(Answer::fault);
        let absent = answers.contains(&Answer::NoName);
        let all: Vec<IpAddr> = answers
            .into_iter()
            .filter_map(Answer::found)
            .flatten()
            .collect();
        match (all.is_empty(), fault) {
            (false, _) => Answer::Found(all),
            (true, Some(fault)) => Answer::Unknown(fault),
            (true, None) if absent => Answer::NoName,
            (true, None) => Answer::NoData,
        }
    }

    /// The mail exchangers of a name; an empty list is a null MX (RFC 7505).
    pub fn exchangers(&self, name: &str) -> Answer<Vec<MxHost>> {
        self.ask(name, RecordKind::Mx).map(|contents| {
            let host = |content| match content {
                Content::Exchanger(host) => Some(host),
                _ => None,
            };
            contents.into_iter().filter_map(host).collect()
        })
    }

    /// The names that PTR records give, lower-case without the trailing dot. `name` is one under `in-addr.arpa` or
    /// `ip6.arpa`.
    pub fn pointers(&self, name: &str) -> Answer<Vec<String>> {
        self.ask(name, RecordKind::Ptr).map(|contents| {
            let name = |content| match content {
                Content::Name(name) => Some(name),
                _ => None,
            };
            contents.into_iter().filter_map(name).collect()
        })
    }

    /// Whether a zone begins at the name. `NoData`: the name exists inside a zone.
    pub fn zone(&self, name: &str) -> Answer<()> {
        self.ask(name, RecordKind::Soa).map(drop)
    }
}

/// Asks until there is an answer, or patience ends.
async fn settle(asker: &Asker, question: &Question) -> Answer<Contents> {
    let Some(mut name) = question.wire_name() else {
        return Answer::NoName;
    };
    let kind = question.kind().wire();
    let mut server = asker.first();
    let (mut edns, mut tcp) = (true, false);
    let (mut faults, mut doubted) = (0, false);
    let mut last = Fault::ServFail;
    for _ in 0..BUDGET {
        let habits = asker.habits(server);
        let manner = Manner {
            edns: edns && habits.edns,
            tcp,
        };
        let fault = match asker.ask(server, &name, kind, manner).await {
            Reply::Records(records) => return Answer::Found(records.contents()),
            Reply::Truncated => {
                tcp = true;
                continue;
            }
            // A circle walked question by question ends with the budget.
            Reply::Alias(target) => {
                name = target;
                continue;
            }
            Reply::Nothing { no_name, soa_ttl } => {
                let sure = match soa_ttl {
                    Some(_) => asker.trust.probed || !no_name,
                    // Some servers never send an SOA record. From any other its lack is strange, but an empty answer
                    // that comes twice is what everybody else gets too.
                    None => asker.trust.probed && !habits.soa,
                };
                if sure || doubted {
                    return match no_name {
                        true => Answer::NoName,
                        false => Answer::NoData,
                    };
                }
                doubted = true;
                server = asker.after(server);
                continue;
            }
            Reply::Fault(fault) => fault,
        };
        last = fault;
        if fault == Fault::FormErr && manner.edns {
            edns = false;
            continue;
        }
        faults += 1;
        let alone = asker.servers() == 1;
        if faults >= asker.servers().max(2) || (alone && fault == Fault::Refused) {
            break;
        }
        if alone && !fault.is_transport() {
            sleep(BREATH).await;
        }
        server = asker.after(server);
    }
    Answer::Unknown(last.into())
}
