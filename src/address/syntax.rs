//! The strict syntax of one address (RFC 5321, section 4.1.2; RFC 6531, section 3.3).
//!
//! `email_address` is the first gate; above it stand the lengths, host names by IDNA and the
//! host label rule, which it does not check.

use std::fmt;

use email_address::{EmailAddress, Options};
use unicode_normalization::char::is_combining_mark;

use super::domain::{Domain, DomainFault};
use super::script;
use crate::lang::{Text, texts::judge};

/// An address that is right by syntax.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    local: String,
    host: Host,
    /// The domain as it was typed, lower-cased: U-labels stay.
    typed_domain: String,
}

/// What stands behind the `@`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// A host name.
    Name(Domain),
    /// An address literal in brackets (RFC 5321, section 4.1.3).
    Literal(String),
}

/// Why a text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxFault {
    /// No `@` at all.
    NoAt,
    /// A control character (RFC 5321, section 4.1.2 allows none).
    Control,
    /// Over 64 octets before, 255 behind the `@`, or 254 in all (RFC 5321, section 4.5.3.1; RFC 3696 erratum 1690).
    TooLong,
    /// Nothing before the `@`.
    NoLocalPart,
    /// A local part that is neither a dot-atom nor a quoted string.
    BadLocalPart,
    /// A domain that is no host name.
    BadDomain(DomainFault),
}

impl SyntaxFault {
    /// The fault in words, as the end of a sentence.
    pub fn title(self) -> Text {
        match self {
            SyntaxFault::NoAt => judge::NO_AT,
            SyntaxFault::Control => judge::CONTROL,
            SyntaxFault::TooLong => judge::TOO_LONG,
            SyntaxFault::NoLocalPart => judge::NO_LOCAL_PART,
            SyntaxFault::BadLocalPart => judge::BAD_LOCAL_PART,
            SyntaxFault::BadDomain(fault) => fault.title(),
        }
    }
}

impl Address {
    /// The local part as it stands.
    pub fn local(&self) -> &str {
        &self.local
    }

    /// What stands behind the `@`.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// What stands behind the `@`, lower-case, U-labels as they are.
    pub fn host_text(&self) -> &str {
        &self.typed_domain
    }

    /// The host name, unless it is an address literal.
    pub fn domain(&self) -> Option<&Domain> {
        match &self.host {
            Host::Name(domain) => Some(domain),
            Host::Literal(_) => None,
        }
    }

    /// The address to send to: the local part as typed, the domain lower-cased.
    pub fn text(&self) -> String {
        format!("{}@{}", self.local, self.typed_domain)
    }

    /// The same mailbox name at another domain.
    pub fn at(&self, domain: &str) -> String {
        format!("{}@{domain}", self.local)
    }

    /// Whether the local part is a quoted string.
    pub fn is_quoted(&self) -> bool {
        self.local.starts_with('"')
    }

    /// Whether only servers with SMTPUTF8 take it (RFC 6531): the local part is not ASCII.
    pub fn needs_smtputf8(&self) -> bool {
        !self.local.is_ascii()
    }

    /// Whether a label or the local part mixes scripts.
    pub fn mixes_scripts(&self) -> bool {
        (!self.local.is_ascii() && script::local_mixes(&self.local))
            || (!self.typed_domain.is_ascii()
                && self.typed_domain.split('.').any(script::label_mixes))
            || (self.typed_domain.contains("xn--")
                && idna::domain_to_unicode(&self.typed_domain)
                    .0
                    .split('.')
                    .any(script::label_mixes))
    }

    /// Whether the local part holds characters that are legal but next to never stand in a real
    /// mailbox name (`!def!xyz%abc`, `=cmd`, a leading `+`), or begins with a glued phone number.
    pub fn is_unusual(&self) -> bool {
        if self.is_quoted() {
            return false;
        }
        let odd = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !"._-+&'".contains(c);
        // `'` stands in names like o'brien, `&` in r&d: inside only.
        let first = self.local.chars().next().unwrap_or('a');
        self.local.chars().any(odd)
            || self.local.contains('&')
            || matches!(first, '+' | '-' | '\'')
            || begins_with_mobile_number(&self.local)
    }
}

/// Eleven digits of a Chinese mobile number, and letters right behind them.
fn begins_with_mobile_number(local: &str) -> bool {
    let digits = local.bytes().take_while(u8::is_ascii_digit).count();
    digits == 11
        && local.starts_with('1')
        && local.as_bytes()[1] >= b'3'
        && local
            .as_bytes()
            .get(11)
            .is_some_and(u8::is_ascii_alphabetic)
}

/// Shows the domain only: logs and panics must not carry people's addresses.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "***@{}", self.typed_domain)
    }
}

