//! Runs that ask DNS, a real server on loopback.

use std::time::{Duration, Instant};

use hickory_server::proto::op::ResponseCode;

use crate::dns::{Answer, DnsServer, closed_port};
use crate::run::{Place, Run};

fn clean(place: &Place, server: &DnsServer, more: &[&str]) -> Run {
    let resolver = server.resolver();
    let mut args = vec![
        "clean",
        "leads.csv",
        "--resolver",
        &resolver,
        "--rate",
        "0",
        "--force",
    ];
    args.extend(more);
    place.run(&args)
}

#[test]
fn what_dns_says_decides() {
    let server = DnsServer::start();
    server
        .says("alive-notreal.com", Answer::mx("mail.alive-notreal.com"))
        .says("web-notreal.com", Answer::address())
        .says("null-notreal.com", Answer::NullMx)
        .says("bare-notreal.com", Answer::NoData)
        .says("parked-notreal.com", Answer::mx("park-mx.above.com"))
        .says("throwaway-notreal.com", Answer::mx("mail.wabblywabble.com"))
        .says("ip-notreal.com", Answer::mx("192.0.2.7"))
        .says("broken-notreal.com", Answer::Code(ResponseCode::ServFail))
        .says("google-notreal.com", Answer::mx("aspmx.l.google.com"));
    let cells = [
        "alive",
        "web",
        "null",
        "bare",
        "parked",
        "throwaway",
        "ip",
        "broken",
        "gone",
        "google",
    ];
    let list: String = cells
        .iter()
        .map(|name| format!("li@{name}-notreal.com\n"))
        .collect();
    let place = Place::with(format!("email\n{list}"));
    clean(
        &place,
        &server,
        &["--annotated", "all.csv", "--with-provider-column"],
    )
    .ends(0);
    let all = place.text("all.csv");
    for (name, what) in [
        ("alive", "keep,ok,"),
        ("web", "review,implicit-mx,"),
        ("null", "remove,null-mx,"),
        ("bare", "remove,no-mail-route,"),
        ("parked", "review,parked-mx,"),
        ("throwaway", "review,disposable-mx,"),
        ("ip", "review,mx-is-ip,"),
        ("broken", "review,dns-servfail,"),
        ("gone", "remove,domain-not-found,"),
        ("google", "keep,ok,,,,Google Workspace"),
    ] {
        let wanted = format!("li@{name}-notreal.com,{what}");
        assert!(all.contains(&wanted), "{wanted}\n{all}");
    }
}

#[test]
fn a_domain_without_a_route_is_told_why() {
    let server = DnsServer::start();
    server
        .says("bare-notreal.com", Answer::NoData)
        .says("lost-notreal.com", Answer::mx("mail.lost-notreal.com"))
        .says("mail.lost-notreal.com", Answer::NoName);
    let place = Place::with("email\nli@bare-notreal.com\nli@lost-notreal.com\n");
    clean(&place, &server, &["--annotated", "all.csv", "--mx-hosts"]).ends(0);
    let all = place.text("all.csv");
    for (name, why) in [
        ("bare", "it has neither an MX record nor an address"),
        ("lost", "its mail servers have no address"),
    ] {
        let told = format!("mail for {name}-notreal.com has nowhere to go: {why}");
        assert!(all.contains(&told), "{all}");
    }
}

#[test]
fn a_dead_misspelling_is_for_a_person_and_a_dead_neighbour_is_evidence() {
    let server = DnsServer::start();
    let place = Place::with("email\na@rediffmael.com\nb@protonmeil.com\n");
    clean(&place, &server, &["--annotated", "all.csv"]).ends(0);
    let all = place.text("all.csv");
    assert!(all.contains("a@rediffmael.com,review,typo-domain"), "{all}");
    assert!(all.contains("a@rediffmail.com"), "{all}");
    assert!(!all.contains(",remove,"), "{all}");
}

#[test]
fn the_same_bytes_at_any_concurrency() {
    let mut outputs = Vec::new();
    for (concurrency, seed) in [("1", 0), ("500", 5), ("500", 11)] {
        let server = DnsServer::start();
        let mut list = String::from("email,name\n");
        for i in 0..120 {
            let domain = format!("firm-{i}-notreal.com");
            server.says(
                &domain,
                match i % 4 {
                    0 => Answer::NoName,
                    1 => Answer::address(),
                    2 => Answer::Mx(vec![
                        (20, "mx.zoho.com".into()),
                        (10, "mx.yandex.net".into()),
                    ]),
                    _ => Answer::mx("mail.test"),
                },
            );
            list.push_str(&format!("li@{domain},n{i}\nsales@{domain},m{i}\n"));
        }
        if seed > 0 {
            server.shuffles(15, seed);
        }
        let place = Place::with(list);
        let run = clean(
            &place,
            &server,
            &[
                "--no-cache",
                "--with-provider-column",
                "--concurrency",
                concurrency,
            ],
        )
        .ends(0);
        let files =
            ["clean", "review", "removed"].map(|kind| place.text(&format!("leads.{kind}.csv")));
        outputs.push((files, run.err));
    }
    assert_eq!(outputs[0], outputs[1]);
    assert_eq!(outputs[1], outputs[2]);
}

