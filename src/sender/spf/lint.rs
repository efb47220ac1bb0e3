//! What is wrong with an SPF record, whoever sends.

use std::net::IpAddr;

use super::eval::{Evaluation, LOOKUPS, VOID_LOOKUPS, is_checkable};
use super::joined::{joined_term, looks_like};
use super::mend::{Wanted, fresh, mended};
use super::record::{Mechanism, Qualifier, Term};
use super::tree::{Found, Leaf, Node, State};
use crate::lang::Value;
use crate::report::visible;
use crate::sender::registry as rules;
use crate::sender::registry::Rule;
use crate::sender::remark::{Entry, Remark, fault_words};
use crate::sender::same_owner;

/// Characters of a term, of a path that are shown.
const SHOWN: usize = 120;
const SHOWN_PATH: usize = 800;
/// A range wider than this is wide.
const NARROW: (u8, u8) = (16, 32);
/// So much goes into a DNS answer over UDP without EDNS (RFC 1035, section 4.2.1).
const UDP: usize = 512;
/// Faults of one kind that are told of one record.
const MOST_OF_A_KIND: usize = 5;

/// Looks for faults in the whole tree.
pub fn lint(root: &Node, wanted: &Wanted) -> Vec<Remark> {
    let mut lint = Lint {
        root,
        wanted,
        path: Vec::new(),
        remarks: Vec::new(),
    };
    match root.state {
        State::Missing => lint.missing(),
        State::Unknown(fault) => {
            let remark = Remark::new(&rules::SPF_UNANSWERED, &root.domain);
            lint.say(
                remark
                    .with("target", &root.domain)
                    .with("fault", fault_words(fault)),
            );
        }
        State::Several(n) => lint.several(root, n),
        _ => {
            lint.node(root, true);
            lint.whole();
        }
    }
    lint.remarks
}

struct Lint<'a> {
    root: &'a Node,
    wanted: &'a Wanted,
    path: Vec<&'a str>,
    remarks: Vec<Remark>,
}

impl<'a> Lint<'a> {
    fn say(&mut self, remark: Remark) {
        self.remarks.push(remark);
    }

    /// A remark about a record, with the record and, where it is the user's own, the one to publish instead.
    fn about(&self, rule: &'static Rule, node: &Node) -> Remark {
        let mut remark = Remark::new(rule, &node.domain);
        if let Some(text) = &node.text {
            remark = remark.found(Entry::txt(&node.domain, text));
        }
        let own = same_owner(&node.domain, &self.root.domain);
        let nothing = Wanted::default();
        let wanted = match std::ptr::eq(node, self.root) {
            true => self.wanted,
            false => &nothing,
        };
        match mended(node, wanted).filter(|_| own) {
            Some(text) => remark.publish(Entry::txt(&node.domain, text)),
            None => remark,
        }
    }

    fn missing(&mut self) {
        let domain = &self.root.domain;
        if !is_checkable(domain) {
            return self.say(Remark::new(&rules::SPF_NO_DOMAIN, domain));
        }
        let near = self.root.texts.iter().find(|text| looks_like(text));
        let rule = match near {
            Some(text) if joined_term(text).is_some() => &rules::SPF_JOINED,
            Some(_) => &rules::SPF_NOT_RECOGNISED,
            None => &rules::SPF_MISSING,
        };
        let mut remark = Remark::new(rule, domain);
        if let Some(text) = near {
            remark = remark.found(Entry::txt(domain, text.text()));
            if let Some((term, apart)) = joined_term(text) {
                remark = remark.with("term", shown(&term));
                return self.say(remark.publish(Entry::txt(domain, apart)));
            }
        }
        self.say(remark.publish(Entry::txt(domain, fresh(self.wanted))));
    }

    fn several(&mut self, node: &Node, n: usize) {
        let mut remark = Remark::new(&rules::SPF_SEVERAL_RECORDS, &node.domain).with("n", n);
        let records = node.texts.iter().filter(|text| looks_like(text));
        for text in records.take(MOST_OF_A_KIND) {
            remark = remark.found(Entry::txt(&node.domain, text.text()));
        }
        if same_owner(&node.domain, &self.root.domain)
            && let Some(text) = mended(node, self.wanted)
        {
            remark = remark.publish(Entry::txt(&node.domain, text));
        }
        self.say(remark);
    }

    /// One record and those below it. `main`: its `all` decides, for it is the first or where a redirect leads.
    fn node(&mut self, node: &'a Node, main: bool) {
        self.path.push(&node.domain);
        self.syntax(node);
        let own = same_owner(&node.domain, &self.root.domain);
        if own {
            self.order(node);
            self.version(node);
        }
        let mut told = 0;
        for leaf in node.terms.iter().filter(|leaf| !leaf.ignored) {
            if told < MOST_OF_A_KIND {
                told += usize::from(self.leaf(node, leaf, own, main));
            }
            if let Some(below) = &leaf.below {
                let redirect = matches!(leaf.term, Ok(Term::Redirect(_)));
                self.below(leaf, below, main && redirect);
            }
        }
        self.path.pop();
    }

