//! The chain of evidence, step by step.

use super::fact;
use super::hits::hits;
use super::typo::Spelling;
use crate::address::{Address, Host, Reading};
use crate::cli::printer::{pad, safe};
use crate::cli::wrap::lines;
use crate::dns::Outcome;
use crate::judge::Judgement;
use crate::lang::texts::explain;
use crate::lang::{Lang, Text, Value};
use crate::lists::Lists;

/// Columns of the names of the steps, with the gap behind them.
const LABELS: usize = 10;

/// The chain of evidence.
pub(super) struct Chain {
    lang: Lang,
    text: String,
    last: Option<Text>,
}

impl Chain {
    /// An empty one.
    pub(super) fn new(lang: Lang) -> Chain {
        Chain {
            lang,
            text: String::new(),
            last: None,
        }
    }

    /// All lines.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn line(&mut self, step: Text, what: impl Into<Value>) {
        let label = match self.last {
            Some(last) if last == step => "",
            _ => step.get(self.lang),
        };
        self.last = Some(step);
        let what = what.into().get(self.lang);
        let what = lines(&safe(&what), LABELS).join(&format!("\n{}", " ".repeat(LABELS)));
        self.text
            .push_str(&format!("{}{what}\n", pad(label, LABELS)));
    }

    /// What stands in the cell, what was made of it, and its syntax.
    pub(super) fn reading(&mut self, cell: &str, reading: &Reading) {
        self.line(explain::CELL, cell);
        match reading {
            Reading::Empty => self.line(explain::REPAIR, explain::NO_ADDRESS),
            Reading::One(found) if found.repaired => {
                let address = found.address.text();
                self.line(explain::REPAIR, explain::REPAIRED.with("address", address));
            }
            Reading::One(_) => self.line(explain::REPAIR, explain::NOTHING_TO_REPAIR),
            Reading::Guess { literal, meant } => {
                let meant = explain::GUESS.with("address", meant.text());
                self.line(explain::REPAIR, meant);
                if let Some(literal) = literal {
                    let literal = explain::LITERALLY.with("address", literal.text());
                    self.line(explain::REPAIR, literal);
                }
            }
            Reading::Many { addresses, certain } => {
                let text = match certain {
                    true => explain::SEVERAL,
                    false => explain::SEVERAL_GUESSED,
                };
                let texts: Value = addresses.iter().map(Address::text).collect();
                let several = text.with("n", addresses.len()).with("addresses", texts);
                self.line(explain::REPAIR, several);
            }
            Reading::Broken { .. } => self.line(explain::REPAIR, explain::BEYOND_REPAIR),
        }
        match reading {
            Reading::One(found) => self.line(explain::FORM, form(&found.address)),
            Reading::Broken { fault, .. } => self.line(explain::FORM, fault.title()),
            _ => {}
        }
    }

    /// Every table that names the address or its domain.
    pub(super) fn tables(&mut self, address: &Address, lists: &Lists) {
        let (hits, tables) = (hits(address, lists), Lists::tables());
        if hits.is_empty() {
            self.line(explain::TABLES, explain::NO_HIT);
        }
        for hit in hits {
            self.line(explain::TABLES, hit.told(&tables, self.lang));
        }
    }

    /// Whether a domain is misspelt, and what says so.
    pub(super) fn typo(&mut self, spelling: &Spelling<'_>) {
        for told in spelling.told() {
            self.line(explain::TYPO, told);
        }
    }

    /// What DNS says of the domains.
    pub(super) fn dns(&mut self, wanted: &[String], needed: &[String], outcome: &Outcome) {
        for domain in wanted {
            let text = match needed.contains(domain) {
                true => explain::FACT,
                false => explain::FACT_EXTRA,
            };
            let fact = match outcome.book.get(domain) {
                Some(fact) => fact::told(fact),
                None => explain::NOT_ASKED.into(),
            };
            self.line(explain::DNS, text.with("domain", domain).with("fact", fact));
        }
        if wanted.is_empty() {
            self.line(explain::DNS, explain::NOTHING_TO_ASK);
        }
    }

    /// What follows from it all.
    pub(super) fn verdict(&mut self, judgement: &Judgement) {
        if judgement.findings.is_empty() {
            self.line(explain::VERDICT, explain::ALL_WELL);
        }
        for (i, finding) in judgement.findings.iter().enumerate() {
            let step = match i {
                0 => explain::VERDICT,
                _ => explain::ALSO,
            };
            let told = explain::FINDING
                .with("decision", finding.decision.title())
                .with("reason", finding.reason.id())
                .with("message", finding.message(self.lang));
            self.line(step, told);
        }
        if let Some(suggestion) = &judgement.suggestion {
            self.line(explain::MEANT, suggestion);
        }
    }
}

fn form(address: &Address) -> Value {
    let host = match address.host() {
        Host::Name(domain) => explain::DOMAIN.with("domain", domain.as_str()),
        Host::Literal(text) => explain::LITERAL.with("domain", text),
    };
    let mut notes: Vec<Value> = vec![
        explain::LOCAL.with("local", address.local()).into(),
        host.into(),
    ];
    for (holds, note) in [
        (address.is_quoted(), explain::QUOTED),
        (address.needs_smtputf8(), explain::SMTPUTF8),
        (address.mixes_scripts(), explain::MIXED),
        (address.is_unusual(), explain::UNUSUAL),
    ] {
        if holds {
            notes.push(note.into());
        }
    }
    Value::List(notes)
}
