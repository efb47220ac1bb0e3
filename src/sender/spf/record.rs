//! The grammar of SPF records (RFC 7208, sections 4.5, 4.6 and 12).

use std::net::{Ipv4Addr, Ipv6Addr};

use super::macros::{MacroString, Place};
use crate::lang::{Text, texts::sender_spf as words};

/// What a mechanism that matches leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qualifier {
    /// `+`, or none.
    Pass,
    /// `-`
    Fail,
    /// `~`
    SoftFail,
    /// `?`
    Neutral,
}

/// A test for the address of the sending server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mechanism {
    /// Always.
    All,
    /// The record of another domain passes.
    Include(MacroString),
    /// The address is one of a host's.
    A(Host),
    /// The address is one of a mail exchanger's.
    Mx(Host),
    /// A name of the address stands under a domain; deprecated (section 5.5).
    Ptr(Option<MacroString>),
    /// The address stands in a range.
    Ip4(Ipv4Addr, u8),
    /// The same for IPv6.
    Ip6(Ipv6Addr, u8),
    /// A name has an address, whichever.
    Exists(MacroString),
}

/// Whose addresses are meant, and how much of them counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// `None`: the domain of the record.
    pub domain: Option<MacroString>,
    /// Bits of an IPv4 address.
    pub bits4: u8,
    /// Bits of an IPv6 address.
    pub bits6: u8,
}

/// A term of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A mechanism with its qualifier.
    Directive(Qualifier, Mechanism),
    /// Another record holds instead where nothing matches.
    Redirect(MacroString),
    /// Where the explanation of a failure stands.
    Exp(MacroString),
    /// A modifier that nobody knows, to be ignored (section 6).
    Other,
}

impl Term {
    /// Whether it is one of the terms that section 4.6.4 allows ten of.
    pub fn costs_lookup(&self) -> bool {
        match self {
            Self::Directive(_, mechanism) => !matches!(
                mechanism,
                Mechanism::All | Mechanism::Ip4(..) | Mechanism::Ip6(..)
            ),
            Self::Redirect(_) => true,
            Self::Exp(_) | Self::Other => false,
        }
    }
}

/// A term as it stands in the record, and what it means or why it means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// As it was written.
    pub text: String,
    /// What it means, or what is wrong with it.
    pub term: Result<Term, Text>,
}

/// A record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Its terms in order.
    pub terms: Vec<Written>,
}

impl Record {
    /// Whether a TXT record is an SPF record: `v=spf1`, and then a blank or the end (section 4.5).
    pub fn is_one(text: &[u8]) -> bool {
        let version = text.get(..6);
        version.is_some_and(|v| v.eq_ignore_ascii_case(b"v=spf1"))
            && text.get(6).is_none_or(|&b| b == b' ')
    }

    /// Reads a record that [`Record::is_one`].
    pub fn parse(text: &[u8]) -> Record {
        let text = String::from_utf8_lossy(text.get(6..).unwrap_or_default());
        let mut terms: Vec<Written> = text
            .split(' ')
            .filter(|term| !term.is_empty())
            .map(|term| Written {
                text: term.to_owned(),
                term: parse_term(term),
            })
            .collect();
        // Each of the two may stand there once (section 6).
        for is_twin in [
            |term: &Term| matches!(term, Term::Redirect(_)),
            |term: &Term| matches!(term, Term::Exp(_)),
        ] {
            let twins = terms
                .iter_mut()
                .filter(|written| written.term.as_ref().is_ok_and(is_twin));
            for twin in twins.skip(1) {
                twin.term = Err(words::TWICE);
            }
        }
        Record { terms }
    }

    /// The first term that breaks the grammar: the whole record is worth nothing then (section 4.6).
    pub fn fault(&self) -> Option<(&str, Text)> {
        self.terms
            .iter()
            .find_map(|written| Some((written.text.as_str(), *written.term.as_ref().err()?)))
    }

    /// The terms, where all of them are sound.
    pub fn sound(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter_map(|w| w.term.as_ref().ok())
    }

    /// The target of `redirect=`.
    pub fn redirect(&self) -> Option<&MacroString> {
        self.sound().find_map(|term| match term {
            Term::Redirect(target) => Some(target),
            _ => None,
        })
    }

    /// The place of the explanation.
    pub fn exp(&self) -> Option<&MacroString> {
        self.sound().find_map(|term| match term {
            Term::Exp(target) => Some(target),
            _ => None,
        })
    }

    /// Whether a mechanism of it always matches, so that `redirect=` never holds.
    pub fn has_all(&self) -> bool {
        self.sound()
            .any(|term| matches!(term, Term::Directive(_, Mechanism::All)))
    }
}

fn parse_term(text: &str) -> Result<Term, Text> {
    if !text.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(words::NOT_ASCII);
    }
    // A modifier is what has its `=` before any `:` or `/`.
    if let Some(at) = text.find(['=', ':', '/'])
        && text.as_bytes()[at] == b'='
    {
        return parse_modifier(&text[..at], &text[at + 1..]);
    }
    let (qualifier, rest) = match text.as_bytes()[0] {
        b'+' => (Qualifier::Pass, &text[1..]),
        b'-' => (Qualifier::Fail, &text[1..]),
        b'~' => (Qualifier::SoftFail, &text[1..]),
        b'?' => (Qualifier::Neutral, &text[1..]),
        _ => (Qualifier::Pass, text),
    };
    let end = rest.find([':', '/']).unwrap_or(rest.len());
    let (name, value) = rest.split_at(end);
    let mechanism = parse_mechanism(&name.to_ascii_lowercase(), value)?;
    Ok(Term::Directive(qualifier, mechanism))
}

