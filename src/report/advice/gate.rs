//! What to do next with what a gate found.

use super::Step;
use crate::lang::texts::{check, report, summary};
use crate::lang::{Message, Text};
use crate::report::{Findings, Level};

/// What the user chose already: it needs no advice.
#[derive(Clone, Copy, Debug, Default)]
pub struct GateChoices {
    /// Addresses are shown in full.
    pub show_addresses: bool,
    /// Known findings stand in a baseline.
    pub baseline: bool,
    /// Domains that DNS was not asked about.
    pub not_asked: usize,
}

/// What to do next, in the order in which it is done.
pub fn after_check(findings: &Findings, choices: &GateChoices) -> Vec<Step> {
    let any = !findings.findings.is_empty();
    let all = [
        unreadable(findings),
        any.then(|| Step {
            hint: Some(summary::EXPLAIN.into()),
            page: None,
        }),
        show(any && !choices.show_addresses),
        mend(findings),
        suggestions(findings),
        known(findings, choices),
        unknown(findings),
        not_asked(choices),
    ];
    all.into_iter().flatten().collect()
}

fn counted(n: u64, one: Text, many: Text) -> Option<Message> {
    (n > 0).then(|| Message::counted(n, one, many))
}

fn unreadable(findings: &Findings) -> Option<Step> {
    let lost = findings.unreadable.len() as u64;
    let text = counted(lost, report::GATE_UNREADABLE_ONE, report::GATE_UNREADABLE)?;
    Some(Step::page(report::GATE_UNREADABLE_TITLE, text))
}

fn show(masked: bool) -> Option<Step> {
    masked
        .then(|| Step::page(report::GATE_SHOW_TITLE, report::GATE_SHOW).hint(check::SHOW_ADDRESSES))
}

/// Findings that a person can do something about.
fn worth(findings: &Findings) -> u64 {
    findings.count(Level::Error) + findings.count(Level::Warning)
}

fn mend(findings: &Findings) -> Option<Step> {
    (worth(findings) > 0).then(|| Step::page(report::GATE_MEND_TITLE, report::GATE_MEND))
}

fn suggestions(findings: &Findings) -> Option<Step> {
    let with = findings.findings.iter();
    let count = with.filter(|found| found.detail.suggestion.is_some());
    let text = counted(
        count.count() as u64,
        report::GATE_TYPOS_ONE,
        report::GATE_TYPOS,
    )?;
    Some(Step::page(report::TYPOS_TITLE, text))
}

fn known(findings: &Findings, choices: &GateChoices) -> Option<Step> {
    let text = match choices.baseline {
        true => report::GATE_KNOWN,
        false => report::GATE_KNOWN_BASELINE,
    };
    (worth(findings) > 0).then(|| Step::page(report::GATE_KNOWN_TITLE, text))
}

fn unknown(findings: &Findings) -> Option<Step> {
    let count = findings.count(Level::Note);
    let text = counted(count, report::GATE_UNKNOWN_ONE, report::GATE_UNKNOWN)?;
    Some(Step::page(report::UNKNOWN_TITLE, text))
}

fn not_asked(choices: &GateChoices) -> Option<Step> {
    let domains = counted(
        choices.not_asked as u64,
        report::A_DOMAIN,
        report::N_DOMAINS,
    )?;
    let text = report::GATE_OFFLINE.with("domains", domains);
    Some(Step::page(report::GATE_OFFLINE_TITLE, text))
}