#[test]
fn no_good_contact_is_lost_when_half_of_the_questions_fail() {
    for fault in [
        Answer::Silence,
        Answer::Code(ResponseCode::ServFail),
        Answer::Code(ResponseCode::Refused),
        Answer::Hollow,
        Answer::NoNameBare,
        Answer::WrongId(Box::new(Answer::NoName)),
    ] {
        let server = DnsServer::start();
        let mut list = String::from("email\n");
        for i in 0..60 {
            let domain = format!("firm-{i}-notreal.com");
            let times = if matches!(fault, Answer::NoNameBare) {
                1
            } else {
                9
            };
            let first = if i % 2 == 0 {
                vec![fault.clone(); times]
            } else {
                Vec::new()
            };
            server.says_first(&domain, first, Answer::mx("mail.test"));
            list.push_str(&format!("li@{domain}\n"));
        }
        let place = Place::with(list);
        let run = clean(&place, &server, &["--timeout", "0.1"]);
        assert!(matches!(run.code, 0 | 5), "{}", run.err);
        let removed = place.text("leads.removed.csv");
        assert_eq!(removed.lines().count(), 1, "{fault:?}: {removed}");
    }
}

#[test]
fn without_a_network_it_ends_at_once_and_says_so() {
    let place = Place::with("email\nli@firm-notreal.com\nwu.li.na@gmail.com\nx@mailinator.com\n");
    let begun = Instant::now();
    let run = place
        .run(&["leads.csv", "--resolver", &closed_port().to_string()])
        .ends(5);
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert!(
        run.err.contains("warning: the DNS resolver 127.0.0.1:"),
        "{}",
        run.err
    );
    assert!(
        place
            .text("leads.review.csv")
            .contains("li@firm-notreal.com,review,dns-unavailable")
    );
    assert!(
        place
            .text("leads.clean.csv")
            .contains("wu.li.na@gmail.com,keep,freemail")
    );
    assert!(
        place
            .text("leads.removed.csv")
            .contains("x@mailinator.com,remove,disposable-domain")
    );
}

#[test]
fn a_second_run_asks_nothing() {
    let server = DnsServer::start();
    server.says("alive-notreal.com", Answer::mx("mail.test"));
    let place = Place::with("email\nli@alive-notreal.com\nwu@gone-notreal.com\n");
    clean(&place, &server, &[]).ends(0);
    let first = place.text("leads.clean.csv");
    server.reset();
    clean(&place, &server, &[]).ends(0);
    assert_eq!(server.asked(), 0);
    assert_eq!(place.text("leads.clean.csv"), first);
}

#[test]
fn facts_are_recorded_moved_and_obeyed() {
    let server = DnsServer::start();
    server.says("alive-notreal.com", Answer::mx("mail.test"));
    let place = Place::with("email\nli@alive-notreal.com\nwu@gone-notreal.com\nzoe@gmail.com\n");
    let resolver = server.resolver();
    place
        .run(&[
            "facts",
            "leads.csv",
            "--resolver",
            &resolver,
            "-o",
            "facts.jsonl",
        ])
        .ends(0);
    let facts = place.text("facts.jsonl");
    assert_eq!(facts.lines().count(), 2, "{facts}");
    server.reset();
    let run = place
        .run(&["leads.csv", "--facts", "facts.jsonl", "--offline"])
        .ends(0);
    assert!(run.err.contains("2 from the recording"), "{}", run.err);
    assert!(
        place
            .text("leads.removed.csv")
            .contains("wu@gone-notreal.com,remove,domain-not-found")
    );
    let run = place.run(&["facts", "export", "out.jsonl"]).ends(0);
    assert!(run.err.contains("2 facts"), "{}", run.err);
    place
        .run(&["facts", "import", "out.jsonl", "--cache", "other.sqlite3"])
        .ends(0);
    clean(&place, &server, &["--cache", "other.sqlite3"]).ends(0);
    assert_eq!(server.asked(), 0);
    let run = place
        .run(&["facts", "leads.csv", "-o", "facts.jsonl", "--offline"])
        .ends(4);
    assert!(run.err.contains("--force"), "{}", run.err);
}

#[test]
fn a_recording_never_takes_the_place_of_the_list() {
    let list = "email\nsales@firm-notreal.com\n";
    let place = Place::with(list);
    let run = place
        .run(&[
            "facts",
            "leads.csv",
            "-o",
            "leads.csv",
            "--force",
            "--offline",
        ])
        .ends(4);
    assert!(run.err.contains("uses itself"), "{}", run.err);
    assert_eq!(place.text("leads.csv"), list);
}

