//! Others' resolvers are asked as little as the job allows, and the order of replies means nothing.

use hickory_server::proto::op::ResponseCode;
use presend::dns::{DnsConfig, Fact, MailRoute};

use super::common::{ask, config, names};
use crate::support::{Answer, DnsServer, Edns};

#[test]
fn a_healthy_domain_costs_one_question() {
    let server = DnsServer::start();
    let domains = names(200);
    for domain in &domains {
        server.says(domain, Answer::mx("mail.test"));
    }
    let mut twice: Vec<&str> = domains.iter().map(String::as_str).collect();
    twice.extend(domains.iter().map(String::as_str));
    let outcome = ask(&twice, &config(&server));
    assert_eq!(outcome.book.len(), 200);
    assert!(
        server.asked() <= 210,
        "{} questions for 200 domains",
        server.asked()
    );
}

#[test]
fn a_server_without_edns_costs_no_more() {
    for edns in [Edns::Refused, Edns::Lost] {
        let server = DnsServer::start();
        server.otherwise(Answer::mx("mail.test")).treats_edns(edns);
        let domains = names(100);
        let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
        let book = ask(&domains, &config(&server)).book;
        let found = |fact: &Fact| matches!(fact.route, MailRoute::Mx(_));
        assert!(book.values().all(found), "{edns:?}: {book:?}");
        assert!(
            server.asked() <= 105,
            "{edns:?}: {} questions",
            server.asked()
        );
    }
}

#[test]
fn a_failing_domain_costs_four_at_most() {
    let server = DnsServer::start();
    for (domain, answer) in [
        ("quiet.test", Answer::Silence),
        ("broken.test", Answer::Code(ResponseCode::ServFail)),
        ("no.test", Answer::Code(ResponseCode::Refused)),
        ("hollow.test", Answer::Hollow),
    ] {
        server.reset();
        server.says(domain, answer);
        ask(&[domain], &config(&server));
        let asked = server.asked_for(domain);
        assert!((1..=4).contains(&asked), "{domain}: {asked} questions");
    }
}

#[test]
fn the_order_of_replies_means_nothing() {
    let mut books = Vec::new();
    for (concurrency, seed) in [(1, 0), (500, 3), (500, 9)] {
        let server = DnsServer::start();
        let domains = names(150);
        for (i, domain) in domains.iter().enumerate() {
            server.says(
                domain,
                match i % 5 {
                    0 => Answer::NoName,
                    1 => Answer::address(),
                    2 => Answer::NullMx,
                    _ => Answer::Mx(vec![(10, "b.test".into()), (10, "a.test".into())]),
                },
            );
        }
        if seed > 0 {
            server.shuffles(20, seed);
        }
        let config = DnsConfig {
            concurrency,
            timeout: std::time::Duration::from_secs(2),
            ..config(&server)
        };
        let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
        let mut routes: Vec<(String, MailRoute)> = ask(&domains, &config)
            .book
            .into_iter()
            .map(|(domain, fact)| (domain, fact.route))
            .collect();
        routes.sort_by(|a, b| a.0.cmp(&b.0));
        books.push(routes);
    }
    assert_eq!(books[0], books[1]);
    assert_eq!(books[1], books[2]);
}
