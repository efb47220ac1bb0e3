//! `presend explain`: how one address is judged, or what a reason means.

use std::collections::HashMap;
use std::io::{self, Write};

use super::args::{CommonArgs, ExplainArgs, Format};
use super::facts::now;
use super::failure::{Exit, Failure};
use super::printer::{Printer, pad, safe};
use super::progress::Progress;
use super::world;
use crate::address::{
    Address, Census, Domain, Host, Reading, Suspicion, TypoRule, alias_address, read_cell,
};
use crate::dns::{DomainBook, Fact, Learnt, MailRoute, Outcome};
use crate::judge::{
    Cards, Context, Decision, Group, Judgement, Policy, Reason, Settings, asks_about, judge_cell,
};
use crate::lang::{Lang, system_error};
use crate::lists::{DisposableTier, Lists};

/// Explains.
pub(super) fn run(
    args: &ExplainArgs,
    common: &CommonArgs,
    policy: &Policy,
    printer: &Printer,
) -> Result<Exit, Failure> {
    let lang = common.lang();
    let Some(what) = &args.what else {
        return print(&all_reasons(policy, lang), Exit::Done);
    };
    if let Some(reason) = Reason::from_id(what.trim()) {
        return print(&one_reason(reason, policy, lang), Exit::Done);
    }
    if !what.contains('@') && !what.contains(char::is_whitespace) && !what.contains('.') {
        let near = Reason::all()
            .map(|reason| (strsim::jaro_winkler(what, reason.id()), reason.id()))
            .filter(|(likeness, _)| *likeness > 0.7)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let failure = Failure::usage(format!(
            "{what:?} is neither an address nor the id of a reason"
        ));
        return Err(match near {
            Some((_, id)) => failure.hint(format!("did you mean {id}?")),
            None => failure.hint("`presend explain` lists the reasons"),
        });
    }
    address(what, args, common, policy, printer)
}

fn print(text: &str, exit: Exit) -> Result<Exit, Failure> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(Exit::Output, system_error(&error)))
        }
        _ => Ok(exit),
    }
}

fn all_reasons(policy: &Policy, lang: Lang) -> String {
    let mut text = String::new();
    let mut group: Option<Group> = None;
    for reason in Reason::all() {
        let spec = reason.spec();
        if group != Some(spec.group) {
            if group.is_some() {
                text.push('\n');
            }
            text.push_str(spec.group.title());
            text.push('\n');
            group = Some(spec.group);
        }
        text.push_str(&format!(
            "  {} {} {}\n",
            pad(spec.id, 24),
            pad(policy.decision(reason).id(), 7),
            spec.title.get(lang)
        ));
    }
    text
}

fn one_reason(reason: Reason, policy: &Policy, lang: Lang) -> String {
    let spec = reason.spec();
    let decision = policy.decision(reason);
    let changed = if decision == spec.decision {
        String::new()
    } else {
        format!(" (by presend.toml; the default is {})", spec.decision)
    };
    let how = if spec.unknown() {
        "keep or review; nothing can make it remove, for it says that nothing is known".to_owned()
    } else {
        let other = match decision {
            Decision::Review => Decision::Keep,
            _ => Decision::Review,
        };
        format!(
            "in presend.toml:\n\n    [reasons]\n    {} = \"{other}\"",
            spec.id
        )
    };
    format!(
        "{}: {}\n  verdict  {decision}{changed}\n  group    {}\n  message  {}\n\n{}\n\nTo change it: {how}\n",
        spec.id,
        spec.title.get(lang),
        spec.group.title(),
        spec.message.get(lang),
        spec.explain.get(lang),
    )
}

