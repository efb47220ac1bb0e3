//! The judgement of one cell.

use super::context::Context;
use super::domain::{Cards, can_be_saved};
use super::finding::Finding;
use super::policy::Policy;
use super::reason::{Decision, Reason};
use crate::address::{
    Address, Found, Host, MailboxKey, Reading, Suspicion, SyntaxFault, TypoKind, mailbox_key,
    read_cell,
};
use crate::lang::Lang;
use crate::lists::Lists;

/// What becomes of a row, and why.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// Every finding, the primary one first.
    pub findings: Vec<Finding>,
    /// The address that was probably meant.
    pub suggestion: Option<String>,
    /// The address to send to, where there is one.
    pub address: Option<Address>,
    /// The cell differs from the address to send to.
    pub rewritten: bool,
    /// Fingerprint of the mailbox.
    pub key: Option<MailboxKey>,
    /// The misspelt domain and the one that was meant.
    pub misspelling: Option<(String, String)>,
    /// The misspelling is certain, but was not corrected.
    pub fixable: bool,
    /// All addresses of a cell that holds several, if every border between them is certain.
    pub parts: Vec<Address>,
}

impl Judgement {
    /// What becomes of the row.
    pub fn decision(&self) -> Decision {
        self.findings
            .first()
            .map_or(Decision::Keep, |primary| primary.decision)
    }

    /// The primary reason; `None` where there is nothing to say.
    pub fn reason(&self) -> Option<Reason> {
        self.findings.first().map(|primary| primary.reason)
    }

    /// As it stands in `presend_reason`.
    pub fn reason_id(&self) -> &'static str {
        self.reason().map_or("ok", Reason::id)
    }

    /// As it stands in `presend_message`.
    pub fn message(&self, lang: Lang) -> String {
        let sentences: Vec<String> = self
            .findings
            .iter()
            .map(|finding| finding.message(lang))
            .collect();
        sentences.join("; ")
    }

    /// Adds a finding under the policy and puts the primary one first.
    pub fn add(&mut self, finding: Finding, context: &Context<'_>) {
        self.findings.push(finding);
        self.settle(context);
    }

    /// Applies the policy and puts the findings in order: the harshest decision first, within one
    /// decision the registry's order.
    fn settle(&mut self, context: &Context<'_>) {
        let saved = self.suggestion.is_some();
        for finding in &mut self.findings {
            finding.decision = context.settings.policy.decision(finding.reason);
            if saved && can_be_saved(finding) {
                finding.decision = Decision::Review;
            }
        }
        self.findings.sort_by_key(|finding| {
            let about_typo = matches!(
                finding.reason,
                Reason::TYPO_DOMAIN | Reason::TYPO_TLD | Reason::GARBLED_ADDRESS
            );
            (
                std::cmp::Reverse(finding.decision),
                !(saved && about_typo),
                finding.reason,
            )
        });
    }
}

/// Judges a cell. `original` is what an earlier run of presend noted as the cell before its repair,
/// else empty: a cleaned list is judged by what it was made from, so that cleaning it again
/// changes nothing.
pub fn judge_cell(
    context: &Context<'_>,
    cards: &mut Cards,
    cell: &str,
    original: &str,
) -> Judgement {
    if !original.is_empty() && original != cell {
        let reading = match read_cell(original) {
            Reading::Many { addresses, .. } => match part_of(addresses, cell) {
                Some(address) => Reading::One(Found {
                    address,
                    repaired: true,
                }),
                None => Reading::Empty,
            },
            reading => reading,
        };
        let earlier = judge_reading(context, cards, reading, true);
        if earlier
            .address
            .as_ref()
            .is_some_and(|address| address.text() == cell)
        {
            return Judgement {
                rewritten: true,
                ..earlier
            };
        }
    }
    let mut judgement = judge_reading(context, cards, read_cell(cell), context.settings.fix_typos);
    judgement.rewritten = judgement
        .address
        .as_ref()
        .is_some_and(|address| address.text() != cell);
    judgement
}

