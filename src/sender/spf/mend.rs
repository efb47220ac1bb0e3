//! The record to publish instead of one with faults.

use std::net::IpAddr;

use super::eval::LOOKUPS;
use super::record::{Mechanism, Qualifier, Record, Term};
use super::tree::{Found, Leaf, Node, State};

/// Addresses that may take the place of an `a` or `mx`.
const MOST_ADDRESSES: usize = 8;

/// What the record must let send besides what stands in it.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Servers.
    pub ips: Vec<IpAddr>,
    /// Domains of services, for `include:`.
    pub includes: Vec<String>,
}

/// A record where there is none.
pub fn fresh(wanted: &Wanted) -> String {
    let mut terms = wanted_terms(wanted);
    if terms.is_empty() {
        terms.push("mx".to_owned());
    }
    format!("v=spf1 {} ~all", terms.join(" "))
}

/// The record with its faults mended. `None` where that needs a decision that only its owner can make, or where there
/// is nothing to mend.
pub fn mended(node: &Node, wanted: &Wanted) -> Option<String> {
    let leaves = leaves(node);
    let mut end = None;
    let mut kept: Vec<(String, usize, Option<Vec<IpAddr>>)> = Vec::new();
    for leaf in &leaves {
        let (text, term) = match &leaf.term {
            Ok(term) => (leaf.text.clone(), term.clone()),
            Err(_) => match repaired(&leaf.text) {
                Some((text, term)) => (text, term),
                None => continue,
            },
        };
        match &term {
            Term::Directive(qualifier, Mechanism::All) => {
                // The first one held.
                end.get_or_insert(*qualifier);
                continue;
            }
            Term::Directive(_, Mechanism::Ptr(_)) => continue,
            Term::Redirect(_) if node_has_all(&leaves) => continue,
            _ => {}
        }
        if finds_nothing(leaf)
            || kept
                .iter()
                .any(|(known, ..)| known.eq_ignore_ascii_case(&text))
        {
            continue;
        }
        let addresses = match (&term, &leaf.found) {
            (
                Term::Directive(Qualifier::Pass, Mechanism::A(host) | Mechanism::Mx(host)),
                Found::Addresses(all),
            ) if host.bits4 == 32 && host.bits6 == 128 && all.len() <= MOST_ADDRESSES => {
                Some(all.clone())
            }
            _ => None,
        };
        kept.push((text, leaf.lookups(), addresses));
    }
    let mut cost: usize = kept.iter().fold(0, |sum, (_, n, _)| sum.saturating_add(*n));
    for (text, n, addresses) in &mut kept {
        if let (true, Some(all)) = (cost > LOOKUPS, &addresses) {
            *text = all
                .iter()
                .map(|ip| range(*ip))
                .collect::<Vec<_>>()
                .join(" ");
            cost -= *n;
        }
    }
    if cost > LOOKUPS {
        return None;
    }
    let mut terms: Vec<String> = kept.into_iter().map(|(text, ..)| text).collect();
    let redirects = terms.iter().any(|text| is_redirect(text));
    for term in wanted_terms(wanted) {
        if !terms.iter().any(|known| known.eq_ignore_ascii_case(&term)) {
            // Behind the terms that look nothing up, before those that do.
            let place = terms
                .iter()
                .position(|text| !is_range(text))
                .unwrap_or(terms.len());
            terms.insert(place, term);
        }
    }
    if terms.is_empty() {
        return Some(fresh(wanted));
    }
    if !redirects {
        let sign = match end {
            Some(Qualifier::Fail) => "-",
            _ => "~",
        };
        terms.push(format!("{sign}all"));
    }
    let text = format!("v=spf1 {}", terms.join(" "));
    (node.text.as_deref() != Some(&text)).then_some(text)
}

/// The terms of the record; of several records, those of all, as they would stand in one.
fn leaves(node: &Node) -> Vec<Leaf> {
    let mut all = node.terms.clone();
    if let State::Several(_) = node.state {
        let records = node.texts.iter().map(|text| text.joined());
        let others = records.filter(|text| Record::is_one(text)).skip(1);
        for written in others.flat_map(|text| Record::parse(&text).terms) {
            all.push(Leaf {
                text: written.text,
                term: written.term,
                target: None,
                ignored: false,
                found: Found::Nothing,
                below: None,
            });
        }
    }
    all
}

fn node_has_all(leaves: &[Leaf]) -> bool {
    leaves
        .iter()
        .any(|leaf| matches!(leaf.term, Ok(Term::Directive(_, Mechanism::All))))
}

fn finds_nothing(leaf: &Leaf) -> bool {
    let dead = |state| matches!(state, State::Missing | State::Loop);
    leaf.found == Found::Void || leaf.below.as_ref().is_some_and(|node| dead(node.state))
}

/// A term that was misspelt in one of the usual ways.
fn repaired(text: &str) -> Option<(String, Term)> {
    let bare = text.trim_matches([',', ';', '"', '\'']);
    let lower = bare.to_ascii_lowercase();
    let renamed = [
        ("ipv4:", "ip4:"),
        ("ipv6:", "ip6:"),
        ("ip:", "ip4:"),
        ("ip4=", "ip4:"),
        ("ip6=", "ip6:"),
        ("include=", "include:"),
        ("inlcude:", "include:"),
        ("incldue:", "include:"),
        ("redirect:", "redirect="),
    ]
    .iter()
    .find_map(|(wrong, right)| Some(format!("{right}{}", lower.strip_prefix(wrong)?)));
    let address = || match bare.split('/').next()?.parse().ok()? {
        IpAddr::V4(_) => Some(format!("ip4:{bare}")),
        IpAddr::V6(_) => Some(format!("ip6:{bare}")),
    };
    let candidates = [Some(bare.to_owned()), renamed, address()];
    candidates.into_iter().flatten().find_map(|candidate| {
        let record = Record::parse(format!("v=spf1 {candidate}").as_bytes());
        match record.terms.into_iter().next()?.term {
            Ok(Term::Other) | Err(_) => None,
            Ok(term) => Some((candidate, term)),
        }
    })
}

fn wanted_terms(wanted: &Wanted) -> Vec<String> {
    let ips = wanted.ips.iter().map(|ip| range(*ip));
    let includes = wanted
        .includes
        .iter()
        .map(|domain| format!("include:{domain}"));
    ips.chain(includes).collect()
}

fn range(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(v4) => format!("ip4:{v4}"),
        IpAddr::V6(v6) => format!("ip6:{v6}"),
    }
}

fn is_range(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.starts_with("ip4:") || lower.starts_with("ip6:")
}

fn is_redirect(text: &str) -> bool {
    text.to_ascii_lowercase().starts_with("redirect=")
}
