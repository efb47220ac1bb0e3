//! PTR and HELO, and the domain of the bounces.

use super::common::{look, look_on, sender};
use crate::zone::ZoneServer;

const PTR: &str = "example.com --only ptr --ip 192.0.2.7";
const MX: &str = "example.com --only mx";
const GOOD: &str = "7.2.0.192.in-addr.arpa PTR mail.example.com\nmail.example.com A 192.0.2.7";

#[test]
fn each_state_of_a_name_is_told_from_the_others() {
    for (zone, code, ids) in [
        (GOOD, 0, &[][..]),
        ("example.com A 192.0.2.1", 1, &["ptr-missing"]),
        ("7.2.0.192.in-addr.arpa EMPTY", 1, &["ptr-missing"]),
        (
            "7.2.0.192.in-addr.arpa PTR mail.example.com",
            1,
            &["ptr-unconfirmed"],
        ),
        (
            "7.2.0.192.in-addr.arpa PTR mail.example.com\nmail.example.com A 192.0.2.8",
            1,
            &["ptr-unconfirmed"],
        ),
        (
            "7.2.0.192.in-addr.arpa PTR 192-0-2-7.isp.example.net\n192-0-2-7.isp.example.net A 192.0.2.7",
            0,
            &["ptr-generic"],
        ),
        ("7.2.0.192.in-addr.arpa SERVFAIL", 5, &["ptr-unanswered"]),
        ("7.2.0.192.in-addr.arpa TIMEOUT", 5, &["ptr-unanswered"]),
        (
            "7.2.0.192.in-addr.arpa PTR mail.example.com\nmail.example.com SERVFAIL",
            5,
            &["ptr-unanswered"],
        ),
        // Behind an alias, as RFC 2317 has it.
        (
            "7.2.0.192.in-addr.arpa CNAME 7.0-63.2.0.192.in-addr.arpa\n7.0-63.2.0.192.in-addr.arpa PTR mail.example.com\nmail.example.com A 192.0.2.7",
            0,
            &[],
        ),
    ] {
        let said = look(zone, PTR);
        assert_eq!((said.code, said.ids().as_slice()), (code, ids), "{zone}");
    }
}

#[test]
fn every_name_is_looked_at_and_one_that_leads_back_is_enough() {
    let mut zone = String::new();
    for i in 0..12 {
        zone.push_str(&format!(
            "7.2.0.192.in-addr.arpa PTR m{i}.example.com\nm{i}.example.com A 192.0.2.{}\n",
            100 + i
        ));
    }
    assert_eq!(look(&zone, PTR).ids(), ["ptr-several", "ptr-unconfirmed"]);
    zone.push_str("7.2.0.192.in-addr.arpa PTR last.example.com\nlast.example.com A 192.0.2.7");
    let said = look(&zone, PTR);
    assert_eq!((said.code, said.ids()), (0, vec!["ptr-several"]));
    assert_eq!(said.json["ptr"][0]["names"].as_array().unwrap().len(), 13);
    assert_eq!(said.json["ptr"][0]["confirmed"], true);
}

#[test]
fn ipv6_goes_by_its_nibbles() {
    let place = "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa";
    let zone = format!("{place} PTR mail.example.com\nmail.example.com AAAA 2001:db8::cb01");
    let said = look(&zone, "example.com --only ptr --ip 2001:db8::cb01");
    assert_eq!(
        (said.code, &said.json["ptr"][0]["name"]),
        (0, &place.into())
    );
    let said = look(
        "example.com A 192.0.2.1",
        "example.com --only ptr --ip 2001:db8::cb01",
    );
    assert_eq!(said.finding("ptr-missing")["publish"][0]["name"], place);
}

#[test]
fn without_an_address_nothing_applies_and_the_text_says_how_to_find_it() {
    let said = look("example.com A 192.0.2.1", "example.com --only ptr");
    assert_eq!(
        (said.code, &said.json["checks"]["ptr"]),
        (0, &"does not apply".into())
    );
    let run = sender("example.com A 192.0.2.1", "example.com --only ptr");
    assert!(
        run.out.contains("does not apply") && run.out.contains("Received"),
        "{}",
        run.out
    );
    let said = look(
        "example.com A 192.0.2.1",
        "example.com --only ptr --ip 10.0.0.1",
    );
    assert_eq!((said.code, said.ids()), (5, vec!["ptr-private-address"]));
}

#[test]
fn the_greeting_is_a_host_that_leads_to_the_address() {
    for (helo, code, ids) in [
        ("mail.example.com", 0, &[][..]),
        ("other.example.com", 0, &["helo-mismatch"]),
        ("gone.example.com", 1, &["helo-no-address"]),
        ("broken.example.com", 5, &["helo-unanswered"]),
        ("localhost", 1, &["helo-invalid"]),
        ("server.local", 1, &["helo-invalid"]),
        ("[192.0.2.7]", 1, &["helo-invalid"]),
        ("192.0.2.7", 1, &["helo-invalid"]),
        ("my_server", 1, &["helo-invalid"]),
    ] {
        let zone = format!("{GOOD}\nother.example.com A 192.0.2.8\nbroken.example.com SERVFAIL");
        let said = look(&zone, &format!("{PTR} --helo {helo}"));
        assert_eq!((said.code, said.ids().as_slice()), (code, ids), "{helo}");
    }
}

#[test]
fn bounces_arrive_or_they_do_not() {
    for (zone, code, ids) in [
        (
            "example.com MX 10 mx.example.com\nmx.example.com A 192.0.2.1",
            0,
            &[][..],
        ),
        (
            "example.com MX 10 mx.example.com\nmx.example.com CNAME h.example.com\nh.example.com AAAA 2001:db8::1",
            0,
            &[],
        ),
        ("example.com MX 0 .", 1, &["bounce-null-mx"]),
        ("example.com TXT \"x\"", 1, &["bounce-no-mx"]),
        ("example.com A 192.0.2.1", 0, &["bounce-implicit-mx"]),
        ("example.net A 192.0.2.1", 1, &["sending-domain-not-found"]),
        ("example.com MX 10 mx.example.com", 1, &["bounce-dead-mx"]),
        ("example.com MX 10 192.0.2.1", 1, &["bounce-dead-mx"]),
        (
            "example.com MX 10 mx.example.com\nmx.example.com A 10.0.0.1",
            1,
            &["bounce-dead-mx"],
        ),
        (
            "example.com MX 10 mx.example.com\nexample.com MX 20 b.example.com\nmx.example.com A 192.0.2.1",
            0,
            &["bounce-mx-host"],
        ),
        ("example.com SERVFAIL", 5, &["bounce-unanswered"]),
        (
            "example.com MX 10 mx.example.com\nmx.example.com TIMEOUT",
            5,
            &["bounce-unanswered"],
        ),
    ] {
        let said = look(zone, MX);
        assert_eq!((said.code, said.ids().as_slice()), (code, ids), "{zone}");
    }
    let zone =
        "b.example.net MX 1 mx.example.com\nmx.example.com A 192.0.2.1\nexample.com TXT \"x\"";
    let said = look(zone, "example.com --only mx --mail-from x@b.example.net");
    assert_eq!((said.code, said.ids()), (0, vec!["reply-no-mx"]));
}

#[test]
fn answers_without_soa_are_answers_all_the_same() {
    let server = ZoneServer::with("example.com TXT \"x\"");
    server.bare();
    assert_eq!(look_on(&server, MX).ids(), ["bounce-no-mx"]);
    assert_eq!(
        look_on(&server, "gone.example --only mx").ids(),
        ["sending-domain-not-found"]
    );
}
