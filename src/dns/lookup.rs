//! A whole run: facts, cache, probe, two passes, the book.

use std::collections::{BTreeMap, HashSet};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, sleep};

use super::ask::Asker;
use super::cache::{Cache, CacheError};
use super::clock::unix_now;
use super::config::DnsConfig;
use super::inquiry::{Found, Inquiry, Pass};
use super::prepare::{Standard, TICK, prepare};
use super::recording::Recording;
use super::route::{DnsFault, DomainBook, Fact, Learnt, MailRoute};
use super::sink::Sink;
use super::trouble::ResolverTrouble;
use crate::lang::{Message, Text, system_error, texts::dns};

/// The breath before the unknown names are asked again, for a server that was out of breath.
const BREATH: Duration = Duration::from_millis(250);

/// Fewer domains than this say nothing about the resolver.
const FEWEST: usize = 20;

/// What a run learnt.
#[derive(Debug)]
pub struct Outcome {
    /// A fact for every domain that was given.
    pub book: DomainBook,
    /// Questions sent: the probe's, and every one that was sent again.
    pub asked: usize,
    /// Domains that the cache knew.
    pub from_cache: usize,
    /// Domains that the recording knew.
    pub from_facts: usize,
    /// What is wrong with the resolver.
    pub trouble: Option<ResolverTrouble>,
    /// What the user should know of the resolver, though it does no harm where it is meant so.
    pub caution: Option<Text>,
    /// The run was stopped; domains not reached are [`DnsFault::Unavailable`].
    pub interrupted: bool,
    /// The cache could not be read or written; the run went on without it.
    pub cache_error: Option<CacheError>,
}

/// Who looks on while a run asks.
pub struct Onlooker<'a> {
    /// Wishes an end; looked at 20 times a second.
    pub cancel: &'a AtomicBool,
    /// Gets names settled and names to ask.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
    /// Gets what is wrong with the resolver, in one line, as soon as it is known.
    pub warn: &'a dyn Fn(Message),
}

/// Finds the mail route of every domain that neither `facts` nor `cache` answers, and waits for it.
///
/// `domains` are lower-case A-labels without a trailing dot; duplicates are asked for once. With
/// [`DnsConfig::mx_hosts`], hosts for which `skip_host` is true are not asked for.
///
/// A domain that does not fit into a DNS message is [`DnsFault::ServFail`], and nobody is asked for it.
/// Must not be called from within an async runtime.
pub fn lookup(
    domains: &[String],
    config: &DnsConfig,
    facts: Option<&Recording>,
    cache: Option<&Cache>,
    onlooker: &Onlooker<'_>,
    skip_host: &(dyn Fn(&str) -> bool + Sync),
) -> Outcome {
    let now = unix_now();
    let mut sink = Sink::new(cache, onlooker.progress);
    let mut seen = HashSet::with_capacity(domains.len());
    let mut open: Vec<&String> = domains.iter().filter(|d| seen.insert(d.as_str())).collect();

    open.retain(|domain| match facts.and_then(|f| f.get(domain)) {
        Some(fact) => {
            let learnt = Learnt::Facts;
            let fact = Fact {
                learnt,
                ..fact.clone()
            };
            sink.book.insert((*domain).clone(), fact);
            false
        }
        None => true,
    });
    let from_facts = sink.book.len();

    if let Some(cache) = cache {
        match cache.get_many(open.iter().map(|d| d.as_str()), now) {
            Ok(known) => sink.book.extend(known),
            Err(error) => sink.cache_error = Some(error),
        }
        open.retain(|domain| !sink.book.contains_key(*domain));
    }
    let from_cache = sink.book.len() - from_facts;

    let run = Run {
        config,
        onlooker,
        skip_host,
        now,
        asker: None,
        trouble: None,
        caution: None,
        asked: 0,
        interrupted: false,
    };
    let (mut run, mut sink) = run.go(&open, sink);
    for domain in open {
        sink.book.entry(domain.clone()).or_insert(Fact {
            route: MailRoute::Unknown(DnsFault::Unavailable),
            ttl: 0,
            at: now,
            learnt: Learnt::Asked,
        });
    }
    let unasked = |fact: &&Fact| fact.route == MailRoute::Unknown(DnsFault::Unavailable);
    let unasked = sink.book.values().filter(unasked).count();
    if unasked > 0 && run.trouble.is_none() && !run.interrupted {
        run.meet(ResolverTrouble::Unasked { domains: unasked });
    }
    Outcome {
        book: sink.book,
        asked: run.asked + run.asker.as_ref().map_or(0, |a| a.asked()),
        from_cache,
        from_facts,
        trouble: run.trouble,
        caution: run.caution,
        interrupted: run.interrupted,
        cache_error: sink.cache_error,
    }
}

