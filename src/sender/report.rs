//! All checks, and what came of them.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::blocklist;
use super::bounces;
use super::check::Check;
use super::dkim;
use super::dmarc::{self, Identifier};
use super::message::Message;
use super::outcome::{Outcome, Verdict};
use super::receivers::{self, Facts};
use super::registry::{self as rules, place};
use super::remark::{Entry, Remark};
use super::request::Request;
use super::servers;
use super::spf::{self, SpfResult};
use super::{ip, registered, same_owner};
use crate::dns::{Client, Question, RecordKind};
use crate::lang::{Lang, Value as Words, texts::sender_receivers as words};
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
    /// DMARC.
    pub dmarc: Option<dmarc::Section>,
    /// The domain of the bounces.
    pub mx: Option<bounces::Section>,
    /// The sending servers.
    pub servers: Option<servers::Section>,
    /// Blocklists.
    pub blocklists: Option<blocklist::Section>,
    /// The big receivers; only where all else was checked.
    pub receivers: Option<receivers::Section>,
    /// The sender has a freemail address.
    pub freemail: Option<Remark>,
}

/// Makes the checks.
pub fn check(client: &Client<'_>, request: &Request, lists: &Lists) -> Report {
    let wants = |check| request.checks.contains(&check);
    let found = OnceCell::new();
    let platforms = || found.get_or_init(|| platforms(client, request, lists));
    let includes = || {
        platforms()
            .iter()
            .map(|one| one.include.to_owned())
            .collect()
    };
    let envelope = request.envelope_domain();
    client.prefetch(first_questions(request));
    let mx = wants(Check::Mx).then(|| bounces::Section::make(client, envelope, &request.from));
    let spf = wants(Check::Spf).then(|| spf::Section::make(client, request, includes));
    let dkim =
        wants(Check::Dkim).then(|| dkim::Section::make(client, request, || platforms().as_slice()));
    let dmarc = wants(Check::Dmarc).then(|| {
        let identifiers = (
            spf_identifier(request, spf.as_ref()),
            dkim_identifiers(request, dkim.as_ref()),
        );
        dmarc::Section::make(client, &request.from, identifiers)
    });
    let servers = wants(Check::Ptr).then(|| {
        servers::Section::make(
            client,
            &request.ips,
            request.helo.as_deref(),
            &request.domain,
        )
    });
    let blocklists = wants(Check::Blocklists)
        .then(|| blocklist::Section::make(client, lists, &request.ips, &listable(request)));
    let mut report = Report {
        domain: request.domain.clone(),
        freemail: (request.is_whole() && lists.is_freemail(&request.from))
            .then(|| freemail(&request.from, dmarc.as_ref())),
        spf,
        dkim,
        dmarc,
        mx,
        servers,
        blocklists,
        receivers: None,
    };
    if request.is_whole() {
        let facts = facts(request, &report);
        report.receivers = Some(receivers::Section::make(lists, &facts));
    }
    report
}

/// What the checks ask for whatever the answers are, so that it is asked at once.
fn first_questions(request: &Request) -> Vec<Option<Question>> {
    use RecordKind::{Mx, Ptr, Soa, Txt};
    let envelope = request.envelope_domain();
    let below = |label: &str| Question::new(&format!("{label}.{}", request.from), Txt);
    let of = |check: &Check| -> Vec<Option<Question>> {
        match check {
            Check::Spf => vec![Question::new(envelope, Txt)],
            Check::Dkim if request.selectors.is_empty() && request.message.is_none() => {
                vec![
                    Question::new(&request.from, Mx),
                    Question::new(&request.from, Txt),
                ]
            }
            Check::Dkim => request
                .selectors
                .iter()
                .map(|name| below(&format!("{name}._domainkey")))
                .collect(),
            Check::Dmarc => vec![below("_dmarc")],
            Check::Mx => vec![Question::new(envelope, Soa), Question::new(envelope, Mx)],
            Check::Ptr => request
                .ips
                .iter()
                .map(|&ip| Question::new(&ip::reverse(ip), Ptr))
                .collect(),
            Check::Blocklists => Vec::new(),
        }
    };
    request.checks.iter().flat_map(of).collect()
}

/// The services that MX and SPF of the domain point at.
fn platforms(client: &Client<'_>, request: &Request, lists: &Lists) -> Vec<Platform> {
    let mut found: Vec<Platform> = Vec::new();
    let hosts = client.exchangers(&request.from).found().unwrap_or_default();
    let received = hosts.iter().filter_map(|mx| lists.mx_provider(&mx.host));
    found.extend(received.filter_map(|provider| lists.platform(provider.id)));
    let included = spf::services(client, &request.from);
    found.extend(
        included
            .iter()
            .filter_map(|name| lists.platform_of_include(name)),
    );
    let mut seen = BTreeSet::new();
    found.retain(|platform| seen.insert(platform.id));
    found.truncate(MOST_PLATFORMS);
    found
}

