//! DKIM: keys, selectors, and the signatures of a message.

use super::common::{look, look_in};
use crate::run::Place;
use crate::zone::ZoneServer;

const ONLY: &str = "example.com --only dkim";
/// The keys of RFC 8463, appendix A.
const ED25519: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
const RSA_1024: &str = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB";
/// The message of RFC 8463, appendix A.3, with both its signatures.
const MESSAGE: &str = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
";

/// The findings for one key at a selector that was named.
#[track_caller]
fn check(record: &str, code: i32, ids: &[&str]) -> serde_json::Value {
    let zone = format!("s1._domainkey.example.com {record}");
    let said = look(&zone, &format!("{ONLY} --selector s1"));
    assert_eq!(
        (said.code, said.ids().as_slice()),
        (code, ids),
        "{record}\n{:#}",
        said.json
    );
    said.json["dkim"][0].clone()
}

#[test]
fn each_state_of_a_key_is_told_from_the_others() {
    let key = check(&format!("TXT \"v=DKIM1; k=ed25519; p={ED25519}\""), 0, &[]);
    assert_eq!(
        (&key["key_type"], &key["bits"], &key["outcome"]),
        (&"ed25519".into(), &256.into(), &"ok".into())
    );
    let key = check(
        &format!("TXT \"k=rsa; p={RSA_1024}\""),
        0,
        &["dkim-key-weak"],
    );
    assert_eq!(
        (&key["key_type"], &key["bits"]),
        (&"rsa".into(), &1024.into())
    );
    check(
        &format!("TXT \"v=DKIM1; t=y; k=ed25519; p={ED25519}\""),
        0,
        &["dkim-key-testing"],
    );
    check(
        &format!("TXT \"v=DKIM1; t=s; k=ed25519; p={ED25519}\""),
        0,
        &["dkim-key-strict"],
    );
    check(
        &format!("TXT \"v=DKIM1; s=email; h=sha256; k=ed25519; p={ED25519}\""),
        0,
        &[],
    );
    check(
        &format!("TXT \"v=DKIM1; s=tlsrpt; k=ed25519; p={ED25519}\""),
        1,
        &["dkim-key-service"],
    );
    check(
        &format!("TXT \"v=DKIM1; h=sha1; k=ed25519; p={ED25519}\""),
        1,
        &["dkim-key-hash"],
    );
    check("TXT \"v=DKIM1; k=rsa; p=\"", 1, &["dkim-key-revoked"]);
    check("TXT \"v=DKIM1; k=rsa\"", 1, &["dkim-key-broken"]);
    check("TXT \"v=DKIM1; k=rsa; p=AAAA\"", 1, &["dkim-key-broken"]);
    // 512 bits.
    check(
        "TXT \"v=DKIM1; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAN5LHHfHAFcrpbuqBQlhTIqQzNkhzXBbHpA/vfGoRFdrT9uRVmQ0k9cHPqkvYtVnmnRVAOiUWmTBGYxVnOXPX2ECAwEAAQ==\"",
        1,
        &["dkim-key-short"],
    );
    check("SERVFAIL", 5, &["dkim-unanswered"]);
    check("TIMEOUT", 5, &["dkim-unanswered"]);
    check("TXT \"v=spf1 -all\"", 1, &["dkim-key-missing"]);
    // Cut into strings, and behind an alias.
    let (a, b) = RSA_1024.split_at(100);
    check(
        &format!("TXT \"v=DKIM1; k=rsa; p={a}\" \"{b}\""),
        0,
        &["dkim-key-weak"],
    );
    let zone =
        format!("CNAME k.example.net\nk.example.net TXT \"v=DKIM1; k=ed25519; p={ED25519}\"");
    check(&zone, 0, &[]);
    let two =
        format!("TXT \"k=ed25519; p={ED25519}\"\ns1._domainkey.example.com TXT \"p={RSA_1024}\"");
    check(&two, 1, &["dkim-key-several"]);
}

