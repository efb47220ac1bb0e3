//! `presend explain`: how one address is judged, or what a reason means.

mod chain;
mod fact;
mod hits;
mod reasons;
mod rules;
mod typo;

use std::collections::HashMap;

use serde_json::json;

use super::allow::Allow;
use super::args::{CommonArgs, ExplainArgs, Format};
use super::failure::{Exit, Failure};
use super::printer::{Printer, print_data};
use super::progress::Progress;
use super::world;
use crate::address::{Address, Census, Domain, Reading, read_cell};
use crate::dns::{DomainBook, MailRoute};
use crate::judge::{Cards, Context, Judgement, Policy, Reason, asks_about, judge_cell};
use crate::lang::{Lang, nearest, texts::failures};
use crate::lists::Lists;
use crate::report::json_text;
use crate::sender;
use chain::Chain;
use hits::hits;
use typo::Spelling;

/// Explains.
pub(super) fn run(
    args: &ExplainArgs,
    common: &CommonArgs,
    policy: &Policy,
    allow: &[Allow],
    printer: &Printer,
) -> Result<Exit, Failure> {
    let lang = printer.lang();
    let Some(what) = &args.what else {
        let all = reasons::all(policy, lang) + &rules::all(lang);
        return print(&all, Exit::Done);
    };
    if let Some(reason) = Reason::from_id(what.trim()) {
        return print(&reasons::one(reason, policy, lang), Exit::Done);
    }
    if let Some(rule) = sender::rule(what.trim()) {
        return print(&rules::one(rule, lang), Exit::Done);
    }
    if !what.contains('@') && !what.contains(char::is_whitespace) && !what.contains('.') {
        let ids = Reason::all()
            .map(Reason::id)
            .chain(sender::rules().map(|rule| rule.id));
        let near = nearest(what, ids);
        let failure = Failure::usage(failures::NEITHER_ADDRESS_NOR_REASON.with("what", what));
        return Err(match near {
            Some(id) => failure.hint(failures::DID_YOU_MEAN.with("this", id)),
            None => failure.hint(failures::LIST_THE_REASONS),
        });
    }
    address(what, args, common, policy, allow, printer)
}

fn print(text: &str, exit: Exit) -> Result<Exit, Failure> {
    print_data(text.as_bytes()).map(|()| exit)
}

fn address(
    cell: &str,
    args: &ExplainArgs,
    common: &CommonArgs,
    policy: &Policy,
    allow: &[Allow],
    printer: &Printer,
) -> Result<Exit, Failure> {
    let lang = printer.lang();
    let lists = world::lists(&args.judge, allow, printer)?;
    let settings = world::settings(&args.judge, policy);
    let reading = read_cell(cell);
    let addresses = reading.clone().into_addresses();
    let domains: Vec<&Domain> = addresses.iter().filter_map(Address::domain).collect();
    let census = Census::new(HashMap::new());
    let empty = DomainBook::new();
    let before = Context::new(&lists, &census, &empty, &settings);
    let mut needed: Vec<String> = domains
        .iter()
        .flat_map(|domain| {
            let suspicion = before.typos.suspect(domain.as_str());
            asks_about(&before, domain, suspicion.as_ref())
        })
        .collect();
    // More than the judgement needs: the curious want to see it.
    let mut wanted = needed.clone();
    for domain in &domains {
        if lists.is_tld(domain.tld()) && lists.reserved(domain.as_str()).is_none() {
            wanted.push(domain.to_string());
        }
        let suspicion = before.typos.suspect(domain.as_str());
        wanted.extend(suspicion.map(|found| found.intended));
    }
    for names in [&mut needed, &mut wanted] {
        names.sort();
        names.dedup();
    }
    let mut net = args.net.clone();
    net.mx_hosts = true;
    let outcome = world::ask(&wanted, &net, &lists, printer, Progress::new(false, lang))?;
    let book: DomainBook = outcome
        .book
        .iter()
        .filter(|(domain, _)| needed.contains(domain))
        .map(|(domain, fact)| (domain.clone(), fact.clone()))
        .collect();
    let context = Context::new(&lists, &census, &book, &settings);
    let judgement = judge_cell(&context, &mut Cards::default(), cell, "");
    // What was asked out of curiosity alone is no part of the list that was not asked for.
    let unknown = book
        .values()
        .any(|fact| matches!(fact.route, MailRoute::Unknown(_)));
    let exit = match outcome.trouble.is_some() && unknown {
        true => Exit::DnsIncomplete,
        false => Exit::Done,
    };
    // A domain that is none may be a misspelt one.
    let typed = match &reading {
        Reading::Broken {
            parts: Some((_, typed)),
            ..
        } => Some(typed.as_str()),
        _ => None,
    };
    let spellings: Vec<Spelling<'_>> = domains
        .iter()
        .map(|domain| domain.as_str())
        .chain(typed)
        .map(|domain| Spelling::of(domain, &context.typos))
        .collect();
    if common.format == Format::Json {
        let tables = Lists::tables();
        let hits = addresses.iter().map(|address| {
            let hits = hits(address, &lists);
            let hits: Vec<_> = hits.iter().map(|hit| hit.as_json(&tables)).collect();
            json!({ "address": address.text(), "tables": hits })
        });
        let json = json!({
            "cell": cell,
            "address": judgement.address.as_ref().map(Address::text),
            "verdict": judgement.decision().id(),
            "reason": judgement.reason_id(),
            "suggestion": judgement.suggestion,
            "findings": findings(&judgement),
            "repair": repair(&reading),
            "addresses": hits.collect::<Vec<_>>(),
            "spelling": spellings.iter().map(Spelling::as_json).collect::<Vec<_>>(),
            "dns": fact::as_json(&wanted, &needed, &outcome.book),
        });
        return print(&json_text(&json), exit);
    }
    let mut chain = Chain::new(lang);
    chain.reading(cell, &reading);
    for address in &addresses {
        chain.tables(address, &lists);
    }
    for spelling in &spellings {
        chain.typo(spelling);
    }
    chain.dns(&wanted, &needed, &outcome);
    chain.verdict(&judgement);
    print(chain.text(), exit)
}

/// What was made of the cell, for programs.
fn repair(reading: &Reading) -> serde_json::Value {
    match reading {
        Reading::Empty => json!({ "found": "nothing" }),
        Reading::One(found) => json!({ "found": "address", "repaired": found.repaired }),
        Reading::Guess { literal, meant } => json!({
            "found": "guess",
            "literal": literal.as_ref().map(Address::text),
            "meant": meant.text(),
        }),
        Reading::Many { certain, .. } => json!({ "found": "several", "certain": certain }),
        Reading::Broken { fault, .. } => json!({
            "found": "no valid address",
            "fault": fault.title().get(Lang::En),
        }),
    }
}

/// For programs, hence in English.
fn findings(judgement: &Judgement) -> Vec<serde_json::Value> {
    let findings = judgement.findings.iter();
    let told = findings.map(|finding| {
        json!({
            "id": finding.reason.id(),
            "verdict": finding.decision.id(),
            "message": finding.message(Lang::En),
        })
    });
    told.collect()
}
