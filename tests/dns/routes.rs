//! Each kind of answer is understood.

use std::net::IpAddr;

use hickory_server::proto::op::ResponseCode;
use presend::dns::{DnsConfig, DnsFault, MailRoute};

use super::common::{ask, config, route};
use crate::support::{Answer, DnsServer, Tcp};

fn mx_of(route: MailRoute) -> Vec<String> {
    match route {
        MailRoute::Mx(hosts) => hosts.into_iter().map(|mx| mx.host).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn answers_are_routes() {
    let server = DnsServer::start();
    server
        .says(
            "mx.test",
            Answer::Mx(vec![(20, "b.test".into()), (10, "A.test".into())]),
        )
        .says("web.test", Answer::address())
        .says("null.test", Answer::NullMx)
        .says("bare.test", Answer::NoData)
        .says("alias.test", Answer::Alias("mx.test".into()))
        .says(
            "large.test",
            Answer::Truncated(Box::new(Answer::mx("a.test"))),
        )
        .says("gone-alias.test", Answer::Alias("gone.test".into()));
    assert_eq!(mx_of(route(&server, "mx.test")), ["a.test", "b.test"]);
    assert!(matches!(
        route(&server, "web.test"),
        MailRoute::ImplicitA(_)
    ));
    assert_eq!(route(&server, "null.test"), MailRoute::NullMx);
    assert_eq!(route(&server, "bare.test"), MailRoute::NoRoute);
    assert_eq!(route(&server, "gone.test"), MailRoute::NoSuchDomain);
    assert_eq!(mx_of(route(&server, "alias.test")), ["a.test", "b.test"]);
    assert_eq!(mx_of(route(&server, "large.test")), ["a.test"]);
    assert_ne!(route(&server, "gone-alias.test"), MailRoute::NullMx);
}

#[test]
fn failures_are_unknown_and_told_apart() {
    let server = DnsServer::start_with(Tcp::Reset);
    server
        .says("quiet.test", Answer::Silence)
        .says("broken.test", Answer::Code(ResponseCode::ServFail))
        .says("no.test", Answer::Code(ResponseCode::Refused))
        .says("form.test", Answer::Code(ResponseCode::FormErr))
        .says("hollow.test", Answer::Hollow)
        .says("loop.test", Answer::Alias("pool.test".into()))
        .says("pool.test", Answer::Alias("loop.test".into()))
        .says(
            "cut.test",
            Answer::Truncated(Box::new(Answer::mx("a.test"))),
        )
        .says("other.test", Answer::WrongId(Box::new(Answer::NoName)));
    let unknown = MailRoute::Unknown;
    assert_eq!(route(&server, "quiet.test"), unknown(DnsFault::Timeout));
    assert_eq!(route(&server, "broken.test"), unknown(DnsFault::ServFail));
    assert_eq!(route(&server, "no.test"), unknown(DnsFault::Refused));
    for domain in [
        "form.test",
        "hollow.test",
        "loop.test",
        "cut.test",
        "other.test",
    ] {
        assert!(
            matches!(route(&server, domain), MailRoute::Unknown(_)),
            "{domain}"
        );
    }
}

#[test]
fn an_answer_to_another_question_is_no_answer() {
    let server = DnsServer::start();
    server
        .says("rich.test", Answer::mx("mail.rich.test"))
        .says("bare.test", Answer::NoData);
    let over_tcp = |name: &str| Answer::Truncated(Box::new(Answer::Astray(name.into())));
    for other in ["gone.test", "bare.test", "rich.test"] {
        let answers = [Answer::Astray(other.into()), over_tcp(other)];
        for (i, answer) in answers.into_iter().enumerate() {
            let domain = format!("live-{i}-{other}");
            server.says(&domain, answer);
            let route = route(&server, &domain);
            assert!(
                matches!(route, MailRoute::Unknown(_)),
                "{domain}: {route:?}"
            );
        }
    }
}

#[test]
fn an_answer_after_failures_is_an_answer() {
    let server = DnsServer::start();
    server
        .says_first(
            "late.test",
            [Answer::Silence, Answer::Silence],
            Answer::mx("a.test"),
        )
        .says_first(
            "ill.test",
            [Answer::Code(ResponseCode::ServFail)],
            Answer::mx("a.test"),
        );
    assert_eq!(mx_of(route(&server, "late.test")), ["a.test"]);
    assert_eq!(mx_of(route(&server, "ill.test")), ["a.test"]);
}

#[test]
fn a_bare_nxdomain_counts_from_a_server_that_knows_no_other_and_says_it_again_later() {
    let server = DnsServer::start();
    server.bare();
    server
        .says_first("once.test", [Answer::NoName], Answer::mx("a.test"))
        // It exists without an MX record; that it has no address either was never said.
        .says_first("odd.test", [Answer::Hollow], Answer::NoName);
    assert_eq!(route(&server, "gone.test"), MailRoute::NoSuchDomain);
    assert_eq!(server.asked_for("gone.test"), 2);
    assert_eq!(mx_of(route(&server, "once.test")), ["a.test"]);
    let odd = route(&server, "odd.test");
    assert_eq!(odd, MailRoute::Unknown(DnsFault::ServFail));
}

#[test]
fn a_bare_nxdomain_is_a_broken_answer_from_any_other_server() {
    let (server, bare) = (DnsServer::start(), DnsServer::start());
    bare.bare();
    bare.otherwise(Answer::Silence);
    server.says("live.test", Answer::NoNameBare).says_first(
        "once.test",
        [Answer::NoNameBare],
        Answer::mx("a.test"),
    );
    let broken = MailRoute::Unknown(DnsFault::ServFail);
    assert_eq!(route(&server, "live.test"), broken);
    assert_eq!(mx_of(route(&server, "once.test")), ["a.test"]);
    // What one server leaves out always, another does not.
    let both = DnsConfig {
        servers: vec![server.address, bare.address],
        ..config(&server)
    };
    let unknown = &ask(&["live.test"], &both).book["live.test"].route;
    assert!(matches!(unknown, MailRoute::Unknown(_)), "{unknown:?}");
}

#[test]
fn a_referral_says_nothing_of_the_name() {
    for bare in [false, true] {
        let server = DnsServer::start();
        server.says("live.test", Answer::Referral);
        if bare {
            server.says("away.test", Answer::Hollow).bare();
        }
        let unknown = MailRoute::Unknown(DnsFault::ServFail);
        assert_eq!(route(&server, "live.test"), unknown);
    }
}

#[test]
fn addresses_are_found_behind_a_resolver_that_cuts_off_every_answer() {
    let server = DnsServer::start();
    let six: IpAddr = "2001:db8::25".parse().unwrap();
    let cut = |answer| Answer::Truncated(Box::new(answer));
    server
        .says("six.test", cut(Answer::Addresses(vec![six])))
        .says("bare.test", cut(Answer::NoData));
    assert_eq!(route(&server, "six.test"), MailRoute::ImplicitA(vec![six]));
    assert_eq!(route(&server, "bare.test"), MailRoute::NoRoute);
    assert_eq!(server.asked_for("six.test"), 4);
}

#[test]
fn mail_hosts_are_asked_for_on_request() {
    let server = DnsServer::start();
    let inside: IpAddr = "10.0.0.9".parse().unwrap();
    server
        .says("inside.test", Answer::mx("mail.inside.test"))
        .says("mail.inside.test", Answer::Addresses(vec![inside]))
        .says("void.test", Answer::mx("mail.void.test"));
    let config = DnsConfig {
        mx_hosts: true,
        ..config(&server)
    };
    let book = ask(&["inside.test", "void.test"], &config).book;
    let addresses = |domain: &str| match &book[domain].route {
        MailRoute::Mx(hosts) => hosts[0].addresses.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(addresses("inside.test"), Some(vec![inside]));
    assert_eq!(addresses("void.test"), Some(Vec::new()));
}