/// The address of a split cell that now stands alone.
fn part_of(addresses: Vec<Address>, cell: &str) -> Option<Address> {
    addresses.into_iter().find(|address| address.text() == cell)
}

fn judge_reading(
    context: &Context<'_>,
    cards: &mut Cards,
    reading: Reading,
    fix_typos: bool,
) -> Judgement {
    let mut judgement = Judgement::default();
    match reading {
        Reading::Empty => judgement.findings.push(Finding::new(Reason::EMPTY)),
        Reading::Broken { fault, parts } => broken(context, &mut judgement, fault, parts),
        Reading::Guess { literal, meant } => {
            let meant = corrected(context, cards, &meant);
            judgement
                .findings
                .push(Finding::new(Reason::GARBLED_ADDRESS).with("intended", meant.as_str()));
            if literal.is_some_and(|address| address.mixes_scripts()) {
                judgement.findings.push(Finding::new(Reason::MIXED_SCRIPT));
            }
            judgement.suggestion = Some(meant);
        }
        Reading::Many { addresses, certain } => {
            let texts: Vec<String> = addresses.iter().map(Address::text).collect();
            judgement
                .findings
                .push(Finding::new(Reason::MULTIPLE_ADDRESSES).with("addresses", texts.join(", ")));
            if certain {
                judgement.parts = addresses;
            }
        }
        Reading::One(found) => one(context, cards, &mut judgement, found, fix_typos),
    }
    judgement.settle(context);
    judgement
}

/// A guess may itself stand at a misspelt domain.
fn corrected(context: &Context<'_>, cards: &mut Cards, meant: &Address) -> String {
    let intended = meant
        .domain()
        .and_then(|domain| cards.of(context, domain).suspicion.clone())
        .map(|suspicion| meant.at(&suspicion.intended));
    intended.unwrap_or_else(|| meant.text())
}

fn broken(
    context: &Context<'_>,
    judgement: &mut Judgement,
    fault: SyntaxFault,
    parts: Option<(String, String)>,
) {
    if let Some((local, typed)) = parts
        && let Some(suspicion) = context.typos.suspect(&typed)
    {
        let suggestion = format!("{local}@{}", suspicion.intended);
        judgement
            .findings
            .push(Finding::new(Reason::GARBLED_ADDRESS).with("intended", suggestion.as_str()));
        judgement.misspelling = Some((typed, suspicion.intended));
        judgement.suggestion = Some(suggestion);
        return;
    }
    judgement.findings.push(match fault {
        SyntaxFault::Control => Finding::new(Reason::CONTROL_CHARACTER),
        SyntaxFault::TooLong => Finding::new(Reason::ADDRESS_TOO_LONG),
        other => Finding::new(Reason::SYNTAX_INVALID).with("what", other.title()),
    });
}

fn one(
    context: &Context<'_>,
    cards: &mut Cards,
    judgement: &mut Judgement,
    found: Found,
    fix_typos: bool,
) {
    let address = found.address;
    let card = address.domain().map(|domain| cards.of(context, domain));
    let suspicion = card.as_ref().and_then(|card| card.suspicion.clone());
    let text = address.text();
    let allowed = context.lists.allows(&text);
    if let (Some(suspicion), true, None) = (&suspicion, fix_typos, &allowed)
        && suspicion.certain
        && let Ok(fixed) = crate::address::parse(&address.at(&suspicion.intended))
    {
        fix(context, cards, judgement, &address, suspicion, fixed);
        return;
    }
    if found.repaired {
        judgement.findings.push(Finding::new(Reason::REPAIRED));
    }
    judgement.key = Some(mailbox_key(&address, context.lists));
    if let Some(entry) = context.lists.blocks(&text) {
        judgement
            .findings
            .push(Finding::new(Reason::BLOCK_LISTED).with("entry", entry));
    } else if let Some(entry) = allowed {
        judgement
            .findings
            .push(Finding::new(Reason::ALLOW_LISTED).with("entry", entry));
        judgement.address = Some(address);
        return;
    }
    judgement.findings.extend(form_findings(&address));
    judgement
        .findings
        .extend(local_findings(context.lists, &address));
    if let Some(card) = card {
        judgement.findings.extend(card.findings.iter().cloned());
    }
    if let (Some(suspicion), Some(domain)) = (suspicion, address.domain()) {
        let reason = match suspicion.kind {
            TypoKind::Domain => Reason::TYPO_DOMAIN,
            TypoKind::Tld => Reason::TYPO_TLD,
        };
        judgement.findings.push(
            Finding::new(reason)
                .with("domain", domain.as_str())
                .with("intended", suspicion.intended.as_str()),
        );
        judgement.fixable = suspicion.certain;
        judgement.suggestion = Some(address.at(&suspicion.intended));
        judgement.misspelling = Some((domain.as_str().to_owned(), suspicion.intended));
    }
    judgement.address = Some(address);
}