    fn syntax(&mut self, node: &Node) {
        let joined = node
            .texts
            .iter()
            .filter(|text| looks_like(text))
            .find_map(joined_term);
        if let Some((term, apart)) = joined {
            let mut remark =
                Remark::new(&rules::SPF_JOINED, &node.domain).with("term", shown(&term));
            remark = remark.found(Entry::txt(
                &node.domain,
                node.text.clone().unwrap_or_default(),
            ));
            return self.say(remark.publish(Entry::txt(&node.domain, apart)));
        }
        let wrong = node
            .terms
            .iter()
            .filter_map(|leaf| Some((leaf, *leaf.term.as_ref().err()?)));
        for (leaf, what) in wrong.take(MOST_OF_A_KIND) {
            let remark = self.about(&rules::SPF_SYNTAX, node);
            self.say(remark.with("term", shown(&leaf.text)).with("what", what));
        }
    }

    /// What stands behind `all`, and a redirect beside it.
    fn order(&mut self, node: &Node) {
        let ignored = |redirect: bool| {
            let of = node.terms.iter().filter(move |leaf| {
                leaf.ignored && matches!(leaf.term, Ok(Term::Redirect(_))) == redirect
            });
            of.take(MOST_OF_A_KIND)
                .map(|leaf| shown(&leaf.text))
                .collect::<Vec<_>>()
        };
        for (redirect, rule) in [
            (false, &rules::SPF_AFTER_ALL),
            (true, &rules::SPF_REDIRECT_IGNORED),
        ] {
            let terms = ignored(redirect);
            if !terms.is_empty() {
                let remark = self.about(rule, node);
                self.say(remark.with("term", terms.into_iter().collect::<Value>()));
            }
        }
    }

    fn version(&mut self, node: &Node) {
        let version: String = node
            .text
            .iter()
            .flat_map(|text| text.chars().take(6))
            .collect();
        if version != "v=spf1" {
            let remark = self.about(&rules::SPF_UPPER_CASE, node);
            self.say(remark.with("term", version));
        }
    }

    /// One term by itself; returns whether there was something to say.
    fn leaf(&mut self, node: &Node, leaf: &Leaf, own: bool, main: bool) -> bool {
        let Ok(Term::Directive(qualifier, mechanism)) = &leaf.term else {
            return false;
        };
        let passes = *qualifier == Qualifier::Pass;
        let rule = match mechanism {
            Mechanism::All if passes => &rules::SPF_PASS_ALL,
            Mechanism::All if *qualifier == Qualifier::Neutral && main => &rules::SPF_NEUTRAL_ALL,
            Mechanism::Ptr(_) => &rules::SPF_PTR,
            _ => match width(mechanism) {
                Some(Width { bits: 0 | 1, .. }) if passes => &rules::SPF_PASS_ALL,
                Some(Width { wide: true, .. }) if passes && own => &rules::SPF_WIDE_RANGE,
                _ => return self.looked_up(node, leaf),
            },
        };
        let mut remark = self.about(rule, node).with("term", shown(&leaf.text));
        if let Some(Width { addresses, .. }) = width(mechanism) {
            remark = remark.with("n", addresses);
        }
        self.say(remark);
        true
    }

    fn looked_up(&mut self, node: &Node, leaf: &Leaf) -> bool {
        let target = leaf.target.as_deref().unwrap_or(&node.domain);
        let remark = match leaf.found {
            Found::Void => self.about(&rules::SPF_VOID_TERM, node),
            Found::Hosts(n) => self.about(&rules::SPF_TOO_MANY_HOSTS, node).with("n", n),
            Found::Unknown(fault) => {
                Remark::new(&rules::SPF_UNANSWERED, &node.domain).with("fault", fault_words(fault))
            }
            Found::Nothing | Found::Addresses(_) => return false,
        };
        self.say(
            remark
                .with("term", shown(&leaf.text))
                .with("target", shown(target)),
        );
        true
    }

    /// The record that a term leads to.
    fn below(&mut self, leaf: &'a Leaf, below: &'a Node, main: bool) {
        match below.state {
            State::Missing => {
                let node = self.root;
                // The record to publish instead is that of the domain itself, where the term stands in it.
                let mut remark = match self.path.len() {
                    1 => self.about(&rules::SPF_INCLUDE_NOTHING, node),
                    _ => Remark::new(&rules::SPF_INCLUDE_NOTHING, self.path.last().unwrap_or(&"")),
                };
                remark = remark
                    .with("term", shown(&leaf.text))
                    .with("target", shown(&below.domain));
                self.say(remark);
            }
            State::Several(n) => self.several(below, n),
            State::Unknown(fault) => {
                let remark = Remark::new(&rules::SPF_UNANSWERED, &self.root.domain);
                let target = shown(&below.domain);
                self.say(
                    remark
                        .with("target", target)
                        .with("fault", fault_words(fault)),
                );
            }
            State::Loop => {
                let mut path: Vec<String> = self.path.iter().map(|name| shown(name)).collect();
                path.push(shown(&below.domain));
                let place = self.path.len().saturating_sub(1);
                let mut remark = match place {
                    0 => self.about(&rules::SPF_LOOP, self.root),
                    _ => Remark::new(&rules::SPF_LOOP, self.path[place]),
                };
                remark = remark.with("path", path.join(" > "));
                self.say(remark);
            }
            State::Read => self.node(below, main),
            State::Again | State::Macro | State::Unwalked => {}
        }
    }