#[test]
fn a_cache_that_is_another_file_is_refused_and_left_as_it_is() {
    let list = "email\nli@alive-notreal.com\n";
    let place = Place::with(list);
    place.write("notes.txt", "mine");
    let server = DnsServer::start();
    for cache in ["leads.csv", "notes.txt"] {
        let run = clean(&place, &server, &["--cache", cache]).ends(2);
        assert!(run.err.contains("hint:"), "{}", run.err);
    }
    for action in ["export", "import"] {
        place
            .run(&["facts", action, "-", "--cache", "notes.txt"])
            .ends(2);
    }
    assert_eq!(place.text("leads.csv"), list);
    assert_eq!(place.text("notes.txt"), "mine");
    assert_eq!(place.names(), ["leads.csv", "notes.txt"]);
}

#[test]
fn damage_of_the_cache_is_told_whenever_it_is_found() {
    let server = DnsServer::start();
    server.says("alive-notreal.com", Answer::mx("mail.alive-notreal.com"));
    let place = Place::with("email\nli@alive-notreal.com\n");
    // Its first page is read when it is opened, the others with the first question.
    for intact in [4096, 100] {
        clean(&place, &server, &["--cache", "c.sqlite3"]).ends(0);
        let mut bytes = place.read("c.sqlite3");
        bytes[intact..].fill(0xff);
        place.write("c.sqlite3", bytes);
        let run = clean(&place, &server, &["--cache", "c.sqlite3"]).ends(0);
        assert_eq!(
            run.err.matches("the cache was damaged").count(),
            1,
            "{}",
            run.err
        );
    }
    assert!(place.path("c.sqlite3.damaged-2").exists());
}

#[test]
fn a_resolver_on_this_machine_that_knows_no_com_is_warned_of() {
    let server = DnsServer::start();
    let place = Place::with("email\nli@gone-notreal.com\n");
    let run = clean(&place, &server, &["--no-cache"]).ends(0);
    assert!(run.err.contains("warning: the DNS resolver"), "{}", run.err);
    server.says("com", Answer::NoData);
    let run = clean(&place, &server, &["--no-cache"]).ends(0);
    assert!(!run.err.contains("warning:"), "{}", run.err);
}

#[test]
fn a_resolver_that_fails_the_whole_list_is_told_by_the_exit_code() {
    let server = DnsServer::start();
    server.otherwise(Answer::Code(ResponseCode::ServFail));
    let cells: String = (0..30)
        .map(|i| format!("li@firm-{i}-notreal.com\n"))
        .collect();
    let place = Place::with(format!("email\n{cells}"));
    let run = clean(&place, &server, &["--no-cache"]).ends(5);
    assert!(run.err.contains("30 of 30 domains"), "{}", run.err);
}

#[test]
fn trouble_with_the_resolver_is_told_before_anything_else() {
    let place = Place::with("email\na@firm-notreal.com\nb@other-notreal.com\n");
    let resolver = closed_port().to_string();
    for (args, count) in [
        (&["clean", "leads.csv", "--force"][..], 1),
        (&["clean", "leads.csv", "--force", "--format", "json"], 1),
        (&["clean", "leads.csv", "--force", "--quiet"], 0),
    ] {
        let run = place
            .run(&[args, &["--resolver", &resolver, "--no-cache"]].concat())
            .ends(5);
        let told = run.err.matches("warning: the DNS resolver").count();
        assert_eq!(told, count, "{args:?}: {}", run.err);
        if let (Some(warning), Some(after)) = (run.err.find("warning:"), run.err.find("DNS: ")) {
            assert!(warning < after, "{}", run.err);
        }
    }
}

#[test]
fn nothing_is_incomplete_where_nothing_was_to_be_asked() {
    let place = Place::with("email\na@firm-notreal.com\n");
    place.write(
        "facts.jsonl",
        "{\"domain\":\"firm-notreal.com\",\"route\":\"unavailable\",\"at\":\"2026-11-24T08:00:00Z\",\"ttl\":0}\n",
    );
    let args = ["clean", "leads.csv", "--force", "--facts", "facts.jsonl"];
    let run = place.run(&[&args[..], &["--offline"]].concat()).ends(0);
    assert!(run.err.contains("dns-unavailable"), "{}", run.err);
    assert!(
        run.err
            .contains("DNS: 1 domain, 1 without an answer, 0 questions sent"),
        "{}",
        run.err
    );
    assert!(!run.err.contains("run it again"), "{}", run.err);
    let args = ["facts", "leads.csv", "--offline", "--facts", "facts.jsonl"];
    let run = place.run(&args).ends(0);
    assert!(
        run.err.contains("0 facts of 1 domain written"),
        "{}",
        run.err
    );
}
