//! The linter of SPF records, over the whole include tree.

use std::time::Instant;

use super::common::{look, look_on, sender, sender_on};
use crate::zone::{ZoneServer, text};

const ONLY: &str = "example.com --only spf";

/// The findings for one record at example.com.
#[track_caller]
fn check(record: &str, ids: &[&str], mended: Option<&str>) {
    let zone = format!(
        "example.com TXT {record}\n\
         example.com MX 10 mx.example.com\nexample.com A 192.0.2.1\nmx.example.com A 192.0.2.2\n\
         ok.example TXT \"v=spf1 ip4:198.51.100.0/24 -all\""
    );
    let said = look(&zone, ONLY);
    assert_eq!(said.ids(), ids, "{record}\n{:#}", said.json["findings"]);
    if let Some(mended) = mended {
        assert_eq!(said.publish(ids[0]), mended, "{record}");
        // What is to be published has nothing wrong with it.
        let again = look(&zone.replace(record, &format!("\"{mended}\"")), ONLY);
        assert_eq!(again.code, 0, "{mended}\n{:#}", again.json["findings"]);
    }
}

#[test]
fn a_sound_record_is_ready() {
    let zone = "example.com TXT \"v=spf1 mx include:ok.example ~all\"\nexample.com MX 10 mx.example.com\n\
                mx.example.com A 192.0.2.2\nok.example TXT \"v=spf1 ip4:198.51.100.0/24 -all\"";
    let said = look(zone, ONLY);
    assert_eq!((said.code, &said.json["verdict"]), (0, &"ready".into()));
    assert_eq!(said.json["spf"]["lookups"], 2);
    assert_eq!(said.json["spf"]["void_lookups"], 0);
    assert_eq!(said.json["spf"]["result"], serde_json::Value::Null);
    let tree = &said.json["spf"]["tree"];
    assert_eq!(
        tree["terms"][1]["include"]["record"],
        "v=spf1 ip4:198.51.100.0/24 -all"
    );
}

#[test]
fn each_fault_of_a_record_is_found_and_mended() {
    for (record, ids, mended) in [
        (
            "\"v=spf1 a +all\"",
            &["spf-pass-all"][..],
            Some("v=spf1 a ~all"),
        ),
        ("\"v=spf1 all\"", &["spf-pass-all"], Some("v=spf1 mx ~all")),
        ("\"v=spf1 ip4:0.0.0.0/0 -all\"", &["spf-pass-all"], None),
        (
            "\"v=spf1 a ?all\"",
            &["spf-neutral-all"],
            Some("v=spf1 a ~all"),
        ),
        ("\"v=spf1 a\"", &["spf-no-all"], Some("v=spf1 a ~all")),
        (
            "\"v=spf1 a -all mx include:ok.example\"",
            &["spf-after-all"],
            Some("v=spf1 a mx include:ok.example -all"),
        ),
        (
            "\"v=spf1 a redirect=ok.example -all\"",
            &["spf-redirect-ignored"],
            Some("v=spf1 a -all"),
        ),
        ("\"v=spf1 ip4:10.0.0.0/15 -all\"", &["spf-wide-range"], None),
        ("\"v=spf1 ip6:2001::/16 -all\"", &["spf-wide-range"], None),
        ("\"v=spf1 a/8 -all\"", &["spf-wide-range"], None),
        ("\"v=spf1 ip4:10.0.0.0/16 -ip4:11.0.0.0/8 -all\"", &[], None),
        ("\"v=spf1 ptr a -all\"", &["spf-ptr"], Some("v=spf1 a -all")),
        (
            "\"V=SPF1 a -all\"",
            &["spf-upper-case"],
            Some("v=spf1 a -all"),
        ),
        ("\"v=spf1 -all\"", &["spf-empty"], Some("v=spf1 mx ~all")),
        ("\"v=spf1\"", &["spf-empty"], Some("v=spf1 mx ~all")),
        (
            "\"v=spf1 a\" \"mx -all\"",
            &["spf-joined"],
            Some("v=spf1 a mx -all"),
        ),
        (
            "\"v=spf1\" \"a mx -all\"",
            &["spf-joined"],
            Some("v=spf1 a mx -all"),
        ),
        ("\"v=spf1;a;-all\"", &["spf-not-recognised"], None),
        ("\"spf1 a -all\"", &["spf-not-recognised"], None),
        ("\"unrelated\"", &["spf-missing"], Some("v=spf1 mx ~all")),
        (
            "\"v=spf1 ipv4:192.0.2.0/24 -all\"",
            &["spf-syntax"],
            Some("v=spf1 ip4:192.0.2.0/24 -all"),
        ),
        (
            "\"v=spf1 192.0.2.1 -all\"",
            &["spf-syntax"],
            Some("v=spf1 ip4:192.0.2.1 -all"),
        ),
        ("\"v=spf1 a, -all\"", &["spf-syntax"], Some("v=spf1 a -all")),
        (
            "\"v=spf1 foo:bar a -all\"",
            &["spf-syntax"],
            Some("v=spf1 a -all"),
        ),
        (
            "\"v=spf1 a:none.example a -all\"",
            &["spf-void-term"],
            Some("v=spf1 a -all"),
        ),
        (
            "\"v=spf1 a mx:none.example -all\"",
            &["spf-void-term"],
            Some("v=spf1 a -all"),
        ),
        (
            "\"v=spf1 a include:none.example -all\"",
            &["spf-include-nothing"],
            Some("v=spf1 a -all"),
        ),
        (
            "\"v=spf1 redirect=none.example\"",
            &["spf-include-nothing"],
            None,
        ),
        (
            "\"v=spf1 a include:example.com -all\"",
            &["spf-loop"],
            Some("v=spf1 a -all"),
        ),
        ("\"v=spf1 redirect=ok.example\"", &[], None),
        ("\"v=spf1 exists:%{i}._spf.example.com -all\"", &[], None),
    ] {
        check(record, ids, mended);
    }
}

