//! Domain names as they stand behind the `@`.

use std::borrow::Cow;
use std::fmt;

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::lang::{Text, texts::judge};

/// A host name as lower-case A-labels without a trailing dot (RFC 1123, section 2.1; RFC 5890).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Domain(String);

/// Why a text is no host name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DomainFault {
    /// Nothing stands there.
    Empty,
    /// A label is empty: a leading, trailing or doubled dot.
    EmptyLabel,
    /// More than 253 characters, or a label of more than 63 octets (RFC 1035, section 2.3.4).
    TooLong,
    /// A character that no host name holds (RFC 1123, section 2.1).
    BadCharacter,
    /// A label begins or ends with a hyphen.
    Hyphen,
    /// The last label is all digits: an IP address or a number, not a name.
    Numeric,
    /// An internationalised label that IDNA refuses (RFC 5891, section 5).
    BadIdn,
}

impl DomainFault {
    /// The fault in words, as the end of a sentence.
    pub fn title(self) -> Text {
        match self {
            DomainFault::Empty => judge::NO_DOMAIN,
            DomainFault::EmptyLabel => judge::EMPTY_LABEL,
            DomainFault::TooLong => judge::DOMAIN_TOO_LONG,
            DomainFault::BadCharacter => judge::BAD_CHARACTER,
            DomainFault::Hyphen => judge::HYPHEN,
            DomainFault::Numeric => judge::NUMERIC,
            DomainFault::BadIdn => judge::BAD_IDN,
        }
    }
}

impl Domain {
    /// Reads a host name, strictly: what would need a repair first is a fault.
    pub fn parse(text: &str) -> Result<Domain, DomainFault> {
        if text.is_empty() {
            return Err(DomainFault::Empty);
        }
        let ascii: Cow<'_, str> = if text.is_ascii() {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Owned(to_a_labels(text)?)
        };
        check_labels(&ascii)?;
        if ascii.contains("xn--") {
            // A Punycode label must decode to something that IDNA allows.
            let (_, outcome) =
                Uts46::new().to_unicode(ascii.as_bytes(), AsciiDenyList::STD3, Hyphens::Allow);
            outcome.map_err(|_| DomainFault::BadIdn)?;
        }
        Ok(Domain(ascii.into_owned()))
    }

    /// The name as lower-case A-labels.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last label.
    pub fn tld(&self) -> &str {
        self.0.rsplit('.').next().unwrap_or(&self.0)
    }

    /// Whether the name has one label only (`localhost`).
    pub fn is_single_label(&self) -> bool {
        !self.0.contains('.')
    }
}

/// The public suffix of a name, if it stands in the ICANN part of the Public Suffix List: what
/// registries hand out names under. Private suffixes (`github.io`) and made-up endings are none.
pub fn registry_suffix(name: &str) -> Option<&str> {
    let suffix = psl::suffix(name.as_bytes())?;
    let known = suffix.typ() == Some(psl::Type::Icann);
    let text = std::str::from_utf8(suffix.as_bytes()).ok()?;
    (known && text.len() < name.len()).then_some(text)
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn to_a_labels(text: &str) -> Result<String, DomainFault> {
    // Full-width forms, ligatures and ideographic full stops are for the repair to fold: a name that
    // normalisation changes is not what its owner registered.
    let stable = text.nfkc().eq(text.nfc());
    let foreign_dot = text
        .chars()
        .any(|c| matches!(c, '\u{3002}' | '\u{FF0E}' | '\u{FF61}'));
    if !stable || foreign_dot || !text.chars().all(may_stand_in_label) {
        return Err(DomainFault::BadCharacter);
    }
    Uts46::new()
        .to_ascii(
            text.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::Allow,
            DnsLength::Ignore,
        )
        .map(|ascii| ascii.to_ascii_lowercase())
        .map_err(|_| DomainFault::BadIdn)
}

/// Letters, digits and marks, and the few signs that RFC 5892, appendix A allows in their context. UTS 46
/// alone would map zero-width characters away and take emoji.
fn may_stand_in_label(c: char) -> bool {
    c.is_alphanumeric()
        || is_combining_mark(c)
        || matches!(c, '.' | '-' | '\u{00B7}' | '\u{0375}' | '\u{05F3}' | '\u{05F4}' | '\u{30FB}')
        // So that the fault is named by what checks the labels.
        || c.is_ascii()
}

fn check_labels(ascii: &str) -> Result<(), DomainFault> {
    if ascii.len() > 253 {
        return Err(DomainFault::TooLong);
    }
    for label in ascii.split('.') {
        if label.is_empty() {
            return Err(DomainFault::EmptyLabel);
        }
        if label.len() > 63 {
            return Err(DomainFault::TooLong);
        }
        if !label
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        {
            return Err(DomainFault::BadCharacter);
        }
        if label.starts_with('-') || label.ends_with('-') {
            return Err(DomainFault::Hyphen);
        }
    }
    let tld = ascii.rsplit('.').next().unwrap_or(ascii);
    if tld.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DomainFault::Numeric);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_lower_case_a_labels() {
        assert_eq!(Domain::parse("Foo.COM").unwrap().as_str(), "foo.com");
        assert_eq!(
            Domain::parse("例子.中国").unwrap().as_str(),
            "xn--fsqu00a.xn--fiqs8s"
        );
        assert_eq!(Domain::parse("МОЙ.РФ").unwrap().tld(), "xn--p1ai");
    }

    #[test]
    fn only_registries_have_suffixes() {
        assert_eq!(registry_suffix("foo.com.br"), Some("com.br"));
        assert_eq!(registry_suffix("foo.com"), Some("com"));
        for name in ["foo.con", "foo", "com", "com.br", ""] {
            assert_eq!(registry_suffix(name), None, "{name}");
        }
    }

    #[test]
    fn what_is_no_host_name_says_why() {
        for (text, fault) in [
            ("", DomainFault::Empty),
            ("foo..com", DomainFault::EmptyLabel),
            (".foo.com", DomainFault::EmptyLabel),
            ("foo.com.", DomainFault::EmptyLabel),
            ("exa_mple.com", DomainFault::BadCharacter),
            ("foo．com", DomainFault::BadCharacter),
            ("ｆoo.com", DomainFault::BadCharacter),
            ("-foo.com", DomainFault::Hyphen),
            ("foo-.com", DomainFault::Hyphen),
            ("1.2.3.4", DomainFault::Numeric),
            ("c.123", DomainFault::Numeric),
            ("xn--a.com", DomainFault::BadIdn),
        ] {
            assert_eq!(Domain::parse(text), Err(fault), "{text}");
        }
        let long = format!("{}.com", "a".repeat(64));
        assert_eq!(Domain::parse(&long), Err(DomainFault::TooLong));
    }
}
