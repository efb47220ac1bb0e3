//! All checks, and what came of them.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::check::Check;
use super::dkim;
use super::outcome::{Outcome, Verdict};
use super::registry::place;
use super::remark::{Entry, Remark};
use super::request::Request;
use super::spf;
use crate::dns::Client;
use crate::lang::Lang;
use crate::lists::{Lists, Platform};

/// Services whose usual selectors are tried.
const MOST_PLATFORMS: usize = 6;

/// What came of the checks. A check that was not made is `None`.
#[derive(Clone, Debug)]
pub struct Report {
    /// The domain that sends.
    pub domain: String,
    /// SPF.
    pub spf: Option<spf::Section>,
    /// DKIM.
    pub dkim: Option<dkim::Section>,
}

/// Makes the checks.
pub fn check(client: &Client<'_>, request: &Request, lists: &Lists) -> Report {
    let wants = |check| request.checks.contains(&check);
    let found = OnceCell::new();
    let platforms = || found.get_or_init(|| platforms(client, request, lists));
    let includes = || platforms().iter().map(|one| one.include.to_owned()).collect();
    let spf = wants(Check::Spf).then(|| spf::Section::make(client, request, includes));
    let dkim = wants(Check::Dkim).then(|| dkim::Section::make(client, request, platforms()));
    Report {
        domain: request.domain.clone(),
        spf,
        dkim,
    }
}

/// The services that MX and SPF of the domain point at.
fn platforms(client: &Client<'_>, request: &Request, lists: &Lists) -> Vec<Platform> {
    let mut found: Vec<Platform> = Vec::new();
    let hosts = client.exchangers(&request.from).found().unwrap_or_default();
    let received = hosts.iter().filter_map(|mx| lists.mx_provider(&mx.host));
    found.extend(received.filter_map(|provider| lists.platform(provider.id)));
    let included = spf::services(client, &request.from);
    found.extend(included.iter().filter_map(|name| lists.platform_of_include(name)));
    let mut seen = BTreeSet::new();
    found.retain(|platform| seen.insert(platform.id));
    found.truncate(MOST_PLATFORMS);
    found
}

impl Report {
    /// How each check ended that was made.
    pub fn outcomes(&self) -> Vec<(Check, Outcome)> {
        let spf = self.spf.iter().map(|spf| (Check::Spf, spf.outcome()));
        let dkim = self.dkim.iter().map(|dkim| (Check::Dkim, dkim.outcome()));
        spf.chain(dkim).collect()
    }

    /// What follows from all of them.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self.outcomes().into_iter().map(|(_, outcome)| outcome))
    }

    /// All that there is to say: problems first, then warnings, what cannot be told, hints; each in the order in which
    /// to mend.
    pub fn remarks(&self) -> Vec<&Remark> {
        let spf = self.spf.iter().flat_map(|section| &section.remarks);
        let dkim = self.dkim.iter().flat_map(|section| &section.remarks);
        let mut all: Vec<&Remark> = spf.chain(dkim).collect();
        all.sort_by_key(|remark| (remark.rule.weight, place(remark.rule)));
        all
    }

    /// The whole as one object, in English whatever the user's language, for programs read it.
    pub fn json(&self) -> Value {
        json!({
            "verdict": self.verdict().id(),
            "domain": self.domain,
            "spf": self.spf.as_ref().map(spf::Section::json),
            "dkim": self.dkim.as_ref().map(dkim::Section::json).unwrap_or_default(),
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