fn address(
    cell: &str,
    args: &ExplainArgs,
    common: &CommonArgs,
    policy: &Policy,
    printer: &Printer,
) -> Result<Exit, Failure> {
    let lists = world::lists(&args.judge)?;
    let settings = Settings {
        policy: policy.clone(),
        fix_typos: args.judge.fix_typos,
    };
    let reading = read_cell(cell);
    let domains: Vec<Domain> = behind(&reading)
        .iter()
        .filter_map(|a| a.domain().cloned())
        .collect();
    let census = Census::new(HashMap::new());
    let empty = DomainBook::new();
    let before = Context::new(&lists, &census, &empty, &settings);
    let mut needed: Vec<String> = domains
        .iter()
        .flat_map(|d| asks_about(&before, d))
        .collect();
    // More than the judgement needs: the curious want to see it.
    let mut wanted = needed.clone();
    for domain in &domains {
        if lists.is_tld(domain.tld()) && lists.reserved(domain.as_str()).is_none() {
            wanted.push(domain.to_string());
        }
        wanted.extend(
            before
                .typos
                .suspect(domain.as_str())
                .map(|found| found.intended),
        );
    }
    for names in [&mut needed, &mut wanted] {
        names.sort();
        names.dedup();
    }
    let mut net = args.net.clone();
    net.mx_hosts = true;
    let outcome = world::ask(&wanted, &net, &lists, printer, Progress::new(false))?;
    let book: DomainBook = outcome
        .book
        .iter()
        .filter(|(domain, _)| needed.contains(domain))
        .map(|(domain, fact)| (domain.clone(), fact.clone()))
        .collect();
    let context = Context::new(&lists, &census, &book, &settings);
    let judgement = judge_cell(&context, &mut Cards::default(), cell, "");
    let exit = match &outcome.trouble {
        Some(_) => Exit::DnsIncomplete,
        None => Exit::Done,
    };
    if common.format == Format::Json {
        return print(
            &format!("{:#}\n", as_json(cell, &judgement, &outcome, common.lang())),
            exit,
        );
    }
    if let Some(trouble) = &outcome.trouble {
        printer.warn(trouble.to_string());
    }
    let mut chain = Chain::default();
    chain.reading(cell, &reading);
    for address in behind(&reading) {
        chain.tables(&address, &lists);
        if let Some(domain) = address.domain() {
            chain.typo(&context, domain);
        }
    }
    chain.dns(&wanted, &needed, &outcome);
    chain.verdict(&judgement, common.lang());
    print(&chain.text, exit)
}

/// Every address that the cell may stand for.
fn behind(reading: &Reading) -> Vec<Address> {
    match reading {
        Reading::Empty | Reading::Broken { .. } => Vec::new(),
        Reading::One(found) => vec![found.address.clone()],
        Reading::Guess { literal, meant } => literal.iter().chain([meant]).cloned().collect(),
        Reading::Many { addresses, .. } => addresses.clone(),
    }
}

/// The chain of evidence, step by step.
#[derive(Default)]
struct Chain {
    text: String,
    last: &'static str,
}

impl Chain {
    fn line(&mut self, step: &'static str, what: &str) {
        let label = if step == self.last { "" } else { step };
        self.last = step;
        self.text
            .push_str(&format!("{} {}\n", pad(label, 9), safe(what)));
    }

    fn reading(&mut self, cell: &str, reading: &Reading) {
        self.line("cell", cell);
        match reading {
            Reading::Empty => self.line("repair", "no address in it"),
            Reading::One(found) if found.repaired => {
                self.line(
                    "repair",
                    &format!("{}, nothing was guessed", found.address.text()),
                );
            }
            Reading::One(_) => self.line("repair", "nothing to repair"),
            Reading::Guess { literal, meant } => {
                self.line(
                    "repair",
                    &format!("probably {}, but that is a guess", meant.text()),
                );
                if let Some(literal) = literal {
                    self.line("repair", &format!("literally {}", literal.text()));
                }
            }
            Reading::Many { addresses, certain } => {
                let texts: Vec<String> = addresses.iter().map(Address::text).collect();
                let how = if *certain {
                    ""
                } else {
                    ", the borders are guessed"
                };
                self.line(
                    "repair",
                    &format!("{} addresses{how}: {}", texts.len(), texts.join(", ")),
                );
            }
            Reading::Broken { .. } => self.line(
                "repair",
                "no repair that loses nothing makes an address of it",
            ),
        }
        if let Reading::One(found) = reading {
            let address = &found.address;
            let host = match address.host() {
                Host::Name(domain) => format!("domain {domain}"),
                Host::Literal(text) => format!("address literal {text}"),
            };
            let mut notes = vec![format!("local part {:?}, {host}", address.local())];
            for (holds, note) in [
                (address.is_quoted(), "quoted"),
                (address.needs_smtputf8(), "needs SMTPUTF8"),
                (address.mixes_scripts(), "mixes scripts"),
                (address.is_unusual(), "unusual characters"),
            ] {
                if holds {
                    notes.push(note.to_owned());
                }
            }
            self.line("syntax", &notes.join(", "));
        } else if let Reading::Broken { fault, .. } = reading {
            self.line("syntax", &format!("{fault:?}"));
        }
    }

