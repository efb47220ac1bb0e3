//! Resolvers that are down, lie or break down.

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use hickory_server::proto::op::ResponseCode;
use presend::dns::{DnsConfig, DnsFault, MailRoute, Onlooker, ResolverTrouble, lookup};
use presend::lang::Lang;

use super::common::{ask, config, names};
use crate::support::{Answer, DnsServer, Tcp, closed_port};

#[test]
fn nobody_there_is_found_at_once() {
    let config = DnsConfig {
        servers: vec![closed_port()],
        ..DnsConfig::default()
    };
    let begun = Instant::now();
    let outcome = ask(&["a.test", "b.test"], &config);
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert!(matches!(
        outcome.trouble,
        Some(ResolverTrouble::ProbeFailed { .. })
    ));
    for fact in outcome.book.values() {
        assert_eq!(fact.route, MailRoute::Unknown(DnsFault::Unavailable));
    }
}

#[test]
fn a_resolver_that_answers_for_names_that_cannot_exist_makes_nothing_certain() {
    let server = DnsServer::start();
    // It rewrites every missing name into an address, the probe's too.
    server.says("dead.test", Answer::address());
    let liar = LiarServer::start();
    let outcome = ask(&["dead.test", "alive.test"], &config(&liar.0));
    assert!(
        matches!(outcome.trouble, Some(ResolverTrouble::LyingResolver { .. })),
        "{:?}",
        outcome.trouble
    );
    for (domain, fact) in &outcome.book {
        assert!(
            matches!(
                fact.route,
                MailRoute::Mx(_) | MailRoute::ImplicitA(_) | MailRoute::Unknown(_)
            ),
            "{domain}: {:?}",
            fact.route
        );
    }
}

#[test]
fn what_is_wrong_with_the_resolver_is_told_before_the_questions() {
    let liar = LiarServer::start();
    let events = Mutex::new(Vec::new());
    let onlooker = Onlooker {
        cancel: &AtomicBool::new(false),
        progress: &|done, _| events.lock().unwrap().push(done.to_string()),
        warn: &|what| events.lock().unwrap().push(what.get(Lang::En)),
    };
    let domains = ["alive.test".to_owned()];
    let config = config(&liar.0);
    let outcome = lookup(&domains, &config, None, None, &onlooker, &|_| false);
    let events = events.into_inner().unwrap();
    let told = events
        .iter()
        .position(|event| *event == outcome.trouble.as_ref().unwrap().to_string());
    let done = events.iter().position(|event| event == "1");
    assert!(told.is_some() && told < done, "{events:?}");
}

/// A server that gives an address for every name, those under `.invalid` included.
struct LiarServer(DnsServer);

impl LiarServer {
    fn start() -> LiarServer {
        let server = DnsServer::start();
        server.lies();
        server.says("alive.test", Answer::mx("mail.test"));
        LiarServer(server)
    }
}

#[test]
fn a_resolver_that_denies_the_public_dns_makes_nothing_certain() {
    let server = DnsServer::start();
    server.otherwise(Answer::NoName);
    let walled = DnsConfig {
        canary: true,
        ..config(&server)
    };
    let outcome = ask(&["alive.test"], &walled);
    assert!(
        matches!(outcome.trouble, Some(ResolverTrouble::ProbeFailed { .. })),
        "{:?}",
        outcome.trouble
    );
    assert_eq!(
        outcome.book["alive.test"].route,
        MailRoute::Unknown(DnsFault::Unavailable)
    );
    server.says("com", Answer::NoData);
    let outcome = ask(&["gone.test"], &walled);
    assert_eq!(outcome.trouble, None);
    assert_eq!(outcome.book["gone.test"].route, MailRoute::NoSuchDomain);
}

#[test]
fn a_resolver_that_breaks_down_is_left_alone() {
    let server = DnsServer::start();
    server.otherwise(Answer::Silence);
    let domains = names(600);
    let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
    let mut config = config(&server);
    config.timeout = Duration::from_millis(50);
    let outcome = ask(&domains, &config);
    assert!(
        matches!(outcome.trouble, Some(ResolverTrouble::Breaker { .. })),
        "{:?}",
        outcome.trouble
    );
    assert!(server.asked() < 600, "{} questions", server.asked());
    assert!(
        outcome
            .book
            .values()
            .all(|fact| matches!(fact.route, MailRoute::Unknown(_)))
    );
}

#[test]
fn a_resolver_whose_tcp_hangs_is_left_alone_soon() {
    let server = DnsServer::start_with(Tcp::Hung);
    server.otherwise(Answer::Truncated(Box::new(Answer::mx("mail.test"))));
    let domains = names(100);
    let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
    let config = DnsConfig {
        timeout: Duration::from_millis(500),
        ..config(&server)
    };
    let begun = Instant::now();
    let outcome = ask(&domains, &config);
    assert!(
        begun.elapsed() < Duration::from_secs(4),
        "{:?}",
        begun.elapsed()
    );
    assert!(
        matches!(outcome.trouble, Some(ResolverTrouble::Breaker { .. })),
        "{:?}",
        outcome.trouble
    );
}

#[test]
fn a_few_long_answers_that_cannot_be_had_stop_no_run() {
    let server = DnsServer::start_with(Tcp::Closed);
    server.otherwise(Answer::mx("mail.test"));
    let domains = names(100);
    for domain in &domains[..10] {
        server.says(domain, Answer::Truncated(Box::new(Answer::mx("mail.test"))));
    }
    let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
    let outcome = ask(&domains, &config(&server));
    assert_eq!(outcome.trouble, None);
    let timeout = MailRoute::Unknown(DnsFault::Timeout);
    let lost = outcome.book.values().filter(|fact| fact.route == timeout);
    assert_eq!(lost.count(), 10);
}

#[test]
fn a_resolver_that_fails_most_domains_is_told_of() {
    let server = DnsServer::start();
    server.otherwise(Answer::mx("mail.test"));
    let domains = names(40);
    let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
    for (failing, told) in [(20, false), (21, true)] {
        for domain in &domains[..failing] {
            server.says(domain, Answer::Code(ResponseCode::ServFail));
        }
        let trouble = ask(&domains, &config(&server)).trouble;
        let expected = ResolverTrouble::Failing { failed: 21, of: 40 };
        assert_eq!(trouble, told.then_some(expected));
    }
}

#[test]
fn a_resolver_of_private_names_is_used_but_told_of() {
    let server = DnsServer::start();
    let outcome = ask(&["gone.test"], &config(&server));
    assert!(outcome.caution.is_some());
    assert_eq!(outcome.trouble, None);
    assert_eq!(outcome.book["gone.test"].route, MailRoute::NoSuchDomain);
    server.says("com", Answer::NoData);
    assert_eq!(ask(&["gone.test"], &config(&server)).caution, None);
}

#[test]
fn the_second_server_is_asked_where_the_first_refuses() {
    let (first, second) = (DnsServer::start(), DnsServer::start());
    first.otherwise(Answer::Code(ResponseCode::Refused));
    second.says("alive.test", Answer::mx("mail.test"));
    let config = DnsConfig {
        servers: vec![first.address, second.address],
        ..config(&first)
    };
    let outcome = ask(&["alive.test"], &config);
    assert!(
        matches!(outcome.book["alive.test"].route, MailRoute::Mx(_)),
        "{:?}",
        outcome.book
    );
}
