//! All checks together, as a person sees them.

use std::time::Instant;

use super::common::{look, sender, sender_in};
use crate::run::Place;
use crate::zone::ZoneServer;

const KEY: &str = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

/// A domain at which all is well.
fn good() -> String {
    format!(
        "example.com MX 10 aspmx.l.google.com\naspmx.l.google.com A 192.0.2.5\nexample.com A 192.0.2.9\n\
         example.com TXT \"v=spf1 ip4:192.0.2.7 -all\"\n\
         google._domainkey.example.com TXT \"{KEY}\"\n\
         _dmarc.example.com TXT \"v=DMARC1; p=reject; rua=mailto:d@example.com\"\n\
         7.2.0.192.in-addr.arpa PTR mail.example.com\nmail.example.com A 192.0.2.7\n\
         2.0.0.127.zen.spamhaus.org A 127.0.0.2\n2.0.0.127.b.barracudacentral.org A 127.0.0.2\n\
         2.0.0.127.bl.spamcop.net A 127.0.0.2\n2.0.0.127.psbl.surriel.com A 127.0.0.2\n\
         dbltest.com.dbl.spamhaus.org A 127.0.1.2\ntest.surbl.org.multi.surbl.org A 127.0.0.254\n\
         test.uribl.com.multi.uribl.com A 127.0.0.14\n"
    )
}

const WHOLE: &str = "example.com --ip 192.0.2.7 --helo mail.example.com --mail-from b@example.com";

#[test]
fn a_domain_at_which_all_is_well_is_ready() {
    let said = look(&good(), WHOLE);
    assert_eq!(
        (said.code, &said.json["verdict"]),
        (0, &"ready".into()),
        "{:#}",
        said.json
    );
    let keys = [
        "verdict",
        "spf",
        "dkim",
        "dmarc",
        "mx",
        "ptr",
        "blocklists",
        "receivers",
        "findings",
    ];
    assert!(keys.iter().all(|key| !said.json[key].is_null()));
    for check in ["spf", "dkim", "dmarc", "mx", "ptr", "blocklists"] {
        assert_eq!(said.json["checks"][check], "ok", "{check}");
    }
    let run = sender(&good(), WHOLE);
    assert!(
        run.code == 0 && run.out.starts_with("ready: example.com can send\n"),
        "{}",
        run.out
    );
}

#[test]
fn one_problem_is_named_first_with_the_record_to_publish() {
    let zone = good().replace("ip4:192.0.2.7", "ip4:192.0.2.70");
    let run = sender(&zone, WHOLE);
    assert_eq!(run.code, 1);
    let first: Vec<&str> = run.out.lines().take(9).collect();
    assert!(first[0].starts_with("fix first: "), "{}", run.out);
    assert_eq!(first[3], "1.  spf-not-authorised");
    assert_eq!(
        first[5].trim(),
        "found    example.com TXT \"v=spf1 ip4:192.0.2.70 -all\""
    );
    assert_eq!(first[6].trim(), "publish  name   example.com");
    assert_eq!(first[7].trim(), "type   TXT");
    assert_eq!(
        first[8].trim(),
        "value  v=spf1 ip4:192.0.2.70 ip4:192.0.2.7 -all"
    );
}

