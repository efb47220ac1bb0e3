//! What sticks to an address without being part of it: labels, phone numbers, escapes, signs.

use super::domain::registry_suffix;
use super::script::{east_asian, is_foreign_letter};

/// What is left of a text, and whether what was cut can be nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut<'a> {
    /// What is left.
    pub rest: &'a str,
    /// Nothing was guessed.
    pub sure: bool,
}

/// Escapes that scrapers leave in front of a local part, in any case.
const ESCAPES: [&str; 16] = [
    "u003e",
    "u003c",
    "u0022",
    "x3e",
    "x3c",
    "%20",
    "%0a",
    "%0d",
    "%09",
    "%3a",
    "%3c",
    "%3e",
    "%22",
    "=3d",
    "=20",
    "mailto%3a",
];

/// Words that say that an address follows.
const LABELS: [&str; 21] = [
    "email",
    "e-mail",
    "emails",
    "mail",
    "mailto",
    "emailaddress",
    "correo",
    "courriel",
    "e",
    "m",
    "to",
    "cc",
    "bcc",
    "from",
    "contact",
    "tel",
    "phone",
    "fax",
    "work",
    "home",
    "web",
];

/// The local part without what stands glued to its front; `None` where nothing does.
pub fn without_front(local: &str) -> Option<Cut<'_>> {
    let mut cut = Cut {
        rest: local,
        sure: true,
    };
    let mut labelled = false;
    while let Some(next) = front_layer(cut.rest, labelled) {
        labelled |= cut.rest.starts_with(is_foreign_letter);
        cut = Cut {
            rest: next.rest,
            sure: cut.sure && next.sure,
        };
    }
    // A name in another script stays whole.
    let whole = cut.rest.is_ascii() && !cut.rest.is_empty();
    (cut.rest.len() < local.len() && whole).then_some(cut)
}

/// One thing less in front. `labelled`: a label in another script was cut before.
fn front_layer(local: &str, labelled: bool) -> Option<Cut<'_>> {
    let guess = |rest| Some(Cut { rest, sure: false });
    if let Some(rest) = local.strip_prefix('\'') {
        // A spreadsheet's mark for "this is text".
        return (!rest.is_empty()).then_some(Cut { rest, sure: true });
    }
    for line_break in ["_x000D_", "_x000A_"] {
        if let Some(rest) = local.strip_prefix(line_break) {
            return Some(Cut { rest, sure: true });
        }
    }
    for escape in ESCAPES {
        let head = local.get(..escape.len());
        if head.is_some_and(|head| head.eq_ignore_ascii_case(escape)) && local.len() > escape.len()
        {
            return guess(&local[escape.len()..]);
        }
    }
    if let Some(rest) = local.strip_prefix("3D")
        && looks_like_a_name(rest)
    {
        // Quoted-printable for `=`.
        return guess(rest);
    }
    if let Some(rest) = local.strip_prefix(|c| "#*|/~={}-^%!?&`".contains(c)) {
        return guess(rest);
    }
    if let Some((label, rest)) = local.split_once(['=', '|', '#', '/'])
        && !label.is_empty()
        && (label.chars().all(is_foreign_letter) || is_label(label))
    {
        return guess(rest);
    }
    if let Some(rest) = without_phone(local, labelled) {
        return guess(rest);
    }
    let foreign: usize = local
        .chars()
        .take_while(|&c| is_foreign_letter(c))
        .map(char::len_utf8)
        .sum();
    let (label, rest) = local.split_at(foreign);
    // A few letters of another alphabet may be look-alikes of Latin ones: `раypal`.
    let word = !label.is_empty() && (east_asian(label) || label.chars().count() > 3);
    (word && rest.len() > 1).then_some(Cut { rest, sure: false })
}

/// `li.wang`: lower-case words with a sign between them.
fn looks_like_a_name(text: &str) -> bool {
    let letters = |word: &str| word.bytes().take_while(u8::is_ascii_lowercase).count() > 0;
    text.contains(['.', '_'])
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.split(['.', '_']).all(letters)
}

/// Whether a word says that an address follows it.
pub fn is_label(word: &str) -> bool {
    LABELS.contains(&word.to_ascii_lowercase().as_str())
}

/// A landline of China in front of the name (`0755-12345678li`), or any number of seven digits and
/// more behind a label. A mobile number may be the mailbox's own name.
fn without_phone(local: &str, labelled: bool) -> Option<&str> {
    let bytes = local.as_bytes();
    let run = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let first = run(0);
    let end = match bytes.get(first) {
        Some(b'-') if (3..=4).contains(&first) && bytes[0] == b'0' => {
            let second = run(first + 1);
            (7..=8).contains(&second).then_some(first + 1 + second)?
        }
        _ if labelled && first >= 7 => first,
        _ if bytes.first() == Some(&b'0') && (10..=12).contains(&first) => first,
        _ => return None,
    };
    let rest = &local[end..];
    rest.starts_with(char::is_alphabetic).then_some(rest)
}

