//! Macro strings (RFC 7208, section 7): text with values of the message in it.

/// Characters at which a macro's value may be split (section 7.1, `delimiter`).
const DELIMITERS: &str = ".-+,/_=";

/// A text with macros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MacroString(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(String),
    Macro(Macro),
}

/// `%{letter digits r delimiters}`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Macro {
    /// Lower-case.
    letter: char,
    /// The letter was upper-case: the value is URL-escaped.
    escaped: bool,
    /// How many parts are kept, counted from the right; `None` for all.
    keep: Option<usize>,
    reversed: bool,
    delimiters: String,
}

/// Where a macro string stands, which decides what may be in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The domain of a term: no blanks, no macro of the receiver's side.
    Domain,
    /// The value of a modifier that nobody knows.
    Modifier,
    /// The text of an explanation.
    Explanation,
}

impl MacroString {
    /// Reads a macro string. `None` for one that breaks the grammar.
    pub fn parse(text: &str, place: Place) -> Option<MacroString> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if c != '%' {
                let blank = c == ' ' && place == Place::Explanation;
                if !c.is_ascii_graphic() && !blank {
                    return None;
                }
                literal.push(c);
                rest = &rest[1..];
                continue;
            }
            let (plain, length) = match rest.as_bytes().get(1)? {
                b'%' => ("%", 2),
                b'_' => (" ", 2),
                b'-' => ("%20", 2),
                b'{' => ("", rest.find('}')? + 1),
                _ => return None,
            };
            literal.push_str(plain);
            if plain.is_empty() {
                if !literal.is_empty() {
                    parts.push(Part::Literal(std::mem::take(&mut literal)));
                }
                parts.push(Part::Macro(Macro::parse(&rest[2..length - 1], place)?));
            }
            rest = &rest[length..];
        }
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        Some(MacroString(parts))
    }

    /// Reads a domain (`domain-spec`): one that ends in a macro, or in a label that can be a top-level domain.
    pub fn parse_domain(text: &str) -> Option<MacroString> {
        let parsed = MacroString::parse(text, Place::Domain)?;
        let ends_in_macro = text.ends_with('}') && matches!(parsed.0.last(), Some(Part::Macro(_)));
        let ends_in_escape = ["%%", "%_", "%-"].iter().any(|end| text.ends_with(end));
        if ends_in_macro || ends_in_escape {
            return Some(parsed);
        }
        let (_, last) = text.strip_suffix('.').unwrap_or(text).rsplit_once('.')?;
        is_top_label(last).then_some(parsed)
    }

    /// The letters of the macros in it, lower-case.
    pub fn letters(&self) -> impl Iterator<Item = char> + '_ {
        self.0.iter().filter_map(|part| match part {
            Part::Literal(_) => None,
            Part::Macro(one) => Some(one.letter),
        })
    }

    /// The text with its macros filled. `value` gives the value of a letter.
    pub fn expand(&self, mut value: impl FnMut(char) -> String) -> String {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Macro(one) => text.push_str(&one.fill(&value(one.letter))),
            }
        }
        text
    }
}

impl Macro {
    /// Reads what stands between the braces.
    fn parse(text: &str, place: Place) -> Option<Macro> {
        let first = text.chars().next()?;
        let letter = first.to_ascii_lowercase();
        let known = match place {
            Place::Domain => "slodiphv",
            Place::Modifier | Place::Explanation => "slodiphvcrt",
        };
        if !known.contains(letter) {
            return None;
        }
        let rest = &text[1..];
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let keep = match &rest[..digits] {
            "" => None,
            // More than a name can have parts is all of them.
            number => Some(number.parse().unwrap_or(usize::MAX)),
        };
        if keep == Some(0) {
            return None;
        }
        let rest = &rest[digits..];
        let (reversed, rest) = match rest.strip_prefix(['r', 'R']) {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        rest.chars().all(|c| DELIMITERS.contains(c)).then(|| Macro {
            letter,
            escaped: first.is_ascii_uppercase(),
            keep,
            reversed,
            delimiters: rest.to_owned(),
        })
    }

    fn fill(&self, value: &str) -> String {
        let plain = self.keep.is_none() && !self.reversed && self.delimiters.is_empty();
        let filled = if plain {
            value.to_owned()
        } else {
            let delimiters = match self.delimiters.as_str() {
                "" => ".",
                some => some,
            };
            let mut parts: Vec<&str> = value.split(|c| delimiters.contains(c)).collect();
            if self.reversed {
                parts.reverse();
            }
            let keep = self.keep.unwrap_or(usize::MAX).min(parts.len());
            parts.split_off(parts.len() - keep).join(".")
        };
        match self.escaped {
            true => url_escape(&filled),
            false => filled,
        }
    }
}

/// Everything but the unreserved characters of RFC 3986, section 2.3, is escaped.
fn url_escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Letters, digits and hyphens, not digits alone, no hyphen at either end.
fn is_top_label(label: &str) -> bool {
    label
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && label.bytes().any(|b| !b.is_ascii_digit())
        && !label.is_empty()
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values of RFC 7208, section 7.4.
    fn value(letter: char) -> String {
        match letter {
            's' => "strong-bad@email.example.com",
            'l' => "strong-bad",
            'o' | 'd' => "email.example.com",
            'i' => "192.0.2.3",
            'v' => "in-addr",
            _ => "unknown",
        }
        .to_owned()
    }

    #[test]
    fn the_examples_of_the_standard_hold() {
        for (text, expected) in [
            ("%{s}", "strong-bad@email.example.com"),
            ("%{d4}", "email.example.com"),
            ("%{d2}", "example.com"),
            ("%{d1}", "com"),
            ("%{dr}", "com.example.email"),
            ("%{d2r}", "example.email"),
            ("%{l}", "strong-bad"),
            ("%{l-}", "strong.bad"),
            ("%{lr}", "strong-bad"),
            ("%{lr-}", "bad.strong"),
            ("%{l1r-}", "strong"),
            (
                "%{ir}.%{v}._spf.%{d2}",
                "3.2.0.192.in-addr._spf.example.com",
            ),
            ("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"),
            ("a%%b%_c%-d", "a%b c%20d"),
            ("%{S}", "strong-bad%40email.example.com"),
        ] {
            let parsed = MacroString::parse(text, Place::Domain).expect(text);
            assert_eq!(parsed.expand(value), expected, "{text}");
        }
    }

    #[test]
    fn what_breaks_the_grammar_is_refused() {
        for text in [
            "%", "%a", "%{", "%{}", "%{x}", "%{d0}", "%{d;}", "%{c}", "a b", "é",
        ] {
            assert_eq!(MacroString::parse(text, Place::Domain), None, "{text}");
        }
        for text in [
            "",
            "com",
            "a.123",
            "a.-b",
            "a.b-",
            "a..",
            "example.com..",
            "%{d}a",
        ] {
            assert_eq!(MacroString::parse_domain(text), None, "{text}");
        }
        for text in [
            "%{d}",
            "a.%{d}",
            "example.com",
            "example.com.",
            "a.b-c",
            "a:b/c.example.com",
        ] {
            assert!(MacroString::parse_domain(text).is_some(), "{text}");
        }
    }
}
