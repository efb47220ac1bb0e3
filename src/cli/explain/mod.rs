//! `presend explain`: how one address is judged, or what a reason means.

mod chain;
mod fact;
mod reasons;
mod rules;

use std::collections::HashMap;

use super::args::{CommonArgs, ExplainArgs, Format};
use super::failure::{Exit, Failure};
use super::printer::{Printer, print_data};
use super::progress::Progress;
use super::world;
use crate::address::{Address, Census, Domain, Reading, read_cell};
use crate::dns::{DomainBook, Outcome};
use crate::judge::{Cards, Context, Judgement, Policy, Reason, Settings, asks_about, judge_cell};
use crate::lang::{Lang, texts::failures};
use crate::sender;
use chain::Chain;

/// Explains.
pub(super) fn run(
    args: &ExplainArgs,
    common: &CommonArgs,
    policy: &Policy,
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
        let near = Reason::all()
            .map(Reason::id)
            .chain(sender::rules().map(|rule| rule.id))
            .map(|id| (strsim::jaro_winkler(what, id), id))
            .filter(|(likeness, _)| *likeness > 0.7)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let failure = Failure::usage(failures::NEITHER_ADDRESS_NOR_REASON.with("what", what));
        return Err(match near {
            Some((_, id)) => failure.hint(failures::DID_YOU_MEAN.with("this", id)),
            None => failure.hint(failures::LIST_THE_REASONS),
        });
    }
    address(what, args, common, policy, printer)
}

fn print(text: &str, exit: Exit) -> Result<Exit, Failure> {
    print_data(text.as_bytes()).map(|()| exit)
}

fn address(
    cell: &str,
    args: &ExplainArgs,
    common: &CommonArgs,
    policy: &Policy,
    printer: &Printer,
) -> Result<Exit, Failure> {
    let lang = printer.lang();
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
    let outcome = world::ask(&wanted, &net, &lists, printer, Progress::new(false, lang))?;
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
        let json = as_json(cell, &judgement, &outcome);
        return print(&format!("{json:#}\n"), exit);
    }
    if let Some(trouble) = &outcome.trouble {
        printer.warn(trouble.message());
    }
    let mut chain = Chain::new(lang);
    chain.reading(cell, &reading);
    for address in behind(&reading) {
        chain.tables(&address, &lists);
        if let Some(domain) = address.domain() {
            chain.typo(&context, domain);
        }
    }
    chain.dns(&wanted, &needed, &outcome);
    chain.verdict(&judgement);
    print(chain.text(), exit)
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

/// For programs, hence in English.
fn as_json(cell: &str, judgement: &Judgement, outcome: &Outcome) -> serde_json::Value {
    let findings: Vec<_> = judgement
        .findings
        .iter()
        .map(|finding| {
            serde_json::json!({
                "id": finding.reason.id(),
                "verdict": finding.decision.id(),
                "message": finding.message(Lang::En),
            })
        })
        .collect();
    let mut dns: Vec<_> = outcome
        .book
        .iter()
        .map(|(domain, fact)| (domain.as_str(), fact::told(fact).get(Lang::En)))
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