    fn tables(&mut self, address: &Address, lists: &Lists) {
        let local = address.local().to_lowercase();
        let mut hits: Vec<(&str, String)> = Vec::new();
        if lists.is_placeholder(&address.text().to_lowercase()) {
            hits.push(("placeholders", address.text()));
        }
        if lists.is_no_reply(&local) {
            hits.push(("no-reply", local.clone()));
        } else if let Some(role) = lists.role(&local) {
            hits.push((
                "roles",
                format!("{local}: a role ({}, {})", role.class, role.lang),
            ));
        }
        for (table, entry) in [
            ("allow", lists.allows(&address.text())),
            ("block", lists.blocks(&address.text())),
        ] {
            if let Some(entry) = entry {
                hits.push((table, format!("{entry}, your own entry")));
            }
        }
        if let Some(domain) = address.domain() {
            hits.extend(domain_hits(domain, &local, lists));
            if let Some(base) = alias_address(address, lists)
                && base != address.text()
            {
                hits.push(("alias-rules", format!("the same mailbox as {base}")));
            }
        }
        if hits.is_empty() {
            self.line("tables", "no table names it");
        }
        let tables = Lists::tables();
        for (name, what) in hits {
            let source = tables
                .iter()
                .find(|table| table.name() == name)
                .map_or_else(String::new, |table| {
                    format!(" ({}, {})", table.origin, table.date)
                });
            self.line("tables", &format!("{name}: {what}{source}"));
        }
    }

    fn typo(&mut self, context: &Context<'_>, domain: &Domain) {
        match context.typos.suspect(domain.as_str()) {
            Some(found) => self.line("typo", &typo_text(domain, &found)),
            None => self.line("typo", &format!("{domain}: no misspelling")),
        }
    }

    fn dns(&mut self, wanted: &[String], needed: &[String], outcome: &Outcome) {
        for domain in wanted {
            let extra = if needed.contains(domain) {
                ""
            } else {
                " (not needed for the verdict)"
            };
            match outcome.book.get(domain) {
                Some(fact) => self.line("dns", &format!("{domain}: {}{extra}", fact_text(fact))),
                None => self.line("dns", &format!("{domain}: not asked{extra}")),
            }
        }
        if wanted.is_empty() {
            self.line("dns", "nothing to ask");
        }
    }

    fn verdict(&mut self, judgement: &Judgement, lang: Lang) {
        if judgement.findings.is_empty() {
            self.line("verdict", "keep (ok)");
        }
        for (i, finding) in judgement.findings.iter().enumerate() {
            let step = if i == 0 { "verdict" } else { "also" };
            self.line(
                step,
                &format!(
                    "{} ({}): {}",
                    finding.decision,
                    finding.reason,
                    finding.message(lang)
                ),
            );
        }
        if let Some(suggestion) = &judgement.suggestion {
            self.line("meant", suggestion);
        }
    }
}

fn domain_hits(domain: &Domain, local: &str, lists: &Lists) -> Vec<(&'static str, String)> {
    let name = domain.as_str();
    let mut hits = Vec::new();
    if let Some(provider) = lists.provider(name) {
        let what = match provider.operator {
            "" => format!("{name}, region {}", provider.region),
            operator => format!(
                "{name} of {operator}, region {}, tier {}",
                provider.region, provider.tier
            ),
        };
        hits.push(("providers", what));
    }
    if let Some(intended) = lists.typo(name) {
        hits.push(("typos", format!("{name} → {intended}")));
    }
    if lists.is_known_domain(name) {
        hits.push(("known-domains", name.to_owned()));
    }
    if lists.is_relay(name) {
        hits.push(("relays", name.to_owned()));
    }
    if let Some(hit) = lists.disposable(name) {
        let table = match hit.tier {
            DisposableTier::Suspected => "disposable-suspected",
            _ => "disposable-domains",
        };
        hits.push((table, hit.entry));
    }
    if let Some(entry) = lists.reserved(name) {
        hits.push(("reserved", entry.to_owned()));
    }
    if !lists.is_tld(domain.tld()) {
        hits.push(("tlds", format!("no .{}", domain.tld())));
    }
    if let Some(rule) = lists.mailbox_rule(name) {
        let verdict = if rule.allows(local) {
            "allowed"
        } else {
            "impossible"
        };
        hits.push((
            "provider-rules",
            format!("{local}: {verdict} by {}", rule.source),
        ));
    }
    hits
}

