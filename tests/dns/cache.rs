//! What is remembered between runs.

use std::io::Cursor;
use std::sync::atomic::{AtomicBool, Ordering};

use presend::dns::{Cache, CacheError, Learnt, MailRoute, Onlooker, Recording, lookup};

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
            &Onlooker {
                cancel: stop,
                progress: &|done, _| {
                    if done >= 60 {
                        stop.store(true, Ordering::Relaxed);
                    }
                },
                warn: &|_| {},
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
        &Onlooker {
            cancel: &AtomicBool::new(false),
            progress: &|_, _| {},
            warn: &|_| {},
        },
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
fn a_damaged_cache_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dns.sqlite3");
    keep(&Cache::open(&path).unwrap(), "alive.test", now());
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[100..].fill(0xff);
    std::fs::write(&path, bytes).unwrap();
    let cache = Cache::open(&path).unwrap();
    let known = cache.export(now()).unwrap();
    let aside = cache.set_aside().expect("it was moved");
    assert!(aside.exists());
    assert!(known.is_empty());
    keep(&cache, "alive.test", now());
    assert_eq!(cache.export(now()).unwrap().len(), 1);
}

#[test]
fn what_is_no_cache_of_ours_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine");
    let database = folder.path().join("other.sqlite3");
    rusqlite::Connection::open(&database)
        .unwrap()
        .execute_batch("CREATE TABLE clients (name TEXT); INSERT INTO clients VALUES ('Li')")
        .unwrap();
    let database = std::fs::read(database).unwrap();
    for content in [&b"email\nli@alive.test\n"[..], b"x", &database] {
        std::fs::write(&path, content).unwrap();
        let error = Cache::open(&path).unwrap_err();
        assert!(matches!(error, CacheError::Foreign { .. }), "{error}");
        assert_eq!(std::fs::read(&path).unwrap(), content);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    assert!(matches!(
        Cache::open(folder.path()).unwrap_err(),
        CacheError::Foreign { .. }
    ));
}

#[cfg(unix)]
#[test]
fn a_link_is_no_cache() {
    let folder = tempfile::tempdir().unwrap();
    let (list, link) = (folder.path().join("list"), folder.path().join("link"));
    std::fs::write(&list, "").unwrap();
    std::os::unix::fs::symlink(&list, &link).unwrap();
    assert!(matches!(
        Cache::open(&link).unwrap_err(),
        CacheError::Foreign { .. }
    ));
    assert_eq!(std::fs::read(&list).unwrap(), b"");
}

#[test]
fn a_cache_from_before_the_mark_is_ours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dns.sqlite3");
    keep(&Cache::open(&path).unwrap(), "alive.test", now());
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.pragma_update(None, "application_id", 0).unwrap();
    drop(connection);
    assert_eq!(Cache::open(&path).unwrap().export(now()).unwrap().len(), 1);
}

/// Puts a mail route for an hour into the cache, learnt at that time.
fn keep(cache: &Cache, domain: &str, at: i64) -> usize {
    let line = format!(
        r#"{{"domain":"{domain}","route":"mx","mx":[{{"preference":1,"host":"mail.test"}}],"ttl":3600,"at":"{}"}}"#,
        jiff::Timestamp::from_second(at).unwrap()
    );
    cache
        .import(&Recording::read(Cursor::new(line), "facts.jsonl").unwrap())
        .unwrap()
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

#[test]
fn a_fact_of_tomorrow_ends_as_if_it_were_of_today() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::open(&folder.path().join("dns.sqlite3")).unwrap();
    let decade = 10 * 365 * 86_400;
    assert_eq!(keep(&cache, "ahead.test", now() + decade), 1);
    let known = |at| {
        cache
            .get_many(["ahead.test"].into_iter(), at)
            .unwrap()
            .len()
    };
    assert_eq!(known(now()), 1);
    assert_eq!(known(now() + 3700), 0);
}

#[test]
fn what_is_not_taken_is_not_counted() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::open(&folder.path().join("dns.sqlite3")).unwrap();
    assert_eq!(keep(&cache, "past.test", now() - 4000), 0);
    let failure = r#"{"domain":"ill.test","route":"timeout","ttl":1,"at":"2026-01-01T00:00:00Z"}"#;
    let recording = Recording::read(Cursor::new(failure), "facts.jsonl").unwrap();
    assert_eq!(cache.import(&recording).unwrap(), 0);
}

#[test]
fn a_bad_cell_costs_one_question_and_not_the_cache() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dns.sqlite3");
    let cache = Cache::open(&path).unwrap();
    let domains = ["a.test", "b.test", "c.test", "d.test", "e.test"];
    for domain in domains {
        keep(&cache, domain, now());
    }
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch(
            "UPDATE fact1 SET fact = x'ff00' WHERE domain = 'a.test';
             UPDATE fact1 SET fact = 7 WHERE domain = 'b.test';
             UPDATE fact1 SET fact = '{}' WHERE domain = 'c.test';
             UPDATE fact1 SET fact = (SELECT fact FROM fact1 WHERE domain = 'e.test')
                 WHERE domain = 'd.test'",
        )
        .unwrap();
    let known = cache.get_many(domains.into_iter(), now()).unwrap();
    assert_eq!(known.keys().collect::<Vec<_>>(), ["e.test"]);
    cache.export(now()).unwrap();
}

#[test]
fn an_answer_that_loses_a_contact_never_outlives_one_that_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::open(&folder.path().join("dns.sqlite3")).unwrap();
    let at = jiff::Timestamp::now();
    let lines = format!(
        r#"{{"domain":"gone.test","route":"no-such-domain","ttl":86400,"at":"{at}"}}
{{"domain":"live.test","route":"implicit-a","addresses":["192.0.2.1"],"ttl":60,"at":"{at}"}}
{{"domain":"zero.test","route":"implicit-a","addresses":["192.0.2.1"],"ttl":0,"at":"{at}"}}"#
    );
    let recording = Recording::read(Cursor::new(lines), "facts.jsonl").unwrap();
    assert_eq!(cache.import(&recording).unwrap(), 2);
    let known = |at: i64| cache.export(at).unwrap().len();
    assert_eq!(known(at.as_second() + 3590), 2);
    assert_eq!(known(at.as_second() + 3610), 0);
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
    assert_eq!(cache.export(book["alive.test"].at).unwrap().len(), 3);
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
