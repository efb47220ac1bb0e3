//! What is remembered between runs.

use std::io::Cursor;
use std::sync::atomic::{AtomicBool, Ordering};

use presend::dns::{Cache, Learnt, MailRoute, Recording, lookup};

use super::common::{ask_with, config, names};
use crate::support::{Answer, DnsServer};

#[test]
fn a_second_run_asks_nothing_but_what_failed() {
    let server = DnsServer::start();
    server
        .says("alive.test", Answer::mx("mail.test"))
        .says("ill.test", Answer::Silence);
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::open(&folder.path().join("dns.sqlite3")).unwrap();
    let domains = ["alive.test", "gone.test", "ill.test"];
    let first = ask_with(&domains, &config(&server), None, Some(&cache));
    assert!(matches!(first.book["alive.test"].route, MailRoute::Mx(_)));
    server.reset();
    let second = ask_with(&domains, &config(&server), None, Some(&cache));
    assert_eq!(
        server.asked_for("alive.test") + server.asked_for("gone.test"),
        0
    );
    assert!(server.asked_for("ill.test") > 0, "a failure was remembered");
    assert_eq!(second.from_cache, 2);
    assert_eq!(second.book["gone.test"].learnt, Learnt::Cache);
    assert_eq!(
        first.book["gone.test"].route,
        second.book["gone.test"].route
    );
}

#[test]
fn answers_are_kept_for_a_bounded_time() {
    let server = DnsServer::start();
    server.says("alive.test", Answer::mx("mail.test"));
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::open(&folder.path().join("dns.sqlite3")).unwrap();
    let book = ask_with(
        &["alive.test", "gone.test"],
        &config(&server),
        None,
        Some(&cache),
    )
    .book;
    let now = book["alive.test"].at;
    let known = |later: i64| {
        let mut known: Vec<String> = cache
            .get_many(["alive.test", "gone.test"].into_iter(), now + later)
            .unwrap()
            .into_keys()
            .collect();
        known.sort();
        known
    };
    assert_eq!(known(200), ["alive.test", "gone.test"]);
    // The negative answer said 300 seconds; a positive one lives an hour at least.
    assert_eq!(known(400), ["alive.test"]);
    assert!(known(8 * 86_400).is_empty());
    assert_eq!(cache.prune(now + 400).unwrap(), 1);
    assert_eq!(cache.export(now).unwrap().len(), 1);
}

#[test]
fn a_run_that_was_stopped_goes_on_where_it_was() {
    let server = DnsServer::start();
    let domains = names(300);
    for domain in &domains {
        server.says(domain, Answer::mx("mail.test"));
    }
    server.shuffles(5, 7);
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::open(&folder.path().join("dns.sqlite3")).unwrap();
    let stop = AtomicBool::new(false);
    let mut config = config(&server);
    config.concurrency = 4;
    config.timeout = std::time::Duration::from_secs(2);
    let run = |stop: &AtomicBool| {
        lookup(
            &domains,
            &config,
            None,
            Some(&cache),
            stop,
            &|done, _| {
                if done >= 60 {
                    stop.store(true, Ordering::Relaxed);
                }
            },
            &|_| false,
        )
    };
    let first = run(&stop);
    assert!(first.interrupted);
    let asked = server.asked();
    assert!(asked < 300, "{asked}");
    server.reset();
    let second = lookup(
        &domains,
        &config,
        None,
        Some(&cache),
        &AtomicBool::new(false),
        &|_, _| {},
        &|_| false,
    );
    assert!(second.from_cache >= 50, "{} remembered", second.from_cache);
    // On a busy machine a reply may come too late, and its question is asked again.
    let unknown = 300 - second.from_cache;
    let asked = server.asked();
    assert!(asked <= unknown + unknown / 10 + 2, "{asked} of {unknown}");
    assert!(
        second
            .book
            .values()
            .all(|fact| matches!(fact.route, MailRoute::Mx(_)))
    );
}

#[test]
fn a_file_that_is_no_cache_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("leads.csv");
    let text = b"Email\nli@firm-notreal.com\n";
    std::fs::write(&list, text).unwrap();
    assert!(Cache::open(&list).is_err());
    assert_eq!(std::fs::read(&list).unwrap(), text);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    // So is the database of another program.
    let other = folder.path().join("other.sqlite3");
    let connection = rusqlite::Connection::open(&other).unwrap();
    connection.execute("CREATE TABLE mine (a)", []).unwrap();
    drop(connection);
    let before = std::fs::read(&other).unwrap();
    assert!(Cache::open(&other).is_err());
    assert_eq!(std::fs::read(&other).unwrap(), before);
}

#[test]
fn a_damaged_cache_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dns.sqlite3");
    drop(Cache::open(&path).unwrap());
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[100..].fill(0xAA);
    std::fs::write(&path, bytes).unwrap();
    let cache = Cache::open(&path).unwrap();
    let aside = cache.set_aside().expect("it was moved");
    assert!(aside.exists());
    assert!(cache.export(0).unwrap().is_empty());
}

#[test]
fn a_recording_answers_without_a_question_and_comes_back_as_it_went() {
    let server = DnsServer::start();
    server
        .says("alive.test", Answer::mx("mail.test"))
        .says("web.test", Answer::address());
    let domains = ["alive.test", "gone.test", "web.test"];
    let book = ask_with(&domains, &config(&server), None, None).book;
    let mut facts: Vec<_> = book
        .iter()
        .map(|(domain, fact)| (domain.as_str(), fact))
        .collect();
    facts.sort_by_key(|&(domain, _)| domain);
    let mut text = Vec::new();
    Recording::write(&mut text, facts.iter().copied()).unwrap();
    let recording = Recording::read(Cursor::new(&text), "facts.jsonl").unwrap();
    server.reset();
    let again = ask_with(&domains, &config(&server), Some(&recording), None);
    assert_eq!((server.asked(), again.asked, again.from_facts), (0, 0, 3));
    let mut second = Vec::new();
    Recording::write(&mut second, recording.iter()).unwrap();
    assert_eq!(text, second);
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::open(&folder.path().join("dns.sqlite3")).unwrap();
    cache.import(&recording).unwrap();
    assert_eq!(cache.export(0).unwrap().len(), 3);
}

#[test]
fn a_bad_recording_is_told_by_its_line() {
    let good = r#"{"domain":"a.test","route":"null-mx","ttl":1,"at":"2026-01-01T00:00:00Z"}"#;
    for (bad, why) in [
        ("nonsense", "not JSON"),
        (
            r#"{"domain":"b.test","route":"teleport","ttl":1,"at":"2026-01-01T00:00:00Z"}"#,
            "route",
        ),
        (
            r#"{"domain":"b.test","route":"mx","ttl":1,"at":"2026-01-01T00:00:00Z"}"#,
            "no mx",
        ),
        (
            r#"{"domain":"b.test","rout":"mx","ttl":1,"at":"2026-01-01T00:00:00Z"}"#,
            "key",
        ),
        (good, "twice"),
    ] {
        let text = format!("{good}\n{bad}\n");
        let error = Recording::read(Cursor::new(text), "facts.jsonl").unwrap_err();
        assert!(
            error.to_string().starts_with("facts.jsonl:2: "),
            "{why}: {error}"
        );
    }
}
