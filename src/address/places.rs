//! Addresses that stand scattered in a text.

use super::scan::{Hit, each_hit};
use super::syntax;

/// An address in a line of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// How many characters stand before it in the line.
    pub before: usize,
    /// The address as it stands there.
    pub text: String,
}

/// The addresses of one line of a text. Only what has the form of an address counts: a handle, a version
/// (`left-pad@1.3.0`) or the user of a URL is none.
pub fn places(line: &str) -> Vec<Place> {
    each_hit(line).filter_map(|hit| place(line, &hit)).collect()
}

fn place(line: &str, hit: &Hit) -> Option<Place> {
    if hit.spaced || !hit.domain.contains('.') {
        return None;
    }
    let local = without_prose(&hit.local);
    let start = hit.start + (hit.local.len() - local.len());
    let (before, behind) = (&line[..start], &line[hit.end..]);
    let token = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    // `https://user@host/`, and `git@host:folder` as scp writes it.
    let in_url = token.contains("://") || token.ends_with("//");
    let path = behind.strip_prefix(':').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '~'))
    });
    if in_url || path {
        return None;
    }
    let text = format!("{local}@{}", hit.domain);
    syntax::parse(&text).ok()?;
    Some(Place {
        before: before.chars().count(),
        text,
    })
}

/// Chinese and Japanese put no blank before an address: `请联系li@example.com`.
fn without_prose(local: &str) -> &str {
    let rest = local.trim_start_matches(|c: char| !c.is_ascii());
    if rest.is_empty() || !rest.is_ascii() {
        local
    } else {
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Vec<(usize, String)> {
        places(line)
            .into_iter()
            .map(|place| (place.before, place.text))
            .collect()
    }

    #[test]
    fn addresses_are_found_where_they_stand() {
        for (line, before, text) in [
            ("li@example.com", 0, "li@example.com"),
            ("Write to <li@example.com>, please.", 10, "li@example.com"),
            ("请联系li@example.com。", 3, "li@example.com"),
            ("[mail](mailto:li@example.com)", 14, "li@example.com"),
            ("email: li@example.com.", 7, "li@example.com"),
            ("li@example.com: our buyer", 0, "li@example.com"),
        ] {
            assert_eq!(found(line), [(before, text.to_owned())], "{line}");
        }
        assert_eq!(found("a@example.com b@example.org").len(), 2);
    }

    #[test]
    fn what_only_looks_like_one_is_left_alone() {
        for line in [
            "@li said so",
            "npm install left-pad@1.3.0",
            "https://user@example.com/a",
            "git@example.com:firm/shop.git",
            "user@host",
            "meet @ example.com",
        ] {
            assert_eq!(found(line), [], "{line}");
        }
    }
}