#[test]
fn a_key_without_semicolons_is_mended() {
    let zone = format!("s1._domainkey.example.com TXT \"v=DKIM1 k=ed25519 p={ED25519}\"");
    let said = look(&zone, &format!("{ONLY} --selector s1"));
    assert_eq!(
        said.publish("dkim-key-broken"),
        format!("v=DKIM1; k=ed25519; p={ED25519}")
    );
    assert_eq!(
        said.finding("dkim-key-broken")["publish"][0]["name"],
        "s1._domainkey.example.com"
    );
}

#[test]
fn usual_selectors_are_those_of_the_services_behind_mx_and_spf() {
    let key = format!("TXT \"v=DKIM1; k=ed25519; p={ED25519}\"");
    for zone in [
        format!("example.com MX 1 aspmx.l.google.com\ngoogle._domainkey.example.com {key}"),
        format!(
            "example.com TXT \"v=spf1 include:_spf.google.com ~all\"\ngoogle._domainkey.example.com {key}"
        ),
        format!(
            "example.com TXT \"v=spf1 include:u1.wl.sendgrid.net ~all\"\ns2._domainkey.example.com {key}"
        ),
    ] {
        let said = look(&zone, ONLY);
        assert_eq!(
            (said.code, said.ids().len()),
            (0, 0),
            "{zone}\n{:#}",
            said.json
        );
        assert_eq!(said.json["dkim"][0]["source"], "usual");
    }
}

#[test]
fn without_a_known_selector_only_nxdomain_says_that_there_is_no_key() {
    for (zone, code, id) in [
        ("example.com A 192.0.2.1", 1, "dkim-no-keys"),
        (
            "other._domainkey.example.com TXT \"p=\"",
            5,
            "dkim-selector-unknown",
        ),
        (
            "_domainkey.example.com TXT \"o=~\"",
            5,
            "dkim-selector-unknown",
        ),
        (
            "*.example.com TXT \"v=spf1 -all\"",
            5,
            "dkim-selector-unknown",
        ),
        ("_domainkey.example.com SERVFAIL", 5, "dkim-unanswered"),
        // A revoked key at a usual selector says nothing of the one that is used.
        (
            "example.com MX 1 aspmx.l.google.com\ngoogle._domainkey.example.com TXT \"v=DKIM1; p=\"",
            5,
            "dkim-selector-unknown",
        ),
    ] {
        let said = look(zone, ONLY);
        assert_eq!((said.code, said.ids()), (code, vec![id]), "{zone}");
        assert_eq!(said.json["dkim"][0]["selector"], serde_json::Value::Null);
    }
}

fn keys() -> ZoneServer {
    ZoneServer::with(&format!(
        "brisbane._domainkey.football.example.com TXT \"v=DKIM1; k=ed25519; p={ED25519}\"\n\
         test._domainkey.football.example.com TXT \"v=DKIM1; k=rsa; p={RSA_1024}\""
    ))
}

/// The signatures' results and the findings for a message.
fn verify(message: &str, server: &ZoneServer) -> (Vec<String>, Vec<String>, i32) {
    let place = Place::new();
    place.write("m.eml", message);
    let said = look_in(&place, server, "--only dkim --message m.eml");
    let of = |one: &serde_json::Value| one["signature"].as_str().unwrap_or("-").to_owned();
    let results = said.json["dkim"]
        .as_array()
        .unwrap()
        .iter()
        .map(of)
        .collect();
    let ids = said.ids().into_iter().map(str::to_owned).collect();
    (results, ids, said.code)
}

#[test]
fn the_message_of_the_standard_verifies() {
    let (results, ids, code) = verify(MESSAGE, &keys());
    assert_eq!(
        (results, ids, code),
        (
            vec!["pass".into(), "pass".into()],
            vec!["dkim-key-weak".into()],
            0
        )
    );
    let crlf = MESSAGE.replace('\n', "\r\n");
    assert_eq!(verify(&crlf, &keys()).0, ["pass", "pass"]);
}

