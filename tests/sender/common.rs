//! What the tests of this folder share.

use serde_json::Value;

use crate::run::{Place, Run};
use crate::zone::ZoneServer;

/// Runs `presend sender` with flags, against a server with these records.
pub fn sender(zone: &str, args: &str) -> Run {
    sender_on(&ZoneServer::with(zone), args)
}

/// The same against a server that runs.
pub fn sender_on(server: &ZoneServer, args: &str) -> Run {
    sender_in(&Place::new(), server, args)
}

/// The same in a folder with files.
pub fn sender_in(place: &Place, server: &ZoneServer, args: &str) -> Run {
    let resolver = server.resolver();
    let mut all = vec!["sender", "--resolver", &resolver, "--timeout", "0.3"];
    all.extend(args.split_whitespace());
    place.run(&all)
}

/// What was said as JSON.
pub struct Said {
    /// The exit code.
    pub code: i32,
    /// The object.
    pub json: Value,
}

/// The same as JSON.
pub fn look(zone: &str, args: &str) -> Said {
    look_on(&ZoneServer::with(zone), args)
}

/// The same against a server that runs.
pub fn look_on(server: &ZoneServer, args: &str) -> Said {
    look_in(&Place::new(), server, args)
}

/// The same in a folder with files.
pub fn look_in(place: &Place, server: &ZoneServer, args: &str) -> Said {
    let run = sender_in(place, server, &format!("{args} --format json"));
    let json = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}{}", run.out, run.err));
    Said {
        code: run.code,
        json,
    }
}

impl Said {
    /// The ids of all findings, sorted.
    pub fn ids(&self) -> Vec<&str> {
        let findings = self.json["findings"].as_array().unwrap();
        let mut ids: Vec<&str> = findings.iter().map(|f| f["id"].as_str().unwrap()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The first finding of that id.
    #[track_caller]
    pub fn finding(&self, id: &str) -> &Value {
        let findings = self.json["findings"].as_array().unwrap();
        let found = findings.iter().find(|f| f["id"] == id);
        found.unwrap_or_else(|| panic!("no {id} in {:#}", self.json))
    }

    /// The value of the first record to publish for a finding.
    #[track_caller]
    pub fn publish(&self, id: &str) -> &str {
        self.finding(id)["publish"][0]["value"]
            .as_str()
            .unwrap_or_default()
    }
}
