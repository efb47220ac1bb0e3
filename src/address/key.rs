//! When two addresses are the same mailbox.

use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::Hasher;

use super::domain::Domain;
use super::syntax::Address;
use crate::lists::Lists;

/// A fingerprint of a mailbox: equal for addresses that differ only in case or by another spelling of the domain
/// (`googlemail.com`). 96 bits of SipHash: it stands in memory for every row, and two of ten million mailboxes share
/// one with a chance of 1 in 10^15.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MailboxKey([u32; 3]);

/// The fingerprint of an address. No provider of note tells mailboxes apart by case, though
/// RFC 5321, section 2.4 would let it.
pub fn mailbox_key(address: &Address, lists: &Lists) -> MailboxKey {
    match address.domain() {
        Some(domain) => hash(&address.local().to_lowercase(), canonical(domain, lists)),
        None => hash(&address.text().to_lowercase(), ""),
    }
}

fn canonical<'a>(domain: &'a Domain, lists: &Lists) -> &'a str {
    match domain.as_str() {
        name if name.len() > 20 => name,
        name => match lists.alias_rule(name) {
            Some(rule) if rule.duplicate => rule.canonical,
            _ => name,
        },
    }
}

/// The address that the provider's own rules make of this one: dots and tags removed, at the canonical one of the
/// provider's domains. `None` where the
/// provider has no such rule or nothing changes.
pub fn alias_address(address: &Address, lists: &Lists) -> Option<String> {
    let domain = address.domain()?;
    let rule = lists.alias_rule(domain.as_str())?;
    let base = rule.base(&address.local().to_lowercase());
    if base.is_empty() {
        return None;
    }
    Some(format!("{base}@{}", rule.canonical))
}

fn hash(local: &str, domain: &str) -> MailboxKey {
    let mut hasher = SipHasher13::new();
    hasher.write(local.as_bytes());
    hasher.write_u8(b'@');
    hasher.write(domain.as_bytes());
    let hash = hasher.finish128();
    MailboxKey([hash.h1 as u32, (hash.h1 >> 32) as u32, hash.h2 as u32])
}