fn typo_text(domain: &Domain, found: &Suspicion) -> String {
    let why = match found.rule {
        TypoRule::Table => "a known misspelling",
        TypoRule::Shape => "dots are missing or misplaced",
        TypoRule::ProviderTld => "the ending behind a provider's name",
        TypoRule::ProviderName => "close to a provider's name",
        TypoRule::UnknownTld => "the top-level domain does not exist",
        TypoRule::List => "many rows of the list use the other",
    };
    let slips: Vec<String> = found
        .slips
        .iter()
        .map(|slip| format!("{slip:?}").to_lowercase())
        .collect();
    let distance = if slips.is_empty() {
        String::new()
    } else {
        format!(
            ", distance {:.1} ({})",
            f64::from(found.cost) / 10.0,
            slips.join(", ")
        )
    };
    let certain = if found.certain { ", certain" } else { "" };
    format!("{domain} → {}: {why}{distance}{certain}", found.intended)
}

fn fact_text(fact: &Fact) -> String {
    let route = match &fact.route {
        MailRoute::Mx(hosts) => {
            let hosts: Vec<String> = hosts
                .iter()
                .map(|mx| {
                    let addresses = match &mx.addresses {
                        None => String::new(),
                        Some(list) if list.is_empty() => " (no address)".to_owned(),
                        Some(list) => {
                            let list: Vec<String> = list.iter().map(ToString::to_string).collect();
                            format!(" ({})", list.join(", "))
                        }
                    };
                    format!("{} {}{addresses}", mx.preference, mx.host)
                })
                .collect();
            format!("MX {}", hosts.join("; "))
        }
        MailRoute::ImplicitA(addresses) => {
            let list: Vec<String> = addresses.iter().map(ToString::to_string).collect();
            format!("no MX, addresses {}", list.join(", "))
        }
        MailRoute::NullMx => "null MX: it takes no mail".to_owned(),
        MailRoute::NoRoute => "neither MX nor address".to_owned(),
        MailRoute::NoSuchDomain => "NXDOMAIN: it does not exist".to_owned(),
        MailRoute::Unknown(fault) => return format!("no answer ({fault:?})"),
    };
    let learnt = match fact.learnt {
        Learnt::Asked => "asked now".to_owned(),
        Learnt::Cache => format!("from the cache, {} old", age(fact.at)),
        Learnt::Facts => format!("from the recording, {} old", age(fact.at)),
    };
    format!("{route}; TTL {} s, {learnt}", fact.ttl)
}

fn age(at: i64) -> String {
    match (now() - at).max(0) {
        seconds @ 0..=119 => format!("{seconds} s"),
        seconds @ 120..=7199 => format!("{} min", seconds / 60),
        seconds @ 7200..=172_799 => format!("{} h", seconds / 3600),
        seconds => format!("{} days", seconds / 86_400),
    }
}

fn as_json(cell: &str, judgement: &Judgement, outcome: &Outcome, lang: Lang) -> serde_json::Value {
    let findings: Vec<_> = judgement
        .findings
        .iter()
        .map(|finding| {
            serde_json::json!({
                "id": finding.reason.id(),
                "verdict": finding.decision.id(),
                "message": finding.message(lang),
            })
        })
        .collect();
    let mut dns: Vec<_> = outcome
        .book
        .iter()
        .map(|(domain, fact)| (domain.as_str(), fact_text(fact)))
        .collect();
    dns.sort();
    serde_json::json!({
        "cell": cell,
        "address": judgement.address.as_ref().map(Address::text),
        "verdict": judgement.decision().id(),
        "reason": judgement.reason_id(),
        "suggestion": judgement.suggestion,
        "findings": findings,
        "dns": dns.into_iter().map(|(domain, fact)| serde_json::json!({"domain": domain, "fact": fact})).collect::<Vec<_>>(),
    })
}
