//! The judgement of a domain, which all rows at that domain share.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use super::context::Context;
use super::finding::Finding;
use super::reason::{Decision, Reason};
use crate::address::{Domain, Suspicion};
use crate::dns::{DnsFault, MailRoute, MxHost};
use crate::lang::{Text, texts::judge};
use crate::lists::{DisposableTier, Lists, MxClass};

/// Providers up to this tier are so well known that nobody need be asked for their route.
const NEVER_ASKED: u8 = 2;
/// Providers up to this tier are known to have a route where DNS cannot tell.
const ROUTE_KNOWN: u8 = 3;

/// What holds of a domain.
#[derive(Clone, Debug, Default)]
pub struct DomainCard {
    /// What the tables and DNS say.
    pub findings: Vec<Finding>,
    /// The domain that was probably meant instead, with the certainty that DNS adds.
    pub suspicion: Option<Suspicion>,
}

/// The cards of the domains seen so far. One for each worker: the judgement itself stays pure.
#[derive(Default)]
pub struct Cards(HashMap<String, Arc<DomainCard>>);

impl Cards {
    /// The card of a domain, made where it is new.
    pub fn of(&mut self, context: &Context<'_>, domain: &Domain) -> Arc<DomainCard> {
        if let Some(card) = self.0.get(domain.as_str()) {
            return Arc::clone(card);
        }
        let card = Arc::new(DomainCard::make(context, domain));
        self.0.insert(domain.as_str().to_owned(), Arc::clone(&card));
        card
    }
}

impl DomainCard {
    fn make(context: &Context<'_>, domain: &Domain) -> DomainCard {
        let lists = context.lists;
        let name = domain.as_str();
        let mut findings = Vec::new();
        let mut note = |reason| findings.push(Finding::new(reason).with("domain", name));
        if !can_exist(lists, domain) {
            if lists.reserved(name).is_some() || domain.is_single_label() {
                note(Reason::RESERVED_DOMAIN);
            } else {
                findings.push(Finding::new(Reason::UNKNOWN_TLD).with("tld", domain.tld()));
            }
        } else {
            match lists.disposable(name).map(|hit| hit.tier) {
                Some(DisposableTier::Suspected) => note(Reason::DISPOSABLE_SUSPECTED),
                Some(_) => note(Reason::DISPOSABLE_DOMAIN),
                None => {}
            }
            if lists.is_relay(name) {
                note(Reason::PRIVATE_RELAY);
            } else if lists.is_freemail(name) {
                note(Reason::FREEMAIL);
            }
            if let Some(fact) = context.book.get(name) {
                findings.extend(route_findings(&fact.route, name, lists));
            } else if asks_itself(context, domain) {
                note(Reason::DNS_NOT_ASKED);
            }
        }
        let mut suspicion = context.typos.suspect(name);
        if let Some(found) = &mut suspicion
            && !found.certain
            && findings.iter().any(|finding| is_dead(finding.reason))
            && has_route(context, &found.intended)
        {
            found.certain = true;
        }
        DomainCard {
            findings,
            suspicion,
        }
    }
}

/// The domain cannot receive mail, and that is certain.
fn is_dead(reason: Reason) -> bool {
    [
        Reason::RESERVED_DOMAIN,
        Reason::UNKNOWN_TLD,
        Reason::DOMAIN_NOT_FOUND,
        Reason::NO_MAIL_ROUTE,
        Reason::NULL_MX,
    ]
    .contains(&reason)
}

fn can_exist(lists: &Lists, domain: &Domain) -> bool {
    !domain.is_single_label()
        && lists.reserved(domain.as_str()).is_none()
        && lists.is_tld(domain.tld())
}

/// Whether mail for the domain is known to arrive somewhere.
fn has_route(context: &Context<'_>, domain: &str) -> bool {
    route_known(context.lists, domain)
        || context
            .book
            .get(domain)
            .is_some_and(|fact| matches!(fact.route, MailRoute::Mx(_) | MailRoute::ImplicitA(_)))
}

fn route_known(lists: &Lists, domain: &str) -> bool {
    lists
        .provider(domain)
        .is_some_and(|provider| provider.tier <= ROUTE_KNOWN)
}

/// The domains that DNS must be asked about to judge this one: usually itself; for a domain
/// that cannot exist, the one that was meant (`suspicion`); nothing where the tables decide alone.
pub fn asks_about(
    context: &Context<'_>,
    domain: &Domain,
    suspicion: Option<&Suspicion>,
) -> Vec<String> {
    let itself = asks_itself(context, domain).then(|| domain.to_string());
    let meant = suspicion
        .filter(|found| !found.certain && is_asked(context.lists, &found.intended))
        .map(|found| found.intended.clone());
    itself.into_iter().chain(meant).collect()
}

/// Whether DNS must be asked about the domain as it stands.
fn asks_itself(context: &Context<'_>, domain: &Domain) -> bool {
    let lists = context.lists;
    let name = domain.as_str();
    let decided = || {
        lists.typo(name).is_some()
            || lists
                .disposable(name)
                .is_some_and(|hit| hit.tier != DisposableTier::Suspected)
            || lists.blocks(&format!("@{name}")).is_some()
            || lists.allows(&format!("@{name}")).is_some()
    };
    can_exist(lists, domain) && is_asked(lists, name) && !decided()
}

