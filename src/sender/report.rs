//! All checks, and what came of them.

use serde_json::{Value, json};

use super::check::Check;
use super::outcome::{Outcome, Verdict};
use super::registry::place;
use super::remark::{Entry, Remark};
use super::request::Request;
use super::spf;
use crate::dns::Client;
use crate::lang::Lang;

/// What came of the checks. A check that was not made is `None`.
#[derive(Clone, Debug)]
pub struct Report {
    /// The domain that sends.
    pub domain: String,
    /// SPF.
    pub spf: Option<spf::Section>,
}

/// Makes the checks.
pub fn check(client: &Client<'_>, request: &Request) -> Report {
    let wants = |check| request.checks.contains(&check);
    let spf = wants(Check::Spf).then(|| spf::Section::make(client, request, Vec::new()));
    Report {
        domain: request.domain.clone(),
        spf,
    }
}

impl Report {
    /// How each check ended that was made.
    pub fn outcomes(&self) -> Vec<(Check, Outcome)> {
        let spf = self.spf.iter().map(|spf| (Check::Spf, spf.outcome()));
        spf.collect()
    }

    /// What follows from all of them.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self.outcomes().into_iter().map(|(_, outcome)| outcome))
    }

    /// All that there is to say: problems first, then warnings, what cannot be told, hints; each in the order in which
    /// to mend.
    pub fn remarks(&self) -> Vec<&Remark> {
        let mut all: Vec<&Remark> = self.spf.iter().flat_map(|spf| &spf.remarks).collect();
        all.sort_by_key(|remark| (remark.rule.weight, place(remark.rule)));
        all
    }

    /// The whole as one object, in English whatever the user's language, for programs read it.
    pub fn json(&self) -> Value {
        json!({
            "verdict": self.verdict().id(),
            "domain": self.domain,
            "spf": self.spf.as_ref().map(spf::Section::json),
            "findings": self.remarks().into_iter().map(finding).collect::<Vec<_>>(),
        })
    }
}

fn finding(remark: &Remark) -> Value {
    let finding = remark.finding(Lang::En);
    let entries = |all: &[Entry]| -> Vec<Value> {
        let one = |entry: &Entry| {
            json!({ "name": entry.name, "type": entry.kind, "value": entry.shown() })
        };
        all.iter().map(one).collect()
    };
    json!({
        "id": finding.id,
        "level": finding.level.id(),
        "outcome": remark.outcome().id(),
        "subject": finding.subject,
        "detail": finding.detail.message,
        "found": entries(&remark.found),
        "publish": entries(&remark.publish),
    })
}