    /// What holds of the record as a whole.
    fn whole(&mut self) {
        let root = self.root;
        if root.lookups > LOOKUPS {
            let remark = self.about(&rules::SPF_TOO_MANY_LOOKUPS, root);
            let path = visible(&spent(root, Leaf::lookups), SHOWN_PATH);
            self.say(remark.with("n", root.lookups).with("path", path));
        }
        if root.void_lookups > VOID_LOOKUPS {
            let remark = self.about(&rules::SPF_TOO_MANY_VOID_LOOKUPS, root);
            let path = visible(&spent(root, Leaf::void_lookups), SHOWN_PATH);
            self.say(remark.with("n", root.void_lookups).with("path", path));
        }
        if root.terms.iter().all(|leaf| leaf.term.is_ok()) {
            self.ending();
        }
        let size = answer_size(root);
        if size > UDP {
            let remark = self.about(&rules::SPF_LONG, root);
            self.say(remark.with("n", size));
        }
    }

    fn ending(&mut self) {
        let root = self.root;
        let counts = root.terms.iter().filter(|leaf| !leaf.ignored);
        let (mut lets, mut ends) = (false, false);
        for leaf in counts {
            match &leaf.term {
                Ok(Term::Directive(qualifier, Mechanism::All)) => {
                    ends = true;
                    lets |= *qualifier == Qualifier::Pass;
                }
                Ok(Term::Directive(qualifier, _)) => lets |= *qualifier == Qualifier::Pass,
                Ok(Term::Redirect(_)) => (lets, ends) = (true, true),
                _ => {}
            }
        }
        if !lets {
            let remark = self.about(&rules::SPF_EMPTY, root);
            self.say(remark);
        } else if !ends {
            let remark = self.about(&rules::SPF_NO_ALL, root);
            self.say(remark);
        }
    }
}

/// How wide a mechanism is.
struct Width {
    bits: u8,
    wide: bool,
    addresses: String,
}

fn width(mechanism: &Mechanism) -> Option<Width> {
    let (bits, four) = match mechanism {
        Mechanism::Ip4(_, bits) => (*bits, true),
        Mechanism::Ip6(_, bits) => (*bits, false),
        Mechanism::A(host) | Mechanism::Mx(host) if host.bits4 < NARROW.0 => (host.bits4, true),
        Mechanism::A(host) | Mechanism::Mx(host) => (host.bits6, false),
        _ => return None,
    };
    Some(match four {
        true => Width {
            bits,
            wide: bits < NARROW.0,
            addresses: (1u64 << (32 - u32::from(bits))).to_string(),
        },
        false => Width {
            bits,
            wide: bits < NARROW.1,
            addresses: format!("2^{}", 128 - u32::from(bits)),
        },
    })
}

/// The terms that spend look-ups, each with how many, those below in brackets.
fn spent(node: &Node, of: fn(&Leaf) -> usize) -> String {
    let costly = node.terms.iter().filter(|leaf| of(leaf) > 0);
    let parts: Vec<String> = costly
        .take(12)
        .map(|leaf| {
            let below = leaf.below.as_ref().map(|node| spent(node, of));
            match below.filter(|inner| !inner.is_empty()) {
                Some(inner) => format!("{} {} ({inner})", shown(&leaf.text), of(leaf)),
                None => format!("{} {}", shown(&leaf.text), of(leaf)),
            }
        })
        .collect();
    parts.join(", ")
}

/// Bytes of the answer to a question for the texts: header, question, records with a compressed name.
fn answer_size(node: &Node) -> usize {
    let record = |strings: &[Vec<u8>]| 12 + strings.iter().map(|s| 1 + s.len()).sum::<usize>();
    let records = node.texts.iter().map(|text| record(&text.strings));
    12 + node.domain.len() + 2 + 4 + records.sum::<usize>()
}

fn shown(text: &str) -> String {
    visible(text, SHOWN)
}

/// Whether the addresses are those that a record may still want.
pub fn missing_ips(evaluations: &[Evaluation]) -> Vec<IpAddr> {
    let refused = |result| {
        use super::eval::SpfResult::{Fail, Neutral, None, PermError, SoftFail};
        matches!(result, Fail | Neutral | None | PermError | SoftFail)
    };
    evaluations
        .iter()
        .filter(|one| refused(one.result))
        .map(|one| one.identity.ip)
        .collect()
}