fn is_asked(lists: &Lists, domain: &str) -> bool {
    lists
        .provider(domain)
        .is_none_or(|provider| provider.tier > NEVER_ASKED)
}

/// What a route says of the mailboxes behind it.
pub fn route_findings(route: &MailRoute, domain: &str, lists: &Lists) -> Vec<Finding> {
    let say = |reason| vec![Finding::new(reason).with("domain", domain)];
    match route {
        MailRoute::Mx(hosts) => mx_findings(hosts, domain, lists),
        MailRoute::ImplicitA(addresses) if all_private(addresses) => {
            say(Reason::MX_PRIVATE_ADDRESS)
        }
        MailRoute::ImplicitA(_) => say(Reason::IMPLICIT_MX),
        MailRoute::NullMx => say(Reason::NULL_MX),
        MailRoute::NoRoute => vec![no_route(domain, judge::NO_RECORD)],
        MailRoute::NoSuchDomain => say(Reason::DOMAIN_NOT_FOUND),
        MailRoute::Unknown(fault) => {
            if route_known(lists, domain) {
                return Vec::new();
            }
            say(unknown_reason(*fault))
        }
    }
}

fn no_route(domain: &str, why: Text) -> Finding {
    Finding::new(Reason::NO_MAIL_ROUTE)
        .with("domain", domain)
        .with("why", why)
}

/// The reason for each fault. All of them only ever review or keep: see the registry's tests.
fn unknown_reason(fault: DnsFault) -> Reason {
    match fault {
        DnsFault::Timeout => Reason::DNS_TIMEOUT,
        DnsFault::ServFail => Reason::DNS_SERVFAIL,
        DnsFault::Refused => Reason::DNS_REFUSED,
        DnsFault::Unavailable => Reason::DNS_UNAVAILABLE,
        DnsFault::NotAsked => Reason::DNS_NOT_ASKED,
    }
}

fn mx_findings(hosts: &[MxHost], domain: &str, lists: &Lists) -> Vec<Finding> {
    let say = |reason| vec![Finding::new(reason).with("domain", domain)];
    // A host that was asked for and has no address takes no mail. A name that looks odd is no evidence.
    let usable: Vec<&MxHost> = hosts
        .iter()
        .filter(|mx| mx.addresses.as_ref().is_none_or(|list| !list.is_empty()))
        .collect();
    if usable.is_empty() {
        return vec![no_route(domain, judge::MX_WITHOUT_ADDRESS)];
    }
    if usable.iter().all(|mx| mx.host.parse::<IpAddr>().is_ok()) {
        return say(Reason::MX_IS_IP);
    }
    if usable.iter().all(|mx| mx.host == "localhost") {
        return say(Reason::MX_PRIVATE_ADDRESS);
    }
    let known: Option<Vec<IpAddr>> = usable
        .iter()
        .map(|mx| mx.addresses.clone())
        .collect::<Option<Vec<_>>>()
        .map(|all| all.concat());
    if known.is_some_and(|addresses| all_private(&addresses)) {
        return say(Reason::MX_PRIVATE_ADDRESS);
    }
    // Mail goes to the most preferred hosts; a back-up elsewhere says nothing.
    let preferred = usable[0].preference;
    for mx in usable.iter().filter(|mx| mx.preference == preferred) {
        let reason = match lists.mx_class(&mx.host) {
            Some(MxClass::Disposable) => Reason::DISPOSABLE_MX,
            Some(MxClass::Parked) => Reason::PARKED_MX,
            Some(MxClass::Relay) if !lists.is_relay(domain) => Reason::PRIVATE_RELAY,
            _ => continue,
        };
        return vec![
            Finding::new(reason)
                .with("domain", domain)
                .with("host", mx.host.as_str()),
        ];
    }
    Vec::new()
}

fn all_private(addresses: &[IpAddr]) -> bool {
    !addresses.is_empty() && addresses.iter().all(|&address| !is_public(address))
}

/// Whether the address can be reached from anywhere (RFC 6890). Documentation addresses count as
/// public here: they stand in for public ones in samples and tests.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            let shared = a == 100 && (64..128).contains(&b); // RFC 6598
            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_unspecified()
                || v4 == Ipv4Addr::BROADCAST
                || shared)
        }
        IpAddr::V6(v6) => {
            if let Some(v4) = v6.to_ipv4_mapped() {
                return is_public(IpAddr::V4(v4));
            }
            !(v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_unique_local()
                || v6.is_unicast_link_local())
        }
    }
}

/// Name of the operator that receives the mail of a domain: by its MX hosts where they are known,
/// else by the table of mailbox providers; empty where neither tells.
pub fn provider_name(context: &Context<'_>, domain: &Domain) -> &'static str {
    let by_mx = context.book.get(domain.as_str()).and_then(|fact| {
        let MailRoute::Mx(hosts) = &fact.route else {
            return None;
        };
        hosts
            .iter()
            .find_map(|mx| context.lists.mx_provider(&mx.host))
    });
    match by_mx {
        Some(provider) => provider.name,
        None => context
            .lists
            .provider(domain.as_str())
            .map_or("", |provider| provider.operator),
    }
}

/// Whether a finding about the domain may be outweighed by the suggestion of another domain: a
/// person can save the row.
pub(super) fn can_be_saved(finding: &Finding) -> bool {
    finding.decision == Decision::Remove
        && (is_dead(finding.reason) || finding.reason == Reason::DISPOSABLE_DOMAIN)
}
