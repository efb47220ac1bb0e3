//! From the judgement of a row to the finding that is reported, past all that keeps silent.

use super::baseline::Baseline;
use super::marker::Marker;
use crate::address::{Address, Domain};
use crate::cli::allow::Allow;
use crate::judge::{Decision, Judgement, Reason};
use crate::lang::Lang;
use crate::report::{Detail, Finding, Level, Rule, Silenced, Span, mask};

/// What keeps findings silent, and how the others are told.
pub(super) struct Sieve<'a> {
    /// Entries of `[[allow]]` that hold today.
    pub(super) allow: Vec<&'a Allow>,
    /// Findings that are known.
    pub(super) baseline: Option<Baseline>,
    /// How much was kept silent.
    pub(super) silenced: Silenced,
    /// Show addresses in full.
    pub(super) show: bool,
    /// Language of the messages.
    pub(super) lang: Lang,
}

impl Sieve<'_> {
    /// What is left of a judgement: the reasons to report, the harshest first, and what could not be found out behind
    /// the others.
    pub(super) fn strain(
        &mut self,
        mut judgement: Judgement,
        cell: &str,
        marker: Option<&Marker>,
    ) -> Judgement {
        let address = judgement.address.as_ref();
        let identity =
            address.map_or_else(|| cell.trim().to_lowercase(), |a| a.text().to_lowercase());
        let typed = judgement.misspelling.as_ref().map(|(typed, _)| typed);
        let domain = address.and_then(Address::domain).map(Domain::as_str);
        let domain = domain.or(typed.map(String::as_str)).map(str::to_owned);
        judgement.findings.retain(|held| {
            held.decision >= Decision::Review
                && !self.is_silent(held.reason, &identity, domain.as_deref(), marker)
        });
        judgement
            .findings
            .sort_by_key(|held| held.reason.spec().unknown());
        if judgement.findings.is_empty() {
            judgement.misspelling = None;
        }
        judgement
    }

    /// The finding of what [`Sieve::strain`] left: its first reason, with the others behind it in its message.
    pub(super) fn finding(&self, judgement: &Judgement, cell: &str, span: Span) -> Option<Finding> {
        let primary = judgement.findings.first()?;
        Some(Finding {
            id: primary.reason.id(),
            level: level(primary.reason, primary.decision),
            subject: self.subject(judgement, cell),
            span,
            detail: Detail {
                message: self.shown(&judgement.message(self.lang)),
                suggestion: judgement.suggestion.as_deref().map(|text| self.shown(text)),
            },
        })
    }

    fn is_silent(
        &mut self,
        reason: Reason,
        address: &str,
        domain: Option<&str>,
        marker: Option<&Marker>,
    ) -> bool {
        if marker.is_some_and(|marker| marker.covers(reason)) {
            self.silenced.ignored += 1;
            return true;
        }
        if self
            .allow
            .iter()
            .any(|allow| allow.covers(reason, address, domain))
        {
            self.silenced.allowed += 1;
            return true;
        }
        // What could not be found out today is no debt of the list.
        let Some(baseline) = self.baseline.as_mut().filter(|_| !reason.spec().unknown()) else {
            return false;
        };
        let known = baseline.knows(reason, address);
        self.silenced.baseline += u64::from(known);
        known
    }

    /// The address; where there is none the cell, if it may be shown.
    fn subject(&self, judgement: &Judgement, cell: &str) -> Option<String> {
        const LENGTH: usize = 80;
        if let Some(address) = &judgement.address {
            return Some(self.shown(&address.text()));
        }
        let cell = cell.trim();
        // What else stands in a cell may be anything, a name or a telephone number.
        let lone = cell.contains('@') && !cell.contains(char::is_whitespace);
        if cell.is_empty() || !(self.show || lone) {
            return None;
        }
        let mut shown: String = self.shown(cell).chars().take(LENGTH).collect();
        if shown.chars().count() == LENGTH {
            shown.push('…');
        }
        Some(shown)
    }

    fn shown(&self, text: &str) -> String {
        match self.show {
            true => text.to_owned(),
            false => mask(text),
        }
    }
}

/// How grave a finding is. What could not be found out never fails a build.
fn level(reason: Reason, decision: Decision) -> Level {
    match decision {
        _ if reason.spec().unknown() => Level::Note,
        Decision::Remove => Level::Error,
        Decision::Review => Level::Warning,
        Decision::Keep => Level::Note,
    }
}

/// The reasons as rules.
pub(super) fn rules() -> Vec<Rule> {
    Reason::all()
        .map(|reason| {
            let spec = reason.spec();
            Rule {
                id: spec.id,
                level: level(reason, spec.decision),
                title: spec.title,
                help: spec.explain,
            }
        })
        .collect()
}