#[test]
fn what_relaxed_allows_does_no_harm_and_anything_else_does() {
    for (from, to) in [
        ("Subject: Is dinner", "subject:   Is\tdinner"),
        ("Joe.\n", "Joe.  \n\n\n"),
        ("the game.  Are", "the game. Are"),
        ("To: Suzie Q", "X-New: 1\nTo: Suzie Q"),
    ] {
        let message = MESSAGE.replacen(from, to, 1);
        assert_eq!(verify(&message, &keys()).0, ["pass", "pass"], "{to}");
    }
    for (from, to) in [
        ("Is dinner ready?", "Is dinner Ready?"),
        ("We lost the game.", "We won the game."),
        ("From: Joe", "From: eve@example.net\nFrom: Joe"),
        ("To: Suzie", "Subject: more\nTo: Suzie"),
        ("Joe.\n", "Joe.\nps\n"),
    ] {
        let message = MESSAGE.replacen(from, to, 1);
        let (results, ids, code) = verify(&message, &keys());
        assert_eq!(
            (results, code),
            (vec!["fail".into(), "fail".into()], 1),
            "{to}"
        );
        assert!(ids.contains(&"dkim-signature-failed".to_owned()));
    }
}

#[test]
fn a_signature_without_a_usable_key_fails_or_cannot_be_told() {
    let record = format!("TXT \"v=DKIM1; k=ed25519; p={ED25519}\"");
    for (key, result) in [
        ("TXT \"v=DKIM1; k=ed25519; p=\"".to_owned(), "fail"),
        (format!("TXT \"v=DKIM1; k=rsa; p={RSA_1024}\""), "fail"),
        ("TXT \"v=spf1 -all\"".to_owned(), "fail"),
        (record.replace("k=ed25519", "s=other; k=ed25519"), "fail"),
        ("SERVFAIL".to_owned(), "cannot tell"),
        ("TIMEOUT".to_owned(), "cannot tell"),
        (record.replace("v=DKIM1;", "v=DKIM1; t=y:s;"), "pass"),
    ] {
        let server = ZoneServer::with(&format!("brisbane._domainkey.football.example.com {key}"));
        let (results, _, _) = verify(MESSAGE, &server);
        assert_eq!(results[0], result, "{key}");
    }
}

#[test]
fn signatures_that_no_receiver_accepts_are_refused() {
    for (from, to) in [
        ("a=ed25519-sha256", "a=rsa-sha1"),
        ("v=1; a=ed", "v=2; a=ed"),
        ("h=from : to", "h=to"),
        ("t=1528637909;", "t=1528637909; x=1528637910;"),
        ("i=@football.example.com", "i=@example.net"),
        ("s=brisbane;", ""),
        ("q=dns/txt", "q=dns/other"),
    ] {
        // Only the first signature is touched, and the second still holds unless it covers the change.
        let message = MESSAGE.replacen(from, to, 1);
        let (results, ids, code) = verify(&message, &keys());
        assert_eq!(
            (results[0].as_str(), results[1].as_str(), code),
            ("fail", "pass", 1),
            "{to}"
        );
        assert!(ids.contains(&"dkim-signature-failed".to_owned()));
    }
    let (_, ids, code) = verify("From: a@example.com\n\nx\n", &keys());
    assert!(
        code == 1 && ids.contains(&"dkim-not-signed".to_owned()),
        "{ids:?}"
    );
}

#[test]
fn a_hostile_message_is_bounded() {
    let many = "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s; h=from; bh=AA==; b=AA==\n"
        .repeat(5000);
    let (results, _, _) = verify(&format!("{many}From: a@example.com\n\nx\n"), &keys());
    assert_eq!(results.len(), 10);
}
