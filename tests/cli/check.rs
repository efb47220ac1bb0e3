//! `check`: what it finds, where, and how it ends.

use std::collections::BTreeMap;

use hickory_server::proto::op::ResponseCode;
use serde_json::Value;

use crate::dns::{Answer, DnsServer};
use crate::run::{Place, repository};

/// The report of a run as JSON.
#[track_caller]
pub fn report(place: &Place, args: &[&str], code: i32) -> Value {
    let mut all = vec!["check", "--format", "json"];
    all.extend(args);
    let run = place.run(&all).ends(code);
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.out))
}

/// Of each finding file, line, column and id.
pub fn found(report: &Value) -> Vec<(String, u64, u64, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .map(|found| {
            (
                text(&found["file"]),
                found["line"].as_u64().unwrap(),
                found["column"].as_u64().unwrap(),
                text(&found["id"]),
            )
        })
        .collect()
}

fn at(file: &str, line: u64, column: u64, id: &str) -> (String, u64, u64, String) {
    (file.to_owned(), line, column, id.to_owned())
}

#[test]
fn the_judgement_is_that_of_clean() {
    let place = Place::new();
    std::fs::copy(repository("data/sample-leads.csv"), place.path("leads.csv")).unwrap();
    let facts = repository("data/sample-facts.jsonl").display().to_string();
    let clean = place
        .run(&[
            "clean",
            "leads.csv",
            "--format",
            "json",
            "--offline",
            "--facts",
            &facts,
        ])
        .ends(0);
    let clean: Value = serde_json::from_str(&clean.out).unwrap();
    let check = report(&place, &["leads.csv", "--facts", &facts], 1);
    let counts = |reasons: &Value, count: &str| -> BTreeMap<(String, String), u64> {
        let reasons = reasons.as_array().unwrap().iter();
        reasons
            // A question without an answer is a note here.
            .filter(|reason| reason["verdict"] == "remove" || reason["verdict"] == "review")
            .filter(|reason| !reason["id"].as_str().unwrap().starts_with("dns-"))
            .map(|reason| {
                let text = |key: &str| reason[key].as_str().unwrap().to_owned();
                (
                    (text("verdict"), text("id")),
                    reason[count].as_u64().unwrap(),
                )
            })
            .collect()
    };
    assert_eq!(
        counts(&clean["reasons"], "rows"),
        counts(&check["reasons"], "findings")
    );
    assert_eq!(clean["rows"], check["rows"]);
    // Nothing but the outputs of clean was written.
    assert_eq!(
        place.names(),
        [
            "leads.clean.csv",
            "leads.csv",
            "leads.removed.csv",
            "leads.review.csv"
        ]
    );
}

#[test]
fn the_exit_code_is_the_gate() {
    let place = Place::new();
    place.write("good.csv", "email\nsales@firm-notreal.com\n");
    place.write("look.csv", "email\nliwang88@gmial.com\n");
    place.write("bad.csv", "email\nlocalhost@localhost\n");
    for (args, code) in [
        (&["check", "good.csv"][..], 0),
        (&["check", "look.csv"], 0),
        (&["check", "bad.csv"], 1),
        (&["check", "look.csv", "--fail-on", "review"], 1),
        (&["check", "look.csv", "--fail-on", "remove"], 0),
        (&["check", "bad.csv", "--exit-zero"], 0),
        (&["check", "good.csv", "missing.csv"], 3),
        (&["check", "good.csv", "--exit-zero", "missing.csv"], 3),
        (&["check"], 2),
        (&["check", "good.csv", "--fail-on", "keep"], 2),
        (&["check", "good.csv", "--format", "xml"], 2),
    ] {
        place.run(args).ends(code);
    }
    // The other files are reported all the same.
    let all = report(&place, &["bad.csv", "missing.csv"], 3);
    assert_eq!(found(&all).len(), 1);
    assert_eq!(all["unreadable"][0]["file"], "missing.csv");
}

#[test]
fn line_and_column_are_those_of_an_editor() {
    let place = Place::new();
    place.write(
        "quoted.csv",
        "\u{FEFF}name,note,email\r\n王,\"two\r\nlines\",li@localhost\r\n\r\n王小明,x,\"wu@localhost\"\r\nshort\r\n",
    );
    assert_eq!(
        found(&report(&place, &["quoted.csv"], 1)),
        [
            at("quoted.csv", 3, 8, "reserved-domain"),
            at("quoted.csv", 5, 8, "reserved-domain"),
            at("quoted.csv", 6, 6, "empty"),
        ]
    );
    // In GBK a Chinese character is two bytes and one column.
    let (gbk, ..) =
        encoding_rs::GBK.encode("公司,联系人,邮箱\n深圳某某照明有限公司,王小明,li@localhost\n");
    place.write("gbk.csv", gbk);
    let report = report(&place, &["gbk.csv"], 1);
    assert_eq!(found(&report), [at("gbk.csv", 2, 16, "reserved-domain")]);
    assert_eq!(report["findings"][0]["cell"]["number"], 3);
    assert_eq!(report["findings"][0]["cell"]["name"], "邮箱");
}

