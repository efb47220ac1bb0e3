//! DMARC as JSON. The names are a format: never rename one.

use serde_json::{Value, json};

use super::align::Aligned;
use super::record::Policy;
use super::reports::{Consent, Destination};
use super::section::{Holding, Section};
use super::walk::{Organisation, Stop, place};
use crate::report::visible;

/// Characters of a record that are shown.
const SHOWN: usize = 4096;

impl Section {
    /// The section as one object.
    pub fn json(&self) -> Value {
        let organisation = match &self.organisation {
            Organisation::At(name) => Some(name),
            Organisation::Unknown(..) => None,
        };
        let steps: Vec<Value> = self
            .walk
            .steps
            .iter()
            .map(|(name, stop)| step(name, stop))
            .collect();
        let mut object = json!({
            "outcome": self.outcome().id(),
            "domain": self.domain,
            "organizational_domain": organisation,
            "passes": self.passes(),
            "alignment": {
                "spf": self.spf.as_ref().map(aligned),
                "dkim": self.dkim.iter().map(aligned).collect::<Vec<_>>(),
            },
            "walk": steps,
        });
        let held = self.holding.as_ref();
        for (name, value) in holding(held, &self.domain, organisation) {
            object[name] = value;
        }
        object
    }
}

fn holding(
    held: Option<&Holding>,
    domain: &str,
    organisation: Option<&String>,
) -> [(&'static str, Value); 16] {
    let record = held.map(|held| &held.record);
    let policy = |of: fn(&super::record::Record) -> Option<Policy>| {
        json!(record.and_then(of).map(Policy::id))
    };
    let source = held.map(|held| {
        if held.domain == domain {
            "own"
        } else if Some(&held.domain) == organisation {
            "organizational domain"
        } else {
            "public suffix domain"
        }
    });
    let mode = |strict| if strict { "strict" } else { "relaxed" };
    let reports: Option<Vec<Value>> = held.map(|held| {
        held.destinations
            .iter()
            .map(|one| report(one, &held.domain))
            .collect()
    });
    [
        ("found_at", json!(held.map(|held| place(&held.domain)))),
        ("policy_domain", json!(held.map(|held| &held.domain))),
        ("source", json!(source)),
        ("record", json!(held.map(|held| visible(&held.text, SHOWN)))),
        (
            "policy",
            json!(held.and_then(|held| held.policy).map(Policy::id)),
        ),
        ("policy_tag", json!(held.and_then(|held| held.tag))),
        (
            "effective_policy",
            json!(held.and_then(Holding::effective).map(Policy::id)),
        ),
        ("p", policy(|record| record.p)),
        ("sp", policy(|record| record.sp)),
        ("np", policy(|record| record.np)),
        (
            "t",
            json!(record.map(|record| if record.testing { "y" } else { "n" })),
        ),
        ("psd", json!(record.map(|record| record.psd.id()))),
        (
            "adkim",
            json!(record.map(|record| mode(record.strict_dkim))),
        ),
        ("aspf", json!(record.map(|record| mode(record.strict_spf)))),
        ("historic", json!(record.map(|record| &record.historic))),
        ("reports", json!(reports.unwrap_or_default())),
    ]
}

fn aligned(one: &Aligned) -> Value {
    json!({
        "domain": visible(&one.identifier.domain, SHOWN),
        "aligned": one.aligned,
        "passes": one.identifier.passes,
    })
}

fn report(one: &Destination, policy: &str) -> Value {
    let authorised = match one.consent {
        Consent::Own | Consent::Given => Some(true),
        Consent::Missing => Some(false),
        Consent::Unknown(_) => None,
    };
    json!({
        "tag": one.address.tag,
        "uri": visible(&one.address.text, SHOWN),
        "domain": one.address.domain,
        "external": one.consent != Consent::Own,
        "authorized": authorised,
        "authorization": (one.consent != Consent::Own).then(|| one.place(policy)),
    })
}

fn step(name: &str, stop: &Stop) -> Value {
    let (state, record) = match stop {
        Stop::One(text, _) => ("record", Some(text)),
        Stop::Missing => ("none", None),
        Stop::Several(records) => ("several records", records.first()),
        Stop::Unknown(_) => ("cannot tell", None),
    };
    json!({
        "name": place(name),
        "state": state,
        "record": record.map(|text| visible(text, SHOWN)),
    })
}
