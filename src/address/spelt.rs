//! Addresses that are spelt out against scrapers: `li [at] foo [dot] com`.
//!
//! The words are common ones, so they count only where their form shows that they stand for a sign.

use super::glue::is_label;

const AT: [&str; 7] = ["at", "a", "ät", "arroba", "aet", "艾特", "собака"];
const DOT: [&str; 7] = ["dot", "d", "punkt", "punto", "ponto", "точка", "点"];

/// The text with the signs in place of their words. The same text where there are no such words.
pub fn spelt_out(text: &str) -> String {
    let marked = bracketed(text);
    let had_at = text.contains('@');
    let signed = if marked.contains('@') {
        marked
    } else {
        glued(&marked)
            .or_else(|| blank_separated(&marked))
            .unwrap_or(marked)
    };
    // With the `@` spelt out or a bare name behind it, a blank-separated `dot` is a dot.
    let dotless = signed
        .rsplit_once('@')
        .is_some_and(|(_, behind)| !behind.contains('.'));
    if signed.contains('@') && (!had_at || dotless) {
        return dots_between_words(&signed);
    }
    signed
}

/// `[at]`, `( dot )`, `{at}`, `<at>`, ` -at- `: in brackets anywhere.
fn bracketed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find(['[', '(', '{', '<', '-']) {
        let (open, inner) = (&rest[place..=place], &rest[place + 1..]);
        let close = match open {
            "[" => ']',
            "(" => ')',
            "{" => '}',
            "<" => '>',
            _ => '-',
        };
        // A hyphen is a bracket only where blanks set it apart.
        let apart =
            |behind: &str| open != "-" || (rest[..place].ends_with(' ') && behind.starts_with(' '));
        let sign = inner.split_once(close).and_then(|(word, behind)| {
            let word = word.trim().to_lowercase();
            let word = word.as_str();
            match (apart(behind), AT.contains(&word), DOT.contains(&word)) {
                (true, true, _) => Some(('@', behind)),
                (true, _, true) => Some(('.', behind)),
                _ => None,
            }
        });
        match sign {
            Some((sign, behind)) => {
                out.push_str(rest[..place].trim_end());
                out.push(sign);
                rest = behind.trim_start();
            }
            None => {
                out.push_str(&rest[..=place]);
                rest = inner;
            }
        }
    }
    out.push_str(rest);
    out
}

/// `li.wang_at_foo.com`, `li.wang#foo.com`, `li.wang艾特foo.com`: one word, the whole cell.
fn glued(text: &str) -> Option<String> {
    let word = text.split_whitespace().next_back()?;
    let alone = text
        .split_whitespace()
        .all(|other| other == word || is_label_word(other));
    if !alone || word.starts_with("www.") || word.contains("://") {
        return None;
    }
    ["艾特", "_at_", "-at-", "#"].into_iter().find_map(|sign| {
        let (local, domain) = word.split_once(sign)?;
        let domain = domain.replace("-dot-", ".").replace("_dot_", ".");
        let sound = sign == "艾特" || is_telling(local);
        (sound && is_local(local) && is_host(&domain)).then(|| format!("{local}@{domain}"))
    })
}

/// `li at foo dot com`; `li.wang at foo.com` where that is the whole cell.
fn blank_separated(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split_whitespace()
        .skip_while(|word| is_label_word(word))
        .collect();
    let at = words
        .iter()
        .rposition(|word| ["at", "arroba", "艾特"].contains(&word.to_lowercase().as_str()))?;
    let (before, behind) = (&words[..at], &words[at + 1..]);
    let mut start = at.checked_sub(1)?;
    while start >= 2 && is_dot_word(words[start - 1]) {
        start -= 2;
    }
    let local: String = before[start..]
        .iter()
        .map(|word| if is_dot_word(word) { "." } else { word })
        .collect();
    // Word, dot, word to the end of the cell.
    let spelt = behind.len() > 2
        && behind.len() % 2 == 1
        && (0..behind.len()).all(|i| is_dot_word(behind[i]) == (i % 2 == 1));
    if spelt {
        return is_local(&local).then(|| format!("{local}@{}", behind.join(" ")));
    }
    // `shop at foo.com` is a sentence.
    let [domain] = behind else { return None };
    let whole = start == 0 && is_telling(&local) && is_local(&local);
    (whole && is_host(domain)).then(|| format!("{local}@{domain}"))
}

/// `foo dot com` behind an `@`.
fn dots_between_words(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let mut out = String::with_capacity(text.len());
    let mut joined = true;
    for (i, word) in words.iter().enumerate() {
        if i > 0 && i + 1 < words.len() && is_dot_word(word) {
            out.push('.');
            joined = true;
            continue;
        }
        if !joined {
            out.push(' ');
        }
        out.push_str(word);
        joined = false;
    }
    out
}

fn is_dot_word(word: &str) -> bool {
    let word = word.to_lowercase();
    word.chars().count() > 1 && DOT.contains(&word.as_str())
}

fn is_label_word(word: &str) -> bool {
    word.ends_with(':') || is_label(word)
}

fn is_local(text: &str) -> bool {
    let sign = |b| b".-_+".contains(&b);
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || sign(b))
}

fn is_host(text: &str) -> bool {
    let sign = |b| b".-".contains(&b);
    text.contains('.')
        && !text.to_ascii_lowercase().starts_with("www.")
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || sign(b))
}

/// Whether a word is a mailbox rather than a word of a sentence.
fn is_telling(local: &str) -> bool {
    let sign = |c: char| ".+_".contains(c) || c.is_ascii_digit();
    local.trim_matches('.').contains(sign)
        || matches!(
            local.to_ascii_lowercase().as_str(),
            "info" | "sales" | "office" | "mail" | "admin" | "support" | "hello" | "kontakt"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_signs() {
        for spelt in [
            "li.wang[at]foo.com",
            "li.wang (AT) foo (DOT) com",
            "li.wang [ at ] foo [ dot ] com",
            "li.wang{at}foo{dot}com",
            "li.wang<at>foo.com",
            "li.wang (ät) foo (punkt) com",
            "li.wang[arroba]foo[punto]com",
            "li.wang (a) foo.com",
            "li.wang -at- foo -dot- com",
            "li.wang_at_foo.com",
            "li.wang-at-foo.com",
            "li.wang#foo.com",
            "li.wang艾特foo.com",
            "li.wang at foo.com",
            "li.wang at foo dot com",
            "li dot wang AT foo DOT com",
            "li.wang@foo[dot]com",
            "li.wang@foo dot com",
            "Email: li.wang at foo.com",
        ] {
            let out = spelt_out(spelt);
            assert!(out.ends_with("li.wang@foo.com"), "{spelt}: {out}");
        }
        assert_eq!(
            spelt_out("li[at]foo.com (remove it)"),
            "li@foo.com (remove it)"
        );
    }

    #[test]
    fn ordinary_words_stay_words() {
        for cell in [
            "shop at foo.com",
            "CEO at Foo.com",
            "look-at-foo.com",
            "www.look-at-foo.com",
            "https://foo.com/a_1#top.b",
            "call me at 0755-12345678",
            "meet at dot cafe",
            "see you at the dot net meetup",
            "at home",
            "C#",
            "#1 supplier",
            "Plan (b) foo.com",
            "visit us at www.foo.com",
        ] {
            assert_eq!(spelt_out(cell), cell);
        }
    }
}
