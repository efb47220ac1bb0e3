//! Runs that are stopped: nothing half, and the next run goes on from there.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::dns::{Answer, DnsServer};
use crate::run::{Place, Run};

const DOMAINS: usize = 400;
/// So soon a run ends at Ctrl-C.
const AT_ONCE: Duration = Duration::from_secs(1);

/// A server that takes its time, and a list of its domains.
fn slow() -> (DnsServer, Place) {
    let server = DnsServer::start();
    let mut list = String::from("email\n");
    for i in 0..DOMAINS {
        server.says(&format!("firm-{i}-notreal.com"), Answer::mx("mail.test"));
        list.push_str(&format!("li@firm-{i}-notreal.com\n"));
    }
    server.shuffles(60, 77);
    (server, Place::with(list))
}

fn start(place: &Place, server: &DnsServer) -> Child {
    let args = [
        "clean",
        "leads.csv",
        "--resolver",
        &server.resolver(),
        "--concurrency",
        "4",
    ];
    place.command(&args).stderr(Stdio::piped()).spawn().unwrap()
}

fn wait_for_questions(server: &DnsServer, count: usize) {
    let begun = Instant::now();
    while server.asked() < count {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "no questions come"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn signal(child: &Child, name: &str) {
    let done = Command::new("kill")
        .args([name, &child.id().to_string()])
        .status()
        .unwrap();
    assert!(done.success());
}

fn finish(place: &Place, server: &DnsServer, asked: usize) {
    server.reset();
    let run = place
        .run(&["clean", "leads.csv", "--resolver", &server.resolver()])
        .ends(0);
    assert!(
        server.asked() < DOMAINS,
        "{} after {asked}: {}",
        server.asked(),
        run.err
    );
    assert_eq!(place.text("leads.clean.csv").lines().count(), DOMAINS + 1);
}

#[test]
fn an_interrupted_run_writes_nothing_and_keeps_its_answers() {
    let (server, place) = slow();
    let mut child = start(&place, &server);
    wait_for_questions(&server, 80);
    let begun = Instant::now();
    signal(&child, "-INT");
    let status = child.wait().unwrap();
    assert!(begun.elapsed() < AT_ONCE, "{:?}", begun.elapsed());
    assert_eq!(status.code(), Some(130));
    assert_eq!(place.names(), ["leads.csv"]);
    finish(&place, &server, 80);
}

#[test]
fn a_killed_run_leaves_the_input_and_its_answers() {
    let (server, place) = slow();
    let before = place.read("leads.csv");
    let mut child = start(&place, &server);
    wait_for_questions(&server, 200);
    signal(&child, "-KILL");
    child.wait().unwrap();
    assert_eq!(place.read("leads.csv"), before);
    let finished = |name: &String| {
        ["leads.clean.csv", "leads.review.csv", "leads.removed.csv"].contains(&name.as_str())
    };
    assert!(!place.names().iter().any(finished), "{:?}", place.names());
    finish(&place, &server, 200);
}

/// Whoever starts it without a list, or with a pipe that stays silent, can leave again.
#[test]
fn waiting_for_input_can_be_given_up() {
    let place = Place::new();
    let mut pipe = Command::new("mkfifo");
    assert!(pipe.arg(place.path("pipe")).status().unwrap().success());
    for args in [
        &["clean", "-", "--offline"][..],
        &["check", "-"],
        &["facts", "import", "-", "--cache", "kept.db"],
        &["clean", "pipe", "--offline"],
    ] {
        let mut child = place.command(args).stdin(Stdio::piped()).spawn().unwrap();
        let stdin = child.stdin.take();
        // It must have come so far as to wait.
        std::thread::sleep(Duration::from_millis(300));
        assert_eq!(child.try_wait().unwrap(), None, "{args:?}");
        let begun = Instant::now();
        signal(&child, "-INT");
        while child.try_wait().unwrap().is_none() && begun.elapsed() < AT_ONCE {
            std::thread::sleep(Duration::from_millis(10));
        }
        let ended = child.try_wait().unwrap();
        let _ = child.kill();
        drop(stdin);
        assert_eq!(
            ended.and_then(|status| status.code()),
            Some(130),
            "{args:?}"
        );
    }
}

/// A run whose cache another holds as long as the connection writes.
fn with_a_held_cache(server: &DnsServer, place: &Place) -> (rusqlite::Connection, Command) {
    let cache = place.path("held.sqlite3");
    presend::dns::Cache::open(&cache).unwrap();
    let holder = rusqlite::Connection::open(&cache).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut command = place.command(&["clean", "leads.csv", "--resolver", &server.resolver()]);
    command
        .args(["--cache", "held.sqlite3"])
        .stderr(Stdio::piped());
    (holder, command)
}

#[test]
fn a_run_whose_cache_is_held_by_another_ends_at_once_too() {
    let (server, place) = slow();
    let (_holder, mut command) = with_a_held_cache(&server, &place);
    command.args(["--concurrency", "4"]);
    let mut child = command.spawn().unwrap();
    wait_for_questions(&server, 60);
    let begun = Instant::now();
    signal(&child, "-INT");
    let status = child.wait().unwrap();
    assert!(begun.elapsed() < AT_ONCE, "{:?}", begun.elapsed());
    assert_eq!(status.code(), Some(130));
}

#[test]
fn a_cache_that_is_held_for_a_moment_is_written_after_it() {
    let (server, place) = slow();
    let (holder, mut command) = with_a_held_cache(&server, &place);
    command.args(["--rate", "0"]);
    let child = command.spawn().unwrap();
    wait_for_questions(&server, DOMAINS);
    std::thread::sleep(Duration::from_millis(500));
    holder.execute_batch("ROLLBACK").unwrap();
    let run = Run::of(child.wait_with_output().unwrap()).ends(0);
    assert!(!run.err.contains("cache"), "{}", run.err);
    let count = "SELECT count(*) FROM fact1";
    let kept: isize = holder.query_row(count, [], |row| row.get(0)).unwrap();
    assert_eq!(kept, DOMAINS as isize);
}