fn parse_modifier(name: &str, value: &str) -> Result<Term, Text> {
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if !is_name {
        return Err(words::NO_TERM);
    }
    let domain = || MacroString::parse_domain(value).ok_or(words::BAD_DOMAIN);
    match name.to_ascii_lowercase().as_str() {
        "redirect" => domain().map(Term::Redirect),
        "exp" => domain().map(Term::Exp),
        _ => MacroString::parse(value, Place::Modifier)
            .map(|_| Term::Other)
            .ok_or(words::BAD_MACRO),
    }
}

/// `value` is what stands behind the name, from the `:` or `/` on.
fn parse_mechanism(name: &str, value: &str) -> Result<Mechanism, Text> {
    let argument = value.strip_prefix(':');
    let domain = |text: Option<&str>| {
        let text = text.ok_or(words::NO_DOMAIN)?;
        MacroString::parse_domain(text).ok_or(words::BAD_DOMAIN)
    };
    match name {
        "all" if value.is_empty() => Ok(Mechanism::All),
        "all" => Err(words::ALL_HAS_NO_VALUE),
        "include" => domain(argument).map(Mechanism::Include),
        "exists" => domain(argument).map(Mechanism::Exists),
        "a" => parse_host(value).map(Mechanism::A),
        "mx" => parse_host(value).map(Mechanism::Mx),
        "ptr" if value.is_empty() => Ok(Mechanism::Ptr(None)),
        "ptr" => domain(argument).map(|target| Mechanism::Ptr(Some(target))),
        "ip4" => {
            let (ip, bits) = parse_range(argument, 32)?;
            let ip = ip.parse().map_err(|_| words::BAD_ADDRESS)?;
            Ok(Mechanism::Ip4(ip, bits))
        }
        "ip6" => {
            let (ip, bits) = parse_range(argument, 128)?;
            let ip = ip.parse().map_err(|_| words::BAD_ADDRESS)?;
            Ok(Mechanism::Ip6(ip, bits))
        }
        _ => Err(words::NO_TERM),
    }
}

/// `[":" domain-spec] ["/" bits] ["//" bits]`
fn parse_host(value: &str) -> Result<Host, Text> {
    let (rest, bits6) = match cut_bits(value, "//") {
        Some((rest, bits)) => (rest, parse_bits(bits, 128)?),
        None => (value, 128),
    };
    let (rest, bits4) = match cut_bits(rest, "/") {
        Some((rest, bits)) => (rest, parse_bits(bits, 32)?),
        None => (rest, 32),
    };
    let domain = match rest {
        "" => None,
        rest => {
            let text = rest.strip_prefix(':').ok_or(words::BAD_BITS)?;
            Some(MacroString::parse_domain(text).ok_or(words::BAD_DOMAIN)?)
        }
    };
    Ok(Host {
        domain,
        bits4,
        bits6,
    })
}

/// What stands before `sign` and the digits behind it, where the text ends so.
fn cut_bits<'a>(text: &'a str, sign: &str) -> Option<(&'a str, &'a str)> {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &text[rest.len()..];
    (!digits.is_empty())
        .then(|| rest.strip_suffix(sign))
        .flatten()
        .map(|rest| (rest, digits))
}

fn parse_range(argument: Option<&str>, most: u8) -> Result<(&str, u8), Text> {
    let text = argument.ok_or(words::BAD_ADDRESS)?;
    match text.split_once('/') {
        Some((ip, bits)) => Ok((ip, parse_bits(bits, most)?)),
        None => Ok((text, most)),
    }
}

/// A number without a leading zero.
fn parse_bits(text: &str, most: u8) -> Result<u8, Text> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    let bits = text.parse().ok().filter(|bits| plain && *bits <= most);
    bits.ok_or(words::BAD_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(record: &str) -> Option<String> {
        let record = Record::parse(record.as_bytes());
        record.fault().map(|(text, _)| text.to_owned())
    }

    #[test]
    fn only_the_version_makes_a_record() {
        for text in ["v=spf1", "V=SPF1 -all", "v=spf1 "] {
            assert!(Record::is_one(text.as_bytes()), "{text}");
        }
        for text in [
            "",
            "v=spf",
            "v=spf10",
            "v=spf1-all",
            " v=spf1",
            "v=spf1\t-all",
        ] {
            assert!(!Record::is_one(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn the_first_wrong_term_is_named() {
        let sound = "v=spf1  a mx/24//64 +ip4:192.0.2.0/24 ip6:2001:db8::/32 ptr:%{d} \
                     exists:%{i}._spf.%{d} unknown=%{c} ?include:example.com exp=e.%{d} ~ALL ";
        assert_eq!(fault(sound), None);
        for term in [
            "-all.",
            "all:example.com",
            "ip4",
            "ip4:1.2.3",
            "ip4:192.0.2.0/33",
            "ip4:192.0.2.0/024",
            "ip6:192.0.2.1",
            "ip6:2001:db8::/129",
            "a:",
            "a/",
            "a:/24",
            "a/33",
            "a//129",
            "mx:example.com/",
            "include",
            "include:com",
            "exists:",
            "foo",
            "=x",
            "1=x",
            "redirect=",
            "exp=",
            "a\u{e9}",
            "redirect=%{c}.example.com",
        ] {
            assert_eq!(fault(&format!("v=spf1 {term} -all")).as_deref(), Some(term));
        }
        assert_eq!(
            fault("v=spf1 redirect=a.example redirect=b.example").as_deref(),
            Some("redirect=b.example")
        );
    }
}
