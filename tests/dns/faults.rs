//! No live domain is ever taken for a dead one, whatever goes wrong.

use hickory_server::proto::op::ResponseCode;
use presend::dns::MailRoute;

use super::common::{ask, config, names};
use crate::support::{Answer, DnsServer, Tcp};

const DOMAINS: usize = 120;

/// Every kind of fault that a question may meet, and what the server does with TCP meanwhile.
fn faults() -> Vec<(&'static str, Answer, Tcp)> {
    let live = || Box::new(Answer::mx("mail.test"));
    vec![
        ("time-out", Answer::Silence, Tcp::Served),
        (
            "SERVFAIL",
            Answer::Code(ResponseCode::ServFail),
            Tcp::Served,
        ),
        ("REFUSED", Answer::Code(ResponseCode::Refused), Tcp::Served),
        ("FORMERR", Answer::Code(ResponseCode::FormErr), Tcp::Served),
        (
            "truncation, TCP reset",
            Answer::Truncated(live()),
            Tcp::Reset,
        ),
        (
            "truncation, TCP closed",
            Answer::Truncated(live()),
            Tcp::Closed,
        ),
        (
            "truncation, TCP served",
            Answer::Truncated(live()),
            Tcp::Served,
        ),
        (
            "wrong id",
            Answer::WrongId(Box::new(Answer::NoName)),
            Tcp::Served,
        ),
        ("empty answer", Answer::Hollow, Tcp::Served),
        ("CNAME loop", Answer::Alias("loop.test".into()), Tcp::Served),
        ("NXDOMAIN without SOA", Answer::NoNameBare, Tcp::Served),
        ("referral", Answer::Referral, Tcp::Served),
        (
            "another's answer",
            Answer::Astray("gone.test".into()),
            Tcp::Served,
        ),
        (
            "another's answer over TCP",
            Answer::Truncated(Box::new(Answer::Astray("gone.test".into()))),
            Tcp::Served,
        ),
    ]
}

#[test]
fn no_live_domain_is_lost() {
    for (name, fault, tcp) in faults() {
        for percent in [1, 10, 50] {
            let server = DnsServer::start_with(tcp);
            server.says("loop.test", Answer::Alias("loop.test".into()));
            let domains = names(DOMAINS);
            for (i, domain) in domains.iter().enumerate() {
                let mut first = Vec::new();
                // Spread over the list: the breaker may stop the run, but never lose a domain.
                if (i * 37) % 100 < percent {
                    first = vec![fault.clone(); 3];
                }
                server.says_first(domain, first, Answer::mx("mail.test"));
            }
            let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
            let mut config = config(&server);
            config.timeout = std::time::Duration::from_millis(60);
            let book = ask(&domains, &config).book;
            assert_eq!(book.len(), DOMAINS);
            for (domain, fact) in book {
                assert!(
                    matches!(fact.route, MailRoute::Mx(_) | MailRoute::Unknown(_)),
                    "{name} at {percent} %: {domain} is {:?}",
                    fact.route
                );
            }
        }
    }
}

#[test]
fn half_the_questions_lost_still_leaves_most_answers() {
    let server = DnsServer::start();
    let domains = names(40);
    for (i, domain) in domains.iter().enumerate() {
        let first = if i % 2 == 0 {
            vec![Answer::Silence]
        } else {
            Vec::new()
        };
        server.says_first(domain, first, Answer::mx("mail.test"));
    }
    let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
    let book = ask(&domains, &config(&server)).book;
    let live = book
        .values()
        .filter(|fact| matches!(fact.route, MailRoute::Mx(_)))
        .count();
    assert_eq!(live, domains.len());
}

/// Some home routers leave out the SOA record always. Then an empty answer may be a broken one, however often it comes.
#[test]
fn an_empty_answer_without_soa_is_no_evidence() {
    let server = DnsServer::start();
    server.bare();
    server
        .says("live.test", Answer::Hollow)
        .says("dead.test", Answer::NoName)
        .says("good.test", Answer::mx("mail.test"));
    let book = ask(&["live.test", "dead.test", "good.test"], &config(&server)).book;
    assert!(
        matches!(book["live.test"].route, MailRoute::Unknown(_)),
        "{:?}",
        book["live.test"]
    );
    assert_eq!(book["dead.test"].route, MailRoute::NoSuchDomain);
    assert!(matches!(book["good.test"].route, MailRoute::Mx(_)));
}
