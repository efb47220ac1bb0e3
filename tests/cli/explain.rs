//! `presend explain` and `presend lists`.

use crate::dns::{Answer, DnsServer};
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
