//! The chain of evidence, step by step.

use super::fact;
use crate::address::{Address, Domain, Host, Reading, Suspicion, TypoRule, alias_address};
use crate::cli::lists::about;
use crate::cli::printer::{pad, safe};
use crate::cli::wrap::lines;
use crate::dns::Outcome;
use crate::judge::{Context, Judgement};
use crate::lang::texts::{explain, tables::word};
use crate::lang::{Lang, Message, Text, Value};
use crate::lists::{DisposableTier, Lists};

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
        let local = address.local().to_lowercase();
        let mut hits: Vec<(&str, Value)> = Vec::new();
        if lists.is_placeholder(&address.text().to_lowercase()) {
            hits.push(("placeholders", address.text().into()));
        }
        if lists.is_no_reply(&local) {
            hits.push(("no-reply", (&local).into()));
        } else if let Some(role) = lists.role(&local) {
            let role = explain::ROLE
                .with("local", &local)
                .with("class", word(role.class))
                .with("lang", role.lang);
            hits.push(("roles", role.into()));
        }
        for (table, entry) in [
            ("allow", lists.allows(&address.text())),
            ("block", lists.blocks(&address.text())),
        ] {
            if let Some(entry) = entry {
                hits.push((table, explain::OWN_ENTRY.with("entry", entry).into()));
            }
        }
        if let Some(domain) = address.domain() {
            hits.extend(domain_hits(domain, &local, lists));
            if let Some(base) = alias_address(address, lists)
                && base != address.text()
            {
                let same = explain::SAME_MAILBOX.with("address", base);
                hits.push(("alias-rules", same.into()));
            }
        }
        if hits.is_empty() {
            self.line(explain::TABLES, explain::NO_HIT);
        }
        let tables = Lists::tables();
        for (name, what) in hits {
            let told = match tables.iter().find(|table| table.name() == name) {
                Some(table) => explain::HIT_FROM
                    .with("origin", about(table, self.lang).1)
                    .with("date", &table.date),
                None => explain::HIT.into(),
            };
            self.line(explain::TABLES, told.with("table", name).with("what", what));
        }
    }

    /// Whether the domain is misspelt, and what says so.
    pub(super) fn typo(&mut self, context: &Context<'_>, domain: &Domain) {
        match context.typos.suspect(domain.as_str()) {
            Some(found) => self.line(explain::TYPO, suspected(domain, &found)),
            None => self.line(
                explain::TYPO,
                explain::NO_TYPO.with("domain", domain.as_str()),
            ),
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

fn domain_hits(domain: &Domain, local: &str, lists: &Lists) -> Vec<(&'static str, Value)> {
    let name = domain.as_str();
    let mut hits: Vec<(&'static str, Value)> = Vec::new();
    if let Some(provider) = lists.provider(name) {
        let what = match provider.operator {
            "" => explain::PROVIDER.into(),
            operator => explain::PROVIDER_OF
                .with("operator", operator)
                .with("tier", provider.tier.to_string()),
        };
        let what = what
            .with("name", name)
            .with("region", word(provider.region));
        hits.push(("providers", what.into()));
    }
    if let Some(intended) = lists.typo(name) {
        hits.push(("typos", format!("{name} → {intended}").into()));
    }
    if lists.is_known_domain(name) {
        hits.push(("known-domains", name.into()));
    }
    if lists.is_relay(name) {
        hits.push(("relays", name.into()));
    }
    if let Some(hit) = lists.disposable(name) {
        let table = match hit.tier {
            DisposableTier::Suspected => "disposable-suspected",
            _ => "disposable-domains",
        };
        hits.push((table, hit.entry.into()));
    }
    if let Some(entry) = lists.reserved(name) {
        hits.push(("reserved", entry.into()));
    }
    if !lists.is_tld(domain.tld()) {
        hits.push(("tlds", explain::NO_TLD.with("tld", domain.tld()).into()));
    }
    if let Some(rule) = lists.mailbox_rule(name) {
        let text = match rule.allows(local) {
            true => explain::ALLOWED,
            false => explain::IMPOSSIBLE,
        };
        let what = text.with("local", local).with("source", rule.source);
        hits.push(("provider-rules", what.into()));
    }
    hits
}

fn suspected(domain: &Domain, found: &Suspicion) -> Message {
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
    explain::SUSPECTED
        .with("domain", domain.as_str())
        .with("intended", &found.intended)
        .with("parts", Value::List(parts))
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
