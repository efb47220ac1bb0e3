//! The suite of openspf.org for RFC 7208, replayed through the command line over real DNS.
//!
//! `rfc7208-tests.yml` stands here as it was published; `LICENSE.openspf` is its licence.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Deserialize;
use serde_yaml_ng::Value;

use crate::run::{Place, repository};
use crate::zone::{ZoneServer, name, text};
use hickory_server::proto::rr::RData;
use hickory_server::proto::rr::rdata::{A, AAAA, CNAME, MX, PTR};

/// How many cases the suite has.
const CASES: usize = 203;

#[derive(Deserialize)]
struct Scenario {
    tests: BTreeMap<String, Case>,
    zonedata: BTreeMap<String, Vec<Value>>,
}

#[derive(Deserialize)]
struct Case {
    helo: String,
    host: String,
    #[serde(default)]
    mailfrom: String,
    result: Value,
    explanation: Option<String>,
}

impl Case {
    fn allows(&self, result: &str) -> bool {
        match &self.result {
            Value::Sequence(several) => several.iter().any(|one| one.as_str() == Some(result)),
            one => one.as_str() == Some(result),
        }
    }
}

fn scenarios() -> Vec<Scenario> {
    let suite = fs::read_to_string(repository("tests/sender/rfc7208-tests.yml")).unwrap();
    serde_yaml_ng::Deserializer::from_str(&suite)
        .map(|document| Scenario::deserialize(document).unwrap())
        .collect()
}

/// The octets of a string: the suite means Latin-1 by what is not ASCII.
fn octets(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect()
}

fn strings(value: &Value) -> Vec<Vec<u8>> {
    match value {
        Value::Sequence(several) if several.is_empty() => vec![Vec::new()],
        Value::Sequence(several) => several
            .iter()
            .map(|s| octets(s.as_str().unwrap()))
            .collect(),
        one => {
            let text = octets(one.as_str().unwrap());
            match text.is_empty() {
                true => vec![text],
                false => text.chunks(255).map(<[u8]>::to_vec).collect(),
            }
        }
    }
}

/// The zone of a scenario. What stands under SPF stands under TXT too, unless the name has TXT of its own.
fn serve(scenario: &Scenario) -> ZoneServer {
    let server = ZoneServer::start();
    for (owner, entries) in &scenario.zonedata {
        let has_txt = entries.iter().any(|entry| entry.get("TXT").is_some());
        // The name exists even where all it has is of a type that nobody asks for.
        server.exist(owner);
        for entry in entries {
            if entry.as_str() == Some("TIMEOUT") {
                server.silence(owner);
                continue;
            }
            let (kind, value) = entry.as_mapping().unwrap().iter().next().unwrap();
            let plain = || value.as_str().unwrap();
            let data = match kind.as_str().unwrap() {
                "TXT" if value.as_str() == Some("NONE") => continue,
                "TXT" => text(&strings(value)),
                "SPF" if has_txt => continue,
                "SPF" => text(&strings(value)),
                "A" => RData::A(A(plain().parse().unwrap())),
                "AAAA" => RData::AAAA(AAAA(plain().parse().unwrap())),
                "PTR" => RData::PTR(PTR(name(plain()))),
                "CNAME" => RData::CNAME(CNAME(name(plain()))),
                "MX" => {
                    let preference = value[0].as_u64().unwrap() as u16;
                    RData::MX(MX::new(preference, name(value[1].as_str().unwrap())))
                }
                other => panic!("{other}"),
            };
            server.put(owner, data);
        }
    }
    server
}

/// Replays every case; returns how many there were.
fn replay(over_tcp: bool) -> usize {
    let scenarios = scenarios();
    let servers: Vec<ZoneServer> = scenarios.iter().map(serve).collect();
    let mut jobs = Vec::new();
    for (scenario, server) in scenarios.iter().zip(&servers) {
        if over_tcp {
            server.over_tcp();
        }
        jobs.extend(scenario.tests.iter().map(|(id, case)| (id, case, server)));
    }
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let place = Place::new();
                while let Some((id, case, server)) = jobs.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    if let Some(what) = complaint(&place, case, server) {
                        wrong.lock().unwrap().push(format!("{id}: {what}"));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        jobs.len(),
        wrong.join("\n")
    );
    jobs.len()
}

/// What is wrong with the program's answer.
fn complaint(place: &Place, case: &Case, server: &ZoneServer) -> Option<String> {
    let run = place.run(&[
        "sender",
        "--only",
        "spf",
        "--ip",
        &case.host,
        "--helo",
        &case.helo,
        "--mail-from",
        &case.mailfrom,
        "--resolver",
        &server.resolver(),
        "--timeout",
        "0.3",
        "--format",
        "json",
    ]);
    let Ok(json) = serde_json::from_str::<serde_json::Value>(&run.out) else {
        return Some(format!("no JSON: {}{}", run.out, run.err));
    };
    let result = json["spf"]["result"].as_str().unwrap_or("nothing");
    if !case.allows(result) {
        return Some(format!("{result} instead of {:?}", case.result));
    }
    let code = match result {
        "pass" => [0, 1].contains(&run.code),
        "temperror" => [1, 5].contains(&run.code),
        _ => run.code == 1,
    };
    if !code {
        return Some(format!("{result} with exit code {}", run.code));
    }
    let explanation = json["spf"]["explanation"].as_str();
    match case.explanation.as_deref() {
        Some("DEFAULT") if explanation.is_some() => Some(format!("explained: {explanation:?}")),
        Some(wanted) if wanted != "DEFAULT" && explanation != Some(wanted) => {
            Some(format!("explained: {explanation:?} instead of {wanted:?}"))
        }
        _ => None,
    }
}

#[test]
fn every_case_of_the_suite_holds_over_udp() {
    assert_eq!(replay(false), CASES);
}

#[test]
fn every_case_of_the_suite_holds_over_tcp() {
    assert_eq!(replay(true), CASES);
}
