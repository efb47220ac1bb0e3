//! `presend explain` and `presend lists`.

use serde_json::Value;

use crate::dns::{Answer, DnsServer, closed_port};
use crate::run::Place;

#[test]
fn an_address_is_explained_step_by_step() {
    let server = DnsServer::start();
    server
        .says("firm-notreal.com", Answer::mx("mxbiz1.qq.com"))
        .says("mxbiz1.qq.com", Answer::address());
    let place = Place::new();
    let resolver = server.resolver();
    let run = place
        .run(&[
            "explain",
            " Sales@Firm-NotReal.com;",
            "--resolver",
            &resolver,
        ])
        .ends(0);
    for part in [
        "repair",
        "Sales@firm-notreal.com",
        "syntax",
        "role",
        "MX 10 mxbiz1.qq.com",
        "TTL 300 s",
        "keep (repaired)",
    ] {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
    let run = place.run(&["explain", "a@gmial.com", "--offline"]).ends(0);
    for part in [
        "typos: gmial.com → gmail.com",
        "review (typo-domain)",
        "meant     a@gmail.com",
        "certain",
    ] {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
    let run = place
        .run(&["explain", "a@outlookk.co", "--offline", "--format", "json"])
        .ends(0);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["cell"], "a@outlookk.co");
}

#[test]
fn the_json_holds_the_whole_chain() {
    let server = DnsServer::start();
    server
        .says("firm-notreal.com", Answer::mx("mail.firm-notreal.com"))
        .says("mail.firm-notreal.com", Answer::address());
    let place = Place::new();
    place.write("mine.txt", "firm-notreal.com\n");
    let resolver = server.resolver();
    let explain = |cell: &str, more: &[&str]| -> Value {
        let args = ["explain", cell, "--format", "json", "--resolver", &resolver];
        let run = place.run(&[&args, more].concat()).ends(0);
        serde_json::from_str(&run.out).unwrap()
    };
    let json = explain("Sales@Firm-NotReal.com;", &[]);
    assert_eq!(json["repair"]["repaired"], true);
    let tables = &json["addresses"][0]["tables"];
    assert_eq!(tables[0]["table"], "roles");
    assert_eq!(tables[0]["own"], false);
    assert!(tables[0]["source"]["date"].is_string(), "{json:#}");
    let dns = &json["dns"][0];
    assert_eq!(dns["route"], "mx");
    assert_eq!(dns["mx"][0]["host"], "mail.firm-notreal.com");
    assert_eq!(dns["mx"][0]["addresses"], serde_json::json!(["192.0.2.80"]));
    assert_eq!(dns["ttl"], 300);
    assert_eq!(dns["learnt"], "asked");
    assert_eq!(dns["needed"], true);
    assert!(dns["age"].as_u64().is_some_and(|age| age < 60), "{json:#}");
    let again = explain("sales@firm-notreal.com", &[]);
    assert_eq!(again["dns"][0]["learnt"], "cache");

    let json = explain("a@outlok.com", &[]);
    let meant = &json["spelling"][0]["meant"];
    assert_eq!(meant["domain"], "outlook.com");
    assert!(
        meant["distance"].as_f64().is_some_and(|d| d > 0.0),
        "{json:#}"
    );
    assert!(!meant["slips"].as_array().unwrap().is_empty(), "{json:#}");
    // A provider that is near another is no misspelling of it.
    let json = explain("a@ymail.com", &["--offline"]);
    let spelling = &json["spelling"][0];
    assert!(spelling["meant"].is_null());
    assert_eq!(spelling["other_candidates"][0]["domain"], "gmail.com");
}

#[test]
fn the_users_own_entries_are_called_so() {
    let place = Place::new();
    place.write("domains.txt", "firm-notreal.com\n");
    place.write("locals.txt", "li.wang\n");
    for (list, table) in [
        ("disposable=+domains.txt", "disposable"),
        ("disposable=domains.txt", "disposable"),
        ("relay=+domains.txt", "relay"),
        ("known=+domains.txt", "known"),
        ("freemail=+domains.txt", "freemail"),
        ("block=domains.txt", "block"),
        ("allow=domains.txt", "allow"),
        ("role=+locals.txt", "role"),
        ("no-reply=+locals.txt", "no-reply"),
    ] {
        let args = [
            "explain",
            "li.wang@firm-notreal.com",
            "--offline",
            "--list",
            list,
        ];
        let out = place.run(&args).ends(0).out;
        let line = out.lines().find(|line| line.contains("your own entry"));
        let line = line.unwrap_or_else(|| panic!("{list}: {out}"));
        assert!(line.contains(&format!("{table}: ")), "{line}");
        let run = place
            .run(&[&args[..], &["--format", "json"]].concat())
            .ends(0);
        let json: Value = serde_json::from_str(&run.out).unwrap();
        let hit = &json["addresses"][0]["tables"][0];
        assert_eq!(
            (&hit["table"], &hit["own"]),
            (&table.into(), &true.into()),
            "{list}"
        );
    }
}

#[test]
fn only_what_the_verdict_hangs_on_makes_an_explanation_incomplete() {
    let place = Place::new();
    let resolver = closed_port().to_string();
    let explain = |cell: &str| place.run(&["explain", cell, "--resolver", &resolver]);
    explain("a@firm-notreal.com").ends(5);
    for cell in ["a@gmial.com", "a@mailinator.com", "longname@gmail.com"] {
        explain(cell).ends(0);
    }
}

#[test]
fn json_moves_no_terminal() {
    let place = Place::new();
    let cell = "a\u{202e}b\u{9b}31m@firm-notreal.com\u{200b}";
    let run = place
        .run(&["explain", cell, "--offline", "--format", "json"])
        .ends(0);
    assert!(
        !run.out
            .chars()
            .any(|c| presend::report::is_unseen(c) && c != '\n'),
        "{}",
        run.out
    );
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["cell"], cell);
}