struct Run<'a> {
    config: &'a DnsConfig,
    onlooker: &'a Onlooker<'a>,
    skip_host: &'a (dyn Fn(&str) -> bool + Sync),
    now: i64,
    asker: Option<Arc<Asker>>,
    trouble: Option<ResolverTrouble>,
    caution: Option<Text>,
    asked: usize,
    interrupted: bool,
}

impl<'a> Run<'a> {
    fn go(mut self, open: &[&String], mut sink: Sink<'a>) -> (Self, Sink<'a>) {
        if open.is_empty() && self.open_hosts(&sink.book).is_empty() {
            return (self, sink);
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        match runtime {
            Ok(runtime) => runtime.block_on(self.ask(open, &mut sink)),
            // No descriptor left for the event loop: as good as no network.
            Err(error) => {
                let server = self.config.resolvers().first().copied();
                self.meet(match server {
                    Some(server) => ResolverTrouble::ProbeFailed {
                        server,
                        why: dns::CANNOT_ASK.with("detail", system_error(&error)),
                    },
                    None => ResolverTrouble::NoServer,
                });
            }
        }
        (self, sink)
    }

    async fn ask(&mut self, open: &[&String], sink: &mut Sink<'a>) {
        sink.expect(open.len());
        let Some(asker) = self.prepare().await else {
            return;
        };
        self.asker = Some(asker.clone());

        let mut fit = Vec::with_capacity(open.len());
        for (index, domain) in open.iter().enumerate() {
            if Inquiry::new(index, domain).is_some() {
                fit.push(index);
            } else {
                let route = MailRoute::Unknown(DnsFault::ServFail);
                sink.learn((*domain).clone(), fact_at(self.now, route, 0));
                sink.done();
            }
        }
        // Made one by one as they are sent: a long list must not stand here twice.
        let first = fit.iter().filter_map(|&i| Inquiry::new(i, open[i]));
        let again = self.pass(open, first, Pass::First, sink).await;
        if !again.is_empty() && !self.stopped() {
            sleep(BREATH.min(self.config.timeout)).await;
            self.pass(open, again.into_iter(), Pass::Second, sink).await;
        }
        if self.config.mx_hosts && !self.stopped() && !asker.trust.liar {
            self.ask_hosts(sink).await;
        }
        sink.finish(|| self.onlooker.cancel.load(Ordering::Relaxed));
        if let Some((failed, of)) = asker.breaker.tripped() {
            self.meet(ResolverTrouble::Breaker { failed, of });
        } else if self.trouble.is_none()
            && !self.interrupted
            && let Some(trouble) = too_many_failures(open, &sink.book)
        {
            self.meet(trouble);
        }
    }

    /// Notes what is wrong with the resolver, and says so at once.
    fn meet(&mut self, trouble: ResolverTrouble) {
        (self.onlooker.warn)(trouble.message());
        self.trouble = Some(trouble);
    }

    /// Finds the servers and tests them. `None`: there is nobody to ask.
    async fn prepare(&mut self) -> Option<Arc<Asker>> {
        let prepared = prepare(self.config, Standard::Strict, self.onlooker.cancel).await;
        self.interrupted |= prepared.interrupted;
        self.asked = prepared.asked;
        if let Some(trouble) = prepared.trouble {
            self.meet(trouble);
        }
        if let Some(caution) = prepared.caution {
            (self.onlooker.warn)(caution.into());
            self.caution = Some(caution);
        }
        prepared.asker
    }

    /// Asks for every inquiry; returns those that the second pass should ask again, in order.
    async fn pass(
        &mut self,
        open: &[&String],
        inquiries: impl Iterator<Item = Inquiry>,
        pass: Pass,
        sink: &mut Sink<'a>,
    ) -> Vec<Inquiry> {
        let Some(asker) = self.asker.clone() else {
            return Vec::new();
        };
        let mut again = Vec::new();
        let jobs = inquiries.map(|mut inquiry| {
            let asker = asker.clone();
            async move {
                let found = inquiry.route(&asker, pass).await;
                (inquiry, found)
            }
        });
        let (now, liar) = (self.now, asker.trust.liar);
        let finish = |sink: &mut Sink<'a>, (inquiry, found): (Inquiry, Found<MailRoute>)| {
            let (route, ttl) = match found {
                Ok(found) => found,
                Err(fault) => (MailRoute::Unknown(fault), 0),
            };
            let last_word = pass == Pass::Second || liar;
            let unknown = matches!(route, MailRoute::Unknown(_));
            sink.learn(open[inquiry.index].clone(), fact_at(now, route, ttl));
            if unknown && !last_word {
                again.push(inquiry);
            } else {
                sink.done();
            }
        };
        self.drive(jobs, sink, finish).await;
        again.sort_by_key(|inquiry| inquiry.index);
        again
    }