#[test]
fn texts_longer_than_one_udp_answer_are_told() {
    let short = "example.com TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";
    assert!(look(short, ONLY).ids().is_empty());
    let others: String = (0..6)
        .map(|i| format!("example.com TXT \"verification-{i}={}\"\n", "x".repeat(80)))
        .collect();
    assert_eq!(look(&format!("{short}{others}"), ONLY).ids(), ["spf-long"]);
}

#[test]
fn two_records_are_merged() {
    let zone = "example.com TXT \"v=spf1 a -all\"\nexample.com TXT \"v=spf1 ip4:192.0.2.9 ~all\"\nexample.com A 192.0.2.1";
    let said = look(zone, ONLY);
    assert_eq!((said.code, said.ids()), (1, vec!["spf-several-records"]));
    assert_eq!(
        said.publish("spf-several-records"),
        "v=spf1 a ip4:192.0.2.9 -all"
    );
    assert_eq!(
        said.finding("spf-several-records")["found"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

/// A zone in which `example.com` spends `n` look-ups by includes of records with one `a` each.
fn includes(n: usize) -> String {
    let mut zone = String::new();
    let mut record = "v=spf1".to_owned();
    for i in 0..n / 2 {
        record.push_str(&format!(" include:s{i}.example"));
        zone.push_str(&format!(
            "s{i}.example TXT \"v=spf1 a -all\"\ns{i}.example A 192.0.2.{i}\n"
        ));
    }
    if n % 2 == 1 {
        record.push_str(" a");
    }
    zone + &format!("example.com TXT \"{record} -all\"\nexample.com A 192.0.2.200\n")
}

#[test]
fn look_ups_are_counted_over_the_whole_tree_with_the_path_that_spends_them() {
    let said = look(&includes(10), ONLY);
    assert_eq!(
        (said.code, said.json["spf"]["lookups"].as_u64()),
        (0, Some(10))
    );
    let said = look(&includes(12), ONLY);
    assert_eq!(
        (said.code, said.json["spf"]["lookups"].as_u64()),
        (1, Some(12))
    );
    let detail = said.finding("spf-too-many-lookups")["detail"]
        .as_str()
        .unwrap();
    assert!(
        detail.contains("12") && detail.contains("include:s0.example 2 (a 1)"),
        "{detail}"
    );
    // Own servers can be named by their addresses instead, which costs nothing.
    let said = look(&includes(11), ONLY);
    let mended = said.publish("spf-too-many-lookups");
    assert!(mended.ends_with("ip4:192.0.2.200 -all"), "{mended}");
}

#[test]
fn a_record_that_is_included_twice_counts_twice() {
    let zone = "example.com TXT \"v=spf1 include:a.example include:b.example -all\"\n\
        a.example TXT \"v=spf1 include:c.example -all\"\nb.example TXT \"v=spf1 include:c.example -all\"\n\
        c.example TXT \"v=spf1 mx -all\"\nc.example MX 1 m.example\nm.example A 192.0.2.1";
    let said = look(zone, ONLY);
    assert_eq!(said.json["spf"]["lookups"], 6);
}

#[test]
fn void_look_ups_are_counted_against_two() {
    for (n, ids) in [
        (2, vec!["spf-void-term"]),
        (3, vec!["spf-too-many-void-lookups", "spf-void-term"]),
    ] {
        let terms: String = (0..n).map(|i| format!("a:none{i}.example ")).collect();
        let said = look(
            &format!("example.com TXT \"v=spf1 ip4:192.0.2.1 {terms}-all\""),
            ONLY,
        );
        assert_eq!(said.json["spf"]["void_lookups"], n);
        assert_eq!(said.ids(), ids);
        assert_eq!(said.publish("spf-void-term"), "v=spf1 ip4:192.0.2.1 -all");
    }
}

#[test]
fn what_was_not_answered_is_neither_missing_nor_sound() {
    for (zone, args) in [
        ("example.com SERVFAIL", ONLY),
        ("example.com REFUSED", ONLY),
        ("example.com TIMEOUT", ONLY),
        (
            "example.com TXT \"v=spf1 include:x.example -all\"\nx.example SERVFAIL",
            ONLY,
        ),
        (
            "example.com TXT \"v=spf1 a:x.example -all\"\nx.example TIMEOUT",
            ONLY,
        ),
        (
            "example.com TXT \"v=spf1 mx -all\"\nexample.com MX 1 m.example\nm.example SERVFAIL",
            ONLY,
        ),
        (
            "example.com TXT \"v=spf1 a:x.example -all\"\nx.example SERVFAIL",
            "example.com --only spf --ip 192.0.2.1",
        ),
    ] {
        let said = look(zone, args);
        assert_eq!(said.code, 5, "{zone}\n{:#}", said.json);
        assert_eq!(said.json["verdict"], "cannot tell");
        assert_eq!(said.ids(), ["spf-unanswered"], "{zone}");
        assert_eq!(said.json["spf"]["outcome"], "cannot tell");
    }
}

#[test]
fn a_server_that_may_not_send_is_told_with_the_record_that_lets_it() {
    let zone = "example.com TXT \"v=spf1 ip4:192.0.2.1 a -all\"\nexample.com A 192.0.2.7";
    let said = look(
        zone,
        "example.com --only spf --ip 192.0.2.1 --ip 198.51.100.7 --ip 2001:db8::7",
    );
    assert_eq!((said.code, said.ids()), (1, vec!["spf-not-authorised"]));
    assert_eq!(said.json["spf"]["result"], "fail");
    assert_eq!(said.json["spf"]["results"][0]["result"], "pass");
    assert_eq!(
        said.publish("spf-not-authorised"),
        "v=spf1 ip4:192.0.2.1 ip4:198.51.100.7 ip6:2001:db8::7 a -all"
    );
    let said = look(zone, "example.com --only spf --ip 192.0.2.1");
    assert_eq!(
        (
            said.code,
            said.json["spf"]["results"][0]["matched"].as_str()
        ),
        (0, Some("ip4:192.0.2.1"))
    );
}

#[test]
fn a_text_of_sixty_kilobytes_comes_over_tcp_and_is_bounded() {
    let server = ZoneServer::start();
    let long = format!("v=spf1 {}-all", "include:s.example ".repeat(3400));
    assert!(long.len() > 60_000);
    server.put(
        "example.com",
        text(
            &long
                .as_bytes()
                .chunks(255)
                .map(<[u8]>::to_vec)
                .collect::<Vec<_>>(),
        ),
    );
    server.add("s.example TXT \"v=spf1 ip4:192.0.2.1 -all\"");
    let begin = Instant::now();
    let said = look_on(&server, ONLY);
    assert!(begin.elapsed().as_secs() < 10);
    assert!(
        said.ids().contains(&"spf-too-many-lookups"),
        "{:?}",
        said.ids()
    );
    assert!(server.asked().iter().any(|(_, _, tcp)| *tcp));
    assert!(said.json.to_string().len() < 200_000);
    assert!(sender_on(&server, ONLY).out.len() < 100_000);
}

#[test]
fn a_million_includes_are_bounded() {
    // Each of a hundred records includes all others: the tree of them has no end.
    let mut zone = String::from("example.com TXT \"v=spf1 include:r0.example -all\"\n");
    for i in 0..100 {
        let parts: Vec<String> = (0..100)
            .map(|j| format!("\"include:r{j}.example \""))
            .collect();
        zone.push_str(&format!(
            "r{i}.example TXT \"v=spf1 \" {} \"-all\"\n",
            parts.join(" ")
        ));
    }
    let server = ZoneServer::with(&zone);
    let begin = Instant::now();
    let said = look_on(&server, ONLY);
    assert!(begin.elapsed().as_secs() < 10, "{:?}", begin.elapsed());
    assert_eq!(said.code, 1);
    assert!(server.asked().len() < 200, "{}", server.asked().len());
    assert!(said.json.to_string().len() < 2_000_000);
}

#[test]
fn escapes_of_a_record_are_shown_and_not_sent_to_the_terminal() {
    let run = sender("example.com TXT \"v=spf1 \\027[31mred\\007 -all\"", ONLY);
    assert!(
        !run.out.contains('\u{1b}') && !run.out.contains('\u{7}'),
        "{}",
        run.out
    );
    assert!(!run.err.contains('\u{1b}'), "{}", run.err);
    let said = look("example.com TXT \"v=spf1 \\027[31mred -all\"", ONLY);
    assert_eq!(said.ids(), ["spf-syntax"]);
}

#[test]
fn a_cname_leads_to_the_record() {
    let said = look(
        "example.com CNAME www.example.net\nwww.example.net TXT \"v=spf1 ip4:192.0.2.1 -all\"",
        ONLY,
    );
    assert_eq!((said.code, said.ids().len()), (0, 0), "{:#}", said.json);
}