#[test]
fn every_reason_is_explained_in_both_languages() {
    let place = Place::new();
    let all = place.run(&["explain"]).ends(0).out;
    for reason in presend::judge::Reason::all() {
        assert!(all.contains(reason.id()), "{reason}");
    }
    let run = place.run(&["explain", "null-mx"]).ends(0);
    assert!(
        run.out.contains("RFC 7505") && run.out.contains("[reasons]"),
        "{}",
        run.out
    );
    let run = place
        .run(&["explain", "dns-timeout", "--lang", "zh"])
        .ends(0);
    assert!(!run.out.is_ascii());
    let run = place.run(&["explain", "nul-mx"]).ends(2);
    assert!(run.err.contains("did you mean null-mx?"), "{}", run.err);
}

#[test]
fn the_tables_show_themselves() {
    let place = Place::new();
    let run = place.run(&["lists"]).ends(0);
    assert!(
        run.out.contains("disposable-domains") && run.out.contains("CC0-1.0"),
        "{}",
        run.out
    );
    let run = place.run(&["lists", "gmail.com"]).ends(0);
    assert!(run.out.contains("Google"), "{}", run.out);
    let run = place.run(&["lists", "tlds"]).ends(0);
    assert!(run.out.lines().count() > 1000);
    place.run(&["lists", "no-such-thing-at-all"]).ends(2);
}

#[test]
fn a_table_is_found_by_each_of_its_names() {
    let place = Place::new();
    let relays = place.run(&["lists", "relays"]).ends(0).out;
    assert!(relays.contains("duck.com\n"));
    for name in ["relay", "relays.txt"] {
        assert_eq!(place.run(&["lists", name]).ends(0).out, relays);
    }
    for (name, hint) in [
        ("disposible", "did you mean disposable?"),
        ("relais", "did you mean relays?"),
        ("block", "`--list block=FILE`"),
    ] {
        let run = place.run(&["lists", name]).ends(2);
        assert!(run.err.contains(hint), "{}", run.err);
    }
    place.write("mine.txt", "firm-notreal.com\n");
    let cell = "a@firm-notreal.com";
    for name in ["disposable", "disposable-domains"] {
        let list = format!("{name}=+mine.txt");
        let run = place
            .run(&["explain", cell, "--offline", "--list", &list])
            .ends(0);
        assert!(
            run.out.contains("remove (disposable-domain)"),
            "{}",
            run.out
        );
    }
}

#[test]
fn an_address_is_looked_up_as_the_judgement_does() {
    let place = Place::new();
    for what in ["sub.mailinator.com", "info@sub.mailinator.com"] {
        let out = place.run(&["lists", what]).ends(0).out;
        let line = out
            .lines()
            .find(|line| line.starts_with("disposable-domains"));
        assert!(
            line.is_some_and(|line| line.contains("mailinator.com  (holds for sub.mailinator.com")),
            "{out}"
        );
    }
    let out = place.run(&["lists", "info@mailinator.com"]).ends(0).out;
    assert!(
        out.contains("roles") && out.contains("disposable-domains"),
        "{out}"
    );
    // What is known of a provider says nothing of the domains below it, nor a suffix of those at it.
    place.run(&["lists", "sub.gmail.com"]).ends(2);
    let run = place
        .run(&["lists", "gmail.com", "--format", "json"])
        .ends(0);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json[0]["table"], "alias-rules");
    assert_eq!(json[0]["entry"]["canonical"], "gmail.com");
    let run = place
        .run(&["lists", "providers", "--format", "json"])
        .ends(0);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["rows"].as_array().unwrap().len(), json["entries"]);
    assert!(json["rows"][0]["operator"].is_string());
    let run = place.run(&["lists", "relays", "--format", "json"]).ends(0);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert!(json["rows"][0].is_string());
}
