//! When two addresses are the same mailbox.

use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::{Hash, Hasher};

use super::syntax::Address;
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

/// The mailboxes of one domain.
#[derive(Clone, Debug)]
pub struct DomainKeys {
    canonical: String,
    rule: Option<AliasRule>,
    /// The same for the domain of the rule.
    base: Option<String>,
}

impl DomainKeys {
    /// By the provider's rules, where it has any.
    pub fn of(domain: &str, lists: &Lists) -> DomainKeys {
        // The providers' names are short.
        let rule = match domain.len() {
            ..=20 => lists.alias_rule(domain),
            _ => None,
        };
        let canonical = |name, rule: Option<AliasRule>| match rule {
            Some(rule) if rule.duplicate => rule.canonical.to_owned(),
            _ => String::from(name),
        };
        DomainKeys {
            canonical: canonical(domain, rule),
            base: rule.map(|rule| canonical(rule.canonical, lists.alias_rule(rule.canonical))),
            rule,
        }
    }

    /// The fingerprint of a mailbox; `local` in lower case.
    pub fn key(&self, local: &str) -> MailboxKey {
        hash(local, &self.canonical)
    }

    /// The address that the provider's own rules make of one (`local` in lower case): dots and tags removed. `None` where
    /// the provider has no such rule.
    pub fn base(&self, local: &str) -> Option<String> {
        let rule = self.rule?;
        let base = rule.base(local);
        (!base.is_empty()).then(|| format!("{base}@{}", rule.canonical))
    }

    /// The fingerprint of what [`DomainKeys::base`] makes.
    pub fn base_key(&self, local: &str) -> Option<MailboxKey> {
        let rule = self.rule?;
        let base = rule.base(local);
        (!base.is_empty()).then(|| hash(&base, self.base.as_deref().unwrap_or(rule.canonical)))
    }

    /// The rule by which the provider takes several addresses for one mailbox.
    pub fn rule(&self) -> Option<AliasRule> {
        self.rule
    }
}

/// The fingerprint of an address. No provider of note tells mailboxes apart by case, though
/// RFC 5321, section 2.4 would let it.
pub fn mailbox_key(address: &Address, lists: &Lists) -> MailboxKey {
    match address.domain() {
        Some(domain) => DomainKeys::of(domain.as_str(), lists).key(&address.local().to_lowercase()),
        None => hash(&address.text().to_lowercase(), ""),
    }
}

/// The address that the provider's own rules make of this one: dots and tags removed, at the canonical one of the
/// provider's domains. `None` where the provider has no such rule.
pub fn alias_address(address: &Address, lists: &Lists) -> Option<String> {
    let domain = address.domain()?;
    DomainKeys::of(domain.as_str(), lists).base(&address.local().to_lowercase())
}

fn hash(local: &str, domain: &str) -> MailboxKey {
    let mut hasher = SipHasher13::new();
    hasher.write(local.as_bytes());
    hasher.write_u8(b'@');
    hasher.write(domain.as_bytes());
    let hash = hasher.finish128();
    MailboxKey([hash.h1 as u32, (hash.h1 >> 32) as u32, hash.h2 as u32])
}