#[test]
fn addresses_are_masked_unless_they_are_asked_for() {
    let place = Place::with(
        "email\nzelda.quux@localhost\nzelda.quux@firm-notreal.com; jim.quux@firm-notreal.com\nzelda.quux@gmial.com\n\
         \"\"\"zelda quux\"\"@firm-notreal.com\"\nzelda.quux@@firm-notreal.com\ncall zelda.quux 555 0100 @firm\n\
         zelda.quux88@googlemail.com\nzeldaquux88+x@gmail.com\nno-reply@firm-notreal.com\n",
    );
    for format in [
        "text", "json", "ndjson", "sarif", "github", "junit", "gitlab",
    ] {
        let run = place
            .run(&["check", "leads.csv", "--format", format])
            .ends(1);
        for word in ["zelda", "jim.", "quux", "0100", "no-reply@"] {
            let out = run.out.replace("no-reply-address", "");
            assert!(!out.contains(word), "{format}: {word}: {out}");
            assert!(!run.err.contains(word), "{format}: {word}: {}", run.err);
        }
        assert!(run.out.contains("z***@localhost"), "{format}: {}", run.out);
        let run = place
            .run(&["check", "leads.csv", "--format", format, "--show-addresses"])
            .ends(1);
        assert!(
            run.out.contains("zelda.quux@localhost"),
            "{format}: {}",
            run.out
        );
        assert!(
            run.out.contains("jim.quux@firm-notreal.com"),
            "{format}: {}",
            run.out
        );
        assert!(
            run.out.contains("zelda.quux@gmail.com"),
            "{format}: {}",
            run.out
        );
    }
}

#[test]
fn dns_is_asked_only_where_it_is_wished_for() {
    let server = DnsServer::start();
    server
        .says("alive-notreal.com", Answer::mx("mail.alive-notreal.com"))
        .says("null-notreal.com", Answer::NullMx)
        .says("broken-notreal.com", Answer::Code(ResponseCode::ServFail));
    let place = Place::with(
        "email\nli@alive-notreal.com\nli@null-notreal.com\nli@broken-notreal.com\nli@gone-notreal.com\n",
    );
    let resolver = server.resolver();
    let dns = [
        "leads.csv",
        "--resolver",
        &resolver,
        "--rate",
        "0",
        "--no-cache",
    ];
    let quiet = report(&place, &dns, 0);
    assert_eq!((found(&quiet).len(), server.asked()), (0, 0));

    let mut asked = dns.to_vec();
    asked.push("--dns");
    let all = report(&place, &asked, 1);
    assert_eq!(
        found(&all),
        [
            at("leads.csv", 3, 1, "null-mx"),
            at("leads.csv", 4, 1, "dns-servfail"),
            at("leads.csv", 5, 1, "domain-not-found"),
        ]
    );
    assert_eq!(all["findings"][1]["level"], "note");
    // The nearer of two that exclude each other stands.
    place.write("presend.toml", "offline = true\n");
    assert_eq!(found(&report(&place, &asked, 1)).len(), 3);
}

#[test]
fn an_unanswered_question_never_fails_a_build() {
    let place = Place::with("email\nli@some-notreal.com\n");
    let resolver = crate::dns::closed_port().to_string();
    let run = place
        .run(&[
            "check",
            "leads.csv",
            "--dns",
            "--resolver",
            &resolver,
            "--no-cache",
            "--fail-on",
            "review",
            "--timeout",
            "0.2",
        ])
        .ends(0);
    assert!(run.out.contains("dns-unavailable"), "{}", run.out);
    // Not even as what the baseline holds.
    place
        .run(&[
            "check",
            "leads.csv",
            "--dns",
            "--resolver",
            &resolver,
            "--no-cache",
            "--timeout",
            "0.2",
            "--write-baseline",
        ])
        .ends(0);
    assert!(
        place
            .text("presend-baseline.json")
            .contains("\"entries\": []")
    );
}

#[test]
fn people_read_it_in_both_languages() {
    let place = Place::with("email\nli@localhost\nliwang88@gmial.com\n");
    let run = place.run(&["check", "leads.csv"]).ends(1);
    let lines: Vec<&str> = run.out.lines().map(str::trim).collect();
    assert_eq!(
        lines,
        [
            "leads.csv:2:1  remove  reserved-domain  l***@localhost: localhost is a reserved name that never receives mail",
            "leads.csv:3:1  review  typo-domain      l***@gmial.com: gmial.com looks like a misspelling of gmail.com → l***@gmail.com",
            "",
            "1 to remove, 1 to review among 2 addresses in 1 file",
            "remove  1  reserved-domain  reserved domain",
            "review  1  typo-domain      misspelt domain",
        ]
    );
    let run = place.run(&["check", "leads.csv", "--lang", "zh"]).ends(1);
    assert!(
        run.out
            .contains("在 1 个文件的 2 个地址中发现 1 个应移除、1 个待查看"),
        "{}",
        run.out
    );
    assert!(run.out.contains("localhost 是保留名称"), "{}", run.out);
    let run = place.run(&["check", "leads.csv", "--quiet"]).ends(1);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
}

#[test]
fn nothing_in_a_file_moves_the_terminal() {
    let place = Place::new();
    place.write("a\u{1b}[31m.csv", "email\nli\u{202e}x@localhost\n");
    for format in ["text", "github", "junit"] {
        let run = place.run(&["check", ".", "--format", format, "--show-addresses"]);
        assert_ne!(run.code, 70);
        assert!(
            !run.out.contains(['\u{1b}', '\u{202e}']),
            "{format}: {:?}",
            run.out
        );
    }
}