    /// Asks for the addresses of mail exchangers that came without, each host once, and enters them.
    async fn ask_hosts(&mut self, sink: &mut Sink<'a>) {
        let Some(asker) = self.asker.clone() else {
            return;
        };
        let open = self.open_hosts(&sink.book);
        let hosts: Vec<String> = open.keys().cloned().collect();
        sink.expect(hosts.len());
        let mut found: BTreeMap<String, Vec<IpAddr>> = BTreeMap::new();
        let jobs = hosts.into_iter().map(|host| {
            let asker = asker.clone();
            async move {
                let mut inquiry = Inquiry::new(0, &host)?;
                let (list, _) = inquiry.addresses(&asker).await.ok()?;
                Some((host, list))
            }
        });
        let finish = |sink: &mut Sink<'a>, answer: Option<(String, Vec<IpAddr>)>| {
            found.extend(answer);
            sink.done();
        };
        self.drive(jobs, sink, finish).await;

        for (host, list) in found {
            for domain in &open[&host] {
                let Some(fact) = sink.book.get_mut(domain) else {
                    continue;
                };
                if let MailRoute::Mx(hosts) = &mut fact.route {
                    for mx in hosts.iter_mut().filter(|mx| mx.host == host) {
                        mx.addresses = Some(list.clone());
                    }
                }
                let fact = fact.clone();
                sink.learn(domain.clone(), fact);
            }
        }
    }

    /// Hosts without addresses and the domains that name them. A recording is left as it is: it answers
    /// without a network, and the same every time.
    fn open_hosts(&self, book: &DomainBook) -> BTreeMap<String, Vec<String>> {
        let mut open: BTreeMap<String, Vec<String>> = BTreeMap::new();
        if !self.config.mx_hosts {
            return open;
        }
        for (domain, fact) in book.iter().filter(|(_, f)| f.learnt != Learnt::Facts) {
            let MailRoute::Mx(hosts) = &fact.route else {
                continue;
            };
            for mx in hosts {
                let literal = mx.host.parse::<IpAddr>().is_ok();
                if mx.addresses.is_none() && !literal && !(self.skip_host)(&mx.host) {
                    open.entry(mx.host.clone())
                        .or_default()
                        .push(domain.clone());
                }
            }
        }
        open
    }

    /// Runs the jobs, so many at a time as may be in flight, until all are done or the run stops.
    async fn drive<J, T>(
        &mut self,
        mut jobs: impl Iterator<Item = J>,
        sink: &mut Sink<'a>,
        mut finish: impl FnMut(&mut Sink<'a>, T),
    ) where
        J: Future<Output = T> + Send + 'static,
        T: Send + 'static,
    {
        let mut tick = interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut running = JoinSet::new();
        for job in jobs.by_ref().take(self.config.in_flight()) {
            running.spawn(job);
        }
        loop {
            tokio::select! {
                biased;
                _ = tick.tick() => {
                    if self.stopped() {
                        // Dropping the set ends the questions; what came in is in the book and the cache.
                        return;
                    }
                    sink.tick();
                }
                done = running.join_next() => match done {
                    None => return,
                    Some(done) => {
                        if let Ok(answer) = done {
                            finish(sink, answer);
                        }
                        if let Some(job) = jobs.next() {
                            running.spawn(job);
                        }
                    }
                }
            }
        }
    }

    /// The user or the breaker wants an end.
    fn stopped(&mut self) -> bool {
        self.interrupted |= self.onlooker.cancel.load(Ordering::Relaxed);
        let broken = |asker: &Arc<Asker>| asker.breaker.tripped().is_some();
        self.interrupted || self.asker.as_ref().is_some_and(broken)
    }
}

/// Where most domains of a list stay unknown although the resolver answers, it is the resolver that fails them.
fn too_many_failures(open: &[&String], book: &DomainBook) -> Option<ResolverTrouble> {
    let unknown = |domain: &&&String| {
        let fact = book.get(domain.as_str());
        fact.is_some_and(|fact| matches!(fact.route, MailRoute::Unknown(_)))
    };
    let (failed, of) = (open.iter().filter(unknown).count(), open.len());
    (of >= FEWEST && failed * 2 > of).then_some(ResolverTrouble::Failing { failed, of })
}

fn fact_at(now: i64, route: MailRoute, ttl: u32) -> Fact {
    Fact {
        route,
        ttl,
        at: now,
        learnt: Learnt::Asked,
    }
}