/// The domain that SPF vouches for, with what is known of it.
fn spf_identifier(request: &Request, spf: Option<&spf::Section>) -> Option<Identifier> {
    let known = request.mail_from.is_some() || spf.is_some();
    let passes = spf.and_then(|section| match section.worst().map(|one| one.result) {
        Some(SpfResult::Pass) => Some(true),
        Some(SpfResult::TempError) => None,
        Some(_) => Some(false),
        None if section.outcome() == Outcome::Problem => Some(false),
        None => None,
    });
    known.then(|| Identifier {
        domain: request.envelope_domain().to_owned(),
        passes,
    })
}

/// The domains that DKIM vouches for: those that sign the message, else the one in From, if it has a key.
fn dkim_identifiers(request: &Request, dkim: Option<&dkim::Section>) -> Vec<Identifier> {
    if let Some(message) = &request.message {
        return match dkim {
            Some(section) => section.signatures().collect(),
            None => signing_domains(message),
        };
    }
    let passes = match dkim.map(dkim::Section::has_key) {
        Some(Some(false)) => Some(false),
        _ => None,
    };
    vec![Identifier {
        domain: request.from.clone(),
        passes,
    }]
}

fn signing_domains(message: &Message) -> Vec<Identifier> {
    dkim::domains(message)
        .map(|domain| Identifier {
            domain,
            passes: None,
        })
        .collect()
}

/// The domains that may stand on a list: those that the mail names, and the registered domains above them.
fn listable(request: &Request) -> Vec<String> {
    let mut domains: Vec<String> = Vec::new();
    for name in [
        request.domain.as_str(),
        &request.from,
        request.envelope_domain(),
    ] {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        for name in [name.as_str(), registered(&name)] {
            if name.contains('.') && !domains.iter().any(|known| known == name) {
                domains.push(name.to_owned());
            }
        }
    }
    domains
}

fn freemail(domain: &str, dmarc: Option<&dmarc::Section>) -> Remark {
    let policy = dmarc.and_then(|section| section.holding.as_ref()?.effective());
    let why = match policy {
        Some(dmarc::Policy::Reject) => words::FREEMAIL_REJECT,
        Some(dmarc::Policy::Quarantine) => words::FREEMAIL_QUARANTINE,
        _ => words::FREEMAIL_NONE,
    };
    Remark::new(&rules::FREEMAIL_SENDER, domain).with("why", why)
}

fn facts(request: &Request, report: &Report) -> Facts {
    let spf = report.spf.as_ref();
    let passes = spf_identifier(request, spf).and_then(|one| one.passes);
    let fails = spf.and_then(|section| Some(section.worst()?.result));
    let dkim = report.dkim.as_ref();
    let has_key = dkim.and_then(dkim::Section::has_key);
    let signed = match (&request.message, dkim) {
        (Some(_), Some(section)) => section.is_signed(),
        _ => has_key,
    };
    let aligned = report.dmarc.as_ref().and_then(dmarc::Section::passes);
    Facts {
        spf: passes,
        spf_not_failing: fails.and_then(|result| match result {
            SpfResult::TempError => None,
            SpfResult::Fail | SpfResult::SoftFail | SpfResult::PermError => Some(false),
            _ => Some(true),
        }),
        dkim: signed,
        dmarc: report.dmarc.as_ref().and_then(dmarc::Section::has_record),
        // A key at the domain itself signs what is aligned.
        aligned: aligned.or((request.message.is_none() && has_key == Some(true)).then_some(true)),
        envelope: request
            .mail_from
            .is_some()
            .then(|| same_owner(request.envelope_domain(), &request.from)),
        ptr: report.servers.as_ref().and_then(servers::Section::is_named),
        one_click: request.message.as_ref().map(Message::has_one_click),
        volume: request.volume,
    }
}

impl Report {
    /// How each check ended that was made.
    pub fn outcomes(&self) -> Vec<(Check, Outcome)> {
        let all = [
            (Check::Spf, self.spf.as_ref().map(spf::Section::outcome)),
            (Check::Dkim, self.dkim.as_ref().map(dkim::Section::outcome)),
            (
                Check::Dmarc,
                self.dmarc.as_ref().map(dmarc::Section::outcome),
            ),
            (Check::Mx, self.mx.as_ref().map(bounces::Section::outcome)),
            (
                Check::Ptr,
                self.servers.as_ref().map(servers::Section::outcome),
            ),
            (
                Check::Blocklists,
                self.blocklists.as_ref().map(blocklist::Section::outcome),
            ),
        ];
        all.into_iter()
            .filter_map(|(check, outcome)| Some((check, outcome?)))
            .collect()
    }