/// The domain as typed without what stands glued to its end: `foo.com采购`, `foo.comTel`,
/// `foo.com13800000000`, `foo.comwww.foo.com`; `None` where nothing does.
pub fn without_tail(domain: &str) -> Option<Cut<'_>> {
    let lower = domain.to_ascii_lowercase();
    for (place, _) in lower.match_indices("www.") {
        let front = &domain[..place];
        if !front.ends_with(['.', '-']) && registry_suffix(&lower[..place]).is_some() {
            return Some(Cut {
                rest: front,
                sure: false,
            });
        }
    }
    let start = domain.rfind('.')? + 1;
    if start == 1 {
        return None;
    }
    let (label, sure) = tld_without_tail(&domain[start..])?;
    Some(Cut {
        rest: &domain[..start + label],
        sure,
    })
}

/// How much of the last label is a top-level domain, where something is glued to it.
fn tld_without_tail(label: &str) -> Option<(usize, bool)> {
    if is_tld(label) {
        return None;
    }
    if let Some(place) = label.to_ascii_lowercase().find("http")
        && is_tld(&label[..place])
    {
        return Some((place, false));
    }
    let letters = label.bytes().take_while(u8::is_ascii_alphabetic).count();
    let tail = &label[letters..];
    if letters >= 2 && !tail.is_empty() {
        if !tail.is_ascii() && east_asian(tail) {
            // No top-level domain mixes scripts.
            return Some((letters, true));
        }
        // One foreign letter alone may stand for the Latin one that it looks like.
        let telling = tail.starts_with(|c: char| c.is_ascii_digit()) || tail.chars().count() > 1;
        return (telling && is_tld(&label[..letters])).then_some((letters, false));
    }
    let small = label.bytes().take_while(u8::is_ascii_lowercase).count();
    (tail.is_empty() && small >= 2 && is_tld(&label[..small])).then_some((small, false))
}

fn is_tld(label: &str) -> bool {
    registry_suffix(&format!("a.{}", label.to_lowercase())).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_glued_to_the_front_comes_off() {
        for (local, rest, sure) in [
            ("'li", "li", true),
            ("_x000D_li", "li", true),
            ("u003eli", "li", false),
            ("%20li", "li", false),
            ("=3Dli", "li", false),
            ("3Dli.wang", "li.wang", false),
            ("mailto%3Ali", "li", false),
            ("-li", "li", false),
            ("#li", "li", false),
            ("//li", "li", false),
            ("Email=li", "li", false),
            ("email|li", "li", false),
            ("王丽/li", "li", false),
            ("邮箱li", "li", false),
            ("почтаli", "li", false),
            ("电话13800000000邮箱li.wang", "li.wang", false),
            ("0755-12345678li", "li", false),
            ("075512345678li", "li", false),
        ] {
            assert_eq!(without_front(local), Some(Cut { rest, sure }), "{local}");
        }
        for local in [
            "li",
            "_x",
            "3dprint",
            "3D-print",
            "3D.print",
            "3Dmodels",
            "o'brien",
            "13800000000",
            "13800000000li",
            "20li",
            "用户",
            "josé",
            "élise",
            "a=b",
            "邮箱x",
            "\u{440}\u{430}ypal", // Cyrillic er and a
            "0755-12345678",
        ] {
            assert_eq!(without_front(local), None, "{local}");
        }
    }

    #[test]
    fn what_is_glued_to_the_domain_comes_off() {
        for (domain, rest, sure) in [
            ("foo.com采购", "foo.com", true),
            ("foo.com电话13800000000", "foo.com", false),
            ("foo.comтел", "foo.com", false),
            ("foo.comTel", "foo.com", false),
            ("foo.com13800000000", "foo.com", false),
            ("foo.comhttp", "foo.com", false),
            ("foo.comwww.foo.com", "foo.com", false),
            ("foo.co.ukwww.foo.co.uk", "foo.co.uk", false),
        ] {
            assert_eq!(without_tail(domain), Some(Cut { rest, sure }), "{domain}");
        }
        for domain in [
            "foo.com",
            "foo.COM",
            "Foo.Com",
            "www.foo.com",
            "awww.com",
            "foo.co\u{43c}", // a Cyrillic m
            "foo.xn--p1ai",
            "例子.中国",
            "foo",
            "foo.con",
        ] {
            assert_eq!(without_tail(domain), None, "{domain}");
        }
    }
}
