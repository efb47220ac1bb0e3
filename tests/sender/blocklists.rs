//! Blocklists: only what a trusted list documents is a listing.

use serde_json::Value;

use super::common::{Said, look};

const ARGS: &str = "example.com --only blocklists --ip 192.0.2.7";
/// The test entries of all lists, as they answer.
const TESTS: &str = "2.0.0.127.zen.spamhaus.org A 127.0.0.2\n2.0.0.127.b.barracudacentral.org A 127.0.0.2\n\
    2.0.0.127.bl.spamcop.net A 127.0.0.2\n2.0.0.127.psbl.surriel.com A 127.0.0.2\n\
    dbltest.com.dbl.spamhaus.org A 127.0.1.2\n2.0.0.127.dbl.spamhaus.org A 127.0.1.255\n1.0.0.127.dbl.spamhaus.org A 127.0.1.255\n\
    test.surbl.org.multi.surbl.org A 127.0.0.254\ntest.uribl.com.multi.uribl.com A 127.0.0.14\n";

fn asked(zone: &str, args: &str) -> Said {
    look(&format!("{TESTS}{zone}"), args)
}

fn entry<'a>(said: &'a Said, zone: &str) -> &'a Value {
    let all = said.json["blocklists"].as_array().unwrap();
    all.iter()
        .find(|one| one["zone"] == zone)
        .unwrap_or_else(|| panic!("{zone}"))
}

#[test]
fn nothing_listed_is_ready() {
    let said = asked("", ARGS);
    assert_eq!((said.code, said.ids().len()), (0, 0), "{:#}", said.json);
    assert_eq!(said.json["blocklists"].as_array().unwrap().len(), 7);
}

#[test]
fn a_documented_answer_is_a_listing_with_its_meaning_and_the_way_off() {
    let said = asked(
        "7.2.0.192.zen.spamhaus.org A 127.0.0.4\n7.2.0.192.zen.spamhaus.org A 127.0.0.11",
        ARGS,
    );
    assert_eq!((said.code, said.ids()), (1, vec!["blocklist-listed"]));
    let zen = entry(&said, "zen.spamhaus.org");
    assert_eq!(
        (&zen["listed"], &zen["meaning"]),
        (&true.into(), &serde_json::json!(["PBL", "XBL"]))
    );
    assert!(
        said.finding("blocklist-listed")["detail"]
            .as_str()
            .unwrap()
            .contains("https://check.spamhaus.org/")
    );
    let said = asked("example.com.dbl.spamhaus.org A 127.0.1.2", ARGS);
    assert_eq!(
        (said.code, &said.finding("blocklist-listed")["subject"]),
        (1, &"example.com".into())
    );
    let said = asked("example.com.multi.uribl.com A 127.0.0.4", ARGS);
    assert_eq!((said.code, said.ids()), (0, vec!["blocklist-noted"]));
}

#[test]
fn refusals_and_strange_answers_tell_nothing() {
    for (answer, word) in [
        ("127.255.255.254", "public resolver"),
        ("127.255.255.255", "too many"),
        ("127.255.255.252", "misspelt"),
        ("127.0.0.99", "does not document"),
        ("127.0.0.1", "does not document"),
        ("198.51.100.9", "somebody else"),
    ] {
        let said = asked(&format!("7.2.0.192.zen.spamhaus.org A {answer}"), ARGS);
        assert_eq!(
            (said.code, said.ids()),
            (5, vec!["blocklist-unanswered"]),
            "{answer}"
        );
        let zen = entry(&said, "zen.spamhaus.org");
        assert_eq!(
            (&zen["listed"], &zen["outcome"]),
            (&Value::Null, &"cannot tell".into())
        );
        assert!(zen["reason"].as_str().unwrap().contains(word), "{zen}");
    }
    for record in ["SERVFAIL", "REFUSED", "TIMEOUT"] {
        let said = asked(&format!("7.2.0.192.zen.spamhaus.org {record}"), ARGS);
        assert_eq!(
            (said.code, said.ids()),
            (5, vec!["blocklist-unanswered"]),
            "{record}"
        );
    }
    for zone in ["multi.surbl.org", "multi.uribl.com"] {
        let said = asked(&format!("example.com.{zone} A 127.0.0.1"), ARGS);
        assert_eq!(entry(&said, zone)["outcome"], "cannot tell");
    }
}

#[test]
fn a_list_is_believed_only_where_its_tests_hold() {
    // No test entry at all: dead, or not reached.
    let said = look("7.2.0.192.zen.spamhaus.org A 127.0.0.2", ARGS);
    assert_eq!(
        (said.code, &entry(&said, "zen.spamhaus.org")["listed"]),
        (5, &Value::Null)
    );
    // A wildcard lists everything.
    for zone in [
        "zen.spamhaus.org",
        "b.barracudacentral.org",
        "dbl.spamhaus.org",
        "multi.surbl.org",
    ] {
        let code = if zone.starts_with("dbl") {
            "127.0.1.2"
        } else if zone.contains("surbl") {
            "127.0.0.8"
        } else {
            "127.0.0.2"
        };
        let said = look(&format!("*.{zone} A {code}"), ARGS);
        let one = entry(&said, zone);
        assert_eq!((said.code, &one["listed"]), (5, &Value::Null), "{zone}");
        assert!(
            one["reason"].as_str().unwrap().contains("lists everything"),
            "{one}"
        );
    }
    // The zone was sold, and a web server answers for all of it.
    let said = look("*.bl.spamcop.net A 198.51.100.9", ARGS);
    assert!(
        entry(&said, "bl.spamcop.net")["reason"]
            .as_str()
            .unwrap()
            .contains("somebody else")
    );
    // The test is refused as the question would be.
    let said = look("*.zen.spamhaus.org A 127.255.255.254", ARGS);
    assert!(
        entry(&said, "zen.spamhaus.org")["reason"]
            .as_str()
            .unwrap()
            .contains("public resolver")
    );
    // Lists of domains whose only test is the one of addresses.
    let said = look("2.0.0.127.multi.surbl.org A 127.0.0.254", ARGS);
    assert_eq!(entry(&said, "multi.surbl.org")["listed"], false);
}

#[test]
fn each_list_is_asked_what_it_lists() {
    let v6 = "example.com --only blocklists --ip 2001:db8::cb01";
    let name = "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.zen.spamhaus.org";
    let said = asked(&format!("{name} A 127.0.0.3"), v6);
    assert_eq!(
        entry(&said, "zen.spamhaus.org")["meaning"],
        serde_json::json!(["CSS"])
    );
    assert!(
        !said.json["blocklists"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["zone"] == "bl.spamcop.net")
    );
    let said = asked(
        "example.com.dbl.spamhaus.org A 127.0.1.2",
        "news.example.com --only blocklists",
    );
    assert_eq!(said.code, 1, "the registered domain is asked for too");
    assert_eq!(
        asked("", "example.com --only blocklists --ip 10.1.2.3").code,
        0
    );
}
