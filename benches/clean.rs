//! `cargo bench`: the main job end to end, beside a plain copy of the same file by the csv crate.
//!
//! 100,000 rows at 10,000 domains, asked of a real DNS server on loopback; then again from the cache. Figures are
//! ratios of one run: machines differ, and this one may be busy.

#[path = "../tests/support/dns.rs"]
mod dns;
mod measure;
#[path = "../tests/support/serve.rs"]
mod serve;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use dns::{Answer, DnsServer};
use measure::run;

const ROWS: usize = 100_000;
const DOMAINS: usize = 10_000;
const TIMES: usize = 5;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let list = folder.path().join("leads.csv");
    let small = folder.path().join("small.csv");
    fs::write(&list, leads(ROWS)).expect("the list is written");
    fs::write(&small, leads(10)).expect("the list is written");
    let server = DnsServer::start();
    server.otherwise(Answer::mx("mxbiz1.qq.com"));

    let copy = best(|| copy(&list, &folder.path().join("copy.csv")));
    let (offline, memory) = best_run(folder.path(), &["clean", "leads.csv", "--offline"]);
    let (_, base) = best_run(folder.path(), &["clean", "small.csv", "--offline"]);
    let resolver = server.resolver();
    let asking = ["clean", "leads.csv", "--resolver", &resolver, "--rate", "0"];
    let (asked, _) = run(folder.path(), &asking);
    let (cached, _) = best_run(folder.path(), &asking);

    println!(
        "{ROWS} rows, {DOMAINS} domains, {} questions",
        server.asked()
    );
    let show = |what: &str, time: Duration| {
        let ratio = time.as_secs_f64() / copy.as_secs_f64();
        println!(
            "{what:<34} {:>8.3} s  {ratio:>6.1} times the copy",
            time.as_secs_f64()
        );
    };
    show("copy by the csv crate", copy);
    show("presend clean, offline", offline);
    show("presend clean, asking a server", asked);
    show("presend clean, from the cache", cached);
    println!(
        "memory: {:.0} bytes a row above a list of ten ({:.1} MiB at the most)",
        (memory.saturating_sub(base)) as f64 / ROWS as f64,
        memory as f64 / f64::from(1 << 20)
    );
}

/// A list with invented people, ten at each domain.
fn leads(rows: usize) -> String {
    let mut text = String::from("Company,Contact,Country,Email,Phone\r\n");
    for i in 0..rows {
        let domain = i % DOMAINS;
        let _ = write!(
            text,
            "Firm {domain} 有限公司,\"Person, {i}\",China,person.{i}@firm-{domain}-notreal.com,+86 755 {i:08}\r\n"
        );
    }
    text
}

fn copy(from: &Path, to: &Path) -> Duration {
    let begun = Instant::now();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_path(from)
        .expect("the list is there");
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_path(to)
        .expect("the copy can be written");
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).expect("a row") {
        writer.write_byte_record(&record).expect("a row");
    }
    writer.flush().expect("the copy is written");
    begun.elapsed()
}

fn best(mut job: impl FnMut() -> Duration) -> Duration {
    (0..TIMES).map(|_| job()).min().unwrap_or_default()
}

/// The shortest time and the largest memory of several runs.
fn best_run(folder: &Path, args: &[&str]) -> (Duration, u64) {
    let runs: Vec<(Duration, u64)> = (0..TIMES).map(|_| run(folder, args)).collect();
    let time = runs.iter().map(|run| run.0).min().unwrap_or_default();
    let memory = runs.iter().map(|run| run.1).max().unwrap_or_default();
    (time, memory)
}
