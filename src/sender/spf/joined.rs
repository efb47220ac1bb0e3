//! The strings of a TXT record are joined without a blank, which makes one term of two where nobody put one.

use super::record::{Record, Term};
use crate::dns::Txt;

/// A string of this length was cut because no longer one fits, not where its author wanted.
const FULL: usize = 255;

/// Whether somebody meant it for an SPF record, whether or not it is one.
pub fn looks_like(text: &Txt) -> bool {
    let text = text.text().to_ascii_lowercase();
    let begin = text.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    begin.starts_with("v=spf") || begin.starts_with("spf1 ") || begin.starts_with("v = spf1")
}

/// The term that was made of two, and the record with the blank in its place.
pub fn joined_term(text: &Txt) -> Option<(String, String)> {
    let strings: Vec<String> = text
        .strings
        .iter()
        .map(|part| String::from_utf8_lossy(part).into_owned())
        .collect();
    let mut found = None;
    let mut apart = String::new();
    for (i, part) in strings.iter().enumerate() {
        let before = i.checked_sub(1).map(|before| &strings[before]);
        if let Some(term) = before.and_then(|before| made_of_two(before, part)) {
            found.get_or_insert(term);
            apart.push(' ');
        }
        apart.push_str(part);
    }
    found.map(|term| (term, apart))
}

/// The term at the seam of two strings, where each half is one by itself, so that nobody can have meant the whole.
fn made_of_two(before: &str, after: &str) -> Option<String> {
    let left = before.rsplit(' ').next()?;
    let right = after.split(' ').next()?;
    if left.is_empty() || right.is_empty() {
        return None;
    }
    let whole = format!("{left}{right}");
    let two = (is_term(left) || left.eq_ignore_ascii_case("v=spf1")) && is_term(right);
    // A string that is full may end anywhere: then the whole must make no sense either.
    (two && (before.len() < FULL || !is_term(&whole))).then_some(whole)
}

fn is_term(text: &str) -> bool {
    let record = Record::parse(format!("v=spf1 {text}").as_bytes());
    matches!(record.terms.as_slice(), [one] if matches!(one.term, Ok(ref term) if *term != Term::Other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn txt(strings: &[&str]) -> Txt {
        Txt {
            strings: strings.iter().map(|s| s.as_bytes().to_vec()).collect(),
        }
    }

    #[test]
    fn a_missing_blank_is_seen_at_the_seam() {
        for (strings, term) in [
            (&["v=spf1 a", "mx -all"][..], "amx"),
            (&["v=spf1", "mx -all"], "v=spf1mx"),
            (
                &["v=spf1 ip4:192.0.2.1", "include:example.com", " -all"],
                "ip4:192.0.2.1include:example.com",
            ),
            (
                &["v=spf1 include:example.com", "-all"],
                "include:example.com-all",
            ),
        ] {
            let (found, apart) = joined_term(&txt(strings)).expect(term);
            assert_eq!(found, term);
            let record = Record::parse(apart.as_bytes());
            assert!(record.fault().is_none(), "{apart}");
        }
    }

    #[test]
    fn a_term_that_was_cut_is_none_of_two() {
        let long = format!("v=spf1 {}include:exam", "ip4:192.0.2.1 ".repeat(16));
        for strings in [
            &["v=spf1 a ", "mx -all"][..],
            &["v=spf1 a", " mx -all"],
            &["v=spf1 include:exam", "ple.com -all"],
            &[&long, "ple.com -all"],
            &["v=spf1 -all"],
        ] {
            assert_eq!(joined_term(&txt(strings)), None, "{strings:?}");
        }
    }
}
