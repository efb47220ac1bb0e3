//! When two addresses are the same mailbox.

use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::{Hash, Hasher};

use super::syntax::{Address, parse};
use crate::lists::{AliasRule, Lists};

/// A fingerprint of a mailbox: equal for addresses that differ only in case or by another spelling of the domain
/// (`googlemail.com`). 96 bits of SipHash: it stands in memory for every row, and two of ten million mailboxes share
/// one with a chance of 1 in 10^15.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailboxKey([u32; 3]);

impl MailboxKey {
    /// One of `count` equal parts into which mailboxes fall; `count` is a power of two.
    pub fn part(&self, count: usize) -> usize {
        self.0[2] as usize & (count - 1)
    }
}

impl Hash for MailboxKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(u64::from(self.0[1]) << 32 | u64::from(self.0[0]));
    }
}

/// The mailboxes of one domain, for those who ask for many of them.
#[derive(Clone, Debug)]
pub struct DomainKeys {
    spelling: String,
    rule: Option<AliasRule>,
    /// The spelling of the domain that the rule leads to.
    base: &'static str,
}

impl DomainKeys {
    /// By the provider's rules, where it has any.
    pub fn of(domain: &str, lists: &Lists) -> DomainKeys {
        let rule = rule_of(domain, lists);
        DomainKeys {
            spelling: spelling(domain, rule).to_owned(),
            base: rule.map_or("", |rule| base_spelling(rule, lists)),
            rule,
        }
    }

    /// The fingerprint of a mailbox; `local` in lower case.
    pub fn key(&self, local: &str) -> MailboxKey {
        hash(local, &self.spelling)
    }

    /// The fingerprint of what the provider's own rules make of one (`local` in lower case, without a tag). `None` where the
    /// provider has no such rule.
    pub fn base_key(&self, local: &str) -> Option<MailboxKey> {
        let base = self.rule?.base(local);
        (!base.is_empty()).then(|| hash(&base, self.base))
    }

    /// The rule by which the provider takes several addresses for one mailbox.
    pub fn rule(&self) -> Option<AliasRule> {
        self.rule
    }
}

fn rule_of(domain: &str, lists: &Lists) -> Option<AliasRule> {
    // The providers' names are short.
    match domain.len() {
        ..=20 => lists.alias_rule(domain),
        _ => None,
    }
}

/// A domain, or the one for which it is another spelling.
fn spelling(domain: &str, rule: Option<AliasRule>) -> &str {
    match rule {
        Some(rule) if rule.duplicate => rule.canonical,
        _ => domain,
    }
}

fn base_spelling(rule: AliasRule, lists: &Lists) -> &'static str {
    match lists.alias_rule(rule.canonical) {
        Some(other) if other.duplicate => other.canonical,
        _ => rule.canonical,
    }
}

/// The fingerprint of an address. No provider of note tells mailboxes apart by case, though
/// RFC 5321, section 2.4 would let it.
pub fn mailbox_key(address: &Address, lists: &Lists) -> MailboxKey {
    match address.domain() {
        Some(domain) => {
            let rule = rule_of(domain.as_str(), lists);
            hash(
                &address.local().to_lowercase(),
                spelling(domain.as_str(), rule),
            )
        }
        None => hash(&address.text().to_lowercase(), ""),
    }
}

/// The address that the provider's own rules make of this one: dots and tags removed, at the canonical one of the
/// provider's domains. `None` where the provider has no such rule.
pub fn alias_address(address: &Address, lists: &Lists) -> Option<String> {
    let rule = rule_of(address.domain()?.as_str(), lists)?;
    let base = rule.base(&address.local().to_lowercase());
    (!base.is_empty()).then(|| format!("{base}@{}", rule.canonical))
}

/// The same with its fingerprint, where it is an address at all.
pub fn base_mailbox(address: &Address, lists: &Lists) -> Option<(String, MailboxKey)> {
    let text = alias_address(address, lists)?;
    let base = parse(&text).ok()?;
    Some((text, mailbox_key(&base, lists)))
}

fn hash(local: &str, domain: &str) -> MailboxKey {
    let mut hasher = SipHasher13::new();
    hasher.write(local.as_bytes());
    hasher.write_u8(b'@');
    hasher.write(domain.as_bytes());
    let hash = hasher.finish128();
    MailboxKey([hash.h1 as u32, (hash.h1 >> 32) as u32, hash.h2 as u32])
}