/// Whether nothing but its domain can keep a row with the address out of the clean list.
pub fn kept_for_itself(lists: &Lists, policy: &Policy, address: &Address) -> bool {
    let text = address.text();
    if lists.blocks(&text).is_some() {
        return policy.decision(Reason::BLOCK_LISTED) == Decision::Keep;
    }
    let mut findings = form_findings(address);
    findings.extend(local_findings(lists, address));
    lists.allows(&text).is_some()
        || findings
            .iter()
            .all(|finding| policy.decision(finding.reason) == Decision::Keep)
}

/// Judges the address that was meant instead, and says that it was corrected.
fn fix(
    context: &Context<'_>,
    cards: &mut Cards,
    judgement: &mut Judgement,
    typed: &Address,
    suspicion: &Suspicion,
    fixed: Address,
) {
    let found = Found {
        address: fixed,
        repaired: false,
    };
    one(context, cards, judgement, found, false);
    let domain = typed.domain().map_or("", |domain| domain.as_str());
    judgement.findings.push(
        Finding::new(Reason::TYPO_FIXED)
            .with("domain", domain)
            .with("intended", suspicion.intended.as_str()),
    );
    judgement.misspelling = Some((domain.to_owned(), suspicion.intended.clone()));
}

/// What the form of an address says.
fn form_findings(address: &Address) -> Vec<Finding> {
    let checks = [
        (address.mixes_scripts(), Reason::MIXED_SCRIPT),
        (address.is_quoted(), Reason::QUOTED_LOCAL_PART),
        (
            matches!(address.host(), Host::Literal(_)),
            Reason::IP_LITERAL,
        ),
        (address.needs_smtputf8(), Reason::NEEDS_SMTPUTF8),
        (address.is_unusual(), Reason::UNUSUAL_LOCAL_PART),
    ];
    checks
        .into_iter()
        .filter(|&(holds, _)| holds)
        .map(|(_, reason)| Finding::new(reason))
        .collect()
}

/// What the local part says.
fn local_findings(lists: &Lists, address: &Address) -> Vec<Finding> {
    let local = address.local().to_lowercase();
    let mut findings = Vec::new();
    if lists.is_placeholder(&address.text().to_lowercase()) {
        findings.push(Finding::new(Reason::PLACEHOLDER_ADDRESS));
    }
    if lists.is_no_reply(&local) {
        findings.push(Finding::new(Reason::NO_REPLY_ADDRESS).with("local", local.as_str()));
    } else if lists.role(&local).is_some() {
        findings.push(Finding::new(Reason::ROLE_ACCOUNT).with("local", local.as_str()));
    }
    if let Some(domain) = address.domain()
        && let Some(rule) = lists.mailbox_rule(domain.as_str())
        && !rule.allows(&local)
    {
        findings.push(Finding::new(Reason::IMPOSSIBLE_MAILBOX).with("domain", domain.as_str()));
    }
    findings
}