#[test]
fn the_receivers_rules_depend_on_the_volume() {
    let zone = good().replace("_dmarc.example.com", "_other.example.com");
    let receivers = |args: &str| {
        let said = look(&zone, &format!("{WHOLE} {args}"));
        let of = |id: &str| {
            let all = said.json["receivers"].as_array().unwrap().clone();
            all.iter().find(|one| one["id"] == id).unwrap()["outcome"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        (of("gmail"), of("outlook"), of("netease"))
    };
    let (meets, fails, open) = (
        "meets".to_owned(),
        "fails".to_owned(),
        "cannot tell".to_owned(),
    );
    assert_eq!(
        receivers("--volume 200/day"),
        (meets.clone(), meets.clone(), meets.clone())
    );
    assert_eq!(
        receivers("--volume 5,000/day"),
        (fails.clone(), fails, meets.clone())
    );
    assert_eq!(receivers(""), (open.clone(), open, meets));
}

#[test]
fn a_freemail_address_is_no_sender() {
    let zone = "_dmarc.gmail.com TXT \"v=DMARC1; p=quarantine; rua=mailto:d@gmail.com\"\ngmail.com TXT \"v=spf1 ~all\"";
    let said = look(zone, "gmail.com --ip 192.0.2.7");
    assert_eq!(
        (said.code, &said.json["findings"][0]["id"]),
        (1, &"freemail-sender".into())
    );
    let detail = said.finding("freemail-sender")["detail"].as_str().unwrap();
    assert!(detail.contains("quarantine"), "{detail}");
    for finding in said.json["findings"].as_array().unwrap() {
        let publish = finding["publish"].to_string();
        assert!(!publish.contains("gmail.com"), "{finding}");
    }
}

#[test]
fn with_no_network_it_cannot_tell_and_says_so_at_once() {
    let begin = Instant::now();
    let place = Place::new();
    let socket = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let silent = socket.local_addr().unwrap().to_string();
    let run = place.run(&[
        "sender",
        "example.com",
        "--ip",
        "192.0.2.7",
        "--resolver",
        &silent,
        "--format",
        "json",
    ]);
    assert!(begin.elapsed().as_secs() < 6, "{:?}", begin.elapsed());
    assert_eq!(run.code, 5, "{}", run.err);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["verdict"], "cannot tell");
    for finding in json["findings"].as_array().unwrap() {
        assert_eq!(finding["outcome"], "cannot tell", "{finding}");
    }
    let run = place.run(&["sender", "example.com", "--offline"]).ends(5);
    assert!(
        run.out.starts_with("cannot tell: ") && run.err.contains("--offline"),
        "{}",
        run.out
    );
}

#[test]
fn a_resolver_that_falls_silent_is_given_up() {
    // Some stubs answer the probe by themselves, with no network behind them.
    let server = ZoneServer::start();
    server.answers_others("TIMEOUT");
    let place = Place::new();
    let begin = Instant::now();
    let run = place.run(&[
        "sender",
        "example.com",
        "--ip",
        "192.0.2.7",
        "--resolver",
        &server.resolver(),
        "--timeout",
        "1",
    ]);
    assert!(begin.elapsed().as_secs() < 5, "{:?}", begin.elapsed());
    assert_eq!(run.code, 5, "{}", run.out);
}

#[test]
fn a_resolver_that_lies_is_not_believed() {
    let server = ZoneServer::with(
        "*.invalid A 198.51.100.1\n*.org A 127.0.0.2\nexample.com TXT \"v=spf1 -all\"",
    );
    let run = sender_in(&Place::new(), &server, "example.com");
    assert_eq!(run.code, 5, "{}", run.out);
}

#[test]
fn mistakes_in_use_are_told() {
    let place = Place::new();
    for args in [
        &["sender"][..],
        &["sender", "not a domain"],
        &["sender", "example.com", "--ip", "192.0.2"],
        &["sender", "example.com", "--volume", "many"],
        &["sender", "example.com", "--volume", "5/hour"],
        &["sender", "example.com", "--only", "spam"],
        &["sender", "example.com", "--selector", "a b"],
        &["sender", "--from", "nobody"],
        &["sender", "example.com", "--resolver", "here"],
    ] {
        let run = place.run(args).ends(2);
        assert!(
            run.err.starts_with("error: ") && run.out.is_empty(),
            "{args:?}: {}",
            run.err
        );
    }
    place
        .run(&[
            "sender",
            "example.com",
            "--message",
            "gone.eml",
            "--offline",
        ])
        .ends(3);
}

#[test]
fn the_domain_comes_from_where_it_is_named() {
    let place = Place::new();
    place.write(
        "m.eml",
        "Return-Path: <b@bounce.example.com>\nFrom: =?utf-8?q?L?= <li@News.Example.COM>\n\nx\n",
    );
    let server = ZoneServer::with("bounce.example.com TXT \"v=spf1 ip4:192.0.2.7 -all\"");
    let run = sender_in(
        &place,
        &server,
        "--message m.eml --only spf --ip 192.0.2.7 --format json",
    )
    .ends(0);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&json["domain"], &json["spf"]["domain"]),
        (&"news.example.com".into(), &"bounce.example.com".into())
    );
    let run = sender_in(
        &place,
        &server,
        "--from a@example.org --only dmarc --format json",
    );
    assert!(
        run.out.contains("\"domain\": \"example.org\""),
        "{}",
        run.out
    );
}

#[test]
fn internationalised_domains_are_asked_for_as_a_labels() {
    let server = ZoneServer::with("xn--fiq228c.example TXT \"v=spf1 ip4:192.0.2.7 -all\"");
    let args =
        "\u{4e2d}\u{6587}.example --mail-from a@\u{4e2d}\u{6587}.example --only spf --ip 192.0.2.7";
    assert_eq!(sender_in(&Place::new(), &server, args).code, 0);
}

#[test]
fn servers_that_know_only_their_own_zones_are_asked_all_the_same() {
    for answer in ["REFUSED", "SERVFAIL", "EMPTY"] {
        let server = ZoneServer::with("example.com TXT \"v=spf1 ip4:192.0.2.7 -all\"");
        server.answers_others(answer);
        let run = sender_in(
            &Place::new(),
            &server,
            "example.com --only spf --ip 192.0.2.7",
        );
        assert_eq!(run.code, 0, "{answer}: {}{}", run.out, run.err);
    }
}

#[test]
fn reasons_are_explained() {
    let place = Place::new();
    let run = place.run(&["explain", "spf-too-many-lookups"]).ends(0);
    assert!(run.out.contains("RFC 7208, section 4.6.4"), "{}", run.out);
    let run = place.run(&["explain"]).ends(0);
    assert!(run.out.contains("spf-too-many-lookups") && run.out.contains("null-mx"));
    let run = place.run(&["explain", "spf-too-many-lookup"]).ends(2);
    assert!(run.err.contains("spf-too-many-lookups"), "{}", run.err);
}