/// Reads one address, strictly: no white space, comments, display names or folding.
pub fn parse(text: &str) -> Result<Address, SyntaxFault> {
    if text.chars().any(char::is_control) {
        return Err(SyntaxFault::Control);
    }
    let (local, domain) = text.rsplit_once('@').ok_or(SyntaxFault::NoAt)?;
    if local.is_empty() {
        return Err(SyntaxFault::NoLocalPart);
    }
    if local.len() > 64 || domain.len() > 255 {
        return Err(SyntaxFault::TooLong);
    }
    let literal = domain.starts_with('[');
    let host = if literal {
        Host::Literal(domain.to_ascii_lowercase())
    } else {
        Host::Name(Domain::parse(domain).map_err(|fault| match fault {
            DomainFault::TooLong => SyntaxFault::TooLong,
            other => SyntaxFault::BadDomain(other),
        })?)
    };
    let octets = match &host {
        Host::Name(name) => name.as_str().len(),
        Host::Literal(text) => text.len(),
    };
    if local.len() + 1 + octets > 254 {
        return Err(SyntaxFault::TooLong);
    }
    if !plain_local(local) || literal {
        // Compatibility forms in the local part are for the repair to fold.
        if local
            .chars()
            .any(|c| ('\u{FF01}'..='\u{FF5E}').contains(&c) || is_foreign_space(c))
        {
            return Err(SyntaxFault::BadLocalPart);
        }
        let options = Options::default().without_display_text();
        let gate = if literal {
            EmailAddress::parse_with_options(text, options.with_domain_literal())
        } else {
            // The host name has been judged above, by a stricter rule.
            let local: String = local.chars().map(plain_letter).collect();
            EmailAddress::parse_with_options(&format!("{local}@a.example"), options)
        };
        gate.map_err(|_| {
            if literal {
                SyntaxFault::BadDomain(DomainFault::BadCharacter)
            } else {
                SyntaxFault::BadLocalPart
            }
        })?;
    }
    Ok(Address {
        local: local.to_owned(),
        typed_domain: domain.to_lowercase(),
        host,
    })
}

/// Letters and marks of any script are one to the gate, which does not know combining marks as
/// part of a local part (RFC 6531, section 3.3 does).
fn plain_letter(c: char) -> char {
    if !c.is_ascii() && (c.is_alphanumeric() || is_combining_mark(c)) {
        'a'
    } else {
        c
    }
}

fn is_foreign_space(c: char) -> bool {
    !c.is_ascii() && c.is_whitespace()
}

/// The local parts that nearly all addresses have, told without the full grammar.
fn plain_local(local: &str) -> bool {
    let mut after_dot = true;
    for b in local.bytes() {
        match b {
            b'.' if after_dot => return false,
            b'.' => after_dot = true,
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'+' => after_dot = false,
            _ => return false,
        }
    }
    !after_dot
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_addresses_parse_and_print_with_a_lower_case_domain() {
        let address = parse("Li.Wang@Nordlicht-NotReal.COM").unwrap();
        assert_eq!(address.text(), "Li.Wang@nordlicht-notreal.com");
        assert_eq!(format!("{address:?}"), "***@nordlicht-notreal.com");
    }

    #[test]
    fn what_the_first_gate_lets_through_is_caught_above_it() {
        for text in [
            "a@1.2.3.4",
            "a@c.123",
            "a@ex!ample.com",
            "a@exa_mple.com",
            "ｓａｌｅｓ@foo.com",
            "a b@foo.com",
            "a..b@foo.com",
            "a.@foo.com",
            "a@foo.com.",
            "a@foo．com",
            "a\u{200b}b@foo.com",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn lengths_are_octets() {
        assert!(parse(&format!("{}@foo.com", "a".repeat(64))).is_ok());
        assert_eq!(
            parse(&format!("{}@foo.com", "a".repeat(65))),
            Err(SyntaxFault::TooLong)
        );
        let domain = format!("{0}.{0}.{0}.com", "b".repeat(61));
        assert!(parse(&format!("{}@{domain}", "a".repeat(60))).is_ok());
        assert!(parse(&format!("{}@{domain}", "a".repeat(64))).is_ok());
        assert_eq!(
            parse(&format!("{}@b{domain}", "a".repeat(64))),
            Err(SyntaxFault::TooLong)
        );
    }

    #[test]
    fn rare_forms_are_told_apart() {
        assert!(parse("\"a b\"@foo.com").unwrap().is_quoted());
        assert!(matches!(
            parse("a@[192.0.2.1]").unwrap().host(),
            Host::Literal(_)
        ));
        assert!(parse("用户@例子.中国").unwrap().needs_smtputf8());
        assert!(parse("邮箱sales@foo.com").unwrap().mixes_scripts());
        assert!(parse("a@g\u{043e}ogle.com").unwrap().mixes_scripts());
        for unusual in [
            "a=b@foo.com",
            "+x@foo.com",
            "'a@foo.com",
            "13800000000li@foo.com",
            "a%b@foo.com",
        ] {
            assert!(parse(unusual).unwrap().is_unusual(), "{unusual}");
        }
        for usual in [
            "o'brien@foo.com",
            "a_b-c+d@foo.com",
            "13800000000@foo.com",
            "_x@foo.com",
        ] {
            assert!(!parse(usual).unwrap().is_unusual(), "{usual}");
        }
    }
}