    /// What each check found, in a few words.
    pub fn briefs(&self) -> Vec<(Check, Words)> {
        let all = [
            (Check::Spf, self.spf.as_ref().map(spf::Section::brief)),
            (Check::Dkim, self.dkim.as_ref().map(dkim::Section::brief)),
            (Check::Dmarc, self.dmarc.as_ref().map(dmarc::Section::brief)),
            (Check::Mx, self.mx.as_ref().map(bounces::Section::brief)),
            (
                Check::Ptr,
                self.servers.as_ref().map(servers::Section::brief),
            ),
            (
                Check::Blocklists,
                self.blocklists
                    .as_ref()
                    .map(|section| section.brief().into()),
            ),
        ];
        all.into_iter()
            .filter_map(|(check, brief)| Some((check, brief?)))
            .collect()
    }

    /// What follows from all of them. What no look at DNS can tell of a receiver's rules keeps nobody from sending.
    pub fn verdict(&self) -> Verdict {
        let checks = self.outcomes().into_iter().map(|(_, outcome)| outcome);
        let receivers = self.receivers.iter().flat_map(|section| &section.remarks);
        let others = receivers.chain(&self.freemail).map(Remark::outcome);
        Verdict::of(checks.chain(others))
    }

    /// All that there is to say: problems first, then warnings, what cannot be told, hints; each in the order in which
    /// to mend.
    pub fn remarks(&self) -> Vec<Remark> {
        let mut all: Vec<Remark> = Vec::new();
        all.extend(self.freemail.clone());
        all.extend(self.mx.iter().flat_map(|section| section.remarks.clone()));
        all.extend(self.spf.iter().flat_map(|section| section.remarks.clone()));
        all.extend(self.dkim.iter().flat_map(|section| section.remarks.clone()));
        all.extend(
            self.dmarc
                .iter()
                .flat_map(|section| section.remarks.clone()),
        );
        all.extend(
            self.servers
                .iter()
                .flat_map(|section| section.remarks().cloned()),
        );
        all.extend(
            self.blocklists
                .iter()
                .flat_map(|section| section.remarks.clone()),
        );
        all.extend(
            self.receivers
                .iter()
                .flat_map(|section| section.remarks.clone()),
        );
        if let Some(freemail) = &self.freemail {
            // Nobody but the provider can publish anything there.
            for remark in &mut all {
                let its = |name: &str| same_owner(name, &freemail.subject);
                remark
                    .publish
                    .retain(|entry| !its(&entry.name) && !its(&entry.value.get(Lang::En)));
            }
        }
        all.sort_by_key(|remark| (remark.rule.weight, place(remark.rule)));
        all
    }

    /// The whole as one object, in English whatever the user's language, for programs read it.
    pub fn json(&self) -> Value {
        let outcomes: serde_json::Map<String, Value> = self
            .outcomes()
            .into_iter()
            .map(|(check, outcome)| (check.id().to_owned(), json!(outcome.id())))
            .collect();
        json!({
            "verdict": self.verdict().id(),
            "domain": self.domain,
            "checks": outcomes,
            "spf": self.spf.as_ref().map(spf::Section::json),
            "dkim": self.dkim.as_ref().map(dkim::Section::json).unwrap_or_default(),
            "dmarc": self.dmarc.as_ref().map(dmarc::Section::json),
            "mx": self.mx.as_ref().map(bounces::Section::json),
            "ptr": self.servers.as_ref().map(servers::Section::json).unwrap_or_default(),
            "helo": self.servers.as_ref().and_then(servers::Section::helo_json),
            "blocklists": self.blocklists.as_ref().map(blocklist::Section::json).unwrap_or_default(),
            "receivers": self.receivers.as_ref().map(receivers::Section::json).unwrap_or_default(),
            "findings": self.remarks().iter().map(finding).collect::<Vec<_>>(),
        })
    }
}

fn finding(remark: &Remark) -> Value {
    let finding = remark.finding(Lang::En);
    let entries = |all: &[Entry]| -> Vec<Value> {
        let one = |entry: &Entry| json!({ "name": entry.name, "type": entry.kind, "value": entry.shown(Lang::En) });
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
