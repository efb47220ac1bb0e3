//! Whether a domain is misspelt, and by what.

use serde_json::json;

use crate::address::{Suspicion, TypoJudge, TypoKind, TypoRule, edits};
use crate::lang::texts::explain;
use crate::lang::{Lang, Message, Text, Value};

/// More candidates than these help nobody.
const CANDIDATES: usize = 4;
/// A misspelling of the table is not further off than this.
const FAR: u32 = 60;

/// What the judge of misspellings has to say of a domain.
pub(super) struct Spelling<'a> {
    /// As it stands behind the `@`.
    typed: &'a str,
    /// What was meant instead.
    suspicion: Option<Suspicion>,
    /// Other domains that it is near to, the nearest first.
    others: Vec<Suspicion>,
}

impl<'a> Spelling<'a> {
    pub(super) fn of(typed: &'a str, judge: &TypoJudge<'_>) -> Spelling<'a> {
        let mut suspicion = judge.suspect(typed);
        if let Some(found) = &mut suspicion
            && found.rule == TypoRule::Table
            && let Some(way) = edits(typed, &found.intended, FAR)
        {
            // The table does not say by which slips.
            (found.cost, found.slips) = way;
        }
        let meant = suspicion.as_ref().map(|found| found.intended.as_str());
        let mut others = judge.candidates(typed);
        others.retain(|other| Some(other.intended.as_str()) != meant);
        others.truncate(CANDIDATES);
        Spelling {
            typed,
            suspicion,
            others,
        }
    }

    /// In words, a line each.
    pub(super) fn told(&self) -> Vec<Message> {
        let first = match &self.suspicion {
            Some(found) => explain::SUSPECTED
                .with("intended", &found.intended)
                .with("parts", parts(found)),
            None => explain::NO_TYPO.into(),
        };
        let near = self.others.iter().map(|other| {
            explain::NEAR
                .with("other", &other.intended)
                .with("parts", parts(other))
        });
        let all = [first].into_iter().chain(near);
        all.map(|line| line.with("domain", self.typed)).collect()
    }

    /// For programs.
    pub(super) fn as_json(&self) -> serde_json::Value {
        let others: Vec<_> = self.others.iter().map(as_json).collect();
        json!({
            "domain": self.typed,
            "meant": self.suspicion.as_ref().map(as_json),
            "other_candidates": others,
        })
    }
}

fn as_json(found: &Suspicion) -> serde_json::Value {
    let slips: Vec<&str> = found
        .slips
        .iter()
        .map(|slip| slip.title().get(Lang::En))
        .collect();
    json!({
        "domain": found.intended,
        "slip_in": match found.kind {
            TypoKind::Domain => "name",
            TypoKind::Tld => "ending",
        },
        "rule": id(found.rule),
        "why": rule(found.rule).get(Lang::En),
        "distance": f64::from(found.cost) / 10.0,
        "slips": slips,
        "certain": found.certain,
    })
}

/// What speaks for a candidate.
fn parts(found: &Suspicion) -> Value {
    let mut parts: Vec<Value> = vec![rule(found.rule).into()];
    if !found.slips.is_empty() {
        let slips: Value = found.slips.iter().map(|slip| slip.title()).collect();
        let distance = format!("{:.1}", f64::from(found.cost) / 10.0);
        let distance = explain::DISTANCE.with("distance", distance);
        parts.push(distance.with("slips", slips).into());
    }
    if found.certain {
        parts.push(explain::CERTAIN.into());
    }
    Value::List(parts)
}

fn rule(rule: TypoRule) -> Text {
    match rule {
        TypoRule::Table => explain::BY_TABLE,
        TypoRule::Shape => explain::BY_SHAPE,
        TypoRule::ProviderTld => explain::BY_PROVIDER_TLD,
        TypoRule::ProviderName => explain::BY_PROVIDER_NAME,
        TypoRule::UnknownTld => explain::BY_UNKNOWN_TLD,
        TypoRule::List => explain::BY_LIST,
    }
}

/// A name of the rule for programs, never to be changed.
fn id(rule: TypoRule) -> &'static str {
    match rule {
        TypoRule::Table => "table",
        TypoRule::Shape => "dots",
        TypoRule::ProviderTld => "provider-ending",
        TypoRule::ProviderName => "provider-name",
        TypoRule::UnknownTld => "unknown-tld",
        TypoRule::List => "list",
    }
}
